"""A world as the plain tables of the benchmark worlds, and its truth as files of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from aselepo.core.time import iso, parse_instant
from aselepo.feeds.exercise.world import World

_BENCH = {
    "tank_fire": "artillery", "rocket": "mlrs", "drone_strike": "uav_strike",
    "air_strike": "airstrike", "mine_blast": "mine",
}  # fmt: skip
"""Classes of the benchmark worlds by ours."""
_VAGUE = ("explosion", "burst", "heat", "air_threat")
COLUMNS = (
    "id", "source", "sensor", "time_lo", "time", "time_hi", "time_sigma_s", "lon", "lat",
    "sigma_major_m", "sigma_minor_m", "azimuth_deg", "class", "class_confidence", "known_at",
    "retracted_at", "origin", "text",
)  # fmt: skip
"""Columns of `observations.parquet`: the benchmark's, and what copies can be known by."""


def tables(world: World) -> tuple[pa.Table, pa.Table, pa.Table]:
    """Observations, links and incidents in the schema of the benchmark worlds.

    Reports with a point of their own that tell where something struck: alerts name an area, and
    reports of where a weapon stood are another place of the same incident. Corrections are made.
    """
    rows = _corrected(world)
    points = pc.is_valid(rows["lon"])
    effects = pc.fill_null(pc.not_equal(rows["role"], "origin"), True)
    rows = rows.filter(pc.and_(points, effects))
    named = _bench(rows["class"])
    rows = rows.set_column(rows.schema.get_field_index("class"), "class", named)
    vague = pc.equal(named, "unknown")
    rows = rows.set_column(
        rows.schema.get_field_index("class_confidence"),
        "class_confidence",
        pc.if_else(vague, 0.0, rows["class_confidence"]),
    )
    links = world.truth_links
    links = links.filter(pc.is_in(links["id"], value_set=rows["id"].combine_chunks()))
    seen = pc.unique(links["incident"])
    truth = world.truth_incidents
    incidents = truth.set_column(
        truth.schema.get_field_index("class"), "class", _bench(truth["class"])
    )
    incidents = incidents.set_column(
        incidents.schema.get_field_index("observed"),
        "observed",
        pc.is_in(incidents["incident"], value_set=seen),
    )
    return rows.select(list(COLUMNS)), links, incidents


def write_tables(world: World, folder: Path) -> dict[str, int]:
    """Write the tables; returns rows by file name."""
    folder.mkdir(parents=True, exist_ok=True)
    observations, links, incidents = tables(world)
    made = {
        "observations.parquet": observations,
        "truth_links.parquet": links,
        "truth_incidents.parquet": incidents,
    }
    for name, table in made.items():
        pq.write_table(table, folder / name, compression="zstd")
    return {name: len(table) for name, table in made.items()}


def write_truth(world: World, folder: Path, about: dict[str, Any]) -> None:
    """Write what is true into a folder of its own; the mission's log never reads it."""
    folder.mkdir(parents=True, exist_ok=True)
    pq.write_table(world.truth_incidents, folder / "truth_incidents.parquet", compression="zstd")
    pq.write_table(world.truth_links, folder / "truth_links.parquet", compression="zstd")
    pq.write_table(world.truth_decisions, folder / "truth_decisions.parquet", compression="zstd")
    text = json.dumps(
        {
            **about,
            "start": iso(world.start),
            "end": iso(world.end),
            "local_truces": [
                {"sector": sector, "from": iso(lo), "to": iso(hi)}
                for sector, lo, hi in world.truth_truces
            ],
        },
        indent=2,
        ensure_ascii=False,
    )
    (folder / "exercise.json").write_text(text + "\n", encoding="utf-8")


def _bench(classes: pa.ChunkedArray) -> pa.Array:
    """Names of classes as the benchmark worlds have them."""
    coded = classes.combine_chunks().dictionary_encode()
    names = [
        "unknown" if name in _VAGUE else _BENCH.get(name, name)
        for name in coded.dictionary.to_pylist()
    ]
    return pa.array(names, pa.string()).take(coded.indices)


def _corrected(world: World) -> pa.Table:
    """Observations with all corrections made, as they stand when everything is known."""
    rows = world.observations
    if not world.changes:
        return rows
    place = {name: row for row, name in enumerate(rows["id"].to_pylist())}
    changed: dict[str, dict[int, Any]] = {}
    for name, _, fields, _ in sorted(world.changes, key=lambda change: change[1]):
        for column, value in fields.items():
            moment = column.startswith("time") and isinstance(value, str)
            changed.setdefault(column, {})[place[name]] = parse_instant(value) if moment else value
    for column, values in changed.items():
        field = rows.schema.field(column)
        mask = pa.array([row in values for row in range(len(rows))])
        new = pa.array([values[row] for row in sorted(values)], field.type)
        replaced = pc.replace_with_mask(rows[column].combine_chunks(), mask, new)
        rows = rows.set_column(rows.schema.get_field_index(column), field, replaced)
    return rows
