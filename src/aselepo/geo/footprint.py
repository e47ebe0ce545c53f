"""Footprints: areas as trees over shapes, and the exact chance that a place lies in one.

A tree is a tuple: ("shape", GeoJSON text), ("around", metres, tree), ("or" | "and" | "except",
tree, tree), ("left" | "right", GeoJSON text of a line). Footprints are closed sets: the border
belongs to them, also where one area is taken out of another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from scipy.ndimage import distance_transform_cdt
from shapely.geometry import LineString, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import linemerge, split

from aselepo.geo import _kernels
from aselepo.geo.project import PLANE, Local, local
from aselepo.geo.shapes import Unusable, shape

F64 = npt.NDArray[np.float64]
Tree = tuple[Any, ...]
ARC = 1e-5
"""An arc is drawn by chords that miss it by this share of its radius at most."""
_QUARTER = math.ceil(math.pi / 4 / math.sqrt(2 * ARC))
BORDER_M = 1e-6
"""A place known exactly lies on a border if it is this close to it."""
_FAR_M = 1e6
_CELLS = 262_144
_FX, _FY = 0.5 + 1e-3 * math.sqrt(2), 0.5 + 1e-3 * math.sqrt(3)


@dataclass(frozen=True, slots=True)
class Grid:
    """Edges of a polygon by cell, with what is known of cells that have none."""

    edges: F64
    frame: tuple[float, float, float, float, int, int, float, float]
    state: npt.NDArray[np.int8]
    inside: npt.NDArray[np.int8]
    far: npt.NDArray[np.int32]
    first: npt.NDArray[np.int64]
    cells: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Footprint:
    """An area in a local metric plane."""

    tree: Tree
    plane: Local
    area: BaseGeometry
    """Polygons, in metres; empty for lines and points without a buffer."""
    grid: Grid | None
    scale_error: float
    """Largest relative error of a length on it."""
    blur_m: float
    """How far the chords of arcs may miss them, and lines and points stand out of `area`."""

    def inside(self, x: F64, y: F64, cxx: F64, cxy: F64, cyy: F64) -> F64:
        """P(place inside) for places with covariances in square metres, east and north.

        Parameters
        ----------
        x, y : float64, shape (n,), in the system the shapes were given in; not nan
        cxx, cxy, cyy : float64, shape (n,); all zero: the place is known exactly

        Returns
        -------
        float64, shape (n,). Exact to 1e-9 for polygons; arcs of buffers are drawn by chords
        (`ARC`). A place on a border is inside.
        """
        out = np.zeros(len(x))
        east, north = self.plane.points(x, y)
        exact = (cxx <= BORDER_M**2) & (cyy <= BORDER_M**2)
        if exact.any():
            out[exact] = self.holds(east[exact], north[exact])
        blurred = np.flatnonzero(~exact)
        if len(blurred) and self.grid is not None:
            c = self.plane.covariances(
                x[blurred], y[blurred], cxx[blurred], cxy[blurred], cyy[blurred]
            )
            floor = 1e-14 * (c[0] + c[2])
            mass = np.empty(len(blurred))
            grid = self.grid
            _kernels.polygon_mass(
                east[blurred], north[blurred], np.maximum(c[0], floor), c[1],
                np.maximum(c[2], floor),
                grid.edges, *grid.frame, grid.state, grid.inside, grid.far, grid.first, grid.cells,
                mass,
            )  # fmt: skip
            out[blurred] = mass
        return out

    def holds(self, east: F64, north: F64) -> npt.NDArray[np.bool_]:
        """Membership of exact places in the plane of the footprint, borders included."""
        state = np.full(len(east), 2, np.int8)
        grid = self.grid
        if grid is not None:
            west, south, dx, dy, nx, ny, _, _ = grid.frame
            if min(dx, dy) > 10 * self.blur_m:
                _kernels.deep(
                    east, north, west, south, dx, dy, nx, ny, grid.inside, grid.far, state
                )
        found: npt.NDArray[np.bool_] = np.equal(state, 1)
        near = np.flatnonzero(state == 2)
        if len(near):
            places = shapely.points(east[near], north[near])
            found[near] = _holds(self.tree, self.plane, places, strict=False)
        return found

    def against(self, other: BaseGeometry) -> tuple[float, float]:
        """Bounds of P(inside) for a place known only to lie somewhere in a shape, in degrees."""
        there = self.plane.shape(other)
        if self.area.covers(there):
            return 1.0, 1.0
        return 0.0, float(self.area.intersects(there))


def _holds(tree: Tree, plane: Local, points: Any, *, strict: bool) -> Any:
    match tree[0]:
        case "or":
            one = _holds(tree[1], plane, points, strict=strict)
            return one | _holds(tree[2], plane, points, strict=strict)
        case "and":
            one = _holds(tree[1], plane, points, strict=strict)
            return one & _holds(tree[2], plane, points, strict=strict)
        case "except":
            one = _holds(tree[1], plane, points, strict=strict)
            return one & ~_holds(tree[2], plane, points, strict=not strict)
        case "around":
            distance = shapely.distance(points, _base(tree[2], plane))
            limit = tree[1] - BORDER_M if strict else tree[1] + BORDER_M
            return distance < limit if strict else distance <= limit
    area = _base(tree, plane)
    if strict:
        deep = shapely.distance(points, shapely.boundary(area)) > BORDER_M
        return shapely.intersects(area, points) & deep
    return shapely.distance(points, area) <= BORDER_M


def _base(tree: Tree, plane: Local) -> BaseGeometry:
    """The area of a tree in a plane; lines stay lines."""
    match tree[0]:
        case "shape":
            return plane.shape(shape(tree[1]))
        case "left" | "right":
            return _side(plane.shape(shape(tree[1])), left=tree[0] == "left")
        case "around":
            return _base(tree[2], plane).buffer(tree[1], quad_segs=_QUARTER)
        case "or":
            return _base(tree[1], plane).union(_base(tree[2], plane))
        case "and":
            return _base(tree[1], plane).intersection(_base(tree[2], plane))
        case "except":
            return _base(tree[1], plane).difference(_base(tree[2], plane))
    raise AssertionError(f"no area is called {tree[0]}")


def _side(line: BaseGeometry, *, left: bool) -> BaseGeometry:
    """All on one side of a line, which is prolonged at both ends.

    Raises
    ------
    Unusable : not one line, or one that crosses itself
    """
    merged = linemerge(line) if line.geom_type == "MultiLineString" else line
    if merged.geom_type != "LineString" or not merged.is_simple:
        raise Unusable("sides need one line that does not cross itself")
    points = np.asarray(merged.coords)[:, :2]
    ends = [
        tip + (tip - before) / np.hypot(*(tip - before)) * 3 * _FAR_M
        for tip, before in ((points[0], points[1]), (points[-1], points[-2]))
    ]
    long = LineString([ends[0], *points, ends[1]])
    west, south, east, north = merged.bounds
    frame = box(west - _FAR_M, south - _FAR_M, east + _FAR_M, north + _FAR_M)
    lengths = np.hypot(*np.diff(points, axis=0).T)
    at = int(np.argmax(lengths))
    along = (points[at + 1] - points[at]) / lengths[at]
    offset = min(1.0, lengths[at] * 1e-3) * np.array([-along[1], along[0]])
    probe = shapely.Point((points[at] + points[at + 1]) / 2 + (offset if left else -offset))
    for piece in split(frame, long).geoms:
        if piece.contains(probe):
            return piece
    raise Unusable("the line does not part its surroundings")


def _blur(tree: Tree, shapes: list[BaseGeometry]) -> float:
    """How far membership may differ from that of the polygons."""
    flat = any(one.geom_type not in ("Polygon", "MultiPolygon") for one in shapes)
    if flat and tree[0] != "around":  # a bare line or point in a tree has no area of its own
        return math.inf
    return ARC * max(_distances(tree), default=0.0) + BORDER_M


def _distances(tree: Tree) -> list[float]:
    own = [float(tree[1])] if tree[0] == "around" else []
    return own + [d for part in tree[1:] if isinstance(part, tuple) for d in _distances(part)]


def _leaves(tree: Tree) -> list[str]:
    if tree[0] in ("shape", "left", "right"):
        return [tree[1]]
    return [text for part in tree[1:] if isinstance(part, tuple) for text in _leaves(part)]


@lru_cache(maxsize=512)
def footprint(tree: Tree, *, flat: bool) -> Footprint:
    """The footprint of an area.

    Parameters
    ----------
    flat : shapes are metres on a plane; else degrees, and a local plane is laid around them

    Raises
    ------
    Unusable : a shape has no inside, or a line no sides
    """
    shapes = [shape(text) for text in _leaves(tree)]
    plane, error = PLANE, 0.0
    whole = shapely.union_all([shapely.envelope(one) for one in shapes])
    if not flat:
        west, south, east, north = whole.bounds
        plane = local((west + east) / 2, (south + north) / 2)
        error = max(plane.scale_error(one) for one in shapes)
    area = _polygons(_base(tree, plane))
    return Footprint(tree, plane, area, _grid(area), error, _blur(tree, shapes))


def _polygons(area: BaseGeometry) -> BaseGeometry:
    parts = [
        part
        for part in shapely.get_parts(shapely.get_parts(area))
        if part.geom_type == "Polygon" and part.area > 0
    ]
    return shapely.union_all(parts) if parts else shapely.MultiPolygon()


def _grid(area: BaseGeometry) -> Grid | None:
    if area.is_empty:
        return None
    rings = []
    for part in shapely.get_parts(shapely.orient_polygons(area)):
        for ring in (part.exterior, *part.interiors):
            points = np.asarray(ring.coords)[:, :2]
            rings.append(np.concatenate([points[:-1], points[1:]], axis=1))
    edges = np.ascontiguousarray(np.concatenate(rings))
    west, south, east, north = area.bounds
    margin = 1e-6 * max(east - west, north - south)
    west, south, east, north = west - margin, south - margin, east + margin, north + margin
    cells = min(_CELLS, max(1024, 16 * len(edges)))
    size = math.sqrt((east - west) * (north - south) / cells)
    nx = max(1, min(4096, math.ceil((east - west) / size)))
    ny = max(1, min(4096, math.ceil((north - south) / size)))
    dx, dy = (east - west) / nx, (north - south) / ny
    counts, none = np.zeros(nx * ny, np.int64), np.zeros(1, np.int64)
    _kernels.grid_count(edges, west, south, dx, dy, nx, ny, counts, none, none, False)
    first = np.append(0, np.cumsum(counts))
    filled, listed = np.zeros(nx * ny, np.int64), np.empty(int(first[-1]), np.int64)
    _kernels.grid_count(edges, west, south, dx, dy, nx, ny, filled, first, listed, True)
    inside = np.zeros(nx * ny, np.int8)
    _kernels.grid_parity(edges, west, south, dx, dy, nx, ny, _FX, _FY, inside)
    state = np.where(counts > 0, _kernels.EDGE, inside).astype(np.int8)
    empty = (counts == 0).reshape(ny, nx)
    far = distance_transform_cdt(empty, metric="chessboard").astype(np.int32).ravel()
    frame = (west, south, dx, dy, nx, ny, _FX, _FY)
    return Grid(edges, frame, state, inside, far, first, listed)
