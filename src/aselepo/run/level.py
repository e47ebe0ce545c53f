"""Levels of a mission, each day as it was known at its own cut-off, so never rewritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np

from aselepo.agreement import Agreement
from aselepo.assess.summary import Row
from aselepo.core.classes import tree
from aselepo.core.time import Interval, clock, parse_instant
from aselepo.coverage import Ledger, ledger
from aselepo.fuse import fuse
from aselepo.log import Log
from aselepo.log.view import View
from aselepo.run.mission import Mission
from aselepo.run.pipeline import known_agreements, trust
from aselepo.situation.areas import Areas, locate, read_areas
from aselepo.situation.level import Level, Tally, judge, still_to_come, tally
from aselepo.situation.rows import rows_of
from aselepo.situation.windows import Stretch, reporting_day

MIDNIGHT_MIN = 1440
Begun = tuple[str, str, datetime, str]
"""Area, source, moment and class of an incident that surely lies there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    """One reporting day as it was known when it ended."""

    day: date
    window: Interval
    begun: Sequence[Begun]
    book: Ledger
    told: Sequence[tuple[Begun, datetime]]
    """Everything that began by then, and when it was first known."""


def levels(mission: Mission, day: date, *, n: int | None = None) -> tuple[Level, ...]:
    """The level of every row of a mission from the start of force to a reporting day.

    Reference windows and the rate of false alarms are settings of the log (`reference`,
    `false_alarms_a_year`); without a reference every row is *cannot tell*.

    Raises
    ------
    ConfigError : no agreement is known by then, or the log is shorter than n
    """
    log = mission.log()
    lead = known_agreements(log.view(n, None))
    found: list[Level] = []
    for agreement in lead:
        end = _reporting_day(agreement, day).end
        view = log.view(n, end)
        if agreement.name in {each.name for each in known_agreements(view)}:
            found.extend(_levels(log, view, agreement, day, n))
    return tuple(found)


def _levels(
    log: Log, view: View, agreement: Agreement, day: date, n: int | None
) -> Iterator[Level]:
    settings: dict[str, Any] = {}
    for entry in sorted(view.entries("settings"), key=lambda each: each.known_at):
        settings.update(entry.body)
    reference = tuple(
        Interval(parse_instant(start), parse_instant(end))
        for start, end in settings.get("reference", ())
    )
    force = _force(agreement)
    start = min([w.start for w in reference] + ([force.start] if force else []), default=None)
    if start is None:
        return
    areas = read_areas([entry.body for entry in view.entries("geography")])
    zone = clock(agreement.clock)
    first = start.astimezone(zone).date()
    days = [
        _known(log, n, agreement, first + timedelta(days=k), areas)
        for k in range((day - first).days + 1)
    ]
    today = _reporting_day(agreement, day)
    whole = Stretch(window=today, whole=False, in_force=True)
    seen: set[tuple[str | None, ...]] = set()
    for row, _ in rows_of(agreement, [whole], areas):
        key = (row.area, row.domain, row.provision)
        if key in seen:
            continue
        seen.add(key)
        yield _judge(row, days, areas, reference, force, settings)


def _judge(
    row: Row,
    days: Sequence[_Day],
    areas: Areas,
    reference: Sequence[Interval],
    force: Interval | None,
    settings: Mapping[str, Any],
) -> Level:
    within = {name: areas.within(name) for name in areas.by_id}
    usual: list[Tally] = []
    since: list[Tally] = []
    for each in days:
        of_reference = any(_inside(each.window, window) for window in reference)
        judged = force.overlap(each.window) if force else None
        if not of_reference and judged is None:
            continue
        window = each.window if judged is None else judged
        counted = tally(
            each.day,
            window,
            [b[:3] for b in each.begun if tree().told(b[3], row.classes)[1] > 0],
            sorted(row.parts),
            within,
            each.book,
            row.classes,
        )
        if judged is None:
            usual.append(counted)
        else:
            share = judged.hours / each.window.hours
            watched = {part: seen * share for part, seen in counted.watched.items()}
            since.append(Tally(day=each.day, counts=counted.counts, watched=watched))
    return judge(
        {
            "instrument": row.instrument,
            "area": row.area,
            "side": row.side,
            "domain": row.domain,
            "provision": row.provision,
        },
        usual,
        since,
        reference=reference,
        false_alarms_a_year=float(settings.get("false_alarms_a_year", 1.0)),
        incomplete=still_to_come(
            [(each.day, each.window) for each in days],
            [
                (begun[2], known)
                for begun, known in days[-1].told
                if begun[0] in row.parts and tree().told(begun[3], row.classes)[1] > 0
            ],
        ),
    )


def _known(log: Log, n: int | None, agreement: Agreement, day: date, areas: Areas) -> _Day:
    """A reporting day as known when it ended."""
    window = _reporting_day(agreement, day)
    assert window.end is not None
    view = log.view(n, window.end)
    observations, _ = view.observations()
    incidents = fuse(observations, trust(view)).incidents

    def floats(name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.asarray(incidents[name].to_numpy(zero_copy_only=False), dtype=np.float64)

    where = locate(
        incidents["place"].to_pylist(),
        floats("lon"),
        floats("lat"),
        floats("sigma_major_m"),
        areas,
    )
    wanted = ["time", "time_lo", "sources", "p_class", "first_known_at"]
    rows = incidents.select(wanted).to_pylist()
    told = [
        ((area, source, moment, name), row["first_known_at"] or moment)
        for row, (sure, _) in zip(rows, where, strict=True)
        if (moment := row["time"] or row["time_lo"]) is not None
        for area in sure
        if not areas.by_id[area].parts
        for source in (row["sources"] or ())[:1]
        for name in [name for name, _ in row["p_class"] or ()][:1]
    ]
    return _Day(
        day=day,
        window=window,
        begun=[each for each, _ in told if window.holds(each[2])],
        book=ledger(view.coverage(), until=window.end),
        told=told,
    )


def _reporting_day(agreement: Agreement, day: date) -> Interval:
    end_min = agreement.reporting_day_end_min
    return reporting_day(day, clock(agreement.clock), MIDNIGHT_MIN if end_min is None else end_min)


def _inside(window: Interval, other: Interval) -> bool:
    assert window.end is not None
    return other.start <= window.start and (other.end is None or window.end <= other.end)


def _force(agreement: Agreement) -> Interval | None:
    """First stretch of force that the text itself dates."""
    for force in agreement.force:
        start = getattr(force.start, "at", None)
        if start is not None:
            return Interval(start, getattr(force.end, "at", None))
    return None
