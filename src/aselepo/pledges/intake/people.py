"""Who is meant by a name in a text: persons in office and states, in any spelling and ending."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Person:
    """A person in office; without an entry of our own, the name as printed."""

    name: str
    role: str = ""
    of: str = ""


@dataclass(frozen=True, slots=True)
class Directory:
    """Persons and states by the stems of their names."""

    persons: tuple[tuple[re.Pattern[str], Person], ...]
    states: tuple[tuple[re.Pattern[str], str], ...]

    def person(self, text: str) -> Person | None:
        """The last person named in a stretch of text."""
        found = [
            (match.start(), person)
            for pattern, person in self.persons
            if (match := pattern.search(text))
        ]
        return max(found, key=lambda item: item[0])[1] if found else None

    def named(self, text: str) -> Iterator[tuple[int, Person]]:
        """Every person named, with the place."""
        for pattern, person in self.persons:
            for match in pattern.finditer(text):
                yield match.start(), person

    def states_in(self, text: str) -> list[tuple[int, str]]:
        """States named, each once, by their first place."""
        found = [
            (match.start(), name)
            for pattern, name in self.states
            if (match := pattern.search(text))
        ]
        return sorted(found)


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The list shipped with the software."""
    folder = resources.files("aselepo.pledges.intake")
    data = tomllib.loads(folder.joinpath("people.toml").read_text(encoding="utf-8"))
    persons = tuple(
        (_stems(each["stems"]), Person(each["name"], each["role"], each["of"]))
        for each in data["person"]
    )
    states = tuple((_stems(each["stems"]), each["name"]) for each in data["state"])
    return Directory(persons, states)


def _stems(stems: list[str]) -> re.Pattern[str]:
    """Stems of at least four letters take any ending, shorter ones (US, UK) none."""
    parts = [
        re.escape(stem) + (r"[\w'-]*" if len(stem) > 3 else r"(?![\w-])")
        for stem in sorted(stems, key=len, reverse=True)
    ]
    return re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})")
