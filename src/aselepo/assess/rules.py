"""From agreements to rules: what holds for whom at which time, ready to be applied to columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from aselepo.agreement.model import (
    Agreement,
    By,
    Exemption,
    Hours,
    Norm,
    Obligation,
    Permission,
    Place,
    Prohibition,
    Withdrawal,
)
from aselepo.assess.conditions import NEVER, Pair
from aselepo.assess.facts import Text, View
from aselepo.assess.force import InForce
from aselepo.assess.spans import (
    ALWAYS,
    BEGIN,
    EMPTY,
    END,
    I64,
    common,
    minus,
    moment,
    stretch,
    union,
    us,
)
from aselepo.core.classes import Bounds, tree
from aselepo.core.time import clock

SOME = "some party"
"""Accused in findings of `no party may`: one of the bound parties, whichever."""
BREACH, CLEARED = 0.95, 0.05
"""Standard of proof where an agreement names none."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Version:
    """A text of an agreement and the time it governs."""

    agreement: Agreement
    valid: I64
    known: int
    """When this text became known; `BEGIN` for the text given."""


def versions(agreement: Agreement, texts: Sequence[Text]) -> tuple[Version, ...]:
    """The texts of an agreement; of overlapping ones the one that starts last governs."""
    later = [text for text in texts if text.agreement.name == agreement.name]
    later.sort(key=lambda text: (text.valid_lo, text.known, text.id), reverse=True)
    taken = EMPTY
    found = []
    for text in later:
        free = minus(stretch(text.valid_lo, text.valid_hi), taken)
        taken = union([taken, free])
        found.append(Version(agreement=text.agreement, valid=free, known=text.known))
    found.append(Version(agreement=agreement, valid=minus(ALWAYS, taken), known=BEGIN))
    return tuple(version for version in reversed(found) if len(version.valid))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Bound:
    """Whom an article binds, when, and on whose conduct that depends."""

    party: str
    time: I64
    keepers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A version of an article, with the time for which it is the text."""

    instrument: int
    version: Version
    norm: Norm
    valid: I64
    tau: float
    rho: float
    each: bool
    bound: tuple[Bound, ...]
    retroactive: bool
    """Its text became known after the moment from which it governs."""
    assumed: str
    """What of it is assumed: text, article, proof; joined by commas."""

    @property
    def agreement(self) -> Agreement:
        return self.version.agreement

    def wanted(self) -> frozenset[str]:
        return frozenset(self.agreement.expand(self.norm.classes))

    def firm(self) -> frozenset[str]:
        return firm(self.agreement, self.norm.classes)


def firm(text: Agreement, names: tuple[str, ...]) -> frozenset[str]:
    """Classes behind names that are meant whatever the calibre or type of the weapon.

    A system limited to calibres or types stands for its nodes only possibly: a report of a gun
    does not say that it has 100 mm.
    """
    limited = {
        system.name: replace(system, classes=())
        for system in text.systems
        if system.types or system.calibre_lo_mm is not None or system.calibre_hi_mm is not None
    }
    if not limited:
        return frozenset(text.expand(names))
    bare = replace(text, systems=tuple(limited.get(s.name, s) for s in text.systems))
    return frozenset(bare.expand(names))


def rules(index: int, texts: Sequence[Version]) -> tuple[Rule, ...]:
    """All articles of an instrument, in the order of its texts."""
    return tuple(rule for version in texts for rule in _of(index, version))


def _of(index: int, version: Version) -> Iterator[Rule]:
    text = version.agreement
    for norm in _readable(text):
        start = us(norm.valid_from.at) if norm.valid_from else BEGIN
        later = [
            us(other.valid_from.at)
            for other in text.norms
            if other.article == norm.article
            and other.valid_from
            and us(other.valid_from.at) > start
        ]
        valid = common(version.valid, stretch(start, min(later, default=END)))
        if isinstance(norm, Prohibition | Permission):
            valid = common(valid, period(norm))
        if not len(valid):
            continue
        proof = text.proof
        tau = norm.proof if norm.proof is not None else (proof.breach if proof else BREACH)
        yield Rule(
            instrument=index,
            version=version,
            norm=norm,
            valid=valid,
            tau=tau,
            rho=proof.cleared if proof else CLEARED,
            each=bool(proof and proof.each),
            bound=tuple(bound(text, norm)),
            retroactive=version.known > int(version.valid[0, 0]) > BEGIN,
            assumed=_assumed(text, norm),
        )


def _readable(text: Agreement) -> Iterator[Norm]:
    """The articles of a text; a withdrawal by a day also as what it forbids from then on.

    Systems seen closer to their line than the distance agreed are a breach once the withdrawal is
    to be complete. A belt that the text leaves open, or a completion counted in days, is not read.
    """
    for norm in text.norms:
        yield norm
        if isinstance(norm, Withdrawal) and isinstance(norm.complete, By | None):
            for move in norm.moves:
                if move.belt != "open":
                    yield Prohibition(
                        ref=norm.ref,
                        labels=norm.labels,
                        subject=move.subject,
                        classes=move.systems,
                        place=Place(kind="within", name=move.line, distance_m=move.distance_m),
                        gravity=norm.gravity,
                        proof=norm.proof,
                        assumed=norm.assumed,
                        valid_from=norm.valid_from,
                        amendment=norm.amendment,
                        phase=norm.phase,
                        question=norm.question,
                        reading=norm.reading,
                        span=norm.span,
                        start=norm.complete.moment if norm.complete else None,
                    )


def is_read(norm: Norm) -> bool:
    """Whether the engine computes an article, wholly or as what it forbids."""
    if isinstance(norm, Withdrawal):
        whole = all(move.belt != "open" for move in norm.moves)
        return whole and isinstance(norm.complete, By | None)
    return isinstance(norm, Prohibition | Permission | Obligation)


def _assumed(text: Agreement, norm: Norm) -> str:
    open_proof = norm.proof is None and (text.proof is None or text.proof.assumed)
    parts = {"text": text.assumed, "article": norm.assumed, "proof": open_proof}
    return ", ".join(name for name, is_assumed in parts.items() if is_assumed)


def period(norm: Prohibition | Permission) -> I64:
    """From and until, as written in the article."""
    return stretch(us(norm.start.at) if norm.start else BEGIN, us(norm.end.at) if norm.end else END)


def hours(within: Hours, zone_name: str, first: int, last: int) -> I64:
    """The hours of each local day that touches a stretch of time; days may have 23 or 25 hours."""
    if first >= last:
        return EMPTY
    zone = clock(zone_name)
    start, end = moment(max(first, _FIRST)), moment(min(last, _LAST))
    assert start is not None
    assert end is not None
    day = start.astimezone(zone).date() - timedelta(days=1)
    rows = []
    while True:
        midnight = datetime(day.year, day.month, day.day)
        until = within.end_min + (1440 if within.end_min <= within.start_min else 0)
        edges = [
            us((midnight + timedelta(minutes=m)).replace(tzinfo=zone).astimezone(UTC))
            for m in (within.start_min, until)
        ]
        rows.append(edges)
        if edges[0] > us(end):
            return union([np.array(rows, np.int64)])
        day += timedelta(days=1)


_FIRST, _LAST = us(datetime(1900, 1, 1, tzinfo=UTC)), us(datetime(2200, 1, 1, tzinfo=UTC))


def bound(text: Agreement, norm: Norm) -> Iterator[Bound]:
    """The parties an article binds."""
    if norm.subject.kind == "names":
        names = norm.subject.names
    else:
        names = tuple(party.name for party in text.parties if not party.guarantor)
    if not text.undertakings:
        for name in names:
            yield Bound(party=name, time=ALWAYS)
        return
    for name in names:
        own = [u for u in text.undertakings if u.party == name and norm.article in u.articles]
        spans = [
            stretch(us(u.start.at) if u.start else BEGIN, us(u.end.at) if u.end else END)
            for u in own
        ]
        if own:
            keepers = tuple(sorted({u.keeper for u in own if u.keeper}))
            free = any(u.keeper is None for u in own)
            yield Bound(party=name, time=union(spans), keepers=() if free else keepers)


def told(text: Agreement, observed: str, wanted: frozenset[str]) -> Bounds:
    """What a class observed says of being one of the classes wanted, by an agreement's words.

    A class of the agreement's own matches itself; one defined over nodes lies above them; a name
    that neither the agreement nor the tree knows could be anything.
    """
    if observed in wanted:
        return 1.0, 1.0
    for leaf in text.classes:
        if leaf.name == observed:
            parts = [told(text, name, wanted) for name in leaf.classes if name != observed]
            if parts and all(lo == 1.0 for lo, _ in parts):
                return 1.0, 1.0
            return 0.0, max((hi for _, hi in parts), default=0.0)
    if tree().find(observed) is None and observed in introduced(text):
        return 0.0, 0.0
    return tree().told(observed, wanted)


def introduced(text: Agreement) -> frozenset[str]:
    """Names of classes that the agreement itself brings in."""
    lists = [group.classes for group in (*text.categories, *text.domains, *text.classes)]
    lists += [exemption.classes for exemption in text.exemptions]
    lists += [norm.classes for norm in text.norms if not isinstance(norm, Obligation)]
    return frozenset(text.expand(tuple(name for names in lists for name in names)))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scope:
    """Time (sure and possible) and place in which a rule holds for a party."""

    time: Pair
    place: Place
    applies_in: str | None
    text: int
    """Which text's zones are meant, an index into the versions of its instrument."""


