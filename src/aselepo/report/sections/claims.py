"""Claims of the parties beside the observations, with their arithmetic checked; never judged."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from aselepo.core.time import Interval, parse_instant
from aselepo.report.blocks import Block, Cell, Column, Fold, Paragraph, Section, Table
from aselepo.report.reader import Reader
from aselepo.situation.value import Claim, ClaimCheck


def section(reader: Reader) -> Section:
    now = reader.situation
    if not now.claims:
        empty = Paragraph(text=reader.say("claims-empty"))
        return Section(key="claims", title=reader.say("section-claims"), blocks=(empty,))
    blocks: list[Block] = [Paragraph(text=reader.say("note-claims-not-counted"))]
    blocks.append(_beside(reader))
    if now.claim_checks:
        blocks.append(_checks(reader, now.claim_checks))
    blocks.append(
        Fold(
            title=reader.say("claims-all", n=len(now.claims)),
            blocks=(_all(reader, now.claims),),
        )
    )
    return Section(key="claims", title=reader.say("section-claims"), blocks=tuple(blocks))


def _beside(reader: Reader) -> Table:
    """For each claimant and window all figures, and what this mission recorded in that window."""
    by_window: dict[tuple[str, str | None, Interval], list[Claim]] = defaultdict(list)
    for claim in reader.situation.claims:
        by_window[claim.claimant, claim.accused, claim.window].append(claim)
    begun = sorted(
        at for each in reader.situation.incidents if (at := reader.beginning(each)) is not None
    )
    ordered = sorted(by_window.items(), key=lambda item: (item[0][0], *_span(item[0][2])))
    return Table(
        caption=reader.say("claims-caption"),
        columns=(
            Column(text=reader.say("column-claimant")),
            Column(text=reader.say("column-window")),
            Column(text=reader.say("column-claimed")),
            Column(text=reader.say("column-recorded")),
        ),
        rows=tuple(
            (
                Cell(text=claimant, lines=_about(reader, accused)),
                Cell(text=reader.interval(window)),
                Cell(text="; ".join(_figure(reader, claim) for claim in _sorted(claims))),
                Cell(text=_recorded(reader, begun, window)),
            )
            for (claimant, accused, window), claims in ordered
        ),
    )


def _about(reader: Reader, accused: str | None) -> tuple[str, ...]:
    if not accused or accused == "none":
        return ()
    return (reader.say("claim-about", party=reader.party(accused)),)


def _span(window: Interval) -> tuple[str, str]:
    return window.start.isoformat(), window.end.isoformat() if window.end else "~"


def _sorted(claims: Sequence[Claim]) -> list[Claim]:
    return sorted(claims, key=lambda c: (c.category != "total", -(c.count or 0), c.category))


def _figure(reader: Reader, claim: Claim) -> str:
    return reader.say(
        "claim-figure",
        category=reader.words.named("category", claim.category),
        count=reader.words.claimed(claim.count, claim.qualifier),
    )


def _recorded(reader: Reader, begun: Sequence[datetime], window: Interval) -> str:
    """How many incidents of this mission's own record began in the window."""
    first = bisect_left(begun, window.start)
    last = len(begun) if window.end is None else bisect_left(begun, window.end)
    return reader.say("recorded-in-window", n=max(0, last - first))


def _checks(reader: Reader, checks: Sequence[ClaimCheck]) -> Table:
    return Table(
        caption=reader.say("checks-caption"),
        columns=(
            Column(text=reader.say("column-claimant")),
            Column(text=reader.say("column-window")),
            Column(text=reader.say("column-category")),
            Column(text=reader.say("column-check")),
            Column(text=reader.say("column-arithmetic")),
        ),
        rows=tuple(
            (
                Cell(text=check.claimant),
                Cell(text=reader.interval(check.window)),
                Cell(text=reader.words.named("category", check.category)),
                Cell(text=reader.words.named("check", check.kind)),
                Cell(text=check_says(reader, check)),
            )
            for check in checks
        ),
    )


def check_says(reader: Reader, check: ClaimCheck) -> str:
    """The arithmetic as a sentence, with the figures that went in."""
    words = reader.words
    stated = words.claimed(check.stated, check.qualifier)
    figures = [words.claimed(count, qualifier) for _, count, qualifier in check.parts]
    computed = "–" if check.computed is None else words.number(check.computed)
    match check.kind:
        case "adds-up":
            return reader.say("check-adds-up-says", sum=" + ".join(figures), stated=stated)
        case "does-not-add-up" | "not-comparable":
            return reader.say(
                f"check-{check.kind}-says", sum=" + ".join(figures), computed=computed,
                stated=stated,
            )  # fmt: skip
        case "running-total":
            return reader.say("check-running-total-says", stages=_stages(reader, check))
        case "rival-figures":
            return reader.say("check-rival-figures-says", figures=words.joined(figures))
        case "against-observations":
            return reader.say("check-against-observations-says", stated=stated, computed=computed)
    return reader.say("check-other-says", stated=stated)


def _stages(reader: Reader, check: ClaimCheck) -> str:
    stages = []
    for end, count, qualifier in check.parts:
        figure = reader.words.claimed(count, qualifier)
        if not end:
            stages.append(figure)
            continue
        until = reader.words.moment(parse_instant(end), reader.zone, with_zone=False)
        stages.append(reader.say("stage", count=figure, until=until))
    return ", ".join(stages)


def _all(reader: Reader, claims: Sequence[Claim]) -> Table:
    ordered = sorted(claims, key=lambda c: (c.known_at, c.claimant, *_span(c.window), c.category))
    return Table(
        caption=reader.say("claims-all-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in (
                "column-claimant",
                "column-window",
                "column-claimed",
                "column-known",
                "column-published",
                "column-address",
            )
        ),
        rows=tuple(
            (
                Cell(text=claim.claimant, lines=_about(reader, claim.accused)),
                Cell(text=reader.interval(claim.window)),
                Cell(text=_figure(reader, claim), lines=(claim.note,) if claim.note else ()),
                Cell(text=reader.words.moment(claim.known_at, reader.zone)),
                Cell(text=claim.published),
                Cell(text=claim.source),
            )
            for claim in ordered
        ),
    )
