"""What the Easter truce of 2025 must come out as; figures from the shipped files."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.missions_made import known

from aselepo.core.time import Interval
from aselepo.situation import Situation
from aselepo.situation.value import Summary

KYIV = ZoneInfo("Europe/Kyiv")
NEVER_LISTED = ("UA-09", "UA-43", "UA-40")
"""Luhansk, Crimea, Sevastopol: permanent alert, no row in the file."""


def kyiv(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KYIV)


def row(
    situation: Situation, domain: str, area: str, accused: str, *, whole: bool = True
) -> Summary:
    found = [
        each
        for each in situation.summaries
        if (each.domain, each.area, each.accused, each.whole) == (domain, area, accused, whole)
    ]
    assert found, f"no row {domain} {area} {accused}"
    return found[0]


@pytest.fixture(scope="module")
def easter() -> Situation:
    return known("easter-2025")


def test_alerts_that_begin_inside_the_truce(easter: Situation) -> None:
    # five rows and no other: the last begins at 16:56 on the 20th in Dnipropetrovsk, and the next
    # one anywhere readable only after the truce is over
    begun = [
        (each.time or each.time_lo, each.place) for each in easter.incidents if each.begins_in_force
    ]
    assert [(at.astimezone(KYIV).strftime("%d %H:%M"), place) for at, place in begun if at] == [
        ("19 20:59", "UA-23"),
        ("19 21:00", "UA-14"),
        ("19 21:51", "UA-30"),
        ("19 21:52", "UA-32"),
        ("20 16:56", "UA-12"),
    ]


def test_no_alert_begins_in_the_silence(easter: Situation) -> None:
    silence = Interval(kyiv("2025-04-19T22:13"), kyiv("2025-04-21T00:43"))
    begun = [
        each.place
        for each in easter.incidents
        if (at := each.time or each.time_lo) is not None and silence.holds(at)
    ]
    assert begun == ["UA-12"]  # the merged row of Dnipropetrovsk, not readable around its start


def test_an_alert_is_a_warning(easter: Situation) -> None:
    # these incidents are possible, none is a sure breach, and nobody is accused
    for each in easter.incidents:
        for finding in each.findings:
            assert finding.verdict == "undetermined"
            assert finding.p[0] == 0.0
        assert not each.p_party


def test_air_on_ukraine_is_undetermined_and_air_on_russia_cannot_tell(easter: Situation) -> None:
    assert row(easter, "air", "UA", "RF").verdict == "undetermined"
    on_russia = row(easter, "air", "RU", "UA")
    assert on_russia.verdict == "cannot tell"
    assert {gap.reason for gap in on_russia.missing} == {"no-source"}
    assert on_russia.exposure.watched_h == 0.0


def test_ground_cannot_be_told_on_either_side(easter: Situation) -> None:
    assert row(easter, "ground", "UA", "RF").verdict == "cannot tell"
    assert row(easter, "ground", "RU", "UA").verdict == "cannot tell"


@pytest.mark.parametrize("area", ["UA-63", *NEVER_LISTED])
def test_what_cannot_be_read_cannot_be_told(easter: Situation, area: str) -> None:
    # Kharkiv is one merged row of 604 days; the others are never listed
    whole = row(easter, "air", area, "RF")
    assert whole.verdict == "cannot tell"
    assert whole.exposure.watched_h == 0.0


def test_dnipropetrovsk_is_readable_for_five_hours_and_a_half_only(easter: Situation) -> None:
    truce = easter.force[0].windows[0]
    readable = [
        span.window.overlap(truce)
        for span in easter.coverage
        if span.area == "UA-12" and span.status == "observed" and span.window.overlap(truce)
    ]
    edges = [edge.astimezone(KYIV) for each in readable if each for edge in each if edge]
    assert [edge.strftime("%d %H:%M") for edge in edges] == ["20 11:28", "20 16:56"]


def test_no_halt_of_the_line_is_visible_and_the_map_is_too_slow(easter: Situation) -> None:
    (statement,) = easter.line_statements
    assert statement.key == "no-halt-visible"
    assert statement.change_km2 is not None
    assert statement.change_km2 > 0
    (window,) = easter.force[0].windows
    assert statement.window == window
    assert statement.lag_h is not None
    assert statement.lag_h > window.hours


def test_claims_of_the_20th_are_one_running_total() -> None:
    # 59, 901, 1,355 and 1,882 shellings are stages of one count, never a sum
    easter = known("easter-2025")
    stages = {
        check.category: [count for _, count, _ in check.parts]
        for check in easter.claim_checks
        if check.kind == "running-total" and check.claimant.startswith("President of Ukraine")
    }
    assert stages["shelling"] == [59, 901, 1355, 1882]


@pytest.mark.parametrize(
    ("hour", "count"), [("12:00", 59), ("16:00", 901), ("20:00", 1355), ("24:00", 1882)]
)
def test_claims_grow_as_they_become_known(hour: str, count: int) -> None:
    day = "2025-04-20T" + hour if hour != "24:00" else "2025-04-21T00:00"
    seen = known("easter-2025", as_of=kyiv(day))
    shellings = [
        claim.count
        for claim in seen.claims
        if claim.category == "shelling" and claim.window.start == kyiv("2025-04-20T00:00")
    ]
    assert max(number or 0 for number in shellings) == count
    assert all(claim.known_at <= kyiv(day) for claim in seen.claims)


def test_arithmetic_of_both_sides(easter: Situation) -> None:
    totals = {
        (check.claimant, check.stated): check.kind
        for check in easter.claim_checks
        if check.category == "total"
        and check.kind in ("adds-up", "does-not-add-up", "not-comparable")
    }
    president = "President of Ukraine (report of the commander-in-chief)"
    assert totals[president, 2935] == "not-comparable"  # one part is "more than 950"
    assert totals["Russian Ministry of Defence", 4900] == "adds-up"


def test_claimants_speak_for_their_party(easter: Situation) -> None:
    speaks = {claim.claimant: (claim.claimant_party, claim.accused) for claim in easter.claims}
    assert speaks["Russian Ministry of Defence"] == ("RF", "UA")
    assert speaks["General Staff of Ukraine"] == ("UA", "RF")


def test_a_day_without_truce_is_not_called_quiet() -> None:
    what_if = Interval(kyiv("2025-04-13T00:00"), kyiv("2025-04-14T00:00"))
    april = known("easter-2025", in_force=what_if)
    assert april.force[0].what_if
    assert row(april, "air", "UA", "RF").verdict == "undetermined"
    assert "what-if" in april.notes


def test_the_reporting_day_of_the_20th() -> None:
    day = known("easter-2025", day=date(2025, 4, 20))
    air = row(day, "air", "UA", "RF", whole=False)
    assert air.window == Interval(kyiv("2025-04-20T00:00"), kyiv("2025-04-21T00:00"))
    assert air.verdict == "undetermined"  # Dnipropetrovsk at 16:56
    assert row(day, "air", "UA-32", "RF", whole=False).verdict == "none observed"


def test_before_the_truce_nothing_is_in_force() -> None:
    early = known("easter-2025", as_of=kyiv("2025-04-19T18:00"))
    assert {each.verdict for each in early.summaries} == {"not in force"}


def test_losses_and_mapped_area_never_become_incidents(easter: Situation) -> None:
    assert {source for each in easter.incidents for source in each.sources} == {"air_raid_alerts"}
    assert {series.kind for series in easter.series} >= {"recorded", "claimed", "mapped"}


def test_an_alert_is_known_from_its_beginning(easter: Situation) -> None:
    # its end is a later revision; the incident was known when the alert began
    first = next(each for each in easter.incidents if each.begins_in_force)
    assert first.time_lo is not None
    assert first.first_known_at == first.time_lo
