"""A pack: entries with proofs, attachments, agreement and reports, checkable offline by anyone.

The pack holds the log's own static files. Of entries outside the range, and of contents withheld,
only hashes are in it.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from aselepo.core.canonical import sha256
from aselepo.core.problem import ConfigError
from aselepo.log import durable, files
from aselepo.log.codes import EXISTS, PREFIX, READ_ONLY
from aselepo.log.entry import WITHHELD, Entry
from aselepo.log.prove import find_report, prove
from aselepo.log.sealed import (
    CHECKPOINT,
    CHECKPOINTS,
    FILES,
    PUBLIC_KEY,
    STAMPS,
    WITNESSES,
    content_path,
)
from aselepo.log.store import Log
from aselepo.seal import Checkpoint, Note
from aselepo.seal.tiles import WIDTH, bundle_path, pack_bundle, tile_path

MANIFEST = "manifest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """What a pack holds."""

    folder: Path
    checkpoint: Checkpoint
    first: int
    last: int
    withheld: int
    erased: int
    files: int


def pack(
    log: Log,
    out: Path,
    *,
    first: int = 1,
    last: int | None = None,
    withhold: Iterable[int] = (),
    reports: Iterable[Path] = (),
) -> Packed:
    """Write a pack into a new folder.

    Parameters
    ----------
    first, last : range of entries; default: all
    withhold : numbers of entries whose content stays out
    reports : files to put in, with proofs of when they went out

    Raises
    ------
    ConfigError : no such range, the folder is there already, or it cannot be written
    SealError : evidence does not verify; nothing is handed out
    """
    log.publish()
    checkpoint = log.sealed.checkpoint()
    size = checkpoint.size
    end = size if last is None else last
    if not 1 <= first <= end <= size and size:
        raise ConfigError(PREFIX.at(str(log.folder), f"entries {first} to {end} of {size}"))
    if out.exists() and any(out.iterdir()):
        raise ConfigError(EXISTS.at(str(out), "the folder is not empty"))
    part = out.with_name(f"{out.name}{durable.PART}")
    shutil.rmtree(part, ignore_errors=True)
    try:
        hidden = frozenset(withhold)
        gone = _log_files(log, part / "log", checkpoint, first, end, hidden)
        _agreements(log, part / "agreement", first, end, hidden)
        _reports(log, part / "reports", reports)
        for name in ("check.py", "README.txt"):
            text = resources.files("aselepo.log.offline").joinpath(name).read_bytes()
            durable.write(part / name, text)
        count = _manifest(log, part)
        if out.exists():
            out.rmdir()
        part.rename(out)
    except OSError as refused:
        raise ConfigError(READ_ONLY.at(str(out), str(refused))) from refused
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return Packed(
        folder=out,
        checkpoint=checkpoint,
        first=first,
        last=end,
        withheld=len([number for number in hidden if first <= number <= end]),
        erased=gone,
        files=count,
    )


def _log_files(
    log: Log, to: Path, checkpoint: Checkpoint, first: int, last: int, hidden: frozenset[int]
) -> int:
    """Write the log's part; return how many of its entries are erased."""
    size, gone = checkpoint.size, 0
    kept = [CHECKPOINT, PUBLIC_KEY]
    for folder in (CHECKPOINTS, STAMPS, WITNESSES):
        at = log.folder / folder
        kept += [f"{folder}/{path.name}" for path in at.iterdir()] if at.is_dir() else []
    for name in kept:
        if not name.endswith(durable.PART):
            durable.write(to / name, log.sealed.read(name))
    durable.write(to / CHECKPOINT, bytes(checkpoint))
    bundles = range((first - 1) // WIDTH, -(-last // WIDTH)) if size else range(0)
    for level, index, width in all_tiles(size):
        if level or index in bundles or width < WIDTH:
            path = tile_path(level, index, width)
            durable.write(to / path, log.sealed.read(path))
    for index in bundles:
        width = min(WIDTH, size - index * WIDTH)
        entries = log.sealed.bundle(index, width)
        lines = log.sealed.contents(index, width)
        inside = [first <= entry.number <= last for entry in entries]
        headers = [e.header() if there else b"" for e, there in zip(entries, inside, strict=True)]
        durable.write(to / bundle_path(index, width), pack_bundle(headers))
        shown = [
            line if there and entry.number not in hidden else WITHHELD
            for entry, line, there in zip(entries, lines, inside, strict=True)
        ]
        durable.write(to / content_path(index), b"".join(line + b"\n" for line in shown))
        for entry, line in zip(entries, shown, strict=True):
            gone += entry.gone is not None and line != WITHHELD
            if line != WITHHELD:
                _attachments(log, to / FILES, entry)
    return gone


def all_tiles(size: int) -> Iterator[tuple[int, int, int]]:
    """Level, index, width of every tile of a tree of some size."""
    level, count = 0, size
    while count:
        for index in range(-(-count // WIDTH)):
            yield level, index, min(WIDTH, count - index * WIDTH)
        level, count = level + 1, count // WIDTH


def _attachments(log: Log, to: Path, entry: Entry) -> None:
    for attachment in entry.attachments:
        target = files.path_of(to, attachment.sha256)
        if not target.exists():
            durable.write(target, log.file(attachment))


def _agreements(log: Log, to: Path, first: int, last: int, hidden: frozenset[int]) -> None:
    for entry in log.of_kind("agreement"):
        if first <= entry.number <= last and entry.number not in hidden and entry.gone is None:
            name = re.sub(r"[^A-Za-z0-9._-]", "_", str(entry.body.get("name", "agreement.txt")))
            text = str(entry.body["text"]).encode()
            durable.write(to / f"{entry.number}-{name}", text)


def _reports(log: Log, to: Path, reports: Iterable[Path]) -> None:
    for path in reports:
        data = path.read_bytes()
        durable.write(to / path.name, data)
        entry = find_report(log, data)
        if entry is not None:
            proof = prove(log, entry.number)
            durable.write(to / f"{path.name}.tlog-proof", str(proof).encode())


def _manifest(log: Log, folder: Path) -> int:
    """List every file with its hash, signed by the log's key; return their number."""
    listed = sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    lines = [f"{sha256((folder / name).read_bytes())} {name}\n" for name in listed]
    text = f"aselepo pack/1 of {log.origin}\n" + "".join(lines)
    note = Note(text=text, signatures=()).signed(log.log_key())
    durable.write(folder / MANIFEST, str(note).encode())
    return len(listed) + 1
