"""Rate with an interval that may be looked at every day: a confidence sequence.

Each candidate rate is a null of its own; its evidence is the product of each day's chance under the
forecast over its chance under the candidate. By Ville's inequality the true one exceeds 1 / alpha
at any time with chance alpha at most, so the candidates below that are the interval, however often
it is looked at.

References
----------
Howard, Ramdas, McAuliffe, Sekhon, Annals of Statistics 49, 2021, 1055-1080.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from aselepo.rates import _kernels
from aselepo.rates.latent import F64
from aselepo.rates.settings import Settings, plain

CANDIDATES = 201


@dataclass(frozen=True, slots=True, kw_only=True)
class RateSequence:
    """Interval of the rate per unit of exposure after each day, shape (n,)."""

    low: F64
    high: F64
    level: float


def rate_sequence(
    counts: F64,
    exposure: F64,
    *,
    dispersion: float = 0.0,
    given: Settings | None = None,
    level: float = 0.9,
) -> RateSequence:
    """Confidence sequence of a rate.

    Parameters
    ----------
    counts, exposure : float64, shape (n,)
    dispersion : over-dispersion a of a day's count, variance = mean + a mean^2; >= 0
    given : settings learned before these days (`pool`): days that remember each other; then
        `dispersion` is not used. A candidate is held by the setting that speaks for it best.
    level : confidence held at all times together

    Returns
    -------
    RateSequence; before anything was watched it is [0, inf)
    """
    alpha = 1.0 - level
    watched = exposure > 0
    scale = (counts[watched].sum() + 1.0) / max(exposure[watched].sum(), 1e-12)
    rates = scale * np.geomspace(1e-3, 1e3, CANDIDATES)
    if given is not None:
        paths = _remembering(counts, exposure, rates, given)
    log_each = np.zeros(CANDIDATES)
    lows, highs = np.zeros(len(counts)), np.full(len(counts), np.inf)
    for day, (count, days) in enumerate(zip(counts, exposure, strict=True)):
        if given is not None:
            log_each = paths[day]
        elif days > 0:
            log_each = log_each + _log_nb(count, rates * days, dispersion)
        top = log_each.max()
        mixture = np.log(np.exp(log_each - top).mean()) + top
        inside = np.flatnonzero(mixture - log_each < np.log(1.0 / alpha))
        if watched[: day + 1].any() and len(inside):
            lows[day] = 0.0 if inside[0] == 0 else rates[inside[0]]
            highs[day] = np.inf if inside[-1] == CANDIDATES - 1 else rates[inside[-1]]
    return RateSequence(
        low=np.maximum.accumulate(lows), high=np.minimum.accumulate(highs), level=level
    )


def _remembering(counts: F64, exposure: F64, rates: F64, given: Settings) -> F64:
    """Log-chance of everything up to each day under each candidate, shape (n, candidates)."""
    which, levels, steps, still = plain(given, CANDIDATES)
    log_rate = np.repeat(np.log(rates), len(given.weight))
    told = _kernels.chances_by_day(counts, exposure, log_rate, which, levels, steps, still)
    best: F64 = told.reshape(len(counts), CANDIDATES, -1).max(axis=2)
    return best


def _log_nb(count: float, mean: F64, dispersion: float) -> F64:
    """Log-chance of a count, negative binomial; Poisson where the dispersion is 0."""
    if dispersion <= 0:
        poisson: F64 = count * np.log(mean) - mean - gammaln(count + 1)
        return poisson
    shape = 1.0 / dispersion
    log: F64 = (
        gammaln(count + shape)
        - gammaln(shape)
        - gammaln(count + 1)
        - shape * np.log1p(mean / shape)
        + count * (np.log(mean) - np.log(mean + shape))
    )
    return log
