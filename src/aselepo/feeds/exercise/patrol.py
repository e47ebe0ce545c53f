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
from aselepo.feeds.exercise.streams import F64, I64, lognormal
from aselepo.feeds.exercise.watch import PROBES, Chances, Probes, Watched, stated
from aselepo.feeds.exercise.weather import DAY, HOUR

NAME = "patrol"
STOPS = 4
BEARING_DEG = 5.0
RANGE_KM = 0.25
CLOCK_S = 300.0
LEAVES_CRATER = ("mortar", "artillery", "tank_fire", "rocket", "air_strike", "missile")


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
    out = [outing for outing in outings if not outing.denied]
    made = joined([_noticed(scene, rng, out), _craters(scene, rng, out)])
    return made, _coverage(scene, probe, outings), outings


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


def _noticed(scene: Scene, rng: np.random.Generator, outings: list[Outing]) -> Reports:
    """What teams hear and see on their way."""
    truth, given = scene.truth, scene.given
    limit = _ranges(scene)
    found: list[tuple[I64, F64, F64]] = [(np.zeros(0, np.int64), np.zeros(0), np.zeros(0))]
    number = [0]
    for outing in outings:
        first, last = np.searchsorted(truth.time_s, [outing.lo_s, outing.hi_s])
        at_x, at_y = outing.place(truth.time_s[first:last])
        away = np.hypot(truth.x[first:last] - at_x, truth.y[first:last] - at_y)
        near = np.flatnonzero(away < limit[scene.heard_as(np.arange(first, last))])
        found.append((near + first, at_x[near], at_y[near]))
        number.append(len(near))
    row, here_x, here_y = (np.concatenate(column) for column in zip(*found, strict=True))
    trip = np.repeat(np.arange(-1, len(outings)), number)
    keep = rng.random(len(row)) < given.number(NAME, "notices")
    row, here_x, here_y, trip = row[keep], here_x[keep], here_y[keep], trip[keep]
    kinds = scene.heard_as(row)
    away = np.hypot(truth.x[row] - here_x, truth.y[row] - here_y)
    size = len(row)
    guess = np.maximum(away * (1 + 0.12 * rng.standard_normal(size)), 0.1)
    bearing = np.degrees(np.arctan2(truth.x[row] - here_x, truth.y[row] - here_y))
    bearing = np.round((bearing + 2.5 * rng.standard_normal(size)) / BEARING_DEG) * BEARING_DEG
    guess = np.maximum(np.round(guess / RANGE_KM) * RANGE_KM, RANGE_KM / 2)
    turn = np.radians(bearing)
    dx, dy = guess * np.sin(turn), guess * np.cos(turn)
    time = truth.time_s[row] + 120.0 * rng.standard_normal(size)
    time = np.round(time / CLOCK_S) * CLOCK_S
    # rounding adds step / sqrt(12); both are stated with the errors of ear and eye
    along = np.hypot(0.12 * guess, RANGE_KM / 3.46) + 0.03
    across = np.radians(np.hypot(2.5, BEARING_DEG / 3.46)) * guess + 0.03
    axis = np.where(along >= across, azimuth(dx, dy), (azimuth(dx, dy) + 90.0) % 180.0)
    heard = np.maximum(1, rng.binomial(truth.rounds[row], 0.7))
    return reports(
        size,
        sensor=np.array([outing.team for outing in outings], np.int64)[trip],
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
        word=told(rng, scene, kinds, given.number(NAME, "accuracy"), given.number(NAME, "vague")),
        count_lo=heard,
        count_hi=np.ceil(heard * 1.6) + 1,
        unit=np.where(kinds == scene.word("small_arms"), 1, 0),
        known_s=np.array([outing.report_s for outing in outings])[trip],
        incident=row,
        cause=0,
    )


def _craters(scene: Scene, rng: np.random.Generator, outings: list[Outing]) -> Reports:
    """Craters not older than a day that teams find near their stops, on their own side."""
    truth, given = scene.truth, scene.given
    leaves = np.isin(truth.kind, [scene.word(name) for name in LEAVES_CRATER])
    near_km, chance = given.number(NAME, "crater_range"), given.number(NAME, "crater")
    found: list[tuple[I64, F64]] = [(np.zeros(0, np.int64), np.zeros(0))]
    number = [0]
    for outing in outings:
        first, last = np.searchsorted(truth.time_s, [outing.lo_s - DAY, outing.hi_s])
        cut = slice(first, last)
        row = np.flatnonzero(leaves[cut] & (truth.struck[cut] == outing.side)) + first
        row = row[np.abs(truth.x[row] - outing.stop_x.mean()) < np.ptp(outing.stop_x) + near_km]
        gap = np.hypot(truth.x[row][:, None] - outing.stop_x, truth.y[row][:, None] - outing.stop_y)
        seen = (gap < near_km) & (outing.stop_s > truth.end_s[row][:, None])
        seen &= outing.stop_s - CLOCK_S < truth.time_s[row][:, None] + DAY
        seen &= rng.random(seen.shape) < chance
        keep = seen.any(axis=1)
        found.append((row[keep], outing.stop_s[seen[keep].argmax(axis=1)]))
        number.append(int(keep.sum()))
    row, moment = (np.concatenate(column) for column in zip(*found, strict=True))
    trip = np.repeat(np.arange(-1, len(outings)), number)
    size = len(row)
    time = np.round(moment / CLOCK_S) * CLOCK_S
    party, p_party = names_party(
        rng,
        truth.actor[row],
        given.number(NAME, "names_party"),
        given.number(NAME, "party_accuracy"),
    )
    return reports(
        size,
        sensor=np.array([outing.team for outing in outings], np.int64)[trip],
        basis=1,
        time_lo=time - DAY - CLOCK_S,
        time=time - DAY / 2,
        time_hi=time + CLOCK_S,
        time_sigma_s=DAY / np.sqrt(12.0),
        x=truth.x[row] + 0.04 * rng.standard_normal(size),
        y=truth.y[row] + 0.04 * rng.standard_normal(size),
        sigma_major_m=40.0,
        sigma_minor_m=40.0,
        azimuth_deg=0.0,
        role=0,
        word=told(rng, scene, truth.kind[row], given.number(NAME, "accuracy"), 0.0),
        system=True,
        damage=truth.damage[row],
        party=party,
        p_party=p_party,
        count_lo=np.maximum(1, truth.rounds[row] // 2),
        count_hi=truth.rounds[row] + 2,
        unit=0,
        known_s=np.array([outing.report_s for outing in outings])[trip],
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
    p: Chances,
    outing: Outing,
) -> Watched:
    return Watched(
        source=NAME, area=area, lo_s=lo, hi_s=hi, status=status, reason=reason, p=p,
        known_s=outing.report_s,
    )  # fmt: skip
