"""Where: lines with their rival versions, areas as trees, zones, classes of object."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aselepo.agreement.tree.terms import Labels, Moment, Span

Belt = Literal["each side", "in total", "open"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """A party's own version of a line, a geometry of its own name."""

    name: str
    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line. Where it has rivals, all that touches it is evaluated under each, side by side."""

    name: str
    labels: Labels
    span: Span
    rivals: tuple[Rival, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """All within a distance of a line or map, its border included.

    `belt` is set where the text speaks of a belt along a line. `distance_m` is always the distance
    on each side: half the width of a belt `in total`. In a belt left `open` it is the reading
    `each side`; the other reading is half of it, and what lies between is undetermined.
    """

    distance_m: float
    name: str
    belt: Belt | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """The footprint of a map or of a zone of the agreement."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SideOf:
    """The side of the line of contact that a party holds."""

    party: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaTree:
    """Areas joined, left to right."""

    operator: Literal["or", "and", "except"]
    left: Area
    right: Area


Area = Around | Map | SideOf | AreaTree


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """One version of a zone; several versions of a name follow one another in time."""

    name: str
    labels: Labels
    area: Area
    start: Moment | None
    end: Moment | None
    assumed: bool
    span: Span
    corners: tuple[str, ...] = ()
    """Corners to visit: each visited corner gets a verdict of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Objects:
    """A class of object: what is protected is the kind of thing struck, not a place.

    A place `on` it holds where the thing struck is of one of these kinds (a table of the incident,
    or the footprint of a map of that name); where neither is known, [0, 1].
    """

    name: str
    labels: Labels
    kinds: tuple[str, ...]
    span: Span
