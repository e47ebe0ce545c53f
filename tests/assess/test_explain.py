"""Explanations: article, revisions, factors weakest first, thresholds, what would settle it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from aselepo.agreement import parse
from aselepo.assess import assess, explain, read_facts
from aselepo.assess.factors import NAMES
from aselepo.words import language

TEXT = """
agreement t "T". clock "UTC". in force from 2026-01-01 00:00. party A "A". party B "B".
category fire "F": shelling. line loc "L". zone strip "S" is 15 km around loc.
proof breach 0.90, cleared 0.10.
exemption repel "R": fire if in answer to a breach.
article 1 "1": no party may do fire inside strip, except under repel.
article 2 "2": the accused party must do reply within 24 h after a breach of article 3.
article 3 "3": A, B must not do missile anywhere.
"""


def facts():
    rows = [
        {"kind": "line", "name": "loc", "known_at": "2026-01-01T00:00:00Z",
         "geometry": {"type": "LineString", "coordinates": [[0, -1e5], [0, 1e5]]}},
        {"kind": "incident", "id": "i", "rev": 2, "known_at": "2026-01-02T00:00:00Z",
         "time": "2026-01-02T00:00:00Z", "classes": {"mortar": 0.95, "accident": 0.05},
         "p_real": 0.97, "attribution": {"A": 1.0}, "at": [14000, 0], "cov": [1e6, 0, 1e6]},
        {"kind": "incident", "id": "m", "known_at": "2026-01-02T00:00:00Z",
         "time": "2026-01-02T00:00:00Z", "classes": {"missile": 1.0},
         "p_real": 1.0, "attribution": {"A": 1.0}},
        {"kind": "decision", "id": "d", "re": "i", "what": "not_in_answer", "by": "M",
         "time": "2026-01-03T00:00:00Z", "known_at": "2026-01-03T00:00:00Z"},
    ]  # fmt: skip
    return read_facts({"crs": "plane", "facts": rows})


def result(**more):
    agreement, problems = parse(TEXT)
    assert agreement is not None
    assert not problems
    return assess([agreement], facts(), **more)


def test_factors_stand_weakest_first_and_multiply() -> None:
    (found,) = explain(result(), provision="1", party="A", incident="i")
    assert found.verdict == "undetermined"
    assert found.factors[0].name == "in-scope"
    product = 1.0
    for factor in found.factors:
        product *= factor.lo
    assert product == pytest.approx(found.p[0], abs=1e-12)
    assert (found.breach_from, found.cleared_to) == (0.90, 0.10)
    assert {(r.kind, r.id, r.rev) for r in found.revisions} == {
        ("incident", "i", 2), ("geography", "loc", 0),
    }  # fmt: skip
    keys = {evidence.key: evidence.needed for evidence in found.evidence}
    assert set(keys) == {"in-scope", "class", "real"}
    others = 0.97 * 0.95
    assert keys["in-scope"] == pytest.approx(0.90 / others)
    assert keys["real"] is None  # even a sure event would not be enough


def test_before_the_decision_the_answer_is_what_is_missing() -> None:
    early = result(as_of=datetime(2026, 1, 2, 12, tzinfo=UTC))
    (found,) = explain(early, provision="1", party="A", incident="i")
    assert "in-answer" in {evidence.key for evidence in found.evidence}
    assert found.hypotheses == "in answer to a breach"


def test_duties_and_no_breach_are_explained_too() -> None:
    (duty,) = explain(result(), provision="2", party="A", incident="m")
    assert (duty.key, duty.due) == ("duty-missed", datetime(2026, 1, 3, tzinfo=UTC))
    assert [evidence.key for evidence in duty.evidence] == ["act"]
    (other,) = explain(result(), provision="3", party="B", incident="m")
    assert (other.key, other.p) == ("no-breach", (0.0, 0.0))
    assert explain(result(), provision="3", party="B", incident="nothing") == ()


def test_replay_gives_the_same_explanation() -> None:
    one, two = (explain(result(), provision="1", party="A", incident="i") for _ in range(2))
    assert one == two


@pytest.mark.parametrize("code", ["en", "fi", "fr", "uk", "ru"])
def test_every_key_has_its_sentence(code: str) -> None:
    words = language(code)
    states = ["pending", "met", "late", "missed", "void", "possible", "repaired", "undetermined"]
    values = {"article": "1", "party": "A", "low": "0.1", "high": "0.9", "standard": "0.95",
              "due": "x", "late": "y", "about": "z", "needed": "0.99"}  # fmt: skip
    for key in ("breach", "undetermined", "no-breach", *(f"duty-{state}" for state in states)):
        assert words.say(f"explain-{key}", **values)
    evidence = ("notice", "order", "in-answer", "line-agreed", "conflict", "trigger", "act")
    for key in (*NAMES, *evidence):
        assert words.say(f"evidence-{key}", **values)
    for name in NAMES:
        assert words.say(f"factor-{name}")
