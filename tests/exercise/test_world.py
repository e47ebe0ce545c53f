"""A world as a whole: same seed same bytes, sources that do not disturb each other, no leak, speed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.exercise.made import seconds, world

from aselepo.core import ConfigError, tree
from aselepo.core.canonical import canonical
from aselepo.core.tables import COVERAGE, OBSERVATIONS
from aselepo.feeds import FeedContext, run_feed
from aselepo.feeds.adapters.exercise import DEFAULT_STAGE
from aselepo.feeds.exercise import (
    PRESETS,
    World,
    default_text,
    deliveries,
    settings,
    simulate,
    tables,
)

STAMP = """
from tests.exercise.test_world import stamp, fresh
print(stamp(fresh("ceasefire", 5, 6)))
"""


def fresh(preset: str, seed: int, days: int, text: str = "") -> World:
    return simulate(settings(preset, text), seed, days=days, stage=DEFAULT_STAGE)


def stamp(made: World) -> str:
    """Hash of everything a world says and is."""
    found = hashlib.sha256()
    for table in (made.observations, made.coverage, made.truth_incidents, made.truth_links):
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, table.schema) as stream:
            stream.write_table(table.combine_chunks())
        found.update(sink.getvalue().to_pybytes())
    for delivery in deliveries(made):
        for draft in delivery.drafts:
            found.update(canonical(draft.body).encode())
    return found.hexdigest()


def test_same_seed_same_bytes_other_seed_other_world() -> None:
    one = stamp(fresh("broken-truce", 3, 5))
    assert stamp(fresh("broken-truce", 3, 5)) == one
    assert stamp(fresh("broken-truce", 4, 5)) != one


def test_same_bytes_without_the_processor_s_extras() -> None:
    """Other widths of vector instructions may round a last digit otherwise: it must not show."""
    features = np._core._multiarray_umath.__cpu_features__  # type: ignore[attr-defined]
    base = np._core._multiarray_umath.__cpu_baseline__  # type: ignore[attr-defined]
    here = [name for name, has in features.items() if has and name not in base]
    if not here:
        pytest.skip("this processor has nothing beyond the baseline")
    bare = {**os.environ, "NPY_DISABLE_CPU_FEATURES": " ".join(here)}
    told = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STAMP],
        env=bare, capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert told.stdout.strip() == stamp(fresh("ceasefire", 5, 6))


def test_a_source_switched_off_changes_nothing_else() -> None:
    whole = world(days=8)
    less = world(days=8, text="[camera]\nposts = 0\n[acoustic]\nstations = 0\n")
    assert whole.truth_incidents.drop_columns(["observed"]).equals(
        less.truth_incidents.drop_columns(["observed"])
    )
    for source in ("thermal", "patrol", "osint", "alerts"):
        theirs = [
            each.observations.filter(pc.equal(each.observations["source"], source))
            for each in (whole, less)
        ]
        assert theirs[0].equals(theirs[1]), source
    assert "camera_uav" not in less.observations["source"].to_pylist()


@pytest.mark.parametrize("preset", PRESETS)
def test_tables_have_their_schemas_and_sound_values(preset: str) -> None:
    made = world(preset, days=8)
    rows = made.observations
    assert rows.schema == OBSERVATIONS
    assert made.coverage.schema == COVERAGE
    assert rows["id"].null_count == 0
    assert len(pc.unique(rows["id"])) == len(rows)
    assert all(tree().find(name) for name in pc.unique(rows["class"]).to_pylist())
    for name in ("sigma_major_m", "sigma_minor_m", "time_sigma_s"):
        assert (pc.min(rows[name]).as_py() or 1.0) > 0, name
    assert (
        pc.all(pc.greater_equal(rows["sigma_major_m"], rows["sigma_minor_m"])).as_py() is not False
    )
    lo, at, hi = (seconds(rows, name) for name in ("time_lo", "time", "time_hi"))
    timed = ~np.isnan(at)
    assert (lo[timed] <= at[timed]).all()
    assert (at[timed] <= hi[timed]).all()
    counted = rows.filter(rows["count_lo"].is_valid())
    assert pc.all(pc.less_equal(counted["count_lo"], counted["count_hi"])).as_py() is not False
    assert set(made.truth_links["id"].to_pylist()) == set(rows["id"].to_pylist())
    known = set(made.truth_incidents["incident"].to_pylist()) | {""}
    assert set(made.truth_links["incident"].to_pylist()) <= known


def test_the_truth_does_not_leave() -> None:
    """Nothing of the truth's names, causes or seed is in what is delivered."""
    made = fresh("broken-truce", 918_273, 24)
    told = []
    for delivery in deliveries(made):
        for draft in delivery.drafts:
            told.append(canonical(draft.body))
            assert not draft.files
            if draft.table is not None:
                columns = set(draft.table.column_names)
                assert columns in (set(OBSERVATIONS.names), set(COVERAGE.names))
                if draft.kind == "observation":
                    assert draft.table["retracted_at"].null_count == len(draft.table)
                told.extend(map(str, draft.table.slice(0, 400).to_pylist()))
    text = "\n".join(told)
    for secret in (
        "918273",
        "x000",
        "rumour",
        "false pick",
        "farm fire",
        "drawn_by",
        "broken-truce",
    ):
        assert secret not in text, secret
    # a number of a report tells its place in the order of knowing, and nothing more
    rows = made.observations
    for source in pc.unique(rows["source"]).to_pylist():
        mine = rows.filter(pc.equal(rows["source"], source)).sort_by("known_at")
        numbers = [int(each.rpartition("-")[2]) for each in mine["external_id"].to_pylist()]
        known = seconds(mine, "known_at")
        assert all(
            a < b or x == y
            for a, b, x, y in zip(numbers, numbers[1:], known, known[1:], strict=False)
        )


