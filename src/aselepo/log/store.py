"""The log of a mission: appended to in whole deliveries, read as views.

A delivery is one transaction of the store: all of its entries or none. It is known by a keyed
digest of its content, so feeding it twice appends nothing. When it is committed, its entries are
sealed: tiles, bundles and a signed checkpoint are written (`sealed`).
"""

from __future__ import annotations

import copy
import hmac
import itertools
import re
import secrets
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as pa

from aselepo.core.problem import ConfigError, Problem, SealError
from aselepo.core.records import Draft
from aselepo.log import durable, files
from aselepo.log.codes import (
    EXISTS,
    KEY_DIFFERS,
    NO_KEY,
    NO_LOG,
    OTHER_EDITION,
    OTHER_LOG,
    READ_ONLY,
    SEALED_BYTES,
    TAIL_LOST,
    UNPUBLISHED,
)
from aselepo.log.contract import Reading, Store, Tail
from aselepo.log.drafts import Prepared, as_row, delivery_key, prepare
from aselepo.log.entry import (
    EDITION,
    Attachment,
    Entry,
    read_entry,
)
from aselepo.log.keys import Keyring, Registry, Signer, registry
from aselepo.log.sealed import CHECKPOINT, FILES, PRIVATE, PUBLIC_KEY, Sealed
from aselepo.log.sqlite import SqliteStore
from aselepo.log.vault import Vault
from aselepo.seal import (
    ED25519,
    BadNote,
    SignerKey,
    TileTree,
    VerifierKey,
    leaf_hash,
    make_checkpoint,
    parse_checkpoint,
    root_hash,
)
from aselepo.seal.tiles import WIDTH

if TYPE_CHECKING:
    from aselepo.log.view import View

