"""A world: what happened, what sources say of it, and what parties do; truth kept apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import observation_id
from aselepo.core.tables import COVERAGE, OBSERVATIONS, SHARES, TIME
from aselepo.core.time import iso
from aselepo.feeds.exercise.acoustic import acoustic
from aselepo.feeds.exercise.alert import alert
from aselepo.feeds.exercise.camera import Posts, camera
from aselepo.feeds.exercise.land import make_land
from aselepo.feeds.exercise.news import Change, news
from aselepo.feeds.exercise.parties import (
    Decided,
    Deed,
    Stage,
    claims,
    desk,
    in_force_s,
    notices,
    signatures,
)
from aselepo.feeds.exercise.patrol import Outing, patrol
from aselepo.feeds.exercise.reports import (
    BASES,
    CAUSES,
    ROLES,
    UNITS,
    Outages,
    Reports,
    Scene,
    class_tables,
)
from aselepo.feeds.exercise.settings import Settings
from aselepo.feeds.exercise.streams import F64, I64, Mask, Streams
from aselepo.feeds.exercise.thermal import thermal
from aselepo.feeds.exercise.truth import levels, make_truth
from aselepo.feeds.exercise.watch import Watched, probes
from aselepo.feeds.exercise.weather import DAY, make_weather

TRUTH_INCIDENTS = pa.schema(
    [
        ("incident", pa.string()),
        ("time", TIME),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("class", pa.string()),
        ("observed", pa.bool_()),
        ("time_end", TIME),
        ("from_lon", pa.float64()),
        ("from_lat", pa.float64()),
        ("actor", pa.string()),
        ("struck", pa.string()),
        ("area", pa.string()),
        ("act", pa.string()),
        ("system", pa.string()),
        ("rounds", pa.int64()),
        ("damage", pa.bool_()),
        ("drawn_by", pa.string()),  # the incident that this one follows or answers
        ("generation", pa.int64()),
        ("in_force", pa.bool_()),
        ("exempt", pa.bool_()),
    ]
)
TRUTH_LINKS = pa.schema(
    [
        ("id", pa.string()),
        ("incident", pa.string()),  # empty: nothing of the kind happened
        ("source", pa.string()),
        ("cause", pa.string()),
        ("copy_of", pa.string()),
    ]
)
TRUTH_DECISIONS = pa.schema([("case", pa.string()), ("state", pa.string()), ("right", pa.bool_())])
Rows = list[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything of an exercise. What stands in `truth_*` never goes into a mission's log."""

    settings: Settings
    seed: int
    days: int
    stage: Stage
    scene: Scene
    observations: pa.Table
    """Schema OBSERVATIONS, as first reported, `retracted_at` filled in; sorted by known time."""
    coverage: pa.Table
    changes: tuple[tuple[str, datetime, Mapping[str, Any], str], ...]
    """Corrections: observation, known time, new fields, why."""
    withdrawals: tuple[tuple[str, datetime, str], ...]
    deeds: tuple[tuple[str, datetime, Mapping[str, Any]], ...]
    """Acts, notifications, claims, decisions: kind, known time, body."""
    posts: Posts
    outings: tuple[Outing, ...]
    downs: Mapping[str, Outages]
    truth_incidents: pa.Table
    truth_links: pa.Table
    truth_decisions: pa.Table
    truth_truces: tuple[tuple[str, datetime, datetime], ...]
    """Local truces: number of the sector, from, to."""

    @property
    def start(self) -> datetime:
        return self.settings.start

    @property
    def end(self) -> datetime:
        return self.start + timedelta(days=self.days)


