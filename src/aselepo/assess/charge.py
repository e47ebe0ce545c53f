"""Layer 1: each incident under each prohibition and party, in blocks of columns.

An incident's findings depend on nothing but itself and the rules, so blocks may be cut anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from aselepo.agreement.model import Agreement, Exemption, Permission, Prohibition
from aselepo.assess import _kernels
from aselepo.assess.conditions import Pair, Said
from aselepo.assess.exempt import Slot, cover
from aselepo.assess.facts import F64, PAIR, Incidents, Shares, View
from aselepo.assess.force import InForce
from aselepo.assess.rules import (
    SOME,
    Rule,
    Scope,
    Version,
    exceptions,
    firm,
    hours,
    party_scope,
    span_of,
    told,
)
from aselepo.assess.spans import BEGIN, END, I64, common, union
from aselepo.assess.zones import CERTAIN, UNKNOWN, Ground

BLOCK = 65_536
VERDICTS = ("no breach", "undetermined", "breach")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """A rule and a party that it binds, or all of them for `some party`."""

    rule: int
    party: str
    column: int
    scope: int
    keepers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A set of parties who may have acted; for `some party` all that are bound."""

    parties: tuple[str, ...]
    sure: frozenset[str]
    """Names in a table of parties that are one of them: themselves, formations they answer for."""
    maybe: frozenset[str]
    """The same, with formations whose belonging is disputed."""
    rest: bool
    """The unattributed rest counts for the low bound too."""


@dataclass(frozen=True, slots=True)
class Found:
    """Findings of layer 1 in columns; `row` points into the incidents they were made of."""

    row: I64
    seat: npt.NDArray[np.int32]
    p_lo: F64
    p_hi: F64
    verdict: npt.NDArray[np.int8]
    slot: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.row)

    def take(self, rows: Any) -> Found:
        return Found(
            self.row[rows], self.seat[rows], self.p_lo[rows], self.p_hi[rows],
            self.verdict[rows], self.slot[rows],
        )  # fmt: skip

    @classmethod
    def concat(cls, parts: Sequence[Found]) -> Found:
        if not parts:
            return cls(
                np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0), np.empty(0),
                np.empty(0, np.int8), np.empty(0, np.int16),
            )  # fmt: skip
        columns: list[Any] = [
            np.concatenate([getattr(part, name) for part in parts]) for name in _COLUMNS
        ]
        return cls(*columns)


_COLUMNS = ("row", "seat", "p_lo", "p_hi", "verdict", "slot")


