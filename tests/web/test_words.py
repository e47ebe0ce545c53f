"""Every word of the pages is spoken by some page: what nobody says is deleted."""

from __future__ import annotations

import re
from pathlib import Path

import aselepo.web
from aselepo.web.mapdata import WORDS
from aselepo.web.page import PAGES

WEB = Path(aselepo.web.__file__).parent
FAMILIES = ("web-why-", "web-page-", "web-about-", "web-column-")
"""Keys made of a family and a name."""


def test_no_word_of_the_pages_is_idle() -> None:
    messages = WEB.parent / "words" / "en" / "web.ftl"
    keys = re.findall(r"^(web-[\w-]+) =", messages.read_text(encoding="utf-8"), re.MULTILINE)
    sources = [*WEB.glob("*.py"), *WEB.glob("templates/*.html")]
    said = {
        f"web-{key}"
        for path in sources
        for key in re.findall(r'"(?:web-)?([a-z]+(?:-[a-z]+)*)"', path.read_text(encoding="utf-8"))
    }
    said |= {f"web-{key}" for key in WORDS}
    said |= {f"web-{family}-{page}" for family in ("page", "about") for page in PAGES}
    idle = [key for key in keys if key not in said and not key.startswith(FAMILIES)]
    assert len(keys) > 150
    assert idle == []
