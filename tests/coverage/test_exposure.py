"""A silence is worth what could have been seen; unwatched is never quiet."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aselepo.core.tables import COVERAGE, table
from aselepo.core.time import Interval
from aselepo.coverage import exposure, ledger, silence

DAY = datetime(2025, 4, 20, tzinfo=UTC)


def at(hour: float) -> datetime:
    return DAY + timedelta(hours=hour)


WINDOW = Interval(at(0), at(24))


def row(area: str, start: float, end: float, status: str = "observed", **more: object) -> dict:
    return {
        "source": "alerts",
        "area": area,
        "time_lo": at(start),
        "time_hi": at(end),
        "status": status,
        "p_detect": {"missile": 0.9, "long_drone": 0.8},
        **more,
    }


def look(rows: list[dict], *, areas: dict[str, float], classes: set[str], until: float = 24):
    book = ledger(table(COVERAGE, rows), until=at(until))
    return exposure(
        book, areas=areas, within={"a": ["land"], "b": ["land"]}, window=WINDOW, classes=classes
    )


def test_no_statement_is_unknown_everywhere() -> None:
    seen = look([], areas={"a": 1.0}, classes={"missile"})
    assert seen.weakest == 0.0
    assert [(gap.area, gap.reason, gap.window) for gap in seen.unseen] == [
        ("a", "no-source", WINDOW)
    ]


def test_the_more_cautious_statement_holds() -> None:
    rows = [row("a", 0, 24), row("a", 6, 12, "unknown", reason="merged-rows", p_detect=None)]
    seen = look(rows, areas={"a": 1.0}, classes={"missile"})
    assert seen.watched_h == pytest.approx(18)
    assert seen.weakest == pytest.approx(0.9 * 18 / 24)
    (gap,) = seen.unseen
    assert (gap.reason, gap.window) == ("merged-rows", Interval(at(6), at(12)))


def test_weights_and_whole_countries() -> None:
    rows = [row("land", 0, 12), row("a", 12, 24)]
    seen = look(rows, areas={"a": 3.0, "b": 1.0}, classes={"missile"})
    # the statement about the land holds for both parts in the morning, then `a` alone is seen
    assert seen.weakest == pytest.approx(0.9 * (0.5 + 0.5 * 0.75))


def test_the_weakest_class_decides() -> None:
    # short-range drones are drone strikes too, and of them the source says nothing
    seen = look([row("a", 0, 24)], areas={"a": 1.0}, classes={"missile", "drone_strike"})
    assert seen.chance["missile"] == pytest.approx(0.9)
    assert seen.weakest == 0.0
    assert seen.watched_h == 0.0
    assert [(gap.reason, gap.classes) for gap in seen.unseen] == [
        ("not-this-class", ("drone_strike",))
    ]


def test_the_future_is_not_watched() -> None:
    seen = look([row("a", 0, 24)], areas={"a": 1.0}, classes={"missile"}, until=6)
    assert seen.watched_h == pytest.approx(6)


@given(st.permutations(range(4)), st.floats(1, 23))
def test_any_order_of_statements(order: list[int], cut: float) -> None:
    rows = [
        row("a", 0, 24),
        row("a", cut / 2, cut, "not_observed", reason="jammed"),
        row("b", 0, cut, "partial", p_detect={"missile": 0.5}),
        row("land", 0, 24, source="sky", p_detect={"missile": 0.2}),
    ]
    one = look(rows, areas={"a": 2.0, "b": 1.0}, classes={"missile"})
    other = look([rows[i] for i in order], areas={"a": 2.0, "b": 1.0}, classes={"missile"})
    assert one == other


@given(st.floats(0.01, 1.0), st.integers(1, 40))
def test_power_grows_with_what_is_seen(p: float, days: int) -> None:
    here = silence(p, window_h=24.0 * days)
    assert here.noticed_from is not None
    assert 1 - (1 - p) ** here.noticed_from >= 0.95 - 1e-9
    assert here.noticed_from == 1 or 1 - (1 - p) ** (here.noticed_from - 1) < 0.95
    better = silence(min(1.0, p * 1.1), window_h=24.0 * days)
    assert better.noticed_from is not None
    assert better.noticed_from <= here.noticed_from
