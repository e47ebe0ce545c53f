"""Coverage: what each source says it could see, who declared it, and what it cannot see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from aselepo.report.blocks import Block, Cell, Column, Fold, Paragraph, Section, Table
from aselepo.report.reader import Reader
from aselepo.situation.value import CoverageSpan


def section(reader: Reader) -> Section:
    now = reader.situation
    silent = sorted({s.name for s in now.sources} - {span.source for span in now.coverage})
    blocks: list[Block] = []
    if not now.coverage:
        blocks.append(Paragraph(text=reader.say("coverage-empty")))
    for source in now.sources:
        if source.declared_why:
            blocks.append(
                Paragraph(
                    text=reader.say(
                        "coverage-declared",
                        source=reader.source(source.name),
                        by=source.declared_by,
                        why=source.declared_why,
                    )
                )
            )
    if now.coverage:
        blocks.append(_table(reader, now.coverage))
    if silent:
        names = reader.words.joined(map(reader.source, silent))
        blocks.append(Paragraph(text=reader.say("coverage-none", sources=names)))
    if now.coverage:
        blocks.append(
            Fold(
                title=reader.say("coverage-spans", n=len(now.coverage)),
                blocks=(_spans(reader, now.coverage),),
            )
        )
    return Section(key="coverage", title=reader.say("section-coverage"), blocks=tuple(blocks))


def _chances(reader: Reader, span: CoverageSpan) -> str:
    """The chance to notice one incident, by class."""
    if not span.p_detect:
        return "–"
    by_chance: dict[float, list[str]] = defaultdict(list)
    for name, p in span.p_detect.items():
        by_chance[p].append(name)
    return "; ".join(
        reader.say(
            "chance-of-classes", share=reader.words.share(p), classes=reader.classes(by_chance[p])
        )
        for p in sorted(by_chance, reverse=True)
    )


def _table(reader: Reader, spans: Sequence[CoverageSpan]) -> Table:
    """Spans that differ only in area and time as one row."""
    groups: dict[tuple[str, str, str, str], set[str]] = defaultdict(set)
    for span in spans:
        why = reader.words.named("gap", span.reason) if span.reason else ""
        groups[span.source, span.status, why, _chances(reader, span)].add(span.area)
    return Table(
        caption=reader.say("coverage-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-source", "column-status", "column-chance", "column-areas")
        ),
        rows=tuple(
            (
                Cell(text=reader.source(source)),
                Cell(
                    text=reader.words.named("status", status.replace("_", "-")),
                    lines=(why,) if why else (),
                ),
                Cell(text=chances),
                Cell(text=reader.words.joined(sorted(map(reader.area, areas)))),
            )
            for (source, status, why, chances), areas in sorted(groups.items())
        ),
    )


def _spans(reader: Reader, spans: Sequence[CoverageSpan]) -> Table:
    ordered = sorted(spans, key=lambda s: (s.source, reader.area(s.area), s.window.start))
    return Table(
        caption=reader.say("coverage-spans-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-area", "column-window", "column-status", "column-source")
        ),
        rows=tuple(
            (
                Cell(text=reader.area(span.area)),
                Cell(text=reader.words.interval(span.window, reader.zone, with_year=True)),
                Cell(
                    text=reader.words.named("status", span.status),
                    lines=(reader.words.named("gap", span.reason),) if span.reason else (),
                ),
                Cell(text=reader.source(span.source)),
            )
            for span in ordered
        ),
    )
