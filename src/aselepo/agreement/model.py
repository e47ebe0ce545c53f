"""The syntax tree of an agreement: what the parser makes, what checks and the engine read.

Immutable values. Moments are resolved to UTC through the agreement's clock and keep their own
words; durations are seconds of elapsed time, lengths metres. Every declaration knows where it
stands in the text.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """In force from the last of these parties' signatures on."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOf:
    """Until a named state of affairs ends it, for example a full settlement."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """When the agreement is in force; `party` where the start differs by party."""

    start: Moment | Signature
    end: Moment | EndOf | None
    party: str | None = None
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    name: str
    labels: Labels
    guarantor: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A body of several parties; `needed` votes decide."""

    name: str
    labels: Labels
    members: tuple[str, ...]
    needed: int | None
    out_of: int | None
    valid_s: float | None
    """How long its decisions hold; None: until revoked."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Undertaking:
    """What a party bound itself to, alone or as long as another keeps it."""

    party: str
    alone: bool
    articles: tuple[str, ...]
    start: Moment | None
    end: Moment | None
    keeper: str | None
    """Bound only while this party keeps it."""
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A named group of classes; a `domain` is one for summaries, a `class` is a new leaf."""

    name: str
    labels: Labels
    classes: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """A weapon system by words of the agreement."""

    name: str
    labels: Labels
    words: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    name: str
    labels: Labels
    span: Span


# Areas are trees over lines, maps and other zones.


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """All within a distance of a line or map, its border included."""

    distance_m: float
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The footprint of a map or of a zone of the agreement."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOf:
    """The side of the line of contact that a party holds."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTree:
    """Areas joined, left to right."""

    operator: Literal["or", "and", "except"]
    left: Area
    right: Area


Area = Around | Map | SideOf | AreaTree


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One version of a zone; several versions of a name follow one another in time."""

    name: str
    labels: Labels
    area: Area
    start: Moment | None
    end: Moment | None
    assumed: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Standard of proof: at or above `breach` held, at or below `cleared` not."""

    breach: float
    cleared: float
    each: bool = False
    """Asked of each element, not of their product."""
    assumed: bool = False
    span: Span


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
    """Where a norm holds. `from_inside`: the origin of fire; `landing`: its effect."""

    kind: Literal["anywhere", "inside", "outside", "within", "from_inside", "landing"]
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
    """What every article has: its number, words, and how grave it is."""

    ref: str
    labels: Labels
    subject: Subject
    classes: tuple[str, ...]
    """What is forbidden, due or allowed, as written: classes, categories, acts."""
    place: Place = ANYWHERE
    gravity: str | None = None
    proof: float | None = None
    otherwise: str | None = None
    assumed: bool = False
    valid_from: Moment | None = None
    """Set by an amendment."""
    amendment: str | None = None
    span: Span


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
    """What starts a duty's clock: a breach or notice of one of an article, a notice, an act."""

    kind: Literal["breach", "notice_of_breach", "notice", "act"]
    name: str
    """Article for the first two, else the name of the notice or act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    seconds: float
    after: Trigger


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Norm):
    deadline: Within | By | Every
    quantity: int | None = None
    """How many are due by the deadline; None: one act."""


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


# Conditions are trees over seven atoms.


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    what: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    what: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Force began at least so long ago, and no breach since then that the atom looks at."""

    seconds: float
    verified: bool = False
    gravity: str | None = None
    watched: float | None = None
    """Share of `zone` and time that must have been watched."""
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    count: str
    operator: Literal[">=", ">", "<=", "<", "="]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeActive:
    guarantee: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    item: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    items: tuple[Condition, ...]


Atom = Signed | Declared | Decided | Held | Counted | GuaranteeActive | At
Condition = Atom | Not | And | Or


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An open question with each side's position."""

    name: str
    labels: Labels
    positions: tuple[tuple[str, str], ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """A clock for deciding, rung by rung: who decides, within how long, after what."""

    name: str
    labels: Labels
    rungs: tuple[Rung, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    decider: str
    what: str
    seconds: float
    article: str | None
    """After a verified breach of this article; None: after the rung before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One instrument."""

    name: str
    labels: Labels
    source: str = ""
    assumed: bool = False
    """All of it is assumed."""
    clock: str = "UTC"
    texts: tuple[str, ...] = ()
    prevails: str | None = None
    force: tuple[Force, ...] = ()
    reporting_day_end_min: int | None = None
    """Minute of the local day at which the reporting day ends; 1440 is midnight."""
    applies_in: str | None = None
    enough: float | None = None
    """Chance to notice one incident that "none observed" needs."""
    relies: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    bodies: tuple[Body, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    categories: tuple[Category, ...] = ()
    classes: tuple[Category, ...] = ()
    """New leaves, each over nodes of the class tree."""
    systems: tuple[System, ...] = ()
    domains: tuple[Category, ...] = ()
    lines: tuple[Line, ...] = ()
    zones: tuple[Zone, ...] = ()
    proof: Proof | None = None
    exemptions: tuple[Exemption, ...] = ()
    norms: tuple[Norm, ...] = ()
    counts: tuple[Count, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    questions: tuple[Question, ...] = ()
    responses: tuple[Response, ...] = ()
    span: Span
    text: str = field(default="", repr=False, compare=False)

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Classes behind names of categories, domains and classes, without doubles, in order.

        A class that the agreement defines stands for itself and for the nodes it is defined over.
        """
        groups = {group.name: group for group in (*self.categories, *self.domains)}
        leaves = {leaf.name: leaf for leaf in self.classes}
        found: dict[str, None] = {}
        open_names = list(names)
        seen: set[str] = set()
        while open_names:
            name = open_names.pop(0)
            if name in seen:
                continue
            seen.add(name)
            if name in groups:
                open_names[:0] = groups[name].classes
                continue
            found[name] = None
            if name in leaves:
                open_names[:0] = leaves[name].classes
        return tuple(found)
