"""When an agreement is in force, surely and possibly, party by party."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aselepo.agreement.model import Agreement, Decided, Declared, EndOf, Force, Signature
from aselepo.assess.conditions import Outlook, Pair, Said, evaluate, latch, signed
from aselepo.assess.spans import BEGIN, END, I64, common, minus, of_interval, stretch, union, us
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
    suspended = _suspended(agreement, spoken, tuple(relied))
    by_party, bases = {}, {}
    for name in names:
        if what_if is not None:
            base = of_interval(what_if)
        else:
            base = union(
                _stretch(force, agreement, spoken)
                for force in agreement.force
                if force.party in (None, name)
            )
        bases[name] = base
        by_party[name] = Pair(minus(base, suspended.may), minus(base, suspended.must))
    return InForce(
        by_party=by_party,
        whole=Pair(
            union(pair.must for pair in by_party.values()),
            union(pair.may for pair in by_party.values()),
        ),
        suspended=suspended,
        base=bases,
        always=union(bases.values()),
        supposed=what_if is not None,
    )


def _stretch(force: Force, agreement: Agreement, spoken: Said) -> I64:
    if isinstance(force.start, Signature):
        base = signed(agreement, force.start.parties, spoken)
    else:
        base = stretch(us(force.start.at), END)
    match force.end:
        case None:
            return base
        case EndOf(name=name):
            ended = [act.time for act in spoken.acts.get(f"end_of_{name}", ())] + [
                d.time for d in spoken.decisions if d.what == f"end_of_{name}"
            ]
            return common(base, stretch(BEGIN, min(ended, default=END)))
        case Declared() | Decided():
            outlook = Outlook(agreement=agreement, relied=(), said=spoken, subject=agreement.name)
            return minus(base, evaluate(force.end, outlook).must)
        case moment:
            return common(base, stretch(BEGIN, us(moment.at)))


def _suspended(agreement: Agreement, spoken: Said, relied: tuple[Agreement, ...]) -> Pair:
    must, may = [], []
    for suspension in agreement.suspensions:
        outlook = Outlook(agreement=agreement, relied=relied, said=spoken, subject=suspension.name)

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
