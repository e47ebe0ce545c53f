"""Acts that are not quotes: signed, agreed, is prepared to; and questions that stay open."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aselepo.pledges.intake.classes import classify, denied
from aselepo.pledges.intake.lexicon import Lexicon
from aselepo.pledges.intake.people import directory


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """A stretch of a sentence, what it is, and for whom."""

    start: int
    end: int
    kind: str
    verb_class: str
    on_behalf_of: str
    rule: str
    confidence: float


def acts(sentence: str, words: Lexicon, *, attributed: bool) -> Iterator[Act]:
    """Acts told in a sentence; a pledge only where nobody is quoted with it."""
    declared = None if attributed else _declared(sentence, words)
    if declared:
        yield declared
    offer = None if attributed or declared else _offered(sentence, words)
    if offer:
        yield offer
        return
    inside = words.relative.search(sentence)
    if inside and _promises(sentence[inside.end() :], words):
        yield Act(
            start=inside.end(), end=_end(sentence), kind="pledge", verb_class="conditional",
            on_behalf_of=_states(sentence[inside.end() :], before_verb=words),
            rule="in a paper", confidence=0.7,
        )  # fmt: skip
    ready = words.ready.search(sentence)
    if denied(sentence):
        return
    if ready and not attributed:
        who = _states(sentence[: ready.start()])
        if who:
            asked = classify(sentence, words.code) == "conditional"
            sure = _promises(sentence[ready.start() :], words)
            yield Act(
                start=0, end=_end(sentence), kind="pledge",
                verb_class="conditional" if asked else "ready", on_behalf_of=who,
                rule="readiness", confidence=0.7 if sure else 0.5,
            )  # fmt: skip
    elif not attributed and declared is None and inside is None and _promises(sentence, words):
        who = _states(sentence, before_verb=words)
        verb = words.pledging.search(sentence)
        if who and verb and directory().states_in(sentence)[0][0] <= 25:
            refused = bool(words.refused.search(sentence))
            yield Act(
                start=0, end=_end(sentence), kind="pledge",
                verb_class="refuse" if refused else "report", on_behalf_of=who,
                rule="told of a state", confidence=0.5,
            )  # fmt: skip


def _declared(sentence: str, words: Lexicon) -> Act | None:
    """A paper signed or agreed."""
    for pattern, verb_class in ((words.signed, "signed"), (words.agreed, "agreed")):
        verb = pattern.search(sentence)
        if verb is None or _negated(sentence, verb.start()):
            continue
        parties = _states(sentence[: verb.start()], persons=True)
        mutual = parties and words.mutual.match(sentence, verb.start())
        if mutual or words.paper.search(sentence, verb.end()):
            return Act(
                start=verb.start(), end=_end(sentence), kind="declaration", verb_class=verb_class,
                on_behalf_of=parties, rule=verb_class, confidence=0.6 if mutual else 0.8,
            )  # fmt: skip
    return None


_NEGATION = re.compile(
    r"(?:\b(?:not|never|hardly|ei|eivät|eikä|jamais|pas|не|ні|ни)|n't|\bn'\w+)(?:\s+\w+)?\s*$", re.I
)


def _negated(sentence: str, verb: int) -> bool:
    """Is the verb denied? What was not signed, offered or promised is no act."""
    return _NEGATION.search(sentence[:verb]) is not None


def _offered(sentence: str, words: Lexicon) -> Act | None:
    """What a state, named right before the verb, offers or promises."""
    for name, pattern in words.offered.items():
        verb = pattern.search(sentence)
        if verb is None or _negated(sentence, verb.start()):
            continue
        if who := _states(sentence[max(0, verb.start() - 25) : verb.start()]):
            asked = classify(sentence, words.code) == "conditional"
            plain = "ready" if name == "offered" else "commit"
            return Act(
                start=0, end=_end(sentence), kind="pledge", on_behalf_of=who,
                verb_class="conditional" if asked else plain, rule=name, confidence=0.6,
            )  # fmt: skip
    return None


def questions(sentence: str, words: Lexicon) -> Iterator[tuple[int, int]]:
    """Demands and questions told to be open."""
    for pattern in words.question:
        for found in pattern.finditer(sentence):
            yield found.start(), found.end() - (1 if found[0].endswith(".") else 0)


def _promises(text: str, words: Lexicon) -> bool:
    pledged = ("troops", "hubs", "monitoring", "training", "money", "air", "sea", "intelligence")
    return bool(words.pledging.search(text)) and any(
        words.kinds[name].search(text) for name in pledged
    )


def _states(text: str, *, persons: bool = False, before_verb: Lexicon | None = None) -> str:
    """States named, and those for which persons named stand, in their order."""
    if before_verb is not None:
        verb = before_verb.pledging.search(text)
        text = text[: verb.start()] if verb else text
    found = [(place, name) for place, name in directory().states_in(text)]
    if persons:
        found += [(place, person.of) for place, person in directory().named(text)]
    return "; ".join(dict.fromkeys(name for _, name in sorted(found)))


def _end(sentence: str) -> int:
    return len(re.sub(r"[\s.!?…]+$", "", sentence))
