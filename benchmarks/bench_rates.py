"""Promises of the alarm, intervals and scan, by simulation, and speed; `./aselepo bench rates`.

Every line prints its seed. Days are Poisson counts over a latent log-normal rate that remembers
itself, with an exposure that varies as a cloudy sky does; dispersion 0.3, 20 a fully watched day.
A number after the command sets how many series are drawn (400).
"""

from __future__ import annotations

import platform
import sys
import time

import numpy as np

from aselepo.coverage import choose
from aselepo.rates import pool, rate_interval, rate_sequence, scan, watch_many
from aselepo.rates.many import Many
from aselepo.rates.scan import Scatter, simulate
from aselepo.rates.settings import every_setting

F64 = np.ndarray
ALPHA = 0.3
SPREAD = float(np.sqrt(np.log1p(ALPHA)))
MEAN = 20.0
REFERENCE = 120
CHANGE = 120
MEMORIES = (0.0, 0.5, 0.8)


def world(
    rng: np.random.Generator, series: int, days: int, memory: float, *, ratio: float = 1.0
) -> tuple[F64, F64]:
    """Counts and exposure, shape (series, days); the level changes `CHANGE` days after the
    reference by `ratio`."""
    latent = rng.normal(size=(series, days))
    for day in range(1, days):
        latent[:, day] = memory * latent[:, day - 1] + latent[:, day] * np.sqrt(1 - memory**2)
    exposure = rng.beta(4.0, 1.5, (series, days))
    level = MEAN * exposure * np.exp(SPREAD * latent - SPREAD**2 / 2)
    level[:, REFERENCE + CHANGE :] *= ratio
    return rng.poisson(level).astype(float), exposure


def a_year(on: F64, days: int) -> float:
    """Alarms a year, each series watched up to its first."""
    watched = np.where(on < 0, days, on + 1).sum()
    return float((on >= 0).sum() / watched * 365.0)


