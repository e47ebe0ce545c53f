"""Every construct of edition 1 is read as the reference page says."""

from __future__ import annotations

from typing import Any

import pytest

from aselepo.agreement import Agreement, parse
from aselepo.agreement import model as m

HEAD = """agreement case "Case". clock "Europe/Kyiv". in force from 2025-01-01 00:00.
party A "A". party B "B". body C "C": members A, B. line loc "Line". zone strip is map strip.
"""


def read(sentence: str) -> Agreement:
    agreement, problems = parse(HEAD + sentence)
    assert problems == (), [str(problem) for problem in problems]
    assert agreement is not None
    return agreement


def fields(node: Any, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(node, name) for name in names)


def test_a_start_slips_until_a_duty_is_done() -> None:
    force = read(
        "in force for A from 2025-01-19 08:30, not before an act of list_of_names by B "
        "until 2025-03-02 08:30."
    ).force[1]
    assert force.party == "A"
    assert force.not_before == (m.Done(what="list_of_names", by=("B",)),)
    assert isinstance(force.end, m.Moment)


def test_force_by_decision_and_what_it_means() -> None:
    agreement = read(
        "in force from decided in_force by C until the end of settlement. "
        'in force means decided in_force by C on "72 hours without a verified grave breach".'
    )
    assert agreement.force[1].start == m.Decided(what="in_force", by=("C",))
    assert agreement.force_means is not None
    assert agreement.force_means.evidence.startswith("72 hours")


def test_extensions() -> None:
    by_day, silent = read(
        'extension day "One day": by 1 day when declared extension by A, B, at most 6 times. '
        "extension silence: until 2025-02-01 unless declared end by A."
    ).extensions
    assert fields(by_day, "seconds", "until", "silent", "at_most") == (86400, None, False, 6)
    assert by_day.act == m.Declared(what="extension", by=("A", "B"))
    assert silent.silent
    assert silent.until is not None


def test_phases() -> None:
    one, two, three = read(
        'phase 1 "First" starts with force, lasts 42 days. '
        "phase 2 starts 15 days after phase 1 is verified complete; if not by day 40, C is told. "
        "phase last starts when decided last by C and not declared stop by A, lasts 3 days."
    ).phases
    assert fields(one, "name", "lasts_s") == ("1", 42 * 86400)
    assert one.start == m.PhaseStart(kind="force")
    assert two.start == m.PhaseStart(kind="complete", phase="1", seconds=15 * 86400)
    assert fields(two, "late_day", "told") == (40, "C")
    assert isinstance(three.start.when, m.And)


def test_withdrawal() -> None:
    agreement = read(
        "system heavy_100: gun, mortar_tube of 100 mm or more. "
        'system long: rocket_launcher of type "Uragan", "Smerch". '
        "line loc_actual. line line_2014. "
        "article 4: A must withdraw heavy_100 25 km from loc_actual, "
        "B must withdraw heavy_100 25 km from line_2014, begun by day 2, complete by day 14, "
        "kept after, gravity serious. "
        "article 5: each party must withdraw long out of a belt of 140 km in total along loc, "
        "complete within 24 h after the start of force. "
        "article 6: each party must withdraw long out of a belt of 50 km along loc."
    )
    heavy, long = agreement.systems
    assert fields(heavy, "classes", "calibre_lo_mm", "lo_included") == (
        ("gun", "mortar_tube"),
        100.0,
        True,
    )
    assert heavy.words == "gun, mortar_tube of 100 mm or more"
    assert long.types == ("Uragan", "Smerch")
    two_lines, in_total, left_open = agreement.norms
    assert isinstance(two_lines, m.Withdrawal)
    assert [(move.subject.names, move.line) for move in two_lines.moves] == [
        (("A",), "loc_actual"),
        (("B",), "line_2014"),
    ]
    assert fields(two_lines, "begun", "complete", "kept", "gravity") == (
        m.ByDay(day=2),
        m.ByDay(day=14),
        True,
        "serious",
    )
    assert two_lines.subject.names == ("A", "B")
    assert isinstance(in_total, m.Withdrawal)
    assert fields(in_total.moves[0], "distance_m", "belt") == (70_000.0, "in total")
    assert isinstance(in_total.complete, m.Within)
    assert in_total.complete.after == m.Trigger(kind="force", name="")
    assert isinstance(left_open, m.Withdrawal)
    assert fields(left_open.moves[0], "distance_m", "belt") == (50_000.0, "open")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("100 mm or more", (100, None, True, True)),
        ("more than 100 mm", (100, None, False, True)),
        ("less than 100 mm", (None, 100, True, False)),
        ("120 mm or less", (None, 120, True, True)),
        ("82 mm to 120 mm", (82, 120, True, True)),
    ],
)
def test_calibres(words: str, expected: tuple[Any, ...]) -> None:
    (system,) = read(f"system s: gun of {words}.").systems
    names = ("calibre_lo_mm", "calibre_hi_mm", "lo_included", "hi_included")
    assert fields(system, *names) == expected


