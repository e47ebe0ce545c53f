"""Sentences and words of the read-only rendering, a file for each language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from aselepo.core.classes import tree

LANGUAGES = ("en", "uk", "ru", "fr", "fi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """The phrases of one language, by section and key."""

    lang: str
    sections: Mapping[str, Mapping[str, str]]

    def __call__(self, key: str, **values: object) -> str:
        """The phrase `section.key` with its values; a missing one is our mistake and raises."""
        section, _, name = key.partition(".")
        return self.sections[section][name].format(**values)

    def known(self, section: str, name: str) -> str:
        """A word that the language may have, else the name itself."""
        return self.sections.get(section, {}).get(name, name)

    def of_class(self, name: str) -> str:
        """A node of the class tree in this language, else the name itself."""
        node = tree().find(name)
        if node is None:
            return name.replace("_", " ")
        return self.sections.get("class", {}).get(node, tree().nodes[node].label)


@lru_cache(maxsize=len(LANGUAGES))
def phrases(lang: str) -> Phrases:
    """The phrases of a language.

    Raises
    ------
    KeyError : the language has none
    """
    if lang not in LANGUAGES:
        raise KeyError(lang)
    text = resources.files("aselepo.agreement.phrases").joinpath(f"{lang}.toml").read_text("utf-8")
    return Phrases(lang=lang, sections=tomllib.loads(text))
