"""Files written so that a crash leaves the old or the new one, never half of one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PART = ".part"
"""Ending of a file that is being written; left over it means nothing."""
_NEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
_WAITS = 16


def write(path: Path, data: bytes, *, mode: int = 0o644, sync: bool = True) -> None:
    """Put bytes in a file whole or not at all.

    Parameters
    ----------
    sync : wait until they are on the disk; False only for what can be made again from elsewhere

    Raises
    ------
    OSError : the disk is full, read-only, or belongs to somebody else
    """
    part = _part(path, data, mode, sync=sync)
    part.replace(path)


def write_many(files: Sequence[tuple[Path, bytes]]) -> None:
    """Put bytes in many files, each whole or not at all, and wait until all are on the disk.

    The waits run side by side, for a disk answers many of them at once.

    Raises
    ------
    OSError : as for `write`; some of the files may be there then
    """
    parts = [_part(path, data, 0o644, sync=False) for path, data in files]
    if len(parts) > 1:
        with ThreadPoolExecutor(min(_WAITS, len(parts))) as pool:
            list(pool.map(_sync, parts))
    elif parts:
        _sync(parts[0])
    for part, (path, _) in zip(parts, files, strict=True):
        part.replace(path)
    for folder in sorted({path.parent for path, _ in files}):
        _sync(folder)


def _part(path: Path, data: bytes, mode: int, *, sync: bool) -> Path:
    """Write the bytes beside their place."""
    part = path.with_name(f"{path.name}{PART}")
    try:
        handle = os.open(part, _NEW, mode)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(part, _NEW, mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if sync:
            os.fsync(handle)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    return part


def extend(path: Path, data: bytes, *, at: int, sync: bool) -> None:
    """Put bytes at the end of a file that is `at` bytes long.

    What a write that was cut off left after `at` is overwritten.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        os.ftruncate(handle, at)
        os.lseek(handle, at, os.SEEK_SET)
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        if sync:
            os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
