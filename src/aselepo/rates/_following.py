"""Loops over incidents in order of time, for `replies.py`."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators

from __future__ import annotations

import math

import numpy as np
from numba import njit


@njit(cache=True)
def traces(time_h, side, pace, sides):
    """Sum of exp(-pace * age) over the earlier incidents of each side, at each; (n, sides)."""
    size = len(time_h)
    found = np.zeros((size, sides))
    here = np.zeros(sides)
    waiting = 0  # incidents of the same moment do not follow on each other
    for k in range(size):
        if k > 0 and time_h[k] > time_h[k - 1]:
            for w in range(waiting, k):
                here[side[w]] += 1.0
            waiting = k
            here *= math.exp(-pace * (time_h[k] - time_h[k - 1]))
        found[k] = here
    return found


@njit(cache=True)
def exposed(time_h, exposure, step_h, pace):
    """Share of each incident's replies that falls where side j can be seen; (n, sides)."""
    size, steps = len(time_h), exposure.shape[0]
    found = np.zeros((size, exposure.shape[1]))
    for k in range(size):
        first = min(int(time_h[k] / step_h), steps - 1)
        left = 1.0
        for s in range(first, steps):
            after = math.exp(-pace * ((s + 1) * step_h - time_h[k]))
            found[k] += exposure[s] * (left - after)
            left = after
            if left < 1e-9:
                break
    return found
