"""The check of feeds: every built-in one keeps its promises, and every broken promise is seen."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aselepo.core import AselepoError, ConfigError, Draft, InputError, Parsed
from aselepo.core.tables import OBSERVATIONS, conform
from aselepo.feeds import Feed, FeedContext, feeds, find_feed
from aselepo.feeds.checking import check_feed, sample

BUILT_IN = sorted(name for name, each in feeds().items() if each.card is not None)


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize("known", ["recorded", "reported"])
def test_every_built_in_feed_keeps_its_promises_on_its_sample(name: str, known: str) -> None:
    file, raw, setting = sample(name)
    imported = {"known": known}
    if known == "reported":
        imported["known_from"] = "2020-01-01T00:00Z"
    checks = check_feed(find_feed(name), raw, FeedContext.of({**setting, **imported}, file=file))
    assert [(each.name, each.said) for each in checks if not each.holds] == []
    assert len(checks) == 8


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_sample_is_read_whole_and_small(name: str) -> None:
    file, raw, setting = sample(name)
    parsed = find_feed(name).parse(raw, FeedContext.of(setting, file=file))
    assert parsed.rows_set_aside == 0
    assert len(raw) < 10_000


@pytest.mark.parametrize("name", BUILT_IN)
@pytest.mark.parametrize(
    "raw", [b"", b"\n", b"\x00\x01\x02", b"a,b\n1,2\n", b"{}", b"PAR1", "é,ü\n".encode("utf-16")]
)
def test_rubbish_stops_and_says_why(name: str, raw: bytes) -> None:
    _, _, setting = sample(name)
    with pytest.raises(AselepoError) as stop:
        find_feed(name).parse(raw, FeedContext.of(setting, file="x"))
    assert stop.value.exit_code == 3
    assert all(p.what and p.why and p.mend and p.code for p in stop.value.problems)


@pytest.mark.parametrize("name", BUILT_IN)
def test_unknown_settings_are_not_passed_over(name: str) -> None:
    _, raw, setting = sample(name)
    with pytest.raises(ConfigError) as stop:
        find_feed(name).parse(raw, FeedContext.of({**setting, "wnidow": 1}, file="x"))
    assert "wnidow" in stop.value.problems[0].what


@pytest.mark.parametrize("name", BUILT_IN)
def test_coverage_cannot_be_declared_for_a_source_that_observes_nothing(name: str) -> None:
    """A chance to notice for a claim or a shape would be passed over in silence."""
    file, raw, setting = sample(name)
    found = find_feed(name)
    assert found.card is not None
    window = ["2026-04-08T00:00Z", "2026-04-14T00:00Z"]
    declared = {**setting, "areas": ["x"], "p_detect": {"heat": 0.5}, "window": window}
    if "areas" not in found.card.options:
        declared.pop("areas")
    context = FeedContext.of(declared, file=file)
    if found.card.declares:
        assert any(draft.kind == "coverage" for draft in found.parse(raw, context).drafts)
    else:
        with pytest.raises(ConfigError):
            found.parse(raw, context)


@pytest.mark.parametrize("name", ["air_raid_alerts", "home_front_alerts", "table"])
def test_a_misspelt_place_does_not_keep_the_chance_of_all_others(name: str) -> None:
    file, raw, setting = sample(name)
    window = ["2026-04-08T00:00Z", "2026-04-14T00:00Z"]
    setting |= {"window": window, "p_detect": {"missile": 0.9}}
    setting |= {"p_detect_in": {"UA12": {"missile": 0.0}}}
    if name == "table":
        setting["areas"] = ["UA-12"]
    with pytest.raises(ConfigError) as stop:
        find_feed(name).parse(raw, FeedContext.of(setting, file=file))
    assert 'no area "UA12"' in stop.value.problems[0].what


@pytest.mark.parametrize("name", BUILT_IN)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_whatever_the_bytes_a_feed_answers_or_stops_with_a_reason(name: str, data: Any) -> None:
    """Samples with bytes flipped, cut and doubled: never a crash, never a row that is lost."""
    file, raw, setting = sample(name)
    noise = st.sampled_from([b"", b",", b'"', b"\n", b"\r", b"\x00", b"\xff", b"-", b"9", b"99999999999",
                             b"2025-02-30", b"9999-12-31", b"0001-01-01", b"nan", b"1e308", b"[", b"null"])  # fmt: skip
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = min(len(raw), start + data.draw(st.integers(0, 12)))
        raw = raw[:start] + data.draw(noise) + raw[end:]
    known = data.draw(st.sampled_from(["recorded", "reported"]))
    context = FeedContext.of(
        {**setting, "known": known, "known_from": "2020-01-01T00:00Z"}, file=file
    )
    parsed = None
    with suppress(InputError):
        parsed = find_feed(name).parse(raw, context)
    if parsed is None:
        return
    assert parsed.rows_accepted > 0
    explained = sum("set aside (" in problem.mend for problem in parsed.problems)
    assert explained == parsed.rows_set_aside
    for draft in parsed.drafts:
        if draft.table is not None:
            draft.table.to_pylist()  # every value can be told


@pytest.mark.parametrize("name", BUILT_IN)
def test_settings_of_another_kind_stop_with_a_reason(name: str) -> None:
    file, raw, setting = sample(name)
    found = find_feed(name)
    assert found.card is not None
    for option in found.card.options:
        for value in (1, 1.5, "x", True, [], {}, ["x"], [1], [[1, 2]], {"a": 1}, {"a": "b"}, None):
            with suppress(ConfigError, InputError):
                parsed = found.parse(raw, FeedContext.of({**setting, option: value}, file=file))
                assert parsed.rows_accepted, (option, value)


EARLY = [datetime(2025, 4, 19, 18, tzinfo=UTC)] * 2
RAW = b"place,when\na,2025-04-19T18:00Z\nb,2025-04-19T19:00Z\n"
CONTEXT = FeedContext(file="x.csv")


def honest(raw: bytes, context: FeedContext) -> Parsed:
    """A feed of two rows, as small as one can be."""
    lines = raw.removeprefix(b"\xef\xbb\xbf").decode().split()[1:]
    moments = [datetime.fromisoformat(line.split(",")[1]) for line in lines]
    told = context.known == "reported"
    table = conform(
        pa.table(
            {
                "id": [f"o-{line}" for line in lines],
                "rev": [0] * len(lines),
                "source": ["x"] * len(lines),
                "time": moments,
                "time_sigma_s": [60.0] * len(lines),
                "lon": [37.0] * len(lines),
                "lat": [48.0] * len(lines),
                "sigma_major_m": [500.0] * len(lines),
                "sigma_minor_m": [500.0] * len(lines),
                "class": ["explosion"] * len(lines),
                "known_at": moments if told else pa.nulls(len(lines), pa.timestamp("us", "UTC")),
                "row": [2, 3],
            }
        ),
        OBSERVATIONS,
    )
    header = {"known_at": min(moments), "grounds": "said so"} if told else {}
    seen = Draft(kind="coverage", body={}, table=None, **header)
    drafts = (seen, Draft(kind="observation", body={"source": "x"}, table=table, **header))
    from aselepo.feeds.codes import NOT_DECLARED

    return Parsed(
        drafts=drafts,
        problems=(NOT_DECLARED.at("x", "none"),),
        rows_read=len(lines),
        rows_accepted=len(lines),
        rows_set_aside=0,
    )


def altered(change: Callable[[pa.Table], pa.Table]) -> Callable[[bytes, FeedContext], Parsed]:
    def read(raw: bytes, context: FeedContext) -> Parsed:
        parsed = honest(raw, context)
        table = change(parsed.drafts[-1].table)
        return replace(
            parsed, drafts=(*parsed.drafts[:-1], replace(parsed.drafts[-1], table=table))
        )

    return read


def put(name: str, values: list[Any]) -> Callable[[pa.Table], pa.Table]:
    def change(table: pa.Table) -> pa.Table:
        field = table.schema.field(name)
        return table.set_column(
            table.schema.get_field_index(name), field, pa.array(values, field.type)
        )

    return change


def forgets_a_row(raw: bytes, context: FeedContext) -> Parsed:
    parsed = honest(raw, context)
    return replace(parsed, rows_read=1, rows_accepted=1)


def claims_too_much(raw: bytes, context: FeedContext) -> Parsed:
    parsed = honest(raw, context)
    early = datetime(2020, 1, 1, tzinfo=UTC)
    return replace(
        parsed, drafts=tuple(replace(d, known_at=early, grounds="?") for d in parsed.drafts)
    )


def claims_rows(raw: bytes, context: FeedContext) -> Parsed:
    return (
        honest(raw, context) if context.reported else altered(put("known_at", EARLY))(raw, context)
    )


def says_nothing_of_coverage(raw: bytes, context: FeedContext) -> Parsed:
    return replace(honest(raw, context), problems=())


def naive(raw: bytes, context: FeedContext) -> Parsed:
    parsed = honest(raw, context)
    body = {"window": ["2025-04-19T18:00:00"]}
    return replace(parsed, drafts=(replace(parsed.drafts[0], body=body), *parsed.drafts[1:]))


def counts_calls() -> Callable[[bytes, FeedContext], Parsed]:
    calls = iter(range(100))

    def read(raw: bytes, context: FeedContext) -> Parsed:
        number = next(calls)
        return altered(put("id", [f"o-{number}", "o-b"]))(raw, context)

    return read


def stumbles_over_a_mark(raw: bytes, context: FeedContext) -> Parsed:
    if raw.startswith(b"\xef\xbb\xbf"):
        return altered(put("class", ["burst", "burst"]))(raw, context)
    return honest(raw, context)


def test_an_honest_feed_passes() -> None:
    checks = check_feed(Feed(name="x", version=1, read=honest), RAW, CONTEXT)
    assert all(each.holds for each in checks), checks


@pytest.mark.parametrize(
    ("read", "broken"),
    [
        (counts_calls(), "same bytes, same ids"),
        (forgets_a_row, "every row accounted for"),
        (naive, "times are aware"),
        (altered(put("sigma_major_m", [0.0, 500.0])), "errors are stated"),
        (altered(put("sigma_minor_m", [None, 500.0])), "errors are stated"),
        (altered(put("sigma_major_m", [float("inf"), 500.0])), "errors are stated"),
        (altered(put("time_sigma_s", [None, 60.0])), "errors are stated"),
        (altered(put("time", [None, None])), "errors are stated"),
        (altered(put("class", ["kaboom", "explosion"])), "classes are nodes of the tree"),
        (says_nothing_of_coverage, "coverage is given"),
        (claims_too_much, "known times are honest"),
        (claims_rows, "known times are honest"),
        (
            altered(
                put("known_at", [datetime(2025, 4, 19, 18, tzinfo=UTC) - timedelta(hours=1)] * 2)
            ),
            "known times are honest",
        ),
        (stumbles_over_a_mark, "byte order mark and line ends change nothing"),
    ],
)
def test_a_broken_promise_is_seen(
    read: Callable[[bytes, FeedContext], Parsed], broken: str
) -> None:
    checks = check_feed(Feed(name="x", version=1, read=read), RAW, CONTEXT)
    assert broken in [each.name for each in checks if not each.holds]
