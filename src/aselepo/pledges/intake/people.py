"""Who is meant by a name in a text: persons in office and states, in any spelling and ending."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Person:
    """A person in office; without an entry of our own, the name as printed."""

    name: str
    role: str = ""
    of: str = ""


Stems = Mapping[str, tuple[tuple[re.Pattern[str], Person], ...]]
"""Patterns of names and whom they name, by the first two letters; states are persons of a kind."""


@dataclass(frozen=True, slots=True)
class Directory:
    """Persons and states by the stems of their names."""

    persons: Stems
    states: Stems

    def person(self, text: str) -> Person | None:
        """The last person named in a stretch of text."""
        return next((person for _, person in reversed(list(_found(self.persons, text)))), None)

    def named(self, text: str) -> Iterator[tuple[int, Person]]:
        """Every person named, with the place."""
        return _found(self.persons, text)

    def states_in(self, text: str) -> list[tuple[int, str]]:
        """States named, each once, by their first place."""
        first: dict[str, int] = {}
        for place, state in _found(self.states, text):
            first.setdefault(state.name, place)
        return [(place, name) for name, place in first.items()]


_WORD = re.compile(r"(?<![\w-])\w\S")


def _found(stems: Stems, text: str) -> Iterator[tuple[int, Person]]:
    for word in _WORD.finditer(text):
        for pattern, named in stems.get(word[0], ()):
            if pattern.match(text, word.start()):
                yield word.start(), named
                break


@lru_cache(maxsize=1)
def directory() -> Directory:
    """The list shipped with the software."""
    folder = resources.files("aselepo.pledges.intake")
    data = tomllib.loads(folder.joinpath("people.toml").read_text(encoding="utf-8"))
    persons = [
        (stem, Person(each["name"], each["role"], each["of"]))
        for each in data["person"]
        for stem in each["stems"]
    ]
    states = [(stem, Person(each["name"])) for each in data["state"] for stem in each["stems"]]
    return Directory(_indexed(persons), _indexed(states))


def _indexed(stems: list[tuple[str, Person]]) -> Stems:
    """The longest stem first, so that "von der Leyen" is not read as somebody shorter."""
    index: dict[str, list[tuple[re.Pattern[str], Person]]] = {}
    for stem, named in sorted(stems, key=lambda each: len(each[0]), reverse=True):
        index.setdefault(stem[:2], []).append((_stem(stem), named))
    return {letters: tuple(row) for letters, row in index.items()}


def _stem(stem: str) -> re.Pattern[str]:
    """A stem of at least four letters takes any ending, a shorter one (US, UK) none."""
    return re.compile(re.escape(stem) + (r"[\w'-]*" if len(stem) > 3 else r"(?![\w-])"))
