"""Entries of a log as JSON lines: for exercises, for moving records by hand, for scripts."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from aselepo.core import KINDS, Draft, Parsed, parse_instant
from aselepo.core.tables import COVERAGE, OBSERVATIONS, table
from aselepo.feeds.card import card
from aselepo.feeds.codes import EMPTY, NO_SUCH_CODE, NOT_A_TIME
from aselepo.feeds.context import FeedContext
from aselepo.feeds.delimited import text_of
from aselepo.feeds.refusals import Refusals
from aselepo.feeds.registry import feed

CARD = card("entries")
SCHEMAS = {"observation": OBSERVATIONS, "coverage": COVERAGE}
TIMES = ("time", "time_lo", "time_hi", "time_end", "known_at")
SHARES = ("p_class", "p_party", "p_detect")


@feed("entries", version=CARD.version, card=CARD)
def entries(raw: bytes, context: FeedContext) -> Parsed:
    """Entries as JSON lines; 1 row = 1 entry with kind, body and, where imported, known_at."""
    refused = Refusals(context.file)
    drafts: list[Draft] = [CARD.draft(context)]
    count = 0
    for line, text in enumerate(text_of(raw, context.file).decode().splitlines(), 1):
        if not text.strip() or text.lstrip().startswith("#"):
            continue
        count += 1
        try:
            drafts.append(_draft(json.loads(text), context))
        except json.JSONDecodeError as wrong:
            refused.add(line, EMPTY, f"not JSON: {wrong.msg}")
        except _Wrong as wrong:
            refused.add(line, wrong.code, str(wrong))
    return refused.parsed(drafts, count)


class _Wrong(Exception):
    def __init__(self, code: Any, what: str) -> None:
        self.code = code
        super().__init__(what)


def _draft(given: Any, context: FeedContext) -> Draft:
    if not isinstance(given, dict) or not isinstance(given.get("body"), dict):
        raise _Wrong(EMPTY, "an entry is an object with kind and body")
    kind = given.get("kind")
    if kind not in KINDS:
        raise _Wrong(NO_SUCH_CODE, f"kind {kind!r} is none that the log takes")
    # An earlier known time is claimed only where the delivery as a whole is said to be imported.
    known = _moment(given.get("known_at"), "known_at") if context.reported else None
    body = dict(given["body"])
    rows = body.pop("rows", None) if kind in SCHEMAS else None
    if kind in SCHEMAS and not isinstance(rows, list):
        raise _Wrong(EMPTY, f"{kind} needs body.rows")
    try:
        made = None if rows is None else table(SCHEMAS[kind], [_row(row, context) for row in rows])
    except (KeyError, TypeError, AttributeError) as wrong:
        raise _Wrong(NO_SUCH_CODE, f"rows: {wrong}") from wrong
    return Draft(
        kind=kind,
        body=body,
        table=made,
        known_at=known,
        grounds=str(given.get("grounds") or CARD.known) if known else None,
        author=str(given.get("author") or context.author),
    )


def _row(row: dict[str, Any], context: FeedContext) -> dict[str, Any]:
    """A row of a bulk table: times as moments, shares as pairs; without a revision the first."""
    made = dict(row)
    if not context.reported:
        made.pop("known_at", None)
    for name in TIMES:
        if name in made:
            made[name] = _moment(made[name], name)
    for name in SHARES:
        if isinstance(made.get(name), dict):
            made[name] = sorted(made[name].items())
    if "id" in made:
        made.setdefault("rev", 0)
    return made


def _moment(value: Any, name: str) -> datetime | None:
    if value is None:
        return None
    try:
        return parse_instant(str(value))
    except ValueError as wrong:
        raise _Wrong(NOT_A_TIME, f"{name}: {wrong}") from wrong
