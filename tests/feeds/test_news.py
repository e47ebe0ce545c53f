"""News: a row is a report, not an event; its hour is mostly unknown; one headline counts once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.feeds.shipped import drafts, read, rows
from tests.shared import shared

from aselepo.feeds import FeedContext, run_feed

HEAD = "datetime,lon,lat,place_name,event_type,headline_id,lang_guess\n"


def parse(text: str, **setting: Any) -> Any:
    return run_feed("viina", text.encode(), FeedContext.of(setting, file="v.csv"))


def test_midnight_is_a_day_in_whatever_zone() -> None:
    """00:00:00 means that nobody wrote the hour; without a zone the day spans 50 hours."""
    parsed = parse(HEAD + "2025-04-20 00:00:00,36.2,49.9,Kharkiv,artillery,a,uk\n")
    (row,) = rows(parsed, "observation")
    assert row["time"] is None
    assert row["time_lo"] == datetime(2025, 4, 19, 10, tzinfo=UTC)
    assert row["time_hi"] == datetime(2025, 4, 21, 12, tzinfo=UTC)


def test_an_hour_without_zone_is_an_interval_of_26_hours() -> None:
    parsed = parse(HEAD + "2025-04-20 18:30:00,36.2,49.9,Kharkiv,artillery,a,uk\n")
    (row,) = rows(parsed, "observation")
    assert row["time"] is None
    assert row["time_lo"] == datetime(2025, 4, 20, 4, 30, tzinfo=UTC)
    assert row["time_hi"] - row["time_lo"] == timedelta(hours=26)


def test_a_row_is_a_report_and_copies_name_their_original() -> None:
    parsed = parse(
        HEAD
        + "2025-04-20 00:00:00,36.2,49.9,Kharkiv,artillery,a,uk\n"
        + "2025-04-20 00:00:00,35.0,48.4,Dnipro,artillery,a,uk\n"
        + "2025-04-20 00:00:00,35.0,48.4,Dnipro,,b,uk\n"
    )
    found = rows(parsed, "observation")
    assert {row["basis"] for row in found} == {"document"}
    assert [row["origin"] is None for row in sorted(found, key=lambda r: r["row"])].count(
        False
    ) == 1
    assert [row["class"] for row in found if "no tag" in row["text"]] == [None]


def test_the_order_of_rows_does_not_choose_the_original() -> None:
    lines = [
        "2025-04-20 00:00:00,36.2,49.9,Kharkiv,artillery,a,uk\n",
        "2025-04-20 00:00:00,35.0,48.4,Dnipro,artillery,a,uk\n",
    ]
    one = rows(parse(HEAD + "".join(lines)), "observation")
    two = rows(parse(HEAD + "".join(reversed(lines))), "observation")
    assert {r["id"]: r["origin"] for r in one} == {r["id"]: r["origin"] for r in two}


def test_a_silence_of_the_press_proves_nothing() -> None:
    parsed = parse(HEAD + "2025-04-20 00:00:00,36.2,49.9,Kharkiv,artillery,a,uk\n")
    assert not drafts(parsed, "coverage")
    assert "ASL-FEED-006" in [problem.code for problem in parsed.problems]


def test_tags_cut_short_are_no_class() -> None:
    parsed = parse(HEAD + "2025-04-20 00:00:00,36.2,49.9,Kharkiv,arresb|firefighb,a,uk\n")
    (row,) = rows(parsed, "observation")
    assert row["class"] is None
    assert "arresb, firefighb" in row["text"]


def test_mark_cyrillic_and_typographic_apostrophes_survive() -> None:
    text = HEAD + "2025-04-20 00:00:00,36.5,49.6,Слобожанське / Slobozhans’ke,artillery,a,uk\n"
    plain = rows(parse(text), "observation")
    marked = rows(
        run_feed("viina", b"\xef\xbb\xbf" + text.encode(), FeedContext(file="v.csv")), "observation"
    )
    assert plain == marked
    assert plain[0]["text"].startswith("Слобожанське / Slobozhans’ke: ")


def test_the_rows_of_april_2025() -> None:
    """The whole cut, which is not shipped: 2,625 rows, most of them without an hour."""
    file = shared("data", "ua_easter_2025", "viina_news_events.csv")
    parsed = run_feed("viina", file.read_bytes(), FeedContext(file=file.name))
    assert (parsed.rows_read, parsed.rows_accepted) == (2625, 2625)
    found = rows(parsed, "observation")
    assert all(row["time"] is None for row in found)
    whole_days = sum(row["time_hi"] - row["time_lo"] == timedelta(hours=50) for row in found)
    assert 0.65 < whole_days / len(found) < 0.75
    originals = sum(row["origin"] is None for row in found)
    assert 0.5 < originals / len(found) < 0.7


DAILY = "easter_2025/data/news_reports_daily.csv"


def test_daily_counts_are_statements_of_reports() -> None:
    parsed = read("news_daily", DAILY, {"known": "reported", "known_from": "2025-04-10T00:00Z"})
    assert {draft.kind for draft in parsed.drafts} == {"source", "statement"}
    fighting = Counter[str]()
    for draft in drafts(parsed, "statement"):
        for _, kind, count in draft.body["counts"]:
            if kind == "fighting":
                fighting[draft.body["date"]] += count
        assert draft.known_at == datetime.fromisoformat(
            f"{draft.body['date']}T00:00+00:00"
        ) + timedelta(hours=36)
    assert fighting["2025-04-20"] < fighting["2025-04-18"]


def test_counts_outside_every_area_are_set_aside_not_moved() -> None:
    parsed = read("news_daily", DAILY, {})
    assert (parsed.rows_read, parsed.rows_set_aside) == (657, 2)
    assert all("outside" in p.what for p in parsed.problems if p.severity == "error")
