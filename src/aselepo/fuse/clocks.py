"""Clocks that are off: found from the lags between a sensor's reports and those of others.

For each sensor the lags to the nearest reports of other sources, close in place, are compared with
those at shifted times. A true clock piles its lags up around zero; one that is an hour off piles
them up around an hour. The offset is shown; times are shifted only on request.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from scipy.spatial import cKDTree

from aselepo.core.problem import Problem
from aselepo.core.tables import TIME
from aselepo.fuse import codes
from aselepo.fuse._kernels import F64, I64
from aselepo.fuse.checks import check
from aselepo.fuse.columns import columns
from aselepo.fuse.model import arrays
from aselepo.fuse.sources import SourceModels

SPAN_H = 13.0
"""Offsets are looked for up to this size: wrong zones and forgotten summer time lie within."""
BIN_H = 0.1
NEAR_KM = 3.0
MIN_PAIRS = 40
"""Excess pairs below which nothing is said of a clock."""
SHARP_H = 0.3
"""Only sources whose times err less are compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """A sensor whose clock is off: what it shows less what is true, hours."""

    source: str
    sensor: str | None
    offset_h: float
    pairs: int
    """Matches beyond chance at that offset."""


def clock_offsets(
    table: pa.Table, models: SourceModels, *, where: str = "observations"
) -> tuple[tuple[Offset, ...], list[Problem]]:
    """Sensors whose clock is off, and the problems that say so.

    A whole source is tested first; only if it is in order is each of its sensors tested alone.
    """
    fit = check(table, models, where).fit
    if not len(fit):
        return (), []
    c = columns(fit, models)
    names = list(models.sources)
    # in a comparison the error matters that the source makes, delays included
    delay = np.array(
        [max(source.delay_h.values(), default=0.0) for source in models.sources.values()]
    )
    sharp = (c.sigma_h <= SHARP_H) & (delay[c.source] <= SHARP_H) & (c.major < 2.0 * NEAR_KM)
    x = np.c_[c.u * float(np.median(c.c)), c.y]
    sensor = fit["sensor"].combine_chunks().dictionary_encode()
    code = np.asarray(pc.fill_null(sensor.indices, -1), dtype=np.int64)
    labels = sensor.dictionary.to_pylist()
    late = arrays(models)[0].delay  # a delayed source lags behind with the best of clocks
    found: list[Offset] = []
    off = np.zeros(len(c))
    # the sources with most reports judge the others; each that is off is put right before the next
    for i in np.argsort(-np.bincount(c.source[sharp], minlength=len(names))).tolist():
        rows = np.flatnonzero(sharp & (c.source == i))
        others = np.flatnonzero(sharp & (c.source != i))
        if not len(rows) or not len(others):
            continue
        lags, who = _lags(x, c.t - off, rows, others)
        whole = _peak(lags - late[i])
        if whole is not None and abs(whole[0]) >= 3 * BIN_H:
            rivals = [o for o in found if o.sensor is None]
            if not rivals and _is_reference(c.source, others, i, x, c.t, rows):
                continue
            found.append(Offset(source=names[i], sensor=None, offset_h=whole[0], pairs=whole[1]))
            off[c.source == i] = whole[0]
            continue
        for k in np.unique(code[rows[who]]).tolist():
            if k < 0 or len(np.unique(code[rows])) < 2:
                continue
            alone = _peak(lags[code[rows[who]] == k] - late[i])
            if alone is not None and abs(alone[0]) >= 3 * BIN_H:
                found.append(
                    Offset(source=names[i], sensor=labels[k], offset_h=alone[0], pairs=alone[1])
                )
    problems = [codes.CLOCK_OFF.at(where, _said(offset)) for offset in found]
    return tuple(found), problems


def _said(offset: Offset) -> str:
    who = offset.source + (f" sensor {offset.sensor}" if offset.sensor is not None else "")
    return f"clock of {who} is {offset.offset_h:+.1f} h off ({offset.pairs} matches beyond chance)"


def _lags(x: F64, t: F64, rows: I64, others: I64) -> tuple[F64, I64]:
    """Time differences between reports and near reports of others, and which report each is of."""
    tree = cKDTree(np.c_[x[others], t[others] * (NEAR_KM / SPAN_H)])
    near = tree.query_ball_point(np.c_[x[rows], t[rows] * (NEAR_KM / SPAN_H)], NEAR_KM, p=np.inf)
    size = np.array([len(each) for each in near], np.int64)
    who = np.repeat(np.arange(len(rows)), size)
    flat = np.concatenate([np.asarray(each, np.int64) for each in near]) if size.sum() else size[:0]
    return t[rows][who] - t[others][flat], who


def _peak(lags: F64) -> tuple[float, int] | None:
    """Centre of the pile of lags and its excess over chance; None where there is none."""
    edges = np.arange(-SPAN_H, SPAN_H + BIN_H / 2, BIN_H)
    seen = np.histogram(lags, edges)[0].astype(float)
    width = 3
    pile = np.convolve(seen, np.ones(width), "same")
    around = np.convolve(seen, np.ones(61), "same") - np.convolve(seen, np.ones(13), "same")
    chance = around / 48.0 * width
    excess = pile - chance
    best = int(np.argmax(excess))
    if excess[best] < max(MIN_PAIRS, 6.0 * np.sqrt(chance[best] + 1.0)):
        return None
    at = slice(max(0, best - 2), best + 3)
    over = np.maximum(seen[at] - chance[best] / width, 0.0)
    middle = (edges[:-1] + edges[1:])[at] / 2.0
    return round(float((over * middle).sum() / over.sum()), 2), round(float(excess[best]))


def _is_reference(source: I64, others: I64, i: int, x: F64, t: F64, rows: I64) -> bool:
    """Whether the others disagree among themselves, so that this source is not the one off."""
    signs = []
    for k in np.unique(source[others]).tolist():
        lags, _ = _lags(x, t, rows, others[source[others] == k])
        peak = _peak(lags)
        if peak is not None:
            signs.append(abs(peak[0]) >= 3 * BIN_H)
    return len(signs) > 1 and not all(signs)


def repaired(table: pa.Table, offsets: tuple[Offset, ...]) -> pa.Table:
    """The table with the times of these sensors put right; all else as it was."""
    for offset in offsets:
        mine = pc.equal(table["source"], offset.source)
        if offset.sensor is not None:
            mine = pc.and_(mine, pc.fill_null(pc.equal(table["sensor"], offset.sensor), False))
        shift = pa.scalar(round(offset.offset_h * 3.6e9), pa.duration("us"))
        for name in ("time_lo", "time", "time_hi", "time_end"):
            moved = pc.if_else(mine, pc.subtract(table[name], shift).cast(TIME), table[name])
            table = table.set_column(table.schema.get_field_index(name), name, moved)
    return table
