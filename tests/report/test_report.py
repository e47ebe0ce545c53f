"""The report of Easter 2025: what it says, in which order, in every form and language."""

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from tests.report.easter import situation
from tests.report.plain_text import lines

from aselepo.core import Interval, parse_instant
from aselepo.report import FORMS, document, render
from aselepo.report.reader import Reader
from aselepo.situation.value import Situation
from aselepo.words import language, languages

GOLDEN = Path(__file__).parents[1] / "golden" / "report"
RENEW = bool(os.environ.get("ASELEPO_RENEW_GOLDEN"))
ORDER = [
    "answer",
    "clock",
    "changes",
    "unseen",
    "verdicts",
    "map",
    "incidents",
    "claims",
    "series",
    "coverage",
    "line",
    "sources",
    "method",
]


def said(now: Situation, lang: str = "en", previous: Situation | None = None) -> str:
    return "\n".join(lines(document(Reader(situation=now, words=language(lang)), previous)))


@pytest.mark.parametrize("lang", ["en", "fi"])
def test_all_that_the_report_says_is_as_in_the_golden_file(lang: str) -> None:
    # renewed with ASELEPO_RENEW_GOLDEN=1 and read as a diff
    path = GOLDEN / f"easter-2025.{lang}.txt"
    text = said(situation(), lang) + "\n"
    if RENEW:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


def test_who_stops_after_any_section_has_read_something_true() -> None:
    made = document(Reader(situation=situation(), words=language("en")))
    assert [section.key for section in made.sections] == ORDER
    first = "\n".join(lines(replace(made, sections=made.sections[:1])))
    # both sides in the first sentence, and that silence of alerts is no silence of weapons
    assert "cannot tell on Russia, undetermined on Ukraine" in first
    assert "Absence of alerts is not absence of fire." in first
    assert "Machine assessment, not a finding of the mission." in first


def test_both_sides_stand_beside_one_another_with_all_that_a_verdict_needs() -> None:
    text = said(situation())
    table = text[text.index("## Verdicts") : text.index("## Map")]
    assert "On Russia | On Ukraine" in table
    air = table[table.index("\nAir and long range\n") :].splitlines()[2]
    russia, ukraine = air.split(" | ")
    assert russia.startswith("cannot tell")
    assert "Watched: nothing of 30\xa0h" in russia
    assert "no source looks there" in russia
    assert ukraine.startswith("undetermined")
    for part in ("0\xa0% to 100\xa0%", "Watched: 54\xa0%", "Power: one incident", "Missing:"):
        assert part in ukraine


def test_the_clock_stands_in_kyiv_moscow_and_utc() -> None:
    text = said(situation())
    assert "Moment | Kyiv | Moscow | UTC" in text
    assert "In force from | 19 Apr 2025 18:00 | 19 Apr 2025 18:00 | 19 Apr 2025 15:00" in text
    assert "Length | 30\xa0h" in text


def test_what_nobody_could_see_is_said_by_reason_area_and_time() -> None:
    text = said(situation())
    unseen = text[text.index("## What we cannot see") : text.index("## Verdicts")]
    assert "Kharkiv Oblast: the source merged many alerts into one row" in unseen
    assert "19 Apr 18:00 to 20 Apr 11:28 and 20 Apr 16:56 to 21 Apr 00:00 Kyiv" in unseen
    assert "Crimea, Luhansk Oblast and Sevastopol: under a permanent alert" in unseen


def test_the_five_alert_rows_that_begin_inside_the_truce() -> None:
    # notes of the data: 19 April 20:59, 21:00, 21:51, 21:52 and the merged row of 20 April 16:56
    text = said(situation())
    listed = text[text.index("## Incidents") : text.index("+ Evidence")]
    starts = re.findall(r"(\d\d Apr \d\d:\d\d)", listed)
    assert starts == [
        "19 Apr 20:59",
        "19 Apr 21:00",
        "19 Apr 21:51",
        "19 Apr 21:52",
        "20 Apr 16:56",
    ]
    assert listed.count("undetermined: no observation tells it") == 5


