"""The long-run rate of one series with an interval that spells do not make too short."""

from __future__ import annotations

import numpy as np

from aselepo.rates import _kernels
from aselepo.rates.latent import F64
from aselepo.rates.settings import every_setting, plain, standard_error


def rate_interval(counts: F64, exposure: F64, *, level: float = 0.9) -> tuple[float, float, float]:
    """Long-run rate per unit of exposure of one series, with a central interval.

    Scatter and memory stay open: every setting of the grid counts by what the series says of it.

    Returns
    -------
    rate, low, high

    Raises
    ------
    ValueError : not one watched day
    """
    watched = exposure > 0
    if not watched.any():
        raise ValueError("a rate needs at least one watched day")
    flat = every_setting()
    spread = flat.spread
    which, levels, steps, still = plain(flat, 1)
    centre = np.log((counts[watched].sum() + 0.5) / exposure[watched].sum())
    reach = 1.5 * standard_error(flat, counts[None, :], exposure[None, :]).max()
    for _ in range(2):
        grid = centre + np.linspace(-reach, reach, 21)
        log_rate = np.repeat(grid, len(spread))
        log_weight, _ = _kernels.learn_weights(
            counts[None, :], exposure[None, :], len(counts), log_rate[None, :],
            np.tile(which, len(grid)), np.zeros(len(log_rate)), levels, steps, still,
        )  # fmt: skip
        mass = np.exp(log_weight[0] - log_weight.max()).reshape(len(grid), -1).sum(axis=1)
        mass /= mass.sum()
        centre = float(mass @ grid)
        reach = 4.0 * float(np.sqrt(mass @ (grid - centre) ** 2) + (grid[1] - grid[0]) / 4)
    below = np.concatenate([[0.0], np.cumsum(mass)])
    edges = np.append(grid - (grid[1] - grid[0]) / 2, grid[-1] + (grid[1] - grid[0]) / 2)
    low, high = np.interp([(1 - level) / 2, (1 + level) / 2], below, edges)
    return float(mass @ np.exp(grid)), float(np.exp(low)), float(np.exp(high))