def party_scope(rule: Rule, force: InForce, who: Bound, text: int) -> Scope:
    """When and where a rule holds for a party."""
    own = force.by_party.get(who.party, force.whole)
    time = rule.valid if force.supposed else common(rule.valid, who.time)
    pair = Pair(common(own.must, time), common(own.may, time))
    for name, known in ((rule.norm.phase, force.phases), (rule.norm.window, force.windows)):
        if name is not None:
            held = known.get(name, NEVER)
            pair = Pair(common(pair.must, held.must), common(pair.may, held.may))
    return Scope(
        time=pair,
        place=rule.norm.place,
        applies_in=rule.agreement.applies_in,
        text=text,
    )


def exceptions(rule: Rule) -> tuple[Exemption | Permission, ...]:
    """Exemptions that an article excepts, and permissions that may speak against it."""
    norm = rule.norm
    assert isinstance(norm, Prohibition)
    declared = {exemption.name: exemption for exemption in rule.agreement.exemptions}
    allowed = [
        other
        for other in rule.agreement.norms
        if isinstance(other, Permission)
        and set(rule.agreement.expand(other.classes)) & set(rule.agreement.expand(norm.classes))
    ]
    return (*(declared[name] for name in norm.exempt if name in declared), *allowed)


def span_of(view: View) -> tuple[int, int]:
    """First and last moment with an incident, for rules that hold at hours of the day."""
    rows = view.incidents
    lo = rows.time_lo[rows.time_lo > BEGIN]
    hi = rows.time_hi[rows.time_hi < END]
    edges = np.concatenate([lo, hi])
    return (int(edges.min()), int(edges.max())) if len(edges) else (0, 0)
