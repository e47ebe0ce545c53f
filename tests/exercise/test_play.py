"""Exercises in mission folders: played at any speed, in any order, scored; truth beside the log."""

from __future__ import annotations

import json
import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.exercise.made import world
from tests.shared import shared
from typer.testing import CliRunner

from aselepo.core.problem import ConfigError
from aselepo.core.records import Draft
from aselepo.core.tables import TIME
from aselepo.feeds.exercise import default_agreement, deliveries, settings
from aselepo.feeds.exercise.score import _decisions
from aselepo.log import Log
from aselepo.run.commands.exercise import _told
from aselepo.run.exercise import _cases, plan, play, score_mission
from aselepo.run.main import build
from aselepo.run.mission import make_mission
from aselepo.run.pipeline import compute, situation

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SMALL = "[world]\nsectors = 2\nlength = 80.0\ntowns = 12\n[acoustic]\nstations = 12\n[camera]\nposts = 6\n[patrol]\nteams = 2\n"


def small(preset: str = "ceasefire", days: int = 4, seed: int = 5, text: str = "") -> Any:
    given = settings(preset, SMALL + text)
    return plan(
        given, preset=preset, seed=seed, days=days, texts=[("agreement.txt", default_agreement())]
    )


def seen(log: Log) -> Any:
    view = log.view()
    rows = view.observations()[0].drop_columns(["entry", "row"])
    return rows, view.coverage().drop_columns(["entry"]).sort_by(
        [
            ("source", "ascending"),
            ("area", "ascending"),
            ("time_lo", "ascending"),
            ("time_hi", "ascending"),
        ]
    )


def test_the_view_of_the_log_is_what_the_world_says(tmp_path: Path) -> None:
    mission, made = play(small(), tmp_path / "m")
    view = mission.log().view()
    rows, problems = view.observations()
    gone = {name for name, known, _ in made.withdrawals if known < made.end}
    known = pc.less(made.observations["known_at"], pa.scalar(made.end, TIME))
    said = made.observations.filter(known)
    assert set(rows["id"].to_pylist()) == set(said["id"].to_pylist()) - gone
    assert {problem.code for problem in problems} <= {"ASL-LOG-006"}
    assert view.t < made.end
    assert view.reconstructed


def test_steps_and_speed_and_order_do_not_matter(tmp_path: Path) -> None:
    told: list[str] = []
    fast, made = play(small(), tmp_path / "fast")
    step, _ = play(small(), tmp_path / "step", how="step", say=told.append)
    real, _ = play(small(days=4), tmp_path / "real", how="real", speed=1e7)
    assert len(told) == 4
    drafts = [draft for delivery in deliveries(made) for draft in delivery.drafts]
    random.Random(3).shuffle(drafts)
    mixed = make_mission(tmp_path / "mixed").log()
    for start in range(0, len(drafts), 97):
        mixed.append(drafts[start : start + 97], at=NOW)
    one = seen(fast.log())
    for other in (step.log(), real.log(), mixed):
        rows, watched = seen(other)
        assert rows.equals(one[0])
        assert watched.equals(one[1])


def test_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    made = small()
    middle = made.given.start + timedelta(days=2)
    mission, _ = play(made, tmp_path / "m", how="step", until=middle)
    size = mission.log().size
    assert mission.log().view().t < middle
    before = mission.log().view().observations()[0]
    play(made, tmp_path / "m", how="step")
    assert mission.log().size > size
    assert mission.log().view(n=size).observations()[0].equals(before)
    whole, _ = play(made, tmp_path / "whole", how="step")
    assert mission.log().size == whole.log().size
    play(made, tmp_path / "m", how="step")
    assert mission.log().size == whole.log().size, "twice is once"
    with pytest.raises(ConfigError, match="ASL-RUN-002"):
        play(small(seed=6), tmp_path / "m")
    make_mission(tmp_path / "other")
    with pytest.raises(ConfigError, match="ASL-RUN-002"):
        play(made, tmp_path / "other")


def test_the_truth_lies_beside_the_log(tmp_path: Path) -> None:
    mission, made = play(small(seed=918_273), tmp_path / "m")
    truth = {path.name for path in (tmp_path / "m" / "truth").iterdir()}
    assert truth == {
        "exercise.json", "truth_incidents.parquet", "truth_links.parquet", "truth_decisions.parquet"
    }  # fmt: skip
    assert json.loads((tmp_path / "m" / "truth" / "exercise.json").read_text())["seed"] == 918_273
    for path in (tmp_path / "m").rglob("*"):
        if path.is_file() and "truth" not in path.parts:
            data = path.read_bytes()
            assert b"918273" not in data, path
            assert b"x00000" not in data, path
    assert mission.name == "m"
    assert len(made.truth_incidents) > 100


