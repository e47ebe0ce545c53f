"""The map and its sliders as a reader with a keyboard uses them."""

from __future__ import annotations

import pytest
from tests.browser.conftest import Open
from tests.missions_made import known, shipped

from aselepo.run.pipeline import known_agreements
from aselepo.web import mapdata, moment
from aselepo.words import language

pytestmark = pytest.mark.xdist_group("browser")

IDLE = "#map[data-idle]"
COLOURS = """() => {
  const canvas = document.querySelector("#map canvas");
  const copy = document.createElement("canvas");
  [copy.width, copy.height] = [canvas.width, canvas.height];
  const pen = copy.getContext("2d");
  pen.drawImage(canvas, 0, 0);
  const data = pen.getImageData(0, 0, copy.width, copy.height).data;
  const counts = new Map();
  for (let i = 0; i < data.length; i += 4) {
    const key = `${data[i]},${data[i + 1]},${data[i + 2]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 400);
}"""
TABLE = """() => [...document.querySelectorAll("#areas tbody tr")].map((row) => [
  row.id.slice(5), row.dataset.watch, row.hasAttribute("data-alert"),
  row.querySelector("th").textContent.trim(),
  ...[...row.querySelectorAll("td")].map((cell) => cell.textContent)])"""
SET = """([id, value]) => {
  const slider = document.getElementById(id);
  slider.value = value;
  slider.dispatchEvent(new Event("input"));
}"""
SETTLED = "at => Number(document.getElementById('situation').dataset.at) === at"


def share(colours: list[tuple[str, int]], wanted: str) -> float:
    """Share of the map's pixels of a colour, to a step of the scale."""
    red, green, blue = (int(wanted[i : i + 2], 16) for i in (1, 3, 5))
    total = sum(count for _, count in colours)
    near = 0
    for key, count in colours:
        r, g, b = map(int, key.split(","))
        if max(abs(r - red), abs(g - green), abs(b - blue)) <= 2:
            near += count
    return near / total


def test_the_map_draws_and_hatches_what_nobody_watched(visit: Open) -> None:
    page = visit().drawn("/m/easter-2025/map?lang=en&at=2025-04-20T12:00:00%2B03:00")
    page.wait_for_selector(IDLE)
    air = page.evaluate(COLOURS)
    assert share(air, "#fdfdfb") > 0.1, "watched land is plain"
    assert share(air, "#8b959d") > 0.004, "hatching is drawn"
    page.get_by_label("Ground").check()
    page.wait_for_selector(IDLE)
    ground = page.evaluate(COLOURS)
    assert share(ground, "#8b959d") > 4 * share(air, "#8b959d"), "all of it is hatched now"
    assert share(ground, "#fdfdfb") < 0.02
    assert "nobody looked in 28 of 28 areas" in page.inner_text("#moment-line")


def test_an_alert_is_drawn_on_top_of_all(visit: Open) -> None:
    page = visit().drawn("/m/easter-2025/map?lang=en&at=2025-04-19T22:00:00%2B03:00")
    page.wait_for_selector(IDLE)
    with_alerts = page.evaluate(COLOURS)
    assert "alerts in 2" in page.inner_text("#moment-line")
    page.get_by_label("Alerts", exact=True).uncheck()
    page.wait_for_selector(IDLE)
    assert page.evaluate(COLOURS) != with_alerts


