"""Shapes of administrative areas: places with ids, names in several languages and footprints."""

from __future__ import annotations

from typing import Any

from pyproj import Geod
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from aselepo.core import Draft, Parsed
from aselepo.feeds.card import card
from aselepo.feeds.codes import NO_SUCH_PLACE, NOT_A_SHAPE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.places import Place
from aselepo.feeds.registry import feed
from aselepo.feeds.shapes import read_features

NAME = "oblasts"
CARD = card(NAME)


@feed(NAME, version=CARD.version, card=CARD)
def oblasts(raw: bytes, context: FeedContext) -> Parsed:
    """Administrative areas (GeoJSON with shapeName, shapeISO); 1 feature = 1 place."""
    places = CARD.places(context)
    features, refused, count = read_features(raw, context.file)
    drafts: list[Draft] = []
    for number, feature in features:
        given = feature["properties"]
        found = places.find(str(given.get("shapeISO") or "")) or places.find(
            str(given.get("shapeName") or "")
        )
        footprint = shape(feature["geometry"])
        if found is None:
            name = given.get("shapeName")
            refused.add(number, NO_SUCH_PLACE, f'shapeName "{name}" is not in the gazetteer')
        elif footprint.geom_type not in ("Polygon", "MultiPolygon"):
            refused.add(number, NOT_A_SHAPE, f"{footprint.geom_type} is not an area")
        else:
            drafts.append(_draft(places.by_id[found], feature["geometry"], footprint, context))
    return refused.parsed((CARD.draft(context), *drafts), count)


def _draft(
    place: Place, geometry: dict[str, Any], footprint: BaseGeometry, context: FeedContext
) -> Draft:
    area_m2, _ = Geod(ellps="WGS84").geometry_area_perimeter(footprint)
    known = context.standing
    return Draft(
        kind="geography",
        body={
            "type": "place",
            "id": place.id,
            "level": place.level,
            "within": place.within,
            "labels": dict(place.labels),
            "names": list(place.names),
            "geometry": geometry,
            "area_km2": round(abs(area_m2) / 1e6, 1),
            "valid_from": None,
            "valid_to": None,
            "sigma_m": None,
            "source": NAME,
        },
        known_at=known,
        grounds=CARD.known if known else None,
        author=context.author,
    )
