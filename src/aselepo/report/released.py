"""What the public may read of a situation; the mission's own audience sees everything.

A party is named publicly as one whose acts are in question only after two people decided and it had
its right of reply. No such decision is in a situation yet, so the public form names none: rows that
differ only in whose acts they are about become one. Assumed terms give no breach in a released
report.
"""

from __future__ import annotations

from dataclasses import replace

from aselepo.situation.value import Incident, Situation, Summary

ORDER = ("breach", "undetermined", "none observed", "cannot tell", "not in force")
"""Verdicts, what weighs most first."""


def released(situation: Situation) -> Situation:
    """The situation with what only the mission may read taken out."""
    assumed = {force.instrument for force in situation.force if force.assumed}
    rows: dict[tuple[object, ...], Summary] = {}
    for row in situation.summaries:
        soft = _without_name(row, assumed)
        key = (row.instrument, row.provision, row.domain, row.area, row.window, row.whole)
        rows[key] = _joined(rows[key], soft) if key in rows else soft
    return replace(
        situation,
        summaries=tuple(rows.values()),
        incidents=tuple(_incident(each, assumed) for each in situation.incidents),
    )


def _without_name(row: Summary, assumed: set[str]) -> Summary:
    if row.verdict == "breach" and row.instrument in assumed:
        return replace(row, accused="", verdict="undetermined")
    return replace(row, accused="")


def _joined(one: Summary, other: Summary) -> Summary:
    """Of two rows about the same place the weightier verdict; something by either of them."""
    first = min(one, other, key=lambda row: ORDER.index(row.verdict))
    bounds = [row.p for row in (one, other) if row.p is not None]
    p = None
    if bounds:
        most = 1.0
        for _, high in bounds:
            most *= 1.0 - high
        p = (max(low for low, _ in bounds), round(1.0 - most, 4))
    return replace(first, p=p, incidents=tuple(sorted({*one.incidents, *other.incidents})))


def _incident(each: Incident, assumed: set[str]) -> Incident:
    findings = tuple(
        replace(
            finding,
            party="",
            verdict="undetermined"
            if finding.verdict == "breach" and finding.instrument in assumed
            else finding.verdict,
        )
        for finding in each.findings
    )
    return replace(each, p_party={}, findings=findings)
