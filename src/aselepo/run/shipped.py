"""Shipped missions: real truces, unpacked by delivering their files as anybody would."""

from __future__ import annotations

import os
import shutil
import tomllib
from collections.abc import Callable, Iterator
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from aselepo.core.records import Draft, Parsed
from aselepo.feeds import FeedContext, run_feed
from aselepo.run.clock import now
from aselepo.run.intake import deliver
from aselepo.run.mission import Mission, agreement_draft, make_mission, open_mission

SHIPPED = {
    "easter-2025": "easter_2025",
    "easter-2026": "easter_2026",
    "paris-2026": "paris_2026",
    "paris-2026-exercise": "paris_2026_exercise",
    "pause-2023": "pause_2023",
}
"""Folder in the package by the mission's name."""
AUTHOR = "mission authors"

Say = Callable[[str], None]


def unpack(name: str, folder: Path, *, say: Say = lambda _: None) -> Mission:
    """Unpack a shipped mission into a folder; one that is there already is opened.

    The folder appears only when all of it is delivered. `say` is told each delivery.
    """
    if folder.exists():
        return open_mission(folder)
    with resources.as_file(resources.files("aselepo.missions")) as missions:
        return unpack_recipe(missions / SHIPPED[name], folder, name=name, say=say)


def unpack_recipe(recipe: Path, folder: Path, *, name: str, say: Say = lambda _: None) -> Mission:
    """Make a mission of a recipe: a folder with `mission.toml`, `feeds.toml` and the files."""
    part = folder.with_name(f".{folder.name}.{os.getpid()}.part")
    shutil.rmtree(part, ignore_errors=True)
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        _fill(make_mission(part, name=name), recipe, say)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return open_mission(folder)


def _fill(mission: Mission, recipe: Path, say: Say) -> None:
    log = mission.log()
    log.append(standing(recipe), at=now())
    for label, raw, parsed in deliveries(recipe):
        deliver(log, raw, parsed, file=label.split()[-1], at=now())
        aside = f", {parsed.rows_set_aside} set aside" if parsed.rows_set_aside else ""
        say(f"{label}: {parsed.rows_accepted} of {parsed.rows_read} rows{aside}")


def standing(recipe: Path) -> list[Draft]:
    """Entries that hold for the whole mission: agreements, settings, the sides' areas."""
    mission = tomllib.loads((recipe / "mission.toml").read_text(encoding="utf-8"))
    known = {"known_at": mission["known_from"], "grounds": mission["grounds"], "author": AUTHOR}
    areas = [
        Draft(kind="geography", body={"type": "area", "valid_from": None, **area}, **known)
        for area in mission.get("area", ())
    ]
    texts = [
        agreement_draft(
            recipe / file,
            known_at=mission["agreement_known_at"],
            grounds=mission["agreement_grounds"],
            author=AUTHOR,
        )
        for file in mission["agreements"]
    ]
    return [
        *texts,
        Draft(kind="settings", body=mission["settings"], **known),
        *areas,
    ]


def deliveries(recipe: Path) -> Iterator[tuple[str, bytes, Parsed]]:
    """Each file of a recipe read by its feed: a label for progress, its bytes, what was read."""
    listed = tomllib.loads((recipe / "feeds.toml").read_text(encoding="utf-8"))["delivery"]
    for delivery in listed:
        for path in _paths(recipe, delivery["file"]):
            context = FeedContext.of(
                _plain(delivery.get("settings", {})), file=path.name, author=AUTHOR
            )
            raw = path.read_bytes()
            label = f"{delivery['feed']} {path.name}"
            yield label, raw, run_feed(delivery["feed"], raw, context)


def _paths(recipe: Path, pattern: str) -> list[Path]:
    if "*" in pattern:
        return sorted(recipe.glob(pattern))
    return [(recipe / pattern).resolve()]


def _plain(value: Any) -> Any:
    """Settings as plain data: moments as text."""
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
