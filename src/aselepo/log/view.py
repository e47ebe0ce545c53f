"""A view (n, T): the first n entries, of these what was known by T.

For fixed n and T a view never changes. Observations are settled here: of the revisions of an id
the newest known by T holds, corrections set fields, retractions withdraw, identical rows count
once; all of it whatever the order in which the entries came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core.canonical import canonical
from aselepo.core.problem import ConfigError, Problem, SealError
from aselepo.core.tables import COVERAGE, OBSERVATIONS, TIME, conform
from aselepo.core.time import iso, parse_instant
from aselepo.log.codes import (
    DOUBLED,
    GONE,
    MISSING_FILE,
    NOT_ERASED_SO,
    PREFIX,
    ROOT_DIFFERS,
    SEALED_BYTES,
    UNKNOWN_ID,
)
from aselepo.log.entry import Entry

if TYPE_CHECKING:
    from aselepo.log.store import Log

_NOT_CONTENT = ("entry", "row")
"""Columns that say where a row stands in the log, not what it says."""


_BEARING = frozenset({"observation", "correction", "retraction"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """Size and root hash of the prefix that a view reads."""

    origin: str
    size: int
    root: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What was known by `t` of the first `n` entries."""

    n: int
    t: datetime
    checkpoint: Root
    reconstructed: bool
    """Imported entries count, whose known times are claims with grounds."""
    gone: tuple[Entry, ...]
    """Entries of the prefix whose content is erased or withheld: nothing rests on them."""
    _log: Log
    _entries: tuple[Entry, ...]
    _prefix: tuple[Entry, ...]
    _tables: dict[str, pa.Table] = field(default_factory=dict, repr=False, compare=False)
    """All rows of the prefix by kind, read once and shared with its earlier views."""

    @classmethod
    def of(cls, log: Log, n: int | None, t: datetime | None) -> View:
        """Make the view; without `t` all that the prefix holds is known.

        Raises
        ------
        ConfigError : the log has fewer than n entries
        SealError : evidence does not verify
        """
        size = log.size
        if n is not None and not 0 <= n <= size:
            raise ConfigError(PREFIX.at(str(log.folder), f"n is {n}, the log has {size} entries"))
        prefix = log.entries(size if n is None else n)
        moment = t if t is not None else _last_known(prefix)
        _check_gone(log, prefix)
        return cls(
            n=len(prefix),
            t=moment,
            checkpoint=Root(origin=log.origin, size=len(prefix), root=_root(log, len(prefix))),
            reconstructed=any(entry.imported for entry in prefix),
            _log=log,
            _prefix=prefix,
            _entries=tuple(
                entry for entry in prefix if entry.known_at <= moment and entry.gone is None
            ),
            gone=tuple(entry for entry in prefix if entry.gone is not None),
        )

    def earlier(self, t: datetime) -> View:
        """The same prefix, of it what was known by an earlier moment."""
        return replace(
            self, t=min(t, self.t), _entries=tuple(e for e in self._entries if e.known_at <= t)
        )

    def entries(self, *kinds: str) -> tuple[Entry, ...]:
        """Entries known by T, of the kinds named (all without a name), in the log's order."""
        return tuple(entry for entry in self._entries if not kinds or entry.kind in kinds)

    def coverage(self) -> pa.Table:
        """All coverage statements known by T, schema `core.tables.COVERAGE`."""
        return self._rows("coverage", COVERAGE)

    def observations(self) -> tuple[pa.Table, tuple[Problem, ...]]:
        """Observations as known by T, one row an id, sorted by id; and notes on doubled rows.

        Returns
        -------
        table of schema `core.tables.OBSERVATIONS`, and problems
        """
        rows = self._rows("observation", OBSERVATIONS)
        settled, problems = _settle(rows)
        settled, unknown = self._corrected(settled)
        gone = pc.fill_null(pc.less_equal(settled["retracted_at"], pa.scalar(self.t, TIME)), False)
        settled = settled.filter(pc.invert(gone))
        withdrawn, missing = self._withdrawn(settled)
        if withdrawn:
            is_out = pc.is_in(settled["id"], value_set=pa.array(sorted(withdrawn)))
            settled = settled.filter(pc.invert(is_out))
        return settled, (*problems, *unknown, *missing, *self._lacking())

    def first_known(self) -> pa.Table:
        """When each observation was first known, in any revision: columns `id`, `known_at`."""
        rows = self._rows("observation", OBSERVATIONS)
        found = rows.group_by("id").aggregate([("known_at", "min")])
        return found.rename_columns(["id", "known_at"]).sort_by("id")

    def _lacking(self) -> list[Problem]:
        """Entries that bore on observations, and whose content is gone."""
        return [
            GONE.at(f"entry {entry.number}", f"its rows or changes are not counted: {entry.gone}")
            for entry in self.gone
            if entry.kind in _BEARING and entry.known_at <= self.t
        ]

    def _rows(self, kind: str, schema: pa.Schema) -> pa.Table:
        if kind not in self._tables:
            self._tables[kind] = self._read(kind, schema)
        rows = self._tables[kind]
        return rows.filter(pc.less_equal(rows["known_at"], pa.scalar(self.t, TIME)))

    def _read(self, kind: str, schema: pa.Schema) -> pa.Table:
        tables = []
        for entry in self._prefix:
            if entry.kind != kind or entry.gone is not None:
                continue
            first_row = 0
            for attachment in entry.attachments:
                if attachment.rows is None:
                    continue
                chunk = conform(self._log.table(attachment), schema)
                tables.append(_placed(chunk, entry, first_row))
                first_row += len(chunk)
        if not tables:
            return schema.empty_table()
        return pa.concat_tables(tables)

    def _corrected(self, table: pa.Table) -> tuple[pa.Table, list[Problem]]:
        """Apply corrections in the order of their known time, then of their content."""
        changes: dict[str, dict[str, Any]] = {}
        for entry in sorted(self.entries("correction"), key=_by_time_and_content):
            for name, fields in entry.body["observations"].items():
                changes.setdefault(name, {}).update(fields)
        if not changes:
            return table, []
        place = {name: row for row, name in enumerate(table["id"].to_pylist())}
        problems = _unknown(changes, place)
        rows = {place[name]: fields for name, fields in changes.items() if name in place}
        for column in {column for fields in rows.values() for column in fields}:
            values = table[column].to_pylist()
            for row, fields in rows.items():
                if column in fields:
                    values[row] = _value(fields[column], table.schema.field(column).type)
            index = table.schema.get_field_index(column)
            table = table.set_column(
                index, table.schema.field(column), pa.array(values, table.schema.field(column).type)
            )
        revisions = table["rev"].to_pylist()
        for row in rows:
            revisions[row] += 1
        index = table.schema.get_field_index("rev")
        return table.set_column(index, "rev", pa.array(revisions, pa.int32())), problems

    def _withdrawn(self, table: pa.Table) -> tuple[set[str], list[Problem]]:
        names = {
            name for entry in self.entries("retraction") for name in entry.body["observations"]
        }
        return names, _unknown(names, set(table["id"].to_pylist())) if names else []


