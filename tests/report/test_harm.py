"""Rules against harm (design, section 12) as far as a report can keep or break them."""

import re
from dataclasses import replace
from typing import Any

import pytest
from tests.report.easter import situation
from tests.report.plain_text import lines

from aselepo.core.time import Interval
from aselepo.report import document, render
from aselepo.report.figures.daily import breaks
from aselepo.report.reader import Reader
from aselepo.report.released import released
from aselepo.situation.value import Area, Gap, Party, Situation, Summary
from aselepo.words import language, languages

SWAP = {"UA": "RF", "RF": "UA"}


def said(now: Situation, lang: str = "en", audience: Any = "mission") -> str:
    return "\n".join(
        lines(document(Reader(situation=now, words=language(lang), audience=audience)))
    )


def with_breach(now: Situation) -> Situation:
    rows = tuple(
        replace(row, verdict="breach", p=(0.93, 0.99)) if row.verdict == "undetermined" else row
        for row in now.summaries
    )
    happened = tuple(
        replace(
            each,
            p_party={"RF": 0.9},
            p_real=0.95,
            findings=tuple(replace(f, verdict="breach", p=(0.93, 0.99)) for f in each.findings),
        )
        for each in now.incidents
    )
    return replace(now, summaries=rows, incidents=happened)


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_rule_2_no_word_for_the_truce_as_a_whole(lang: str) -> None:
    text = said(situation(), lang)
    assert language(lang).say("truce-as-a-whole") in text
    rest = text.replace(language(lang).say("truce-as-a-whole"), "")
    judging = {
        "en": r"truce (was|is|has been) (kept|broken|holding|strained|over)|ceasefire (held|collapsed)",
        "fi": r"aselepo (piti|rikottiin|pitää|horjuu)|aselepoa (noudatettiin|rikottiin)",
    }
    assert re.findall(judging[lang], rest, re.IGNORECASE) == []


def test_rule_4_numbers_come_with_both_bounds_scale_words_and_the_caveat() -> None:
    text = said(with_breach(situation()))
    chances = re.findall(r"Chance of at least one breach: ([^.]*)\.", text)
    assert chances
    for chance in chances:
        assert re.fullmatch(r"\d+\xa0% to (more than )?\d+\xa0% \([a-z ]+\)", chance), chance
    # a finding without a decision says so, in its own cell
    assert text.count("breach / machine assessment") == 5
    assert "Machine assessment, not a finding of the mission." in text


def test_rule_7_a_party_is_not_named_in_public_as_one_whose_acts_are_in_question() -> None:
    named = with_breach(situation())
    inside = said(named)
    outside = said(released(named), audience="public")
    assert "Acts asked about: Russian Federation" in inside
    assert "Acts asked about" not in outside
    before_claims = outside[: outside.index("## Claims")]
    assert "Russian Federation" not in before_claims
    assert inside[: inside.index("## Claims")].count("Russian Federation") > 0
    public = render(named, lang="en", form="json", audience="public").decode()
    assert '"accused":"RF"' not in public


def test_rule_7_control_of_an_area_never_stands_in_the_sentence_about_origin() -> None:
    now = situation()
    for line in said(now).splitlines():
        if "undetermined: no observation tells it" in line or "Acts asked about" in line:
            assert not re.search(r"control|occupied|held by", line)
    # an incident in an area of one side is not laid to the other without an observation
    assert all(not each.p_party for each in now.incidents)
    assert "undetermined: no observation tells it" in said(now)


def test_rule_8_no_arrow_and_no_increase_where_exposure_changed() -> None:
    now = situation()
    alerts = now.series[0]
    half = len(alerts.points) // 2
    points = tuple(
        replace(point, watched=0.3 if place < half else 0.9)
        for place, point in enumerate(alerts.points)
    )
    assert breaks(points[half - 1], points[half])
    changed = replace(now, series=(replace(alerts, points=points),))
    html = render(changed, lang="en", form="html").decode()
    assert "coverage changed" in html, "the break is ruled and named"
    assert not re.search(r"[↑↓▲▼→]|\b(in|de)crease[sd]?\b|\brose\b|\bfell\b", html)


def test_rule_8_both_watched_shares_stand_where_they_differ_by_a_fifth() -> None:
    now = situation()
    rows = tuple(
        replace(row, exposure=replace(row.exposure, share=0.2)) if row.area == "UA" else row
        for row in now.summaries
    )
    before = replace(now, summaries=rows)
    text = "\n".join(lines(document(Reader(situation=now, words=language("en")), before)))
    assert (
        "Air and long range, Ukraine: watched 20\xa0% before, 54\xa0% now. "
        "Counts before and after are not compared." in text
    )


