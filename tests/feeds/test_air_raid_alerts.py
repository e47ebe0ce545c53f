"""Alerts: what the archive says of three truces, what it cannot say, and when it could be known."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.feeds.shipped import (
    APRIL_2025,
    APRIL_2026,
    KYIV,
    drafts,
    kyiv,
    newest,
    read,
    rows,
    table,
)

from aselepo.core import InputError, Interval
from aselepo.coverage.ledger import ledger
from aselepo.feeds import FeedContext, run_feed

FILE_2025 = "easter_2025/data/air_raid_alerts_oblast.csv"
FILE_2026 = "easter_2026/data/air_raid_alerts_oblast.csv"


def begin(row: dict[str, Any]) -> datetime:
    moment: datetime = row["time_lo"] or row["time"]
    return moment


def starts(parsed: Any) -> list[tuple[datetime, str]]:
    return sorted((begin(row), row["place"]) for row in newest(rows(parsed, "observation")))


def test_easter_2025_alerts_that_begin_inside_the_truce() -> None:
    """Four on the first evening and the merged Dnipropetrovsk row; nothing else until 00:43."""
    found = [
        (f"{at.astimezone(KYIV):%d %H:%M}", place)
        for at, place in starts(read("air_raid_alerts", FILE_2025, APRIL_2025))
        if kyiv("2025-04-19T18:00") <= at < kyiv("2025-04-21T00:43")
    ]
    assert found == [
        ("19 20:59", "UA-23"),
        ("19 21:00", "UA-14"),
        ("19 21:51", "UA-30"),
        ("19 21:52", "UA-32"),
        ("20 16:56", "UA-12"),
    ]


def test_easter_2025_the_silence_is_framed_by_an_end_and_a_start() -> None:
    parsed = read("air_raid_alerts", FILE_2025, APRIL_2025)
    ends = [r["time_end"] for r in newest(rows(parsed, "observation")) if r["time_end"]]
    last = max(end for end in ends if end < kyiv("2025-04-20T12:00"))
    assert f"{last.astimezone(KYIV):%d %H:%M}" == "19 22:13"
    after = min(at for at, _ in starts(parsed) if at > kyiv("2025-04-20T17:00"))
    assert f"{after.astimezone(KYIV):%d %H:%M}" == "21 00:43"


def readable(parsed: Any, place: str, at: datetime, until: datetime) -> str:
    """Status of a place over a stretch, as the ledger settles it at the end of the archive."""
    book = ledger(table(drafts(parsed, "coverage")[0]), until=datetime(2026, 5, 1, tzinfo=UTC))
    found = {span.status for span in book.over(place, Interval(at, until))}
    return " ".join(sorted(found))


@pytest.mark.parametrize(
    ("place", "start", "end", "status"),
    [
        ("UA-63", "2025-04-19T18:00", "2025-04-21T00:00", "unknown"),  # one row of 604 days
        ("UA-12", "2025-04-19T18:00", "2025-04-20T11:28", "unknown"),
        ("UA-12", "2025-04-20T11:29", "2025-04-20T16:56", "observed"),
        ("UA-12", "2025-04-20T16:57", "2025-04-21T00:00", "unknown"),
        ("UA-09", "2025-04-19T18:00", "2025-04-21T00:00", "unknown"),  # permanent alert
        ("UA-43", "2025-04-19T18:00", "2025-04-21T00:00", "unknown"),
        ("UA-40", "2025-04-19T18:00", "2025-04-21T00:00", "unknown"),
        ("UA-14", "2025-04-19T18:00", "2025-04-21T00:00", "observed"),
        ("UA-46", "2025-04-19T18:00", "2025-04-21T00:00", "observed"),
    ],
)
def test_easter_2025_what_could_be_read(place: str, start: str, end: str, status: str) -> None:
    parsed = read("air_raid_alerts", FILE_2025, APRIL_2025)
    assert readable(parsed, place, kyiv(start), kyiv(end)) == status


def test_easter_2026_rear_silent_front_not_two_oblasts_unreadable() -> None:
    parsed = read("air_raid_alerts", FILE_2026, APRIL_2026)
    window = kyiv("2026-04-11T16:00"), kyiv("2026-04-13T00:10")
    places = {place for at, place in starts(parsed) if window[0] <= at < window[1]}
    assert places == {"UA-63", "UA-59", "UA-14", "UA-23"}
    assert readable(parsed, "UA-12", *window) == "unknown"
    assert readable(parsed, "UA-14", kyiv("2026-04-11T16:00"), kyiv("2026-04-11T16:54")) == (
        "unknown"
    )
    assert readable(parsed, "UA-14", kyiv("2026-04-11T16:55"), window[1]) == "observed"
    for place in ("UA-09", "UA-43", "UA-40"):
        assert readable(parsed, place, *window) == "unknown"


@pytest.mark.parametrize(
    ("file", "setting", "month", "per_day"),
    [
        (
            FILE_2025,
            APRIL_2025,
            "2025-04",
            {16: (51, 13), 17: (65, 22), 18: (84, 22), 19: (27, 12), 20: (0, 0), 21: (45, 13)}
            | {22: (21, 11), 23: (52, 14), 24: (30, 18)},
        ),
        (
            FILE_2026,
            APRIL_2026,
            "2026-04",
            {9: (61, 13), 10: (62, 14), 11: (49, 12), 12: (27, 4), 13: (56, 15), 14: (70, 15)},
        ),
    ],
)
def test_alerts_per_kyiv_day(
    file: str, setting: dict[str, Any], month: str, per_day: dict[int, tuple[int, int]]
) -> None:
    """Ordinary rows only: starts and oblasts touched, counted apart by hand."""
    ordinary = [
        (row["time_lo"].astimezone(KYIV), row["place"])
        for row in newest(rows(read("air_raid_alerts", file, setting), "observation"))
        if row["time_lo"]
    ]
    for day, expected in per_day.items():
        here = [place for at, place in ordinary if f"{at:%Y-%m-%d}" == f"{month}-{day:02}"]
        assert (len(here), len(set(here))) == expected, day


HEAD = "region,started_at,finished_at,n_subalerts\n"


def parse(text: str, **setting: Any) -> Any:
    return run_feed("air_raid_alerts", text.encode(), FeedContext.of(setting, file="alerts.csv"))


def test_row_of_604_days_is_one_start_not_a_year_of_alert() -> None:
    """A merged row says that an alert began; it does not say that it lasted."""
    parsed = parse(
        HEAD + "Kharkivska oblast,2024-05-12T05:26:03Z,2026-01-06T09:53:57Z,8675\n",
        **APRIL_2025,
    )
    (last,) = newest(rows(parsed, "observation"))
    assert (last["time"], last["time_sigma_s"]) == (
        datetime(2024, 5, 12, 5, 26, 3, tzinfo=UTC),
        60.0,
    )
    assert last["time_hi"] is None
    assert last["time_end"] is None
    assert "merged" in last["text"]


def test_row_of_exactly_a_day_is_ordinary() -> None:
    parsed = parse(HEAD + "Sumska oblast,2025-04-01T00:00:00Z,2025-04-02T00:00:00Z,1\n")
    (last,) = newest(rows(parsed, "observation"))
    assert last["time_hi"] == datetime(2025, 4, 2, tzinfo=UTC)
    assert not drafts(parsed, "coverage")


def test_oblasts_beside_the_line_say_nothing_of_short_range_drones() -> None:
    blind = {"drone_strike": 0.0, "short_drone": 0.0}
    parsed = read("air_raid_alerts", FILE_2025, APRIL_2025 | {"p_detect_in": {"UA-59": blind}})
    book = ledger(table(drafts(parsed, "coverage")[0]), until=datetime(2025, 5, 1, tzinfo=UTC))
    window = Interval(kyiv("2025-04-20T00:00"), kyiv("2025-04-21T00:00"))
    assert [span.chance("drone_strike") for span in book.over("UA-59", window)] == [0.0]
    assert [span.chance("missile") for span in book.over("UA-59", window)] == [0.9]
    assert [span.chance("drone_strike") for span in book.over("UA-46", window)] == [0.9]


def test_without_declaration_nothing_is_observed_anywhere() -> None:
    parsed = read(
        "air_raid_alerts", FILE_2025, {"known": "reported", "known_from": "2025-04-10T00:00Z"}
    )
    assert {row["status"] for row in rows(parsed, "coverage")} == {"unknown"}
    assert "ASL-FEED-006" in [problem.code for problem in parsed.problems]


def test_live_rows_claim_no_earlier_knowledge() -> None:
    parsed = parse(HEAD + "Sumska oblast,2025-04-01T00:00:00Z,2025-04-01T01:00:00Z,1\n")
    assert [row["known_at"] for row in rows(parsed, "observation")] == [None, None]
    assert all(draft.known_at is None for draft in parsed.drafts)


BAD = HEAD + (
    "Sumska oblast,2025-04-01T00:00:00Z,2025-04-01T01:00:00Z,1\n"
    "Narnia,2025-04-01T00:00:00Z,2025-04-01T01:00:00Z,1\n"
    "Sumska oblast,2025-04-01T00:00:00,2025-04-01T01:00:00Z,1\n"
    "Sumska oblast,2025-04-02T02:00:00Z,2025-04-02T01:00:00Z,1\n"
    "Sumska oblast,,2025-04-02T01:00:00Z,1\n"
    "Sumska oblast,2025-04-02T02:00:00Z\n"
)


def test_damaged_rows_are_explained_and_counted() -> None:
    parsed = parse(BAD)
    assert (parsed.rows_read, parsed.rows_accepted, parsed.rows_set_aside) == (6, 1, 5)
    found = [(p.where, p.code) for p in parsed.problems if p.severity == "error"]
    assert found == [
        ("alerts.csv:3", "ASL-FEED-014"),
        ("alerts.csv:4", "ASL-FEED-016"),
        ("alerts.csv:5", "ASL-FEED-015"),
        ("alerts.csv:6", "ASL-FEED-017"),
        ("alerts.csv:7", "ASL-FEED-010"),
    ]
    assert 'region "Narnia" is not in the gazetteer' in parsed.problems[0].what
    assert "(5 of 6)" in parsed.problems[4].mend


def test_nothing_readable_stops() -> None:
    with pytest.raises(InputError) as stop:
        parse(HEAD + "Narnia,2025-04-01T00:00:00Z,,1\n")
    assert stop.value.exit_code == 3
    assert [p.code for p in stop.value.problems] == ["ASL-FEED-001", "ASL-FEED-014"]


def test_same_row_twice_counts_once() -> None:
    line = "Sumska oblast,2025-04-01T00:00:00Z,2025-04-01T01:00:00Z,1\n"
    parsed = parse(HEAD + line + line)
    assert len(newest(rows(parsed, "observation"))) == 1
    assert (parsed.rows_accepted, "ASL-FEED-005") == (2, parsed.problems[0].code)


BASE = datetime(2025, 4, 1, tzinfo=UTC)
ALERT = st.tuples(
    st.sampled_from(["Sumska oblast", "Kyiv City", "Donetska oblast"]),
    st.integers(0, 200),
    st.integers(1, 60),
)


def lines(alerts: list[tuple[str, int, int]], seen_at: datetime | None = None) -> str:
    """The file as it stood at a moment: rows begun by then, ends only if past."""
    text = HEAD
    for place, start_h, hours in alerts:
        start = BASE + timedelta(hours=start_h)
        end = start + timedelta(hours=hours)
        if seen_at is not None and start > seen_at:
            continue
        shown = "" if seen_at is not None and end > seen_at else f"{end:%Y-%m-%dT%H:%M:%SZ}"
        text += f"{place},{start:%Y-%m-%dT%H:%M:%SZ},{shown},1\n"
    return text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ALERT, min_size=1, max_size=8, unique_by=lambda a: a[:2]), st.integers(0, 280))
def test_a_view_never_learns_from_the_future(alerts: list[tuple[str, int, int]], hour: int) -> None:
    """The whole file, cut to what was known at T, holds no end and no merging later than T."""
    at = BASE + timedelta(hours=hour)
    declared = {**APRIL_2025, "window": ["2025-04-01T00:00Z", "2025-05-01T00:00Z"]}
    whole = parse(lines(alerts), **declared)
    known = [row for row in rows(whole, "observation") if row["known_at"] <= at]
    for row in newest(known):
        start = begin(row)
        assert start <= at
        assert row["time_end"] is None or row["time_end"] <= at
        if row["time"] is not None:
            assert at - start >= timedelta(hours=24)
    unknown = [row for row in rows(whole, "coverage") if row["reason"] == "merged-rows"]
    for row in unknown:
        if row["known_at"] <= at:
            assert at - row["time_lo"] >= timedelta(hours=24)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(ALERT, min_size=2, max_size=8, unique_by=lambda a: a[:2]),
    st.integers(1, 7),
    st.randoms(use_true_random=False),
)
def test_pieces_and_order_give_the_same_rows(
    alerts: list[tuple[str, int, int]], cut: int, random: Any
) -> None:
    def content(parsed: Any) -> list[str]:
        return sorted(
            repr({k: v for k, v in row.items() if k != "row"})
            for kind in ("observation", "coverage")
            for row in rows(parsed, kind)
        )

    whole = content(parse(lines(alerts), **APRIL_2025))
    mixed = alerts[:]
    random.shuffle(mixed)
    pieces = [mixed[: cut % len(mixed)], mixed[cut % len(mixed) :]]
    parts = [content(parse(lines(piece), **APRIL_2025)) for piece in pieces if piece]
    assert Counter(set(whole)) == Counter({row for part in parts for row in part})
