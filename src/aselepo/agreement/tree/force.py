"""When: force and its start, extensions, phases, windows of silence, suspensions, amendments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aselepo.agreement.tree.conditions import Condition, Decided, Declared
from aselepo.agreement.tree.terms import Labels, Moment, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """In force from the last of these parties' signatures on."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOf:
    """Until a named state of affairs ends it, for example a full settlement."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An act that must have been done by each of these parties."""

    what: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """When the agreement is in force; `party` where the start differs by party.

    The start slips until each act of `not_before` is done: force begins at the latest of them.
    """

    start: Moment | Signature | Declared | Decided
    end: Moment | EndOf | None
    party: str | None = None
    not_before: tuple[Done, ...] = ()
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ForceMeaning:
    """What `in force` means: who declares or decides it, on what evidence."""

    act: Declared | Decided
    evidence: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """Moves the end of force, by `seconds` or to `until`, once for each act before the end.

    `silent`: the end moves unless the act has come (extension by silence).
    """

    name: str
    labels: Labels
    seconds: float | None
    until: Moment | None
    act: Declared | Decided
    silent: bool
    at_most: int | None
    """How many times; None: as often as it is declared."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseStart:
    """When a phase starts: `seconds` after what `kind` says.

    `force`: the start of force; `started`, `ended`, `complete`: another phase (`complete` is a
    decision `complete` on it); `moment`; `when`: a condition.
    """

    kind: Literal["force", "moment", "started", "ended", "complete", "when"]
    phase: str | None = None
    seconds: float = 0.0
    moment: Moment | None = None
    when: Condition | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """A stretch of force with articles of its own (`during phase 1`).

    Where it has not started by the end of day `late_day` of force, `told` is told.
    """

    name: str
    labels: Labels
    start: PhaseStart
    lasts_s: float | None
    late_day: int | None
    told: str | None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A window of silence, for a repair or a corridor, that holds once all of them assured it.

    Without `start` and `end` each window is a fact of its own, asked `lead_s` before.
    """

    name: str
    labels: Labels
    start: Moment | None
    end: Moment | None
    lead_s: float | None
    assured_by: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspension:
    name: str
    labels: Labels
    starts: Condition
    ends: Condition
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Articles that replace those of their number from a moment on; the norms carry it."""

    name: str
    labels: Labels
    start: Moment
    articles: tuple[str, ...]
    span: Span
