"""Claims of parties: shown beside the observations, their arithmetic checked, never judged.

A claim is never counted and changes no probability. What can be checked without taking a side is
whether a stated total equals the sum of its stated parts, whether figures of one claimant for
growing windows are one running total, and whether two outlets give different figures for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime

from aselepo.agreement import Agreement
from aselepo.core.canonical import canonical
from aselepo.core.time import Interval, parse_instant
from aselepo.situation.recorded import Recorded
from aselepo.situation.value import Claim, ClaimCheck

LAST = datetime(9999, 1, 1, tzinfo=UTC)

TOTAL = "total"
"""Category of a claim that sums up others."""
EXACT = "exact"


def read_claims(
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


def check_claims(claims: Sequence[Claim]) -> tuple[ClaimCheck, ...]:
    """Check the arithmetic within each claimant's own figures.

    Returns
    -------
    For each total: `adds-up`, `does-not-add-up`, or `not-comparable` where the total or a part is
    not exact and the sum does not contradict it. For each category with several windows from one
    start: one `running-total`, whose parts are its stages and must never be added.
    For several figures of one category and window: `rival-figures`.
    """
    checks = [*_totals(claims), *_running(claims), *_rivals(claims)]
    return tuple(sorted(checks, key=lambda c: (c.claimant, c.window.start, c.kind, c.category)))


def _totals(claims: Sequence[Claim]) -> Iterator[ClaimCheck]:
    for total in claims:
        if total.category != TOTAL or total.count is None:
            continue
        parts = [
            claim
            for claim in claims
            if claim.category != TOTAL
            and claim.count is not None
            and (claim.claimant, claim.window) == (total.claimant, total.window)
        ]
        if not parts:
            continue
        computed = sum(claim.count or 0 for claim in parts)
        yield ClaimCheck(
            kind=_verdict(total, parts, computed),
            claimant=total.claimant,
            window=total.window,
            category=TOTAL,
            stated=total.count,
            qualifier=total.qualifier,
            parts=tuple(
                (claim.category, claim.count or 0, claim.qualifier)
                for claim in sorted(parts, key=lambda claim: claim.category)
            ),
            computed=computed,
        )


def _verdict(total: Claim, parts: Sequence[Claim], computed: int) -> str:
    """Does a total agree with its parts? "More than" on either side leaves room upwards."""
    assert total.count is not None
    inexact = [claim for claim in parts if claim.qualifier != EXACT]
    if total.qualifier == EXACT and not inexact:
        return "adds-up" if computed == total.count else "does-not-add-up"
    upwards = all(claim.qualifier in (EXACT, "more_than", "at_least") for claim in parts)
    if total.qualifier == EXACT and upwards and computed > total.count:
        return "does-not-add-up"
    if total.qualifier in ("more_than", "at_least") and not inexact and computed < total.count:
        return "does-not-add-up"
    return "not-comparable"


def _running(claims: Sequence[Claim]) -> Iterator[ClaimCheck]:
    by_start = defaultdict(list)
    for claim in claims:
        if claim.count is not None:
            by_start[claim.claimant, claim.category, claim.window.start].append(claim)
    for (claimant, category, _), stages in by_start.items():
        ends = {claim.window.end for claim in stages}
        if len(ends) < 2:
            continue
        stages.sort(key=lambda claim: (claim.known_at, claim.count))
        last = max(stages, key=lambda claim: (claim.window.end, claim.known_at, claim.count or 0))
        yield ClaimCheck(
            kind="running-total",
            claimant=claimant,
            window=last.window,
            category=category,
            stated=last.count or 0,
            qualifier=last.qualifier,
            parts=tuple(
                (
                    claim.window.end.isoformat() if claim.window.end else "",
                    claim.count or 0,
                    claim.qualifier,
                )
                for claim in stages
            ),
            computed=None,
        )


def _rivals(claims: Sequence[Claim]) -> Iterator[ClaimCheck]:
    by_window = defaultdict(list)
    for claim in claims:
        if claim.count is not None:
            by_window[claim.claimant, claim.category, claim.window].append(claim)
    for (claimant, category, window), figures in by_window.items():
        if len({claim.count for claim in figures}) < 2:
            continue
        figures.sort(key=lambda claim: (claim.count or 0, claim.source))
        yield ClaimCheck(
            kind="rival-figures",
            claimant=claimant,
            window=window,
            category=category,
            stated=figures[-1].count or 0,
            qualifier=figures[-1].qualifier,
            parts=tuple((claim.source, claim.count or 0, claim.qualifier) for claim in figures),
            computed=None,
        )
