"""What each source of a view says of its own watching, summed."""

from __future__ import annotations

from typing import Any

from aselepo.coverage import ledger
from aselepo.log.view import View

SAYS_NOTHING = "no-statement"


def stated(view: View) -> list[dict[str, Any]]:
    """Source, status and reason with the areas and area-hours they hold for.

    A source of the log without any statement of coverage is listed as unknown, hours null.
    """
    book = ledger(view.coverage(), until=view.t)
    sums: dict[tuple[str, str, str, bool], tuple[set[str], float]] = {}
    for area, spans in book.spans.items():
        for span in spans:
            key = (span.source, span.status, span.reason or "", span.declared)
            areas, hours = sums.setdefault(key, (set(), 0.0))
            sums[key] = (areas | {area}, hours + span.window.hours)
    observations, _ = view.observations()
    named = {entry.body["name"] for entry in view.entries("source")}
    named |= set(observations["source"].to_pylist())
    silent = named - {source for source, *_ in sums}
    rows = [
        {
            "source": source,
            "status": status,
            "reason": reason or None,
            "declared": declared,
            "areas": len(areas),
            "hours": round(hours, 2),
        }
        for (source, status, reason, declared), (areas, hours) in sums.items()
    ]
    rows += [
        {
            "source": source,
            "status": "unknown",
            "reason": SAYS_NOTHING,
            "declared": False,
            "areas": 0,
            "hours": None,
        }
        for source in silent
    ]
    return sorted(rows, key=lambda row: (row["source"], row["status"], row["reason"] or ""))
