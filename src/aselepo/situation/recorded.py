"""Entries of a log as a situation reads them: by kind, in an order that arrival does not change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol

from aselepo.core.canonical import canonical


class Recorded(Protocol):
    """An entry, as far as a situation reads it."""

    @property
    def number(self) -> int: ...
    @property
    def kind(self) -> str: ...
    @property
    def known_at(self) -> datetime: ...
    @property
    def body(self) -> dict[str, Any]: ...


def entries_by_kind(entries: Iterable[Recorded]) -> Callable[[str], Sequence[Recorded]]:
    """Entries of a kind by known time, then content; repeats of a content count once.

    Of repeats the earliest number stays, which is lineage only.
    """
    found: dict[str, dict[str, Recorded]] = {}
    ordered = sorted(
        ((entry.known_at, canonical(entry.body), entry.number, entry) for entry in entries),
        key=lambda item: item[:3],
    )
    for _, content, _, entry in ordered:
        found.setdefault(entry.kind, {}).setdefault(content, entry)
    return lambda kind: tuple(found.get(kind, {}).values())