def simulate(given: Settings, seed: int, *, days: int, stage: Stage) -> World:
    """Draw a world: the same bytes for the same parameters, seed and days, on any machine.

    Parameters
    ----------
    given : parameters; see `settings`
    seed : any whole number from 0 on
    days : length, at least 1
    stage : what the agreements say of parties, bodies and the line

    Raises
    ------
    ConfigError : the world would be too large
    """
    assert days >= 1, "a world lasts a day at least"
    streams = Streams(seed)
    land = make_land(given, streams, days, levels(given, days)[0])
    weather = make_weather(given, streams, days)
    truth, truces = make_truth(given, streams, land, weather, days)
    share = np.array(given.of_class("day")) + np.array(given.of_class("night"))
    share[given.classes().index("small_arms")] = 0.0
    scene = Scene(
        given=given,
        streams=streams,
        land=land,
        weather=weather,
        truth=truth,
        days=days,
        loud=share / share.sum(),
    )
    probe = probes(scene)
    fires, seen_fires = thermal(scene)
    sounds, heard, hubs = acoustic(scene, probe)
    views, seen, lenses, posts = camera(scene, probe)
    walks, walked, outings = patrol(scene, probe)
    stories, unread, corrections = news(scene)
    warnings, warned = alert(scene, probe)
    sources = {
        "thermal": fires,
        "acoustic_net": sounds,
        "camera_uav": views,
        "patrol": walks,
        "osint": stories,
        "alerts": warnings,
    }
    sources, clock_changes = _wrong_clocks(scene, sources)
    deeds, decided, withdrawn = desk(scene, stage, sources)
    all_deeds = [*signatures(scene, stage), *notices(scene), *claims(scene), *deeds]
    made = _tables(scene, sources)
    ids = {name: table["id"].to_pylist() for name, (table, _) in made.items()}
    observations = pa.concat_tables([table for table, _ in made.values()])
    observations = observations.sort_by([("known_at", "ascending"), ("id", "ascending")])
    changes = [
        *(("osint", change) for change in corrections),
        *clock_changes,
    ]
    return World(
        settings=given,
        seed=seed,
        days=days,
        stage=stage,
        scene=scene,
        observations=observations.combine_chunks(),
        coverage=_coverage(scene, [*seen_fires, *heard, *seen, *walked, *unread, *warned]),
        changes=tuple(
            (ids[name][change.row], _moment(scene, change.known_s), change.fields, change.why)
            for name, change in changes
        ),
        withdrawals=_withdrawals(scene, sources, ids, withdrawn),
        deeds=tuple(_deed(scene, deed, ids) for deed in all_deeds),
        posts=posts,
        outings=tuple(outings),
        downs={"acoustic_net": hubs, "camera_uav": lenses},
        truth_incidents=_incidents(scene, sources),
        truth_links=pa.concat_tables([links for _, links in made.values()]).combine_chunks(),
        truth_decisions=_decisions(decided),
        truth_truces=tuple(
            (str(sector + 1), _moment(scene, lo), _moment(scene, hi)) for sector, lo, hi in truces
        ),
    )


def _moment(scene: Scene, second: float) -> datetime:
    return scene.given.start + timedelta(milliseconds=round(second * 1000))


def _times(scene: Scene, seconds: F64) -> pa.Array:
    """Moments to the millisecond; nan is null."""
    start = round(scene.given.start.timestamp() * 1000)
    null = np.isnan(seconds)
    at = (np.round(np.where(null, 0.0, seconds) * 1000).astype(np.int64) + start) * 1000
    return pa.array(at, mask=null).cast(TIME)


def _words(words: Any, index: I64) -> pa.Array:
    """Words by index; -1 is null."""
    null = index < 0
    at = pa.array(np.where(null, 0, index), mask=null)
    return pa.array(list(words), pa.string()).take(at)


def _numbers(values: F64, digits: int) -> pa.Array:
    return pa.array(np.round(values, digits), mask=np.isnan(values))


def _counts(values: I64) -> pa.Array:
    return pa.array(values, mask=values < 0)


