"""Guarantees in three columns: legal state, each guarantor's own state, and execution."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from aselepo.agreement import Agreement
from aselepo.agreement.model import (
    And,
    Condition,
    Decided,
    Declared,
    GuaranteeActive,
    Not,
    Or,
    Signature,
    Signed,
)
from aselepo.assess import Assessment
from aselepo.core.time import Interval
from aselepo.pledges.state import ENDED, Pledge, Promises

TURNS_LOOKED_AT = 12
"""Withdrawals and corrections, the newest, whose earlier state is looked at for reversals."""
EXECUTION = ("consulting", "decided", "moving", "in_effect", "stood_down")
"""Acts, `re` the guarantee, that say how far its execution is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """A guarantor's own state: what it promised in its own words, and its mandate."""

    guarantor: str
    state: str
    """Name under which its statements are kept."""
    pledges: tuple[Pledge, ...]
    refused: tuple[str, ...]
    mandate: str
    """`mandated`, `expired`, or `none-on-record`."""
    mandated_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Execution:
    """The newest act of execution."""

    state: str
    by: str
    since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """A guarantee as a desk in a capital reads it."""

    instrument: str
    name: str
    labels: dict[str, str]
    assumed: bool
    state: str
    since: datetime | None
    missing: tuple[str, ...]
    after: tuple[str, ...]
    """Guarantees that must be active before it."""
    decides: tuple[str, ...]
    """Who must act for the conditions that a person can meet."""
    pledged_by: tuple[str, ...]
    unwatched: float | None
    active: tuple[Interval, ...]
    reversals: tuple[Any, ...]
    national: tuple[National, ...]
    execution: Execution | None


def guarantees(
    assessment: Assessment,
    promised: Promises,
    *,
    at: datetime,
    acts: Iterable[Mapping[str, Any]] = (),
    states: Mapping[str, str] | None = None,
) -> tuple[Guarantee, ...]:
    """Every guarantee of an assessment with its three columns.

    Parameters
    ----------
    at : moment of knowledge
    acts : bodies of acts, for execution
    states : names under which guarantors' statements are kept, by their name in the agreement
    """
    told = list(acts)
    known = {
        (each.name, guarantee.name): (each, guarantee)
        for each in assessment.agreements
        for guarantee in each.guarantees
    }
    found = []
    for state in assessment.guarantees:
        agreement, guarantee = known[state.instrument, state.name]
        clause = guarantee.resumes if state.state == "paused" else guarantee.starts
        found.append(
            Guarantee(
                instrument=state.instrument,
                name=state.name,
                labels=dict(guarantee.labels),
                assumed=agreement.assumed,
                state=state.state,
                since=state.since,
                missing=(*_not_in_force(agreement, assessment.force, at), *state.missing),
                after=tuple(_before(clause)),
                decides=tuple(_deciders(clause)),
                pledged_by=state.pledged_by,
                unwatched=state.unwatched,
                active=state.active,
                reversals=state.reversals,
                national=tuple(_national(who, states or {}, promised) for who in state.pledged_by),
                execution=_execution(told, state.name),
            )
        )
    return tuple(found)


def _not_in_force(
    agreement: Agreement, force: Mapping[str, Sequence[Interval]], at: datetime
) -> list[str]:
    """The instrument itself, where it is not in force: nothing of it takes effect before."""
    if any(window.holds(at) for window in force.get(agreement.name, ())):
        return []
    starts = [
        f"signature by {', '.join(each.start.parties)}"
        for each in agreement.force
        if isinstance(each.start, Signature)
    ]
    return [f"agreement {agreement.name} in force{': ' if starts else ''}{'; '.join(starts)}"]


def _before(condition: Condition | None) -> list[str]:
    """Guarantees that a condition waits for."""
    match condition:
        case And(items=items) | Or(items=items):
            return list(dict.fromkeys(name for item in items for name in _before(item)))
        case GuaranteeActive(guarantee=name):
            return [name]
    return []


def _deciders(condition: Condition | None) -> list[str]:
    """Who must act for a condition to hold."""
    match condition:
        case And(items=items) | Or(items=items):
            return list(dict.fromkeys(who for item in items for who in _deciders(item)))
        case Not(item=item):
            return _deciders(item)
        case Declared(by=by) | Decided(by=by):
            return list(by)
        case Signed(parties=parties):
            return list(parties)
    return []


def _national(who: str, states: Mapping[str, str], promised: Promises) -> National:
    name = states.get(who, who)
    pledges = tuple(each for each in promised.pledges if each.contributor == name)
    mandates = [each for each in promised.mandates if each.contributor == name]
    if mandates:
        expired = all(0 in each.warnings for each in mandates)
        mandate = "expired" if expired else "mandated"
    else:
        mandate = "none-on-record"
    return National(
        guarantor=who,
        state=name,
        pledges=pledges,
        refused=tuple(each.id for each in pledges if each.stage in ENDED),
        mandate=mandate,
        mandated_until=max((each.expires for each in mandates if each.expires), default=None),
    )


def _execution(acts: Sequence[Mapping[str, Any]], guarantee: str) -> Execution | None:
    mine = [act for act in acts if act.get("re") == guarantee and act.get("what") in EXECUTION]
    if not mine:
        return None
    newest = max(mine, key=lambda body: (body["time"], EXECUTION.index(body["what"])))
    return Execution(
        state=newest["what"], by=str(newest.get("by") or ""), since=str(newest["time"])
    )
