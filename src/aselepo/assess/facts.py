"""Facts: what an agreement is assessed against, in columns, with every revision.

A fact is (id, rev, known time, retracted or not, content). The view at a moment of knowledge keeps
of each id the greatest (rev, known time, content) known by then and drops withdrawn ones, so
results do not depend on the order or the number of times facts arrive.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.agreement import Agreement
from aselepo.assess.spans import BEGIN, END, I64

F64 = npt.NDArray[np.float64]
I32 = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]

BOTH, ORIGIN, EFFECT = 0, 1, 2
"""What the place of an incident is: the act's own, where fire came from, or where it landed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shares:
    """A table of probabilities by name for each row; what is missing to 1 is undetermined."""

    names: tuple[str, ...]
    offsets: I64
    code: I32
    p: F64
    known: Mask
    """False: no table, any table may hold."""

    def take(self, rows: I64) -> Shares:
        counts = np.diff(self.offsets)[rows]
        offsets = np.append(0, np.cumsum(counts))
        flat = np.repeat(self.offsets[:-1][rows] - offsets[:-1], counts) + np.arange(offsets[-1])
        return Shares(
            names=self.names,
            offsets=offsets,
            code=self.code[flat],
            p=self.p[flat],
            known=self.known[rows],
        )

    def row(self, row: int) -> dict[str, float] | None:
        """The table of one row, or None where there is none."""
        if not self.known[row]:
            return None
        part = slice(int(self.offsets[row]), int(self.offsets[row + 1]))
        pairs = zip(self.code[part].tolist(), self.p[part].tolist(), strict=True)
        return {self.names[code]: p for code, p in pairs}


def shares(tables: Sequence[dict[str, float] | None]) -> Shares:
    """Columns of tables; names are sorted, in the list of names and within each table."""
    names = tuple(sorted({name for table in tables if table for name in table}))
    code = {name: at for at, name in enumerate(names)}
    counts = [len(table) if table else 0 for table in tables]
    return Shares(
        names=names,
        offsets=np.append(0, np.cumsum(np.array(counts, np.int64))).astype(np.int64),
        code=np.array([code[n] for t in tables if t for n in sorted(t)], np.int32),
        p=np.array([t[n] for t in tables if t for n in sorted(t)], np.float64),
        known=np.array([table is not None for table in tables], np.bool_),
    )


PAIR = "\x1f"
"""Between class and party in the names of a joint table; an empty party is unattributed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incidents:
    """Columns of incidents, one row a revision, sorted by (id, rev, known time, content)."""

    id: pa.Array
    rev: I32
    known: I64
    """When it could be known, microseconds."""
    retracted: Mask
    time_lo: I64
    time_hi: I64
    """Time is uniform over [lo, hi]; `BEGIN` and `END` leave a side open."""
    lasting: Mask
    """The whole of [lo, hi], not one moment of it."""
    p_real_lo: F64
    p_real_hi: F64
    x: F64
    """Degrees of longitude or metres of the plane; nan: unknown."""
    y: F64
    cxx: F64
    """Covariance in square metres, east and north; nan: the error is unknown."""
    cxy: F64
    cyy: F64
    role: npt.NDArray[np.int8]
    place: pa.Array
    """Name of a place of the geography, where no coordinates are known; else null."""
    classes: Shares
    parties: Shares
    joint: Shares
    """Joint table of class and party, in place of the two, where `known`."""

    def __len__(self) -> int:
        return len(self.rev)

    def take(self, rows: I64) -> Incidents:
        found = {field.name: getattr(self, field.name) for field in fields(self)}
        taken: dict[str, Any] = {
            name: column.take(pa.array(rows))
            if isinstance(column, pa.Array)
            else column.take(rows)
            if isinstance(column, Shares)
            else column[rows]
            for name, column in found.items()
        }
        return Incidents(**taken)

    def content(self, row: int) -> str:
        """One row's content as text, to settle ties."""
        parts = []
        for field in fields(self):
            column = getattr(self, field.name)
            if isinstance(column, Shares):
                parts.append(repr(column.row(row)))
            elif isinstance(column, pa.Array):
                parts.append(repr(column[row].as_py()))
            else:
                parts.append(repr(column[row].item()))
        return "|".join(parts)

    @classmethod
    def concat(cls, parts: Sequence[Incidents]) -> Incidents:
        """All rows of several sets, unsorted; names of tables are merged."""
        if len(parts) == 1:
            return parts[0]
        merged: dict[str, Any] = {}
        for field in fields(cls):
            columns = [getattr(part, field.name) for part in parts]
            if isinstance(columns[0], Shares):
                merged[field.name] = _join(columns)
            elif isinstance(columns[0], pa.Array):
                merged[field.name] = pa.concat_arrays(columns)
            else:
                merged[field.name] = np.concatenate(columns)
        return cls(**merged)


