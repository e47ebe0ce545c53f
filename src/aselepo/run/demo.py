"""The demo: every shipped mission unpacked into a folder, with its reports."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from aselepo.report import render
from aselepo.run.mission import Mission
from aselepo.run.pipeline import situation
from aselepo.run.shipped import unpack

SHOWN = ("easter-2025", "easter-2026", "pause-2023", "paris-2026")
"""Missions of the demo; the exercise is shipped too and opened by its name."""
REPORTS = (
    ("report.en.html", "en", "html"),
    ("report.fi.html", "fi", "html"),
    ("report.en.pdf", "en", "pdf"),
    ("situation.json", "en", "json"),
)
"""Name, language and form of what is written for each mission."""


def make_demo(folder: Path, *, say: Callable[[str], None]) -> tuple[Mission, ...]:
    """Unpack the shipped missions and write their reports; `say` is told the progress.

    Raises
    ------
    ConfigError : a folder cannot be written
    """
    start = time.monotonic()
    missions = []
    for place, name in enumerate(SHOWN, 1):
        say(f"[{place}/{len(SHOWN)}] {name}")
        mission = unpack(name, folder / name, say=lambda line: say(f"      {line}"))
        now = situation(mission)
        for file, lang, form in REPORTS:
            (mission.out / file).write_bytes(render(now, lang=lang, form=form))
        say(f"      reports in {mission.out}")
        missions.append(mission)
    say(f"{len(missions)} missions ready in {time.monotonic() - start:.0f} s")
    return tuple(missions)
