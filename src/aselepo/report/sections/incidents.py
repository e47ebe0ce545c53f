"""Incidents inside the truce with their evidence; nobody is accused by being listed."""

from __future__ import annotations

from collections.abc import Sequence

from aselepo.core.time import Interval
from aselepo.report.blocks import Block, Cell, Column, Fold, Paragraph, Section, Table
from aselepo.report.reader import Reader
from aselepo.situation.value import Incident

FEW = 12
"""Up to so many incidents are listed at once; more are counted by place, and listed in a fold."""
SHOWN = 200
"""Incidents that a table lists; the rest is counted and stands in the data."""


def section(reader: Reader) -> Section:
    inside = sorted(reader.inside(), key=lambda each: _order(reader, each))
    touching = sorted(
        (each for each in reader.situation.incidents if each.in_force and not each.begins_in_force),
        key=lambda each: _order(reader, each),
    )
    blocks: list[Block] = []
    if reader.situation.day is not None:
        blocks.append(Paragraph(text=reader.say("incidents-of-day"), tone="note"))
    if inside:
        blocks.append(Paragraph(text=reader.say("incidents-are-possible")))
        if len(inside) <= FEW:
            caption = reader.say("incidents-caption", n=len(inside))
            blocks.append(_table(reader, inside, caption))
        else:
            blocks.append(_by_place(reader, inside))
            title = reader.say("incidents-each", n=len(inside))
            table = _table(reader, inside, title)
            blocks.append(Fold(title=title, blocks=(table, *_rest(reader, inside))))
        blocks.append(
            Fold(title=reader.say("evidence"), blocks=(_evidence(reader, inside[:SHOWN]),))
        )
    else:
        key = "incidents-empty" if reader.windows() else "answer-never-in-force"
        blocks.append(Paragraph(text=reader.say(key)))
    if touching:
        table = _table(reader, touching, reader.say("incidents-touching-caption", n=len(touching)))
        blocks.append(
            Fold(
                title=reader.say("incidents-touching", n=len(touching)),
                blocks=(
                    Paragraph(text=reader.say("incidents-touching-means")),
                    table,
                    *_rest(reader, touching),
                ),
            )
        )
    return Section(key="incidents", title=reader.say("section-incidents"), blocks=tuple(blocks))


def _order(reader: Reader, each: Incident) -> tuple[str, str]:
    at = reader.beginning(each)
    return (at.isoformat() if at else "~"), each.id


def _rest(reader: Reader, found: Sequence[Incident]) -> list[Block]:
    if len(found) <= SHOWN:
        return []
    return [Paragraph(text=reader.say("incidents-rest", n=len(found) - SHOWN), tone="note")]


def _table(reader: Reader, found: Sequence[Incident], caption: str) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(text=reader.say("column-when")),
            Column(text=reader.say("column-where")),
            Column(text=reader.say("column-what")),
            Column(text=reader.say("column-real")),
            Column(text=reader.say("column-origin")),
            Column(text=reader.say("column-finding")),
            Column(text=reader.say("column-sources")),
        ),
        rows=tuple(_row(reader, each) for each in found[:SHOWN]),
    )


def _by_place(reader: Reader, found: Sequence[Incident]) -> Table:
    """How many of which kind began where, the first and the last; counts, not verdicts."""
    groups: dict[tuple[str, str, str], list[Incident]] = {}
    for each in found:
        place = (
            reader.area(each.place) if each.place is not None else reader.say("where-coordinates")
        )
        sources = reader.words.joined(map(reader.source, each.sources))
        groups.setdefault((place, what(reader, each), sources), []).append(each)
    return Table(
        caption=reader.say("incidents-caption", n=len(found)),
        columns=(
            Column(text=reader.say("column-where")),
            Column(text=reader.say("column-what")),
            Column(text=reader.say("column-how-many"), numeric=True),
            Column(text=reader.say("column-first-last")),
            Column(text=reader.say("column-sources")),
        ),
        rows=tuple(
            (
                Cell(text=place),
                Cell(text=kind),
                Cell(text=reader.words.number(len(group))),
                Cell(text=_first_last(reader, group)),
                Cell(text=sources),
            )
            for (place, kind, sources), group in sorted(groups.items())
        ),
    )


def _first_last(reader: Reader, group: Sequence[Incident]) -> str:
    begun = sorted(at for each in group if (at := reader.beginning(each)) is not None)
    if not begun:
        return reader.say("when-unknown")
    if len(begun) == 1:
        return reader.words.moment(begun[0], reader.zone)
    return reader.interval(Interval(begun[0], begun[-1]))


