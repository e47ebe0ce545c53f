"""Counts of breaches in sliding windows, as step functions with a sure and a possible value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from aselepo.agreement.model import Count, Counted
from aselepo.assess import _kernels
from aselepo.assess.breaches import Breaches
from aselepo.assess.conditions import Pair
from aselepo.assess.facts import View
from aselepo.assess.spans import ALWAYS, BEGIN, END, I64, common, moment, union, us_of_s, without
from aselepo.geo import metres_per_degree

Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Levels:
    """A right-continuous step function of whole numbers, 0 before its first edge."""

    edges: I64
    values: I64

    def at(self, moment: int) -> int:
        place = int(np.searchsorted(self.edges, moment, side="right")) - 1
        return int(self.values[place]) if place >= 0 else 0

    def where(self, test: npt.NDArray[np.bool_], before: bool) -> I64:
        """The set of time on which a test of the values holds."""
        starts = np.append(BEGIN, self.edges)
        true = np.append(before, test)
        ends = np.append(self.edges, END)
        rows = np.stack([starts[true], ends[true]], axis=1)
        rows = rows[rows[:, 0] < rows[:, 1]]
        if len(rows) < 2:
            return rows
        new = np.append(True, rows[1:, 0] > rows[:-1, 1])
        first = np.flatnonzero(new)
        last = np.append(first[1:] - 1, len(rows) - 1)
        return np.stack([rows[first, 0], rows[last, 1]], axis=1)


NOTHING = Levels(np.empty(0, np.int64), np.empty(0, np.int64))


def levels(enter: I64, leave: I64) -> Levels:
    """How many of some stretches [enter, leave) hold at each moment."""
    real = enter < leave
    enter, leave = enter[real], leave[real]
    if not len(enter):
        return NOTHING
    edges = np.empty(2 * len(enter), np.int64)
    values = np.empty(2 * len(enter), np.int64)
    size = _kernels.merge_levels(np.sort(enter), np.sort(leave), edges, values)
    return Levels(edges[:size].copy(), values[:size].copy())


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A count of one party: sure and possible."""

    party: str
    must: Levels
    may: Levels


