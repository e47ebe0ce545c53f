# mypy: disable-error-code="no-any-return"
"""Association kernel: plain arrays in, labels out; `plain.py` is the slow, obvious twin.

Lengths are kilometres, times hours from the block's start, intensities per km² and hour. Reports
come in canonical order (most precise first), so every loop below is independent of arrival.
No fastmath and no parallel sums: the same bytes on every machine.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
from numba import njit

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile when first called; the machine code is kept beside the module."""
    return njit(cache=True)(function)


def inlined(function: Function) -> Function:
    """Compile into its callers: handing a block's many arrays over costs more than the work."""
    return njit(cache=True, inline="always")(function)


F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]

GAUSS, INTERVAL, DELAY = 0, 1, 2
"""Kinds of time: moment with error, stretch in which it began, moment after it began."""
TAIL = 0.1
"""Share of reports whose error is twice what they state: sources are not honest to a fault."""
GATE2 = 25.0
"""Squared distance, in sigmas, beyond which a report is not compared."""
SHARP_H2 = 0.01
"""Variance below which an onset counts as a moment beside a delay."""
PASS_H = 0.02
"""Reports of a scanning source closer than this belong to one pass."""
NAMES = 10
"""Neighbours of a named place that bound its surroundings."""
AROUND = 8
"""Places nearest to a spot that something there may be said to be at."""
LIKELY_NAME = 0.02
"""Chance from which on an incident is filed under a named place."""
FAR_NAME = 4.5
"""Squared sigmas past the border of the nearest place beyond which another is not named."""
CROWD = 8.0
"""A report within whose error more incidents are expected fits several, unseen."""
ALONE, NEW, JOINED, UNSURE = 0, 1, 2, 3
"""Outcomes: not seen yet, founds an incident, belongs to one, fits several."""


class Reports(NamedTuple):
    """Reports of a block, shape (n,), canonical order."""

    u: F64  # km east of the block's meridian at the equator
    y: F64  # km north of the block's parallel
    c: F64  # cosine of latitude
    s11: F64  # covariance, km²
    s12: F64
    s22: F64
    radius: F64  # km, how far to look
    reach: F64  # h, how far to look
    t: F64
    lo: F64
    hi: F64
    tv: F64  # h²
    kind: I64
    source: I64
    label: I64  # class as the source names it
    real: F64  # incident intensity here, per km² h (per hour at a named place)
    clutter: F64  # of this source and label, same measure
    name: I64  # named place or -1
    around: I64  # row of `Names.around` for the place where the report lies
    crowd: F64  # incidents expected within its error


class Model(NamedTuple):
    """Sources (S), classes (K), labels (L)."""

    first: F64  # (S, L, K) odds of a first report times confusion
    again: F64  # (S, L, K) rate of further reports times confusion
    new: F64  # (S, L, K) prior times miss of all others times first report
    fresh: F64  # (S, L) sum of `new` over classes
    follows: I64  # (S,) source that this one copies from, or -1
    alone: F64  # (S,) factor where that source has not reported
    grain: F64  # (S,) h between passes; 0: watches all the time
    same_pass: F64  # (S,) share of further reports in the same pass
    tau: F64  # (S, K) mean delay, h
    delay: F64  # (S,) mean delay over classes
    spread: F64  # (S,) standard deviation of delays
    burst: F64  # (4,) intensity added beside an incident, its sigma km, its decay h, base share
    gain: F64  # (S,) log-odds of being real that a further report adds
    unseen: F64  # (S, L) chance that no other report of its incident exists
    same_name: float  # chance that two reports of an incident that name a place name the same
    blur_km: float  # by how much a reporter errs about which named place is nearest


class Names(NamedTuple):
    """Named places of a block: position and nearest neighbours."""

    u: F64
    y: F64
    c: F64
    near: F64  # (G, NAMES, 3) direction to the neighbour, half its distance; 0: there are fewer
    around: I64  # (A, AROUND) places nearest to a spot, -1 where there are fewer