DATABASE = "log.sqlite"
SCHEMA = "aselepo"
"""Schema of the log in a PostgreSQL database, unless named otherwise."""


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

    def __init__(
        self, folder: Path, origin: str, store: Store, *, vault: Path | None = None
    ) -> None:
        self.folder = folder
        self.origin = origin
        self.store = store
        self.sealed = Sealed(folder)
        self.keyring = Keyring(folder / PRIVATE / "authors")
        self.vault = Vault(vault or folder.parent / "vault")
        self._registry: tuple[list[int], Registry] = ([], Registry())
        self._key: tuple[bytes, VerifierKey] | None = None
        """The log's key as it was read and compared last."""

    @classmethod
    def create(
        cls,
        folder: Path,
        *,
        origin: str,
        dsn: str | None = None,
        schema: str = SCHEMA,
        vault: Path | None = None,
    ) -> Log:
        """Make an empty log with a key of its own.

        Parameters
        ----------
        origin : name of the log in its checkpoints; blanks and plus signs become hyphens
        dsn, schema : PostgreSQL database for tail and index; without it SQLite in the folder
        vault : folder of identities; default: `vault` beside the log's folder

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
        return cls(folder, named, store, vault=vault)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        dsn: str | None = None,
        schema: str = SCHEMA,
        vault: Path | None = None,
    ) -> Log:
        """Open a log.

        Parameters
        ----------
        dsn, schema : PostgreSQL database for tail and index; without it SQLite in the folder
        vault : folder of identities; default: `vault` beside the log's folder

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
        log = cls(folder, about["origin"], store, vault=vault)
        if about["key"] != str(log.sealed.public_key()):
            raise ConfigError(OTHER_LOG.at(str(folder), f"the database is of {about['key']}"))
        return log

    @property
    def size(self) -> int:
        """Number of entries."""
        with self.store.reading() as store:
            return store.size()

    def append(
        self,
        drafts: Sequence[Draft],
        *,
        at: datetime,
        delivery: str | None = None,
        signer: Signer | None = None,
    ) -> Receipt:
        """Append one delivery: all of its entries or none; the same delivery twice appends once.

        Parameters
        ----------
        drafts : the entries, in their order; at least one
        at : record time, from the door's clock
        delivery : key of the delivery; by default the digest of its content
        signer : signs in the authors' names; by default the keys of the log's keyring

        Raises
        ------
        ConfigError : the disk is full or cannot be written; nothing was appended
        InputError : an entry is too large; nothing was appended
        Denied : an author who has a key did not sign, or may not do this; nothing was appended
        SealError : the database is an old copy; nothing was appended
        """
        assert drafts, "a delivery has at least one entry"
        try:
            prepared = [prepare(self.folder / FILES, self.vault, draft) for draft in drafts]
        except OSError as refused:
            raise ConfigError(READ_ONLY.at(str(self.folder), str(refused))) from refused
        return self._append(prepared, at, delivery, signer or self.keyring.sign)

    def append_stream(
        self,
        draft: Draft,
        tables: Iterable[pa.Table],
        *,
        at: datetime,
        delivery: str | None = None,
        signer: Signer | None = None,
    ) -> Receipt:
        """Append one bulk delivery whose rows come in pieces; memory holds a few chunks.

        The pieces may be cut anywhere: the entry is the same as with all rows in ``draft.table``.

        Parameters
        ----------
        draft : the entry, without a table
        tables : its rows
        at, delivery, signer : as for `append`
        """
        assert draft.table is None, "the rows come as a stream"
        try:
            prepared = prepare(self.folder / FILES, self.vault, draft, tables)
        except OSError as refused:
            raise ConfigError(READ_ONLY.at(str(self.folder), str(refused))) from refused
        return self._append([prepared], at, delivery, signer or self.keyring.sign)

    def _append(
        self, prepared: Sequence[Prepared], at: datetime, delivery: str | None, signer: Signer
    ) -> Receipt:
        try:
            mark = self._mark(delivery or delivery_key(prepared))
            with self.store.writing() as store:
                known = store.delivery(mark)
                if known:
                    self._drop_sidecars(prepared)
                    first, last = known
                else:
                    size = store.size()
                    self._not_behind(size)
                    first, last = size + 1, size + len(prepared)
                    authority = self._authority(store)
                    rows = [
                        as_row(each, number, at, mark, signer, authority)
                        for number, each in enumerate(prepared, first)
                    ]
                    store.insert(rows)
        except OSError as refused:
            raise ConfigError(READ_ONLY.at(str(self.folder), str(refused))) from refused
        # A repeated delivery may be one whose writer died before it was published.
        problem = self._published()
        return Receipt(first=first, last=last, repeated=known is not None, problem=problem)

    def _not_behind(self, size: int) -> None:
        """A database that holds fewer entries than are sealed takes no more.

        Raises
        ------
        SealError : it is an old copy, or a wrong one
        """
        try:
            sealed = parse_checkpoint(self.sealed.read(CHECKPOINT)).size
        except (FileNotFoundError, BadNote):
            return  # the entry is stored; that the checkpoint is damaged is told when publishing
        if size < sealed:
            what = f"{size} entries, {sealed} are sealed; nothing was appended"
            raise SealError(TAIL_LOST.at(str(self.folder), what))

    def _drop_sidecars(self, prepared: Sequence[Prepared]) -> None:
        """A repeated delivery made a new sidecar under a new key: both go."""
        for each in prepared:
            if each.subject is None:
                continue
            self.vault.forget(each.subject)
            for attachment in each.attachments:
                if attachment.name.endswith(each.subject):
                    files.path_of(self.folder / FILES, attachment.sha256).unlink()

    def registry(self) -> Registry:
        """Keys and roles as the whole log says."""
        with self.store.reading() as store:
            return self._authority(store)

    def _authority(self, store: Reading) -> Registry:
        numbers = store.of_kind(("key", "role"))
        if self._registry[0] != numbers:
            taken = [(each.number, each.kind, each.body) for each in self._some(store, numbers)]
            self._registry = (numbers, registry(taken))
        return copy.deepcopy(self._registry[1])

    def _some(self, store: Reading, numbers: Sequence[int]) -> Iterator[Entry]:
        """Entries by number, ascending."""
        for index, group in itertools.groupby(numbers, key=lambda number: (number - 1) // WIDTH):
            listed = list(group)
            tail = {row.number: row for row in store.tail(listed[0], listed[-1])}
            if listed[0] in tail:
                leaves = dict(
                    zip(
                        range(listed[0], listed[-1] + 1),
                        store.leaves(listed[0], listed[-1]),
                        strict=True,
                    )
                )
                for number in listed:
                    yield _from_tail(tail[number], leaves[number], str(self.folder))
            else:
                bundle = self.sealed.bundle(index)
                for number in listed:
                    yield bundle[(number - 1) % WIDTH]

    def of_kind(self, *kinds: str) -> tuple[Entry, ...]:
        """All entries of some kinds, in the log's order, without reading the others."""
        with self.store.reading() as store:
            return tuple(self._some(store, store.of_kind(kinds)))

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
            self._not_behind(size)
            start = last.size // WIDTH * WIDTH
            tail = store.tail(start + 1, size)
            leaves = store.leaves(start + 1, size)
            before = tail[: last.size - start]
            if self.sealed.edge_lacks(last, before):
                self.sealed.mend_edge(last, before, leaves[: last.size - start])
            self.sealed.publish(last, tail, leaves, size, self.log_key())
            if size // WIDTH * WIDTH > start:
                store.release(size // WIDTH * WIDTH)

    def mend(self) -> list[str]:
        """Write partial files again that a power cut took, if the store can vouch for them.

        Returns
        -------
        paths written

        Raises
        ------
        SealError : the store's entries do not hash to the signed root; nothing is written
        ConfigError, OSError, ValueError : store or files cannot be read or written
        """
        with self.store.writing() as store:
            last = self.sealed.checkpoint()
            start = last.size // WIDTH * WIDTH + 1
            tail, leaves = store.tail(start, last.size), store.leaves(start, last.size)
            whole = [row.number for row in tail] == list(range(start, last.size + 1))
            if not whole or not self.sealed.edge_lacks(last, tail):
                return []
            return self.sealed.mend_edge(last, tail, leaves)

    def _published(self) -> Problem | None:
        """Publish after a commit; what fails now is told, for the entries are safe."""
        try:
            self.publish()
        except (OSError, ValueError) as refused:
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

    def _mark(self, key: str) -> str:
        """Keyed digest of a delivery: nobody without the key can guess a content from it."""
        try:
            secret = (self.folder / PRIVATE / "delivery.key").read_bytes()
        except FileNotFoundError as missing:
            raise ConfigError(NO_KEY.at(str(self.folder), "it can be read only")) from missing
        return hmac.digest(secret, key.encode(), "sha256").hex()[:32]

    def log_key(self) -> SignerKey:
        """The log's private key.

        Raises
        ------
        SealError : it is not the one that the log's checkpoints name
        ConfigError : this copy of the log has none
        """
        try:
            private = (self.folder / PRIVATE / "log.key").read_bytes()
        except FileNotFoundError as missing:
            raise ConfigError(NO_KEY.at(str(self.folder), "it can be read only")) from missing
        public = self.sealed.public_key()
        if self._key is not None and self._key == (private, public):
            return SignerKey(name=self.origin, kind=ED25519, private=private)
        if len(private) != 32:
            raise SealError(KEY_DIFFERS.at(f"{PRIVATE}/log.key", "it does not have 32 bytes"))
        key = SignerKey(name=self.origin, kind=ED25519, private=private)
        if key.verifier() != public:
            raise SealError(KEY_DIFFERS.at(f"{PRIVATE}/log.key", f"{PUBLIC_KEY} is of another key"))
        self._key = (private, public)
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
        if (folder / DATABASE).exists():
            raise ConfigError(EXISTS.at(str(folder / DATABASE), "there is a database already"))
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
