"""A real Chromium before a real server with the three shipped missions."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page
from tests.missions_made import shipped
from tests.web.site import river

from aselepo.run.clock import now
from aselepo.run.serve import FolderMissions
from aselepo.web import make_app

NAMES = ("easter-2025", "easter-2026", "pause-2023")
DRAWN_MS = 30_000


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the server answers, on this machine alone."""
    missions = [*(shipped(name) for name in NAMES), river(tmp_path_factory.mktemp("own"))]
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = make_app(FolderMissions(missions), now=now)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    for _ in range(200):
        if server.started:
            break
        time.sleep(0.05)
    assert server.started, "the server did not start in 10 s"
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@dataclass
class Visit:
    """A page and all that it asked for or complained of."""

    page: Page
    address: str
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def ready(self, path: str) -> Page:
        """Go there and wait until the table follows the sliders."""
        page = self.go(path)
        page.wait_for_selector("#situation[data-ready=no-map], #situation[data-ready=table]")
        return page

    def drawn(self, path: str) -> Page:
        """Go there and wait until the map is drawn."""
        page = self.go(path)
        page.wait_for_selector("#situation[data-ready=map]", timeout=DRAWN_MS)
        return page


Open = Callable[..., Visit]


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens pages, each in a context of its own; afterwards nothing was asked of another host."""
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def opened(
        *, width: int = 1280, height: int = 900, webgl: bool = True, **options: Any
    ) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        made = Visit(page=context.new_page(), address=address)
        visits.append(made)
        if not webgl:  # drawing by software is slow where only the rest of the page is asked about
            made.page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
        made.page.on("request", lambda request: made.asked.append(request.url))
        made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
        made.page.on("console", lambda said: _listen(made, said))
        return made

    yield opened
    for context in contexts:
        context.close()
    for each in visits:
        foreign = [url for url in each.asked if not url.startswith((address, "blob:"))]
        assert foreign == [], "a page asked another host"
        assert each.complaints == [], "the browser complained"


def _listen(visit: Visit, said: Any) -> None:
    if said.type == "error" or "Content Security Policy" in said.text:
        visit.complaints.append(said.text)
