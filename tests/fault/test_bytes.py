"""Every byte of evidence, changed, is found and its file is named."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.erasing import erase
from aselepo.log.sealed import PRIVATE
from aselepo.log.store import DATABASE

NOW = datetime(2026, 4, 1, tzinfo=UTC)
SEED = int(os.environ.get("ASELEPO_SEED", "20260401"))


def made_in(folder: Path, plain: int) -> Log:
    """A log with everything in it: signed entries, rows, a file, an erased one, and plain ones."""
    made = Log.create(folder, origin="test")
    key = made.keyring.make("patrol")
    made.append([key], at=NOW, signer=made.keyring.sign_new)
    made.keyring.activate("patrol")
    rows = table(OBSERVATIONS, [{"id": "a", "rev": 0, "source": "s", "lon": 1.0, "lat": 2.0}])
    made.append(
        [
            Draft(kind="observation", body={}, table=rows, author="patrol"),
            Draft(kind="act", body={"what": "order"}, files={"photo": b"light"}),
        ],
        at=NOW,
    )
    made.append([Draft(kind="act", body={"n": number}) for number in range(plain)], at=NOW)
    erase(made, 5, why="test", author="registrar", at=NOW)
    made.append([Draft(kind="act", body={"last": True})], at=NOW)
    assert audit(made).problems == ()
    return made


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """258 entries: a full bundle and one that is not."""
    made = made_in(tmp_path_factory.mktemp("log"), 253)
    assert made.size == 258
    return made


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Log:
    """Eight entries."""
    return made_in(tmp_path_factory.mktemp("small"), 3)


def evidence(folder: Path) -> Iterator[Path]:
    """Files that the log rests on: not keys, not the database."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith((PRIVATE, DATABASE)):
            yield path


def flips(folder: Path, dice: random.Random, each: int | None) -> Iterator[tuple[Path, int, int]]:
    for path in evidence(folder):
        size = path.stat().st_size
        places = (
            range(size) if each is None or size <= each else sorted(dice.sample(range(size), each))
        )
        for place in places:
            yield path, place, 1 << dice.randrange(8)


def test_a_changed_byte_is_found_and_named(log: Log) -> None:
    changed_in_turn(log, 12)


@pytest.mark.long
def test_every_byte_changed_is_found_and_named(small: Log) -> None:
    changed_in_turn(small, None)


def changed_in_turn(log: Log, each: int | None) -> None:
    """Change so many bytes of each file (None: all), one at a time, one bit each."""
    count = 0
    for path, place, bit in flips(log.folder, random.Random(SEED), each):
        data = bytearray(path.read_bytes())
        data[place] ^= bit
        name = path.relative_to(log.folder).as_posix()
        path.write_bytes(bytes(data))
        try:
            found = audit(log, workers=1)
        finally:
            data[place] ^= bit
            path.write_bytes(bytes(data))
        where = f"seed {SEED}: byte {place} of {name}, bit {bit}"
        assert not found.verified, where
        named = {problem.where for problem in found.problems if problem.severity == "error"}
        assert name in named, f"{where}: named {named}"
        count += 1
    print(f"{count} bytes of {len(list(evidence(log.folder)))} files changed in turn")
    assert audit(log).problems == ()


def test_entries_are_named(log: Log) -> None:
    for name in ("content/000", "tile/entries/000"):
        path = log.folder / name
        data = path.read_bytes()
        path.write_bytes(data.replace(b'"n":77}' if "content" in name else b'"number":81,', b"", 1))
        found = audit(log, workers=1)
        path.write_bytes(data)
        assert any("entry " in problem.what for problem in found.problems)


def test_a_missing_or_shorter_file_is_found_and_named(log: Log) -> None:
    for path in evidence(log.folder):
        name = path.relative_to(log.folder).as_posix()
        data = path.read_bytes()
        for cut in (data[:-1], data + b"x", b"", None):
            if cut is None:
                path.unlink()
            else:
                path.write_bytes(cut)
            found = audit(log, workers=1)
            path.write_bytes(data)
            named = {each.where for each in found.problems if each.severity == "error"}
            # what was needed for an earlier checkpoint only may be gone, and says nothing
            earlier = cut is None and (name.startswith("checkpoints/") or name.endswith(".p/1"))
            earlier = earlier and name != "tile/1/000.p/1"
            grown = name.startswith("content/001") and cut == data + b"x"  # a write cut off
            assert name in named or earlier or grown, (name, cut, named)
    assert audit(log).problems == ()
