"""The factors of findings, weakest first, worked out again from the columns they came from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from aselepo.assess.assessment import Assessment
from aselepo.assess.charge import Found, Parts, Seat
from aselepo.assess.facts import Incidents
from aselepo.assess.rules import Rule
from aselepo.assess.zones import CERTAIN

NAMES = (
    "real",
    "class",
    "not-exempt",
    "in-force",
    "in-scope",
    "responsible",
    "class-and-responsible",
    "bound",
)
"""Factors in the order in which the formula has them; keys of `words`: `factor-<name>`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Factor:
    name: str
    lo: float
    hi: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A finding of a prohibition with its factors."""

    rule: Rule
    seat: Seat
    incident: int
    """Row of the view."""
    factors: tuple[Factor, ...]
    """Weakest first."""
    frechet: float
    """Lower bound if nothing is known of how the factors depend on each other."""
    rivals: tuple[tuple[str, float, float], ...]
    """By author of a rival line: bounds of the chance to be inside."""


def weigh(assessment: Assessment, found: Found, disputed: Any) -> Iterator[Weighed]:
    """Factors of some findings, in their order.

    Parameters
    ----------
    found : findings whose `row` points into the incidents of the view
    disputed : where the condition of an undertaking is open
    """
    work = assessment.work
    if not len(found):
        return
    own, where = np.unique(found.row, return_inverse=True)
    rows = work.view.incidents.take(own)
    parts = work.charges.parts(rows, everything=True)
    rivals = _rivals(assessment, rows)
    for at in range(len(found)):
        seat = work.charges.seats[int(found.seat[at])]
        i = int(where[at])
        listed = list(_factors(assessment, parts, rows, seat, i, bool(disputed[at])))
        listed.sort(key=lambda f: (f.lo, f.hi, NAMES.index(f.name)))
        total = sum(factor.lo for factor in listed)
        yield Weighed(
            rule=work.charges.rules[seat.rule],
            seat=seat,
            incident=int(found.row[at]),
            factors=tuple(listed),
            frechet=max(0.0, total - (len(listed) - 1)),
            rivals=tuple((who, lo[i], hi[i]) for who, lo, hi in rivals.get(seat.scope, ())),
        )


def _factors(
    assessment: Assessment, parts: Parts, rows: Incidents, seat: Seat, i: int, disputed: bool
) -> Iterator[Factor]:
    charges = assessment.work.charges
    yield Factor(name="real", lo=float(rows.p_real_lo[i]), hi=float(rows.p_real_hi[i]))
    k, q, g = charges.rule_set[seat.rule], seat.column, seat.scope
    if rows.joint.known[i]:
        table = rows.joint.row(i) or {}
        told_lo, told_hi = charges.told(rows.joint.names, "sets")
        sure, maybe = charges.pair_members(rows.joint.names)
        codes = [(rows.joint.names.index(name), p) for name, p in table.items()]
        lo = sum(p * told_lo[k, c] * sure[q, c] for c, p in codes)
        hi = sum(p * told_hi[k, c] * maybe[q, c] for c, p in codes)
        rest = max(0.0, 1.0 - sum(table.values()))
        yield Factor(name="class-and-responsible", lo=float(lo), hi=float(min(1.0, hi + rest)))
    else:
        yield Factor(name="class", lo=float(parts.class_lo[i, k]), hi=float(parts.class_hi[i, k]))
        yield Factor(
            name="responsible", lo=float(parts.party_lo[i, q]), hi=float(parts.party_hi[i, q])
        )
    slots = charges.slots_of[seat.rule]
    if slots:
        lo = 1.0 - float(parts.exempt_hi[i, slots, q].max())
        hi = 1.0 - float(parts.exempt_lo[i, slots, q].max())
        yield Factor(name="not-exempt", lo=lo, hi=hi)
    t_lo, t_hi = float(parts.time_lo[i, g]), float(parts.time_hi[i, g])
    yield Factor(name="in-force", lo=t_lo, hi=t_hi)
    if any(spot != CERTAIN for _, spot in charges.scopes[g]):
        s_lo, s_hi = float(parts.scope_lo[i, g]), float(parts.scope_hi[i, g])
        yield Factor(
            name="in-scope",
            lo=min(1.0, s_lo / t_lo) if t_lo > 0 else 0.0,
            hi=min(1.0, s_hi / t_hi) if t_hi > 0 else 1.0,
        )
    if disputed:
        yield Factor(name="bound", lo=0.0, hi=1.0)


def _rivals(
    assessment: Assessment, rows: Incidents
) -> dict[int, list[tuple[str, Sequence[float], Sequence[float]]]]:
    """For scopes with rival lines: bounds by author, summed over their versions."""
    from aselepo.assess.charge import time_shares

    charges = assessment.work.charges
    found: dict[int, list[tuple[str, Sequence[float], Sequence[float]]]] = {}
    for scope, terms in enumerate(charges.scopes):
        by_author: dict[str, list[Any]] = {}
        for time, spot in terms:
            if spot < 0 or len(charges.ground.spots[spot].trees) < 2:
                continue
            share_lo, share_hi = time_shares(time, rows)
            for author, (lo, hi) in charges.ground.sides(spot, rows):
                total = by_author.setdefault(author, [np.zeros(len(rows)), np.zeros(len(rows))])
                total[0] += share_lo * lo
                total[1] += share_hi * hi
        if by_author:
            found[scope] = [
                (author, lo.tolist(), hi.tolist()) for author, (lo, hi) in by_author.items()
            ]
    return found
