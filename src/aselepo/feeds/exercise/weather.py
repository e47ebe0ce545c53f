"""Cloud, wind, storms and daylight, by the hour and sector."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from scipy.signal import lfilter
from scipy.special import expit

from aselepo.feeds.exercise.settings import Settings
from aselepo.feeds.exercise.streams import F64, I64, Mask, Streams, steps

HOUR = 3600.0
DAY = 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """`cloud` is a share, `wind` in m/s, both of shape (sectors, hours); storms are listed."""

    cloud: F64
    wind: F64
    storm_sector: I64
    storm_start_s: F64
    latitude: float
    noon_s: float
    """Second of the UTC day that local clocks call noon: the sun's, to the hour."""
    first_day: float
    """Day of the year on which the world starts, broken."""

    def at(self, grid: F64, sector: I64, time_s: F64) -> F64:
        """A value of the weather at sectors and moments."""
        hour = np.clip(time_s // HOUR, 0, grid.shape[1] - 1).astype(np.int64)
        value: F64 = grid[sector, hour]
        return value

    def local_hour(self, time_s: F64) -> F64:
        """Hour of the day by the sun, 12 at noon."""
        hour: F64 = ((time_s - self.noon_s) / HOUR + 12.0 + 24.0 * (self.first_day % 1.0)) % 24.0
        return hour

    def day_of_year(self, time_s: F64) -> F64:
        day: F64 = (self.first_day + time_s / DAY) % 365.25
        return day

    def sun(self, time_s: F64) -> F64:
        """Sine of the sun's height; negative by night."""
        tilt = np.radians(23.44) * np.sin(2 * np.pi * (self.day_of_year(time_s) - 81.0) / 365.25)
        turn = np.pi * (self.local_hour(time_s) - 12.0) / 12.0
        here = np.radians(self.latitude)
        height: F64 = np.sin(here) * np.sin(tilt) + np.cos(here) * np.cos(tilt) * np.cos(turn)
        return height

    def is_night(self, time_s: F64) -> Mask:
        night: Mask = self.sun(time_s) < -0.05
        return night

    def summer(self, time_s: F64) -> F64:
        """From 0 in midwinter to 1 in midsummer of the hemisphere."""
        turn = np.cos(2 * np.pi * (self.day_of_year(time_s) - 172.0) / 365.25)
        warm: F64 = 0.5 * (1 + np.sign(self.latitude or 1.0) * turn)
        return warm

    def weekend(self, time_s: F64, first_weekday: int) -> Mask:
        """Saturdays and Sundays by the sun's clock."""
        day = np.floor((time_s - self.noon_s) / DAY + 0.5).astype(np.int64)
        free: Mask = (day + first_weekday) % 7 >= 5
        return free


def ar1(rng: np.random.Generator, rows: int, steps: int, memory: float) -> F64:
    """Rows of a stationary AR(1) series of variance 1; `memory` in steps."""
    keep = float(np.exp(-1.0 / memory))
    noise = rng.standard_normal((rows, steps))
    noise[:, 1:] *= np.sqrt(1 - keep * keep)
    series: F64 = lfilter([1.0], [1.0, -keep], noise, axis=1)
    return series


def make_weather(given: Settings, streams: Streams, days: int) -> Weather:
    """Draw the weather of all days."""
    rng = streams.of("weather")
    sectors, hours = given.whole("world", "sectors"), days * 24
    start = given.start
    midnight = start.replace(hour=0, minute=0, second=0, microsecond=0)
    into_day = (start - midnight) / timedelta(days=1)
    lon, lat = given.pair("world", "origin")
    middle = lon + given.number("world", "length") / 2 / 78.0
    weather = Weather(
        cloud=np.zeros((sectors, hours)),
        wind=np.zeros((sectors, hours)),
        storm_sector=np.zeros(0, np.int64),
        storm_start_s=np.zeros(0),
        latitude=lat,
        noon_s=float(np.round((DAY / 2 - middle / 360.0 * DAY) / HOUR) * HOUR),
        first_day=start.timetuple().tm_yday - 1 + into_day,
    )
    memory = given.number("weather", "cloud_hours")
    front = ar1(rng, 1, hours, memory)
    local = ar1(rng, sectors, hours, memory / 2)
    latent = 0.85 * front + 0.53 * local
    at = steps(hours, HOUR, middle=True)
    warm = weather.summer(at)
    mean = given.number("weather", "cloud_mean") + given.number("weather", "cloud_winter") * (
        1 - warm
    )
    cloud = expit(mean + given.number("weather", "cloud_spread") * latent)
    gusts = ar1(rng, 1, hours, given.number("weather", "wind_hours"))
    breeze = 0.9 * gusts + 0.43 * ar1(rng, sectors, hours, 6.0)
    wind = given.number("weather", "wind_mean") * np.exp(0.45 * breeze - 0.1)
    hour = weather.local_hour(at)
    chance = given.number("weather", "storms") * warm**2 * np.exp(-(((hour - 16.5) / 2.5) ** 2))
    chance = chance * np.where(latent > 0.3, 2.0, 0.2) / 6.0
    stormy = rng.random((sectors, hours)) < chance
    where, when = np.nonzero(stormy)
    begins = when * HOUR + rng.uniform(0, HOUR, len(when))
    return Weather(
        cloud=np.round(cloud, 6),
        wind=np.round(wind, 6),
        storm_sector=where.astype(np.int64),
        storm_start_s=begins,
        latitude=weather.latitude,
        noon_s=weather.noon_s,
        first_day=weather.first_day,
    )