def test_storage_quotas_and_corners() -> None:
    agreement = read(
        "article 5: each party must keep declared heavy inside strip, by serial; "
        "absence needs notice 48 h before; B at most 24 rocket inside strip, gravity serious. "
        "article 6: A, B may have at most 10 tank inside strip. "
        "zone corner_zone is map corner_zone with corners NW, NE, SE, SW."
    )
    storage, limit = agreement.norms
    assert isinstance(storage, m.Storage)
    assert fields(storage, "declared", "by_serial", "notice_s", "gravity") == (
        True,
        True,
        48 * 3600,
        "serious",
    )
    (quota,) = storage.quotas
    assert fields(quota, "number", "classes") == (24, ("rocket",))
    assert quota.place == m.Place(kind="inside", name="strip")
    assert isinstance(limit, m.Limit)
    assert limit.number == 10
    assert agreement.zones[-1].corners == ("NW", "NE", "SE", "SW")


def test_access() -> None:
    (access,) = read(
        "article 7: each party must give access to C inside strip within 4 h after a request; "
        "delay over 2 h, denial and condition are obstruction; except under mines, gravity serious."
    ).norms
    assert isinstance(access, m.Access)
    assert fields(access, "to", "within_s", "delay_s", "classes", "exempt", "gravity") == (
        ("C",),
        4 * 3600,
        2 * 3600,
        ("obstruction",),
        ("mines",),
        "serious",
    )
    assert access.counted == ("delay", "denial", "condition")
    assert access.place.name == "strip"


def test_hours_and_a_second_clause() -> None:
    forbidden, allowed = read(
        "article 8: A, B must not do uav_flight inside strip from 06:00 to 22:00; "
        "C may do uav_flight anywhere."
    ).norms
    assert isinstance(forbidden, m.Prohibition)
    assert forbidden.hours == m.Hours(start_min=360, end_min=1320)
    assert isinstance(allowed, m.Permission)
    assert [norm.ref for norm in (forbidden, allowed)] == ["8", "8;2"]
    assert [norm.article for norm in (forbidden, allowed)] == ["8", "8"]


def test_quantities() -> None:
    release, deliver = read(
        "article 9: each party must release 1000 prisoners by 2026-05-11 24:00. "
        "article 10: A must deliver 600 aid_trucks every 1 day inside strip during phase 1."
    ).norms
    assert isinstance(release, m.Obligation)
    assert fields(release, "verb", "quantity", "classes") == ("release", 1000, ("prisoners",))
    assert isinstance(deliver, m.Obligation)
    assert fields(deliver, "verb", "quantity", "deadline", "phase") == (
        "deliver",
        600,
        m.Every(seconds=86400),
        "1",
    )


def test_a_duty_without_a_deadline() -> None:
    (duty,) = read("article 9: A must do mine_clearance without a deadline inside strip.").norms
    assert isinstance(duty, m.Obligation)
    assert duty.deadline == m.Undated()


def test_windows_of_silence() -> None:
    agreement = read(
        'window repairs "Repairs": asked 24 h before, once assured by A, B. '
        "window one: from 2025-05-04 09:00 until 2025-05-04 15:00, once assured by A. "
        "article 11: no party may do fire within 3 km of strip during window repairs, "
        "gravity serious."
    )
    repairs, one = agreement.windows
    assert fields(repairs, "lead_s", "assured_by", "start") == (86400, ("A", "B"), None)
    assert one.start is not None
    assert agreement.norms[0].window == "repairs"


def test_objects_and_rival_lines() -> None:
    agreement = read(
        'objects energy "Energy": refinery, substation. line front: front_a of A, front_b of B. '
        "article 12: no party may do strike on energy, gravity grave."
    )
    assert agreement.objects[0].kinds == ("refinery", "substation")
    assert agreement.lines[-1].rivals == (
        m.Rival(name="front_a", party="A"),
        m.Rival(name="front_b", party="B"),
    )
    assert agreement.norms[0].place == m.Place(kind="on", name="energy")


