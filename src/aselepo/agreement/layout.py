"""One layout for every text: `aselepo format`.

The layout looks at words and comments only, never at the line breaks that were there, so laying
out twice is laying out once. Comments stay at their place; one blank line between sentences stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from aselepo.agreement.read.tokens import Token, tokenize

WIDTH = 100
_INDENT = "  "
_UNITS = frozenset(
    {"m", "km", "mm", "s", "seconds", "min", "minutes", "h", "hour", "hours", "day", "days", "week",
     "weeks"}
)  # fmt: skip
_COMMENT = re.compile(r"#[^\n]*")
_BEHIND = re.compile(r"[ \t]*(#[^\n]*)")


@dataclass(slots=True)
class _Chunk:
    """Words that stay together, and the comments after them."""

    text: str
    trailing: str = ""
    """Comment on the same line."""
    below: list[str] = field(default_factory=list)
    """Comments on lines of their own after it."""


@dataclass(slots=True)
class _Sentence:
    gap: bool
    """A blank line stands before it."""
    above: list[str]
    """Comment lines before it; "" is a blank line."""
    chunks: list[_Chunk]
    depth: int
    start: int = 0
    """Where its first word stands in the text."""


def comments(text: str) -> dict[int, tuple[str, ...]]:
    """Comments above, within and behind each sentence, by where its first word stands."""
    found: dict[int, tuple[str, ...]] = {}
    for sentence in _sentences(text):
        lines = [*sentence.above]
        for chunk in sentence.chunks:
            lines += [chunk.trailing, *chunk.below]
        found[sentence.start] = tuple(line.lstrip("# ").strip() for line in lines if line)
    return found


def layout(text: str) -> str:
    """The text in its one layout, at most 100 columns but for quoted texts longer than a line.

    Parameters
    ----------
    text : an agreement that `parse` reads without problems

    Returns
    -------
    text with the same tokens and the same comments
    """
    lines: list[str] = []
    left_over = ""
    for sentence in (*_sentences(text), _Sentence(gap=False, above=[], chunks=[], depth=0)):
        if left_over:  # a comment behind a sentence that its last line has no room for
            lines.extend(_wrapped_comment(left_over, sentence.depth))
        if sentence.gap and lines:
            lines.append("")
        for comment in sentence.above:
            lines.extend(_wrapped_comment(comment, sentence.depth) if comment else [""])
        left_over = _end_comment(sentence)
        lines.extend(_lay_out(sentence))
        if left_over and len(lines[-1]) + 2 + len(left_over) <= WIDTH:
            lines[-1] = f"{lines[-1]}  {left_over}"
            left_over = ""
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _sentences(text: str) -> Iterator[_Sentence]:
    """Cut into sentences, each with its comments."""
    tokens = tokenize(text)
    above: list[str] = []
    chunks: list[_Chunk] = []
    gap = False
    depth = inner = 0
    in_amendment = False
    end = start = 0
    for at, token in enumerate(tokens):
        between = text[end : token.start]
        end = token.end
        trailing, below, blank = _comments(between, own_line=at == 0)
        if chunks:  # within a sentence
            if trailing and not chunks[-1].trailing and not chunks[-1].below:
                chunks[-1].trailing = trailing
            elif trailing:
                chunks[-1].below.append(trailing)
            chunks[-1].below.extend(comment for comment in below if comment)
        else:
            above = [*above, *([trailing] if trailing else []), *below]
            gap, above = _leading_gap(above, gap or blank)
        if token.kind == "end":
            break
        start = start if chunks else token.start
        _append(chunks, token, tokens[at - 1] if at else None)
        starts = chunks[0].text
        if starts == "amendment" and token.text == ":" and not in_amendment:
            in_amendment, inner = True, 1
        elif token.text != ".":
            continue
        elif starts == "end":
            in_amendment, depth, inner = False, 0, 0
        after, rest_at = _after(text, end)
        chunks[-1].trailing, end = after, rest_at
        yield _Sentence(gap=gap, above=above, chunks=chunks, depth=depth, start=start)
        depth = inner
        if tokens[at + 1].text == "end" and in_amendment:
            depth = 0
        above, chunks, gap = [], [], False
    if chunks or above:
        yield _Sentence(gap=gap, above=above, chunks=chunks, depth=0)


def _end_comment(sentence: _Sentence) -> str:
    """Take off the comment behind a sentence."""
    if not sentence.chunks:
        return ""
    last = sentence.chunks[-1]
    comment, last.trailing = last.trailing, ""
    return comment


def _after(text: str, at: int) -> tuple[str, int]:
    """The comment behind a sentence on its own last line, and where it ends."""
    found = _BEHIND.match(text, at)
    return (found[1].rstrip(), found.end()) if found else ("", at)


def _comments(between: str, *, own_line: bool) -> tuple[str, list[str], bool]:
    """Comments between two tokens: on the first's line, on lines of their own ("" a blank line),
    and whether a blank line stands before the second."""
    trailing = ""
    below: list[str] = []
    if "\n" not in between and "#" not in between:
        return trailing, below, False
    lines = between.split("\n")
    for number, line in enumerate(lines):
        found = _COMMENT.search(line)
        if found is None:
            if 0 < number < len(lines) - 1 and (not below or below[-1]):
                below.append("")
            continue
        comment = found[0].rstrip()
        if number == 0 and not own_line:
            trailing = comment
        else:
            below.append(comment)
    blank = bool(below) and not below[-1]
    return trailing, below, blank


def _leading_gap(above: list[str], gap: bool) -> tuple[bool, list[str]]:
    """A blank line before the first comment is the sentence's gap; others stay where they are."""
    found = list(above)
    before = bool(found) and not found[0]
    while found and not found[0]:
        found.pop(0)
    return (before or (gap and not found)), found


