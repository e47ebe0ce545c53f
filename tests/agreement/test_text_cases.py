"""The shipped texts mean what they say: facts and verdicts read off the sentences by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from aselepo.agreement import parse
from aselepo.assess import assess, read_facts

FOLDER = Path(__file__).parents[2] / "examples" / "agreements"
CASES = json.loads((FOLDER / "cases.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_verdicts(case: dict[str, Any]) -> None:
    agreement, problems = parse((FOLDER / case["file"]).read_text(encoding="utf-8"))
    assert problems == ()
    assert agreement is not None
    facts = {**case["facts"], "facts": [{"rev": 0, **fact} for fact in case["facts"]["facts"]]}
    result = assess([agreement], read_facts(facts))
    rows = [*result.findings.to_pylist(), *result.no_breach().to_pylist()]
    states = {state.name: state for state in result.guarantees}
    for want in case["expected"]:
        if want["provision"] in states:
            state = states[want["provision"]]
            assert want["party"] in state.pledged_by
            assert state.state == want["verdict"]
            continue
        found = [
            row["verdict"]
            for row in rows
            if (row["provision"], row["party"]) == (want["provision"], want["party"])
            and want.get("incident") in (None, row["incident"])
        ]
        assert want["verdict"] in found, (want, found)


def test_every_text_with_provisions_has_a_case() -> None:
    texts = {path.name for path in FOLDER.glob("*.txt")}
    withdrawals_only = {"minsk_addendum_2015.txt"}
    assert {case["file"] for case in CASES} == texts - withdrawals_only
