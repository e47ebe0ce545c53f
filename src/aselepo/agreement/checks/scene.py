"""What every check looks at: the agreement, those it relies on, and where things stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aselepo.agreement.model import (
    Agreement,
    And,
    Condition,
    Guarantee,
    Moment,
    Norm,
    Not,
    Or,
    Span,
)
from aselepo.core.classes import tree
from aselepo.core.problem import Problem

Found = Iterator[Problem]


class Scene:
    """An agreement with the instruments it relies on; answers that many checks need are kept."""

    def __init__(self, agreement: Agreement, name: str, others: Sequence[Agreement]) -> None:
        self.agreement = agreement
        self.name = name
        self.relied = [other for other in others if other.name in agreement.relies]
        self.missing = sorted(set(agreement.relies) - {other.name for other in self.relied})
        self.seen = [agreement, *self.relied]
        self._covers: dict[tuple[str, ...], frozenset[str]] = {}

    def at(self, span: Span) -> str:
        """Where a declaration begins, as messages print it."""
        return f"{self.name}:{span.line}:{span.column}"

    def word(self, word: str, span: Span) -> str:
        """Where a word stands within its sentence; the sentence, where it does not."""
        text = self.agreement.text
        found = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)").search(text, span.start, span.end)
        if found is None:
            return self.at(span)
        line = text.count("\n", 0, found.start()) + 1
        return f"{self.name}:{line}:{found.start() - text.rfind(chr(10), 0, found.start())}"

    def cover(self, names: tuple[str, ...]) -> frozenset[str]:
        """All classes that names stand for, with all below them in the class tree."""
        kept = self._covers.get(names)
        if kept is None:
            found: set[str] = set()
            for word in self.agreement.expand(names):
                node = tree().find(word)
                found |= tree().under(node) if node else {word}
            kept = self._covers[names] = frozenset(found)
        return kept

    def bound(self, norm: Norm) -> frozenset[str]:
        """Parties or bodies that a norm speaks of."""
        if norm.subject.kind == "names":
            return frozenset(norm.subject.names)
        return frozenset(party.name for party in self.agreement.parties if not party.guarantor)

    def starts(self) -> list[float]:
        """Known starts of force, seconds."""
        return [
            force.start.at.timestamp()
            for force in self.agreement.force
            if isinstance(force.start, Moment)
        ]

    def longest_force_s(self) -> float | None:
        """Seconds of the longest stretch of force; None where it is open or can be extended."""
        if self.agreement.extensions:
            return None
        lengths = []
        for force in self.agreement.force:
            if not (isinstance(force.start, Moment) and isinstance(force.end, Moment)):
                return None
            lengths.append((force.end.at - force.start.at).total_seconds())
        return max(lengths, default=None)


def atoms(condition: Condition | None) -> Iterator[Condition]:
    """The atoms of a condition, in order."""
    match condition:
        case None:
            return
        case And(items=items) | Or(items=items):
            for item in items:
                yield from atoms(item)
        case Not(item=item):
            yield from atoms(item)
        case _:
            yield condition


def clauses(guarantee: Guarantee) -> list[Condition]:
    found = (guarantee.starts, guarantee.pauses, guarantee.resumes, guarantee.ends)
    return [clause for clause in found if clause is not None]


def reach(waits: dict[str, set[str]], start: str) -> set[str]:
    """All that something waits for, directly or not."""
    found: set[str] = set()
    left = list(waits.get(start, ()))
    while left:
        at = left.pop()
        if at not in found:
            found.add(at)
            left.extend(waits.get(at, ()))
    return found
