"""kill -9 at random instants and at every step: no acknowledged entry lost, none doubled."""

from __future__ import annotations

import itertools
import os
import random
import shutil
from pathlib import Path

import pytest
from tests.fault.killing import (
    NOW,
    Open,
    acknowledged,
    append_until_killed,
    check,
    child,
    die_at,
    drafts,
    killed_after,
)
from tests.log.cluster import Cluster

from aselepo.core.problem import ConfigError
from aselepo.log import Log
from aselepo.log.audit import audit

SEED = int(os.environ.get("ASELEPO_SEED", "20260401"))


def opener(store: str, folder: Path, request: pytest.FixtureRequest) -> Open:
    """Make a log; how a process opens it."""
    if store == "sqlite":
        Log.create(folder, origin="test").close()
        return lambda: Log.open(folder)
    server: Cluster = request.getfixturevalue("cluster")
    schema = server.schema()
    Log.create(folder, origin="test", dsn=server.dsn, schema=schema).close()
    return lambda: Log.open(folder, dsn=server.dsn, schema=schema)


@pytest.mark.parametrize("store", ["sqlite", "postgresql"])
@pytest.mark.parametrize("kills", [15, pytest.param(1000, marks=pytest.mark.long)])
def test_killed_at_random_instants(
    tmp_path: Path, store: str, kills: int, request: pytest.FixtureRequest
) -> None:
    dice = random.Random(SEED)
    done = doubtful = 0
    for round_ in itertools.count():
        open_log = opener(store, tmp_path / str(round_), request)
        told: list[int] = []
        next_ = 1
        for attempt in range(25):
            wait = dice.expovariate(1 / 0.02)
            process, pipe = child(append_until_killed(open_log, next_))
            got = killed_after(process, pipe, wait)
            assert got == list(range(next_, next_ + len(got))), f"seed {SEED}"
            told += got
            log = open_log()
            before = log.size
            whole = attempt % 5 == 4 or done + 1 == kills
            next_ = check(log, told, whole=whole)
            doubtful += log.size == before  # stored, and the answer was lost
            told.append(next_ - 1)
            log.close()
            done += 1
            if done == kills:
                print(f"{store}: {kills} kills, {doubtful} times stored without an answer")
                return


@pytest.mark.parametrize("number", [1, 3, 4])
@pytest.mark.parametrize("stride", [11, pytest.param(1, marks=pytest.mark.long)])
def test_killed_at_every_step(tmp_path: Path, number: int, stride: int) -> None:
    """Before and after every write, rename, sync and statement of one delivery.

    Delivery 1 has rows and a file, 3 has 90 entries and here fills a bundle, 4 is one entry.
    """
    log = Log.create(tmp_path / "start", origin="test")
    log.append(drafts(3)[:1] * 200, at=NOW, delivery="before")
    log.store.scrub()
    log.close()
    for step in itertools.count(1 + SEED % stride, stride):
        folder = tmp_path / "log"
        shutil.copytree(tmp_path / "start", folder)

        def work(pipe: int, folder: Path = folder, step: int = step) -> None:
            log = Log.open(folder)
            die_at(step)
            log.append(drafts(number), at=NOW)
            os._exit(0)

        process, pipe = child(work)
        _, status = os.waitpid(process, 0)
        os.close(pipe)
        opened = Log.open(folder)
        was = opened.size
        assert was in (200, 200 + len(drafts(number))), f"step {step}: half a delivery"
        assert [p for p in audit(opened).problems if p.severity == "error"] == [], f"step {step}"
        receipt = opened.append(drafts(number), at=NOW)
        assert receipt.repeated == (was > 200), f"step {step}"
        assert [p for p in audit(opened).problems if p.severity != "note"] == [], f"step {step}"
        opened.close()
        shutil.rmtree(folder)
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            assert step > 25, "the steps were not counted"
            print(f"delivery {number}: killed at every {stride}th of {step} steps")
            return


def test_the_server_is_killed_while_writing(tmp_path: Path, cluster: Cluster) -> None:
    schema = cluster.schema()
    Log.create(tmp_path, origin="test", dsn=cluster.dsn, schema=schema).close()

    def open_log() -> Log:
        return Log.open(tmp_path, dsn=cluster.dsn, schema=schema)

    def work(pipe: int) -> None:
        try:
            append_until_killed(open_log, 1)(pipe)
        except ConfigError as told:
            os.write(2, f"the writer was told: {told.problems[0].code}\n".encode())
            os._exit(7)

    process, pipe = child(work)
    os.read(pipe, 4)
    os.read(pipe, 4)
    cluster.stop("immediate")
    _, status = os.waitpid(process, 0)
    assert os.WEXITSTATUS(status) == 7
    data = b""
    while piece := os.read(pipe, 1 << 16):
        data += piece
    told = list(range(1, 2 + len(data) // 4))
    cluster.start()
    check(open_log(), told, whole=True)


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    Log.create(tmp_path, origin="test").close()

    def writer(base: int) -> tuple[int, int]:
        return child(append_until_killed(lambda: Log.open(tmp_path), base, most=40))

    one, two = writer(1), writer(1001)
    told = sorted(acknowledged(*one) + acknowledged(*two))
    assert told == [*range(1, 41), *range(1001, 1041)]
    log = Log.open(tmp_path)
    assert {entry.body["number"] for entry in log.entries(log.size)} == set(told)
    assert log.size == sum(len(drafts(number)) for number in told)
    assert audit(log).problems == ()
