"""What happens: barrages along the line that draw further strikes and answers.

A self- and cross-exciting point process, drawn generation by generation: first shots at a rate that
follows the phase, the season, the hour, spells of fighting and local truces; each incident draws
further strikes from its own side and answers from the other, which aim at where it was fired from.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from aselepo.core import ConfigError
from aselepo.feeds.exercise.codes import TOO_LARGE
from aselepo.feeds.exercise.land import NODE_KM, NORTH, SOUTH, Land
from aselepo.feeds.exercise.settings import Settings
from aselepo.feeds.exercise.streams import F64, I64, Mask, Streams, lognormal, pick, steps
from aselepo.feeds.exercise.weather import DAY, HOUR, Weather, ar1

GENERATIONS = 40
MOST = 5_000_000
"""Most incidents expected of a world."""
NOTICE_S = DAY
"""A notified blast is notified at least so long before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """Incidents sorted by time; arrays of shape (n,). Kilometres and seconds from the start."""

    time_s: F64
    end_s: F64
    x: F64
    y: F64
    """Where it struck."""
    from_x: F64
    from_y: F64
    """Where it was fired from."""
    kind: I64
    """Index into the classes; -1 is a controlled blast in demining."""
    actor: I64
    """0 north, 1 south."""
    struck: I64
    """Side whose territory was struck."""
    sector: I64
    rounds: I64
    damage: Mask
    generation: I64
    mother: I64
    """Row of the incident that drew it; -1 for first shots."""
    notified: Mask
    """A blast that was notified before."""

    def __len__(self) -> int:
        return len(self.time_s)

    def take(self, rows: I64) -> Truth:
        return Truth(**{field.name: getattr(self, field.name)[rows] for field in fields(self)})


def levels(given: Settings, days: int) -> tuple[F64, F64]:
    """Level and scale of answers of each day."""
    level, reply = np.zeros(days), np.zeros(days)
    for phase in given.tables("phase"):
        on = np.arange(days) >= phase["from_day"]
        level[on], reply[on] = phase["level"], phase["reply"]
    return level, reply


@dataclass(frozen=True, slots=True, kw_only=True)
class _Field:
    """What the rate depends on."""

    given: Settings
    land: Land
    weather: Weather
    days: int
    level: F64
    reply: F64
    truce_sector: I64
    truce_lo: F64
    truce_hi: F64

    @property
    def end_s(self) -> float:
        return self.days * DAY

    def held(self, sector: I64, time_s: F64) -> F64:
        """What a local truce leaves of the fire: a factor."""
        factor = np.ones(len(time_s))
        left = self.given.number("truces", "left")
        for where, lo, hi in zip(self.truce_sector, self.truce_lo, self.truce_hi, strict=True):
            factor[(sector == where) & (time_s >= lo) & (time_s < hi)] = left
        return factor


def make_truth(
    given: Settings, streams: Streams, land: Land, weather: Weather, days: int
) -> tuple[Truth, list[tuple[int, float, float]]]:
    """Draw all incidents of a world.

    Returns
    -------
    the incidents, and local truces as (sector, start, end in seconds)

    Raises
    ------
    ConfigError : more than five million incidents are expected
    """
    level, reply = levels(given, days)
    if level.sum() > MOST:
        raise ConfigError(TOO_LARGE.at("", f"{level.sum():,.0f} incidents expected"))
    rng = streams.of("truces")
    count = int(rng.poisson(given.number("truces", "rate") * days))
    lo = np.sort(rng.uniform(0, days * DAY, count))
    hi = np.minimum(
        lo + rng.exponential(given.number("truces", "mean_days") * DAY, count), days * DAY
    )
    field = _Field(
        given=given,
        land=land,
        weather=weather,
        days=days,
        level=level,
        reply=reply,
        truce_sector=rng.integers(0, land.sectors, count),
        truce_lo=lo,
        truce_hi=hi,
    )
    rng = streams.of("fighting")
    generation = _first_shots(rng, field)
    all_of = [generation]
    size = len(generation)
    for number in range(1, GENERATIONS):
        base = size - len(generation)
        generation = _drawn(rng, field, generation, base, number)
        if not len(generation):
            break
        all_of.append(generation)
        size += len(generation)
    all_of.append(_demining(streams.of("demining"), field))
    whole = _joined(all_of)
    order = np.argsort(whole.time_s, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    sorted_truth = whole.take(order)
    mother = np.where(sorted_truth.mother >= 0, place[sorted_truth.mother], -1)
    truces = [
        (int(s), float(a), float(b))
        for s, a, b in zip(field.truce_sector, field.truce_lo, field.truce_hi, strict=True)
    ]
    return replace(sorted_truth, mother=mother), truces


def _joined(parts: list[Truth]) -> Truth:
    return Truth(
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(Truth)
        }
    )


