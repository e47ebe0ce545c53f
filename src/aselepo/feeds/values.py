"""From columns of text to values: each distinct text is read once, however many rows hold it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import observation_id
from aselepo.feeds.codes import EMPTY, NO_OFFSET, NOT_A_NUMBER, OUTSIDE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.moments import with_offset
from aselepo.feeds.rows import Mask, Rows

T = TypeVar("T")
F64 = npt.NDArray[np.float64]
MANY = 50_000
ID_LENGTH = 22
SWAPPED = "longitude and latitude seem to be swapped"
NO_LATITUDE = "latitudes end at the poles; if it is a longitude, the two columns are swapped"


def distinct(
    column: pa.ChunkedArray, read: Callable[[str], T | None]
) -> tuple[list[T | None], npt.NDArray[np.int64]]:
    """Read the distinct texts of a column.

    Returns
    -------
    values : one per distinct text; None where `read` gave none or raised ValueError
    index : int array, shape (n,), from rows to values
    """
    coded = column.combine_chunks().dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    values: list[T | None] = []
    for text in coded.dictionary.to_pylist():
        try:
            values.append(read(text))
        except ValueError:
            values.append(None)
    return values, coded.indices.to_numpy(zero_copy_only=False).astype(np.int64)


def instants(rows: Rows, name: str, *, empty: bool = False) -> tuple[npt.NDArray[np.int64], Mask]:
    """Moments with offset; rows that have none are refused.

    Returns
    -------
    us : int64, shape (n,), microseconds since 1970; 0 where there is none
    given : bool, shape (n,); False where empty (if `empty` allows it) or refused
    """
    us, given = with_offset(rows.columns[name])
    blank = rows.blank(name)
    if not empty:
        rows.refuse(blank, EMPTY, name, "must be given")
    rows.refuse(~given & ~blank, NO_OFFSET, name, "is not a moment with its offset from UTC")
    return us, given


def numbers(
    rows: Rows,
    name: str,
    *,
    low: float = -np.inf,
    high: float = np.inf,
    empty: bool = False,
    whole: bool = False,
    decimal: str = ".",
    why: str | None = None,
) -> F64:
    """Finite numbers within bounds; others are refused.

    Returns
    -------
    float64, shape (n,); nan where empty or refused
    """
    column, blank = rows.columns[name], rows.blank(name)
    if decimal != ".":
        column = pc.replace_substring(column, decimal, ".")
    looks = pc.match_substring_regex(column, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$")
    safe = pc.if_else(looks, column, "nan")
    values: F64 = pc.cast(safe, pa.float64()).to_numpy()
    good = np.isfinite(values) & (values >= low) & (values <= high)
    if not empty:
        rows.refuse(blank, EMPTY, name, "must be given")
    says = "is not a number"
    if np.isfinite(low) or np.isfinite(high):
        says = f"is not a number from {low:g} to {high:g}"
    rows.refuse(~good & ~blank, NOT_A_NUMBER, name, says, why=why)
    if whole:
        rows.refuse(good & (values != np.floor(values)), NOT_A_NUMBER, name, "is no whole number")
    return np.where(good, values, np.nan)


def positions(rows: Rows, lon_name: str, lat_name: str, context: FeedContext) -> tuple[F64, F64]:
    """Longitudes and latitudes, degrees, WGS 84, shape (n,); rows without both are refused."""
    lon = numbers(rows, lon_name, low=-180, high=180)
    lat = numbers(rows, lat_name, low=-90, high=90, why=NO_LATITUDE)
    keep_in_box(rows, lat_name, lon, lat, context)
    return lon, lat


def keep_in_box(
    rows: Rows,
    name: str,
    lon: F64,
    lat: F64,
    context: FeedContext,
) -> None:
    """Set aside what lies outside the box of the settings, and say so where swapping would help."""
    if context.box is None:
        return
    west, south, east, north = context.box

    def inside(x: F64, y: F64) -> Mask:
        held: Mask = (x >= west) & (x <= east) & (y >= south) & (y <= north)
        return held

    outside = np.isfinite(lon) & np.isfinite(lat) & ~inside(lon, lat)
    swapped = outside & inside(lat, lon)
    rows.refuse(swapped, OUTSIDE, name, "lies outside the box", why=SWAPPED)
    rows.refuse(outside, OUTSIDE, name, "lies outside the box")


def hashed_ids(source: str, names: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Ids of observations by what names them at their source; as `core.ids.observation_id`.

    Parameters
    ----------
    names : text, shape (n,), not null

    Returns
    -------
    text, shape (n,)
    """
    if len(names) < MANY:  # compiled code takes a moment to load
        return pa.array([observation_id(source, name) for name in names.to_pylist()], pa.string())
    from aselepo.feeds._kernels import ids_of

    texts = names.cast(pa.large_string())
    texts = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    _, offsets, data = texts.buffers()
    made = np.empty((len(texts), ID_LENGTH), dtype=np.uint8)
    ids_of(
        np.frombuffer(f"{source}\x1f".encode(), dtype=np.uint8),
        np.frombuffer(data, dtype=np.uint8),
        np.frombuffer(offsets, dtype=np.int64)[texts.offset : texts.offset + len(texts) + 1],
        made,
    )
    ends = np.arange(len(texts) + 1, dtype=np.int32) * ID_LENGTH
    return pa.StringArray.from_buffers(len(texts), pa.py_buffer(ends), pa.py_buffer(made))
