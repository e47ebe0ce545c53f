"""The syntax tree of an agreement: what the parser makes, what checks and the engine read.

Immutable values. Moments are resolved to UTC through the agreement's clock and keep their own
words; durations are seconds of elapsed time, lengths metres. Every declaration knows where it
stands in the text. The nodes stand by subject in `aselepo.agreement.tree`; all are named here.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aselepo.agreement.tree.articles import (
    ANYWHERE,
    Access,
    By,
    ByDay,
    Deadline,
    Every,
    Exemption,
    Hours,
    InAnswer,
    Limit,
    Move,
    Norm,
    Notified,
    Obligation,
    Ordered,
    Permission,
    Place,
    Prohibition,
    Quota,
    Storage,
    Subject,
    Trigger,
    Undated,
    Withdrawal,
    Within,
)
from aselepo.agreement.tree.conditions import (
    And,
    At,
    Atom,
    Condition,
    Counted,
    Decided,
    Declared,
    GuaranteeActive,
    Held,
    Not,
    Or,
    Signed,
)
from aselepo.agreement.tree.counting import (
    Count,
    Counting,
    Guarantee,
    Proof,
    Response,
    Rung,
    Standard,
    Unit,
)
from aselepo.agreement.tree.force import (
    Amendment,
    Done,
    EndOf,
    Extension,
    Force,
    ForceMeaning,
    Phase,
    PhaseStart,
    Signature,
    Suspension,
    Window,
)
from aselepo.agreement.tree.parties import (
    Answers,
    Body,
    Formation,
    Party,
    Question,
    Remedies,
    Required,
    Undertaking,
)
from aselepo.agreement.tree.places import (
    Area,
    AreaTree,
    Around,
    Belt,
    Line,
    Map,
    Objects,
    Rival,
    SideOf,
    Zone,
)
from aselepo.agreement.tree.terms import Labels, Moment, Span

__all__ = [
    "ANYWHERE",
    "Access",
    "Agreement",
    "Amendment",
    "And",
    "Answers",
    "Area",
    "AreaTree",
    "Around",
    "At",
    "Atom",
    "Belt",
    "Body",
    "By",
    "ByDay",
    "Category",
    "Condition",
    "Count",
    "Counted",
    "Counting",
    "Deadline",
    "Decided",
    "Declared",
    "Done",
    "EndOf",
    "Every",
    "Exemption",
    "Extension",
    "Force",
    "ForceMeaning",
    "Formation",
    "Guarantee",
    "GuaranteeActive",
    "Held",
    "Hours",
    "InAnswer",
    "Labels",
    "Limit",
    "Line",
    "Map",
    "Moment",
    "Move",
    "Norm",
    "Not",
    "Notified",
    "Objects",
    "Obligation",
    "Or",
    "Ordered",
    "Party",
    "Permission",
    "Phase",
    "PhaseStart",
    "Place",
    "Prohibition",
    "Proof",
    "Question",
    "Quota",
    "Remedies",
    "Required",
    "Response",
    "Rival",
    "Rung",
    "SideOf",
    "Signature",
    "Signed",
    "Span",
    "Standard",
    "Storage",
    "Subject",
    "Suspension",
    "System",
    "Trigger",
    "Undated",
    "Undertaking",
    "Unit",
    "Window",
    "Withdrawal",
    "Within",
    "Zone",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A named group of classes; a `domain` is one for summaries, a `class` is a new leaf."""

    name: str
    labels: Labels
    classes: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """Weapon systems by kind, calibre and type, for withdrawal, storage and quotas."""

    name: str
    labels: Labels
    words: str
    """As the text describes them."""
    span: Span
    classes: tuple[str, ...] = ()
    """Nodes of the class tree; empty where only words describe the system."""
    calibre_lo_mm: float | None = None
    calibre_hi_mm: float | None = None
    lo_included: bool = True
    hi_included: bool = True
    types: tuple[str, ...] = ()
    """Types by name, such as "Uragan"; empty: any."""


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
    force_means: ForceMeaning | None = None
    extensions: tuple[Extension, ...] = ()
    phases: tuple[Phase, ...] = ()
    windows: tuple[Window, ...] = ()
    reporting_day_end_min: int | None = None
    """Minute of the local day at which the reporting day ends; 1440 is midnight."""
    applies_in: str | None = None
    enough: float | None = None
    """Chance to notice one incident that "none observed" needs."""
    relies: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    bodies: tuple[Body, ...] = ()
    answers: tuple[Answers, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    categories: tuple[Category, ...] = ()
    classes: tuple[Category, ...] = ()
    """New leaves, each over nodes of the class tree."""
    systems: tuple[System, ...] = ()
    objects: tuple[Objects, ...] = ()
    domains: tuple[Category, ...] = ()
    lines: tuple[Line, ...] = ()
    zones: tuple[Zone, ...] = ()
    proof: Proof | None = None
    standards: tuple[Standard, ...] = ()
    counting: Counting | None = None
    exemptions: tuple[Exemption, ...] = ()
    norms: tuple[Norm, ...] = ()
    counts: tuple[Count, ...] = ()
    guarantees: tuple[Guarantee, ...] = ()
    required: tuple[Required, ...] = ()
    suspensions: tuple[Suspension, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    remedies: tuple[Remedies, ...] = ()
    questions: tuple[Question, ...] = ()
    responses: tuple[Response, ...] = ()
    span: Span
    text: str = field(default="", repr=False, compare=False)

    def expand(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Classes behind names of categories, domains, classes and systems, in order, no doubles.

        A class or system that the agreement defines stands for itself and for the nodes it is
        defined over.
        """
        groups = {group.name: group for group in (*self.categories, *self.domains)}
        leaves: dict[str, Category | System] = {leaf.name: leaf for leaf in self.classes}
        leaves.update((system.name, system) for system in self.systems)
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
