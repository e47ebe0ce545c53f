"""A log moved between stores or folders, and its index made anew: the same root or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from aselepo.core.problem import ConfigError, SealError
from aselepo.core.time import iso
from aselepo.log import durable
from aselepo.log.codes import EXISTS, READ_ONLY, ROOT_DIFFERS
from aselepo.log.contract import Indexed, Row, Store
from aselepo.log.durable import PART
from aselepo.log.entry import Entry, parse_header
from aselepo.log.sealed import CHECKPOINT, PUBLIC_KEY, Sealed
from aselepo.log.store import DATABASE, SCHEMA, Log, about_of, make_store
from aselepo.seal import leaf_hash
from aselepo.seal.tiles import WIDTH, bundle_path, unpack_bundle

_BATCH = 4096


def copy_log(log: Log, folder: Path, *, dsn: str | None = None, schema: str = SCHEMA) -> Log:
    """Copy a log to another folder, another store, or both.

    What is stored is sealed first; files that are there already with the right length are kept,
    so that a copy that was cut off goes on where it stopped.

    Returns
    -------
    the copy, whose root is the same

    Raises
    ------
    ConfigError : a log is there already, or it cannot be written
    SealError : the copy has another root; it is not finished
    """
    log.publish()
    checkpoint = log.sealed.checkpoint()
    try:
        if folder.resolve() != log.folder.resolve():
            if (folder / CHECKPOINT).exists():
                raise ConfigError(EXISTS.at(str(folder), "there is a log here already"))
            _copy_files(log.folder, folder)
        store = make_store(folder, about_of(log.sealed.public_key()), dsn, schema)
        fill_index(Sealed(folder), store, checkpoint.size)
        made = Log(folder, log.origin, store)
        root = made.sealed.tree(checkpoint.size).root()
        if made.size != checkpoint.size or root != checkpoint.root:
            raise SealError(ROOT_DIFFERS.at(str(folder), f"the copy's root is {root.hex()}"))
        durable.write(folder / CHECKPOINT, bytes(checkpoint))
    except (OSError, sqlite3.Error) as refused:
        raise ConfigError(READ_ONLY.at(str(folder), str(refused))) from refused
    return made


def _copy_files(source: Path, target: Path) -> None:
    """All but the database and the checkpoint, which comes last."""
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        if not path.is_file() or str(name).startswith(DATABASE) or str(name) == CHECKPOINT:
            continue
        there = target / name
        if path.name.endswith(PART) or (
            there.is_file() and there.stat().st_size == path.stat().st_size
        ):
            continue
        there.parent.mkdir(parents=True, exist_ok=True)
        part = there.with_name(there.name + PART)
        shutil.copy2(path, part)
        part.replace(there)
    for private in target.glob("private"):
        private.chmod(0o700)
    assert (target / PUBLIC_KEY).is_file(), "a log has a public key"


def fill_index(sealed: Sealed, store: Store, size: int) -> None:
    """Fill an empty store from the sealed files: the index, and the tail of the last bundle.

    Raises
    ------
    SealError : an entry is not the one in the tree
    """
    full = size // WIDTH
    with store.writing() as session:
        batch: list[Indexed] = []
        for index in range(full):
            batch += _indexed(sealed, index)
            if len(batch) >= _BATCH:
                session.insert_index(batch)
                batch = []
        session.insert_index(batch)
        if size % WIDTH:
            session.insert(list(_rows(sealed, full, size % WIDTH)))


def _indexed(sealed: Sealed, index: int) -> Iterator[Indexed]:
    for header in unpack_bundle(sealed.read(bundle_path(index))):
        fields = parse_header(header)
        yield Indexed(
            fields["number"],
            fields["kind"],
            fields["recorded_at"],
            fields["delivery"],
            leaf_hash(header),
        )


def _rows(sealed: Sealed, index: int, width: int) -> Iterator[Row]:
    entries: list[Entry] = sealed.bundle(index, width)
    for entry, line in zip(entries, sealed.contents(index, width), strict=True):
        header = entry.header()
        yield Row(
            number=entry.number,
            kind=entry.kind,
            recorded_at=iso(entry.recorded_at),
            delivery=entry.delivery,
            leaf=leaf_hash(header),
            header=header,
            content=line,
        )
