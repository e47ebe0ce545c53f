"""The engine that keeps its findings: a change of one fact recomputes what depends on it.

Incidents live in slots, in the order in which their ids first came; findings of a slot are
appended and the old ones forgotten. A change of anything else (notices, orders, lines, texts,
decisions) lays the rules out anew; the stretches of time over which the layouts differ say which
incidents must be looked at again. Results are those of a run from scratch, bit for bit, whatever
the order, doubling or batching of what came.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.agreement.model import Agreement, Held
from aselepo.assess.assessment import (
    Assessment,
    Upper,
    Work,
    active,
    announce,
    assess,
    finish,
    prepare,
    settle,
    upper,
)
from aselepo.assess.changes import changed_time
from aselepo.assess.charge import Found
from aselepo.assess.conditions import atoms
from aselepo.assess.facts import Facts, Incidents, Shares, View, newest, ordered
from aselepo.assess.guarantees import GuaranteeState, Reversal
from aselepo.assess.history import Believed
from aselepo.assess.spans import BEGIN, END, I64, intervals, minus, moment, stretch
from aselepo.core.time import Interval

Mask = npt.NDArray[np.bool_]
SPOKEN = ("acts", "notices", "decisions", "shapes", "texts", "watches")


class Column:
    """An array that grows at its end."""

    def __init__(self, kind: Any) -> None:
        self._data = np.empty(1024, kind)
        self.size = 0

    def append(self, values: Any) -> None:
        need = self.size + len(values)
        if need > len(self._data):
            data = np.empty(max(need, len(self._data) * 3 // 2), self._data.dtype)
            data[: self.size] = self._data[: self.size]
            self._data = data
        self._data[self.size : need] = values
        self.size = need

    @property
    def values(self) -> Any:
        return self._data[: self.size]


class Names:
    """Names of a table of shares in the order in which they first came."""

    def __init__(self) -> None:
        self.place: dict[str, int] = {}
        self.names: tuple[str, ...] = ()

    def code(self, table: Shares) -> Shares:
        """The same table by these names; rows keep their order, so sums keep their bits."""
        if table.names == self.names:
            return table
        fresh = [name for name in table.names if name not in self.place]
        for name in fresh:
            self.place[name] = len(self.place)
        if fresh:
            self.names = tuple(self.place)
        new = np.array([self.place[name] for name in table.names], np.int32)
        code = new[table.code] if len(table.code) else table.code
        return replace(table, names=self.names, code=code)


class Engine:
    """Keeps the assessment of growing facts.

    >>> from aselepo.agreement import parse
    >>> text, _ = parse('agreement t "T". clock "UTC". in force from 2026-01-01 00:00.'
    ...     ' party A "A". party B "B". article 1 "F": no party may do shelling anywhere.')
    >>> engine = Engine([text], plane=True)
    >>> engine.assessment().findings.num_rows
    0
    """

    def __init__(
        self,
        agreements: Sequence[Agreement],
        *,
        plane: bool,
        in_force: Interval | None = None,
        sure_stands_in: bool = True,
    ) -> None:
        self.agreements = tuple(agreements)
        self.plane = plane
        self.what_if = in_force
        self.sure_stands_in = sure_stands_in
        self._deliveries: list[Facts] = []
        self._spoken: dict[str, dict[Any, Any]] = {name: {} for name in SPOKEN}
        self._slot: dict[str, int] = {}
        self._ids: list[str] = []
        self._rev, self._known = Column(np.int64), Column(np.int64)
        self._delivery, self._row = Column(np.int64), Column(np.int64)  # what holds its content
        self._revisions: dict[int, list[tuple[int, int]]] = {}  # of slots that have several
        self._start, self._count = Column(np.int64), Column(np.int64)
        self._lo, self._hi = Column(np.int64), Column(np.int64)
        self._gone, self._lasting = Column(np.bool_), Column(np.bool_)
        self._x, self._y = Column(np.float64), Column(np.float64)
        self._found = {name: Column(kind) for name, kind in _FOUND.items()}
        self._owner = Column(np.int64)
        self._classes, self._parties, self._joint = Names(), Names(), Names()
        self._work = self._prepared()
        self._upper: Upper | None = None
        self._flat: tuple[Incidents, I64] | None = None
        self._hours = _has_hours(self.agreements)
        self._believed: Believed | None = None
        self.reversals: dict[tuple[str, str], tuple[Reversal, ...]] = {}

    # what comes in

    def update(self, facts: Facts) -> int:
        """Take in more facts; returns how many incidents were assessed.

        A fact that is known already, or older than what is known of its id, changes nothing.
        """
        assert facts.plane == self.plane, "facts in different coordinates do not mix"
        changed = self._take_spoken(facts)
        rows = facts.incidents
        fresh = self._take_incidents(facts) if len(rows) else np.empty(0, np.int64)
        affected: I64 = np.empty(0, np.int64)
        if changed or (self._hours and len(fresh)):
            affected = self._new_layout()
        again = np.union1d(fresh, affected) if len(affected) else fresh
        if len(again):
            self._charge(again)
        if len(again) or changed:
            self._upper = None
            self._flat = None
        return len(again)

    def _take_spoken(self, facts: Facts) -> bool:
        changed = False
        for name in SPOKEN:
            known = self._spoken[name]
            for fact in getattr(facts, name):
                if fact not in known:
                    known[fact] = True
                    changed = True
        return changed

    def _take_incidents(self, facts: Facts) -> I64:
        """Slots whose newest revision these facts hold."""
        delivery = len(self._deliveries)
        self._deliveries.append(facts)
        rows = facts.incidents
        last = np.append(np.asarray(pc.not_equal(rows.id[1:], rows.id[:-1]), np.bool_), True)
        newest = np.flatnonzero(last)  # facts are sorted by id and rank: of each id the greatest
        names = (
            rows.id.take(pa.array(newest)).to_pylist() if not last.all() else rows.id.to_pylist()
        )
        known = len(self._ids)
        slots = np.array([self._slot.get(name, -1) for name in names], np.int64)
        fresh = np.flatnonzero(slots < 0)
        if len(fresh):
            added = [names[at] for at in fresh.tolist()]
            self._slot.update(zip(added, range(known, known + len(added)), strict=True))
            self._ids.extend(added)
            slots[fresh] = np.arange(known, known + len(added))
            self._grow(len(added))
        wins = self._outranks(slots, rows, newest)
        self._remember(delivery, rows, newest, slots, known)
        slots, at = slots[wins], newest[wins]
        self._rev.values[slots], self._known.values[slots] = rows.rev[at], rows.known[at]
        self._delivery.values[slots], self._row.values[slots] = delivery, at
        self._lo.values[slots], self._hi.values[slots] = rows.time_lo[at], rows.time_hi[at]
        self._gone.values[slots] = rows.retracted[at]
        self._lasting.values[slots] = rows.lasting[at]
        self._x.values[slots], self._y.values[slots] = rows.x[at], rows.y[at]
        return np.sort(slots)

    def _grow(self, added: int) -> None:
        zero = np.zeros(added, np.int64)
        for column in (self._start, self._count, self._known, self._delivery, self._row):
            column.append(zero)
        self._rev.append(np.full(added, -1, np.int64))
        for column in (self._lo, self._hi):
            column.append(np.full(added, END, np.int64))
        for flag in (self._gone, self._lasting):
            flag.append(np.zeros(added, np.bool_))
        for place in (self._x, self._y):
            place.append(np.full(added, np.nan))

    def _outranks(self, slots: I64, rows: Incidents, at: I64) -> Mask:
        """Where a row goes before what its slot holds: by revision, known time, then content."""
        rev, known = rows.rev[at].astype(np.int64), rows.known[at]
        held_rev, held_known = self._rev.values[slots], self._known.values[slots]
        wins = (rev > held_rev) | ((rev == held_rev) & (known > held_known))
        for tied in np.flatnonzero((rev == held_rev) & (known == held_known)).tolist():
            wins[tied] = self._differs(int(slots[tied]), rows, int(at[tied]))
        return np.asarray(wins)

    def _remember(
        self, delivery: int, rows: Incidents, newest: I64, slots: I64, known: int
    ) -> None:
        """Keep where all revisions of a slot are, once it has several."""
        for slot, row in zip(slots.tolist(), newest.tolist(), strict=True):
            if slot < known:
                held = (int(self._delivery.values[slot]), int(self._row.values[slot]))
                self._revisions.setdefault(slot, [held]).append((delivery, row))
        if len(newest) < len(rows):
            before = np.append(-1, newest[:-1])
            for slot, first, row in zip(
                slots.tolist(), before.tolist(), newest.tolist(), strict=True
            ):
                if row - first > 1:
                    own = [(delivery, at) for at in range(first + 1, row + 1)]
                    listed = self._revisions.setdefault(slot, [])
                    listed.extend(place for place in own if place not in listed)

    def _differs(self, slot: int, rows: Incidents, row: int) -> bool:
        """Whether content of the same rank goes before what is held: the greater text wins."""
        held = self._deliveries[int(self._delivery.values[slot])].incidents
        return rows.content(row) > held.content(int(self._row.values[slot]))

    # layer 1

    def _prepared(self) -> Work:
        spoken = {name: newest(self._spoken[name], END) for name in SPOKEN}
        view = View(
            plane=self.plane,
            as_of=END,
            incidents=_NONE,
            withdrawn=_NONE,
            sure_stands_in=self.sure_stands_in,
            **spoken,
        )
        if self._lo_size():
            view = replace(view, incidents=self._spans())
        return prepare(self.agreements, view, what_if=self.what_if)

    def _lo_size(self) -> int:
        return self._lo.size if hasattr(self, "_lo") else 0

    def _spans(self) -> Incidents:
        """A stand-in for the incidents that tells only when they were, for hours of the day."""
        live = np.flatnonzero(~self._gone.values)
        return replace(
            _blank(len(live)), time_lo=self._lo.values[live], time_hi=self._hi.values[live]
        )

    def _new_layout(self) -> I64:
        """Lay the rules out anew; returns the slots whose findings may differ."""
        old = self._work
        self._work = self._prepared()
        spans, named = changed_time(old, self._work)
        if spans is None:
            return np.arange(len(self._ids), dtype=np.int64)
        hit = np.zeros(len(self._ids), np.bool_)
        for start, end in spans.tolist():
            hit |= (self._lo.values < end) & (self._hi.values >= start)
        for name in named:
            if name in self._slot:
                hit[self._slot[name]] = True
        return np.flatnonzero(hit)

    def _rows(self, slots: I64) -> Incidents:
        """Newest content of some slots, gathered from the deliveries that hold it."""
        delivery, row = self._delivery.values[slots], self._row.values[slots]
        order = np.argsort(delivery, kind="stable")
        starts = np.flatnonzero(np.append(True, np.diff(delivery[order]) != 0))
        parts = []
        for ats in np.split(order, starts[1:]):
            held = self._deliveries[int(delivery[ats[0]])].incidents
            mine = row[ats]
            whole = len(mine) == len(held) and bool((np.diff(mine) == 1).all())
            part = held if whole else held.take(mine)
            parts.append(
                replace(
                    part,
                    classes=self._classes.code(part.classes),
                    parties=self._parties.code(part.parties),
                    joint=self._joint.code(part.joint),
                )
            )
        stacked = parts[0] if len(parts) == 1 else _stacked(parts)
        if bool((np.diff(order) == 1).all()):
            return stacked
        back = np.empty(len(order), np.int64)
        back[order] = np.arange(len(order))
        return stacked.take(back)

    def _charge(self, slots: I64) -> None:
        """Assess some slots and forget their earlier findings."""
        live = slots[~self._gone.values[slots]]
        self._count.values[slots] = 0
        if not len(live):
            return
        found = self._work.charges.run(self._rows(live))
        self._compact(len(found))
        base = self._found["seat"].size
        counts = np.bincount(found.row, minlength=len(live))
        self._start.values[live] = base + np.cumsum(counts) - counts
        self._count.values[live] = counts
        for name, column in self._found.items():
            column.append(getattr(found, name))
        self._owner.append(live[found.row])

    def _compact(self, more: int) -> None:
        """Drop forgotten findings once they are more than half of what is kept."""
        size = self._found["seat"].size
        alive = int(self._count.values.sum())
        if size < 200_000 or size < 2 * alive + more:
            return
        keep, counts = self._alive(np.arange(len(self._ids), dtype=np.int64))
        for column in (*self._found.values(), self._owner):
            kept = column.values[keep]
            column.size = 0
            column.append(kept)
        self._start.values[:] = np.cumsum(counts) - counts

    def _alive(self, slots: I64) -> tuple[I64, I64]:
        counts = self._count.values[slots]
        starts = self._start.values[slots]
        total = np.cumsum(counts)
        flat = np.repeat(starts - (total - counts), counts) + np.arange(
            total[-1] if len(total) else 0
        )
        return flat, counts

    # what goes out

    def _flattened(self) -> tuple[Incidents, I64]:
        """Live incidents sorted by id, and their slots."""
        if self._flat is None:
            live = np.flatnonzero(~self._gone.values)
            names = pa.array([self._ids[slot] for slot in live.tolist()], pa.string())
            order = np.asarray(pc.sort_indices(names)).astype(np.int64)
            slots = live[order]
            self._flat = (self._rows(slots) if len(slots) else _NONE, slots)
        return self._flat

    def _top(self) -> Work:
        """The work of a view with all findings, as a run from scratch has it."""
        rows, slots = self._flattened()
        work = self._work
        view = replace(work.view, incidents=rows, withdrawn=self._withdrawn())
        work.view = view
        work.charges.view = view
        work.charges.ground.view = view
        flat, counts = self._alive(slots)
        found = Found(
            np.repeat(np.arange(len(slots)), counts),
            *(self._found[name].values[flat] for name in _FOUND),
        )
        work.found, work.disputed = settle(found, rows, work)
        gone = work.charges.run(view.withdrawn)
        work.withdrawn, _ = settle(gone, view.withdrawn, work)
        return work

    def _withdrawn(self) -> Incidents:
        """Withdrawn incidents with their last content, sorted by id."""
        gone = np.flatnonzero(self._gone.values)
        if not len(gone):
            return _NONE
        by_delivery: dict[int, list[int]] = {}
        for slot in gone.tolist():
            held = (int(self._delivery.values[slot]), int(self._row.values[slot]))
            for delivery, row in self._revisions.get(slot, [held]):
                by_delivery.setdefault(delivery, []).append(row)
        mine = [
            self._deliveries[delivery].incidents.take(np.array(rows, np.int64))
            for delivery, rows in by_delivery.items()
        ]
        every = ordered(Incidents.concat(mine))
        view = Facts(plane=self.plane, incidents=every).view()
        rows = view.withdrawn
        return replace(
            rows,
            classes=self._classes.code(rows.classes),
            parties=self._parties.code(rows.parties),
            joint=self._joint.code(rows.joint),
        )

    def _layers(self) -> Upper:
        if self._upper is None:
            light = self._light()
            self._upper = upper(self.agreements, self._top() if light is None else light)
        return self._upper

    def _light(self) -> Work | None:
        """Work with only what guarantees look at, by slot; None where they may look at anything.

        That is where a party is bound on condition, or a decision or duty names incidents.
        """
        work = self._work
        looked = _looked_at(self.agreements, work)
        named = any(decision.re is not None for decision in work.view.decisions)
        if looked is None or named or any(seat.keepers for seat in work.charges.seats):
            return None
        picked = np.flatnonzero(looked[self._found["seat"].values])
        owner = self._owner.values[picked]
        since = self._start.values[owner]
        alive = (picked >= since) & (picked < since + self._count.values[owner])
        picked, owner = picked[alive], owner[alive]
        found = Found(owner, *(self._found[name].values[picked] for name in _FOUND))
        rows = replace(
            _empty(len(self._ids)),
            time_lo=self._lo.values,
            time_hi=self._hi.values,
            lasting=self._lasting.values,
            x=self._x.values,
            y=self._y.values,
        )
        view = replace(work.view, incidents=rows)
        return replace(
            work, view=view, found=found, disputed=np.zeros(len(found), np.bool_), duties=()
        )

    def assessment(self) -> Assessment:
        """The assessment of everything known; equal to `assess` on the same facts."""
        result = finish(self.agreements, self._top(), as_of=None, what_if=self.what_if)
        announce(result, self.reversals)
        return result

    def guarantees(self) -> tuple[GuaranteeState, ...]:
        """States of the guarantees; what was believed at the last call and is not so is announced.

        Reversals name the moment of the newest fact as the one at which they became known.
        """
        top = self._layers()
        now = active(self.agreements, top)
        if self._believed is not None:
            self._announce(self._believed, now)
        self._believed = now
        return tuple(
            replace(
                book.state(guarantee),
                reversals=self.reversals.get((book.agreement.name, guarantee.name), ()),
            )
            for book in top.books
            for guarantee in book.agreement.guarantees
        )

    def _announce(self, before: Believed, now: Believed) -> None:
        last = self._deliveries[-1] if self._deliveries else None
        known = int(last.incidents.known.max(initial=BEGIN)) if last is not None else BEGIN
        at = moment(known)
        for name, spans in before.items():
            for start, end in minus(spans, now[name]).tolist():
                if at is not None and start < known:
                    reversal = Reversal(
                        was=intervals(stretch(start, min(end, known)))[0],
                        known_at=at,
                        causes=tuple(sorted(last.incidents.id.to_pylist())) if last else (),
                    )
                    self.reversals[name] = (*self.reversals.get(name, ()), reversal)

    def facts(self) -> Facts:
        """Everything that came, every revision, as one value."""
        parts = [facts.incidents for facts in self._deliveries if len(facts.incidents)]
        incidents = ordered(Incidents.concat(parts)) if parts else _NONE
        spoken: dict[str, Any] = {
            name: tuple(sorted(known, key=lambda f: (f.id, f.rev, f.known, repr(f))))
            for name, known in self._spoken.items()
        }
        return Facts(
            plane=self.plane, incidents=incidents, sure_stands_in=self.sure_stands_in, **spoken
        )

    def as_of(self, moment: datetime) -> Assessment:
        """The assessment as known by a moment: a filter and a run."""
        return assess(self.agreements, self.facts(), as_of=moment, in_force=self.what_if)


_FOUND: dict[str, Any] = {
    "seat": np.int32,
    "p_lo": np.float64,
    "p_hi": np.float64,
    "verdict": np.int8,
    "slot": np.int16,
}


def _has_hours(agreements: Sequence[Agreement]) -> bool:
    return any(
        getattr(norm, "hours", None) is not None for text in agreements for norm in text.norms
    )


def _looked_at(agreements: Sequence[Agreement], work: Work) -> Mask | None:
    """Seats that counts and conditions look at; None where they look at duties too."""
    articles: set[str] = set()
    gravities: set[str] = set()
    for text in agreements:
        for count in text.counts:
            if count.gravity is None and not count.articles:
                return None
            articles |= set(count.articles)
            gravities |= {count.gravity} if count.gravity and not count.articles else set()
        for guarantee in text.guarantees:
            for clause in (guarantee.starts, guarantee.pauses, guarantee.resumes, guarantee.ends):
                for atom in atoms(clause):
                    if isinstance(atom, Held):
                        if atom.gravity is None:
                            return None
                        gravities.add(atom.gravity)
    if any(r.norm.article in articles or r.norm.gravity in gravities for r in work.duties):
        return None
    rules = [work.charges.rules[seat.rule].norm for seat in work.charges.seats]
    seen = [norm.article in articles or norm.gravity in gravities for norm in rules]
    return np.array([*seen, False], np.bool_)


def _empty(size: int) -> Incidents:
    """Columns of incidents of which nothing is known, made without a loop."""
    nothing = Shares(
        names=(), offsets=np.zeros(size + 1, np.int64), code=np.empty(0, np.int32),
        p=np.empty(0), known=np.zeros(size, np.bool_),
    )  # fmt: skip
    nan = np.full(size, np.nan)
    zero = np.zeros(size, np.int64)
    return Incidents(
        id=pa.nulls(size, pa.string()), rev=np.zeros(size, np.int32), known=zero,
        retracted=np.zeros(size, np.bool_), time_lo=zero, time_hi=zero,
        lasting=np.zeros(size, np.bool_), p_real_lo=nan, p_real_hi=nan, x=nan, y=nan, cxx=nan,
        cxy=nan, cyy=nan, role=np.zeros(size, np.int8), place=pa.nulls(size, pa.string()),
        classes=nothing, parties=nothing, joint=nothing,
    )  # fmt: skip


def _blank(size: int) -> Incidents:
    from aselepo.assess.facts import incident_columns

    return incident_columns([{"id": str(at)} for at in range(size)])


def _stacked(parts: Sequence[Incidents]) -> Incidents:
    """Rows of parts that share their names of tables."""
    merged: dict[str, Any] = {}
    for field in fields(Incidents):
        columns = [getattr(part, field.name) for part in parts]
        if isinstance(columns[0], Shares):
            longest = max(columns, key=lambda table: len(table.names))
            sizes = np.cumsum([0] + [int(table.offsets[-1]) for table in columns])
            offsets = [t.offsets[1:] + s for t, s in zip(columns, sizes, strict=False)]
            merged[field.name] = Shares(
                names=longest.names,
                offsets=np.concatenate([np.zeros(1, np.int64), *offsets]),
                code=np.concatenate([table.code for table in columns]),
                p=np.concatenate([table.p for table in columns]),
                known=np.concatenate([table.known for table in columns]),
            )
        elif isinstance(columns[0], pa.Array):
            merged[field.name] = pa.concat_arrays(columns)
        else:
            merged[field.name] = np.concatenate(columns)
    return Incidents(**merged)


_NONE = _blank(0)