def test_score_of_a_mission(tmp_path: Path) -> None:
    mission, made = play(small(days=6), tmp_path / "m")
    found = score_mission(mission)
    assert found.reports > 200
    assert 0.3 < found.grouping.b3_f1 <= 1
    assert 0 <= len(made.truth_incidents) - found.counts.happened < 10  # after the last report
    assert found.verdicts is not None
    assert found.verdicts.true_breaches_observed > 50
    assert found.verdicts.summaries > 10
    text = "\n".join(_told(found.as_dict()))
    assert "B3-F1" in text
    earlier = score_mission(mission, as_of=made.start + timedelta(days=2))
    assert earlier.reports < found.reports
    assert earlier.counts.happened < found.counts.happened


def test_people_are_scored_against_the_truth(tmp_path: Path) -> None:
    mission, made = play(small(days=6, text="[desk]\ncases_per_day = 0.0\n"), tmp_path / "m")
    links = made.truth_links.to_pylist()
    truth = {row["incident"]: row for row in made.truth_incidents.to_pylist()}
    real = next(
        r for r in links
        if r["source"] == "camera_uav" and r["incident"] and truth[r["incident"]]["in_force"]
        and truth[r["incident"]]["act"] == "weapon_use"
    )  # fmt: skip
    false = next(r for r in links if r["cause"] == "farm fire")
    log = mission.log()

    def decide(case: str, state: str, report: str, hour: int) -> None:
        body = {"re": report, "case": case, "state": state, "by": "COMMISSION",
                "time": f"2024-07-06T{hour:02d}:00:00Z"}  # fmt: skip
        known = datetime(2024, 7, 6, hour, tzinfo=UTC)
        log.append([Draft(kind="decision", body=body, known_at=known, grounds="test")], at=NOW)

    decide("c1", "verified", real["id"], 8)
    decide("c2", "verified", false["id"], 8)
    decide("c3", "dismissed", real["id"], 8)
    decide("c4", "verified", false["id"], 8)
    decide("c4", "dismissed", false["id"], 9)  # the last word on a case counts
    body = {"re": real["id"], "case": "c5", "state": "verified", "by": "COMMISSION"}
    log.append([Draft(kind="decision", body=body)], at=NOW)  # long after the exercise
    found = score_mission(mission)
    assert found.verdicts is not None
    assert found.verdicts.summaries < 1000, "the days since are no part of it"
    said = found.decisions
    assert said is not None
    assert (said.decided, said.with_truth) == (5, 3)
    assert said.verified_wrongly == ("c2",)
    assert said.set_down_wrongly == ("c3",)


def decided(mission: Any, played: Any, day: float) -> Any:
    cases, unnamed = _cases(mission.log().view(t=played.start + timedelta(days=day)))
    return _decisions(cases, unnamed, played.truth_links, played.truth_incidents)


def broken(folder: Path) -> Any:
    made = plan(
        settings("broken-truce"), preset="broken-truce", seed=7, days=30,
        texts=[("agreement.txt", default_agreement())],
    )  # fmt: skip
    return play(made, folder)


def test_a_truce_that_breaks_is_verified_and_partly_taken_back(tmp_path: Path) -> None:
    mission, played = broken(tmp_path / "m")

    def verified(day: float) -> Counter[str]:
        view = mission.log().view(t=played.start + timedelta(days=day))
        last = {}
        for entry in view.entries("decision"):
            if entry.body.get("case"):
                last[entry.body["case"]] = (entry.body["state"], entry.body["party"])
        return Counter(party for state, party in last.values() if state == "verified")

    assert max(verified(10).values(), default=0) < 3
    assert max(verified(25.9).values()) >= 3
    assert max(verified(29).values(), default=0) < 3
    view = mission.log().view()
    confirmed = [e for e in view.entries("decision") if e.body.get("what") == "attack_confirmed"]
    assert len(confirmed) == 1
    back = [e for e in view.entries("decision") if e.body.get("state") == "dismissed"]
    taken = {name for e in view.entries("retraction") for name in e.body["observations"]}
    assert back
    assert all(set(entry.body["observations"]) <= taken for entry in back)
    links = played.truth_links
    behind = dict(zip(links["id"].to_pylist(), links["cause"].to_pylist(), strict=True))
    assert {behind[name] for entry in back for name in entry.body["observations"]} == {"lie"}
    middle = decided(mission, played, 25.9)
    assert len(middle.verified_wrongly) >= 3
    assert not set(middle.verified_wrongly) & set(decided(mission, played, 29).verified_wrongly)
    ids = set(view.observations()[0]["id"].to_pylist())
    assert not ids & taken
    early = mission.log().view(t=played.start + timedelta(days=25.9)).observations()[0]
    assert all(set(entry.body["observations"]) <= set(early["id"].to_pylist()) for entry in back)


