"""One contract, two stores, one suite."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.log.cluster import Cluster
from tests.log.conftest import Make

from aselepo.core.problem import ConfigError, InputError, SealError
from aselepo.core.records import Draft
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.contract import Indexed
from aselepo.log.copying import copy_log
from aselepo.log.operations import doctor
from aselepo.log.postgres import PostgresStore
from aselepo.log.sqlite import SqliteStore

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def act(number: int) -> Draft:
    return Draft(kind="act", body={"number": number}, author="staff")


def acts(first: int, last: int) -> list[Draft]:
    return [act(number) for number in range(first, last + 1)]


def test_append_read_repeat(make: Make, tmp_path: Path) -> None:
    log = make(tmp_path)
    assert log.size == 0
    assert audit(log).problems == ()
    first = log.append(acts(1, 3), at=NOW)
    again = log.append(acts(1, 3), at=NOW + timedelta(days=1))
    assert (first.first, first.last, first.repeated) == (1, 3, False)
    assert (again.first, again.last, again.repeated) == (1, 3, True)
    assert log.append([act(9)], at=NOW, delivery="mine").first == 4
    assert log.append([act(10)], at=NOW, delivery="mine").repeated
    bodies = [entry.body["number"] for entry in log.entries(4)]
    assert bodies == [1, 2, 3, 9]
    assert [entry.leaf() for entry in log.entries(4)] == log.leaves(4)
    assert audit(log).problems == ()


def test_large_deliveries_fill_bundles(make: Make, tmp_path: Path) -> None:
    log = make(tmp_path)
    log.append(acts(1, 700), at=NOW)
    log.append(acts(701, 705), at=NOW)
    with log.store.reading() as store:
        assert [row.number for row in store.tail(1, 705)] == list(range(513, 706))
        assert store.tail(600, 601)[1].number == 601
        assert [row.kind for row in store.index(1, 2)] == ["act", "act"]
        assert store.index(3, 3)[0].number == 3
    assert [entry.body["number"] for entry in log.entries(705)] == list(range(1, 706))
    assert audit(log).problems == ()


def test_what_is_refused_leaves_nothing(make: Make, tmp_path: Path) -> None:
    log = make(tmp_path)
    log.append([act(1)], at=NOW)
    with pytest.raises(InputError, match="ASL-LOG-017"):
        log.append([act(2), Draft(kind="act", body={}, author="x" * 70_000)], at=NOW)
    with pytest.raises(ValueError, match="no JSON form"):
        log.append([act(2), Draft(kind="act", body={"x": float("inf")})], at=NOW)
    assert log.size == 1
    log.append([act(3)], at=NOW)
    assert audit(log).problems == ()


def test_the_index_takes_no_change(make: Make, tmp_path: Path) -> None:
    log = make(tmp_path)
    log.append([act(1)], at=NOW)
    for change in ("UPDATE entry SET kind = 'x'", "DELETE FROM entry"):
        with pytest.raises(Exception, match="append only"), log.store.writing() as session:
            session._database.execute(change)  # type: ignore[attr-defined]
    assert log.size == 1
    with pytest.raises(ConfigError), log.store.writing() as session:
        session.insert_index([Indexed(1, "act", "", "", bytes(32))])
    assert log.size == 1


def test_a_reader_sees_one_prefix_and_does_not_wait(make: Make, tmp_path: Path) -> None:
    log = make(tmp_path)
    log.append(acts(1, 5), at=NOW)
    with log.store.reading() as store:
        assert store.size() == 5
        writer = threading.Thread(target=lambda: (log.append(acts(6, 9), at=NOW), log.close()))
        writer.start()
        writer.join(timeout=30)
        assert not writer.is_alive()
        assert store.size() == 5
        assert len(store.leaves(1, 9)) == 5
    assert log.size == 9


def test_writers_take_turns(make: Make, tmp_path: Path) -> None:
    log = make(tmp_path)
    failures: list[BaseException] = []

    def write(base: int) -> None:
        try:
            for number in range(base, base + 20):
                receipt = log.append([act(number)], at=NOW)
                if receipt.problem:
                    raise AssertionError(receipt.problem)
            log.close()
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=write, args=(1000 * each,)) for each in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert failures == []
    assert log.size == 80
    assert len({entry.body["number"] for entry in log.entries(80)}) == 80
    assert audit(log).problems == ()


@pytest.mark.parametrize("entries", [0, 5, 256, 300])
def test_copy_between_stores_and_back(cluster: Cluster, tmp_path: Path, entries: int) -> None:
    log = Log.create(tmp_path / "one", origin="test")
    if entries:
        log.append(acts(1, entries), at=NOW)
    root = log.view().checkpoint
    schema = cluster.schema()
    moved = copy_log(log, tmp_path / "two", dsn=cluster.dsn, schema=schema)
    assert isinstance(moved.store, PostgresStore)
    assert moved.view().checkpoint == root
    back = copy_log(moved, tmp_path / "two")
    assert isinstance(back.store, SqliteStore)
    for each in (moved, back, Log.open(tmp_path / "two", dsn=cluster.dsn, schema=schema)):
        assert audit(each).problems == ()
        assert each.view().checkpoint == root
        assert [entry.body for entry in each.entries(entries)] == [
            entry.body for entry in log.entries(entries)
        ]
    if entries:
        assert moved.append(acts(1, entries), at=NOW).repeated
    with pytest.raises(ConfigError, match="ASL-LOG-002"):
        copy_log(log, tmp_path / "two")


def test_a_server_that_was_killed_and_came_back(tmp_path: Path, cluster: Cluster) -> None:
    log = Log.create(tmp_path, origin="test", dsn=cluster.dsn, schema=cluster.schema())
    log.append(acts(1, 5), at=NOW)
    cluster.stop("immediate")
    with pytest.raises(ConfigError, match="ASL-LOG-019"):
        log.append([act(6)], at=NOW)
    cluster.start()
    assert log.append([act(6)], at=NOW).first == 6
    assert audit(log).problems == ()


def test_no_such_server_database_of_another_log_bad_schema(
    tmp_path: Path, cluster: Cluster
) -> None:
    schema = cluster.schema()
    Log.create(tmp_path / "one", origin="test", dsn=cluster.dsn, schema=schema)
    Log.create(tmp_path / "two", origin="test")
    with pytest.raises(ConfigError, match="ASL-LOG-023"):
        Log.open(tmp_path / "two", dsn=cluster.dsn, schema=schema)
    with pytest.raises(ConfigError, match="ASL-LOG-002"):
        Log.create(tmp_path / "three", origin="test", dsn=cluster.dsn, schema=schema)
    with pytest.raises(ConfigError, match="ASL-LOG-019"):
        Log.open(tmp_path / "one", dsn=cluster.dsn, schema="none_such")
    with pytest.raises(ConfigError, match="ASL-LOG-019"):
        Log.open(tmp_path / "one", dsn=cluster.dsn, schema="x; drop table entry")
    with pytest.raises(ConfigError, match="ASL-LOG-019"):
        Log.open(tmp_path / "one", dsn="host=127.0.0.1 port=1 user=x", schema=schema)


def test_an_old_copy_of_the_database_takes_nothing(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    log.append([act(1)], at=NOW)
    log.close()
    old = (tmp_path / "log.sqlite").read_bytes()
    log.append([act(2)], at=NOW)
    log.close()
    (tmp_path / "log.sqlite").write_bytes(old)
    log = Log.open(tmp_path)
    for number in (2, 3):
        with pytest.raises(SealError, match="ASL-LOG-020"):
            log.append([act(number)], at=NOW)
    assert log.size == 1
    assert [problem.code for problem in audit(log).problems] == ["ASL-LOG-020"]
    with pytest.raises(SealError, match="ASL-LOG-020"):
        copy_log(log, tmp_path / "copy")


def test_a_copy_does_not_write_over_a_database(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    with pytest.raises(ConfigError, match="ASL-LOG-002"):
        copy_log(log, tmp_path)


def test_a_wrong_index_on_a_server_is_made_anew_elsewhere(tmp_path: Path, cluster: Cluster) -> None:
    schema = cluster.schema()
    log = Log.create(tmp_path, origin="test", dsn=cluster.dsn, schema=schema)
    log.append(acts(1, 300), at=NOW)
    with log.store.writing() as session:
        run = session._database.execute  # type: ignore[attr-defined]
        run("ALTER TABLE entry DISABLE TRIGGER entry_stays")
        run("UPDATE entry SET leaf = decode(repeat('00', 32), 'hex') WHERE number = 9")
    assert [problem.code for problem in audit(log).problems] == ["ASL-LOG-013"]
    with pytest.raises(ConfigError, match="new schema"):
        doctor(tmp_path, log)
    _, found = doctor(tmp_path, None)
    assert found.problems == ()
    fresh = copy_log(Log.open(tmp_path), tmp_path, dsn=cluster.dsn, schema=cluster.schema())
    assert audit(fresh).problems == ()
    assert fresh.append(acts(1, 300), at=NOW).repeated
