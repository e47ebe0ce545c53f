"""What happens in a world: spells, barrages, answers, truces; in the ranges of real series."""

from __future__ import annotations

import numpy as np
import pytest
from tests.exercise.made import daily, numbers, seconds, world

from aselepo.feeds.exercise import World

SEEDS = (11, 12, 13, 14, 15, 16)


def lag_one(counts: np.ndarray) -> float:
    off = counts - counts.mean()
    return float((off[1:] * off[:-1]).sum() / (off * off).sum())


def test_days_are_overdispersed_and_come_in_spells() -> None:
    """Daily counts of real fronts: variance tens of times the mean, neighbours alike."""
    counts = [daily(world(seed=seed, days=90)) for seed in SEEDS]
    index = [float(each.var() / each.mean()) for each in counts]
    assert all(8 < each < 200 for each in index), index
    lags = [lag_one(each) for each in counts]
    assert 0.4 < np.median(lags) < 0.85, lags
    assert min(lags) > 0.15, lags


@pytest.mark.parametrize(("preset", "low", "high"), [("ceasefire", 180, 400), ("quiet", 5, 25)])
def test_level(preset: str, low: float, high: float) -> None:
    means = [daily(world(preset, seed)).mean() for seed in SEEDS]
    assert low < np.mean(means) < high, means


def test_broken_truce_holds_then_breaks() -> None:
    counts = daily(world("broken-truce"))
    before, held, broken = counts[:4].mean(), counts[5:18].mean(), counts[18:].mean()
    assert held < before / 8
    assert broken > 10 * held
    assert counts[2:4].mean() > 1.2 * counts[:2].mean(), "the surge before the signature"


def pairs_within(made: World, *, other: bool, shift_s: float = 0.0) -> int:
    """Pairs of incidents of different sides (or one side) that follow within half an hour, near."""
    time = seconds(made.truth_incidents, "time")
    actor = np.array(made.truth_incidents["actor"].to_pylist())
    lon, lat = numbers(made.truth_incidents, "lon"), numbers(made.truth_incidents, "lat")
    from_lon = numbers(made.truth_incidents, "from_lon")
    from_lat = numbers(made.truth_incidents, "from_lat")
    found = 0
    for row in range(len(time)):
        lo, hi = np.searchsorted(time, [time[row] + shift_s + 1, time[row] + shift_s + 1800])
        window = slice(lo, hi)
        at_lon, at_lat = (from_lon, from_lat) if other else (lon, lat)
        near = np.hypot((lon[window] - at_lon[row]) * 77, (lat[window] - at_lat[row]) * 111) < 3
        found += int((near & ((actor[window] != actor[row]) == other)).sum())
    return found


def test_strikes_are_answered_and_followed_above_chance() -> None:
    made = world(days=10)
    for other in (True, False):
        now = pairs_within(made, other=other)
        chance = np.mean([pairs_within(made, other=other, shift_s=d * 86_400) for d in (1, 2, 3)])
        assert now > 3 * max(chance, 1), (other, now, chance)


def test_answers_aim_at_where_the_fire_came_from() -> None:
    made = world().truth_incidents
    row = {name: at for at, name in enumerate(made["incident"].to_pylist())}
    mother = np.array([row.get(name, -1) for name in made["drawn_by"].to_pylist()])
    actor = np.array(made["actor"].to_pylist())
    answer = np.flatnonzero((mother >= 0) & (actor != actor[mother]))
    assert len(answer) > 500
    time = seconds(made, "time")
    assert (time[answer] > time[mother[answer]]).all()
    gap = np.hypot(
        (numbers(made, "lon")[answer] - numbers(made, "from_lon")[mother[answer]]) * 77,
        (numbers(made, "lat")[answer] - numbers(made, "from_lat")[mother[answer]]) * 111,
    )
    assert np.median(gap) < 3.0


def test_local_truces_are_kept_nearly() -> None:
    text = "[truces]\nrate = 0.5\nmean_days = 4.0\n"
    made = world(seed=21, days=40, text=text)
    time = seconds(made.truth_incidents, "time")
    sector = np.array([area[-1] for area in made.truth_incidents["area"].to_pylist()])
    inside = np.zeros(len(time), bool)
    hours = 0.0
    for where, lo, hi in made.truth_truces:
        inside |= (sector == where) & (time >= lo.timestamp()) & (time < hi.timestamp())
        hours += (hi - lo).total_seconds() / 3600
    share = hours / (40 * 24 * made.scene.land.sectors)  # overlaps count twice: an upper bound
    assert share > 0.08
    assert inside.mean() < share / 3


def test_strikes_fall_on_the_other_side_of_the_line() -> None:
    made = world()
    truth, land = made.scene.truth, made.scene.land
    away = truth.y - land.line_y(truth.x, truth.time_s / 86_400)
    real = truth.kind >= 0
    assert (away[real & (truth.actor == 0)] < 0).all()
    assert (away[real & (truth.actor == 1)] > 0).all()
    behind = truth.from_y - land.line_y(truth.from_x, truth.time_s / 86_400)
    assert (behind[real & (truth.actor == 0)] > 0).all()
    assert np.ptp(land.shift[-1]) > 0.2, "the line moves"
    assert np.std(np.diff(land.base)) > 0.05, "the line is bent"


def test_rounds_are_counted_apart_from_incidents() -> None:
    rounds = numbers(world().truth_incidents, "rounds")
    assert rounds.min() == 1
    assert rounds.var() / rounds.mean() > 5


def test_day_and_night_differ() -> None:
    made = world(days=60)
    truth, weather = made.scene.truth, made.scene.weather
    night = weather.is_night(truth.time_s)
    drone = truth.kind == made.scene.word("drone_strike")
    assert drone[night].mean() > 1.3 * drone[~night].mean()
    hours = np.bincount(weather.local_hour(truth.time_s).astype(int), minlength=24)
    assert hours.max() > 1.3 * hours.min()
