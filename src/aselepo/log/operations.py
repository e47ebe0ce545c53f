"""Care of a log: online backup, restore, repair of what is not evidence."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from aselepo.core.problem import ConfigError, SealError
from aselepo.log import durable
from aselepo.log.audit import Audit, audit
from aselepo.log.codes import EXISTS, INDEX_DIFFERS, NO_LOG, READ_ONLY, ROOT_DIFFERS, STRANGER
from aselepo.log.contract import Row
from aselepo.log.copying import fill_index
from aselepo.log.durable import PART
from aselepo.log.erasing import finish, unfinished
from aselepo.log.sealed import CHECKPOINT, FILES, Sealed
from aselepo.log.sqlite import SqliteStore
from aselepo.log.store import DATABASE, Log, about_of
from aselepo.seal.tiles import WIDTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A copy that is equal: same size, same root."""

    size: int
    root: bytes
    files: int
    """Files that were copied; the others were there already."""


def backup(log: Log, folder: Path) -> Copied:
    """Bring a copy of the log's files up to date while the log goes on; private keys too.

    The backup holds no database: `restore` makes one from the evidence. A backup that was cut off
    is gone on with; its checkpoint is written last.

    Raises
    ------
    ConfigError : it cannot be written, or another log is there
    SealError : the copy has another root
    """
    log.publish()
    checkpoint = log.sealed.checkpoint()
    there = Sealed(folder)
    if (folder / CHECKPOINT).exists() and there.public_key() != log.sealed.public_key():
        raise ConfigError(EXISTS.at(str(folder), "it holds a backup of another log"))
    try:
        copied = _bring(log.folder, folder)
        durable.write(folder / CHECKPOINT, bytes(checkpoint))
        root = there.tree(checkpoint.size).root()
    except OSError as refused:
        raise ConfigError(READ_ONLY.at(str(folder), str(refused))) from refused
    if root != checkpoint.root:
        raise SealError(ROOT_DIFFERS.at(str(folder), f"the backup's root is {root.hex()}"))
    return Copied(size=checkpoint.size, root=root, files=copied)


def restore(source: Path, folder: Path) -> Copied:
    """Make a log from a backup, or from a pack of a whole log, and prove it equal.

    A log restored from a pack has no private key: it can be read, not appended to.

    Raises
    ------
    ConfigError : there is nothing to restore, or a log is there already
    SealError : the evidence does not verify; nothing is left behind
    """
    if not (source / CHECKPOINT).is_file():
        source = source / "log"
    if not (source / CHECKPOINT).is_file():
        raise ConfigError(NO_LOG.at(str(source.parent), "neither a backup nor a pack"))
    if (folder / CHECKPOINT).exists():
        raise ConfigError(EXISTS.at(str(folder), "there is a log here already"))
    checkpoint = Sealed(source).checkpoint()
    try:
        copied = _bring(source, folder)
        durable.write(folder / CHECKPOINT, bytes(checkpoint))
        rebuild(folder)
    except (OSError, sqlite3.Error) as refused:
        raise ConfigError(READ_ONLY.at(str(folder), str(refused))) from refused
    found = audit(Log.open(folder))
    if not found.verified:
        raise SealError([each for each in found.problems if each.severity == "error"])
    return Copied(size=checkpoint.size, root=checkpoint.root, files=copied)


