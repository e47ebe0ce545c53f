"""Pages for everybody: axe, narrow screens, dark and light, keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from tests.browser.conftest import NAMES, Open

pytestmark = pytest.mark.xdist_group("browser")

PAGES = (
    "", "/map", "/incidents", "/claims", "/coverage", "/sources", "/log", "/agreement", "/reports",
)  # fmt: skip
WEIGHTY = ("serious", "critical")


@pytest.mark.parametrize(("lang", "scheme"), [("en", "light"), ("fi", "dark")])
def test_axe_finds_nothing_serious(visit: Open, lang: str, scheme: str) -> None:
    opened = visit(color_scheme=scheme, width=1280 if lang == "en" else 390, webgl=False)
    incident = None
    every = PAGES if lang == "en" else ("", "/incidents")
    for name, pages in (("easter-2025", every), ("pause-2023", ("/map",))):
        for each in pages:
            page = opened.go(f"/m/{name}{each}?lang={lang}")
            page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            if each in ("", "/map"):
                page.wait_for_selector("#situation[data-ready]")
            if each == "/incidents":
                incident = page.get_attribute("#inside ~ div a, #others ~ div a", "href")
            _weigh(page, f"{name}{each} {lang} {scheme}")
    assert incident is not None
    _weigh(opened.go(incident), f"incident {lang} {scheme}")
    opened.complaints.clear()
    _weigh(opened.go(f"/m/nowhere?lang={lang}"), f"problem {lang} {scheme}")
    opened.complaints[:] = [text for text in opened.complaints if "404" not in text]
    _weigh(opened.go(f"/?lang={lang}"), f"missions {lang} {scheme}")


def _weigh(page: object, where: str) -> None:
    found = Axe().run(page)
    weighty = [
        (each["id"], [node["html"][:160] for node in each["nodes"][:3]])
        for each in found.response["violations"]
        if each["impact"] in WEIGHTY
    ]
    assert weighty == [], where


@pytest.mark.parametrize(("width", "lang"), [(390, "en"), (320, "fi")])
def test_no_page_is_wider_than_a_phone(visit: Open, width: int, lang: str) -> None:
    opened = visit(width=width, height=844, webgl=False)
    for name in NAMES if width == 390 else NAMES[:1]:
        for each in PAGES:
            page = opened.go(f"/m/{name}{each}?lang={lang}")
            page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{name}{each} {lang}: {wide} px"


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
