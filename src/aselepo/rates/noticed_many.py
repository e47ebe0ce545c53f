"""Power of many series at once: `noticed`, by bisection instead of a search along the counts."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from scipy.special import pdtr

from aselepo.rates.latent import F64
from aselepo.rates.noticed import RATIOS
from aselepo.rates.settings import Settings


def noticed_many(
    given: Settings, weight: F64, log_rate: F64, exposure: F64, level: float = 0.05
) -> tuple[F64, F64]:
    """Fall and rise that each series would have shown with a chance of 0.8, nan where none is.

    Parameters
    ----------
    weight, log_rate : shape (S, rates * M), as `watch_many` learned them
    exposure : shape (S, D), the days watched
    level : chance of taking the reference for a change, one-sided
    """
    means, shares = _totals(given, weight, log_rate, exposure)
    seen = means.sum(axis=1) > 0
    expected = (means * shares).sum(axis=1)
    far = np.floor(expected * 12 + 60)

    def below(count: F64, ratio: F64) -> F64:
        at = pdtr(np.maximum(count, 0.0)[:, None], means * ratio[:, None])
        told: F64 = np.where(count < 0, 0.0, (at * shares).sum(axis=1))
        return told

    one = np.ones(len(means))
    # largest count at or below which the reference has a chance of `level` or less
    low = _bisect(lambda c: below(c, one) <= level, -one, far)
    # smallest count at or above... the last at which more than `level` still lies beyond, plus 1
    high = _bisect(lambda c: 1.0 - below(c, one) > level, -one, far) + 1.0
    falls, rises = RATIOS[RATIOS < 1.0], RATIOS[RATIOS > 1.0]

    def falls_enough(place: F64) -> npt.NDArray[np.bool_]:
        return below(low, falls[np.clip(place.astype(int), 0, len(falls) - 1)]) >= 0.8

    def rises_too_little(place: F64) -> npt.NDArray[np.bool_]:
        ratio = rises[np.clip(place.astype(int), 0, len(rises) - 1)]
        return 1.0 - below(high, ratio) < 0.8

    fall = _bisect(falls_enough, -one, one * (len(falls) - 1))
    rise = _bisect(rises_too_little, -one, one * (len(rises) - 1)) + 1
    fall_to = np.where(seen & (low >= 0) & (fall >= 0), falls[fall.astype(int)], np.nan)
    ok = seen & (rise < len(rises))
    rise_to = np.where(ok, rises[np.minimum(rise, len(rises) - 1).astype(int)], np.nan)
    return fall_to, rise_to


def _bisect(true: Callable[[F64], npt.NDArray[np.bool_]], low: F64, high: F64) -> F64:
    """Largest whole number up to `high` at which a condition that turns false once is true."""
    low, high = low.copy(), high + 1.0
    while (high - low > 1.0).any():
        middle = np.where(high - low > 1.0, np.floor((low + high) / 2), low)
        holds = true(middle) | (middle == low)
        low, high = np.where(holds, middle, low), np.where(holds, high, middle)
    return low


def _totals(given: Settings, weight: F64, log_rate: F64, exposure: F64) -> tuple[F64, F64]:
    """Possible means of each series' total and their weights, shape (S, rates * M * points)."""
    size, days = exposure.shape
    total = exposure.sum(axis=1)
    share = exposure / np.where(total > 0, total, 1.0)[:, None]
    wide = np.fft.rfft(share, 2 * days, axis=1)
    lags = np.fft.irfft(np.abs(wide) ** 2, 2 * days, axis=1)[:, :days]
    lags[:, 1:] *= 2.0
    points = np.linspace(-2.5, 2.5, 11)
    bell = np.exp(-(points**2) / 2)
    bell /= bell.sum()
    memory = given.memory[:, None] ** np.arange(days)[None, :]
    covariance = np.exp(given.spread[:, None] ** 2 * memory) - 1.0
    variance = np.log1p(np.maximum(lags @ covariance.T, 0.0))
    width = np.sqrt(variance)[:, :, None]
    factor = np.exp(points[None, None, :] * width - variance[:, :, None] / 2)
    rates = weight.shape[1] // len(given.weight)
    factor = np.tile(factor, (1, rates, 1))
    means = np.exp(log_rate)[:, :, None] * total[:, None, None] * factor
    shares = weight[:, :, None] * bell[None, None, :]
    return means.reshape(size, -1), shares.reshape(size, -1)
