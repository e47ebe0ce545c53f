"""What is handed to the log: drafts of entries, made by feeds, by hand and by decisions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pyarrow as pa

from aselepo.core.problem import Problem

KINDS = frozenset(
    {
        "agreement",
        "source",
        "settings",
        "observation",
        "coverage",
        "geography",
        "correction",
        "retraction",
        "act",
        "notification",
        "claim",
        "response",
        "access",
        "task",
        "inspection",
        "inventory",
        "hazard",
        "harm",
        "window",
        "exchange",
        "liaison",
        "duty_of_care",
        "decision",
        "statement",
        "pledge",
        "publication",
        "role",
        "key",
        "erasure",
    }
)
"""Kinds of entry that the log takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An entry before it is appended.

    A bulk delivery is one draft whose rows are in `table` (schema `core.tables.OBSERVATIONS` or
    `COVERAGE`); all else is in `body`, a JSON value. `known_at` is given only for imported
    entries, which claim to have been known before they were recorded, and then `grounds` says on
    what evidence. Rows of `table` may carry a later `known_at` of their own.
    """

    kind: str
    body: dict[str, Any]
    table: pa.Table | None = None
    files: dict[str, bytes] = field(default_factory=dict)
    known_at: datetime | None = None
    grounds: str | None = None
    author: str = ""
    sensitivity: str = "mission"

    def __post_init__(self) -> None:
        assert self.kind in KINDS, f"no such kind of entry: {self.kind}"
        assert (self.known_at is None) == (self.grounds is None), "imported entries give grounds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """What a feed makes of a source's bytes: accepted + set aside = rows read."""

    drafts: tuple[Draft, ...]
    problems: tuple[Problem, ...]
    rows_read: int
    rows_accepted: int
    rows_set_aside: int

    def __post_init__(self) -> None:
        assert self.rows_accepted + self.rows_set_aside == self.rows_read, "a row is lost"
