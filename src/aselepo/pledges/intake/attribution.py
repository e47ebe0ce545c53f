"""Who said which words: direct and indirect speech, inverted order, pronouns, headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aselepo.pledges.intake.lexicon import NAME, Lexicon
from aselepo.pledges.intake.people import Person, directory

_DASH = re.compile(r"^[–-]\s+")
_NAMED = re.compile(NAME)
_QUOTED = re.compile(r'"([^"]+)"')
_TAIL_WORDS = 9
"""Words that may follow an attribution behind the words said ("to reporters in Paris")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Words (a stretch of the paragraph), who said them, and by which rule that was found."""

    start: int
    end: int
    who: Person | None
    rule: str
    by: str
    """Class that the verb of saying gives, or `report`."""
    sentence: tuple[int, int]
    confidence: float


@dataclass(slots=True)
class Speakers:
    """The last person who spoke, to whom a pronoun refers."""

    last: Person | None = None


def headline(text: str, words: Lexicon) -> Said | None:
    """`Name: words` on a line without a full stop."""
    colon = text.find(": ")
    if not 0 < colon <= 60:
        return None
    who = directory().person(text[:colon])
    if who is None or len(text[:colon].split()) > 5:
        return None
    return Said(
        start=colon + 2, end=len(text), who=who, rule="headline", by="report",
        sentence=(0, len(text)), confidence=0.6,
    )  # fmt: skip


def dashed(text: str, words: Lexicon, speakers: Speakers) -> Said | None:
    """A paragraph of direct speech: dash, words, comma, who said so."""
    dash = _DASH.match(text)
    if not dash:
        return None
    found = _behind(text, dash.end(), len(text), words, speakers)
    if found is None:
        return None
    said, who, by = found
    return Said(
        start=dash.end(), end=said, who=who, rule="dash", by=by,
        sentence=(0, len(text)), confidence=0.9,
    )  # fmt: skip


def in_sentence(
    text: str, start: int, end: int, words: Lexicon, speakers: Speakers
) -> Iterator[Said]:
    """Words said within one sentence of a paragraph."""
    sentence = text[start:end]
    found = (
        _according(sentence, words)
        or _expressed(sentence, words, speakers)
        or _reported(sentence, words, speakers)
        or _inverted(sentence, words, speakers)
    )
    if found is None:
        return
    first, last, who, rule, by, sure = found
    if who is not None:
        speakers.last = who
    if rule in ("that", "that-less"):
        inner = [q for q in _QUOTED.finditer(sentence, first, last) if len(q[1].split()) >= 3]
        if inner:
            first, last, rule = inner[0].start(1), inner[-1].end(1), "verbatim"
        elif cut := words.apposition.search(sentence, first, last):
            last = cut.start()
    else:
        quoted = _QUOTED.fullmatch(sentence[first:last].strip(" ,"))
        if quoted:
            lead = len(sentence[first:last]) - len(sentence[first:last].lstrip(" ,"))
            first, last = first + lead + 1, first + lead + 1 + len(quoted[1])
    first, last = _trimmed(sentence, first, last)
    if len(sentence[first:last].split()) < 2:
        return
    yield Said(
        start=start + first, end=start + last, who=who, rule=rule, by=by,
        sentence=(start, end), confidence=sure if who and who.of else sure - 0.2,
    )  # fmt: skip


Found = tuple[int, int, Person | None, str, str, float]


def _reported(sentence: str, words: Lexicon, speakers: Speakers) -> Found | None:
    """`X said that …`, `X said: "…"`; in some languages `X said …`."""
    for verb in words.saying.finditer(sentence):
        subject = _before(sentence, verb.start(), words, speakers)
        if subject is None:
            continue
        who, _ = subject
        by = _class_of(verb[0], words)
        rest = sentence[verb.end() :]
        that = words.that.search(rest)
        colon = re.match(r'[^"]{0,40}?:\s*(?=")', rest)
        if colon:
            return verb.end() + colon.end(), len(sentence), who, "colon", by, 0.9
        if that and that.start() <= 90 and '"' not in rest[: that.start()]:
            first = verb.end() + that.end()
            if by == "hope":  # the hope lies in the verb, so the verb is quoted with it
                return subject[1], len(sentence), who, "that", by, 0.85
            return first, len(sentence), who, "that", by, 0.9
        quote = re.search(r'"', rest)
        if quote and quote.start() <= 60:
            return verb.end() + quote.start(), len(sentence), who, "quote", by, 0.8
        if words.says_without_that and len(rest.split()) >= 4:
            lead = re.match(
                r"(?:\s+(?:on|in|at|to|after|during)\s+(?:[\w'-]+\s+){0,3}?[\w'-]+,?)?\s+", rest
            )
            first = verb.end() + (lead.end() if lead and lead.end() < 40 else 1)
            if not re.match(r"\s*[.,;]", rest):
                return first, len(sentence), who, "that-less", by, 0.7
    return None


def _inverted(sentence: str, words: Lexicon, speakers: Speakers) -> Found | None:
    """`…, said X` and `…, X said`."""
    found = _behind(sentence, 0, len(sentence), words, speakers)
    if found is None:
        return None
    said, who, by = found
    return 0, said, who, "behind", by, 0.85


def _behind(
    text: str, first: int, last: int, words: Lexicon, speakers: Speakers
) -> tuple[int, Person | None, str] | None:
    """An attribution behind the words: where the words end, who, and the verb's class."""
    for verb in words.saying.finditer(text, first, last):
        tail = text[verb.end() : last]
        before = _before(text, verb.start(), words, speakers)
        if before is not None and len(tail.split()) <= _TAIL_WORDS:
            comma = _comma(text, first, before[1], words)
            if comma is not None:
                speakers.last = before[0] or speakers.last
                return comma, before[0], _class_of(verb[0], words)
        comma = _comma(text, first, verb.start(), words)
        if comma is not None:
            after = _after(tail, words, speakers)
            if after is not None:
                speakers.last = after or speakers.last
                return comma, after, _class_of(verb[0], words)
    return None


