"""How many happened, seen or not: from which independent groups of sources saw each incident.

References
----------
Darroch, Biometrika 45, 1958, 343-359 (estimate and variance, groups of unequal reach).
Chao, Biometrics 43, 1987, 783-791 (log-normal interval of the number missed).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq

from aselepo.rates.latent import F64


@dataclass(frozen=True, slots=True, kw_only=True)
class Undercount:
    """Recorded, estimated in all, and the interval of the estimate."""

    recorded: float
    estimate: float
    low: float
    high: float
    groups: int


def undercount(
    seen: npt.NDArray[np.bool_], p_real: F64, *, level: float = 0.9
) -> Undercount | None:
    """Estimate the number of incidents from which groups of sources saw each.

    Parameters
    ----------
    seen : bool, shape (n, g): group j saw incident i; sources that copy each other are one group
    p_real : float64, shape (n,): chance of each to be real, its weight

    Returns
    -------
    Undercount, or None where nothing can be said: fewer than two groups saw anything, or no
    incident was seen twice. Taken from groups that look independently of each other: too low where
    they follow each other or some incidents are harder to see for all, too high where they avoid
    each other.
    """
    from scipy.stats import norm

    by_group = p_real @ seen
    recorded = float(p_real[seen.any(axis=1)].sum())
    seeing = by_group[by_group > 0]
    if len(seeing) < 2 or float(seeing.sum()) <= recorded + 1e-9:
        return None

    def missing(total: float) -> float:
        return float((1.0 - recorded / total) - np.prod(1.0 - seeing / total))

    low = max(recorded, float(seeing.max())) + 1e-9
    high = low * 2.0
    while missing(high) < 0 and high < 1e12:
        high *= 2.0
    estimate = low if missing(low) >= 0 else float(brentq(missing, low, high))
    missed = estimate - recorded
    if missed < 1e-6:
        return Undercount(
            recorded=recorded, estimate=recorded, low=recorded, high=recorded, groups=len(seeing)
        )
    escape = 1.0 - seeing / estimate
    information = 1.0 / float(np.prod(escape)) + (len(seeing) - 1) - float((1.0 / escape).sum())
    variance = estimate / max(information, 1e-9)
    z = float(norm.ppf(0.5 + level / 2))
    spread = math.exp(z * math.sqrt(math.log1p(variance / missed**2)))
    return Undercount(
        recorded=recorded,
        estimate=estimate,
        low=recorded + missed / spread,
        high=recorded + missed * spread,
        groups=len(seeing),
    )
