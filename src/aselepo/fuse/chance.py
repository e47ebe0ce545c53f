"""Chance-match control: how much of the agreement between two sources is coincidence.

Reports of one source match the other's where place and time agree within errors. The same count
after shifting the other's times by whole weeks, which keep hour and weekday, is what chance alone
gives; the ratio is the lift. A lift near 1 is coincidence, however many reports match.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from itertools import permutations
from typing import Any

import numpy as np
import pyarrow as pa
from scipy.spatial import cKDTree

from aselepo.fuse._kernels import DELAY, INTERVAL
from aselepo.fuse.columns import Columns
from aselepo.fuse.front import prepare
from aselepo.fuse.sources import SourceModels

SIGMAS = 2.0
WEEK_H = 168.0
MOST_KM = 15.0
"""Places known less well match everything and are left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Share of a source's reports that match another's, by chance alone, and the lift."""

    source: str
    other: str
    reports: int
    share: float
    chance: float
    lift: float | None
    """None where nothing matches by chance: too few reports to say."""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def chance_matches(
    observations: pa.Table, models: SourceModels, *, weeks: int = 3
) -> tuple[Match, ...]:
    """Matches for each ordered pair of sources.

    Parameters
    ----------
    observations : observation schema
    weeks : shifts of 1 to this many weeks, each way; reports shifted beyond the data's ends come
        back at the other end, so that none is lost
    """
    c = prepare(observations, models).columns
    names = list(models.sources)
    out = []
    start, end = float(c.t.min()), float(c.t.max())
    span = max(WEEK_H, np.floor((end - start) / WEEK_H) * WEEK_H)
    for a, b in permutations(range(len(names)), 2):
        one = c.take(np.flatnonzero((c.source == a) & (c.major < MOST_KM)))
        other = c.take(np.flatnonzero((c.source == b) & (c.major < MOST_KM)))
        if not len(one) or not len(other):
            continue
        share = _share(one, other, models, 0.0, start, span)
        shifts = [k * WEEK_H for k in range(-weeks, weeks + 1) if k and abs(k) * WEEK_H < span]
        if not shifts:
            continue
        chance = float(np.mean([_share(one, other, models, s, start, span) for s in shifts]))
        out.append(
            Match(
                source=names[a], other=names[b], reports=len(one), share=round(share, 4),
                chance=round(chance, 4), lift=round(share / chance, 2) if chance > 0 else None,
            )
        )  # fmt: skip
    return tuple(out)


def _window(c: Columns, models: SourceModels) -> tuple[np.ndarray, np.ndarray]:
    """Earliest and latest onset that each report allows."""
    delays = [max(s.delay_h.values(), default=0.0) for s in models.sources.values()]
    back = np.where(c.kind == DELAY, 3.0 * np.array(delays)[c.source], SIGMAS * c.sigma_h)
    ahead = np.where(c.kind == DELAY, 0.02, SIGMAS * c.sigma_h)
    inside = c.kind == INTERVAL
    return np.where(inside, c.lo, c.t - back), np.where(inside, c.hi, c.t + ahead)


def _share(
    one: Columns, other: Columns, models: SourceModels, shift: float, start: float, span: float
) -> float:
    """Share of `one` that has a report of `other`, shifted, within errors of place and time."""
    middle = float(np.median(one.c))
    lo, hi = _window(one, models)
    lo2, hi2 = _window(other, models)
    moved = (other.t - start + shift) % span + start - other.t if shift else np.zeros(len(other))
    lo2, hi2 = lo2 + moved, hi2 + moved
    reach = SIGMAS * np.hypot(one.major, np.quantile(other.major, 0.9))
    order = np.argsort(lo2 + hi2, kind="stable")
    half, half2 = 0.5 * (hi - lo), float(0.5 * (hi2 - lo2).max())
    # time scaled so that one tree serves: a unit is the widest window, a kilometre its own
    scale = float(reach.max() / max(half.max() + half2, 1e-6))
    tree = cKDTree(np.c_[other.u * middle, other.y, 0.5 * (lo2 + hi2) * scale][order])
    near = tree.query_ball_point(
        np.c_[one.u * middle, one.y, 0.5 * (lo + hi) * scale],
        np.maximum(reach, (half + half2) * scale), p=np.inf,
    )  # fmt: skip
    size = np.array([len(each) for each in near])
    i = np.repeat(np.arange(len(one)), size)
    if not len(i):
        return 0.0
    k = order[np.concatenate([np.asarray(each, np.int64) for each in near if each])]
    dx, dy = (one.u[i] - other.u[k]) * middle, one.y[i] - other.y[k]
    a, b, d = one.s11[i] + other.s11[k], one.s12[i] + other.s12[k], one.s22[i] + other.s22[k]
    q = (d * dx * dx - 2.0 * b * dx * dy + a * dy * dy) / (a * d - b * b)
    hit = (q < SIGMAS**2) & (lo[i] <= hi2[k]) & (lo2[k] <= hi[i])
    return float(len(np.unique(i[hit])) / len(one))
