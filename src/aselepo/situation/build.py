"""A situation from what a view holds and what was computed of it. Nothing here reads a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from aselepo.agreement import Agreement
from aselepo.assess import Assessment
from aselepo.assess.summary import ENOUGH, Charge, Happening, summarise
from aselepo.assess.summary import Summary as Summarised
from aselepo.core.canonical import canonical
from aselepo.core.time import Interval, clock, parse_instant
from aselepo.coverage import Ledger
from aselepo.fuse import Fused
from aselepo.situation import series as daily
from aselepo.situation.areas import ANYWHERE, Areas, locate, read_areas
from aselepo.situation.claims import check_claims
from aselepo.situation.recorded import Recorded, entries_by_kind
from aselepo.situation.rows import rows_of
from aselepo.situation.sources import read_sources, set_aside
from aselepo.situation.value import (
    Checkpoint,
    Claim,
    CoverageSpan,
    Exposure,
    Finding,
    Force,
    Gap,
    Incident,
    Line,
    Party,
    Power,
    Situation,
    Summary,
    plain,
)
from aselepo.situation.windows import Stretch, reporting_day, stretches

COLOURS = ("violet", "teal", "ochre", "slate")
"""Unpolitical colours for parties, by the order of their names."""
MIDNIGHT_MIN = 1440
FIRST = datetime(1, 1, 1, tzinfo=UTC)
LAST = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """All that a situation is made of."""

    mission: str
    checkpoint: Checkpoint
    entries: Sequence[Recorded]
    agreements: Sequence[Agreement]
    observations: pa.Table
    fused: Fused
    assessment: Assessment
    book: Ledger
    day: date | None = None
    """Reporting day asked for, by the date on which it ends."""
    in_force: Interval | None = None
    """What-if: the window that the reader set."""


def build(known: Known) -> Situation:
    """The situation of what is known.

    Entries count by their content and known time, never by their place in the log, so that any
    order of arrival gives the same value.
    """
    by_kind = entries_by_kind(known.entries)
    areas = read_areas([entry.body for entry in by_kind("geography")])
    settings: dict[str, Any] = {}
    for entry in by_kind("settings"):
        settings.update(entry.body)
    lead = known.agreements[0]
    zone = clock(lead.clock)
    until = known.checkpoint.as_of
    force = {
        name: (known.in_force,) if known.in_force else windows
        for name, windows in known.assessment.force.items()
    }
    happenings, placed = _happenings(known.fused.incidents, areas, until)
    cuts = {each.name: _stretches(each, force, until, known.day) for each in known.agreements}
    claims = _claims(by_kind("claim"), known.agreements, settings.get("speaks_for", {}))
    bodies = [entry.body for entry in by_kind("claim")]
    links = _links(known.fused.links)
    mapped = daily.mapped_area(bodies)
    main = force.get(lead.name, ())
    return Situation(
        mission=known.mission,
        labels=settings.get("labels", dict(lead.labels)),
        checkpoint=known.checkpoint,
        day=_day(lead, known.day),
        force=tuple(_force(each, force, settings, known) for each in known.agreements),
        parties=_parties(known.agreements),
        areas=tuple(areas.by_id[name] for name in sorted(areas.by_id)),
        lines=_lines(by_kind("geography")),
        line_statements=tuple(
            statement
            for line in lead.lines
            if (
                statement := daily.line_statement(
                    bodies, main, line.name, _lag_h(bodies, by_kind("source"))
                )
            )
        ),
        summaries=_summaries(known, cuts, areas, happenings),
        incidents=_incidents(known, links, main, placed),
        claims=claims,
        claim_checks=check_claims(claims),
        coverage=_coverage(known.book),
        sources=read_sources(by_kind("source"), by_kind("coverage"), known.observations),
        series=(
            *daily.recorded(known.observations, known.book, areas, zone, until),
            *daily.claimed_losses(bodies),
            *((mapped,) if mapped else ()),
        ),
        news=_news(by_kind("statement")),
        set_aside=set_aside(by_kind("source")),
        domains={d.name: dict(d.labels) for a in known.agreements for d in a.domains},
        provisions={n.ref: dict(n.labels) for a in known.agreements for n in a.norms},
        guarantees=tuple(plain(each) for each in known.assessment.guarantees),
        notes=_notes(known, by_kind),
    )


def _stretches(
    agreement: Agreement,
    force: Mapping[str, Sequence[Interval]],
    until: datetime,
    day: date | None,
) -> list[Stretch]:
    end_min = agreement.reporting_day_end_min
    return stretches(
        force.get(agreement.name, ()),
        until=until,
        zone=clock(agreement.clock),
        end_min=MIDNIGHT_MIN if end_min is None else end_min,
        day=_day(agreement, day),
    )


def _day(agreement: Agreement, day: date | None) -> Interval | None:
    if day is None:
        return None
    end_min = agreement.reporting_day_end_min
    return reporting_day(day, clock(agreement.clock), MIDNIGHT_MIN if end_min is None else end_min)


def _force(
    agreement: Agreement,
    force: Mapping[str, Sequence[Interval]],
    settings: Mapping[str, Any],
    known: Known,
) -> Force:
    shown = [*settings.get("clocks", ()), agreement.clock]
    return Force(
        instrument=agreement.name,
        labels=dict(agreement.labels),
        source=agreement.source,
        windows=tuple(force.get(agreement.name, ())),
        clock=agreement.clock,
        clocks=tuple(dict.fromkeys([*(c for c in shown if c != "UTC"), "UTC"])),
        assumed=agreement.assumed,
        what_if=known.in_force is not None,
    )


def _parties(agreements: Sequence[Agreement]) -> tuple[Party, ...]:
    named = {party.name: party for each in reversed(agreements) for party in each.parties}
    return tuple(
        Party(
            name=name,
            labels=dict(named[name].labels),
            colour=COLOURS[place % len(COLOURS)],
            guarantor=named[name].guarantor,
        )
        for place, name in enumerate(sorted(named))
    )


def _lines(entries: Sequence[Recorded]) -> tuple[Line, ...]:
    lines = [
        Line(
            name=body["id"],
            labels=dict(body.get("labels", {})),
            author=body.get("author", ""),
            valid=Interval(
                parse_instant(body["valid_from"]),
                parse_instant(body["valid_to"]) if body.get("valid_to") else None,
            ),
            sigma_m=body["sigma_m"],
            geometry=body["geometry"],
            note=body.get("note", ""),
        )
        for body in (entry.body for entry in entries)
        if body.get("type") == "line"
    ]
    return tuple(sorted(lines, key=lambda line: (line.name, line.author, line.valid.start)))


def _happenings(
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


def _summaries(
    known: Known,
    cuts: Mapping[str, Sequence[Stretch]],
    areas: Areas,
    happenings: Mapping[str, Happening],
) -> tuple[Summary, ...]:
    charges = [
        Charge(
            instrument=row["instrument"],
            provision=row["provision"],
            party=row["party"],
            incident=row["incident"],
            verdict=row["verdict"],
            p=(row["p_lo"], row["p_hi"]),
        )
        for row in known.assessment.findings.select(
            ["instrument", "provision", "party", "incident", "verdict", "p_lo", "p_hi"]
        ).to_pylist()
        if row["incident"] is not None
    ]
    found: list[Summary] = []
    within = {name: areas.within(name) for name in areas.by_id}
    for agreement in known.agreements:
        pairs = list(rows_of(agreement, cuts[agreement.name], areas))
        summed = summarise(
            [row for row, _ in pairs],
            charges=[c for c in charges if c.instrument == agreement.name],
            happenings=happenings,
            book=known.book,
            within=within,
            enough=ENOUGH if agreement.enough is None else agreement.enough,
        )
        found.extend(_summary(each, by) for each, (_, by) in zip(summed, pairs, strict=True))
    return tuple(found)


def _summary(each: Summarised, by: str) -> Summary:
    row, looked = each.row, each.looked
    return Summary(
        instrument=row.instrument,
        provision=row.provision,
        domain=row.domain,
        side=row.side,
        accused=row.accused,
        area=row.area,
        window=row.window,
        whole=row.whole,
        verdict=each.verdict,
        p=None if each.p is None else (round(each.p[0], 4), round(each.p[1], 4)),
        exposure=Exposure(
            watched_h=round(looked.watched_h, 2),
            total_h=round(looked.total_h, 2),
            share=round(looked.share, 4),
            by=by,
        ),
        power=None
        if each.power is None
        else Power(
            p_notice_one=round(each.power.p_notice_one, 4),
            noticed_from=each.power.noticed_from,
            rate_excluded_per_day=None
            if each.power.rate_excluded_per_day is None
            else round(each.power.rate_excluded_per_day, 4),
            enough=each.enough,
        ),
        missing=tuple(
            Gap(
                area=gap.area,
                window=gap.window,
                source=gap.source,
                reason=gap.reason,
                classes=gap.classes,
            )
            for gap in looked.unseen
        ),
        incidents=each.incidents,
    )


def _links(links: pa.Table) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for incident, observation in zip(
        links["incident"].to_pylist(), links["observation"].to_pylist(), strict=True
    ):
        found.setdefault(incident, []).append(observation)
    return found


def _incidents(
    known: Known,
    links: Mapping[str, Sequence[str]],
    force: Sequence[Interval],
    spans: Mapping[str, tuple[datetime, datetime]],
) -> tuple[Incident, ...]:
    findings: dict[str, list[Finding]] = {}
    for row in known.assessment.findings.to_pylist():
        if row["incident"] is not None:
            findings.setdefault(row["incident"], []).append(_finding(row))
    incidents = []
    for row in known.fused.incidents.to_pylist():
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


def _finding(row: Mapping[str, Any]) -> Finding:
    return Finding(
        instrument=row["instrument"],
        provision=row["provision"],
        party=row["party"],
        verdict=row["verdict"],
        p=(round(row["p_lo"], 4), round(row["p_hi"], 4)),
        factors=tuple(
            (name, round(lo, 4), round(hi, 4)) for name, lo, hi in row.get("factors") or ()
        ),
        hypotheses=row.get("hypotheses") or "",
    )


def _claims(
    entries: Sequence[Recorded], agreements: Sequence[Agreement], speaks_for: Mapping[str, str]
) -> tuple[Claim, ...]:
    """Claims of violations; `speaks_for` says for which party an office speaks."""
    parties = {
        name: party.name
        for each in agreements
        for party in each.parties
        for name in (party.name, *(label for _, label in party.labels))
    }
    named = {**parties, **speaks_for}
    found: dict[str, Claim] = {}
    for entry in entries:
        body = entry.body
        window = body.get("window") or [body.get("from"), body.get("to")]
        if body.get("type", "violations") != "violations" or not window[0]:
            continue
        accused = body.get("accused")
        found.setdefault(
            body.get("id") or canonical(body),
            Claim(
                claimant=body["claimant"],
                claimant_party=named.get(body["claimant"]),
                accused=None if accused is None else named.get(accused, accused),
                window=Interval(
                    parse_instant(window[0]), parse_instant(window[1]) if window[1] else None
                ),
                category=body.get("category", ""),
                count=body.get("count"),
                qualifier=body.get("qualifier", "exact"),
                source=body.get("address", body.get("source", "")),
                published=body.get("published", ""),
                known_at=entry.known_at,
                note=body.get("note", ""),
                entry=entry.number,
            ),
        )
    return tuple(sorted(found.values(), key=_claim_order))


def _claim_order(claim: Claim) -> tuple[datetime, datetime, str, str, int, str]:
    end = claim.window.end or LAST
    return (claim.window.start, end, claim.claimant, claim.category, claim.count or 0, claim.source)


def _coverage(book: Ledger) -> tuple[CoverageSpan, ...]:
    return tuple(
        CoverageSpan(
            source=span.source,
            area=span.area,
            window=span.window,
            status=span.status,
            reason=span.reason,
            p_detect={name: round(p, 4) for name, p in sorted(span.p_detect.items())},
            declared=span.declared,
        )
        for area in sorted(book.spans)
        for span in book.spans[area]
    )


def _news(entries: Sequence[Recorded]) -> tuple[tuple[date, str, str, int], ...]:
    counts = {
        (date.fromisoformat(entry.body["date"]), area, kind, int(number))
        for entry in entries
        if entry.body.get("type") == "report_counts"
        for area, kind, number in entry.body["counts"]
    }
    return tuple(sorted(counts))


def _lag_h(claims: Sequence[Mapping[str, Any]], sources: Sequence[Recorded]) -> float:
    """Longest time from a change on the ground to the end of the stretch that a map shows, hours.

    A map shows the whole stretch at once, so a change may be as old as the stretch is long, and the
    source may state that it draws changes later still.
    """
    drawn_later = {
        entry.body["name"]: float(entry.body.get("error_model", {}).get("lag_h", 0.0))
        for entry in sources
    }
    lags = [
        Interval(*(parse_instant(edge) for edge in claim["shows"])).hours
        + drawn_later.get(claim["source"], 0.0)
        for claim in claims
        if claim.get("type") == "mapped_area"
    ]
    return max(lags, default=0.0)


def _notes(known: Known, by_kind: Callable[[str], Sequence[Recorded]]) -> tuple[str, ...]:
    """Keys of what a reader must know of the whole."""
    kinds = {entry.body.get("kind") for entry in by_kind("source")}
    notes = {
        "machine-assessment": True,
        "what-if": known.in_force is not None,
        "reconstructed": known.checkpoint.reconstructed,
        "silence-of-alerts": "alerts" in kinds,
        "declared-coverage": any(
            span.declared for spans in known.book.spans.values() for span in spans
        ),
        "reports-are-not-events": bool(_news(by_kind("statement"))),
        "claims-not-counted": bool(by_kind("claim")),
        "assumed-terms": any(
            each.assumed or (each.proof is not None and each.proof.assumed)
            for each in known.agreements
        ),
        "independent-factors": True,
        "designations": bool(by_kind("geography")),
    }
    return tuple(key for key, holds in notes.items() if holds)