class Incidents(NamedTuple):
    """State while a block is fused; one row an incident, as many as reports."""

    u: F64  # anchor
    y: F64
    c: F64
    info: F64  # (n, 5) information matrix j11 j12 j22 and vector h1 h2, about the anchor
    at: F64  # (n, 5) centre x y about the anchor, covariance p11 p12 p22
    share: F64  # (n, K) class
    by_source: I64  # (n, S) reports by source
    first_t: F64  # (n, S)
    last_t: F64  # (n, S)
    moment: F64  # (n, 2) precision and weighted sum of Gaussian times
    onset: F64  # (n, 4) best time, variance, earliest, latest
    kind: I64  # (n,) kind of onset: GAUSS, INTERVAL, or DELAY + source
    name: I64
    size: I64
    head: I64
    cell: I64  # (2, n, 3) cell under which it is filed, fine and coarse
    after: I64  # (2, n) next incident of the same bucket
    filed: I64  # (n,) whether it stands in a bucket
    head_of: I64  # (2, buckets) first incident of a bucket
    place_head: I64  # (buckets,) first entry of a named place and time
    place_entry: I64  # (k, 4) incident, next entry, place, time
    places: I64  # (1,) entries in use
    following: I64  # (n,) next report of the same incident, canonical order
    told: I64  # (n,) incident of a report, or -1
    outcome: I64  # (n,)
    chance: F64  # (n,) probability of the outcome chosen
    gap: F64  # (n,) log of chosen over runner-up
    proof: F64  # (n,) log of chosen over clutter


@compiled
def reset(x: Incidents, j: int) -> None:
    x.info[j, :] = 0.0
    x.share[j, :] = 0.0
    x.by_source[j, :] = 0
    x.first_t[j, :] = math.inf
    x.last_t[j, :] = -math.inf
    x.moment[j, :] = 0.0
    x.onset[j, 2] = -math.inf
    x.onset[j, 3] = math.inf
    x.name[j] = -1
    x.size[j] = 0


@inlined
def normal_cdf(z: float) -> float:
    return 0.5 * math.erfc(-z * 0.7071067811865476)


@inlined
def density(d1: float, d2: float, a: float, b: float, c: float) -> float:
    """Two-dimensional normal density, per km²; 0 beyond the gate."""
    det = a * c - b * b
    q = (c * d1 * d1 - 2.0 * b * d1 * d2 + a * d2 * d2) / det
    if q > GATE2:
        return 0.0
    shape = (1.0 - TAIL) * math.exp(-0.5 * q) + 0.25 * TAIL * math.exp(-0.125 * q)
    return shape / (6.283185307179586 * math.sqrt(det))


@inlined
def named(g: int, u: float, y: float, var: float, names: Names, blur: float) -> float:
    """Chance that something here, known with this variance, is said to be at place g."""
    scale = 1.0 / math.sqrt(var + blur * blur)
    dx = (u - names.u[g]) * names.c[g]
    dy = y - names.y[g]
    p = 1.0
    for k in range(names.near.shape[1]):
        half = names.near[g, k, 2]
        if half <= 0.0:
            break
        past = (half - dx * names.near[g, k, 0] - dy * names.near[g, k, 1]) * scale
        if past < -4.0:
            return 0.0
        if past < 4.0:
            p *= normal_cdf(past)
    return p


@inlined
def where(o: int, j: int, r: Reports, x: Incidents, m: Model, names: Names) -> float:
    """How well the place fits: density per km², or chance at a named place."""
    d1 = (r.u[o] - x.u[j]) * x.c[j] - x.at[j, 0]
    d2 = r.y[o] - x.y[j] - x.at[j, 1]
    g = r.name[o]
    if g < 0:
        return density(d1, d2, r.s11[o] + x.at[j, 2], r.s12[o] + x.at[j, 3], r.s22[o] + x.at[j, 4])
    if x.name[j] == g:
        return m.same_name
    other = 1.0
    if x.name[j] >= 0:
        other = 1.0 - m.same_name
    u = x.u[j] + x.at[j, 0] / x.c[j]
    y = x.y[j] + x.at[j, 1]
    return other * named(g, u, y, 0.5 * (x.at[j, 2] + x.at[j, 4]), names, m.blur_km)


