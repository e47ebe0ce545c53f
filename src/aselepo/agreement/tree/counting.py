"""What is proven, what is counted, and what follows: counts, guarantees, response clocks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aselepo.agreement.tree.conditions import Condition, Decided, Declared
from aselepo.agreement.tree.terms import Labels, Span

Unit = Literal["explosion", "impact", "burst", "round", "incident"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standard:
    """A standard of proof with its name and number."""

    name: str
    labels: Labels
    number: float
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Standard of proof: at or above `breach` held, at or below `cleared` not."""

    breach: float
    cleared: float
    each: bool = False
    """Asked of each element, not of their product."""
    assumed: bool = False
    standard: str | None = None
    """Named standard that `breach` comes from."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """What is one, for every number that names no unit of its own; printed with each number."""

    unit: Unit
    per_m: float | None
    per_s: float | None
    exercises: Literal["labelled", "left out"] | None
    """Live-fire exercises: counted but labelled, or left out; None: not said."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A count of breaches in a sliding window."""

    name: str
    labels: Labels
    verified: bool
    articles: tuple[str, ...]
    gravity: str | None
    party: str | None
    """None: by one party, whichever."""
    window_s: float
    per_m: float | None
    per_s: float | None
    span: Span
    unit: Unit | None = None
    """What is one; None: as `Agreement.counting` says, else an incident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    name: str
    labels: Labels
    pledged_by: tuple[str, ...]
    starts: Condition | None
    pauses: Condition | None
    resumes: Condition | None
    ends: Condition | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A decision that is due: by whom, within how long, after what; never an order to act."""

    decider: str
    what: str
    """Name of the decision; "" where the text names none."""
    seconds: float
    article: str | None
    """After a verified breach of this article; None: after the rung before."""
    from_breach: bool = False
    """The clock of a later rung runs from the breach, not from the rung before."""
    articles: tuple[str, ...] = ()
    """All articles of a first rung; `article` is the first of them."""
    off_ramp: Declared | Decided | None = None
    """The rung falls away once this has come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A clock for deciding, rung by rung.

    `two_clocks`: where the start is disputed both clocks are shown, each with its start.
    """

    name: str
    labels: Labels
    rungs: tuple[Rung, ...]
    span: Span
    two_clocks: bool = False
