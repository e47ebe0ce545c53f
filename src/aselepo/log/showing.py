"""Entries for people: one line, a page, or plain JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pyarrow.compute as pc

from aselepo.core.time import iso
from aselepo.log.entry import Entry
from aselepo.log.store import Log

Printed = Callable[[Any], str]


def as_line(entry: Entry) -> str:
    """Number, record time, kind, author, and what is special."""
    special = []
    if entry.imported:
        special.append("imported")
    if entry.signature is not None:
        special.append("signed")
    if entry.gone is not None:
        special.append(entry.gone)
    rows = sum(attachment.rows or 0 for attachment in entry.attachments)
    if rows:
        special.append(f"{rows:,} rows")
    told = f"  ({', '.join(special)})" if special else ""
    return f"{entry.number:>7}  {iso(entry.recorded_at)}  {entry.kind:<12} {entry.author}{told}"


def as_text(entry: Entry, printed: Printed) -> str:
    """Everything about an entry."""
    lines = [
        as_line(entry),
        f"leaf        {entry.leaf().hex()}",
        f"known       {iso(entry.known_at)}",
    ]
    if entry.imported:
        lines.append(f"grounds     {entry.grounds}")
    lines.append(f"sensitivity {entry.sensitivity}")
    if entry.key is not None:
        lines.append(f"signed by   {entry.key}")
    for attachment in entry.attachments:
        rows = "" if attachment.rows is None else f", {attachment.rows:,} rows"
        lines.append(
            f"attachment  {attachment.name}, {attachment.bytes:,} bytes{rows}, {attachment.sha256}"
        )
    lines.append(printed(entry.body) if entry.gone is None else f"content {entry.gone}")
    return "\n".join(lines)


def plain(entry: Entry) -> dict[str, Any]:
    """An entry as JSON."""
    return {
        "number": entry.number,
        "kind": entry.kind,
        "author": entry.author,
        "recorded_at": iso(entry.recorded_at),
        "known_at": iso(entry.known_at),
        "grounds": entry.grounds,
        "sensitivity": entry.sensitivity,
        "leaf": entry.leaf().hex(),
        "key": entry.key,
        "gone": entry.gone,
        "attachments": [attachment.as_json() for attachment in entry.attachments],
        "body": entry.body if entry.gone is None else None,
    }


def holds(log: Log, entry: Entry, observation: str) -> bool:
    """Does an entry report, correct or retract an observation?"""
    if entry.gone is not None:
        return False
    if entry.kind in ("correction", "retraction"):
        return observation in entry.body["observations"]
    if entry.kind != "observation":
        return False
    return any(
        bool(pc.any(pc.equal(log.table(each)["id"], observation)).as_py())
        for each in entry.attachments
        if each.rows
    )
