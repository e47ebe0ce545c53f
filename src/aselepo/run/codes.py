"""Every problem code of every room, gathered for `explain` and the reference page."""

from __future__ import annotations

import importlib
import pkgutil

import aselepo
from aselepo.core.problem import Code, codes


def all_codes() -> tuple[Code, ...]:
    """The codes of all rooms, by id."""
    for room in pkgutil.iter_modules(aselepo.__path__):
        package = importlib.import_module(f"aselepo.{room.name}")
        if not hasattr(package, "__path__"):
            continue
        for module in pkgutil.iter_modules(package.__path__):
            if module.name == "codes" and room.name != "run":
                importlib.import_module(f"aselepo.{room.name}.codes")
    importlib.import_module("aselepo.feeds.exercise.codes")
    importlib.import_module("aselepo.run.problems")
    return codes()