@pytest.mark.parametrize(("name", "lang"), [("easter-2025", "fi"), ("easter-2026", "en")])
def test_the_browser_says_what_the_server_says(visit: Open, name: str, lang: str) -> None:
    """At moments all over valid time, for both domains, cell by cell."""
    data = mapdata.state(known(name), known_agreements(shipped(name).log().view()), language(lang))
    page = visit(webgl=False).ready(f"/m/{name}/map?lang={lang}")
    steps = list(moment.iterate_steps(data))
    assert len(steps) > 1_500
    for subject in ("air", "ground"):
        page.check(f"input[value={subject}]")
        for step in steps[:: len(steps) // 20]:
            page.evaluate(SET, ["happened", step])
            page.wait_for_function(SETTLED, arg=step)
            expected = [
                [row.id, row.watch, row.alert, row.label, *row.cells]
                for row in moment.area_rows(data, step, subject)
            ]
            assert page.evaluate(TABLE) == expected, (subject, step)
            assert page.input_value("#happened") == str(step)
            assert page.inner_text("#happened-text") == moment.said(data, step)


def test_valid_time_by_keyboard_changes_the_table(visit: Open) -> None:
    page = visit().drawn("/m/easter-2025/map?lang=en&at=2025-04-19T22:00:00%2B03:00")
    line = page.inner_text("#moment-line")
    assert "alerts in 2" in line
    page.focus("#happened")
    page.keyboard.press("ArrowRight")
    page.wait_for_function(
        "line => document.getElementById('moment-line').textContent !== line", arg=line
    )
    assert "19 Apr 22:15" in page.inner_text("#moment-line")
    assert page.get_attribute("#happened", "aria-valuetext") == page.inner_text("#happened-text")
    page.keyboard.press("PageUp")
    page.wait_for_function(
        "() => document.getElementById('moment-line').textContent.includes('20 Apr 22:15')"
    )
    page.wait_for_function("() => location.search.includes('at=2025-04-20T19')")
    assert "at=2025-04-20T19" in (page.get_attribute("#pin", "href") or "")


def test_known_time_by_keyboard_changes_the_whole_page(visit: Open) -> None:
    """At noon on 20 April the truce still ran, and its last alert was not yet known."""
    page = visit(webgl=False).ready("/m/easter-2025?lang=en&as_of=2025-04-20T08:00:00Z")
    before = page.inner_text("#answer")
    assert "20 Apr 2025 11:00" in before
    page.focus("#known")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("#situation[data-known='2025-04-20T09:00:00Z']")
    assert "20 Apr 2025 12:00" in page.inner_text("#answer")
    assert "as_of=2025-04-20T09" in page.url
    assert "as_of=2025-04-20T09" in (page.get_attribute("#menu a >> nth=2", "href") or "")
    assert page.evaluate("document.activeElement.id") == "known", "the slider keeps the focus"
    assert "Known by" in page.inner_text("#announce")
    page.keyboard.press("End")
    page.wait_for_selector("#situation[data-known='2025-05-01T12:00:00Z']")
    assert "21 Apr 2025 00:00" in page.inner_text("#answer")


def test_an_unreachable_server_is_said_and_the_rest_stays(visit: Open) -> None:
    opened = visit(webgl=False)
    page = opened.ready("/m/easter-2025?lang=en")
    table = page.evaluate(TABLE)
    page.context.set_offline(True)
    page.focus("#known")
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("#offline:not([hidden])")
    assert "nothing newer can be loaded" in page.inner_text("#offline")
    assert page.evaluate(TABLE) == table
    page.context.set_offline(False)
    page.keyboard.press("ArrowLeft")
    page.wait_for_selector("#situation[data-known]")
    assert page.is_hidden("#offline")
    opened.complaints[:] = [text for text in opened.complaints if "ERR_INTERNET" not in text]


def test_a_browser_without_webgl_keeps_the_table(visit: Open) -> None:
    page = visit(webgl=False).go("/m/easter-2025/map?lang=en")
    page.wait_for_selector("#situation[data-ready=no-map]")
    assert "cannot draw the map" in page.inner_text("#map-state")
    page.focus("#happened")
    page.keyboard.press("Home")
    page.wait_for_function(
        "() => document.getElementById('moment-line').textContent.startsWith('10 Apr')"
    )


def test_without_scripts_the_page_holds_the_same(visit: Open) -> None:
    page = visit(java_script_enabled=False).go(
        "/m/easter-2025/map?lang=en&at=2025-04-19T22:00:00%2B03:00"
    )
    assert "alerts in 2" in page.inner_text("#moment-line")
    assert "The sliders need scripts" in page.inner_text("noscript")


def test_the_switch_of_missions(visit: Open) -> None:
    page = visit(webgl=False).ready("/m/easter-2025?lang=en&as_of=2025-04-20T12:00:00Z")
    page.get_by_role("link", name="Pause of November 2023").click()
    page.wait_for_selector("#situation[data-ready=table]")
    assert "/m/pause-2023" in page.url
    assert "as_of" not in page.url, "the view of one mission is none of another"
    assert page.query_selector("#map") is None
    assert "no shapes of these areas" in page.inner_text(".no-shapes")


def test_fires_are_counts_from_afar_and_ellipses_close_by(visit: Open) -> None:
    page = visit().drawn("/m/easter-2026/map?lang=en&at=2026-04-12T12:00:00%2B03:00")
    count = int(page.get_attribute("#map", "data-fires") or "0")
    assert count > 0
    expected = sum(
        1
        for each in known("easter-2026").incidents
        if each.lon is not None
        and each.time is not None
        and "2026-04-11T21:00" <= each.time.isoformat() < "2026-04-12T21:00"
    )
    assert count == expected


def test_a_mission_without_shapes_draws_what_has_a_place(visit: Open) -> None:
    page = visit().drawn("/m/river/map?lang=en&at=2026-03-02T12:00:00Z")
    page.wait_for_selector(IDLE)
    assert page.get_attribute("#map", "data-fires") == "3"
    assert share(page.evaluate(COLOURS), "#a3401c") > 0, "ellipses are drawn"
    page.focus("#happened")
    page.keyboard.press("PageUp")
    page.wait_for_function("() => document.getElementById('map').dataset.fires === '0'")