def _bring(source: Path, target: Path) -> int:
    """Copy what is new or changed, remove what is gone from the source; the checkpoint is last."""
    copied = 0
    wanted = set()
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source)
        skip = str(name).startswith(DATABASE) or str(name) == CHECKPOINT
        if not path.is_file() or skip or path.name.endswith(PART):
            continue
        wanted.add(name)
        there, is_now = target / name, path.stat()
        if there.is_file():
            was = there.stat()
            if (was.st_size, was.st_mtime_ns) == (is_now.st_size, is_now.st_mtime_ns):
                continue
        there.parent.mkdir(parents=True, exist_ok=True)
        part = there.with_name(there.name + PART)
        shutil.copy2(path, part)
        handle = os.open(part, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        part.replace(there)
        copied += 1
    for folder in (FILES, "tile"):
        for path in (target / folder).rglob("*"):
            if path.is_file() and path.relative_to(target) not in wanted:
                path.unlink()
    if (target / "private").is_dir():
        (target / "private").chmod(0o700)
    return copied


def rebuild(folder: Path) -> int:
    """Make the database of a folder anew from the evidence; return how many entries it has.

    Entries that the old database holds beyond the checkpoint are taken over, if it can be read.

    Raises
    ------
    SealError : the evidence does not verify
    ConfigError, OSError, sqlite3.Error : the database cannot be written
    """
    sealed = Sealed(folder)
    checkpoint = sealed.checkpoint()
    fresh = folder / f"{DATABASE}.new"
    for path in folder.glob(f"{DATABASE}.new*"):
        path.unlink()
    waiting = _waiting(folder, checkpoint.size)
    store = SqliteStore.create(fresh, about_of(sealed.public_key()))
    fill_index(sealed, store, checkpoint.size)
    if waiting:
        with store.writing() as session:
            session.insert(waiting)
    store.scrub()
    store.close()
    old = folder / DATABASE
    if old.exists():
        number = 1
        while (folder / f"{DATABASE}.old-{number}").exists():
            number += 1
        old.replace(folder / f"{DATABASE}.old-{number}")
    for ending in ("-wal", "-shm", ".new-wal", ".new-shm"):
        (folder / f"{DATABASE}{ending}").unlink(missing_ok=True)
    fresh.replace(old)
    return checkpoint.size + len(waiting)


def _waiting(folder: Path, sealed_size: int) -> list[Row]:
    """Entries of the old database that no checkpoint vouches for yet."""
    if not (folder / DATABASE).exists():
        return []
    old = SqliteStore(folder / DATABASE)
    try:
        with old.reading() as session:
            size = session.size()
            index = session.index(sealed_size + 1, size)
            tail = session.tail(sealed_size + 1, size)
    except ConfigError:
        return []
    finally:
        old.close()
    return [
        Row(
            number=row.number,
            kind=row.kind,
            recorded_at=row.recorded_at,
            delivery=row.delivery,
            leaf=row.leaf,
            header=kept.header,
            content=kept.content,
        )
        for row, kept in zip(index, tail, strict=False)
    ]


def doctor(folder: Path, log: Log | None) -> tuple[list[str], Audit]:
    """Repair what is not evidence: index, unfinished publications and erasures, leftovers.

    Parameters
    ----------
    log : the opened log; None if its database cannot be opened

    Returns
    -------
    what was done, and the audit afterwards

    Raises
    ------
    SealError : the evidence does not verify; it is left as it is
    ConfigError : the index is on a server and is wrong: it is made anew elsewhere
    """
    done: list[str] = []
    if log is not None:
        # Where store and files do not fit, what follows finds out which is wrong.
        with suppress(SealError, ConfigError, OSError, ValueError):
            done += [f"wrote {path} again from the store" for path in log.mend()]
    if log is None or _index_is_wrong(log):
        if log is not None and not isinstance(log.store, SqliteStore):
            raise ConfigError(
                INDEX_DIFFERS.at(
                    str(folder),
                    "the server's database disagrees with the sealed files",
                    mend='set store = "sqlite" in aselepo.toml, run `aselepo log doctor`, then '
                    "`aselepo log copy` into a new schema; keep the old one to compare",
                )
            )
        if log is not None:
            log.close()
        size = rebuild(folder)
        done.append(f"made the database anew from the evidence: {size} entries")
        log = Log.open(folder)
    before = log.sealed.checkpoint().size
    log.publish()
    if log.size > before:
        done.append(f"published entries {before + 1} to {log.size}")
    for entry, by in list(unfinished(log)):
        finish(log, entry, by)
        done.append(f"finished the erasure of entry {entry.number}")
    found = audit(log)
    for problem in found.problems if found.verified else ():
        # of a log that does not verify nothing is removed: a file may only seem to be a stranger
        if problem.code == STRANGER.id:
            (folder / problem.where).unlink()
            done.append(f"removed {problem.where}")
    return done, audit(log) if done else found


def _index_is_wrong(log: Log) -> bool:
    """Does the index differ from the sealed headers?"""
    size = log.sealed.checkpoint().size
    try:
        with log.store.reading() as store:
            if store.size() < size:
                return True
            for start in range(0, size, 1 << 14):
                end = min(size, start + (1 << 14))
                if store.leaves(start + 1, end) != log.sealed.tree(size).leaves(start, end):
                    return True
            total = store.size()
            tail = [row.number for row in store.tail(size // WIDTH * WIDTH + 1, total)]
    except ConfigError:
        return True
    except (OSError, ValueError):
        return False  # a tile is missing or cut short: the audit names it
    return tail != list(range(size // WIDTH * WIDTH + 1, total + 1))
