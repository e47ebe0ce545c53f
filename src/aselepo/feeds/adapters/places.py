"""Places of a mission's own: names in several languages, what lies within what, a position."""

from __future__ import annotations

import numpy as np

from aselepo.core import Draft, Parsed
from aselepo.feeds.card import card
from aselepo.feeds.codes import EMPTY, NO_ERROR
from aselepo.feeds.context import FeedContext
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.places import LANGUAGES
from aselepo.feeds.registry import feed
from aselepo.feeds.values import numbers

CARD = card("places")
ALSO = ("level", "within", "names", "lon", "lat", "sigma_m", "area_km2")


@feed("places", version=CARD.version, card=CARD)
def places(raw: bytes, context: FeedContext) -> Parsed:
    """Named places (id, a label per language code, lon, lat, sigma_m); 1 row = 1 place."""
    rows = read_rows(raw, context.file, ("id",), optional=(*ALSO, *LANGUAGES))
    rows.refuse(rows.blank("id"), EMPTY, "id", "must be given")
    lon = numbers(rows, "lon", low=-180, high=180, empty=True)
    lat = numbers(rows, "lat", low=-90, high=90, empty=True)
    sigma_m = numbers(rows, "sigma_m", low=0, empty=True)
    area_km2 = numbers(rows, "area_km2", low=0, empty=True)
    placed = np.isfinite(lon) & np.isfinite(lat)
    rows.refuse(placed & ~(sigma_m > 0), NO_ERROR, "sigma_m", "gives no error of the position")
    rows.must_have_some()
    texts = {name: rows.texts(name) for name in rows.columns.column_names}
    drafts = [CARD.draft(context)]
    known = context.standing
    for i in map(int, np.flatnonzero(rows.good)):
        point = [float(lon[i]), float(lat[i])]
        drafts.append(
            Draft(
                kind="geography",
                body={
                    "type": "place",
                    "id": texts["id"][i],
                    "level": texts["level"][i] or "place",
                    "within": texts["within"][i] or None,
                    "labels": {lang: texts[lang][i] for lang in LANGUAGES if texts[lang][i]},
                    "names": [name for name in texts["names"][i].split("|") if name],
                    "geometry": {"type": "Point", "coordinates": point} if placed[i] else None,
                    "sigma_m": float(sigma_m[i]) if placed[i] else None,
                    "area_km2": float(area_km2[i]) if np.isfinite(area_km2[i]) else None,
                    "valid_from": None,
                    "valid_to": None,
                    "source": CARD.name,
                },
                known_at=known,
                grounds=CARD.known if known else None,
                author=context.author,
            )
        )
    return rows.parsed(drafts)
