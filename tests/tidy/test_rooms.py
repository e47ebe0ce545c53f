"""The rooms and the arrows between them: who may import whom, and through which door."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import aselepo

SOURCE = Path(aselepo.__file__).parent
ALLOWED = {
    "core": set(),
    "geo": set(),
    "words": set(),
    "seal": set(),
    "agreement": {"geo"},
    "log": {"seal"},
    "feeds": {"geo"},
    "missions": set(),
    "release": {"geo", "seal"},
    "coverage": {"geo"},
    "fuse": {"geo"},
    "rates": {"geo", "coverage"},
    "verify": {"agreement"},
    "assess": {"geo", "agreement", "fuse", "coverage", "verify"},
    "pledges": {"agreement", "assess"},
    "situation": {"agreement", "coverage", "fuse", "rates", "verify", "assess", "pledges"},
    "report": {"geo", "words", "situation"},
}
"""Rooms that a room may import, besides `core`; `web` and `run` may import all."""
INNER = {"core": {"seal"}}
OUTER = ("web", "run")
DOORS = {"log": OUTER}
"""Rooms that only these may open."""


def imports(path: Path) -> set[str]:
    """Modules of this package that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("aselepo."):
            found.add(node.module)
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("aselepo.")}
    return found


def rooms() -> list[str]:
    return sorted(path.name for path in SOURCE.iterdir() if (path / "__init__.py").is_file())


@pytest.mark.parametrize("room", rooms())
def test_a_room_imports_only_what_it_may(room: str) -> None:
    if room in OUTER:
        assert room in OUTER
        return
    assert room in ALLOWED, f"the table of rooms does not know {room}"
    wrong = [
        f"{path.relative_to(SOURCE)} imports {module}"
        for path in (SOURCE / room).rglob("*.py")
        for module in imports(path)
        if module.split(".")[1] not in {room, "core", *ALLOWED[room]}
    ]
    assert wrong == []


@pytest.mark.parametrize("room", rooms())
def test_a_room_says_what_it_is_for(room: str) -> None:
    text = ast.get_docstring(ast.parse((SOURCE / room / "__init__.py").read_text(encoding="utf-8")))
    assert text, f"{room} has no page"


def test_only_doors_read_the_clock() -> None:
    asking = [
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] not in OUTER
        and any(
            word in path.read_text(encoding="utf-8") for word in ("datetime.now(", "time.time(")
        )
    ]
    assert asking == []


def test_no_module_is_too_long_to_read() -> None:
    # kernels that are compiled into one another stay in one file: the cache of compiled code looks
    # at the file of a function alone, and would keep what another file has changed
    long = {
        str(path.relative_to(SOURCE)): count
        for path in SOURCE.rglob("*.py")
        if (count := len(path.read_text(encoding="utf-8").splitlines()))
        > (900 if path.name == "_kernels.py" else 700)
    }
    assert long == {}
