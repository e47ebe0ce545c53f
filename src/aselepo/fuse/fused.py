"""What fusion gives, and what it is told of sources."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTrust:
    """What the mission states of a source that no error model has been fitted for."""

    p_real: float | None = None
    """Chance that a report of this source is of something that happened; None: not stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """Tables of schemas `INCIDENTS`, `LINKS` and `AMBIGUOUS` of `core.tables`, sorted by id."""

    incidents: pa.Table
    links: pa.Table
    ambiguous: pa.Table
    method: str
    """Name and version of what computed it."""
