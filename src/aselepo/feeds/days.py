"""Days of daily figures: which stretch they cover, when they could be known, how they changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np

from aselepo.core import Interval
from aselepo.core.time import from_local
from aselepo.feeds.codes import NOT_A_DATE
from aselepo.feeds.rows import Rows

EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How far the zones of time reach from UTC."""


class Change(NamedTuple):
    """From one day to the next; `value` None where nothing can be said, and `note` says why."""

    day: date
    value: float | None
    note: str


def daily_changes(totals: Mapping[date, float | None]) -> tuple[Change, ...]:
    """Changes of a running total from day to day; never events.

    Returns
    -------
    One change for each day from the second to the last. Where a day or the one before is missing
    the value is None, "missing-day": the change over a gap belongs to no single day. A fall is a
    correction of earlier figures, so it is None too, "corrected".

    >>> days = {date(2025, 4, 1): 10.0, date(2025, 4, 2): 12.0, date(2025, 4, 4): 11.0}
    >>> [(change.day.day, change.value, change.note) for change in daily_changes(days)]
    [(2, 2.0, ''), (3, None, 'missing-day'), (4, None, 'missing-day')]
    """
    if not totals:
        return ()
    changes = []
    day, last = min(totals) + timedelta(days=1), max(totals)
    while day <= last:
        now, before = totals.get(day), totals.get(day - timedelta(days=1))
        if now is None or before is None:
            changes.append(Change(day, None, "missing-day"))
        elif now < before:
            changes.append(Change(day, None, "corrected"))
        else:
            changes.append(Change(day, now - before, ""))
        day += timedelta(days=1)
    return tuple(changes)


def dates(rows: Rows, name: str) -> list[date]:
    """Dates as YYYY-MM-DD; other rows are refused and hold the first day there is."""
    found: list[date] = []
    for text in rows.texts(name):
        try:
            found.append(date.fromisoformat(text))
        except ValueError:
            found.append(date.min)
    bad = np.array([day == date.min for day in found], dtype=bool)
    rows.refuse(bad, NOT_A_DATE, name, "is not a date like 2025-04-19")
    return found


def day_in(zone: ZoneInfo, day: date) -> Interval:
    """The local day of a zone: 23, 24 or 25 hours."""
    start = datetime(day.year, day.month, day.day)
    return Interval(from_local(start, zone), from_local(start + timedelta(days=1), zone))


def day_anywhere(day: date) -> Interval:
    """The day in whatever zone of time: from its first start on Earth to its last end."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Interval(start - EAST, start + timedelta(days=1) + WEST)
