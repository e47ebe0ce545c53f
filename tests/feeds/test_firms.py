"""Fires: what a pixel says, how sure, and that no fire seen is not sky seen."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.feeds.shipped import MISSIONS, drafts, read, rows

from aselepo.core import ConfigError
from aselepo.feeds import FeedContext, run_feed
from aselepo.feeds.adapters.firms import time_of_day

HEAD = "latitude,longitude,scan,track,acq_date,acq_time,satellite,confidence,frp,daynight\n"
FOLDER = MISSIONS / "easter_2026/data/firms"
SITES = [[35.16, 47.87], [33.43, 47.87], [34.64, 48.53], [38.76, 48.46], [38.48, 47.83]]


def parse(text: str, **setting: Any) -> Any:
    return run_feed("firms", text.encode(), FeedContext.of(setting, file="fires.csv"))


def one(line: str, **setting: Any) -> dict[str, Any]:
    (row,) = rows(parse(HEAD + line + "\n", **setting), "observation")
    return row


@pytest.mark.parametrize(
    ("text", "hour", "minute"),
    [("939", 9, 39), ("0939", 9, 39), ("09:39", 9, 39), ("09:39:00", 9, 39), ("7", 0, 7)],
)
def test_every_way_to_write_the_hour(text: str, hour: int, minute: int) -> None:
    """NASA writes HHMM and drops the leading zeros; other hands write HH:MM:SS."""
    row = one(f"48.1,36.4,0.5,0.5,2026-04-11,{text},N20,low,2.1,D")
    assert row["time"] == datetime(2026, 4, 11, hour, minute, tzinfo=UTC)
    assert row["time_sigma_s"] == 60.0


@pytest.mark.parametrize("text", ["2460", "2400", "12:60", "9:39", "x", "12345", "-939", "٠٩٣٩"])
def test_an_hour_that_is_none_is_set_aside(text: str) -> None:
    good = "48.1,36.4,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n"
    parsed = parse(HEAD + good + f"48.1,36.4,0.5,0.5,2026-04-11,{text},N20,low,2.1,D\n")
    assert (parsed.rows_accepted, parsed.rows_set_aside) == (1, 1)
    (problem,) = [p for p in parsed.problems if p.severity == "error"]
    assert (problem.where, problem.code) == ("fires.csv:3", "ASL-FEED-012")
    with pytest.raises(ValueError, match="time of day"):
        time_of_day(text)


def test_rounding_tails_do_not_make_a_new_fire() -> None:
    """48.135980000000004 is 48.13598 after a journey through another program."""
    clean = one("48.13598,36.44999,0.53,0.5,2026-04-11,0939,N20,low,21.62,D")
    tail = one("48.135980000000004,36.449990000000003,0.53,0.5,2026-04-11,09:39:00,N20,low,21.62,D")
    assert clean["id"] == tail["id"]


def test_the_same_fire_by_two_satellites_is_two_reports() -> None:
    """11 April 2026, 48.138 36.445: N at 09:20, N20 at 09:39. The feed does not fuse."""
    found = [
        row
        for file in sorted(FOLDER.glob("*2026101*"))
        for row in rows(read("firms", file, {"areas": ["UA"]}), "observation")
        if math.hypot(row["lat"] - 48.138, row["lon"] - 36.447) < 0.006
    ]
    seen = sorted((f"{row['time']:%H:%M}", row["sensor"]) for row in found)
    assert ("09:20", "VIIRS N") in seen
    assert ("09:39", "VIIRS N20") in seen
    assert len({row["id"] for row in found}) == len(found)
    assert {row["source"] for row in found} == {"firms"}


def test_sigma_is_the_longer_side_of_the_pixel() -> None:
    """A uniform position within a side of length L has a standard deviation of L / sqrt(12)."""
    row = one("48.1,36.4,0.44,0.62,2026-04-11,0939,N20,low,2.1,D")
    assert row["sigma_major_m"] == pytest.approx(620 / math.sqrt(12))
    assert row["sigma_minor_m"] == row["sigma_major_m"]


@pytest.mark.parametrize("side", ["", "0", "-0.4", "nan", "300"])
def test_a_pixel_of_unknown_size_is_set_aside(side: str) -> None:
    good = "48.1,36.4,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n"
    parsed = parse(HEAD + good + f"48.2,36.4,{side},0.5,2026-04-11,0939,N20,low,2.1,D\n")
    assert parsed.rows_set_aside == 1


def test_swapped_coordinates() -> None:
    """36.4 north, 48.1 east is a place too, in Iran: only a box tells that the two are swapped."""
    swapped = HEAD + (
        "48.1,36.4,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n"
        "36.4,48.1,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n"
        "136.4,48.1,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n"
        "10.0,10.0,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n"
    )
    assert parse(swapped).rows_set_aside == 1  # 136.4 is no latitude at all
    parsed = parse(swapped, box=[22.0, 44.0, 40.5, 52.5])
    found = {p.where: (p.code, p.why) for p in parsed.problems if p.severity == "error"}
    assert found["fires.csv:3"] == (
        "ASL-FEED-029",
        "longitude and latitude seem to be swapped",
    )
    assert found["fires.csv:4"][0] == "ASL-FEED-013"
    assert "swapped" in found["fires.csv:4"][1]
    assert "swapped" not in found["fires.csv:5"][1]


@pytest.mark.parametrize("box", [[1, 2, 3], "x", [40, 44, 22, 52], [22, 44, 40, 95]])
def test_a_box_that_is_none_stops(box: Any) -> None:
    with pytest.raises(ConfigError):
        parse(HEAD, box=box)


def test_static_heat_is_kept_and_named() -> None:
    """Steel works burn every night. They are reports too; their text says what they are near."""
    nights = [
        row
        for file in sorted(FOLDER.glob("J1_*"))
        for row in rows(read("firms", file, {"static_sites": SITES}), "observation")
        if "steady source" in row["text"]
    ]
    assert len({f"{row['time']:%d}" for row in nights}) >= 3
    far = one("49.9,36.2,0.5,0.5,2026-04-11,0939,N20,low,2.1,D", static_sites=SITES)
    assert far["text"] == "2.1 MW; day"


def test_without_passes_the_sky_is_unknown() -> None:
    window = ["2026-04-11T00:00Z", "2026-04-12T00:00Z"]
    line = HEAD + "48.1,36.4,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n"
    parsed = parse(line, window=window, areas=["UA"], p_detect={"heat": 0.9})
    assert [(row["status"], row["reason"]) for row in rows(parsed, "coverage")] == [
        ("unknown", "no-passes")
    ]
    bare = parse(line)
    assert not drafts(bare, "coverage")
    assert "ASL-FEED-006" in [problem.code for problem in bare.problems]


def test_known_passes_are_coverage() -> None:
    parsed = parse(
        HEAD + "48.1,36.4,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n",
        passes=[
            {"area": "UA-14", "from": "2026-04-11T09:35Z", "to": "2026-04-11T09:42Z",
             "p_detect": {"heat": 0.6}},
            {"area": "UA-23", "from": "2026-04-11T09:35Z", "to": "2026-04-11T09:42Z",
             "status": "not_observed", "reason": "cloud"},
        ],
    )  # fmt: skip
    seen = {row["area"]: (row["status"], row["reason"]) for row in rows(parsed, "coverage")}
    assert seen == {"UA-14": ("observed", None), "UA-23": ("not_observed", "cloud")}
    with pytest.raises(ConfigError):
        parse(HEAD + "48.1,36.4,0.5,0.5,2026-04-11,0939,N20,low,2.1,D\n", passes=[{"area": "x"}])


def test_confidence_by_word_and_per_cent() -> None:
    chances = [
        one(f"48.1,36.4,0.5,0.5,2026-04-11,0939,N20,{word},2.1,D")["class_confidence"]
        for word in ("low", "n", "High", "57", "")
    ]
    assert chances == [0.3, 0.8, 0.95, 0.57, None]


def test_archive_rows_are_known_three_hours_after_the_pass() -> None:
    line = "48.1,36.4,0.5,0.5,2026-04-11,0939,N20,low,2.1,D"
    assert one(line)["known_at"] is None
    known = one(line, known="reported", known_from="2026-04-02T00:00Z")["known_at"]
    assert known == datetime(2026, 4, 11, 12, 39, tzinfo=UTC)


def test_pixels_per_day_of_easter_2026() -> None:
    """More inside the truce than the day before: fires do not count shots."""
    counts = [len(rows(read("firms", f, {}), "observation")) for f in sorted(FOLDER.glob("J1_*"))]
    assert counts == [19, 15, 43, 26, 33, 65]