def test_running_totals_are_one_series_and_never_added() -> None:
    text = said(situation())
    assert (
        "One series that grows: 59 by 20 Apr 06:00, 901 by 20 Apr 16:00, 1,355 by 20 Apr 20:00, "
        "1,882 by 21 Apr 00:00." in text
    )
    assert str(59 + 901 + 1355 + 1882) not in text.replace(",", "")


def test_arithmetic_of_2935_and_4900() -> None:
    text = said(situation())
    # 96 + 1,882 + 950 = 2,928, but "more than 950" leaves room for 2,935
    assert "96 + more than 950 + 1,882 = 2,928, stated 2,935" in text
    assert (
        "adds up | The parts add up to the stated total: 90 + 6 + 16 + 49 + 19 + 3,316 + " in text
    )
    assert "= 4,900." in text


def test_a_day_without_figures_is_unknown_and_never_nought() -> None:
    now = situation()
    alerts = now.series[0]
    gap = replace(alerts, points=(*alerts.points[:3], replace(alerts.points[3], value=None)))
    text = said(replace(now, series=(gap,)))
    assert "13 Apr 2025 | no figure" in text


def test_rows_set_aside_are_listed_with_their_reason() -> None:
    text = said(situation())
    assert "1 row could not be read and was set aside" in text
    assert "ASL-FEED-012" in text


@pytest.mark.parametrize("lang", languages())
def test_every_language_says_everything(lang: str) -> None:
    html = render(situation(), lang=lang, form="html").decode()
    assert f'<html lang="{lang}">' in html
    assert len(said(situation(), lang)) > 10_000


@pytest.mark.parametrize("form", FORMS)
def test_the_same_situation_gives_the_same_bytes(form: str) -> None:
    first = render(situation(), lang="fi", form=form)
    assert first == render(situation(), lang="fi", form=form)
    code = (
        "import sys; from tests.report.easter import situation; from aselepo.report import render; "
        f"sys.stdout.buffer.write(render(situation(), lang='fi', form={form!r}))"
    )
    root = Path(__file__).parents[2]
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C"},
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert other.stdout == first


def test_json_has_the_keys_that_others_read() -> None:
    data = json.loads(render(situation(), lang="en", form="json"))
    assert {"checkpoint", "summaries", "incidents", "claims", "coverage"} <= set(data)
    row = data["summaries"][0]
    assert {
        "provision",
        "domain",
        "side",
        "accused",
        "area",
        "window",
        "verdict",
        "p",
        "exposure",
        "power",
        "missing",
    } <= set(row)
    assert row["window"] == ["2025-04-19T15:00:00Z", "2025-04-20T21:00:00Z"]
    finnish = render(situation(), lang="fi", form="json")
    assert finnish == render(situation(), lang="en", form="json")


def test_unknown_forms_and_languages_are_refused() -> None:
    with pytest.raises(ValueError, match="form"):
        render(situation(), lang="en", form="docx")
    with pytest.raises(ValueError, match="language"):
        render(situation(), lang="tlh", form="html")


class _Page(HTMLParser):
    """Collects what the rules of an accessible, self-contained page are about."""

    VOID = frozenset({"meta", "br", "hr", "img", "link", "input"})

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes another element"


@pytest.fixture(scope="module")
def page() -> _Page:
    found = _Page()
    found.feed(render(situation(), lang="fi", form="html").decode())
    return found


def test_the_page_is_whole_and_calls_nobody(page: _Page) -> None:
    assert page.open == []
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "link", "iframe", "object", "embed", "img", "form"}
    for _, attributes in page.tags:
        assert not {"src", "srcset", "action", "onclick", "onload"} & set(attributes)
        link = attributes.get("href")
        assert link is None or link.startswith("#")
    assert "url(http" not in render(situation(), lang="en", form="html").decode()


def test_headings_landmarks_tables_and_pictures_are_named(page: _Page) -> None:
    names = [tag for tag, _ in page.tags]
    for landmark in ("header", "nav", "main", "footer"):
        assert names.count(landmark) == 1
    assert names.count("h1") == 1
    assert names.count("h2") == len(ORDER)
    assert names.count("table") == names.count("caption")
    for tag, attributes in page.tags:
        if tag == "th":
            assert attributes.get("scope") in ("col", "row", "rowgroup")
        if tag == "svg":
            assert attributes.get("aria-label") or attributes.get("aria-hidden") == "true"
    ids = [attributes["id"] for _, attributes in page.tags if attributes.get("id")]
    assert len(ids) == len(set(ids)), "an id stands twice"
    targets = {a["href"][1:] for _, a in page.tags if a.get("href")}
    assert targets <= set(ids)


