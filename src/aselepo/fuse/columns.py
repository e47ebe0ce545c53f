"""Observations as plain columns: what the kernel reads, block by block."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.fuse._kernels import DELAY, F64, GAUSS, I64, INTERVAL, hash_text
from aselepo.fuse.sources import SourceModels

U64 = npt.NDArray[np.uint64]
KM_PER_DEG = 111.320
KM_PER_DEG_LAT = 110.574
MIN_SIGMA_H = 1.0 / 3600.0
REPEATED = 0.3
"""Share of reports at repeated coordinates that marks a width as that of named places."""
COARSE_KM = 4.5
"""Reports with a larger error do not shape the map of intensities."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Reports, shape (n,); km about 0 E 0 N, hours since 1970."""

    key: U64  # hash of the id
    u: F64
    y: F64
    c: F64
    s11: F64
    s12: F64
    s22: F64
    major: F64
    t: F64
    lo: F64
    hi: F64
    sigma_h: F64
    kind: I64
    source: I64  # index into `SourceModels.sources`
    label: I64  # index into `SourceModels.classes`; their number where no class is said
    place: I64  # key of the named place, or -1
    static: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.t)

    def take(self, rows: I64 | npt.NDArray[np.bool_]) -> Columns:
        return Columns(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})

    def bytes(self) -> list[bytes]:
        """Content, column by column, for cache keys."""
        return [np.ascontiguousarray(getattr(self, f.name)).tobytes() for f in fields(self)]


def float_column(table: pa.Table, name: str) -> F64:
    """A numeric column as float64, null as nan."""
    column = pc.fill_null(table[name].cast(pa.float64()), float("nan"))
    return np.asarray(column.combine_chunks(), dtype=np.float64)


def hours(table: pa.Table, name: str) -> F64:
    """A time column as hours since 1970, null as nan."""
    column = table[name]
    micros = np.asarray(pc.fill_null(column.cast(pa.int64()), 0).combine_chunks(), dtype=np.int64)
    out = micros / 3.6e9
    if column.null_count:
        out[np.asarray(pc.is_null(column).combine_chunks())] = np.nan
    return out


def codes_of(column: pa.ChunkedArray, names: list[str]) -> I64:
    """Index of each value in `names`, -1 where it is none of them."""
    found = pc.index_in(column, value_set=pa.array(names, pa.string()))
    return np.asarray(pc.fill_null(found, -1).combine_chunks(), dtype=np.int64)


def text_keys(column: pa.ChunkedArray) -> U64:
    """64-bit hash of each string."""
    array = column.cast(pa.large_string()).combine_chunks()
    if isinstance(array, pa.ChunkedArray):
        array = pa.concat_arrays(array.chunks)
    _, offsets, data = array.buffers()
    where = np.frombuffer(offsets, np.int64)[array.offset : array.offset + len(array) + 1]
    text = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return np.asarray(hash_text(text, where.copy()), dtype=np.uint64)


def columns(table: pa.Table, models: SourceModels) -> Columns:
    """Columns of reports that all have source model, place, time and errors."""
    names = list(models.sources)
    lon, lat = float_column(table, "lon"), float_column(table, "lat")
    source = codes_of(table["source"], names)
    scale = np.array([models.sources[name].sigma_scale for name in names])[source]
    major = float_column(table, "sigma_major_m") * scale / 1e3
    minor = float_column(table, "sigma_minor_m") * scale / 1e3
    azimuth = np.radians(np.nan_to_num(float_column(table, "azimuth_deg")))
    t = hours(table, "time")
    lo, hi = hours(table, "time_lo"), hours(table, "time_hi")
    sigma = np.maximum(float_column(table, "time_sigma_s") / 3600.0, MIN_SIGMA_H)
    width = hi - lo
    delayed = np.array([bool(models.sources[name].delay_h) for name in names])[source]
    share = sigma / np.maximum(width, 1e-6)  # 0.29 where all of it is as likely
    wide = (width > 1.0) & ((share > 0.25) | ((width > 6.0) & (share > 0.1)))
    kind = np.where(delayed, DELAY, np.where(wide, INTERVAL, GAUSS)).astype(np.int64)
    sin, cos = np.sin(azimuth), np.cos(azimuth)
    a, b = major**2, minor**2
    label = codes_of(table["class"], list(models.classes))
    return Columns(
        key=text_keys(table["id"]),
        u=lon * KM_PER_DEG,
        y=lat * KM_PER_DEG_LAT,
        c=np.cos(np.radians(lat)),
        s11=a * sin**2 + b * cos**2,
        s12=(a - b) * sin * cos,
        s22=a * cos**2 + b * sin**2,
        major=major,
        t=t,
        lo=np.where(kind == INTERVAL, lo, t),
        hi=np.where(kind == INTERVAL, hi, t),
        sigma_h=sigma,
        kind=kind,
        source=source,
        label=np.where(label < 0, len(models.classes), label),
        place=_places(lon, lat, major, source, names, models),
        static=np.zeros(len(t), np.bool_),
    )


def _places(
    lon: F64, lat: F64, major: F64, source: I64, names: list[str], models: SourceModels
) -> I64:
    """Key of the named place behind a report of a source that names places, else -1.

    Of such a source, reports with the width that it gives to named places count, and those of any
    width of which a good share stand at places that others of it stand at too.
    """
    key = np.round((lon + 180.0) * 1e5).astype(np.int64) * 100_000_000
    key += np.round((lat + 90.0) * 1e5).astype(np.int64)
    is_named = np.zeros(len(lon), np.bool_)
    for i, name in enumerate(names):
        width = models.sources[name].named_sigma_m / 1e3
        rows = np.flatnonzero(source == i)
        if width <= 0.0 or not len(rows):
            continue
        stated = np.round(major[rows] / models.sources[name].sigma_scale, 4)
        _, at, count = np.unique(key[rows], return_inverse=True, return_counts=True)
        each, of = np.unique(stated, return_inverse=True)
        shared = np.bincount(of, count[at] > 1, minlength=len(each)) / np.bincount(of)
        is_named[rows] = ((np.abs(each - width) < 1e-3) | (shared > REPEATED))[of]
    return np.where(is_named, key, -1)


def canonical_order(c: Columns) -> I64:
    """Most precise first (rounded log2 of the error volume), then time, then id."""
    volume = np.round(np.log2(np.sqrt(c.s11 * c.s22 - c.s12**2) * np.maximum(c.sigma_h, 0.25)))
    return np.lexsort((c.key, c.t, volume))
