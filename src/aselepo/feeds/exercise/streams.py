"""Random numbers: one seed, a stream of its own for each purpose.

A stream is named, not handed on, so switching a source off, or asking more of it, changes neither
what happened in the world nor what the other sources say of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

F64 = npt.NDArray[np.float64]
I64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Streams:
    """Generators by purpose, all of one seed."""

    seed: int

    def of(self, purpose: str) -> np.random.Generator:
        """The stream of a purpose, from its beginning."""
        key = int.from_bytes(hashlib.sha256(purpose.encode()).digest()[:4], "big")
        sequence = np.random.SeedSequence(self.seed, spawn_key=(key,))
        return np.random.Generator(np.random.PCG64(sequence))


def steps(count: int, size: float, *, middle: bool = False) -> F64:
    """Starts, or middles, of a row of equal steps."""
    return np.arange(count, dtype=np.float64) * size + (size / 2 if middle else 0.0)


def lognormal(rng: np.random.Generator, median: Any, spread: float, size: Any) -> F64:
    """Positive numbers whose logarithm is normal."""
    drawn: F64 = median * np.exp(spread * rng.standard_normal(size))
    return drawn


def pick(rng: np.random.Generator, cumulative: F64) -> I64:
    """One index a row from rows of cumulative weights.

    Parameters
    ----------
    cumulative : float64, shape (n, k), rising along each row; the last column need not be 1
    """
    drawn = rng.random(len(cumulative)) * cumulative[:, -1]
    chosen: I64 = (cumulative[:, :-1] <= drawn[:, None]).sum(axis=1)
    return chosen
