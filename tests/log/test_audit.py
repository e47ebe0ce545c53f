"""An audit finds what is wrong, where, and nothing where nothing is."""

from __future__ import annotations

import itertools
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from aselepo.core.problem import ConfigError, SealError
from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.pack import pack
from aselepo.seal import ED25519, SignerKey, make_checkpoint, root_hash

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def act(number: int) -> Draft:
    return Draft(kind="act", body={"what": "order", "number": number}, author="staff")


def batch(names: str) -> Draft:
    rows = [{"id": name, "rev": 0, "source": "patrol", "class": "explosion"} for name in names]
    return Draft(kind="observation", body={"feed": "test"}, table=table(OBSERVATIONS, rows))


def filled(folder: Path, entries: int = 3) -> Log:
    log = Log.create(folder, origin="test")
    log.append([batch("ab"), act(0)], at=NOW)
    if entries > 2:
        log.append([act(number) for number in range(1, entries - 1)], at=NOW)
    return log


@pytest.mark.parametrize("entries", [2, 3, 256, 257, 600])
def test_a_sound_log_verifies(tmp_path: Path, entries: int) -> None:
    log = filled(tmp_path, entries)
    found = audit(log)
    assert found.problems == ()
    assert found.verified
    assert found.counts["entries"] == entries == log.size
    assert found.counts["rows"] == 2
    assert found.checkpoint is not None
    assert found.checkpoint.root == root_hash(log.leaves(entries))
    assert log.view().checkpoint.root == found.checkpoint.root.hex()
    assert [entry.number for entry in log.entries(entries)] == list(range(1, entries + 1))


def test_single_appends_across_bundles(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    for number in range(520):
        log.append([act(number)], at=NOW + timedelta(seconds=number))
        if number in (0, 255, 256, 300):
            assert audit(log).problems == ()
    found = audit(log)
    assert found.problems == ()
    assert found.counts["checkpoints"] == 3
    numbers = [entry.body["number"] for entry in Log.open(tmp_path).entries(300)]
    assert numbers == list(range(300))
    assert [each.number for each in log.stream(250, 260)] == list(range(250, 261))
    assert [each.number for each in log.stream(515, 518)] == list(range(515, 519))
    for n in (0, 1, 255, 256, 257, 300, 519):
        assert log.view(n=n).checkpoint.root == root_hash(log.leaves(n)).hex()


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    log = filled(tmp_path, 300)
    (tmp_path / "content" / "000").write_bytes(b"")
    one, two = audit(log, workers=1), audit(log, workers=2)
    assert one.problems == two.problems
    assert not one.verified


def test_the_database_is_compared(tmp_path: Path) -> None:
    import sqlite3

    log = filled(tmp_path)
    log.close()
    with sqlite3.connect(tmp_path / "log.sqlite") as database:
        database.execute("DROP TRIGGER entry_stays")
        database.execute("UPDATE entry SET leaf = zeroblob(32) WHERE number = 2")
    database.close()
    found = audit(Log.open(tmp_path))
    assert [problem.code for problem in found.problems] == ["ASL-LOG-013"]
    assert "entry 2" in found.problems[0].what


def test_a_database_of_another_log(tmp_path: Path) -> None:
    filled(tmp_path / "one").close()
    filled(tmp_path / "other").close()
    (tmp_path / "other" / "log.sqlite").replace(tmp_path / "one" / "log.sqlite")
    with pytest.raises(ConfigError, match="ASL-LOG-023"):
        Log.open(tmp_path / "one")


def test_history_rewritten_with_the_logs_own_key_is_refused_at_the_next_append(
    tmp_path: Path,
) -> None:
    log = filled(tmp_path)
    key = SignerKey(
        name="test", kind=ED25519, private=(tmp_path / "private" / "log.key").read_bytes()
    )
    forged = make_checkpoint("test", 3, bytes(32), key)
    (tmp_path / "checkpoint").write_bytes(bytes(forged))
    receipt = log.append([act(9)], at=NOW)
    assert receipt.problem is not None
    assert (tmp_path / "checkpoint").read_bytes() == bytes(forged)
    assert [each.code for each in audit(log).problems if each.severity == "error"] == [
        "ASL-LOG-012"
    ]


def test_a_trusted_key_is_asked_for(tmp_path: Path) -> None:
    log = filled(tmp_path)
    stranger = SignerKey(name="test", kind=ED25519, private=bytes(32)).verifier()
    assert audit(log, trust=log.sealed.public_key()).verified
    assert not audit(log, trust=stranger).verified


def test_clock_back_is_a_note(tmp_path: Path) -> None:
    log = filled(tmp_path)
    log.append([act(77)], at=NOW - timedelta(days=1))
    found = audit(log)
    assert found.verified
    assert [problem.code for problem in found.problems] == ["ASL-LOG-016"]


def test_reading_stops_at_an_altered_tile(tmp_path: Path) -> None:
    log = filled(tmp_path, 300)
    path = tmp_path / "tile" / "0" / "000"
    path.write_bytes(bytes(32) + path.read_bytes()[32:])
    with pytest.raises(SealError, match="ASL-LOG-003"):
        log.entries(300)
    with pytest.raises(SealError):
        log.view()


def test_audits_views_and_packs_while_the_log_grows(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 250)
    stop = threading.Event()
    failures: list[BaseException] = []

    def grow() -> None:
        try:
            for number in itertools.count(1000):
                if stop.is_set():
                    break
                receipt = log.append([act(number)], at=NOW)
                assert receipt.problem is None, receipt.problem
            log.close()
        except BaseException as failure:
            failures.append(failure)

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        for rounds in range(6):
            found = audit(Log.open(tmp_path / "log"), workers=1)
            wrong = [
                each for each in found.problems if each.code not in ("ASL-LOG-010", "ASL-LOG-015")
            ]
            assert wrong == []
            view = log.view()
            assert view.checkpoint.root == root_hash(log.leaves(view.n)).hex()
            pack(log, tmp_path / f"pack-{rounds}")
    finally:
        stop.set()
        writer.join(timeout=60)
    assert failures == []
    assert log.size > 250
    assert audit(log).problems == ()
