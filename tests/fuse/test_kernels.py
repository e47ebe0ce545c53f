"""The compiled kernel against its plain twin: same outcome, same incident, same chance."""

from __future__ import annotations

import numpy as np
import pytest
from tests.fuse.worlds import models, world

from aselepo.fuse._kernels import UNSURE
from aselepo.fuse.block import SURE, associate_block, prepared
from aselepo.fuse.front import prepare
from aselepo.fuse.model import arrays
from aselepo.fuse.plain import Plain


@pytest.mark.parametrize("per_day", [8.0, 60.0])
@pytest.mark.parametrize("seed", range(4))
def test_kernel_and_twin_agree(seed: int, per_day: float) -> None:
    made = world(seed, days=3.0, per_day=per_day, length_km=40.0)
    source_models = models()
    c = prepare(made.observations, source_models).columns
    found = associate_block(c, source_models)
    reports, names, grid, _ = prepared(c, source_models)
    model, _ = arrays(source_models)
    told = Plain(reports, model, names, grid).associate(source_models.threshold, 1, SURE)
    assert np.array_equal(found.outcome, told.outcome), f"seed {seed}"
    assert np.array_equal(found.seed, told.seed), f"seed {seed}"
    assert np.allclose(found.chance, told.chance, rtol=1e-9, atol=1e-12), f"seed {seed}"
    assert len(np.unique(found.seed)) < len(c)  # something was joined


def test_shares_of_an_ambiguous_report_sum_to_at_most_one() -> None:
    made = world(11, days=3.0, per_day=120.0, length_km=30.0)
    source_models = models()
    found = associate_block(prepare(made.observations, source_models).columns, source_models)
    unsure = np.flatnonzero(found.outcome == UNSURE)
    assert len(unsure)
    total = np.bincount(found.unsure, found.share, minlength=len(found.outcome))
    assert (total[unsure] <= 1.0 + 1e-9).all()
    assert (total[unsure] > 0.0).all()
    assert not total[found.outcome != UNSURE].any()
