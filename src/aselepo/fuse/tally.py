"""How many incidents, with what is not known carried into the interval."""

from __future__ import annotations

import math

import numpy as np
import pyarrow as pa

from aselepo.fuse.columns import Columns
from aselepo.fuse.engine import Partition
from aselepo.fuse.fused import Tally
from aselepo.fuse.sources import SourceModels

Z90 = 1.6448536269514722


def tally(incidents: pa.Table, c: Columns, part: Partition, models: SourceModels) -> Tally:
    """Recorded and expected number of incidents.

    Expected is the sum of P(real), and of the chance of each ambiguous report to be of a further
    incident. The variance adds that of the draws, p (1 - p) each, and for each source what its
    clutter rate being off by one relative standard deviation would shift: P(real) moves by
    p (1 - p) per unit of log clutter for the incidents that it founds, and these move together.
    """
    p = np.asarray(incidents["p_real"], dtype=np.float64)
    doubt = part.share[part.fits < 0]
    expected = float(p.sum() + doubt.sum())
    variance = float((p * (1 - p)).sum() + (doubt * (1 - doubt)).sum())
    seeds = np.unique(part.seed[part.seed >= 0])
    by_source = np.bincount(c.source[seeds], p * (1 - p), minlength=len(models.sources))
    for moved, source in zip(by_source.tolist(), models.sources.values(), strict=True):
        mean, sd = source.clutter_per_day
        variance += (moved * sd / mean) ** 2 if mean > 0 else 0.0
    half = Z90 * math.sqrt(variance)
    return Tally(
        recorded=len(incidents), expected=round(expected, 2),
        low=round(max(0.0, expected - half), 2), high=round(expected + half, 2),
    )  # fmt: skip