@inlined
def moments(d: float, var: float) -> float:
    """One-dimensional normal density, per hour; 0 beyond the gate."""
    q = d * d / var
    if q > GATE2:
        return 0.0
    shape = (1.0 - TAIL) * math.exp(-0.5 * q) + 0.5 * TAIL * math.exp(-0.125 * q)
    return shape / (2.5066282746310002 * math.sqrt(var))


@inlined
def inside(t: float, var: float, lo: float, hi: float) -> float:
    """Chance that a moment lies within a stretch."""
    s = math.sqrt(var) + 1e-3
    before = (hi - t) / s
    after = (t - lo) / s
    if before < -4.0 or after < -4.0:
        return 0.0
    if before > 4.0 and after > 4.0:
        return 1.0
    return normal_cdf(before) - normal_cdf(-after)


@inlined
def delayed(d: float, var: float, s: int, m: Model, by_class: F64) -> float:
    """Density of a delay; by class into `by_class`, which then holds relative weights."""
    edge = 1.0
    if d < 0.0:
        q = d * d / (var + 1e-5)
        if q > GATE2:
            return 0.0
        edge = math.exp(-0.5 * q)
        d = 0.0
    for k in range(by_class.shape[0]):
        by_class[k] = edge * math.exp(-d / m.tau[s, k]) / m.tau[s, k]
    return -1.0


@inlined
def when(o: int, j: int, r: Reports, x: Incidents, m: Model, by_class: F64) -> float:
    """Density per hour; -1 where it depends on the class and stands in `by_class`."""
    s = r.source[o]
    t = r.t[o]
    kind = x.kind[j]
    best = x.onset[j, 0]
    var = x.onset[j, 1]
    if r.kind[o] == DELAY:
        if x.by_source[j, s] > 0:
            gap = max(0.0, max(x.first_t[j, s] - t, t - x.last_t[j, s]))
            if m.grain[s] > 0.0:
                if gap < PASS_H:
                    return m.same_pass[s] / m.grain[s]
                return (1.0 - m.same_pass[s]) * math.exp(-gap / m.delay[s]) / (2.0 * m.delay[s])
            if not (kind == GAUSS and var < SHARP_H2):
                for k in range(by_class.shape[0]):
                    by_class[k] = math.exp(-gap / m.tau[s, k]) / (2.0 * m.tau[s, k])
                return -1.0
        if kind == INTERVAL:
            lo = x.onset[j, 2]
            hi = x.onset[j, 3]
            if t < lo:
                return 0.0
            late = math.exp(-(t - lo) / m.delay[s])
            early = math.exp(-max(0.0, t - hi) / m.delay[s])
            return (early - late) / (hi - lo)
        if var < SHARP_H2 or m.delay[s] > 10.0 * math.sqrt(var):
            return delayed(t - best, var, s, m, by_class)
        return moments(t - best - m.delay[s], var + m.spread[s] * m.spread[s])
    if r.kind[o] == GAUSS:
        if kind == INTERVAL:
            lo = x.onset[j, 2]
            hi = x.onset[j, 3]
            return inside(t, r.tv[o], lo, hi) / (hi - lo)
        if kind >= DELAY and r.tv[o] < SHARP_H2:
            d = kind - DELAY
            return delayed(x.first_t[j, d] - t, r.tv[o], d, m, by_class)
        return moments(t - best, r.tv[o] + var)
    lo = r.lo[o]
    hi = r.hi[o]
    if kind == INTERVAL:
        a = x.onset[j, 2]
        b = x.onset[j, 3]
        return max(0.0, min(hi, b) - max(lo, a)) / ((b - a) * (hi - lo))
    return inside(best, var, lo, hi) / (hi - lo)


