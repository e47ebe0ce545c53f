"""Active fires seen by satellite: heat of any origin; no fire seen is not sky seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import ConfigError, Draft, Parsed, clock, parse_instant
from aselepo.core.tables import COVERAGE, table
from aselepo.feeds.card import card
from aselepo.feeds.codes import (
    EMPTY,
    NO_SUCH_CODE,
    NOT_A_DATE,
    NOT_A_TIME,
    NOT_DECLARED,
    SETTINGS,
    TWICE,
)
from aselepo.feeds.context import FeedContext
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.moments import DAY_US, MINUTE_US, read_moments, time_array
from aselepo.feeds.observed import observations
from aselepo.feeds.registry import feed
from aselepo.feeds.rows import Rows
from aselepo.feeds.values import F64, distinct, hashed_ids, numbers, positions

CARD = card("firms")
COLUMNS = ("latitude", "longitude", "scan", "track", "acq_date", "acq_time", "satellite")
ALSO = ("confidence", "frp", "daynight", "instrument", "type")
EARTH_M = 6_371_008.8
WIDEST_KM = 10.0
"""No pixel of these instruments is wider, even at the edge of the swath."""


@feed("firms", version=CARD.version, card=CARD)
def firms(raw: bytes, context: FeedContext) -> Parsed:
    """Active fires (NASA FIRMS); 1 row = 1 pixel; sigma from scan and track; UTC."""
    rows = read_rows(raw, context.file, COLUMNS, optional=ALSO)
    lon, lat = positions(rows, "longitude", "latitude", context)
    scan_km = numbers(rows, "scan", low=1e-3, high=WIDEST_KM)
    track_km = numbers(rows, "track", low=1e-3, high=WIDEST_KM)
    numbers(rows, "frp", empty=True)
    us = _times(rows)
    rows.refuse(rows.blank("satellite"), EMPTY, "satellite", "must be given")
    sure = _confidence(rows, context)
    rows.must_have_some()
    sigma_m = np.maximum(scan_km, track_km) * 1_000 / np.sqrt(12)
    fires = observations(
        rows,
        CARD.name,
        {
            "id": hashed_ids(CARD.name, _names(rows.columns["satellite"], us, lat, lon)),
            "sensor": _sensor(rows.columns),
            "basis": "recorded",
            "time": time_array(us),
            "time_sigma_s": 60.0,
            "lon": lon,
            "lat": lat,
            "sigma_major_m": sigma_m,
            "sigma_minor_m": sigma_m,
            "class": CARD.class_map["pixel"],
            "class_confidence": sure,
            "text": _texts(rows.columns, _near_static(lon, lat, context)),
            "lang": "en",
            "known_at": time_array(us + _delay_us(context)) if context.reported else None,
        },
    )
    notes = []
    if twice := len(fires) - pc.count_distinct(fires["id"]).as_py():
        notes.append(TWICE.at(context.file, f"{twice} rows repeat satellite, moment and place"))
    draft = CARD.observed(context, fires)
    seen = _coverage(context)
    if seen is None:
        notes.append(NOT_DECLARED.at(context.file, "no passes given: no fire seen is not sky seen"))
    drafts = [CARD.draft(context), *([seen] if seen else []), draft]
    return rows.parsed(drafts, notes)


def _times(rows: Rows) -> npt.NDArray[np.int64]:
    """Microseconds since 1970; rows without a readable date and time of day are refused."""
    days = read_moments(rows.columns["acq_date"], clock=clock("UTC"))
    no_day = ~days.given | (days.hi - days.lo != DAY_US)
    minutes, which_minute = distinct(rows.columns["acq_time"], time_of_day)
    no_time = np.array([minute is None for minute in minutes], dtype=bool)[which_minute]
    rows.refuse(no_day, NOT_A_DATE, "acq_date", "is not a date like 2025-04-19")
    rows.refuse(no_time, NOT_A_TIME, "acq_time", "is not a time of day")
    of_day = np.array([minute or 0 for minute in minutes], dtype=np.int64)[which_minute]
    return days.lo + of_day


def time_of_day(text: str) -> int:
    """Microseconds after midnight of ``HHMM``, ``HMM``, ``HH:MM`` or ``HH:MM:SS``.

    Raises
    ------
    ValueError : none of these, or no time of day

    >>> [time_of_day(text) // 60_000_000 for text in ("906", "0906", "09:06", "09:06:00")]
    [546, 546, 546, 546]
    """
    parts = text.split(":")
    if len(parts) == 1 and text.isdecimal() and text.isascii() and len(text) <= 4:
        parts = [text[:-2] or "0", text[-2:], "00"]
    elif (
        len(parts) in (2, 3)
        and all(len(p) == 2 and p.isdecimal() for p in parts)
        and text.isascii()
    ):
        parts = [*parts, "00"][:3]
    else:
        raise ValueError(f"{text!r} is not a time of day")
    hours, minutes, seconds = (int(part) for part in parts)
    if hours > 23 or minutes > 59 or seconds > 59:
        raise ValueError(f"{text!r} is not a time of day")
    return ((hours * 60 + minutes) * 60 + seconds) * 1_000_000


def _confidence(rows: Rows, context: FeedContext) -> F64:
    """Chance that the pixel is a fire: by word (VIIRS) or per cent (MODIS); nan where not told."""
    words = CARD.option(context, "confidence")

    def read(text: str) -> float:
        if text == "":
            return float("nan")
        if text.lower() in words:
            return float(words[text.lower()])
        if text.isdecimal() and int(text) <= 100:
            return int(text) / 100
        raise ValueError(text)

    values, index = distinct(rows.columns["confidence"], read)
    odd = np.array([value is None for value in values], dtype=bool)[index]
    rows.refuse(odd, NO_SUCH_CODE, "confidence", "is neither low, nominal, high nor 0 to 100")
    sure: F64 = np.array([np.nan if v is None else v for v in values], dtype=np.float64)[index]
    return sure


def _names(
    satellite: pa.ChunkedArray, us: npt.NDArray[np.int64], lat: F64, lon: F64
) -> pa.ChunkedArray:
    """Satellite, minute and place to 5 decimals: rounding tails do not make a new fire."""
    minute_y_x = (
        us // MINUTE_US,
        *np.rint(np.nan_to_num(np.stack([lat, lon])) * 1e5).astype(np.int64),
    )
    return pc.binary_join_element_wise(
        satellite, *(pa.array(part).cast(pa.string()) for part in minute_y_x), "|"
    )


def _sensor(kept: pa.Table) -> pa.Array:
    return pc.utf8_trim_whitespace(
        pc.binary_join_element_wise(kept["instrument"], kept["satellite"], " ")
    )


def _texts(kept: pa.Table, static: npt.NDArray[np.bool_]) -> pa.Array:
    """What a reader should know of the pixel and the table has no column for."""
    frp = pc.if_else(
        pc.equal(kept["frp"], ""), "", pc.binary_join_element_wise(kept["frp"], "MW", " ")
    )
    day = pc.if_else(
        pc.equal(kept["daynight"], "D"),
        "day",
        pc.if_else(pc.equal(kept["daynight"], "N"), "night", ""),
    )
    steady = pc.if_else(
        pa.array(static), "near a known steady source of heat", pa.scalar("", pa.string())
    )
    land = pc.if_else(pc.equal(kept["type"], "2"), "steady source on land by the archive", "")
    joined = pc.binary_join_element_wise(frp, day, steady, land, "; ")
    joined = pc.replace_substring_regex(joined, r"(; )+", "; ")
    return pc.utf8_trim(joined, "; ")


def _near_static(lon: F64, lat: F64, context: FeedContext) -> npt.NDArray[np.bool_]:
    """Pixels near a place that is hot every night: [[lon, lat], ...] in the settings."""
    near = np.zeros(len(lon), dtype=bool)
    limit_m = float(CARD.option(context, "static_within_m"))
    for site in CARD.option(context, "static_sites"):
        if not _is_pair(site):
            raise ConfigError(
                SETTINGS.at(context.file, f"static_sites: {site!r} is not [lon, lat]")
            )
        y = np.deg2rad(lat - float(site[1])) * EARTH_M
        x = np.deg2rad(lon - float(site[0])) * EARTH_M * np.cos(np.deg2rad(float(site[1])))
        near |= np.hypot(x, y) <= limit_m
    return near


def _is_pair(site: Any) -> bool:
    return isinstance(site, list) and [type(each) in (int, float) for each in site] == [True, True]


def _delay_us(context: FeedContext) -> int:
    return int(float(CARD.option(context, "known_after_h")) * 3_600_000_000)


def _coverage(context: FeedContext) -> Draft | None:
    """What the sky allowed: from `passes` in the settings, else unknown for the areas named."""
    rows: list[dict[str, Any]] = []
    for each in CARD.option(context, "passes"):
        rows.append(_pass(each, context))
    window = context.window
    if not rows and window is not None:
        for area in CARD.option(context, "areas"):
            rows.append(
                {
                    "source": CARD.name,
                    "area": str(area),
                    "time_lo": window.start,
                    "time_hi": window.end,
                    "status": "unknown",
                    "reason": "no-passes",
                    "declared": False,
                    "known_at": context.standing,
                }
            )
    if not rows:
        return None
    standing = context.standing
    return Draft(
        kind="coverage",
        body={
            "source": CARD.name,
            "declared_by": context.declared_by,
            "declared_why": context.declared_why,
            "reasons": {"no-passes": "no passes and no cloud given: no fire seen is not sky seen"},
        },
        table=table(COVERAGE, rows),
        known_at=standing,
        grounds="declared at import for the archive" if standing else None,
        author=context.author,
    )


def _status(given: Any) -> str:
    if given not in ("observed", "partial", "not_observed", "unknown"):
        raise ValueError(f"status {given!r}")
    return str(given)


def _pass(given: Any, context: FeedContext) -> dict[str, Any]:
    """A pass: {area, from, to, status, p_detect, reason}."""
    try:
        return {
            "source": CARD.name,
            "area": str(given["area"]),
            "time_lo": parse_instant(str(given["from"])),
            "time_hi": parse_instant(str(given["to"])),
            "status": _status(given.get("status", "observed")),
            "reason": str(given["reason"]) if "reason" in given else None,
            "p_detect": {k: float(p) for k, p in given.get("p_detect", context.p_detect).items()},
            "declared": True,
            "known_at": context.standing,
        }
    except (KeyError, ValueError, AttributeError, TypeError) as wrong:
        raise ConfigError(SETTINGS.at(context.file, f"passes: {given!r}: {wrong}")) from wrong
