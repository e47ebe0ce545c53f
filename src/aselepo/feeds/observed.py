"""Observations from whole columns: the accepted rows of a file in the one schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from aselepo.core.tables import OBSERVATIONS, conform
from aselepo.feeds.rows import Rows


def observations(rows: Rows, source: str, columns: Mapping[str, Any]) -> pa.Table:
    """Build the table of observations.

    Parameters
    ----------
    rows : those set aside are left out
    columns : by column of `core.tables.OBSERVATIONS` an array of shape (n,), a value that holds
        for every row, or None; nan is null, which is unknown

    Returns
    -------
    table of schema `core.tables.OBSERVATIONS`, the accepted rows in their order

    Raises
    ------
    KeyError : no such column
    """
    given = {"source": source, "rev": 0, "row": rows.lines, **columns}
    made = pa.table({name: _column(name, value, len(rows)) for name, value in given.items()})
    return conform(made.filter(pa.array(rows.good)), OBSERVATIONS)


def _column(name: str, value: Any, size: int) -> pa.Array | pa.ChunkedArray:
    kind = OBSERVATIONS.field(name).type
    if isinstance(value, np.ndarray) and value.dtype == np.float64 and pa.types.is_integer(kind):
        unknown = np.isnan(value)
        return pa.array(np.where(unknown, 0, value).astype(np.int64), mask=unknown).cast(kind)
    if isinstance(value, np.ndarray):
        return pa.array(value, from_pandas=True)
    if isinstance(value, pa.Array | pa.ChunkedArray):
        return value
    return pa.repeat(pa.scalar(value, kind), size)
