"""What has been read so far, field by field of `Agreement`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from aselepo.agreement.codes import TWICE
from aselepo.agreement.model import Agreement, Span
from aselepo.agreement.read.reader import Reader, Wrong


class Draft:
    """Fields with one value, and fields that grow sentence by sentence."""

    def __init__(self) -> None:
        self.single: dict[str, Any] = {}
        self.listed: defaultdict[str, list[Any]] = defaultdict(list)

    def set(self, reader: Reader, since: int, field: str, value: Any) -> None:
        """Set what a text says once.

        Raises
        ------
        Wrong : it says it already
        """
        if field in self.single:
            token = reader.tokens[since]
            said = reader.text[token.start : reader.tokens[since + 1].end]
            raise Wrong(
                TWICE.at(
                    reader.where(token),
                    f"the text says `{said} …` already",
                    why="a text says this once",
                    mend="keep one of the two sentences",
                )
            )
        self.single[field] = value

    def add(self, field: str, node: Any) -> None:
        self.listed[field].append(node)

    def finish(self, text: str, span: Span) -> Agreement:
        fields: dict[str, Any] = {name: tuple(items) for name, items in self.listed.items()}
        return Agreement(**self.single, **fields, span=span, text=text)


Sentence = Callable[[Reader, Draft, int], None]
"""Reads a sentence after its opening words; the number is that of its first token."""