@dataclass(slots=True)
class Charges:
    """Prohibitions of all instruments, laid out for the kernels."""

    rules: tuple[Rule, ...]
    """Prohibitions only, in the order of instruments and texts."""
    ground: Ground
    said: Said
    view: View
    seats: list[Seat] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    scopes: list[list[tuple[Pair, int]]] = field(default_factory=list)
    """For each scope its versions: time (sure, possible) and spot."""
    slots: list[Slot] = field(default_factory=list)
    rule_first: list[int] = field(default_factory=list)
    slots_of: list[list[int]] = field(default_factory=list)
    sets: list[tuple[int, frozenset[str], frozenset[str]]] = field(default_factory=list)
    rule_set: list[int] = field(default_factory=list)
    _told: dict[Any, tuple[F64, F64]] = field(default_factory=dict)

    def add(self, forces: Sequence[InForce], texts: Sequence[Sequence[Version]]) -> None:
        """Lay out the rules, whose parties, scopes and exemptions they share."""
        scope_at: dict[Any, int] = {}
        for rule in self.rules:
            self.rule_first.append(len(self.seats))
            place = texts[rule.instrument].index(rule.version)
            self.rule_set.append(self._set(rule))
            force = forces[rule.instrument]
            for who in rule.bound:
                scope = party_scope(rule, force, who, place)
                column = _column(rule.agreement, [who.party], [who.party], rest=False)
                self._seat(rule, who.party, column, scope, who.keepers, scope_at)
            assert isinstance(rule.norm, Prohibition)
            if rule.norm.subject.kind == "any" and rule.bound:
                self._some(rule, force, place, scope_at)
            self.slots_of.append([self._slot(rule, item) for item in exceptions(rule)])
        self.rule_first.append(len(self.seats))

    def _some(self, rule: Rule, force: InForce, place: int, scope_at: dict[Any, int]) -> None:
        each = [party_scope(rule, force, who, place) for who in rule.bound]
        time = Pair(each[0].time.must, union(scope.time.may for scope in each))
        for scope in each[1:]:
            time = Pair(common(time.must, scope.time.must), time.may)
        free = [who.party for who in rule.bound if not who.keepers]
        names = [who.party for who in rule.bound]
        column = _column(rule.agreement, free, names, rest=free == names)
        scope = Scope(time=time, place=each[0].place, applies_in=each[0].applies_in, text=place)
        self._seat(rule, SOME, column, scope, (), scope_at)

    def _seat(
        self,
        rule: Rule,
        party: str,
        column: Column,
        scope: Scope,
        keepers: tuple[str, ...],
        scope_at: dict[Any, int],
    ) -> None:
        norm = rule.norm
        assert isinstance(norm, Prohibition)
        time = scope.time
        if norm.hours is not None:
            daily = hours(norm.hours, rule.agreement.clock, *span_of(self.view))
            time = Pair(common(time.must, daily), common(time.may, daily))
        key = (
            time.must.tobytes(), time.may.tobytes(), scope.place, scope.applies_in,
            rule.instrument, scope.text,
        )  # fmt: skip
        if key not in scope_at:
            scope_at[key] = len(self.scopes)
            terms = self.ground.terms(scope.place, scope.applies_in, rule.agreement)
            if any(spot == UNKNOWN and len(common(time.may, held)) for held, spot in terms):
                self.ground.shapeless.add(scope.place.name or scope.applies_in or "")
            self.scopes.append(
                [
                    (Pair(common(time.must, held), common(time.may, held)), spot)
                    for held, spot in terms
                ]
            )
        self.seats.append(
            Seat(
                rule=self.rules.index(rule),
                party=party,
                column=self._index(self.columns, column),
                scope=scope_at[key],
                keepers=keepers,
            )
        )

    def _set(self, rule: Rule) -> int:
        """Index of a set of classes, shared by articles of one text that want the same."""
        wanted, sure = rule.wanted(), rule.firm()
        for at, (other, words, firmly) in enumerate(self.sets):
            same = self.rules[other].version is rule.version
            if same and (words, firmly) == (wanted, sure):
                return at
        self.sets.append((self.rules.index(rule), wanted, sure))
        return len(self.sets) - 1

    def _slot(self, rule: Rule, item: Exemption | Permission) -> int:
        slot = Slot(item=item, rule=rule)
        for at, other in enumerate(self.slots):
            if other.item is item and other.rule.version is rule.version:
                return at
        self.slots.append(slot)
        return len(self.slots) - 1

    @staticmethod
    def _index(items: list[Any], item: Any) -> int:
        if item not in items:
            items.append(item)
        return items.index(item)

    def told(self, names: tuple[str, ...], what: str) -> tuple[F64, F64]:
        """What each class name tells of each set of classes (`sets`) or exemption (`slots`)."""
        key = (names, what)
        if key not in self._told:
            if what == "sets":
                wanted = [
                    (self.rules[rule].agreement, words, sure) for rule, words, sure in self.sets
                ]
            else:
                wanted = [
                    (
                        s.rule.agreement,
                        frozenset(s.rule.agreement.expand(s.item.classes)),
                        firm(s.rule.agreement, s.item.classes),
                    )
                    for s in self.slots
                ]
            classes = [name.split(PAIR)[0] for name in names]
            table = [
                [(told(text, name, sure)[0], told(text, name, words)[1]) for name in classes]
                for text, words, sure in wanted
            ]
            both = np.array(table, np.float64).reshape(len(wanted), len(names), 2)
            self._told[key] = (both[..., 0].copy(), both[..., 1].copy())
        return self._told[key]

    def block(self, rows: Incidents, *, everything: bool = False) -> Found:
        """Findings of a block of incidents."""
        size = len(rows)
        if not size or not self.rules:
            return Found.concat([])
        parts = self.parts(rows, everything=everything)
        room = size * max(1, len(self.seats)) if everything else max(1024, 4 * size)
        while True:
            out: list[Any] = [
                np.empty(room, np.int64), np.empty(room, np.int32), np.empty(room),
                np.empty(room), np.empty(room, np.int8), np.empty(room, np.int16),
            ]  # fmt: skip
            wrote = _kernels.charge(*parts.arguments, everything, *out)
            if wrote <= room:
                columns: list[Any] = [column[:wrote].copy() for column in out]
                return Found(*columns)
            room = wrote

    def run(self, rows: Incidents, *, everything: bool = False) -> Found:
        """Findings of all incidents, block by block."""
        found = []
        for start in range(0, len(rows), BLOCK):
            part = np.arange(start, min(start + BLOCK, len(rows)))
            block = self.block(
                rows.take(part) if len(part) < len(rows) else rows, everything=everything
            )
            found.append(replace(block, row=block.row + start))
        return Found.concat(found)

    def parts(self, rows: Incidents, *, everything: bool) -> Parts:
        """All factors of a block, as the kernel takes them."""
        size = len(rows)
        told_lo, told_hi = self.told(rows.classes.names, "sets")
        k_lo, k_hi = np.empty((size, len(self.sets))), np.empty((size, len(self.sets)))
        table = rows.classes
        _kernels.class_shares(
            table.offsets, table.code, table.p, table.known, told_lo, told_hi, k_lo, k_hi
        )
        sure, maybe, rest = self._members(rows.parties.names)
        a_lo, a_hi = np.empty((size, len(self.columns))), np.empty((size, len(self.columns)))
        table = rows.parties
        _kernels.party_shares(
            table.offsets, table.code, table.p, table.known, sure, maybe, rest, a_lo, a_hi
        )
        reach = self._reach(rows, k_hi, everything)
        s_lo, s_hi, t_lo, t_hi = self._scopes(rows, reach)
        ex_lo, ex_hi = self._exempt(rows, reach)
        jsure, jmaybe = self.pair_members(rows.joint.names)
        ex_told, jex_told = (
            self.told(rows.classes.names, "slots"),
            self.told(rows.joint.names, "slots"),
        )
        slot_first = np.append(0, np.cumsum([len(s) for s in self.slots_of])).astype(np.int64)
        flat = np.array([s for listed in self.slots_of for s in listed], np.int64)
        ones = np.ones((len(self.columns), max(1, len(rows.classes.names))))
        arguments = (
            rows.p_real_lo, rows.p_real_hi,
            *_columns(rows.classes), told_lo, told_hi,
            *_columns(rows.joint), *self.told(rows.joint.names, "sets"), jsure, jmaybe, rest,
            ones,
            k_lo, k_hi, a_lo, a_hi, s_lo, s_hi,
            np.array(self.rule_set, np.int64), np.array(self.rule_first, np.int64),
            np.array([seat.column for seat in self.seats], np.int64),
            np.array([seat.scope for seat in self.seats], np.int64),
            np.array([rule.tau for rule in self.rules]),
            np.array([rule.rho for rule in self.rules]),
            np.array([rule.each for rule in self.rules], np.bool_),
            *self._some_parts(),
            slot_first, flat, *ex_told, *jex_told, ex_lo, ex_hi,
        )  # fmt: skip
        return Parts(
            arguments=arguments, class_lo=k_lo, class_hi=k_hi, party_lo=a_lo, party_hi=a_hi,
            scope_lo=s_lo, scope_hi=s_hi, time_lo=t_lo, time_hi=t_hi,
            exempt_lo=ex_lo, exempt_hi=ex_hi,
        )  # fmt: skip

    def _some_parts(self) -> tuple[I64, I64, npt.NDArray[np.bool_]]:
        """For columns of several parties the columns of each, and whether it is surely bound."""
        single = {c.parties[0]: at for at, c in enumerate(self.columns) if len(c.parties) == 1}
        parts, free, counts = [], [], []
        for column in self.columns:
            many = column.parties if len(column.parties) > 1 else ()
            parts += [single[name] for name in many]
            free += [name in column.sure for name in many]
            counts.append(len(many))
        first = np.append(0, np.cumsum(np.array(counts, np.int64))).astype(np.int64)
        return first, np.array(parts, np.int64), np.array(free, np.bool_)

    def _members(self, names: tuple[str, ...]) -> tuple[F64, F64, F64]:
        width = max(1, len(names))
        sure, maybe = np.zeros((len(self.columns), width)), np.zeros((len(self.columns), width))
        for at, column in enumerate(self.columns):
            sure[at, : len(names)] = [name in column.sure for name in names]
            maybe[at, : len(names)] = [name in column.maybe for name in names]
        return sure, maybe, np.array([float(column.rest) for column in self.columns])

    def pair_members(self, names: tuple[str, ...]) -> tuple[F64, F64]:
        parties = [name.split(PAIR)[1] for name in names]
        width = max(1, len(names))
        sure, maybe = np.zeros((len(self.columns), width)), np.zeros((len(self.columns), width))
        for at, column in enumerate(self.columns):
            sure[at, : len(names)] = [n in column.sure or (not n and column.rest) for n in parties]
            maybe[at, : len(names)] = [n in column.maybe or not n for n in parties]
        return sure, maybe

    def _reach(self, rows: Incidents, k_hi: F64, everything: bool) -> Reach:
        """Incidents that need a scope or an exemption: their class may be one it is about."""
        real = rows.p_real_hi[:, None] * k_hi
        scopes = np.zeros((len(rows), len(self.scopes)), np.bool_)
        slots = np.zeros((len(rows), len(self.slots)), np.bool_)
        for at, rule in enumerate(self.rules):
            reached = real[:, self.rule_set[at]] > rule.rho
            reached |= rows.joint.known | everything
            for seat in self.seats[self.rule_first[at] : self.rule_first[at + 1]]:
                scopes[:, seat.scope] |= reached
            for slot in self.slots_of[at]:
                slots[:, slot] |= reached
        return Reach(scopes, slots)

    def _scopes(self, rows: Incidents, reach: Reach) -> tuple[F64, F64, F64, F64]:
        """Time and place of each scope: sum over versions of the share of time times P(inside)."""
        shape = (len(rows), len(self.scopes))
        lo, hi, time_lo, time_hi = (np.zeros(shape) for _ in range(4))
        inside: dict[int, tuple[F64, F64]] = {}
        for at, terms in enumerate(self.scopes):
            needed = np.flatnonzero(reach.scopes[:, at])
            if not len(needed):
                continue
            part = rows if len(needed) == len(rows) else rows.take(needed)
            for time, spot in terms:
                share_lo, share_hi = time_shares(time, part)
                place_lo, place_hi = np.ones(len(needed)), np.ones(len(needed))
                if spot != CERTAIN:
                    if spot not in inside:
                        inside[spot] = self._inside(spot, rows, reach, at)
                    place_lo, place_hi = inside[spot][0][needed], inside[spot][1][needed]
                v_lo, v_hi = share_lo * place_lo, share_hi * place_hi
                lasting = part.lasting
                for total, value in (
                    (lo, v_lo), (hi, v_hi), (time_lo, share_lo), (time_hi, share_hi),
                ):  # fmt: skip
                    old = total[needed, at]
                    total[needed, at] = np.where(
                        lasting, np.maximum(old, value), np.minimum(1.0, old + value)
                    )
        return lo, hi, time_lo, time_hi

    def _inside(self, spot: int, rows: Incidents, reach: Reach, at: int) -> tuple[F64, F64]:
        """P(inside a spot) for every incident that any scope with this spot needs."""
        users = [
            scope for scope, terms in enumerate(self.scopes) if any(s == spot for _, s in terms)
        ]
        needed = np.flatnonzero(reach.scopes[:, users].any(axis=1))
        lo, hi = np.zeros(len(rows)), np.ones(len(rows))
        lo[needed], hi[needed] = self.ground.inside(spot, rows.take(needed))
        return lo, hi

    def _exempt(self, rows: Incidents, reach: Reach) -> tuple[F64, F64]:
        shape = (len(rows), len(self.slots), len(self.columns))
        lo, hi = np.zeros(shape), np.zeros(shape)
        for at, slot in enumerate(self.slots):
            needed = np.flatnonzero(reach.slots[:, at])
            if not len(needed):
                continue
            part = rows.take(needed)
            by_party: dict[str, tuple[F64, F64]] = {}
            for q, column in enumerate(self.columns):
                both = []
                for party in column.parties:
                    if party not in by_party:
                        by_party[party] = cover(slot, party, part, self.said, self.ground)
                    both.append(by_party[party])
                lo[needed, at, q] = np.minimum.reduce([pair[0] for pair in both])
                hi[needed, at, q] = np.maximum.reduce([pair[1] for pair in both])
        return lo, hi


