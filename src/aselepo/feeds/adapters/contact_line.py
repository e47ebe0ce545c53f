"""Versions of a line between parties, each with its day and its error; drawn, never judged."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from aselepo.core import Draft, Parsed, parse_instant
from aselepo.core.time import iso
from aselepo.feeds.card import card
from aselepo.feeds.codes import NO_ERROR, NOT_A_DATE, NOT_A_SHAPE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.days import day_in
from aselepo.feeds.registry import feed
from aselepo.feeds.shapes import Feature, read_features

CARD = card("contact_line")


@feed("contact_line", version=CARD.version, card=CARD)
def contact_line(raw: bytes, context: FeedContext) -> Parsed:
    """Line of contact (GeoJSON with valid_from and sigma_m); 1 feature = 1 version."""
    features, refused, count = read_features(raw, context.file)
    drafts = []
    for number, feature in features:
        given = feature["properties"]
        if feature["geometry"]["type"] not in ("LineString", "MultiLineString"):
            refused.add(number, NOT_A_SHAPE, f"{feature['geometry']['type']} is not a line")
            continue
        sigma_m = given.get("sigma_m")
        if (
            isinstance(sigma_m, bool)
            or not isinstance(sigma_m, int | float)
            or not 0 < sigma_m < 2e7
        ):
            refused.add(number, NO_ERROR, f"sigma_m {sigma_m!r} is not a length in metres")
            continue
        try:
            valid = [_moment(given.get(key), context) for key in ("valid_from", "valid_to")]
        except (ValueError, OverflowError) as wrong:
            refused.add(number, NOT_A_DATE, str(wrong))
            continue
        if valid[0] is None:
            refused.add(number, NOT_A_DATE, "no valid_from")
            continue
        drafts.append(_draft(feature, valid[0], valid[1], context))
    return refused.parsed((CARD.draft(context), *drafts), count)


def _moment(value: Any, context: FeedContext) -> datetime | None:
    """A day, which starts by the clock of the line's author, or a moment with offset."""
    if value is None:
        return None
    text = str(value)
    if len(text) > len("2025-04-19"):
        return parse_instant(text)
    return day_in(CARD.clock(context), date.fromisoformat(text)).start


def _draft(feature: Feature, start: datetime, end: datetime | None, context: FeedContext) -> Draft:
    given = feature["properties"]
    known = start if context.reported else None
    return Draft(
        kind="geography",
        body={
            "type": "line",
            "id": CARD.option(context, "id"),
            "labels": dict(CARD.labels),
            "name": str(given.get("name") or ""),
            "author": str(given.get("author") or CARD.credit),
            "geometry": feature["geometry"],
            "sigma_m": float(given["sigma_m"]),
            "valid_from": iso(start),
            "valid_to": iso(end) if end else None,
            "note": str(given.get("status") or given.get("note") or ""),
            "source": CARD.name,
        },
        known_at=known,
        grounds=CARD.known if known else None,
        author=context.author,
    )
