"""The usual answers, behind the same front door, so that they can be compared and explained.

``place-day``: reports of one class in one cell on one day are one incident. ``window``: reports
closer than a fixed distance and time are joined, and what they join is one. ``dbscan``: the same
window, but only reports with two neighbours and more spread.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from aselepo.fuse._kernels import I64, JOINED, NEW
from aselepo.fuse.columns import Columns
from aselepo.fuse.engine import Partition

BASELINES = ("place-day", "window", "dbscan")
CELL_KM = 6.0
WINDOW_KM = 2.0
WINDOW_H = 1.0
NEIGHBOURS = 3
"""With itself, reports within the window that make a report spread in ``dbscan``."""


def baseline(method: str, rows: pa.Table, c: Columns) -> Partition:
    """The partition that a baseline makes; no report is ambiguous, every chance is 1."""
    if method == "place-day":
        label = _place_day(c)
    else:
        label = _window(c, spread=method == "dbscan")
    n = len(c)
    _, first, inverse = np.unique(label, return_index=True, return_inverse=True)
    seed = first[inverse].astype(np.int64)
    none, zero = np.zeros(0, np.int64), np.zeros(n)
    return Partition(
        outcome=np.where(seed == np.arange(n), NEW, JOINED), seed=seed, chance=np.ones(n),
        gap=zero, proof=zero, unsure=none, fits=none, share=np.zeros(0),
        clutter_per_h=np.zeros(int(c.source.max()) + 1), computed=0,
    )  # fmt: skip


def _place_day(c: Columns) -> I64:
    a = np.floor(c.u * c.c / CELL_KM).astype(np.int64)
    b = np.floor(c.y / CELL_KM).astype(np.int64)
    day = np.floor(c.t / 24.0).astype(np.int64)
    return np.unique(np.c_[a, b, day, c.label], axis=0, return_inverse=True)[1].ravel()


def _window(c: Columns, *, spread: bool) -> I64:
    """Components of the graph of reports within the window."""
    middle = float(np.median(c.c))
    points = np.c_[c.u * middle / WINDOW_KM, c.y / WINDOW_KM, c.t / WINDOW_H]
    pairs: npt.NDArray[np.intp] = cKDTree(points).query_pairs(1.0, output_type="ndarray")
    n = len(c)
    if spread:
        degree = np.bincount(pairs.ravel(), minlength=n) + 1
        core = degree >= NEIGHBOURS
        both = core[pairs].all(axis=1)
        # a report at the edge goes to the first core report that it touches
        edge = pairs[core[pairs].any(axis=1) & ~both]
        outer = np.where(core[edge[:, 0]], edge[:, 1], edge[:, 0])
        inner = np.where(core[edge[:, 0]], edge[:, 0], edge[:, 1])
        order = np.lexsort((inner, outer))
        _, first = np.unique(outer[order], return_index=True)
        pairs = np.concatenate([pairs[both], np.c_[outer, inner][order][first]])
    graph = coo_matrix((np.ones(len(pairs), np.int8), (pairs[:, 0], pairs[:, 1])), shape=(n, n))
    return np.asarray(connected_components(graph, directed=False)[1], dtype=np.int64)
