"""Texts are read as they are meant, and slips are named where they stand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aselepo.agreement import Agreement, check, parse
from aselepo.agreement import model as m
from aselepo.agreement.read.tokens import tokenize
from aselepo.core.time import iso

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.txt"))
EASTER = (ROOT / "examples" / "easter_truce_2025.txt").read_text(encoding="utf-8")

HEAD = """agreement case "Case". clock "Europe/Kyiv". in force from 2025-01-01 00:00.
party A "A". party B "B". category fire "Fire": shelling. proof breach 0.95, cleared 0.05.
"""


def read(text: str) -> Agreement:
    agreement, problems = parse(text)
    assert agreement is not None
    assert problems == ()
    return agreement


def without_places(value: Any) -> Any:
    """The tree without its spans and text."""
    if isinstance(value, tuple):
        return tuple(without_places(item) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        fields = {
            name: without_places(getattr(value, name))
            for name in value.__dataclass_fields__
            if name not in ("span", "text")
        }
        return (type(value).__name__, tuple(sorted(fields.items(), key=lambda item: item[0])))
    return value


def test_easter_truce() -> None:
    easter = read(EASTER)
    assert easter.name == "easter_truce_2025"
    assert dict(easter.labels)["fi"] == "Pääsiäisen aselepo, huhtikuu 2025"
    (force,) = easter.force
    assert isinstance(force.start, m.Moment)
    assert isinstance(force.end, m.Moment)
    assert iso(force.start.at) == "2025-04-19T15:00:00Z"
    assert iso(force.end.at) == "2025-04-20T21:00:00Z"
    assert easter.reporting_day_end_min == 1440
    (article,) = easter.norms
    assert isinstance(article, m.Prohibition)
    assert article.classes == ("fire", "attack")
    assert article.exempt == ("repel",)
    assert article.gravity == "serious"
    assert easter.expand(article.classes)[-2:] == ("assault", "raid")
    alone, mirrored = easter.undertakings
    assert (alone.party, alone.alone, alone.keeper) == ("RF", True, None)
    assert (mirrored.party, mirrored.alone, mirrored.keeper) == ("UA", False, "RF")
    assert easter.proof == replace(
        easter.proof or m.Proof(breach=0, cleared=0, span=easter.span),
        breach=0.9,
        cleared=0.1,
        assumed=True,
    )


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_stand(path: Path) -> None:
    others = [read(other.read_text(encoding="utf-8")) for other in EXAMPLES]
    agreement = read(path.read_text(encoding="utf-8"))
    assert [p for p in check(agreement, others=others) if p.severity == "error"] == []


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(EXAMPLES), st.randoms(use_true_random=False))
def test_every_blank_may_be_a_line_break(path: Path, random: Any) -> None:
    text = path.read_text(encoding="utf-8")
    tokens = [token.text for token in tokenize(text)[:-1]]
    broken = "".join(token + random.choice(["\n", " ", "\n\t", " # a word\n"]) for token in tokens)
    assert without_places(read(broken)) == without_places(read(text))


def test_conditions_and_guarantees() -> None:
    text = HEAD + (
        'body C "C": members A, B; decides by 2 of 2; decisions valid 7 days. '
        'zone strip "Strip" is (15 km around loc or map towns) except side of A. line loc "L". '
        'guarantee g "G" pledged by A, B: starts when held for 72 h without verified breaches '
        "with gravity grave watched at least 0.70 of strip and (signed by A, B or not declared x); "
        "pauses when decided pause by C; ends when at 2026-01-01."
    )
    agreement = read(text)
    (guarantee,) = agreement.guarantees
    assert isinstance(guarantee.starts, m.And)
    held, either = guarantee.starts.items
    assert held == m.Held(seconds=259200, verified=True, gravity="grave", watched=0.7, zone="strip")
    assert either == m.Or(
        items=(
            m.Signed(parties=("A", "B")),
            m.Not(item=m.Declared(what="x", by=())),
        )
    )
    assert isinstance(guarantee.ends, m.At)
    (zone,) = agreement.zones
    assert isinstance(zone.area, m.AreaTree)
    assert zone.area.operator == "except"  # left to right
    assert agreement.bodies[0].valid_s == 7 * 86400


def test_amendments_hours_and_counts() -> None:
    agreement = read(
        HEAD + "article 1: A must not do uav_flight anywhere from 22:00 to 06:00, gravity serious. "
        'amendment later "Later" from 2025-06-01: article 1: A must not do uav_flight anywhere. '
        "end amendment. "
        'count c "C": verified breaches of article 1 with gravity serious by A in 3 days, '
        "one per 2 km and 6 h. "
        'question land "Land": A says "ours"; B says "not agreed". '
        'response first "First": A decides answer within 24 h after a verified breach of article 1,'
        " then B decides more within 72 h."
    )
    old, new = agreement.norms
    assert isinstance(old, m.Prohibition)
    assert old.hours == m.Hours(start_min=1320, end_min=360)
    assert new.amendment == "later"
    assert new.valid_from is not None
    (count,) = agreement.counts
    assert (count.window_s, count.per_m, count.per_s) == (259200, 2000.0, 21600)
    assert agreement.questions[0].positions[1] == ("B", "not agreed")
    assert [rung.seconds for rung in agreement.responses[0].rungs] == [86400, 259200]


BAD = [
    ("in forse from 2025-01-01 00:00.", "ASL-LANG-E001", "write `force`"),
    ("article 1: no party may do fire anywere.", "ASL-LANG-E001", "write `anywhere`"),
    ("article 1: A must nott do fire.", "ASL-LANG-E001", "write `not`"),
    ('partty C "C".', "ASL-LANG-E001", "write `party`"),
    ("article 1: no party may do fier anywhere.", "ASL-LANG-E020", "write `fire`"),
    ("article 1: AA must not do fire anywhere.", "ASL-LANG-E020", "write `A`"),
    ("article 1: A must do reply within 24 h after a breach of article 7.", "ASL-LANG-E020", "7"),
    ("in force from 2025-02-30 00:00.", "ASL-LANG-E010", "date"),
    ("in force from 2025-01-01 25:00.", "ASL-LANG-E010", "date"),
    ("in force from 2025-03-30 03:30.", "ASL-LANG-E012", "another hour"),
    ("in force from 2025-10-26 03:30.", "ASL-LANG-E012", r"+03:00 or +02:00"),
    ("in force from 2025-05-01 until 2025-04-01.", "ASL-LANG-E031", "moments"),
    ('party A "again".', "ASL-LANG-E021", "rename"),
    ("zone z is map z. line z.", "ASL-LANG-E021", "rename"),
    ("article 1: A must not do fire. article 1: B must not do fire.", "ASL-LANG-E050", "renumber"),
    ('guarantee g "G" pledged by A: ends when at 2026-01-01.', "ASL-LANG-E046", "starts"),
    (
        'guarantee g "G" pledged by A: starts when guarantee h active. '
        'guarantee h "H" pledged by A: starts when guarantee g active.',
        "ASL-LANG-E048",
        "something else",
    ),
    (
        'zone z "Z" is map z from 2025-01-01 until 2025-06-01. zone z "Z" is map z from 2025-05-01.',
        "ASL-LANG-E042",
        "end one",
    ),
    ("proof breach 0.5, cleared 0.6.", "ASL-LANG-E021", "keep one"),
    ("article 1: A must not do fire, proof 1.5.", "ASL-LANG-E060", "0.95"),
    ('body C "C": members A, B; decides by 3 of 2.', "ASL-LANG-E061", "votes"),
]
WARNED = [
    ("article 1: A must not do fire. article 2: A may do fire.", "ASL-LANG-W040"),
    (
        'zone z "Z" is map z from 2025-01-01 until 2025-02-01. zone z "Z" is map z from 2025-03-01.',
        "ASL-LANG-W041",
    ),
    ('exemption x "X": fire by A.', "ASL-LANG-W043"),
    (
        'exemption x "X": fire. exemption y "Y": fire. article 1: A must not do fire, except under x, y.',
        "ASL-LANG-W044",
    ),
    ('count c "C": breaches by A in 1 day.', "ASL-LANG-W045"),
    ("category z: blabber. article 1: A must not do z.", "ASL-LANG-W049"),
    ('guarantee g "G" pledged by A: starts when held for 1 day.', "ASL-LANG-W071"),
    ('guarantee g "G" pledged by A: starts when held for 1 day.', "ASL-LANG-W072"),
    (
        'count c "C": breaches by one party in 1 day. article 1: A must not do fire. '
        'guarantee g "G" pledged by A: starts when signed by A; pauses when count c > 1.',
        "ASL-LANG-W070",
    ),
    ("relies on agreement other.", "ASL-LANG-W023"),
]


@pytest.mark.parametrize(("sentence", "code", "mend"), BAD, ids=[case[0][:40] for case in BAD])
def test_slips_are_named(sentence: str, code: str, mend: str) -> None:
    agreement, problems = parse(HEAD + sentence, name="case.txt")
    assert agreement is not None
    if not problems:
        problems = check(agreement, name="case.txt")
    hit = [problem for problem in problems if problem.code == code]
    assert hit, [str(problem) for problem in problems]
    assert mend in hit[0].mend
    assert hit[0].severity == "error"
    assert hit[0].where.startswith("case.txt:3:")


@pytest.mark.parametrize(("sentence", "code"), WARNED, ids=[code for _, code in WARNED])
def test_holes_are_warned_of(sentence: str, code: str) -> None:
    agreement, problems = parse(HEAD + sentence)
    assert agreement is not None
    found = {problem.code: problem.severity for problem in (*problems, *check(agreement))}
    assert found.get(code) == "warning", found


def test_never_in_force() -> None:
    agreement = read('agreement a "A". party A "A".')
    assert [p.code for p in check(agreement)] == ["ASL-LANG-E030"]


def test_local_hour_without_clock() -> None:
    _, problems = parse('agreement a "A". in force from 2025-01-01 00:00.')
    assert [p.code for p in problems] == ["ASL-LANG-E013"]
    _, problems = parse('agreement a "A". clock "Europe/Atlantis".')
    assert [p.code for p in problems] == ["ASL-LANG-E013"]


@pytest.mark.parametrize(
    "text", ["", "hello", "party A.", "agreement", "{}", "\x00", "agreement 1"]
)
def test_no_agreement(text: str) -> None:
    agreement, problems = parse(text)
    assert agreement is None
    assert [p.code for p in problems] == ["ASL-LANG-E002"]


def test_one_slip_does_not_hide_the_next() -> None:
    _, problems = parse(
        HEAD + "artcle 1: x. article 2: A must nt do fire. article 3: A may do fire."
    )
    assert [problem.where for problem in problems] == ["agreement:3:1", "agreement:3:32"]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200) | st.sampled_from([EASTER]).map(lambda t: t[::-1]))
def test_any_text_is_read_or_refused(text: str) -> None:
    _, problems = parse(HEAD + text)
    assert all(problem.where.startswith("agreement:") for problem in problems)


@pytest.mark.parametrize(
    "sentence",
    [
        "zone z is " + "(" * 5000 + "map z" + ")" * 5000 + ".",
        'guarantee g "G" pledged by A: starts when ' + "not " * 5000 + "signed by A.",
        "article 1: A must do x within " + "9" * 5000 + " h after a request.",
        "article 1: A must release " + "9" * 5000 + " prisoners by 2025-06-01.",
        "article 1: A must do x within 1000000 weeks after a request.",
        "in force from 0001-01-01 00:00.",
        "in force from 9999-12-31 24:00.",
        "system s: gun of 9" + "9" * 400 + ".5 mm or more.",
    ],
    ids=lambda sentence: sentence[:30],
)
def test_what_is_out_of_all_bounds_is_refused(sentence: str) -> None:
    agreement, problems = parse(HEAD + sentence)
    assert agreement is not None
    assert [problem.code for problem in problems] in (["ASL-LANG-E001"], ["ASL-LANG-E010"])
