"""What a report is made of: sections of blocks, plain text throughout, no markup.

`as_data` turns a document into JSON values for the typesetter, each block with its `kind`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Literal

Tone = Literal["plain", "answer", "warning", "note"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell of a table; with `verdict` its sign stands before the text."""

    text: str
    verdict: str | None = None
    lines: tuple[str, ...] = ()
    """Smaller lines below the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    text: str
    numeric: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Terms with their texts."""

    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows under columns; the first cell of a row is its heading."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """Verdicts beside one another: a heading per group, a cell per column."""

    caption: str
    columns: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture with the table of the same things and what a screen reader says of it."""

    svg: str
    table: Table
    alt_text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """One figure in a wide and a narrow setting; print takes the wide one."""

    caption: str
    wide: Figure
    narrow: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Panels:
    """Small multiples."""

    caption: str
    figures: tuple[tuple[str, Figure], ...]
    """(title, figure)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Detail that a screen folds; on paper it stands in the annex."""

    title: str
    blocks: tuple[Block, ...]


Block = Paragraph | Heading | Bullets | Facts | Table | Verdicts | Picture | Panels | Fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str
    """Stable in every language: the anchor of the section."""
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    title: str
    subtitle: str
    lang: str
    stamp: str
    """As known by, checkpoint: printed on every page."""
    contents: str
    """Heading of the list of sections."""
    skip: str
    """Words of the link that skips to the answer."""
    banner: str
    """What every reader must know of who speaks."""
    sections: tuple[Section, ...] = field(default=())


def as_data(value: Any) -> Any:
    """A document, or a part of one, as JSON values; blocks carry their class as `kind`."""
    if is_dataclass(value) and not isinstance(value, type):
        data = {each.name: as_data(getattr(value, each.name)) for each in fields(value)}
        return {"kind": type(value).__name__.lower(), **data}
    if isinstance(value, tuple | list):
        return [as_data(item) for item in value]
    return value
