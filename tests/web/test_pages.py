"""Pages: each is there in each language, whole, guarded, and honest in its states."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args

import pytest
from tests.missions_made import known, shipped
from tests.web.site import NAMES, PAGES, changed, client, river, three

import aselepo.web
from aselepo.core.records import Draft
from aselepo.report import blocks
from aselepo.run.mission import agreement_draft, make_mission
from aselepo.web.answer import GUARDS

EVERY = [
    f"/m/{name}{page}?lang={lang}" for name in NAMES for page in PAGES for lang in ("en", "fi")
]


class Reader(HTMLParser):
    """Collects what a page must not have, and what it must have once."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}
        self.inline: list[str] = []
        self.addresses: list[str] = []
        self.ids: list[str] = []
        self.lang = ""
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.count[tag] = self.count.get(tag, 0) + 1
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name[:2] == "on"]
        if (tag == "script" and "src" not in given) or tag == "style":
            self.inline.append(tag)
        self.addresses += [v for k, v in attrs if k in ("src", "href", "action", "srcset") and v]
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "html":
            self.lang = given.get("lang") or ""

    def handle_data(self, data: str) -> None:
        self.text += data


def read(body: str) -> Reader:
    reader = Reader()
    reader.feed(body)
    return reader


@pytest.mark.parametrize("address", EVERY)
def test_every_page_is_whole_and_calls_nobody(address: str) -> None:
    answer = three().get(address)
    assert answer.status_code == 200
    page = read(answer.text)
    assert page.lang == address[-2:]
    assert page.count["h1"] == 1
    assert page.count["main"] == 1
    assert page.inline == [], "the policy of the page would refuse these"
    assert [each for each in page.addresses if re.match(r"(?:[a-z]+:)?//", each)] == []
    assert len(page.ids) == len(set(page.ids)), "an id stands twice"
    assert "web-" not in page.text
    assert "{ $" not in page.text


@pytest.mark.parametrize("name", NAMES)
def test_every_link_of_the_overview_leads_somewhere(name: str) -> None:
    page = read(three().get(f"/m/{name}?lang=en").text)
    inside = {each.partition("#")[0] for each in page.addresses if each.startswith("/")}
    assert len(inside) >= 20
    for address in sorted(inside):
        assert three().get(address).status_code == 200, address


def test_anchors_of_a_page_are_there() -> None:
    page = read(three().get("/m/easter-2025?lang=en").text)
    wanted = {each[1:] for each in page.addresses if each.startswith("#") and len(each) > 1}
    assert wanted
    assert wanted <= set(page.ids)


@pytest.mark.parametrize(
    "address",
    ["/", "/m/easter-2025", "/m/nowhere", "/api/missions", "/static/aselepo.css", "/api/nowhere"],
)
def test_every_answer_is_guarded(address: str) -> None:
    answer = three().get(address)
    for name, value in GUARDS.items():
        assert answer.headers[name] == value
    assert "script-src" not in GUARDS["Content-Security-Policy"], "scripts come from here alone"
    assert "unsafe" not in GUARDS["Content-Security-Policy"]


def test_a_stranger_s_name_for_this_machine_gets_nothing() -> None:
    answer = three().get("/m/easter-2025", headers={"Host": "evil.example:8000"})
    assert answer.status_code == 421
    assert answer.json()["problems"][0]["code"] == "ASL-WEB-008"
    assert "Easter" not in answer.text
    assert three().get("/", headers={"Host": "127.0.0.1:8000"}).status_code == 200
    assert three().get("/", headers={"Host": "[::1]:8000"}).status_code == 200