def _comma(text: str, first: int, place: int, words: Lexicon) -> int | None:
    """End of the words said, where what stands before `place` is an attribution's comma."""
    head = text[first:place].rstrip()
    bare = re.search(r'(?:[,!?…]["\']?|["\'],?)\s*(?:[–-]\s*)?$', head)
    if bare is None:
        # a role may stand between the comma and the name
        bare = re.search(r'(?:[,!?…]["\']?|["\'],)\s*(?:[–-]\s*)?(?:[\w\'-]+\s+){1,7}$', head + " ")
        if bare is None or not _is_role(bare[0], words):
            return None
    end = first + bare.start()
    return end + (1 if bare[0][:1] in "!?…" else 0)


def _is_role(text: str, words: Lexicon) -> bool:
    return any(role in text for role in words.roles) or bool(directory().states_in(text))


def _before(
    text: str, place: int, words: Lexicon, speakers: Speakers
) -> tuple[Person | None, int] | None:
    """The subject right before a verb of saying: who, and where the subject starts."""
    head = text[:place]
    pronouns = list(words.pronoun.finditer(head))
    if pronouns and words.between.fullmatch(head[pronouns[-1].end() :]):
        return speakers.last, pronouns[-1].start()
    names = list(_NAMED.finditer(head))
    while names:
        name = names[-1]
        gap = head[name.end() :]
        if not (words.between.fullmatch(gap) or (gap.isspace() and gap)):
            return None
        if _subject(name[0], words):
            who = directory().person(name[0]) or _as_printed(name[0], head[: name.start()], words)
            return who, name.start()
        names.pop()
    return None


def _after(tail: str, words: Lexicon, speakers: Speakers) -> Person | None:
    """The subject right behind a verb of saying."""
    pronoun = words.pronoun.match(tail.lstrip())
    if pronoun:
        return speakers.last
    near = re.split(r"[,.;:]", tail, maxsplit=1)[0]
    names = list(_NAMED.finditer(near))
    if not names or len(near[: names[0].start()].split()) > 6:
        return None
    person = directory().person(near)
    if person is not None:
        return person
    plain = [n for n in names if not directory().states_in(n[0])]
    return _as_printed(plain[-1][0], near[: plain[-1].start()], words) if plain else None


def _subject(name: str, words: Lexicon) -> bool:
    """May the name be the subject, and not a genitive before it?"""
    if words.code != "fi":
        return True
    last = name.split()[-1]
    if directory().person(name) is None:
        return True
    return not re.search(r"(?:in|n|lle|lta|sta|ssa|lla)$", last) or last.endswith(
        ("nen", "kinen", "Häkkänen", "Leyen", "Macron")
    )


def _as_printed(name: str, before: str, words: Lexicon) -> Person:
    """A person not on the list: the name as printed, with the role in front of it if there is."""
    near = before[-60:]
    roles = [(near.rfind(word), role) for word, role in words.roles.items() if word in near]
    states = directory().states_in(near)
    return Person(
        name=re.sub(r"'s$", "", name),
        role=max(roles)[1] if roles else "",
        of=states[-1][1] if states else "",
    )


def _according(sentence: str, words: Lexicon) -> Found | None:
    """`According to X, …`"""
    for found in words.according.finditer(sentence):
        who = directory().person(found["name"])
        if who is None:
            names = _NAMED.findall(found["name"])
            known = [n for n in names if not directory().states_in(n)]
            if not known or len(found["name"].split()) > 8:
                continue
            who = _as_printed(known[-1], found["name"], words)
        first = found.end() if found.start() < 60 else 0
        last = len(sentence) if found.start() < 60 else found.start()
        return first, last, who, "according", "report", 0.85
    return None


def _expressed(sentence: str, words: Lexicon, speakers: Speakers) -> Found | None:
    """`X expressed satisfaction with …`: the whole sentence is what there is."""
    for name, pattern in words.expresses.items():
        verb = pattern.search(sentence)
        if verb and (subject := _before(sentence, verb.start(), words, speakers)):
            return subject[1], len(sentence), subject[0], "expressed", name, 0.7
    return None


def _class_of(verb: str, words: Lexicon) -> str:
    for name, pattern in words.says.items():
        if name != "report" and pattern.fullmatch(verb):
            return name
    return "report"


def _trimmed(text: str, first: int, last: int) -> tuple[int, int]:
    """Without white space, closing marks and a full stop at the ends."""
    while first < last and text[first] in ' ,"–-\t':
        first += 1
    while last > first and text[last - 1] in ' ,."–-\t':
        last -= 1
    return first, last
