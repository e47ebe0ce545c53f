"""Pages for everybody: axe, narrow screens, dark and light, keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from tests.browser.conftest import Open
from tests.web.site import PAGES

pytestmark = pytest.mark.xdist_group("browser")

WEIGHTY = ("serious", "critical")


@pytest.mark.parametrize(("lang", "scheme", "width"), [("en", "light", 390), ("fi", "dark", 320)])
def test_axe_finds_nothing_serious_and_no_page_is_wider_than_a_phone(
    visit: Open, lang: str, scheme: str, width: int
) -> None:
    opened = visit(color_scheme=scheme, webgl=False)
    every = PAGES if lang == "en" else ("", "/incidents")
    for name, pages in (("easter-2025", every), ("easter-2026", ("/map",)), ("pause-2023", ("",))):
        for each in pages:
            page = opened.go(f"/m/{name}{each}?lang={lang}")
            _examine(page, f"{name}{each} {lang} {scheme}", width)
    page = opened.go(f"/m/easter-2025/incidents?lang={lang}")
    incident = page.get_attribute("#inside-caption ~ tbody a", "href")
    assert incident is not None
    _examine(opened.go(incident), f"incident {lang} {scheme}", width)
    _examine(opened.go(f"/?lang={lang}"), f"missions {lang} {scheme}", width)
    _examine(opened.go(f"/m/nowhere?lang={lang}"), f"problem {lang} {scheme}", width)
    opened.complaints[:] = [text for text in opened.complaints if "404" not in text]


def _examine(page: Page, where: str, width: int) -> None:
    """Axe on a wide screen with all details open; then the same page on a phone."""
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    if page.query_selector("#situation"):
        page.wait_for_selector("#situation[data-ready=no-map], #situation[data-ready=table]")
    found = Axe().run(page)
    weighty = [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
        for each in found.response["violations"]
        if each["impact"] in WEIGHTY
    ]
    assert weighty == [], where
    page.set_viewport_size({"width": width, "height": 844})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width, f"{where}: {wide} px"


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visit: Open) -> None:
    page = visit().go("/m/pause-2023?lang=en")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_everything_that_acts_can_be_reached_by_keyboard(visit: Open) -> None:
    page = visit().drawn("/m/easter-2025/map?lang=en")
    reached: set[str] = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                "(e => e.id || e.name || e.className || e.tagName)(document.activeElement)"
            )
        )
    assert {"happened", "known", "subject", "alerts", "zoom-in", "zoom-out", "zoom-all"} <= reached
    assert any("canvas" in each for each in reached), "the map itself"


def test_colours_follow_the_reader_s_scheme(visit: Open) -> None:
    grounds = []
    for scheme in ("light", "dark"):
        page = visit(color_scheme=scheme).go("/m/pause-2023?lang=en")
        grounds.append(page.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(255, 255, 255)", "rgb(19, 24, 27)"]


def test_figures_of_the_report_are_seen(visit: Open) -> None:
    """They bring their own styles, which the page's policy would refuse inside the page."""
    page = visit(color_scheme="dark").go("/m/easter-2025/claims?lang=en")
    page.wait_for_load_state("load")
    seen = page.evaluate(
        "() => [...document.querySelectorAll('.panels img')].map((i) => [i.naturalWidth > 50, i.alt.length > 20])"
    )
    assert len(seen) >= 4
    assert seen == [[True, True]] * len(seen)