@inlined
def fits(o: int, j: int, r: Reports, x: Incidents, m: Model, names: Names, by_class: F64) -> float:
    """Weight of report o belonging to incident j, per km² and hour."""
    s = r.source[o]
    again = x.by_source[j, s] > 0
    table = m.again if again else m.first
    if again and table[s, 0, 0] == 0.0:
        return 0.0
    if r.kind[o] != DELAY:  # the cheaper test first
        time = when(o, j, r, x, m, by_class)
        if time == 0.0:
            return 0.0
        place = where(o, j, r, x, m, names)
        if place <= 0.0:
            return 0.0
    else:
        place = where(o, j, r, x, m, names)
        if place <= 0.0:
            return 0.0
        time = when(o, j, r, x, m, by_class)
        if time == 0.0:
            return 0.0
    label = r.label[o]
    total = 0.0
    if time < 0.0:
        for k in range(by_class.shape[0]):
            total += x.share[j, k] * table[s, label, k] * by_class[k]
    else:
        for k in range(by_class.shape[0]):
            total += x.share[j, k] * table[s, label, k]
        total *= time
    if not again and m.follows[s] >= 0 and x.by_source[j, m.follows[s]] == 0:
        total *= m.alone[s]
    return total * place


@compiled
def join(o: int, j: int, r: Reports, x: Incidents, m: Model, by_class: F64) -> None:
    """Let report o belong to incident j: place, time, class, counts."""
    s = r.source[o]
    label = r.label[o]
    again = x.by_source[j, s] > 0
    if x.size[j] == 0:
        x.u[j] = r.u[o]
        x.y[j] = r.y[o]
        x.c[j] = r.c[o]
        for k in range(x.share.shape[1]):
            x.share[j, k] = m.new[s, label, k]
    else:
        table = m.again if again else m.first
        time = when(o, j, r, x, m, by_class)
        for k in range(x.share.shape[1]):
            f = by_class[k] if time < 0.0 else 1.0
            x.share[j, k] *= table[s, label, k] * f
    total = 0.0
    for k in range(x.share.shape[1]):
        total += x.share[j, k]
    for k in range(x.share.shape[1]):
        x.share[j, k] = x.share[j, k] / total if total > 0.0 else 1.0 / x.share.shape[1]
    g = r.name[o]
    if g < 0 or x.name[j] != g:  # the same place named again says nothing more
        d1 = (r.u[o] - x.u[j]) * x.c[j]
        d2 = r.y[o] - x.y[j]
        det = r.s11[o] * r.s22[o] - r.s12[o] * r.s12[o]
        a = r.s22[o] / det
        b = -r.s12[o] / det
        c = r.s11[o] / det
        x.info[j, 0] += a
        x.info[j, 1] += b
        x.info[j, 2] += c
        x.info[j, 3] += a * d1 + b * d2
        x.info[j, 4] += b * d1 + c * d2
        i = x.info[j]
        det = i[0] * i[2] - i[1] * i[1]
        x.at[j, 2] = i[2] / det
        x.at[j, 3] = -i[1] / det
        x.at[j, 4] = i[0] / det
        x.at[j, 0] = x.at[j, 2] * i[3] + x.at[j, 3] * i[4]
        x.at[j, 1] = x.at[j, 3] * i[3] + x.at[j, 4] * i[4]
        if g >= 0 and x.name[j] < 0:
            x.name[j] = g
    x.by_source[j, s] += 1
    x.size[j] += 1
    x.first_t[j, s] = min(x.first_t[j, s], r.t[o])
    x.last_t[j, s] = max(x.last_t[j, s], r.t[o])
    if r.kind[o] == GAUSS:
        x.moment[j, 0] += 1.0 / r.tv[o]
        x.moment[j, 1] += r.t[o] / r.tv[o]
    elif r.kind[o] == INTERVAL:
        lo = max(x.onset[j, 2], r.lo[o])
        hi = min(x.onset[j, 3], r.hi[o])
        if hi > lo:
            x.onset[j, 2] = lo
            x.onset[j, 3] = hi
    settle_onset(j, x, m)


