"""Sources with their licences and credits, and the rows that were set aside."""

from __future__ import annotations

from aselepo.report.blocks import Block, Cell, Column, Fold, Paragraph, Section, Table
from aselepo.report.reader import Reader

SHOWN = 100
"""Rows set aside that the report lists; the rest is counted and stands in the data."""


def section(reader: Reader) -> Section:
    now = reader.situation
    blocks: list[Block] = [_table(reader)] if now.sources else []
    if not now.sources:
        blocks.append(Paragraph(text=reader.say("sources-empty")))
    if now.set_aside:
        blocks.append(Paragraph(text=reader.say("set-aside", n=len(now.set_aside)), tone="warning"))
        blocks.append(
            Fold(
                title=reader.say("set-aside-title", n=len(now.set_aside)), blocks=(_aside(reader),)
            )
        )
    else:
        blocks.append(Paragraph(text=reader.say("set-aside-none")))
    return Section(key="sources", title=reader.say("section-sources"), blocks=tuple(blocks))


def _table(reader: Reader) -> Table:
    number = reader.words.number
    return Table(
        caption=reader.say("sources-caption"),
        columns=(
            Column(text=reader.say("column-source")),
            Column(text=reader.say("column-licence")),
            Column(text=reader.say("column-read"), numeric=True),
            Column(text=reader.say("column-accepted"), numeric=True),
            Column(text=reader.say("column-set-aside"), numeric=True),
            Column(text=reader.say("column-last-known")),
        ),
        rows=tuple(
            (
                Cell(
                    text=reader.source(source.name),
                    lines=tuple(text for text in (source.credit, source.address) if text),
                ),
                Cell(text=source.licence or "–"),
                Cell(text=number(source.rows_read)),
                Cell(text=number(source.rows_accepted)),
                Cell(text=number(source.rows_set_aside)),
                Cell(
                    text="–"
                    if source.last_known_at is None
                    else reader.words.moment(source.last_known_at, reader.zone, with_year=True),
                    lines=(source.known_time_grounds,) if source.known_time_grounds else (),
                ),
            )
            for source in reader.situation.sources
        ),
    )


def _aside(reader: Reader) -> Table:
    rows = reader.situation.set_aside
    return Table(
        caption=reader.say("set-aside-caption", shown=min(SHOWN, len(rows)), n=len(rows)),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-row", "column-fault", "column-why", "column-code")
        ),
        rows=tuple(
            (
                Cell(text=each.where),
                Cell(text=each.what),
                Cell(text=each.why),
                Cell(text=each.code),
            )
            for each in rows[:SHOWN]
        ),
    )
