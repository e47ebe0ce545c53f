"""Missions that tests make: shipped ones unpacked once a session, and variants of their recipes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import aselepo
from aselepo.run.mission import Mission
from aselepo.run.pipeline import situation
from aselepo.run.shipped import SHIPPED, unpack, unpack_recipe
from aselepo.situation import Situation

RECIPES = Path(aselepo.__file__).parent / "missions"


@lru_cache(maxsize=1)
def _folder() -> Path:
    return Path(mkdtemp(prefix="aselepo-missions-"))


@lru_cache(maxsize=8)
def shipped(name: str) -> Mission:
    """A shipped mission, unpacked once."""
    return unpack(name, _folder() / name)


@lru_cache(maxsize=32)
def known(name: str, **view: object) -> Situation:
    """The situation of a shipped mission, computed once a view."""
    return situation(shipped(name), **view)  # type: ignore[arg-type]


def variant(name: str, folder: Path, change: Callable[[Path], None]) -> Mission:
    """A mission from a shipped recipe after `change` has edited a copy of it."""
    recipes = folder / "recipes"
    recipe = recipes / SHIPPED[name]
    shutil.copytree(RECIPES / SHIPPED[name], recipe)
    shutil.copytree(RECIPES / "common", recipes / "common")
    change(recipe)
    return unpack_recipe(recipe, folder / "mission", name=name)
