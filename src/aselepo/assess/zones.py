"""Zones in time: which shape a place of the agreement has when, and who is inside it."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from aselepo.agreement.model import Agreement, Place
from aselepo.assess.facts import F64, Incidents, View
from aselepo.assess.spans import ALWAYS, I64

CERTAIN, UNKNOWN = -1, -2
"""Spots that need no geometry: everywhere, and a shape that is not known."""


@dataclass(slots=True)
class Ground:
    """The geography of a view, and the spots that rules ask for."""

    view: View
    relied: tuple[Agreement, ...] = ()
    spots: list[str] = field(default_factory=list)

    def terms(self, place: Place, applies_in: str | None, text: Agreement) -> list[tuple[I64, int]]:
        """A place as versions: when each holds, and its spot."""
        if place.kind == "anywhere" and applies_in is None:
            return [(ALWAYS, CERTAIN)]
        return [(ALWAYS, UNKNOWN)]

    def inside(self, spot: int, rows: Incidents) -> tuple[F64, F64]:
        """Bounds of P(the place of each row lies in a spot)."""
        size = len(rows)
        if spot == CERTAIN:
            return np.ones(size), np.ones(size)
        return np.zeros(size), np.ones(size)

    def near(self, rows: Incidents, x: float, y: float, within_m: float) -> tuple[F64, F64]:
        """Bounds of P(the place of each row lies within a distance of a point)."""
        return np.zeros(len(rows)), np.ones(len(rows))
