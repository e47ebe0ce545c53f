"""A clock that is off is found, named, and put right only on request."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.fuse.worlds import changed, models, world

from aselepo.fuse.clocks import clock_offsets, repaired


def shifted(table: pa.Table, source: str, hours: float) -> pa.Table:
    mine = pc.equal(table["source"], source)
    by = pa.scalar(round(hours * 3.6e9), pa.duration("us"))
    for name in ("time_lo", "time", "time_hi"):
        table = changed(table, name, pc.if_else(mine, pc.add(table[name], by), table[name]))
    return table


@pytest.fixture(scope="module")
def rows() -> pa.Table:
    return world(4, days=30.0, per_day=20.0).observations


def test_true_clocks_are_left_alone(rows: pa.Table) -> None:
    assert clock_offsets(rows, models()) == ((), [])


@pytest.mark.parametrize("hours", [1.0, -2.0, 3.0])
def test_an_hour_off_is_named(rows: pa.Table, hours: float) -> None:
    wrong = shifted(rows, "patrol", hours)
    offsets, problems = clock_offsets(wrong, models())
    # with two sharp sources nobody can say which one is off, only by how much they differ
    (offset,) = offsets
    assert offset.source in ("patrol", "microphones")
    sign = 1.0 if offset.source == "patrol" else -1.0
    assert offset.offset_h == pytest.approx(sign * hours, abs=0.25)
    assert [p.code for p in problems] == ["ASL-FUSE-030"]
    assert offset.source in problems[0].what


def test_repair_moves_this_source_alone(rows: pa.Table) -> None:
    wrong = shifted(rows, "patrol", 1.0)
    offsets, _ = clock_offsets(wrong, models())
    right = repaired(wrong, offsets)
    assert clock_offsets(right, models())[0] == ()
    for name in {"microphones", "patrol", "press", "satellite"} - {offsets[0].source}:
        mine = pc.equal(wrong["source"], name)
        assert right.filter(mine).equals(wrong.filter(mine))
