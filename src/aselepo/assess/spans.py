"""Moments as whole microseconds, and sets of half-open stretches of time.

A set of stretches is an int64 array of shape (k, 2), sorted, disjoint, without empty rows. `BEGIN`
and `END` stand for an open side.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

from aselepo.core.time import Interval

I64 = npt.NDArray[np.int64]
BEGIN = -(1 << 61)
END = 1 << 61
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_STEP = timedelta(microseconds=1)
EMPTY: I64 = np.empty((0, 2), np.int64)
ALWAYS: I64 = np.array([[BEGIN, END]], np.int64)


def us(moment: datetime) -> int:
    """Microseconds since 1970 of an aware moment.

    >>> us(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    return (moment - _EPOCH) // _STEP


def us_of_s(seconds: float) -> int:
    return round(seconds * 1e6)


def moment(at: int) -> datetime | None:
    """The moment of a number of microseconds; None for an open side."""
    return None if at <= BEGIN or at >= END else _EPOCH + int(at) * _STEP


def stretch(start: int, end: int) -> I64:
    """The set of one stretch, empty where it has no time in it."""
    return np.array([[start, end]], np.int64) if start < end else EMPTY


def of_interval(interval: Interval) -> I64:
    return stretch(us(interval.start), END if interval.end is None else us(interval.end))


def intervals(spans: I64) -> tuple[Interval, ...]:
    """The stretches as intervals; one that has always lasted starts in the year 1."""
    first = datetime(1, 1, 1, tzinfo=UTC)
    return tuple(Interval(moment(a) or first, moment(b)) for a, b in spans.tolist())


def union(parts: Iterable[I64]) -> I64:
    """All time that is in any of the sets."""
    rows = np.concatenate([EMPTY, *parts])
    if len(rows) < 2:
        return rows
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    reach = np.maximum.accumulate(rows[:, 1])
    new = np.append(True, rows[1:, 0] > reach[:-1])
    starts = np.flatnonzero(new)
    return np.stack([rows[starts, 0], reach[np.append(starts[1:] - 1, len(rows) - 1)]], axis=1)


def without(spans: I64) -> I64:
    """All time that is not in the set."""
    edges = np.concatenate([[BEGIN], spans.ravel(), [END]]).astype(np.int64)
    rows = edges.reshape(-1, 2)
    return rows[rows[:, 0] < rows[:, 1]]


def common(one: I64, other: I64) -> I64:
    """All time that is in both sets."""
    if not len(one) or not len(other):
        return EMPTY
    if len(one) == 1 and len(other) == 1:
        return stretch(max(one[0, 0], other[0, 0]), min(one[0, 1], other[0, 1]))
    return without(union([without(one), without(other)]))


def minus(one: I64, other: I64) -> I64:
    return common(one, without(other)) if len(other) else one


def holds(spans: I64, at: int) -> bool:
    """Whether a moment lies in the set."""
    place = int(np.searchsorted(spans[:, 0], at, side="right")) - 1
    return place >= 0 and at < int(spans[place, 1])
