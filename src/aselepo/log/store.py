"""The log of a mission: appended to in whole deliveries, read as views.

A delivery is one transaction of the store: all of its entries or none. It is known by a keyed
digest of its content, so feeding it twice appends nothing. When it is committed, its entries are
sealed: tiles, bundles and a signed checkpoint are written (`sealed`).
"""

from __future__ import annotations

import hmac
import json
import re
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core.canonical import canonical, digest, sha256
from aselepo.core.problem import ConfigError, InputError, Problem, SealError
from aselepo.core.records import Draft
from aselepo.core.tables import COVERAGE, OBSERVATIONS, conform
from aselepo.core.time import iso
from aselepo.log import durable, files
from aselepo.log.codes import (
    EXISTS,
    KEY_DIFFERS,
    NO_LOG,
    OTHER_EDITION,
    OTHER_LOG,
    READ_ONLY,
    SEALED_BYTES,
    TAIL_LOST,
    TOO_LARGE,
    UNPUBLISHED,
)
from aselepo.log.contract import Row, Store, Tail
from aselepo.log.entry import EDITION, Attachment, Entry, read_entry
from aselepo.log.sealed import CHECKPOINT, FILES, PRIVATE, PUBLIC_KEY, Sealed
from aselepo.log.sqlite import SqliteStore
from aselepo.seal import (
    ED25519,
    SignerKey,
    TileTree,
    VerifierKey,
    leaf_hash,
    make_checkpoint,
    root_hash,
)
from aselepo.seal.tiles import LARGEST_ENTRY, WIDTH

if TYPE_CHECKING:
    from aselepo.log.view import View

