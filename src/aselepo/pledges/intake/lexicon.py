"""The words of one language by which statements are found and told apart."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

LANGUAGES = ("en", "fi", "fr", "ru", "uk")
Pattern = re.Pattern[str]

_CAPITALS = "".join(c for c in map(chr, range(0x41, 0x530)) if c.isupper()) + "א-תء-ي"
"""Capitals, and the letters of scripts that have none."""
_CAPITAL = rf"[{_CAPITALS}]"
NAME = (
    rf"(?:(?<![\w'-]){_CAPITAL}[\w'’-]+|[Vv]on der|[Фф]он дер)"
    rf"(?:[ -](?:(?:von|van|der|den|de|la|al|bin|дер|фон|ван)\b(?= )|{_CAPITAL}[\w'’-]+)){{0,5}}"
)
"""A name as printed: capitalised words with the small words between them."""
NAMED = re.compile(NAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """One language's words, compiled."""

    code: str
    says: Mapping[str, Pattern]
    """Verbs of saying by the class they give (report gives none)."""
    saying: Pattern
    expresses: Mapping[str, Pattern]
    that: Pattern
    without_that: Pattern
    """Verbs of saying that may do without a conjunction."""
    pronoun: Pattern
    between: Pattern
    according: Pattern
    apposition: Pattern
    resumed: Pattern
    """What follows an attribution in the middle of unquoted words."""
    relative: Pattern
    roles: Mapping[str, str]
    office_words: frozenset[str]
    """Words of the offices, small letters: they are no part of a name."""
    house: Pattern
    """Bodies that speak: a ministry, a government."""
    office: Pattern
    """An office or a body as the subject that a stretch of text ends with."""
    classes: Mapping[str, tuple[Pattern, ...]]
    condition: tuple[Pattern, ...]
    pledging: Pattern
    ready: Pattern
    refused: Pattern
    signed: Pattern
    agreed: Pattern
    mutual: Pattern
    """Verbs of agreeing that need no paper."""
    offered: Mapping[str, Pattern]
    """A state's offers and promises by the class they give."""
    paper: Pattern
    question: tuple[Pattern, ...]
    kinds: Mapping[str, Pattern]
    vague: Mapping[str, tuple[int, int]]
    numbers: Mapping[str, int]
    most: Pattern
    """What before a number makes it the most there may be."""
    units: Mapping[str, Pattern]
    where: Mapping[str, Pattern]
    limit: Mapping[str, Pattern]
    channel: Mapping[str, Pattern]


@lru_cache(maxsize=16)
def lexicon(code: str) -> Lexicon:
    """The lexicon of a language.

    Raises
    ------
    ValueError : there is none
    """
    if code not in LANGUAGES:
        raise ValueError(f"no lexicon for {code!r}; there are {', '.join(LANGUAGES)}")
    folder = resources.files("aselepo.pledges.intake").joinpath("lexicon")
    data = tomllib.loads(folder.joinpath(f"{code}.toml").read_text(encoding="utf-8"))
    says = {name: _any(words) for name, words in data["says"].items()}
    every = [word for words in data["says"].values() for word in words]
    pledge, acts = data["pledge"], data["acts"]
    house = data["house"]
    offices = "|".join(sorted(map(re.escape, data["roles"]), key=len, reverse=True))
    return Lexicon(
        code=code,
        says=says,
        saying=_any(every),
        expresses={name: _any(words) for name, words in data["expresses"].items()},
        that=re.compile(data["that"]),
        without_that=re.compile(data["without_that"]),
        pronoun=re.compile(rf"(?:{data['pronoun']})\b"),
        between=re.compile(rf"(?:\s+(?:{data['between']}))*\s+"),
        according=re.compile(data["according"].replace("{name}", '(?P<name>[^,."]{2,80}?)')),
        apposition=re.compile(data["apposition"]),
        resumed=re.compile(data["resumed"]),
        relative=re.compile(data["relative"]),
        roles=data["roles"],
        office_words=frozenset(
            word.lower() for role in [*data["roles"], *data["titles"]] for word in role.split()
        ),
        house=re.compile(house, re.I),
        office=re.compile(
            rf"(?:^|(?<=[\s\"(–]))(?P<office>(?:{data['lead']})?"
            rf"(?:{house}|\b(?:{offices}))(?:{data['trail']})?)(?:\s+(?:{data['between']}))*\s+$"
        ),
        classes={
            name: tuple(re.compile(each, re.I) for each in patterns)
            for name, patterns in data["classes"].items()
        },
        condition=tuple(re.compile(each, re.I) for each in data["condition"]["patterns"]),
        pledging=re.compile(pledge["verbs"], re.I),
        ready=re.compile(pledge["ready"], re.I),
        refused=re.compile(pledge["refused"], re.I),
        signed=re.compile(rf"\b{acts['signed']}"),
        agreed=re.compile(rf"\b(?:{acts['agreed']})"),
        mutual=re.compile(rf"\b(?:{acts['mutual']})"),
        offered={name: re.compile(rf"\b(?:{pledge[name]})\b") for name in ("offered", "promised")},
        paper=re.compile(rf"\b(?:{acts['paper']})", re.I),
        question=tuple(re.compile(each, re.I) for each in data["question"]["patterns"]),
        kinds={name: re.compile(each, re.I) for name, each in data["kinds"].items()},
        vague={words: (lo, hi) for words, (lo, hi) in data["amounts"]["words"].items()},
        numbers=data["amounts"]["numbers"],
        most=re.compile(rf"\b(?:{data['amounts']['most']})\s+$", re.I),
        units={name: re.compile(each, re.I) for name, each in data["amounts"]["units"].items()},
        where={name: re.compile(each, re.I) for name, each in data["where"].items()},
        limit={name: re.compile(each, re.I) for name, each in data["limit"].items()},
        channel={name: re.compile(each) for name, each in data["channel"]["patterns"].items()},
    )


def _any(words: list[str]) -> Pattern:
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w'-])(?:{'|'.join(longest_first)})(?![\w-])")
