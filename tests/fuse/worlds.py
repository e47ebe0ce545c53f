"""A small world with known truth for the tests of this room: own parameters, seeded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa

from aselepo.core.tables import OBSERVATIONS, TIME
from aselepo.fuse import SourceModel, SourceModels

CLASSES = ("shelling", "drone_strike", "small_arms")
START_H = datetime(2026, 3, 1, tzinfo=UTC).timestamp() / 3600.0


def models(**changes: Any) -> SourceModels:
    """Models of the four sources of this world, about right."""
    sources = {
        "microphones": SourceModel(
            detection={"any": 0.7}, coverage=0.8, repeats=0.6, accuracy=0.8,
            delay_h={"shelling": 0.1, "drone_strike": 0.02, "small_arms": 0.2},
            clutter_per_day=(3.0, 1.0), clutter_repeats=0.02,
        ),
        "patrol": SourceModel(
            detection={"any": 0.3}, coverage=0.6, accuracy=0.7, clutter_per_day=(0.05, 0.05)
        ),
        "press": SourceModel(
            detection={"any": 0.25}, repeats=0.8, accuracy=0.7, named_sigma_m=2500.0,
            clutter_per_day=(1.0, 0.5),
        ),
        "satellite": SourceModel(
            detection={"any": 0.15}, repeats=1.0, delay_h={"any": 4.0}, pass_h=6.0, same_pass=0.7,
            clutter_per_day=(5.0, 2.0), clutter_km=10.0, clutter_repeats=0.5,
        ),
    }  # fmt: skip
    given = {
        "version": "test",
        "classes": {"shelling": 0.5, "drone_strike": 0.3, "small_arms": 0.2},
        "sources": sources,
        "burst_per_km2_h": 0.01,
        "base": 0.6,
    }
    return SourceModels(**(given | changes))


@dataclass(frozen=True)
class World:
    observations: pa.Table
    truth: dict[str, int]
    """Incident of each observation, -1: clutter."""


def world(seed: int, *, days: float = 6.0, per_day: float = 12.0, length_km: float = 60.0) -> World:
    """Incidents along a front of this length, reported by four sources with clutter."""
    rng = np.random.default_rng(seed)
    n = rng.poisson(days * per_day)
    t = rng.uniform(0, 24 * days, n)
    x, y = rng.uniform(0, length_km, n), rng.normal(0, 2.0, n)
    kind = rng.choice(3, n, p=(0.5, 0.3, 0.2))
    towns = np.c_[rng.uniform(-5, length_km + 5, 14), rng.normal(0, 6.0, 14)]
    rows: list[dict[str, Any]] = []
    truth: dict[str, int] = {}

    def add(incident: int, source: str, px: float, py: float, when: float, **more: Any) -> None:
        name = f"{source[0]}{rng.integers(10**9):09d}"
        truth[name] = incident
        rows.append({
            "id": name, "rev": 0, "source": source, "sensor": "0",
            "lon": 37.0 + px / (111.32 * np.cos(np.radians(48.0))), "lat": 48.0 + py / 110.574,
            "time": START_H + when, "known_at": START_H + when + 1.0, **more,
        })  # fmt: skip

    def said(k: int, accuracy: float) -> str:
        return CLASSES[k if rng.random() < accuracy else int(rng.integers(3))]

    def heard(i: int, px: float, py: float, when: float, k: int) -> None:
        s = rng.uniform(0.2, 0.6)
        add(i, "microphones", px + rng.normal(0, s), py + rng.normal(0, s), when, time_lo=-0.5,
            time_hi=0.0, time_sigma_s=700.0, sigma_major_m=s * 1e3, sigma_minor_m=s * 1e3,
            **{"class": said(k, 0.8)})  # fmt: skip

    def told(i: int, px: float, py: float, when: float, k: int) -> None:
        town = towns[np.argmin(np.hypot(towns[:, 0] - px, towns[:, 1] - py))]
        noon = np.floor(when / 24.0) * 24.0 + 12.0
        add(i, "press", town[0], town[1], noon, time_lo=-12.0, time_hi=12.0, time_sigma_s=24942.0,
            sigma_major_m=2500.0, sigma_minor_m=2500.0, **{"class": said(k, 0.7)})  # fmt: skip

    def burnt(i: int, px: float, py: float, when: float) -> None:
        add(i, "satellite", px + rng.normal(0, 0.3), py + rng.normal(0, 0.3), when, time_lo=-12.0,
            time_hi=0.0, time_sigma_s=14400.0, sigma_major_m=350.0, sigma_minor_m=350.0,
            **{"class": None})  # fmt: skip

    tau = (0.1, 0.02, 0.2)
    for i in range(n):
        if rng.random() < 0.6:
            for _ in range(1 + rng.poisson(0.6)):
                heard(i, x[i], y[i], t[i] + rng.exponential(tau[kind[i]]), kind[i])
        if 7 < t[i] % 24 < 18 and rng.random() < 0.4:
            add(i, "patrol", x[i] + rng.normal(0, 1.2), y[i] + rng.normal(0, 1.0),
                t[i] + rng.normal(0, 0.1), time_lo=-0.3, time_hi=0.3, time_sigma_s=360.0,
                sigma_major_m=1200.0, sigma_minor_m=1000.0, azimuth_deg=90.0,
                **{"class": said(kind[i], 0.7)})  # fmt: skip
        if rng.random() < 0.25:
            for _ in range(1 + rng.poisson(0.8)):
                told(i, x[i], y[i], t[i], kind[i])
        seen = np.ceil((t[i] + 0.1) / 6.0) * 6.0
        if rng.random() < 0.3 and seen - t[i] < rng.exponential(4.0):
            for _ in range(1 + rng.poisson(1.0)):
                burnt(i, x[i], y[i], seen)
    for _ in range(rng.poisson(3.0 * days)):
        heard(-1, rng.uniform(0, length_km), rng.normal(0, 3), rng.uniform(0, 24 * days),
              int(rng.integers(3)))  # fmt: skip
    for _ in range(rng.poisson(1.0 * days)):
        told(-1, rng.uniform(0, length_km), rng.normal(0, 4), rng.uniform(0, 24 * days),
             int(rng.integers(3)))  # fmt: skip
    for _ in range(rng.poisson(3.0 * days)):
        px, py = rng.uniform(0, length_km), rng.uniform(-25, 25)
        when = rng.integers(1, max(2, int(4 * days))) * 6.0
        for _ in range(1 + rng.poisson(0.5)):
            burnt(-1, px, py, when)
    return World(table_of(rows), truth)


def table_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Rows with hours to the observation schema; time_lo and time_hi relative to time."""
    columns = {}
    for field in OBSERVATIONS:
        values = [row.get(field.name) for row in rows]
        if field.name in ("time_lo", "time_hi"):
            values = [
                None if v is None else row["time"] + v for v, row in zip(values, rows, strict=True)
            ]
        if field.type == TIME:
            values = [None if v is None else round(v * 3.6e9) for v in values]
            columns[field.name] = pa.array(values, pa.int64()).cast(TIME)
        else:
            columns[field.name] = pa.array(values, field.type)
    return pa.table(columns, schema=OBSERVATIONS)


def changed(table: pa.Table, name: str, values: pa.Array | list[Any]) -> pa.Table:
    """The table with another column."""
    at = table.schema.get_field_index(name)
    if isinstance(values, list):
        values = pa.array(values, table.schema.field(at).type)
    return table.set_column(at, table.schema.field(at), values)
