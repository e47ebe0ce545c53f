"""Passes computed from orbital elements: when a sky could be looked at, and never more."""

from __future__ import annotations

import pytest

from aselepo.core import ConfigError, InputError
from aselepo.feeds import FeedContext, find_feed
from aselepo.feeds.checking import sample

FILE, RAW, SETTINGS = sample("passes")


def rows(raw: bytes = RAW, **more: object) -> list[dict]:
    pytest.importorskip("sgp4")
    parsed = find_feed("passes").parse(raw, FeedContext.of({**SETTINGS, **more}, file=FILE))
    (coverage,) = [draft.table for draft in parsed.drafts if draft.kind == "coverage"]
    return coverage.to_pylist()


def test_the_window_is_covered_without_a_hole() -> None:
    found = rows()
    assert found[0]["time_lo"].isoformat() == "2026-04-10T00:00:00+00:00"
    assert found[-1]["time_hi"].isoformat() == "2026-04-12T00:00:00+00:00"
    ends = max(each["time_hi"] for each in found[:1])
    for each in found[1:]:
        assert each["time_lo"] <= ends
        ends = max(ends, each["time_hi"])


def test_a_polar_orbit_passes_a_few_times_a_day_for_minutes() -> None:
    passed = [each for each in rows() if each["reason"] != "no-pass"]
    assert 6 <= len(passed) <= 16  # two days, swath 3,000 km at 48 north
    assert all(60 <= (p["time_hi"] - p["time_lo"]).total_seconds() <= 900 for p in passed)
    narrow = [p for p in rows(max_scan_deg=10.0) if p["reason"] != "no-pass"]
    assert len(narrow) < len(passed)


def test_a_pass_without_a_word_on_cloud_is_unknown() -> None:
    by_day: dict[int, set[str]] = {}
    for each in rows():
        if each["reason"] != "no-pass":
            by_day.setdefault(each["time_lo"].day, set()).add(each["status"])
            if each["status"] == "partial":
                assert 0 < dict(each["p_detect"])["heat"] <= 0.3 + 1e-9  # half of the sky
    assert by_day == {10: {"partial"}, 11: {"unknown"}}
    closed = [{**SETTINGS["cloud"][0], "clear": 0.0}]
    assert {p["reason"] for p in rows(cloud=closed)} == {"no-pass", "cloud", "cloud-not-given"}


def test_elements_that_are_wrong_or_old_are_set_aside() -> None:
    pytest.importorskip("sgp4")
    line = RAW.decode().split('line1 = "')[1].split('"')[0]
    for raw, says in (
        (RAW.replace(line.encode(), line[:-1].encode() + b"X"), "check digit"),
        (RAW.replace(line.encode(), line[:40].encode()), "69 characters"),
    ):
        with pytest.raises(InputError) as stopped:
            rows(raw)
        assert any(says in str(each) for each in stopped.value.problems)
    with pytest.raises(InputError) as stopped:
        rows(window=["2026-08-10T00:00Z", "2026-08-12T00:00Z"])
    assert any("too little" in str(each) for each in stopped.value.problems)


@pytest.mark.parametrize(
    "more", [{"boxes": []}, {"boxes": [{"area": "UA"}]}, {"cloud": [{"area": "UA", "clear": 2.0}]}]
)
def test_settings_that_make_no_sense_stop(more: dict) -> None:
    with pytest.raises(ConfigError):
        rows(**more)


def test_the_satellite_is_where_another_way_of_reckoning_puts_it() -> None:
    """Sub-satellite latitude never exceeds what the inclination allows, and 14.2 rounds a day."""
    # one box around the pole is passed on every round
    found = rows(boxes=[{"area": "pole", "box": [-180.0, 84.0, 180.0, 88.0]}], cloud=[])
    rounds = sum(each["reason"] == "cloud-not-given" for each in found)
    assert rounds in (28, 29)
    there = rows(boxes=[{"area": "equator", "box": [0.0, -1.0, 2.0, 1.0]}], max_scan_deg=30.0)
    assert sum(each["reason"] != "no-pass" for each in there) <= 4
