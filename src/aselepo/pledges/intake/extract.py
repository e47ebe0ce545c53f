"""From a text to candidates: every proposal stands where its words stand in the stored text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aselepo.pledges.intake.acts import acts, questions
from aselepo.pledges.intake.attribution import Said, dashed, headline, in_sentence
from aselepo.pledges.intake.candidate import Candidate
from aselepo.pledges.intake.cast import Cast
from aselepo.pledges.intake.classes import classify
from aselepo.pledges.intake.facets import Facets, facets
from aselepo.pledges.intake.lexicon import Lexicon, lexicon
from aselepo.pledges.intake.people import Person
from aselepo.pledges.intake.plain import Paragraph, Plain, paragraphs, plain, sentences

_PLEDGED = ("troops", "hubs", "monitoring", "training", "money", "air", "sea", "intelligence")
_REACH = 40
_SAME = 0.6
"""Share of words in common from which two statements of one speaker say the same."""


def extract(stored: str, lang: str) -> tuple[Candidate, ...]:
    """Candidates of a text, in the order of their words.

    Parameters
    ----------
    stored : the text as stored, HTML or not; at most 5 million characters are read
    lang : language of the text: en, fi, fr, ru, uk

    Returns
    -------
    candidates; empty where the text states nothing. Nothing is invented: every quote is a stretch
    of the stored text.

    Raises
    ------
    ValueError : no lexicon for the language
    """
    words = lexicon(lang)
    text = plain(stored)
    cast = Cast.of(text.text, words)
    found: list[Candidate] = []
    for paragraph in paragraphs(text):
        found.extend(_of(paragraph, text, stored, words, cast))
    return tuple(sorted(_merged(found), key=lambda each: (each.start, each.end, each.kind)))


def _of(
    paragraph: Paragraph, text: Plain, stored: str, words: Lexicon, cast: Cast
) -> Iterator[Candidate]:
    if paragraph.heading:
        titled = headline(paragraph.text, words, cast)
        if titled:
            yield from _statement(titled, paragraph, text, stored, words)
        return
    cast.floor = None
    direct = dashed(paragraph.text, words, cast)
    if direct:
        cast.last = direct.who or cast.last
        yield from _statement(direct, paragraph, text, stored, words)
    for start, end in sentences(paragraph.text):
        if direct and start < direct.end:
            continue
        told = list(in_sentence(paragraph.text, start, end, words, cast))
        for said in told:
            yield from _statement(said, paragraph, text, stored, words)
        sentence = paragraph.text[start:end]
        for act in acts(sentence, words, attributed=bool(told)):
            clause = sentence[act.start : act.end]
            yield _candidate(
                act.kind, None, act.on_behalf_of, act.verb_class, facets(clause, sentence, words),
                (paragraph.start + start + act.start, paragraph.start + start + act.end),
                text, stored, act.rule, act.confidence,
            )  # fmt: skip
        for first, last in questions(sentence, words):
            yield _candidate(
                "open question", None, "", "demand", facets(sentence[first:last], "", words),
                (paragraph.start + start + first, paragraph.start + start + last),
                text, stored, "question", 0.7,
            )  # fmt: skip


def _statement(
    said: Said, paragraph: Paragraph, text: Plain, stored: str, words: Lexicon
) -> Iterator[Candidate]:
    """A statement, and a pledge with the same words where one can be read in them."""
    clause = paragraph.text[said.start : said.end]
    sentence = paragraph.text[slice(*said.sentence)]
    seen = facets(clause, sentence, words)
    verb_class = classify(clause, words.code)
    promised = said.by in ("commit", "ready") and verb_class in ("refuse", "conditional")
    if said.by != "report" and not promised:
        verb_class = said.by
    who = said.who
    span = (paragraph.start + said.start, paragraph.start + said.end)
    yield _candidate(
        "statement", who, who.of if who else "", verb_class, seen, span, text, stored,
        said.rule, said.confidence,
    )  # fmt: skip
    named = _promisers(clause, words)
    if (
        said.rule != "headline"
        and verb_class in ("commit", "refuse", "ready", "conditional")
        and (words.pledging.search(clause) and any(k in seen.object.split(", ") for k in _PLEDGED))
    ):
        behalf = named or (who.of if who else "")
        yield _candidate(
            "pledge", who, behalf, verb_class, seen, span, text, stored, said.rule,
            said.confidence - 0.1,
        )  # fmt: skip


def _promisers(clause: str, words: Lexicon) -> str:
    """States named before the verb that pledges."""
    from aselepo.pledges.intake.people import directory

    verb = words.pledging.search(clause)
    head = clause[: verb.start()] if verb else ""
    return "; ".join(name for _, name in directory().states_in(head) if name != "Ukraine")


def _candidate(
    kind: str, who: Person | None, behalf: str, verb_class: str, seen: Facets,
    span: tuple[int, int], text: Plain, stored: str, rule: str, confidence: float,
) -> Candidate:  # fmt: skip
    start, end = text.span(*span)
    return Candidate(
        kind=kind,
        speaker=who.name if who else "",
        speaker_role=who.role if who else "",
        on_behalf_of=behalf,
        verb_class=verb_class,
        object=seen.object,
        condition=seen.condition,
        amount=seen.amount,
        where=seen.where,
        limit=seen.limit,
        channel=seen.channel,
        quote=stored[start:end],
        start=start,
        end=end,
        rule=rule,
        confidence=round(max(0.1, confidence), 2),
    )


def _merged(found: Sequence[Candidate]) -> list[Candidate]:
    """Statements of one speaker that say the same are one, with a witness for each other place.

    Of statements the first stays, a headline never; of pledges the fullest. A statement is compared
    with the speaker's newest `_REACH` only, so that a long text takes time in proportion.
    """
    kept: list[Candidate] = []
    said: list[frozenset[str]] = []
    places: list[list[tuple[int, int]]] = []
    spoken: dict[tuple[str, str], list[int]] = {}
    for each in found:
        mine = spoken.setdefault((each.kind, each.speaker), [])
        words = _words(each.quote)
        same = None
        if each.speaker:
            same = next((p for p in mine[-_REACH:] if _alike(words, said[p])), None)
        if same is None:
            mine.append(len(kept))
            kept.append(each)
            said.append(words)
            places.append([])
            continue
        best = _joined(kept[same], each)
        places[same].append(
            (each.start, each.end)
            if best.start == kept[same].start
            else (kept[same].start, kept[same].end)
        )
        kept[same], said[same] = best, words if best.start == each.start else said[same]
    return [
        replace(each, witnesses=tuple(sorted(set(also)))) if also else each
        for each, also in zip(kept, places, strict=True)
    ]


def _joined(one: Candidate, other: Candidate) -> Candidate:
    """The better of two that say the same, with what the other adds."""
    best, rest = _better(one, other)
    condition = best.condition or rest.condition
    told = best.verb_class == "report" and bool(condition) and rest.rule != "headline"
    return replace(
        best,
        condition=condition,
        amount=best.amount or rest.amount,
        limit=best.limit or rest.limit,
        verb_class=rest.verb_class if told else best.verb_class,
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    smaller = min(len(one), len(other))
    return smaller >= 3 and len(one & other) / smaller >= _SAME


def _better(first: Candidate, second: Candidate) -> tuple[Candidate, Candidate]:
    if first.rule == "headline" != second.rule:
        return second, first
    if second.rule == "headline" or first.kind != "pledge":
        return first, second
    longer = len(second.quote) > len(first.quote)
    return (second, first) if longer else (first, second)


def _words(quote: str) -> frozenset[str]:
    """Words by their first letters, so that endings do not count."""
    return frozenset(word[:5].lower() for word in re.findall(r"[^\W\d]{3,}", quote))
