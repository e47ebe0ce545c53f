"""From a place in a text to the sentence it stands in and the articles that rest on it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from aselepo.agreement.model import Agreement
from aselepo.agreement.read.tokens import Token, tokenize


def trail(text: str, agreement: Agreement | None, line: int, column: int) -> tuple[str, ...]:
    """Name the sentence at a place, then the articles that use what it declares.

    Parameters
    ----------
    line, column : from 1

    Returns
    -------
    such as ("category fire", "article 1.1", "article 1.5"); empty outside every sentence
    """
    starts, ends, sentences = _cut(text)
    offset = starts[min(line, len(starts)) - 1] + column - 1
    at = bisect_right(ends, offset)
    if at >= len(sentences):
        return ()
    sentence = sentences[at]
    opening = _opening(sentence, offset)
    if opening.startswith("article"):
        return (opening,)
    name = opening.split()[-1]
    if agreement is None or opening.startswith("agreement"):
        return (opening,)
    users = [
        f"article {norm.ref}"
        for norm in agreement.norms
        if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text[norm.span.start : norm.span.end])
    ]
    return (opening, *users)


@lru_cache(maxsize=8)
def _cut(text: str) -> tuple[list[int], list[int], list[list[Token]]]:
    """Starts of the lines; ends of the sentences, and their tokens (a last one may be open)."""
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    ends: list[int] = []
    sentences: list[list[Token]] = [[]]
    for token in tokenize(text)[:-1]:
        sentences[-1].append(token)
        if token.text == "." and token.kind == "sign":
            ends.append(token.end)
            sentences.append([])
    if not sentences[-1]:
        sentences.pop()
    return starts, ends, sentences


def _opening(sentence: list[Token], offset: int) -> str:
    """The words a sentence opens with, and the name it declares."""
    first = sentence[0]
    if first.text == "amendment":
        inner = [
            at
            for at, token in enumerate(sentence)
            if token.text == "article" and token.start <= offset
        ]
        if inner and inner[-1] + 1 < len(sentence):
            return f"article {sentence[inner[-1] + 1].text}"
    if len(sentence) == 1:
        return first.text
    second = sentence[1]
    if second.text in ("undertakes", "answers"):
        return f"{first.text} {second.text}"
    if first.text == "in" and second.text == "force":
        return "in force"
    return f"{first.text} {second.text}"
