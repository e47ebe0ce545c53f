"""The persons and houses of one text: who a name, an office or a pronoun stands for.

A text names a person in full once and by the family name, the office or a pronoun afterwards, in
any case ending. The cast holds who was introduced and who had the word last.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from aselepo.pledges.intake.lexicon import NAMED, Lexicon
from aselepo.pledges.intake.people import Person, directory

_STEM = 4
_ENDING = 3
"""Letters that a case ending may add to a family name."""
_MOST = 40
"""Persons kept under one key, so that a long text takes time in proportion."""
_GIVEN = {
    "uk": {"Павла": "Павло", "Петра": "Петро", "Дмитра": "Дмитро", "Михайла": "Михайло"},
    "ru": {"Павла": "Павел", "Петра": "Петр", "Льва": "Лев"},
}


@dataclass(slots=True)
class Cast:
    """Who is introduced in a text, who spoke last, and who has the floor in this paragraph."""

    words: Lexicon
    last: Person | None = None
    floor: Person | None = None
    _known: dict[str, list[Person]] = field(default_factory=dict)
    """By the first letters of the family name."""
    _held: dict[str, list[Person]] = field(default_factory=dict)
    """By office."""
    _offices: dict[str, bool] = field(default_factory=dict)
    """Words looked up before."""

    @classmethod
    def of(cls, text: str, words: Lexicon) -> Cast:
        """Read who is named in full."""
        cast = cls(words)
        for name in NAMED.finditer(text):
            if " " not in name[0]:
                continue
            parts = cast.personal(name[0])
            if len(parts) >= 2 and directory().person(name[0]) is None:
                at = name.end() - len(" ".join(parts))
                person = cast._printed(parts, text[max(0, at - 60) : at])
                for row in (
                    cast._known.setdefault(parts[-1][:_STEM], []),
                    cast._held.setdefault(person.role, []),
                ):
                    if len(row) < _MOST and person not in row:
                        row.append(person)
        return cast

    def personal(self, name: str) -> list[str]:
        """The words of a printed name without offices, states and bodies around them."""
        parts = re.sub(r"'s$", "", name).split()
        while parts and self._is_office(parts[0]):
            parts.pop(0)
        while parts and self._is_office(parts[-1]):
            parts.pop()
        return parts

    def who(self, printed: str, before: str = "", *, oblique: bool = False) -> Person | None:
        """The person (or body) that a printed name means; `before` is the text in front of it.

        `oblique` says that the name stands in the case that "according to" asks for.
        """
        known = directory().person(printed)
        if known is not None:
            return known
        parts = self.personal(printed)
        if not parts:
            return self.in_office(printed)
        person = self._printed(parts, before + printed[: printed.find(parts[0])])
        full = self._in_full(parts[-1])
        if oblique and (full is None or full.name.split()[-1] == parts[-1]):
            return replace(person, name=" ".join(_nominative(parts, self.words.code)))
        if full and (len(parts) == 1 or oblique or full.name.split()[0] == parts[0]):
            return full
        return person

    def body(self, printed: str) -> Person | None:
        """A state or an office that speaks, as printed."""
        states = directory().states_in(printed)
        said = re.sub(r"^(?:[УуВв]|[Tt]he)\s", "", printed.strip())
        if not said or not (states or self._role(said) or self.words.house.search(said)):
            return None
        return Person(name=said, of=states[-1][1] if states else "")

    def in_office(self, phrase: str) -> Person | None:
        """The person whom an office stands for: the last speaker, or who was introduced with it."""
        role = self._role(phrase)
        states = directory().states_in(phrase)
        if not role or self.words.house.search(phrase):
            before = self.last is not None and self.words.house.search(self.last.name)
            return self.last if before and not states else self.body(phrase)
        of = states[-1][1] if states else ""

        def fits(person: Person | None) -> bool:
            return (
                person is not None
                and (not person.role or person.role == role)
                and (not of or not person.of or person.of == of)
            )

        if fits(self.last):
            return self.last
        held = self._held.get(role, [])
        return next((each for each in held if fits(each)), None) or self.body(phrase)

    def introduced(self, sentence: str) -> Person | None:
        """The person a sentence begins with: whoever speaks next may be meant."""
        for name in NAMED.finditer(sentence[:80]):
            parts = self.personal(name[0])
            before = sentence[: name.start()]
            if len(parts) >= 2 or (parts and self._in_full(parts[-1])):
                return self.who(name[0], before) if before.count(" ") <= 6 else None
            known = directory().person(name[0])
            if known is not None:
                return known if not before.strip() or self._role(before) else None
        return None

    def sure(self, printed: str, before: str) -> bool:
        """Is this surely a person, a state or a body, and no capitalised word of another kind?"""
        parts = self.personal(printed)
        return (
            not parts
            or len(parts) >= 2
            or directory().person(printed) is not None
            or self._in_full(parts[-1]) is not None
            or bool(self._role(before[-40:]))
        )

    def _in_full(self, family: str) -> Person | None:
        found = [each for each in self._known.get(family[:_STEM], []) if _same(each, family)]
        if not found:
            return None
        full = min(found, key=lambda each: len(each.name.split()[-1]))
        plain = _nominative(full.name.split(), self.words.code)
        return replace(full, name=" ".join(plain)) if plain[-1] == family else full

    def _is_office(self, word: str) -> bool:
        if word not in self._offices:
            self._offices[word] = self._looks_like_office(word)
        return self._offices[word]

    def _looks_like_office(self, word: str) -> bool:
        return (
            word.lower() in self.words.office_words
            or (len(word) <= 5 and word.isupper() and len(word) > 1)
            or bool(directory().states_in(word))
            or bool(self.words.house.fullmatch(word))
        )

    def _role(self, text: str) -> str:
        near = text.lower()
        roles = [
            (near.rfind(word.lower()), len(word), role)
            for word, role in self.words.roles.items()
            if word.lower() in near
        ]
        return max(roles)[2] if roles else ""

    def _printed(self, parts: list[str], before: str) -> Person:
        near = re.split(r"[.!?;\"]\s", before[-60:])[-1]
        states = directory().states_in(near)
        return Person(" ".join(parts), self._role(near), states[-1][1] if states else "")


def _same(person: Person, family: str) -> bool:
    """The same family name but for a case ending."""
    one, other = person.name.split()[-1], family
    shared = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return shared >= _STEM and max(len(one), len(other)) - shared <= _ENDING


def _nominative(parts: list[str], lang: str) -> list[str]:
    """A name out of the genitive, where the ending tells; else as printed."""
    *given, family = parts
    if lang == "fi":
        family = re.sub(r":n$|(?<=[^aeiouyäö])in$|n$", "", re.sub(r"sen$", "nenn", family))
    elif lang in ("uk", "ru"):
        masculine = re.fullmatch(r"(.*[сцз]ьк)ого|(.*[сц]к)ого", family)
        if masculine:
            family = (masculine[1] or masculine[2]) + "ий"
        elif re.search(r"[^аеєиіїоуюяыэё]а$", family) and given and re.search(r"[ая]$", given[0]):
            family = family[:-1]
        elif re.search(r"(?:ов|ев|єв|ін|ин)о[їй]$", family):
            family, given = family[:-2] + "а", [re.sub(r"[иі]$", "а", each) for each in given]
            return [*given, family]
        else:
            return parts
        given = [_GIVEN[lang].get(each, _given(each)) for each in given]
    return [*given, family]


def _given(name: str) -> str:
    """A man's given name out of the genitive."""
    if name.endswith("а"):
        return name[:-1]
    if re.search(r"[аеіиї]я$", name):
        return name[:-1] + "й"
    return name[:-1] + "ь" if name.endswith("я") else name
