"""Layer 2: duties, from what starts them to what became of them.

A duty whose start is sure is pending until its deadline, then met, late or missed; one whose start
is withdrawn is void; one whose start is only possible is possible and never charged. The moment of
the deadline is still in time. Deadlines run on while an agreement is suspended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.agreement.model import (
    By,
    ByDay,
    Every,
    Obligation,
    Trigger,
    Undated,
    Within,
)
from aselepo.assess.charge import Charges, Found
from aselepo.assess.conditions import NEVER, Said
from aselepo.assess.facts import Act, View
from aselepo.assess.force import InForce
from aselepo.assess.rules import SOME, Bound, Rule
from aselepo.assess.spans import BEGIN, EMPTY, END, I64, moment, us, us_of_s
from aselepo.core.time import clock, iso

F64 = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]
STATES = (
    "pending", "met", "late", "missed", "void", "possible", "repaired", "undetermined",
)  # fmt: skip
PENDING, MET, LATE, MISSED, VOID, POSSIBLE, REPAIRED, OPEN = range(8)
WITHDRAWN = -2
"""Row k of the withdrawn incidents stands as `WITHDRAWN - k`."""
MOST_WINDOWS = 100_000
"""So many windows of one recurring duty are told apart at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    """Duties in columns, in the order of rules, then of what started them."""

    rule: I64
    """Index into `rules`."""
    party: I64
    """Index into `parties`."""
    row: I64
    """Incident that started it, a row of the view; -1: none; else one withdrawn (`WITHDRAWN`)."""
    trigger: npt.NDArray[np.object_]
    """Id of the act or notice, or the window, that started it; None where an incident did."""
    start_lo: I64
    start_hi: I64
    due_lo: I64
    due_hi: I64
    done: I64
    """When it was done; `END`: it was not."""
    state: I64
    p_lo: F64
    p_hi: F64
    """Of a late or missed duty: the chance that it arose."""
    note: npt.NDArray[np.object_]
    rules: tuple[Rule, ...]
    parties: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.rule)


