"""Home Front alerts: local times without offset, drills, one alert told for many places."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tests.feeds.shipped import drafts, read, rows

from aselepo.core import InputError
from aselepo.feeds import FeedContext, run_feed

FILE = "pause_2023/data/home_front_alerts.csv"
ISRAEL = ZoneInfo("Asia/Jerusalem")
DECLARED = {
    "known": "reported",
    "window": ["2023-11-13T22:00Z", "2023-12-08T22:00Z"],
    "p_detect": {"rocket": 0.9},
}
HEAD = "data,date,time,alertDate,category,category_desc,matrix_id,rid\n"


def parse(text: str, **setting: Any) -> Any:
    return run_feed("home_front_alerts", text.encode(), FeedContext.of(setting, file="h.csv"))


def test_rows_before_seven_on_1_december_lie_inside_the_pause() -> None:
    found = rows(read("home_front_alerts", FILE, DECLARED), "observation")
    start = datetime(2023, 11, 24, 7, tzinfo=ISRAEL)
    end = datetime(2023, 12, 1, 7, tzinfo=ISRAEL)
    inside = [row["time"].astimezone(ISRAEL) for row in found if start <= row["time"] < end]
    on_the_last_day = [f"{at:%H:%M:%S}" for at in inside if f"{at:%d}" == "01"]
    assert on_the_last_day == ["05:42:44", "05:42:58", "06:52:19"]
    after = [row for row in found if row["time"] >= end]
    assert f"{min(row['time'] for row in after).astimezone(ISRAEL):%d %H:%M:%S}" == "01 07:43:38"


def test_rows_per_local_day_show_what_a_kept_truce_looks_like() -> None:
    found = rows(read("home_front_alerts", FILE, DECLARED), "observation")
    days = [f"{row['time'].astimezone(ISRAEL):%m-%d}" for row in found]
    expected = {"11-20": 191, "11-23": 41, "11-24": 7, "11-25": 10, "11-26": 0, "11-27": 0}
    expected |= {"11-28": 0, "11-29": 0, "11-30": 4, "12-01": 202}
    assert {day: days.count(day) for day in expected} == expected


def test_the_edge_of_the_pause_is_exact() -> None:
    """07:15:13 on 24 November, a quarter of an hour after the start, is inside; 06:45:21 is not."""
    found = rows(read("home_front_alerts", FILE, DECLARED), "observation")
    times = {row["time"] for row in found}
    assert datetime(2023, 11, 24, 4, 45, 21, tzinfo=UTC) in times
    assert datetime(2023, 11, 24, 5, 15, 13, tzinfo=UTC) in times


def test_the_exact_time_stands_beside_a_rounded_one() -> None:
    """`alertDate` is `time` rounded to the minute, up or down; the exact one holds."""
    parsed = parse(HEAD + "כיסופים,24.07.2014,17:05:35,2014-07-24T17:06:00,1,,1,7\n")
    (row,) = rows(parsed, "observation")
    assert row["time"] == datetime(2014, 7, 24, 14, 5, 35, tzinfo=UTC)
    assert row["text"] == "כיסופים"
    assert row["lang"] == "he"


def test_two_columns_that_disagree_give_an_interval() -> None:
    parsed = parse(HEAD + "נירים,14.11.2023,07:26:01,2023-11-14T09:26:00,1,,1,7\n")
    (row,) = rows(parsed, "observation")
    assert row["time"] is None
    assert (row["time_hi"] - row["time_lo"]).total_seconds() == 2 * 3600 - 1


def test_the_hour_that_happens_twice_is_an_interval() -> None:
    """29 October 2023, clocks went back at 02:00: 01:30 was 22:30 or 23:30 UTC."""
    parsed = parse(HEAD + "נירים,29.10.2023,01:30:00,2023-10-29T01:30:00,1,,1,7\n")
    (row,) = rows(parsed, "observation")
    assert row["time_lo"] == datetime(2023, 10, 28, 22, 30, tzinfo=UTC)
    assert row["time_hi"] == datetime(2023, 10, 28, 23, 30, tzinfo=UTC)
    assert row["time"] is None


def test_the_hour_that_does_not_happen_is_set_aside() -> None:
    """24 March 2023, clocks went forward at 02:00."""
    with pytest.raises(InputError) as stop:
        parse(HEAD + "נירים,24.03.2023,02:30:00,2023-03-24T02:30:00,1,,1,7\n")
    assert stop.value.problems[1].code == "ASL-FEED-022"


def test_one_alert_told_for_two_areas_is_two_reports_of_one_moment() -> None:
    """The same second in two rows is the source's way to list places; ids keep them apart."""
    found = rows(read("home_front_alerts", FILE, DECLARED), "observation")
    by_moment: dict[tuple[datetime, str], list[str]] = {}
    for row in found:
        by_moment.setdefault((row["time"], row["class"]), []).append(row["id"])
    doubled = [ids for ids in by_moment.values() if len(ids) > 1]
    assert (len(by_moment), len(doubled)) == (577, 205)
    assert all(len(set(ids)) == len(ids) for ids in doubled)


def test_a_row_doubled_word_for_word_is_one_report() -> None:
    line = "נירים,14.11.2023,07:26:01,2023-11-14T07:26:00,1,,1,7\n"
    parsed = parse(HEAD + line + line)
    assert len({row["id"] for row in rows(parsed, "observation")}) == 1
    assert parsed.rows_accepted == 2


def test_several_places_in_one_cell_stay_one_row() -> None:
    parsed = parse(HEAD + '"אשקלון, נירים",14.11.2023,07:26:01,2023-11-14T07:26:00,1,,1,7\n')
    (row,) = rows(parsed, "observation")
    assert (row["text"], row["place"]) == ("אשקלון, נירים", "IL")


def test_drills_and_unknown_categories_are_set_aside() -> None:
    good = "נירים,14.11.2023,07:26:01,2023-11-14T07:26:00,1,,1,7\n"
    parsed = parse(
        HEAD
        + good
        + "נירים,14.11.2023,07:26:01,2023-11-14T07:26:00,101,,1,8\n"
        + "נירים,14.11.2023,07:26:01,2023-11-14T07:26:00,1,תרגיל,1,9\n"
        + "נירים,14.11.2023,07:26:01,2023-11-14T07:26:00,7,,1,10\n"
    )
    codes = [(p.where, p.code) for p in parsed.problems if p.where != "h.csv"]
    assert codes == [
        ("h.csv:3", "ASL-FEED-019"),
        ("h.csv:4", "ASL-FEED-019"),
        ("h.csv:5", "ASL-FEED-018"),
    ]
    assert (parsed.rows_accepted, parsed.rows_set_aside) == (1, 3)


def test_coverage_is_declared_for_the_country_or_not_at_all() -> None:
    (row,) = rows(read("home_front_alerts", FILE, DECLARED), "coverage")
    assert (row["area"], row["status"], row["declared"]) == ("IL", "observed", True)
    bare = read("home_front_alerts", FILE, {})
    assert not drafts(bare, "coverage")
    assert "ASL-FEED-006" in [problem.code for problem in bare.problems]
