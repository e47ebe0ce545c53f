"""The alarm keeps its promise, says nothing about days nobody watched, and never forgets."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aselepo.rates import alarm, e_bh, learn, noticed, rate_sequence, undercount

ALPHA = 0.3


def days(
    rng: np.random.Generator, size: int, *, memory: float, mean: float = 20.0, rise: float = 1.0
):
    """Counts of a simulated world: latent log-normal spells, exposure that varies."""
    spread = np.sqrt(np.log1p(ALPHA))
    latent = np.zeros(size)
    latent[0] = rng.normal() * spread
    for day in range(1, size):
        latent[day] = memory * latent[day - 1] + rng.normal() * spread * np.sqrt(1 - memory**2)
    exposure = rng.beta(4.0, 1.5, size)
    level = mean * exposure * rise * np.exp(latent - spread**2 / 2)
    return rng.poisson(level).astype(float), exposure


@pytest.mark.parametrize("memory", [0.0, 0.5, 0.8])
def test_false_alarms_stay_within_the_promise(memory: float) -> None:
    rng = np.random.default_rng(11)
    alarms, watched = 0, 0
    for _ in range(12):
        counts, exposure = days(rng, 120 + 180, memory=memory)
        reference = learn(counts[:120], exposure[:120])
        seen = alarm(reference, counts[120:], exposure[120:])
        alarms += seen.risen_on is not None
        watched += 180 if seen.risen_on is None else seen.risen_on + 1
    # design: one a year; 12 half-years have a Poisson mean of 6, and 12 or more a chance of 2 %
    assert alarms < 12


def test_a_tripling_is_noticed() -> None:
    rng = np.random.default_rng(3)
    usual, seen = days(rng, 60, memory=0.0)
    risen, watched = days(rng, 30, memory=0.0, rise=3.0)
    found = alarm(learn(usual, seen), risen, watched)
    assert found.level == "above reference"
    assert found.risen_on is not None
    assert found.risen_on < 14


def test_a_silence_is_noticed_only_where_somebody_looked() -> None:
    usual = np.array([47.0, 22.0, 27.0, 43.0, 43.0, 29.0, 51.0, 65.0])
    reference = learn(usual, np.ones(8))
    assert alarm(reference, np.zeros(2), np.ones(2)).level == "below reference"
    unseen = alarm(reference, np.zeros(2), np.zeros(2))
    assert unseen.level == "within reference"
    assert [day.e_fall for day in unseen.days] == [1.0, 1.0]
    assert noticed(reference, np.zeros(2)).fall_to is None


@settings(max_examples=15, deadline=None)
@given(st.lists(st.integers(0, 80), min_size=1, max_size=8), st.integers(0, 8))
def test_later_days_never_change_earlier_ones(counts: list[int], cut: int) -> None:
    reference = learn(np.array([20.0, 25.0, 18.0, 30.0]), np.ones(4))
    whole = alarm(reference, np.array(counts, dtype=float), np.ones(len(counts)))
    part = alarm(reference, np.array(counts[:cut], dtype=float), np.ones(len(counts[:cut])))
    assert whole.days[: len(part.days)] == part.days


def test_exposure_is_a_unit_and_not_evidence() -> None:
    counts, exposure = np.array([10.0, 12.0, 9.0, 14.0]), np.ones(4)
    one = alarm(learn(counts, exposure), np.array([30.0]), np.ones(1))
    other = alarm(learn(counts, exposure * 24), np.array([30.0]), np.full(1, 24.0))
    assert one.days[0].e_rise == pytest.approx(other.days[0].e_rise)


def test_what_could_have_been_noticed_shrinks_with_exposure() -> None:
    reference = learn(np.array([20.0, 25.0, 18.0, 30.0, 22.0]), np.ones(5))
    long, short = noticed(reference, np.ones(7)), noticed(reference, np.full(1, 0.2))
    assert long.rise_to is not None
    assert short.rise_to is None or short.rise_to > long.rise_to
    assert long.fall_to is not None
    assert short.fall_to is None or short.fall_to < long.fall_to


def test_the_rate_is_inside_its_sequence_at_all_times() -> None:
    rng = np.random.default_rng(8)
    missed = 0
    for _ in range(40):
        exposure = rng.beta(4, 1.5, 60)
        level = 12 * exposure * rng.gamma(1 / ALPHA, ALPHA, 60)
        found = rate_sequence(rng.poisson(level).astype(float), exposure, dispersion=ALPHA)
        missed += bool(np.any((found.low > 12) | (found.high < 12)))
    assert missed <= 8  # level 0.9: 4 of 40 expected at the most


def test_before_anybody_looked_the_rate_is_open() -> None:
    found = rate_sequence(np.zeros(3), np.zeros(3), dispersion=0.2)
    assert found.low.tolist() == [0.0] * 3
    assert np.isinf(found.high).all()


def test_many_areas_at_once() -> None:
    assert e_bh([1.0, 2.0, 0.5], level=0.1) == ()
    assert e_bh([100.0, 30.0, 1.0], level=0.1) == (0, 1)
    assert e_bh([], level=0.1) == ()


def test_one_group_of_sources_says_nothing_of_what_was_missed() -> None:
    alone = np.array([[True, False]] * 5)
    assert undercount(alone, np.ones(5)) is None
    never_both = np.array([[True, False], [False, True]])
    assert undercount(never_both, np.ones(2)) is None


def test_what_was_missed_is_found_where_groups_are_independent() -> None:
    rng = np.random.default_rng(4)
    covered = 0
    for _ in range(20):
        seen = rng.random((3_000, 3)) < [0.5, 0.4, 0.3]
        found = undercount(seen, np.ones(3_000))
        assert found is not None
        assert found.estimate == pytest.approx(3_000, rel=0.05)
        covered += found.low <= 3_000 <= found.high
    assert 15 <= covered <= 20
