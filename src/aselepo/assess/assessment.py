"""From agreements and facts to an assessment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from aselepo.agreement.model import (
    Agreement,
    Counted,
    Obligation,
    Permission,
    Prohibition,
    Within,
)
from aselepo.assess.breaches import Breaches, breaches
from aselepo.assess.cases import Cases, cases
from aselepo.assess.charge import Charges, Found
from aselepo.assess.clocks import Clock, clocks
from aselepo.assess.conditions import Outlook, Said, atoms, said
from aselepo.assess.counts import Counter, CountState
from aselepo.assess.duties import Duties, Maker
from aselepo.assess.facts import Facts, Incidents, View
from aselepo.assess.findings import charge_table, duty_table
from aselepo.assess.force import InForce, in_force
from aselepo.assess.guarantees import Book, GuaranteeState, Reversal
from aselepo.assess.history import Believed, reversals
from aselepo.assess.keepers import keep
from aselepo.assess.rules import SOME, Rule, Version, is_read, rules, versions
from aselepo.assess.spans import BEGIN, END, common, intervals, stretch, us
from aselepo.assess.zones import Ground
from aselepo.core.time import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something a reader of the results must know; `key` is one of `words`: `check-<key>`."""

    key: str
    about: str = ""
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A permission that speaks against a prohibition in a finding."""

    instrument: str
    prohibition: str
    permission: str
    incident: str
    party: str


@dataclass(slots=True, kw_only=True)
class Assessment:
    """What agreements make of facts as known by a moment."""

    agreements: tuple[Agreement, ...]
    as_of: datetime | None
    """None: everything known, the clock past every deadline."""
    what_if: Interval | None
    """Force was taken to be this stretch."""
    findings: pa.Table
    """Schema `FINDINGS`, without `no breach`, by incident (sorted by id), then article."""
    force: dict[str, tuple[Interval, ...]]
    """Time in which an instrument is surely in force, by its name."""
    counts: tuple[CountState, ...] = ()
    guarantees: tuple[GuaranteeState, ...] = ()
    clocks: tuple[Clock, ...] = ()
    checks: tuple[Check, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    work: Work = field(repr=False)
    """What it was computed from, for explanations."""

    def no_breach(self) -> pa.Table:
        """The `no breach` findings of prohibitions, derived now; schema `FINDINGS`."""
        work = self.work
        found = work.charges.run(work.view.incidents, everything=True)
        kept, disputed = keep(found, work.view.incidents, work.charges)
        cleared = np.where(kept.verdict == 0)[0]
        return charge_table(
            kept.take(cleared), disputed[cleared], work.view.incidents, work.charges
        )


@dataclass(slots=True, kw_only=True)
class Work:
    """Intermediate results of one view."""

    view: View
    texts: tuple[tuple[Version, ...], ...]
    said: Said
    forces: tuple[InForce, ...]
    charges: Charges
    duties: tuple[Rule, ...]
    """Obligations."""
    found: Found
    disputed: npt.NDArray[np.bool_]
    """Findings of parties bound only while another keeps an article, where that is open."""
    withdrawn: Found
    """Charges of withdrawn incidents."""


def assess(
    agreements: Sequence[Agreement],
    facts: Facts,
    *,
    as_of: datetime | None = None,
    in_force: Interval | None = None,
) -> Assessment:
    """Assess facts under agreements.

    Parameters
    ----------
    agreements : the instruments; one relied on may stand anywhere among them
    as_of : only what was known by this moment counts, and it is the present; None: everything
        counts and every deadline has passed
    in_force : what-if: take this stretch as the time in force of every instrument

    Returns
    -------
    Assessment, a function of its arguments alone: the order in which facts came does not matter
    """
    texts = tuple(agreements)
    moment = END if as_of is None else us(as_of)
    work = charged(texts, facts.view(moment), what_if=in_force)
    result = finish(texts, work, as_of=as_of, what_if=in_force)
    if any(agreement.guarantees for agreement in texts):

        def believed(at: int) -> Believed:
            earlier = charged(texts, facts.view(at), what_if=in_force)
            return active(texts, upper(texts, earlier))

        found, left_out = reversals(facts, moment, believed)
        announce(result, found, left_out)
    return result


def charged(
    agreements: tuple[Agreement, ...], view: View, *, what_if: Interval | None = None
) -> Work:
    """Layer 1 of a view."""
    work = prepare(agreements, view, what_if=what_if)
    work.found, work.disputed = settle(work.charges.run(view.incidents), view.incidents, work)
    work.withdrawn, _ = settle(work.charges.run(view.withdrawn), view.withdrawn, work)
    return work


def settle(found: Found, rows: Incidents, work: Work) -> tuple[Found, npt.NDArray[np.bool_]]:
    """Apply conditional undertakings and leave out `no breach`."""
    kept, disputed = keep(found, rows, work.charges)
    left = np.flatnonzero(kept.verdict > 0)
    if len(left) == len(kept):
        return kept, disputed
    return kept.take(left), disputed[left]


def announce(
    result: Assessment,
    found: Mapping[tuple[str, str], tuple[Reversal, ...]],
    left_out: int = 0,
) -> None:
    """Add reversals to guarantees."""
    result.guarantees = tuple(
        replace(state, reversals=found.get((state.instrument, state.name), ()))
        for state in result.guarantees
    )
    if left_out:
        check = Check(key="reversals-not-looked-for", value=float(left_out))
        result.checks = (*result.checks, check)


def prepare(
    agreements: tuple[Agreement, ...], view: View, *, what_if: Interval | None = None
) -> Work:
    """Lay out everything that does not depend on single incidents."""
    texts = tuple(versions(agreement, view.texts) for agreement in agreements)
    spoken = said(view, alone=len(agreements) == 1)
    by_name = {agreement.name: agreement for agreement in agreements}
    forces = tuple(
        in_force(
            agreement,
            spoken,
            relied=[by_name[name] for name in agreement.relies if name in by_name],
            what_if=what_if,
        )
        for agreement in agreements
    )
    prohibitions = tuple(
        rule
        for index, own in enumerate(texts)
        for rule in rules(index, own)
        if isinstance(rule.norm, Prohibition)
    )
    charges = Charges(
        rules=prohibitions, ground=Ground(view=view, texts=agreements), said=spoken, view=view
    )
    charges.add(forces, texts)
    return Work(
        view=view,
        texts=texts,
        said=spoken,
        forces=forces,
        charges=charges,
        duties=tuple(
            rule
            for index, own in enumerate(texts)
            for rule in rules(index, own)
            if isinstance(rule.norm, Obligation)
        ),
        found=Found.concat([]),
        disputed=np.zeros(0, np.bool_),
        withdrawn=Found.concat([]),
    )


@dataclass(slots=True, kw_only=True)
class Upper:
    """Layers 2 and 3 of a view."""

    duties: Duties
    breaches: Breaches
    cases: Cases
    counter: Counter
    books: tuple[Book, ...]
    """One for each instrument."""


def upper(agreements: tuple[Agreement, ...], work: Work) -> Upper:
    """Duties, breaches, counts and guarantees on top of the charges."""
    parties = party_names(agreements)
    bodies = {body.name: body for agreement in agreements for body in agreement.bodies}
    known = cases(work.view, work.said, bodies)
    waiting = [rule for rule in work.duties if waits_for_guarantee(rule)]
    top = _upper(
        agreements, work, known, parties, tuple(r for r in work.duties if r not in waiting)
    )
    if waiting:  # duties that guarantees start raise no count and hold up no guarantee
        full = maker(work, parties, work.duties, active(agreements, top)).make()
        top = replace(top, duties=full)
    return top


def maker(work: Work, parties: tuple[str, ...], own: tuple[Rule, ...], since: Believed) -> Maker:
    return Maker(
        view=work.view,
        charges=work.charges,
        found=work.found,
        withdrawn=work.withdrawn,
        said=work.said,
        forces=work.forces,
        rules=own,
        parties=parties,
        active=since,
    )


def waits_for_guarantee(rule: Rule) -> bool:
    deadline = rule.norm.deadline if isinstance(rule.norm, Obligation) else None
    return isinstance(deadline, Within) and deadline.after.kind == "guarantee"


def _upper(
    agreements: tuple[Agreement, ...],
    work: Work,
    known: Cases,
    parties: tuple[str, ...],
    own: tuple[Rule, ...],
) -> Upper:
    made = maker(work, parties, own, {}).make()
    events = breaches(work.found, work.charges, made, work.view, known, work.forces, parties)
    counter = Counter(
        breaches=events,
        view=work.view,
        stand_in=known.stand_in,
        bound=frozenset(
            who.party for rule in (*work.charges.rules, *work.duties) for who in rule.bound
        ),
    )
    books = tuple(
        Book(
            agreement=agreement,
            agreements=agreements,
            forces=work.forces,
            breaches=events,
            counter=counter,
            ground=work.charges.ground,
            as_of=work.view.as_of,
            outlook=Outlook(
                agreement=agreement,
                relied=tuple(other for other in agreements if other.name in agreement.relies),
                said=work.said,
            ),
        )
        for agreement in agreements
    )
    return Upper(duties=made, breaches=events, cases=known, counter=counter, books=books)


def party_names(agreements: Sequence[Agreement]) -> tuple[str, ...]:
    """All parties and bodies, and `some party` last; equal names are one."""
    names = [p.name for a in agreements for p in a.parties]
    names += [body.name for a in agreements for body in a.bodies]
    names += [name for a in agreements for norm in a.norms for name in norm.subject.names]
    return (*dict.fromkeys(names), SOME)


def active(agreements: tuple[Agreement, ...], top: Upper) -> Believed:
    """Where each guarantee is believed active, up to the moment of knowledge."""
    return {
        (agreement.name, guarantee.name): common(
            book.run(guarantee.name, True).active,
            stretch(BEGIN, min(book.as_of + 1, END)),
        )
        for agreement, book in zip(agreements, top.books, strict=True)
        for guarantee in agreement.guarantees
    }


def finish(
    agreements: tuple[Agreement, ...],
    work: Work,
    *,
    as_of: datetime | None,
    what_if: Interval | None,
) -> Assessment:
    """Layers 2 and 3 on top of the charges, and the assessment."""
    rows = work.view.incidents
    top = upper(agreements, work)
    findings = pa.concat_tables(
        [
            charge_table(work.found, work.disputed, rows, work.charges),
            duty_table(top.duties, work.view),
        ]
    ).unify_dictionaries()
    bodies = {body.name: body for agreement in agreements for body in agreement.bodies}
    return Assessment(
        agreements=agreements,
        as_of=as_of,
        what_if=what_if,
        findings=findings,
        force={
            agreement.name: intervals(force.whole.must)
            for agreement, force in zip(agreements, work.forces, strict=True)
        },
        counts=tuple(state for book in top.books for state in _counts(book)),
        guarantees=tuple(
            book.state(guarantee) for book in top.books for guarantee in book.agreement.guarantees
        ),
        clocks=tuple(
            clock
            for book in top.books
            for clock in clocks(
                book.agreement,
                book.instruments,
                top.cases,
                top.breaches,
                work.view,
                work.said,
                bodies,
            )
        ),
        checks=tuple(_checks(agreements, work, top)),
        conflicts=tuple(_conflicts(work)),
        work=work,
    )


def _counts(book: Book) -> list[CountState]:
    """States of an instrument's counts, with the chances that its conditions ask about."""
    found = []
    for count in book.agreement.counts:
        numbers = {
            atom.number
            for other in book.agreements
            for guarantee in other.guarantees
            for clause in (guarantee.starts, guarantee.pauses, guarantee.resumes, guarantee.ends)
            for atom in atoms(clause)
            if isinstance(atom, Counted) and atom.count == count.name
        }
        found += book.counter.states(
            book.agreement.name, count, book.instruments, sorted(numbers or {1})
        )
    return found


