"""Exemptions: how far one covers an incident, by a party's notice, order or answer.

A permission that speaks against a prohibition is one whose effect is unknown: it may cover the act
or not, until the text settles it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aselepo.agreement.model import Exemption, InAnswer, Notified, Ordered, Permission, Place
from aselepo.assess.conditions import Pair, Said
from aselepo.assess.facts import F64, Incidents
from aselepo.assess.rules import Rule, bound, hours, period
from aselepo.assess.spans import BEGIN, END, I64, us_of_s
from aselepo.assess.zones import CERTAIN, Ground

IN_ANSWER, NOT_IN_ANSWER = "in_answer", "not_in_answer"
"""What a decision on an incident says where an exemption is for acts in answer to a breach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An exemption or permission of a text."""

    item: Exemption | Permission
    rule: Rule
    """The article that excepts it, or that it speaks against."""

    @property
    def name(self) -> str:
        return self.item.name if isinstance(self.item, Exemption) else self.item.ref


def cover(slot: Slot, party: str, rows: Incidents, spoken: Said, ground: Ground) -> tuple[F64, F64]:
    """Bounds of the chance that an exemption covers each incident if `party` did it."""
    if isinstance(slot.item, Permission):
        return _allowed(slot.item, slot.rule, party, rows, ground)
    item = slot.item
    none = np.zeros(len(rows))
    if item.by and party not in item.by:
        return none, none
    match item.condition:
        case None:
            lo, hi = np.ones(len(rows)), np.ones(len(rows))
        case Notified() as terms:
            lead, within = us_of_s(terms.lead_s), us_of_s(terms.within_s)
            lo, hi = ground.covered(party, lead, within, terms.within_m, rows)
        case Ordered() as terms:
            lo = _ordered(terms, party, rows, spoken)
            hi = lo
        case InAnswer():
            lo, hi = _in_answer(rows, spoken)
    if item.inside is not None:
        inside_lo, inside_hi = _inside(item.inside, rows, slot.rule, ground)
        lo, hi = lo * inside_lo, hi * inside_hi
    return lo, hi


def _inside(zone: str, rows: Incidents, rule: Rule, ground: Ground) -> tuple[F64, F64]:
    return _placed(Place(kind="inside", name=zone), rows, rule, ground)


def _placed(place: Place, rows: Incidents, rule: Rule, ground: Ground) -> tuple[F64, F64]:
    """P(inside) by the version of the place at each incident's time."""
    from aselepo.assess.charge import time_shares

    lo, hi = np.zeros(len(rows)), np.zeros(len(rows))
    for held, spot in ground.terms(place, None, rule.agreement):
        share_lo, share_hi = time_shares(Pair(held, held), rows)
        if spot == CERTAIN:
            lo, hi = lo + share_lo, hi + share_hi
        else:
            inside_lo, inside_hi = ground.inside(spot, rows)
            lo, hi = lo + share_lo * inside_lo, hi + share_hi * inside_hi
    return np.minimum(lo, 1.0), np.minimum(hi, 1.0)


def _ordered(terms: Ordered, party: str, rows: Incidents, spoken: Said) -> F64:
    """1 where a failed attempt, then an order, both came before the act."""
    own = {party} if party in terms.by else set(terms.by)
    failed = [act.time for act in spoken.acts.get(f"{terms.after}_failed", ()) if act.by == party]
    orders = [
        act.time
        for act in spoken.acts.get("fire_order", ())
        if act.by in own and any(time < act.time for time in failed)
    ]
    first = min(orders, default=END)
    return (first <= rows.time_lo).astype(np.float64)


def _in_answer(rows: Incidents, spoken: Said) -> tuple[F64, F64]:
    """Unknown until a decision on the incident says which."""
    said: dict[str, float] = {}
    for decision in spoken.decisions:
        if decision.re is not None and decision.what in (IN_ANSWER, NOT_IN_ANSWER):
            said[decision.re] = float(decision.what == IN_ANSWER)
    lo, hi = np.zeros(len(rows)), np.ones(len(rows))
    if said:
        for row, name in enumerate(rows.id.to_pylist()):
            if name in said:
                lo[row] = hi[row] = said[name]
    return lo, hi


def _allowed(
    item: Permission, rule: Rule, party: str, rows: Incidents, ground: Ground
) -> tuple[F64, F64]:
    from aselepo.assess.charge import time_shares

    own = [who for who in bound(rule.agreement, item) if who.party == party]
    none = np.zeros(len(rows))
    if item.subject.kind == "names" and party in item.subject.names:
        spans: I64 = period(item)
    elif own:
        spans = period(item)
    else:
        return none, none
    _, share = time_shares(Pair(spans, spans), rows)
    if item.hours is not None:
        known = np.concatenate([rows.time_lo, rows.time_hi])
        known = known[(known > BEGIN) & (known < END)]
        if len(known):
            daily = hours(item.hours, rule.agreement.clock, int(known.min()), int(known.max()))
            _, in_hours = time_shares(Pair(daily, daily), rows)
            share = np.minimum(share, in_hours)
    _, inside = _placed(item.place, rows, rule, ground)
    return none, share * inside
