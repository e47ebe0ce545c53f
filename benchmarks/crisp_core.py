"""The crisp core by hand, for comparison: every table rounded to its likeliest, points, instants.

What a monitor without uncertainty would do with the same facts: 20 prohibitions, the duty, the
counts. Written against arrays, no generality, one function.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely

HOUR = 3_600_000_000


def crisp(facts: Any) -> int:
    """Number of breaches found."""
    view = facts.view()
    rows = view.incidents
    first = _likeliest(rows.classes)
    party = _likeliest(rows.parties)
    line = shapely.from_geojson(facts.shapes[0].geometry)
    shapely.prepare(line)
    names = rows.classes.names
    inside = shapely.dwithin(shapely.points(rows.x, rows.y), line, 15_000.0)
    real = rows.p_real_lo >= 0.95
    groups = [
        ("small_arms",), ("mortar",), ("artillery",), ("rocket",), ("drone_strike",), ("missile",),
        ("explosion",), ("tank_seen",), ("mortar", "artillery"), ("missile", "drone_strike"),
    ]  # fmt: skip
    notified = np.zeros(len(rows), np.bool_)
    order = np.argsort([n.time for n in view.notices])
    times = np.array([view.notices[k].time for k in order])
    at = np.array([(view.notices[k].x, view.notices[k].y) for k in order])
    blasts = np.flatnonzero(first == names.index("explosion"))
    lo = np.searchsorted(times, rows.time_lo[blasts] - 6 * HOUR)
    hi = np.searchsorted(times, rows.time_lo[blasts] + 6 * HOUR, side="right")
    for row, start, end in zip(blasts, lo, hi, strict=True):
        gap = at[start:end] - (rows.x[row], rows.y[row])
        notified[row] = (
            bool((np.hypot(gap[:, 0], gap[:, 1]) <= 1000).any()) if end > start else False
        )
    found = 0
    grave: dict[int, list[Any]] = {0: [], 1: []}
    for number, group in enumerate(groups, start=1):
        is_one = np.isin(first, [names.index(name) for name in group]) & real
        if "explosion" in group:
            is_one &= ~notified
        for mask in (is_one, is_one & inside):
            for who in (0, 1):
                broken = mask & (party == who)
                found += int(broken.sum())
                if number in (6, 10):
                    grave[who].append(np.flatnonzero(broken))
    replies = {act.re for act in view.acts if act.what == "reply"}
    ids = rows.id.to_pylist()
    missiles = np.flatnonzero((first == names.index("missile")) & real & (party < 2))
    found += sum(ids[row] not in replies for row in missiles)
    for lists in grave.values():
        when = np.sort(rows.time_lo[np.unique(np.concatenate(lists))])
        found += int(
            (np.arange(len(when)) - np.searchsorted(when, when - 7 * 24 * HOUR) >= 2).any()
        )
    return found


def _likeliest(table: Any) -> Any:
    counts = np.diff(table.offsets)
    row = np.repeat(np.arange(len(counts)), counts)
    order = np.lexsort((table.p, row))
    last = np.cumsum(counts) - 1
    return table.code[order[last]]
