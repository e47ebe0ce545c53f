"""Ground sensors that locate sounds: hubs of stations along the line; quarries and thunder too."""

from __future__ import annotations

import numpy as np
from scipy.special import expit

from aselepo.feeds.exercise.land import NORTH, SOUTH
from aselepo.feeds.exercise.reports import (
    CAUSES,
    Outages,
    Reports,
    Scene,
    azimuth,
    ellipse_error,
    joined,
    names_party,
    outages,
    reports,
    told,
)
from aselepo.feeds.exercise.streams import F64, I64
from aselepo.feeds.exercise.watch import Probes, Watched, hourly
from aselepo.feeds.exercise.weather import DAY, HOUR

NAME = "acoustic_net"
FIRST = "acoustic"
SIGMA_S = 6.0
GOES_ON_S = 1500.0
"""A sound amid a barrage: the barrage may have begun so long before."""
GOES_ON_SIGMA_S = 240.0
GUNS = ("mortar", "artillery", "tank_fire", "rocket")


def acoustic(scene: Scene, probe: Probes) -> tuple[Reports, list[Watched], Outages]:
    """Reports, coverage and outages of the acoustic network; a hub serves one sector."""
    rng = scene.streams.of(NAME)
    station_x, station_y = _stations(scene, rng)
    down = outages(scene, FIRST, scene.land.sectors)
    parts = [_incidents(scene, rng, station_x, station_y, down), *_clutter(scene, rng, down)]
    if not scene.given.whole(FIRST, "stations"):
        parts = [part.take(np.zeros(0, np.int64)) for part in parts]
    return joined(parts), _coverage(scene, probe, station_x, station_y, down), down


def _stations(scene: Scene, rng: np.random.Generator) -> tuple[F64, F64]:
    """Places of the stations by hub, nan where a hub has fewer; shape (hubs, most)."""
    land, count = scene.land, scene.given.whole(FIRST, "stations")
    x = (np.arange(count) + 0.5) * land.length / max(count, 1)
    side = np.where(np.arange(count) % 2 == 0, NORTH, SOUTH)
    exists = (side == NORTH) | (rng.random(count) < scene.given.number(FIRST, "south_share"))
    behind = rng.uniform(1.0, 4.0, count)
    y = land.line_y(x) + np.where(side == NORTH, behind, -behind)
    hub = land.sector(x)
    most = max(int(np.bincount(hub, minlength=1).max()) if count else 1, 1)
    placed_x, placed_y = np.full((2, land.sectors, most), np.nan)
    for number in range(land.sectors):
        mine = np.flatnonzero((hub == number) & exists)
        placed_x[number, : len(mine)] = x[mine]
        placed_y[number, : len(mine)] = y[mine]
    return placed_x, placed_y


def _heard(
    scene: Scene, kind: I64, x: F64, y: F64, wind: F64 | float, hub_x: F64, hub_y: F64
) -> tuple[F64, F64]:
    """Chance that each station hears each sound, and its distance; shape (n, stations)."""
    table = scene.given.by_name(FIRST, "hears")
    half = np.array([table[name] for name in scene.classes])[kind]
    loss = 1 - scene.given.number(FIRST, "wind_loss") * np.clip(np.asarray(wind) - 4.0, 0, 20)
    distance = np.hypot(x[:, None] - hub_x, y[:, None] - hub_y)
    reach = (half * loss)[:, None]
    p = expit((reach - distance) / scene.given.number(FIRST, "softness"))
    return np.where(np.isnan(distance), 0.0, p), distance


