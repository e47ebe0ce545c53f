"""Loops of the scan over circles of cells and numbers of last days."""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators

from __future__ import annotations

import math

import numpy as np
from numba import njit


@njit(cache=True)
def remember(normal, memory):
    """Independent normal days turned into days of the given memory, in place of (days, cells)."""
    width = math.sqrt(1.0 - memory * memory)
    for t in range(1, normal.shape[0]):
        for c in range(normal.shape[1]):
            normal[t, c] = memory * normal[t - 1, c] + width * normal[t, c]
    return normal


@njit(cache=True)
def spell_variance(mean, dispersion, memory):
    """Variance beyond chance of the total of the last 1, 2, ... days, (days, cells)."""
    days, cells = mean.shape
    lags = np.empty(days)
    log_a = math.log1p(dispersion)
    for k in range(days):
        lags[k] = math.expm1(log_a * memory**k) if k == 0 or memory > 0.0 else 0.0
    total = np.zeros((days, cells))
    for t in range(days):
        for c in range(cells):
            more = lags[0] * mean[t, c] * mean[t, c]
            for u in range(t):
                more += 2.0 * lags[t - u] * mean[t, c] * mean[u, c]
            total[t, c] = more + (total[t - 1, c] if t > 0 else 0.0)
    return total


@njit(cache=True)
def greatest(counts, mean, variance, order):
    """Greatest weighed excess: value, centre, number of cells, number of last days.

    counts, mean, variance: of the last 1, 2, ... days, shape (days, cells); order (cells, many).
    """
    best, centre, size, days = 0.0, -1, 0, 0
    for d in range(counts.shape[0]):
        for c in range(order.shape[0]):
            y, b, v = 0.0, 0.0, 0.0
            for n in range(order.shape[1]):
                at = order[c, n]
                y += counts[d, at]
                b += mean[d, at]
                v += variance[d, at]
                if y > b and b > 0.0:
                    value = (y * math.log(y / b) - (y - b)) * b / v
                    if value > best:
                        best, centre, size, days = value, c, n + 1, d + 1
    return best, centre, size, days
