"""Levels of the shipped missions: each day as it was known when it ended."""

from __future__ import annotations

from datetime import date

import pytest
from tests.missions_made import shipped

from aselepo.run.level import levels
from aselepo.situation.level import Level


def of(found: tuple[Level, ...], domain: str, area: str) -> Level:
    (row,) = [each for each in found if (each.domain, each.area) == (domain, area)]
    return row


@pytest.fixture(scope="module")
def easter() -> tuple[Level, ...]:
    return levels(shipped("easter-2025"), date(2025, 4, 20))


def test_the_silence_of_alerts_is_below_what_is_usual(easter: tuple[Level, ...]) -> None:
    air = of(easter, "air", "UA")
    assert air.verdict == "below reference"
    assert air.e_value is not None
    assert air.alarm_level is not None
    assert air.e_value >= air.alarm_level
    assert air.power is not None
    assert air.power.fall_to is not None
    # where short drones fly nobody sounds an alert for them, so these oblasts are not judged
    assert {"UA-63", "UA-14", "UA-23", "UA-12", "UA-43"} <= set(air.left_out)


def test_what_nobody_watches_has_no_level(easter: tuple[Level, ...]) -> None:
    for domain, area in (("air", "RU"), ("ground", "UA"), ("ground", "RU"), ("air", "UA-63")):
        row = of(easter, domain, area)
        assert row.verdict == "cannot tell"
        assert "not-watched" in row.missing
        assert row.e_value is None


def test_a_single_oblast_is_too_small_to_judge_in_thirty_hours(easter: tuple[Level, ...]) -> None:
    assert of(easter, "air", "UA-07").missing == ("too-little-to-notice",)


@pytest.mark.parametrize(
    ("day", "verdict"), [(24, "within reference"), (27, "below reference"), (30, "below reference")]
)
def test_the_pause_of_2023_is_noticed_within_days(day: int, verdict: str) -> None:
    found = levels(shipped("pause-2023"), date(2023, 11, day))
    assert of(found, "air", "IL").verdict == verdict


def test_an_ordinary_day_is_within_reference() -> None:
    # 11 April 2026, the first hours of a truce that the front did not notice
    assert of(levels(shipped("easter-2026"), date(2026, 4, 11)), "air", "UA").verdict != (
        "below reference"
    )
