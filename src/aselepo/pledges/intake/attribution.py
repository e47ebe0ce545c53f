"""Which words were said, and by whom: direct and indirect speech, inverted order, headlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aselepo.pledges.intake.cast import Cast
from aselepo.pledges.intake.lexicon import NAMED, Lexicon
from aselepo.pledges.intake.people import Person, directory
from aselepo.pledges.intake.subjects import after, before

_DASH = re.compile(r"^[–-]\s+")
_QUOTED = re.compile(r'"([^"]+)"')
_ALL_QUOTED = re.compile(r'"([^"]+)"[\s.!?…]*')
_TAIL_WORDS = 9
"""Words that may follow an attribution behind the words said ("to reporters in Paris")."""
_NEAR = 70
"""Characters between the end of a quotation and the name behind it, an office between them."""
_LOWER = r"[^\W\d_A-ZÀ-ÞА-ЯЁЇІЄҐ]"
_RESUMED = re.compile(rf',\s*–\s*(?={_LOWER})|,\s*(?:–\s*)?"\s?(?={_LOWER})')
"""Where words go on after an attribution in their middle."""
_OBJECTS = ("demand", "refuse", "warn", "hope", "commit", "ready")
"""Classes of verbs that say it all with a mere object ("rejected the plan")."""


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


def headline(text: str, words: Lexicon, cast: Cast) -> Said | None:
    """`Name: words` on a line without a full stop; the name stands on the list or in the text."""
    colon = re.search(r"\s?: ", text)
    if colon is None or not 0 < colon.start() <= 60 or len(text[: colon.start()].split()) > 5:
        return None
    name = text[: colon.start()]
    if directory().person(name) is None and not (
        NAMED.fullmatch(name) and cast.sure(name, "") and cast.personal(name)
    ):
        return None
    first, last = _trimmed(text, colon.end(), len(text))
    return Said(
        start=first, end=last, who=cast.who(name), rule="headline", by="report",
        sentence=(0, len(text)), confidence=0.6,
    )  # fmt: skip


def dashed(text: str, words: Lexicon, cast: Cast) -> Said | None:
    """A paragraph of direct speech: dash, words, comma, who said so."""
    dash = _DASH.match(text)
    if not dash:
        return None
    found = _behind(text, dash.end(), len(text), words, cast)
    if found is None:
        return None
    said, who, by = found
    return Said(
        start=dash.end(), end=said, who=who, rule="dash", by=by,
        sentence=(0, len(text)), confidence=0.9,
    )  # fmt: skip


def in_sentence(text: str, start: int, end: int, words: Lexicon, cast: Cast) -> Iterator[Said]:
    """Words said within one sentence of a paragraph."""
    sentence = text[start:end]
    found = (
        _according(sentence, words, cast)
        or _expressed(sentence, words, cast)
        or _reported(sentence, words, cast)
        or _inverted(sentence, words, cast)
        or _continued(sentence, cast)
    )
    if found is None:
        cast.floor = cast.introduced(sentence)
        cast.last = cast.floor or cast.last
        return
    first, last, who, rule, by, sure = found
    if who is not None:
        cast.last = cast.floor = who
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
    fewest = 3 if rule == "behind" and '"' not in sentence else 2
    if len(sentence[first:last].split()) < fewest:
        return
    yield Said(
        start=start + first, end=start + last, who=who, rule=rule, by=by,
        sentence=(start, end), confidence=sure if who and who.of else sure - 0.2,
    )  # fmt: skip


Found = tuple[int, int, Person | None, str, str, float]


def _reported(sentence: str, words: Lexicon, cast: Cast) -> Found | None:
    """`X said that …`, `X said: "…"`, `X rejected …`; in some languages `X said …`."""
    for verb in words.saying.finditer(sentence):
        subject = before(sentence, verb.start(), words, cast)
        if subject is None or _follows(sentence[: subject[1]]):
            continue
        who, begins, sure = subject
        by = _class_of(verb[0], words)
        rest = sentence[verb.end() :]
        that = words.that.search(rest)
        colon = re.match(r'[^"]{0,40}?:\s*(?=")', rest)
        if colon:
            return verb.end() + colon.end(), len(sentence), who, "colon", by, 0.9
        gap = rest[: that.start()] if that else ""
        noun = by == "refuse" and gap.strip()  # "rejected claims that …"
        if that and not noun and by != "ready" and len(gap) <= 90 and '"' not in gap:
            if by == "hope":  # the hope lies in the verb, so the verb is quoted with it
                return begins, len(sentence), who, "that", by, 0.85
            return verb.end() + that.end(), len(sentence), who, "that", by, 0.9
        quote = re.search(r'"', rest)
        if quote and quote.start() <= 60:
            return verb.end() + quote.start(), len(sentence), who, "quote", by, 0.8
        if by == "commit" and who and who.of and not who.role and not cast.personal(who.name):
            continue  # a state's promise is an act
        if by in _OBJECTS and sure and re.match(r"\s+[^\s,.;]+[\s.]", rest):
            return begins, len(sentence), who, "object", by, 0.7
        if words.without_that.fullmatch(verb[0]) and len(rest.split()) >= 4:
            lead = re.match(
                r"(?:\s+(?:on|in|at|to|after|during)\s+(?:[\w'-]+\s+){0,3}?[\w'-]+,?)?\s+", rest
            )
            first = verb.end() + (lead.end() if lead and lead.end() < 40 else 1)
            if not re.match(r"\s*[.,;]", rest):
                return first, len(sentence), who, "that-less", by, 0.7
    return None


def _follows(head: str) -> bool:
    """Does a subject stand behind the words it said, and not before them?"""
    if '"' not in head and "–" not in head:
        return False
    closed = head.rfind('"')
    near = closed > 0 and len(head) - closed <= _NEAR and "," in head[closed - 1 : closed + 3]
    return near or re.search(r'[,"]"?\s*(?:–\s*)?$', head) is not None


def _inverted(sentence: str, words: Lexicon, cast: Cast) -> Found | None:
    """`…, said X` and `…, X said`."""
    found = _behind(sentence, 0, len(sentence), words, cast)
    if found is None:
        return None
    said, who, by = found
    return 0, said, who, "behind", by, 0.85


def _continued(sentence: str, cast: Cast) -> Found | None:
    """A quotation that nobody is named with goes on for who has the floor."""
    quoted = _ALL_QUOTED.fullmatch(sentence)
    if quoted is None or cast.floor is None or len(quoted[1].split()) < 3:
        return None
    return 0, quoted.end(1) + 1, cast.floor, "continued", "report", 0.6


def _behind(
    text: str, first: int, last: int, words: Lexicon, cast: Cast
) -> tuple[int, Person | None, str] | None:
    """An attribution behind the words: where the words end, who, and the verb's class."""
    for verb in words.saying.finditer(text, first, last):
        subject = before(text, verb.start(), words, cast)
        comma, who = None, None
        if subject is not None and len(text[verb.end() : last].split()) <= _TAIL_WORDS:
            comma, who = _comma(text, first, subject[1], words), subject[0]
        if comma is None:
            comma = _comma(text, first, verb.start(), words)
            within = re.search(r"-(?:il|elle|on)s?\b", verb[0])
            who = cast.last if within else after(text[verb.end() : last], words, cast)
            if who is None and not within:
                continue
        if comma is not None:
            said = _resumed(text, (first, last), comma, verb, words)
            return said, who, _class_of(verb[0], words)
    return None


