"""Moments and intervals: UTC, aware, microseconds, half-open; local moments go through a clock.

Zones of time come from the locked `tzdata` package, never from the machine, so that the same log
gives the same bytes everywhere.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from importlib import resources
from typing import NamedTuple, NewType
from zoneinfo import ZoneInfo

ValidTime = NewType("ValidTime", datetime)
"""When a thing happened or held in the world."""
RecordTime = NewType("RecordTime", datetime)
"""When the log accepted an entry."""
KnownTime = NewType("KnownTime", datetime)
"""When the mission could know it: the record time, or what an imported entry claims."""


class Interval(NamedTuple):
    """Half-open stretch of time ``[start, end)``; `end` None is open."""

    start: datetime
    end: datetime | None

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment and (self.end is None or moment < self.end)

    def overlap(self, other: Interval) -> Interval | None:
        """The common stretch, or None where there is none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends) if ends else None
        return None if end is not None and end <= start else Interval(start, end)

    @property
    def hours(self) -> float:
        """Length in hours; infinite where open."""
        if self.end is None:
            return float("inf")
        return (self.end - self.start) / timedelta(hours=1)


class AmbiguousTime(ValueError):
    """A local time that a clock change makes double; `offsets` are the two to choose from."""

    def __init__(self, local: datetime, zone_name: str, offsets: tuple[str, str]) -> None:
        self.offsets = offsets
        super().__init__(
            f"{local:%Y-%m-%d %H:%M} happens twice in {zone_name}; write {' or '.join(offsets)}"
        )


class MissingTime(ValueError):
    """A local time that a clock change skips."""

    def __init__(self, local: datetime, zone_name: str) -> None:
        super().__init__(f"{local:%Y-%m-%d %H:%M} does not exist in {zone_name}")


@lru_cache(maxsize=64)
def clock(name: str) -> ZoneInfo:
    """The named zone of time, from the locked `tzdata`.

    Raises
    ------
    ValueError : no such zone

    >>> clock("Europe/Kyiv").key
    'Europe/Kyiv'
    """
    parts = name.split("/")
    if not all(part.replace("_", "").replace("-", "").replace("+", "").isalnum() for part in parts):
        raise ValueError(f"no zone of time named {name!r}")
    try:
        with resources.files("tzdata.zoneinfo").joinpath(*parts).open("rb") as file:
            return ZoneInfo.from_file(file, key=name)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as none:
        raise ValueError(f"no zone of time named {name!r}") from none


def parse_instant(text: str) -> datetime:
    """Read an ISO 8601 moment that carries its offset; UTC out.

    Raises
    ------
    ValueError : not a moment, or without offset (a naive time is an input problem)

    >>> parse_instant("2025-04-19T18:00+03:00").isoformat()
    '2025-04-19T15:00:00+00:00'
    """
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} carries no offset from UTC")
    return moment.astimezone(UTC)


def from_local(local: datetime, zone: ZoneInfo) -> datetime:
    """A wall-clock moment in a zone as UTC.

    Raises
    ------
    AmbiguousTime : the hour happens twice (clocks go back)
    MissingTime : the hour does not exist (clocks go forward)
    """
    assert local.tzinfo is None, "a wall-clock moment carries no offset"
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        back = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None)
        if back != local:
            raise MissingTime(local, zone.key)
        raise AmbiguousTime(
            local,
            zone.key,
            (
                f"{first:%z}"[:3] + ":" + f"{first:%z}"[3:],
                f"{second:%z}"[:3] + ":" + f"{second:%z}"[3:],
            ),
        )
    return first.astimezone(UTC)


def iso(moment: datetime) -> str:
    """The one text form of a moment: UTC, ``Z``, fractions only where there are any.

    >>> iso(parse_instant("2025-04-19T18:00:00.250+03:00"))
    '2025-04-19T15:00:00.250000Z'
    """
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat() + "Z"