def _root(log: Log, n: int) -> str:
    """Root of the first n entries, from tiles; as signed, where a checkpoint stands at n."""
    try:
        root = log.tree(n).root()
        signed = log.sealed.checkpoint()
    except FileNotFoundError as missing:
        raise SealError(MISSING_FILE.at(str(missing.filename), "a tile is gone")) from missing
    except ValueError as bad:
        raise SealError(SEALED_BYTES.at(str(log.folder), str(bad))) from bad
    if signed.size == n and signed.root != root:
        raise SealError(ROOT_DIFFERS.at("checkpoint", f"the tree of {n} entries has another root"))
    return root.hex()


def _check_gone(log: Log, prefix: tuple[Entry, ...]) -> None:
    """Content that is erased is so by an entry that says it.

    Raises
    ------
    SealError : content is gone and no entry says so
    """
    gone = [entry for entry in prefix if entry.gone is not None and entry.gone != "withheld"]
    if not gone:
        return
    said = {f"erased by entry {each.number}": each.body["entry"] for each in log.of_kind("erasure")}
    for entry in gone:
        if said.get(str(entry.gone)) != entry.number:
            raise SealError(NOT_ERASED_SO.at(f"entry {entry.number}", f"it is {entry.gone}"))


def _last_known(prefix: tuple[Entry, ...]) -> datetime:
    """The greatest known time in the prefix, rows of deliveries included; never the clock."""
    moments = [entry.known_at for entry in prefix]
    for entry in prefix:
        moments += [parse_instant(each.known_to) for each in entry.attachments if each.known_to]
    return max(moments, default=datetime.fromisoformat("1970-01-01T00:00:00+00:00"))


