"""Baselines merge more the denser the fighting; the likelihood does not."""

from __future__ import annotations

import pytest
from tests.fuse.test_front import b3
from tests.fuse.worlds import models, world

from aselepo.fuse import fuse


@pytest.mark.parametrize("seed", range(2))
def test_the_engine_beats_them(seed: int) -> None:
    made = world(50 + seed, days=6.0, per_day=80.0)
    engine = fuse(made.observations, {}, models=models())
    for method in ("place-day", "window", "dbscan"):
        fused = fuse(made.observations, {}, models=models(), method=method)
        assert fused.method == f"{method} 1"
        assert fused.tally is None  # they cannot say how many are real
        assert len(fused.links) == len(made.observations)
        assert b3(made, engine) > b3(made, fused) + 0.02
