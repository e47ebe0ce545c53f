"""Settings of the latent log-rate: how far days scatter and how long they remember."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from aselepo.rates.latent import F64, MEMORIES, SPREADS, settings

I64 = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Possible spreads and memories of the latent log-rate, and their weights; shape (M,)."""

    spread: F64
    memory: F64
    weight: F64


def every_setting() -> Settings:
    """The whole grid, nothing preferred."""
    spread, memory = (grid.ravel() for grid in np.meshgrid(SPREADS, MEMORIES, indexing="ij"))
    return Settings(spread=spread, memory=memory, weight=np.full(len(spread), 1.0 / len(spread)))


def plain(given: Settings, rates: int) -> tuple[I64, F64, F64, F64]:
    """Settings as plain arrays: which (rates * M,), level (M, Z), step (M, Z, Z), still (Z,)."""
    made = settings(np.ones(len(given.weight)), given.spread, given.memory, given.weight)
    which = np.tile(np.arange(len(given.weight)), rates)
    return which, made.level, made.step, made.state[0]


def standard_error(given: Settings, counts: F64, exposure: F64) -> F64:
    """Standard error of the log-rate of each series under each setting, shape (S, M)."""
    watched = np.maximum((exposure > 0).sum(axis=1), 1)[:, None]
    total = (counts * (exposure > 0)).sum(axis=1)[:, None]
    scatter = np.expm1(given.spread**2) * (1 + given.memory) / (1 - given.memory)
    error: F64 = np.sqrt(1.0 / (total + 0.5) + np.minimum(scatter / watched, 1.0))
    return error