def _placed(chunk: pa.Table, entry: Entry, first_row: int) -> pa.Table:
    """Fill in where rows stand, and when they were known where they do not say so themselves."""
    size = len(chunk)
    known = pc.fill_null(chunk["known_at"], pa.scalar(entry.known_at, TIME))
    earliest = pa.scalar(entry.known_at, TIME)
    known = pc.if_else(pc.less(known, earliest), earliest, known)
    chunk = chunk.set_column(chunk.schema.get_field_index("known_at"), "known_at", known)
    number = pa.array(np.full(size, entry.number, dtype=np.int64))
    chunk = chunk.set_column(chunk.schema.get_field_index("entry"), "entry", number)
    if "row" in chunk.column_names:
        own = pa.array(np.arange(first_row + 1, first_row + size + 1, dtype=np.int64))
        chunk = chunk.set_column(
            chunk.schema.get_field_index("row"), "row", pc.coalesce(chunk["row"], own)
        )
    return chunk


def _settle(rows: pa.Table) -> tuple[pa.Table, tuple[Problem, ...]]:
    """Of each id the row with the greatest (rev, known_at, content)."""
    if not len(rows):
        return rows, ()
    rows = rows.take(
        pc.sort_indices(
            rows, sort_keys=[("id", "ascending"), ("rev", "ascending"), ("known_at", "ascending")]
        )
    ).combine_chunks()
    ids = rows["id"]
    same_id = np.asarray(pc.equal(ids[1:], ids[:-1]))
    last = np.append(~same_id, True)
    same_rank = same_id & np.asarray(
        pc.and_(
            pc.equal(rows["rev"][1:], rows["rev"][:-1]),
            pc.equal(rows["known_at"][1:], rows["known_at"][:-1]),
        )
    )
    keep = np.flatnonzero(last)
    doubled = 0
    for place in np.flatnonzero(last & np.append(False, same_rank)):
        # Only rows that share id, revision and known time are compared by content.
        first = place
        while first > 0 and same_rank[first - 1]:
            first -= 1
        contents = [
            (canonical(_plain(row)), first + offset)
            for offset, row in enumerate(rows.slice(first, place - first + 1).to_pylist())
        ]
        doubled += len(contents) - len({content for content, _ in contents})
        keep[np.searchsorted(keep, place)] = max(contents)[1]
    problems = (
        (DOUBLED.at("", f"{doubled} rows are exact repeats and count once"),) if doubled else ()
    )
    return rows.take(pa.array(keep)), problems


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's content as JSON: without its place in the log."""
    content: dict[str, Any] = {}
    for name, value in row.items():
        if name in _NOT_CONTENT or value is None:
            continue
        if isinstance(value, datetime):
            content[name] = iso(value)
        elif isinstance(value, bytes):
            content[name] = value.hex()
        elif isinstance(value, list):
            content[name] = [list(item) if isinstance(item, tuple) else item for item in value]
        else:
            content[name] = value
    return content


def _value(value: Any, kind: pa.DataType) -> Any:
    """A corrected value from JSON as the column's type."""
    if value is not None and pa.types.is_timestamp(kind):
        return datetime.fromisoformat(value)
    if value is not None and pa.types.is_map(kind):
        return sorted(value.items())
    return value


def _unknown(names: Iterable[str], known: Any) -> list[Problem]:
    return [
        UNKNOWN_ID.at(name, "no such observation is known in this view")
        for name in sorted(names)
        if name not in known
    ]


def _by_time_and_content(entry: Entry) -> tuple[datetime, str]:
    return entry.known_at, canonical(entry.body)
