"""Levels of the shipped missions: each day as it was known when it ended."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.missions_made import shipped

from aselepo.core.time import Interval
from aselepo.run.level import levels
from aselepo.situation.level import Level, still_to_come


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


def test_the_newest_days_are_marked_where_reports_take_their_time() -> None:
    start = datetime(2026, 3, 1, tzinfo=UTC)
    day = timedelta(days=1)
    windows = [
        ((start + k * day).date(), Interval(start + k * day, start + (k + 1) * day))
        for k in range(10)
    ]
    # four a day: two told at once, one a day later, one three days later
    told = [
        (moment, moment + late * day)
        for k in range(10)
        for late in (0, 0, 1, 3)
        if (moment := start + k * day + timedelta(hours=12)) + late * day < start + 10 * day
    ]
    found = still_to_come(windows, told)
    assert [each.day.day for each in found] == [8, 9, 10]
    newest = found[-1]
    assert (newest.counted, newest.share_told) == (2, 0.5)
    assert newest.low <= 4 <= (newest.high or 0)
    assert newest.expected == pytest.approx(4.5)
    assert still_to_come(windows, told[:5]) == ()


def test_only_the_newest_day_of_alerts_is_incomplete(easter: tuple[Level, ...]) -> None:
    # an alert is known when it is over, and some begin before midnight and end after it
    (newest,) = of(easter, "air", "UA").incomplete
    assert newest.day == date(2025, 4, 20)
    assert 0.8 < newest.share_told < 0.95
    assert newest.low <= newest.counted + 1
