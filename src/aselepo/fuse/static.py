"""Static heat: places where a scanning source sees something on many days."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from aselepo.fuse.columns import Columns
from aselepo.fuse.sources import SourceModels

SIDE_KM = 1.5
DAYS = 10
"""Lit on as many days, a place is a chimney, a flare or a mill, not fighting."""


def static_heat(c: Columns, models: SourceModels) -> npt.NDArray[np.bool_]:
    """Mark reports of scanning sources at places lit on `DAYS` days and more.

    References
    ----------
    Against NASA's own mask of static sources (MODIS, Ukraine 2021, n = 10,796), ten days in a cell
    of 1.5 km give precision 0.964 and recall 0.832 (notes of the project's study of fusion).
    """
    out = np.zeros(len(c), np.bool_)
    for i, source in enumerate(models.sources.values()):
        if source.pass_h <= 0.0:
            continue
        rows = np.flatnonzero(c.source == i)
        if not len(rows):
            continue
        a = np.floor(c.u[rows] * c.c[rows] / SIDE_KM).astype(np.int64)
        b = np.floor(c.y[rows] / SIDE_KM).astype(np.int64)
        day = np.floor(c.t[rows] / 24.0).astype(np.int64)
        cell = a * 1_000_003 + b
        lit = np.unique(np.c_[cell, day], axis=0)[:, 0]
        often, days = np.unique(lit, return_counts=True)
        out[rows] = np.isin(cell, often[days >= DAYS])
    return out
