"""The map as data: what is known of each area over valid time, in one language.

The browser moves through valid time by itself, so it is handed tables of intervals and the words
to speak of them. `aselepo.web.moment` reads the same tables for one moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping, shape

from aselepo.agreement import Agreement
from aselepo.core.classes import tree
from aselepo.core.time import Interval, clock
from aselepo.situation import Situation
from aselepo.situation.value import Area, Incident
from aselepo.web.band import band
from aselepo.web.moment import EPOCH, ms
from aselepo.web.watching import book_of, looks, subjects_of, watch
from aselepo.words import Language

STEP_MIN = 15
LONG_DAYS = 62
"""A range longer than this moves by the hour."""
LONGEST_DAYS = 400
ALERT, FIRE, OTHER = "alert", "fire", "other"
P_90 = float(np.sqrt(-2.0 * np.log(0.1)))
"""Radius of the 90 % circle of a round normal error, in standard deviations."""


def kind_of(incident: Incident) -> str:
    """Alert, fire, or anything else, by the class tree."""
    lineages = [
        set(tree().lineage(node))
        for name in incident.p_class
        if (node := tree().find(name)) is not None
    ]
    if any("air_threat" in lineage for lineage in lineages):
        return ALERT
    if any("heat" in lineage for lineage in lineages):
        return FIRE
    return OTHER


def leaves(situation: Situation) -> list[Area]:
    """Areas without parts, those with a shape first: what map and table have a row for."""
    alone = [area for area in situation.areas if not area.parts]
    return sorted(alone, key=lambda area: (area.geometry is None, area.id))


def shapes(situation: Situation, language: Language) -> dict[str, Any]:
    """The areas' shapes as GeoJSON, each with its name and a point inside to write it at."""
    features = []
    for number, area in enumerate(leaves(situation)):
        if area.geometry is None:
            continue
        at = shape(area.geometry).representative_point()
        features.append(
            {
                "type": "Feature",
                "id": number,
                "properties": {
                    "id": area.id,
                    "label": language.label(area.labels),
                    "lon": round(at.x, 3),
                    "lat": round(at.y, 3),
                },
                "geometry": area.geometry,
            }
        )
    return {"type": "FeatureCollection", "features": features}


def span_of(situation: Situation) -> Interval:
    """The stretch of valid time worth moving through: what was watched or in force, up to T."""
    as_of = situation.checkpoint.as_of
    windows = [span.window for span in situation.coverage if span.status == "observed"]
    windows += [window for force in situation.force for window in force.windows]
    starts = [window.start for window in windows if window.start < as_of]
    ends = [as_of if window.end is None else min(window.end, as_of) for window in windows]
    times = [at for each in situation.incidents if (at := begun(each)) is not None and at <= as_of]
    start = min(starts or times or [as_of - timedelta(days=1)])
    end = max([*ends, *(times if not starts else [])] or [as_of])
    if end <= start:
        end = as_of if as_of > start else start + timedelta(days=1)
    return Interval(max(start, end - timedelta(days=LONGEST_DAYS)), end)


def begun(incident: Incident) -> datetime | None:
    """When it began, as far as that is one moment."""
    return incident.time or incident.time_lo


