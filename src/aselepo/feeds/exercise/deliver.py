"""A world as entries of a log, in the order in which they became known; without its truth."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import Draft, digest
from aselepo.core.tables import TIME
from aselepo.core.time import iso
from aselepo.feeds.exercise.camera import FIRST as CAMERA
from aselepo.feeds.exercise.weather import DAY
from aselepo.feeds.exercise.world import World

GROUNDS = "exercise: known times are those of the world that is played"
AUTHOR = "exercise"
CREDIT = "Aselepo exercise world; no such states, no such events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """Entries that become known within one stretch of the exercise."""

    until: datetime
    drafts: tuple[Draft, ...]


def deliveries(world: World, *, every: timedelta = timedelta(days=1)) -> Iterator[Delivery]:
    """All entries of a world by stretches of known time, the standing ones first.

    Within a stretch each source's reports are one entry, and its coverage another. What becomes
    known after the end of the world is not delivered.
    """
    drafts = sorted(_all(world, every), key=lambda draft: draft.known_at or world.start)
    step = 0
    at = world.start
    batch: list[Draft] = []
    for draft in drafts:
        assert draft.known_at is not None
        while draft.known_at >= at + every:
            if batch:
                yield Delivery(until=at + every, drafts=tuple(batch))
            batch = []
            step += 1
            at = world.start + step * every
        batch.append(draft)
    if batch:
        yield Delivery(until=min(at + every, world.end), drafts=tuple(batch))


def _all(world: World, every: timedelta) -> Iterator[Draft]:
    yield from _standing(world)
    yield from _bulk(world, "coverage", world.coverage, every)
    rows = world.observations.set_column(
        world.observations.schema.get_field_index("retracted_at"),
        "retracted_at",
        pa.nulls(len(world.observations), TIME),  # a delivery cannot know what is withdrawn later
    )
    yield from _bulk(world, "observation", rows, every)
    for name, known, fields, why in world.changes:
        yield from _known(
            world, "correction", known, {"observations": {name: dict(fields)}, "why": why}
        )
    for name, known, why in world.withdrawals:
        yield from _known(world, "retraction", known, {"observations": [name], "why": why})
    for kind, known, body in world.deeds:
        given = dict(body)
        if kind == "claim":
            given = {"id": f"c-{digest(given)[:20]}", **given}
        yield from _known(world, kind, known, given)


def _known(world: World, kind: str, known: datetime, body: dict[str, Any]) -> Iterator[Draft]:
    if known < world.end:
        yield Draft(
            kind=kind, body=body, known_at=max(known, world.start), grounds=GROUNDS, author=AUTHOR
        )


def _standing(world: World) -> Iterator[Draft]:
    """What holds from the start: the agreement, settings, sources, the land."""
    start, land = world.start, world.scene.land
    for name, text, _ in world.stage.agreements:
        yield from _known(world, "agreement", start, {"name": name, "text": text})
    settings = {"labels": {"en": "Exercise", **_LABELS}, "exercise": True}
    yield from _known(world, "settings", start, {"exercise": True, **settings})
    yield from _known(world, "settings", start, {"source_models": tomllib.loads(_packed("models"))})
    yield from _sources(world)
    width = land.length / land.sectors
    for side, party in enumerate(land.parties):
        body: dict[str, Any] = {
            "type": "area",
            "id": party,
            "side": party,
            "labels": {"en": party},
            "geometry": land.outline(side),
            "valid_from": None,
        }
        yield from _known(world, "geography", start, body)
        for sector in range(land.sectors):
            body = {
                "type": "place",
                "id": land.area(side, sector),
                "level": "sector",
                "within": party,
                "labels": {"en": f"{party} {sector + 1}"},
                "names": [land.area(side, sector)],
                "geometry": land.outline(side, sector),
                "area_km2": round(width * land.depth, 1),
                "valid_from": None,
                "valid_to": None,
                "sigma_m": None,
                "source": "exercise",
            }
            yield from _known(world, "geography", start, body)
    lon, lat = land.lon_lat(land.town_x, land.town_y)
    for town, name in enumerate(land.town_names):
        body = {
            "type": "place",
            "id": land.town_id(town),
            "level": "town",
            "labels": {"en": name},
            "names": [name],
            "geometry": {"type": "Point", "coordinates": [float(lon[town]), float(lat[town])]},
            "sigma_m": 1500.0,
            "valid_from": None,
            "valid_to": None,
            "source": "exercise",
        }
        yield from _known(world, "geography", start, body)
    yield from _sheds(world)
    yield from _tracks(world)
    yield from _lines(world)


_LABELS = {"fi": "Harjoitus", "fr": "Exercice", "uk": "Навчання", "ru": "Учение"}


def _packed(name: str) -> str:
    return resources.files(__package__).joinpath(f"{name}.toml").read_text("utf-8")


def _sources(world: World) -> Iterator[Draft]:
    for name, card in tomllib.loads(_packed("sources")).items():
        body = {
            "name": name,
            "labels": card["labels"],
            "kind": card["kind"],
            "feed_version": 1,
            "licence": "CC0-1.0",
            "credit": CREDIT,
            "address": "",
            "known_time": GROUNDS,
            "error_model": {
                key: card[key]
                for key in ("time", "place", "class", "blind", "p_real")
                if key in card
            },
            "class_map": {},
        }
        yield from _known(world, "source", world.start, body)


def _sheds(world: World) -> Iterator[Draft]:
    """What each camera could see by day."""
    given, land = world.settings, world.scene.land
    for post in range(len(world.posts.x)):
        x, y = world.posts.shed(
            post, given.number(CAMERA, "range_day"), given.number(CAMERA, "half_angle_deg")
        )
        lon, lat = land.lon_lat(x, y)
        ring = [[float(a), float(b)] for a, b in zip(lon, lat, strict=True)]
        body = {
            "type": "viewshed",
            "id": f"camera-{post}",
            "labels": {"en": f"Camera {post}"},
            "source": "camera_uav",
            "geometry": {"type": "Polygon", "coordinates": [ring]},
            "valid_from": iso(world.start),
            "valid_to": None,
        }
        yield from _known(world, "geography", world.start, body)


def _tracks(world: World) -> Iterator[Draft]:
    """Where each patrol went, known with its report."""
    land = world.scene.land
    for outing in world.outings:
        if outing.denied:
            continue
        lon, lat = land.lon_lat(outing.stop_x, outing.stop_y)
        start = world.start + timedelta(seconds=outing.lo_s)
        body = {
            "type": "track",
            "id": f"patrol-{outing.team}-{start:%Y-%m-%d}",
            "source": "patrol",
            "geometry": {
                "type": "LineString",
                "coordinates": [[float(a), float(b)] for a, b in zip(lon, lat, strict=True)],
            },
            "valid_from": iso(start),
            "valid_to": iso(world.start + timedelta(seconds=outing.hi_s)),
        }
        known = world.start + timedelta(milliseconds=round(outing.report_s * 1000))
        yield from _known(world, "geography", known, body)


def _lines(world: World) -> Iterator[Draft]:
    """Versions of the line as published: late, and with an error."""
    given, land = world.settings, world.scene.land
    rng = world.scene.streams.of("published line")
    every = max(given.whole("line", "published_every"), 1)
    sigma = given.number("line", "published_sigma")
    for day in range(0, world.days, every):
        lag = 0.0 if day == 0 else given.number("line", "published_lag")
        error = sigma * rng.standard_normal(9)
        nodes = len(land.base)
        smooth = np.interp(np.linspace(0, 8, nodes), np.arange(9), error)
        start = world.start + timedelta(days=day)
        end = start + timedelta(days=every) if day + every < world.days else None
        body = {
            "type": "line",
            "id": world.stage.line,
            "labels": {"en": "Line of contact"},
            "name": f"line of {start:%Y-%m-%d}",
            "author": AUTHOR,
            "geometry": land.line_geometry(float(day), smooth),
            "sigma_m": round(sigma * 1000, 1),
            "valid_from": iso(start),
            "valid_to": iso(end) if end else None,
            "note": CREDIT,
            "source": "exercise",
        }
        yield from _known(world, "geography", start + timedelta(days=lag), body)


def _bulk(world: World, kind: str, table: pa.Table, every: timedelta) -> Iterator[Draft]:
    """One entry a source and stretch of known time; some rows of reports come twice."""
    table = table.filter(pc.less(table["known_at"], pa.scalar(world.end, TIME)))
    if not len(table):
        return
    start = pa.scalar(world.start, TIME)
    table = table.set_column(
        table.schema.get_field_index("known_at"), "known_at",
        pc.if_else(pc.less(table["known_at"], start), start, table["known_at"]),
    )  # fmt: skip
    known = table["known_at"].combine_chunks().cast(pa.int64()).to_numpy()
    first = int(world.start.timestamp() * 1e6)
    step = (known - first) // round(every.total_seconds() * 1e6)
    names = table["source"].combine_chunks().dictionary_encode()
    code = names.indices.to_numpy()
    order = np.lexsort((known, code, step))
    again = np.zeros(len(table), np.int64)
    if kind == "observation":
        rng = world.scene.streams.of("repeated rows")
        again = (rng.random(len(table)) < world.settings.number("faults", "repeated_rows")) * 1
    edge = np.flatnonzero((np.diff(step[order]) != 0) | (np.diff(code[order]) != 0)) + 1
    for rows in np.split(order, edge):
        source = names.dictionary[int(code[rows[0]])].as_py()
        rows = np.repeat(rows, 1 + again[rows])
        yield Draft(
            kind=kind,
            body={"source": source, "day": int(known[rows[0]] - first) // int(DAY * 1e6) + 1},
            table=table.take(pa.array(rows)),
            known_at=world.start + timedelta(microseconds=int(known[rows].min()) - first),
            grounds=GROUNDS,
            author=AUTHOR,
        )
