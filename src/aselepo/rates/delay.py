"""Reports still to come: the newest days always look calm, because not all is told yet.

References
----------
Lagakos, Barraj, De Gruttola, Biometrika 75, 1988, 515-523 (distribution of delays seen only up to
today, reverse time). Lawless, Canadian Journal of Statistics 22, 1994, 15-31.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import nbinom

from aselepo.rates.latent import F64

COMPLETE = 0.95
"""A day of which a smaller share is told by its age is incomplete."""
ENOUGH_REPORTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Delay:
    """Share of incidents told within so many days, from 0 on; of those ever told."""

    told: F64
    reports: int

    def share(self, age_days: int) -> float:
        """Share told by this age; 1 beyond the longest delay seen."""
        assert age_days >= 0
        return float(self.told[age_days]) if age_days < len(self.told) else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Nowcast:
    """A day's count so far and what it will come to."""

    counted: int
    share_told: float
    expected: float
    low: float
    high: float

    @property
    def incomplete(self) -> bool:
        return self.share_told < COMPLETE


def learn_delay(
    delay_days: Sequence[int] | npt.NDArray[np.int64],
    age_days: Sequence[int] | npt.NDArray[np.int64],
) -> Delay | None:
    """Learn how long reports take, from those that have arrived.

    Parameters
    ----------
    delay_days : shape (n,), >= 0: from the day of an incident to the day it was first told
    age_days : shape (n,), >= delay: from the day of the incident to today; longer delays than this
        cannot have been seen yet

    Returns
    -------
    Delay, or None where fewer than `ENOUGH_REPORTS` arrived: nothing is learned from a handful
    """
    delay, age = np.asarray(delay_days, dtype=np.int64), np.asarray(age_days, dtype=np.int64)
    assert (delay >= 0).all()
    assert (age >= delay).all(), "a report cannot arrive after today"
    if len(delay) < ENOUGH_REPORTS:
        return None
    longest = int(delay.max())
    told = np.ones(longest + 1)
    for day in range(longest, 0, -1):
        arrived = int((delay == day).sum())
        could = int(((delay <= day) & (age >= day)).sum())
        told[day - 1] = told[day] * (1.0 - arrived / could if could else 1.0)
    return Delay(told=told, reports=len(delay))


def nowcast(counted: int, age_days: int, delay: Delay, *, level: float = 0.9) -> Nowcast:
    """What a day's count will come to.

    Parameters
    ----------
    counted : incidents of the day told so far
    age_days : days since; 0 is today

    Returns
    -------
    Nowcast. Those to come, given those told with chance q each, are negative binomial. The share
    itself is taken as learned: with few reports the interval is too short.
    """
    share = delay.share(age_days)
    if share >= 1.0:
        whole = float(counted)
        return Nowcast(counted=counted, share_told=1.0, expected=whole, low=whole, high=whole)
    if share <= 0.0:
        return Nowcast(
            counted=counted, share_told=0.0, expected=float("nan"), low=float(counted),
            high=float("inf"),
        )  # fmt: skip
    tail = (1 - level) / 2
    low, high = nbinom.ppf([tail, 1 - tail], counted + 0.5, share)
    return Nowcast(
        counted=counted,
        share_told=share,
        expected=counted + (counted + 0.5) * (1 - share) / share,
        low=counted + float(low),
        high=counted + float(high),
    )
