"""Power: what a silence is worth."""

from __future__ import annotations

import math
from dataclasses import dataclass

LEVEL = 0.95
"""Chance with which a stated change would have been noticed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """What follows from noticing nothing."""

    p_notice_one: float
    noticed_from: int | None
    """Smallest number of incidents of which at least one is noticed with `LEVEL`; None: none is."""
    rate_excluded_per_day: float | None
    """Incident rate at and above which silence has a chance of 1 - `LEVEL` or less."""


def silence(p_notice_one: float, *, window_h: float) -> Silence:
    """What it means that nothing was noticed.

    Parameters
    ----------
    p_notice_one : chance to notice one incident at a random place and moment, 0 to 1
    window_h : length of the window, hours, > 0

    Returns
    -------
    Silence. With k incidents, noticed independently, all are missed with (1 - p)^k; with a Poisson
    rate r per day over d days, with exp(-r p d) (the "rule of three": Hanley and Lippman-Hand,
    JAMA 249, 1983, 1743-1745).

    >>> silence(0.8, window_h=24.0).noticed_from
    2
    >>> silence(0.0, window_h=24.0).noticed_from is None
    True
    """
    assert 0.0 <= p_notice_one <= 1.0 + 1e-12
    assert window_h > 0
    p = min(p_notice_one, 1.0)
    if p == 0.0:
        return Silence(p_notice_one=0.0, noticed_from=None, rate_excluded_per_day=None)
    missed = -math.log(1.0 - LEVEL)
    noticed_from = 1 if p == 1.0 else math.ceil(missed / -math.log1p(-p) - 1e-12)
    return Silence(
        p_notice_one=p,
        noticed_from=noticed_from,
        rate_excluded_per_day=missed / (p * window_h / 24.0),
    )
