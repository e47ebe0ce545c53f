"""Alerts of the Home Front Command: several places a cell, local time without offset, drills."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import Parsed
from aselepo.feeds.card import card
from aselepo.feeds.codes import (
    DRILL,
    EMPTY,
    NO_LOCAL_TIME,
    NO_SUCH_CODE,
    NOT_A_TIME,
    NOT_DECLARED,
    TWICE,
)
from aselepo.feeds.context import FeedContext
from aselepo.feeds.declared import declared
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.moments import MINUTE_US, Moments, read_moments, time_array
from aselepo.feeds.observed import observations
from aselepo.feeds.registry import feed
from aselepo.feeds.rows import Mask, Rows
from aselepo.feeds.values import distinct, hashed_ids

CARD = card("home_front_alerts")
COLUMNS = ("data", "date", "time", "alertDate", "category", "rid")


@feed("home_front_alerts", version=CARD.version, card=CARD)
def home_front_alerts(raw: bytes, context: FeedContext) -> Parsed:
    """Alerts of the Home Front Command; local time; 1 row = 1 alert for 1 or more places."""
    rows = read_rows(raw, context.file, COLUMNS, optional=("category_desc",))
    for name in ("data", "rid"):
        rows.refuse(rows.blank(name), EMPTY, name, "must be given")
    rows.refuse(_drills(rows), DRILL, "category", "marks a drill")
    found, index = distinct(rows.columns["category"], CARD.class_map.get)
    classes = pa.array(found, pa.string()).take(pa.array(index))
    unknown = classes.is_null().to_numpy(zero_copy_only=False)
    rows.refuse(unknown, NO_SUCH_CODE, "category", "is not a threat from the air that is known")
    when = _when(rows, context)
    rows.must_have_some()
    alerts = _alerts(rows, classes, when, context)
    # The whole country: its districts are not told apart.
    seen = declared(CARD.name, [CARD.option(context, "area")], context)
    notes = []
    if twice := len(alerts) - pc.count_distinct(alerts["id"]).as_py():
        notes.append(TWICE.at(context.file, f"{twice} rows repeat the id of another"))
    if seen is None:
        notes.append(NOT_DECLARED.at(context.file, "a silence of the alerts proves nothing"))
    drafts = [CARD.draft(context), *([seen] if seen else []), CARD.observed(context, alerts)]
    return rows.parsed(drafts, notes)


def _drills(rows: Rows) -> Mask:
    """Rows that the source marks as an exercise, by number or by word."""
    number = pc.match_substring_regex(rows.columns["category"], r"^\d{1,9}$")
    safe = pc.if_else(number, rows.columns["category"], "0")
    by_number = pc.greater_equal(safe.cast(pa.int64()), CARD.defaults["drill_from"])
    by_word = pc.match_substring(rows.columns["category_desc"], CARD.defaults["drill_word"])
    drills: Mask = pc.or_(by_number, by_word).to_numpy(zero_copy_only=False)
    return drills


def _when(rows: Rows, context: FeedContext) -> Moments:
    """The exact local time; an interval where the hour is double or the two columns disagree.

    `alertDate` is the same moment rounded to the minute: further apart, one of them is wrong.
    """
    zone = CARD.clock(context)
    exact = pc.binary_join_element_wise(rows.columns["date"], rows.columns["time"], " ")
    told = read_moments(exact, clock=zone, form="%d.%m.%Y %H:%M:%S")
    rounded = read_moments(rows.columns["alertDate"], clock=zone)
    rows.refuse(told.skipped, NO_LOCAL_TIME, "time", "does not exist by the local clock")
    rows.refuse(
        ~told.given,
        NOT_A_TIME,
        "time",
        "and its date are no moment like 24.11.2023 07:15:13",
        why="a report without its moment cannot be placed in the truce",
    )
    apart = np.abs(told.lo - rounded.lo) > MINUTE_US
    apart &= rounded.given
    return Moments(
        lo=np.where(apart, np.minimum(told.lo, rounded.lo), told.lo),
        hi=np.where(apart, np.maximum(told.hi, rounded.hi), told.hi),
        given=told.given,
        no_zone=told.no_zone,
        skipped=told.skipped,
    )


def _alerts(rows: Rows, classes: pa.Array, when: Moments, context: FeedContext) -> pa.Table:
    sigma_s = CARD.option(context, "sigma_s")
    sigmas = pa.array([sigma_s.get(name) for name in CARD.class_map.values()], pa.float64())
    which = pc.index_in(classes, value_set=pa.array(list(CARD.class_map.values())))
    return observations(
        rows,
        CARD.name,
        {
            "id": hashed_ids(CARD.name, rows.columns["rid"]),
            "external_id": rows.columns["rid"],
            "basis": "recorded",
            "place": str(CARD.option(context, "area")),
            "class": classes,
            "class_confidence": 1.0,
            "text": rows.columns["data"],
            "lang": str(CARD.defaults["lang"]),
            "time": time_array(when.lo, when.exact),
            "time_lo": time_array(when.lo, ~when.exact),
            "time_hi": time_array(when.hi, ~when.exact),
            "time_sigma_s": sigmas.take(which),
            "known_at": time_array(when.hi) if context.reported else None,
        },
    )
