"""Summaries: what a sure finding makes of a row, and what it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from aselepo.assess.summary import Charge, Happening, Row, summarise
from aselepo.core.time import Interval
from aselepo.coverage import Ledger

START = datetime(2026, 3, 1, tzinfo=UTC)
DAY = Interval(START, START + timedelta(days=1))
FIRE = frozenset({"shelling", "assault"})


def verdict(p_class: dict[str, float], wanted: frozenset[str], *, found: str = "breach") -> str:
    row = Row(
        instrument="truce", provision=None, domain="ground", classes=wanted,
        provisions=frozenset({"1"}), side=None, accused="A", area="anywhere",
        parts={"anywhere": 1.0}, window=DAY, whole=True, in_force=True,
    )  # fmt: skip
    charge = Charge(
        instrument="truce", provision="1", party="A", incident="i", verdict=found, p=(0.96, 0.99),
        classes=FIRE,
    )  # fmt: skip
    happening = Happening(
        incident="i", window=Interval(START, START + timedelta(hours=1)),
        sure_areas=frozenset({"anywhere"}), possible_areas=frozenset({"anywhere"}), p_class=p_class,
    )  # fmt: skip
    (summary,) = summarise(
        [row], charges=[charge], happenings={"i": happening}, book=Ledger({}), within={}
    )
    return summary.verdict


def test_a_sure_breach_of_one_class_is_sure_in_its_domain() -> None:
    # the doubt of one per cent about the class is in the finding's own bounds already
    assert verdict({"assault": 0.99}, frozenset({"assault"})) == "breach"
    assert verdict({"assault": 0.99}, FIRE) == "breach"


def test_a_breach_that_may_be_of_another_domain_is_not_sure_there() -> None:
    assert verdict({"assault": 0.5, "shelling": 0.49}, frozenset({"assault"})) == "undetermined"


def test_a_possible_finding_stays_possible() -> None:
    assert verdict({"assault": 0.99}, FIRE, found="undetermined") == "undetermined"