def _row(reader: Reader, each: Incident) -> tuple[Cell, ...]:
    return (
        Cell(text=when(reader, each)),
        Cell(text=where(reader, each)),
        Cell(text=what(reader, each)),
        Cell(text=_real(reader, each)),
        Cell(text=origin(reader, each)),
        _finding(reader, each),
        Cell(text=reader.words.joined(map(reader.source, each.sources))),
    )


def when(reader: Reader, each: Incident) -> str:
    """The stretch in which it may have happened; a beginning alone is said as one."""
    if each.time_lo is not None and each.time_hi is not None and each.time_lo < each.time_hi:
        return reader.say(
            "when-within", window=reader.interval(Interval(each.time_lo, each.time_hi))
        )
    if each.time is not None and each.time_end is not None:
        return reader.interval(Interval(each.time, each.time_end))
    at = reader.beginning(each)
    if at is None:
        return reader.say("when-unknown")
    return reader.say("when-began", moment=reader.words.moment(at, reader.zone))


def where(reader: Reader, each: Incident) -> str:
    """A place by name, or coordinates with their error."""
    if each.place is not None:
        return reader.area(each.place)
    if each.lon is None or each.lat is None:
        return reader.say("where-unknown")
    sigma = each.sigma_major_m
    return reader.say(
        "where-point",
        lat=reader.words.number(each.lat, 2),
        lon=reader.words.number(each.lon, 2),
        error=reader.words.number(round(sigma / 1000, 1)) if sigma is not None else "?",
    )


def what(reader: Reader, each: Incident) -> str:
    """Its classes, the likeliest first."""
    ranked = sorted(each.p_class.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return reader.say("what-unknown")
    if len(ranked) == 1 and ranked[0][1] >= 1.0:
        return reader.words.named("class", ranked[0][0])
    return "; ".join(
        reader.say(
            "class-with-chance", name=reader.words.named("class", name), share=reader.words.share(p)
        )
        for name, p in ranked
    )


def _real(reader: Reader, each: Incident) -> str:
    if each.p_real is None:
        return reader.say("real-unknown")
    return reader.say(
        "real-chance",
        share=reader.words.share(each.p_real),
        scale=reader.words.scale(each.p_real, each.p_real),
    )


def origin(reader: Reader, each: Incident) -> str:
    """Who acted: undetermined unless an observation bears on it; never from the place alone."""
    if not each.p_party:
        return reader.say("origin-undetermined")
    rest = max(0.0, 1.0 - sum(each.p_party.values()))
    parts = [
        reader.say(
            "origin-chance",
            party=reader.party(name),
            bounds=reader.words.shares(round(p, 4), min(1.0, round(p + rest, 4))),
            scale=reader.words.scale(p, min(1.0, p + rest)),
        )
        for name, p in sorted(each.p_party.items(), key=lambda item: (-item[1], item[0]))
    ]
    return "; ".join(parts)


def _finding(reader: Reader, each: Incident) -> Cell:
    order = ("breach", "undetermined", "no breach")
    words = {finding.verdict for finding in each.findings}
    worst = next((word for word in order if word in words), None)
    if worst is None:
        return Cell(text=reader.say("finding-none"))
    return Cell(
        text=reader.words.named("verdict", worst),
        verdict=worst,
        lines=(reader.say("finding-machine"),),
    )


def _evidence(reader: Reader, found: Sequence[Incident]) -> Table:
    return Table(
        caption=reader.say("evidence-caption"),
        columns=(
            Column(text=reader.say("column-incident")),
            Column(text=reader.say("column-known")),
            Column(text=reader.say("column-observations")),
            Column(text=reader.say("column-factors")),
            Column(text=reader.say("column-open")),
        ),
        rows=tuple(
            (
                Cell(text=each.id, lines=(when(reader, each), where(reader, each))),
                Cell(text=reader.words.moment(each.first_known_at, reader.zone)),
                Cell(text=", ".join(each.observations)),
                Cell(text=_factors(reader, each)),
                Cell(text=_open(reader, each)),
            )
            for each in found
        ),
    )


def _open(reader: Reader, each: Incident) -> str:
    """The hypotheses that the findings leave open."""
    named = dict.fromkeys(
        part for finding in each.findings for part in finding.hypotheses.split("; ") if part
    )
    said = [reader.words.named("hypothesis", name) for name in named]
    return "; ".join(said) if said else reader.say("open-nothing")


def _factors(reader: Reader, each: Incident) -> str:
    said: dict[str, None] = {}
    for finding in each.findings:
        for name, low, high in finding.factors:
            text = reader.say(
                "factor-bounds",
                name=reader.words.named("factor", name),
                bounds=reader.words.shares(low, high),
            )
            said[text] = None
    return "; ".join(said) if said else reader.say("factors-none")
