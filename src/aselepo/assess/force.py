"""When an agreement is in force, surely and possibly, party by party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from aselepo.agreement.model import (
    Agreement,
    EndOf,
    Force,
    Moment,
    PhaseStart,
    Signature,
    Window,
)
from aselepo.assess.conditions import (
    NEVER,
    UNKNOWN,
    Outlook,
    Pair,
    Said,
    evaluate,
    first,
    latch,
    signed,
    sure,
)
from aselepo.assess.spans import (
    BEGIN,
    EMPTY,
    END,
    I64,
    common,
    minus,
    of_interval,
    stretch,
    union,
    us,
    us_of_s,
)
from aselepo.core.time import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class InForce:
    """Time in force by party; `whole` over all parties."""

    by_party: dict[str, Pair]
    whole: Pair
    suspended: Pair
    base: dict[str, I64]
    """By party, as if nothing were suspended: deadlines run on."""
    always: I64
    """The same over all parties."""
    phases: dict[str, Pair]
    windows: dict[str, Pair]
    """Windows of silence, once assured."""
    supposed: bool = False
    """What-if: then undertakings hold as long as the stretch that is supposed."""


def in_force(
    agreement: Agreement,
    spoken: Said,
    *,
    relied: Sequence[Agreement] = (),
    what_if: Interval | None = None,
) -> InForce:
    """When an agreement is in force.

    Parameters
    ----------
    what_if : take this stretch instead of what the text says; suspensions still hold
    """
    names = [*(p.name for p in agreement.parties), *(b.name for b in agreement.bodies)]
    outlook = Outlook(agreement=agreement, relied=tuple(relied), said=spoken)
    suspended = _suspended(agreement, outlook)
    by_party, bases = {}, {}
    for name in names:
        if what_if is not None:
            base = of_interval(what_if)
        else:
            base = union(
                _stretch(force, outlook) for force in agreement.force if force.party in (None, name)
            )
        bases[name] = base
        by_party[name] = Pair(minus(base, suspended.may), minus(base, suspended.must))
    always = union(bases.values())
    return InForce(
        by_party=by_party,
        whole=Pair(
            union(pair.must for pair in by_party.values()),
            union(pair.may for pair in by_party.values()),
        ),
        suspended=suspended,
        base=bases,
        always=always,
        phases=phases(agreement, always, outlook),
        windows={w.name: _window(w, outlook) for w in agreement.windows},
        supposed=what_if is not None,
    )


def _stretch(force: Force, outlook: Outlook) -> I64:
    """From the start that a sentence of the text gives to its end, extensions included."""
    match force.start:
        case Signature(parties=parties):
            base = signed(outlook.agreement, parties, outlook.said)
        case Moment(at=at):
            base = stretch(us(at), END)
        case declared:
            began = first(evaluate(declared, outlook).must, BEGIN)
            base = EMPTY if began is None else stretch(began, END)
    for done in force.not_before:
        base = common(base, _since_all(done.what, done.by, outlook.said))
    if not len(base):
        return base
    match force.end:
        case None:
            return base
        case EndOf(name=name):
            ended = [act.time for act in outlook.said.acts.get(f"end_of_{name}", ())] + [
                d.time for d in outlook.said.decisions if d.what == f"end_of_{name}"
            ]
            return common(base, stretch(BEGIN, min(ended, default=END)))
        case Moment(at=at):
            return common(base, stretch(BEGIN, _extended(us(at), outlook)))


def _since_all(what: str, by: tuple[str, ...], spoken: Said) -> I64:
    """From the last of the first acts of some parties on."""
    firsts = []
    for name in by:
        own = [act.time for act in spoken.acts.get(what, ()) if act.by == name]
        if not own:
            return EMPTY
        firsts.append(min(own))
    return stretch(max(firsts, default=BEGIN), END)


def _extended(end: int, outlook: Outlook) -> int:
    """The end of force after the extensions that came before it."""
    for extension in outlook.agreement.extensions:
        since = BEGIN - 1
        for _ in range(extension.at_most if extension.at_most is not None else 1000):
            act = first(evaluate(extension.act, outlook, since).must, BEGIN)
            came = act is not None and act < end
            if came == extension.silent:
                break
            if extension.until is not None:
                end = max(end, us(extension.until.at))
                break
            if extension.silent and extension.at_most is None:
                return END if act is None else _silent_end(end, act, extension.seconds)
            end += us_of_s(extension.seconds or 0.0)
            since = act if act is not None and not extension.silent else since
    return end


def _silent_end(end: int, act: int, seconds: float | None) -> int:
    """The first end after an act that stops extension by silence."""
    step = us_of_s(seconds or 0.0)
    return end if step <= 0 or act < end else end + ((act - end) // step + 1) * step


def phases(agreement: Agreement, always: I64, outlook: Outlook) -> dict[str, Pair]:
    """When each phase runs; one whose start is not known yet may run at no known time."""
    found: dict[str, Pair] = {}
    for _ in agreement.phases:  # a phase may wait for one that stands after it
        for phase in agreement.phases:
            if phase.name not in found:
                start = _phase_start(phase.start, agreement, always, outlook, found)
                if start is not None:
                    end = END if phase.lasts_s is None else start + us_of_s(phase.lasts_s)
                    found[phase.name] = sure(common(always, stretch(start, end)))
    return {phase.name: found.get(phase.name, NEVER) for phase in agreement.phases}


def _phase_start(
    start: PhaseStart,
    agreement: Agreement,
    always: I64,
    outlook: Outlook,
    found: dict[str, Pair],
) -> int | None:
    other = found.get(start.phase or "")
    at: int | None
    match start.kind:
        case "force":
            at = int(always[0, 0]) if len(always) else None
        case "moment":
            at = us(start.moment.at) if start.moment else None
        case "when":
            at = first(evaluate(start.when, outlook).must, BEGIN) if start.when else None
        case "complete":
            done = [
                d.time
                for d in outlook.said.decisions
                if d.re == start.phase and "complete" in (d.what, d.state)
            ]
            at = min(done, default=None)
        case "started":
            at = int(other.must[0, 0]) if other is not None and len(other.must) else None
        case "ended":
            at = int(other.must[-1, 1]) if other is not None and len(other.must) else None
    return None if at is None or at >= END else at + us_of_s(start.seconds)


def _window(window: Window, outlook: Outlook) -> Pair:
    """A window of silence: from the last assurance on; one that is a fact of its own is open."""
    if window.start is None or window.end is None:
        return UNKNOWN
    assured = [
        act.time
        for act in outlook.said.acts.get("assured", ())
        if act.re == window.name and act.by in window.assured_by
    ]
    by = {act.by for act in outlook.said.acts.get("assured", ()) if act.re == window.name}
    if not set(window.assured_by) <= by:
        return NEVER
    return sure(stretch(max(us(window.start.at), max(assured, default=BEGIN)), us(window.end.at)))


def _suspended(agreement: Agreement, base: Outlook) -> Pair:
    must, may = [], []
    for suspension in agreement.suspensions:
        outlook = replace(base, subject=suspension.name)

        def starts(since: int, sure: bool, of=suspension, look=outlook) -> I64:  # type: ignore[no-untyped-def]
            pair = evaluate(of.starts, look, since)
            return pair.must if sure else pair.may

        def ends(since: int, sure: bool, of=suspension, look=outlook) -> I64:  # type: ignore[no-untyped-def]
            pair = evaluate(of.ends, look, since)
            return pair.must if sure else pair.may

        # surely suspended: surely started and not possibly ended
        must.append(latch(lambda s, f=starts: f(s, True), lambda s, f=ends: f(s, False)))  # type: ignore[misc]
        may.append(latch(lambda s, f=starts: f(s, False), lambda s, f=ends: f(s, True)))  # type: ignore[misc]
    return Pair(union(must), union(may))
