"""Numbers in words: "mille cinq cents", "kaksisataa", "чотирьохсот"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_JOIN = re.compile(r"[\s-]+(?:(?:and|et)\s+)?")


def spelled(text: str, numbers: Mapping[str, int]) -> Iterator[tuple[int, int, int]]:
    """Numbers in words, each as start, end and value; words may be joined ("kaksisataa").

    Examples
    --------
    >>> list(spelled("two hundred and five men", {"two": 2, "five": 5, "hundred": 100}))
    [(0, 20, 205)]
    """
    parts = _joined(tuple(numbers))
    run: list[int] = []
    start = end = 0
    for word in _WORD.finditer(text.lower()):
        values = [numbers[p] for p in parts.findall(word[0])] if parts.fullmatch(word[0]) else []
        if values and run and _JOIN.fullmatch(text, end, word.start()):
            run += values
            end = word.end()
        elif values:
            if run:
                yield start, end, _value(run)
            run, start, end = values, word.start(), word.end()
        elif run and word[0] not in ("and", "et"):
            yield start, end, _value(run)
            run = []
    if run:
        yield start, end, _value(run)


@lru_cache(maxsize=8)
def _joined(words: tuple[str, ...]) -> _Parts:
    return _Parts(words)


class _Parts:
    """The words of a table, alone or joined into one."""

    def __init__(self, words: tuple[str, ...]) -> None:
        one = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        self._one, self._all = re.compile(one), re.compile(f"(?:{one})+")

    def fullmatch(self, word: str) -> bool:
        found = self._all.fullmatch(word)
        return found is not None and "".join(self._one.findall(word)) == word

    def findall(self, word: str) -> list[str]:
        return self._one.findall(word)


def _value(values: list[int]) -> int:
    """Hundreds and tens multiply the unit before them, thousands all that stands before."""
    total = group = 0
    for value in values:
        if value >= 1000:
            total += max(group, 1) * value
            group = 0
        elif value == 100 and 0 < group < 20:
            group *= 100
        elif value == 20 and group % 100 == 4:  # quatre-vingts
            group += 76
        elif value == 10 and 0 < group % 100 < 10:
            group += 9 * (group % 100)
        else:
            group += value
    return total + group
