"""What a sensor can see from where it stands: range curves and lines of sight over the ground."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from aselepo.geo.project import metres_per_degree

F64 = npt.NDArray[np.float64]
EARTH_M = 6_371_008.8
REFRACTION = 0.13
"""Share of the Earth's curvature that usual refraction of light takes back."""


def distance_m(lon: float, lat: float, to_lon: F64, to_lat: F64) -> F64:
    """Distance to places up to some tens of kilometres away, metres; shape of `to_lon`."""
    east, north = metres_per_degree((lat + to_lat) / 2)
    metres: F64 = np.hypot((to_lon - lon) * east, (to_lat - lat) * north)
    return metres


def chance_at(metres: F64, curve: Sequence[tuple[float, float]]) -> F64:
    """Chance to notice at a distance, from a range curve.

    Parameters
    ----------
    curve : (distance in metres, chance), ascending distance; straight lines between, the first
        chance before, 0 beyond the last: what nobody has tried is not seen

    >>> chance_at(np.array([0.0, 1500.0, 2001.0]), [(1000.0, 0.9), (2000.0, 0.5)]).tolist()
    [0.9, 0.7, 0.0]
    """
    at, p = np.array([point[0] for point in curve]), np.array([point[1] for point in curve])
    assert (np.diff(at) > 0).all(), "a range curve goes outwards"
    return np.asarray(np.where(metres > at[-1], 0.0, np.interp(metres, at, p)), dtype=np.float64)


def in_sight(heights_m: F64, step_m: float, *, eye_m: float, target_m: float) -> bool:
    """Is the end of a profile of the ground seen from its start?

    Parameters
    ----------
    heights_m : float64, shape (n,), n >= 2: ground above sea level, every `step_m` metres
    eye_m, target_m : height above the ground of the eye and of what is to be seen

    Returns
    -------
    False as well where a height on the way is not known (nan): not known is not seen
    """
    if not np.isfinite(heights_m).all():
        return False
    along = np.arange(len(heights_m)) * step_m
    sunk = heights_m - along**2 * (1.0 - REFRACTION) / (2.0 * EARTH_M)
    eye = sunk[0] + eye_m
    slope = (sunk[1:-1] - eye) / along[1:-1]
    to_target = (sunk[-1] + target_m - eye) / along[-1]
    return bool((slope <= to_target).all())
