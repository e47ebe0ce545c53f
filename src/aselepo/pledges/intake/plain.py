"""The words of a text, each knowing where it stands in what was stored.

Tags, soft hyphens and invisible marks are left out of the words; every character left knows its
place in the stored text, so a span always points there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 5_000_000
"""Characters of a text that are read; the rest is not."""
_LONGEST_SENTENCE = 2_000
_SPACE = re.compile(r"\s*")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2069\ufeff"
_OPENS = re.compile(r"<(?:(script|style|head)\b|!--)", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_BLOCKS = {
    "p", "div", "br", "li", "h1", "h2", "h3", "h4", "tr", "td", "ul", "ol", "blockquote",
    "section", "article", "header", "footer", "title", "figcaption",
}  # fmt: skip
_MARKED = re.compile(r"<(?:p|div|br|html|body|article|span)\b|&(?:quot|laquo|nbsp|#\d{2,5});", re.I)
"""Signs that a text is HTML, whole or a piece of it."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,20});")
STRAIGHT = str.maketrans("“”„«»‟’‘ʼ\u00a0\u202f—−", '""""""\'\'\'  ––')
"""Quotation marks, apostrophes, spaces and dashes in one form each, letter for letter."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Readable characters and the place of each in the stored text."""

    text: str
    at: tuple[int, ...]
    """Place of each character; one more for the end."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """A stretch of the words as a stretch of the stored text."""
        if start >= end:
            return self.at[start], self.at[start]
        return self.at[start], self.at[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the words: its text and where that starts."""

    text: str
    start: int
    heading: bool
    """A line without a full stop."""


def plain(stored: str) -> Plain:
    """The words of a stored text, HTML or not."""
    text = stored[:LONGEST]
    keep = [True] * len(text)
    breaks: set[int] = set()
    marked = bool(_MARKED.search(text, 0, 100_000))
    if marked:
        for start, end in _hidden(text):
            keep[start:end] = [False] * (end - start)
        for tag in _TAG.finditer(text):
            keep[tag.start() : tag.end()] = [False] * (tag.end() - tag.start())
            if tag[2].lower() in _BLOCKS:
                breaks.add(tag.start())
    entities = {found.start(): found for found in _ENTITY.finditer(text)} if marked else {}
    letters: list[str] = []
    at: list[int] = []
    place = 0
    while place < len(text):
        if place in breaks:
            letters.append("\n")
            at.append(place)
        if not keep[place] or text[place] in _INVISIBLE:
            place += 1
            continue
        if place in entities:
            meant = html.unescape(entities[place][0])
            if meant != entities[place][0]:
                if meant[:1] not in _INVISIBLE:
                    letters.append(meant[:1])
                    at.append(place)
                place = entities[place].end()
                continue
        letters.append(text[place])
        at.append(place)
        place += 1
    return Plain(_unnested("".join(letters)).translate(STRAIGHT), (*at, len(text)))


def _hidden(text: str) -> Iterator[tuple[int, int]]:
    """Scripts, styles, the head and comments; one that is not closed is left as it is."""
    lowered = re.sub("[A-Z]+", lambda found: found[0].lower(), text)
    place, unclosed = 0, set[str]()
    while opens := _OPENS.search(text, place):
        mark = f"</{opens[1].lower()}" if opens[1] else "-->"
        end = -1 if mark in unclosed else lowered.find(mark, opens.end())
        if end < 0:
            unclosed.add(mark)
            place = opens.end()
            continue
        place = (lowered.find(">", end) + 1) or len(text)
        yield opens.start(), place


def _unnested(text: str) -> str:
    """Quotation marks inside «…» as single ones, letter for letter, so that quotes do not mix."""
    depth = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal depth
        sign = found[0]
        if sign == "\n":
            depth = 0
        elif sign == "«":
            depth += 1
            return sign if depth == 1 else "'"
        elif sign == "»":
            depth = max(0, depth - 1)
            return sign if depth == 0 else "'"
        elif depth:
            return "'"
        return sign

    return re.sub('[«»“”„‟"\n]', mark, text) if "«" in text else text


def paragraphs(words: Plain) -> Iterator[Paragraph]:
    """Paragraphs: lines between line breaks, without their white space."""
    for line in re.finditer(r"[^\n\r]+", words.text):
        text = line[0].strip()
        if text:
            start = line.start() + line[0].index(text)
            heading = not re.search(r"[.!?…][\"')]*$", text)
            yield Paragraph(text, start, heading)


_SHORT = re.compile(
    r"(?:\b(?:[A-ZÅÄÖА-ЯЇІЄҐ]|Mr|Mrs|Ms|Dr|St|Gen|Sen|Lt|Col|vs|etc|esim|mm|ym|M|Mme|грн|млн|тыс|тис|т|г|р|им|ім)"
    r"|\d)$"
)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Sentences of a paragraph as stretches; a quotation of several sentences is not cut.

    A quotation that is not closed within `_LONGEST_SENTENCE` characters is taken for a stray mark,
    and what goes on for twice as long without a full stop is cut between words.
    """
    start = depth = 0
    for mark in re.finditer(r"[\"]|[.!?…]+[\"')]*(?=\s|$)", text):
        if mark.start() - start > _LONGEST_SENTENCE:
            depth = 0
        if mark[0] == '"':
            depth ^= 1
            continue
        if '"' in mark[0]:
            depth ^= 1
        following = text[(next_ := _skip(text, mark.end())) : next_ + 1]
        short = _SHORT.search(text[max(start, mark.start() - 8) : mark.start()])
        if depth or following.islower():
            continue
        if mark[0][0] == "." and short and following and not text[mark.start() - 1].isdigit():
            continue
        yield from _pieces(text, _skip(text, start), mark.end())
        start = mark.end()
    yield from _pieces(text, _skip(text, start), len(text))


def _skip(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A stretch, cut between words where it is too long to be a sentence."""
    while end - start > 2 * _LONGEST_SENTENCE:
        cut = text.rfind(" ", start, start + 2 * _LONGEST_SENTENCE)
        cut = cut if cut > start else start + 2 * _LONGEST_SENTENCE
        yield start, cut
        start = _skip(text, cut)
    if start < end:
        yield start, end
