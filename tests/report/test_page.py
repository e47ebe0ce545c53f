"""The page in a real browser: nothing overflows a phone, nothing is out of reach, no call out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.report.easter import situation

from aselepo.report import render

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not on this machine")
VIEWS = [("light", 1280), ("dark", 390)]


@pytest.mark.parametrize("lang", ["en", "fi"])
@pytest.mark.parametrize(("scheme", "width"), VIEWS)
def test_a_report_in_a_browser(browser, tmp_path: Path, lang: str, scheme: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "report.html"
    file.write_bytes(render(situation(), lang=lang, form="html"))
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [file.as_uri()], "the page calls nobody"
    found = Axe().run(page).response["violations"]
    assert [(each["id"], each["help"]) for each in found] == []
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    context.close()