def test_the_same_page_is_sent_once() -> None:
    first = three().get("/m/easter-2025?lang=en")
    mark = first.headers["ETag"]
    again = three().get("/m/easter-2025?lang=en", headers={"If-None-Match": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == mark
    other = three().get(
        "/m/easter-2025?lang=en&as_of=2025-04-20T12:00Z", headers={"If-None-Match": mark}
    )
    assert other.status_code == 200
    assert other.headers["ETag"] != mark


def test_the_browser_s_wish_decides_the_language_until_the_address_does() -> None:
    wish = {"Accept-Language": "sv, fi-FI;q=0.8, en;q=0.4"}
    assert read(three().get("/m/easter-2025", headers=wish).text).lang == "fi"
    assert read(three().get("/m/easter-2025?lang=en", headers=wish).text).lang == "en"
    assert read(three().get("/m/easter-2025", headers={"Accept-Language": "xx"}).text).lang == "en"


def test_the_order_of_the_overview() -> None:
    """Who stops after any section has read something true."""
    body = three().get("/m/easter-2025?lang=en").text
    order = ["answer", "clock", "changes", "unseen", "verdicts", "situation", "line", "method"]
    places = [body.index(f'id="{key}"') for key in order]
    assert places == sorted(places)


def test_cannot_tell_stands_beside_the_other_side_and_is_as_large() -> None:
    body = three().get("/m/easter-2025?lang=en").text
    grid = body[body.index('class="verdicts"') :]
    row = grid[grid.index("<tbody>") : grid.index("</tr>", grid.index("<tbody>"))]
    assert re.findall(r'class="verdict verdict-([a-z-]+)"', row) == ["cannot-tell", "undetermined"]
    style = three().get("/static/aselepo.css").text
    sizes = re.findall(r"\.verdict-[a-z-]+[^{]*\{[^}]*(?:font-size|opacity)", style)
    assert sizes == [], "no verdict has a size of its own"


def test_a_mission_without_shapes_says_why_there_is_no_map() -> None:
    """pause-2023: no shapes of clear licence are shipped."""
    body = three().get("/m/pause-2023/map?lang=en").text
    assert 'id="map"' not in body
    assert "no shapes of these areas with a clear licence" in body
    assert 'id="areas"' in body
    assert "Gaza" in body[body.index('id="areas"') :]
    assert 'id="map"' in three().get("/m/easter-2025/map?lang=en").text


def test_a_view_of_the_past_shows_what_was_known_then() -> None:
    noon = three().get("/m/easter-2025/claims?lang=en&as_of=2025-04-20T12:00%2B03:00").text
    later = three().get("/m/easter-2025/claims?lang=en").text
    assert "59" in noon
    assert "1,882" not in noon
    assert "1,882" in later


def test_what_if_is_said_on_every_page() -> None:
    query = "lang=en&from=2025-04-13T00:00%2B03:00&to=2025-04-14T00:00%2B03:00"
    for page in PAGES:
        assert "What-if:" in three().get(f"/m/easter-2025{page}?{query}").text, page


def test_guarantees_have_a_page_where_there_are_any() -> None:
    pages = client(shipped("paris-2026"))
    for page in (*PAGES, "/guarantees"):
        assert pages.get(f"/m/paris-2026{page}?lang=fi").status_code == 200, page
    body = pages.get("/m/paris-2026?lang=en").text
    assert 'id="guarantees"' in body
    assert 'href="/m/paris-2026/guarantees?lang=en"' in body
    assert 'id="promises"' in pages.get("/m/paris-2026/guarantees?lang=en").text
    assert "/m/easter-2025/guarantees" not in three().get("/m/easter-2025?lang=en").text
    empty = three().get("/m/easter-2025/guarantees?lang=en")
    assert "Nothing of this kind is in the mission’s log" in empty.text


def test_a_mission_of_one_s_own_needs_no_areas(tmp_path: Path) -> None:
    """Things with a place of their own are drawn; without areas nothing is said by area."""
    pages = client(river(tmp_path))
    body = pages.get("/m/river/map?lang=en&at=2026-03-02T12:00:00Z").text
    assert 'id="map"' in body
    assert "2 Mar 14:00" in body
    assert "no areas are known; 3 things with a place of their own that day" in body
    assert "No areas are in the mission’s log" in body
    assert 'id="areas"' not in body
    data = pages.get("/api/missions/river/map").json()
    assert next(point[1:] for point in data["others"]) == [28.5, 61.1, 858, None]
    for page in PAGES:
        assert pages.get(f"/m/river{page}?lang=fi").status_code == 200, page


def test_a_pinned_view_does_not_change_when_entries_are_added(tmp_path: Path) -> None:
    source = tmp_path / "truce.txt"
    source.write_text(
        'agreement river "River truce". clock "UTC".\n'
        "in force from 2026-03-01 10:00 until 2026-03-08 10:00.\n"
        'party NORTH "North". party SOUTH "South".\n'
        'category fire "Use of weapons": shelling.\n'
        'proof breach 0.9, cleared 0.1. article 1 "Quiet": no party may do fire anywhere.\n'
    )
    mission = make_mission(tmp_path / "river")
    start = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    mission.log().append([agreement_draft(source)], at=start)
    pages = client(mission, now=start)
    body = pages.get("/m/river?lang=en").text
    assert "a record, not a live picture" not in body
    link = re.search(r'id="pin"[^>]*href="([^"]+)"', body)
    assert link is not None
    query = link[1].replace("&amp;", "&").partition("?")[2]
    before = pages.get(f"/api/missions/river/situation?{query}")
    fact = Draft(
        kind="act", body={"what": "ordered", "by": "NORTH", "time": "2026-03-02T09:00:00Z"}
    )
    mission.log().append([fact], at=start + timedelta(days=2))
    after = pages.get(f"/api/missions/river/situation?{query}")
    assert after.content == before.content
    now = pages.get("/api/missions/river/situation").json()
    assert now["checkpoint"]["size"] == 2, now
    old = client(mission, now=start + timedelta(days=9))
    assert "a record, not a live picture" in old.get("/m/river?lang=en").text


def test_empty_pages_say_why_and_what_would_fill_them() -> None:
    pages = changed(
        "easter-2025", incidents=(), claims=(), claim_checks=(), coverage=(), sources=()
    )
    assert "None is recorded to have begun" in pages.get("/m/easter-2025/incidents?lang=en").text
    assert "more deliveries would add some" in pages.get("/m/easter-2025/incidents?lang=en").text
    for page in PAGES:
        assert pages.get(f"/m/easter-2025{page}?lang=fi").status_code == 200, page


def test_a_feed_that_fell_silent_is_named_with_its_last_moment() -> None:
    """Easter 2026: fires are known to the night of 14 April, alerts to the 23rd."""
    body = three().get("/m/easter-2026?lang=en").text
    assert re.search(r"Nothing new from: [^<]*[Ff]ire[^<]* since 14 Apr 2026", body)
    assert "Nothing new from" not in three().get("/m/easter-2025?lang=en").text


def test_a_view_withheld_in_part_names_the_rule() -> None:
    notes = known("easter-2025").notes
    pages = changed("easter-2025", notes=(*notes, "withheld-forward-coverage"))
    assert "Part of this view is withheld" in pages.get("/m/easter-2025?lang=en").text
    assert "Part of this view is withheld" not in three().get("/m/easter-2025?lang=en").text


def test_names_from_the_log_cannot_become_markup() -> None:
    evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    situation = known("easter-2025")
    areas = tuple(replace(each, labels={"en": evil}) for each in situation.areas)
    parties = tuple(replace(each, labels={"en": evil}) for each in situation.parties)
    sources = tuple(replace(each, labels={"en": evil}, credit=evil) for each in situation.sources)
    pages = changed("easter-2025", areas=areas, parties=parties, sources=sources)
    incident = next(each for each in situation.incidents if each.begins_in_force)
    for page in (*PAGES, f"/incidents/{incident.id}"):
        body = pages.get(f"/m/easter-2025{page}?lang=en").text
        assert "<script>alert" not in body, page
        assert "<img src=x" not in body, page


def test_an_incident_leads_to_the_row_of_its_source() -> None:
    """The five alerts that begin inside the Easter truce, each down to its row."""
    body = three().get("/m/easter-2025/incidents?lang=en").text
    assert "5 incidents began while the agreement was in force" in body
    inside = body[body.index('id="inside"') : body.index('id="others"')]
    links = re.findall(r'href="(/m/easter-2025/incidents/i-[^"]+)"', inside)
    assert len(links) >= 5
    page = three().get(links[0].replace("&amp;", "&")).text
    assert "undetermined; nobody is accused" in page
    entry = re.search(r"#entry-(\d+)", page)
    assert entry is not None
    assert f'id="entry-{entry[1]}"' in three().get("/m/easter-2025/log?lang=en").text


def test_an_incident_of_another_year_names_it() -> None:
    """Kharkiv's merged row began on 12 May 2024, not in the year of the truce."""
    assert "12 May 2024" in three().get("/m/easter-2025/incidents?lang=en").text


def test_every_kind_of_block_can_be_set() -> None:
    source = Path(aselepo.web.__file__).parent / "templates" / "blocks.html"
    known_kinds = set(re.findall(r'kind == "(\w+)"', source.read_text(encoding="utf-8")))
    assert known_kinds == {each.__name__ for each in get_args(blocks.Block)}


def test_the_list_of_incidents_is_whole_over_its_pages() -> None:
    expected = {each.id for each in known("easter-2025").incidents}
    seen: set[str] = set()
    for number in range(1, 12):
        body = three().get(f"/m/easter-2025/incidents?lang=en&page={number}").text
        seen |= set(re.findall(r"/incidents/(i-[0-9a-f]+)", body))
    assert seen == expected


@pytest.mark.parametrize(
    ("form", "start"), [("html", b"<!doctype html>"), ("pdf", b"%PDF-"), ("json", b"{")]
)
def test_reports_of_the_view(form: str, start: bytes) -> None:
    answer = three().get(f"/m/pause-2023/report.{form}?lang=en")
    assert answer.status_code == 200
    assert answer.content[: len(start)].lower() == start.lower()
    if form == "html":
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    if form == "json":
        assert answer.content == three().get("/api/missions/pause-2023/situation?lang=en").content


def test_one_mission_needs_no_list() -> None:
    answer = client(shipped("pause-2023")).get("/?lang=fi")
    assert (answer.status_code, answer.headers["location"]) == (307, "/m/pause-2023?lang=fi")
