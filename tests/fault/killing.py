"""A child process that appends and is killed with -9: at random moments, or at a chosen call."""

from __future__ import annotations

import os
import signal
import sqlite3
import struct
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.log import Log
from aselepo.log.audit import audit

NOW = datetime(2026, 4, 1, tzinfo=UTC)
Open = Callable[[], Log]


def drafts(number: int) -> list[Draft]:
    """Delivery by number: mostly one entry, at times many, at times with rows and a file."""
    if number % 5 == 1:
        rows = [{"id": f"o-{number}-{at}", "rev": 0, "source": "s"} for at in range(50)]
        body = {"number": number}
        file = {"photo": b"%d" % number * 1000}
        return [
            Draft(kind="observation", body=body, table=table(OBSERVATIONS, rows), files=file),
            Draft(kind="act", body=body),
        ]
    count = 90 if number % 7 == 3 else 1
    return [Draft(kind="act", body={"number": number, "part": part}) for part in range(count)]


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """Fork; the child works with the end of a pipe and never returns."""
    read, write = os.pipe()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            os.close(read)
            work(write)
            code = 0
        finally:
            os._exit(code)
    os.close(write)
    return process, read


def append_until_killed(open_log: Open, first: int, *, most: int = 10_000) -> Callable[[int], None]:
    """Work of a child: append delivery after delivery, and tell each one that is acknowledged."""

    def work(pipe: int) -> None:
        log = open_log()
        os.write(pipe, struct.pack("<I", 0xFFFFFFFF))
        for number in range(first, first + most):
            log.append(drafts(number), at=NOW)
            os.write(pipe, struct.pack("<I", number))

    return work


def killed_after(process: int, pipe: int, seconds: float) -> list[int]:
    """Kill a child so long after it began; the deliveries that it was told are stored."""
    os.read(pipe, 4)  # it began
    time.sleep(seconds)
    os.kill(process, signal.SIGKILL)
    return acknowledged(process, pipe)


def acknowledged(process: int, pipe: int) -> list[int]:
    os.waitpid(process, 0)
    data = b""
    while piece := os.read(pipe, 1 << 16):
        data += piece
    os.close(pipe)
    numbers = [number for (number,) in struct.iter_unpack("<I", data)]
    return [number for number in numbers if number != 0xFFFFFFFF]


def check(log: Log, told: list[int], *, whole: bool) -> int:
    """Nothing told is lost, nothing is doubled, nothing is half there; return the next number.

    Parameters
    ----------
    told : deliveries that were acknowledged since the log began
    whole : audit everything, too
    """
    for number in told[-3:] if not whole else told:
        receipt = log.append(drafts(number), at=NOW)
        assert receipt.repeated, f"delivery {number} was acknowledged and is lost"
    last = (told[-1] if told else 0) + 1
    log.append(drafts(last), at=NOW)  # it was stored without an answer, or is stored now
    if whole:
        stored = [entry.body["number"] for entry in log.entries(log.size)]
        wanted = [number for each in range(1, last + 1) for number in [each] * len(drafts(each))]
        assert stored == wanted, "entries are lost, doubled or out of order"
        found = audit(log)
        problems = [each for each in found.problems if each.severity != "note"]
        assert problems == [], problems
        assert found.checkpoint is not None
        assert found.checkpoint.size == log.size
    return last + 1


CALLS: tuple[tuple[Any, str], ...] = (
    (os, "write"),
    (os, "fsync"),
    (os, "ftruncate"),
    (os, "open"),
    (Path, "replace"),
    (Path, "unlink"),
    (Path, "mkdir"),
)
"""Calls before and after each of which a child may be killed."""


def die_at(count: int) -> None:
    """In a child: be killed at the count-th call that changes files or the database."""
    left = [count]

    def tick() -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for owner, name in CALLS:
        original = getattr(owner, name)

        def wrapped(*args: Any, __original: Any = original, **more: Any) -> Any:
            tick()
            result = __original(*args, **more)
            tick()
            return result

        setattr(owner, name, wrapped)

    class Connection(sqlite3.Connection):
        def execute(self, *args: Any) -> Any:
            tick()
            result = super().execute(*args)
            tick()
            return result

    connect = sqlite3.connect
    sqlite3.connect = lambda *args, **more: connect(*args, **more, factory=Connection)
