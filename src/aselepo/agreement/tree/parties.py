"""Who is bound, who acts, who answers for whom, what is required, and what is left open."""

from __future__ import annotations

from dataclasses import dataclass

from aselepo.agreement.tree.articles import ANYWHERE, Place
from aselepo.agreement.tree.terms import Labels, Moment, Span


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
class Formation:
    """A formation or proxy that a party answers for; attribution may name it."""

    name: str
    labels: Labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """`party` answers for the acts of these formations.

    What is attributed to one of them counts as the party's. Where `disputed` the share of the
    formation is possible and never sure: it counts for the upper probability only.
    """

    party: str
    formations: tuple[Formation, ...]
    disputed: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Required:
    """Force that is required in a domain: `low` to `high` of `what` (None: open upwards)."""

    name: str
    labels: Labels
    low: int
    high: int | None
    what: str
    place: Place = ANYWHERE
    start: Moment | None = None
    assumed: bool = False
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Remedies:
    """Remedies a body may choose from, for breaches of these articles (empty: of any)."""

    name: str
    labels: Labels
    body: str
    articles: tuple[str, ...]
    remedies: tuple[str, ...]
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An open question with each side's position."""

    name: str
    labels: Labels
    positions: tuple[tuple[str, str], ...]
    span: Span
