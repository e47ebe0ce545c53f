"""Incidents as a list, and one with its evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aselepo.core.time import Interval
from aselepo.situation.value import Incident
from aselepo.web.page import Page

PER_PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An incident as a row."""

    id: str
    url: str
    what: str
    when: str
    where: str
    sources: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One page of the list; the kinds follow one another over the pages."""

    inside: tuple[Line, ...]
    """Began while something was in force."""
    perhaps: tuple[Line, ...]
    """May have gone on while something was in force, its beginning lies outside or is open."""
    others: tuple[Line, ...]
    counts: tuple[int, int, int]
    """How many there are of each kind on all pages."""
    page: int
    pages: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A finding on an incident."""

    article: str
    party: str
    verdict: str
    chance: str
    factors: tuple[tuple[str, str], ...]
    open: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An observation behind an incident."""

    id: str
    source: str
    basis: str
    what: str
    when: str
    text: str
    lang: str
    known: str
    entry: int | None
    row: int | None
    revision: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    line: Line
    facts: tuple[tuple[str, str], ...]
    findings: tuple[Judged, ...]
    evidence: tuple[Evidence, ...]


def listed(page: Page, number: int) -> Listed:
    """A page of the incidents of a view; those of the truce come first."""
    assert page.shown is not None
    every = page.shown.situation.incidents
    kinds: tuple[list[Incident], list[Incident], list[Incident]] = ([], [], [])
    for each in every:
        kinds[0 if each.begins_in_force else 1 if each.in_force else 2].append(each)
    pages = max(1, -(-len(every) // PER_PAGE))
    number = min(max(1, number), pages)
    start, end = (number - 1) * PER_PAGE, number * PER_PAGE
    shown, before = [], 0
    for kind in kinds:
        cut = kind[max(0, start - before) : max(0, end - before)]
        shown.append(tuple(_line(page, each) for each in cut))
        before += len(kind)
    inside, perhaps, others = shown
    return Listed(
        inside=inside,
        perhaps=perhaps,
        others=others,
        counts=(len(kinds[0]), len(kinds[1]), len(kinds[2])),
        page=number,
        pages=pages,
    )


def detail(page: Page, incident: Incident, rows: Sequence[Mapping[str, Any]]) -> Detail:
    """One incident with what it rests on."""
    words = page.words
    say = page.say
    facts = [
        (say("when"), when(page, incident)),
        (say("where"), where(page, incident)),
        (say("what"), what(page, incident)),
        (
            say("real"),
            say("not-stated") if incident.p_real is None else words.share(incident.p_real),
        ),
        (say("who"), _who(page, incident)),
        (say("known-first"), page.moment(incident.first_known_at)),
        (
            say("in-force-then"),
            say(
                "begins-inside"
                if incident.begins_in_force
                else "perhaps-inside"
                if incident.in_force
                else "outside"
            ),
        ),
    ]
    return Detail(
        line=_line(page, incident),
        facts=tuple(facts),
        findings=tuple(
            Judged(
                article=article(page, finding.provision),
                party=party(page, finding.party),
                verdict=words.named("verdict", finding.verdict),
                chance=words.shares(*finding.p),
                factors=tuple(
                    (words.named("factor", name), words.shares(lo, hi))
                    for name, lo, hi in finding.factors
                ),
                open=finding.hypotheses,
            )
            for finding in incident.findings
        ),
        evidence=tuple(_evidence(page, row) for row in rows),
    )


def _line(page: Page, incident: Incident) -> Line:
    return Line(
        id=incident.id,
        url=page.mission_url(f"incidents/{incident.id}"),
        what=what(page, incident),
        when=when(page, incident),
        where=where(page, incident),
        sources=page.words.joined(source(page, name) for name in incident.sources),
    )


def when(page: Page, incident: Incident) -> str:
    """When it happened, as far as that is known."""
    say, words, zone = page.say, page.words, page.zone
    start, end = incident.time_lo, incident.time_end
    if start is not None and end is not None:
        return words.interval(Interval(start, end), zone, with_year=_other_year(page, start))
    if start is not None:
        return say("began-end-open", when=moment(page, start))
    if incident.time is not None:
        return moment(page, incident.time)
    if incident.time_hi is not None:
        return say("by-then", when=moment(page, incident.time_hi))
    return say("unknown-time")


def moment(page: Page, at: datetime) -> str:
    """A moment, with its year where that is not the view's own."""
    return page.moment(at, with_year=_other_year(page, at))


def _other_year(page: Page, at: datetime) -> bool:
    assert page.shown is not None
    return at.year != page.shown.situation.checkpoint.as_of.year


def where(page: Page, incident: Incident) -> str:
    if incident.place is not None:
        return area(page, incident.place)
    if incident.lon is not None and incident.lat is not None:
        number = page.words.number
        point = f"{number(incident.lat, 3)}, {number(incident.lon, 3)}"
        if incident.sigma_major_m is None:
            return point
        return page.say("place-error", point=point, sigma=number(round(incident.sigma_major_m)))
    return page.say("unknown-place")


def what(page: Page, incident: Incident) -> str:
    names = sorted(incident.p_class, key=lambda name: (-incident.p_class[name], name))
    return page.words.joined(page.words.named("class", name) for name in names) or page.say(
        "unknown-class"
    )


def _who(page: Page, incident: Incident) -> str:
    if not incident.p_party:
        return page.say("undetermined-nobody")
    return page.words.joined(
        page.say("party-share", party=party(page, name), share=page.words.share(p))
        for name, p in sorted(incident.p_party.items())
    )


def _evidence(page: Page, row: Mapping[str, Any]) -> Evidence:
    words = page.words
    start: datetime | None = row["time_lo"] or row["time"]
    return Evidence(
        id=row["id"],
        source=source(page, row["source"]),
        basis=words.named("basis", row["basis"] or ""),
        what=words.named("class", row["class"] or ""),
        when=page.say("unknown-time") if start is None else moment(page, start),
        text=row["text"] or "",
        lang=row["lang"] or "",
        known=moment(page, row["known_at"]),
        entry=row["entry"],
        row=row["row"],
        revision=row["rev"],
    )


def area(page: Page, name: str) -> str:
    """An area's name in the page's language."""
    assert page.shown is not None
    for each in page.shown.situation.areas:
        if each.id == name:
            return page.words.label(each.labels) or name
    return name


def party(page: Page, name: str) -> str:
    assert page.shown is not None
    for each in page.shown.situation.parties:
        if each.name == name:
            return page.words.label(each.labels) or name
    return name


def source(page: Page, name: str) -> str:
    assert page.shown is not None
    for each in page.shown.situation.sources:
        if each.name == name:
            return page.words.label(each.labels) or name
    return name


def article(page: Page, ref: str) -> str:
    assert page.shown is not None
    label = page.words.label(page.shown.situation.provisions.get(ref, {}))
    return page.say("article", ref=ref, label=label) if label else ref
