"""The embedded store: SQLite for the durable tail and the index, files for the evidence.

One delivery is one transaction: all of its entries or none. A delivery is known by the digest of
its content, so feeding it twice appends nothing.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from aselepo.core.canonical import canonical, digest, sha256
from aselepo.core.problem import ConfigError
from aselepo.core.records import Draft
from aselepo.core.tables import COVERAGE, OBSERVATIONS, conform
from aselepo.core.time import iso, parse_instant
from aselepo.log import files
from aselepo.log.codes import EXISTS, FUTURE_EDITION, NO_LOG, READ_ONLY
from aselepo.log.entry import EDITION, Attachment, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aselepo.log.view import View

DATABASE = "log.sqlite"
FILES = "attachments"
_SCHEMA = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, recorded_at TEXT NOT NULL, known_at TEXT NOT NULL, grounds TEXT,
    kind TEXT NOT NULL, author TEXT NOT NULL, sensitivity TEXT NOT NULL, edition INTEGER NOT NULL,
    body TEXT NOT NULL, attachments TEXT NOT NULL, salt BLOB NOT NULL, leaf BLOB NOT NULL
) STRICT;
CREATE INDEX entry_kind ON entry (kind, number);
CREATE TABLE delivery (key TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL) STRICT;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an append did: the numbers of its entries, and whether they were there already."""

    first: int
    last: int
    repeated: bool

    @property
    def entries(self) -> int:
        return self.last - self.first + 1


class Log:
    """A mission's log in a folder. Use `create` or `open`."""

    def __init__(self, folder: Path, origin: str) -> None:
        self.folder = folder
        self.origin = origin

    @classmethod
    def create(cls, folder: Path, *, origin: str) -> Log:
        """Make an empty log.

        Raises
        ------
        ConfigError : a log is there already, or the folder cannot be written
        """
        if (folder / DATABASE).exists():
            raise ConfigError(EXISTS.at(str(folder), "there is a log here already"))
        try:
            (folder / FILES).mkdir(parents=True, exist_ok=True)
            with sqlite3.connect(folder / DATABASE) as made:
                made.execute("PRAGMA journal_mode = WAL")
                made.executescript(_SCHEMA)
                made.executemany(
                    "INSERT INTO about VALUES (?, ?)",
                    [("edition", str(EDITION)), ("origin", origin)],
                )
            made.close()
        except (OSError, sqlite3.OperationalError) as refused:
            raise ConfigError(READ_ONLY.at(str(folder), str(refused))) from refused
        return cls(folder, origin)

    @classmethod
    def open(cls, folder: Path) -> Log:
        """Open a log.

        Raises
        ------
        ConfigError : there is none, or it is of a newer edition
        """
        if not (folder / DATABASE).is_file():
            raise ConfigError(NO_LOG.at(str(folder), "there is no log here"))
        log = cls(folder, "")
        with log._reading() as database:
            about = dict(database.execute("SELECT key, value FROM about"))
        if int(about["edition"]) > EDITION:
            raise ConfigError(FUTURE_EDITION.at(str(folder), f"edition {about['edition']}"))
        log.origin = about["origin"]
        return log

    @property
    def size(self) -> int:
        """Number of entries."""
        with self._reading() as database:
            (size,) = database.execute("SELECT COALESCE(MAX(number), 0) FROM entry").fetchone()
        return int(size)

    def append(
        self, drafts: Sequence[Draft], *, at: datetime, delivery: str | None = None
    ) -> Receipt:
        """Append one delivery: all of its entries or none; the same delivery twice appends once.

        Parameters
        ----------
        drafts : the entries, in their order; at least one
        at : record time, from the door's clock
        delivery : key of the delivery; by default the digest of its content

        Raises
        ------
        ConfigError : the disk is full or cannot be written; nothing was appended
        """
        assert drafts, "a delivery has at least one entry"
        key = delivery or _key(drafts)
        with self._writing() as database:
            known = database.execute(
                "SELECT first, last FROM delivery WHERE key = ?", (key,)
            ).fetchone()
            if known:
                return Receipt(first=known[0], last=known[1], repeated=True)
            (size,) = database.execute("SELECT COALESCE(MAX(number), 0) FROM entry").fetchone()
            entries = [
                self._entry(draft, number, at) for number, draft in enumerate(drafts, size + 1)
            ]
            database.executemany(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [_row(entry) for entry in entries],
            )
            database.execute(
                "INSERT INTO delivery VALUES (?, ?, ?)", (key, size + 1, size + len(drafts))
            )
        return Receipt(first=size + 1, last=size + len(drafts), repeated=False)

    def entries(self, n: int) -> tuple[Entry, ...]:
        """The first n entries."""
        with self._reading() as database:
            rows = database.execute(
                "SELECT number, recorded_at, known_at, grounds, kind, author, sensitivity, edition,"
                " body, attachments, salt FROM entry WHERE number <= ? ORDER BY number",
                (n,),
            ).fetchall()
        return tuple(_read(row) for row in rows)

    def leaves(self, n: int) -> list[bytes]:
        """Leaf hashes of the first n entries, as stored."""
        with self._reading() as database:
            return [
                leaf
                for (leaf,) in database.execute(
                    "SELECT leaf FROM entry WHERE number <= ? ORDER BY number", (n,)
                )
            ]

    def table(self, attachment: Attachment) -> pa.Table:
        """A columnar attachment, checked against its hash."""
        return files.read_table(self.folder / FILES, attachment)

    def file(self, attachment: Attachment) -> bytes:
        """Any attachment's bytes, checked against its hash."""
        return files.read(self.folder / FILES, attachment)

    def view(self, n: int | None = None, t: datetime | None = None) -> View:
        """The first n entries (default: all), of these what was known by t (default: all)."""
        from aselepo.log.view import View

        return View.of(self, n, t)

    def _entry(self, draft: Draft, number: int, at: datetime) -> Entry:
        kept: list[Attachment] = []
        if draft.table is not None:
            schema = COVERAGE if draft.kind == "coverage" else OBSERVATIONS
            chunks = files.table_chunks(conform(draft.table, schema))
            for place, (data, rows) in enumerate(chunks):
                kept.append(files.keep(self.folder / FILES, f"rows-{place}.parquet", data, rows))
        for name, data in sorted(draft.files.items()):
            kept.append(files.keep(self.folder / FILES, name, data, None))
        return Entry(
            number=number,
            recorded_at=at,
            known_at=draft.known_at or at,
            grounds=draft.grounds,
            kind=draft.kind,
            author=draft.author,
            sensitivity=draft.sensitivity,
            edition=EDITION,
            body=json.loads(canonical(draft.body)),
            attachments=tuple(kept),
            salt=secrets.token_bytes(16),
        )

    def _connect(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.folder / DATABASE, isolation_level=None, timeout=30)
        database.execute("PRAGMA synchronous = FULL")
        return database

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        database = self._connect()
        try:
            yield database
        finally:
            database.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        database = self._connect()
        try:
            database.execute("BEGIN IMMEDIATE")
            yield database
            database.execute("COMMIT")
        except (OSError, sqlite3.OperationalError) as refused:
            raise ConfigError(READ_ONLY.at(str(self.folder), str(refused))) from refused
        finally:
            database.close()


