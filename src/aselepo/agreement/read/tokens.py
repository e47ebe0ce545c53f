"""Words, numbers, strings and signs of an agreement's text, each with its place.

Blanks, line breaks and comments only separate, so every blank may be a line break.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from aselepo.agreement.model import Span

_TOKEN = re.compile(
    r"""(?:[ \t\r\n]+|\#[^\n]*)*+(?:
    (?P<word>[^\W\d]\w*)
    |(?P<sign>>=|<=|[.,;:()<>=])
    |(?P<string>"[^"\n]*")
    |(?P<date>\d{4}-\d{2}-\d{2}(?!\d))
    |(?P<offset>[+-]\d{2}:\d{2}(?!\d))
    |(?P<time>\d{1,2}:\d{2}(?!\d))
    |(?P<number>\d+(?:\.\d+)*(?:\([a-z0-9]+\))*)
    |(?P<end>\Z)
    |(?P<other>.))""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    kind: str
    """string, date, offset, time, number, word, sign, other, end."""
    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The tokens of a text, an `end` token last."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "other"
        if kind == "end":
            break
        start, end = match.span(kind)
        found.append(Token(kind, text[start:end], start, end))
    found.append(Token("end", "end of text", len(text), len(text)))
    return found


class Places:
    """Line and column of offsets in a text."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def span(self, start: int, end: int) -> Span:
        line = bisect_right(self._starts, start)
        return Span(line=line, column=start - self._starts[line - 1] + 1, start=start, end=end)


def nearest(word: str, options: Iterable[str], *, cutoff: float = 0.6) -> str | None:
    """The option a word is probably a slip of, letters swapped before others; None: none is near.

    >>> nearest("form", ["for", "from"]), nearest("dasy", ["day", "days"]), nearest("x", ["from"])
    ('from', 'days', None)
    """
    near = get_close_matches(word, sorted(set(options)), n=3, cutoff=cutoff)
    swapped = [option for option in near if sorted(option) == sorted(word)]
    return next(iter([*swapped, *near]), None)
