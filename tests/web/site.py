"""The application over real missions, and over missions changed in one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from fastapi.testclient import TestClient
from tests.missions_made import shipped

from aselepo.run.mission import Mission
from aselepo.run.serve import FolderMissions
from aselepo.situation import Situation
from aselepo.web import make_app

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NAMES = ("easter-2025", "easter-2026", "pause-2023")
PAGES = (
    "", "/map", "/incidents", "/claims", "/coverage", "/sources", "/log", "/agreement", "/reports",
)  # fmt: skip


def client(*missions: Mission, now: datetime = NOW) -> TestClient:
    """A client of a server that shows these missions."""
    app = make_app(FolderMissions(missions), now=lambda: now)
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


@lru_cache(maxsize=1)
def three() -> TestClient:
    """A client of a server that shows the three shipped missions."""
    return client(*(shipped(name) for name in NAMES))


class Changed(FolderMissions):
    """A real mission whose situations are changed on their way to the pages."""

    def __init__(self, mission: Mission, change: Callable[[Situation], Situation]) -> None:
        super().__init__([mission])
        self._change = change

    def situation(self, name: str, **view: Any) -> Situation:
        return self._change(super().situation(name, **view))


def changed(name: str, **fields: Any) -> TestClient:
    """A client of a mission with some fields of its situation replaced."""
    missions = Changed(shipped(name), lambda situation: replace(situation, **fields))
    return TestClient(make_app(missions, now=lambda: NOW), base_url="http://localhost")