@dataclass(slots=True)
class _Part:
    """Duties of one rule while they are made."""

    party: list[I64] = field(default_factory=list)
    row: list[I64] = field(default_factory=list)
    trigger: list[npt.NDArray[np.object_]] = field(default_factory=list)
    lo: list[I64] = field(default_factory=list)
    hi: list[I64] = field(default_factory=list)
    due_lo: list[I64] = field(default_factory=list)
    due_hi: list[I64] = field(default_factory=list)
    done: list[I64] = field(default_factory=list)
    state: list[I64] = field(default_factory=list)
    p_lo: list[F64] = field(default_factory=list)
    p_hi: list[F64] = field(default_factory=list)
    note: list[npt.NDArray[np.object_]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Maker:
    """Makes the duties of a view."""

    view: View
    charges: Charges
    found: Found
    withdrawn: Found
    """Charges of withdrawn incidents, for duties that they had started."""
    said: Said
    forces: Sequence[InForce]
    rules: tuple[Rule, ...]
    """Obligations only."""
    parties: tuple[str, ...]
    active: Mapping[tuple[str, str], I64] = field(default_factory=dict)
    """Where guarantees are active, by instrument and name, once that is known."""
    _rows: dict[str, I64] = field(default_factory=dict)
    _earliest: dict[tuple[str, ...], I64] = field(default_factory=dict)

    def make(self) -> Duties:
        parts: dict[int, _Part] = {}
        for at in self._order():
            parts[at] = self._of(at, parts)
        self._otherwise(parts)
        return self._joined(parts)

    def _order(self) -> list[int]:
        """Duties after those whose breach starts them."""
        waits = {
            at: [
                other
                for other, rule in enumerate(self.rules)
                if isinstance(norm := self.rules[at].norm, Obligation)
                and isinstance(norm.deadline, Within)
                and norm.deadline.after.kind == "breach"
                and rule.instrument == self.rules[at].instrument
                and rule.norm.article == norm.deadline.after.name
            ]
            for at in range(len(self.rules))
        }
        done: list[int] = []

        def visit(at: int, path: tuple[int, ...]) -> None:
            if at in done or at in path:
                return
            for other in waits[at]:
                visit(other, (*path, at))
            done.append(at)

        for at in range(len(self.rules)):
            visit(at, ())
        return done

    def _of(self, at: int, parts: dict[int, _Part]) -> _Part:
        rule = self.rules[at]
        norm = rule.norm
        assert isinstance(norm, Obligation)
        part = _Part()
        match norm.deadline:
            case By(moment=due):
                for name in self._bound(rule, us(due.at)):
                    self._single(part, rule, name, None, BEGIN, us(due.at), True)
            case ByDay():
                for who in rule.bound:
                    start, end = due_day(norm.deadline, rule, self.forces[rule.instrument], who)
                    if end is not None:
                        self._single(part, rule, who.party, None, start, end, True)
            case Undated():
                for name in self._bound(rule, int(rule.valid[0, 0])):
                    self._single(part, rule, name, None, BEGIN, END, True)
            case Every(seconds=seconds):
                for who in rule.bound:
                    self._windows(part, rule, who.party, us_of_s(seconds))
            case Within(seconds=seconds, after=after):
                length = us_of_s(seconds)
                if after.kind in ("force", "phase", "decision", "guarantee", "request"):
                    self._by_event(part, rule, after, length)
                elif after.kind in ("breach", "notice_of_breach"):
                    self._by_incident(part, rule, after.name, length, after.kind != "breach")
                    if after.kind == "breach":
                        self._by_duty(part, rule, after.name, length, parts)
                elif after.kind == "act":
                    self._by_act(part, rule, after.name, length)
                else:
                    self._by_notice(part, rule, after.name, length)
        return part

    # what starts a duty

    def _by_incident(self, part: _Part, rule: Rule, article: str, length: int, told: bool) -> None:
        for found, void in ((self.found, False), (self.withdrawn, True)):
            rows, party, sure, p_lo, p_hi = self._breaches(found, rule, article)
            incidents = self.view.withdrawn if void else self.view.incidents
            lo = incidents.time_lo[rows]
            hi = np.where(incidents.lasting[rows], lo, incidents.time_hi[rows])
            if told:
                lo = hi = self._told(rows, party, void)
                columns = _cut(lo < END, rows, party, sure, lo, hi, p_lo, p_hi)
                rows, party, sure, lo, hi, p_lo, p_hi = columns
            valid = _member(rule.valid, np.maximum(lo, BEGIN))
            columns = _cut(valid, rows, party, sure, lo, hi, p_lo, p_hi)
            rows, party, sure, lo, hi, p_lo, p_hi = columns
            if not len(rows):
                continue
            due_lo, due_hi = _plus(lo, length), _plus(hi, length)
            done = self._done(rule, rows, party, void)
            state = self._state(due_lo, due_hi, done, sure)
            if void:
                state = np.full(len(rows), VOID, np.int64)
                rows = WITHDRAWN - rows
            self._add(part, party, rows, None, lo, hi, due_lo, due_hi, done, state, p_lo, p_hi)

    def _breaches(self, found: Found, rule: Rule, article: str) -> tuple[I64, I64, Mask, F64, F64]:
        """Incidents and parties with a possible breach of an article, one row each."""
        accused = rule.norm.subject.kind == "accused"
        seats = [
            (number, seat.party)
            for number, seat in enumerate(self.charges.seats)
            if self.charges.rules[seat.rule].instrument == rule.instrument
            and self.charges.rules[seat.rule].norm.article == article
            and not (accused and seat.party == SOME)
        ]
        picked = np.flatnonzero(np.isin(found.seat, [number for number, _ in seats]))
        rows, sure = found.row[picked], found.verdict[picked] == 2
        p_lo, p_hi = found.p_lo[picked], found.p_hi[picked]
        names = [who.party for who in rule.bound]
        if accused:
            place = np.full(max(1, len(self.charges.seats)), -1, np.int64)
            for number, name in seats:
                if name in names:
                    place[number] = self.parties.index(name)
            party = place[found.seat[picked]]
            return _distinct(*_cut(party >= 0, rows, party, sure, p_lo, p_hi))
        rows, _, sure, p_lo, p_hi = _distinct(rows, np.zeros(len(rows), np.int64), sure, p_lo, p_hi)
        count = len(rows)
        own = np.array([self.parties.index(name) for name in names], np.int64)
        return (
            np.repeat(rows, len(own)), np.tile(own, count), np.repeat(sure, len(own)),
            np.repeat(p_lo, len(own)), np.repeat(p_hi, len(own)),
        )  # fmt: skip

    def _told(self, rows: I64, party: I64, void: bool) -> I64:
        """When each party was first told of each incident."""
        out = np.full(len(rows), END, np.int64)
        for at, name in enumerate(self.parties):
            mine = party == at
            if mine.any():
                acts = [act for act in self.said.acts.get("told", ()) if act.to == name]
                out[mine] = self._first(("told", name), acts, void)[rows[mine]]
        return out

    def _by_duty(
        self, part: _Part, rule: Rule, article: str, length: int, parts: dict[int, _Part]
    ) -> None:
        """Duties that a missed or late duty starts, at its deadline."""
        names = [who.party for who in rule.bound]
        for at, other in enumerate(self.rules):
            if (
                other.instrument != rule.instrument
                or other.norm.article != article
                or at not in parts
            ):
                continue
            theirs = self._flat(parts[at])
            for k in np.flatnonzero(np.isin(theirs["state"], [LATE, MISSED])):
                accused = self.parties[int(theirs["party"][k])]
                bound = [accused] if rule.norm.subject.kind == "accused" else names
                key = theirs["trigger"][k] or self._name(int(theirs["row"][k]))
                for name in bound:
                    if name in names:
                        self._single(
                            part, rule, name, f"{article}/{key or ''}".rstrip("/"),
                            int(theirs["due_hi"][k]), _add(int(theirs["due_hi"][k]), length), True,
                        )  # fmt: skip

    def _by_act(self, part: _Part, rule: Rule, what: str, length: int) -> None:
        names = [who.party for who in rule.bound]
        for act in self.said.acts.get(what, ()):
            if rule.norm.subject.kind == "names":
                bound = names
            else:
                bound = [act.by] if act.by in names else names
            for name in bound:
                self._started(part, rule, name, act.id, act.time, length)

    def _by_notice(self, part: _Part, rule: Rule, what: str, length: int) -> None:
        names = [who.party for who in rule.bound]
        known = sorted(self.view.notices, key=lambda n: (n.given, n.id))
        for notice in known:
            if notice.what is not None and notice.what != what:
                continue
            accused = rule.norm.subject.kind == "accused"
            for name in [notice.by] if accused and notice.by in names else names:
                self._started(part, rule, name, notice.id, notice.given, length)

    def _by_event(self, part: _Part, rule: Rule, after: Trigger, length: int) -> None:
        """Duties from the start of force, of a phase, of a guarantee, a decision or a request."""
        force = self.forces[rule.instrument]
        for who in rule.bound:
            name = who.party
            match after.kind:
                case "force":
                    starts = [
                        ("force", at) for at, _ in force.base.get(name, force.always).tolist()
                    ]
                case "phase":
                    held = force.phases.get(after.name, NEVER).must
                    starts = [(f"phase {after.name}", at) for at, _ in held.tolist()]
                case "guarantee":
                    active = self.active.get((rule.agreement.name, after.name), EMPTY)
                    starts = [(f"guarantee {after.name}", at) for at, _ in active.tolist()]
                case "decision":
                    starts = [(d.id, d.time) for d in self.said.decisions if d.what == after.name]
                case _:
                    acts = self.said.acts.get("request", ())
                    starts = [(act.id, act.time) for act in acts if act.to == name]
            for key, at in starts:
                if at > BEGIN and _holds(rule.valid, at) and _holds(who.time, at):
                    free = key if after.kind in ("decision", "request") else None
                    self._single(part, rule, name, free, at, _add(at, length), True, shown=key)

    def _started(
        self, part: _Part, rule: Rule, name: str, key: str, start: int, length: int
    ) -> None:
        force = self.forces[rule.instrument]
        own = force.base.get(name, force.always)
        who = next(bound for bound in rule.bound if bound.party == name)
        if _holds(own, start) and _holds(rule.valid, start) and _holds(who.time, start):
            self._single(part, rule, name, key, start, _add(start, length), True)

    def _windows(self, part: _Part, rule: Rule, name: str, length: int) -> None:
        """One duty for each window ((k-1)W, kW] from the start of force."""
        force = self.forces[rule.instrument]
        last = self.view.as_of if self.view.as_of < END else self._last()
        acts = sorted(act.time for what in rule.norm.classes for act in self._acts(what, name))
        for start, end in force.base.get(name, force.always).tolist():
            if start <= BEGIN:
                continue
            count = min(MOST_WINDOWS, max(0, -(-(min(last, end) - start) // length)))
            for k in range(count):
                lo, hi = start + k * length, start + (k + 1) * length
                if hi > end or not _holds(rule.valid, hi):
                    continue
                place = int(np.searchsorted(np.array(acts, np.int64), lo, side="right"))
                done = acts[place] if place < len(acts) and acts[place] <= hi else END
                state = MET if done < END else (MISSED if self.view.as_of > hi else PENDING)
                key = f"{_iso(lo)}/{_iso(hi)}"
                self._row(part, name, key, lo, lo, hi, hi, done, state)

    def _last(self) -> int:
        """The last moment that anything known speaks of."""
        rows = self.view.incidents
        known = [int(rows.time_hi[rows.time_hi < END].max(initial=BEGIN))]
        known += [act.time for acts in self.said.acts.values() for act in acts]
        known += [int(rows.known.max(initial=BEGIN)), *(f.known for f in self.view.acts)]
        return max(known)

    # what becomes of it

    def _single(
        self, part: _Part, rule: Rule, name: str, key: str | None, start: int, due: int, sure: bool,
        shown: str | None = None,
    ) -> None:  # fmt: skip
        """A duty of one party; acts must refer to `key`, or to nothing in particular if None."""
        norm = rule.norm
        assert isinstance(norm, Obligation)
        acts = [act for what in norm.classes for act in self._acts(what, name)]
        if key is not None:
            wanted = {key, key.split("/")[-1]}
            acts = [act for act in acts if act.re in wanted]
        elif start > BEGIN:
            acts = [act for act in acts if act.time >= start]
        acts.sort(key=lambda act: (act.time, act.id))
        note = None
        if norm.quantity is None:
            done = acts[0].time if acts else END
        else:
            done, reached = END, 0
            for act in acts:
                reached += act.quantity if act.quantity is not None else 1
                if reached >= norm.quantity:
                    done = act.time
                    break
            by_due = sum(
                (a.quantity if a.quantity is not None else 1) for a in acts if a.time <= due
            )
            if 0 < by_due < norm.quantity:
                note = f"partly met, {by_due} of {norm.quantity}"
        due_at = np.array([due], np.int64)
        state = int(self._state(due_at, due_at, np.array([done]), np.array([sure]))[0])
        self._row(part, name, shown or key, start, start, due, due, done, state, note)

    def _state(self, due_lo: I64, due_hi: I64, done: I64, sure: Mask) -> I64:
        now = self.view.as_of
        state = np.where(now > due_hi, MISSED, PENDING)
        state = np.where(done < END, OPEN, state)
        state = np.where((done <= due_lo) & (done < END), MET, state)
        state = np.where((done > due_hi) & (done < END), LATE, state)
        return np.where(sure, state, POSSIBLE).astype(np.int64)

    def _acts(self, what: str, name: str) -> list[Act]:
        return [act for act in self.said.acts.get(what, ()) if act.by == name]

    def _done(self, rule: Rule, rows: I64, party: I64, void: bool) -> I64:
        out = np.full(len(rows), END, np.int64)
        for at, name in enumerate(self.parties):
            mine = party == at
            if mine.any():
                acts = [act for what in rule.norm.classes for act in self._acts(what, name)]
                key = (*rule.norm.classes, name)
                out[mine] = self._first(key, acts, void)[rows[mine]]
        return out

    def _first(self, key: tuple[str, ...], acts: Sequence[Act], void: bool) -> I64:
        """By incident row the time of the first of some acts that refer to it."""
        memo = (*key, str(void))
        if memo not in self._earliest:
            incidents = self.view.withdrawn if void else self.view.incidents
            first = np.full(len(incidents), END, np.int64)
            about = [act for act in acts if act.re is not None]
            if about and len(incidents):
                names = pa.array([act.re for act in about], pa.string())
                rows = pc.fill_null(pc.index_in(names, value_set=incidents.id), -1)
                where = np.asarray(rows, dtype=np.int64)
                times = np.array([act.time for act in about], np.int64)
                np.minimum.at(first, where[where >= 0], times[where >= 0])
            self._earliest[memo] = first
        return self._earliest[memo]

    def _otherwise(self, parts: dict[int, _Part]) -> None:
        """Duties that are due only once another was not kept in time; a met one repairs it."""
        for at, rule in enumerate(self.rules):
            openers = [
                other
                for other, first in enumerate(self.rules)
                if first.norm.otherwise == rule.norm.article and first.instrument == rule.instrument
            ]
            if not openers:
                continue
            mine = self._flat(parts[at])
            opened = np.zeros(len(mine["row"]), np.bool_)
            maybe = opened.copy()
            for other in openers:
                theirs = self._flat(parts[other])
                failed = np.isin(theirs["state"], [LATE, MISSED])
                is_open = theirs["state"] == OPEN
                opened |= _matches(mine, theirs, failed)
                maybe |= _matches(mine, theirs, is_open)
                met = mine["state"] == MET
                for k in np.flatnonzero(failed & _matches(theirs, mine, met)):
                    again = {name: column[k : k + 1].copy() for name, column in theirs.items()}
                    again["state"] = np.array([REPAIRED], np.int64)
                    self._append(parts[other], again)
            keep = opened | (mine["state"] == MET)
            mine["state"] = np.where(maybe & ~keep, POSSIBLE, mine["state"])
            keep |= maybe
            part = _Part()
            self._append(part, {name: column[keep] for name, column in mine.items()})
            parts[at] = part

    # columns

    def _row(
        self, part: _Part, name: str, key: str | None, lo: int, hi: int, due_lo: int, due_hi: int,
        done: int, state: int, note: str | None = None,
    ) -> None:  # fmt: skip
        one = np.ones(1)
        self._add(
            part, np.array([self.parties.index(name)]), np.array([-1]), key, np.array([lo]),
            np.array([hi]), np.array([due_lo]), np.array([due_hi]), np.array([done]),
            np.array([state]), one, one, note,
        )  # fmt: skip

    def _add(
        self, part: _Part, party: I64, row: I64, trigger: str | None, lo: I64, hi: I64,
        due_lo: I64, due_hi: I64, done: I64, state: I64, p_lo: F64, p_hi: F64,
        note: str | None = None,
    ) -> None:  # fmt: skip
        failed = np.isin(state, [LATE, MISSED])
        due_hi = np.minimum(due_hi, END)
        able = failed | np.isin(state, [POSSIBLE, OPEN])
        columns = {
            "party": party, "row": row, "trigger": np.full(len(row), trigger, object), "lo": lo,
            "hi": hi, "due_lo": due_lo, "due_hi": due_hi, "done": done, "state": state,
            "p_lo": np.where(failed, p_lo, 0.0), "p_hi": np.where(able, p_hi, 0.0),
            "note": np.full(len(row), note, object),
        }  # fmt: skip
        self._append(part, columns)

    def _append(self, part: _Part, columns: dict[str, Any]) -> None:
        for name, column in columns.items():
            getattr(part, name).append(column)

    def _flat(self, part: _Part) -> dict[str, Any]:
        found = {}
        for name in _Part.__dataclass_fields__:
            listed = getattr(part, name)
            empty = np.empty(0, _TYPES.get(name, np.int64))
            found[name] = np.concatenate(listed) if listed else empty
        return found

    def _joined(self, parts: dict[int, _Part]) -> Duties:
        flat = {at: self._flat(parts[at]) for at in sorted(parts)}
        rule = [np.full(len(columns["row"]), at, np.int64) for at, columns in flat.items()]

        def column(name: str) -> Any:
            empty = np.empty(0, _TYPES.get(name, np.int64))
            return np.concatenate([empty, *(columns[name] for columns in flat.values())])

        return Duties(
            rule=np.concatenate([np.empty(0, np.int64), *rule]),
            party=column("party").astype(np.int64),
            row=column("row").astype(np.int64),
            trigger=column("trigger"),
            start_lo=column("lo").astype(np.int64),
            start_hi=column("hi").astype(np.int64),
            due_lo=column("due_lo").astype(np.int64),
            due_hi=column("due_hi").astype(np.int64),
            done=column("done").astype(np.int64),
            state=column("state").astype(np.int64),
            p_lo=column("p_lo").astype(np.float64),
            p_hi=column("p_hi").astype(np.float64),
            note=column("note"),
            rules=self.rules,
            parties=self.parties,
        )

    def _bound(self, rule: Rule, at: int) -> list[str]:
        """Parties whom a duty with a fixed day binds; the instrument must come into force."""
        force = self.forces[rule.instrument]
        return [
            who.party
            for who in rule.bound
            if len(force.base.get(who.party, force.always)) and _holds(rule.valid, at)
        ]

    def _name(self, row: int) -> str | None:
        return None if row < 0 else str(self.view.incidents.id[row].as_py())


_TYPES = {"trigger": object, "note": object, "p_lo": np.float64, "p_hi": np.float64}


def due_day(deadline: ByDay, rule: Rule, force: InForce, who: Bound) -> tuple[int, int | None]:
    """Start of force (or of a phase) and the end, 24:00 local, of its day; the first is day 1."""
    spans = force.base.get(who.party, force.always)
    if deadline.phase is not None:
        spans = force.phases.get(deadline.phase, NEVER).must
    start = None if not len(spans) else moment(int(spans[0, 0]))
    if start is None:
        return BEGIN, None
    zone = clock(rule.agreement.clock)
    day = start.astimezone(zone).date() + timedelta(days=deadline.day)
    end = datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)
    return us(start), us(end)


def _matches(
    mine: dict[str, Any],
    theirs: dict[str, Any],
    which: Mask,
) -> Mask:
    """Whether for each of `mine` one of `theirs` (those in `which`) has its party and start."""
    wide = 1 << 20
    row_key = {
        "mine": mine["row"].astype(np.int64) * wide + mine["party"].astype(np.int64),
        "theirs": theirs["row"].astype(np.int64) * wide + theirs["party"].astype(np.int64),
    }
    by_row = np.isin(row_key["mine"], row_key["theirs"][which]) & (
        mine["row"].astype(np.int64) >= 0
    )
    lone = [(party, trigger) for party, trigger, row in _keys(theirs, which) if row == -1]
    if not lone:
        return np.asarray(by_row)
    known, anyhow = set(lone), {party for party, trigger in lone if trigger is None}
    by_key = [
        row == -1 and ((party, trigger) in known or party in anyhow)
        for party, trigger, row in _keys(mine, slice(None))
    ]
    return np.asarray(by_row | np.array(by_key, np.bool_))


def _keys(columns: dict[str, Any], which: Any) -> Iterator[tuple[int, str | None, int]]:
    chosen = (columns[name][which].tolist() for name in ("party", "trigger", "row"))
    yield from zip(*chosen, strict=True)


def _cut(keep: Mask, *columns: Any) -> tuple[Any, ...]:
    return tuple(column[keep] for column in columns)


def _distinct(
    rows: I64, party: I64, sure: Mask, p_lo: F64, p_hi: F64
) -> tuple[I64, I64, Mask, F64, F64]:
    """One row for each incident and party: sure if any is, with the highest bounds."""
    order = np.lexsort((party, rows))
    rows, party, sure = rows[order], party[order], sure[order]
    p_lo, p_hi = p_lo[order], p_hi[order]
    if not len(rows):
        return rows, party, sure, p_lo, p_hi
    new = np.append(True, (np.diff(rows) != 0) | (np.diff(party) != 0))
    starts = np.flatnonzero(new)
    return (
        rows[starts], party[starts], np.logical_or.reduceat(sure, starts),
        np.maximum.reduceat(p_lo, starts), np.maximum.reduceat(p_hi, starts),
    )  # fmt: skip


def _member(spans: I64, at: I64) -> Mask:
    place = np.searchsorted(spans[:, 0], at, side="right") - 1
    if not len(spans):
        return np.zeros(len(at), np.bool_)
    return np.asarray((place >= 0) & (at < spans[np.maximum(place, 0), 1]))


def _holds(spans: I64, at: int) -> bool:
    return bool(_member(spans, np.array([at], np.int64))[0])


def _add(at: int, length: int) -> int:
    return at if at <= BEGIN or at >= END else at + length


def _plus(at: I64, length: int) -> I64:
    return np.where((at <= BEGIN) | (at >= END), at, at + length)


def _iso(at: int) -> str:
    found = moment(at)
    return "" if found is None else iso(found)
