"""Any CSV or Parquet file as observations, by a mapping that says what its columns mean."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import Draft, Parsed, Problem
from aselepo.feeds.card import STANDING, card
from aselepo.feeds.codes import NOT_DECLARED, OWN_CLASS, SAME_ID, TWICE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.declared import declared
from aselepo.feeds.mapped import read_mapped
from aselepo.feeds.mapping import TableMapping, mapping, own_classes
from aselepo.feeds.registry import feed

CARD = card("table")
PLACED = ("entry", "row", "geometry")
"""Columns that do not say what a row says."""
KNOWN = "assumed: a row is known when what it tells of is over"


@feed("table", version=CARD.version, card=CARD)
def from_table(raw: bytes, context: FeedContext) -> Parsed:
    """Any CSV or Parquet by a mapping; 1 row = 1 report; every error must be stated."""
    how = mapping(context)
    rows, kept = read_mapped(raw, how, context)
    seen = declared(how.name, how.areas, context)
    grounds = str(how.source.get("known") or KNOWN)
    known = pc.min(kept["known_at"]).as_py() if context.reported else None
    observed = Draft(
        kind="observation",
        body={"source": how.name, "file": context.file},
        table=kept,
        known_at=known,
        grounds=grounds if known else None,
        author=context.author,
    )
    drafts = [_source(how, context), *([seen] if seen else []), observed]
    return rows.parsed(drafts, _notes(kept, how, context, seen is not None))


def _notes(kept: pa.Table, how: TableMapping, context: FeedContext, seen: bool) -> list[Problem]:
    notes = [
        OWN_CLASS.at(context.file, f'"{name}" is no node of the class tree')
        for name in own_classes(how)
    ]
    more = len(kept) - len(kept.group_by(["id", "rev"]).aggregate([]))
    if more:
        plain = [n for n in kept.column_names if n not in PLACED and not _nested(kept, n)]
        same = len(kept) - len(kept.select(plain).group_by(plain).aggregate([]))
        if same:
            notes.append(TWICE.at(context.file, f"{same} rows repeat another word for word"))
        if other := more - same:
            says = f"{other} rows share their external id with a row that says something else"
            notes.append(SAME_ID.at(context.file, says))
    if not seen:
        notes.append(NOT_DECLARED.at(context.file, "a silence of this source proves nothing"))
    return notes


def _nested(kept: pa.Table, name: str) -> bool:
    return bool(pa.types.is_nested(kept.schema.field(name).type))


def _source(how: TableMapping, context: FeedContext) -> Draft:
    said = how.source
    standing = context.standing
    return Draft(
        kind="source",
        body={
            "name": how.name,
            "labels": dict(said.get("labels", {"en": how.name})),
            "kind": str(said.get("kind", "table")),
            "feed_version": CARD.version,
            "licence": context.licence or str(said.get("licence", "")),
            "credit": context.credit or str(said.get("credit", "")),
            "address": str(said.get("address", "")),
            "known_time": str(said.get("known") or KNOWN) if context.reported else "",
            "error_model": dict(said.get("error_model", {})),
            "class_map": dict(how.classes),
            "options": _plain(
                {key: value for key, value in context.options.items() if key != "source"}
            ),
        },
        known_at=standing,
        grounds=STANDING if standing else None,
        author=context.author,
    )


def _plain(value: Any) -> Any:
    """Settings as JSON: moments as text."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