def _append(chunks: list[_Chunk], token: Token, before: Token | None) -> None:
    """A token joins the chunk before it, or begins one of its own."""
    if not chunks or before is None:
        chunks.append(_Chunk(token.text))
        return
    last = chunks[-1]
    tight = token.text in (",", ";", ":", ".", ")") or before.text == "("
    unit = token.text in _UNITS and before.kind == "number"
    clock = token.kind in ("time", "offset") and before.kind in ("date", "time")
    label = token.kind == "string" and before.kind == "word" and len(before.text) < 4
    article = token.kind == "number" and before.text == "article"
    if last.trailing or last.below or not (tight or unit or clock or label or article):
        chunks.append(_Chunk(token.text))
    elif tight:
        last.text += token.text
    else:
        last.text += f" {token.text}"


def _lay_out(sentence: _Sentence) -> list[str]:
    indent = _INDENT * sentence.depth
    chunks = sentence.chunks
    if not chunks:
        return []
    plain = not any(chunk.below or chunk.trailing for chunk in chunks)
    whole = indent + " ".join(chunk.text for chunk in chunks)
    if plain and len(whole) <= WIDTH:
        return [whole]
    found: list[str] = []
    for depth, part in _parts(chunks):
        found.extend(_wrapped(part, indent + _INDENT * depth, indent + _INDENT * (depth + 1)))
    return found


def _parts(chunks: list[_Chunk]) -> list[tuple[int, list[_Chunk]]]:
    """Head up to the first colon, then each clause up to a semicolon on a line of its own."""
    parts: list[tuple[int, list[_Chunk]]] = [(0, [])]
    for chunk in chunks:
        parts[-1][1].append(chunk)
        ends = chunk.text[-1]
        if chunk is not chunks[-1] and (
            (ends == ":" and len(parts) == 1) or (ends == ";" and len(parts) > 1)
        ):
            parts.append((1, []))
    return parts


def _wrapped(chunks: list[_Chunk], first: str, rest: str) -> list[str]:
    lines: list[str] = []
    line, indent = "", first
    for chunk in chunks:
        joined = f"{line} {chunk.text}" if line else indent + chunk.text
        if line and len(joined) > WIDTH:
            lines.append(line)
            indent = rest
            joined = indent + chunk.text
        line = joined
        if chunk.trailing or chunk.below:
            below = list(chunk.below)
            if chunk.trailing and len(line) + 2 + len(chunk.trailing) <= WIDTH:
                line = f"{line}  {chunk.trailing}"
            elif chunk.trailing:
                below.insert(0, chunk.trailing)
            lines.append(line)
            for comment in below:
                lines.extend(_wrapped_comment(comment, len(rest) // len(_INDENT)))
            line, indent = "", rest
    if line:
        lines.append(line)
    return lines


def _wrapped_comment(comment: str, depth: int) -> list[str]:
    """A comment on lines of its own."""
    indent = _INDENT * depth
    if len(indent) + len(comment) <= WIDTH:
        return [indent + comment]
    words = comment.lstrip("#").split()
    lines: list[str] = []
    line = "#"
    for word in words:
        if len(indent) + len(line) + 1 + len(word) > WIDTH and line != "#":
            lines.append(indent + line)
            line = "#"
        line = f"{line} {word}"
    return [*lines, indent + line]
