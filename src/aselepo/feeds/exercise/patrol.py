"""Patrols: tracks in office hours that hear and see what is near, find craters, or are stopped."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aselepo.feeds.exercise.land import NORTH, SOUTH
from aselepo.feeds.exercise.reports import (
    Reports,
    Scene,
    azimuth,
    joined,
    names_party,
    reports,
    told,
)
from aselepo.feeds.exercise.streams import F64, lognormal
from aselepo.feeds.exercise.watch import PROBES, Probes, Watched, stated
from aselepo.feeds.exercise.weather import DAY, HOUR

NAME = "patrol"
STOPS = 4
BEARING_DEG = 5.0
RANGE_KM = 0.25
CLOCK_S = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outing:
    """One team on one day: where it went, from when to when, or that it was stopped."""

    team: int
    day: int
    side: int
    sector: int
    lo_s: float
    hi_s: float
    denied: bool
    stop_s: F64
    stop_x: F64
    stop_y: F64
    report_s: float

    def place(self, time_s: F64) -> tuple[F64, F64]:
        """Where the team is at moments of its outing."""
        x: F64 = np.interp(time_s, self.stop_s, self.stop_x)
        y: F64 = np.interp(time_s, self.stop_s, self.stop_y)
        return x, y


def patrol(scene: Scene, probe: Probes) -> tuple[Reports, list[Watched], list[Outing]]:
    """Reports, coverage and outings of the patrols."""
    rng = scene.streams.of(NAME)
    outings = _outings(scene, rng)
    parts = [part for outing in outings if not outing.denied for part in _day(scene, rng, outing)]
    return joined([reports(0), *parts]), _coverage(scene, probe, outings), outings


def _outings(scene: Scene, rng: np.random.Generator) -> list[Outing]:
    given, land, weather = scene.given, scene.land, scene.weather
    teams = given.whole(NAME, "teams")
    side = np.where(rng.random(teams) < given.number(NAME, "south_share"), SOUTH, NORTH)
    sector = np.arange(teams) % land.sectors
    low, high = given.pair(NAME, "hours")
    width = land.length / land.sectors
    found = []
    for day in range(scene.days):
        noon = day * DAY + weather.noon_s
        free = bool(weather.weekend(np.array([noon]), given.start.weekday())[0])
        out = rng.random(teams) < (given.number(NAME, "weekend") if free else 1.0)
        stopped = rng.random(teams) < given.number(NAME, "denied")
        x = (sector[:, None] + rng.uniform(0.05, 0.95, (teams, STOPS))) * width
        behind = rng.uniform(1.5, 6.0, (teams, STOPS))
        late = lognormal(rng, given.number(NAME, "delay_h") * HOUR, 0.5, teams)
        start, end = noon + (low - 12) * HOUR, noon + (high - 12) * HOUR
        start, end = max(start, 0.0), min(end, scene.span_s)
        for team in np.flatnonzero(out).tolist():
            if end <= start:
                continue
            line = land.line_y(x[team], float(day))
            y = line + np.where(side[team] == NORTH, behind[team], -behind[team])
            found.append(
                Outing(
                    team=team,
                    day=day,
                    side=int(side[team]),
                    sector=int(sector[team]),
                    lo_s=start,
                    hi_s=end,
                    denied=bool(stopped[team]),
                    stop_s=np.linspace(start, end, STOPS),
                    stop_x=np.sort(x[team]),
                    stop_y=y[np.argsort(x[team])],
                    report_s=end + float(late[team]),
                )
            )
    return found


def _ranges(scene: Scene) -> F64:
    table = scene.given.by_name(NAME, "range")
    return np.array([table[name] for name in scene.classes])


def _day(scene: Scene, rng: np.random.Generator, outing: Outing) -> list[Reports]:
    """What a team hears and sees on its way, and the craters it finds near its stops."""
    truth, given = scene.truth, scene.given
    kinds = scene.heard_as()
    first, last = np.searchsorted(truth.time_s, [outing.lo_s, outing.hi_s])
    row = np.arange(first, last)
    here_x, here_y = outing.place(truth.time_s[row])
    away = np.hypot(truth.x[row] - here_x, truth.y[row] - here_y)
    near = away < _ranges(scene)[kinds[row]]
    keep = near & (rng.random(len(row)) < given.number(NAME, "notices"))
    row, here_x, here_y, away = row[keep], here_x[keep], here_y[keep], away[keep]
    size = len(row)
    guess = np.maximum(away * (1 + 0.12 * rng.standard_normal(size)), 0.1)
    bearing = np.degrees(np.arctan2(truth.x[row] - here_x, truth.y[row] - here_y))
    bearing = np.round((bearing + 2.5 * rng.standard_normal(size)) / BEARING_DEG) * BEARING_DEG
    guess = np.maximum(np.round(guess / RANGE_KM) * RANGE_KM, RANGE_KM / 2)
    turn = np.radians(bearing)
    dx, dy = guess * np.sin(turn), guess * np.cos(turn)
    time = truth.time_s[row] + 120.0 * rng.standard_normal(size)
    time = np.round(time / CLOCK_S) * CLOCK_S
    word = told(rng, scene, kinds[row], given.number(NAME, "accuracy"), given.number(NAME, "vague"))
    # rounding adds step / sqrt(12); both are stated with the errors of ear and eye
    along = np.hypot(0.12 * guess, RANGE_KM / 3.46) + 0.03
    across = np.radians(np.hypot(2.5, BEARING_DEG / 3.46)) * guess + 0.03
    wide = along >= across
    axis = np.where(wide, azimuth(dx, dy), (azimuth(dx, dy) + 90.0) % 180.0)
    heard = np.maximum(1, rng.binomial(truth.rounds[row], 0.7))
    noticed = reports(
        size,
        sensor=outing.team,
        basis=2,
        time_lo=time - 3 * CLOCK_S,
        time=time,
        time_hi=time + 3 * CLOCK_S,
        time_sigma_s=150.0,
        x=here_x + dx,
        y=here_y + dy,
        sigma_major_m=1000 * np.maximum(along, across),
        sigma_minor_m=1000 * np.minimum(along, across),
        azimuth_deg=axis,
        role=0,
        word=word,
        count_lo=heard,
        count_hi=np.ceil(heard * 1.6) + 1,
        unit=np.where(kinds[row] == scene.word("small_arms"), 1, 0),
        known_s=outing.report_s,
        incident=row,
        cause=0,
    )
    return [noticed, _craters(scene, rng, outing)]


def _craters(scene: Scene, rng: np.random.Generator, outing: Outing) -> Reports:
    truth, given = scene.truth, scene.given
    first, last = np.searchsorted(truth.time_s, [outing.lo_s - DAY, outing.hi_s])
    row = np.arange(first, last)
    leaves = np.isin(
        truth.kind[row],
        [
            scene.word(n)
            for n in ("mortar", "artillery", "rocket", "air_strike", "missile", "tank_fire")
        ],
    )
    row = row[leaves & (truth.struck[row] == outing.side)]
    gap = np.hypot(truth.x[row][:, None] - outing.stop_x, truth.y[row][:, None] - outing.stop_y)
    after = outing.stop_s[None, :] > truth.end_s[row][:, None]
    fresh = outing.stop_s[None, :] - CLOCK_S < truth.time_s[row][:, None] + DAY
    found = (gap < given.number(NAME, "crater_range")) & after & fresh
    found &= rng.random(found.shape) < given.number(NAME, "crater")
    keep = found.any(axis=1)
    stop = found[keep].argmax(axis=1)
    row = row[keep]
    size = len(row)
    seen = np.round(outing.stop_s[stop] / CLOCK_S) * CLOCK_S
    word = told(rng, scene, truth.kind[row], given.number(NAME, "accuracy"), 0.0)
    party, p_party = names_party(
        rng,
        truth.actor[row],
        given.number(NAME, "names_party"),
        given.number(NAME, "party_accuracy"),
    )
    return reports(
        size,
        sensor=outing.team,
        basis=1,
        time_lo=seen - DAY - CLOCK_S,
        time=seen - DAY / 2,
        time_hi=seen + CLOCK_S,
        time_sigma_s=DAY / np.sqrt(12.0),
        x=truth.x[row] + 0.04 * rng.standard_normal(size),
        y=truth.y[row] + 0.04 * rng.standard_normal(size),
        sigma_major_m=40.0,
        sigma_minor_m=40.0,
        azimuth_deg=0.0,
        role=0,
        word=word,
        system=True,
        damage=truth.damage[row],
        party=party,
        p_party=p_party,
        count_lo=np.maximum(1, truth.rounds[row] // 2),
        count_hi=truth.rounds[row] + 2,
        unit=0,
        known_s=outing.report_s,
        incident=row,
        cause=0,
    )


def _coverage(scene: Scene, probe: Probes, outings: list[Outing]) -> list[Watched]:
    """ "Looked": the chance over the team's own area; nothing is said of hours it was not out."""
    land = scene.land
    limit = _ranges(scene)[None, :, None]
    rng = scene.streams.of("patrol coverage")
    rows = []
    last: dict[tuple[int, int], float] = {}
    for outing in outings:
        area = land.area(outing.side, outing.sector)
        before = last.get((outing.side, outing.sector), 0.0)
        if before < outing.lo_s:
            rows.append(_row(area, before, outing.lo_s, "not_observed", "office-hours", (), outing))
        last[outing.side, outing.sector] = max(before, outing.hi_s)
        if outing.denied:
            rows.append(_row(area, outing.lo_s, outing.hi_s, "not_observed", "denied", (), outing))
            continue
        x = probe.x[outing.sector, outing.side][None]
        y = probe.y[outing.sector, outing.side][None]
        moments = rng.uniform(outing.lo_s, outing.hi_s, PROBES)
        here_x, here_y = outing.place(moments)
        near = np.hypot(x - here_x, y - here_y) < limit
        chance = near.mean(axis=2)[0] * scene.given.number(NAME, "notices")
        p = stated(scene, chance)
        rows.append(_row(area, outing.lo_s, outing.hi_s, "partial", "near-the-track", p, outing))
    for (side, sector), end in last.items():
        if end < scene.span_s:
            rows.append(
                Watched(
                    source=NAME, area=land.area(side, sector), lo_s=end, hi_s=scene.span_s,
                    status="not_observed", reason="office-hours", p=(), known_s=scene.span_s,
                )
            )  # fmt: skip
    for side in range(2):
        for sector in range(land.sectors):
            if (side, sector) not in last:
                rows.append(
                    Watched(
                        source=NAME, area=land.area(side, sector), lo_s=0.0, hi_s=scene.span_s,
                        status="not_observed", reason="nobody-there", p=(), known_s=HOUR,
                    )
                )  # fmt: skip
    return rows


def _row(
    area: str,
    lo: float,
    hi: float,
    status: str,
    reason: str,
    p: tuple[tuple[str, float], ...],
    outing: Outing,
) -> Watched:
    return Watched(
        source=NAME, area=area, lo_s=lo, hi_s=hi, status=status, reason=reason, p=p,
        known_s=outing.report_s,
    )  # fmt: skip
