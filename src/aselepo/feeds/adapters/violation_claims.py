"""What each side says the other did: claims, never observations; running totals stay as said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import Draft, Parsed, parse_instant, tree
from aselepo.core.time import iso
from aselepo.feeds.card import card
from aselepo.feeds.codes import EMPTY, ENDS_FIRST, NO_SUCH_CODE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.registry import feed
from aselepo.feeds.rows import Rows
from aselepo.feeds.values import instants, numbers

NAME = "violation_claims"
QUALIFIERS = ("exact", "about", "more_than", "at_least", "at_most")
CARD = card(NAME)
COLUMNS = ("claimant", "accused", "window_start", "window_end", "category", "count")


@feed(NAME, version=CARD.version, card=CARD)
def violation_claims(raw: bytes, context: FeedContext) -> Parsed:
    """Claims of violations by both sides; 1 row = 1 figure for 1 window; times carry an offset."""
    rows = read_rows(
        raw, context.file, COLUMNS, optional=("qualifier", "source", "published", "note")
    )
    _check(rows)
    rows.must_have_some()
    texts = {name: rows.texts(name) for name in rows.columns.column_names}
    drafts = [CARD.draft(context)]
    for i in map(int, np.flatnonzero(rows.good)):
        row = {name: values[i] for name, values in texts.items()}
        drafts.append(_draft(row, int(rows.lines[i]), context))
    return rows.parsed(drafts)


def _check(rows: Rows) -> None:
    for name in ("claimant", "category"):
        rows.refuse(rows.blank(name), EMPTY, name, "must be given")
    start, _ = instants(rows, "window_start")
    end, _ = instants(rows, "window_end")
    rows.refuse(end <= start, ENDS_FIRST, "window_end", "does not lie after window_start")
    numbers(rows, "count", low=0, empty=True, whole=True)
    known = pa.array(["", *QUALIFIERS])
    unknown = ~pc.is_in(rows.columns["qualifier"], value_set=known).to_numpy(zero_copy_only=False)
    rows.refuse(unknown, NO_SUCH_CODE, "qualifier", f"is none of {', '.join(QUALIFIERS)}")


def _draft(row: dict[str, str], line: int, context: FeedContext) -> Draft:
    start, end = parse_instant(row["window_start"]), parse_instant(row["window_end"])
    content: dict[str, Any] = {
        "type": "violations",
        "source": NAME,
        "claimant": row["claimant"],
        "accused": None if row["accused"] in ("", "none") else row["accused"],
        "window": [iso(start), iso(end)],
        "category": row["category"],
        "class": tree().find(row["category"]),
        "count": int(float(row["count"])) if row["count"] else None,
        "qualifier": row["qualifier"] or "exact",
        "address": row["source"],
        "published": row["published"],
        "note": row["note"],
    }
    return CARD.told(context, "claim", content, known=end, row=line)
