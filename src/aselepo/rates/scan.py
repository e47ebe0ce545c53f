"""Hot spots of the last days: a prospective space-time scan that expects spells.

Of every circle of neighbouring cells and every number of last days the excess over what the
reference leads to expect is weighed by its variance. How large the greatest excess grows without
any hot spot is told by replicates of the same cells in which days scatter and remember as they did
in the reference, each with its expectation learned anew. A threshold for single (Poisson)
incidents would alarm many times too often.

References
----------
Kulldorff, Journal of the Royal Statistical Society A 164, 2001, 61-72 (prospective scan). Besag,
Clifford, Biometrika 76, 1989, 633-642 (test by replicates).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from aselepo.rates import _scanning
from aselepo.rates.latent import F64

I64 = npt.NDArray[np.int64]
NEAREST = 30
LAST_DAYS = 14
REPLICATES = 99


@dataclass(frozen=True, slots=True, kw_only=True)
class HotSpot:
    """The cells and last days of the greatest excess, and its chance without a hot spot."""

    cells: tuple[int, ...]
    days: int
    counted: float
    expected: float
    p: float
    """Chance of an excess as great somewhere on one day without a hot spot, over all circles."""

    @property
    def recurs_after_days(self) -> float:
        """Days until chance alone shows as much, scanning daily."""
        return 1.0 / self.p


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """How days of one cell vary beyond chance: variance = mean + a mean^2, and their memory."""

    dispersion: float
    memory: float


def scan(
    counts: F64,
    exposure: F64,
    x_m: F64,
    y_m: F64,
    *,
    reference_days: int,
    seed: int,
    last_days: int = LAST_DAYS,
    nearest: int = NEAREST,
    replicates: int = REPLICATES,
) -> HotSpot | None:
    """Look for the greatest excess of the last days.

    Parameters
    ----------
    counts, exposure : float64, shape (days, cells); the first `reference_days` are the reference,
        the last `last_days` are scanned
    x_m, y_m : float64, shape (cells,), metres
    seed : of the replicates; the same seed gives the same answer

    Returns
    -------
    HotSpot, or None where nothing lies above expectation. Cells never watched in the reference are
    left out. Cells are taken to scatter independently of each other: spells that cover many cells
    at once count as hot spots, which they are.
    """
    assert 0 < reference_days <= len(counts) - last_days
    known = exposure[:reference_days].sum(axis=0) > 0
    if not known.any():
        return None
    where = np.flatnonzero(known)
    y, seen = counts[:, known], exposure[:, known]
    order = _nearest(x_m[known], y_m[known], min(nearest, int(known.sum())))
    scatter = fit_scatter(y[:reference_days], seen[:reference_days])
    found, centre, size, days = _greatest(y, seen, order, reference_days, last_days, scatter)
    if found <= 0:
        return None
    rng = np.random.default_rng(seed)
    rate = _rates(y[:reference_days], seen[:reference_days])
    as_great = 0
    for _ in range(replicates):
        made = simulate(rng, rate, seen, scatter)
        own = fit_scatter(made[:reference_days], seen[:reference_days])
        as_great += _greatest(made, seen, order, reference_days, last_days, own)[0] >= found
    cells = order[centre, :size]
    last = slice(len(y) - days, len(y))
    return HotSpot(
        cells=tuple(sorted(int(where[c]) for c in cells)),
        days=days,
        counted=float(y[last][:, cells].sum()),
        expected=float((seen[last][:, cells] * rate[cells]).sum()),
        p=(1 + as_great) / (1 + replicates),
    )


def fit_scatter(counts: F64, exposure: F64) -> Scatter:
    """Scatter of days by moments, all cells together; shape (days, cells)."""
    rate = _rates(counts, exposure)
    mean = exposure * rate
    days = max(int((exposure > 0).any(axis=1).sum()), 2)
    excess = counts - mean
    squares, pairs = float((mean**2).sum()), float((mean[1:] * mean[:-1]).sum())
    if squares <= 0 or pairs <= 0:
        return Scatter(dispersion=0.0, memory=0.0)
    raw = float((excess**2).sum()), float((excess[1:] * excess[:-1]).sum())
    chance = float(mean.sum())
    a = memory = 0.0
    for _ in range(8):
        # the mean is learned from the same days, so they lie nearer to it than to the truth
        error = min((chance / squares + a * (1 + memory) / (1 - memory)) / days, 2.0 * a + 1.0)
        a = max((raw[0] - chance) / squares + error, 0.0)
        lag = raw[1] / pairs + error
        if a < 1e-3:
            return Scatter(dispersion=a, memory=0.0)
        memory = float(min(np.log1p(min(max(lag, 0.0), 0.99 * a)) / np.log1p(a), 0.95))
    return Scatter(dispersion=a, memory=memory)


def simulate(rng: np.random.Generator, rate: F64, exposure: F64, scatter: Scatter) -> F64:
    """Days of every cell without any hot spot; shape of `exposure` (days, cells)."""
    spread = np.sqrt(np.log1p(scatter.dispersion))
    normal = rng.standard_normal(exposure.shape)
    latent = _scanning.remember(normal, scatter.memory)
    level = np.exp(spread * latent - spread**2 / 2)
    made: F64 = rng.poisson(exposure * rate * level).astype(np.float64)
    return made


def _rates(counts: F64, exposure: F64) -> F64:
    """Rate of each cell, half an incident of the average cell added to each."""
    total, seen = counts.sum(axis=0), exposure.sum(axis=0)
    overall = (counts.sum() + 0.5) / exposure.sum()
    rate: F64 = (total + 0.5) / (seen + 0.5 / overall)
    return rate


def _nearest(x_m: F64, y_m: F64, many: int) -> I64:
    """The nearest cells of each, itself first, shape (cells, many)."""
    from scipy.spatial import cKDTree

    points = np.stack([x_m, y_m], axis=1)
    _, order = cKDTree(points).query(points, k=many)
    found: I64 = np.asarray(order, dtype=np.int64).reshape(len(points), many)
    return found


def _greatest(
    counts: F64, exposure: F64, order: I64, reference_days: int, last_days: int, scatter: Scatter
) -> tuple[float, int, int, int]:
    rate = _rates(counts[:reference_days], exposure[:reference_days])
    mean = (exposure[len(counts) - last_days :] * rate)[::-1]
    tail_counts = np.cumsum(counts[len(counts) - last_days :][::-1], axis=0)
    tail_mean = np.cumsum(mean, axis=0)
    known = exposure[:reference_days].sum(axis=0)
    # a rate learned from few incidents is itself unsure
    unsure = 1.0 / np.maximum(rate * known, 0.5)
    extra = _scanning.spell_variance(mean, scatter.dispersion, scatter.memory)
    variance = tail_mean + extra + tail_mean**2 * unsure
    value, centre, size, days = _scanning.greatest(tail_counts, tail_mean, variance, order)
    return float(value), int(centre), int(size), int(days)
