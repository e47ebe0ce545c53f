"""The class of a statement from its words: commit, refuse, ready, conditional, ... report.

A refusal is looked for first, so that no condition becomes one and none is lost; a condition that
is a clause of its own ("once …", "if …") weighs more than readiness, and readiness more than a mere
"after a ceasefire". What promises and asks nothing is a report.
"""

from __future__ import annotations

import re

from aselepo.pledges.intake.lexicon import Lexicon, lexicon
from aselepo.pledges.intake.plain import STRAIGHT

_CLAUSE = re.compile(
    r"\b(?:once|if|unless|provided|jos|mikäli|vasta kun|heti kun|kunhan|si|s'ils?|une fois|dès que"
    r"|à condition|якщо|якби|щойно|як тільки|за умови|если|как только|при условии)\b",
    re.I,
)
"""Conjunctions that open a condition of their own."""
_NOT_YET = re.compile(
    r"\b(?:будуть|буде|будут|будет|will be|sera|seront)\s+(?:готов|ready|prêt)", re.I
)
"""Readiness that is still to come is a condition, not readiness."""
_DENIED = re.compile(
    r"\b(?:ei(?:vät)? ole|not|isn't|aren't|n'est pas|ne sont pas|pas|не)\b(?:\s+[\w'-]+){0,3}?\s+"
    r"(?:valmi\w+|ready|prepared|willing|prêt\w*|готов\w*)",
    re.I,
)
"""Readiness denied, mostly somebody else's: told, not promised."""
_MOOD = {
    "fr": re.compile(r"\b\w{3,}(?:rait|raient|rions)\b", re.I),
}
"""Mood alone: in French also the mood of hearsay, so it needs something pledged."""


def classify(quote: str, lang: str) -> str:
    """The class of a quote.

    Raises
    ------
    ValueError : no lexicon for the language
    """
    words = lexicon(lang)
    text = quote.translate(STRAIGHT)

    def says(name: str) -> bool:
        return any(pattern.search(text) for pattern in words.classes[name])

    if words.limit["do not fight"].search(text):
        return "commit"
    if says("refuse"):
        return "refuse"
    if (
        says("ready")
        and not denied(text)
        and not _NOT_YET.search(text)
        and not _CLAUSE.search(text)
    ):
        return "ready"
    if says("conditional") and (_promises(text, words) or says("commit") or says("ready")):
        return "conditional"
    for name in ("demand", "warn", "hope", "commit"):
        if says(name):
            return name
    if says("ready") and not denied(text):
        return "ready"
    mood = _MOOD.get(lang)
    if mood and mood.search(text) and _promises(text, words):
        return "conditional"
    if says("conditional") and _bare(text, words):
        return "conditional"
    return "report"


def denied(text: str) -> bool:
    """Is readiness spoken of that somebody does not have?"""
    return bool(_DENIED.search(text))


def _promises(text: str, words: Lexicon) -> bool:
    """Does it speak of doing something that can be pledged?"""
    return bool(words.pledging.search(text)) and bool(_kinds(text, words))


def _bare(text: str, words: Lexicon) -> bool:
    """A condition with its own clause or phrase, even where no kind of help is named."""
    return (
        bool(_CLAUSE.search(text))
        or any(p.search(text) for p in words.condition)
        or bool(_kinds(text, words))
    )


def _kinds(text: str, words: Lexicon) -> list[str]:
    return [name for name, pattern in words.kinds.items() if pattern.search(text)]
