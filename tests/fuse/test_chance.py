"""Coincidence is told from agreement by shifting time."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
from tests.fuse.worlds import changed, models, world

from aselepo.fuse.chance import chance_matches


def test_agreement_has_a_lift_and_coincidence_none() -> None:
    rows = world(41, days=60.0, per_day=30.0).observations
    found = {(m.source, m.other): m for m in chance_matches(rows, models())}
    real = found["patrol", "microphones"]
    assert real.lift is not None
    assert real.lift > 4.0
    # the patrol's reports dealt to other moments: they match by chance alone
    rng = np.random.default_rng(1)
    source = rows["source"].to_pylist()
    mine = [i for i, name in enumerate(source) if name == "patrol"]
    dealt = np.arange(len(rows))
    dealt[mine] = rng.permutation(mine)
    moved = rows
    for name in ("time_lo", "time", "time_hi"):
        moved = changed(moved, name, rows[name].take(pa.array(dealt)).combine_chunks())
    moved = changed(moved, "known_at", [None] * len(rows))
    chance = {(m.source, m.other): m for m in chance_matches(moved, models())}[
        "patrol", "microphones"
    ]
    assert chance.lift is not None
    assert chance.lift < 1.8
    assert 0.0 <= chance.chance <= chance.share <= 1.0 or chance.share < real.share
