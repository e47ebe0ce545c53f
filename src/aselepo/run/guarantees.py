"""Guarantees of a mission: legal state, each guarantor's own state, and what is being done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aselepo.agreement import Agreement
from aselepo.agreement.model import And, Condition, Decided, Declared, Not, Or, Signature, Signed
from aselepo.assess import EntryFact
from aselepo.core.canonical import digest
from aselepo.core.problem import ConfigError
from aselepo.core.time import Interval, iso
from aselepo.log.view import View
from aselepo.pledges.state import ENDED, Promises, promises
from aselepo.run.pipeline import compute
from aselepo.run.problems import BAD_OPTION
from aselepo.situation import plain

EXECUTION = ("consulting", "decided", "moving", "in_effect", "stood_down")
"""Acts, `re` the guarantee, that say how far its execution is."""


def read_promises(view: View) -> Promises:
    """Statements, pledges and what follows from them in a view."""
    return promises(view.entries("statement", "pledge"), today=view.t.date())


def guarantees(view: View, name: str, *, suppose: Sequence[str] = ()) -> dict[str, Any]:
    """Every guarantee of a view's agreements with its three columns.

    Parameters
    ----------
    suppose : what-if, such as "decided in_force by COMMISSION" or "verified i-12"

    Raises
    ------
    ConfigError : no agreement is known, or a supposition cannot be read
    """
    settings: dict[str, Any] = {}
    for entry in sorted(view.entries("settings"), key=lambda each: each.known_at):
        settings.update(entry.body)
    bodies = {body.name: body for each in _agreements(view) for body in each.bodies}
    facts = [_supposed(text, view.t, bodies) for text in suppose]
    made = compute(view, name, suppose=facts)
    promised = read_promises(view)
    states = settings.get("states", {})
    by_name = {
        (each.name, guarantee.name): (each, guarantee)
        for each in made.agreements
        for guarantee in each.guarantees
    }
    rows = []
    for state in made.assessment.guarantees:
        agreement, guarantee = by_name[state.instrument, state.name]
        clause = guarantee.resumes if state.state == "paused" else guarantee.starts
        rows.append(
            {
                **plain(state),
                "missing": [
                    *_not_in_force(agreement, made.assessment.force, view.t),
                    *state.missing,
                ],
                "labels": dict(guarantee.labels),
                "assumed": agreement.assumed,
                "decides": _deciders(clause),
                "legal": state.state,
                "national": [_national(who, states, promised) for who in state.pledged_by],
                "execution": _execution(view, state.name),
            }
        )
    return {
        "as_of": iso(view.t),
        "what_if": list(suppose),
        "in_force_definition": settings.get("in_force_definition"),
        "in_force": {
            name: [plain(window) for window in windows]
            for name, windows in made.assessment.force.items()
        },
        "clocks": [plain(clock) for clock in made.assessment.clocks],
        "guarantees": rows,
    }


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


def _agreements(view: View) -> Sequence[Agreement]:
    from aselepo.run.pipeline import known_agreements

    return known_agreements(view)


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


def _national(who: str, states: Mapping[str, str], promised: Promises) -> dict[str, Any]:
    """A guarantor's own state: what it intends, by its own words, and its mandate."""
    name = states.get(who, who)
    pledges = [each for each in promised.pledges if each.contributor == name]
    mandates = [each for each in promised.mandates if each.contributor == name]
    said = [each for each in promised.statements if each.get("on_behalf_of") == name]
    if mandates:
        expired = all(0 in each.warnings for each in mandates)
        ends = max((each.expires for each in mandates if each.expires), default=None)
        mandate = "expired" if expired else "mandated"
    else:
        ends, mandate = None, "no mandate on record"
    return {
        "guarantor": who,
        "state": name,
        "intent": [
            {
                "pledge": each.id,
                "kind": each.kind,
                "stage": each.stage,
                "said_by": each.said_by,
                "quote": each.quote,
                "lang": each.lang,
                "conditions": [plain(dict(c)) for c in each.conditions],
            }
            for each in pledges
        ],
        "refused": [each.id for each in pledges if each.stage in ENDED],
        "mandate": mandate,
        "mandated_until": ends.isoformat() if ends else None,
        "statements": [each.get("record") or each.get("id") for each in said],
    }


def _execution(view: View, guarantee: str) -> dict[str, Any] | None:
    """The newest act of execution on a guarantee; None: nothing is on record."""
    acts = [
        entry.body
        for entry in view.entries("act")
        if entry.body.get("re") == guarantee and entry.body.get("what") in EXECUTION
    ]
    if not acts:
        return None
    newest = max(acts, key=lambda body: (body["time"], EXECUTION.index(body["what"])))
    return {"state": newest["what"], "by": newest.get("by"), "since": newest["time"]}


_SUPPOSED = re.compile(r"(decided|declared|signed|verified)\s+(\S+?)(?:\s+by\s+(.+))?")


def _supposed(text: str, at: datetime, bodies: Mapping[str, Any]) -> EntryFact:
    """A fact that a reader supposes, as of the moment of knowledge."""
    found = _SUPPOSED.fullmatch(text.strip())
    if found is None or (found[1] != "verified" and not found[3]):
        raise ConfigError(
            BAD_OPTION.at(
                "--suppose",
                f"{text!r} is not understood",
                why="a supposition is decided, declared or signed WHAT by WHO, or verified CASE",
                mend="write it as 'decided in_force by COMMISSION'",
            )
        )
    how, what, who = found[1], found[2], (found[3] or "").strip()
    body: dict[str, Any]
    if how == "verified":
        body = {"re": what, "state": "verified", "by": "supposed", "time": iso(at)}
    elif how == "decided":
        members = bodies[who].members if who in bodies else ()
        votes = dict.fromkeys(members, "yes")
        body = {"what": what, "by": who, "time": iso(at), **({"votes": votes} if votes else {})}
    elif how == "signed":
        body = {"what": "signature", "re": what, "by": who, "time": iso(at)}
    else:
        body = {"what": what, "by": who, "time": iso(at)}
    kind = "decision" if how in ("decided", "verified") else "act"
    return EntryFact(kind=kind, id=f"supposed-{digest(body)[:12]}", rev=0, known_at=at, body=body)
