"""Counts, guarantees, standards of proof, votes, response clocks."""

from __future__ import annotations

from aselepo.agreement import codes
from aselepo.agreement.checks.scene import Found, Scene, atoms, clauses, reach
from aselepo.agreement.model import (
    Access,
    Counted,
    Decided,
    Declared,
    Guarantee,
    GuaranteeActive,
    Held,
    Limit,
    Norm,
    Obligation,
    Prohibition,
    Signed,
    Storage,
    Withdrawal,
)

_BREAKABLE = Prohibition | Obligation | Withdrawal | Storage | Limit | Access


def counts(scene: Scene) -> Found:
    if scene.missing:
        return  # articles of the instrument relied on count too
    norms = [norm for each in scene.seen for norm in each.norms if isinstance(norm, _BREAKABLE)]
    for count in scene.agreement.counts:
        if not any(_can_raise(norm, count.articles, count.gravity, count.party) for norm in norms):
            what = f"no breach can raise {count.name}"
            yield codes.COUNT_STILL.at(scene.at(count.span), what)


def _can_raise(
    norm: Norm, articles: tuple[str, ...], gravity: str | None, party: str | None
) -> bool:
    return (
        (not articles or norm.article in articles)
        and (gravity is None or norm.gravity == gravity)
        and (party is None or norm.subject.kind != "names" or party in norm.subject.names)
    )


def guarantees(scene: Scene) -> Found:
    agreement = scene.agreement
    waits: dict[str, set[str]] = {}
    for guarantee in agreement.guarantees:
        if guarantee.starts is None:
            yield codes.NO_START.at(scene.at(guarantee.span), f"{guarantee.name} never starts")
            continue
        starting = list(atoms(guarantee.starts))
        waits[guarantee.name] = {a.guarantee for a in starting if isinstance(a, GuaranteeActive)}
        yield from _start(scene, guarantee)
        pausing = list(atoms(guarantee.pauses))
        if pausing and all(isinstance(atom, Counted) for atom in pausing):
            what = f"{guarantee.name} pauses by a count alone"
            yield codes.COUNT_VETO.at(scene.at(guarantee.span), what)
        yield from _gravities(scene, guarantee)
    for waiting in sorted(waits):
        if waiting in reach(waits, waiting):
            span = next(g.span for g in agreement.guarantees if g.name == waiting)
            yield codes.CIRCLE.at(scene.at(span), f"{waiting} waits for itself")
    if len(agreement.suspensions) > 1:
        second = agreement.suspensions[1]
        yield codes.NESTED.at(scene.at(second.span), f"{second.name} may overlap another")


def _start(scene: Scene, guarantee: Guarantee) -> Found:
    at = scene.at(guarantee.span)
    starting = list(atoms(guarantee.starts))
    human = (Decided, Declared, Signed, GuaranteeActive)
    if not any(isinstance(atom, human) for atom in starting):
        yield codes.NO_HUMAN.at(at, f"{guarantee.name} starts by itself")
    held = [atom for atom in starting if isinstance(atom, Held)]
    if any(atom.watched is None for atom in held):
        yield codes.UNWATCHED.at(at, f"{guarantee.name} waits for silence, watched or not")
    length_s = scene.longest_force_s()
    if length_s is not None and any(atom.seconds > length_s for atom in held):
        yield codes.UNREACHABLE.at(at, f"{guarantee.name} waits longer than force lasts")
    decided = [atom for atom in starting if isinstance(atom, Decided | Declared)]
    on_force = held or any("in_force" in atom.what for atom in decided)
    if on_force and not any(each.force_means for each in scene.seen):
        yield codes.FORCE_UNDEFINED.at(
            at, f"{guarantee.name} waits for a force that is not defined"
        )


def _gravities(scene: Scene, guarantee: Guarantee) -> Found:
    if scene.missing:
        return
    known = {norm.gravity for each in scene.seen for norm in each.norms}
    for clause in clauses(guarantee):
        for atom in atoms(clause):
            if isinstance(atom, Held) and atom.gravity and atom.gravity not in known:
                what = f"{guarantee.name} looks at breaches with gravity {atom.gravity}"
                yield codes.GRAVITY.at(scene.word(atom.gravity, guarantee.span), what)


def proof(scene: Scene) -> Found:
    agreement = scene.agreement
    stated = agreement.proof
    if stated and not 0 <= stated.cleared < stated.breach <= 1:
        what = f"breach {stated.breach:g}, cleared {stated.cleared:g}"
        yield codes.PROOF.at(scene.at(stated.span), what)
    for norm in agreement.norms:
        if norm.proof is not None and not 0 < norm.proof <= 1:
            what = f"article {norm.ref}: {norm.proof:g}"
            yield codes.PROOF.at(scene.at(norm.span), what)
    for standard in agreement.standards:
        if not 0 < standard.number <= 1:
            what = f"{standard.name} is {standard.number:g}"
            yield codes.PROOF.at(scene.at(standard.span), what)
    if agreement.enough is not None and not 0 < agreement.enough <= 1:
        what = f"none observed needs {agreement.enough:g}"
        yield codes.PROOF.at(scene.word("observed", agreement.span), what)
    judged = [norm for norm in agreement.norms if isinstance(norm, Prohibition)]
    if judged and stated is None and any(norm.proof is None for norm in judged):
        what = f"{agreement.name} names no standard of proof"
        yield codes.NO_PROOF.at(scene.at(agreement.span), what)


def votes(scene: Scene) -> Found:
    bound = {party.name for each in scene.seen for party in each.parties if not party.guarantor}
    for body in scene.agreement.bodies:
        members = set(body.members)
        if body.needed is None:
            continue
        if body.needed > len(members):
            what = f"{body.name} needs {body.needed} votes of {len(members)} members"
            yield codes.VOTES.at(scene.at(body.span), what)
        elif body.out_of != len(members):
            counts = f"by {body.needed} of {body.out_of}, with {len(members)} members"
            what = f"{body.name} decides {counts}"
            yield codes.VOTES_OF.at(scene.at(body.span), what)
        elif len(members & bound) > 1 and len(members) - 1 < body.needed:
            what = f"{body.name} can be stopped by any one of {', '.join(sorted(members & bound))}"
            yield codes.VETO.at(scene.at(body.span), what)


def responses(scene: Scene) -> Found:
    for response in scene.agreement.responses:
        last = response.rungs[-1]
        if last.off_ramp is None:
            what = f"the last rung of {response.name} has no way out"
            yield codes.NO_OFF_RAMP.at(scene.at(response.span), what)
