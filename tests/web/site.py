"""The application over real missions, and over missions changed in one thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

from fastapi.testclient import TestClient
from tests.missions_made import shipped

from aselepo.run.mission import Mission, agreement_draft, make_mission
from aselepo.run.record import observation
from aselepo.run.serve import FolderMissions
from aselepo.situation import Situation
from aselepo.web import make_app, page

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
NAMES = ("easter-2025", "easter-2026", "pause-2023")
PAGES = ("", *(f"/{name}" for name in page.PAGES if name != "overview"))


def client(*missions: Mission, now: datetime = NOW) -> TestClient:
    """A client of a server that shows these missions."""
    app = make_app(FolderMissions(missions), now=lambda: now)
    return TestClient(app, base_url="http://localhost", follow_redirects=False)


@lru_cache(maxsize=1)
def three() -> TestClient:
    """A client of a server that shows the three shipped missions."""
    return client(*(shipped(name) for name in NAMES))


def river(folder: Path) -> Mission:
    """A mission of one's own: five lines of agreement, no areas, three things seen."""
    source = folder / "truce.txt"
    source.write_text(
        'agreement river "River truce". clock "Europe/Helsinki".\n'
        "in force from 2026-03-01 10:00 until 2026-03-08 10:00.\n"
        'party NORTH "North". party SOUTH "South".\n'
        'category fire "Use of weapons": shelling, small_arms.\n'
        'proof breach 0.9, cleared 0.1. article 1 "Quiet": no party may do fire anywhere.\n'
    )
    mission = make_mission(folder / "river")
    start = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
    drafts = [agreement_draft(source)]
    for number, (lon, lat) in enumerate(((28.50, 61.10), (28.52, 61.11), (28.70, 61.20))):
        fields = {
            "source": "posts",
            "class": "shelling",
            "time": start + timedelta(days=1, minutes=6 * number),
            "time_sigma_s": 60.0,
            "lon": lon,
            "lat": lat,
            "sigma_major_m": 400.0,
            "basis": "saw",
        }
        drafts.append(observation(fields)[0])
    mission.log().append(drafts, at=start + timedelta(days=2))
    return mission


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
