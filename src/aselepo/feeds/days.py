"""Days of daily figures: which stretch of time they cover."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from aselepo.core import Interval
from aselepo.feeds.codes import NOT_A_DATE
from aselepo.feeds.moments import EAST, FIRST_YEAR, LAST_YEAR, WEST
from aselepo.feeds.rows import Rows


def dates(rows: Rows, name: str) -> list[date]:
    """Dates as YYYY-MM-DD of our times; other rows are refused and hold the first day there is."""
    found: list[date] = []
    for text in rows.texts(name):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            day = date.min
        found.append(day if FIRST_YEAR <= day.year <= LAST_YEAR else date.min)
    bad = np.array([day == date.min for day in found], dtype=bool)
    rows.refuse(bad, NOT_A_DATE, name, "is not a date like 2025-04-19")
    return found


def day_in(zone: ZoneInfo, day: date) -> Interval:
    """The local day of a zone: 23, 24 or 25 hours."""
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    return Interval(start.astimezone(UTC), (start + timedelta(days=1)).astimezone(UTC))


def day_anywhere(day: date) -> Interval:
    """The day in whatever zone of time: from its first start on Earth to its last end."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return Interval(start - EAST, start + timedelta(days=1) + WEST)