@dataclass(frozen=True, slots=True, kw_only=True)
class CountState:
    """A count at the moment of knowledge, and its highest so far."""

    instrument: str
    name: str
    party: str
    at: datetime | None
    """The moment: of knowledge; where everything is known, of the last breach."""
    must: int
    may: int
    peak_must: int
    peak_may: int
    peak_at: datetime | None
    at_least: tuple[tuple[int, float, float], ...]
    """(k, low, high): bounds of P(count >= k) at `at`, incidents taken as independent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counter:
    """Counts over the breaches of a view."""

    breaches: Breaches
    view: View
    stand_in: bool
    """Sure breaches stand in for verified ones."""
    bound: frozenset[str]
    """Parties that articles bind."""

    def rows(self, count: Count, instruments: Sequence[int], party: str) -> Mask:
        return self.breaches.of(
            instruments, articles=count.articles, gravity=count.gravity, party=party
        )

    def tallies(self, count: Count, instruments: Sequence[int]) -> tuple[Tally, ...]:
        """The count of each party that it may be about."""
        names = [name for name in self.breaches.parties if name in self.bound]
        if count.party is not None:
            names = [count.party]
        return tuple(self.tally(count, instruments, name) for name in names)

    def tally(self, count: Count, instruments: Sequence[int], party: str) -> Tally:
        """Sure and possible breaches of a party in (t - W, t], as functions of t."""
        mine = np.flatnonzero(self.rows(count, instruments, party))
        sure, may, enter = self._counted(count, mine, party)
        window = us_of_s(count.window_s)
        must_rows, may_rows = _once(self.breaches.key, sure), _once(self.breaches.key, may)
        if count.per_m is not None and count.per_s is not None:
            return self._clusters(count, party, must_rows, may_rows, enter, window)
        return Tally(party=party, must=self._sure(must_rows, enter, window),
                     may=self._possible(may_rows, enter, window))  # fmt: skip

    def _counted(self, count: Count, mine: I64, party: str) -> tuple[I64, I64, I64]:
        """Rows that count surely and possibly; and from when on each may count at all."""
        b = self.breaches
        begin = np.full(len(b), BEGIN, np.int64)
        if not count.verified or self.stand_in:
            return mine[b.sure[mine]], mine, begin
        verified = mine[b.verified[mine] < END]
        ours = np.array([b.named[row] in (None, party) for row in verified], np.bool_)
        theirs = verified[ours] if len(verified) else verified
        named = np.array([b.named[row] == party for row in theirs], np.bool_)
        surely = theirs[b.sure[theirs] | named] if len(theirs) else theirs
        return surely, theirs, np.where(b.verified < END, b.verified, BEGIN)

    def _sure(self, rows: I64, enter: I64, window: int) -> Levels:
        b = self.breaches
        return levels(np.maximum(b.hi[rows], enter[rows]), _later(b.lo[rows], window))

    def _possible(self, rows: I64, enter: I64, window: int) -> Levels:
        b = self.breaches
        return levels(np.maximum(b.lo[rows], enter[rows]), _later(b.hi[rows], window))

    def _clusters(
        self, count: Count, party: str, must: I64, may: I64, enter: I64, window: int
    ) -> Tally:
        """Clusters of one party; what links for sure lowers the possible number, and the reverse.

        Surely counted: clusters under every possible link that hold a sure breach. Possibly
        counted: clusters of sure links among sure breaches, and each other breach that no sure
        link ties to one of them. A cluster is dated by its earliest breach.
        """
        assert count.per_m is not None
        assert count.per_s is not None
        near, apart = count.per_m, us_of_s(count.per_s)
        both = np.union1d(must, may)
        loose = self._linked(both, near, apart, sure=False)
        is_sure = np.isin(both, must)
        firsts = [both[(loose == label) & is_sure] for label in np.unique(loose[is_sure]).tolist()]
        earliest = [rows[np.argmin(self.breaches.hi[rows])] for rows in firsts]
        tight = self._linked(both, near, apart, sure=True)
        kept = []
        for label in np.unique(tight).tolist():
            rows = both[tight == label]
            kept.append(rows[np.argmin(self.breaches.lo[rows])])
        return Tally(
            party=party,
            must=self._sure(np.array(earliest, np.int64), enter, window),
            may=self._possible(np.array(kept, np.int64), enter, window),
        )

    def _linked(self, rows: I64, near: float, apart: int, *, sure: bool) -> I64:
        """Single-link clusters of incidents by centre and time, as labels.

        With `sure` only what is surely close links: known places, widest times. Otherwise all that
        may be close does.
        """
        b, incidents = self.breaches, self.view.incidents
        label = np.arange(len(rows), dtype=np.int64)
        order = np.lexsort((rows, b.lo[rows]))
        key = b.key[rows]
        where = np.where(key >= 0, key, 0)
        nowhere = np.full(len(rows), np.nan)
        x = np.where(key >= 0, incidents.x[where], nowhere) if len(incidents) else nowhere
        y = np.where(key >= 0, incidents.y[where], nowhere) if len(incidents) else nowhere
        east, north = np.ones(len(rows)), np.ones(len(rows))
        if not self.view.plane:
            east, north = metres_per_degree(np.nan_to_num(y))
        _kernels.single_link(
            order, b.lo[rows], b.hi[rows], x, y, east, north, near, apart, sure, label
        )
        return label

    def states(
        self, instrument: str, count: Count, instruments: Sequence[int], numbers: Sequence[int]
    ) -> list[CountState]:
        """The count of each party at the moment of knowledge."""
        found = []
        for tally in self.tallies(count, instruments):
            rows = _once(
                self.breaches.key,
                np.flatnonzero(self.rows(count, instruments, tally.party)),
            )
            finite = self.breaches.hi[rows][self.breaches.hi[rows] < END]
            last = int(finite.max(initial=BEGIN))
            now = self.view.as_of if self.view.as_of < END else last
            until = np.searchsorted(tally.must.edges, now, side="right")
            must_values = tally.must.values[:until]
            may_until = np.searchsorted(tally.may.edges, now, side="right")
            peak = int(np.argmax(must_values)) if len(must_values) else None
            found.append(
                CountState(
                    instrument=instrument, name=count.name, party=tally.party, at=moment(now),
                    must=tally.must.at(now), may=tally.may.at(now),
                    peak_must=int(must_values.max(initial=0)),
                    peak_may=int(tally.may.values[:may_until].max(initial=0)),
                    peak_at=None if peak is None else moment(int(tally.must.edges[peak])),
                    at_least=self._chances(count, instruments, tally.party, now, numbers),
                )
            )  # fmt: skip
        return found

    def _chances(
        self, count: Count, instruments: Sequence[int], party: str, now: int, ks: Sequence[int]
    ) -> tuple[tuple[int, float, float], ...]:
        """Bounds of P(count >= k) now: Poisson-binomial over the incidents in the window."""
        b = self.breaches
        rows = np.flatnonzero(self.rows(count, instruments, party))
        start = now - us_of_s(count.window_s)
        rows = rows[(b.hi[rows] > start) & (b.lo[rows] <= now)]
        if count.verified and not self.stand_in:
            rows = rows[(b.verified[rows] <= now) & (b.verified[rows] < END)]
        order = np.argsort(b.key[rows], kind="stable")
        rows = rows[order]
        if not len(rows):
            return tuple((k, float(k <= 0), float(k <= 0)) for k in ks)
        starts = np.flatnonzero(np.append(True, np.diff(b.key[rows]) != 0))
        inside = (b.lo[rows] > start) & (b.hi[rows] <= now)
        lo = np.maximum.reduceat(np.where(inside, b.p_lo[rows], 0.0), starts)
        hi = np.minimum(1.0, np.add.reduceat(b.p_hi[rows], starts))
        return tuple(
            (k, _kernels.at_least(lo, k), _kernels.at_least(hi, k)) for k in sorted(set(ks))
        )


def _later(at: I64, window: int) -> I64:
    return np.where((at <= BEGIN) | (at >= END), at, at + window)


def _once(key: I64, rows: I64) -> I64:
    """Rows of distinct incidents, the first of each; an incident's rows share its time."""
    if not len(rows):
        return rows
    own = key[rows]
    lowest = int(own.min())
    seen, out = np.zeros(int(own.max()) - lowest + 1, np.bool_), np.empty(len(rows), np.int64)
    return out[: _kernels.first_of_each(key, rows, lowest, seen, out)]


def compare(counted: Counted, tallies: Sequence[Tally]) -> Pair:
    """Where a count compares as a condition says; of several parties the highest counts."""
    n = counted.number
    match counted.operator:
        case ">=":
            return reached(tallies, n)
        case ">":
            return reached(tallies, n + 1)
        case "<":
            return _not(reached(tallies, n))
        case "<=":
            return _not(reached(tallies, n + 1))
    at_least, more = reached(tallies, n), _not(reached(tallies, n + 1))
    return Pair(common(at_least.must, more.must), common(at_least.may, more.may))


def reached(tallies: Sequence[Tally], n: int) -> Pair:
    """Where the count of any of the parties is at least n."""
    if n <= 0:
        return Pair(ALWAYS, ALWAYS)
    return Pair(
        union(tally.must.where(tally.must.values >= n, False) for tally in tallies),
        union(tally.may.where(tally.may.values >= n, False) for tally in tallies),
    )


def _not(pair: Pair) -> Pair:
    return Pair(without(pair.may), without(pair.must))
