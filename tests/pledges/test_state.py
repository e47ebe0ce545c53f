"""Pledges step by step: order does not matter, mandates end, rings are found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from aselepo.pledges.state import promises

DAY = datetime(2026, 3, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    body: dict[str, Any]
    kind: str = "pledge"
    known_at: datetime = DAY


def step(record: str, stage: str, day: str, **more: Any) -> Entry:
    body = {
        "type": "step", "record": record, "id": f"{record}-{stage}-{day}", "contributor": "North",
        "kind": "land", "stage": stage, "published": day, "rests_on": ["s1"], "quote": "words",
        "said_by": "itself", **more,
    }  # fmt: skip
    return Entry(body)


STEPS = [
    step(
        "a",
        "declared",
        "2026-03-01",
        amount={"words": "several hundred", "lo": 200, "hi": 999, "unit": "soldiers"},
    ),
    step(
        "a",
        "authorised",
        "2026-03-20",
        amount={"words": "600", "lo": 600, "hi": 600, "unit": "soldiers"},
    ),
    step("a", "in place", "2026-05-01"),
    step("b", "declared", "2026-03-02", waits_for=["c"]),
    step("c", "declared", "2026-03-02", waits_for=["b"]),
    Entry(
        {
            "type": "mandate",
            "id": "m",
            "contributor": "North",
            "body": "parliament",
            "expires": "2026-09-30",
            "published": "2026-03-20",
        }
    ),
    Entry(
        {
            "type": "requirement",
            "id": "r",
            "kind": "land",
            "amount": {"words": "a thousand", "lo": 1000, "hi": 1000, "unit": "soldiers"},
            "published": "2026-03-01",
        }
    ),
]


@given(st.permutations(STEPS), st.booleans())
def test_any_order_and_twice_is_once(order: list[Entry], twice: bool) -> None:
    today = date(2026, 6, 1)
    assert promises([*order, *(order if twice else [])], today=today) == promises(
        STEPS, today=today
    )


def test_what_a_later_step_does_not_say_again_still_stands() -> None:
    (pledge,) = [each for each in promises(STEPS, today=date(2026, 6, 1)).pledges if each.id == "a"]
    assert pledge.stage == "in place"
    assert pledge.exact == 600
    assert [each.stage for each in pledge.steps] == ["declared", "authorised", "in place"]


def test_a_mandate_warns_and_ends() -> None:
    def notes(day: date) -> tuple[tuple[int, ...], tuple[str, ...]]:
        found = promises(STEPS, today=day)
        (pledge,) = [each for each in found.pledges if each.id == "a"]
        return found.mandates[0].warnings, pledge.notes

    assert notes(date(2026, 6, 1)) == ((), ())
    assert notes(date(2026, 8, 2)) == ((60,), ("mandate-ends",))
    assert notes(date(2026, 9, 1)) == ((60, 30), ("mandate-ends",))
    assert notes(date(2026, 10, 1)) == ((60, 30, 0), ("without-mandate",))


def test_pledges_that_wait_for_one_another() -> None:
    found = promises(STEPS, today=date(2026, 6, 1))
    assert found.cycles == (("b", "c"),)
    assert ("b", "c") in found.waits


def test_gaps_show_exact_sums_beside_what_is_required() -> None:
    (land,) = promises(STEPS, today=date(2026, 6, 1)).gaps
    assert land.required is not None
    assert land.required["lo"] == 1000
    assert land.exact == {"in place": 600}
    assert [stage for _, stage, _ in land.vague] == ["declared", "declared"]


def said(record: str, on: str, verb_class: str, about: str) -> Entry:
    body = {
        "type": "statement", "record": record, "id": record, "on_behalf_of": "North",
        "class": verb_class, "object": about, "quote": f"words of {record}", "published": on,
    }  # fmt: skip
    return Entry(body, kind="statement")


def test_statements_that_point_apart_stand_side_by_side() -> None:
    found = promises(
        [
            said("b", "2026-03-09", "refuse", "sending troops to the zone"),
            said("a", "2026-03-01", "ready", "troops for the zone"),
            said("c", "2026-03-02", "refuse", "paying for the hub"),
            said("d", "2026-03-03", "report", "troops for the zone"),
        ],
        today=date(2026, 6, 1),
    )
    assert [(one["record"], other["record"]) for one, other in found.turns] == [("a", "b")]


def test_a_condition_is_no_walk_back() -> None:
    found = promises(
        [
            said("a", "2026-03-01", "ready", "troops for the zone"),
            said("b", "2026-03-09", "conditional", "troops for the zone"),
        ],
        today=date(2026, 6, 1),
    )
    assert found.turns == ()
