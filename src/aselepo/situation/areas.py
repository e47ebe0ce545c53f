"""Areas of the mission: the sides' territories and their parts, and where incidents fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from aselepo.situation.value import Area

ANYWHERE = "anywhere"
"""Area of the rows of a mission that knows no territories."""
SURE_SIGMAS = 3.0
"""A place lies surely in an area if the circle of so many sigmas around it does."""
_METRES_PER_DEGREE = 111_195.0


@dataclass(frozen=True, slots=True)
class Areas:
    """All areas by id."""

    by_id: Mapping[str, Area]

    def territories(self) -> list[Area]:
        """Areas that are a side's whole territory, by id."""
        return [area for _, area in sorted(self.by_id.items()) if area.side and area.within is None]

    def within(self, area: str) -> tuple[str, ...]:
        """The areas that contain an area, nearest first."""
        found: list[str] = []
        at = self.by_id[area].within if area in self.by_id else None
        while at is not None and at not in found:
            found.append(at)
            at = self.by_id[at].within if at in self.by_id else None
        return tuple(found)

    def weights(self, area: str) -> tuple[dict[str, float], str]:
        """Parts of an area with their weights, and what these go by: surface, or one each."""
        parts = self.by_id[area].parts if area in self.by_id else ()
        if not parts:
            return {area: 1.0}, "count"
        surfaces = {part: self.by_id[part].area_km2 for part in parts}
        if all(surface for surface in surfaces.values()):
            return {part: float(surface or 0) for part, surface in surfaces.items()}, "area"
        return dict.fromkeys(parts, 1.0), "count"


def read_areas(bodies: Sequence[Mapping[str, Any]]) -> Areas:
    """Areas from geography entries; of several versions of an id the last given holds.

    Parameters
    ----------
    bodies : bodies of entries of kind `geography`, in the order in which they became known
    """
    given = {
        body["id"]: body
        for body in bodies
        if body.get("type") == "area" or (body.get("type") == "place" and body.get("area_km2"))
    }
    sides = {name: body["side"] for name, body in given.items() if body.get("side")}
    areas = {}
    for name, body in given.items():
        within = body.get("within") if body.get("within") in given else None
        areas[name] = Area(
            id=name,
            labels=dict(body.get("labels", {})),
            side=sides.get(name) or (sides.get(within) if within else None),
            parts=tuple(sorted(part for part, each in given.items() if each.get("within") == name)),
            within=within,
            area_km2=body.get("area_km2"),
            geometry=body.get("geometry"),
        )
    return Areas(areas)


def locate(
    places: Sequence[str | None],
    lon: np.ndarray[Any, np.dtype[np.float64]],
    lat: np.ndarray[Any, np.dtype[np.float64]],
    sigma_m: np.ndarray[Any, np.dtype[np.float64]],
    areas: Areas,
) -> list[tuple[frozenset[str], frozenset[str]]]:
    """Areas in which each thing surely and possibly is, areas that contain these included.

    Parameters
    ----------
    places : place id of each thing, or None
    lon, lat : degrees, shape (n,), nan where unknown
    sigma_m : standard deviation of the place, metres, shape (n,); nan is unknown

    Returns
    -------
    (sure, possible) for each; without any place all areas are possible and none is sure
    """
    shaped = {name: shape(a.geometry) for name, a in areas.by_id.items() if _is_area(a)}
    everywhere = frozenset(areas.by_id)
    found: list[tuple[frozenset[str], frozenset[str]]] = []
    for i, place in enumerate(places):
        if place is not None and place in areas.by_id:
            inside = frozenset((place, *areas.within(place)))
            found.append((inside, inside))
        elif place is None and np.isfinite(lon[i]) and np.isfinite(lat[i]):
            found.append(_by_shape(lon[i], lat[i], sigma_m[i], shaped, areas))
        else:
            found.append((frozenset(), everywhere))
    return found


def _is_area(area: Area) -> bool:
    return area.geometry is not None and area.geometry["type"] in ("Polygon", "MultiPolygon")


def _by_shape(
    lon: float, lat: float, sigma_m: float, shaped: Mapping[str, Any], areas: Areas
) -> tuple[frozenset[str], frozenset[str]]:
    if not np.isfinite(sigma_m):
        return frozenset(), frozenset(areas.by_id)
    # degrees of longitude are shorter, so this circle is a little wide: on the careful side
    reach = SURE_SIGMAS * sigma_m / (_METRES_PER_DEGREE * max(0.1, float(np.cos(np.radians(lat)))))
    point = shapely.Point(lon, lat)
    circle = point.buffer(reach) if reach > 0 else point
    sure: set[str] = set()
    possible: set[str] = set()
    for name, footprint in shaped.items():
        if footprint.intersects(circle):
            possible |= {name, *areas.within(name)}
            if footprint.covers(circle):
                sure |= {name, *areas.within(name)}
    # two neighbouring parts of one territory: surely in the territory, in neither part surely
    for whole in {up for name in possible for up in areas.within(name)}:
        parts = [
            shaped[part] for part in areas.by_id[whole].parts if part in possible & set(shaped)
        ]
        if parts and shapely.union_all(parts).covers(circle):
            sure.add(whole)
    return frozenset(sure), frozenset(possible)