def state(
    situation: Situation,
    agreements: Sequence[Agreement],
    language: Language,
    *,
    at: datetime | None = None,
) -> dict[str, Any]:
    """All that the map and its table need of a view, as plain data.

    Times are milliseconds since 1970; intervals are half-open; an end that is not known is null.
    """
    span = span_of(situation)
    assert span.end is not None
    zone_name = situation.force[0].clocks[0] if situation.force else "UTC"
    zone = clock(zone_name)
    named = leaves(situation)
    book = book_of(situation)
    within = {area.id: (area.within,) if area.within else () for area in named}
    step = STEP_MIN if span.hours <= 24 * LONG_DAYS else 60
    by_kind = _by_kind(situation)
    sources = {name for each in by_kind[ALERT] for name in each.sources}
    looked = {area.id: looks(book, (area.id, *within[area.id]), sources) for area in named}
    days = _days(span, zone_name)
    force = [w for each in situation.force for w in each.windows]
    return {
        "as_of": ms(situation.checkpoint.as_of),
        "as_of_text": language.moment(situation.checkpoint.as_of, zone, with_year=True),
        "range": {
            "start": ms(span.start),
            "end": ms(span.end),
            "step": step * 60_000,
            "at": ms(_at(span, force, at, step)),
        },
        "zone": _zone(zone_name, days, language),
        "force": [[ms(w.start), None if w.end is None else ms(w.end)] for w in force],
        "areas": [
            {"id": area.id, "label": language.label(area.labels)}
            for area in sorted(
                named,
                key=lambda area: (
                    area.geometry is None,
                    language.label(area.labels).casefold(),
                    area.id,
                ),
            )
        ],
        "subjects": [
            {"key": each.key, "label": each.label} for each in subjects_of(agreements, language)
        ],
        "watch": {
            each.key: {
                area.id: watch(book, area.id, within, span, each.classes, language)
                for area in named
            }
            for each in subjects_of(agreements, language)
        },
        "looks": {
            area: [[ms(w.start), ms(w.end or span.end)] for w in windows]
            for area, windows in looked.items()
        },
        "alerts": _alerts(by_kind[ALERT]),
        "days": [ms(day.start) for day in days],
        "begun": _begun(by_kind[ALERT], days),
        "fires": _points(by_kind[FIRE], days, situation),
        "others": _points(by_kind[OTHER], days, situation),
        "news": _news(situation),
        "lines": _lines(situation, language),
        "words": _words(language),
    }


def _by_kind(situation: Situation) -> dict[str, list[Incident]]:
    found: dict[str, list[Incident]] = {ALERT: [], FIRE: [], OTHER: []}
    for incident in situation.incidents:
        found[kind_of(incident)].append(incident)
    return found


def _alerts(incidents: Sequence[Incident]) -> dict[str, list[list[Any]]]:
    """By area: [from, to] of alerts whose course is known; to is null while one goes on.

    A row of which the beginning alone is known (it merges many alerts) has a moment and no course.
    """
    found: dict[str, list[list[Any]]] = defaultdict(list)
    for each in incidents:
        if each.place is not None and each.time_lo is not None:
            end = None if each.time_end is None else ms(each.time_end)
            found[each.place].append([ms(each.time_lo), end])
    return {area: sorted(rows, key=lambda row: row[0]) for area, rows in sorted(found.items())}


def _days(span: Interval, zone_name: str) -> list[Interval]:
    """The local days that the range touches."""
    assert span.end is not None
    zone = clock(zone_name)
    first = span.start.astimezone(zone).date()
    last = (span.end - timedelta(microseconds=1)).astimezone(zone).date()
    edges = [
        datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
        for n in range((last - first).days + 2)
        for day in [first + timedelta(days=n)]
    ]
    return [Interval(start, end) for start, end in pairwise(edges)]


def _begun(incidents: Sequence[Incident], days: Sequence[Interval]) -> dict[str, list[int]]:
    """By area: the moments within the days at which alerts began, merged rows' own included."""
    found: dict[str, list[int]] = defaultdict(list)
    for each in incidents:
        at = begun(each)
        if at is not None and each.place is not None and days and days[0].start <= at:
            found[each.place].append(ms(at))
    return {area: sorted(moments) for area, moments in sorted(found.items())}


