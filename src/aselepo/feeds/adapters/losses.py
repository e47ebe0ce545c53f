"""Losses of one side as claimed by the other: running totals, kept as totals, never events."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from aselepo.core import Parsed
from aselepo.core.time import iso
from aselepo.feeds.card import card
from aselepo.feeds.codes import EMPTY
from aselepo.feeds.context import FeedContext
from aselepo.feeds.days import dates, day_in
from aselepo.feeds.delimited import header_of, read_rows
from aselepo.feeds.registry import feed
from aselepo.feeds.values import numbers

CARD = card("losses")
NOT_COUNTED = ("date", "day")


@feed("losses", version=CARD.version, card=CARD)
def losses(raw: bytes, context: FeedContext) -> Parsed:
    """Losses claimed as running totals; 1 row = 1 day; a change is a difference, not an event."""
    counted = [name for name in header_of(raw, context.file) if name not in NOT_COUNTED]
    rows = read_rows(raw, context.file, ("date",), optional=counted)
    days = dates(rows, "date")
    figures = {name: numbers(rows, name, low=0, empty=True) for name in counted}
    said = np.zeros(len(rows), dtype=bool)
    for values in figures.values():
        said |= np.isfinite(values)
    rows.refuse(~said, EMPTY, "date", "carries no figure at all")
    rows.must_have_some()
    zone = CARD.clock(context)
    drafts = [CARD.draft(context)]
    for i in map(int, np.flatnonzero(rows.good)):
        today, before = day_in(zone, days[i]), day_in(zone, days[i] - timedelta(days=1))
        content = {
            "type": "losses",
            "source": CARD.name,
            "claimant": CARD.option(context, "claimant"),
            "accused": CARD.option(context, "accused"),
            "date": days[i].isoformat(),
            "covers_about": [iso(before.start), iso(today.start)],
            "totals": {
                name: float(values[i]) if np.isfinite(values[i]) else None
                for name, values in figures.items()
            },
        }
        known = today.end
        drafts.append(CARD.told(context, "claim", content, known=known, row=int(rows.lines[i])))
    return rows.parsed(drafts)