def test_entries_come_in_order_of_known_time_and_end_with_the_world() -> None:
    made = world("broken-truce", days=24)
    last = made.start
    for delivery in deliveries(made):
        for draft in delivery.drafts:
            assert draft.known_at is not None
            assert last <= draft.known_at < made.end
            last = draft.known_at
            if draft.table is not None:
                known = draft.table["known_at"]
                assert pc.min(known).as_py() == draft.known_at
                assert pc.max(known).as_py() < min(delivery.until, made.end)


def test_copies_withdrawals_and_corrections_name_reports() -> None:
    made = world("war", days=10)
    ids = set(made.observations["id"].to_pylist())
    origins = {each for each in made.observations["origin"].to_pylist() if each}
    assert origins <= ids
    assert {name for name, _, _ in made.withdrawals} <= ids
    assert {name for name, *_ in made.changes} <= ids
    assert len(made.withdrawals) > 5
    repeated = sum(
        len(draft.table) - len(pc.unique(draft.table["id"]))
        for delivery in deliveries(made)
        for draft in delivery.drafts
        if draft.kind == "observation" and draft.table is not None
    )
    assert 0.005 < repeated / len(made.observations) < 0.02


def test_plain_tables_are_those_of_the_benchmark() -> None:
    rows, links, incidents = tables(world("war", days=5))
    assert rows.column_names[:16] == [
        "id", "source", "sensor", "time_lo", "time", "time_hi", "time_sigma_s", "lon", "lat",
        "sigma_major_m", "sigma_minor_m", "azimuth_deg", "class", "class_confidence", "known_at",
        "retracted_at",
    ]  # fmt: skip
    assert set(pc.unique(rows["class"]).to_pylist()) <= {
        "small_arms", "mortar", "artillery", "mlrs", "airstrike", "uav_strike", "mine", "missile",
        "unknown",
    }  # fmt: skip
    assert rows["lon"].null_count == 0
    assert links.column_names[:2] == ["id", "incident"]
    assert incidents.column_names[:6] == ["incident", "time", "lon", "lat", "class", "observed"]
    seen = set(links["incident"].to_pylist()) - {""}
    marked = incidents.filter(incidents["observed"])["incident"].to_pylist()
    assert set(marked) == seen


