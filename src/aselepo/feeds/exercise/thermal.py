"""Satellites that see fires: what burns still at a pass under a clear sky; farms and works too."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from aselepo.feeds.exercise.reports import CAUSES, Reports, Scene, joined, reports
from aselepo.feeds.exercise.streams import F64, I64, lognormal, steps
from aselepo.feeds.exercise.watch import Watched, stated_rows
from aselepo.feeds.exercise.weather import DAY, HOUR

NAME = "thermal"
SIGMA_S = 4 * HOUR


def thermal(scene: Scene) -> tuple[Reports, list[Watched]]:
    """Reports and coverage of the satellites."""
    rng = scene.streams.of(NAME)
    given, truth, weather = scene.given, scene.truth, scene.weather
    at, satellite, pixel = _passes(scene, rng)
    window = given.number(NAME, "window_h") * HOUR
    median, spread = given.number(NAME, "burn_median_h") * HOUR, given.number(NAME, "burn_spread")

    names = (*given.of_class("ignites"), 0.0)  # kind -1: nothing burns after a controlled blast
    lit = np.flatnonzero(rng.random(len(truth)) < np.array(names)[truth.kind])
    burns = np.minimum(lognormal(rng, median, spread, len(lit)), window)
    parts = [_seen(scene, rng, at, truth.time_s[lit], burns, truth.x[lit], truth.y[lit], lit, 0)]

    season = weather.day_of_year(steps(scene.days, DAY))
    if weather.latitude < 0:
        season = (season + 182.6) % 365.25
    dry = np.exp(-(((season - 222) / 40) ** 2)) + 0.6 * np.exp(-(((season - 95) / 20) ** 2))
    farms = rng.poisson(given.number(NAME, "farm_fires") * dry)
    size = int(farms.sum())
    noon = np.repeat(np.arange(scene.days), farms) * DAY + weather.noon_s
    begins = noon + rng.uniform(-2.5, 6, size) * HOUR
    x = rng.uniform(0, scene.land.length, size)
    y = scene.land.line_y(x) + rng.uniform(-1, 1, size) * scene.land.depth
    burns = np.minimum(lognormal(rng, 1.5 * HOUR, 0.7, size), window)
    none = np.full(size, -1, np.int64)
    parts.append(_seen(scene, rng, at, begins, burns, x, y, none, CAUSES.index("farm fire")))

    works = given.whole(NAME, "static_heat")
    work_x = rng.uniform(0, scene.land.length, works)
    work_y = scene.land.line_y(work_x) + rng.uniform(-0.9, 0.9, works) * scene.land.depth
    shows = rng.random((works, len(at))) < given.number(NAME, "static_sees")
    work, turn = np.nonzero(shows)
    clear = 1 - weather.at(weather.cloud, scene.land.sector(work_x[work]), at[turn])
    keep = rng.random(len(work)) < clear
    work, turn = work[keep], turn[keep]
    none = np.full(len(work), -1, np.int64)
    parts.append((turn, work_x[work], work_y[work], none, CAUSES.index("static heat")))

    made = [_reports(scene, rng, at, satellite, pixel, *part) for part in parts]
    return joined(made), _coverage(scene, at)


def _passes(scene: Scene, rng: np.random.Generator) -> tuple[F64, I64, F64]:
    """Moments of the passes, which satellite, and the pixel's side in metres."""
    given = scene.given
    count = given.whole(NAME, "satellites")
    day = np.repeat(np.arange(scene.days), 2 * count)
    which = np.tile(np.repeat(np.arange(count), 2), scene.days)
    by_night = np.tile([True, False], scene.days * count)
    hour = np.where(by_night, 0.9, 13.1) + 0.75 * which
    swing = np.sin(2 * np.pi * (day / 16.0 + which / max(count, 1)))
    noon = scene.weather.noon_s - 12 * HOUR
    at = day * DAY + (noon + (hour + 0.8 * swing) * HOUR) % DAY
    near, far = given.pair(NAME, "pixel_m")
    pixel = near + (far - near) * np.abs(swing) ** 2
    keep = rng.random(len(at)) >= given.number(NAME, "missing_pass")
    order = np.argsort(at[keep], kind="stable")
    return np.round(at[keep][order]), which[keep][order], np.round(pixel[keep][order], 1)


_Part = tuple[I64, F64, F64, I64, int]


