"""From columns of text to values: each distinct text is read once, however many rows hold it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import parse_instant
from aselepo.core.tables import TIME
from aselepo.feeds.codes import EMPTY, NO_OFFSET, NOT_A_NUMBER
from aselepo.feeds.rows import Mask, Rows

T = TypeVar("T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


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


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970, exact."""
    delta = moment - _EPOCH
    return (delta.days * 86_400 + delta.seconds) * 1_000_000 + delta.microseconds


def instants(rows: Rows, name: str, *, empty: bool = False) -> tuple[npt.NDArray[np.int64], Mask]:
    """Moments with offset; rows that have none are refused.

    Returns
    -------
    us : int64, shape (n,), microseconds since 1970; 0 where there is none
    given : bool, shape (n,); False where empty (if `empty` allows it) or refused
    """
    values, index = distinct(rows.columns[name], lambda text: microseconds(parse_instant(text)))
    given = np.array([value is not None for value in values], dtype=bool)[index]
    blank = pc.equal(rows.columns[name], "").to_numpy(zero_copy_only=False)
    if not empty:
        rows.refuse(blank, EMPTY, name, "must be given")
    rows.refuse(~given & ~blank, NO_OFFSET, name, "is not a moment with its offset from UTC")
    us = np.array([value or 0 for value in values], dtype=np.int64)[index]
    return us, given


def numbers(
    rows: Rows, name: str, *, low: float = -np.inf, high: float = np.inf, empty: bool = False
) -> npt.NDArray[np.float64]:
    """Finite numbers within bounds; others are refused.

    Returns
    -------
    float64, shape (n,); nan where empty or refused
    """
    column = rows.columns[name]
    blank = pc.equal(column, "").to_numpy(zero_copy_only=False)
    looks = pc.match_substring_regex(column, r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$")
    safe = pc.if_else(looks, column, "nan")
    values: npt.NDArray[np.float64] = pc.cast(safe, pa.float64()).to_numpy()
    good = np.isfinite(values) & (values >= low) & (values <= high)
    if not empty:
        rows.refuse(blank, EMPTY, name, "must be given")
    says = "is not a number"
    if np.isfinite(low) or np.isfinite(high):
        says = f"is not a number from {low:g} to {high:g}"
    rows.refuse(~good & ~blank, NOT_A_NUMBER, name, says)
    return np.where(good, values, np.nan)


def time_array(us: npt.NDArray[np.int64], given: Mask | None = None) -> pa.Array:
    """Microseconds as Arrow time, null where not given."""
    return pa.array(us, mask=None if given is None else ~given).cast(TIME)
