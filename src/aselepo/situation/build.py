"""A situation from what a view holds and what was computed of it. Nothing here reads a log."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from aselepo.agreement import Agreement
from aselepo.assess import Assessment
from aselepo.core.time import Interval, clock, parse_instant
from aselepo.coverage import Ledger
from aselepo.fuse import Fused
from aselepo.pledges.guarantees import TURNS_LOOKED_AT, guarantees
from aselepo.pledges.state import promises
from aselepo.situation import series as daily
from aselepo.situation.areas import read_areas
from aselepo.situation.claims import check_claims, read_claims
from aselepo.situation.incidents import happenings, read_incidents
from aselepo.situation.recorded import Recorded, entries_by_kind
from aselepo.situation.sources import read_sources, set_aside
from aselepo.situation.summaries import read_summaries
from aselepo.situation.value import (
    Checkpoint,
    CoverageSpan,
    Force,
    Line,
    Party,
    Situation,
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
    happened, placed = happenings(known.fused.incidents, areas, until)
    cuts = {each.name: _stretches(each, force, until, known.day) for each in known.agreements}
    claims = read_claims(by_kind("claim"), known.agreements, settings.get("speaks_for", {}))
    bodies = [entry.body for entry in by_kind("claim")]
    mapped = daily.mapped_area(bodies)
    main = force.get(lead.name, ())
    promised = promises((*by_kind("statement"), *by_kind("pledge")), today=until.date())
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
        summaries=read_summaries(
            known.agreements, known.assessment, known.book, cuts, areas, happened
        ),
        incidents=read_incidents(known.fused, known.assessment, main, placed),
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
        guarantees=guarantees(
            known.assessment,
            promised,
            at=until,
            acts=[entry.body for entry in by_kind("act")],
            states=settings.get("states", {}),
        ),
        bodies={b.name: dict(b.labels) for a in known.agreements for b in a.bodies},
        promises=promised,
        in_force_definition=str(settings.get("in_force_definition", "")),
        notes=_notes(known, by_kind, settings),
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


def _notes(
    known: Known, by_kind: Callable[[str], Sequence[Recorded]], settings: Mapping[str, Any]
) -> tuple[str, ...]:
    """Keys of what a reader must know of the whole."""
    kinds = {entry.body.get("kind") for entry in by_kind("source")}
    notes = {
        "machine-assessment": True,
        "exercise": bool(settings.get("exercise", False)),
        "what-if": known.in_force is not None,
        "reconstructed": known.checkpoint.reconstructed,
        "silence-of-alerts": "alerts" in kinds,
        "declared-coverage": any(
            span.declared for spans in known.book.spans.values() for span in spans
        ),
        "reports-are-not-events": bool(_news(by_kind("statement"))),
        "claims-not-counted": bool(by_kind("claim")),
        "older-reversals-not-looked-for": _turns(by_kind) > TURNS_LOOKED_AT
        and any(each.guarantees for each in known.agreements),
        "assumed-terms": any(
            each.assumed or (each.proof is not None and each.proof.assumed)
            for each in known.agreements
        ),
        "independent-factors": True,
        "designations": bool(by_kind("geography")),
    }
    return tuple(key for key, holds in notes.items() if holds)


def _turns(by_kind: Callable[[str], Sequence[Recorded]]) -> int:
    """Moments at which reports were withdrawn or corrected."""
    return len({e.known_at for kind in ("retraction", "correction") for e in by_kind(kind)})
