"""Articles: what is forbidden, due or allowed, to whom, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aselepo.agreement.tree.places import Belt
from aselepo.agreement.tree.terms import Labels, Moment, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified:
    """Exempt if the same party gave notice in time, close in time and place."""

    lead_s: float
    within_s: float
    within_m: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """Exempt if ordered, after an attempt of this name failed."""

    by: tuple[str, ...]
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InAnswer:
    """Exempt if in answer to a breach; open until a decision says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    name: str
    labels: Labels
    classes: tuple[str, ...]
    by: tuple[str, ...]
    """Parties it serves; empty: all."""
    condition: Notified | Ordered | InAnswer | None
    inside: str | None
    assumed: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """Whom a norm binds."""

    kind: Literal["names", "each", "any", "accused"]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a norm holds. `from_inside`: the origin of fire; `landing`: its effect.

    `on`: the thing struck is of a class of object (`name` is one of `Agreement.objects`).
    """

    kind: Literal["anywhere", "inside", "outside", "within", "from_inside", "landing", "on"]
    name: str | None = None
    distance_m: float = 0.0


ANYWHERE = Place(kind="anywhere")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Hours of the local day in which a norm holds, minutes from midnight; may pass midnight."""

    start_min: int
    end_min: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """What every article has: its number, words, and how grave it is.

    `ref` is unique in its text. It is the article's number, with `;2` after it for the second
    clause of an article, and `@PARTY` for the article as that party reads an open question.
    """

    ref: str
    labels: Labels
    subject: Subject
    classes: tuple[str, ...]
    """What is forbidden, due or allowed, as written: classes, categories, acts, systems."""
    place: Place = ANYWHERE
    gravity: str | None = None
    proof: float | None = None
    standard: str | None = None
    """Named standard that `proof` comes from."""
    otherwise: str | None = None
    assumed: bool = False
    valid_from: Moment | None = None
    """Set by an amendment."""
    amendment: str | None = None
    phase: str | None = None
    """Holds in this phase only."""
    window: str | None = None
    """Holds in this window of silence only, once it is assured."""
    question: str | None = None
    """Depends on this open question: its findings say so."""
    reading: str | None = None
    """This party's reading of the question; each reading is evaluated side by side."""
    span: Span

    @property
    def article(self) -> str:
        """The article's number, as other sentences name it."""
        return self.ref.partition("@")[0].partition(";")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prohibition(Norm):
    start: Moment | None = None
    end: Moment | None = None
    hours: Hours | None = None
    exempt: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission(Norm):
    start: Moment | None = None
    end: Moment | None = None
    hours: Hours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What starts a duty's clock.

    A breach or notice of one of an article (`name`: its number), a notice or an act (of that
    name), the start of force (no name), the start of a phase, a decision of that name, a
    guarantee becoming active, a request to the duty's bearer.
    """

    kind: Literal[
        "breach", "notice_of_breach", "notice", "act", "force", "phase", "decision", "guarantee",
        "request",
    ]  # fmt: skip
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    seconds: float
    after: Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ByDay:
    """By the end (24:00 local) of a day of force or of a phase; the day it starts is day 1."""

    day: int
    phase: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Undated:
    """No deadline is set: pending until met, never late or missed."""


Deadline = Within | By | ByDay


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Norm):
    deadline: Within | By | ByDay | Every | Undated
    quantity: int | None = None
    """How many are due by the deadline; None: one act. State: `partly met, 640 of 1000`."""
    verb: Literal["do", "release", "deliver"] = "do"
    record: tuple[str, ...] = ()
    """What the record of the act must say, such as caller, quorum, outcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A distance from a line that a party's systems must have."""

    subject: Subject
    systems: tuple[str, ...]
    distance_m: float
    """On the party's own side; see `Around` for `belt`."""
    line: str
    belt: Belt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(Norm):
    """Systems back behind their lines: `subject` and `classes` are those of all moves together.

    A system seen after `complete` (after any moment, if `kept`) is in violation of the lines,
    beyond the lines but outside storage, could not be verified, or missing.
    """

    moves: tuple[Move, ...]
    begun: Deadline | None = None
    complete: Deadline | None = None
    kept: bool = False
    """The distance is to be kept after completion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """At most so many of these systems in a place."""

    subject: Subject
    number: int
    classes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage(Norm):
    """Systems to be kept in a place: each one declared is there, or absent on notice."""

    declared: bool = False
    by_serial: bool = False
    notice_s: float | None = None
    """Absence needs notice so long before; None: no absence is provided for."""
    quotas: tuple[Quota, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit(Norm):
    """An article that allows at most so many of `classes` in `place`."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Access(Norm):
    """Access to be given to monitors after a request; `classes` holds the class of obstruction.

    `place` is where; `exempt` excuses a refusal (mines, for example).
    """

    to: tuple[str, ...]
    within_s: float
    delay_s: float | None = None
    """Delay over this counts as obstruction."""
    counted: tuple[Literal["delay", "denial", "condition"], ...] = ()
    """What counts as obstruction of the class in `classes`."""
    exempt: tuple[str, ...] = ()
