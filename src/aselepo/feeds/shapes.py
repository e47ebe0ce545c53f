"""GeoJSON features that can be drawn where they claim to lie."""

from __future__ import annotations

import json
from typing import Any

from shapely import get_coordinates
from shapely.errors import ShapelyError
from shapely.geometry import shape

from aselepo.core import InputError
from aselepo.feeds.codes import NOT_A_SHAPE, NOTHING_READ
from aselepo.feeds.delimited import text_of
from aselepo.feeds.refusals import Refusals

Feature = dict[str, Any]
PLANE = ("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326")
"""Names of the one reference system that GeoJSON knows, as older files still write them."""


def read_features(raw: bytes, file: str) -> tuple[list[tuple[int, Feature]], Refusals, int]:
    """Read a FeatureCollection or a single Feature.

    Returns
    -------
    features : (number from 1, feature) with a readable geometry within WGS 84
    refused : the features set aside
    count : features in the file

    Raises
    ------
    InputError : not GeoJSON, or in another reference system
    """
    refused = Refusals(file, unit="feature")
    try:
        data = json.loads(text_of(raw, file))
    except json.JSONDecodeError as wrong:
        where = f"{file}:{wrong.lineno}:{wrong.colno}"
        raise InputError(NOTHING_READ.at(where, f"not JSON: {wrong.msg}")) from wrong
    except RecursionError as wrong:
        raise InputError(NOTHING_READ.at(file, "nested too deeply")) from wrong
    kind = data.get("type") if isinstance(data, dict) else None
    if kind not in ("FeatureCollection", "Feature"):
        raise InputError(NOTHING_READ.at(file, f'type "{kind}" is not GeoJSON features'))
    crs = _under(data, "crs", "properties", "name")
    if crs is not None and crs not in PLANE:
        raise InputError(NOTHING_READ.at(file, f'the reference system "{crs}" is not WGS 84'))
    listed = data.get("features") if kind == "FeatureCollection" else [data]
    if not isinstance(listed, list):
        raise InputError(NOTHING_READ.at(file, "features is not a list"))
    features: list[tuple[int, Feature]] = []
    for number, feature in enumerate(listed, start=1):
        wrong_with = _wrong(feature)
        if wrong_with is None:
            given = feature.get("properties")
            given = given if isinstance(given, dict) else {}
            features.append((number, {"properties": given, "geometry": feature["geometry"]}))
        else:
            refused.add(number, NOT_A_SHAPE, wrong_with)
    refused.stop_if_all(len(listed))
    return features, refused, len(listed)


def _under(data: Any, *keys: str) -> Any:
    """What stands under nested keys, or None."""
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _wrong(feature: Any) -> str | None:
    """What is wrong with a feature, or None."""
    if not isinstance(feature, dict) or not isinstance(feature.get("geometry"), dict):
        return "no geometry"
    try:
        json.dumps(feature["geometry"], allow_nan=False)
        drawn = shape(feature["geometry"])
    except (ShapelyError, ValueError, TypeError, KeyError, AttributeError, IndexError):
        return "the geometry cannot be read"
    if drawn.is_empty:
        return "the geometry is empty"
    corners = get_coordinates(drawn)
    if not ((abs(corners[:, 0]) <= 180) & (abs(corners[:, 1]) <= 90)).all():
        return "coordinates lie outside -180..180, -90..90: not WGS 84, or nan"
    return None
