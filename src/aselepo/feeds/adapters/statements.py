"""Statements of people in office, annotated and confirmed by a person: who said what, where."""

from __future__ import annotations

from typing import Any

import numpy as np

from aselepo.core import Parsed
from aselepo.feeds.card import card
from aselepo.feeds.codes import EMPTY, NO_SUCH_CODE, TOO_LONG
from aselepo.feeds.context import FeedContext
from aselepo.feeds.days import dates, day_anywhere
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.registry import feed

CARD = card("statements")
MUST = ("id", "lang", "published", "speaker", "verb_class", "object", "quote")
ALSO = ("source", "speaker_role", "on_behalf_of", "condition", "number", "unit", "layer", "note")


@feed("statements", version=CARD.version, card=CARD)
def statements(raw: bytes, context: FeedContext) -> Parsed:
    """Statements confirmed by a person; 1 row = 1 statement with its quote and language."""
    rows = read_rows(raw, context.file, MUST, optional=ALSO)
    for name in MUST:
        rows.refuse(rows.blank(name), EMPTY, name, "must be given")
    days = dates(rows, "published")
    verbs = CARD.option(context, "verb_classes")
    odd = np.array([text not in verbs for text in rows.texts("verb_class")], dtype=bool)
    rows.refuse(odd, NO_SUCH_CODE, "verb_class", f"is none of {', '.join(verbs)}")
    limit = int(CARD.option(context, "quote_words"))
    long = np.array([len(text.split()) > limit for text in rows.texts("quote")], dtype=bool)
    rows.refuse(long, TOO_LONG, "quote", f"has more than {limit} words")
    rows.must_have_some()
    texts = {name: rows.texts(name) for name in (*MUST, *ALSO)}
    drafts = [CARD.draft(context)]
    for i in map(int, np.flatnonzero(rows.good)):
        content: dict[str, Any] = {name: texts[name][i] or None for name in (*MUST, *ALSO)}
        content["address"] = content.pop("source")
        content["external_id"] = content.pop("id")
        content |= {"type": "quote", "source": CARD.name, "confirmed": "by a person"}
        known = day_anywhere(days[i]).end
        drafts.append(CARD.told(context, "statement", content, known=known, row=int(rows.lines[i])))
    return rows.parsed(drafts)
