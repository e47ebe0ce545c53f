"""Cases: what people decided about incidents, as far as it stands."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.agreement.model import Body
from aselepo.assess.conditions import Said, stands, validity
from aselepo.assess.facts import Decision, View
from aselepo.assess.spans import END, I64, holds

WORDS = ("alleged", "under verification", "verified", "not established", "dismissed")
CONTESTED = "contested"
VERIFIED, CLOSED = "verified", ("not established", "dismissed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The state of a case as of a view."""

    incident: str
    state: str
    since: int
    party: str | None
    by: str
    contested: bool
    verified: tuple[int, ...]
    """Moments of all standing decisions that found it verified, in order."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Cases by incident; `decided` False where no decision at all is known."""

    by_incident: dict[str, Case]
    decided: bool
    stand_in: bool
    """Sure breaches stand in for verified ones."""

    def columns(self, view: View) -> tuple[I64, npt.NDArray[np.bool_]]:
        """By incident row: when it was verified (`END`: not), and whether its case is open."""
        size = len(view.incidents)
        at, is_open = np.full(size, END, np.int64), np.ones(size, np.bool_)
        if self.by_incident:
            names = sorted(self.by_incident)
            rows = pc.index_in(pa.array(names, pa.string()), value_set=view.incidents.id)
            for name, row in zip(names, rows.to_pylist(), strict=True):
                if row is None:
                    continue
                case = self.by_incident[name]
                if case.state == VERIFIED:
                    at[row] = case.since
                is_open[row] = case.state not in CLOSED
        return at, is_open


def cases(view: View, spoken: Said, bodies: dict[str, Body]) -> Cases:
    """The state of each case: the last decision about it that stands and holds."""
    now = view.as_of if view.as_of < END else END - 1
    by_incident: dict[str, list[Decision]] = {}
    marked: dict[str, bool] = {}
    for decision in spoken.decisions:
        body = bodies.get(decision.by)
        if decision.re is None or decision.state is None or not stands(decision, body):
            continue
        if decision.time > now or not holds(validity(decision, body, spoken), now):
            continue
        if decision.state == CONTESTED:
            marked[decision.re] = True
        elif decision.state in WORDS:
            by_incident.setdefault(decision.re, []).append(decision)
    found = {}
    for name, own in by_incident.items():
        last = own[-1]
        first = last.time
        for decision in reversed(own):
            if decision.state != last.state:
                break
            first = decision.time
        found[name] = Case(
            incident=name,
            state=last.state or "",
            since=first,
            party=last.party,
            by=last.by,
            contested=marked.get(name, False),
            verified=tuple(d.time for d in own if d.state == VERIFIED),
        )
    decided = bool(view.decisions)
    return Cases(found, decided, view.sure_stands_in and not decided)
