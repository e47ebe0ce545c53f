"""Patrols, cameras and sensors that looked, from where and how far: "looked, saw nothing"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from aselepo.core import ConfigError, Draft, Parsed
from aselepo.core.tables import COVERAGE, table
from aselepo.feeds.card import card
from aselepo.feeds.codes import EMPTY, ENDS_FIRST, NO_SUCH_CODE, SETTINGS
from aselepo.feeds.context import FeedContext
from aselepo.feeds.declared import GROUNDS
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.moments import time_array
from aselepo.feeds.registry import feed
from aselepo.feeds.values import instants, positions
from aselepo.geo.sight import chance_at, distance_m

F64 = npt.NDArray[np.float64]
CARD = card("looked")
COLUMNS = ("watcher", "lon", "lat", "from", "to", "status")
STATUSES = ("observed", "not_observed", "unknown")
SIDE = 8
WHOLE = 0.99


@feed("looked", version=CARD.version, card=CARD)
def looked(raw: bytes, context: FeedContext) -> Parsed:
    """Watches of patrols, cameras, sensors (CSV); 1 row = 1 stretch at a place; coverage only."""
    rows = read_rows(raw, context.file, COLUMNS, optional=("reason",))
    lon, lat = positions(rows, "lon", "lat", context)
    start, _ = instants(rows, "from")
    end, _ = instants(rows, "to")
    rows.refuse(end <= start, ENDS_FIRST, "to", "does not lie after from")
    rows.refuse(rows.blank("watcher"), EMPTY, "watcher", "must be given")
    status = rows.texts("status")
    odd = np.array([each not in STATUSES for each in status], dtype=bool)
    rows.refuse(odd, NO_SUCH_CODE, "status", f"is none of {', '.join(STATUSES)}")
    reason = np.array([not each for each in rows.texts("reason")], dtype=bool)
    idle = np.array([each != "observed" for each in status], dtype=bool)
    rows.refuse(reason & idle & ~odd, EMPTY, "reason", "must be given where nobody looked")
    rows.must_have_some()
    areas, curves = _boxes(context), _curves(context)
    watchers, reasons = rows.texts("watcher"), rows.texts("reason")
    starts, ends = time_array(start).to_pylist(), time_array(end).to_pylist()
    made: list[dict[str, Any]] = []
    for n in np.flatnonzero(rows.good):
        for area, (x, y) in areas.items():
            metres = distance_m(float(lon[n]), float(lat[n]), x, y)
            chance = {name: float(chance_at(metres, c).mean()) for name, c in curves.items()}
            within = max(chance.values())
            if within == 0.0:
                continue  # out of reach of this area: nothing is said of it
            told: dict[str, Any] = {"status": status[n], "reason": reasons[n] or None}
            if status[n] == "observed":
                told["status"] = "observed" if min(chance.values()) >= WHOLE else "partial"
                told["p_detect"] = chance
            made.append(
                {
                    "source": watchers[n],
                    "area": area,
                    "time_lo": starts[n],
                    "time_hi": ends[n],
                    "declared": False,
                    "known_at": context.standing or (ends[n] if context.reported else None),
                    **told,
                }
            )
    standing = context.standing
    draft = Draft(
        kind="coverage",
        body={
            "source": CARD.name,
            "declared_by": context.declared_by,
            "declared_why": context.declared_why,
        },
        table=table(COVERAGE, made),
        known_at=standing,
        grounds=GROUNDS if standing else None,
        author=context.author,
    )
    return rows.parsed([CARD.draft(context), draft], [])


def _boxes(context: FeedContext) -> Mapping[str, tuple[F64, F64]]:
    """Places over the box of each area: longitudes and latitudes, shape (SIDE * SIDE,)."""
    made: dict[str, tuple[F64, F64]] = {}
    for each in CARD.option(context, "boxes"):
        try:
            west, south, east, north = (float(edge) for edge in each["box"])
            name = str(each["area"])
        except (KeyError, TypeError, ValueError) as wrong:
            says = f"boxes: {each!r} is not {{area, box = [west, south, east, north]}}"
            raise ConfigError(SETTINGS.at(context.file, says)) from wrong
        middle = (np.arange(SIDE) + 0.5) / SIDE
        x, y = np.meshgrid(west + middle * (east - west), south + middle * (north - south))
        made[name] = (x.ravel(), y.ravel())
    if not made:
        raise ConfigError(SETTINGS.at(context.file, "boxes: at least one {area, box} is needed"))
    return made


def _curves(context: FeedContext) -> Mapping[str, list[tuple[float, float]]]:
    """Range curves by class: chance to notice one incident, by distance in metres."""
    made: dict[str, list[tuple[float, float]]] = {}
    for name, given in CARD.option(context, "curves").items():
        try:
            curve = [(float(metres), float(p)) for metres, p in given]
        except (TypeError, ValueError) as wrong:
            says = f"curves.{name}: {given!r} is not [[metres, chance], ...]"
            raise ConfigError(SETTINGS.at(context.file, says)) from wrong
        outwards = all(a[0] < b[0] for a, b in pairwise(curve))
        if not curve or not outwards or not all(0 <= p <= 1 for _, p in curve):
            says = f"curves.{name}: distances must grow, chances lie between 0 and 1"
            raise ConfigError(SETTINGS.at(context.file, says))
        made[name] = curve
    if not made:
        raise ConfigError(SETTINGS.at(context.file, "curves: at least one class is needed"))
    return made
