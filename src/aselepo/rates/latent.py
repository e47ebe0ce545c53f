"""Counts whose rate comes in spells: Poisson counts over a latent log-rate that remembers itself.

Day t has exposure E_t and count y_t ~ Poisson(r E_t exp(z_t)), with z_t an autoregression of order
one, mean such that E[exp(z)] = 1. Memory 0 is plain over-dispersion. What the reference period does
not settle (rate, spread, memory) stays a weighted grid, so a short reference gives a wide forecast.

References
----------
Grid filter for a state space model: Kitagawa, JASA 82, 1987, 1032-1041. Poisson counts with a
latent autoregression: Zeger, Biometrika 75, 1988, 621-629.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

F64 = npt.NDArray[np.float64]

SPREADS = (0.1, 0.2, 0.35, 0.5, 0.7, 0.95, 1.3)
"""Standard deviations of the latent log-rate; 0.35 is an over-dispersion of 0.13, 0.7 of 0.63."""
MEMORIES = (0.0, 0.3, 0.5, 0.7, 0.85)
"""Day-to-day correlation of the latent log-rate."""
RATES = 15
STATES = 25
REACH = 3.5
"""States of the latent log-rate reach so many standard deviations either way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What a reference period told: weights over K settings, and where their filters stand.

    `rate` per unit of exposure, `spread`, `memory`, `weight` have shape (K,); `level` (K, Z) holds
    exp(z) of each state, `step` (K, Z, Z) the chance to move from state to state in a day, `state`
    (K, Z) the chance of each state at the end of the reference.
    """

    rate: F64
    spread: F64
    memory: F64
    weight: F64
    level: F64
    step: F64
    state: F64
    days: int
    counted: int

    @property
    def mean_rate(self) -> float:
        """Expected count per unit of exposure."""
        return float(self.weight @ self.rate)

    @property
    def mean_memory(self) -> float:
        return float(self.weight @ self.memory)

    def interval(self, level: float = 0.9) -> tuple[float, float]:
        """Central interval of the rate per unit of exposure."""
        order = np.argsort(self.rate)
        mass = np.cumsum(self.weight[order])
        tail = (1 - level) / 2
        low, high = np.searchsorted(mass, [tail, 1 - tail])
        return float(self.rate[order][low]), float(self.rate[order][min(high, len(order) - 1)])


def learn(counts: F64, exposure: F64, *, prior: Reference | None = None) -> Reference:
    """Learn what is usual from a reference period.

    Parameters
    ----------
    counts : float64, shape (n,), >= 0
    exposure : float64, shape (n,), >= 0; days of exposure 0 were not watched and say nothing
    prior : settings and their weights before the period (`settings`); None: the whole grid

    Returns
    -------
    Reference

    Raises
    ------
    ValueError : not one watched day
    """
    watched = exposure > 0
    if not watched.any():
        raise ValueError("a reference needs at least one watched day")
    if prior is None:
        prior = _settings(float(counts[watched].sum()), float(exposure[watched].sum()))
    log_weight = np.log(prior.weight)
    state = prior.state
    for count, days in zip(counts, exposure, strict=True):
        state, told = advance(prior, state, count, days)
        log_weight = log_weight + told
    weight = np.exp(log_weight - log_weight.max())
    return Reference(
        rate=prior.rate,
        spread=prior.spread,
        memory=prior.memory,
        weight=weight / weight.sum(),
        level=prior.level,
        step=prior.step,
        state=state,
        days=int(watched.sum()),
        counted=int(counts[watched].sum()),
    )


def advance(given: Reference, state: F64, count: float, exposure: float) -> tuple[F64, F64]:
    """One day on: the new states, and the log-likelihood of the count under each setting.

    A day without exposure moves the states and says nothing.

    Returns
    -------
    state : shape (K, Z); log-likelihood : shape (K,)
    """
    moved = np.einsum("kz,kzy->ky", state, given.step)
    if exposure <= 0:
        return moved, np.zeros(len(given.rate))
    log = log_chance(given, count, exposure, 1.0)
    with np.errstate(divide="ignore"):  # a state that cannot be has log-chance -inf
        log = log + np.log(moved)
    top = log.max(axis=1)
    joint = np.exp(log - top[:, None])
    told = joint.sum(axis=1)
    return joint / told[:, None], np.log(told) + top


def log_chance(given: Reference, count: float, exposure: float, ratio: float) -> F64:
    """Log-chance of a count in each state, the rate multiplied by `ratio`; shape (K, Z)."""
    mean = given.rate[:, None] * given.level * (exposure * ratio)
    log: F64 = count * np.log(mean) - mean - gammaln(count + 1)
    return log


def _settings(total: float, exposure: float) -> Reference:
    """The grid before anything is known; the prior of the rate is flat in its logarithm."""
    centre = (total + 0.5) / exposure
    reach = np.linspace(-1.0, 1.0, RATES)
    width = 3.0 * np.hypot(1.0 / np.sqrt(total + 0.5), 0.25)
    rates, spreads, memories = (
        grid.ravel()
        for grid in np.meshgrid(centre * np.exp(reach * width), SPREADS, MEMORIES, indexing="ij")
    )
    return settings(rates, spreads, memories, np.full(len(rates), 1.0 / len(rates)))


def settings(rate: F64, spread: F64, memory: F64, weight: F64) -> Reference:
    """Settings before a reference period is read; all arguments of shape (K,), weights sum to 1."""
    points, edges = _states()
    level = np.exp(points[None, :] * spread[:, None] - spread[:, None] ** 2 / 2)
    by_memory = {each: _step(each, points, edges) for each in np.unique(memory)}
    return Reference(
        rate=rate,
        spread=spread,
        memory=memory,
        weight=weight,
        level=level,
        step=np.stack([by_memory[each] for each in memory]),
        state=np.tile(_step(0.0, points, edges)[0], (len(rate), 1)),
        days=0,
        counted=0,
    )


def _states() -> tuple[F64, F64]:
    """Middles and edges of the states, in standard deviations."""
    points = np.linspace(-REACH, REACH, STATES)
    return points, np.append(np.insert((points[1:] + points[:-1]) / 2, 0, -np.inf), np.inf)


def _step(memory: float, points: F64, edges: F64) -> F64:
    """Chance to move from each state (in standard deviations) to each in a day; shape (Z, Z)."""
    from scipy.special import ndtr

    width = np.sqrt(1.0 - memory**2)
    below = ndtr((edges[None, :] - memory * points[:, None]) / width)
    moved: F64 = np.diff(below, axis=1)
    moved /= moved.sum(axis=1, keepdims=True)
    return moved
