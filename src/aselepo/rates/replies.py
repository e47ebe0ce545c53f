"""Replies: how much of what one side does follows on what the other did.

Incidents of side j come at the rate E_j(t) (mu_j + sum over earlier incidents i of a[i, j] g), with
E the exposure under which side j's incidents can be seen and g an exponential kernel of one pace.
`a[i, j]` is how many incidents of side j one incident of side i brings about on average. Nothing
here says who began: what nobody saw may have come before.

References
----------
Hawkes, Biometrika 58, 1971, 83-90. Veen, Schoenberg, JASA 103, 2008, 614-624 (EM).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from aselepo.rates import _following
from aselepo.rates.latent import F64

ENOUGH_A_SIDE = 30
"""Below so many verified attributed incidents of any side nothing is shown."""
HALF_LIVES_H = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0)
ROUNDS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Replies:
    """Side-to-side replies, rows: side that acted before, columns: side that followed."""

    follow: F64
    low: F64
    high: F64
    """Incidents brought about by one, shape (sides, sides), with 90 % intervals."""
    base: F64
    """Incidents an hour of full exposure that follow on nothing, shape (sides,)."""
    half_life_h: float
    share_following: float
    """Share of the incidents that follow on an earlier one."""
    branching: float
    """Growth from one generation to the next; at 1 or more escalation feeds itself."""
    gain: float
    """Log-likelihood won over incidents that follow on nothing."""
    across_gain: float
    """Log-likelihood won by letting sides follow on each other, not only on themselves."""


def replies(
    time_h: F64,
    side: npt.NDArray[np.int64],
    exposure: F64,
    *,
    step_h: float,
    level: float = 0.9,
) -> Replies | None:
    """Learn how sides follow on each other.

    Parameters
    ----------
    time_h : float64, shape (n,), ascending, hours since the start: verified incidents only, each
        attributed by people to one side
    side : int64, shape (n,), 0 to sides - 1
    exposure : float64, shape (steps, sides): chance to see an incident of each side, by stretch of
        `step_h` hours from the start on; incidents in a stretch of exposure 0 are left out

    Returns
    -------
    Replies, or None below `ENOUGH_A_SIDE` for any side. Incidents nobody saw bring about seen ones
    too, so with low exposure `follow` is too low.
    """
    steps, sides = exposure.shape
    assert (np.diff(time_h) >= 0).all(), "incidents must be in order of time"
    place = np.minimum((time_h / step_h).astype(np.int64), steps - 1)
    seen = exposure[place, side]
    time_h, side, seen = time_h[seen > 0], side[seen > 0], seen[seen > 0]
    if len(time_h) == 0 or np.bincount(side, minlength=sides).min() < ENOUGH_A_SIDE:
        return None
    alone = _fit(time_h, side, exposure, step_h, None, np.zeros((sides, sides), dtype=bool))
    own = [_fit(time_h, side, exposure, step_h, h, np.eye(sides, dtype=bool)) for h in HALF_LIVES_H]
    all_sides = np.ones((sides, sides), dtype=bool)
    fits = [_fit(time_h, side, exposure, step_h, h, all_sides) for h in HALF_LIVES_H]
    best = int(np.argmax([told for *_, told in fits]))
    base, follow, error, told = fits[best]
    reach = float(ndtri(0.5 + level / 2)) * error
    expected = base * exposure.sum(axis=0) * step_h
    return Replies(
        follow=follow,
        low=np.maximum(follow - reach, 0.0),
        high=follow + reach,
        base=base,
        half_life_h=HALF_LIVES_H[best],
        share_following=float(1.0 - expected.sum() / len(time_h)),
        branching=float(np.abs(np.linalg.eigvals(follow)).max()),
        gain=told - alone[3],
        across_gain=told - max(each[3] for each in own),
    )


def _fit(
    time_h: F64,
    side: npt.NDArray[np.int64],
    exposure: F64,
    step_h: float,
    half_life_h: float | None,
    allowed: npt.NDArray[np.bool_],
) -> tuple[F64, F64, F64, float]:
    """Base (sides,), follow and its standard error (sides, sides), log-likelihood."""
    sides = exposure.shape[1]
    pace = np.log(2.0) / (half_life_h or 1.0)
    seen = exposure[np.minimum((time_h / step_h).astype(int), len(exposure) - 1), side]
    trace = _following.traces(time_h, side, pace, sides) * pace  # (n, sides)
    weight = _following.exposed(time_h, exposure, step_h, pace)  # (n, sides): seen of one's replies
    base_exposure = exposure.sum(axis=0) * step_h
    could = np.stack([weight[side == i].sum(axis=0) for i in range(sides)])
    base = np.bincount(side, minlength=sides) / base_exposure * 0.5
    follow = np.where(allowed, 0.3, 0.0)
    for _ in range(ROUNDS):
        rate = base[side] + (follow[:, side].T * trace).sum(axis=1)
        of_base = base[side] / rate
        new_base = np.bincount(side, of_base, minlength=sides) / base_exposure
        new = np.zeros_like(follow)
        for i in range(sides):
            share = follow[i, side] * trace[:, i] / rate
            new[i] = np.bincount(side, share, minlength=sides) / np.maximum(could[i], 1e-12)
        moved = max(np.abs(new - follow).max(), np.abs(new_base / base - 1).max())
        base, follow = new_base, new
        if moved < 1e-7:
            break
    rate = base[side] + (follow[:, side].T * trace).sum(axis=1)
    told = float(np.log(rate * seen).sum() - (base * base_exposure).sum() - (follow * could).sum())
    error = np.zeros_like(follow)
    for j in range(sides):
        mine = side == j
        features = np.column_stack([np.ones(mine.sum()), trace[mine]]) / rate[mine, None]
        try:
            covariance = np.linalg.inv(features.T @ features)
        except np.linalg.LinAlgError:
            covariance = np.full((sides + 1, sides + 1), np.inf)
        error[:, j] = np.sqrt(np.maximum(np.diag(covariance)[1:], 0.0))
    return base, follow, error, told