def _join(parts: Sequence[Shares]) -> Shares:
    names = tuple(sorted({name for part in parts for name in part.names}))
    place = {name: at for at, name in enumerate(names)}
    codes, offsets = [], [np.zeros(1, np.int64)]
    size = 0
    for part in parts:
        new = np.array([place[name] for name in part.names], np.int32)
        codes.append(new[part.code] if len(part.code) else part.code)
        offsets.append(part.offsets[1:] + size)
        size += int(part.offsets[-1])
    return Shares(
        names=names,
        offsets=np.concatenate(offsets),
        code=np.concatenate(codes),
        p=np.concatenate([part.p for part in parts]),
        known=np.concatenate([part.known for part in parts]),
    )


def ordered(rows: Incidents) -> Incidents:
    """Sort by (id, rev, known time, content); exact doubles are kept once."""
    size = len(rows)
    if size == 0:
        return rows
    keys = pa.table({"id": rows.id, "rev": rows.rev, "known": rows.known})
    order = np.asarray(
        pc.sort_indices(
            keys, sort_keys=[("id", "ascending"), ("rev", "ascending"), ("known", "ascending")]
        )
    ).astype(np.int64)
    ids = rows.id.take(pa.array(order))
    same = np.append(False, np.asarray(pc.equal(ids[1:], ids[:-1])))
    rev, known = rows.rev[order], rows.known[order]
    same[1:] &= (rev[1:] == rev[:-1]) & (known[1:] == known[:-1])
    if same.any():
        order = _settle_ties(rows, order, same)
    return rows.take(order) if len(order) < size or (np.diff(order) != 1).any() else rows


def _settle_ties(rows: Incidents, order: I64, same: Mask) -> I64:
    """Within rows of one id, rev and known time, sort by content and keep doubles once."""
    kept: list[int] = []
    group: list[int] = []

    def close() -> None:
        if len(group) == 1:
            kept.extend(group)
        else:
            by_content = {rows.content(row): row for row in group}
            kept.extend(by_content[key] for key in sorted(by_content))

    for row, tied in zip(order.tolist(), same.tolist(), strict=True):
        if not tied and group:
            close()
            group = []
        group.append(row)
    close()
    return np.array(kept, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """What every fact that is not an incident has."""

    id: str
    rev: int = 0
    known: int
    retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Fact):
    """Signed, declared, ordered, replied, told."""

    what: str
    by: str
    time: int
    re: str | None = None
    to: str | None = None
    quantity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Fact):
    """A party's notice of what it will do; nan: place not given."""

    by: str
    given: int
    time: int
    x: float = float("nan")
    y: float = float("nan")
    what: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Fact):
    """What people decided: the state of a case, or a named decision."""

    re: str | None
    state: str | None
    what: str | None
    by: str
    time: int
    valid_until: int = END
    votes: tuple[tuple[str, bool], ...] | None = None
    party: str | None = None
    """The party that the decision holds responsible, where it names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape(Fact):
    """A version of a line or map; `author` where rivals draw it differently."""

    name: str
    geometry: str | None
    """GeoJSON geometry as canonical text; None: it holds, but its shape is not known."""
    valid_lo: int = BEGIN
    valid_hi: int = END
    author: str = ""
    left: str | None = None
    """Party that holds the side to the left of the line, seen along it."""
    right: str | None = None
    side: str | None = None
    """Party whose side this map shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Fact):
    """A later text of an agreement and the time for which it governs."""

    agreement: Agreement
    valid_lo: int
    valid_hi: int = END


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch(Fact):
    """A stretch of time over which a share of an area was watched."""

    area: str
    """Name of a zone or map; or GeoJSON as canonical text."""
    start: int
    end: int
    observed: float


Kind = TypeVar("Kind", bound=Fact)


def newest(known: Iterable[Kind], as_of: int) -> tuple[Kind, ...]:
    """Of each id the greatest (rev, known time, content) known by a moment, withdrawn ones gone."""
    best: dict[str, Kind] = {}
    for fact in known:
        if fact.known > as_of:
            continue
        other = best.get(fact.id)
        if other is None or _later(fact, other):
            best[fact.id] = fact
    return tuple(best[name] for name in sorted(best) if not best[name].retracted)


