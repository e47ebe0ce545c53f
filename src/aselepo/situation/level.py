"""Levels over time: per area, domain and provision within, above or below what is usual.

A count belongs to a row where an incident may be of its classes, surely lies in the area, and
began in a stretch that its source says it watched there. The exposure of a day is the share of it
that was watched, each part of a territory by its own usual rate; so a day on which less could be
seen is expected to count less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np

from aselepo.core.time import Interval
from aselepo.coverage import Ledger
from aselepo.rates import Noticed, alarm, learn, learn_delay, noticed, nowcast
from aselepo.rates.latent import F64

MISSING_REFERENCE = "no-reference"
MISSING_EXPOSURE = "not-watched"
MISSING_POWER = "too-little-to-notice"
ENOUGH_DAYS = 5
"""A reference of fewer watched days says too little of what is usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What a row counts on one day: incidents begun and share watched, per part of its area."""

    day: date
    counts: Mapping[str, int]
    watched: Mapping[str, float]
    """Share of the day watched, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """The level of a row up to a day; see LANGUAGE for its words."""

    instrument: str
    area: str
    side: str | None
    domain: str | None
    provision: str | None
    verdict: str
    e_value: float | None
    """Evidence of the alarm in the direction of the verdict, else the larger of the two."""
    alarm_level: float | None
    counted: int
    expected: float | None
    exposure: float
    """Watched area-days since the start, by usual rate."""
    power: Noticed | None
    missing: tuple[str, ...]
    left_out: tuple[str, ...]
    """Parts of the area that nobody watched for all its classes: the verdict is not about them."""
    reference: tuple[Interval, ...]
    incomplete: tuple[StillToCome, ...] = ()
    """Newest days of which not everything is told yet, by the delays of this row's reports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StillToCome:
    """A day that is not wholly told: what is known by the last cut-off and what it will come to.

    The alarm does not use it: it takes each day, of the reference too, as known at its own cut-off.
    """

    day: date
    counted: int
    share_told: float
    expected: float
    low: float
    high: float | None
    """None: not bounded by what is known."""


def tally(
    day: date,
    window: Interval,
    begun: Sequence[tuple[str, str, datetime]],
    parts: Sequence[str],
    within: Mapping[str, Sequence[str]],
    book: Ledger,
    classes: frozenset[str],
) -> Tally:
    """Count one day of a row.

    Parameters
    ----------
    begun : (area, source, moment) of the incidents of the row's classes that surely lie in a part
    classes : the row's classes; a stretch counts as watched where one source can notice each
    """
    counts: dict[str, int] = {}
    watched: dict[str, float] = {}
    for part in parts:
        spans = [
            span
            for name in (part, *within.get(part, ()))
            for span in book.over(name, window)
            if all(span.chance(wanted) > 0 for wanted in classes)
        ]
        watched[part] = min(1.0, sum(span.window.hours for span in spans) / window.hours)
        counts[part] = sum(
            1
            for area, source, moment in begun
            if area == part
            and window.holds(moment)
            and any(span.source == source and span.window.holds(moment) for span in spans)
        )
    return Tally(day=day, counts=counts, watched=watched)


def still_to_come(
    windows: Sequence[tuple[date, Interval]], told: Sequence[tuple[datetime, datetime]]
) -> tuple[StillToCome, ...]:
    """The days that are incomplete, oldest first.

    Parameters
    ----------
    windows : reporting days in order, the last one being today
    told : moment of each incident of a row and moment at which it was first known, by today

    Returns
    -------
    Empty where too few reports arrived to learn their delay, or all days are told.
    """
    starts = np.array([window.start.timestamp() for _, window in windows])
    begun = np.searchsorted(starts, [moment.timestamp() for moment, _ in told], side="right") - 1
    known = np.searchsorted(starts, [known.timestamp() for _, known in told], side="right") - 1
    kept = (begun >= 0) & (known >= begun)
    begun, known = begun[kept], known[kept]
    last = len(windows) - 1
    delay = learn_delay(known - begun, last - begun)
    if delay is None:
        return ()
    found = []
    for place, (day, _) in enumerate(windows):
        now = nowcast(int((begun == place).sum()), last - place, delay)
        if now.incomplete:
            found.append(
                StillToCome(
                    day=day,
                    counted=now.counted,
                    share_told=round(now.share_told, 4),
                    expected=round(now.expected, 2) if np.isfinite(now.expected) else now.counted,
                    low=now.low,
                    high=now.high if np.isfinite(now.high) else None,
                )
            )
    return tuple(found)


def judge(
    row: Mapping[str, Any],
    usual: Sequence[Tally],
    since: Sequence[Tally],
    *,
    reference: Sequence[Interval],
    false_alarms_a_year: float,
    incomplete: tuple[StillToCome, ...] = (),
) -> Level:
    """The level of a row: `usual` are the days of the reference, `since` those to be judged."""
    rates = _rates(usual)
    before, after = _exposed(usual, rates), _exposed(since, rates)
    missing = []
    if not reference or (before[1] > 0).sum() < ENOUGH_DAYS:
        missing.append(MISSING_REFERENCE)
    if not (after[1] > 0).any():
        missing.append(MISSING_EXPOSURE)
    told: dict[str, Any] = {
        **row,
        "counted": int(after[0].sum()),
        "exposure": round(float(after[1].sum()), 4),
        "left_out": tuple(sorted({p for each in since for p in each.watched} - rates.keys())),
        "reference": tuple(reference),
        "incomplete": incomplete,
    }
    if missing:
        return Level(
            **told,
            verdict="cannot tell",
            e_value=None,
            alarm_level=None,
            expected=None,
            power=None,
            missing=tuple(missing),
        )
    learned = learn(*before)
    found = alarm(learned, *after, false_alarms_a_year=false_alarms_a_year)
    power = noticed(learned, after[1])
    blind = power.fall_to is None and power.rise_to is None
    verdict = "cannot tell" if found.level == "within reference" and blind else found.level
    last = found.days[-1]
    evidence = {
        "above reference": last.evidence_rise,
        "below reference": last.evidence_fall,
    }.get(found.level, max(last.evidence_rise, last.evidence_fall))
    return Level(
        **told,
        verdict=verdict,
        e_value=round(evidence, 4),
        alarm_level=found.alarm_level,
        expected=round(sum(day.expected for day in found.days), 2),
        power=power,
        missing=(MISSING_POWER,) if verdict == "cannot tell" else (),
    )


def _rates(usual: Sequence[Tally]) -> dict[str, float]:
    """Usual incidents per watched day of each part; a part never watched has none."""
    watched: dict[str, float] = {}
    counts: dict[str, int] = {}
    for each in usual:
        for part, share in each.watched.items():
            watched[part] = watched.get(part, 0.0) + share
            counts[part] = counts.get(part, 0) + each.counts[part]
    return {part: counts[part] / days for part, days in watched.items() if days > 0}


def _exposed(tallies: Sequence[Tally], rates: Mapping[str, float]) -> tuple[F64, F64]:
    """Counts and exposures of days; a day as usual and wholly watched has exposure 1.

    Parts that the reference never watched are left out of both: nothing is usual there.
    """
    total = sum(rates.values())
    size = len(rates)
    counts, exposure = [], []
    for each in tallies:
        counts.append(float(sum(each.counts.get(part, 0) for part in rates)))
        share = sum(
            each.watched.get(part, 0.0) * (rate / total if total else 1.0 / size)
            for part, rate in rates.items()
        )
        exposure.append(share)
    return np.array(counts), np.array(exposure)
