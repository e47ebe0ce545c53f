"""What fusion gives, and what it is told of sources."""

from __future__ import annotations

from dataclasses import dataclass, field

import pyarrow as pa

from aselepo.core.problem import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceTrust:
    """What the mission states of a source that no error model has been fitted for."""

    p_real: float | None = None
    """Chance that a report of this source is of something that happened; None: not stated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many incidents: recorded, and expected with an interval."""

    recorded: int
    """Rows of the table of incidents."""
    expected: float
    """Sum of P(real), and of the chance of each ambiguous report to be of a further incident."""
    low: float
    high: float
    """90 % interval: chance of each incident and what is not known of clutter rates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fused:
    """Tables of schemas `INCIDENTS`, `LINKS` and `AMBIGUOUS` of `core.tables`, sorted by id.

    In `ambiguous`, the row of a report without incident is its chance to be of a further one.
    """

    incidents: pa.Table
    links: pa.Table
    ambiguous: pa.Table
    method: str
    """Name and version of what computed it."""
    tally: Tally | None = None
    """None where no source has an error model: nobody can say how many."""
    set_aside: int = 0
    problems: tuple[Problem, ...] = ()
    blocks: int = 0
    """Blocks that had to be computed, not taken from the cache."""
    clutter_per_day: dict[str, float] = field(default_factory=dict)
    """Reports without incident, by source, as the blocks show them."""
