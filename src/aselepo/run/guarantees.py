"""Guarantees of a mission: legal state, each guarantor's own state, and what is being done."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aselepo.agreement import Agreement
from aselepo.assess import EntryFact
from aselepo.core.canonical import digest
from aselepo.core.problem import ConfigError
from aselepo.core.time import iso
from aselepo.log.view import View
from aselepo.pledges.guarantees import guarantees as columns
from aselepo.pledges.state import Promises, promises
from aselepo.run.pipeline import compute
from aselepo.run.problems import BAD_OPTION
from aselepo.situation import plain


def read_promises(view: View) -> Promises:
    """Statements, pledges and what follows from them in a view."""
    return promises(view.entries("statement", "pledge"), today=view.t.date())


def as_csv(promised: Promises) -> str:
    """Pledges as CSV, a row each: what was said stands beside our reading of the amount."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(
        (
            "pledge",
            "contributor",
            "kind",
            "stage",
            "said_by",
            "amount_words",
            "amount_lo",
            "amount_hi",
            "unit",
            "where",
            "limits",
            "conditions",
            "quote",
            "lang",
        )
    )
    for each in promised.pledges:
        amount = each.amount or {}
        table.writerow(
            (
                each.id,
                each.contributor,
                each.kind,
                each.stage,
                each.said_by,
                amount.get("words", ""),
                amount.get("lo", ""),
                amount.get("hi", ""),
                amount.get("unit", ""),
                each.where,
                "; ".join(each.limits),
                "; ".join(condition["words"] for condition in each.conditions),
                each.quote,
                each.lang,
            )
        )
    return out.getvalue()


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
    rows = columns(
        made.assessment,
        read_promises(view),
        at=view.t,
        acts=[entry.body for entry in view.entries("act")],
        states=settings.get("states", {}),
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
        "guarantees": [plain(row) for row in rows],
    }


def _agreements(view: View) -> Sequence[Agreement]:
    from aselepo.run.pipeline import known_agreements

    return known_agreements(view)


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