def _checks(agreements: tuple[Agreement, ...], work: Work, top: Upper) -> list[Check]:
    """What a reader must know: stand-ins, missing shapes, scale errors, unread instruments."""
    found = []
    if top.cases.stand_in:
        found.append(Check(key="sure-for-verified"))
    ground = work.charges.ground
    names = {agreement.name for agreement in agreements}
    for agreement in agreements:
        for name in agreement.relies:
            if name not in names:
                found.append(Check(key="relies-on-missing", about=name))
        for norm in agreement.norms:
            if not is_read(norm):
                found.append(Check(key="not-evaluated", about=f"article {norm.ref}"))
        if not len(work.forces[agreements.index(agreement)].whole.may):
            found.append(Check(key="never-in-force", about=agreement.name))
    known = {"other"}
    for agreement in agreements:
        known |= {party.name for party in agreement.parties}
        known |= {body.name for body in agreement.bodies}
    strangers = sorted(set(work.view.incidents.parties.names) - known)
    found += [Check(key="unknown-party", about=name) for name in strangers]
    found += [Check(key="no-footprint", about=name) for name in ground.missing()]
    error = max(ground.scale_errors().values(), default=0.0)
    if error > 0.0:
        found.append(Check(key="scale-error", value=error))
    bare = np.isnan(work.view.incidents.cxx) & ~np.isnan(work.view.incidents.x)
    if bare.any():
        found.append(Check(key="places-without-error", value=float(np.count_nonzero(bare))))
    return found


def _conflicts(work: Work) -> list[Conflict]:
    charges, found = work.charges, work.found
    against = [at for at, slot in enumerate(charges.slots) if isinstance(slot.item, Permission)]
    hits = np.flatnonzero(np.isin(found.slot, against))
    conflicts = []
    for at in hits:
        seat = charges.seats[int(found.seat[at])]
        rule = charges.rules[seat.rule]
        conflicts.append(
            Conflict(
                instrument=rule.agreement.name,
                prohibition=rule.norm.ref,
                permission=charges.slots[int(found.slot[at])].name,
                incident=work.view.incidents.id[int(found.row[at])].as_py(),
                party=seat.party,
            )
        )
    return conflicts