def _incidents(
    scene: Scene, rng: np.random.Generator, station_x: F64, station_y: F64, down: Outages
) -> Reports:
    truth, given, weather = scene.truth, scene.given, scene.weather
    kind = scene.heard_as()
    wind = weather.at(weather.wind, truth.sector, truth.time_s)
    hub_x, hub_y = station_x[truth.sector], station_y[truth.sector]
    p, distance = _heard(scene, kind, truth.x, truth.y, wind, hub_x, hub_y)
    hears = rng.random(p.shape) < p
    number = hears.sum(axis=1)
    found = np.flatnonzero((number >= 2) & down.is_up(truth.sector, truth.time_s))
    hears, distance, number = hears[found], distance[found], number[found]
    mean = np.where(hears, distance, 0.0).sum(axis=1) / number
    middle_x = np.where(hears, hub_x[found], 0.0).sum(axis=1) / number
    middle_y = np.where(hears, hub_y[found], 0.0).sum(axis=1) / number
    base = 0.08 + 0.016 * mean
    major = np.where(number >= 3, base * (1 + 1.6 / (number - 1)), base * 5)
    minor = np.where(number >= 3, base * 0.7, base)
    turn = azimuth(truth.x[found] - middle_x, truth.y[found] - middle_y)

    rounds = truth.rounds[found]
    more = rng.poisson(given.number(FIRST, "repeats") * np.log2(rounds + 1.0))
    row = np.repeat(np.arange(len(found)), 1 + more)
    first = np.append(True, row[1:] != row[:-1]) if len(row) else np.zeros(0, bool)
    which = found[row]
    lasts = np.maximum(truth.end_s[which] - truth.time_s[which], 20.0)
    after = np.where(first, 0.0, rng.random(len(row)) * lasts)
    time = truth.time_s[which] + after + SIGMA_S * rng.standard_normal(len(row))
    east, north = ellipse_error(rng, major[row], minor[row], turn[row])
    word = told(
        rng, scene, kind[which], given.number(FIRST, "accuracy"), given.number(FIRST, "vague")
    )
    counted = np.maximum(1, rng.binomial(truth.rounds[which], 0.8))
    low, high = given.pair(FIRST, "delay_s")
    effect = reports(
        len(row),
        sensor=truth.sector[which],
        basis=0,
        time_lo=time - np.where(first, 3 * SIGMA_S, GOES_ON_S),
        time=time,
        time_hi=time + 3 * SIGMA_S,
        time_sigma_s=np.where(first, SIGMA_S, GOES_ON_SIGMA_S),
        x=truth.x[which] + east,
        y=truth.y[which] + north,
        sigma_major_m=major[row] * 1000,
        sigma_minor_m=minor[row] * 1000,
        azimuth_deg=turn[row],
        role=0,
        word=word,
        count_lo=np.where(first, counted, -1),
        count_hi=np.where(first, np.ceil(counted * 1.4) + 1, -1),
        unit=np.where(kind[which] == scene.word("small_arms"), 1, 0),
        known_s=time + rng.uniform(low, high, len(row)),
        incident=which,
        cause=0,
    )
    guns = np.isin(truth.kind[found], [scene.word(name) for name in GUNS])
    fired = np.flatnonzero(guns & (rng.random(len(found)) < given.number(FIRST, "origin_share")))
    which = found[fired]
    size = len(which)
    wide = 2.2 * base[fired]
    turn = azimuth(truth.from_x[which] - middle_x[fired], truth.from_y[which] - middle_y[fired])
    east, north = ellipse_error(rng, wide, 0.6 * wide, turn)
    word = told(rng, scene, kind[which], given.number(FIRST, "accuracy"), 0.0)
    party, p_party = names_party(rng, truth.actor[which], 1.0, 0.9)
    time = truth.time_s[which] - rng.uniform(5, 40, size)
    origin = reports(
        size,
        sensor=truth.sector[which],
        basis=0,
        time_lo=time - 3 * SIGMA_S,
        time=time,
        time_hi=time + 3 * SIGMA_S,
        time_sigma_s=SIGMA_S,
        x=truth.from_x[which] + east,
        y=truth.from_y[which] + north,
        sigma_major_m=wide * 1000,
        sigma_minor_m=0.6 * wide * 1000,
        azimuth_deg=turn,
        role=1,
        word=word,
        party=party,
        p_party=p_party,
        known_s=time + rng.uniform(low, high, size) + 60,
        incident=which,
        cause=0,
    )
    return joined([effect, origin])