def _wrong_clocks(
    scene: Scene, sources: dict[str, Reports]
) -> tuple[dict[str, Reports], list[tuple[str, Change]]]:
    """Shift the times of sensors whose clock is wrong; corrections for those that are found."""
    changed, found = dict(sources), []
    for clock in scene.given.tables("clock"):
        name = clock["source"]
        if name not in changed:
            continue
        made = changed[name]
        lo, hi = clock["from_day"] * DAY, clock["until_day"] * DAY
        wrong = (made.sensor == clock["sensor"]) & (made.time >= lo) & (made.time < hi)
        after = clock["corrected_after_days"] * DAY
        if after > 0:
            for row in np.flatnonzero(wrong).tolist():
                fields = {
                    column: iso(_moment(scene, float(getattr(made, column)[row])))
                    for column in ("time_lo", "time", "time_hi")
                }
                known = max(hi + after, float(made.known_s[row]) + 60)
                why = f"the clock of {name} {clock['sensor']} ran {clock['ahead_s']:+.0f} s"
                found.append((name, Change(row=row, known_s=known, fields=fields, why=why)))
        shift = np.where(wrong, float(clock["ahead_s"]), 0.0)
        changed[name] = replace(
            made, time=made.time + shift, time_lo=made.time_lo + shift, time_hi=made.time_hi + shift
        )
    return changed, found


_ACCURACY = {
    "acoustic_net": "acoustic",
    "camera_uav": "camera",
    "patrol": "patrol",
    "osint": "news",
}


def _tables(scene: Scene, sources: dict[str, Reports]) -> dict[str, tuple[pa.Table, pa.Table]]:
    return {name: _table(scene, name, made) for name, made in sources.items()}


def _table(scene: Scene, name: str, made: Reports) -> tuple[pa.Table, pa.Table]:
    """Observations of a source and their truth, in the order of its reports."""
    size, land = len(made), scene.land
    # numbered as they become known, so that a number tells nothing more
    order = np.argsort(made.known_s, kind="stable")
    rank = np.empty(size, np.int64)
    rank[order] = np.arange(1, size + 1)
    external = [f"{s}-{n:06d}" for s, n in zip(made.sensor.tolist(), rank.tolist(), strict=True)]
    ids = pa.array([observation_id(name, each) for each in external], pa.string())
    parent = pa.array(made.parent, mask=made.parent < 0)
    copied = ids.take(parent)
    lon, lat = land.lon_lat(made.x, made.y)
    areas = [land.area(side, s) for s in range(land.sectors) for side in range(2)]
    systems = [value["system"] for value in scene.given.values["class"].values()]
    systems += [""] * (len(scene.words) - len(systems))
    system = np.where(made.system, made.word, -1)
    system = np.where(np.array([bool(s) for s in systems])[system], system, -1)
    p_class, confidence = _classes(scene, name, made)
    columns: dict[str, Any] = {
        "id": ids,
        "rev": np.zeros(size, np.int32),
        "source": pa.array([name], pa.string()).take(pa.array(np.zeros(size, np.int64))),
        "sensor": pa.array([each.partition("-")[0] for each in external], pa.string()),
        "basis": _words(BASES, made.basis),
        "time_lo": _times(scene, made.time_lo),
        "time": _times(scene, made.time),
        "time_hi": _times(scene, made.time_hi),
        "time_end": _times(scene, made.time_end),
        "time_sigma_s": _numbers(made.time_sigma_s, 1),
        "place": _words(areas, np.where(np.isnan(made.x), made.area, -1)),
        "lon": pa.array(lon, mask=np.isnan(lon)),
        "lat": pa.array(lat, mask=np.isnan(lat)),
        "sigma_major_m": _numbers(made.sigma_major_m, 1),
        "sigma_minor_m": _numbers(made.sigma_minor_m, 1),
        "azimuth_deg": _numbers(made.azimuth_deg, 2),
        "role": _words(ROLES, made.role),
        "class": _words(scene.words, made.word),
        "class_confidence": confidence,
        "p_class": p_class,
        "system": _words(systems, system),
        "effect": _words(("damage",), np.where(made.damage, 0, -1)),
        "p_party": _parties(scene, made),
        "count_lo": _counts(made.count_lo),
        "count_hi": _counts(made.count_hi),
        "unit": _words(UNITS, np.where(made.count_lo < 0, -1, made.unit)),
        "text": pa.array(made.text, pa.string())
        if name == "osint"
        else pa.nulls(size, pa.string()),
        "lang": _words(("en",), np.zeros(size, np.int64) if name == "osint" else np.full(size, -1)),
        "origin": _masked(copied, made.declared & (made.parent >= 0)),
        "external_id": pa.array(external, pa.string()),
        "known_at": _times(scene, made.known_s),
        "retracted_at": _times(scene, made.retracted_s),
    }
    table = pa.table(
        {field.name: columns.get(field.name, pa.nulls(size, field.type)) for field in OBSERVATIONS},
        schema=OBSERVATIONS,
    )
    links = pa.table(
        {
            "id": ids,
            "incident": pa.array(_names(made.incident), pa.string()),
            "source": table["source"],
            "cause": _words(CAUSES, made.cause),
            "copy_of": copied,
        },
        schema=TRUTH_LINKS,
    )
    return table, links


