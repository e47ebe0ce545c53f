"""Response clocks: what is due to be decided, by whom, by when. Never a time to strike back.

A clock runs from the decision that verified a breach, never from an unverified one. Where that
start is disputed (verified at two moments, or contested), the earlier and the later clock are both
shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from aselepo.agreement.model import Agreement, Body, Decided, Declared, Response
from aselepo.assess.breaches import Breaches
from aselepo.assess.cases import VERIFIED, Case, Cases
from aselepo.assess.conditions import Said, stands
from aselepo.assess.facts import Decision, View
from aselepo.assess.spans import END, moment, us_of_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """One rung of a response to one verified breach."""

    instrument: str
    response: str
    rung: int
    decider: str
    what: str
    incident: str
    start: tuple[datetime, ...]
    """When it started; two moments where that is disputed."""
    due: tuple[datetime, ...]
    state: str
    """running, decided, overdue, fallen away (its off-ramp was taken)."""
    decided: datetime | None
    late_by_s: float | None
    disputed: bool


def clocks(
    agreement: Agreement,
    instruments: Sequence[int],
    known: Cases,
    breaches: Breaches,
    view: View,
    spoken: Said,
    bodies: dict[str, Body],
) -> tuple[Clock, ...]:
    """The clocks that verified breaches have started, by response, incident and rung."""
    found: list[Clock] = []
    for response in agreement.responses:
        rung = response.rungs[0] if response.rungs else None
        articles = set() if rung is None else {*rung.articles, *filter(None, [rung.article])}
        rows = breaches.of(instruments, articles=articles)
        ids = view.incidents.id
        broken = {str(ids[k].as_py()) for k in set(breaches.key[rows].tolist()) if k >= 0}
        for name in sorted(broken & known.by_incident.keys()):
            case = known.by_incident[name]
            if case.state == VERIFIED:
                found.extend(_rungs(agreement.name, response, case, view, spoken, bodies))
    return tuple(found)


def _rungs(
    instrument: str,
    response: Response,
    case: Case,
    view: View,
    spoken: Said,
    bodies: dict[str, Body],
) -> Iterator[Clock]:
    first = tuple(sorted({case.verified[0], case.verified[-1]}))
    disputed = len(first) > 1 or case.contested
    start = first
    for number, rung in enumerate(response.rungs):
        if rung.from_breach:
            start, disputed = first, len(first) > 1 or case.contested
        due = tuple(at + us_of_s(rung.seconds) for at in start)
        made = _made(rung.decider, rung.what, case.incident, start[0], spoken, bodies)
        late = None
        if made is not None:
            state = "decided"
            if made.time > due[-1]:
                late = (made.time - due[-1]) / 1e6
        else:
            state = "overdue" if view.as_of > due[-1] else "running"
            if rung.off_ramp is not None and _came(rung.off_ramp, start[0], spoken):
                state = "fallen away"
            if state == "overdue" and view.as_of < END:
                late = (view.as_of - due[-1]) / 1e6
        yield Clock(
            instrument=instrument,
            response=response.name,
            rung=number + 1,
            decider=rung.decider,
            what=rung.what,
            incident=case.incident,
            start=_moments(start),
            due=_moments(due),
            state=state,
            decided=moment(made.time) if made else None,
            late_by_s=late,
            disputed=disputed,
        )
        if made is None:
            later = response.rungs[number + 1 :]
            if not any(other.from_breach for other in later):
                return
            continue
        start, disputed = (made.time,), False


def _came(off_ramp: Declared | Decided, since: int, spoken: Said) -> bool:
    """Whether what makes a rung fall away has come since its clock started."""
    if isinstance(off_ramp, Declared):
        found: list[tuple[str, int]] = [
            (act.by, act.time) for act in spoken.acts.get(off_ramp.what, ())
        ]
    else:
        found = [(d.by, d.time) for d in spoken.decisions if d.what == off_ramp.what]
    who = {by for by, time in found if time >= since}
    return bool(who) and set(off_ramp.by) <= who


def _moments(at: tuple[int, ...]) -> tuple[datetime, ...]:
    return tuple(found for found in map(moment, at) if found is not None)


def _made(
    decider: str, what: str, incident: str, since: int, spoken: Said, bodies: dict[str, Body]
) -> Decision | None:
    """The first decision that answers a rung."""
    for decision in spoken.decisions:
        if (
            decision.by == decider
            and (decision.what == what if what else decision.what is not None)
            and decision.re == incident
            and decision.time >= since
            and stands(decision, bodies.get(decider))
        ):
            return decision
    return None
