"""What each side says the other did: claims, never observations; running totals stay as said."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import numpy as np

from aselepo.core import Draft, Parsed, parse_instant, tree
from aselepo.core.time import iso
from aselepo.feeds.codes import EMPTY, ENDS_FIRST, NO_SUCH_CODE, NOT_A_NUMBER
from aselepo.feeds.context import FeedContext
from aselepo.feeds.registry import feed
from aselepo.feeds.rows import Rows, read_rows
from aselepo.feeds.sources import SourceCard
from aselepo.feeds.values import instants, numbers

NAME = "violation_claims"
VERSION = 1
QUALIFIERS = ("exact", "about", "more_than", "at_least", "at_most")
GROUNDS = "assumed: a claim is known at the end of the window that it speaks of"
SOURCE = SourceCard(
    name=NAME,
    labels={
        "en": "Claims of violations by both sides",
        "uk": "Заяви сторін про порушення",
        "ru": "Заявления сторон о нарушениях",
        "fi": "Osapuolten väitteet rikkomuksista",
        "fr": "Allégations de violations des deux parties",
    },
    kind="claims",
    licence="facts in own words",
    credit="the press pages named in each claim",
    address="",
    error_model={
        "count": "as claimed; the parties count different things and nobody checked",
        "time": "the window that the claim speaks of",
    },
)
COLUMNS = ("claimant", "accused", "window_start", "window_end", "category", "count")


@feed(NAME, version=VERSION)
def violation_claims(raw: bytes, context: FeedContext) -> Parsed:
    """Claims of violations by both sides; 1 row = 1 figure for 1 window; times carry an offset."""
    rows = read_rows(
        raw, context.file, COLUMNS, optional=("qualifier", "source", "published", "note")
    )
    _check(rows)
    rows.must_have_some()
    texts = {name: rows.texts(name) for name in rows.columns.column_names}
    drafts = [SOURCE.draft(NAME, VERSION, context, grounds=GROUNDS if context.reported else "")]
    for i in map(int, np.flatnonzero(rows.accepted())):
        row = {name: values[i] for name, values in texts.items()}
        drafts.append(_draft(row, int(rows.lines[i]), context))
    set_aside = len(rows.refused.lines)
    return Parsed(
        drafts=tuple(drafts),
        problems=rows.refused.problems(rows.rows_read),
        rows_read=rows.rows_read,
        rows_accepted=rows.rows_read - set_aside,
        rows_set_aside=set_aside,
    )


def _check(rows: Rows) -> None:
    for name in ("claimant", "category"):
        rows.refuse(np.array([not text for text in rows.texts(name)]), EMPTY, name, "must be given")
    start, _ = instants(rows, "window_start")
    end, _ = instants(rows, "window_end")
    rows.refuse(end <= start, ENDS_FIRST, "window_end", "does not lie after window_start")
    count = numbers(rows, "count", low=0, empty=True)
    broken = np.isfinite(count) & (count != np.floor(count))
    rows.refuse(broken, NOT_A_NUMBER, "count", "is not a whole number")
    unknown = np.array([text not in ("", *QUALIFIERS) for text in rows.texts("qualifier")])
    rows.refuse(unknown, NO_SUCH_CODE, "qualifier", f"is none of {', '.join(QUALIFIERS)}")


def _draft(row: dict[str, str], line: int, context: FeedContext) -> Draft:
    start, end = parse_instant(row["window_start"]), parse_instant(row["window_end"])
    known: datetime | None = end if context.reported else None
    body: dict[str, Any] = {
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
        "row": line,
    }
    return Draft(
        kind="claim",
        body=body,
        known_at=known,
        grounds=GROUNDS if known else None,
        author=context.author,
    )
