"""Any table by a mapping: what must be said, what is refused, what a row becomes."""

from __future__ import annotations

import io
import tomllib
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.feeds.shipped import drafts, rows

from aselepo.core import ConfigError, InputError
from aselepo.feeds import FeedContext, feeds, run_feed
from aselepo.feeds.mapping import TARGETS
from aselepo.feeds.propose import propose

MAPPING: dict[str, Any] = {
    "source": "posts",
    "clock": "Europe/Helsinki",
    "time_sigma_s": 60,
    "columns": {"time": "when", "lat": "lat", "lon": "lon", "sigma_m": "error_m", "class": "what"},
}
HEAD = "when,lat,lon,error_m,what\n"
GOOD = "2026-03-02 21:14,61.10,28.50,400,shelling\n"


def parse(raw: str | bytes, **change: Any) -> Any:
    given = {key: value for key, value in {**MAPPING, **change}.items() if value is not None}
    data = raw.encode() if isinstance(raw, str) else raw
    return run_feed("table", data, FeedContext.of(given, file="t.csv"))


def one(line: str = GOOD, head: str = HEAD, **change: Any) -> dict[str, Any]:
    (row,) = rows(parse(head + line, **change), "observation")
    return row


def test_a_row_becomes_a_report_with_its_errors() -> None:
    row = one()
    assert row["time"] == datetime(2026, 3, 2, 19, 14, tzinfo=UTC)
    assert (row["time_sigma_s"], row["sigma_major_m"], row["sigma_minor_m"]) == (60, 400, 400)
    assert (row["class"], row["source"], row["row"]) == ("shelling", "posts", 2)
    assert row["known_at"] is None


def test_what_is_the_same_in_every_row_may_stand_in_a_table_of_its_own() -> None:
    assert one(time_sigma_s=None, constants={"time_sigma_s": 60}) == one()
    with pytest.raises(ConfigError):
        parse(HEAD + GOOD, constants={"colour": "red"})


def test_every_target_is_described_and_nothing_else() -> None:
    """The reference page lists what a table may hold; it must not lag behind the code."""
    card = feeds()["table"].card
    assert card is not None
    own = {
        "source",
        "columns",
        "constants",
        "clock",
        "time_format",
        "midnight_unknown",
        "classes",
        "areas",
    }
    own |= {"known_after_h", "encoding", "delimiter", "decimal"}
    assert set(card.options) == TARGETS | own


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"source": None}, "no source"),
        ({"source": "<who reports>"}, "source is still to be filled in"),
        ({"time_sigma_s": 0}, "time_sigma_s = 0"),
        ({"time_sigma_s": -5}, "time_sigma_s -5 is not from 0"),
        ({"time_sigma_s": "sure"}, "is not a number"),
        ({"clock": "Europe/Atlantis"}, "no zone of time"),
        ({"columns": {**MAPPING["columns"], "colour": "x"}}, "nothing a table can hold"),
        ({"columns": {"lat": "lat", "class": "what"}}, "no time"),
        ({"columns": {"time": "when"}}, "no class"),
        ({"columns": {"time": "when", "class": "what", "lon": "lon"}}, "lon without lat"),
        (
            {"columns": {"time": "when", "class": "what", "lon": "lon", "lat": "lat"}},
            "lon and lat without sigma_m",
        ),
        ({"columns": {**MAPPING["columns"], "party": "what"}}, "party without party_p"),
        ({"class": "shelling"}, "is both a column and the same in every row"),
        ({"basis": "dreamt"}, 'basis "dreamt"'),
        ({"classes": {"boom": ""}}, '"boom" has no class'),
        ({"window": ["2026-03-01T00:00Z", "2026-03-02T00:00Z"], "p_detect": {"shelling": 0.5}},
         "coverage without areas"),
        ({"nonsense": 1}, 'no setting "nonsense"'),
    ],
)  # fmt: skip
def test_a_mapping_that_says_too_little_stops(change: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError) as stop:
        parse(HEAD + GOOD, **change)
    assert says in stop.value.problems[0].what
    assert stop.value.exit_code == 2


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("2026-03-02 21:14,61.10,28.50,,shelling\n", "ASL-FEED-023"),
        ("2026-03-02 21:14,61.10,28.50,0,shelling\n", "ASL-FEED-023"),
        ("2026-03-02 21:14,61.10,,400,shelling\n", "ASL-FEED-017"),
        ("2026-03-02 21:14,161.10,28.50,400,shelling\n", "ASL-FEED-013"),
        (",61.10,28.50,400,shelling\n", "ASL-FEED-017"),
        ("yesterday,61.10,28.50,400,shelling\n", "ASL-FEED-012"),
        ("2026-03-29 03:30,61.10,28.50,400,shelling\n", "ASL-FEED-022"),
        ("2026-03-02 21:14,61.10,28.50,400,\n", "ASL-FEED-017"),
        ("2026-03-02 21:14,61.10,28.50,400,kaboom\n", "ASL-FEED-018"),
        ("2026-03-02 21:14,61.10\n", "ASL-FEED-010"),
    ],
)
def test_a_row_that_says_too_little_is_set_aside(line: str, code: str) -> None:
    parsed = parse(HEAD + GOOD + line)
    assert (parsed.rows_accepted, parsed.rows_set_aside) == (1, 1)
    (problem,) = [p for p in parsed.problems if p.severity == "error"]
    assert (problem.where, problem.code) == ("t.csv:3", code)
    with pytest.raises(InputError):
        parse(HEAD + line)


