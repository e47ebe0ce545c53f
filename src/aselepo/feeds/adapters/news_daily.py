"""How many different headlines a day and area had: reports, never events."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import numpy as np

from aselepo.core import Draft, Parsed
from aselepo.feeds.card import card
from aselepo.feeds.codes import NO_SUCH_PLACE, TWICE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.days import dates, day_anywhere
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.registry import feed
from aselepo.feeds.values import numbers

CARD = card("news_daily")


@feed("news_daily", version=CARD.version, card=CARD)
def news_daily(raw: bytes, context: FeedContext) -> Parsed:
    """News reports per day, area and kind; 1 row = 1 count; a report is not an event."""
    rows = read_rows(raw, context.file, ("date", "oblast_iso", "kind", "reports"))
    days = dates(rows, "date")
    places = CARD.places(context)
    areas = [places.find(name) for name in rows.texts("oblast_iso")]
    nowhere = np.array([area is None for area in areas], dtype=bool)
    rows.refuse(nowhere, NO_SUCH_PLACE, "oblast_iso", "is not in the gazetteer")
    count = numbers(rows, "reports", low=0, whole=True)
    rows.must_have_some()
    kinds = rows.texts("kind")
    by_day: dict[date, set[tuple[str, str, int]]] = defaultdict(set)
    for i in np.flatnonzero(rows.good):
        by_day[days[i]].add((areas[i] or "", kinds[i], int(count[i])))
    notes = []
    if twice := int(rows.good.sum()) - sum(map(len, by_day.values())):
        notes.append(TWICE.at(context.file, f"{twice} rows repeat another word for word"))
    drafts = [CARD.draft(context)]
    for day, counts in sorted(by_day.items()):
        known = day_anywhere(day).end if context.reported else None
        drafts.append(
            Draft(
                kind="statement",
                body={
                    "type": "report_counts",
                    "source": CARD.name,
                    "date": day.isoformat(),
                    "counts": [list(each) for each in sorted(counts)],
                    "file": context.file,
                },
                known_at=known,
                grounds=CARD.known if known else None,
                author=context.author,
            )
        )
    return rows.parsed(drafts, notes)
