"""Facets of a statement: amount, condition, place, limit, channel, what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aselepo.pledges.intake.candidate import Amount
from aselepo.pledges.intake.lexicon import Lexicon
from aselepo.pledges.intake.numerals import spelled
from aselepo.pledges.intake.people import directory

_DIGITS = re.compile(r"(?<![\w.,])(\d{1,3}(?:[ ,.\u00a0]\d{3})+|\d+)(?![\w.,]*\d)")
_NEAR = 30
"""Characters behind a number in which its unit stands."""


@dataclass(frozen=True, slots=True)
class Facets:
    object: str
    condition: str
    amount: Amount | None
    where: str
    limit: str
    channel: str


def facets(clause: str, around: str, words: Lexicon) -> Facets:
    """Read the facets of a clause; `around` is its whole sentence, for channel and condition."""
    return Facets(
        object=about(clause, words),
        condition=_first(words.condition, clause) or _first(words.condition, around),
        amount=amount(clause, words),
        where=_where(clause, words),
        limit=_named(words.limit, clause),
        channel=_named(words.channel, around.replace(clause, " ")),
    )


def about(clause: str, words: Lexicon) -> str:
    """What is spoken of, by kind, the first named first; empty where no kind is."""
    found = [
        (match.start(), name)
        for name, pattern in words.kinds.items()
        if (match := pattern.search(clause))
    ]
    return ", ".join(name for _, name in sorted(found))


def amount(clause: str, words: Lexicon) -> Amount | None:
    """A number with its unit, as said: a vague one is a range by the language's table."""
    lowered = clause.lower()
    for said in sorted(words.vague, key=len, reverse=True):
        place = lowered.find(said)
        if place >= 0:
            lo, hi = words.vague[said]
            end = place + len(said)
            return Amount(words=clause[place:end], lo=lo, hi=hi, unit=_unit(clause[end:], words))
    numbers = [(d.start(), d.end(), int(re.sub(r"\D", "", d[1]))) for d in _DIGITS.finditer(clause)]
    for start, end, number in [*numbers, *spelled(clause, words.numbers)]:
        scale, behind = _scale(clause, end, words) if clause[start].isdigit() else (1, end)
        unit = _unit(clause[behind:], words)
        if unit and number > 1:
            most = number * scale
            lo = 0 if words.most.search(clause, 0, start) else most
            return Amount(words=clause[start:behind], lo=lo, hi=most, unit=unit)
    return None


def _scale(clause: str, end: int, words: Lexicon) -> tuple[int, int]:
    """The "thousand" or "million" behind digits, and where the number ends with it."""
    word = re.compile(r"\s*([^\W\d]+)").match(clause, end)
    scale = words.numbers.get(word[1].lower(), 1) if word else 1
    return (scale, word.end()) if word and scale >= 1000 else (1, end)


def _unit(behind: str, words: Lexicon) -> str:
    near = behind[:_NEAR]
    found = [
        (match.start(), name) for name, each in words.units.items() if (match := each.search(near))
    ]
    return min(found)[1] if found else ""


def _where(clause: str, words: Lexicon) -> str:
    """Where: an unnamed kind of place first, else the state that a movement goes to."""
    named = _named(words.where, clause)
    if named == "neighbour":
        return "neighbouring country"
    places = [name for _, name in directory().states_in(clause)]
    if "Ukraine" in places:
        return "Ukraine"
    return named


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> str:
    found = [match for pattern in patterns if (match := pattern.search(text))]
    if not found:
        return ""
    first = min(found, key=lambda match: match.start())
    said = first[0].split(",")[0] if first.start() == 0 and "," in first[0][4:] else first[0]
    return said.strip(" ,")


def _named(patterns: dict[str, re.Pattern[str]] | object, text: str) -> str:
    assert isinstance(patterns, dict)
    found = [
        (match.start(), name) for name, each in patterns.items() if (match := each.search(text))
    ]
    return min(found)[1] if found else ""