def test_an_instant_without_error_is_a_problem_not_zero() -> None:
    with pytest.raises(InputError) as stop:
        parse(HEAD + GOOD, time_sigma_s=None)
    assert stop.value.problems[1].code == "ASL-FEED-023"
    day = one("2026-03-02,61.10,28.50,400,shelling\n", time_sigma_s=None)
    assert (day["time"], day["time_sigma_s"]) == (None, None)  # an interval is its own error
    assert day["time_lo"] == datetime(2026, 3, 1, 22, tzinfo=UTC)
    assert day["time_hi"] == datetime(2026, 3, 2, 22, tzinfo=UTC)


def test_a_local_time_needs_its_clock() -> None:
    with pytest.raises(InputError) as stop:
        parse(HEAD + GOOD, clock=None)
    assert stop.value.problems[1].code == "ASL-FEED-016"
    wide = one(clock="unknown")
    assert (wide["time_hi"] - wide["time_lo"]).total_seconds() == 26 * 3600


def test_the_double_hour_is_an_interval() -> None:
    row = one("2026-10-25 03:30,61.10,28.50,400,shelling\n")
    assert row["time"] is None
    assert (row["time_hi"] - row["time_lo"]).total_seconds() == 3600


def test_intervals_from_two_columns() -> None:
    columns = {"time_lo": "from", "time_hi": "to", "class": "what"}
    head = "from,to,what\n"
    row = one("2026-03-02 21:00,2026-03-02 22:00,shelling\n", head, columns=columns)
    assert (row["time_lo"].hour, row["time_hi"].hour, row["time"]) == (19, 20, None)
    parsed = parse(
        head
        + "2026-03-02 21:00,2026-03-02 22:00,mortar\n2026-03-02 23:00,2026-03-02 22:00,mortar\n"
        "2026-03-02 23:00,,mortar\n",
        columns=columns,
    )
    assert [p.code for p in parsed.problems if p.severity == "error"] == [
        "ASL-FEED-015",
        "ASL-FEED-017",
    ]


def test_words_of_ones_own_become_classes() -> None:
    classes = {"вибух": "explosion", "гради": "rocket", "річ": "our_own_thing"}
    parsed = parse(
        HEAD
        + GOOD.replace("shelling", "ВИБУХ")
        + GOOD.replace("shelling", "гради")
        + GOOD.replace("shelling", "річ"),
        classes=classes,
    )
    assert [r["class"] for r in rows(parsed, "observation")] == [
        "explosion",
        "rocket",
        "our_own_thing",
    ]
    assert "ASL-FEED-027" in [p.code for p in parsed.problems]


