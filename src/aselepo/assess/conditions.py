"""Conditions as pairs of sets of time: where they must hold, and where they may.

A right-continuous step function is the set of time at which it is true. `not` swaps and turns the
pair round; `and`, `or` work on each.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from aselepo.agreement.model import (
    Agreement,
    And,
    At,
    Body,
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
from aselepo.assess.facts import Act, Decision, View
from aselepo.assess.spans import ALWAYS, BEGIN, EMPTY, END, I64, common, stretch, union, us, us_of_s
from aselepo.assess.spans import without as outside


@dataclass(frozen=True, slots=True)
class Pair:
    """Time at which something must be true, and at which it may be."""

    must: I64
    may: I64


UNKNOWN = Pair(EMPTY, ALWAYS)
NEVER = Pair(EMPTY, EMPTY)


def sure(spans: I64) -> Pair:
    return Pair(spans, spans)


@dataclass(frozen=True, slots=True)
class Said:
    """What was said and decided in a view, to be looked up by conditions."""

    acts: dict[str, tuple[Act, ...]]
    """By what was done, in order of time."""
    decisions: tuple[Decision, ...]
    alone: bool
    """Only one agreement is loaded: a signature need not name it."""
    revoked: dict[str, int]
    """When a decision was revoked, by its id."""


def said(view: View, *, alone: bool) -> Said:
    acts: dict[str, list[Act]] = {}
    for act in sorted(view.acts, key=lambda act: (act.time, act.id)):
        acts.setdefault(act.what, []).append(act)
    revoked = {
        d.re: d.time for d in reversed(view.decisions) if d.re and "revoked" in (d.what, d.state)
    }
    return Said(
        acts={what: tuple(listed) for what, listed in acts.items()},
        decisions=tuple(sorted(view.decisions, key=lambda d: (d.time, d.id))),
        alone=alone,
        revoked=revoked,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """How atoms that look at findings are answered; what is missing there is unknown."""

    agreement: Agreement
    relied: tuple[Agreement, ...]
    said: Said
    held: Callable[[Held], Pair] | None = None
    counted: Callable[[Counted], Pair] | None = None
    active: Callable[[str, float], Pair] | None = None
    cases: Callable[[], frozenset[str]] | None = None
    """Incidents that a decision of this clause may be about; None: any."""
    subject: str = ""
    """Name of the guarantee or suspension whose clause is read."""


def evaluate(condition: Condition, outlook: Outlook, since: int = BEGIN - 1) -> Pair:
    """Where a condition must and may hold; acts and decisions count after `since` only."""
    match condition:
        case And(items=items):
            pair = sure(ALWAYS)
            for item in items:
                other = evaluate(item, outlook, since)
                pair = Pair(common(pair.must, other.must), common(pair.may, other.may))
            return pair
        case Or(items=items):
            parts = [evaluate(item, outlook, since) for item in items]
            return Pair(union(p.must for p in parts), union(p.may for p in parts))
        case Not(item=item):
            pair = evaluate(item, outlook, since)
            return Pair(outside(pair.may), outside(pair.must))
        case At(moment=moment):
            return sure(stretch(us(moment.at), END))
        case Signed(parties=parties):
            return sure(signed(outlook.agreement, parties, outlook.said))
        case Declared(what=what, by=by):
            return sure(_declared(what, by, outlook, since))
        case Decided(what=what, by=by):
            return sure(_decided(what, by, outlook, since))
        case Held():
            return outlook.held(condition) if outlook.held else UNKNOWN
        case Counted():
            return outlook.counted(condition) if outlook.counted else UNKNOWN
        case GuaranteeActive(guarantee=name, seconds=seconds):
            return outlook.active(name, seconds) if outlook.active else UNKNOWN


def atoms(condition: Condition | None) -> Iterator[Condition]:
    """The atoms of a condition, in the order written."""
    match condition:
        case None:
            return
        case And(items=items) | Or(items=items):
            for item in items:
                yield from atoms(item)
        case Not(item=item):
            yield from atoms(item)
        case _:
            yield condition


def signed(agreement: Agreement, parties: tuple[str, ...], spoken: Said) -> I64:
    """From the last of the signatures needed on."""
    times = []
    for party in parties:
        own = [
            act.time
            for act in spoken.acts.get("signature", ())
            if act.by == party and (act.re == agreement.name or (act.re is None and spoken.alone))
        ]
        if not own:
            return EMPTY
        times.append(min(own))
    return stretch(max(times), END) if times else EMPTY


def _declared(what: str, by: tuple[str, ...], outlook: Outlook, since: int) -> I64:
    about = {None, outlook.agreement.name, outlook.subject, *(a.name for a in outlook.relied)}
    acts = [act for act in outlook.said.acts.get(what, ()) if act.time > since and act.re in about]
    if not by:
        return stretch(min(act.time for act in acts), END) if acts else EMPTY
    times = []
    for party in by:
        own = [act.time for act in acts if act.by == party]
        if not own:
            return EMPTY
        times.append(min(own))
    return stretch(max(times), END)


def bodies(outlook: Outlook) -> dict[str, Body]:
    return {
        body.name: body for text in (*outlook.relied, outlook.agreement) for body in text.bodies
    }


def stands(decision: Decision, body: Body | None) -> bool:
    """Whether a decision has the votes it needs."""
    if body is None or body.needed is None:
        return True
    yes = {member for member, vote in decision.votes or () if vote and member in body.members}
    return len(yes) >= body.needed


def validity(decision: Decision, body: Body | None, spoken: Said) -> I64:
    """For how long a decision stands."""
    end = min(decision.valid_until, spoken.revoked.get(decision.id, END))
    if body is not None and body.valid_s is not None and decision.valid_until == END:
        end = min(end, decision.time + us_of_s(body.valid_s))
    return stretch(decision.time, end)


def _decided(what: str, by: tuple[str, ...], outlook: Outlook, since: int) -> I64:
    known = bodies(outlook)
    about = {None, outlook.agreement.name, outlook.subject, *(a.name for a in outlook.relied)}
    spans = ALWAYS
    for name in by:
        body = known.get(name)
        own = [
            validity(decision, body, outlook.said)
            for decision in outlook.said.decisions
            if decision.what == what
            and decision.by == name
            and decision.time > since
            and (decision.re in about or outlook.cases is None or decision.re in outlook.cases())
            and stands(decision, body)
        ]
        spans = common(spans, union(own))
    return spans


def latch(starts: Callable[[int], I64], ends: Callable[[int], I64], *, limit: int = 10_000) -> I64:
    """Stretches from when `starts` holds to when `ends` does, again and again.

    Both are called with the moment of the last change: acts and decisions up to it are spent.
    """
    found: list[tuple[int, int]] = []
    at = BEGIN - 1
    for _ in range(limit):
        start = first(starts(at), at)
        if start is None:
            break
        end = first(ends(start), start + 1)
        found.append((start, END if end is None else end))
        if end is None:
            break
        at = end
    return union([np.array([row], np.int64) for row in found])


def first(spans: I64, after: int) -> int | None:
    """First moment of a set at or after a moment."""
    place = int(np.searchsorted(spans[:, 1], after, side="right"))
    return None if place == len(spans) else max(int(spans[place, 0]), after)
