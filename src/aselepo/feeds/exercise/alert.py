"""Alerts: warnings from the air by area, before strikes and without any."""

from __future__ import annotations

import numpy as np

from aselepo.feeds.exercise.reports import CAUSES, Reports, Scene, reports
from aselepo.feeds.exercise.streams import lognormal
from aselepo.feeds.exercise.watch import Probes, Watched
from aselepo.feeds.exercise.weather import DAY, HOUR

NAME = "alerts"
FROM_AIR = ("missile", "air_strike", "drone_strike")
DEEP_KM = 10.0
"""Nobody warns of a short-range drone: only of what flies deeper than this."""


def alert(scene: Scene, probe: Probes) -> tuple[Reports, list[Watched]]:
    """Reports (an area and a stretch of time, no point) and coverage of the alerts."""
    rng = scene.streams.of(NAME)
    given, truth, land = scene.given, scene.truth, scene.land
    down_s = min(given.number("alert", "down_days") * DAY, scene.span_s)
    air = np.isin(truth.kind, [scene.word(name) for name in FROM_AIR])
    deep = np.abs(truth.y - land.line_y(truth.x)) > DEEP_KM
    long_range = np.isin(truth.kind, [scene.word(name) for name in FROM_AIR[:2]]) | deep
    warned = np.flatnonzero(
        air & long_range & (rng.random(len(truth)) < given.number("alert", "warns"))
    )
    lead = lognormal(rng, given.number("alert", "lead_min") * 60, 0.5, len(warned))
    lasts = lognormal(rng, given.number("alert", "length_min") * 60, 0.4, len(warned))
    extra = int(rng.poisson(given.number("alert", "false_share") * max(len(warned) * 0.5, 3.0)))
    begins = np.concatenate((truth.time_s[warned] - lead, rng.uniform(0, scene.span_s, extra)))
    ends = np.concatenate(
        (
            truth.time_s[warned] + lasts,
            begins[len(warned) :]
            + lognormal(rng, given.number("alert", "length_min") * 60, 0.4, extra),
        )
    )
    struck = np.concatenate((truth.struck[warned], rng.integers(0, 2, extra)))
    sector = np.concatenate((truth.sector[warned], rng.integers(0, land.sectors, extra)))
    cause_of = np.concatenate((warned, np.full(extra, -1, np.int64)))
    area = sector * 2 + struck
    # alerts of one area that touch are one: sort, then start anew after the latest end so far
    order = np.lexsort((begins, area))
    area, begins, ends, cause_of = area[order], begins[order], ends[order], cause_of[order]
    size = len(area)
    shift = area * 1e9
    latest = np.maximum.accumulate(np.append(-1.0, ends + shift))[:-1] if size else np.zeros(0)
    new = begins + shift > latest
    group = np.cumsum(new) - 1
    count = int(group[-1]) + 1 if size else 0
    end = np.full(count, -np.inf)
    np.maximum.at(end, group, ends)
    first = np.flatnonzero(new)
    # the strike behind an alert is the first one that it warned of
    behind = np.full(count, -1, np.int64)
    real = np.flatnonzero(cause_of >= 0)[::-1]
    behind[group[real]] = cause_of[real]
    low = np.round(np.maximum(begins[first], 0.0) / 60) * 60
    high = np.round(end / 60) * 60 + 60
    made = reports(
        count,
        sensor=0,
        basis=0,
        time_lo=low,
        time=np.full(count, np.nan),
        time_hi=high,
        time_end=high,
        area=area[first],
        word=scene.word("air_threat"),
        known_s=high + 60,
        incident=behind,
        cause=np.where(behind >= 0, 0, CAUSES.index("threat only")),
    )
    made = made.take(np.flatnonzero(low >= down_s))
    return made, _coverage(scene, probe, down_s)


def _coverage(scene: Scene, probe: Probes, down_s: float) -> list[Watched]:
    warns = scene.given.number("alert", "warns")
    deep = (probe.away > DEEP_KM).mean(axis=3)
    rows = []
    for sector in range(scene.land.sectors):
        for side in range(2):
            area = scene.land.area(side, sector)
            drones = float(deep[sector, side, scene.word("drone_strike")]) * warns
            p = (("air_strike", warns), ("drone_strike", round(drones, 3)), ("missile", warns))
            for day in range(scene.days):
                lo, hi = day * DAY, (day + 1) * DAY
                for start, end, up in ((lo, min(hi, down_s), False), (max(lo, down_s), hi, True)):
                    if end > start:
                        rows.append(
                            Watched(
                                source=NAME, area=area, lo_s=start, hi_s=end,
                                status="observed" if up else "not_observed",
                                reason=None if up else "feed-down", p=p if up else (),
                                known_s=end + HOUR,
                            )
                        )  # fmt: skip
    return rows
