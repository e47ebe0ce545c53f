"""`aselepo plan` and `aselepo coverage --blind` as their users type them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.missions_made import shipped
from typer.testing import CliRunner

from aselepo.core.problem import ConfigError
from aselepo.run.blind import blind_spots, sentence
from aselepo.run.main import build

TRUCE = """\
agreement valley "Valley".
clock "UTC".
in force from 2026-03-01 00:00.
party A "Side A".
party B "Side B".
category fire "Fire": shelling, small_arms.
article 1 "No fire": no party may do fire anywhere.
"""
PLAN = """\
budget = 20
[[area]]
id = "north"
box = [37.60, 48.50, 37.64, 48.53]
[[area]]
id = "south"
points = [[37.62, 48.20], [37.63, 48.21]]
[[post]]
id = "N"
cost = 10
lon = 37.62
lat = 48.515
[post.sees]
shelling = [[0, 0.95], [8000, 0.9]]
small_arms = [[0, 0.95], [4000, 0.9]]
[[post]]
id = "S"
cost = 9
lon = 37.62
lat = 48.20
hours_per_day = 12
[post.sees]
shelling = [[0, 0.9], [8000, 0.9]]
[[post]]
id = "S-day-and-night"
cost = 18
lon = 37.62
lat = 48.20
[post.sees]
shelling = [[0, 0.9], [8000, 0.9]]
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    (tmp_path / "valley.txt").write_text(TRUCE, encoding="utf-8")
    (tmp_path / "posts.toml").write_text(PLAN, encoding="utf-8")
    return str(tmp_path / "valley.txt"), str(tmp_path / "posts.toml")


def run(*words: str):
    return CliRunner().invoke(build(), list(words))


def test_power_names_what_could_not_be_verified(files: tuple[str, str]) -> None:
    done = run("plan", "power", files[0], "--with", files[1], "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    north, south = found["rows"]
    assert north["verifiable"] == "yes"
    assert north["p_notice_one"] >= 0.9
    assert (south["verifiable"], south["unseen"]) == ("in part", ["small_arms"])
    assert south["noticed_from"] is None
    assert set(found["classes"]) == {"shelling", "small_arms"}
    assert found["classes"]["shelling"] > 0.9


def test_cover_stays_within_its_budget_and_prices_the_next_step(files: tuple[str, str]) -> None:
    done = run("plan", "cover", files[0], "--with", files[1], "--json")
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    assert found["chosen"] == ["N", "S"]
    assert found["cost"] == 19
    assert found["worst"] == pytest.approx(0.45)  # half of the day
    assert [row["class"] for row in found["unreachable"]] == ["small_arms"]
    (step,) = found["further_steps"]
    assert (step["adds"], step["drops"]) == (["S-day-and-night"], ["S"])
    assert step["worst"] == pytest.approx(0.9, abs=0.02)
    assert {each["post"]: each["worst"] for each in found["if_lost"]} == {"N": 0.0, "S": 0.0}
    assert run("plan", "cover", files[0], "--with", files[1]).exit_code == 0


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("cost = 10", "cost = -1"),
        ("hours_per_day = 12", "hours_per_day = 30"),
        ("[[0, 0.95], [8000, 0.9]]", "[[8000, 0.95], [0, 0.9]]"),
        ('id = "S"', 'id = "N"'),
        ("box = [37.60, 48.50, 37.64, 48.53]", "box = [1]"),
        ("lon = 37.62", 'lon = "east"'),
        ("budget = 20", "budget = = 20"),
    ],
)
def test_a_plan_that_makes_no_sense_stops(files: tuple[str, str], old: str, new: str) -> None:
    Path(files[1]).write_text(PLAN.replace(old, new), encoding="utf-8")
    done = run("plan", "cover", files[0], "--with", files[1])
    assert isinstance(done.exception, ConfigError)
    assert {p.code for p in done.exception.problems} == {"ASL-RUN-050"}


def test_blind_spots_are_said_per_provision_and_source() -> None:
    rows = blind_spots(shipped("easter-2025").log().view())
    alerts = next(row for row in rows if row["source"] == "air_raid_alerts")
    assert "shelling" in alerts["blind_to"]
    assert alerts["notices"]["missile"] > 0.5
    assert "cannot notice" in sentence(alerts)
    claims = next(row for row in rows if row["source"] == "violation_claims")
    assert not claims["states_coverage"]
    assert "shows nothing" in sentence(claims)
