"""What every part of a text has: its place, its labels, its moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Where something stands in the text: line and column from 1, offsets from 0."""

    line: int
    column: int
    start: int
    end: int


Labels = tuple[tuple[str, str], ...]
"""Names by language code; the code "" marks the agreement's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A moment: UTC, and as it is written."""

    at: datetime
    text: str
