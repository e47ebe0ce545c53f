"""Worlds that several tests share, each simulated once a run."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.feeds.adapters.exercise import DEFAULT_STAGE
from aselepo.feeds.exercise import World, settings, simulate

F64 = npt.NDArray[np.float64]


@lru_cache(maxsize=24)
def world(preset: str = "ceasefire", seed: int = 11, days: int = 30, text: str = "") -> World:
    return simulate(settings(preset, text), seed, days=days, stage=DEFAULT_STAGE)


def numbers(table: pa.Table, name: str) -> F64:
    return np.asarray(table[name].to_numpy(zero_copy_only=False), dtype=np.float64)


def seconds(table: pa.Table, name: str) -> F64:
    """Moments in seconds since 1970; nan where null."""
    column = table[name].cast(pa.int64())
    at = pc.fill_null(column, -1).to_numpy(zero_copy_only=False).astype(np.float64) / 1e6
    return np.where(column.is_null().to_numpy(zero_copy_only=False), np.nan, at)


def of_source(made: World, source: str) -> tuple[pa.Table, pa.Table]:
    """Reports of a source and, row by row, their truth."""
    rows = made.observations.filter(pc.equal(made.observations["source"], source))
    links = made.truth_links
    return rows, links.take(pc.index_in(rows["id"], value_set=links["id"].combine_chunks()))


def with_truth(made: World, source: str) -> tuple[pa.Table, pa.Table]:
    """Reports of a source that are of an incident at the place it struck, and that incident."""
    rows, links = of_source(made, source)
    truth = made.truth_incidents
    place = pc.index_in(links["incident"], value_set=truth["incident"].combine_chunks())
    keep = pc.and_(place.is_valid(), pc.fill_null(pc.not_equal(rows["role"], "origin"), True))
    return rows.filter(keep), truth.take(place.filter(keep))


def daily(made: World) -> F64:
    """True incidents by day."""
    day = (seconds(made.truth_incidents, "time") - made.start.timestamp()) // 86_400
    return np.bincount(day.astype(int), minlength=made.days).astype(np.float64)


def clutter_share(made: World) -> float:
    share: Any = pc.mean(pc.equal(made.truth_links["incident"], "")).as_py()
    return float(share)
