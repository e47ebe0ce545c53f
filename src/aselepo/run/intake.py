"""Intake: what a feed made of a file goes into the log, with an account of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from aselepo.core.canonical import sha256
from aselepo.core.problem import Problem
from aselepo.core.records import Draft, Parsed
from aselepo.log import Log
from aselepo.log.store import Receipt


def delivered(raw: bytes, parsed: Parsed, *, file: str) -> tuple[Draft, ...]:
    """The drafts of a delivery, its source entry carrying the account of the file's rows.

    A file is known by the hash of its bytes, so delivering it again under another name adds
    nothing to the account.
    """
    account = {
        "file": file,
        "sha256": sha256(raw),
        "rows_read": parsed.rows_read,
        "rows_accepted": parsed.rows_accepted,
        "rows_set_aside": parsed.rows_set_aside,
        "set_aside": _explained(parsed.problems),
    }
    return tuple(
        replace(draft, body={**draft.body, "delivery": account})
        if draft.kind == "source"
        else draft
        for draft in parsed.drafts
    )


def deliver(log: Log, raw: bytes, parsed: Parsed, *, file: str, at: datetime) -> Receipt:
    """Append a delivery: all of it or nothing; the same delivery twice appends once.

    Raises
    ------
    ConfigError : the log cannot be written
    """
    return log.append(delivered(raw, parsed, file=file), at=at)


def _explained(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    return [
        {"where": p.where, "what": p.what, "why": p.why, "code": p.code}
        for p in problems
        if p.severity == "error"
    ]