def test_thirty_days_of_ceasefire_in_three_seconds() -> None:
    fresh("quiet", 1, 1)  # imports
    began = time.process_time()
    made = fresh("ceasefire", 7, 30)
    assert time.process_time() - began < 3.0
    assert len(made.observations) > 5000


@pytest.mark.long
def test_a_million_reports_in_twenty_seconds() -> None:
    began = time.process_time()
    made = fresh("war", 1, 450)
    assert time.process_time() - began < 20
    assert len(made.observations) > 800_000


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("[news\n", "ASL-EXERCISE-001", "world.toml"),
        ("[news]\ncopys = 2.0\n", "ASL-EXERCISE-002", "news.copys"),
        ("[weather2]\n", "ASL-EXERCISE-002", "weather2"),
        ("[news]\ncopies = -1.0\n", "ASL-EXERCISE-003", "negative"),
        ("[news]\nwithdrawn = 1.5\n", "ASL-EXERCISE-003", "more than 1"),
        ("[patrol]\nteams = 2.5\n", "ASL-EXERCISE-003", "patrol.teams"),
        ("[patrol]\nhours = [8.0]\n", "ASL-EXERCISE-003", "patrol.hours"),
        ("news = 3\n", "ASL-EXERCISE-003", "not a table"),
        ("phase = []\n", "ASL-EXERCISE-003", "first phase"),
        ("[[phase]]\nfrom_day = 2.0\n", "ASL-EXERCISE-003", "day 0"),
        ("[fighting]\nfollow = 0.9\nreply = 0.2\n", "ASL-EXERCISE-003", "0.95"),
        ('[world]\nstart = "2024-07-01"\n', "ASL-EXERCISE-003", "offset"),
        ("[acoustic]\nhears = { trebuchet = 3.0 }\n", "ASL-EXERCISE-002", "trebuchet"),
    ],
)
def test_parameters_that_cannot_be(text: str, code: str, says: str) -> None:
    with pytest.raises(ConfigError, match=code) as told:
        settings(text=text)
    assert says in str(told.value)


def test_no_such_preset_and_too_large_a_world() -> None:
    with pytest.raises(ConfigError, match="ASL-EXERCISE-004"):
        settings("peace")
    with pytest.raises(ConfigError, match="ASL-EXERCISE-006"):
        fresh("war", 1, 5000)


def test_the_printed_defaults_are_a_world() -> None:
    assert settings(text=default_text()).values == settings().values


@pytest.mark.parametrize(
    "text",
    ["[acoustic]\nstations = 1\n", "[camera]\nposts = 1\n", "[patrol]\nteams = 1\n",
     "[world]\ntowns = 0\n", "[world]\nsectors = 1\n", "[thermal]\nsatellites = 0\n",
     "[[phase]]\nlevel = 0.0\n", "[world]\norigin = [170.0, -40.0]\n", "[thermal]\nstatic_heat = 0\n",
     "[news]\ncopies = 0.0\n", "lie = []\nclock = []\n"],
)  # fmt: skip
def test_poor_worlds_are_worlds(text: str) -> None:
    made = fresh("ceasefire", 2, 2, text)
    assert len(made.coverage) > 0
    assert sum(len(delivery.drafts) for delivery in deliveries(made)) > 20


def test_the_simulator_is_a_feed() -> None:
    context = FeedContext.of({"options": {"seed": 4, "days": 2, "preset": "war"}}, file="w.toml")
    parsed = run_feed("exercise", b"[news]\ncopies = 0.0\n", context)
    kinds = {draft.kind for draft in parsed.drafts}
    assert {"agreement", "source", "geography", "observation", "coverage", "claim"} <= kinds
    assert parsed.rows_read == parsed.rows_accepted > 500

    def bad(options: dict[str, Any]) -> None:
        run_feed("exercise", b"", FeedContext.of({"options": options}))

    with pytest.raises(ConfigError, match="whole numbers"):
        bad({"seed": -1})
    with pytest.raises(ConfigError, match="ASL-EXERCISE-001"):
        run_feed("exercise", b"\xff", FeedContext.of({}))
