"""What sources say that they could see: rows of coverage, and the chances behind them.

The chances are worked out from how a source notices things, at places where an incident of each
class may fall: what an honest operator of the source would state. No report is counted for them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from aselepo.feeds.exercise.land import NORTH
from aselepo.feeds.exercise.reports import Scene
from aselepo.feeds.exercise.streams import F64, I64
from aselepo.feeds.exercise.weather import HOUR

PROBES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """A source over an area: seconds from the start; `p` by class, empty where nothing was seen."""

    source: str
    area: str
    lo_s: float
    hi_s: float
    status: str
    reason: str | None
    p: tuple[tuple[str, float], ...]
    known_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """Places where incidents may fall: arrays of shape (sectors, 2 sides, classes, PROBES)."""

    x: F64
    y: F64
    away: F64
    sector: I64
    kind: I64


def probes(scene: Scene) -> Probes:
    """Draw places of first shots, follow-ups and answers of each class in each area."""
    rng = scene.streams.of("probes")
    given, land = scene.given, scene.land
    shape = (land.sectors, 2, len(scene.classes), PROBES)
    reach = np.array(given.of_class("reach"))[None, None, :, None]
    behind = np.array(given.of_class("behind"))[None, None, :, None]
    sector = np.broadcast_to(np.arange(land.sectors)[:, None, None, None], shape)
    side = np.broadcast_to(np.arange(2)[None, :, None, None], shape)
    kind = np.broadcast_to(np.arange(len(scene.classes))[None, None, :, None], shape)
    width = land.length / land.sectors
    x = (sector + rng.random(shape)) * width
    answer = rng.random(shape) < given.number("fighting", "reply")
    away = np.where(
        answer, rng.gamma(2.0, behind / 2.0, shape), rng.gamma(1.6, reach / 1.6, shape)
    ).clip(0.05, land.depth - 1.0)
    y = land.line_y(x) + np.where(side == NORTH, away, -away)
    return Probes(x=x, y=y, away=away, sector=sector.copy(), kind=kind.copy())


Chances = tuple[tuple[str, float], ...]


def stated(scene: Scene, chance: F64) -> Chances:
    """Chances by class, with that of an explosion of undetermined kind: the mean of the loud ones.

    Parameters
    ----------
    chance : float64, shape (classes,)
    """
    return stated_rows(scene, chance[None])[0]


def stated_rows(scene: Scene, chance: F64) -> list[Chances]:
    """The same for many statements at once, shape (n, classes)."""
    names = ["explosion", *scene.classes]
    order = np.argsort(names)
    blast = (chance * scene.loud).sum(axis=1)
    table = np.round(np.concatenate((blast[:, None], chance), axis=1)[:, order], 3).tolist()
    listed = [names[at] for at in order]
    return [tuple(zip(listed, row, strict=True)) for row in table]


def runs(states: F64) -> list[tuple[int, int]]:
    """Stretches over which a row of states stays the same: [start, end) in hours."""
    change = np.flatnonzero(np.any(states[1:] != states[:-1], axis=tuple(range(1, states.ndim))))
    edges = [0, *(change + 1).tolist(), len(states)]
    return [(a, b) for a, b in pairwise(edges) if b > a]


def hourly(
    scene: Scene,
    source: str,
    up: F64,
    chance: Any,
    *,
    why_down: Any = None,
    late_s: float = HOUR,
) -> list[Watched]:
    """Coverage by area and hour, equal hours joined, cut at midnight.

    Parameters
    ----------
    up : share of an area's units that work, rounded, shape (sectors, 2, hours)
    chance : function of (sector, side, hour, key); with `key` a number that is equal where the
        chances are, else the chances by class with all units up, shape (classes,)
    why_down : function of (sector, side, hour) to the reason of an hour with no unit up
    """
    rows = []
    said: dict[tuple[int, int, float, float], Chances] = {}
    for sector in range(scene.land.sectors):
        for side in range(2):
            area = scene.land.area(side, sector)
            state = np.stack([up[sector, side], np.arange(scene.hours) // 24], axis=1)
            key = np.array(
                [chance(sector, side, hour, True) for hour in range(scene.hours)], dtype=np.float64
            )
            for lo, hi in runs(np.concatenate((state, key[:, None]), axis=1)):
                share = float(up[sector, side, lo])
                seen = chance(sector, side, lo, False) * share
                if seen.max(initial=0.0) > 0:
                    status, reason = ("observed" if share == 1 else "partial"), None
                    same = (sector, side, float(key[lo]), share)
                    p = said.setdefault(same, ()) or stated(scene, seen)
                    said[same] = p
                    if share < 1:
                        reason = "some-down"
                else:
                    status, p = "not_observed", ()
                    reason = "feed-down" if why_down is None else why_down(sector, side, lo)
                rows.append(
                    Watched(
                        source=source, area=area, lo_s=lo * HOUR, hi_s=hi * HOUR, status=status,
                        reason=reason, p=p, known_s=hi * HOUR + late_s,
                    )
                )  # fmt: skip
    return rows