def _clutter(scene: Scene, rng: np.random.Generator, down: Outages) -> list[Reports]:
    """False picks at any hour, quarries in working hours, thunder in summer afternoons."""
    given, land, weather = scene.given, scene.land, scene.weather
    size = int(rng.poisson(given.number(FIRST, "false_picks") * scene.days))
    x = rng.uniform(0, land.length, size)
    y = land.line_y(x) + rng.uniform(-10, 10, size)
    picks = _sounds(scene, rng, rng.uniform(0, scene.span_s, size), x, y, 1.0, "false pick")

    places = given.whole(FIRST, "quarries")
    quarry_x = rng.uniform(0, land.length, places)
    quarry_y = land.line_y(quarry_x) + rng.choice([-1, 1], places) * rng.uniform(3, 12, places)
    blasts = rng.poisson(given.number(FIRST, "quarry_blasts"), (places, scene.days))
    quarry, day = (index.repeat(blasts[blasts > 0]) for index in np.nonzero(blasts))
    time = day * DAY + weather.noon_s + rng.uniform(-3, 3.5, len(day)) * HOUR
    open_days = ~weather.weekend(time, scene.given.start.weekday())
    quarry, time = quarry[open_days], time[open_days]
    rocks = _sounds(scene, rng, time, quarry_x[quarry], quarry_y[quarry], 0.6, "quarry")

    storms = len(weather.storm_sector)
    claps = rng.poisson(given.number(FIRST, "thunder_claps"), storms)
    storm = np.repeat(np.arange(storms), claps)
    time = weather.storm_start_s[storm] + rng.uniform(0, 1.5, len(storm)) * HOUR
    width = land.length / land.sectors
    x = (weather.storm_sector[storm] + rng.random(len(storm))) * width
    y = land.line_y(x) + rng.normal(0, 9, len(storm))
    thunder = _sounds(scene, rng, time, x, y, 2.5, "thunder")
    return [
        part.take((part.time < scene.span_s) & down.is_up(part.sensor, part.time))
        for part in (picks, rocks, thunder)
    ]


def _sounds(
    scene: Scene, rng: np.random.Generator, time: F64, x: F64, y: F64, wide: float, cause: str
) -> Reports:
    """Reports of sounds that are no incident."""
    size = len(time)
    base = wide * rng.uniform(0.15, 0.4, size)
    turn = np.round(rng.uniform(0, 180, size), 2) % 180.0
    east, north = ellipse_error(rng, 1.8 * base, 0.7 * base, turn)
    like = {"quarry": "artillery", "thunder": "artillery"}.get(cause, "mortar")
    kind = np.full(size, scene.word(like), np.int64)
    word = told(rng, scene, kind, 0.6, scene.given.number(FIRST, "vague") * 2)
    low, high = scene.given.pair(FIRST, "delay_s")
    return reports(
        size,
        sensor=scene.land.sector(x),
        basis=0,
        time_lo=time - 3 * SIGMA_S,
        time=time,
        time_hi=time + 3 * SIGMA_S,
        time_sigma_s=SIGMA_S,
        x=x + east,
        y=y + north,
        sigma_major_m=1800 * base,
        sigma_minor_m=700 * base,
        azimuth_deg=turn,
        role=0,
        word=word,
        count_lo=1,
        count_hi=rng.integers(1, 4, size),
        unit=0,
        known_s=time + rng.uniform(low, high, size),
        cause=CAUSES.index(cause),
    )


def _coverage(
    scene: Scene, probe: Probes, station_x: F64, station_y: F64, down: Outages
) -> list[Watched]:
    land = scene.land
    shape = probe.x.shape
    sector, kind = probe.sector.ravel(), probe.kind.ravel()
    wind = scene.streams.of("wind over probes").choice(scene.weather.wind.ravel(), kind.size)
    p, _ = _heard(
        scene, kind, probe.x.ravel(), probe.y.ravel(), wind, station_x[sector], station_y[sector]
    )
    none = np.prod(1 - p, axis=1)
    # one station alone: sum over stations of p / (1 - p) times none; p is never quite 1
    one = none * (p / np.maximum(1 - p, 1e-12)).sum(axis=1)
    mean = np.clip(1 - none - one, 0, 1).reshape(shape).mean(axis=3)
    up = np.repeat(down.up_share(scene.hours)[:, None, :], 2, axis=1).round(2)

    def chance(sector: int, side: int, hour: int, key: bool) -> F64 | float:
        return 0.0 if key else mean[sector, side]

    if not scene.given.whole(FIRST, "stations"):
        up = np.zeros_like(up)
    assert up.shape == (land.sectors, 2, scene.hours)
    return hourly(scene, NAME, up, chance)
