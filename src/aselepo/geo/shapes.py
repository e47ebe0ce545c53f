"""GeoJSON geometries as shapes: read once, refused where they have no inside."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Any

import shapely
from shapely.geometry import shape as _shape
from shapely.geometry.base import BaseGeometry


class Unusable(ValueError):
    """A geometry that is empty, crosses itself or is no geometry."""


@lru_cache(maxsize=4096)
def shape(text: str) -> BaseGeometry:
    """The shape of a GeoJSON geometry, given as canonical text.

    Raises
    ------
    Unusable : no geometry, empty, not finite, or crossing itself
    """
    try:
        found = _shape(_geometry(json.loads(text)))
    except (KeyError, TypeError, AttributeError, ValueError, shapely.errors.ShapelyError) as bad:
        raise Unusable(f"not a GeoJSON geometry: {bad}") from bad
    if found.is_empty:
        raise Unusable("the geometry is empty")
    coordinates = shapely.get_coordinates(found)
    if not bool((abs(coordinates) < 1e12).all()):
        raise Unusable("a coordinate is not finite")
    if found.geom_type in ("Polygon", "MultiPolygon") and not found.is_valid:
        raise Unusable(shapely.is_valid_reason(found))
    return found


def _geometry(given: dict[str, Any]) -> dict[str, Any]:
    """A feature's geometry, or all geometries of a collection of features."""
    if given.get("type") == "Feature":
        return dict(given["geometry"])
    if given.get("type") == "FeatureCollection":
        return {
            "type": "GeometryCollection",
            "geometries": [feature["geometry"] for feature in given["features"]],
        }
    return given