@compiled
def settle_onset(j: int, x: Incidents, m: Model) -> None:
    """Best statement of when incident j began: the narrowest that its reports allow."""
    var = math.inf
    if x.moment[j, 0] > 0.0:
        var = 1.0 / x.moment[j, 0]
        x.kind[j] = GAUSS
        x.onset[j, 0] = x.moment[j, 1] * var
    for s in range(m.delay.shape[0]):
        if m.delay[s] > 0.0 and x.by_source[j, s] > 0 and m.spread[s] * m.spread[s] < var:
            var = m.spread[s] * m.spread[s]
            x.kind[j] = DELAY + s
            x.onset[j, 0] = x.first_t[j, s] - m.delay[s] / x.by_source[j, s]
    width = x.onset[j, 3] - x.onset[j, 2]
    if width * width / 12.0 < var:
        var = width * width / 12.0
        x.kind[j] = INTERVAL
        x.onset[j, 0] = 0.5 * (x.onset[j, 3] + x.onset[j, 2])
    x.onset[j, 1] = var


@compiled
def file_away(
    j: int, spot: int, x: Incidents, names: Names, grid: F64, same_name: float, blur: float
) -> None:
    """File an incident under its cells, fine and coarse, and the places it may be said to be at."""
    x.filed[j] = 1
    for level in range(2):
        a = math.floor((x.u[j] * grid[6] + x.at[j, 0]) / grid[level])
        b = math.floor((x.y[j] + x.at[j, 1]) / grid[level])
        t = math.floor(x.onset[j, 0] / grid[2 + level])
        x.cell[level, j, 0] = a
        x.cell[level, j, 1] = b
        x.cell[level, j, 2] = t
        h = bucket(a, b, t, x.head_of.shape[1] - 1)
        x.after[level, j] = x.head_of[level, h]
        x.head_of[level, h] = j
    t = math.floor(x.onset[j, 0] / grid[5])
    if x.name[j] >= 0:
        file_name(j, x.name[j], t, x)
    u = x.u[j] + x.at[j, 0] / x.c[j]
    y = x.y[j] + x.at[j, 1]
    var = 0.5 * (x.at[j, 2] + x.at[j, 4])
    if spot < 0 or (x.name[j] >= 0 and 1.0 - same_name < LIKELY_NAME):
        return
    closest = -1
    least = math.inf
    for k in range(names.around.shape[1]):
        g = names.around[spot, k]
        if g < 0:
            break
        d1 = (u - names.u[g]) * names.c[g]
        d2 = y - names.y[g]
        if d1 * d1 + d2 * d2 < least:
            least = d1 * d1 + d2 * d2
            closest = g
    for k in range(names.around.shape[1]):
        g = names.around[spot, k]
        if g < 0:
            break
        d1 = (u - names.u[g]) * names.c[g]
        d2 = y - names.y[g]
        e1 = (names.u[closest] - names.u[g]) * names.c[g]
        e2 = names.y[closest] - names.y[g]
        apart = math.sqrt(e1 * e1 + e2 * e2)
        past = (d1 * d1 + d2 * d2 - least) / (2.0 * apart + 1e-9)
        if past * past > FAR_NAME * (var + blur * blur):  # its chance is below LIKELY_NAME
            continue
        if g != x.name[j] and named(g, u, y, var, names, blur) > LIKELY_NAME:
            file_name(j, g, t, x)


@compiled
def file_name(j: int, g: int, t: int, x: Incidents) -> None:
    i = x.places[0]
    if i >= x.place_entry.shape[0]:
        return
    x.places[0] = i + 1
    h = bucket(g, 0, t, x.place_head.shape[0] - 1)
    x.place_entry[i, 0] = j
    x.place_entry[i, 1] = x.place_head[h]
    x.place_entry[i, 2] = g
    x.place_entry[i, 3] = t
    x.place_head[h] = i


@inlined
def bucket(a: int, b: int, t: int, mask: int) -> int:
    h = (a * 73856093) ^ (b * 19349663) ^ (t * 83492791)
    h ^= h >> 15
    return h & mask


