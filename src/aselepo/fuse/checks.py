"""What an observation table must be before it is fused; what is not goes aside with its reason."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core.problem import Code, InputError, Problem
from aselepo.core.tables import OBSERVATIONS
from aselepo.fuse import codes
from aselepo.fuse.columns import float_column, hours
from aselepo.fuse.sources import SourceModels

SHOWN = 10
"""Rows of one problem that are explained one by one."""
EARLY_H = 24.0
"""How long before its happening a report may be known: clocks and rounded days allow for that."""
FAR_DEG = 3.0
"""Farther than this from the bulk of the reports a place is looked at for a slip."""
REQUIRED = ("id", "source")
NEEDED = (
    "time", "time_sigma_s", "lon", "lat", "sigma_major_m", "sigma_minor_m",
)  # fmt: skip
"""Columns that likelihoods need; a file without one cannot be fused by them at all."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Rows that can be fused, rows that stand for themselves, and what was said of the rest."""

    fit: pa.Table
    alone: pa.Table
    set_aside: int
    problems: tuple[Problem, ...]


def read_columns(given: pa.Table, where: str, *, need: bool = True) -> pa.Table:
    """The table in the observation schema.

    Raises
    ------
    InputError : a column is missing, naive, or of another kind
    """
    problems: list[Problem] = []
    for name in (*REQUIRED, *(NEEDED if need else ())):
        if name not in given.column_names:
            problems.append(codes.NO_COLUMN.at(where, f"no column {name}"))
    made = []
    for field in OBSERVATIONS:
        if field.name not in given.column_names:
            made.append(pa.nulls(len(given), field.type))
            continue
        column = given[field.name]
        if pa.types.is_timestamp(field.type):
            if pa.types.is_timestamp(column.type) and column.type.tz is None:
                problems.append(codes.NAIVE.at(where, f"column {field.name} has no time zone"))
                continue
            if not pa.types.is_timestamp(column.type) and not pa.types.is_null(column.type):
                problems.append(
                    codes.BAD_TYPE.at(where, f"column {field.name} is {column.type}, not a time")
                )
                continue
        try:
            made.append(column if column.type == field.type else _cast(column, field.type))
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as bad:
            what = f"column {field.name} is {column.type}, not {field.type}: {bad}"
            problems.append(codes.BAD_TYPE.at(where, what.splitlines()[0]))
    if problems:
        raise InputError(problems)
    return pa.Table.from_arrays(made, schema=OBSERVATIONS)


