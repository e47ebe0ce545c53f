"""Copies of one report collapse to one origin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st
from tests.fuse.worlds import START_H, table_of

from aselepo.fuse.copies import GROUNDS, find_copies

STORY = (
    "Overnight shelling hit the northern edge of the town, the mayor said on Tuesday, adding that "
    "two houses burned down and that one resident was taken to hospital with light injuries"
)


def rows(*given_: dict[str, Any]) -> pa.Table:
    base = {"rev": 0, "source": "press", "time": START_H, "known_at": START_H}
    return table_of([base | {"known_at": START_H + i} | row for i, row in enumerate(given_)])


def grounds(table: pa.Table) -> list[tuple[str, str]]:
    found = find_copies(table)
    ids = table["id"].to_pylist()
    return [(ids[o], GROUNDS[w]) for o, w in zip(found.original, found.why, strict=True)]


def test_declared_and_chained() -> None:
    table = rows({"id": "a"}, {"id": "b", "origin": "a"}, {"id": "c", "origin": "b"}, {"id": "d"})
    assert grounds(table) == [("a", ""), ("a", "declared"), ("a", "declared"), ("d", "")]


def test_copies_of_what_is_not_here_are_copies_of_each_other() -> None:
    table = rows({"id": "b", "origin": "gone"}, {"id": "c", "origin": "gone"})
    assert grounds(table) == [("b", ""), ("b", "declared")]


def test_same_text_and_nearly_the_same() -> None:
    table = rows(
        {"id": "a", "text": STORY},
        {"id": "b", "text": STORY.upper() + "!"},
        {"id": "c", "text": "BREAKING " + STORY + " (agency)"},
        {"id": "d", "text": "Calm day on the whole line of contact, the mission said on Tuesday"},
    )
    assert grounds(table) == [
        ("a", ""), ("a", "same text"), ("a", "nearly the same text"), ("d", ""),
    ]  # fmt: skip


def test_same_address() -> None:
    table = rows(
        {"id": "a", "text": "See https://example.org/story/17."},
        {"id": "b", "text": "Explosions heard https://example.org/story/17"},
        {"id": "c", "text": "Explosions heard https://example.org/story/18"},
    )
    assert grounds(table) == [("a", ""), ("a", "same address"), ("c", "")]


def test_short_texts_and_old_stories_are_no_copies() -> None:
    table = rows(
        {"id": "a", "text": "Explosion heard"},
        {"id": "b", "text": "Explosion heard"},
        {"id": "c", "text": STORY},
        {"id": "d", "text": STORY, "time": START_H + 24 * 60},
    )
    assert grounds(table) == [(name, "") for name in "abcd"]


def test_the_report_known_first_is_the_original() -> None:
    table = rows({"id": "z", "text": STORY, "known_at": START_H}, {"id": "a", "text": STORY})
    assert grounds(table) == [("z", ""), ("z", "same text")]


@given(
    st.permutations(range(7)),
    st.lists(st.sampled_from("abcdefg") | st.none(), min_size=7, max_size=7),
)
def test_any_order(order: list[int], origins: list[str | None]) -> None:
    texts = [
        STORY,
        STORY + " again",
        None,
        STORY,
        "other news of the day from the line",
        None,
        None,
    ]
    table = rows(
        *({"id": name, "origin": o, "text": t, "known_at": START_H}
          for name, o, t in zip("abcdefg", origins, texts, strict=True))
    )  # fmt: skip
    moved = table.take(pa.array(order))
    one, other = dict(zip("abcdefg", grounds(table), strict=True)), {}
    for name, each in zip(moved["id"].to_pylist(), grounds(moved), strict=True):
        other[name] = each
    assert {k: v[0] for k, v in one.items()} == {k: v[0] for k, v in other.items()}


def test_two_hundred_copies_are_one_report() -> None:
    chain = [{"id": "n000", "text": STORY}] + [
        {"id": f"n{k:03d}", "origin": f"n{k - 1:03d}", "text": STORY} for k in range(1, 200)
    ]
    found = find_copies(rows(*chain))
    assert found.count == 199
    assert np.array_equal(found.original, np.zeros(200))
