"""Coverage that a delivery declares: complete for a window and areas, by whom and why."""

from __future__ import annotations

from collections.abc import Iterable

from aselepo.core import Draft
from aselepo.core.tables import COVERAGE, table
from aselepo.feeds.context import FeedContext

GROUNDS = "declared at import for the archive"


def declared(source: str, areas: Iterable[str], context: FeedContext) -> Draft | None:
    """The areas as observed over the window of the settings; None where nothing is declared."""
    window, standing = context.window, context.standing
    if window is None or not context.p_detect:
        return None
    areas = sorted(set(areas))
    context.chances_for(areas)
    rows = [
        {
            "source": source,
            "area": area,
            "time_lo": window.start,
            "time_hi": window.end,
            "status": "observed",
            "p_detect": context.chance(area),
            "declared": True,
            "known_at": standing,
        }
        for area in areas
    ]
    return Draft(
        kind="coverage",
        body={
            "source": source,
            "declared_by": context.declared_by,
            "declared_why": context.declared_why,
        },
        table=table(COVERAGE, rows),
        known_at=standing,
        grounds=GROUNDS if standing else None,
        author=context.author,
    )
