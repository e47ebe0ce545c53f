"""Files written so that a crash leaves the old or the new one, never half of one."""

from __future__ import annotations

import os
from pathlib import Path

PART = ".part"
"""Ending of a file that is being written; left over it means nothing."""


def write(path: Path, data: bytes, *, mode: int = 0o644) -> None:
    """Put bytes in a file, on the disk, whole or not at all.

    Raises
    ------
    OSError : the disk is full, read-only, or belongs to somebody else
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}{PART}")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode)
    try:
        view = memoryview(data)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    finally:
        os.close(handle)
    part.replace(path)


def extend(path: Path, data: bytes, *, at: int) -> None:
    """Put bytes at the end of a file that is `at` bytes long, on the disk.

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
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
