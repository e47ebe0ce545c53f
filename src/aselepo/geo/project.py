"""A local metric plane around a place: azimuthal equidistant, its scale error stated."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyproj
import shapely
from shapely.geometry.base import BaseGeometry

F64 = npt.NDArray[np.float64]
LONG_DEG = 0.05
"""Edges longer than this are cut before projecting: straight on the map is not straight here."""


@dataclass(frozen=True, slots=True)
class Local:
    """Metres east and north of a centre; None as projection: a plane that is metric already."""

    projection: pyproj.Transformer | None

    def points(self, x: F64, y: F64) -> tuple[F64, F64]:
        if self.projection is None:
            return x, y
        east, north = self.projection.transform(x, y)
        return np.asarray(east), np.asarray(north)

    def covariances(self, x: F64, y: F64, cxx: F64, cxy: F64, cyy: F64) -> tuple[F64, F64, F64]:
        """Covariances given east and north of each place, turned into the axes of the plane."""
        if self.projection is None or not len(x):
            return cxx, cxy, cyy
        e0, n0 = self.points(x, y)
        e1, n1 = self.points(x, y + 1e-5)
        length = np.hypot(e1 - e0, n1 - n0)
        sin, cos = (e1 - e0) / length, (n1 - n0) / length  # true north in the plane
        return (
            cos * cos * cxx + 2 * sin * cos * cxy + sin * sin * cyy,
            (cos * cos - sin * sin) * cxy - sin * cos * (cxx - cyy),
            sin * sin * cxx - 2 * sin * cos * cxy + cos * cos * cyy,
        )

    def shape(self, geometry: BaseGeometry) -> BaseGeometry:
        if self.projection is None:
            return geometry
        fine = shapely.segmentize(geometry, LONG_DEG)
        return shapely.transform(fine, lambda c: np.stack(self.points(c[:, 0], c[:, 1]), axis=1))

    def scale_error(self, geometry: BaseGeometry) -> float:
        """Largest relative error of a length anywhere on a geometry in degrees."""
        if self.projection is None:
            return 0.0
        points = shapely.get_coordinates(geometry)
        factors = pyproj.Proj(self.projection.target_crs).get_factors(points[:, 0], points[:, 1])
        worst = [
            np.abs(np.asarray(scale) - 1.0).max()
            for scale in (factors.tissot_semimajor, factors.tissot_semiminor)
        ]
        return float(max(worst))


PLANE = Local(None)


@lru_cache(maxsize=1024)
def local(lon: float, lat: float) -> Local:
    """The local plane around a place in degrees."""
    crs = f"+proj=aeqd +lat_0={lat:.6f} +lon_0={lon:.6f} +datum=WGS84 +units=m +no_defs"
    return Local(pyproj.Transformer.from_crs("EPSG:4326", crs, always_xy=True))


_A, _E2 = 6_378_137.0, 0.00669437999014
"""Semi-major axis and squared eccentricity of WGS 84."""


def metres_per_degree(lat: F64) -> tuple[F64, F64]:
    """Length of a degree of longitude and of latitude at a latitude, WGS 84.

    Over a few kilometres, at the mean latitude of two points, their differences times these are
    their distance to about 1 in a million.
    """
    phi = np.deg2rad(lat)
    w = 1.0 - _E2 * np.sin(phi) ** 2
    east = _A * np.cos(phi) / np.sqrt(w)
    north = _A * (1.0 - _E2) / (w * np.sqrt(w))
    return np.deg2rad(east), np.deg2rad(north)
