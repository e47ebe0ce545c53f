"""Alerts of the Home Front Command: several places a cell, local time without offset, drills."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from aselepo.core import Parsed, clock, observation_id, parse_instant
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.core.time import AmbiguousTime, MissingTime, from_local
from aselepo.feeds.card import card
from aselepo.feeds.codes import DRILL, EMPTY, NO_LOCAL_TIME, NO_SUCH_CODE, NOT_A_TIME, NOT_DECLARED
from aselepo.feeds.context import FeedContext
from aselepo.feeds.declared import declared
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.registry import feed
from aselepo.feeds.rows import Rows

CARD = card("home_front_alerts")
COLUMNS = ("data", "date", "time", "alertDate", "category", "rid")
AGREE = timedelta(minutes=1)
"""`alertDate` is `time` rounded to the minute; further apart, one of the two is wrong."""
NO_MOMENT = "a report without its moment cannot be placed in the truce"

When = dict[str, Any]


@feed("home_front_alerts", version=CARD.version, card=CARD)
def home_front_alerts(raw: bytes, context: FeedContext) -> Parsed:
    """Alerts of the Home Front Command; local time; 1 row = 1 alert for 1 or more places."""
    rows = read_rows(raw, context.file, COLUMNS, optional=("category_desc",))
    for name in ("data", "rid"):
        blank = np.array([not text for text in rows.texts(name)], dtype=bool)
        rows.refuse(blank, EMPTY, name, "must be given")
    category = rows.texts("category")
    described = rows.texts("category_desc")
    drill = np.array([_drill(*pair) for pair in zip(category, described, strict=True)], dtype=bool)
    rows.refuse(drill, DRILL, "category", "marks a drill")
    other = np.array([code not in CARD.class_map for code in category], dtype=bool)
    rows.refuse(other, NO_SUCH_CODE, "category", "is not a threat from the air that is known")
    zone = clock(CARD.option(context, "clock"))
    whens = [_when(rows, i, zone) for i in range(len(rows))]
    rows.must_have_some()
    found = [
        _observation(rows, i, when, context)
        for i, when in enumerate(whens)
        if when is not None and rows.good[i]
    ]
    draft = CARD.observed(context, table(OBSERVATIONS, found))
    # The whole country: its districts are not told apart.
    seen = declared(CARD.name, [CARD.option(context, "area")], context)
    if seen is None:
        note = NOT_DECLARED.at(context.file, "a silence of the alerts proves nothing")
        return rows.parsed([CARD.draft(context), draft], [note])
    return rows.parsed([CARD.draft(context), seen, draft])


def _drill(category: str, described: str) -> bool:
    number = int(category) if category.isdecimal() else 0
    return number >= CARD.defaults["drill_from"] or CARD.defaults["drill_word"] in described


def _when(rows: Rows, i: int, zone: ZoneInfo) -> When | None:
    """Moment of a row in the columns of an observation; None where refused."""
    texts = {name: str(rows.columns[name][i].as_py()) for name in ("date", "time", "alertDate")}
    try:
        exact = datetime.strptime(f"{texts['date']} {texts['time']}", "%d.%m.%Y %H:%M:%S")
    except ValueError:
        what = (
            f'date "{texts["date"]}", time "{texts["time"]}" is no moment like 24.11.2023 07:15:13'
        )
        rows.refuse_one(i, NOT_A_TIME, what, why=NO_MOMENT)
        return None
    try:
        rounded = datetime.fromisoformat(texts["alertDate"])
    except ValueError:
        rounded = exact
    try:
        moments = [_utc(exact, zone), _utc(rounded.replace(tzinfo=None), zone)]
    except MissingTime as wrong:
        rows.refuse_one(i, NO_LOCAL_TIME, str(wrong))
        return None
    (first, last), (low, high) = moments
    if first == last and abs(exact - rounded) <= AGREE:
        return {"time": first}
    return {"time_lo": min(first, low), "time_hi": max(last, high)}


def _utc(local: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Earliest and latest moment that a wall clock could mean; they differ when it goes back."""
    try:
        moment = from_local(local, zone)
    except AmbiguousTime as twice:
        first, last = (parse_instant(f"{local.isoformat()}{offset}") for offset in twice.offsets)
        return min(first, last), max(first, last)
    return moment, moment


def _observation(rows: Rows, i: int, when: When, context: FeedContext) -> dict[str, Any]:
    texts = {name: str(rows.columns[name][i].as_py()) for name in ("rid", "category", "data")}
    kind = CARD.class_map[texts["category"]]
    return {
        "id": observation_id(CARD.name, texts["rid"]),
        "external_id": texts["rid"],
        "rev": 0,
        "source": CARD.name,
        "basis": "recorded",
        "place": CARD.option(context, "area"),
        "class": kind,
        "class_confidence": 1.0,
        "text": texts["data"],
        "lang": CARD.defaults["lang"],
        "time_sigma_s": CARD.option(context, "sigma_s")[kind],
        "known_at": (when.get("time") or when["time_hi"]) if context.reported else None,
        "row": int(rows.lines[i]),
        **when,
    }
