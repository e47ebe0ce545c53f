"""Area behind the line as somebody's map shows it day by day: lags, repeats itself, may shrink."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np

from aselepo.core import Parsed
from aselepo.core.time import iso
from aselepo.feeds.card import card
from aselepo.feeds.codes import NO_SUCH_CODE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.days import dates
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.registry import feed
from aselepo.feeds.values import numbers

CARD = card("occupied_area")
REPEATS = "geometry_same_as_previous_day"
ANSWERS = {"true": True, "false": False, "": None}


@feed("occupied_area", version=CARD.version, card=CARD)
def occupied_area(raw: bytes, context: FeedContext) -> Parsed:
    """Occupied area in km2; 1 row = 1 day's map, which shows the day before; it may shrink."""
    rows = read_rows(raw, context.file, ("date", "area_km2_geodesic"), optional=(REPEATS,))
    days = dates(rows, "date")
    area_km2 = numbers(rows, "area_km2_geodesic", low=0)
    repeats = [text.lower() for text in rows.texts(REPEATS)]
    odd = np.array([text not in ANSWERS for text in repeats], dtype=bool)
    rows.refuse(odd, NO_SUCH_CODE, REPEATS, "is neither true nor false")
    rows.must_have_some()
    drafts = [CARD.draft(context)]
    for i in map(int, np.flatnonzero(rows.good)):
        day = datetime(days[i].year, days[i].month, days[i].day, tzinfo=UTC)
        known = day + timedelta(hours=float(CARD.option(context, "known_after_h")))
        content = {
            "type": "mapped_area",
            "source": CARD.name,
            "claimant": CARD.option(context, "claimant"),
            "accused": None,
            "date": days[i].isoformat(),
            "shows": [iso(day - timedelta(days=1)), iso(day)],
            "area_km2": float(area_km2[i]),
            "repeats_previous_day": ANSWERS[repeats[i]],
        }
        drafts.append(CARD.told(context, "claim", content, known=known, row=int(rows.lines[i])))
    return rows.parsed(drafts)
