"""Blind spots: what a mission's sources cannot notice, provision by provision."""

from __future__ import annotations

from typing import Any

from aselepo.coverage import ledger
from aselepo.log.view import View
from aselepo.run.pipeline import known_agreements
from aselepo.situation.rows import subjects


def blind_spots(view: View) -> list[dict[str, Any]]:
    """Per provision and source the classes it notices at best, and those it cannot notice.

    By the chances in the statements of coverage; `limits` are the words of the source's own error
    model. A source without any statement notices nothing that could be relied on.
    """
    book = ledger(view.coverage(), until=view.t)
    limits: dict[str, dict[str, str]] = {}
    for entry in view.entries("source"):
        model = entry.body.get("error_model") or {}
        limits[entry.body["name"]] = {
            key: value for key, value in model.items() if isinstance(value, str)
        }
    stated = book.sources()
    rows = []
    for agreement in known_agreements(view):
        for provision, _, classes, _ in subjects(agreement):
            if provision is None:
                continue
            for source in sorted({*limits, *stated}):
                spans = [s for each in book.spans.values() for s in each if s.source == source]
                best = {c: max((s.chance(c) for s in spans), default=0.0) for c in sorted(classes)}
                rows.append(
                    {
                        "instrument": agreement.name,
                        "provision": provision,
                        "source": source,
                        "states_coverage": source in stated,
                        "notices": {c: round(p, 4) for c, p in best.items() if p > 0},
                        "blind_to": [c for c, p in best.items() if p == 0],
                        "limits": limits.get(source, {}),
                    }
                )
    return rows


def sentence(row: dict[str, Any]) -> str:
    """A row of `blind_spots` in words."""
    what = f"article {row['provision']}: {row['source']}"
    if not row["states_coverage"]:
        said = f"{what} does not say what it watches, so its silence shows nothing"
    elif not row["notices"]:
        said = f"{what} cannot notice anything that this article forbids"
    else:
        sees = ", ".join(f"{c} ({p:.0%})" for c, p in row["notices"].items())
        said = f"{what} notices {sees} at best"
        if row["blind_to"]:
            said += f"; it cannot notice {', '.join(row['blind_to'])}"
    if told := row["limits"].get("coverage") or row["limits"].get("class"):
        said += f" ({told})"
    return said
