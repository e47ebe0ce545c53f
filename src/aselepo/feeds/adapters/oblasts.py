"""Shapes of administrative areas: places with ids, names in several languages and footprints."""

from __future__ import annotations

from typing import Any

from pyproj import Geod
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from aselepo.core import Draft, Parsed
from aselepo.feeds.codes import NO_SUCH_PLACE, NOT_A_SHAPE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.places import Place, gazetteer
from aselepo.feeds.registry import feed
from aselepo.feeds.shapes import read_features
from aselepo.feeds.sources import SourceCard

NAME = "oblasts"
VERSION = 1
SOURCE = SourceCard(
    name=NAME,
    labels={
        "en": "Shapes of oblasts",
        "uk": "Межі областей",
        "ru": "Границы областей",
        "fi": "Alueiden rajat",
        "fr": "Contours des oblasts",
    },
    kind="shapes",
    licence="CC BY 4.0 (geoBoundaries gbOpen); source layer ODbL (OpenStreetMap)",
    credit="geoBoundaries (Runfola et al. 2020); © OpenStreetMap contributors",
    address="https://www.geoboundaries.org/",
    error_model={
        "place": "simplified for display: a border may lie about 2 km off; territorial sea included"
    },
)
GROUNDS = "administrative areas stand from the start of the archive"


@feed(NAME, version=VERSION)
def oblasts(raw: bytes, context: FeedContext) -> Parsed:
    """Administrative areas (GeoJSON with shapeName, shapeISO); 1 feature = 1 place."""
    places = context.places or gazetteer("ukraine")
    features, refused = read_features(raw, context.file)
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
    read = len(features) + len(refused.lines - {number for number, _ in features})
    refused.stop_if_all(read)
    return Parsed(
        drafts=(SOURCE.draft(NAME, VERSION, context), *drafts),
        problems=refused.problems(read),
        rows_read=read,
        rows_accepted=len(drafts),
        rows_set_aside=len(refused.lines),
    )


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
        grounds=GROUNDS if known else None,
        author=context.author,
    )