def _seen(
    scene: Scene, rng: np.random.Generator, at: F64, begins: F64, burns: F64, x: F64, y: F64,
    incident: I64, cause: int,
) -> _Part:  # fmt: skip
    """Passes at which fires are seen: (pass, x, y, incident, cause), one row a sight."""
    first = np.searchsorted(at, begins)
    last = np.searchsorted(at, begins + burns)
    fire = np.repeat(np.arange(len(begins)), last - first)
    turn = np.arange(len(fire)) - np.repeat(np.cumsum(last - first) - (last - first), last - first)
    turn = turn + first[fire]
    weather = scene.weather
    clear = 1 - weather.at(weather.cloud, scene.land.sector(x[fire]), at[turn])
    keep = rng.random(len(fire)) < clear * scene.given.number(NAME, "sees")
    fire, turn = fire[keep], turn[keep]
    return turn.astype(np.int64), x[fire], y[fire], incident[fire], cause


def _reports(
    scene: Scene, rng: np.random.Generator, at: F64, satellite: I64, pixel: F64, turn: I64, x: F64,
    y: F64, incident: I64, cause: int,
) -> Reports:  # fmt: skip
    size = len(turn)
    side = pixel[turn]
    low, high = scene.given.pair(NAME, "delay_h")
    seen = at[turn]
    sigma = np.round(side / np.sqrt(12.0), 1)
    return reports(
        size,
        sensor=satellite[turn],
        basis=0,
        time_lo=seen - scene.given.number(NAME, "window_h") * HOUR,
        time=seen,
        time_hi=seen,
        time_sigma_s=SIGMA_S,
        x=x + (rng.random(size) - 0.5) * side / 1000.0,
        y=y + (rng.random(size) - 0.5) * side / 1000.0,
        sigma_major_m=sigma,
        sigma_minor_m=sigma,
        azimuth_deg=0.0,
        word=scene.word("heat"),
        known_s=seen + rng.uniform(low, high, size) * HOUR,
        incident=incident,
        cause=cause,
    )


def _coverage(scene: Scene, at: F64) -> list[Watched]:
    """One statement a pass and area, about the time since the pass before.

    It counts the pass that ends the time and those after it, as long as a fire may burn.
    """
    given, weather, land = scene.given, scene.weather, scene.land
    window = given.number(NAME, "window_h")
    late = given.pair(NAME, "delay_h")[1] * HOUR
    ignites = np.array(given.of_class("ignites"))
    edges = np.concatenate(([0.0], at))
    moment = edges[:-1, None] + np.diff(edges)[:, None] * steps(8, 1 / 8, middle=True)
    rows = []
    for sector in range(land.sectors):
        cloud = weather.at(weather.cloud, np.full(len(at), sector), at)
        missed = np.ones_like(moment)
        for ahead in range(min(len(at), 12)):
            turn = np.minimum(np.arange(len(at)) + ahead, len(at) - 1)
            burns = _burns(scene, (at[turn][:, None] - moment) / HOUR)
            seen = given.number(NAME, "sees") * (1 - cloud[turn])[:, None] * burns
            missed *= np.where((np.arange(len(at)) + ahead < len(at))[:, None], 1 - seen, 1.0)
        share = (1 - missed).mean(axis=1)
        told = stated_rows(scene, ignites * share[:, None])
        for side in range(2):
            area = land.area(side, sector)
            for lo, hi, c, p, listed in zip(edges, at, cloud, share, told, strict=False):
                blind = p < 0.02
                rows.append(
                    Watched(
                        source=NAME,
                        area=area,
                        lo_s=float(lo),
                        hi_s=float(hi),
                        status="not_observed" if blind else "observed" if c < 0.15 else "partial",
                        reason="cloud" if c >= 0.15 else None,
                        p=() if blind else listed,
                        known_s=float(hi) + window * HOUR + late,
                    )
                )
            last = float(edges[-1])
            if last < scene.span_s:
                rows.append(
                    Watched(
                        source=NAME,
                        area=area,
                        lo_s=last,
                        hi_s=scene.span_s,
                        reason="no-pass",
                        status="not_observed",
                        p=(),
                        known_s=scene.span_s,
                    )
                )
    return rows


def _burns(scene: Scene, hours: F64) -> F64:
    """Chance that a fire burns still after so many hours; none does after the window."""
    median, spread = (
        scene.given.number(NAME, "burn_median_h"),
        scene.given.number(NAME, "burn_spread"),
    )
    lasts = 1 - ndtr(np.log(np.maximum(hours, 1e-6) / median) / max(spread, 1e-6))
    burns: F64 = np.where((hours >= 0) & (hours < scene.given.number(NAME, "window_h")), lasts, 0.0)
    return burns