def _cast(column: pa.ChunkedArray, to: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_timestamp(to):
        return column.cast(to, safe=False)  # nanoseconds are cut to microseconds
    if pa.types.is_float64(to) and pa.types.is_float32(column.type):
        return column.cast(to)
    return column.cast(to)


def check(table: pa.Table, models: SourceModels | None, where: str) -> Checked:
    """Sort rows by what can be done with them.

    Parameters
    ----------
    table : observation schema
    models : sources of which likelihoods can be told; None: of none
    where : name of the file or view, for problems

    Returns
    -------
    Checked; `fit`, `alone` and rows set aside add up to the rows that were not withdrawn or
    repeated, which are counted in the problems
    """
    said = _Said(where, table)
    keep = np.ones(len(table), bool)

    def aside(code: Code, bad: Mask, what: str) -> None:
        bad = bad & keep
        said.rows(code, np.flatnonzero(bad), what)
        keep[bad] = False

    missing = _null(table, "id") | _null(table, "source")
    aside(codes.NOTHING, missing, "no id or no source")
    withdrawn = ~_null(table, "retracted_at")
    if withdrawn.any():
        said.total(codes.RETRACTED, int((withdrawn & keep).sum()), "withdrawn by their source")
    keep &= ~withdrawn
    aside(codes.TWICE, _repeated(table, keep), "the id stands more than once")
    counted = int(keep.sum())
    lon, lat = float_column(table, "lon"), float_column(table, "lat")
    aside(codes.OFF_EARTH, (np.abs(lon) > 180.0) | (np.abs(lat) > 90.0), "not on Earth")
    major, minor = float_column(table, "sigma_major_m"), float_column(table, "sigma_minor_m")
    sigma = float_column(table, "time_sigma_s")
    aside(codes.BAD_SIGMA, (major <= 0) | (minor <= 0) | (sigma <= 0), "an error of zero or less")
    t, lo, hi = (hours(table, name) for name in ("time", "time_lo", "time_hi"))
    known = hours(table, "known_at")
    odd = (lo > hi) | (t < lo - 1e-6) | (t > hi + 1e-6)
    aside(codes.BAD_TIME, odd, "the interval does not hold its own time")
    aside(codes.BAD_TIME, t - known > EARLY_H, "known before it happened")
    swapped, cut = _slips(lon, lat, major, keep)
    aside(codes.SWAPPED, swapped, "longitude and latitude look swapped")
    aside(codes.TRUNCATED, cut, "whole degrees, error of metres")
    set_aside = counted - int(keep.sum())
    stated = np.isfinite(lon + lat + major + minor + t + sigma)
    modelled = np.zeros(len(table), bool)
    if models is not None:
        names = pa.array(list(models.sources), pa.string())
        modelled = np.asarray(pc.is_in(table["source"], value_set=names).combine_chunks())
        for name, n in _counts(table["source"], keep & ~modelled):
            said.total(codes.NO_MODEL, n, f"source {name}: {n} reports merged with no other")
        said.rows(
            codes.NO_SIGMA, np.flatnonzero(keep & modelled & ~stated), "no place, time or error"
        )
        known_class = np.asarray(
            pc.fill_null(
                pc.is_in(
                    table["class"],
                    value_set=pa.array([*models.classes, "unknown", "happening"], pa.string()),
                ),
                True,
            ).combine_chunks()
        ) | _null(table, "class")
        for name, n in _counts(table["class"], keep & modelled & ~known_class):
            said.total(codes.NO_CLASS, n, f"class {name}: {n} reports matched without it")
    fit = keep & modelled & stated
    return Checked(
        fit=table.filter(pa.array(fit)), alone=table.filter(pa.array(keep & ~fit)),
        set_aside=set_aside, problems=tuple(said.problems),
    )  # fmt: skip


class _Said:
    """Problems so far: the first few rows of each one by one, the rest counted."""

    def __init__(self, where: str, table: pa.Table) -> None:
        self.where, self.table = where, table
        self.problems: list[Problem] = []

    def rows(self, code: Code, rows: npt.NDArray[np.int64], what: str) -> None:
        ids = self.table["id"].take(pa.array(rows[:SHOWN])).to_pylist()
        for row, name in zip(rows[:SHOWN].tolist(), ids, strict=True):
            self.problems.append(code.at(f"{self.where}:{row + 1}", f"{name or 'no id'}: {what}"))
        if len(rows) > SHOWN:
            more = f"{len(rows) - SHOWN} more rows: {what}"
            self.problems.append(codes.MORE.at(self.where, more, why=code.why, mend=code.mend))

    def total(self, code: Code, n: int, what: str) -> None:
        if n:
            self.problems.append(code.at(self.where, what if str(n) in what else f"{n} {what}"))


def _null(table: pa.Table, name: str) -> Mask:
    return np.asarray(pc.is_null(table[name]).combine_chunks())


def _counts(column: pa.ChunkedArray, rows: Mask) -> list[tuple[str, int]]:
    if not rows.any():
        return []
    seen = column.filter(pa.array(rows)).value_counts()
    return sorted((str(each["values"]), int(each["counts"].as_py())) for each in seen)


def _repeated(table: pa.Table, keep: Mask) -> Mask:
    """Rows whose id stands again with a newer revision, or again at all, further down."""
    ids = table["id"].combine_chunks()
    if len(pc.unique(ids)) == len(ids):
        return np.zeros(len(table), bool)
    frame = pa.table(
        {
            "id": ids,
            "keep": pa.array(keep.astype(np.int8)),
            "rev": pc.fill_null(table["rev"], 0),
            "known": pc.fill_null(table["known_at"].cast(pa.int64()), 0),
            "lon": pc.fill_null(table["lon"], 0.0),
            "time": pc.fill_null(table["time"].cast(pa.int64()), 0),
            "row": pa.array(np.arange(len(table))),
        }
    )
    keys = [("id", "ascending")] + [
        (name, "descending") for name in ("keep", "rev", "known", "lon", "time")
    ]
    order = frame.take(pc.sort_indices(frame, sort_keys=keys))
    name = order["id"].combine_chunks()
    again = np.append(False, np.asarray(pc.equal(name[1:], name[:-1]), dtype=bool))
    out: Mask = np.zeros(len(table), np.bool_)
    out[np.asarray(order["row"])[again]] = True
    return out


def _slips(
    lon: npt.NDArray[np.float64], lat: npt.NDArray[np.float64], major: npt.NDArray[np.float64],
    keep: Mask,
) -> tuple[Mask, Mask]:  # fmt: skip
    """Places that look swapped or cut: far from the bulk, or whole degrees with a small error."""
    none = np.zeros(len(lon), bool)
    seen = keep & np.isfinite(lon + lat)
    if seen.sum() < 20:
        return none, none
    box = [np.percentile(v[seen], (1, 99)) for v in (lon, lat)]

    def away(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> Mask:
        out: Mask = (
            (x < box[0][0] - FAR_DEG) | (x > box[0][1] + FAR_DEG)
            | (y < box[1][0] - FAR_DEG) | (y > box[1][1] + FAR_DEG)
        )  # fmt: skip
        return out

    with np.errstate(invalid="ignore"):
        swapped = seen & away(lon, lat) & ~away(lat, lon)
        cut = seen & (lon == np.floor(lon)) & (lat == np.floor(lat)) & (major < 20_000.0)
    return swapped, cut
