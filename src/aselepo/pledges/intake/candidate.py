"""What the reading of a text proposes; nothing of it counts until a person confirms it."""

from __future__ import annotations

from dataclasses import dataclass

CLASSES = ("commit", "refuse", "ready", "conditional", "demand", "warn", "hope", "report")
"""Classes of statements; a declaration is `signed` or `agreed`."""
KINDS = ("statement", "pledge", "declaration", "open question")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A number as said: `lo` and `hi` are our reading, the words stay beside them."""

    words: str
    lo: int
    hi: int
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A proposal: `quote` is the text from `start` to `end`, to the letter.

    `kind` is one of `KINDS`; `speaker` and `on_behalf_of` are empty where the text names nobody;
    `witnesses` are other places of the text that say the same.
    """

    kind: str
    speaker: str
    speaker_role: str
    on_behalf_of: str
    verb_class: str
    object: str
    condition: str
    amount: Amount | None
    where: str
    limit: str
    channel: str
    quote: str
    start: int
    end: int
    rule: str
    confidence: float
    witnesses: tuple[tuple[int, int], ...] = ()
