"""Watches: what a patrol could see from where it stood, and what it could not."""

from __future__ import annotations

import pytest

from aselepo.core import ConfigError
from aselepo.feeds import FeedContext, find_feed
from aselepo.feeds.checking import sample

FILE, RAW, SETTINGS = sample("looked")


def parsed(raw: bytes = RAW, **more: object):
    return find_feed("looked").parse(raw, FeedContext.of({**SETTINGS, **more}, file=FILE))


def rows(raw: bytes = RAW, **more: object) -> list[dict]:
    (found,) = [d.table for d in parsed(raw, **more).drafts if d.kind == "coverage"]
    return found.to_pylist()


def test_looked_and_saw_nothing_counts_by_its_reach() -> None:
    first, denied, camera = rows()
    assert first["status"] == "partial"
    chance = dict(first["p_detect"])
    assert 0.4 < chance["shelling"] < 0.95
    assert 0.0 < chance["small_arms"] < 0.2  # two kilometres of an area of twenty
    assert (denied["status"], denied["reason"], denied["p_detect"]) == (
        "not_observed",
        "denied",
        None,
    )
    assert camera["source"] == "camera-2"


def test_out_of_reach_nothing_is_said() -> None:
    far = [{"area": "elsewhere", "box": [30.0, 50.0, 30.2, 50.2]}]
    assert rows(boxes=far) == []


def test_bad_rows_are_set_aside_with_their_reason() -> None:
    bad = RAW + (
        b"p,37.7,48.5,2026-04-11T10:00+03:00,2026-04-11T09:00+03:00,observed,\n"
        b"p,37.7,48.5,2026-04-11T08:00+03:00,2026-04-11T09:00+03:00,perhaps,\n"
        b"p,37.7,48.5,2026-04-11T08:00+03:00,2026-04-11T09:00+03:00,not_observed,\n"
    )
    found = parsed(bad)
    assert found.rows_set_aside == 3
    assert [p.code for p in found.problems] == ["ASL-FEED-015", "ASL-FEED-018", "ASL-FEED-017"]
    assert len(rows(bad)) == 3


@pytest.mark.parametrize(
    "more",
    [
        {"boxes": []},
        {"boxes": [{"area": "x", "box": [1, 2]}]},
        {"curves": {}},
        {"curves": {"shelling": [[100, 0.5], [50, 0.1]]}},
        {"curves": {"shelling": [[100, 1.5]]}},
    ],
)
def test_settings_that_make_no_sense_stop(more: dict) -> None:
    with pytest.raises(ConfigError):
        rows(**more)
