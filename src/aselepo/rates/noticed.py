"""Power: how small a change of the level would have been noticed with this exposure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import poisson

from aselepo.rates.latent import F64, Reference

RATIOS = np.round(np.concatenate([np.arange(0.0, 1.0, 0.02), np.geomspace(1.0, 10.0, 93)]), 4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """Changes that would have been noticed, as ratios to the reference; None: not even the largest.

    A fall to `fall_to` or less, a rise to `rise_to` or more.
    """

    expected: float
    fall_to: float | None
    rise_to: float | None
    power: float
    level: float


def noticed(
    reference: Reference, exposure: F64, *, power: float = 0.8, level: float = 0.05
) -> Noticed:
    """Smallest change that the total of the days would show.

    Parameters
    ----------
    exposure : float64, shape (n,): what was watched each day, in the units of the reference
    power : chance with which the change must be noticed
    level : chance of taking the reference for a change, one-sided

    Returns
    -------
    Noticed; both None where nothing was watched. The spread of a total of n days is that of its
    days, their correlation by the memory of each setting included, as one log-normal factor.
    """
    seen = exposure[exposure > 0]
    if not len(seen):
        return Noticed(expected=0.0, fall_to=None, rise_to=None, power=power, level=level)
    means, weights = _totals(reference, seen)
    expected = float((means * weights).sum())
    grid = np.arange(0, int(expected * 12 + 60))
    if len(grid) > 4_000:  # a count so large is told by its share, not to one
        grid = np.unique(np.linspace(0, grid[-1], 4_000).astype(int))
    usual = _below(grid, means, weights)
    low = grid[usual <= level]
    high = grid[1.0 - usual <= level]
    fall = rise = None
    if len(low):
        for ratio in RATIOS[RATIOS < 1.0][::-1]:
            if _below(low[-1:], means * ratio, weights)[0] >= power:
                fall = float(ratio)
                break
    if len(high):
        for ratio in RATIOS[RATIOS > 1.0]:
            if 1.0 - _below(high[:1], means * ratio, weights)[0] >= power:
                rise = float(ratio)
                break
    return Noticed(expected=expected, fall_to=fall, rise_to=rise, power=power, level=level)


def _totals(reference: Reference, exposure: F64) -> tuple[F64, F64]:
    """Possible means of the total and their weights, shape (K * Z,)."""
    days = len(exposure)
    lag = np.abs(np.subtract.outer(np.arange(days), np.arange(days)))
    share = exposure / exposure.sum()
    points = np.linspace(-2.5, 2.5, 11)
    bell = np.exp(-(points**2) / 2)
    means, weights = [], []
    for rate, spread, memory, weight in zip(
        reference.rate, reference.spread, reference.memory, reference.weight, strict=True
    ):
        if weight < 1e-6:
            continue
        covariance = np.exp(spread**2 * memory**lag) - 1.0
        variance = np.log1p(float(share @ covariance @ share))
        factor = np.exp(points * np.sqrt(variance) - variance / 2)
        means.append(rate * exposure.sum() * factor)
        weights.append(weight * bell / bell.sum())
    total = np.concatenate(weights)
    return np.concatenate(means), total / total.sum()


def _below(counts: npt.NDArray[np.int64], means: F64, weights: F64) -> F64:
    """Chance of at most each count."""
    chance: F64 = poisson.cdf(counts[:, None], means[None, :]) @ weights
    return chance
