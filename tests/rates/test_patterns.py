"""Small areas, reports still to come, hot spots and replies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aselepo.rates import learn_delay, nowcast, pooled_rates, replies, scan
from aselepo.rates.scan import Scatter, fit_scatter, simulate


def test_pooled_rates_are_nearer_the_truth_than_each_alone() -> None:
    rng = np.random.default_rng(1)
    truth, exposure = rng.gamma(2.0, 3.0, 200), rng.uniform(0.2, 5.0, 200)
    counts = rng.poisson(truth * exposure).astype(float)
    found = pooled_rates(counts, exposure)
    assert ((found.rate - truth) ** 2).mean() < 0.8 * ((counts / exposure - truth) ** 2).mean()
    assert 0.85 <= np.mean((found.low <= truth) & (truth <= found.high)) <= 0.95
    assert found.own[exposure.argmax()] > found.own[exposure.argmin()]


def test_an_area_nobody_watched_is_as_unsure_as_all_areas() -> None:
    found = pooled_rates(np.array([3.0, 12.0, 7.0, 0.0]), np.array([1.0, 1.0, 1.0, 0.0]))
    assert found.own[3] == 0.0
    assert found.rate[3] == pytest.approx(found.overall)
    assert found.high[3] - found.low[3] > found.high[0] - found.low[0]
    with pytest.raises(ValueError, match="watched"):
        pooled_rates(np.zeros(2), np.zeros(2))


def test_incidents_that_come_in_spells_say_less() -> None:
    counts, exposure = np.array([3.0, 12.0, 7.0, 30.0]), np.ones(4)
    single = pooled_rates(counts, exposure)
    spells = pooled_rates(counts, exposure, dispersion=np.full(4, 5.0))
    assert (spells.own < single.own).all()


def test_delays_not_yet_seen_do_not_make_reports_look_quick() -> None:
    rng = np.random.default_rng(7)
    delay, age = rng.geometric(0.4, 4_000) - 1, rng.integers(0, 30, 4_000)
    arrived = delay <= age
    found = learn_delay(delay[arrived], age[arrived])
    assert found is not None
    truth = 1 - 0.6 ** np.arange(1, 7)
    assert found.told[:6] == pytest.approx(truth, abs=0.03)
    naive = np.mean(delay[arrived & (age < 4)] == 0)
    assert naive > truth[0] + 0.05  # what plain shares would say
    assert learn_delay([0, 1], [3, 3]) is None


def test_the_newest_day_is_incomplete_and_its_interval_holds() -> None:
    rng = np.random.default_rng(8)
    found = learn_delay([0] * 40 + [1] * 30 + [3] * 30, [9] * 100)
    assert found is not None
    covered = 0
    for _ in range(200):
        total = int(rng.poisson(25))
        now = nowcast(int(rng.binomial(total, found.share(0))), 0, found)
        assert now.incomplete
        covered += now.low <= total <= now.high
    assert covered >= 170
    old = nowcast(12, 3, found)
    assert not old.incomplete
    assert (old.low, old.expected, old.high) == (12.0, 12.0, 12.0)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=20, max_size=60))
def test_the_share_told_never_falls_with_age(pairs: list[tuple[int, int]]) -> None:
    delay = [min(pair) for pair in pairs]
    found = learn_delay(delay, [max(pair) for pair in pairs])
    assert found is not None
    shares = [found.share(age) for age in range(9)]
    assert shares == sorted(shares)
    assert all(0.0 <= share <= 1.0 for share in shares)


def cells() -> tuple[np.ndarray, np.ndarray]:
    x, y = np.meshgrid(np.arange(7.0), np.arange(7.0))
    return x.ravel(), y.ravel()


def test_a_hot_spot_is_found_and_named() -> None:
    rng = np.random.default_rng(4)
    x, y = cells()
    exposure = rng.beta(4.0, 1.5, (50, 49))
    counts = simulate(rng, np.full(49, 2.0), exposure, Scatter(dispersion=0.4, memory=0.3))
    hot = [c for c in range(49) if abs(x[c] - 3) + abs(y[c] - 3) <= 1]
    counts[-4:, hot] += rng.poisson(9.0, (4, len(hot)))
    found = scan(counts, exposure, x, y, reference_days=40, last_days=7, seed=1)
    assert found is not None
    assert found.p == 0.01
    assert len(set(found.cells) & set(hot)) >= 4
    assert found.counted > 2 * found.expected
    again = scan(counts, exposure, x, y, reference_days=40, last_days=7, seed=1)
    assert again == found


def test_spells_alone_are_seldom_a_hot_spot() -> None:
    x, y = cells()
    alarms = 0
    for world in range(30):
        rng = np.random.default_rng(100 + world)
        exposure = rng.beta(4.0, 1.5, (40, 49))
        counts = simulate(rng, rng.gamma(4, 0.5, 49), exposure, Scatter(dispersion=0.6, memory=0.5))
        found = scan(counts, exposure, x, y, reference_days=33, last_days=7, seed=world)
        alarms += found is not None and found.p <= 0.05
    assert alarms <= 5  # nominal 1.5; 6 or more has a chance of 0.3 %


def test_scatter_and_memory_are_found_again() -> None:
    rng = np.random.default_rng(2)
    exposure = rng.beta(4.0, 1.5, (80, 60))
    made = simulate(rng, np.full(60, 6.0), exposure, Scatter(dispersion=0.5, memory=0.6))
    found = fit_scatter(made, exposure)
    assert found.dispersion == pytest.approx(0.5, abs=0.12)
    assert found.memory == pytest.approx(0.6, abs=0.12)


def fight(follow: list[list[float]], base: list[float], hours: float, half_life: float, seed: int):
    rng = np.random.default_rng(seed)
    open_ = [(t, j) for j in (0, 1) for t in rng.uniform(0, hours, rng.poisson(base[j] * hours))]
    done = []
    while open_:
        t, i = open_.pop()
        done.append((t, i))
        for j in (0, 1):
            for gap in rng.exponential(half_life / np.log(2), rng.poisson(follow[i][j])):
                if t + gap < hours:
                    open_.append((t + gap, j))
    done.sort()
    return np.array([t for t, _ in done]), np.array([j for _, j in done])


TRUTH = np.array([[0.2, 0.5], [0.1, 0.3]])


def test_who_follows_on_whom_is_found_again() -> None:
    inside, branching = 0, []
    for seed in range(4):
        times, side = fight(TRUTH.tolist(), [0.05, 0.03], 4_800.0, 4.0, seed)
        found = replies(times, side, np.ones((200, 2)), step_h=24.0)
        assert found is not None
        inside += int(((found.low <= TRUTH) & (found.high >= TRUTH)).sum())
        branching.append(found.branching)
        assert found.follow[0, 1] > found.follow[1, 0]
        assert found.half_life_h in (2.0, 4.0, 8.0)
        assert found.across_gain > 10
    assert inside >= 12  # 16 intervals of 90 %; 11 or fewer has a chance of 2 %
    assert np.mean(branching) == pytest.approx(np.abs(np.linalg.eigvals(TRUTH)).max(), abs=0.1)


def test_a_side_seen_less_does_not_look_patient() -> None:
    fair, blind = [], []
    exposure = np.ones((200, 2))
    exposure[::2, 1] = 0.2
    for seed in range(4):
        times, side = fight(TRUTH.tolist(), [0.05, 0.03], 4_800.0, 4.0, seed)
        rng = np.random.default_rng(seed)
        kept = rng.random(len(times)) < exposure[(times / 24).astype(int), side]
        for found, seen in ((fair, exposure), (blind, np.ones((200, 2)))):
            of_seed = replies(times[kept], side[kept], seen, step_h=24.0)
            assert of_seed is not None
            found.append(of_seed.follow[0, 1])
    assert abs(np.mean(fair) - 0.5) < 0.1
    assert abs(np.mean(fair) - 0.5) < abs(np.mean(blind) - 0.5)


def test_independent_incidents_follow_on_nothing() -> None:
    times, side = fight([[0, 0], [0, 0]], [0.05, 0.04], 4_800.0, 4.0, 6)
    found = replies(times, side, np.ones((200, 2)), step_h=24.0)
    assert found is not None
    assert found.share_following < 0.2
    assert found.gain < 8


def test_sides_swapped_are_mirrored() -> None:
    times, side = fight([[0.2, 0.4], [0.1, 0.3]], [0.05, 0.04], 2_400.0, 4.0, 8)
    one = replies(times, side, np.ones((100, 2)), step_h=24.0)
    other = replies(times, 1 - side, np.ones((100, 2)), step_h=24.0)
    assert one is not None
    assert other is not None
    assert other.follow == pytest.approx(one.follow[::-1, ::-1], abs=1e-5)


def test_too_few_incidents_of_a_side_show_nothing() -> None:
    times, side = fight([[0, 0], [0, 0]], [0.05, 0.005], 2_400.0, 4.0, 6)
    assert (side == 1).sum() < 30 < (side == 0).sum()
    assert replies(times, side, np.ones((100, 2)), step_h=24.0) is None