@compiled
def look(
    o: int, r: Reports, x: Incidents, m: Model, names: Names, grid: F64,
    found: I64, weight: F64, by_class: F64,
) -> tuple[int, float]:  # fmt: skip
    """Incidents that report o fits, in order of founding, and intensity that neighbours add."""
    size = 0
    early = r.lo[o] - r.reach[o]
    late = r.hi[o] + r.reach[o]
    g = r.name[o]
    if g >= 0:
        t0 = math.floor(early / grid[5])
        t1 = math.floor(late / grid[5])
        for t in range(t0, t1 + 1):
            i = x.place_head[bucket(g, 0, t, x.place_head.shape[0] - 1)]
            while i >= 0:
                j = x.place_entry[i, 0]
                if x.place_entry[i, 2] == g and x.place_entry[i, 3] == t and x.size[j] > 0:
                    found[size] = j
                    size += 1
                i = x.place_entry[i, 1]
    else:
        level = 1 if r.radius[o] > grid[4] else 0
        side = grid[level]
        step = grid[2 + level]
        east = r.u[o] * grid[6]
        widen = r.radius[o] * (1.0 + grid[7])
        a0 = math.floor((east - widen) / side)
        a1 = math.floor((east + widen) / side)
        b0 = math.floor((r.y[o] - r.radius[o]) / side)
        b1 = math.floor((r.y[o] + r.radius[o]) / side)
        t0 = math.floor(early / step)
        t1 = math.floor(late / step)
        mask = x.head_of.shape[1] - 1
        for a in range(a0, a1 + 1):
            for b in range(b0, b1 + 1):
                for t in range(t0, t1 + 1):
                    j = x.head_of[level, bucket(a, b, t, mask)]
                    while j >= 0:
                        if (
                            x.cell[level, j, 2] == t
                            and x.cell[level, j, 0] == a
                            and x.cell[level, j, 1] == b
                            and x.size[j] > 0
                            and x.onset[j, 0] > early
                            and x.onset[j, 0] < late
                            and abs(x.u[j] * grid[6] + x.at[j, 0] - east) < widen
                            and abs(x.y[j] + x.at[j, 1] - r.y[o]) < r.radius[o]
                        ):
                            found[size] = j
                            size += 1
                        j = x.after[level, j]
    near = found[:size]
    near.sort()
    added = 0.0
    kept = 0
    tight = r.hi[o] - r.lo[o] < 6.0
    for i in range(size):
        j = near[i]
        if tight:
            d1 = (r.u[o] - x.u[j]) * x.c[j] - x.at[j, 0]
            d2 = r.y[o] - x.y[j] - x.at[j, 1]
            q = (d1 * d1 + d2 * d2) / (m.burst[1] * m.burst[1])
            dt = abs(r.t[o] - x.onset[j, 0])
            if q < 6.0 and dt < 2.5 * m.burst[2]:
                added += m.burst[0] * math.exp(-0.5 * q - dt / m.burst[2])
        w = fits(o, j, r, x, m, names, by_class)
        if w > 0.0:
            found[kept] = j
            weight[kept] = w
            kept += 1
    return kept, added


@inlined
def as_new(o: int, added: float, r: Reports, m: Model) -> float:
    """Weight of report o being the first of a new incident."""
    s = r.source[o]
    total = m.fresh[s, r.label[o]]
    if m.follows[s] >= 0:
        total *= m.alone[s]
    if r.name[o] >= 0:
        return total * r.real[o]
    return total * (r.real[o] * m.burst[3] + added)


