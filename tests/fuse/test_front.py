"""The front door: laws that hold whatever the method, the order, the workers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.fuse.worlds import World, changed, models, world

from aselepo.core.tables import AMBIGUOUS, INCIDENTS, LINKS
from aselepo.fuse import METHODS, Fused, SourceTrust, fuse
from aselepo.fuse.engine import BLOCK_DAYS


def b3(made: World, fused: Fused) -> float:
    """B-cubed F1 over reports of something real."""
    label = dict(
        zip(
            fused.links["observation"].to_pylist(), fused.links["incident"].to_pylist(), strict=True
        )
    )
    real = [name for name, incident in made.truth.items() if incident >= 0]
    of = {name: label.get(name, name) for name in made.truth}
    by_label: dict[str, set[str]] = {}
    by_truth: dict[int, set[str]] = {}
    for name, incident in made.truth.items():
        by_label.setdefault(of[name], set()).add(name)
        if incident >= 0:
            by_truth.setdefault(incident, set()).add(name)
    p, r = [], []
    for name in real:
        both = len(by_label[of[name]] & by_truth[made.truth[name]])
        p.append(both / len(by_label[of[name]]))
        r.append(both / len(by_truth[made.truth[name]]))
    return 2 * np.mean(p) * np.mean(r) / (np.mean(p) + np.mean(r))


def same(one: Fused, other: Fused) -> bool:
    return (
        one.incidents.equals(other.incidents)
        and one.links.equals(other.links)
        and one.ambiguous.equals(other.ambiguous)
    )


@pytest.fixture(scope="module")
def long_world() -> World:
    return world(3, days=2.6 * BLOCK_DAYS, per_day=10.0)


@pytest.fixture(scope="module")
def serial(long_world: World) -> Fused:
    return fuse(long_world.observations, {}, models=models())


def test_tables_and_truth(long_world: World, serial: Fused) -> None:
    assert serial.incidents.schema == INCIDENTS
    assert serial.links.schema == LINKS
    assert serial.ambiguous.schema == AMBIGUOUS
    assert serial.problems == ()
    linked = set(serial.links["observation"].to_pylist())
    unsure = set(serial.ambiguous["observation"].to_pylist())
    assert linked | unsure == set(long_world.truth)  # nothing is lost
    assert not linked & unsure  # ambiguous founds nothing and joins nothing
    assert len(serial.links) == len(linked)
    assert set(serial.links["incident"].to_pylist()) == set(
        serial.incidents["incident"].to_pylist()
    )
    assert b3(long_world, serial) > 0.85
    assert serial.tally is not None
    observed = len({i for i in long_world.truth.values() if i >= 0})
    assert serial.tally.low < observed * 1.1
    assert serial.tally.high > observed * 0.9
    p = np.asarray(serial.incidents["p_real"])
    assert ((p > 0) & (p < 1)).all()
    assert pc.min(serial.incidents["sigma_minor_m"]).as_py() > 0


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("method", METHODS)
def test_any_order_gives_the_same_bytes(method: str, seed: int) -> None:
    made = world(20 + seed, days=4.0, per_day=25.0)
    order = np.random.default_rng(seed).permutation(len(made.observations))
    one = fuse(made.observations, {}, models=models(), method=method)
    other = fuse(made.observations.take(pa.array(order)), {}, models=models(), method=method)
    assert same(one, other), f"seed {seed}"


@contextmanager
def dask(workers: int) -> Iterator[Executor]:
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=workers, threads_per_worker=1, processes=True, host="127.0.0.1",
            dashboard_address=None, silence_logs="ERROR",
        ) as cluster,
        distributed.Client(cluster) as client,
    ):  # fmt: skip
        yield client.get_executor()


@pytest.mark.parametrize(
    ("kind", "workers"), [("thread", 3), ("process", 1), ("process", 2), ("dask", 2)]
)
def test_any_workers_give_the_same_bytes(
    kind: str, workers: int, long_world: World, serial: Fused
) -> None:
    pools = {"thread": ThreadPoolExecutor, "process": ProcessPoolExecutor, "dask": dask}
    with pools[kind](workers) as pool:
        assert same(serial, fuse(long_world.observations, {}, models=models(), executor=pool))


def test_only_touched_blocks_are_computed_again(long_world: World, serial: Fused) -> None:
    cache: dict[str, bytes] = {}
    first = fuse(long_world.observations, {}, models=models(), cache=cache)
    assert first.blocks >= 3
    assert same(first, serial)
    assert fuse(long_world.observations, {}, models=models(), cache=cache).blocks == 0
    rows = long_world.observations.sort_by("time")
    without_last = rows.slice(0, len(rows) - 1)
    late = fuse(without_last, {}, models=models(), cache=cache)
    assert late.blocks == 1
    assert same(late, fuse(without_last, {}, models=models()))


def test_retraction_removes_and_the_earlier_state_stays(long_world: World, serial: Fused) -> None:
    rows = long_world.observations
    gone = rows["id"][0].as_py()
    moment = pc.if_else(pc.equal(rows["id"], gone), rows["known_at"], None)
    after = fuse(changed(rows, "retracted_at", moment), {}, models=models())
    assert gone not in set(after.links["observation"].to_pylist())
    assert [p.code for p in after.problems] == ["ASL-FUSE-015"]
    assert same(fuse(rows, {}, models=models()), serial)
    fewer = rows.filter(pc.not_equal(rows["id"], gone))
    assert same(after, fuse(fewer, {}, models=models()))


def test_sources_without_a_model_stay_apart() -> None:
    made = world(5, days=2.0)
    rows = made.observations
    named = pc.if_else(pc.equal(rows["source"], "patrol"), "stranger", rows["source"])
    fused = fuse(
        changed(rows, "source", named), {"stranger": SourceTrust(p_real=0.5)}, models=models()
    )
    count = pc.sum(pc.equal(rows["source"], "patrol")).as_py()
    assert count
    apart = fused.incidents.filter(
        pa.array([each == ["stranger"] for each in fused.incidents["sources"].to_pylist()])
    )
    assert len(apart) == count
    assert set(apart["p_real"].to_pylist()) == {0.5}
    assert [p.code for p in fused.problems] == ["ASL-FUSE-010"]


def test_six_copies_change_nothing() -> None:
    made = world(6, days=4.0)
    rows = made.observations
    press = rows.filter(pc.equal(rows["source"], "press"))
    copies = [
        changed(
            changed(press, "id", pc.binary_join_element_wise(press["id"], f"-{k}", "")),
            "origin", press["id"],
        )
        for k in range(5)
    ]  # fmt: skip
    plain = fuse(rows, {}, models=models())
    echoed = fuse(pa.concat_tables([rows, *copies]), {}, models=models())
    kept = [name for name in INCIDENTS.names if name not in ("first_known_at", "last_known_at")]
    assert echoed.incidents.select(kept).equals(plain.incidents.select(kept))
    assert len(echoed.links) > len(plain.links)


def test_twice_is_once() -> None:
    made = world(7, days=2.0)
    one = fuse(made.observations, {}, models=models())
    two = fuse(pa.concat_tables([made.observations] * 2), {}, models=models())
    assert same(one, two)
    assert {p.code for p in two.problems} == {"ASL-FUSE-012", "ASL-FUSE-013"}


def test_nothing_is_an_empty_answer() -> None:
    fused = fuse(world(1).observations.slice(0, 0), {}, models=models())
    assert fused.incidents.num_rows == fused.links.num_rows == 0
