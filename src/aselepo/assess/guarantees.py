"""Guarantees: dormant, active, paused, ended; what they wait for; what was believed and is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import pyarrow as pa

from aselepo.agreement.model import (
    Agreement,
    And,
    At,
    Condition,
    Counted,
    Decided,
    Declared,
    Guarantee,
    GuaranteeActive,
    Held,
    Not,
    Or,
    Signed,
)
from aselepo.assess.breaches import Breaches
from aselepo.assess.conditions import Outlook, Pair, evaluate, first
from aselepo.assess.counts import Counter, Tally, compare
from aselepo.assess.force import InForce
from aselepo.assess.spans import (
    BEGIN,
    EMPTY,
    END,
    I64,
    common,
    holds,
    intervals,
    minus,
    moment,
    stretch,
    union,
    us_of_s,
)
from aselepo.assess.watched import share_watched, watched
from aselepo.assess.zones import Ground
from aselepo.core.time import Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A guarantee's life: where it was active and paused, and when it ended."""

    active: I64
    paused: I64
    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal:
    """Time once believed active that is not so any more; announced, nothing is undone."""

    was: Interval
    known_at: datetime
    """When the fact that caused it became known."""
    causes: tuple[str, ...]
    """Ids of the facts that became known then."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeState:
    """A guarantee at the moment of knowledge."""

    instrument: str
    name: str
    pledged_by: tuple[str, ...]
    state: str
    """dormant, active, paused, ended, undetermined."""
    since: datetime | None
    missing: tuple[str, ...]
    """Conditions of the clause that would bring it into effect and do not surely hold."""
    unwatched: float | None
    """Share of the zone and time of `held ... watched` that was not watched; None: not asked."""
    active: tuple[Interval, ...]
    """Stretches in which it is believed active."""
    reversals: tuple[Reversal, ...] = ()


@dataclass(slots=True, kw_only=True)
class Book:
    """Everything that conditions of an instrument look at."""

    agreement: Agreement
    agreements: tuple[Agreement, ...]
    forces: Sequence[InForce]
    breaches: Breaches
    counter: Counter
    ground: Ground
    outlook: Outlook
    as_of: int
    runs: dict[tuple[str, bool], Run] = field(default_factory=dict)
    _tallies: dict[str, tuple[Tally, ...]] = field(default_factory=dict)
    _held: dict[Held, Pair] = field(default_factory=dict)
    _counted: dict[Counted, Pair] = field(default_factory=dict)
    _cases: frozenset[str] | None = None

    @property
    def index(self) -> int:
        return self.agreements.index(self.agreement)

    @property
    def instruments(self) -> list[int]:
        """This instrument and those it relies on."""
        names = {self.agreement.name, *self.agreement.relies}
        return [at for at, other in enumerate(self.agreements) if other.name in names]

    def look(self, guarantee: str = "") -> Outlook:
        """An outlook with answers about findings."""
        base = self.outlook
        return Outlook(
            agreement=base.agreement,
            relied=base.relied,
            said=base.said,
            held=self.held,
            counted=self.counted,
            active=self.active,
            cases=self._incidents,
            subject=guarantee,
        )

    def _incidents(self) -> frozenset[str]:
        """Incidents with a possible breach of these instruments."""
        if self._cases is None:
            keys = self.breaches.key[self.breaches.of(self.instruments)]
            rows = np.unique(keys[keys >= 0])
            ids = self.ground.view.incidents.id
            self._cases = frozenset(ids.take(pa.array(rows)).to_pylist())
        return self._cases

    def tallies(self, name: str) -> tuple[Tally, ...]:
        if name not in self._tallies:
            for at in self.instruments:
                for count in self.agreements[at].counts:
                    if count.name == name:
                        found = self.counter.tallies(count, self.instruments)
                        self._tallies[name] = found
        return self._tallies.get(name, ())

    def counted(self, atom: Counted) -> Pair:
        if atom not in self._counted:
            self._counted[atom] = compare(atom, self.tallies(atom.count))
        return self._counted[atom]

    def held(self, atom: Held) -> Pair:
        """Force long enough, and no breach within that time."""
        if atom not in self._held:
            self._held[atom] = self._holding(atom)
        return self._held[atom]

    def _holding(self, atom: Held) -> Pair:
        length = us_of_s(atom.seconds)
        b = self.breaches
        mine = b.of(self.instruments, gravity=atom.gravity)
        if atom.verified and not self.counter.stand_in:
            broken = mine & b.open
            surely = mine & (b.verified < END)
        else:
            broken, surely = mine, mine & b.sure
        must, may = self._lasted(length)
        must = minus(must, _spans(b.lo[broken], b.hi[broken], length))
        may = minus(may, _spans(b.hi[surely], b.lo[surely], length))
        if atom.watched is not None and atom.zone is not None:
            pieces = share_watched(self.ground, atom.zone, self.agreement)
            must = common(must, watched(pieces, length, atom.watched))
        return Pair(must, may)

    def _lasted(self, length: int) -> tuple[I64, I64]:
        """Where force has lasted without a break for some time; of those relied on, all of them."""
        relied = [at for at in self.instruments if at != self.index] or [self.index]
        must = may = stretch(BEGIN, END)
        for at in relied:
            whole = self.forces[at].whole
            must, may = common(must, whole.must), common(may, whole.may)
        return _after(must, length), _after(may, length)

    def active(self, name: str, seconds: float) -> Pair:
        length = us_of_s(seconds)
        must, may = self.run(name, True).active, self.run(name, False).active
        return Pair(_after(must, length), _after(may, length))

    def run(self, name: str, sure: bool) -> Run:
        """The must-run (sure) or the may-run of a guarantee."""
        if (name, sure) not in self.runs:
            self.runs[name, sure] = Run(active=EMPTY, paused=EMPTY, ended=END)  # guards circles
            guarantee = next((g for g in self._guarantees() if g.name == name), None)
            if guarantee is not None:
                self.runs[name, sure] = self._live(guarantee, sure)
        return self.runs[name, sure]

    def _guarantees(self) -> list[Guarantee]:
        return [g for at in self.instruments for g in self.agreements[at].guarantees]

    def _live(self, guarantee: Guarantee, sure: bool) -> Run:
        look = self.look(guarantee.name)

        def clause(condition: Condition | None, positive: bool) -> Callable[[int], I64]:
            def spans(since: int) -> I64:
                if condition is None:
                    return EMPTY
                pair = evaluate(condition, look, since)
                return pair.must if sure == positive else pair.may

            return spans

        force = self.forces[self.index].always
        starts, resumes = clause(guarantee.starts, True), clause(guarantee.resumes, True)
        pauses, ends = clause(guarantee.pauses, False), clause(guarantee.ends, False)
        begun = first(common(starts(BEGIN - 1), force), BEGIN - 1)
        if begun is None:
            return Run(active=EMPTY, paused=EMPTY, ended=END)
        lapse = first(minus(stretch(begun, END), force), begun)
        ended = min(first(ends(begun), begun) or END, END if lapse is None else lapse)
        active: list[I64] = []
        paused: list[I64] = []
        at, level = begun, True
        while at < ended and len(active) < 10_000:
            stop = first(pauses(at), at) if level else _rise(pauses(at), at)
            stop = ended if stop is None else min(stop, ended)
            active.append(stretch(at, stop))
            if stop >= ended:
                break
            again = first(resumes(stop), stop + 1)
            again = ended if again is None else min(again, ended)
            paused.append(stretch(stop, again))
            at, level = again, False
        return Run(active=union(active), paused=union(paused), ended=ended)

    def state(self, guarantee: Guarantee) -> GuaranteeState:
        """A guarantee's state at the moment of knowledge."""
        now = self.as_of if self.as_of < END else END - 1
        must, may = self.run(guarantee.name, True), self.run(guarantee.name, False)
        since: int | None = None
        if holds(must.active, now):
            word, since = "active", _start(must.active, now)
        elif holds(may.active, now):
            word, since = "undetermined", _start(may.active, now)
        elif may.ended <= now:
            word, since = "ended", may.ended
        elif holds(may.paused, now):
            word, since = "paused", _start(may.paused, now)
        else:
            word = "dormant"
        clause = guarantee.resumes if word == "paused" else guarantee.starts
        missing = (
            () if word == "active" or clause is None else self._missing(clause, guarantee, now)
        )
        believed = common(must.active, stretch(BEGIN, min(now + 1, END)))
        return GuaranteeState(
            instrument=self.agreement.name,
            name=guarantee.name,
            pledged_by=guarantee.pledged_by,
            state=word,
            since=None if since is None else moment(since),
            missing=missing,
            unwatched=self._unwatched(guarantee, now),
            active=intervals(believed),
        )

    def _missing(self, clause: Condition, guarantee: Guarantee, now: int) -> tuple[str, ...]:
        look = self.look(guarantee.name)
        parts = clause.items if isinstance(clause, And) else (clause,)
        return tuple(words(part) for part in parts if not holds(evaluate(part, look).must, now))

    def _unwatched(self, guarantee: Guarantee, now: int) -> float | None:
        """Unwatched share of the first `held ... watched` of the clause that starts it."""
        clause = guarantee.starts
        items = clause.items if isinstance(clause, And) else (clause,)
        for atom in items:
            if isinstance(atom, Held) and atom.zone is not None and self.as_of < END:
                length = us_of_s(atom.seconds)
                seen = sum(
                    max(0, min(end, now) - max(start, now - length)) * share
                    for start, end, share in share_watched(self.ground, atom.zone, self.agreement)
                )
                return 1.0 - seen / length
        return None