def _masked(values: pa.Array, keep: Mask) -> pa.Array:
    return pc.if_else(pa.array(keep), values, pa.scalar(None, values.type))


def _names(rows: I64) -> list[str]:
    """Names of incidents in the truth; empty where there is none."""
    return [f"x{row:06d}" if row >= 0 else "" for row in rows.tolist()]


def _classes(scene: Scene, name: str, made: Reports) -> tuple[pa.Array, pa.Array]:
    """The table of classes that each report states, and its stated confidence."""
    words, size, count = scene.words, len(made), len(scene.classes)
    accuracy = scene.given.number(_ACCURACY[name], "accuracy") if name in _ACCURACY else 1.0
    tables = class_tables(scene, accuracy)
    keys: list[str] = []
    values: list[float] = []
    starts, lengths = [], []
    for word, label in enumerate(words):
        row = [(label, 1.0)]
        if word < count:
            row = [(n, float(p)) for n, p in zip(scene.classes, tables[word], strict=True) if p > 0]
        starts.append(len(keys))
        lengths.append(len(row))
        keys.extend(n for n, _ in sorted(row))
        values.extend(p for _, p in sorted(row))
    start, length = np.array(starts)[made.word], np.array(lengths)[made.word]
    offsets = np.append(0, np.cumsum(length))
    at = np.arange(offsets[-1]) - np.repeat(offsets[:-1], length) + np.repeat(start, length)
    index = pa.array(at)
    table = pa.MapArray.from_arrays(
        pa.array(offsets, pa.int32()),
        pa.array(keys, pa.string()).take(index),
        pa.array(values, pa.float64()).take(index),
    ).cast(SHARES)
    sure = np.append(np.diag(tables), np.ones(len(words) - count))
    assert len(table) == size
    return table, pa.array(sure[made.word])


def _parties(scene: Scene, made: Reports) -> pa.Array:
    """Chance that the party named acted; null where none is named."""
    named = made.party >= 0
    offsets = np.append(0, np.cumsum(named))
    rows = np.flatnonzero(named)
    table = pa.MapArray.from_arrays(
        pa.array(offsets, pa.int32()),
        pa.array(list(scene.land.parties), pa.string()).take(pa.array(made.party[rows])),
        pa.array(made.p_party[rows]),
    ).cast(SHARES)
    return _masked(table, named)


def _withdrawals(
    scene: Scene,
    sources: dict[str, Reports],
    ids: dict[str, list[str]],
    withdrawn: list[tuple[str, int, float, str]],
) -> tuple[tuple[str, datetime, str], ...]:
    found = [
        (ids[name][row], _moment(scene, float(made.retracted_s[row])), "the outlet withdrew it")
        for name, made in sources.items()
        for row in np.flatnonzero(~np.isnan(made.retracted_s)).tolist()
    ]
    found += [(ids[name][row], _moment(scene, second), why) for name, row, second, why in withdrawn]
    return tuple(sorted(found, key=lambda each: (each[1], each[0])))