def test_a_lie_starts_a_guarantee_and_its_withdrawal_ends_it(tmp_path: Path) -> None:
    mission, played = broken(tmp_path / "m")

    def guarantees(day: float) -> dict[str, Any]:
        view = mission.log().view(t=played.start + timedelta(days=day))
        return {each.name: each for each in compute(view, "m").assessment.guarantees}

    assert {name: each.state for name, each in guarantees(10).items()} == {
        "monitoring": "active", "response": "dormant"
    }  # fmt: skip
    assert guarantees(25.9)["response"].state == "active"
    later = guarantees(29)["response"]
    assert later.state == "dormant"
    assert later.missing == ("count confirmed >= 3",)


def test_parties_come_from_the_agreement(tmp_path: Path) -> None:
    texts = [
        (name, shared("examples", name).read_text(encoding="utf-8"))
        for name in ("paris_2026_ceasefire.txt", "paris_2026_guarantees.txt")
    ]
    made = plan(settings("ceasefire", SMALL), preset="ceasefire", seed=5, days=3, texts=texts)
    assert made.given.parties == ("UA", "RF")
    assert made.stage.commission == "COMMISSION"
    assert made.stage.monitor == "US"
    mission, played = play(made, tmp_path / "m")
    assert set(played.truth_incidents["actor"].to_pylist()) == {"UA", "RF"}
    shown = situation(mission)
    assert {force.instrument for force in shown.force if force.windows} == {
        "ceasefire_2026", "guarantees_2026"
    }  # fmt: skip


def test_an_agreement_in_force_from_a_moment_needs_no_signature() -> None:
    text = default_agreement().replace(
        "in force from signature by AST, BOR.", "in force from 2024-07-03 00:00."
    )
    made = plan(settings(), preset="ceasefire", seed=5, days=4, texts=[("a.txt", text)])
    assert made.given.number("truce", "signed_day") == 2.0
    assert made.stage.agreements[0][2] == ()
    alone = 'agreement a "A".\nclock "UTC".\nin force from 2024-07-01 00:00.\nparty X "X".\ncategory f "F": mortar.\narticle 1 "F": no party may do f anywhere.\n'
    with pytest.raises(ConfigError, match="ASL-EXERCISE-003"):
        plan(settings(), preset="ceasefire", seed=5, days=4, texts=[("a.txt", alone)])


def run(*arguments: str) -> Any:
    return CliRunner().invoke(build(), ["exercise", *arguments])


def test_the_command_line(tmp_path: Path) -> None:
    world_file = tmp_path / "world.toml"
    world_file.write_text(SMALL, encoding="utf-8")
    common = ("--seed", "5", "--days", "3", "--world", str(world_file))
    made = run(*common, "--dir", str(tmp_path / "m"), "--json")
    assert made.exit_code == 0, made.output
    told = run("score", str(tmp_path / "m"), "--json")
    assert told.exit_code == 0, told.output
    found = json.loads(told.stdout)
    assert set(found) >= {"grouping", "calibration", "counts", "places", "verdicts", "decisions"}
    again = run("score", str(tmp_path / "m"))
    assert "same incident" in again.stdout
    out = run("tables", *common, "--preset", "war", "--out", str(tmp_path / "w"))
    assert out.exit_code == 0, out.output
    assert {path.name for path in (tmp_path / "w").iterdir()} == {
        "observations.parquet", "truth_links.parquet", "truth_incidents.parquet"
    }  # fmt: skip
    assert "[world]" in run("world").stdout
    assert "level = 2600.0" in run("world", "--preset", "war").stdout
    assert run().exit_code == 2
    assert isinstance(run("score", str(tmp_path)).exception, ConfigError)
    assert isinstance(
        run(*common, "--dir", str(tmp_path / "n"), "--play", "slow").exception, ConfigError
    )
    assert isinstance(
        run(*common, "--dir", str(tmp_path / "n"), "--preset", "x").exception, ConfigError
    )
    part = run(*common, "--dir", str(tmp_path / "p"), "--play", "step", "--until", "2")
    assert part.exit_code == 0
    assert "2024-07-03" in part.stderr


def test_a_quiet_world_shares_its_truth_with_nobody() -> None:
    assert world("quiet").truth_decisions.schema.names == ["case", "state", "right"]