def test_rule_9_claims_change_no_verdict_and_fill_no_count() -> None:
    now = situation()
    with_claims = document(Reader(situation=now, words=language("en")))
    without = document(
        Reader(situation=replace(now, claims=(), claim_checks=()), words=language("en"))
    )
    for one, other in zip(with_claims.sections, without.sections, strict=True):
        if one.key != "claims":
            assert one == other
        else:
            assert one != other


def test_rule_12_assumed_terms_give_no_breach_in_a_released_report() -> None:
    named = with_breach(situation())
    assert all(force.assumed for force in named.force)
    assert any(row.verdict == "breach" for row in named.summaries)
    public = released(named)
    assert all(row.verdict != "breach" for row in public.summaries)
    assert all(f.verdict != "breach" for each in public.incidents for f in each.findings)
    firm = replace(named, force=tuple(replace(force, assumed=False) for force in named.force))
    assert any(row.verdict == "breach" for row in released(firm).summaries)


def test_rows_that_differ_only_in_whose_acts_they_ask_about_become_one_in_public() -> None:
    now = situation()
    row = next(
        row for row in now.summaries if row.area == "UA" and row.domain == "air" and row.whole
    )
    other = replace(row, accused="UA", verdict="cannot tell", p=None, incidents=())
    rows = released(replace(now, summaries=(other, row))).summaries
    assert len(rows) == 1
    assert (rows[0].verdict, rows[0].accused, rows[0].p) == ("undetermined", "", row.p)


def mirrored(now: Situation) -> Situation:
    """The parties and their territories swapped throughout; the evidence goes with its place."""

    def side(name: str | None) -> str | None:
        return SWAP.get(name, name) if name is not None else None

    def area(each: Area) -> Area:
        if each.id in ("UA", "RU"):
            return each  # the name stays with the id; what is known of it is swapped below
        return each

    def moved(name: str) -> str:
        return {"UA": "RU", "RU": "UA"}.get(name, name)

    def gap(each: Gap) -> Gap:
        return replace(each, area=moved(each.area))

    def row(each: Summary) -> Summary:
        return replace(
            each,
            side=side(each.side),
            accused=side(each.accused) or "",
            area=moved(each.area),
            missing=tuple(map(gap, each.missing)),
        )

    whole = {each.id: each for each in now.areas}
    ukraine, russia = whole["UA"], whole["RU"]
    areas = tuple(
        replace(russia, parts=ukraine.parts)
        if each.id == "RU"
        else replace(ukraine, parts=())
        if each.id == "UA"
        else replace(area(each), side=side(each.side), within=moved(each.within or "") or None)
        for each in now.areas
    )
    happened = tuple(
        replace(
            each,
            findings=tuple(replace(f, party=SWAP[f.party]) for f in each.findings),
        )
        for each in now.incidents
    )
    return replace(now, areas=areas, summaries=tuple(map(row, now.summaries)), incidents=happened)


def _cells(now: Situation, lang: str) -> dict[tuple[str, str, str], str]:
    """Verdict cells by caption, group and column."""
    made = document(Reader(situation=now, words=language(lang)))
    found = {}
    section = next(section for section in made.sections if section.key == "verdicts")
    for block in section.blocks:
        if type(block).__name__ == "Verdicts":
            for title, cells in block.groups:
                for column, cell in zip(block.columns, cells, strict=True):
                    text = " ".join([cell.text, *cell.lines])
                    found[block.caption, title, column] = text
    return found


@pytest.mark.parametrize("lang", languages())
def test_parties_swapped_give_the_mirrored_report(lang: str) -> None:
    now = situation()
    words = language(lang)
    names: dict[str, Party] = {party.name: party for party in now.parties}
    ukraine, russia = (words.label(names[name].labels) for name in ("UA", "RF"))
    straight, turned = _cells(now, lang), _cells(mirrored(now), lang)

    def other(column: str) -> str:
        pairs = [(a, b) for a in straight for b in straight]
        columns = sorted({key[2] for pair in pairs for key in pair})
        assert len(columns) == 2
        return columns[1] if column == columns[0] else columns[0]

    def renamed(text: str) -> str:
        return text.replace(ukraine, "\0").replace(russia, ukraine).replace("\0", russia)

    assert {key: renamed(text) for key, text in straight.items()} == {
        (caption, title, other(column)): text for (caption, title, column), text in turned.items()
    }


def test_one_side_without_a_sensor_cannot_tell_whichever_side_it_is() -> None:
    rows = [row for row in situation().summaries if row.whole and row.domain == "air"]
    turned = [row for row in mirrored(situation()).summaries if row.whole and row.domain == "air"]
    by_area = {row.area: row.verdict for row in rows}
    by_turned = {row.area: row.verdict for row in turned}
    assert by_area["UA"] == by_turned["RU"] == "undetermined"
    assert by_area["RU"] == by_turned["UA"] == "cannot tell"
    window = rows[0].window
    assert isinstance(window, Interval)
