"""The error band of a line of contact, as a shape to draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

SIGMAS = 1.96
"""Half the width of the band in standard deviations: 95 % of a normal error."""


def band(line: BaseGeometry, sigma_m: float) -> BaseGeometry:
    """The band around a line within which it lies with 95 %.

    Parameters
    ----------
    line : degrees, WGS 84, lon before lat
    sigma_m : standard deviation of the line's place across its course, metres

    Returns
    -------
    polygon or multipolygon, degrees, coordinates rounded to 0.001 degree (about 100 m)

    Notes
    -----
    Widths are true in an azimuthal equidistant projection around the line's middle; 500 km from
    there they are off by 0.1 %, which no screen shows.
    """
    middle = line.centroid
    plane = f"+proj=aeqd +lat_0={middle.y:.4f} +lon_0={middle.x:.4f} +datum=WGS84 +units=m"
    to_plane = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    back = Transformer.from_crs(plane, "EPSG:4326", always_xy=True)
    wide = _moved(line, to_plane).buffer(SIGMAS * sigma_m, quad_segs=4)
    return shapely.set_precision(_moved(wide.simplify(sigma_m / 10), back), 0.001)


def _moved(geometry: BaseGeometry, by: Transformer) -> BaseGeometry:
    def move(points: npt.NDArray[np.float64]) -> npt.NDArray[Any]:
        return np.column_stack(by.transform(points[:, 0], points[:, 1]))

    return shapely.transform(geometry, move)