def alarms(series: int, seed: int) -> None:
    for memory in MEMORIES:
        counts, exposure = world(np.random.default_rng(seed), series, REFERENCE + 365, memory)
        given = pool(counts[:, :REFERENCE], exposure[:, :REFERENCE])
        found = watch_many(counts, exposure, first=REFERENCE, given=given, power=False)
        print(
            f"false alarms a year, memory {memory}: rise {a_year(found.risen_on, 365):.2f}, "
            f"fall {a_year(found.fallen_on, 365):.2f} (design 1; {series} years, seed {seed})"
        )
        few = max(series // 8, 10)
        own = watch_many(
            counts[:few], exposure[:few], first=REFERENCE, given=every_setting(), power=False
        )
        print(
            f"  scatter and memory learned from one series alone: rise "
            f"{a_year(own.risen_on, 365):.2f}, fall {a_year(own.fallen_on, 365):.2f} ({few} years)"
        )
        for ratio in (1.5, 2.0, 3.0):
            rng = np.random.default_rng(seed + 1)
            counts, exposure = world(rng, series, REFERENCE + 240, memory, ratio=ratio)
            found = watch_many(counts, exposure, first=REFERENCE, given=given, power=False)
            print_delay(found, ratio, seed + 1)


def print_delay(found: Many, ratio: float, seed: int) -> None:
    """Median days from the change to the alarm, of the series silent until then."""
    on = found.risen_on
    silent = (on < 0) | (on >= CHANGE)
    delay = np.where(on[silent] < 0, np.inf, on[silent] - CHANGE + 1)
    print(
        f"  level x {ratio}: noticed after a median of {np.median(delay):.0f} days, within 14 days "
        f"{np.mean(delay <= 14):.2f} ({silent.sum()} series, seed {seed})"
    )


def intervals(series: int, seed: int) -> None:
    for memory in MEMORIES:
        counts, exposure = world(np.random.default_rng(seed), series, REFERENCE + 120, memory)
        given = pool(counts[:, :REFERENCE], exposure[:, :REFERENCE])
        inside = held = 0
        for count, seen in zip(counts, exposure, strict=True):
            _, low, high = rate_interval(count[:REFERENCE], seen[:REFERENCE])
            inside += low <= MEAN <= high
            path = rate_sequence(count[REFERENCE:], seen[REFERENCE:], given=given)
            held += bool(((path.low <= MEAN) & (path.high >= MEAN)).all())
        print(
            f"coverage of 90 %, memory {memory}: intervals of {REFERENCE} days "
            f"{inside / series:.3f}, sequences at all times {held / series:.3f} "
            f"({series} series, seed {seed})"
        )


def hot_spots(worlds: int, seed: int) -> None:
    x, y = (axis.ravel() for axis in np.meshgrid(np.arange(8.0), np.arange(8.0)))
    for memory in MEMORIES:
        rng = np.random.default_rng(seed)
        found = 0
        for place in range(worlds):
            exposure = rng.beta(4.0, 1.5, (49, 64))
            rate = rng.gamma(4.0, 0.5, 64)
            counts = simulate(rng, rate, exposure, Scatter(dispersion=0.5, memory=memory))
            spot = scan(counts, exposure, x, y, reference_days=42, last_days=7, seed=seed + place)
            found += spot is not None and spot.p <= 0.05
        print(
            f"hot spots where there is none, memory {memory}: {found / worlds:.3f} "
            f"(nominal 0.05; {worlds} worlds of 64 cells, seed {seed})"
        )


def speed(seed: int) -> None:
    series, days, first = 2_740, 365, 90
    counts, exposure = world(np.random.default_rng(seed), series, days, 0.5)
    watch_many(counts[:4], exposure[:4], first=first)  # compiled
    start, cpu = time.perf_counter(), time.process_time()
    given = pool(counts[:, :first], exposure[:, :first])
    found = watch_many(counts, exposure, first=first, given=given)
    wall, cpu = time.perf_counter() - start, time.process_time() - cpu
    start = time.process_time()
    copy = counts.copy()
    for _ in range(20):
        copy = np.sort(counts, axis=1)
    sort = (time.process_time() - start) / 20
    assert len(copy) == len(found.rate)
    print(
        f"{counts.size:,} cells (series x days) with rates, alarms and power: {wall:.1f} s, "
        f"{cpu:.1f} CPU s, {cpu / sort:.0f} x sorting each series (seed {seed})"
    )


def planning(seed: int) -> None:
    """500 candidate posts, six areas of 16 places, three classes of different reach."""
    rng = np.random.default_rng(seed)
    posts, areas, places = 500, 6, 16
    px, py = rng.uniform(0, 100, (2, posts))
    gx, gy = rng.uniform(0, 100, (2, areas * places))
    metres = np.hypot(px[:, None] - gx, py[:, None] - gy)
    chance = np.concatenate(
        [np.where(metres < r, 0.95 * (1 - 0.5 * metres / r), 0.0) for r in (8, 12, 20)], axis=1
    )
    group = np.concatenate([k * areas + np.repeat(np.arange(areas), places) for k in range(3)])
    weight = np.full(len(group), 1 / places)
    for budget in (20.0, 60.0):
        start, cpu = time.perf_counter(), time.process_time()
        found = choose(chance, rng.uniform(1, 5, posts), group, weight, budget=budget)
        print(
            f"planning, 500 candidates, budget {budget:g}: {time.perf_counter() - start:.0f} s, "
            f"{time.process_time() - cpu:.0f} CPU s, worst served {found.worst:.3f}, proven within "
            f"{found.short_by:.3f} of the best (seed {seed})"
        )


if __name__ == "__main__":
    print(f"{platform.platform()}, Python {platform.python_version()}")
    asked = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    speed(70)
    alarms(asked, 71)
    intervals(asked, 73)
    hot_spots(asked, 74)
    planning(4)