DATABASE = "log.sqlite"
SCHEMA = "aselepo"
"""Schema of the log in a PostgreSQL database, unless named otherwise."""
LARGEST_CONTENT = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What an append did: the numbers of its entries, and whether they were there already."""

    first: int
    last: int
    repeated: bool
    problem: Problem | None = None
    """Stored safely, but something else did not work: the checkpoint could not be written."""

    @property
    def entries(self) -> int:
        return self.last - self.first + 1


class Log:
    """A mission's log in a folder. Use `create` or `open`."""

    def __init__(self, folder: Path, origin: str, store: Store) -> None:
        self.folder = folder
        self.origin = origin
        self.store = store
        self.sealed = Sealed(folder)

    @classmethod
    def create(
        cls, folder: Path, *, origin: str, dsn: str | None = None, schema: str = SCHEMA
    ) -> Log:
        """Make an empty log with a key of its own.

        Parameters
        ----------
        origin : name of the log in its checkpoints; blanks and plus signs become hyphens
        dsn, schema : PostgreSQL database for tail and index; without it SQLite in the folder

        Raises
        ------
        ConfigError : a log is there already, or the folder cannot be written
        """
        if (folder / DATABASE).exists() or (folder / CHECKPOINT).exists():
            raise ConfigError(EXISTS.at(str(folder), "there is a log here already"))
        named = re.sub(r"[\s+]+", "-", origin).strip("-") or "log"
        key = SignerKey(name=named, kind=ED25519, private=secrets.token_bytes(32))
        try:
            (folder / FILES).mkdir(parents=True, exist_ok=True)
            (folder / PRIVATE).mkdir(mode=0o700, exist_ok=True)
            durable.write(folder / PRIVATE / "log.key", key.private, mode=0o600)
            durable.write(folder / PRIVATE / "delivery.key", secrets.token_bytes(32), mode=0o600)
            durable.write(folder / PUBLIC_KEY, f"{key.verifier()}\n".encode())
            store = make_store(folder, about_of(key.verifier()), dsn, schema)
            empty = make_checkpoint(named, 0, root_hash([]), key)
            durable.write(folder / CHECKPOINT, bytes(empty))
        except (OSError, sqlite3.Error) as refused:
            raise ConfigError(READ_ONLY.at(str(folder), str(refused))) from refused
        return cls(folder, named, store)

    @classmethod
    def open(cls, folder: Path, *, dsn: str | None = None, schema: str = SCHEMA) -> Log:
        """Open a log.

        Parameters
        ----------
        dsn, schema : PostgreSQL database for tail and index; without it SQLite in the folder

        Raises
        ------
        ConfigError : there is none, it is of another edition, or the database is another's
        SealError : the log's public key is gone
        """
        store: Store
        if dsn is not None:
            from aselepo.log.postgres import PostgresStore

            store = PostgresStore(dsn, schema)
        else:
            if not (folder / DATABASE).is_file():
                raise ConfigError(NO_LOG.at(str(folder), "there is no log here"))
            store = SqliteStore(folder / DATABASE)
        with store.reading() as session:
            about = session.about()
        if about.get("edition") != str(EDITION):
            raise ConfigError(OTHER_EDITION.at(str(folder), f"edition {about.get('edition')}"))
        log = cls(folder, about["origin"], store)
        if about["key"] != str(log.sealed.public_key()):
            raise ConfigError(OTHER_LOG.at(str(folder), f"the database is of {about['key']}"))
        return log

    @property
    def size(self) -> int:
        """Number of entries."""
        with self.store.reading() as store:
            return store.size()

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
        InputError : an entry is too large; nothing was appended
        """
        assert drafts, "a delivery has at least one entry"
        try:
            mark = self._mark(delivery or _key(drafts))
            with self.store.writing() as store:
                known = store.delivery(mark)
                if known:
                    return Receipt(first=known[0], last=known[1], repeated=True)
                size = store.size()
                entries = [
                    self._entry(draft, number, at, mark)
                    for number, draft in enumerate(drafts, size + 1)
                ]
                store.insert([_row(entry) for entry in entries])
        except OSError as refused:
            raise ConfigError(READ_ONLY.at(str(self.folder), str(refused))) from refused
        first, last = size + 1, size + len(drafts)
        return Receipt(first=first, last=last, repeated=False, problem=self._published())

    def publish(self) -> None:
        """Seal what is stored: bundles, tiles, checkpoint. Does nothing where all of it is.

        Raises
        ------
        OSError, ConfigError : a file cannot be written; what is stored stays
        SealError : the evidence does not continue what was signed; nothing is signed
        """
        with self.store.writing() as store:
            size, last = store.size(), self.sealed.checkpoint()
            if size == last.size:
                return
            if size < last.size:
                raise SealError(
                    TAIL_LOST.at(str(self.folder), f"{size} entries, {last.size} are sealed")
                )
            start = last.size // WIDTH * WIDTH
            tail = store.tail(start + 1, size)
            leaves = store.leaves(start + 1, size)
            self.sealed.publish(tail, leaves, size, self._log_key())
            if size // WIDTH * WIDTH > start:
                store.release(size // WIDTH * WIDTH)

    def _published(self) -> Problem | None:
        """Publish after a commit; what fails now is told, for the entries are safe."""
        try:
            self.publish()
        except OSError as refused:
            return UNPUBLISHED.at(str(self.folder), str(refused))
        except (ConfigError, SealError) as refused:
            return UNPUBLISHED.at(str(self.folder), refused.problems[0].what)
        return None

    def entries(self, n: int) -> tuple[Entry, ...]:
        """The first n entries.

        Raises
        ------
        SealError : an entry is not the one in the tree
        """
        return tuple(self.stream(1, n))

    def stream(self, first: int, last: int) -> Iterator[Entry]:
        """Entries first to last, a bundle at a time.

        Raises
        ------
        SealError : an entry is not the one in the tree
        """
        # The tail is read first: it is let go of only after its bundles are on disk.
        with self.store.reading() as store:
            tail = store.tail(first, last)
            leaves = store.leaves(tail[0].number, last) if tail else []
        sealed_to = tail[0].number - 1 if tail else last
        if first <= sealed_to:
            for index in range((first - 1) // WIDTH, -(-sealed_to // WIDTH)):
                for entry in self.sealed.bundle(index):
                    if first <= entry.number <= sealed_to:
                        yield entry
        for row, leaf in zip(tail, leaves, strict=True):
            yield _from_tail(row, leaf, str(self.folder))

    def leaves(self, n: int) -> list[bytes]:
        """Leaf hashes of the first n entries, as indexed."""
        with self.store.reading() as store:
            return store.leaves(1, n)

    def tree(self, n: int) -> TileTree:
        """Hashes of the tree of the first n entries, whether they are sealed already or not.

        Raises
        ------
        SealError : the newest checkpoint does not verify
        """
        stored = self.sealed.checkpoint().size
        edge: list[bytes] = []
        if n > stored:
            with self.store.reading() as store:
                edge = store.leaves(stored // WIDTH * WIDTH + 1, n)
        return TileTree(self.sealed.read, n, stored=stored, edge=edge)

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

    def close(self) -> None:
        """Let go of the database."""
        self.store.close()

    def _entry(self, draft: Draft, number: int, at: datetime, delivery: str) -> Entry:
        kept: list[Attachment] = []
        if draft.table is not None:
            schema = COVERAGE if draft.kind == "coverage" else OBSERVATIONS
            table = conform(draft.table, schema)
            start = 0
            for place, (data, rows) in enumerate(files.table_chunks(table)):
                latest = pc.max(table["known_at"].slice(start, rows)).as_py()
                kept.append(
                    files.keep(
                        self.folder / FILES,
                        f"rows-{place}.parquet",
                        data,
                        rows,
                        None if latest is None else iso(latest),
                    )
                )
                start += rows
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
            delivery=delivery,
        )

    def _mark(self, key: str) -> str:
        """Keyed digest of a delivery: nobody without the key can guess a content from it."""
        secret = (self.folder / PRIVATE / "delivery.key").read_bytes()
        return hmac.digest(secret, key.encode(), "sha256").hex()[:32]

    def _log_key(self) -> SignerKey:
        private = (self.folder / PRIVATE / "log.key").read_bytes()
        if len(private) != 32:
            raise SealError(KEY_DIFFERS.at(f"{PRIVATE}/log.key", "it does not have 32 bytes"))
        key = SignerKey(name=self.origin, kind=ED25519, private=private)
        if key.verifier() != self.sealed.public_key():
            raise SealError(KEY_DIFFERS.at(f"{PRIVATE}/log.key", f"{PUBLIC_KEY} is of another key"))
        return key


def about_of(key: VerifierKey) -> dict[str, str]:
    """What a store notes of the log that it belongs to."""
    return {"edition": str(EDITION), "key": str(key), "origin": key.name}


def make_store(folder: Path, about: dict[str, str], dsn: str | None, schema: str) -> Store:
    """An empty store: in a PostgreSQL database where there is a dsn, else in the folder.

    Raises
    ------
    ConfigError, OSError, sqlite3.Error : it is there already, or cannot be written
    """
    if dsn is None:
        return SqliteStore.create(folder / DATABASE, about)
    from aselepo.log.postgres import PostgresStore

    return PostgresStore.create(dsn, schema, about)


def _from_tail(row: Tail, leaf: bytes, where: str) -> Entry:
    if leaf_hash(row.header) != leaf:
        raise SealError(SEALED_BYTES.at(where, f"entry {row.number} of the tail has another hash"))
    try:
        return read_entry(row.header, row.content)
    except ValueError as bad:
        raise SealError(SEALED_BYTES.at(where, f"entry {row.number} of the tail: {bad}")) from bad


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


def _row(entry: Entry) -> Row:
    content = entry.content()
    header = entry.header()
    if len(content) > LARGEST_CONTENT or len(header) > LARGEST_ENTRY:
        raise InputError(
            TOO_LARGE.at(f"entry of kind {entry.kind}", f"{len(header)} and {len(content)} bytes")
        )
    return Row(
        number=entry.number,
        kind=entry.kind,
        recorded_at=iso(entry.recorded_at),
        delivery=entry.delivery,
        leaf=leaf_hash(header),
        header=header,
        content=content,
    )
