"""Many series at once: a year of days in thousands of areas and provisions.

The same model and alarm as `learn` and `alarm`, in compiled loops. How far days scatter and how
long they remember (the settings) is learned from all series together; the usual rate is each
series' own. Given the same settings a series gets the same numbers as alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import ndtri

from aselepo.rates import _kernels
from aselepo.rates.alarm import DAYS_A_YEAR, FALLS, RISES
from aselepo.rates.latent import F64, Reference, settings
from aselepo.rates.noticed_many import noticed_many
from aselepo.rates.settings import I64, Settings, every_setting, plain, standard_error

POOL_OF = 32
"""Series from which the settings of all are learned, taken evenly from the list."""
POOL_RATES = 9
OWN_RATES = 7
REACH_SD = 2.5
"""Rates of a series reach so many standard errors either way."""
LIGHT = 1e-3
"""Settings lighter than this share of the heaviest are left out of the many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Many:
    """What `watch_many` found; S series, D days after the reference."""

    rate: F64
    low: F64
    high: F64
    """Usual rate per unit of exposure and its interval, shape (S,)."""
    expected: F64
    evidence_rise: F64
    evidence_fall: F64
    """Shape (S, D), as in `Watch`."""
    risen_on: I64
    fallen_on: I64
    """First day of the alarm, counted from the first day watched; -1: none."""
    alarm_level: float
    fall_to: F64
    rise_to: F64
    """Changes that would have been noticed, as in `Noticed`; nan: not even the largest."""


def pool(counts: F64, exposure: F64) -> Settings:
    """Learn scatter and memory from many series of one kind.

    Parameters
    ----------
    counts, exposure : float64, shape (S, n): the reference period

    Returns
    -------
    Settings

    Raises
    ------
    ValueError : not one watched day in any series
    """
    some = np.flatnonzero((exposure > 0).any(axis=1))
    if not len(some):
        raise ValueError("a reference needs at least one watched day")
    some = some[np.unique(np.linspace(0, len(some) - 1, min(POOL_OF, len(some))).astype(int))]
    every = every_setting()
    log_weight, _ = _learn(every, counts[some], exposure[some], counts.shape[1], POOL_RATES)
    by_setting = log_weight.reshape(len(some), POOL_RATES, len(every.weight))
    top = by_setting.max(axis=1)
    told = (np.log(np.exp(by_setting - top[:, None]).mean(axis=1)) + top).sum(axis=0)
    weight = np.exp(told - told.max())
    kept = np.argsort(-weight)[: 1 + int((weight >= LIGHT).sum() > 1)]
    return Settings(
        spread=every.spread[kept],
        memory=every.memory[kept],
        weight=weight[kept] / weight[kept].sum(),
    )


def watch_many(
    counts: F64,
    exposure: F64,
    *,
    first: int,
    given: Settings | None = None,
    false_alarms_a_year: float = 1.0,
    level: float = 0.9,
    power: bool = True,
) -> Many:
    """Learn each series from its first days and watch the others.

    Parameters
    ----------
    counts, exposure : float64, shape (S, N), N days each; a reference without a watched day says
        nothing, and its series gets nan and no alarm
    first : days of the reference, 0 < first < N
    given : settings of all series; None: learned from their reference
    level : of the interval of the rate
    power : work out what would have been noticed

    Returns
    -------
    Many
    """
    given = given or pool(counts[:, :first], exposure[:, :first])
    log_weight, state = _learn(given, counts, exposure, first, OWN_RATES)
    log_rate = _log_rates(given, counts[:, :first], exposure[:, :first], OWN_RATES)
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    which, levels, steps, _ = plain(given, OWN_RATES)
    ratios = np.array((*RISES, *FALLS))
    log_e, expected = _kernels.watch(
        counts, exposure, first, log_rate, which, weight, state, levels, steps, ratios, 0.0
    )
    sums = _kernels.add_up(log_e, exposure, first)
    rise, fall = sums[:, :, : len(RISES)].mean(axis=2), sums[:, :, len(RISES) :].mean(axis=2)
    threshold = DAYS_A_YEAR / false_alarms_a_year
    silent = ~(exposure[:, :first] > 0).any(axis=1)
    rise[silent], fall[silent] = 0.0, 0.0
    middle = (weight * log_rate).sum(axis=1)
    error = np.sqrt((weight * (log_rate - middle[:, None]) ** 2).sum(axis=1))
    reach = float(ndtri(0.5 + level / 2)) * error
    rate = (weight * np.exp(log_rate)).sum(axis=1)
    low, high = np.exp(middle - reach), np.exp(middle + reach)
    fall_to, rise_to = np.full(len(counts), np.nan), np.full(len(counts), np.nan)
    if power:
        fall_to, rise_to = noticed_many(given, weight, log_rate, exposure[:, first:])
    for each in (rate, low, high, fall_to, rise_to, expected):
        each[silent] = np.nan
    return Many(
        rate=rate,
        low=low,
        high=high,
        expected=expected,
        evidence_rise=rise,
        evidence_fall=fall,
        risen_on=_first(rise >= threshold),
        fallen_on=_first(fall >= threshold),
        alarm_level=threshold,
        fall_to=fall_to,
        rise_to=rise_to,
    )


def alone(given: Settings, counts: F64, exposure: F64) -> Reference:
    """The settings that `watch_many` gives one series, for `learn` and `alarm`: its slow twin."""
    log_rate = _log_rates(given, counts[None, :], exposure[None, :], OWN_RATES)[0]
    which = np.tile(np.arange(len(given.weight)), OWN_RATES)
    return settings(
        np.exp(log_rate),
        given.spread[which],
        given.memory[which],
        given.weight[which] / OWN_RATES,
    )


def _first(alarm: npt.NDArray[np.bool_]) -> I64:
    return np.where(alarm.any(axis=1), alarm.argmax(axis=1), -1).astype(np.int64)


def _log_rates(given: Settings, counts: F64, exposure: F64, rates: int) -> F64:
    """Candidate log-rates of each series, shape (S, rates * M): rates outside, settings inside."""
    watched = exposure > 0
    total = (counts * watched).sum(axis=1)
    seen = (exposure * watched).sum(axis=1)
    centre = np.log((total + 0.5) / np.where(seen > 0, seen, 1.0))
    reach = REACH_SD * standard_error(given, counts, exposure)
    grid = centre[:, None, None] + np.linspace(-1, 1, rates)[None, :, None] * reach[:, None, :]
    return np.ascontiguousarray(grid.reshape(len(counts), -1))


def _learn(given: Settings, counts: F64, exposure: F64, days: int, rates: int) -> tuple[F64, F64]:
    which, levels, steps, still = plain(given, rates)
    log_rate = _log_rates(given, counts[:, :days], exposure[:, :days], rates)
    prior = np.log(np.maximum(given.weight[which], 1e-300))
    log_weight, state = _kernels.learn_weights(
        counts, exposure, days, log_rate, which, prior, levels, steps, still
    )
    return log_weight, state
