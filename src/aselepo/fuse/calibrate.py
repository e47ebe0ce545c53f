"""Calibration, apart from the models: P(real) by the sources heard, ellipses, further reports.

Fitted where coders named the incident behind reports, best on other days or another seed than the
models were. A curve per set of sources maps log-odds to chances (Platt, "Probabilistic outputs for
support vector machines", 1999), drawn towards no change where few incidents say so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.fuse._kernels import F64, I64
from aselepo.fuse.columns import KM_PER_DEG, KM_PER_DEG_LAT, Columns
from aselepo.fuse.engine import partition
from aselepo.fuse.front import prepare
from aselepo.fuse.incidents import Summed, link_chance, logit, mask_names, p_real, summed
from aselepo.fuse.sources import SourceModels

ENOUGH = 200
"""Incidents of a set of sources from which on it has a curve of its own."""
RIDGE = 2.0
BINS = 10
Q90 = 4.605170185988092
"""Squared sigmas that hold 90 % of a two-dimensional normal distribution."""

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Incidents of a coded world: log-odds, sources heard, and whether most reports were real."""

    odds: F64
    heard: F64
    real: Mask
    seed_source: I64
    chance: F64  # of links: what the engine gave
    link_source: I64
    right: Mask  # of links: with the seed's true incident
    off2: F64  # squared distance from the true place, in sigmas, where it is known


def judged(table: pa.Table, truth: pa.Table, models: SourceModels) -> Judged:
    """Fuse a coded table and hold its incidents against the codes."""
    ready = prepare(table, models)
    c: Columns = ready.columns
    part = partition(c, models)
    at = pc.index_in(ready.rows["id"], value_set=truth["observation"])
    name = truth["incident"].take(at)
    code = pc.if_else(pc.equal(name, ""), None, name).combine_chunks().dictionary_encode()
    true = np.asarray(pc.fill_null(code.indices, -1), dtype=np.int64)
    seeds = np.unique(part.seed[part.seed >= 0])
    group = np.where(part.seed >= 0, np.searchsorted(seeds, part.seed), -1)
    s = summed(c, group, len(seeds), part.proof, models)
    inside = group >= 0
    size = np.bincount(group[inside], minlength=len(seeds))
    real = np.bincount(group[inside], true[inside] >= 0, minlength=len(seeds)) >= 0.5 * size
    joined = inside & (part.seed != np.arange(len(c)))
    linked = np.flatnonzero(joined & (true >= 0))  # of clutter nobody can say where it belongs
    right = true[linked] == true[part.seed[linked]]
    off2 = _off2(s, true, group, real, code.dictionary, truth, models)
    return Judged(
        odds=s.odds, heard=s.heard, real=real, seed_source=c.source[seeds],
        chance=link_chance(part.chance[linked], c.source[linked], models), right=right,
        off2=off2, link_source=c.source[linked],
    )  # fmt: skip


def _off2(
    s: Summed, true: I64, group: I64, real: Mask, names: pa.Array, truth: pa.Table,
    models: SourceModels,
) -> F64:  # fmt: skip
    """Squared distance of real incidents from the place that coders give most of their reports."""
    if "lon" not in truth.column_names:
        return np.zeros(0)
    rows = np.flatnonzero((group >= 0) & (true >= 0))
    pair, count = np.unique(np.c_[group[rows], true[rows]], axis=0, return_counts=True)
    order = np.lexsort((pair[:, 1], -count, pair[:, 0]))
    first = order[np.unique(pair[order, 0], return_index=True)[1]]
    j, k = pair[first].T
    j, k = j[real[j]], k[real[j]]
    at = np.asarray(pc.index_in(names, value_set=truth["incident"].combine_chunks()))
    lon = np.asarray(truth["lon"], dtype=np.float64)[at[k]]
    lat = np.asarray(truth["lat"], dtype=np.float64)[at[k]]
    d1 = (lon * KM_PER_DEG - s.x[j]) * np.cos(np.radians(lat))
    d2 = lat * KM_PER_DEG_LAT - s.y[j]
    a, b, c = s.cov[j].T * models.ellipse_scale**2
    off2: F64 = (c * d1 * d1 - 2.0 * b * d1 * d2 + a * d2 * d2) / (a * c - b * b)
    return off2[np.isfinite(off2)]