def _key(drafts: Sequence[Draft]) -> str:
    """Digest of a delivery's content; rows keep their order, which is the source's."""
    return digest(
        [
            {
                "kind": draft.kind,
                "body": draft.body,
                "known_at": iso(draft.known_at) if draft.known_at else None,
                "grounds": draft.grounds,
                "author": draft.author,
                "sensitivity": draft.sensitivity,
                "table": None if draft.table is None else _table_digest(draft.table),
                "files": {name: sha256(data) for name, data in draft.files.items()},
            }
            for draft in drafts
        ]
    )


def _table_digest(table: pa.Table) -> str:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table.combine_chunks())
    return sha256(sink.getvalue().to_pybytes())


def _row(entry: Entry) -> tuple[Any, ...]:
    return (
        entry.number,
        iso(entry.recorded_at),
        iso(entry.known_at),
        entry.grounds,
        entry.kind,
        entry.author,
        entry.sensitivity,
        entry.edition,
        canonical(entry.body),
        canonical([attachment.as_json() for attachment in entry.attachments]),
        entry.salt,
        entry.leaf(),
    )


def _read(row: tuple[Any, ...]) -> Entry:
    return Entry(
        number=row[0],
        recorded_at=parse_instant(row[1]),
        known_at=parse_instant(row[2]),
        grounds=row[3],
        kind=row[4],
        author=row[5],
        sensitivity=row[6],
        edition=row[7],
        body=json.loads(row[8]),
        attachments=tuple(Attachment(**each) for each in json.loads(row[9])),
        salt=row[10],
    )
