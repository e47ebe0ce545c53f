"""The clock: what is in force, since when, in which zones of time."""

from __future__ import annotations

from datetime import datetime

from aselepo.core.time import Interval
from aselepo.report.blocks import Block, Cell, Column, Paragraph, Section, Table
from aselepo.report.reader import Reader
from aselepo.situation.value import Force


def section(reader: Reader) -> Section:
    blocks: list[Block] = []
    for force in reader.situation.force:
        blocks.append(Paragraph(text=_state(reader, force)))
        blocks.append(_table(reader, force))
        if force.source:
            blocks.append(Paragraph(text=reader.say("clock-source", text=force.source)))
        if force.assumed:
            blocks.append(Paragraph(text=reader.say("note-assumed-terms"), tone="note"))
    if not blocks:
        blocks.append(Paragraph(text=reader.say("clock-empty")))
    return Section(key="clock", title=reader.say("section-clock"), blocks=tuple(blocks))


def _state(reader: Reader, force: Force) -> str:
    name = reader.words.label(force.labels) or force.instrument
    at = reader.situation.checkpoint.as_of
    if not force.windows:
        return reader.say("force-never", name=name)
    running = [window for window in force.windows if window.holds(at)]
    if running:
        return reader.say("force-running", name=name, since=reader.moment(running[0].start))
    last = force.windows[-1]
    if last.end is not None and last.end <= at:
        return reader.say("force-over", name=name, end=reader.moment(last.end))
    return reader.say("force-not-yet", name=name, start=reader.moment(force.windows[0].start))


def _table(reader: Reader, force: Force) -> Table:
    words = reader.words
    rows: list[tuple[Cell, ...]] = []
    for window in force.windows:
        rows.append(_row(reader, force, "clock-begins", window.start))
        if window.end is not None:
            rows.append(_row(reader, force, "clock-ends", window.end))
        rows.append(_length(reader, force, window))
    rows.append(_row(reader, force, "clock-known", reader.situation.checkpoint.as_of))
    return Table(
        caption=reader.say("clock-caption", name=words.label(force.labels) or force.instrument),
        columns=(
            Column(text=reader.say("clock-column")),
            *(Column(text=words.clock_name(zone)) for zone in force.clocks),
        ),
        rows=tuple(rows),
    )


def _row(reader: Reader, force: Force, key: str, at: datetime) -> tuple[Cell, ...]:
    return (
        Cell(text=reader.say(key)),
        *(
            Cell(text=reader.words.moment(at, zone, with_zone=False, with_year=True))
            for zone in force.clocks
        ),
    )


def _length(reader: Reader, force: Force, window: Interval) -> tuple[Cell, ...]:
    text = (
        reader.say("no-end")
        if window.end is None
        else reader.say("hours", n=reader.words.number(round(window.hours, 2)))
    )
    return (Cell(text=reader.say("clock-length")), *(Cell(text=text) for _ in force.clocks))