def _start(spans: I64, at: int) -> int | None:
    found = next((int(a) for a, b in spans.tolist() if a <= at < b), None)
    return None if found is None or found <= BEGIN else found


def _rise(spans: I64, after: int) -> int | None:
    """The first moment after `after` at which a set begins anew."""
    return next((int(start) for start, _ in spans.tolist() if start > after), None)


def _spans(lo: I64, hi: I64, length: int) -> I64:
    """All [lo, hi + length)."""
    end = np.where((hi <= BEGIN) | (hi >= END), hi, hi + length)
    real = lo < end
    return union([np.stack([lo[real], end[real]], axis=1)])


def _after(spans: I64, length: int) -> I64:
    """Each stretch from when it has lasted for some time."""
    rows = spans.copy()
    rows[:, 0] += length
    return rows[rows[:, 0] < rows[:, 1]]


def words(condition: Condition) -> str:
    """A condition in the words of the language."""
    match condition:
        case And(items=items):
            return " and ".join(
                f"({words(item)})" if isinstance(item, Or) else words(item) for item in items
            )
        case Or(items=items):
            return " or ".join(words(item) for item in items)
        case Not(item=item):
            inner = words(item)
            return f"not ({inner})" if isinstance(item, And | Or) else f"not {inner}"
        case Signed(parties=parties):
            return f"signed by {', '.join(parties)}"
        case Declared(what=what, by=by):
            return f"declared {what} by {', '.join(by)}" if by else f"declared {what}"
        case Decided(what=what, by=by):
            return f"decided {what} by {', '.join(by)}"
        case Counted(count=count, operator=operator, number=number):
            return f"count {count} {operator} {number}"
        case GuaranteeActive(guarantee=name, seconds=seconds):
            return f"guarantee {name} active" + (f" for {length_of(seconds)}" if seconds else "")
        case At(moment=when):
            return f"at {when.text}"
        case Held():
            text = f"held for {length_of(condition.seconds)}"
            if condition.verified or condition.gravity:
                text += f" without {'verified ' if condition.verified else ''}breaches"
            if condition.gravity:
                text += f" with gravity {condition.gravity}"
            if condition.watched is not None:
                text += f" watched at least {condition.watched:g} of {condition.zone}"
            return text


def length_of(seconds: float) -> str:
    """A length of time as the language writes it."""
    for unit, size in (("days", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= size and seconds % size == 0:
            return f"{seconds / size:g} {unit}"
    return f"{seconds / 60:g} min"
