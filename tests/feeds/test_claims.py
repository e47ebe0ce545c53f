"""Claims and series: one side's word stays its word, a total stays a total, never an event."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from tests.feeds.shipped import drafts, read

from aselepo.core import InputError
from aselepo.feeds import FeedContext, run_feed
from aselepo.situation.series import claimed_losses, mapped_area

LOSSES = "easter_2025/data/general_staff_losses_cumulative.csv"
AREA_2025 = "easter_2025/data/occupied_area_daily.csv"
AREA_2026 = "easter_2026/data/occupied_area_daily.csv"
HEAD = "claimant,accused,window_start,window_end,category,count,qualifier\n"
CLAIMS = "easter_2025/data/violation_claims.csv"
REPORTED = {"known": "reported", "known_from": "2025-04-10T00:00Z"}


def parse(feed: str, text: str, **setting: Any) -> Any:
    return run_feed(feed, text.encode(), FeedContext.of(setting, file="c.csv"))


def bodies(parsed: Any) -> list[dict[str, Any]]:
    return [draft.body for draft in drafts(parsed, "claim")]


def series(parsed: Any, name: str) -> dict[date, float | None]:
    (found,) = [each for each in claimed_losses(bodies(parsed)) if each.name == name]
    return {point.day: point.value for point in found.points}


@pytest.mark.parametrize(
    ("feed", "file"),
    [("losses", LOSSES), ("occupied_area", AREA_2025), ("violation_claims", CLAIMS)],
)
def test_claims_never_become_observations_or_coverage(feed: str, file: str) -> None:
    """A cumulative series or a party's figure is nobody's observation of an event."""
    kinds = {draft.kind for draft in read(feed, file, REPORTED).drafts}
    assert kinds == {"source", "claim"}


def test_daily_differences_of_the_claimed_losses() -> None:
    """Figures of notes on the truce, counted apart: day-to-day differences of running totals."""
    parsed = read("losses", LOSSES, REPORTED)
    persons, guns = series(parsed, "personnel"), series(parsed, "field artillery")
    drones = series(parsed, "drone")
    days = [date(2025, 4, day) for day in range(19, 25)]
    assert [persons[day] for day in days] == [1180, 950, 670, 1290, 1210, 1060]
    assert [guns[day] for day in days] == [70, 49, 10, 30, 85, 49]
    assert [drones[day] for day in days] == [111, 64, 30, 118, 138, 134]


def test_a_missing_day_and_a_fall_give_no_difference() -> None:
    """The change over a gap belongs to no single day; a fall is a correction, not minus 5 tanks."""
    parsed = parse(
        "losses",
        "date,day,tank\n2025-04-01,1,10\n2025-04-02,2,12\n2025-04-04,4,20\n2025-04-05,5,15\n"
        "2025-04-06,6,16\n",
    )
    assert series(parsed, "tank") == {
        date(2025, 4, 2): 2.0,
        date(2025, 4, 4): None,
        date(2025, 4, 5): None,
        date(2025, 4, 6): 1.0,
    }


def test_an_empty_figure_is_unknown_not_zero() -> None:
    parsed = parse("losses", "date,tank,APC\n2025-04-01,,7\n2025-04-02,12,8\n2025-04-03,,\n")
    assert bodies(parsed)[0]["totals"] == {"tank": None, "APC": 7.0}
    assert parsed.rows_set_aside == 1  # a day without any figure says nothing
    assert "ASL-FEED-017" in [problem.code for problem in parsed.problems]


def test_a_loss_figure_is_known_when_its_day_ends_in_kyiv() -> None:
    claim = drafts(read("losses", LOSSES, REPORTED), "claim")[0]
    assert claim.known_at == datetime(2025, 4, 10, 21, tzinfo=UTC)
    assert claim.body["covers_about"] == ["2025-04-08T21:00:00Z", "2025-04-09T21:00:00Z"]


@pytest.mark.parametrize("day", ["2025-02-30", "19.04.2025", "", "x"])
def test_a_row_without_its_day_is_set_aside(day: str) -> None:
    parsed = parse("losses", f"date,tank\n2025-04-01,7\n{day},8\n")
    assert parsed.rows_set_aside == 1


def test_the_area_may_shrink_and_repeat_itself() -> None:
    """5 and 6 April 2026 fall by 7 and 4 km2; 11 April repeats the day before. Both are said."""
    parsed = read("occupied_area", AREA_2026, REPORTED)
    by_day = {body["date"]: body for body in bodies(parsed)}
    change = {
        day: by_day[f"2026-04-{day:02}"]["area_km2"] - by_day[f"2026-04-{day - 1:02}"]["area_km2"]
        for day in (5, 6, 11, 12)
    }
    assert {day: round(km2) for day, km2 in change.items()} == {5: -7, 6: -4, 11: 0, 12: 5}
    repeats = [day for day, body in sorted(by_day.items()) if body["repeats_previous_day"]]
    assert repeats == [f"2026-04-{day:02}" for day in (7, 11, 15, 19, 21, 22)]
    drawn = mapped_area(bodies(parsed))
    assert drawn is not None
    notes = {point.day.day: point.note for point in drawn.points}
    assert notes[11] == "repeats the day before"
    assert notes[12] == ""


def test_the_map_of_a_day_shows_the_day_before() -> None:
    parsed = read("occupied_area", AREA_2025, REPORTED)
    (body,) = [body for body in bodies(parsed) if body["date"] == "2025-04-20"]
    assert body["area_km2"] == 112657.33
    assert body["shows"] == ["2025-04-19T00:00:00Z", "2025-04-20T00:00:00Z"]
    (claim,) = [d for d in drafts(parsed, "claim") if d.body["date"] == "2025-04-20"]
    assert claim.known_at == datetime(2025, 4, 20, 3, tzinfo=UTC)


def ukraine_on_shelling() -> list[Any]:
    return [
        draft
        for draft in drafts(read("violation_claims", CLAIMS, REPORTED), "claim")
        if draft.body["category"] == "shelling"
        and draft.body["claimant"].startswith("President of Ukraine")
        and draft.body["window"][0] == "2025-04-19T21:00:00Z"
    ]


def test_running_totals_stay_as_said_each_known_at_the_end_of_its_window() -> None:
    """59, 901, 1,355, 1,882 shellings are one growing figure: stages, not parts of a sum."""
    stages = sorted(ukraine_on_shelling(), key=lambda draft: draft.body["window"][1])
    assert [draft.body["count"] for draft in stages] == [59, 901, 1355, 1882]
    for draft in stages:
        assert draft.known_at == datetime.fromisoformat(draft.body["window"][1])
        assert "end of the window" in (draft.grounds or "")


def test_rival_figures_stay_rivals() -> None:
    """One statement by two outlets, "over 1,300" and "more than 1,000": two claims, no average."""
    window = "2025-04-19T18:00+03:00,2025-04-20T10:00+03:00,total"
    parsed = parse(
        "violation_claims",
        HEAD.replace("qualifier", "qualifier,source").strip()
        + f"\nMinistry,Ukraine,{window},1300,more_than,one\n"
        + f"Ministry,Ukraine,{window},1000,more_than,another\n",
    )
    said = {(body["count"], body["address"]): body["id"] for body in bodies(parsed)}
    assert set(said) == {(1300, "one"), (1000, "another")}
    assert len(set(said.values())) == 2


def test_the_same_hours_by_two_claimants_are_two_claims() -> None:
    """46 assaults and 45 clashes to 16:00 are probably the same events; nobody adds them up."""
    parsed = read("violation_claims", CLAIMS, REPORTED)
    assert len({body["id"] for body in bodies(parsed)}) == 33
    to_four = ["2025-04-19T21:00:00Z", "2025-04-20T13:00:00Z"]
    said = {
        (body["claimant"].split(" (")[0], body["category"]): (body["count"], body["qualifier"])
        for body in bodies(parsed)
        if body["window"] == to_four
    }
    assert said["President of Ukraine", "assault"] == (46, "exact")
    assert said["General Staff of Ukraine", "combat_clash"] == (45, "at_least")


def test_qualifiers_are_kept() -> None:
    """96 + 1,882 + "more than 950" is 2,928, not 2,935: the words explain the difference."""
    said = {body["qualifier"] for body in bodies(read("violation_claims", CLAIMS, REPORTED))}
    assert {"exact", "more_than"} <= said


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("A,B,2025-04-19T18:00,2025-04-20T00:00+03:00,shelling,1,exact", "ASL-FEED-016"),
        ("A,B,2025-04-20T18:00+03:00,2025-04-20T00:00+03:00,shelling,1,exact", "ASL-FEED-015"),
        ("A,B,2025-04-19T18:00+03:00,2025-04-20T00:00+03:00,shelling,1.5,exact", "ASL-FEED-013"),
        ("A,B,2025-04-19T18:00+03:00,2025-04-20T00:00+03:00,shelling,-1,exact", "ASL-FEED-013"),
        ("A,B,2025-04-19T18:00+03:00,2025-04-20T00:00+03:00,shelling,1,perhaps", "ASL-FEED-018"),
        (",B,2025-04-19T18:00+03:00,2025-04-20T00:00+03:00,shelling,1,exact", "ASL-FEED-017"),
    ],
)
def test_a_claim_that_cannot_be_read_stops_alone(line: str, code: str) -> None:
    good = "A,B,2025-04-19T18:00+03:00,2025-04-20T00:00+03:00,shelling,,about\n"
    parsed = parse("violation_claims", HEAD + good + line + "\n")
    assert (parsed.rows_accepted, parsed.rows_set_aside) == (1, 1)
    assert parsed.problems[0].code == code
    assert bodies(parsed)[0]["count"] is None  # a claim without a figure is a claim
    with pytest.raises(InputError):
        parse("violation_claims", HEAD + line + "\n")