def _first_shots(rng: np.random.Generator, field: _Field) -> Truth:
    given, land, weather = field.given, field.land, field.weather
    cells = int(np.ceil(land.length / NODE_KM))
    hours = field.days * 24
    shape = max(given.number("fighting", "hot_spots"), 1e-3)
    weight = rng.gamma(shape, 1.0, cells) + 1e-9
    weight = np.convolve(weight, [0.25, 0.5, 0.25], mode="same")
    weight /= weight.sum()
    at = steps(hours, HOUR, middle=True)
    hour = weather.local_hour(at)
    edges = np.exp(-(((hour - 5.5) / 1.8) ** 2)) + np.exp(-(((hour - 19.5) / 2.2) ** 2))
    rhythm = 0.75 + given.number("fighting", "dawn") * edges + 0.12 * np.sin(np.pi * hour / 12)
    rhythm /= rhythm.reshape(-1, 24).mean(axis=1).repeat(24)
    season = 1 + given.number("fighting", "season") * (2 * weather.summer(at) - 1)
    sigma, common = (
        given.number("fighting", "spell_sigma"),
        given.number("fighting", "spell_common"),
    )
    memory = given.number("fighting", "spell_days")
    spell = np.sqrt(common) * ar1(rng, 1, field.days, memory)
    spell = spell + np.sqrt(1 - common) * ar1(rng, land.sectors, field.days, memory)
    spell = np.exp(sigma * spell - sigma * sigma / 2).repeat(24, axis=1)  # by sector and hour
    drawn = given.number("fighting", "follow") + given.number("fighting", "reply") * field.reply
    rate = (field.level * np.clip(1 - drawn, 0.05, 1)).repeat(24) / 24 * rhythm * season
    sector = land.sector(steps(cells, NODE_KM, middle=True))
    number = rng.poisson(weight[:, None] * rate[None, :] * spell[sector])
    cell, when = (index.repeat(number[number > 0]) for index in np.nonzero(number))
    size = len(cell)
    time_s = (when + rng.random(size)) * HOUR
    x = np.clip((cell + rng.random(size)) * NODE_KM, 0, land.length)
    keep = rng.random(size) < field.held(land.sector(x), time_s)
    time_s, x = time_s[keep], x[keep]
    size = len(x)
    actor = np.where(rng.random(size) < given.number("fighting", "north_share"), NORTH, SOUTH)
    kind = _kinds(rng, field, time_s)
    away = rng.gamma(1.6, np.array(given.of_class("reach"))[kind] / 1.6)
    return _filled(rng, field, time_s, x, away, kind, actor.astype(np.int64), 0, np.full(size, -1))


def _kinds(rng: np.random.Generator, field: _Field, time_s: F64) -> I64:
    """Classes of first shots, by day and night; a gale keeps drones down."""
    tables = np.array([field.given.of_class("day"), field.given.of_class("night")])
    weights = tables[field.weather.is_night(time_s).astype(np.int64)]
    names = field.given.classes()
    if "drone_strike" in names and len(time_s):
        gale = field.weather.at(field.weather.wind, np.zeros(len(time_s), np.int64), time_s) > 11.0
        weights[gale, names.index("drone_strike")] *= 0.3
    return pick(rng, np.cumsum(weights, axis=1))