@inlined
def decide(
    o: int, kept: int, added: float, r: Reports, m: Model, found: I64, weight: F64, x: Incidents,
    threshold: float,
) -> int:  # fmt: skip
    """The incident that o joins, -1 for a new one, -2 where it fits several."""
    fresh = as_new(o, added, r, m)
    new = fresh + r.clutter[o]
    total = new
    best = -1
    most = 0.0
    for i in range(kept):
        total += weight[i]
        if weight[i] > most:
            most = weight[i]
            best = i
    second = new
    for i in range(kept):
        if i != best and weight[i] > second:
            second = weight[i]
    if best >= 0 and most > new and most > threshold * total:
        x.outcome[o] = JOINED
        x.chance[o] = most / total
        x.gap[o] = math.log(most / max(second, 1e-300))
        x.proof[o] = math.log(most / r.clutter[o])
        return found[best]
    if best >= 0 and most > new:
        x.outcome[o] = UNSURE
        x.chance[o] = most / total
        x.gap[o] = 0.0
        x.proof[o] = math.log((total - r.clutter[o]) / r.clutter[o])
        return -2
    x.outcome[o] = NEW
    x.chance[o] = new / total if total > 0.0 else 1.0
    x.gap[o] = math.log(new / most) if most > 0.0 else 99.0
    x.proof[o] = math.log(max(fresh, 1e-300) / r.clutter[o])
    return -1


@compiled
def leave(o: int, j: int, r: Reports, x: Incidents, m: Model, by_class: F64) -> None:
    """Take report o out of incident j and rebuild j from the reports that stay."""
    if x.head[j] == o:
        x.head[j] = x.following[o]
    else:
        i = x.head[j]
        while x.following[i] != o:
            i = x.following[i]
        x.following[i] = x.following[o]
    x.following[o] = -1
    x.told[o] = -1
    reset(x, j)
    i = x.head[j]
    while i >= 0:
        join(i, j, r, x, m, by_class)
        i = x.following[i]


@compiled
def enter(o: int, j: int, r: Reports, x: Incidents, m: Model, by_class: F64) -> None:
    """Put report o among those of incident j, in canonical order."""
    x.told[o] = j
    last = -1
    i = x.head[j]
    while i >= 0 and i < o:
        last = i
        i = x.following[i]
    x.following[o] = i
    if last < 0:
        x.head[j] = o
    else:
        x.following[last] = o
    if i < 0:
        join(o, j, r, x, m, by_class)
        return
    reset(x, j)
    i = x.head[j]
    while i >= 0:
        join(i, j, r, x, m, by_class)
        i = x.following[i]


@compiled
def associate(
    r: Reports, x: Incidents, m: Model, names: Names, grid: F64, threshold: float, sweeps: int,
    sure: float,
) -> None:  # fmt: skip
    """Give each report its outcome: one pass in canonical order, then sweeps over the unsure."""
    n = r.t.shape[0]
    found = np.empty(n + 1, np.int64)
    weight = np.empty(n + 1, np.float64)
    by_class = np.empty(m.tau.shape[1], np.float64)
    for o in range(n):
        if r.crowd[o] > CROWD:
            x.outcome[o] = UNSURE
            continue
        kept, added = look(o, r, x, m, names, grid, found, weight, by_class)
        j = decide(o, kept, added, r, m, found, weight, x, threshold)
        if j == -1:
            reset(x, o)
            enter(o, o, r, x, m, by_class)
            file_away(o, r.around[o], x, names, grid, m.same_name, m.blur_km)
        elif j >= 0:
            enter(o, j, r, x, m, by_class)
    for _ in range(sweeps):
        x.head_of[:] = -1
        x.place_head[:] = -1
        x.places[0] = 0
        for j in range(x.size.shape[0]):
            x.filed[j] = 0
            if x.size[j] > 0:
                file_away(j, r.around[x.head[j]], x, names, grid, m.same_name, m.blur_km)
        moved = 0
        for o in range(n):
            if (x.chance[o] > sure and x.outcome[o] != UNSURE) or r.crowd[o] > CROWD:
                continue
            was = x.told[o]
            if was >= 0:
                leave(o, was, r, x, m, by_class)
            kept, added = look(o, r, x, m, names, grid, found, weight, by_class)
            j = decide(o, kept, added, r, m, found, weight, x, threshold)
            if j == -1:
                j = was if was >= 0 and x.size[was] == 0 else free_row(o, x)
                reset(x, j)
                x.head[j] = -1
                enter(o, j, r, x, m, by_class)
                if j != was:
                    file_away(j, r.around[x.head[j]], x, names, grid, m.same_name, m.blur_km)
            elif j >= 0:
                enter(o, j, r, x, m, by_class)
            if j != was:
                moved += 1
        if moved == 0:
            break


