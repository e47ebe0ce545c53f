"""Facts of a mission: incidents as fused, entries of the log."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pytest

from aselepo.agreement import parse
from aselepo.assess import EntryFact, assess, mission_facts
from aselepo.core import Interval
from aselepo.core.problem import InputError
from aselepo.core.tables import INCIDENTS, LINKS, table

EASTER = (Path(__file__).parents[2] / "examples" / "easter_truce_2025.txt").read_text()
PARIS = (Path(__file__).parents[2] / "examples" / "paris_2026_ceasefire.txt").read_text()


def at(hour: int, day: int = 20) -> datetime:
    return datetime(2025, 4, day, hour, tzinfo=UTC)


def easter():
    agreement, problems = parse(EASTER)
    assert not problems
    return agreement


def incident(name: str, **fields):
    return {"incident": name, "last_known_at": at(23), "place": "UA-63", **fields}


def verdicts(result) -> dict[tuple[str, str], str]:
    return {(row["incident"], row["party"]): row["verdict"] for row in result.findings.to_pylist()}


def test_a_warning_leaves_everything_open() -> None:
    rows = [
        incident("i-a", time_lo=at(1), time_hi=at(1), time=at(1), time_end=at(3),
                 p_class=[("air_threat", 1.0)]),
    ]  # fmt: skip
    result = assess([easter()], mission_facts(table(INCIDENTS, rows), LINKS.empty_table()))
    assert verdicts(result) == {
        ("i-a", "RF"): "undetermined",
        ("i-a", "UA"): "undetermined",
        ("i-a", "some party"): "undetermined",
    }
    row = result.findings.to_pylist()[0]
    assert (row["p_lo"], row["p_hi"]) == (0.0, 1.0)
    assert row["assumed"] == "proof"


def test_a_sure_breach_frees_the_other_side() -> None:
    sure = {"p_real": 1.0, "p_class": [("sniper", 1.0)]}
    rows = [
        incident("i-1", time=at(8), time_sigma_s=0.0, p_party=[("RF", 1.0)], **sure),
        incident("i-2", time=at(7), time_sigma_s=0.0, p_party=[("UA", 1.0)], **sure),
        incident("i-3", time=at(9), time_sigma_s=0.0, p_party=[("UA", 1.0)], **sure),
        incident("i-4", time=at(23, day=21), time_sigma_s=0.0, p_party=[("RF", 1.0)], **sure),
    ]
    decided = [
        EntryFact(
            kind="decision", id=str(number), known_at=at(12),
            body={"re": f"o-{number}", "what": "not_in_answer", "by": "M", "time": "2025-04-20T11:00:00Z"},
        )
        for number in (1, 2, 3, 4)
    ]  # fmt: skip
    links = [{"observation": f"o-{n}", "incident": f"i-{n}", "p": 1.0} for n in (1, 2, 3, 4)]
    facts = mission_facts(table(INCIDENTS, rows), table(LINKS, links), decided)
    found = verdicts(assess([easter()], facts))
    assert found[("i-1", "RF")] == "breach"
    assert found[("i-2", "UA")] == "breach"  # before the other side's breach: bound
    assert ("i-3", "UA") not in found  # after it: no longer bound
    assert ("i-4", "RF") not in found  # after the truce
    what_if = assess([easter()], facts, in_force=Interval(at(0, day=21), at(0, day=23)))
    assert what_if.what_if is not None
    assert ("i-1", "RF") not in verdicts(what_if)


def test_an_answer_to_a_breach_stays_open_until_decided() -> None:
    rows = [
        incident("i-1", time=at(8), time_sigma_s=0.0, p_real=1.0, p_party=[("RF", 1.0)],
                 p_class=[("shelling", 1.0)]),
    ]  # fmt: skip
    facts = mission_facts(table(INCIDENTS, rows), LINKS.empty_table())
    row = assess([easter()], facts).findings.to_pylist()[0]
    assert (row["verdict"], row["p_lo"], row["p_hi"]) == ("undetermined", 0.0, 1.0)
    assert (row["exempted_by"], row["hypotheses"]) == ("repel", "in answer to a breach")


def test_a_side_of_time_may_be_open() -> None:
    rows = [
        incident("i-1", time_lo=at(22, day=20), p_real=1.0, p_class=[("assault", 1.0)],
                 p_party=[("RF", 1.0)]),
        incident("i-2", time_lo=at(22, day=21), p_real=1.0, p_class=[("assault", 1.0)],
                 p_party=[("RF", 1.0)]),
    ]  # fmt: skip
    facts = mission_facts(table(INCIDENTS, rows), LINKS.empty_table())
    assert not assess([easter()], facts).findings.num_rows  # after 21:00 UTC nothing is in force
    earlier = [{**rows[0], "time_lo": at(20, day=20)}]
    facts = mission_facts(table(INCIDENTS, earlier), LINKS.empty_table())
    row = assess([easter()], facts).findings.to_pylist()[0]
    assert (row["verdict"], row["p_lo"], row["p_hi"]) == ("undetermined", 0.0, 1.0)
    assert row["last"] is None


def test_an_unknown_zone_leaves_the_place_open() -> None:
    agreement, _ = parse(PARIS)
    rows = [
        {"incident": "i", "last_known_at": at(1), "time": at(1), "time_sigma_s": 0.0,
         "p_real": 1.0, "p_class": [("tank_seen", 1.0)], "p_party": [("RF", 1.0)],
         "lon": 37.0, "lat": 48.0, "sigma_major_m": 100.0},
    ]  # fmt: skip
    signatures = [
        EntryFact(kind="act", id=by, known_at=at(0),
                  body={"what": "signature", "by": by, "time": "2025-04-01T00:00:00Z"})
        for by in ("UA", "RF")
    ]  # fmt: skip
    facts = mission_facts(table(INCIDENTS, rows), LINKS.empty_table(), signatures)
    found = assess([agreement], facts).findings.to_pylist()
    (row,) = [row for row in found if row["incident"]]
    assert (row["provision"], row["verdict"], row["p_hi"]) == ("1.4", "undetermined", 1.0)
    unsigned = mission_facts(table(INCIDENTS, rows), LINKS.empty_table(), signatures[:1])
    result = assess([agreement], unsigned)
    assert not result.findings.num_rows
    assert "never-in-force" in {check.key for check in result.checks}


def test_tables_of_shares_keep_null_apart_from_empty() -> None:
    rows = [
        {"incident": "b", "last_known_at": at(1), "p_class": None, "p_party": [("X", 0.5)]},
        {"incident": "a", "last_known_at": at(1), "p_class": [("z", 0.2), ("a", 0.3)]},
    ]
    facts = mission_facts(table(INCIDENTS, rows), LINKS.empty_table())
    assert facts.incidents.id.to_pylist() == ["a", "b"]
    assert facts.incidents.classes.row(0) == {"a": 0.3, "z": 0.2}
    assert facts.incidents.classes.row(1) is None
    assert facts.incidents.parties.row(0) is None


def test_an_unreadable_entry_is_named() -> None:
    bad = EntryFact(kind="act", id="e7", known_at=at(1), body={"what": "reply", "by": "UA"})
    with pytest.raises(InputError) as raised:
        mission_facts(INCIDENTS.empty_table(), LINKS.empty_table(), [bad])
    assert "act e7" in raised.value.problems[0].where
    assert isinstance(INCIDENTS.empty_table(), pa.Table)


def test_a_party_that_no_agreement_knows_is_said() -> None:
    # misspelt, it would be charged to nobody and look like "no breach"
    rows = [incident("i-a", time=at(8), time_sigma_s=0.0, p_real=1.0,
                     p_class=[("sniper", 1.0)], p_party=[("UKR", 1.0)])]  # fmt: skip
    result = assess([easter()], mission_facts(table(INCIDENTS, rows), LINKS.empty_table()))
    assert [check.about for check in result.checks if check.key == "unknown-party"] == ["UKR"]