def _later(one: Fact, other: Fact) -> bool:
    ranks = (one.rev, one.known), (other.rev, other.known)
    return ranks[0] > ranks[1] or (ranks[0] == ranks[1] and repr(one) > repr(other))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that is known, every revision of it."""

    plane: bool
    """Coordinates are metres on a flat plane; else degrees of longitude and latitude."""
    incidents: Incidents
    acts: tuple[Act, ...] = ()
    notices: tuple[Notice, ...] = ()
    decisions: tuple[Decision, ...] = ()
    shapes: tuple[Shape, ...] = ()
    texts: tuple[Text, ...] = ()
    watches: tuple[Watch, ...] = ()
    sure_stands_in: bool = True
    """Where no decision is known at all, sure breaches stand in for verified ones."""

    def view(self, as_of: int = END) -> View:
        """What was known by a moment."""
        rows = self.incidents
        seen = np.flatnonzero(rows.known <= as_of) if as_of < END else np.arange(len(rows))
        ids = rows.id if len(seen) == len(rows) else rows.id.take(pa.array(seen))
        last = np.append(
            np.asarray(pc.not_equal(ids[1:], ids[:-1]), dtype=np.bool_), np.ones(min(1, len(seen)))
        ).astype(np.bool_)
        newest_rows = seen[last]
        gone = rows.retracted[newest_rows]
        return View(
            plane=self.plane,
            as_of=as_of,
            incidents=rows.take(newest_rows[~gone]),
            withdrawn=rows.take(_with_content(rows, seen, newest_rows[gone])),
            acts=newest(self.acts, as_of),
            notices=newest(self.notices, as_of),
            decisions=newest(self.decisions, as_of),
            shapes=newest(self.shapes, as_of),
            texts=newest(self.texts, as_of),
            watches=newest(self.watches, as_of),
            sure_stands_in=self.sure_stands_in,
        )

    def moments(self) -> I64:
        """The moments at which something became known, sorted."""
        others = (*self.acts, *self.notices, *self.decisions, *self.shapes, *self.texts)
        known = np.array([fact.known for fact in (*others, *self.watches)], np.int64)
        return np.unique(np.concatenate([self.incidents.known, known]))

    def plus(self, more: Facts) -> Facts:
        """These facts and more; a fact given twice counts once."""
        assert self.plane == more.plane, "facts in different coordinates do not mix"
        joined: dict[str, Any] = {
            field.name: tuple(
                sorted(
                    {*getattr(self, field.name), *getattr(more, field.name)},
                    key=lambda fact: (fact.id, fact.rev, fact.known, repr(fact)),
                )
            )
            for field in fields(self)
            if isinstance(getattr(self, field.name), tuple)
        }
        both = ordered(Incidents.concat([self.incidents, more.incidents]))
        return replace(self, incidents=both, **joined)


def _with_content(rows: Incidents, seen: I64, gone: I64) -> I64:
    """For withdrawn rows the last revision before that was not withdrawn, where there is one."""
    if not len(gone):
        return gone
    place = {int(row): at for at, row in enumerate(seen.tolist())}
    found = []
    for row in gone.tolist():
        at = place[row]
        name = rows.id[row]
        while at > 0 and rows.retracted[seen[at]] and rows.id[int(seen[at - 1])] == name:
            at -= 1
        found.append(int(seen[at]) if not rows.retracted[seen[at]] else row)
    return np.array(found, np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The facts as known by a moment: one row an id."""

    plane: bool
    as_of: int
    incidents: Incidents
    withdrawn: Incidents
    """Incidents whose newest revision withdraws them, with their last content."""
    acts: tuple[Act, ...]
    notices: tuple[Notice, ...]
    decisions: tuple[Decision, ...]
    shapes: tuple[Shape, ...]
    texts: tuple[Text, ...]
    watches: tuple[Watch, ...]
    sure_stands_in: bool


Role = Literal[0, 1, 2]


def incident_columns(rows: Sequence[dict[str, Any]]) -> Incidents:
    """Columns of incidents from plain rows; a missing field means what it means in a facts file."""
    nan = float("nan")

    def column(name: str, default: Any, kind: Any) -> Any:
        return np.array([row.get(name, default) for row in rows], kind)

    return ordered(
        Incidents(
            id=pa.array([row["id"] for row in rows], pa.string()),
            rev=column("rev", 0, np.int32),
            known=column("known", 0, np.int64),
            retracted=column("retracted", False, np.bool_),
            time_lo=column("time_lo", BEGIN, np.int64),
            time_hi=column("time_hi", END, np.int64),
            lasting=column("lasting", False, np.bool_),
            p_real_lo=column("p_real_lo", 0.0, np.float64),
            p_real_hi=column("p_real_hi", 1.0, np.float64),
            x=column("x", nan, np.float64),
            y=column("y", nan, np.float64),
            cxx=column("cxx", nan, np.float64),
            cxy=column("cxy", nan, np.float64),
            cyy=column("cyy", nan, np.float64),
            role=column("role", BOTH, np.int8),
            place=pa.array([row.get("place") for row in rows], pa.string()),
            classes=shares([row.get("classes") for row in rows]),
            parties=shares([row.get("parties") for row in rows]),
            joint=shares([row.get("joint") for row in rows]),
        )
    )
