"""One block: the reports of a cell of the grid and its halo, associated."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.spatial import cKDTree

from aselepo.fuse._kernels import (
    AROUND,
    DELAY,
    F64,
    GAUSS,
    I64,
    NAMES,
    Incidents,
    Names,
    Reports,
    alternatives,
    associate,
)
from aselepo.fuse.columns import Columns
from aselepo.fuse.intensity import intensity
from aselepo.fuse.model import arrays
from aselepo.fuse.sources import SourceModels

SWEEPS = 1
SURE = 0.9
"""Decisions with this chance are not looked at again."""
SPOT_KM = 3.0
WIDEST_KM = 60.0
"""No report looks further; the halo of a block in space."""
LONGEST_DELAY = 4.5
"""Delays looked back over, in mean delays."""
ALTERNATIVES = 8


class Outcome(NamedTuple):
    """Per report of the block; `seed` indexes the same reports, -1: fits several."""

    outcome: I64
    seed: I64
    chance: F64
    gap: F64
    proof: F64
    clutter_per_h: F64
    unsure: I64  # alternatives: report
    fits: I64  # seed of the incident, -1: a new one
    share: F64


def names_of(c: Columns, metre_c: float) -> tuple[Names, I64, I64, cKDTree | None]:
    """Named places, index of each report's place, its spot, and a tree over them."""
    index = np.full(len(c), -1, np.int64)
    named = np.flatnonzero(c.place >= 0)
    _, first, inverse = np.unique(c.place[named], return_index=True, return_inverse=True)
    index[named] = inverse
    rows = named[first]
    near = np.zeros((len(rows), NAMES, 3))
    tree = None
    if len(rows):
        points = np.c_[c.u[rows] * metre_c, c.y[rows]]
        tree = cKDTree(points)
        if len(rows) > 1:
            apart, found = tree.query(points, k=min(NAMES + 1, len(rows)))
            k, apart = found.shape[1] - 1, np.maximum(apart[:, 1:], 1e-3)
            to = points[found[:, 1:]] - points[:, None]
            near[:, :k, :2] = to / apart[:, :, None]
            near[:, :k, 2] = 0.5 * apart
    spot, around = _around(c, metre_c, tree)
    names = Names(u=c.u[rows], y=c.y[rows], c=c.c[rows], near=near, around=around)
    return names, index, spot, tree


def _around(c: Columns, metre_c: float, tree: cKDTree | None) -> tuple[I64, I64]:
    """Named places nearest to each spot of the map that holds reports."""
    if tree is None:
        return np.full(len(c), -1, np.int64), np.full((0, AROUND), -1, np.int64)
    a = np.floor(c.u * metre_c / SPOT_KM).astype(np.int64)
    b = np.floor(c.y / SPOT_KM).astype(np.int64)
    _, first, spot = np.unique(a * 1_000_003 + b, return_index=True, return_inverse=True)
    centre = np.c_[(a[first] + 0.5) * SPOT_KM, (b[first] + 0.5) * SPOT_KM]
    k = min(AROUND, tree.n)
    around = np.full((len(first), AROUND), -1, np.int64)
    around[:, :k] = tree.query(centre, k=k)[1].reshape(len(first), k)
    return spot.astype(np.int64), around


def prepared(c: Columns, models: SourceModels) -> tuple[Reports, Names, F64, F64]:
    """Reports of a block in the order given, its named places, grid, and clutter rates."""
    model, per_incident = arrays(models)
    middle = float(np.median(c.c))
    names, index, spot, tree = names_of(c, middle)
    found = intensity(c, models, per_incident, index, tree, middle)
    delayed, gauss = c.kind == DELAY, c.kind == GAUSS
    back = np.minimum(LONGEST_DELAY * model.delay[c.source], 24.0)
    width = np.maximum(c.hi - c.lo, 2.5 * c.sigma_h)
    crowd = found.real * 2.0 * np.pi * np.sqrt(c.s11 * c.s22 - c.s12**2) * width
    reports = Reports(
        u=c.u, y=c.y, c=c.c, s11=c.s11, s12=c.s12, s22=c.s22,
        radius=np.minimum(np.maximum(np.where(index >= 0, 3.5, 4.2) * c.major, 2.5), WIDEST_KM),
        reach=np.where(gauss, 4.0 * c.sigma_h + 0.7, np.where(delayed, 0.3, 0.5)),
        t=c.t, lo=np.where(delayed, c.t - back, c.lo), hi=c.hi, tv=c.sigma_h**2, kind=c.kind,
        source=c.source, label=c.label, real=found.real, clutter=found.clutter, name=index,
        around=spot, crowd=np.where(index >= 0, 0.0, crowd),
    )  # fmt: skip
    wide = 1.0 + float(np.abs(c.c / middle - 1.0).max())
    grid = np.array([4.0, 16.0, 3.0, 3.0, 10.5, 6.0, middle, wide - 1.0])
    return reports, names, grid, found.clutter_per_h


def blank(n: int, sources: int, classes: int, *, spare: int) -> Incidents:
    """Empty state for n reports, with `spare` times as many rows for incidents."""
    rows, buckets = spare * n, 1 << max(4, int(n).bit_length())
    z, none, i8 = np.zeros, np.full, np.int64
    return Incidents(
        u=z(rows), y=z(rows), c=z(rows), info=z((rows, 5)), at=z((rows, 5)),
        share=z((rows, classes)), by_source=z((rows, sources), i8), first_t=z((rows, sources)),
        last_t=z((rows, sources)), moment=z((rows, 2)), onset=z((rows, 4)), kind=z(rows, i8),
        name=none(rows, -1, i8), size=z(rows, i8), head=none(rows, -1, i8),
        cell=z((2, rows, 3), i8), after=none((2, rows), -1, i8), filed=z(rows, i8),
        head_of=none((2, buckets), -1, i8), place_head=none(buckets, -1, i8),
        place_entry=z((3 * rows, 4), i8), places=z(1, i8), following=none(n, -1, i8),
        told=none(n, -1, i8), outcome=z(n, i8), chance=z(n), gap=z(n), proof=z(n),
    )  # fmt: skip


def state_of(c: Columns, models: SourceModels) -> Incidents:
    """The kernel's state after the association of a block."""
    model, _ = arrays(models)
    reports, names, grid, _ = prepared(c, models)
    state = blank(len(c), *model.tau.shape, spare=2)
    associate(reports, state, model, names, grid, models.threshold, SWEEPS, SURE)
    return state


def associate_block(c: Columns, models: SourceModels) -> Outcome:
    """Associate the reports of one block and its halo, given in canonical order."""
    model, _ = arrays(models)
    reports, names, grid, rates = prepared(c, models)
    state = blank(len(c), *model.tau.shape, spare=2)
    associate(reports, state, model, names, grid, models.threshold, SWEEPS, SURE)
    seeds = np.append(state.head, -1)
    who, what, share = alternatives(reports, state, model, names, grid, ALTERNATIVES)
    return Outcome(
        outcome=state.outcome, seed=seeds[state.told], chance=state.chance, gap=state.gap,
        proof=state.proof, clutter_per_h=rates, unsure=who, fits=seeds[what], share=share,
    )  # fmt: skip
