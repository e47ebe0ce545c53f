"""The subject of a verb of saying, before or behind it: a name, an office, a body, a pronoun."""

from __future__ import annotations

import re

from aselepo.pledges.intake.cast import Cast
from aselepo.pledges.intake.lexicon import NAMED, Lexicon
from aselepo.pledges.intake.people import Person, directory

_SPELT = re.compile(r"\s*\([^()]{1,60}\)(?=\s*$)")
"""A name again in brackets, in another spelling or script."""
_ASIDE = r"(?:,(?:\s[^,\"]{2,80},)?)?"
"""What may stand between a name and its verb: an office between commas."""
Subject = tuple[Person | None, int, bool]
"""Who, where the subject starts, and whether it is surely somebody who can speak."""


def before(text: str, place: int, words: Lexicon, cast: Cast) -> Subject | None:
    """The subject right before a verb of saying."""
    head = _SPELT.sub("", text[:place])
    pronouns = list(words.pronoun.finditer(head))
    if pronouns and words.between.fullmatch(head[pronouns[-1].end() :]):
        return cast.last, pronouns[-1].start(), cast.last is not None
    for name in reversed(list(NAMED.finditer(head))):
        gap = re.sub(rf"^{_ASIDE}", "", head[name.end() :])
        if not words.between.fullmatch(gap):
            break
        if _nominal(name[0], words):
            lead = head[: name.start()]
            who = cast.who(name[0], lead)
            if who is None:
                break
            return who, name.start(), cast.sure(name[0], lead)
    office = words.office.search(head)
    if office:
        who = cast.in_office(office["office"])
        return (who, office.start("office"), True) if who else None
    return None


def after(tail: str, words: Lexicon, cast: Cast) -> Person | None:
    """The subject right behind a verb of saying."""
    pronoun = words.pronoun.match(tail.lstrip())
    if pronoun:
        return cast.last
    near, *more = re.split(r'[,.;:"]', tail, maxsplit=2)
    person = directory().person(near)
    if person is not None:
        return person
    names = [
        (len(cast.personal(name[0])), name)
        for name in NAMED.finditer(near)
        if len(near[: name.start()].split()) <= 8
    ]
    longest, name = max(names, key=lambda each: each[0], default=(0, None))
    if longest and name:
        return cast.who(name[0], near[: name.start()])
    body = cast.body(near) if len(near.split()) <= 8 else None
    if body is None:
        return None
    named = NAMED.match(more[0].strip()) if more else None
    if named and len(cast.personal(named[0])) >= 2:
        return cast.who(named[0], near)
    return cast.in_office(near.strip())


def _nominal(name: str, words: Lexicon) -> bool:
    """May the name be the subject, and not a genitive before it?"""
    if words.code != "fi":
        return True
    last = name.split()[-1]
    if directory().person(name) is None:
        return True
    return not re.search(r"(?:in|n|lle|lta|sta|ssa|lla)$", last) or last.endswith(
        ("nen", "kinen", "Häkkänen", "Leyen", "Macron")
    )