@compiled
def free_row(o: int, x: Incidents) -> int:
    """A row for a new incident, in no bucket yet: the report's own, or one from it onwards.

    There are twice as many rows as reports: a sweep founds at most one incident a report.
    """
    n = x.size.shape[0]
    for i in range(n):
        j = (o + i) % n
        if x.size[j] == 0 and x.filed[j] == 0:
            return j
    return -1


@compiled
def alternatives(
    r: Reports, x: Incidents, m: Model, names: Names, grid: F64, most: int
) -> tuple[I64, I64, F64]:
    """What each report that fits several incidents fits: report, incident (-1: a new one), share.

    The shares of a report sum to at most 1; what is missing is clutter and less likely incidents.
    """
    n = r.t.shape[0]
    found = np.empty(n + 1, np.int64)
    weight = np.empty(n + 1, np.float64)
    by_class = np.empty(m.tau.shape[1], np.float64)
    size = 0
    for o in range(n):
        if x.outcome[o] == UNSURE:
            size += 1
    who = np.empty(size * (most + 1), np.int64)
    what = np.empty(size * (most + 1), np.int64)
    share = np.empty(size * (most + 1), np.float64)
    at = 0
    for o in range(n):
        if x.outcome[o] != UNSURE:
            continue
        if r.crowd[o] > CROWD:
            who[at] = o
            what[at] = -1
            share[at] = m.unseen[r.source[o], r.label[o]]
            at += 1
            continue
        kept, added = look(o, r, x, m, names, grid, found, weight, by_class)
        fresh = as_new(o, added, r, m)
        total = fresh + r.clutter[o]
        for i in range(kept):
            total += weight[i]
        who[at] = o
        what[at] = -1
        share[at] = fresh / total
        at += 1
        for _ in range(min(most, kept)):
            best = 0
            for i in range(kept):
                if weight[i] > weight[best]:
                    best = i
            if weight[best] <= 0.0:
                break
            who[at] = o
            what[at] = found[best]
            share[at] = weight[best] / total
            weight[best] = 0.0
            at += 1
    return who[:at], what[:at], share[:at]


@compiled
def gather(
    r: Reports, x: Incidents, m: Model, group: I64, proof: F64, independent: I64, odds: F64
) -> None:
    """Sum up incidents from their reports in canonical order; `group` numbers them from 0.

    Log-odds of being real grow with the first report of each independent group of sources only.
    """
    by_class = np.empty(m.tau.shape[1], np.float64)
    heard = np.zeros((odds.shape[0], m.delay.shape[0]), np.bool_)
    for j in range(odds.shape[0]):
        reset(x, j)
        odds[j] = 0.0
    for o in range(group.shape[0]):
        j = group[o]
        if j < 0:
            continue
        g = independent[r.source[o]]
        if not heard[j, g]:
            heard[j, g] = True
            odds[j] += min(10.0, max(-10.0, proof[o]))
        elif 0 < x.by_source[j, r.source[o]] < 3:
            odds[j] += m.gain[r.source[o]]
        join(o, j, r, x, m, by_class)


@compiled
def hash_text(data: npt.NDArray[np.uint8], offsets: I64) -> npt.NDArray[np.uint64]:
    """FNV-1a of each string of an Arrow column; orders ties of the canonical order."""
    out = np.empty(offsets.shape[0] - 1, np.uint64)
    for i in range(out.shape[0]):
        h = np.uint64(14695981039346656037)
        for k in range(offsets[i], offsets[i + 1]):
            h = (h ^ np.uint64(data[k])) * np.uint64(1099511628211)
        h ^= h >> np.uint64(29)
        out[i] = h * np.uint64(0x9E3779B97F4A7C15)
    return out
