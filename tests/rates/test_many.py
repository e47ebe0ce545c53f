"""Many series get the numbers that each gets alone."""

from __future__ import annotations

import numpy as np
import pytest

from aselepo.rates import alarm, learn, noticed, pool, rate_interval, rate_sequence, watch_many
from aselepo.rates.many import alone


def world(series: int, days: int, *, memory: float, mean: float, seed: int):
    rng = np.random.default_rng(seed)
    spread = np.sqrt(np.log1p(0.3))
    latent = rng.normal(size=(series, days))
    for day in range(1, days):
        latent[:, day] = memory * latent[:, day - 1] + latent[:, day] * np.sqrt(1 - memory**2)
    exposure = rng.beta(4.0, 1.5, (series, days))
    level = mean * exposure * np.exp(latent * spread - spread**2 / 2)
    return rng.poisson(level).astype(float), exposure


def test_a_series_among_many_gets_the_numbers_it_gets_alone() -> None:
    counts, exposure = world(6, 80, memory=0.5, mean=5.0, seed=5)
    exposure[3, 5] = exposure[3, 60] = 0.0
    counts[4, 65] = 900.0  # far outside of everything learned
    exposure[5, :50] = 0.0  # a reference that nobody watched
    given = pool(counts[:, :50], exposure[:, :50])
    many = watch_many(counts, exposure, first=50, given=given)
    for s in range(5):
        before, after = (counts[s, :50], exposure[s, :50]), (counts[s, 50:], exposure[s, 50:])
        reference = learn(*before, prior=alone(given, *before))
        found = alarm(reference, *after)
        for name in ("evidence_rise", "evidence_fall", "expected"):
            of_each = [getattr(day, name) for day in found.days]
            assert getattr(many, name)[s] == pytest.approx(of_each, rel=1e-9), name
        assert many.risen_on[s] == (-1 if found.risen_on is None else found.risen_on)
        assert many.fallen_on[s] == (-1 if found.fallen_on is None else found.fallen_on)
        power = noticed(reference, after[1])
        assert (power.fall_to, power.rise_to) == (many.fall_to[s], many.rise_to[s])
        assert many.rate[s] == pytest.approx(reference.mean_rate)
        assert many.low[s] < many.rate[s] < many.high[s]
    assert np.isnan(many.rate[5])
    assert np.isnan(many.rise_to[5])
    assert many.risen_on[5] == many.fallen_on[5] == -1
    assert (many.evidence_rise[5] == 0).all()


def test_an_absurd_count_leaves_no_hole_in_the_evidence() -> None:
    reference = learn(np.array([20.0, 25.0, 18.0, 30.0]), np.ones(4))
    found = alarm(reference, np.array([5e4, 20.0, 0.0, 20.0]), np.ones(4))
    assert found.risen_on == 0
    assert all(np.isfinite([day.evidence_rise, day.evidence_fall]).all() for day in found.days)


def test_the_neighbours_of_a_series_do_not_change_it() -> None:
    counts, exposure = world(5, 60, memory=0.0, mean=8.0, seed=2)
    given = pool(counts[:, :40], exposure[:, :40])
    whole = watch_many(counts, exposure, first=40, given=given)
    one = watch_many(counts[2:3], exposure[2:3], first=40, given=given)
    assert one.evidence_rise[0].tolist() == whole.evidence_rise[2].tolist()
    assert one.rise_to[0] == whole.rise_to[2]


def test_the_memory_of_days_is_learned_from_all_series_together() -> None:
    for memory in (0.0, 0.7):
        counts, exposure = world(24, 60, memory=memory, mean=20.0, seed=9)
        given = pool(counts, exposure)
        assert given.memory @ given.weight == pytest.approx(memory, abs=0.21)
        assert given.spread @ given.weight == pytest.approx(0.51, abs=0.16)
    with pytest.raises(ValueError, match="watched"):
        pool(np.zeros((2, 3)), np.zeros((2, 3)))


def test_the_interval_of_a_rate_holds_where_days_come_in_spells() -> None:
    counts, exposure = world(40, 120, memory=0.5, mean=20.0, seed=12)
    inside = 0
    for count, seen in zip(counts, exposure, strict=True):
        rate, low, high = rate_interval(count, seen)
        assert low < rate < high
        inside += low <= 20.0 <= high
    # nominal 36 of 40; 31 or fewer has a chance of 2 %
    assert inside >= 32
    with pytest.raises(ValueError, match="watched"):
        rate_interval(counts[0], np.zeros(120))


def test_a_sequence_that_expects_spells_holds_where_days_remember() -> None:
    counts, exposure = world(30, 100, memory=0.8, mean=12.0, seed=3)
    given = pool(counts[:, :40], exposure[:, :40])
    missed = 0
    for count, seen in zip(counts[:, 40:], exposure[:, 40:], strict=True):
        found = rate_sequence(count, seen, given=given)
        missed += bool(np.any((found.low > 12) | (found.high < 12)))
    assert missed <= 7  # level 0.9: 3 of 30 expected at the most
