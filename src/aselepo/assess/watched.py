"""How much of a zone was watched over the last stretch of time, as a function of the moment."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from aselepo.agreement.model import Agreement
from aselepo.assess.facts import Watch
from aselepo.assess.spans import BEGIN, END, I64, union
from aselepo.assess.zones import Ground
from aselepo.geo import Footprint, Unusable, footprint


def share_watched(ground: Ground, zone: str, text: Agreement) -> list[tuple[int, int, float]]:
    """Stretches of time with the share of a zone that was watched; none elsewhere.

    Where several statements overlap in an area the best one counts; what they do not share adds up.
    A zone whose shape is not known is watched only where a statement names it.
    """
    watches = [watch for watch in ground.view.watches if watch.end > watch.start]
    edges = sorted({edge for watch in watches for edge in (watch.start, watch.end)})
    found = []
    for start, end in pairwise(edges):
        here = [w for w in watches if w.start <= start and end <= w.end and w.observed > 0]
        share = _share(ground, zone, text, start, here) if here else 0.0
        if share > 0.0:
            found.append((start, end, share))
    return found


def _share(ground: Ground, zone: str, text: Agreement, at: int, here: list[Watch]) -> float:
    whole = max((w.observed for w in here if w.area == zone), default=0.0)
    own = ground.area(zone, text, at)
    if own is None or own.area.is_empty:
        return whole
    found = [(w.observed, _area(ground, w, text, at)) for w in here if w.area != zone]
    parts = sorted(
        ((observed, area) for observed, area in found if area is not None),
        key=lambda part: (-part[0], part[1].area.wkb),
    )
    total, seen = 0.0, shapely.MultiPolygon()
    for observed, area in parts:
        if observed <= whole:
            break
        piece = own.area.intersection(_in_plane(area, own)).difference(seen)
        total += observed * float(piece.area)
        seen = seen.union(piece)
    size = float(own.area.area)
    return min(1.0, (total + whole * (size - float(seen.area))) / size)


def _area(ground: Ground, watch: Watch, text: Agreement, at: int) -> Footprint | None:
    if not watch.area.startswith("{"):
        return ground.area(watch.area, text, at)
    try:
        return footprint(("shape", watch.area), flat=ground.view.plane)
    except Unusable:
        return None


def _in_plane(area: Footprint, other: Footprint) -> shapely.Geometry:
    """An area in the plane of another one."""
    if area.plane.projection is None:
        return area.area
    back = area.plane.projection.transform

    def move(c: Any) -> Any:
        lon, lat = back(c[:, 0], c[:, 1], direction="INVERSE")
        return np.stack(other.plane.points(np.asarray(lon), np.asarray(lat)), axis=1)

    return shapely.transform(area.area, move)


def watched(pieces: list[tuple[int, int, float]], length: int, least: float) -> I64:
    """Moments t at which the watched share of (t - length, t] is at least `least`.

    Between the edges of the pieces the share is linear in t, so crossings are solved exactly and
    rounded to the later microsecond on the way up, the earlier on the way down.
    """
    if least <= 0.0:
        return np.array([[BEGIN, END]], np.int64)
    edges = sorted({e for s, t, _ in pieces for e in (s, t, s + length, t + length)})
    sums = [_sum(pieces, edge - length, edge) for edge in edges]
    need = least * length * (1.0 - 1e-12)
    rows = []
    for (a, b), (one, two) in zip(pairwise(edges), pairwise(sums), strict=True):
        if one >= need and two >= need:
            rows.append((a, b))
        elif one < need <= two:
            rows.append((a + int(np.ceil((need - one) / (two - one) * (b - a))), b))
        elif one >= need > two:
            rows.append((a, a + int(np.floor((one - need) / (one - two) * (b - a))) + 1))
    return union([np.array([row], np.int64) for row in rows if row[0] < row[1]])


def _sum(pieces: list[tuple[int, int, float]], start: int, end: int) -> float:
    return sum(max(0, min(t, end) - max(s, start)) * share for s, t, share in pieces)
