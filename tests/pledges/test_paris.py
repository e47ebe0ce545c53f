"""The Paris mission: guarantees wait, pledges keep their words, nobody's condition is a refusal."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.missions_made import shipped

from aselepo.run.guarantees import guarantees, read_promises


@pytest.fixture(scope="module")
def view():
    return shipped("paris-2026").log().view()


def test_every_guarantee_is_dormant_and_says_what_is_missing(view) -> None:
    found = guarantees(view, "paris-2026")
    assert {row["state"] for row in found["guarantees"]} == {"dormant"}
    assert all(row["missing"] for row in found["guarantees"])
    assert found["in_force_definition"]
    force = next(row for row in found["guarantees"] if row["name"] == "force")
    assert "COMMISSION" in force["decides"]
    assert any("guarantees_2026 in force" in missing for missing in force["missing"])


def test_what_if_the_texts_were_signed_and_the_commission_confirmed(view) -> None:
    suppose = [
        *(f"signed guarantees_2026 by {who}" for who in ("UA", "FR", "UK", "COALITION")),
        "declared monitoring_ready by US",
        "decided in_force by COMMISSION",
    ]
    found = guarantees(view, "paris-2026", suppose=suppose)
    assert found["what_if"] == suppose
    states = {row["name"]: row["state"] for row in found["guarantees"]}
    assert states["monitoring"] == "active"
    assert states["armed_forces"] == "active"
    # a decision alone does not make three watched days without a grave breach
    assert states["force"] == "dormant"
    assert guarantees(view, "paris-2026")["what_if"] == []


def test_vague_stays_vague_and_refusals_stay_about_what_was_refused(view) -> None:
    promised = {each.id: each for each in read_promises(view).pledges}
    france = promised["france-land"]
    assert (france.amount["lo"], france.amount["hi"]) == (2000, 9999)
    assert france.exact is None
    assert france.limits == ("do not fight",)
    assert promised["italy-land"].stage == "refused"
    assert "not about the guarantees" in promised["italy-land"].about
    germany = promised["germany-monitoring"]
    assert germany.where == "neighbouring country"
    assert germany.stage == "mentioned"
    assert "only-said-about" in promised["germany-land"].notes
    refused = {each.contributor for each in promised.values() if each.stage == "refused"}
    assert refused == {"Italy"}


def test_amounts_said_vaguely_are_never_summed(view) -> None:
    (land,) = [gap for gap in read_promises(view).gaps if gap.kind == "land"]
    assert land.exact == {}
    assert ("France", "declared", "useita tuhansia") in land.vague


def test_every_step_rests_on_words_with_their_quote(view) -> None:
    promised = read_promises(view)
    known = {body["record"] for body in (*promised.statements, *promised.declarations)}
    for pledge in promised.pledges:
        assert pledge.quote
        for step in pledge.steps:
            assert set(step.rests_on) <= known


def test_nothing_is_in_force_and_every_row_says_so() -> None:
    from tests.missions_made import known

    paris = known("paris-2026")
    assert paris.summaries
    assert {row.verdict for row in paris.summaries} == {"not in force"}
    assert len(paris.guarantees) == 6


@pytest.mark.parametrize(
    ("day", "force", "hubs", "response"),
    [
        ("2026-03-04T12:00", "dormant", "dormant", "dormant"),
        ("2026-03-10T12:00", "active", "dormant", "dormant"),
        ("2026-03-18T12:00", "active", "active", "dormant"),
        ("2026-03-24T00:00", "active", "active", "active"),
        ("2026-03-26T00:00", "active", "active", "dormant"),
    ],
)
def test_the_exercise_starts_holds_breaks_and_is_reversed(
    day: str, force: str, hubs: str, response: str
) -> None:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    exercise = shipped("paris-2026-exercise").log().view(None, at)
    found = {row["name"]: row for row in guarantees(exercise, "exercise")["guarantees"]}
    assert found["force"]["state"] == force
    assert found["hubs_open"]["state"] == hubs
    assert found["response"]["state"] == response
    reversals = found["response"]["reversals"]
    # one patrol withdraws its report on 25 March: announced, with the fact that caused it
    assert len(reversals) == (1 if day > "2026-03-25" else 0)


def test_execution_is_what_was_done_and_not_what_is_due() -> None:
    at = datetime(2026, 3, 10, tzinfo=UTC)
    exercise = shipped("paris-2026-exercise").log().view(None, at)
    found = {row["name"]: row for row in guarantees(exercise, "exercise")["guarantees"]}
    assert found["force"]["execution"]["state"] == "decided"
    assert found["hubs_open"]["execution"] is None