def test_words_from_outside_are_escaped() -> None:
    now = situation()
    evil = '<script>alert(1)</script>"&'
    claim = replace(now.claims[0], claimant=evil, note=evil)
    bad = replace(now, labels={"en": evil}, claims=(claim,), claim_checks=())
    html = render(bad, lang="en", form="html").decode()
    assert "<script" not in html
    assert "&lt;script&gt;" in html
    assert render(bad, lang="en", form="pdf").startswith(b"%PDF")


def test_the_pdf_is_tagged_says_its_language_and_its_moment() -> None:
    made = render(situation(), lang="fi", form="pdf")
    read = pypdf.PdfReader(BytesIO(made))
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "fi"
    assert "/StructTreeRoot" in root
    assert b"pdfuaid" in made.replace(b"\x00", b"") or "pdfuaid" in str(
        root["/Metadata"].get_data()
    )
    assert read.metadata is not None
    assert read.metadata.title == "Pääsiäisen aselepo 2025 – Tilanneraportti koko voimassaoloajasta"
    assert str(read.metadata.creation_date) == "2025-05-01 12:00:00+00:00"
    text = "\n".join(page.extract_text() for page in read.pages)
    assert "Koneen arvio, ei tehtävän löydös." in text
    assert "Hälytysten puuttuminen ei ole tulituksen puuttumista" in text


def test_an_empty_mission_says_why_it_is_empty_and_what_would_fill_it() -> None:
    now = situation()
    empty = replace(
        now,
        force=(),
        areas=(),
        lines=(),
        line_statements=(),
        summaries=(),
        incidents=(),
        claims=(),
        claim_checks=(),
        coverage=(),
        sources=(),
        series=(),
        news=(),
        set_aside=(),
        notes=(),
    )
    text = said(empty)
    assert "Domains in the agreement, areas and sources would fill this." in text
    assert "everything is unknown, and silence proves nothing" in text
    for form in FORMS:
        assert render(empty, lang="en", form=form)


def test_what_changed_since_the_reader_last_looked() -> None:
    now = situation()
    rows = tuple(
        replace(row, verdict="none observed", p=None, incidents=())
        if row.domain == "air" and row.area == "UA"
        else row
        for row in now.summaries
    )
    before = replace(
        now,
        summaries=rows,
        incidents=now.incidents[:-3],
        claims=now.claims[:-1],
        checkpoint=replace(now.checkpoint, size=now.checkpoint.size - 1),
    )
    text = said(now, previous=before)
    assert "Air and long range, Ukraine: was none observed, now undetermined." in text
    assert "3 incidents are new." in text
    assert "1 claim is new." in text
    assert "1 new entry in the log." in text
    assert "Nothing that this report shows has changed." in said(now, previous=now)


def test_two_instruments_keep_their_own_windows_and_names() -> None:
    now = situation()
    force = now.force[0]
    later = parse_instant("2025-05-08T00:00+03:00")
    second = replace(
        force,
        instrument="energy",
        labels={"": "Energy moratorium"},
        windows=(Interval(force.windows[0].start, later),),
    )
    rows = tuple(
        replace(
            row, instrument="energy", window=Interval(row.window.start, later), verdict="breach"
        )
        for row in now.summaries
        if row.whole
    )
    text = said(replace(now, force=(force, second), summaries=(*now.summaries, *rows)))
    answer = text[text.index("## The answer") : text.index("## The clock")]
    assert "Easter truce, April 2025: 19 Apr 2025 18:00 to 21 Apr 2025 00:00 Kyiv: " in answer
    assert "Energy moratorium: 19 Apr 2025 18:00 to 8 May 2025 00:00 Kyiv: " in answer
    assert "cannot tell on Russia, undetermined on Ukraine" in answer
    assert "Energy moratorium: By domain and side struck, 19 Apr 18:00 to 8 May 00:00" in text
    assert render(replace(now, force=(force, second)), lang="en", form="pdf")
