"""News reports of events, row by row: a report, its place and day; one headline counts once."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import numpy as np

from aselepo.core import Parsed, observation_id
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.feeds.card import card
from aselepo.feeds.codes import NOT_A_TIME, NOT_DECLARED, TWICE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.days import day_anywhere
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.moments import EAST, WEST
from aselepo.feeds.registry import feed
from aselepo.feeds.rows import Rows
from aselepo.feeds.values import positions

CARD = card("viina")
COLUMNS = ("datetime", "lon", "lat", "place_name", "headline_id")


@feed("viina", version=CARD.version, card=CARD)
def viina(raw: bytes, context: FeedContext) -> Parsed:
    """News reports (VIINA); 1 row = 1 headline at 1 place; no zone of time; 00:00:00 is no time."""
    rows = read_rows(raw, context.file, COLUMNS, optional=("event_type", "lang_guess"))
    lon, lat = positions(rows, "lon", "lat", context)
    local = [_local(text) for text in rows.texts("datetime")]
    unread = np.array([moment is None for moment in local], dtype=bool)
    rows.refuse(
        unread,
        NOT_A_TIME,
        "datetime",
        "is not a moment like 2025-04-19 18:30:00",
        why="a report without its moment cannot be placed in the truce",
    )
    rows.must_have_some()
    found = _observations(rows, lon.tolist(), lat.tolist(), local, context)
    notes = [NOT_DECLARED.at(context.file, "what the press left out is not known")]
    if twice := int(rows.good.sum()) - len(found):
        notes.append(TWICE.at(context.file, f"{twice} rows repeat another word for word"))
    draft = CARD.observed(context, table(OBSERVATIONS, found))
    return rows.parsed([CARD.draft(context), draft], notes)


def _local(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is None else None


def _stretch(local: datetime) -> tuple[datetime, datetime]:
    """When a moment of unknown zone lay in UTC; midnight on the dot stands for the whole day."""
    if local.time() == datetime.min.time():
        day = day_anywhere(local.date())
        assert day.end is not None
        return day.start, day.end
    day = day_anywhere(local.date())
    moment = day.start + EAST + (local - datetime.combine(local.date(), datetime.min.time()))
    return moment - EAST, moment + WEST + timedelta(minutes=1)


def _observations(
    rows: Rows,
    lon: list[float],
    lat: list[float],
    local: list[datetime | None],
    context: FeedContext,
) -> list[dict[str, Any]]:
    """One observation a row; of one headline all but the first are copies of the first."""
    headline, place = rows.texts("headline_id"), rows.texts("place_name")
    tags, lang = rows.texts("event_type"), rows.texts("lang_guess")
    keys: dict[str, dict[str, Any]] = {}
    for i in np.flatnonzero(rows.good):
        moment = local[i]
        assert moment is not None
        start, end = _stretch(moment)
        named = [CARD.class_map[tag] for tag in tags[i].split("|") if tag in CARD.class_map]
        key = f"{headline[i]}|{moment.isoformat()}|{lon[i]!r}|{lat[i]!r}|{place[i]}|{tags[i]}"
        keys.setdefault(
            key,
            {
                "id": observation_id(CARD.name, key),
                "rev": 0,
                "source": CARD.name,
                "basis": "document",
                "time_lo": start,
                "time_hi": end,
                "lon": lon[i],
                "lat": lat[i],
                "sigma_major_m": float(CARD.option(context, "sigma_m")),
                "sigma_minor_m": float(CARD.option(context, "sigma_m")),
                "class": named[0] if len(set(named)) == 1 else None,
                "class_confidence": float(CARD.option(context, "class_confidence"))
                if len(set(named)) == 1
                else None,
                "text": f"{place[i]}: {tags[i].replace('|', ', ') or 'no tag'}",
                "lang": lang[i] if lang[i] not in ("", "unknown") else None,
                "origin": headline[i],
                "external_id": key,
                "known_at": day_anywhere(moment.date()).end if context.reported else None,
                "row": int(rows.lines[i]),
            },
        )
    first: dict[str, str] = {}
    for key in sorted(keys):  # the first by content, so that the order of rows does not matter
        first.setdefault(keys[key]["origin"], keys[key]["id"])
    for found in keys.values():
        original = first[found["origin"]]
        found["origin"] = None if original == found["id"] else original
    return list(keys.values())