def test_semicolons_and_decimal_commas() -> None:
    head = HEAD.replace(",", ";")
    row = one("02.03.2026 21:14;61,10;28,50;400;shelling\n", head, delimiter=";", decimal=",",
              time_format="%d.%m.%Y %H:%M")  # fmt: skip
    assert (row["lat"], row["lon"]) == (61.1, 28.5)
    assert row["time"] == datetime(2026, 3, 2, 19, 14, tzinfo=UTC)


@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "koi8-u"])
def test_other_encodings_by_name(encoding: str) -> None:
    """What spreadsheets save; without its name the letters would be guessed."""
    raw = (HEAD + GOOD.replace("shelling", "вибух")).encode(encoding)
    (row,) = rows(parse(raw, encoding=encoding, classes={"вибух": "explosion"}), "observation")
    assert row["class"] == "explosion"
    with pytest.raises(InputError):
        parse(raw, classes={"вибух": "explosion"})
    with pytest.raises(InputError):
        parse(raw, encoding="klingon")


def test_counts_parties_and_places() -> None:
    columns = {"time": "t", "class": "c", "count_lo": "n", "party": "who", "party_p": "p",
               "place": "where"}  # fmt: skip
    head = "t,c,n,who,p,where\n"
    parsed = parse(
        head
        + "2026-03-02 21:00,mortar,3,NORTH,0.7,Одеська область\n"
        + "2026-03-02 21:00,mortar,,,,Kyiv City\n"
        + "2026-03-02 21:00,mortar,2.5,,,Kyiv City\n"
        + "2026-03-02 21:00,mortar,2,NORTH,,Kyiv City\n"
        + "2026-03-02 21:00,mortar,2,,,Atlantis\n",
        columns=columns,
        gazetteer="ukraine",
    )
    first, second = rows(parsed, "observation")
    assert (first["count_lo"], first["p_party"], first["place"]) == (3, [("NORTH", 0.7)], "UA-51")
    assert (second["count_lo"], second["p_party"], second["place"]) == (None, [], "UA-30")
    codes = [p.code for p in parsed.problems if p.severity == "error"]
    assert codes == ["ASL-FEED-013", "ASL-FEED-023", "ASL-FEED-014"]


def test_coverage_is_declared_or_said_to_be_missing() -> None:
    window = ["2026-03-01T00:00Z", "2026-03-08T00:00Z"]
    parsed = parse(HEAD + GOOD, window=window, areas=["north", "south"],
                   p_detect={"shelling": 0.8}, p_detect_in={"south": {"shelling": 0.2}},
                   declared_by="head of post", declared_why="manned day and night")  # fmt: skip
    seen = {r["area"]: dict(r["p_detect"]) for r in rows(parsed, "coverage")}
    assert seen == {"north": {"shelling": 0.8}, "south": {"shelling": 0.2}}
    assert drafts(parsed, "coverage")[0].body["declared_why"] == "manned day and night"
    assert "ASL-FEED-006" in [p.code for p in parse(HEAD + GOOD).problems]


def test_known_times_of_an_imported_table() -> None:
    imported = {"known": "reported", "known_from": "2026-03-01T00:00Z"}
    assert one(**imported)["known_at"] == datetime(2026, 3, 2, 19, 14, tzinfo=UTC)
    assert one(**imported, known_after_h=2)["known_at"].hour == 21
    columns = {**MAPPING["columns"], "known_at": "told"}
    line = GOOD.strip() + ",2026-03-03 09:00\n"
    row = one(line, HEAD.strip() + ",told\n", **imported, columns=columns)
    assert row["known_at"] == datetime(2026, 3, 3, 7, tzinfo=UTC)


def test_ids_are_the_sources_own_or_the_contents() -> None:
    head, columns = "id," + HEAD, {**MAPPING["columns"], "external_id": "id"}
    own = parse(head + "7," + GOOD + "7," + GOOD.replace("400", "500"), columns=columns)
    assert len({r["id"] for r in rows(own, "observation")}) == 1
    assert "ASL-FEED-026" in [p.code for p in own.problems]
    same = parse(HEAD + GOOD + GOOD)
    assert len({r["id"] for r in rows(same, "observation")}) == 1
    assert "ASL-FEED-005" in [p.code for p in same.problems]
    assert one()["id"] != one(GOOD.replace("400", "500"))["id"]
    order = parse(HEAD + GOOD, columns=dict(reversed(MAPPING["columns"].items())))
    assert rows(order, "observation")[0]["id"] == one()["id"]


