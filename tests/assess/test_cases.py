"""The semantic cases of the language, in batch and in any order of arrival."""

from __future__ import annotations

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from aselepo.agreement import check, parse
from aselepo.assess import assess, read_facts

CASES = json.loads((Path(__file__).parents[2] / "examples" / "cases.json").read_text())["cases"]


def agreements(case: dict[str, Any]) -> list[Any]:
    texts = case["agreement"]
    found = []
    for text in [texts] if isinstance(texts, str) else texts:
        agreement, problems = parse(text, name=case["id"])
        assert agreement is not None
        assert not problems, problems
        found.append(agreement)
    for agreement in found:
        errors = [p for p in check(agreement, others=tuple(found)) if p.severity == "error"]
        assert not errors, errors
    return found


def rows(result: Any) -> list[dict[str, Any]]:
    found = [*result.findings.to_pylist(), *result.no_breach().to_pylist()]
    for state in result.guarantees:
        found.append(
            {
                "provision": state.name,
                "party": None,
                "pledged_by": state.pledged_by,
                "verdict": state.state,
                "since": state.since,
                "reversal": bool(state.reversals),
            }
        )
    return found


def matches(row: dict[str, Any], want: dict[str, Any]) -> bool:
    if row["provision"] != want["provision"]:
        return False
    if "pledged_by" in row:
        if want["party"] not in row["pledged_by"]:
            return False
    elif row["party"] != want["party"]:
        return False
    if "incident" in want and want["incident"] not in (row.get("incident"), row.get("trigger")):
        return False
    verdict = row["verdict"]
    if want["verdict"] == "not active":
        if verdict == "active":
            return False
    elif verdict != want["verdict"]:
        return False
    if "since" in want and row["since"] != datetime.fromisoformat(want["since"]):
        return False
    if want.get("reversal") and not row["reversal"]:
        return False
    if "p" in want:
        tol = want.get("tol", 1e-6)
        if abs(row["p_lo"] - want["p"][0]) > tol or abs(row["p_hi"] - want["p"][1]) > tol:
            return False
    return True


def look(case: dict[str, Any], facts: Any) -> None:
    given = agreements(case)
    for want in case["expected"]:
        moment = want.get("as_of", case["as_of"])
        result = assess(given, facts, as_of=datetime.fromisoformat(moment) if moment else None)
        found = rows(result)
        assert any(matches(row, want) for row in found), (case["id"], want, found)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    look(case, read_facts(case["facts"], name=case["id"]))


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_case_in_any_order(case: dict[str, Any]) -> None:
    """Twenty orders of arrival, facts doubled at random, fed in pieces."""
    whole = assess(agreements(case), read_facts(case["facts"]))
    for seed in range(20):
        chance = random.Random(seed)
        order = list(case["facts"]["facts"])
        order += chance.sample(order, k=chance.randint(0, len(order)))
        chance.shuffle(order)
        cut = chance.randint(0, len(order))
        parts = [
            read_facts({**case["facts"], "facts": piece}) for piece in (order[:cut], order[cut:])
        ]
        facts = parts[0].plus(parts[1])
        if seed < 3:
            look(case, facts)
        again = assess(agreements(case), facts)
        assert again.findings.equals(whole.findings), seed
        assert again.guarantees == whole.guarantees, seed
