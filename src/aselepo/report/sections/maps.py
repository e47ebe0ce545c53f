"""The truce over time and on the map, with tables of the same things."""

from __future__ import annotations

from collections.abc import Callable

from aselepo.report.blocks import Block, Figure, Fold, Paragraph, Picture, Section
from aselepo.report.figures import FigureInput, situation_map, timeline
from aselepo.report.figures.situation_map import domain_shown
from aselepo.report.reader import Reader

WIDE, NARROW = 760, 350
Draw = Callable[[FigureInput], Figure | None]


def section(reader: Reader) -> Section:
    blocks: list[Block] = []
    domain = domain_shown(reader)
    drawn = _picture(reader, situation_map, "map")
    if drawn is None:
        blocks.append(Paragraph(text=reader.say("map-empty")))
    else:
        about = reader.domain(domain) if domain else reader.say("all-classes")
        blocks.extend(_with_table(reader, drawn, reader.say("map-caption", subject=about)))
        blocks.append(Paragraph(text=reader.say("note-designations"), tone="note"))
    timed = _picture(reader, timeline, "timeline")
    if timed is None:
        blocks.append(Paragraph(text=reader.say("timeline-empty")))
    else:
        blocks.extend(_with_table(reader, timed, reader.say("timeline-caption")))
    return Section(key="map", title=reader.say("section-map"), blocks=tuple(blocks))


def _picture(reader: Reader, draw: Draw, name: str) -> tuple[Figure, Figure] | None:
    wide = draw(FigureInput(reader=reader, width=WIDE, name=f"{name}-wide"))
    narrow = draw(FigureInput(reader=reader, width=NARROW, name=f"{name}-narrow"))
    return None if wide is None or narrow is None else (wide, narrow)


def _with_table(reader: Reader, drawn: tuple[Figure, Figure], caption: str) -> list[Block]:
    wide, narrow = drawn
    return [
        Picture(caption=caption, wide=wide, narrow=narrow),
        Fold(title=reader.say("same-as-table"), blocks=(wide.table,)),
    ]
