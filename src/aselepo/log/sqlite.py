"""The embedded store: SQLite of the standard library."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from aselepo.core.problem import ConfigError
from aselepo.log.codes import BAD_INDEX, READ_ONLY
from aselepo.log.contract import Indexed, Row, Tail

_SCHEMA = """
CREATE TABLE entry (
    number INTEGER PRIMARY KEY, kind TEXT NOT NULL, recorded_at TEXT NOT NULL,
    delivery TEXT NOT NULL, leaf BLOB NOT NULL
) STRICT;
CREATE INDEX entry_kind ON entry (kind, number);
CREATE INDEX entry_delivery ON entry (delivery, number);
CREATE TABLE tail (number INTEGER PRIMARY KEY, header BLOB NOT NULL, content BLOB NOT NULL) STRICT;
CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TRIGGER entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END;
CREATE TRIGGER entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append only'); END;
"""
_WAIT_S = 60


class SqliteStore:
    """Tail and index in one file, write-ahead logged; commits wait for the disk."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()

    @classmethod
    def create(cls, path: Path, about: dict[str, str]) -> SqliteStore:
        """Make the database.

        Raises
        ------
        OSError, sqlite3.Error : it cannot be written
        """
        with sqlite3.connect(path) as made:
            made.execute("PRAGMA journal_mode = WAL")
            made.executescript(_SCHEMA)
            made.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        made.close()
        return cls(path)

    @contextmanager
    def reading(self) -> Iterator[_Session]:
        try:
            database = self._connection()
            database.execute("BEGIN")
            try:
                yield _Session(database)
            finally:
                database.execute("ROLLBACK")
        except sqlite3.DatabaseError as refused:
            self.close()
            raise ConfigError(BAD_INDEX.at(str(self._path), str(refused))) from refused

    @contextmanager
    def writing(self) -> Iterator[_Session]:
        try:
            database = self._connection()
            database.execute("BEGIN IMMEDIATE")
            try:
                yield _Session(database)
                database.execute("COMMIT")
            finally:
                if database.in_transaction:
                    database.execute("ROLLBACK")
        except sqlite3.OperationalError as refused:
            self.close()
            raise ConfigError(READ_ONLY.at(str(self._path), str(refused))) from refused
        except sqlite3.DatabaseError as refused:
            self.close()
            raise ConfigError(BAD_INDEX.at(str(self._path), str(refused))) from refused

    def scrub(self) -> None:
        # Deleted content is overwritten in the pages (secure_delete), and the write-ahead log,
        # which may still hold it, is written back and cut to nothing.
        self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        database = getattr(self._local, "database", None)
        if database is not None and self._local.process == os.getpid():
            database.close()
        self._local.database = None

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection; a child process makes its own."""
        database = getattr(self._local, "database", None)
        if database is None or self._local.process != os.getpid():
            database = sqlite3.connect(
                self._address(), isolation_level=None, timeout=_WAIT_S, uri=True
            )
            database.execute("PRAGMA synchronous = FULL")
            database.execute("PRAGMA secure_delete = ON")
            self._local.database, self._local.process = database, os.getpid()
        return database

    def _address(self) -> str:
        """The file's address; read only where the folder is, for there are no locks to write."""
        address = self._path.resolve().as_uri()
        if os.access(self._path.parent, os.W_OK):
            return address
        ahead = self._path.with_name(f"{self._path.name}-wal")
        waiting = ahead.exists() and ahead.stat().st_size > 0
        return f"{address}?mode=ro" if waiting else f"{address}?mode=ro&immutable=1"


class _Session:
    """Reading and writing within one transaction."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def size(self) -> int:
        (size,) = self._database.execute("SELECT COALESCE(MAX(number), 0) FROM entry").fetchone()
        return int(size)

    def about(self) -> dict[str, str]:
        return dict(self._database.execute("SELECT key, value FROM about"))

    def delivery(self, key: str) -> tuple[int, int] | None:
        first, last = self._database.execute(
            "SELECT MIN(number), MAX(number) FROM entry WHERE delivery = ?", (key,)
        ).fetchone()
        return None if first is None else (first, last)

    def leaves(self, first: int, last: int) -> list[bytes]:
        rows = self._database.execute(
            "SELECT leaf FROM entry WHERE number BETWEEN ? AND ? ORDER BY number", (first, last)
        )
        return [leaf for (leaf,) in rows]

    def tail(self, first: int, last: int) -> list[Tail]:
        rows = self._database.execute(
            "SELECT number, header, content FROM tail WHERE number BETWEEN ? AND ? ORDER BY number",
            (first, last),
        )
        return [Tail(*row) for row in rows]

    def of_kind(self, kinds: tuple[str, ...]) -> list[int]:
        marks = ", ".join("?" * len(kinds))
        rows = self._database.execute(
            f"SELECT number FROM entry WHERE kind IN ({marks}) ORDER BY number",  # noqa: S608
            kinds,
        )
        return [number for (number,) in rows]

    def index(self, first: int, last: int) -> list[Indexed]:
        rows = self._database.execute(
            "SELECT number, kind, recorded_at, delivery, leaf FROM entry"
            " WHERE number BETWEEN ? AND ? ORDER BY number",
            (first, last),
        )
        return [Indexed(*row) for row in rows]

    def insert(self, rows: Iterable[Row]) -> None:
        listed = list(rows)
        self._database.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            [(row.number, row.kind, row.recorded_at, row.delivery, row.leaf) for row in listed],
        )
        self._database.executemany(
            "INSERT INTO tail VALUES (?, ?, ?)",
            [(row.number, row.header, row.content) for row in listed],
        )

    def insert_index(self, rows: Iterable[Indexed]) -> None:
        self._database.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", rows)

    def release(self, last: int) -> None:
        self._database.execute("DELETE FROM tail WHERE number <= ?", (last,))

    def replace(self, number: int, content: bytes) -> None:
        self._database.execute("UPDATE tail SET content = ? WHERE number = ?", (content, number))
