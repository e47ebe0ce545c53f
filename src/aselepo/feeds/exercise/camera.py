"""Cameras on posts: a view shed by day and a shorter one by night, fog, outages, jamming."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

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
from aselepo.feeds.exercise.streams import F64, I64, Mask, lognormal, steps
from aselepo.feeds.exercise.watch import Probes, Watched, hourly
from aselepo.feeds.exercise.weather import HOUR

NAME = "camera_uav"
FIRST = "camera"
SIGMA_S = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Posts:
    """Where cameras stand and look; arrays of shape (posts,)."""

    x: F64
    y: F64
    heading_deg: F64
    sector: I64

    def sees(self, post: int, x: F64, y: F64, reach: F64 | float, half_deg: float) -> Mask:
        """Is a point within the view shed of a post?"""
        dx, dy = x - self.x[post], y - self.y[post]
        off = (np.degrees(np.arctan2(dx, dy)) - self.heading_deg[post] + 180.0) % 360.0 - 180.0
        inside: Mask = (np.hypot(dx, dy) <= reach) & (np.abs(off) <= half_deg)
        return inside

    def shed(self, post: int, reach: float, half_deg: float) -> tuple[F64, F64]:
        """Corners of a view shed on the plane."""
        turn = np.radians(self.heading_deg[post] + np.linspace(-half_deg, half_deg, 13))
        x = np.concatenate(([0.0], reach * np.sin(turn), [0.0])) + self.x[post]
        y = np.concatenate(([0.0], reach * np.cos(turn), [0.0])) + self.y[post]
        return x, y


def camera(scene: Scene, probe: Probes) -> tuple[Reports, list[Watched], Outages, Posts]:
    """Reports, coverage, outages and posts of the cameras."""
    rng = scene.streams.of(NAME)
    posts = _posts(scene, rng)
    down = outages(scene, FIRST, len(posts.x))
    made = joined([_incidents(scene, rng, posts, down), _false(scene, rng, posts, down)])
    return made, _coverage(scene, probe, posts, down), down, posts


def _posts(scene: Scene, rng: np.random.Generator) -> Posts:
    land, count = scene.land, scene.given.whole(FIRST, "posts")
    x = (np.arange(count) + rng.uniform(0.2, 0.8, count)) * land.length / max(count, 1)
    side = np.where(np.arange(count) % 2 == 0, NORTH, SOUTH)
    exists = (side == NORTH) | (rng.random(count) < scene.given.number(FIRST, "south_share"))
    behind = rng.uniform(0.8, 2.5, count)
    y = land.line_y(x) + np.where(side == NORTH, behind, -behind)
    heading = np.where(side == NORTH, 180.0, 0.0) + rng.uniform(-25, 25, count)
    return Posts(
        x=x[exists], y=y[exists], heading_deg=heading[exists], sector=land.sector(x[exists])
    )


def _reach(scene: Scene, sector: I64, time_s: F64) -> F64:
    """How far a camera sees: less by night, half in fog."""
    given, weather = scene.given, scene.weather
    by_day, by_night = given.number(FIRST, "range_day"), given.number(FIRST, "range_night")
    fog = weather.at(weather.cloud, sector, time_s) > given.number(FIRST, "fog")
    reach = np.where(weather.is_night(time_s), by_night, by_day)
    return reach * np.where(fog, 0.5, 1.0)


def _incidents(scene: Scene, rng: np.random.Generator, posts: Posts, down: Outages) -> Reports:
    truth, given = scene.truth, scene.given
    kind = scene.heard_as()
    table = given.by_name(FIRST, "sees")
    p = np.array([table[name] for name in scene.classes])[kind]
    reach = _reach(scene, truth.sector, truth.time_s)
    half = given.number(FIRST, "half_angle_deg")
    found_post, found_row = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for number in range(len(posts.x)):
        row = np.flatnonzero(np.abs(truth.x - posts.x[number]) < given.number(FIRST, "range_day"))
        inside = posts.sees(number, truth.x[row], truth.y[row], reach[row], half)
        row = row[inside & (truth.sector[row] == posts.sector[number])]
        row = row[rng.random(len(row)) < p[row]]
        row = row[down.is_up(np.full(len(row), number), truth.time_s[row])]
        found_post.append(np.full(len(row), number, np.int64))
        found_row.append(row)
    post, which = np.concatenate(found_post), np.concatenate(found_row)
    size = len(which)
    dx, dy = truth.x[which] - posts.x[post], truth.y[which] - posts.y[post]
    away = np.hypot(dx, dy)
    along = 0.05 * away + 0.04
    across = np.radians(1.2) * away + 0.01
    turn = azimuth(dx, dy)
    east, north = ellipse_error(rng, along, across, turn)
    word = told(
        rng, scene, kind[which], given.number(FIRST, "accuracy"), given.number(FIRST, "vague")
    )
    party, p_party = names_party(
        rng,
        truth.actor[which],
        given.number(FIRST, "names_party"),
        given.number(FIRST, "party_accuracy"),
    )
    time = truth.time_s[which] + SIGMA_S * rng.standard_normal(size)
    counted = np.maximum(1, rng.binomial(truth.rounds[which], 0.93))
    looked = lognormal(
        rng, given.number(FIRST, "delay_h") * HOUR, given.number(FIRST, "delay_spread"), size
    )
    return reports(
        size,
        sensor=post,
        basis=1,
        time_lo=time - 4 * SIGMA_S,
        time=time,
        time_hi=time + 4 * SIGMA_S,
        time_sigma_s=SIGMA_S,
        x=truth.x[which] + east,
        y=truth.y[which] + north,
        sigma_major_m=1000 * along,
        sigma_minor_m=1000 * across,
        azimuth_deg=turn,
        role=0,
        word=word,
        system=True,
        damage=truth.damage[which] & (rng.random(size) < 0.5),
        party=party,
        p_party=p_party,
        count_lo=counted,
        count_hi=np.ceil(counted * 1.15),
        unit=np.where(kind[which] == scene.word("small_arms"), 1, 0),
        known_s=time + 60.0 + looked,
        incident=which,
        cause=0,
    )


def _false(scene: Scene, rng: np.random.Generator, posts: Posts, down: Outages) -> Reports:
    """Flares, lights, fireworks taken for fire."""
    size = int(rng.poisson(scene.given.number(FIRST, "false_alarms") * scene.days))
    size = size if len(posts.x) else 0
    post = rng.integers(0, max(len(posts.x), 1), size)
    time = rng.uniform(0, scene.span_s, size)
    away = rng.uniform(0.5, scene.given.number(FIRST, "range_night"), size)
    turn = np.radians(
        (posts.heading_deg[post] if size else np.zeros(0)) + rng.uniform(-40, 40, size)
    )
    dx, dy = away * np.sin(turn), away * np.cos(turn)
    night = scene.weather.is_night(time) | (rng.random(size) < 0.3)
    keep = night & down.is_up(post, time)
    kind = rng.integers(0, len(scene.classes), size)
    made = reports(
        size,
        sensor=post,
        basis=1,
        time_lo=time - 4 * SIGMA_S,
        time=time,
        time_hi=time + 4 * SIGMA_S,
        time_sigma_s=SIGMA_S,
        x=(posts.x[post] if size else 0) + dx,
        y=(posts.y[post] if size else 0) + dy,
        sigma_major_m=1000 * (0.05 * away + 0.04),
        sigma_minor_m=1000 * (np.radians(1.2) * away + 0.01),
        azimuth_deg=azimuth(dx, dy),
        role=0,
        word=kind,
        count_lo=1,
        count_hi=1,
        unit=0,
        known_s=time + lognormal(rng, scene.given.number(FIRST, "delay_h") * HOUR, 0.8, size),
        cause=CAUSES.index("false alarm"),
    )
    return made.take(np.flatnonzero(keep))


def _coverage(scene: Scene, probe: Probes, posts: Posts, down: Outages) -> list[Watched]:
    """Chances by area from the view sheds; by day, by night, and both in fog."""
    given, land, weather = scene.given, scene.land, scene.weather
    table = given.by_name(FIRST, "sees")
    sees = np.array([table[name] for name in scene.classes])
    half = given.number(FIRST, "half_angle_deg")
    reaches = [
        given.number(FIRST, name) * fog for name in ("range_day", "range_night") for fog in (1, 0.5)
    ]
    mean = np.zeros((4, *probe.x.shape[:3]))
    for number, reach in enumerate(reaches):
        missed = np.ones(probe.x.shape)
        for post in range(len(posts.x)):
            at = int(posts.sector[post])
            inside = posts.sees(post, probe.x[at], probe.y[at], reach, half)
            missed[at] *= 1 - inside * sees[None, :, None]
        mean[number] = (1 - missed).mean(axis=3)
    hour = steps(scene.hours, HOUR, middle=True)
    night = weather.is_night(hour)
    state = 2 * night[None, :] + (weather.cloud > given.number(FIRST, "fog"))
    share = down.up_share(scene.hours)
    up = np.zeros((land.sectors, scene.hours))
    jam = np.zeros((land.sectors, scene.hours), bool)
    for sector in range(land.sectors):
        mine = np.flatnonzero(posts.sector == sector)
        if len(mine):
            up[sector] = np.round(share[mine].mean(axis=0), 2)
        for row in np.flatnonzero(np.isin(down.unit, mine) & down.jammed):
            jam[sector, int(down.lo[row] // HOUR) : int(np.ceil(down.hi[row] / HOUR))] = True

    def chance(sector: int, side: int, hour: int, key: bool) -> Any:
        now = int(state[sector, hour])
        return float(now) if key else mean[now, sector, side]

    def why(sector: int, side: int, hour: int) -> str:
        if not (posts.sector == sector).any():
            return "no-sensor"
        if up[sector, hour] > 0:
            return "out-of-view"
        return "jammed" if jam[sector, hour] else "feed-down"

    both = np.repeat(up[:, None, :], 2, axis=1)
    return hourly(scene, NAME, both, chance, why_down=why, late_s=2 * HOUR)
