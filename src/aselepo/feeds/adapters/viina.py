"""News reports of events, row by row: a report, its place and day; one headline counts once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import Parsed
from aselepo.feeds.card import card
from aselepo.feeds.codes import NOT_A_TIME, NOT_DECLARED, TWICE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.moments import EAST_US, Moments, end_of_day_anywhere, read_moments, time_array
from aselepo.feeds.observed import observations
from aselepo.feeds.registry import feed
from aselepo.feeds.rows import Rows
from aselepo.feeds.values import F64, distinct, hashed_ids, positions

CARD = card("viina")
COLUMNS = ("datetime", "lon", "lat", "place_name", "headline_id")
NO_TAG = "no tag"


@feed("viina", version=CARD.version, card=CARD)
def viina(raw: bytes, context: FeedContext) -> Parsed:
    """News reports (VIINA); 1 row = 1 headline at 1 place; no zone of time; 00:00:00 is no time."""
    rows = read_rows(raw, context.file, COLUMNS, optional=("event_type", "lang_guess"))
    lon, lat = positions(rows, "lon", "lat", context)
    when = read_moments(rows.columns["datetime"], anywhere=True, midnight_unknown=True)
    rows.refuse(
        ~when.given | when.exact,  # the source gives no offset, so one comes from elsewhere
        NOT_A_TIME,
        "datetime",
        "is not a moment like 2025-04-19 18:30:00",
        why="a report without its moment cannot be placed in the truce",
    )
    rows.must_have_some()
    reports = _reports(rows, lon, lat, when, context)
    notes = [NOT_DECLARED.at(context.file, "what the press left out is not known")]
    if twice := len(reports) - pc.count_distinct(reports["id"]).as_py():
        notes.append(TWICE.at(context.file, f"{twice} rows repeat another word for word"))
    return rows.parsed([CARD.draft(context), CARD.observed(context, reports)], notes)


def _reports(rows: Rows, lon: F64, lat: F64, when: Moments, context: FeedContext) -> pa.Table:
    """One observation a row; of one headline all but the first are copies of the first."""
    held = rows.columns
    named, tag = distinct(held["event_type"], _class)
    classes = pa.array(named, pa.string()).take(pa.array(tag))
    sure = pa.scalar(float(CARD.option(context, "class_confidence")))
    tags = pc.replace_substring(held["event_type"], "|", ", ")
    tags = pc.if_else(pc.equal(tags, ""), NO_TAG, tags)
    spoken = pc.is_in(held["lang_guess"], value_set=pa.array(["", "unknown"]))
    moment = pc.utf8_replace_slice(held["datetime"], 10, 11, "T")
    place = (pa.array(each).cast(pa.string()) for each in (lon, lat))
    names = pc.binary_join_element_wise(
        held["headline_id"], moment, *place, held["place_name"], held["event_type"], "|"
    )
    sigma_m = float(CARD.option(context, "sigma_m"))
    known = time_array(end_of_day_anywhere(when.lo + EAST_US)) if context.reported else None
    reports = observations(
        rows,
        CARD.name,
        {
            "id": hashed_ids(CARD.name, names),
            "external_id": names,
            "basis": "document",
            "time_lo": time_array(when.lo),
            "time_hi": time_array(when.hi),
            "lon": lon,
            "lat": lat,
            "sigma_major_m": sigma_m,
            "sigma_minor_m": sigma_m,
            "class": classes,
            "class_confidence": pc.if_else(classes.is_valid(), sure, None),
            "text": pc.binary_join_element_wise(held["place_name"], tags, ": "),
            "lang": pc.if_else(spoken, None, held["lang_guess"]),
            "origin": held["headline_id"],
            "known_at": known,
        },
    )
    return _copies(reports)


def _class(tags: str) -> str | None:
    """The class that the tags name, where they name one only."""
    named = {CARD.class_map[tag] for tag in tags.split("|") if tag in CARD.class_map}
    return named.pop() if len(named) == 1 else None


def _copies(reports: pa.Table) -> pa.Table:
    """Put the id of the first report of a headline where its headline stood, null in the first.

    The first by content, so that the order of rows does not matter.
    """
    order = pc.sort_indices(
        reports, sort_keys=[("origin", "ascending"), ("external_id", "ascending")]
    ).to_numpy()
    headline = reports["origin"].take(pa.array(order)).combine_chunks()
    new = np.append(True, pc.not_equal(headline[1:], headline[:-1]).to_numpy(zero_copy_only=False))
    first = np.empty(len(order), dtype=np.int64)
    first[order] = order[np.flatnonzero(new)][np.cumsum(new) - 1]
    origin = reports["id"].take(pa.array(first))
    origin = pc.if_else(pc.equal(origin, reports["id"]), None, origin)
    return reports.set_column(reports.schema.get_field_index("origin"), "origin", origin)
