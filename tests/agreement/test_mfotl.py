"""The crisp core says the same: a slow monitor of the exported text agrees with the cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.agreement.monitor import Monitor

from aselepo.agreement import Agreement, parse
from aselepo.agreement.crisp import log
from aselepo.agreement.mfotl import formulas, signature

ROOT = Path(__file__).parents[2]
CASES = json.loads((ROOT / "examples" / "cases.json").read_text(encoding="utf-8"))["cases"]
HEAD = """agreement case "Case". clock "Europe/Kyiv". in force from 2025-01-01 00:00.
party A "A". party B "B". category fire "Fire": shelling. proof breach 0.95, cleared 0.05.
"""
YES = {"breach", "missed", "late"}
NO = {"no breach", "met", "repaired", "void"}


def read(text: str) -> Agreement:
    agreement, problems = parse(text)
    assert problems == ()
    assert agreement is not None
    return agreement


def test_the_cases_agree() -> None:
    """Every expectation that can be said in the logic is said by the exported formulas too."""
    agreed: list[str] = []
    for case in CASES:
        if case.get("as_of") or not isinstance(case.get("agreement"), str):
            continue
        agreement = read(case["agreement"])
        made = formulas(agreement)
        try:
            text, doubts = log(agreement, made, case["facts"])
        except KeyError:
            continue  # a fact of a kind with other fields
        if doubts or any("undertakings" in reason for reason in made.left_out):
            continue
        monitor = Monitor.of(text)
        for row in case["expected"]:
            name = f"article {row.get('provision')}"
            if row.get("as_of") or name not in made.formulas or row["verdict"] not in YES | NO:
                continue
            found = [dict(values) for _, values in monitor.violations(made.formulas[name])]
            hit = any(
                values.get("p") == row["party"]
                and row.get("incident", values.get("i")) == values.get("i")
                for values in found
            )
            assert hit == (row["verdict"] in YES), (case["id"], row, found, text)
            agreed.append(case["id"])
    assert len(agreed) >= 10, agreed
    assert len(set(agreed)) >= 5, set(agreed)


def facts(*found: dict[str, Any]) -> dict[str, Any]:
    return {
        "crs": "plane",
        "facts": [{"known_at": "2025-01-01T00:00:00Z", "rev": 0, **fact} for fact in found],
    }


def incident(id: str, time: str, **more: Any) -> dict[str, Any]:
    return {
        "kind": "incident",
        "id": id,
        "time": time,
        "p_real": 1,
        "classes": {"shelling": 1},
        "attribution": {"A": 1},
        **more,
    }


def violations(text: str, name: str, given: dict[str, Any]) -> set[Any]:
    agreement = read(HEAD + text)
    made = formulas(agreement)
    written, doubts = log(agreement, made, given)
    assert doubts == ()
    found = Monitor.of(written).violations(made.formulas[name])
    return {(dict(values).get("i"), dict(values).get("p")) for _, values in found}


def test_a_place_and_force() -> None:
    given = facts(
        {
            "kind": "line",
            "name": "loc",
            "geometry": {"type": "LineString", "coordinates": [[0, 0], [0, 9000]]},
        },
        incident("in", "2025-02-01T00:00:00Z", at=[1000, 5000]),
        incident("border", "2025-02-01T00:00:00Z", at=[2000, 5000]),
        incident("out", "2025-02-01T00:00:00Z", at=[2001, 5000]),
        incident("early", "2024-12-31T00:00:00Z", at=[1000, 5000]),
    )
    text = "line loc. zone strip is 2 km around loc. article 1: A, B must not do fire inside strip."
    assert violations(text, "article 1", given) == {("in", "A"), ("border", "A")}


def test_notice() -> None:
    given = facts(
        {
            "kind": "notice",
            "id": "n",
            "by": "A",
            "given": "2025-02-01T00:00:00Z",
            "time": "2025-02-01T08:00:00Z",
            "at": [0, 0],
        },
        incident("near", "2025-02-01T08:30:00Z", at=[100, 0]),
        incident("far", "2025-02-01T08:30:00Z", at=[2000, 0]),
        incident("late", "2025-02-01T15:30:00Z", at=[100, 0]),
        incident("other", "2025-02-01T08:30:00Z", at=[100, 0], attribution={"B": 1}),
    )
    text = (
        "exemption blast: shelling if notified 6 h before, within 6 h and 1 km of the notice. "
        "article 1: A, B must not do fire anywhere, except under blast."
    )
    assert violations(text, "article 1", given) == {("far", "A"), ("late", "A"), ("other", "B")}


def test_a_count_and_silence() -> None:
    given = facts(
        *(incident(f"i{day}", f"2025-02-0{day}T00:00:00Z") for day in (1, 2, 3)),
        {"kind": "decision", "id": "d", "what": "help", "by": "C", "time": "2025-02-04T00:00:00Z"},
    )
    text = (
        "body C: members A, B. article 1: A, B must not do fire anywhere. "
        "count week: breaches by one party in 7 days. "
        "guarantee help pledged by B: starts when count week >= 3 and decided help by C; "
        "pauses when held for 2 days."
    )
    agreement = read(HEAD + text)
    made = formulas(agreement)
    written, _ = log(agreement, made, given)
    monitor = Monitor.of(written)
    starts = {stamp for stamp, _ in monitor.violations(made.formulas["guarantee help starts"])}
    assert 1738627200 in starts  # 2025-02-04
    assert 1738540800 not in starts  # the day before: no decision
    quiet = {stamp for stamp, _ in monitor.violations(made.formulas["guarantee help pauses"])}
    assert 1738368000 not in quiet  # 2025-02-01
    assert max(quiet, default=0) < 1738713600 or 1738713600 not in quiet


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"p_real": 0.9}, "may not be real"),
        ({"classes": {"explosion": 1}}, "may or may not be"),
        ({"attribution": {"A": 0.7}}, "party is not sure"),
        ({"time": ["2025-02-01T00:00:00Z", "2025-02-02T00:00:00Z"]}, "a stretch"),
    ],
)
def test_what_is_in_doubt_is_left_out(given: dict[str, Any], reason: str) -> None:
    agreement = read(HEAD + "article 1: A, B must not do fire anywhere.")
    fact = {**incident("i", "2025-02-01T00:00:00Z"), **given}
    written, doubts = log(agreement, formulas(agreement), facts(fact))
    assert "incident(" not in written
    assert len(doubts) == 1
    assert reason in doubts[0]


def test_what_cannot_be_said_is_named() -> None:
    for path in (ROOT / "examples").glob("**/*.txt"):
        agreement = read(path.read_text(encoding="utf-8"))
        made = formulas(agreement)
        said = {name.removeprefix("article ") for name in made.formulas}
        for norm in agreement.norms:
            named = any(reason.startswith(f"article {norm.ref}:") for reason in made.left_out)
            assert (norm.ref in said) != named
        for formula in made.formulas.values():
            Monitor.of("@0 ").violations(formula)
    assert "incident(id:string,party:string)" in signature()
