"""Moments are read with their offset, local hours only where they are one."""

from datetime import UTC, datetime

import pytest

from aselepo.core.time import (
    AmbiguousTime,
    Interval,
    MissingTime,
    clock,
    from_local,
    iso,
    parse_instant,
)


def test_naive_is_refused() -> None:
    with pytest.raises(ValueError, match="offset"):
        parse_instant("2025-04-19T18:00")


def test_clock_changes() -> None:
    kyiv = clock("Europe/Kyiv")
    assert iso(from_local(datetime(2025, 3, 30, 15), kyiv)) == "2025-03-30T12:00:00Z"
    with pytest.raises(MissingTime):
        from_local(datetime(2025, 3, 30, 3, 30), kyiv)
    with pytest.raises(AmbiguousTime, match=r"\+03:00 or \+02:00"):
        from_local(datetime(2025, 10, 26, 3, 30), kyiv)


@pytest.mark.parametrize("name", ["Europe/Atlantis", "../../etc/passwd", "Europe", ""])
def test_unknown_zone(name: str) -> None:
    with pytest.raises(ValueError, match="no zone of time"):
        clock(name)


def test_intervals_are_half_open() -> None:
    day = Interval(datetime(2025, 4, 20, tzinfo=UTC), datetime(2025, 4, 21, tzinfo=UTC))
    assert day.holds(day.start)
    assert day.end is not None
    assert not day.holds(day.end)
    assert day.overlap(Interval(day.end, None)) is None
    assert day.hours == 24