def test_what_is_counted() -> None:
    agreement = read(
        "counted in explosions, one per 2 km and 6 h, exercises labelled. "
        "count week: verified breaches by one party in 7 days, one per 1 km and 1 h, "
        "counted in bursts."
    )
    assert agreement.counting is not None
    assert fields(agreement.counting, "unit", "per_m", "per_s", "exercises") == (
        "explosion",
        2000,
        6 * 3600,
        "labelled",
    )
    assert agreement.counts[0].unit == "burst"


def test_response_clocks() -> None:
    (response,) = read(
        'response "First answer": C decides within 24 h after verified breach of article 1.3, 1.4 '
        "unless declared calm by A, then within 72 h after the breach, "
        "then A decides force within 3 days unless decided calm by C; "
        "two clocks if the start is disputed."
    ).responses
    first, second, third = response.rungs
    assert fields(response, "name", "two_clocks") == ("response_1", True)
    assert fields(first, "decider", "what", "seconds", "article", "articles") == (
        "C",
        "",
        86400,
        "1.3",
        ("1.3", "1.4"),
    )
    assert first.off_ramp == m.Declared(what="calm", by=("A",))
    assert fields(second, "decider", "from_breach") == ("C", True)
    assert fields(third, "decider", "what") == ("A", "force")
    assert third.off_ramp == m.Decided(what="calm", by=("C",))


def test_required_force_remedies_and_duties_of_guarantors() -> None:
    agreement = read(
        'required land "Land": 10000 to 15000 troops inside strip, assumed. '
        "required air: at least 2 squadrons anywhere from 2025-06-01. "
        'remedies grave "Grave" by C for article 1.2, 1.3: apology, sanctions. '
        "article 13: A, B must do consult within 24 h after guarantee g is active, "
        "recorded with caller, quorum, outcome."
    )
    land, air = agreement.required
    assert fields(land, "low", "high", "what", "assumed") == (10000, 15000, "troops", True)
    assert fields(air, "low", "high") == (2, None)
    assert agreement.remedies[0].articles == ("1.2", "1.3")
    (duty,) = agreement.norms
    assert isinstance(duty, m.Obligation)
    assert duty.record == ("caller", "quorum", "outcome")
    assert isinstance(duty.deadline, m.Within)
    assert duty.deadline.after == m.Trigger(kind="guarantee", name="g")


def test_open_questions_are_read_both_ways() -> None:
    agreement = read(
        'question land "Land": A says "ours"; B says "not agreed". '
        "article 14: no party may do fire inside strip, as A reads land. "
        "article 14: no party may do fire outside strip, as B reads land. "
        "article 15: no party may do fire anywhere, depends on land."
    )
    assert [(n.ref, n.article, n.question, n.reading) for n in agreement.norms] == [
        ("14@A", "14", "land", "A"),
        ("14@B", "14", "land", "B"),
        ("15", "15", "land", None),
    ]


def test_who_answers_for_whom() -> None:
    plain, disputed = read(
        'A answers for militia "Militia" uk "Ополчення", guards. B answers for proxies, disputed.'
    ).answers
    assert [formation.name for formation in plain.formations] == ["militia", "guards"]
    assert plain.formations[0].labels == (("", "Militia"), ("uk", "Ополчення"))
    assert disputed.disputed


def test_named_standards() -> None:
    agreement = read(
        "article 1: A must not do fire anywhere, proof convincing. "
        "proof breach near_certain each, cleared 0.05. "
        'standard near_certain "Near certain" is 0.95. standard convincing is 0.8.'
    )
    assert agreement.proof is not None
    assert fields(agreement.proof, "breach", "each", "standard") == (0.95, True, "near_certain")
    assert fields(agreement.norms[0], "proof", "standard") == (0.8, "convincing")


def test_instruments_and_texts() -> None:
    agreement = read(
        "applies in strip. texts en, uk authentic, en prevails. none observed needs 0.8."
    )
    assert fields(agreement, "applies_in", "texts", "prevails", "enough") == (
        "strip",
        ("en", "uk"),
        "en",
        0.8,
    )


def test_areas() -> None:
    agreement = read(
        "zone belt is belt of 30 km in total along loc. zone each_side is belt of 15 km each side "
        "along loc or map towns or side of A. zone z is (belt or map towns) except side of B."
    )
    belt, each_side, z = agreement.zones[1:]
    assert belt.area == m.Around(distance_m=15_000.0, name="loc", belt="in total")
    assert isinstance(each_side.area, m.AreaTree)
    assert isinstance(z.area, m.AreaTree)
    assert z.area.operator == "except"