def _points(
    incidents: Sequence[Incident], days: Sequence[Interval], situation: Situation
) -> list[list[Any]]:
    """Things with a place of their own: [moment, lon, lat, 90 % radius in metres, area or null]."""
    kept = [
        (at, each)
        for each in incidents
        if each.lon is not None and each.lat is not None and (at := begun(each)) is not None
        if days and days[0].start <= at
    ]
    if not kept:
        return []
    points = shapely.points([(each.lon, each.lat) for _, each in kept])
    shaped = [area for area in leaves(situation) if area.geometry is not None]
    areas: list[str | None] = [None] * len(kept)
    if shaped:
        index = shapely.STRtree([shape(area.geometry) for area in shaped])
        for point, area in zip(*index.query(points, predicate="intersects"), strict=True):
            areas[int(point)] = shaped[int(area)].id
    return [
        [
            ms(at),
            round(float(each.lon or 0.0), 5),
            round(float(each.lat or 0.0), 5),
            None if each.sigma_major_m is None else round(P_90 * each.sigma_major_m),
            area,
        ]
        for (at, each), area in zip(kept, areas, strict=True)
    ]


def _news(situation: Situation) -> dict[str, dict[str, int]]:
    """Reports by day and area, all kinds together: reports, not events."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for day, area, _, number in situation.news:
        found[day.isoformat()][area] += number
    return {day: dict(areas) for day, areas in sorted(found.items())}


def _lines(situation: Situation, language: Language) -> list[dict[str, Any]]:
    many = len({line.author for line in situation.lines}) > 1
    return [
        {
            "label": language.label(line.labels) or line.name,
            "author": line.author,
            "rival": many and number > 0,
            "start": ms(line.valid.start),
            "end": None if line.valid.end is None else ms(line.valid.end),
            "geometry": line.geometry,
            "band": mapping(band(shape(line.geometry), line.sigma_m)),
            "sigma_m": line.sigma_m,
            "note": line.note,
        }
        for number, line in enumerate(situation.lines)
    ]


def _at(
    span: Interval, force: Sequence[Interval], asked: datetime | None, step_min: int
) -> datetime:
    """The moment shown first: the one asked for, else the last known step of the truce."""
    assert span.end is not None
    step = timedelta(minutes=step_min)
    wanted = asked
    if wanted is None:
        ends = [min(w.end or span.end, span.end) for w in force if w.start < span.end]
        wanted = (max(ends) if ends else span.end) - step
    steps = (min(max(wanted, span.start), span.end) - span.start) // step
    return span.start + steps * step


def _zone(zone_name: str, days: Sequence[Interval], language: Language) -> dict[str, Any]:
    """How to say a moment on the page's clock, so that the browser needs no zones of its own."""
    zone = clock(zone_name)
    offsets: list[list[int]] = []
    for day in days:
        for quarter in range(100):
            at = day.start + timedelta(minutes=15 * quarter)
            offset = at.astimezone(zone).utcoffset() or timedelta(0)
            minutes = int(offset.total_seconds() // 60)
            if not offsets or offsets[-1][1] != minutes:
                offsets.append([ms(at), minutes])
    early = language.hour(datetime(2025, 1, 2, 3, 45, tzinfo=UTC), "UTC")
    hour, separator, _ = early.partition(early.rstrip("0123456789")[-1])
    return {
        "offsets": offsets,
        "days": {
            local.isoformat(): language.day(local)
            for day in days
            for local in [day.start.astimezone(zone).date()]
        },
        "hour": separator,
        "hour_digits": len(hour),
        "moment": language.say("moment", day="{day}", hour="{hour}"),
        "zoned": language.moment(EPOCH, zone_name).replace(
            language.moment(EPOCH, zone_name, False), "{time}"
        ),
    }


WORDS = (
    "watched", "unwatched", "alert-since", "alert-goes-on", "alert-none", "not-known", "no-figure",
    "at-least", "summary", "summary-none", "in-force", "not-in-force", "line-none",
    "map-happened", "map-known", "offline", "loading", "map-failed",
)  # fmt: skip
"""Messages that the browser fills in itself; their variables stay open."""
_OPEN = ("why", "since", "n", "when", "alerts", "unwatched", "known")


def _words(language: Language) -> dict[str, str]:
    blanks = {name: f"{{{name}}}" for name in _OPEN}
    return {key: language.say(f"web-{key}", **blanks) for key in WORDS}