def _deed(
    scene: Scene, deed: Deed, ids: dict[str, list[str]]
) -> tuple[str, datetime, Mapping[str, Any]]:
    body = dict(deed.body)
    for field, second in deed.moments:
        name, _, place = field.partition(".")
        if place:
            body.setdefault(name, [None, None])[int(place)] = iso(_moment(scene, second))
        else:
            body[name] = iso(_moment(scene, second))
    if deed.rows:
        body["observations"] = sorted(ids[name][row] for name, row in deed.rows)
        body["re"] = body["observations"][0]  # a decision hangs on a report
    return deed.kind, _moment(scene, deed.known_s), body


def _coverage(scene: Scene, watched: list[Watched]) -> pa.Table:
    lo, hi, known = (
        np.array([getattr(each, name) for each in watched]) for name in ("lo_s", "hi_s", "known_s")
    )
    columns = {
        "source": [each.source for each in watched],
        "area": [each.area for each in watched],
        "time_lo": _times(scene, lo),
        "time_hi": _times(scene, hi),
        "status": [each.status for each in watched],
        "reason": [each.reason for each in watched],
        "p_detect": pa.array([list(each.p) or None for each in watched], SHARES),
        "declared": [False] * len(watched),
        "known_at": _times(scene, known),
        "entry": pa.nulls(len(watched), pa.int64()),
    }
    table = pa.table(columns, schema=COVERAGE)
    keys = ("known_at", "source", "area", "time_lo")
    return table.sort_by([(key, "ascending") for key in keys]).combine_chunks()


def _incidents(scene: Scene, sources: dict[str, Reports]) -> pa.Table:
    truth, land = scene.truth, scene.land
    seen = np.zeros(len(truth), bool)
    for made in sources.values():
        seen[made.incident[made.incident >= 0]] = True
    lon, lat = land.lon_lat(truth.x, truth.y)
    from_lon, from_lat = land.lon_lat(truth.from_x, truth.from_y)
    names = np.array(_names(np.arange(len(truth))), dtype=object)
    areas = [land.area(side, s) for s in range(land.sectors) for side in range(2)]
    side = land.side(truth.x, truth.y)
    start = in_force_s(scene)
    blast = truth.kind < 0
    systems = [value["system"] or None for value in scene.given.values["class"].values()]
    columns = {
        "incident": pa.array(names, pa.string()),
        "time": _times(scene, truth.time_s),
        "lon": lon,
        "lat": lat,
        "class": _words(
            (*scene.classes, "explosion"), np.where(blast, len(scene.classes), truth.kind)
        ),
        "observed": seen,
        "time_end": _times(scene, truth.end_s),
        "from_lon": from_lon,
        "from_lat": from_lat,
        "actor": _words(land.parties, truth.actor),
        "struck": _words(land.parties, truth.struck),
        "area": _words(areas, truth.sector * 2 + side),
        "act": _words(("weapon_use", "demining_blast"), blast.astype(np.int64)),
        "system": pa.array([*systems, None], pa.string()).take(
            pa.array(np.where(blast, len(systems), truth.kind))
        ),
        "rounds": truth.rounds,
        "damage": truth.damage,
        "drawn_by": _words(names.tolist(), truth.mother),
        "generation": truth.generation,
        "in_force": np.zeros(len(truth), bool) if start is None else truth.time_s >= start,
        "exempt": truth.notified,
    }
    return pa.table(columns, schema=TRUTH_INCIDENTS)


def _decisions(decided: list[Decided]) -> pa.Table:
    return pa.Table.from_pylist(
        [{"case": d.case, "state": d.state, "right": d.right} for d in decided],
        schema=TRUTH_DECISIONS,
    )