def _resumed(
    text: str, within: tuple[int, int], comma: int, verb: re.Match[str], words: Lexicon
) -> int:
    """Where the words end: at the attribution, or further on when they go on behind it."""
    first, last = within
    if text.count('"', first, verb.start()) % 2:
        closing = text.find('"', verb.end(), last)
        return closing if closing >= 0 else comma
    if _RESUMED.search(text, verb.end(), last) or words.resumed.match(text, verb.end()):
        return last
    return comma


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


def _according(sentence: str, words: Lexicon, cast: Cast) -> Found | None:
    """`According to X, …`, `in her view, …`"""
    for found in words.according.finditer(sentence):
        name = found["name"]
        if name is None:
            who = cast.last
        else:
            if len(name.split()) > 8:
                continue
            names = [n for n in NAMED.finditer(name) if cast.personal(n[0])]
            who = directory().person(name)
            if who is None and names:
                who = cast.who(names[-1][0], name[: names[-1].start()], oblique=True)
            who = who or cast.in_office(name)
        if who is None and name is not None:
            continue
        opens = found.start() < 60 and len(sentence[found.end() :].split()) >= 2
        first = found.end() if opens else 0
        last = len(sentence) if opens else found.start()
        return first, last, who, "according", "report", 0.85
    return None


def _expressed(sentence: str, words: Lexicon, cast: Cast) -> Found | None:
    """`X expressed satisfaction with …`: the whole sentence is what there is."""
    for name, pattern in words.expresses.items():
        verb = pattern.search(sentence)
        if verb and (subject := before(sentence, verb.start(), words, cast)):
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
