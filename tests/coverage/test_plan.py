"""A plan is as good as the best one found by trying all."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest

from aselepo.coverage import choose
from aselepo.coverage.plan import served, without_each


def case(seed: int, candidates: int = 9, demands: int = 12, groups: int = 4):
    rng = np.random.default_rng(seed)
    chance = np.where(
        rng.random((candidates, demands)) < 0.5, rng.uniform(0.2, 0.95, (candidates, demands)), 0.0
    )
    group = np.sort(rng.integers(0, groups, demands))
    group[:groups] = np.arange(groups)
    weight = rng.uniform(0.5, 1.5, demands)
    weight /= np.bincount(group, weight)[group]
    return chance, rng.uniform(1.0, 4.0, candidates), group, weight


@pytest.mark.parametrize("seed", range(8))
def test_no_better_plan_exists(seed: int) -> None:
    chance, cost, group, weight = case(seed)
    found = choose(chance, cost, group, weight, budget=8.0)
    assert found.cost <= 8.0 + 1e-9
    best = max(
        served(some, chance, group, weight).min()
        for size in range(len(cost) + 1)
        for some in combinations(range(len(cost)), size)
        if cost[list(some)].sum() <= 8.0
    )
    assert not found.unreachable
    assert found.worst >= 0.98 * best
    assert found.worst <= best + 1e-9


def test_more_money_never_serves_worse() -> None:
    chance, cost, group, weight = case(3)
    worst = [choose(chance, cost, group, weight, budget=b).worst for b in (0.5, 4.0, 8.0, 16.0)]
    assert worst[0] == 0.0
    assert all(a <= b * 1.011 + 1e-9 for a, b in pairwise(worst))


def test_what_no_candidate_sees_is_named_and_does_not_hide_the_rest() -> None:
    chance, cost, group, weight = case(1)
    chance[:, group == 2] = 0.0
    found = choose(chance, cost, group, weight, budget=8.0)
    assert found.unreachable == (2,)
    assert found.served[2] == 0.0
    assert found.worst > 0.0


def test_losing_one_is_counted_out() -> None:
    chance, cost, group, weight = case(5)
    found = choose(chance, cost, group, weight, budget=10.0)
    lost = without_each(found, chance, group, weight)
    assert len(lost) == len(found.chosen) > 1
    assert (lost <= found.worst + 1e-12).all()


def test_nothing_to_choose_from() -> None:
    found = choose(
        np.zeros((2, 3)), np.ones(2), np.array([0, 0, 1]), np.array([0.5, 0.5, 1.0]), budget=5.0
    )
    assert found.chosen == ()
    assert found.unreachable == (0, 1)