def calibrate(
    worlds: list[tuple[pa.Table, pa.Table]], models: SourceModels, *, version: str
) -> SourceModels:
    """Models with calibration fitted to coded worlds.

    Parameters
    ----------
    worlds : observations, and ``observation, incident`` (null or empty: clutter) for each
    """
    models = replace(models, calibration={}, link_calibration={})
    models = _clutter_repeats([judged(table, truth, models) for table, truth in worlds], models)
    seen = [judged(table, truth, models) for table, truth in worlds]
    odds = np.concatenate([w.odds for w in seen])
    real = np.concatenate([w.real for w in seen])
    heard = np.concatenate([w.heard for w in seen])
    keys = mask_names(heard, models)
    several = np.array(["+" in key for key in keys])
    curves = {
        name: platt(odds[rows], real[rows])
        for name, rows in (("one", ~several), ("several", several))
        if rows.sum() >= ENOUGH
    }
    for key in sorted(set(keys.tolist())):
        rows = keys == key
        if rows.sum() >= ENOUGH:
            curves[key] = platt(odds[rows], real[rows])
    chance = np.concatenate([w.chance for w in seen])
    right = np.concatenate([w.right for w in seen])
    of = np.concatenate([w.link_source for w in seen])
    links = {
        name: platt(logit(chance[of == i]), right[of == i])
        for i, name in enumerate(models.sources)
        if (of == i).sum() >= ENOUGH
    }
    models = replace(models, link_calibration=links)
    scale = _ellipse_scale(seen) * models.ellipse_scale
    models = replace(models, ellipse_scale=round(scale, 4))
    return replace(models, calibration=curves, version=f"{models.version}, calibration {version}")


def _ellipse_scale(seen: list[Judged]) -> float:
    """Widening after which nine in ten ellipses of 90 % hold the place; 1: too few are known."""
    off2 = np.concatenate([w.off2 for w in seen])
    return float(np.sqrt(np.quantile(off2, 0.9) / Q90)) if len(off2) >= ENOUGH else 1.0


def _clutter_repeats(seen: list[Judged], models: SourceModels) -> SourceModels:
    """How many further reports clutter has, from incidents that are none."""
    sources = {}
    for i, (name, source) in enumerate(models.sources.items()):
        number = [w.heard[(w.seed_source == i) & ~w.real, i] for w in seen]
        reports = np.concatenate(number)
        if len(reports) >= 30:
            source = replace(source, clutter_repeats=round(float(reports.mean() - 1.0), 4))
        sources[name] = source
    return replace(models, sources=sources)


def platt(odds: F64, real: Mask) -> tuple[float, float]:
    """Shift and slope of log-odds, by Newton's method with a ridge towards (0, 1)."""
    # targets a little inside 0 and 1, as Platt gives them, so that pure sets stay finite
    n1, n0 = real.sum(), (~real).sum()
    y = np.where(real, (n1 + 1.0) / (n1 + 2.0), 1.0 / (n0 + 2.0))
    x = np.c_[np.ones(len(odds)), odds]
    start = np.array([0.0, 1.0])

    def loss(w: F64) -> float:
        z = x @ w
        entropy = np.logaddexp(0.0, z) - y * z
        return float(entropy.sum() + 0.5 * RIDGE * ((w - start) ** 2).sum())

    w, now = start, loss(start)
    for _ in range(60):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -30.0, 30.0)))
        gradient = x.T @ (p - y) + RIDGE * (w - start)
        hessian = (x.T * (p * (1.0 - p))) @ x + RIDGE * np.eye(2)
        step = np.linalg.solve(hessian, gradient)
        while loss(w - step) > now and np.abs(step).max() > 1e-9:
            step = 0.5 * step  # the plain step may overshoot
        w = w - step
        now = loss(w)
        if np.abs(step).max() < 1e-8:
            break
    if w[1] < 0.0:  # more evidence never makes it less likely
        w = np.array([np.log(y.mean() / (1.0 - y.mean())), 0.0])
    return round(float(w[0]), 4), round(float(w[1]), 4)


def reliability(p: F64, real: Mask, bins: int = BINS) -> list[tuple[float, float, int]]:
    """Mean chance stated, share that was so, and number, by bin of the chance."""
    which = np.minimum((p * bins).astype(np.int64), bins - 1)
    return [
        (float(p[which == k].mean()), float(real[which == k].mean()), int((which == k).sum()))
        for k in range(bins)
        if (which == k).any()
    ]


def stated(world: Judged, models: SourceModels) -> F64:
    """P(real) of judged incidents under these models."""
    return p_real(world.odds, world.heard, models)
