"""Daily series beside the truce: recorded, claimed, reported, mapped; and what the line allows."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from aselepo.core.time import Interval, parse_instant
from aselepo.coverage import Ledger
from aselepo.situation.areas import Areas
from aselepo.situation.value import LineStatement, Point, Series
from aselepo.situation.windows import reporting_day

MIDNIGHT_MIN = 1440


def recorded(
    observations: pa.Table, book: Ledger, areas: Areas, zone: ZoneInfo, until: datetime
) -> Iterator[Series]:
    """For each source the number of its reports that begin on each local day.

    Reports that stand for an unknown number (a lowest count without a highest) are left out.
    A day on which nothing was reported and nothing watched has no value.
    """
    begun: dict[str, Counter[date]] = defaultdict(Counter)
    columns = ["source", "time_lo", "time", "count_lo", "count_hi"]
    for row in observations.select(columns).to_pylist():
        start = row["time_lo"] or row["time"]
        many = row["count_lo"] is not None and row["count_hi"] is None
        if start is not None and not many:
            begun[row["source"]][start.astimezone(zone).date()] += 1
    for source, counts in sorted(begun.items()):
        days = _days_of(source, counts, book, zone, until)
        points = [_point(day, counts[day], source, book, areas, zone) for day in days]
        yield Series(
            name=source,
            unit="reports",
            kind="recorded",
            source=source,
            claimant=None,
            points=tuple(points),
        )


def _days_of(
    source: str, counts: Counter[date], book: Ledger, zone: ZoneInfo, until: datetime
) -> list[date]:
    spans = [s for each in book.spans.values() for s in each if s.source == source and s.declared]
    starts = [span.window.start for span in spans]
    ends = [span.window.end for span in spans if span.window.end is not None]
    first = min([*(start.astimezone(zone).date() for start in starts), *counts])
    last = max(
        [
            *(
                (min(end, until) - timedelta(microseconds=1)).astimezone(zone).date()
                for end in ends
            ),
            *counts,
        ]
    )
    if starts:  # days outside a declared window are cut at its edges and would look calm
        first, last = min(starts).astimezone(zone).date(), max(last, first)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def _point(day: date, count: int, source: str, book: Ledger, areas: Areas, zone: ZoneInfo) -> Point:
    window = reporting_day(day, zone, MIDNIGHT_MIN)
    watched = _watched(source, window, book, areas)
    value = None if count == 0 and not watched else float(count)
    note = "partial-day" if _cut(source, window, book) else ""
    return Point(day=day, value=value, watched=watched, note=note)


def _cut(source: str, window: Interval, book: Ledger) -> bool:
    """Does the source's declared time begin or end inside the day?"""
    declared = {
        span.window
        for spans in book.spans.values()
        for span in spans
        if span.source == source and span.declared
    }
    first = min((each.start for each in declared), default=window.start)
    last = max((each.end for each in declared if each.end), default=window.end)
    return first > window.start or bool(window.end and last and last < window.end)


def _watched(source: str, window: Interval, book: Ledger, areas: Areas) -> float | None:
    """Share of the day and surface over which the source says that it looked."""
    named = [area for area, spans in book.spans.items() if any(s.source == source for s in spans)]
    if not named:
        return None
    weight = {
        name: (areas.by_id[name].area_km2 if name in areas.by_id else None) or 1.0 for name in named
    }
    total = sum(weight.values()) * window.hours
    seen = sum(
        span.window.hours * weight[name]
        for name in named
        for span in book.over(name, window)
        if span.source == source and span.status in ("observed", "partial")
    )
    return seen / total


def claimed_losses(claims: Sequence[Mapping[str, Any]]) -> Iterator[Series]:
    """Daily differences of one side's running totals; a missing or shrinking total is no value."""
    by_source: dict[tuple[str, str], dict[date, Mapping[str, Any]]] = defaultdict(dict)
    for claim in claims:
        if claim.get("type") == "losses":
            by_source[claim["source"], claim["claimant"]][date.fromisoformat(claim["date"])] = claim
    for (source, claimant), days in sorted(by_source.items()):
        names = sorted({name for claim in days.values() for name in claim["totals"]})
        for name in names:
            points = [
                Point(
                    day=today,
                    value=_difference(days[before]["totals"], days[today]["totals"], name)
                    if today - before == timedelta(days=1)
                    else None,
                    watched=None,
                    note="",
                )
                for before, today in pairwise(sorted(days))
            ]
            if any(point.value for point in points):
                yield Series(
                    name=name,
                    unit="items",
                    kind="claimed",
                    source=source,
                    claimant=claimant,
                    points=tuple(points),
                )


def _difference(
    before: Mapping[str, float | None], today: Mapping[str, float | None], name: str
) -> float | None:
    one, two = before.get(name), today.get(name)
    return None if one is None or two is None or two < one else two - one


def mapped_area(claims: Sequence[Mapping[str, Any]]) -> Series | None:
    """The area that a map draws as occupied, by the day of the map."""
    days = {c["date"]: c for c in claims if c.get("type") == "mapped_area"}
    if not days:
        return None
    points = [
        Point(
            day=date.fromisoformat(day),
            value=claim["area_km2"],
            watched=None,
            note="repeats the day before" if claim["repeats_previous_day"] else "",
        )
        for day, claim in sorted(days.items())
    ]
    any_claim = next(iter(days.values()))
    return Series(
        name="mapped_area",
        unit="km2",
        kind="mapped",
        source=any_claim["source"],
        claimant=any_claim["claimant"],
        points=tuple(points),
    )


def line_statement(
    claims: Sequence[Mapping[str, Any]], force: Sequence[Interval], line: str, lag_h: float
) -> LineStatement | None:
    """What the mapped area allows to say of a halt during the first stretch of force.

    The change between the last map that shows nothing of the truce and the last that shows all of
    it is set against the changes over as many days outside. A map that lags as long as the truce
    lasts cannot show a halt, whatever its figures say.
    """
    series = {c["date"]: c for c in claims if c.get("type") == "mapped_area"}
    if not force:
        return None
    window = force[0]
    if not series or window.end is None:
        return LineStatement(
            line=line, key="no-series", window=window, change_km2=None, usual_lo_km2=None,
            usual_hi_km2=None, lag_h=None,
        )  # fmt: skip
    shown = sorted((parse_instant(c["shows"][1]), c["area_km2"]) for c in series.values())
    before = [(at, area) for at, area in shown if at <= window.start]
    after = [(at, area) for at, area in shown if at >= window.end]
    change = after[0][1] - before[-1][1] if before and after else None
    days = (after[0][0] - before[-1][0]) if before and after else timedelta(0)
    usual = [
        two[1] - one[1]
        for one in shown
        for two in shown
        if days and two[0] - one[0] == days and (two[0] <= window.start or one[0] >= window.end)
    ]
    if change is None:
        key = "too-few-maps"
    elif lag_h >= window.hours:
        halted = usual and change < min(usual)
        key = "too-slow-to-show" if halted or change <= 0 else "no-halt-visible"
    else:
        key = "no-halt-visible" if change > 0 else "halt-visible"
    return LineStatement(
        line=line,
        key=key,
        window=window,
        change_km2=None if change is None else round(change, 2),
        usual_lo_km2=round(min(usual), 2) if usual else None,
        usual_hi_km2=round(max(usual), 2) if usual else None,
        lag_h=lag_h,
    )
