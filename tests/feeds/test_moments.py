"""Moments: with offset, by a clock, of unknown zone; a double hour and a bare day are intervals."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aselepo.core import clock
from aselepo.core.time import AmbiguousTime, MissingTime, from_local
from aselepo.feeds.moments import microseconds, read_moments, with_offset

KYIV = clock("Europe/Kyiv")


def column(*texts: str) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(texts, pa.string())])


def at(us: Any) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(us))


@pytest.mark.parametrize(
    "text",
    [
        "2025-04-19T18:00+03:00",
        "2025-04-19 18:00:00+03",
        "2025-04-19T15:00Z",
        "2025-04-19T15:00:00.000000Z",
        "2025-04-19T18:00:00+0300",
        "20250419T180000+0300",
        "2025-W16-6T18:00:00+03:00",
        "2025-04-19T15:00:00.0000001Z",
    ],
)
def test_forms_of_a_moment(text: str) -> None:
    us, given_ = with_offset(column(text, ""))
    assert given_.tolist() == [True, False]
    assert at(us[0]) == datetime(2025, 4, 19, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["2025-02-30T10:00Z", "2025-13-01T10:00Z", "2025-04-19T25:00Z", "soon", "2025-04-19",
             "2025-04-19T18:00", "1745074800", "2025-04-19T18:00+25:00"]
)  # fmt: skip
def test_what_is_no_moment_with_offset(text: str) -> None:
    us, given_ = with_offset(column(text, "2025-04-19T15:00Z"))
    assert given_.tolist() == [False, True]
    assert at(us[1]) == datetime(2025, 4, 19, 15, tzinfo=UTC)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.datetimes(datetime(1990, 1, 1), datetime(2037, 12, 31)),
    st.sampled_from(
        ["Europe/Kyiv", "Asia/Jerusalem", "Europe/Moscow", "Australia/Lord_Howe", "UTC"]
    ),
)
def test_whole_columns_agree_with_the_clock_one_by_one(local: datetime, zone: str) -> None:
    read = read_moments(column(local.isoformat(sep=" ")), clock=clock(zone))
    try:
        expected = from_local(local, clock(zone))
    except MissingTime:
        assert (read.skipped.tolist(), read.given.tolist()) == ([True], [False])
    except AmbiguousTime:
        assert not read.exact[0]
        assert read.given[0]
        first, last = at(read.lo[0]), at(read.hi[0])
        assert {m.astimezone(clock(zone)).replace(tzinfo=None) for m in (first, last)} == {local}
        assert first < last
    else:
        assert read.exact[0]
        assert at(read.lo[0]) == expected


def test_a_bare_day_is_the_local_day() -> None:
    """30 March 2025 has 23 hours in Kyiv, 26 October 25."""
    read = read_moments(column("2025-03-30", "2025-10-26", "2025-04-20"), clock=KYIV)
    hours = ((read.hi - read.lo) / 3_600_000_000).tolist()
    assert hours == [23, 25, 24]
    assert at(read.lo[2]) == datetime(2025, 4, 19, 21, tzinfo=UTC)
    assert not read.exact.any()


def test_moscow_and_kyiv_agree_only_in_summer() -> None:
    texts = column("2025-07-01 12:00", "2025-01-01 12:00")
    kyiv, moscow = (read_moments(texts, clock=clock(f"Europe/{n}")) for n in ("Kyiv", "Moscow"))
    assert ((kyiv.lo - moscow.lo) / 3_600_000_000).tolist() == [0, 1]


def test_without_zone_a_moment_is_no_moment() -> None:
    read = read_moments(column("2025-04-19 18:00"))
    assert (read.given.tolist(), read.no_zone.tolist()) == ([False], [True])
    wide = read_moments(column("2025-04-19 18:00", "2025-04-19"), anywhere=True)
    assert ((wide.hi - wide.lo) / 3_600_000_000).tolist() == [26, 50]


def test_midnight_may_stand_for_unknown() -> None:
    texts = column("2025-04-19 00:00:00", "2025-04-19 00:00:01")
    plain = read_moments(texts, clock=KYIV)
    assert plain.exact.tolist() == [True, True]
    asked = read_moments(texts, clock=KYIV, midnight_unknown=True)
    assert asked.exact.tolist() == [False, True]


def test_forms_of_ones_own() -> None:
    read = read_moments(column("19.04.2025 18:30", "x", ""), clock=KYIV, form="%d.%m.%Y %H:%M")
    assert read.given.tolist() == [True, False, False]
    assert at(read.lo[0]) == datetime(2025, 4, 19, 15, 30, tzinfo=UTC)
    late = read_moments(
        column("31.02.2025 10:00", "03.03.2025 10:00"), clock=KYIV, form="%d.%m.%Y %H:%M"
    )
    assert late.given.tolist() == [False, True]  # the C library takes the first for the second
    offset = read_moments(column("19.04.2025 18:00 +0300"), form="%d.%m.%Y %H:%M %z")
    assert at(offset.lo[0]) == datetime(2025, 4, 19, 15, tzinfo=UTC)
    days = read_moments(column("19/04/2025"), clock=KYIV, form="%d/%m/%Y")
    assert (days.hi - days.lo).tolist() == [86_400_000_000]


def test_microseconds_are_exact() -> None:
    moment = datetime(2025, 4, 19, 15, 0, 0, 250_001, tzinfo=UTC)
    assert at(microseconds(moment)) == moment
