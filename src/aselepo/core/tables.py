"""Schemas of the bulk tables: Arrow inside, GeoParquet on disk.

Other people's scripts read these tables, so the names are fixed. Every column may be null unless
its docstring line says otherwise; null is *unknown*, never zero. Times are UTC microseconds,
coordinates WGS 84 degrees, sigmas one standard deviation in metres or seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa

TIME = pa.timestamp("us", tz="UTC")
SHARES = pa.map_(pa.string(), pa.float64())
"""Probabilities by name; what is missing to 1 is undetermined."""

OBSERVATIONS = pa.schema(
    [
        ("id", pa.string()),  # never null; see `core.ids.observation_id`
        ("rev", pa.int32()),  # never null
        ("source", pa.string()),  # never null
        ("sensor", pa.string()),
        ("basis", pa.string()),  # saw, heard, recorded, assessed, told by, document
        ("time_lo", TIME),
        ("time", TIME),
        ("time_hi", TIME),
        ("time_end", TIME),  # of a thing with duration
        ("time_sigma_s", pa.float64()),
        ("place", pa.string()),  # geography id
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("sigma_major_m", pa.float64()),
        ("sigma_minor_m", pa.float64()),
        ("azimuth_deg", pa.float64()),  # of the major axis, clockwise from north
        ("geometry", pa.binary()),  # WKB: wedge, polygon, track
        ("observer_place", pa.string()),
        ("role", pa.string()),  # origin or effect of fire
        ("class", pa.string()),  # node of the class tree
        ("class_confidence", pa.float64()),
        ("p_class", SHARES),
        ("system", pa.string()),
        ("effect", pa.string()),
        ("p_party", SHARES),
        ("count_lo", pa.int64()),
        ("count_hi", pa.int64()),
        ("unit", pa.string()),
        ("text", pa.string()),
        ("lang", pa.string()),
        ("origin", pa.string()),  # id of the original that this one copies
        ("external_id", pa.string()),
        ("known_at", TIME),
        ("retracted_at", TIME),
        ("entry", pa.int64()),  # number in the log; null before it is appended
        ("row", pa.int64()),  # row in the delivery, counted from 1
    ]
)

COVERAGE = pa.schema(
    [
        ("source", pa.string()),  # never null
        ("area", pa.string()),  # geography id, or H3 cell; never null
        ("time_lo", TIME),  # never null
        ("time_hi", TIME),  # never null
        ("status", pa.string()),  # observed, partial, not_observed, unknown; never null
        ("reason", pa.string()),
        ("p_detect", SHARES),  # chance to notice one incident, by class
        ("declared", pa.bool_()),  # assumed at import, by whom and why is in the entry
        ("known_at", TIME),
        ("entry", pa.int64()),
    ]
)

INCIDENTS = pa.schema(
    [
        ("incident", pa.string()),  # hash of its seed observation; never null
        ("time_lo", TIME),
        ("time", TIME),
        ("time_hi", TIME),
        ("time_end", TIME),
        ("time_sigma_s", pa.float64()),
        ("place", pa.string()),
        ("lon", pa.float64()),
        ("lat", pa.float64()),
        ("sigma_major_m", pa.float64()),
        ("sigma_minor_m", pa.float64()),
        ("azimuth_deg", pa.float64()),
        ("p_real", pa.float64()),
        ("p_class", SHARES),
        ("p_party", SHARES),
        ("count_lo", pa.int64()),
        ("count_hi", pa.int64()),
        ("sources", pa.list_(pa.string())),
        ("first_known_at", TIME),
        ("last_known_at", TIME),
    ]
)

LINKS = pa.schema(
    [
        ("observation", pa.string()),
        ("incident", pa.string()),
        ("p", pa.float64()),
        ("reason", pa.string()),
    ]
)

AMBIGUOUS = pa.schema(
    [("observation", pa.string()), ("incident", pa.string()), ("p", pa.float64())]
)


def table(schema: pa.Schema, rows: Iterable[Mapping[str, Any]]) -> pa.Table:
    """Build a small table of a schema from rows; missing columns are null.

    Raises
    ------
    KeyError : a row names a column that the schema does not have
    """
    listed = list(rows)
    known = set(schema.names)
    for row in listed:
        if unknown := set(row) - known:
            raise KeyError(f"no such column: {', '.join(sorted(unknown))}")
    return pa.Table.from_pylist([dict(row) for row in listed], schema=schema)


def conform(given: pa.Table, schema: pa.Schema) -> pa.Table:
    """The columns of a schema in its order: cast, missing ones null, others left out."""
    columns = [
        given[field.name].cast(field.type)
        if field.name in given.column_names
        else pa.nulls(len(given), field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)
