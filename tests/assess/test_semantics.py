"""Constructs one by one: a text, a few facts, what must come out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from aselepo.agreement import parse
from aselepo.assess import assess, read_facts
from aselepo.core.problem import InputError

HEAD = (
    'agreement t "T". clock "UTC". in force from 2026-01-01 00:00. party A "A". party B "B". '
    'party G "G" guarantor. proof breach 0.95, cleared 0.05. category fire "F": shelling. '
)
PROHIBIT = 'article 1 "1": A, B must not do fire anywhere, gravity grave. '


def day(number: int, hour: int = 0) -> str:
    return f"2026-01-{number:02d}T{hour:02d}:00:00Z"


def shot(name: str, when: Any, by: Any = "A", **more: Any) -> dict[str, Any]:
    who = {by: 1.0} if isinstance(by, str) else by
    known = when if isinstance(when, str) else when[-1] or when[0]
    return {
        "kind": "incident", "id": name, "time": when, "known_at": known, "p_real": 1.0,
        "classes": {"shelling": 1.0}, "attribution": who, **more,
    }  # fmt: skip


def act(what: str, by: str, when: str, **more: Any) -> dict[str, Any]:
    return {"kind": "act", "what": what, "by": by, "time": when, "known_at": when, **more}


def decided(when: str, **more: Any) -> dict[str, Any]:
    return {"kind": "decision", "by": "M", "time": when, "known_at": when, **more}


def run(text: str, rows: list[dict[str, Any]], as_of: str | None = None, *more: str) -> Any:
    texts = []
    for each in (HEAD + text if not text.startswith("agreement") else text, *more):
        agreement, problems = parse(each)
        assert agreement is not None
        assert not problems, [str(problem) for problem in problems]
        texts.append(agreement)
    facts = read_facts({"crs": "plane", "facts": rows})
    return assess(texts, facts, as_of=datetime.fromisoformat(as_of) if as_of else None)


def states(result: Any, provision: str) -> list[tuple[str, str]]:
    found = [r for r in result.findings.to_pylist() if r["provision"] == provision]
    return sorted((row["party"], row["verdict"]) for row in found)


def only(result: Any, provision: str, party: str) -> dict[str, Any]:
    (row,) = [
        r for r in result.findings.to_pylist() if (r["provision"], r["party"]) == (provision, party)
    ]
    return row


ANSWER = (
    PROHIBIT + 'article 2 "2": the accused party must do reply within 24 h after a breach of '
    'article 1, otherwise article 3. article 3 "3": the accused party must do hearing within 72 h '
    "after a breach of article 1. "
)


@pytest.mark.parametrize(
    ("acts", "as_of", "second", "third"),
    [
        ([], day(2), [("A", "pending")], []),
        ([], day(2, 1), [("A", "missed")], [("A", "pending")]),
        ([("reply", day(2))], None, [("A", "met")], []),
        ([("reply", day(3))], None, [("A", "late")], [("A", "missed")]),
        ([("hearing", day(3))], None, [("A", "missed"), ("A", "repaired")], [("A", "met")]),
        ([("reply", day(2)), ("hearing", day(1, 5))], None, [("A", "met")], [("A", "met")]),
        ([("hearing", day(6))], None, [("A", "missed")], [("A", "late")]),
    ],
)
def test_the_life_of_a_duty(acts: Any, as_of: Any, second: Any, third: Any) -> None:
    rows = [shot("i", day(1))]
    rows += [act(what, "A", when, re="i", id=what) for what, when in acts]
    result = run(ANSWER, rows, as_of)
    assert states(result, "2") == second
    assert states(result, "3") == third


def test_a_late_duty_says_by_how_much() -> None:
    result = run(ANSWER, [shot("i", day(1)), act("reply", "A", day(3), re="i")])
    assert only(result, "2", "A")["late_by_s"] == 86_400


def test_a_possible_trigger_is_never_charged_and_a_withdrawn_one_voids() -> None:
    doubtful = shot("i", day(1), {"A": 0.5, "B": 0.5})
    assert states(run(ANSWER, [doubtful]), "2") == [("A", "possible"), ("B", "possible")]
    gone = {"kind": "incident", "id": "i", "rev": 1, "retracted": True, "known_at": day(5)}
    assert states(run(ANSWER, [shot("i", day(1)), gone]), "2") == [("A", "void")]


def test_a_duty_from_notice_runs_from_being_told() -> None:
    text = (
        PROHIBIT + 'article 2 "2": the accused party must do reply within 24 h after notice to it '
        "of a breach of article 1. "
    )
    rows = [shot("i", day(1)), act("told", "G", day(6), to="A", re="i", id="t")]
    assert states(run(text, rows[:1]), "2") == []
    assert states(run(text, rows, day(6, 23)), "2") == [("A", "pending")]
    assert states(run(text, rows), "2") == [("A", "missed")]


def test_recurring_duties_and_fixed_days() -> None:
    text = (
        'article 1 "1": each party must do declaration every 7 days. '
        'article 2 "2": A must do order by 2026-01-05 00:00. '
    )
    rows = [act("declaration", "A", day(8), id="d"), act("order", "A", day(5), id="o")]
    result = run(text, rows, day(15, 1))
    assert states(result, "1") == [
        ("A", "met"), ("A", "missed"), ("A", "pending"),
        ("B", "missed"), ("B", "missed"), ("B", "pending"),
    ]  # fmt: skip
    assert states(result, "2") == [("A", "met")]
    assert states(run(text, rows[:1], day(5)), "2") == [("A", "pending")]


def test_unattributed_fire_is_charged_to_nobody_but_is_somebodys() -> None:
    text = 'article 1 "1": no party may do fire anywhere. '
    assert states(run(text, [shot("i", day(1), {})]), "1") == [
        ("A", "undetermined"), ("B", "undetermined"), ("some party", "breach"),
    ]  # fmt: skip
    assert states(run(text, [shot("i", day(1), {"other": 1.0})]), "1") == []
    row = only(run(text, [shot("i", day(1), {"A": 0.7})]), "1", "A")
    assert (row["p_lo"], row["p_hi"]) == pytest.approx((0.7, 1.0))


def test_unknown_parent_and_mapped_classes() -> None:
    def p(classes: Any) -> tuple[float, float]:
        found = run(PROHIBIT, [shot("i", day(2), classes=classes)]).findings.to_pylist()
        return (found[0]["p_lo"], found[0]["p_hi"]) if found else (0.0, 0.0)

    assert p(None) == (0.0, 1.0)
    assert p({"weapon_use": 1.0}) == (0.0, 1.0)
    assert p({"mortar": 1.0}) == (1.0, 1.0)
    assert p({"never_heard_of": 1.0}) == (0.0, 1.0)
    assert p({"missile": 1.0}) == (0.0, 0.0)
    assert p({"shelling": 0.5}) == (0.5, 1.0)


def test_joint_tables_replace_both() -> None:
    joint = {"shelling": {"A": 0.5, "B": 0.2}, "missile": {"A": 0.2, "": 0.1}}
    rows = [shot("i", day(1), {"B": 1.0}, joint=joint)]
    result = run(PROHIBIT, rows)
    assert only(result, "1", "A")["p_lo"] == pytest.approx(0.5)
    assert only(result, "1", "A")["p_hi"] == pytest.approx(0.5)
    assert only(result, "1", "B")["p_hi"] == pytest.approx(0.2)


def test_uncertain_time_counts_by_its_share_and_lasting_by_any_part() -> None:
    early = ["2025-12-31T18:00:00Z", day(1, 6)]
    assert only(run(PROHIBIT, [shot("i", early)]), "1", "A")["p_lo"] == pytest.approx(0.5)
    lasting = {**shot("i", day(1)), "lasting": early}
    del lasting["time"]
    assert only(run(PROHIBIT, [lasting]), "1", "A")["verdict"] == "breach"
    half_open = only(run(PROHIBIT, [shot("i", [day(2), None])]), "1", "A")
    assert (half_open["p_lo"], half_open["last"]) == (1.0, None)


def test_a_permission_against_a_prohibition_is_a_conflict() -> None:
    text = PROHIBIT + 'article 2 "2": A may do fire anywhere. '
    result = run(text, [shot("i", day(1)), shot("j", day(1), "B")])
    row = only(result, "1", "A")
    assert (row["verdict"], row["hypotheses"]) == ("undetermined", "conflict 2")
    assert [(c.prohibition, c.permission, c.party) for c in result.conflicts] == [("1", "2", "A")]
    assert only(result, "1", "B")["verdict"] == "breach"


def test_rival_lines_stand_side_by_side() -> None:
    text = (
        'line loc "L". zone z "Z" is 10 km around loc. '
        'article 1 "1": A, B must not do fire inside z. '
    )
    lines = [
        {"kind": "line", "name": "loc", "author": who, "known_at": day(1), "id": who,
         "geometry": {"type": "LineString", "coordinates": [[x, -9e4], [x, 9e4]]}}
        for who, x in (("A", 0), ("B", 30_000))
    ]  # fmt: skip
    here = {"at": [1000, 0], "cov": [0, 0, 0]}
    assert only(run(text, [shot("i", day(2), **here), lines[0]]), "1", "A")["verdict"] == "breach"
    row = only(run(text, [shot("i", day(2), **here), *lines]), "1", "A")
    assert (row["verdict"], row["p_lo"], row["p_hi"]) == ("undetermined", 0.0, 1.0)


def test_sides_of_a_line_and_outside() -> None:
    text = (
        'line loc "L". zone north "N" is side of A. '
        'article 1 "1": A must not do fire outside north. '
        'article 2 "2": B must not do fire inside north. '
    )
    line = {
        "kind": "line", "name": "loc", "known_at": day(1), "left": "A", "right": "B",
        "geometry": {"type": "LineString", "coordinates": [[0, -9e4], [0, 9e4]]},
    }  # fmt: skip
    rows = [
        shot(n, day(2), by, at=[x, 0], cov=[0, 0, 0])
        for n, by, x in (("a", "A", 5), ("b", "A", -5), ("c", "B", -5), ("d", "B", 5))
    ]
    found = {
        row["incident"]: row["verdict"] for row in run(text, [line, *rows]).findings.to_pylist()
    }
    assert found == {"a": "breach", "c": "breach"}


def test_a_later_text_governs_its_time_and_is_marked() -> None:
    amended = HEAD + 'article 1 "1": A, B must not do missile anywhere. '
    rows = [
        shot("before", day(2)), shot("after", day(9)),
        shot("m", day(9), classes={"missile": 1.0}),
        {"kind": "text", "text": amended, "valid": [day(5), None], "known_at": day(20)},
    ]  # fmt: skip
    found = {
        row["incident"]: (row["verdict"], row["retroactive"])
        for row in run(PROHIBIT, rows).findings.to_pylist()
    }
    assert found == {"before": ("breach", False), "m": ("breach", True)}


COUNT = PROHIBIT + 'count c "C": {} by one party in 7 days{}. '
STARTS = 'guarantee g "G" pledged by G: starts when {}. '


def one(result: Any) -> Any:
    (state,) = result.guarantees
    return state


def test_counts_slide_and_count_an_incident_once() -> None:
    text = (
        COUNT.format("breaches", "") + 'article 2 "2": A, B must not do fire anywhere. '
        + STARTS.format("count c >= 2")
    )  # fmt: skip
    apart = [shot("a", day(1)), shot("b", day(8))]
    assert one(run(text, apart)).state == "dormant"
    near = [shot("a", day(1)), shot("b", day(7, 23))]
    state = one(run(text, near))
    assert (state.state, state.since) == ("active", datetime(2026, 1, 7, 23, tzinfo=UTC))


def test_a_possible_breach_leaves_a_guarantee_open() -> None:
    text = COUNT.format("breaches", "") + STARTS.format("count c >= 1")
    assert one(run(text, [shot("a", day(1), {"A": 0.6})])).state == "undetermined"


def test_verified_counts_look_at_decisions_alone() -> None:
    text = COUNT.format("verified breaches", "") + STARTS.format("count c >= 1")
    rows = [shot("a", day(1)), shot("b", day(2))]
    assert one(run(text, rows)).state == "active"  # no decision at all: sure stands in
    other = decided(day(3), re="b", state="dismissed")
    assert one(run(text, [*rows, other])).state == "dormant"
    state = one(run(text, [*rows, decided(day(3), re="a", state="verified")]))
    assert (state.state, state.since) == ("active", datetime(2026, 1, 3, tzinfo=UTC))


def test_one_per_distance_and_time() -> None:
    text = COUNT.format("breaches", ", one per 2 km and 6 h") + STARTS.format("count c >= 2")
    here = {"cov": [0, 0, 0]}
    salvo = [shot("a", day(1), at=[0, 0], **here), shot("b", day(1, 6), at=[2000, 0], **here)]
    assert one(run(text, salvo)).state == "dormant"
    apart = [salvo[0], shot("b", day(1, 6), at=[2001, 0], **here)]
    assert one(run(text, apart)).state == "active"
    assert one(run(text, [salvo[0], shot("b", day(1, 7), at=[0, 0], **here)])).state == "active"


def test_held_looks_at_possible_breaches_for_must_at_sure_ones_for_may() -> None:
    text = PROHIBIT + STARTS.format("held for 48 h without breaches with gravity grave")
    state = one(run(text, [shot("a", day(2))]))
    assert state.since == datetime(2026, 1, 4, tzinfo=UTC)
    doubtful = shot("a", day(2), {"A": 0.5})
    assert one(run(text, [doubtful], day(3, 12))).state == "undetermined"


def test_held_without_verified_breaches() -> None:
    text = PROHIBIT + STARTS.format("held for 48 h without verified breaches with gravity grave")
    rows = [shot("a", day(2)), decided(day(2), re="x", state="verified")]
    assert one(run(text, rows, day(3, 12))).state == "undetermined"  # its case is still open
    cleared = decided(day(2, 5), re="a", state="not established")
    assert one(run(text, [*rows, cleared], day(3, 12))).state == "active"
    proven = decided(day(2, 5), re="a", state="verified")
    assert one(run(text, [*rows, proven], day(3, 12))).state == "dormant"


def test_watching_is_needed_where_the_text_asks_for_it() -> None:
    text = PROHIBIT + STARTS.format("held for 48 h watched at least 0.5 of strip")
    seen = {
        "kind": "coverage", "area": "strip", "time": [day(1), day(4)], "observed": 1.0,
        "known_at": day(1),
    }  # fmt: skip
    zone = 'line loc "L". zone strip "S" is 15 km around loc. '
    assert one(run(zone + text, [], day(3))).state == "undetermined"
    assert one(run(zone + text, [seen], day(3))).state == "active"
    little = {**seen, "observed": 0.4}
    state = one(run(zone + text, [little], day(3, 12)))
    assert state.state == "undetermined"
    assert state.unwatched == pytest.approx(0.6)


BODY = 'body M "M": members A, B, G; decides by 2 of 3; decisions valid 7 days. '


def votes(yes: str) -> dict[str, str]:
    return {member: "yes" if member in yes else "no" for member in "ABG"}


def test_pauses_and_resumptions_by_a_body_with_votes() -> None:
    text = (
        BODY + 'guarantee g "G" pledged by G: starts when at 2026-01-02 00:00; '
        "pauses when decided pause by M; resumes when decided resume by M; "
        "ends when declared over by A, B. "
    )
    pause = decided(day(4), what="pause", votes=votes("AB"), id="p")
    assert one(run(text, [{**pause, "votes": votes("A")}], day(5))).state == "active"
    assert one(run(text, [pause], day(5))).state == "paused"
    resume = decided(day(6), what="resume", votes=votes("BG"), id="r")
    assert one(run(text, [pause, resume], day(7))).since == datetime(2026, 1, 6, tzinfo=UTC)
    over = [act("over", by, day(8), id=by) for by in "AB"]
    assert one(run(text, [pause, *over[:1]], day(9))).state == "paused"
    state = one(run(text, [pause, *over], day(9)))
    assert (state.state, state.since) == ("ended", datetime(2026, 1, 8, tzinfo=UTC))


def test_a_decision_on_another_case_or_out_of_time_fires_nothing() -> None:
    text = (
        BODY + COUNT.format("breaches", "")
        + STARTS.format("count c >= 1 and decided confirmed by M")
    )  # fmt: skip
    rows = [shot("a", day(9))]
    right = decided(day(9), what="confirmed", re="a", votes=votes("ABG"), id="d")
    assert one(run(text, [*rows, right])).state == "active"
    assert one(run(text, [*rows, {**right, "re": "another"}])).state == "dormant"
    early = {**right, "time": day(1), "known_at": day(1)}
    assert one(run(text, [*rows, early])).state == "dormant"
    state = one(run(text, rows, day(10)))
    assert state.missing == ("decided confirmed by M",)


def test_a_guarantee_that_waits_for_another() -> None:
    text = (
        'guarantee a "A" pledged by G: starts when declared ready by G. '
        'guarantee b "B" pledged by G: starts when guarantee a active for 7 days. '
    )
    rows = [act("ready", "G", day(2))]
    state = run(text, rows).guarantees[1]
    assert (state.state, state.since) == ("active", datetime(2026, 1, 9, tzinfo=UTC))
    assert run(text, rows, day(8)).guarantees[1].state == "dormant"


def test_an_instrument_relies_on_another() -> None:
    second = (
        'agreement g "G". relies on agreement t. clock "UTC". in force from 2026-01-01 00:00. '
        'party A "A". party G "G" guarantor. count c "C": breaches of article 1 by A in 7 days. '
        'guarantee x "X" pledged by G: starts when count c >= 1. '
        'guarantee y "Y" pledged by G: starts when held for 72 h. '
    )
    result = run(HEAD + PROHIBIT, [shot("a", day(2))], None, second)
    assert [state.state for state in result.guarantees] == ["active", "active"]
    assert result.guarantees[1].since == datetime(2026, 1, 5, tzinfo=UTC)


def test_response_clocks_run_from_verification_and_show_both_where_disputed() -> None:
    text = (
        BODY + PROHIBIT + 'response r "R": M decides within 24 h after verified breach of '
        "article 1. "
    )  # fmt: skip
    rows = [shot("a", day(1))]
    assert run(text, rows).clocks == ()
    first = decided(day(2), re="a", state="verified", id="v1", votes=votes("AB"))
    (clock,) = run(text, [*rows, first], day(2, 5)).clocks
    assert (clock.due, clock.state, clock.decider) == (
        (datetime(2026, 1, 3, tzinfo=UTC),), "running", "M",
    )  # fmt: skip
    again = decided(day(4), re="a", state="verified", id="v2", votes=votes("AB"))
    (clock,) = run(text, [*rows, first, again], day(6)).clocks
    assert (len(clock.due), clock.disputed, clock.state) == (2, True, "overdue")


def test_hours_of_the_day() -> None:
    text = 'article 1 "1": A must not do fire anywhere from 22:00 to 06:00. '
    rows = [
        shot("n", day(3, 23)),
        shot("d", day(3, 12)),
        shot("e", day(4, 6)),
        shot("m", day(4, 5)),
    ]
    found = {row["incident"] for row in run(text, rows).findings.to_pylist()}
    assert found == {"n", "m"}


def test_withdrawal_forbids_once_it_is_to_be_complete_and_calibre_stays_open() -> None:
    text = (
        'line loc "L". system heavy_100 "H": artillery of 100 mm or more. '
        'article 1 "1": A must withdraw heavy_100 25 km from loc, complete by 2026-01-05 00:00, '
        "kept after. "
    )
    line = {
        "kind": "line", "name": "loc", "known_at": day(1),
        "geometry": {"type": "LineString", "coordinates": [[0, -9e4], [0, 9e4]]},
    }  # fmt: skip

    def seen(name: str, when: str, kind: str, x: float) -> dict[str, Any]:
        return shot(name, when, classes={kind: 1.0}, at=[x, 0], cov=[0, 0, 0])

    rows = [
        line, seen("early", day(4), "heavy_100", 100), seen("late", day(6), "heavy_100", 100),
        seen("far", day(6), "heavy_100", 26_000),
    ]  # fmt: skip
    found = {row["incident"]: row["verdict"] for row in run(text, rows).findings.to_pylist()}
    assert found == {"late": "breach"}


def bad(row: Any, **top: Any) -> list[Any]:
    with pytest.raises(InputError) as raised:
        read_facts({"crs": "plane", "facts": [row], **top}, name="f.json")
    return list(raised.value.problems)


@pytest.mark.parametrize(
    ("change", "path", "code"),
    [
        ({"time": "2026-01-01T00:00:00"}, "facts[0].time", "ASL-FACT-003"),
        ({"time": 7}, "facts[0].time", "ASL-FACT-002"),
        ({"time": [day(3), day(2)]}, "facts[0].time", "ASL-FACT-007"),
        ({"p_real": 1.2}, "facts[0].p_real", "ASL-FACT-006"),
        ({"p_real": True}, "facts[0].p_real", "ASL-FACT-002"),
        ({"classes": {"shelling": 0.7, "missile": 0.7}}, "facts[0].classes", "ASL-FACT-006"),
        ({"attributions": {"A": 1.0}}, "facts[0].attributions", "ASL-FACT-008"),
        ({"cov": [1, 5, 1]}, "facts[0].cov", "ASL-FACT-009"),
        ({"at": [1]}, "facts[0].at", "ASL-FACT-002"),
        ({"kind": "incidence"}, "facts[0].kind", "ASL-FACT-005"),
        ({"known_at": None}, "facts[0]", "ASL-FACT-004"),
        ({"rev": "1"}, "facts[0].rev", "ASL-FACT-002"),
    ],
)
def test_a_wrong_fact_is_an_error_with_its_path(change: Any, path: str, code: str) -> None:
    (problem,) = bad({**shot("i", day(1)), **change})
    assert problem.where == f"f.json: {path}"
    assert problem.code == code


def test_all_wrong_facts_are_named_and_nothing_is_read() -> None:
    with pytest.raises(InputError) as raised:
        read_facts({"facts": [{"kind": "act"}, {"kind": "notice", "known_at": "soon"}]})
    assert len(raised.value.problems) == 2
    with pytest.raises(InputError) as raised:
        read_facts('{"facts": [')
    assert raised.value.problems[0].code == "ASL-FACT-001"
    crossing = {
        "kind": "map", "name": "m", "known_at": day(1),
        "geometry": {"type": "Polygon",
                     "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]},
    }  # fmt: skip
    assert bad(crossing)[0].code == "ASL-FACT-010"


def test_an_amendment_in_the_text_governs_from_its_moment() -> None:
    text = (
        PROHIBIT + 'amendment one "One" from 2026-01-05 00:00: article 1 "1": A, B must not do '
        "missile anywhere. end amendment. "
    )
    rows = [
        shot("old", day(4)), shot("new", day(5)),
        shot("m", day(5), classes={"missile": 1.0}),
    ]  # fmt: skip
    found = {row["incident"]: row["verdict"] for row in run(text, rows).findings.to_pylist()}
    assert found == {"old": "breach", "m": "breach"}


def test_versions_of_a_zone_and_a_gap_between_them() -> None:
    text = (
        'line loc "L". zone z "Z" is 10 km around loc from 2026-01-01 00:00 until 2026-01-05 00:00. '
        'zone z "Z" is 20 km around loc from 2026-01-07 00:00. '
        'article 1 "1": A, B must not do fire inside z. '
    )
    line = {
        "kind": "line", "name": "loc", "known_at": day(1),
        "geometry": {"type": "LineString", "coordinates": [[0, -9e4], [0, 9e4]]},
    }  # fmt: skip
    here = {"at": [15_000, 0], "cov": [0, 0, 0]}
    rows = [line, *(shot(f"d{number}", day(number), **here) for number in (4, 6, 8))]
    found = {
        row["incident"]: (row["verdict"], row["p_lo"], row["p_hi"])
        for row in run(text, rows).findings.to_pylist()
    }
    assert found == {"d6": ("undetermined", 0.0, 1.0), "d8": ("breach", 1.0, 1.0)}


def test_a_suspension_stops_prohibitions_but_no_running_deadline() -> None:
    text = ANSWER + (
        'suspension s "S": starts when declared pause by A, B; ends when declared resume by A, B. '
    )
    rows = [shot("i", day(1)), shot("j", day(2, 12))]
    rows += [act("pause", by, day(1, 12), id=f"p{by}") for by in "AB"]
    result = run(text, rows, day(2, 13))
    breaches = [row["incident"] for row in result.findings.to_pylist() if row["provision"] == "1"]
    assert breaches == ["i"]
    assert states(result, "2") == [("A", "missed")]


def test_instruments_have_parties_clocks_and_signatures_of_their_own() -> None:
    other = (
        'agreement other "O". clock "Europe/Kyiv". in force from signature by A, C. '
        'party A "A". party C "C". category fire "F": shelling. proof breach 0.95, cleared 0.05. '
        'article 1 "1": A, C must not do fire anywhere. '
    )
    rows = [shot("i", day(3))]
    rows += [act("signature", by, day(2), re="other", id=f"s{by}") for by in "AC"]
    found = [
        (row["instrument"], row["party"])
        for row in run(HEAD + PROHIBIT, rows, None, other).findings.to_pylist()
    ]
    assert found == [("t", "A"), ("other", "A")]
    unnamed = [{**row, "re": None} if row.get("what") == "signature" else row for row in rows]
    found = [
        row["instrument"] for row in run(HEAD + PROHIBIT, unnamed, None, other).findings.to_pylist()
    ]
    assert found == ["t"]  # a signature names its agreement where several are loaded
