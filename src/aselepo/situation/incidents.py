"""Incidents of a situation: where and when each may have been, and what was found of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from aselepo.assess import Assessment
from aselepo.assess.factors import weigh
from aselepo.assess.summary import Happening
from aselepo.core.time import Interval
from aselepo.fuse import Fused
from aselepo.situation.areas import ANYWHERE, Areas, locate
from aselepo.situation.value import Finding, Incident

FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 1, 1, tzinfo=UTC)


def happenings(
    incidents: pa.Table, areas: Areas, until: datetime
) -> tuple[dict[str, Happening], dict[str, tuple[datetime, datetime]]]:
    """Where and when each incident may have been; and its span by id."""

    def floats(name: str) -> np.ndarray[Any, np.dtype[np.float64]]:
        return np.asarray(incidents[name].to_numpy(zero_copy_only=False), dtype=np.float64)

    sigma = floats("sigma_major_m")
    where = locate(incidents["place"].to_pylist(), floats("lon"), floats("lat"), sigma, areas)
    columns = ["incident", "time_lo", "time", "time_hi", "time_end", "time_sigma_s", "p_class"]
    happenings, spans = {}, {}
    for row, (sure, possible) in zip(incidents.select(columns).to_pylist(), where, strict=True):
        span = _span(row, until)
        spans[row["incident"]] = (span.start, span.end or LAST)
        happenings[row["incident"]] = Happening(
            incident=row["incident"],
            window=span,
            sure_areas=sure | {ANYWHERE},
            possible_areas=possible | {ANYWHERE},
            p_class=dict(row["p_class"] or ()),
        )
    return happenings, spans


def _span(row: Mapping[str, Any], until: datetime) -> Interval:
    """From the first to just after the last moment at which it may have begun.

    What has begun and is not known to have ended may still go on at the moment of knowledge.
    """
    doubt = timedelta(seconds=3 * (row["time_sigma_s"] or 0.0))
    tick = timedelta(microseconds=1)
    if row["time"] is not None:
        return Interval(row["time"] - doubt, row["time"] + doubt + tick)
    start = row["time_lo"] or FIRST
    end = row["time_hi"] or max(until, start)
    return Interval(start, max(end, start) + tick)


def _links(links: pa.Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for incident, observation in zip(
        links["incident"].to_pylist(), links["observation"].to_pylist(), strict=True
    ):
        found.setdefault(incident, []).append(observation)
    return found


def read_incidents(
    fused: Fused,
    assessment: Assessment,
    force: Sequence[Interval],
    spans: Mapping[str, tuple[datetime, datetime]],
) -> tuple[Incident, ...]:
    """All incidents, by their earliest moment; `force` is the time in force that they may touch."""
    links = _links(fused.links)
    findings: dict[str, list[Finding]] = {}
    work = assessment.work
    of_factors = {
        (
            weighed.rule.agreement.name,
            weighed.rule.norm.ref,
            weighed.seat.party,
            weighed.incident,
        ): tuple((f.name, round(f.lo, 4), round(f.hi, 4)) for f in weighed.factors)
        for weighed in weigh(assessment, work.found, work.disputed)
    }
    row_of = {name: at for at, name in enumerate(work.view.incidents.id.to_pylist())}
    for row in assessment.findings.to_pylist():
        name = row["incident"]
        if name is not None:
            key = (row["instrument"], row["provision"], row["party"], row_of.get(name, -1))
            findings.setdefault(name, []).append(_finding(row, of_factors.get(key, ())))
    incidents = []
    for row in fused.incidents.to_pylist():
        name = row["incident"]
        start, end = spans[name]
        touched = [w for w in force if Interval(start, end).overlap(w)]
        incidents.append(
            Incident(
                id=name,
                time_lo=row["time_lo"],
                time=row["time"],
                time_hi=row["time_hi"],
                time_end=row["time_end"],
                place=row["place"],
                lon=row["lon"],
                lat=row["lat"],
                sigma_major_m=row["sigma_major_m"],
                p_real=row["p_real"],
                p_class=dict(row["p_class"] or ()),
                p_party=dict(row["p_party"] or ()),
                count_lo=row["count_lo"],
                count_hi=row["count_hi"],
                sources=tuple(row["sources"] or ()),
                observations=tuple(sorted(links.get(name, ()))),
                first_known_at=row["first_known_at"],
                in_force=bool(touched),
                begins_in_force=any(
                    w.holds(row["time"] or row["time_lo"] or FIRST) for w in touched
                ),
                findings=tuple(findings.get(name, ())),
            )
        )
    return tuple(sorted(incidents, key=lambda each: (spans[each.id][0], each.id)))


def _finding(row: Mapping[str, Any], factors: tuple[tuple[str, float, float], ...]) -> Finding:
    return Finding(
        instrument=row["instrument"],
        provision=row["provision"],
        party=row["party"],
        verdict=row["verdict"],
        p=(round(row["p_lo"], 4), round(row["p_hi"], 4)),
        factors=factors,
        hypotheses=row.get("hypotheses") or "",
    )