def test_in_pieces_and_in_another_order_a_table_is_the_same_reports() -> None:
    lines = [
        f"2026-03-0{1 + n % 9} {n % 24:02}:{n % 60:02},{60 + n / 100:.2f},28.{n:02},{100 + n},mortar\n"
        for n in range(60)
    ]

    def reports(*pieces: list[str]) -> list[str]:
        found = [row for each in pieces for row in rows(parse(HEAD + "".join(each)), "observation")]
        return sorted({repr({k: v for k, v in row.items() if k != "row"}) for row in found})

    whole = reports(lines)
    assert len(whole) == 60
    assert reports(lines[::-1]) == whole
    assert reports(lines[40:], lines[:13], lines[10:45], lines) == whole


def test_parquet_and_csv_of_one_table_are_the_same_reports() -> None:
    held = pa.table(
        {
            "when": pa.array([datetime(2026, 3, 2, 19, 14, tzinfo=UTC), None], pa.timestamp("us", "UTC")),
            "lat": [61.1, 61.2], "lon": [28.5, 28.6], "error_m": pa.array([400, 300], pa.int32()),
            "what": pa.array(["shelling", "mortar"]).dictionary_encode(),
        }
    )  # fmt: skip
    sink = io.BytesIO()
    pq.write_table(held, sink)
    parsed = parse(sink.getvalue())
    (row,) = rows(parsed, "observation")
    assert {k: v for k, v in row.items() if k not in ("id", "row")} == {
        k: v for k, v in one().items() if k not in ("id", "row")
    }
    assert (parsed.rows_read, parsed.rows_set_aside) == (2, 1)  # the one without a moment
    for broken in (b"PAR1nonsensePAR1", sink.getvalue()[:-9]):
        with pytest.raises(InputError):
            parse(broken)


def test_a_draft_of_the_mapping_must_be_completed_then_works() -> None:
    raw = HEAD.replace("what", "event_type") + GOOD + GOOD.replace("shelling", "Boom")
    text = propose(raw.encode(), "t.csv")
    draft = tomllib.loads(text)
    assert draft["columns"] == {
        "time": "when", "lon": "lon", "lat": "lat", "sigma_m": "error_m", "class": "event_type",
    }  # fmt: skip
    assert draft["classes"] == {"shelling": "shelling", "Boom": ""}
    with pytest.raises(ConfigError):
        run_feed("table", raw.encode(), FeedContext.of(draft, file="t.csv"))
    draft |= {"source": "posts", "clock": "Europe/Helsinki", "basis": "heard", "time_sigma_s": 60.0}
    draft["classes"]["Boom"] = "explosion"
    parsed = run_feed("table", raw.encode(), FeedContext.of(draft, file="t.csv"))
    assert [r["class"] for r in rows(parsed, "observation")] == ["shelling", "explosion"]


@pytest.mark.parametrize(
    ("raw", "columns", "delimiter"),
    [
        ("Latitude;Longitude;Aika;Kuvaus\n61,1;28,5;2026-03-02;x\n",
         {"lat": "Latitude", "lon": "Longitude", "time": "Aika", "text": "Kuvaus"}, ";"),
        ("номер\tдата\tдовгота\tширота\tтип\n1\t2026-03-02\t37\t48\tвибух\n",
         {"external_id": "номер", "time": "дата", "lon": "довгота", "lat": "широта", "class": "тип"},
         "\t"),
        ("started_at,finished_at,region\n2025-04-01T00:00Z,2025-04-01T01:00Z,Sumy\n",
         {"time_lo": "started_at", "time_hi": "finished_at", "place": "region"}, None),
        ("a,b\n1,2\n", {"time": "<column of the moment>"}, None),
    ],
)  # fmt: skip
def test_drafts_for_headers_of_many_kinds(
    raw: str, columns: dict[str, str], delimiter: str | None
) -> None:
    draft = tomllib.loads(propose(raw.encode(), "t.csv"))
    assert draft["columns"] == columns
    assert draft.get("delimiter") == delimiter
