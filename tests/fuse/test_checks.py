"""What is wrong with an observation table is said, and the rest goes on."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from tests.fuse.worlds import World, changed, models, world

from aselepo.core.problem import InputError
from aselepo.fuse import fuse
from aselepo.fuse.checks import SHOWN, check, read_columns


@pytest.fixture(scope="module")
def made() -> World:
    return world(2, days=4.0)


def with_row(table: pa.Table, **values: Any) -> tuple[pa.Table, str]:
    """The table with other values in its fourth row, and that row's id."""
    for name, value in values.items():
        column = table[name].to_pylist()
        column[3] = value
        table = changed(table, name, column)
    return table, table["id"][3].as_py()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"sigma_major_m": -5.0}, "ASL-FUSE-004"),
        ({"sigma_minor_m": 0.0}, "ASL-FUSE-004"),
        ({"time_sigma_s": -1.0}, "ASL-FUSE-004"),
        ({"lon": 191.0}, "ASL-FUSE-006"),
        ({"lat": -90.5}, "ASL-FUSE-006"),
        ({"lon": 48.01, "lat": 37.2}, "ASL-FUSE-007"),
        ({"lon": 37.0, "lat": 48.0}, "ASL-FUSE-008"),
    ],
)
def test_a_bad_row_goes_aside_and_the_rest_goes_on(
    made: World, values: dict[str, Any], code: str
) -> None:
    table, name = with_row(made.observations, **values)
    fused = fuse(table, {}, models=models(), where="reports.parquet")
    assert fused.set_aside == 1
    (problem,) = fused.problems
    assert problem.code == code
    assert problem.where == "reports.parquet:4"
    assert name in problem.what
    assert problem.why
    assert problem.mend
    told = {*fused.links["observation"].to_pylist(), *fused.ambiguous["observation"].to_pylist()}
    assert told == set(made.truth) - {name}


def test_impossible_times(made: World) -> None:
    rows = made.observations
    lo, hi = rows["time_lo"][3].as_py(), rows["time_hi"][3].as_py()
    table, _ = with_row(rows, time_lo=hi, time_hi=lo)
    assert [p.code for p in check(table, models(), "x").problems] == ["ASL-FUSE-009"]
    early = rows["known_at"].to_pylist()[3].replace(year=2020)
    table, _ = with_row(rows, known_at=early)
    (problem,) = check(table, models(), "x").problems
    assert "before it happened" in problem.what


def test_no_error_stated_stands_for_itself(made: World) -> None:
    table, name = with_row(made.observations, sigma_major_m=None)
    fused = fuse(table, {}, models=models())
    assert [p.code for p in fused.problems] == ["ASL-FUSE-005"]
    link = fused.links.filter(pa.array([n == name for n in fused.links["observation"].to_pylist()]))
    incident = link["incident"][0].as_py()
    assert fused.links["incident"].to_pylist().count(incident) == 1


def test_unknown_class_is_matched_without_it(made: World) -> None:
    table, _ = with_row(made.observations, **{"class": "volcano"})
    fused = fuse(table, {}, models=models())
    assert [p.code for p in fused.problems] == ["ASL-FUSE-011"]
    assert "volcano" in fused.problems[0].what
    assert fused.set_aside == 0


def test_many_alike_are_counted(made: World) -> None:
    rows = made.observations
    n = 3 * SHOWN
    bad = [-1.0] * n + rows["sigma_major_m"].to_pylist()[n:]
    problems = check(changed(rows, "sigma_major_m", bad), models(), "x").problems
    assert [p.code for p in problems] == ["ASL-FUSE-004"] * SHOWN + ["ASL-FUSE-013"]
    assert problems[-1].what.startswith(f"{n - SHOWN} more")


def test_newest_revision_of_an_id_counts(made: World) -> None:
    rows = made.observations
    older = changed(rows.slice(3, 1), "lon", [rows["lon"][3].as_py() + 0.2])
    newer = changed(rows.slice(3, 1), "rev", [1])
    checked = check(
        pa.concat_tables([older, rows.slice(0, 3), rows.slice(4), newer]), models(), "x"
    )
    assert [p.code for p in checked.problems] == ["ASL-FUSE-012"]
    revs = dict(zip(checked.fit["id"].to_pylist(), checked.fit["rev"].to_pylist(), strict=True))
    assert revs[rows["id"][3].as_py()] == 1
    assert len(revs) == len(rows)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda t: t.drop_columns(["lon"]), "ASL-FUSE-001"),
        (lambda t: t.drop_columns(["source"]), "ASL-FUSE-001"),
        (lambda t: t.set_column(t.schema.get_field_index("time"), "time",
                                t["time"].cast(pa.timestamp("us"))), "ASL-FUSE-002"),
        (lambda t: t.set_column(t.schema.get_field_index("time"), "time",
                                t["time"].cast(pa.int64())), "ASL-FUSE-003"),
        (lambda t: t.set_column(t.schema.get_field_index("lat"), "lat",
                                pa.array(["north"] * len(t))), "ASL-FUSE-003"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_stops(made: World, change: Any, code: str) -> None:
    with pytest.raises(InputError) as stopped:
        read_columns(change(made.observations), "reports.parquet")
    assert [p.code for p in stopped.value.problems] == [code]
    assert stopped.value.exit_code == 3


def test_columns_that_nobody_needs_may_be_missing(made: World) -> None:
    few = made.observations.select(
        ["id", "source", "time_lo", "time", "time_hi", "time_sigma_s", "lon", "lat",
         "sigma_major_m", "sigma_minor_m", "class"]
    )  # fmt: skip
    fused = fuse(read_columns(few, "few"), {}, models=models())
    assert len(fused.incidents) > 10
