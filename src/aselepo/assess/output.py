"""An assessment as JSON values, and summaries of provisions over the whole time in force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from typing import Any

import numpy as np

from aselepo.agreement.model import Prohibition
from aselepo.assess.assessment import Assessment
from aselepo.assess.factors import weigh
from aselepo.assess.findings import charge_table
from aselepo.assess.keepers import keep
from aselepo.assess.rules import SOME
from aselepo.assess.spans import BEGIN, END, common, stretch
from aselepo.assess.summary import ENOUGH
from aselepo.assess.watched import share_watched
from aselepo.core.time import Interval, iso

ANYWHERE = "anywhere"
"""Name of the area by which a coverage fact speaks of everywhere."""


def as_json(assessment: Assessment, *, no_breach: bool = True) -> dict[str, Any]:
    """An assessment as a JSON value.

    Parameters
    ----------
    no_breach : with the findings of `no breach`, derived now
    """
    findings = list(_charges(assessment, no_breach=no_breach))
    findings += [row for row in map(_plain_row, assessment.findings.to_pylist()) if row["trigger"]]
    return {
        "as_of": None if assessment.as_of is None else iso(assessment.as_of),
        "what_if": _value(assessment.what_if),
        "force": {name: _value(spans) for name, spans in assessment.force.items()},
        "findings": findings,
        "summaries": summaries(assessment),
        "counts": [_value(state) for state in assessment.counts],
        "guarantees": [_value(state) for state in assessment.guarantees],
        "clocks": [_value(clock) for clock in assessment.clocks],
        "conflicts": [_value(conflict) for conflict in assessment.conflicts],
        "checks": [_value(check) for check in assessment.checks],
    }


def _charges(assessment: Assessment, *, no_breach: bool) -> Iterator[dict[str, Any]]:
    """Findings of prohibitions with their factors, by incident and article."""
    work = assessment.work
    found, disputed = work.found, work.disputed
    if no_breach:
        rows = work.view.incidents
        found, disputed = keep(work.charges.run(rows, everything=True), rows, work.charges)
    table = charge_table(found, disputed, work.view.incidents, work.charges)
    for row, weighed in zip(table.to_pylist(), weigh(assessment, found, disputed), strict=True):
        out = _plain_row(row)
        out["factors"] = [[f.name, f.lo, f.hi] for f in weighed.factors]
        out["frechet_lo"] = weighed.frechet
        if weighed.rivals:
            out["rivals"] = [list(side) for side in weighed.rivals]
        yield out


def _plain_row(row: dict[str, Any]) -> dict[str, Any]:
    p = [row.pop("p_lo"), row.pop("p_hi")]
    return {**{name: _value(value) for name, value in row.items()}, "p": p}


def _value(value: Any) -> Any:
    match value:
        case Interval():
            return [iso(value.start), None if value.end is None else iso(value.end)]
        case datetime():
            return iso(value)
        case tuple() | list():
            return [_value(item) for item in value]
        case dict():
            return {name: _value(item) for name, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: _value(getattr(value, field.name)) for field in fields(value)}
    return value


def summaries(assessment: Assessment) -> list[dict[str, Any]]:
    """A word for each prohibition and party over the time in force up to now.

    `none observed` needs coverage facts that name the place of the article (or `anywhere`) and
    together watch at least the share that the agreement asks for.
    """
    work = assessment.work
    worst: dict[int, int] = {}
    seats, verdicts = work.found.seat, work.found.verdict
    for seat in np.unique(seats).tolist():
        worst[seat] = int(verdicts[seats == seat].max())
    rows = []
    for number, seat in enumerate(work.charges.seats):
        if seat.party == SOME:
            continue
        rule = work.charges.rules[seat.rule]
        assert isinstance(rule.norm, Prohibition)
        now = work.view.as_of if work.view.as_of < END else END
        held = common(work.forces[rule.instrument].whole.may, stretch(BEGIN, now))
        held = common(held, rule.valid)
        watched = None
        if worst.get(number):
            word = "breach" if worst[number] == 2 else "undetermined"
        elif not len(held):
            word = "not in force"
        else:
            watched = _watched(assessment, rule.norm.place.name or ANYWHERE, rule, held)
            enough = rule.agreement.enough or ENOUGH
            word = "none observed" if watched is not None and watched >= enough else "cannot tell"
        rows.append(
            {
                "instrument": rule.agreement.name, "provision": rule.norm.ref,
                "party": seat.party, "verdict": word, "watched": watched,
            }
        )  # fmt: skip
    return rows


def _watched(assessment: Assessment, area: str, rule: Any, held: Any) -> float | None:
    """Share of the time in force in which a place was watched; None where force is open-ended."""
    pieces = share_watched(assessment.work.charges.ground, area, rule.agreement)
    start, end = int(held[0, 0]), int(held[-1, 1])
    if start <= BEGIN or end >= END:
        return None
    length = int((held[:, 1] - held[:, 0]).sum())
    seen = sum(
        max(0, min(t, int(b)) - max(s, int(a))) * share for s, t, share in pieces for a, b in held
    )
    return float(seen / length)
