"""The slow, obvious twin of the kernels: every edge, scipy's Owen's T, whole arrays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely
from scipy.special import owens_t
from shapely.geometry.base import BaseGeometry

F64 = npt.NDArray[np.float64]


def polygon_mass(polygon: BaseGeometry, x: float, y: float, cov: F64) -> float:
    """P(N((x, y), cov) inside a polygon) by Owen's T over every edge; cov (2, 2), regular."""
    lower = np.array(
        [
            [np.sqrt(cov[0, 0]), 0.0],
            [
                cov[0, 1] / np.sqrt(cov[0, 0]),
                np.sqrt(cov[1, 1] - cov[0, 1] ** 2 / cov[0, 0]),
            ],
        ]
    )
    inside = float(shapely.contains_xy(polygon, x, y))
    total = 0.0
    for part in shapely.get_parts(shapely.orient_polygons(polygon)):
        for ring in (part.exterior, *part.interiors):
            points = np.linalg.solve(lower, (np.asarray(ring.coords) - [x, y]).T).T
            p, q = points[:-1], points[1:]
            along = q - p
            length = np.hypot(along[:, 0], along[:, 1])
            p, along, length = p[length > 0], along[length > 0], length[length > 0]
            q = p + along
            signed = (p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]) / length
            h = np.abs(signed)
            t1 = (p * along).sum(axis=1) / length
            h = np.maximum(h, 1e-300)  # on an edge: its wedge is decided by its sign, zero
            mass = owens_t(h, (t1 + length) / h) - owens_t(h, t1 / h)
            total += float((np.sign(signed) * mass).sum())
    return inside - total