def _column(text: Agreement, free: Sequence[str], names: Sequence[str], *, rest: bool) -> Column:
    """Parties with the formations they answer for; `free` are bound unconditionally."""
    sure, maybe = set(free), set(names)
    for answer in text.answers:
        own = {formation.name for formation in answer.formations}
        if answer.party in free and not answer.disputed:
            sure |= own
        if answer.party in names:
            maybe |= own
    return Column(
        parties=tuple(sorted(names)), sure=frozenset(sure), maybe=frozenset(maybe), rest=rest
    )


@dataclass(frozen=True, slots=True)
class Reach:
    scopes: npt.NDArray[np.bool_]
    slots: npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The factors of a block, kept for explanations."""

    arguments: tuple[Any, ...]
    class_lo: F64
    class_hi: F64
    party_lo: F64
    party_hi: F64
    scope_lo: F64
    scope_hi: F64
    time_lo: F64
    time_hi: F64
    exempt_lo: F64
    exempt_hi: F64


def _columns(table: Shares) -> tuple[Any, ...]:
    return table.offsets, table.code, table.p, table.known


def time_shares(time: Pair, rows: Incidents) -> tuple[F64, F64]:
    """Bounds of the share of each incident's time that lies in a set of time."""
    lo, hi = _one_set(time.must, rows)
    if time.may is not time.must and not np.array_equal(time.may, time.must):
        _, hi = _one_set(time.may, rows)
    return lo, hi


def _one_set(spans: I64, rows: Incidents) -> tuple[F64, F64]:
    lo, hi = np.empty(len(rows)), np.empty(len(rows))
    starts, ends = spans[:, 0].copy(), spans[:, 1].copy()
    before = np.append(0, np.cumsum(ends - starts)[:-1]).astype(np.int64)[: len(starts)]
    _kernels.time_shares(
        starts, ends, before, rows.time_lo, rows.time_hi, rows.lasting, BEGIN, END, lo, hi
    )
    return lo, hi