def _drawn(
    rng: np.random.Generator, field: _Field, mothers: Truth, base: int, number: int
) -> Truth:
    """The next generation: what the incidents of one generation draw."""
    given, land = field.given, field.land
    names = given.classes()
    day = np.minimum(mothers.time_s // DAY, field.days - 1).astype(np.int64)
    draws = mothers.kind != (names.index("mine_blast") if "mine_blast" in names else -2)
    parts = []
    for answer in (False, True):
        mean = given.number("fighting", "reply" if answer else "follow") * draws
        mean = mean * (field.reply[day] if answer else 1.0)
        row = np.repeat(np.arange(len(mothers)), rng.poisson(mean))
        size = len(row)
        median = given.number("fighting", "reply_delay_min" if answer else "follow_delay_min") * 60
        time_s = mothers.time_s[row] + lognormal(
            rng, median, given.number("fighting", "delay_spread"), size
        )
        spread = given.number("fighting", "follow_spread")
        aim_x = (mothers.from_x if answer else mothers.x)[row]
        aim_y = (mothers.from_y if answer else mothers.y)[row]
        x = aim_x + spread * rng.standard_normal(size)
        actor = 1 - mothers.actor[row] if answer else mothers.actor[row]
        kind = np.where(
            rng.random(size) < given.number("fighting", "same_class"),
            mothers.kind[row],
            _kinds(rng, field, np.clip(time_s, 0, field.end_s - 1)),
        )
        away = np.abs(aim_y - land.line_y(aim_x, time_s / DAY) + 0.4 * rng.standard_normal(size))
        keep = (time_s < field.end_s) & (x > 0) & (x < land.length)
        keep &= rng.random(size) < field.held(land.sector(x), time_s)
        parts.append(
            _filled(
                rng, field, time_s[keep], x[keep], away[keep], kind[keep], actor[keep], number,
                base + row[keep],
            )
        )  # fmt: skip
    return _joined(parts)


def _filled(
    rng: np.random.Generator,
    field: _Field,
    time_s: F64,
    x: F64,
    away: F64,
    kind: I64,
    actor: I64,
    number: int,
    mother: I64,
) -> Truth:
    """Complete incidents: where they struck and came from, how many rounds, how long."""
    given, land = field.given, field.land
    size = len(time_s)
    line = land.line_y(x, time_s / DAY)
    away = np.clip(away, 0.05, land.depth - 1.0)
    toward = np.where(actor == NORTH, -1.0, 1.0)
    y = line + toward * away
    from_x = np.clip(x + 1.5 * rng.standard_normal(size), 0.0, land.length)
    behind = rng.gamma(2.0, np.array(given.of_class("behind"))[kind] / 2.0)
    from_y = land.line_y(from_x, time_s / DAY) - toward * np.clip(behind, 0.1, land.depth - 1.0)
    mean = np.array(given.of_class("rounds"))[kind] - 1.0
    rounds = 1 + rng.poisson(mean * rng.gamma(0.7, 1 / 0.7, size))
    lasts = (
        (rounds - 1) * np.array(given.of_class("interval_s"))[kind] * rng.uniform(0.6, 1.6, size)
    )
    return Truth(
        time_s=time_s,
        end_s=time_s + lasts,
        x=x,
        y=y,
        from_x=from_x,
        from_y=from_y,
        kind=kind.astype(np.int64),
        actor=actor.astype(np.int64),
        struck=(1 - actor).astype(np.int64),
        sector=land.sector(x),
        rounds=rounds.astype(np.int64),
        damage=rng.random(size) < 0.12,
        generation=np.full(size, number, np.int64),
        mother=mother.astype(np.int64),
        notified=np.zeros(size, bool),
    )


def _demining(rng: np.random.Generator, field: _Field) -> Truth:
    """Controlled blasts on one's own land, in working hours; most are notified before."""
    land, given = field.land, field.given
    size = int(rng.poisson(given.number("fighting", "demining") * field.days))
    morning = rng.integers(0, max(field.days, 1), size) * DAY + field.weather.noon_s
    time_s = np.clip(morning + rng.uniform(-3, 3, size) * HOUR, 0, field.end_s - 1)
    side = rng.integers(0, 2, size)
    x = rng.uniform(1, land.length - 1, size)
    line = land.line_y(x, time_s / DAY)
    y = line + np.where(side == NORTH, 1.0, -1.0) * rng.uniform(1, 12, size)
    rounds = 1 + rng.poisson(1.0, size)
    return Truth(
        time_s=time_s,
        end_s=time_s + (rounds - 1) * 240.0,
        x=x,
        y=y,
        from_x=x,
        from_y=y,
        kind=np.full(size, -1, np.int64),
        actor=side.astype(np.int64),
        struck=side.astype(np.int64),
        sector=land.sector(x),
        rounds=rounds.astype(np.int64),
        damage=np.zeros(size, bool),
        generation=np.zeros(size, np.int64),
        mother=np.full(size, -1, np.int64),
        notified=(rng.random(size) < given.number("fighting", "demining_notified"))
        & (time_s > NOTICE_S + HOUR),
    )
