"""Files shipped with the missions, read with settings as a mission would give them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

import aselepo
from aselepo.core import Draft, Parsed
from aselepo.feeds import FeedContext, run_feed

MISSIONS = Path(aselepo.__file__).parent / "missions"
KYIV = ZoneInfo("Europe/Kyiv")
APRIL_2025 = {
    "known": "reported",
    "window": ["2025-04-10T00:00Z", "2025-05-01T00:00Z"],
    "p_detect": {"missile": 0.9, "drone_strike": 0.9},
}
APRIL_2026 = {**APRIL_2025, "window": ["2026-04-02T00:00Z", "2026-04-23T00:00Z"]}


def read(feed: str, path: str | Path, settings: dict[str, Any]) -> Parsed:
    file = MISSIONS / path
    return run_feed(feed, file.read_bytes(), FeedContext.of(settings, file=file.name))


def drafts(parsed: Parsed, kind: str) -> list[Draft]:
    return [draft for draft in parsed.drafts if draft.kind == kind]


def rows(parsed: Parsed, kind: str) -> list[dict[str, Any]]:
    return [row for draft in drafts(parsed, kind) for row in table(draft).to_pylist()]


def table(draft: Draft) -> pa.Table:
    assert draft.table is not None
    return draft.table


def newest(observations: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The last revision of each observation."""
    last: dict[str, dict[str, Any]] = {}
    for row in sorted(observations, key=lambda row: row["rev"]):
        last[row["id"]] = row
    return list(last.values())


def kyiv(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KYIV)
