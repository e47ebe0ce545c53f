"""Rates of small areas, partially pooled: an area of few incidents leans on its neighbours.

References
----------
Clayton, Kaldor, Biometrics 43, 1987, 671-681 (gamma-Poisson, empirical Bayes).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize
from scipy.special import gammaln
from scipy.stats import gamma

from aselepo.rates.latent import F64


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRates:
    """Rates per unit of exposure, shape (n,), with intervals."""

    rate: F64
    low: F64
    high: F64
    own: F64
    """How much of a rate is the area's own count, 0 to 1; the rest is that of all areas."""
    overall: float
    level: float


def pooled_rates(
    counts: F64, exposure: F64, *, dispersion: F64 | None = None, level: float = 0.9
) -> AreaRates:
    """Pool the rates of areas by how much the areas differ.

    Parameters
    ----------
    counts, exposure : float64, shape (n,); an area of exposure 0 gets the spread of all areas
    dispersion : float64, shape (n,), >= 1: variance over mean of each area's total where incidents
        come in spells; None: 1, they come singly
    level : of the intervals, given how the areas differ

    Returns
    -------
    AreaRates

    Raises
    ------
    ValueError : nothing was watched anywhere
    """
    if not (exposure > 0).any():
        raise ValueError("rates need at least one watched area")
    factor = np.ones(len(counts)) if dispersion is None else np.maximum(dispersion, 1.0)
    seen, total = exposure / factor, np.where(exposure > 0, counts / factor, 0.0)
    shape, overall = _fit(total[exposure > 0], seen[exposure > 0])
    after, scale = shape + total, 1.0 / (shape / overall + seen)
    tail = (1 - level) / 2
    return AreaRates(
        rate=after * scale,
        low=gamma.ppf(tail, after, scale=scale),
        high=gamma.ppf(1 - tail, after, scale=scale),
        own=seen * scale,
        overall=overall,
        level=level,
    )


def _fit(total: F64, seen: F64) -> tuple[float, float]:
    """Shape and mean of the gamma distribution of the areas' rates, by greatest likelihood."""
    start = np.log([1.0, (total.sum() + 0.5) / seen.sum()])

    def loss(at: F64) -> float:
        shape, mean = np.exp(np.clip(at, -30.0, 12.0))
        rate = shape / mean
        told = (
            gammaln(shape + total)
            - gammaln(shape)
            + shape * np.log(rate / (rate + seen))
            + total * np.log(seen / (rate + seen))
        )
        # areas hardly ever differ by nothing or beyond all bounds: a faint prior on the shape
        return float(-told.sum() + 0.02 * at[0] ** 2)

    best = minimize(loss, start, method="Nelder-Mead", options={"xatol": 1e-6, "fatol": 1e-8})
    shape, mean = np.exp(best.x)
    return float(min(shape, 1e5)), float(mean)
