"""The server store: PostgreSQL, one schema a log.

One writer at a time by an advisory lock of the database; readers see one snapshot and never wait.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

from aselepo.core.problem import ConfigError
from aselepo.log.codes import BAD_INDEX, EXISTS, LOST_REPLY, NO_EXTRA, READ_ONLY
from aselepo.log.contract import Indexed, Row, Tail

_COPY_FROM = 16
"""Rows from which on COPY is used."""
_LOCK = 0x61736C70  # "aslp"
_SCHEMA_NAME = re.compile(r"[a-z_][a-z0-9_]{0,50}")


def _driver() -> Any:
    try:
        import psycopg
    except ImportError as missing:
        raise ConfigError(NO_EXTRA.at("psycopg", "the server store needs it")) from missing
    return psycopg


class PostgresStore:
    """Tail and index in a schema of a PostgreSQL database."""

    def __init__(self, dsn: str, schema: str) -> None:
        if not _SCHEMA_NAME.fullmatch(schema):
            raise ConfigError(BAD_INDEX.at("schema", f"{schema!r} is not a name of a schema"))
        self._dsn, self._schema = dsn, schema
        self._local = threading.local()

    @classmethod
    def create(cls, dsn: str, schema: str, about: dict[str, str]) -> PostgresStore:
        """Make the schema and its tables.

        Raises
        ------
        ConfigError : it is there already, or the server refuses
        """
        driver = _driver()
        store = cls(dsn, schema)
        folder = resources.files("aselepo.log").joinpath("migrations")
        steps = sorted(
            (step for step in folder.iterdir() if step.name.endswith(".sql")),
            key=lambda step: step.name,
        )
        try:
            with driver.connect(dsn) as database:
                database.execute(f"CREATE SCHEMA {schema}")
                database.execute(f"SET LOCAL search_path TO {schema}")
                for step in steps:
                    database.execute(step.read_text(encoding="utf-8"))
                rows = sorted({**about, "migrations": str(len(steps))}.items())
                for row in rows:
                    database.execute("INSERT INTO about VALUES (%s, %s)", row)
        except driver.errors.DuplicateSchema as there:
            raise ConfigError(EXISTS.at(f"schema {schema}", "there is a log in it")) from there
        except driver.Error as refused:
            raise ConfigError(BAD_INDEX.at(f"schema {schema}", _told(refused))) from refused
        return store

    @contextmanager
    def reading(self) -> Iterator[_Session]:
        driver = _driver()
        database = self._begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            yield _Session(database)
        except driver.Error as refused:
            self.close()
            raise ConfigError(BAD_INDEX.at(f"schema {self._schema}", _told(refused))) from refused
        finally:
            self._roll_back()

    @contextmanager
    def writing(self) -> Iterator[_Session]:
        driver = _driver()
        where = f"schema {self._schema}"
        database = self._begin("BEGIN")
        committing = False
        try:
            database.execute(
                "SELECT pg_advisory_xact_lock(%s, hashtext(%s))", (_LOCK, self._schema)
            )
            yield _Session(database)
            committing = True
            database.execute("COMMIT")
        except driver.Error as refused:
            gone = database.broken
            self.close()
            if committing and gone:
                raise ConfigError(LOST_REPLY.at(where, _told(refused))) from refused
            raise ConfigError(READ_ONLY.at(where, _told(refused))) from refused
        finally:
            self._roll_back()

    def scrub(self) -> None:
        with _driver().connect(self._dsn, autocommit=True) as database:
            database.execute(f"VACUUM FULL {self._schema}.tail")

    def close(self) -> None:
        database = getattr(self._local, "database", None)
        if database is not None and self._local.process == os.getpid():
            database.close()
        self._local.database = None

    def _begin(self, statement: str) -> Any:
        """A transaction on this thread's connection; a server that came back is asked again."""
        driver = _driver()
        for last in (False, True):
            try:
                database = self._connection()
                database.execute(statement)
            except driver.Error as refused:
                self.close()
                if last:
                    raise ConfigError(
                        BAD_INDEX.at(f"schema {self._schema}", _told(refused))
                    ) from refused
            else:
                return database
        raise AssertionError("unreachable")

    def _roll_back(self) -> None:
        database = getattr(self._local, "database", None)
        if database is None or database.closed:
            return
        if database.info.transaction_status:  # anything but idle
            try:
                database.execute("ROLLBACK")
            except _driver().Error:
                self.close()

    def _connection(self) -> Any:
        """This thread's connection; a child process makes its own."""
        database = getattr(self._local, "database", None)
        if database is None or self._local.process != os.getpid():
            database = _driver().connect(self._dsn, autocommit=True, connect_timeout=10)
            database.execute(f"SET search_path TO {self._schema}")
            database.execute("SET synchronous_commit TO on")
            self._local.database, self._local.process = database, os.getpid()
        return database


class _Session:
    """Reading and writing within one transaction."""

    def __init__(self, database: Any) -> None:
        self._database = database

    def _all(self, query: str, *values: Any) -> list[Any]:
        rows: list[Any] = self._database.execute(query, values, binary=True).fetchall()
        return rows

    def size(self) -> int:
        return int(self._all("SELECT coalesce(max(number), 0) FROM entry")[0][0])

    def about(self) -> dict[str, str]:
        return dict(self._all("SELECT key, value FROM about"))

    def delivery(self, key: str) -> tuple[int, int] | None:
        ((first, last),) = self._all(
            "SELECT min(number), max(number) FROM entry WHERE delivery = %s", key
        )
        return None if first is None else (first, last)

    def leaves(self, first: int, last: int) -> list[bytes]:
        query = "SELECT leaf FROM entry WHERE number BETWEEN %s AND %s ORDER BY number"
        return [leaf for (leaf,) in self._all(query, first, last)]

    def tail(self, first: int, last: int) -> list[Tail]:
        query = (
            "SELECT number, header, content FROM tail WHERE number BETWEEN %s AND %s"
            " ORDER BY number"
        )
        return [Tail(*row) for row in self._all(query, first, last)]

    def of_kind(self, kinds: tuple[str, ...]) -> list[int]:
        query = "SELECT number FROM entry WHERE kind = ANY(%s) ORDER BY number"
        return [number for (number,) in self._all(query, list(kinds))]

    def index(self, first: int, last: int) -> list[Indexed]:
        query = (
            "SELECT number, kind, recorded_at, delivery, leaf FROM entry"
            " WHERE number BETWEEN %s AND %s ORDER BY number"
        )
        return [Indexed(*row) for row in self._all(query, first, last)]

    def insert(self, rows: Iterable[Row]) -> None:
        listed = list(rows)
        self.insert_index(
            Indexed(row.number, row.kind, row.recorded_at, row.delivery, row.leaf) for row in listed
        )
        self._put("tail", [(row.number, row.header, row.content) for row in listed])

    def insert_index(self, rows: Iterable[Indexed]) -> None:
        self._put("entry", list(rows))

    def release(self, last: int) -> None:
        self._database.execute("DELETE FROM tail WHERE number <= %s", (last,))

    def replace(self, number: int, content: bytes) -> None:
        self._database.execute("UPDATE tail SET content = %s WHERE number = %s", (content, number))

    def _put(self, table: str, rows: list[Any]) -> None:
        if not rows:
            return
        with self._database.cursor() as cursor:
            if len(rows) < _COPY_FROM:
                marks = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608
                return
            with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)


def _told(refused: Exception) -> str:
    """A database's refusal on one line, without the connection string."""
    return " ".join(str(refused).split()) or type(refused).__name__
