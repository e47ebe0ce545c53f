"""Satellite passes from orbital elements that the user gives: when a sky could be looked at all.

A pass is not a look: cloud hides what lies below, so a pass without a statement on cloud is
unknown, and between passes nobody looked.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from aselepo.core import ConfigError, Draft, InputError, Interval, Parsed, parse_instant
from aselepo.core.tables import COVERAGE, table
from aselepo.feeds.card import card
from aselepo.feeds.codes import ELEMENTS, NOTHING_READ, SETTINGS
from aselepo.feeds.context import FeedContext
from aselepo.feeds.declared import GROUNDS
from aselepo.feeds.delimited import text_of
from aselepo.feeds.refusals import Refusals
from aselepo.feeds.registry import feed

F64 = npt.NDArray[np.float64]
CARD = card("passes")
WHOLE = 0.99
LONGEST_DAYS = 400
SIDE = 6
"""An area's box is looked at on so many by so many places."""
_A_KM, _E2 = 6378.137, 0.00669437999014
_J2000 = datetime(2000, 1, 1, 12, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Pass:
    start: datetime
    end: datetime
    share: float
    """Share of the area's places that came into view."""


@feed("passes", version=CARD.version, card=CARD)
def passes(raw: bytes, context: FeedContext) -> Parsed:
    """Satellite passes from two-line elements (TOML); 1 row = 1 satellite; gives coverage only."""
    try:
        data = tomllib.loads(text_of(raw, context.file).decode())
    except tomllib.TOMLDecodeError as wrong:
        raise InputError(NOTHING_READ.at(context.file, f"not TOML: {wrong}")) from wrong
    window = _window(context)
    given = data.get("satellite", [])
    refused = Refusals(context.file, unit="satellite")
    satellites = []
    for number, each in enumerate(given, 1):
        try:
            satellites.append(_satellite(each, window, context))
        except ValueError as wrong:
            refused.add(number, ELEMENTS, f"{_name(each)}: {wrong}")
    refused.stop_if_all(len(given))
    cloud = [_cloud(each, context) for each in CARD.option(context, "cloud")]
    rows: list[dict[str, Any]] = []
    for area, places in _areas(context):
        seen = sorted(
            (one for sat in satellites for one in _passes(sat, places, window, context)),
            key=lambda one: (one.start, one.end),
        )
        rows.extend(_rows(area, seen, window, cloud, context))
    standing = context.standing
    draft = Draft(
        kind="coverage",
        body={
            "source": _source(context),
            "declared_by": context.declared_by,
            "declared_why": context.declared_why,
            "satellites": [_name(each) for each in given],
            "reasons": {
                "no-pass": "no satellite had the area in view",
                "cloud": "the sky was closed",
                "cloud-not-given": "a satellite passed, and nobody says whether the sky was open",
            },
        },
        table=table(COVERAGE, rows),
        known_at=standing,
        grounds=GROUNDS if standing else None,
        author=context.author,
    )
    return refused.parsed([CARD.draft(context), draft], len(given))


def _name(given: Any) -> str:
    return str(given.get("name", "?")) if isinstance(given, Mapping) else "?"


def _source(context: FeedContext) -> str:
    return str(CARD.option(context, "source"))


def _window(context: FeedContext) -> Interval:
    window = context.window
    if window is None or window.end is None:
        raise ConfigError(SETTINGS.at(context.file, "passes need a window with start and end"))
    if window.hours > LONGEST_DAYS * 24:
        says = f"the window is longer than {LONGEST_DAYS} days"
        raise ConfigError(SETTINGS.at(context.file, says))
    return window


def _satellite(given: Any, window: Interval, context: FeedContext) -> Any:
    """A propagator.

    Raises
    ------
    ValueError : the elements cannot be used, in words
    ConfigError : the package that propagates orbits is not installed
    """
    try:
        from sgp4.api import Satrec  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError as absent:
        raise ConfigError(
            SETTINGS.at(
                context.file,
                "orbits are propagated with sgp4, which is not installed",
                mend="install Aselepo with the extra `passes`",
            )
        ) from absent
    if not isinstance(given, Mapping):
        raise ValueError("no table of name, line1, line2")
    lines = [str(given.get(key, "")).rstrip() for key in ("line1", "line2")]
    for number, line in enumerate(lines, 1):
        if len(line) != 69 or line[0] != str(number):
            raise ValueError(f"line {number} has not the 69 characters of two-line elements")
        told = sum(int(c) if c.isdecimal() else c == "-" for c in line[:68]) % 10
        if str(told) != line[68]:
            raise ValueError(f"line {number}: the check digit is {line[68]}, its sum gives {told}")
    if lines[0][2:7] != lines[1][2:7]:
        raise ValueError("the two lines belong to different satellites")
    made = Satrec.twoline2rv(*lines)
    epoch = _J2000 + timedelta(days=made.jdsatepoch - 2451545.0 + made.jdsatepochF)
    assert window.end is not None
    away = max((epoch - window.start).total_seconds(), (window.end - epoch).total_seconds())
    oldest = float(CARD.option(context, "oldest_days"))
    if away > oldest * 86_400:
        raise ValueError(
            f"elements of {epoch:%Y-%m-%d} say too little of a window {away / 86_400:.0f} days away"
        )
    return made


def _areas(context: FeedContext) -> Iterator[tuple[str, F64]]:
    """Areas with places over their boxes, Earth-fixed kilometres, shape (n, 3)."""
    given = CARD.option(context, "boxes")
    if not given:
        raise ConfigError(SETTINGS.at(context.file, "passes need boxes: [{area, box}]"))
    for each in given:
        try:
            west, south, east, north = (float(edge) for edge in each["box"])
            name = str(each["area"])
        except (KeyError, TypeError, ValueError) as wrong:
            says = f"boxes: {each!r} is not {{area, box = [west, south, east, north]}}"
            raise ConfigError(SETTINGS.at(context.file, says)) from wrong
        lon, lat = np.meshgrid(np.linspace(west, east, SIDE), np.linspace(south, north, SIDE))
        yield name, _fixed(np.deg2rad(lon.ravel()), np.deg2rad(lat.ravel()))


def _fixed(lon: F64, lat: F64) -> F64:
    radius = _A_KM / np.sqrt(1 - _E2 * np.sin(lat) ** 2)
    x, y = radius * np.cos(lat) * np.cos(lon), radius * np.cos(lat) * np.sin(lon)
    return np.stack([x, y, radius * (1 - _E2) * np.sin(lat)], axis=1)


def _passes(satellite: Any, places: F64, window: Interval, context: FeedContext) -> Iterator[_Pass]:
    """Stretches in which some place is within the scan angle, above its horizon."""
    assert window.end is not None
    step = float(CARD.option(context, "step_s"))
    widest = np.cos(np.deg2rad(float(CARD.option(context, "max_scan_deg"))))
    seconds = np.arange(0.0, window.hours * 3600.0, step)
    days = (window.start - _J2000).total_seconds() / 86_400 + seconds / 86_400
    error, position, _ = satellite.sgp4_array(np.full(len(days), 2451545.0), days)
    if (error != 0).any():
        raise InputError(ELEMENTS.at(context.file, "the orbit decays within the window"))
    # true equator to Earth-fixed: mean sidereal time; polar motion is metres
    turn = np.deg2rad((280.46061837 + 360.98564736629 * days) % 360.0)
    cos, sin = np.cos(turn), np.sin(turn)
    x, y, z = position.T
    sat = np.stack([cos * x + sin * y, -sin * x + cos * y, z], axis=1)
    high = np.linalg.norm(sat, axis=1)
    up = places / np.linalg.norm(places, axis=1)[:, None]
    seen = np.zeros((len(sat), len(places)), dtype=bool)
    for n, place in enumerate(places):
        look = place - sat
        length = np.linalg.norm(look, axis=1)
        scan = -(look * sat).sum(axis=1) / (length * high)
        seen[:, n] = (scan >= widest) & (-(look @ up[n]) > 0)
    any_seen = np.concatenate([[False], seen.any(axis=1), [False]])
    edges = np.flatnonzero(np.diff(any_seen.astype(np.int8)))
    for first, after in edges.reshape(-1, 2):
        start = window.start + timedelta(seconds=float(seconds[first]))
        end = window.start + timedelta(seconds=float(seconds[after - 1] + step))
        share = float(seen[first:after].any(axis=0).mean())
        yield _Pass(start, min(end, window.end), share)


def _cloud(given: Any, context: FeedContext) -> tuple[str, Interval, float]:
    try:
        clear = float(given["clear"])
        if not 0.0 <= clear <= 1.0:
            raise ValueError(f"clear = {clear:g} is no share")
        window = Interval(parse_instant(str(given["from"])), parse_instant(str(given["to"])))
        return str(given["area"]), window, clear
    except (KeyError, TypeError, ValueError) as wrong:
        raise ConfigError(SETTINGS.at(context.file, f"cloud: {given!r}: {wrong}")) from wrong


def _rows(
    area: str,
    seen: list[_Pass],
    window: Interval,
    cloud: list[tuple[str, Interval, float]],
    context: FeedContext,
) -> Iterator[dict[str, Any]]:
    """Passes, and between them that nobody looked."""
    common = {
        "source": _source(context),
        "area": area,
        "declared": False,
        "known_at": context.standing,
    }
    at = window.start
    for one in seen:
        if one.start > at:
            yield {**common, **_stretch(at, one.start), "status": "not_observed",
                   "reason": "no-pass"}  # fmt: skip
        middle = one.start + (one.end - one.start) / 2
        clear = [c for name, when, c in cloud if name == area and when.holds(middle)]
        looked = one.share * min(clear, default=0.0)
        told: dict[str, Any] = {"status": "observed" if looked >= WHOLE else "partial"}
        if not clear:
            told = {"status": "unknown", "reason": "cloud-not-given"}
        elif looked == 0.0:
            told = {"status": "not_observed", "reason": "cloud"}
        else:
            told["p_detect"] = {k: p * looked for k, p in context.p_detect.items()}
        yield {**common, **_stretch(one.start, one.end), **told}
        at = max(at, one.end)
    assert window.end is not None
    if at < window.end:
        yield {**common, **_stretch(at, window.end), "status": "not_observed", "reason": "no-pass"}


def _stretch(start: datetime, end: datetime) -> dict[str, datetime]:
    return {"time_lo": start, "time_hi": end}
