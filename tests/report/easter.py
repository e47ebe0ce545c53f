"""A situation of Easter 2025 made by hand from the shipped data: what the pipeline gives, smaller.

The verdicts and bounds are written here, not computed: reports are tested, not the engine.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import resources
from typing import Any

from aselepo.core import Interval, parse_instant
from aselepo.pledges.state import promises
from aselepo.situation.claims import check_claims
from aselepo.situation.value import (
    Area,
    Checkpoint,
    Claim,
    CoverageSpan,
    Exposure,
    Finding,
    Force,
    Gap,
    Incident,
    Line,
    LineStatement,
    Party,
    Point,
    Power,
    Series,
    SetAside,
    Situation,
    Source,
    Summary,
)

MISSIONS = resources.files("aselepo.missions")
START = parse_instant("2025-04-19T18:00+03:00")
END = parse_instant("2025-04-21T00:00+03:00")
TRUCE = Interval(START, END)
MIDNIGHT = parse_instant("2025-04-20T00:00+03:00")
DECLARED = Interval(parse_instant("2025-04-10T00:00Z"), parse_instant("2025-05-01T00:00Z"))
NEAR = ("UA-12", "UA-14", "UA-23", "UA-48", "UA-59", "UA-63", "UA-65")
NEVER = ("UA-09", "UA-40", "UA-43")
MERGED = {
    "UA-63": (DECLARED,),
    "UA-12": (
        Interval(DECLARED.start, parse_instant("2025-04-20T08:28:56Z")),
        Interval(parse_instant("2025-04-20T13:56:30Z"), DECLARED.end),
    ),
}
AIR = ("air_strike", "drone_strike", "missile")
GROUND = ("assault", "raid", "rocket", "shelling", "small_arms", "sniper")
DETECT = {"missile": 0.9, "air_strike": 0.9, "drone_strike": 0.9}


def _rows(*parts: str) -> list[dict[str, str]]:
    text = MISSIONS.joinpath(*parts).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@lru_cache(maxsize=1)
def places() -> dict[str, dict[str, str]]:
    text = resources.files("aselepo.feeds").joinpath("gazetteers", "ukraine.csv").read_text()
    return {row["id"]: row for row in csv.DictReader(text.splitlines())}


def find(name: str) -> str | None:
    for key, row in places().items():
        if name in (key, row["en"], *row["names"].split("|")):
            return key
    return None


def _labels(row: dict[str, str]) -> dict[str, str]:
    return {code: row[code] for code in ("en", "uk", "ru", "fi", "fr")}


@lru_cache(maxsize=1)
def _shapes() -> dict[str, Any]:
    text = MISSIONS.joinpath("common", "ukraine_oblasts.geojson").read_text()
    return {f["properties"]["shapeISO"]: f["geometry"] for f in json.loads(text)["features"]}


def areas() -> tuple[Area, ...]:
    import shapely.geometry

    shapes = _shapes()
    parts = [
        Area(
            id=key,
            labels=_labels(places()[key]),
            side="UA",
            parts=(),
            within="UA",
            area_km2=round(shapely.geometry.shape(shape).area * 8200, 1),
            geometry=shape,
        )
        for key, shape in shapes.items()
        if key in places()
    ]
    whole = [
        Area(
            id="UA",
            labels={"en": "Ukraine", "fi": "Ukraina"},
            side="UA",
            parts=tuple(sorted(part.id for part in parts)),
            within=None,
            area_km2=None,
            geometry=None,
        ),
        Area(
            id="RU",
            labels={"en": "Russia", "fi": "Venäjä"},
            side="RF",
            parts=(),
            within=None,
            area_km2=None,
            geometry=None,
        ),
    ]
    return tuple(sorted([*whole, *parts], key=lambda area: area.id))


def incidents() -> tuple[Incident, ...]:
    found = []
    file = ("easter_2025", "data", "air_raid_alerts_oblast.csv")
    for place, row in enumerate(_rows(*file)):
        start = parse_instant(row["started_at"])
        end = parse_instant(row["finished_at"]) if row["finished_at"] else None
        area = find(row["region"])
        if area is None or not (
            TRUCE.start - timedelta(hours=30) < start < END + timedelta(hours=30)
        ):
            continue
        merged = end is None or end - start > timedelta(hours=24)
        inside = TRUCE.holds(start)
        finding = Finding(
            instrument="easter_truce_2025",
            provision="1",
            party="RF",
            verdict="undetermined",
            p=(0.0, 1.0),
            factors=(("responsible", 0.0, 1.0), ("class", 0.0, 1.0), ("in_force", 1.0, 1.0)),
            hypotheses="",
        )
        found.append(
            Incident(
                id=f"i-{place:04d}",
                time_lo=None if merged else start,
                time=start if merged else None,
                time_hi=None if merged else end,
                time_end=None,
                place=area,
                lon=None,
                lat=None,
                sigma_major_m=None,
                p_real=None,
                p_class={"air_threat": 1.0},
                p_party={},
                count_lo=None,
                count_hi=None,
                sources=("air_raid_alerts",),
                observations=(f"o-{place:04d}",),
                first_known_at=start,
                in_force=inside or (not merged and end is not None and start < TRUCE.start < end),
                begins_in_force=inside,
                findings=(finding,) if inside else (),
            )
        )
    return tuple(found)


def coverage() -> tuple[CoverageSpan, ...]:
    spans = []
    for key in sorted(_shapes()):
        if key not in places():
            continue
        near = {"drone_strike": 0.0, "short_drone": 0.0, "long_drone": 0.9}
        detect = {**DETECT, **near} if key in NEAR else DETECT
        if key in NEVER:
            spans.append(_span(key, DECLARED, "unknown", "permanent-alert", {}))
        elif key in MERGED:
            for window in MERGED[key]:
                spans.append(_span(key, window, "unknown", "merged-rows", {}))
            if len(MERGED[key]) == 2:
                gap = Interval(MERGED[key][0].end, MERGED[key][1].start)
                spans.append(_span(key, gap, "observed", None, detect))
        else:
            spans.append(_span(key, DECLARED, "observed", None, detect))
    return tuple(spans)


def _span(
    area: str, window: Interval, status: str, reason: str | None, detect: dict[str, float]
) -> CoverageSpan:
    return CoverageSpan(
        source="air_raid_alerts",
        area=area,
        window=window,
        status=status,
        reason=reason,
        p_detect=detect,
        declared=status == "observed",
    )


def claims() -> tuple[Claim, ...]:
    found = []
    for number, row in enumerate(_rows("easter_2025", "data", "violation_claims.csv")):
        end = parse_instant(row["window_end"])
        found.append(
            Claim(
                claimant=row["claimant"],
                claimant_party="UA" if "Ukraine" in row["claimant"] else "RF",
                accused=row["accused"],
                window=Interval(parse_instant(row["window_start"]), end),
                category=row["category"],
                count=int(row["count"]),
                qualifier=row["qualifier"],
                source=row["source"],
                published=row["published"],
                known_at=end,
                note=row["note"],
                entry=10 + number,
            )
        )
    return tuple(found)


def _gaps(area: str, window: Interval) -> tuple[Gap, ...]:
    alerts = "air_raid_alerts"
    if area in NEVER:
        return (Gap(area=area, window=window, source=alerts, reason="permanent-alert", classes=()),)
    if area in MERGED:
        return tuple(
            Gap(area=area, window=cut, source=alerts, reason="merged-rows", classes=())
            for each in MERGED[area]
            if (cut := each.overlap(window)) is not None
        )
    if area in NEAR:
        return (
            Gap(
                area=area,
                window=window,
                source=alerts,
                reason="not-this-class",
                classes=("drone_strike",),
            ),
        )
    return ()


def summaries(inside: tuple[Incident, ...]) -> tuple[Summary, ...]:
    rows = []
    days = [Interval(START, MIDNIGHT), Interval(MIDNIGHT, END)]
    parts = [key for key in sorted(_shapes()) if key in places()]
    for window, whole in [(TRUCE, True), *((day, False) for day in days)]:
        ids = tuple(each.id for each in inside if _in(each, window))
        gaps = tuple(gap for key in parts for gap in _gaps(key, window))
        everywhere = tuple(
            Gap(
                area=key,
                window=window,
                source="air_raid_alerts",
                reason="permanent-alert" if key in NEVER else "not-this-class",
                classes=() if key in NEVER else GROUND,
            )
            for key in parts
        )
        nothing = (Gap(area="RU", window=window, source=None, reason="no-source", classes=()),)
        hours = window.hours
        air = _row(
            "air", "UA", window, whole, "undetermined", (0.0, 1.0), 0.5412 * hours, gaps, ids
        )
        rows += [
            air,
            _row("air", "RU", window, whole, "cannot tell", None, 0.0, nothing, ()),
            _row("ground", "UA", window, whole, "cannot tell", None, 0.0, everywhere, ()),
            _row("ground", "RU", window, whole, "cannot tell", None, 0.0, nothing, ()),
            replace(
                air,
                domain=None,
                provision="1",
                exposure=replace(air.exposure, watched_h=0.0, share=0.0),
            ),
            replace(
                _row("air", "RU", window, whole, "cannot tell", None, 0.0, nothing, ()),
                domain=None,
                provision="1",
            ),
        ]
        for key in parts:
            own = tuple(each.id for each in inside if each.place == key and _in(each, window))
            seen = sum(gap.window.hours for gap in _gaps(key, window))
            watched = max(0.0, hours - seen)
            verdict = (
                "undetermined"
                if own
                else "none observed"
                if watched / hours > 0.8
                else "cannot tell"
            )
            p = (0.0, 1.0) if own else None
            rows.append(
                _row("air", key, window, whole, verdict, p, watched, _gaps(key, window), own)
            )
            rows.append(_row("ground", key, window, whole, "cannot tell", None, 0.0, (), ()))
    return tuple(rows)


def _in(each: Incident, window: Interval) -> bool:
    start = each.time_lo or each.time
    return start is not None and window.holds(start)


def _row(
    domain: str,
    area: str,
    window: Interval,
    whole: bool,
    verdict: Any,
    p: tuple[float, float] | None,
    watched_h: float,
    missing: tuple[Gap, ...],
    ids: tuple[str, ...],
) -> Summary:
    share = watched_h / window.hours
    chance = round(0.9 * share, 4)
    return Summary(
        instrument="easter_truce_2025",
        provision=None,
        domain=domain,
        side="RF" if area == "RU" else "UA",
        accused="UA" if area == "RU" else "RF",
        area=area,
        window=window,
        whole=whole,
        verdict=verdict,
        p=p,
        exposure=Exposure(
            watched_h=round(watched_h, 2),
            total_h=window.hours,
            share=round(share, 4),
            by="count" if area == "RU" else "area",
        ),
        power=Power(
            p_notice_one=chance,
            noticed_from=5 if 0 < chance < 0.8 else 2 if chance else None,
            rate_excluded_per_day=round(3 / (chance * window.hours / 24), 4) if chance else None,
            enough=chance >= 0.8,
        ),
        missing=missing,
        incidents=ids,
    )


def series() -> tuple[Series, ...]:
    counts: dict[date, int] = {}
    file = ("easter_2025", "data", "air_raid_alerts_oblast.csv")
    for row in _rows(*file):
        start, end = (parse_instant(row[key]) for key in ("started_at", "finished_at"))
        if end - start < timedelta(hours=24) and DECLARED.holds(start):
            day = (start + timedelta(hours=3)).date()
            counts[day] = counts.get(day, 0) + 1
    days = [date(2025, 4, 10) + timedelta(days=n) for n in range(21)]
    alerts = Series(
        name="air_raid_alerts",
        unit="reports",
        kind="recorded",
        source="air_raid_alerts",
        claimant=None,
        points=tuple(
            Point(day=day, value=float(counts.get(day, 0)), watched=0.74, note="") for day in days
        ),
    )
    totals = {
        date.fromisoformat(row["date"]): row
        for row in _rows("easter_2025", "data", "general_staff_losses_cumulative.csv")
    }
    losses = [
        Series(
            name=name,
            unit="items",
            kind="claimed",
            source="losses",
            claimant="General Staff of Ukraine",
            points=tuple(
                Point(
                    day=day,
                    value=float(totals[day][name]) - float(totals[day - timedelta(days=1)][name]),
                    watched=None,
                    note="",
                )
                for day in sorted(totals)
                if day - timedelta(days=1) in totals
            ),
        )
        for name in ("personnel", "field artillery", "drone", "tank")
    ]
    mapped = Series(
        name="mapped_area",
        unit="km2",
        kind="mapped",
        source="occupied_area",
        claimant="DeepStateMap",
        points=tuple(
            Point(
                day=date.fromisoformat(row["date"]),
                value=float(row["area_km2_geodesic"]),
                watched=None,
                note="",
            )
            for row in _rows("easter_2025", "data", "occupied_area_daily.csv")
        ),
    )
    return (alerts, *losses, mapped)


def news() -> tuple[tuple[date, str, str, int], ...]:
    return tuple(
        (date.fromisoformat(row["date"]), row["oblast_iso"], row["kind"], int(row["reports"]))
        for row in _rows("easter_2025", "data", "news_reports_daily.csv")
    )


def _lines() -> tuple[Line, ...]:
    text = MISSIONS.joinpath("easter_2025", "data", "contact_line_schematic.geojson").read_text()
    return tuple(
        Line(
            name="loc",
            labels={"en": "Line of contact", "fi": "Rintamalinja"},
            author="authors of this mission",
            valid=Interval(datetime.fromisoformat("2025-04-19T00:00:00+00:00"), None),
            sigma_m=float(feature["properties"]["sigma_m"]),
            geometry=feature["geometry"],
            note=feature["properties"]["status"],
        )
        for feature in json.loads(text)["features"]
    )


def _sources() -> tuple[Source, ...]:
    return (
        Source(
            name="air_raid_alerts",
            labels={"en": "Air-raid alerts by oblast", "fi": "Ilmahälytykset alueittain"},
            licence="MIT",
            credit="Vadym Klymenko, ukrainian-air-raid-sirens-dataset",
            address="https://github.com/Vadimkin/ukrainian-air-raid-sirens-dataset",
            rows_read=1014,
            rows_accepted=1012,
            rows_set_aside=2,
            last_known_at=parse_instant("2025-04-30T23:10:00Z"),
            known_time_grounds="assumed: an alert is known when it begins",
            declared_by="authors of this mission",
            declared_why="the archive lists every alert of an oblast from its start to its end",
        ),
        Source(
            name="violation_claims",
            labels={"en": "Claims of violations by both sides", "fi": "Väitteet rikkomuksista"},
            licence="facts in own words",
            credit="the press pages named in each claim",
            address="",
            rows_read=36,
            rows_accepted=36,
            rows_set_aside=0,
            last_known_at=parse_instant("2025-04-21T07:00:00Z"),
            known_time_grounds="assumed: a claim is known at the end of its window",
            declared_by="",
            declared_why="",
        ),
    )


@lru_cache(maxsize=1)
def situation() -> Situation:
    """The whole truce, known on 1 May 2025."""
    happened = incidents()
    said = claims()
    return Situation(
        mission="easter-2025",
        labels={"en": "Easter truce 2025", "fi": "Pääsiäisen aselepo 2025"},
        checkpoint=Checkpoint(
            origin="aselepo/easter-2025",
            size=214,
            root="5a1f" * 16,
            as_of=parse_instant("2025-05-01T12:00:00Z"),
            reconstructed=True,
            version="0.1.0",
            agreements=("c0de" * 16,),
        ),
        day=None,
        force=(
            Force(
                instrument="easter_truce_2025",
                labels={"": "Easter truce, April 2025", "fi": "Pääsiäisen aselepo, huhtikuu 2025"},
                source="Announced in Moscow on 19 April 2025; Kyiv said it would mirror",
                windows=(TRUCE,),
                clock="Europe/Moscow",
                clocks=("Europe/Kyiv", "Europe/Moscow", "UTC"),
                assumed=True,
                what_if=False,
            ),
        ),
        parties=(
            Party(
                name="RF",
                labels={"": "Russian Federation", "fi": "Venäjän federaatio"},
                colour="violet",
                guarantor=False,
            ),
            Party(
                name="UA", labels={"": "Ukraine", "fi": "Ukraina"}, colour="teal", guarantor=False
            ),
        ),
        areas=areas(),
        lines=_lines(),
        line_statements=(
            LineStatement(
                line="loc",
                key="no-halt-visible",
                window=TRUCE,
                change_km2=22.31,
                usual_lo_km2=4.2,
                usual_hi_km2=41.03,
                lag_h=48.0,
            ),
        ),
        summaries=summaries(tuple(each for each in happened if each.begins_in_force)),
        incidents=happened,
        claims=said,
        claim_checks=check_claims(said),
        coverage=coverage(),
        sources=_sources(),
        series=series(),
        news=news(),
        set_aside=(
            SetAside(
                source="air_raid_alerts",
                where="air_raid_alerts_oblast.csv:418",
                what='started_at "2460" is not a moment',
                why="a moment carries its day, hour and offset",
                code="ASL-FEED-012",
            ),
        ),
        domains={
            "air": {"": "Air and long range", "fi": "Ilma ja kaukovaikutus"},
            "ground": {"": "Ground", "fi": "Maa"},
        },
        provisions={"1": {"": "Stop of all hostilities", "fi": "Taistelutoimien lopettaminen"}},
        guarantees=(),
        bodies={},
        promises=promises((), today=date(2025, 5, 1)),
        in_force_definition="",
        notes=(
            "machine-assessment",
            "reconstructed",
            "silence-of-alerts",
            "declared-coverage",
            "reports-are-not-events",
            "claims-not-counted",
            "assumed-terms",
            "independent-factors",
            "designations",
        ),
    )
