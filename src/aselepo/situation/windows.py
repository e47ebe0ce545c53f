"""Windows of rows: the whole time in force so far, and its reporting days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from aselepo.core.time import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A window to report on."""

    window: Interval
    whole: bool
    in_force: bool


def reporting_day(day: date, zone: ZoneInfo, end_min: int) -> Interval:
    """The reporting day that ends on a date at a minute of the local day: 23, 24 or 25 hours.

    >>> from aselepo.core.time import clock
    >>> reporting_day(date(2025, 3, 30), clock("Europe/Kyiv"), 1440).hours
    23.0
    """
    ends = [_local(day - timedelta(days=back), end_min, zone) for back in (1, 0)]
    return Interval(ends[0], ends[1])


def _local(day: date, minute: int, zone: ZoneInfo) -> datetime:
    # a missing or doubled hour at the end of a reporting day is read as the first of the two
    local = datetime(day.year, day.month, day.day) + timedelta(minutes=minute)
    return local.replace(tzinfo=zone).astimezone(UTC)


def stretches(
    force: Sequence[Interval],
    *,
    until: datetime,
    zone: ZoneInfo,
    end_min: int,
    day: Interval | None,
) -> list[Stretch]:
    """The windows to report on, up to a moment of knowledge.

    Without `day`: the whole of each stretch of force and its reporting days. With it: that day,
    and the whole. A day out of force is one stretch that is not in force; where nothing was ever
    in force, the last 24 hours are.
    """
    found: list[Stretch] = []
    for each in force:
        end = until if each.end is None else min(each.end, until)
        if end <= each.start:
            whole = Interval(each.start, each.end or each.start + timedelta(days=1))
            found.append(Stretch(window=whole, whole=True, in_force=False))
            continue
        lasting = Interval(each.start, end)
        found.append(Stretch(window=lasting, whole=True, in_force=True))
        if day is None:
            days = list(_days(lasting, zone, end_min))
            if len(days) > 1:
                found.extend(Stretch(window=d, whole=False, in_force=True) for d in days)
    if day is not None:
        inside = [
            cut
            for stretch in found
            if stretch.in_force and (cut := day.overlap(stretch.window)) is not None
        ]
        found.extend(Stretch(window=cut, whole=False, in_force=True) for cut in inside)
        if not inside:
            found.append(Stretch(window=day, whole=False, in_force=False))
    if not found:
        found.append(
            Stretch(window=Interval(until - timedelta(hours=24), until), whole=True, in_force=False)
        )
    return found


def _days(window: Interval, zone: ZoneInfo, end_min: int) -> Iterator[Interval]:
    assert window.end is not None
    day = window.start.astimezone(zone).date() - timedelta(days=1)
    while True:
        reported = reporting_day(day, zone, end_min)
        if reported.start >= window.end:
            return
        if (cut := reported.overlap(window)) is not None:
            yield cut
        day += timedelta(days=1)
