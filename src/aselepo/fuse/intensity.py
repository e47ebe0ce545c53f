"""How often incidents and clutter occur here: the two measures that every weight is held against.

Both are estimated from the block's own reports, so that nothing outside a block and its halo
changes it: reports of all sources, each with its chance of being clutter, are smoothed over the
map; clutter keeps the rate that the source model states, weighed against what the block shows.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from aselepo.fuse._kernels import F64, I64, INTERVAL
from aselepo.fuse.columns import COARSE_KM, Columns
from aselepo.fuse.sources import SourceModels

CELL_KM = 4.0
PAD_KM = 24.0
WATCH_KM = 8.0
"""How far around its reports a source is taken to watch."""
ROUNDS = 4
FLOOR = 0.1
"""Share of the stated background that is never estimated away."""


class Intensity(NamedTuple):
    """Per report: real and clutter intensity (per km² h, or per h at a named place), and rates."""

    real: F64
    clutter: F64
    clutter_per_h: F64  # by source


def intensity(
    c: Columns,
    models: SourceModels,
    per_incident: F64,
    name: I64,
    tree: cKDTree | None,
    metre_c: float,
) -> Intensity:
    """Estimate intensities over a block.

    Parameters
    ----------
    c : reports of block and halo
    per_incident : shape (S,), expected reports of an incident, by source
    name : index of the named place or -1
    tree : named places at (u * metre_c, y), or None
    metre_c : cosine of the block's latitude
    """
    x, y = c.u * metre_c, c.y
    t0 = c.t.min()
    span = max(c.t.max() - t0, 24.0)
    x0, y0 = x.min() - PAD_KM, y.min() - PAD_KM
    shape = (int((x.max() + PAD_KM - x0) / CELL_KM) + 1, int((y.max() + PAD_KM - y0) / CELL_KM) + 1)
    cell = np.ravel_multi_index(
        (((x - x0) / CELL_KM).astype(np.int64), ((y - y0) / CELL_KM).astype(np.int64)), shape
    )
    area = CELL_KM**2

    def smooth(rows: npt.NDArray[np.bool_], weights: F64, km: float) -> F64:
        counts = np.bincount(cell[rows], weights[rows], minlength=shape[0] * shape[1])
        map_ = gaussian_filter(counts.reshape(shape), km / CELL_KM, mode="constant", truncate=3.0)
        return np.asarray(map_.ravel() / area, dtype=np.float64)

    sources = list(models.sources.values())
    per_delay = np.array([max(source.delay_h.values(), default=0.0) for source in sources])
    prior = np.array([source.clutter_per_day for source in sources]) / 24.0
    rows_of = [np.flatnonzero(c.source == i) for i in range(len(sources))]
    live_of = [c.source == i for i in range(len(sources))]
    live_of = [live & ~c.static for live in live_of]
    doubt = np.zeros(len(c))
    for i, rows in enumerate(rows_of):
        if len(rows):
            doubt[rows] = min(0.9, prior[i, 0] * span / len(rows))
    use = (c.major < COARSE_KM) & ~c.static
    expected = per_incident[np.unique(c.source[use])].sum() if use.any() else 1.0
    once = np.zeros(len(c), np.bool_)
    watched = []
    for live in live_of:  # each cell counts once: where it watches, not what it tells
        once[:] = False
        once[np.flatnonzero(live)[np.unique(cell[live], return_index=True)[1]]] = True
        watched.append(smooth(once, np.ones(len(c)), WATCH_KM))
    floor = models.per_km2_day / 24.0 * FLOOR
    rates = np.zeros(len(sources))
    clutter = np.zeros(len(c))
    lam = np.full(shape[0] * shape[1], floor)
    for _ in range(ROUNDS):
        lam = smooth(use, 1.0 - doubt, 4.0) / expected / span + floor
        clutter[:] = 0.0
        for i, rows in enumerate(rows_of):
            mean, sd = prior[i]
            if not len(rows) or mean <= 0.0:
                continue
            a = (mean / sd) ** 2  # gamma prior, mean and sd as stated, met with what is seen
            rates[i] = (a + doubt[live_of[i]].sum()) / (a / mean + span)
            km = sources[i].clutter_km
            map_ = smooth(live_of[i], doubt, km) if km > 0.0 else watched[i]
            clutter[rows] = map_[cell[rows]] * rates[i] / max(map_.sum() * area, 1e-9)
        doubt = clutter / (clutter + lam[cell] * per_incident[c.source] + 1e-12)
        doubt[c.static] = 1.0
    day = ((c.t - t0) // 24.0).astype(np.int64)
    real = lam[cell] * _by_day(day, (1.0 - doubt) * use, span)[day]
    sharp = use & (c.kind != INTERVAL) & (per_delay[c.source] < 1.0)
    hour = (c.t % 24.0).astype(np.int64)
    real = np.where(sharp, real * _by_hour(hour[sharp], (1.0 - doubt)[sharp])[hour], real)
    for i, source in enumerate(sources):
        if source.clutter_hours:
            timed = rows_of[i][c.kind[rows_of[i]] != INTERVAL]
            clutter[timed] *= np.asarray(source.clutter_hours)[hour[timed]]
    if tree is not None:
        named = name >= 0
        at = np.flatnonzero(lam > floor * 1.1)
        cx, cy = np.unravel_index(at, shape)
        centre = np.c_[x0 + (cx + 0.5) * CELL_KM, y0 + (cy + 0.5) * CELL_KM]
        around = tree.query(centre)[1] if len(at) else np.zeros(0, np.int64)
        mass = np.bincount(around, lam[at] * area, minlength=tree.n) + floor * area
        reach = np.maximum(np.bincount(around, minlength=tree.n), 1) * area
        real[named] *= mass[name[named]] / lam[cell[named]]
        clutter[named] *= reach[name[named]]
    clutter *= _class_shares(models)[c.source, c.label]
    clutter[c.static] = 1.0
    return Intensity(np.maximum(real, 1e-12), np.maximum(clutter, 1e-9), rates)


def _by_day(day: I64, weight: F64, span: float) -> F64:
    """Each day's share of what an average day has, drawn towards 1 where little is seen."""
    seen = np.bincount(day, weight)
    length = np.ones(len(seen))
    length[-1] = max(0.1, span / 24.0 - (len(seen) - 1))
    mean = weight.sum() / (span / 24.0)
    return np.asarray((seen + 5.0) / (length * mean + 5.0), dtype=np.float64)


def _by_hour(hour: I64, weight: F64) -> F64:
    """Each hour of the day's share of what an average hour has, over three hours."""
    seen = np.bincount(hour, weight, minlength=24)
    around = (np.roll(seen, 1) + seen + np.roll(seen, -1)) / 3.0
    return np.asarray((around + 5.0) / (around.mean() + 5.0), dtype=np.float64)


def _class_shares(models: SourceModels) -> F64:
    """How clutter is named, shape (sources, classes + 1)."""
    out: F64 = np.full((len(models.sources), len(models.classes) + 1), 1.0)
    for i, source in enumerate(models.sources.values()):
        for k, name in enumerate(models.classes):
            even = 1.0 / len(models.classes)
            out[i, k] = source.clutter_classes.get(name, 0.0 if source.clutter_classes else even)
    out[out < 1e-3] = 1e-3
    return out
