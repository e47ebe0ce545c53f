"""The land: a bent line that moves, two territories cut into sectors, towns along it.

Computed on a plane in kilometres, x eastward along the line and y northward; `lon_lat` puts it on
the globe. `depth` is the distance of a point north (positive) or south of the line, along y.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from aselepo.feeds.exercise.settings import Settings
from aselepo.feeds.exercise.streams import F64, I64, Streams, steps

KM_PER_DEGREE = 111.19508
NODE_KM = 2.5
NORTH, SOUTH = 0, 1
_START = ("Al", "Bre", "Cor", "Dun", "Es", "Fal", "Gor", "Hal", "Il", "Jas", "Kel", "Lor", "Mar",
          "Nor", "Os", "Pel", "Rin", "Sol", "Tar", "Vel")  # fmt: skip
_MIDDLE = ("", "a", "e", "i", "o", "an", "en", "or", "il", "ar")
_END = ("dale", "ford", "gard", "ham", "hill", "lund", "mere", "moor", "ness", "rath", "stead",
        "tor", "vale", "wick")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Land:
    """Where things are. `shift` holds how far the line has moved north by each day."""

    origin: tuple[float, float]
    length: float
    depth: float
    sectors: int
    parties: tuple[str, str]
    base: F64
    """y of the line's nodes at the start, shape (nodes,)."""
    shift: F64
    """Shape (days + 1, nodes)."""
    town_x: F64
    town_y: F64
    town_size: F64
    """1 is middle size."""
    town_names: tuple[str, ...]

    def line_y(self, x: F64, day: F64 | float = 0.0) -> F64:
        """y of the line at x on a day."""
        at = np.clip(x / NODE_KM, 0, len(self.base) - 1.000001)
        low = at.astype(np.int64)
        part = at - low
        on = np.clip(np.asarray(day, dtype=np.float64), 0, len(self.shift) - 1).astype(np.int64)
        left = self.base[low] + self.shift[on, low]
        right = self.base[low + 1] + self.shift[on, low + 1]
        y: F64 = left * (1 - part) + right * part
        return y

    def sector(self, x: F64) -> I64:
        """Sector of x, 0 in the west."""
        width = self.length / self.sectors
        return np.clip(np.floor_divide(x, width), 0, self.sectors - 1).astype(np.int64)

    def side(self, x: F64, y: F64) -> I64:
        """Whose administrative territory a point is in: that of the line at the start."""
        return np.where(y >= self.line_y(x), NORTH, SOUTH).astype(np.int64)

    def area(self, side: int, sector: int) -> str:
        """Id of a sector of a side's territory."""
        return f"{self.parties[side]}-{sector + 1}"

    def town_id(self, town: int) -> str:
        return f"T{town + 1:03d}"

    def lon_lat(self, x: F64, y: F64) -> tuple[F64, F64]:
        """Degrees, WGS 84, rounded to about a decimetre."""
        lon0, lat0 = self.origin
        lat = lat0 + y / KM_PER_DEGREE
        lon = lon0 + x / (KM_PER_DEGREE * np.cos(np.radians(lat)))
        return np.round(lon, 6), np.round(lat, 6)

    def outline(self, side: int, sector: int | None = None) -> dict[str, Any]:
        """GeoJSON polygon of a territory, or of one of its sectors."""
        width = self.length / self.sectors
        west, east = (
            (0.0, self.length) if sector is None else (sector * width, (sector + 1) * width)
        )
        nodes = np.arange(len(self.base)) * NODE_KM
        inner = nodes[(nodes > west + 1e-9) & (nodes < east - 1e-9)]
        x = np.concatenate(([west], inner, [east]))
        near = self.line_y(x)
        far = near + (self.depth if side == NORTH else -self.depth)
        xs = np.concatenate((x, x[::-1], x[:1]))
        ys = np.concatenate((near, far[::-1], near[:1]))
        if side == NORTH:  # counter-clockwise outside
            ring = self._points(xs, ys)
        else:
            ring = self._points(xs[::-1], ys[::-1])
        return {"type": "Polygon", "coordinates": [ring]}

    def line_geometry(self, day: float, error: F64 | float = 0.0) -> dict[str, Any]:
        """GeoJSON line of a day."""
        x = steps(len(self.base), NODE_KM)
        return {"type": "LineString", "coordinates": self._points(x, self.line_y(x, day) + error)}

    def _points(self, x: F64, y: F64) -> list[list[float]]:
        lon, lat = self.lon_lat(x, y)
        return [[float(a), float(b)] for a, b in zip(lon, lat, strict=True)]


def make_land(given: Settings, streams: Streams, days: int, levels: F64) -> Land:
    """Draw the land.

    Parameters
    ----------
    levels : incidents a day, shape (days,): the line moves more where more is fought
    """
    rng = streams.of("land")
    length = given.number("world", "length")
    nodes = int(np.ceil(length / NODE_KM)) + 1
    x = np.arange(nodes) * NODE_KM
    order = np.arange(1, 7)
    size = given.number("line", "bend") * rng.standard_normal(6) / order
    phase = rng.uniform(0, 2 * np.pi, 6)
    base = (size * np.sin(np.pi * order * x[:, None] / length + phase)).sum(axis=1)
    knots = np.linspace(0, length, 9)
    pushes = rng.standard_normal((days, 9))
    pushes = np.stack([np.interp(x, knots, push) for push in pushes]) if days else pushes[:, :0]
    step = given.number("line", "advance") * np.sqrt(levels / 1000.0)
    shift = np.concatenate((np.zeros((1, nodes)), np.cumsum(pushes * step[:, None], axis=0)))
    towns = given.whole("world", "towns")
    town_x = rng.uniform(2, length - 2, towns)
    away = rng.gamma(1.3, 11.0, towns).clip(1.0, given.number("world", "depth") - 4)
    away *= np.where(rng.random(towns) < 0.5, 1, -1)
    lon, lat = given.pair("world", "origin")
    land = Land(
        origin=(lon, lat),
        length=length,
        depth=given.number("world", "depth"),
        sectors=given.whole("world", "sectors"),
        parties=given.parties,
        base=base,
        shift=shift,
        town_x=town_x,
        town_y=np.zeros(towns),
        town_size=np.exp(0.8 * rng.standard_normal(towns)),
        town_names=_names(rng, towns),
    )
    land.town_y[:] = land.line_y(town_x) + away
    return land


def _names(rng: np.random.Generator, count: int) -> tuple[str, ...]:
    """Names that no two towns share."""
    total = len(_START) * len(_MIDDLE) * len(_END)
    drawn = rng.permutation(total)[:count]
    return tuple(
        _START[n // (len(_MIDDLE) * len(_END))] + _MIDDLE[n // len(_END) % len(_MIDDLE)]
        + _END[n % len(_END)]
        for n in drawn.tolist()
    )  # fmt: skip
