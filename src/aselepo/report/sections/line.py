"""What the mapped line allows to say about a halt: a statement, never a verdict."""

from __future__ import annotations

from aselepo.report.blocks import Block, Paragraph, Section
from aselepo.report.reader import Reader
from aselepo.situation.value import LineStatement


def section(reader: Reader) -> Section:
    statements = reader.situation.line_statements
    blocks: list[Block] = [
        Paragraph(text=text) for each in statements for text in said(reader, each)
    ]
    if not blocks:
        blocks.append(Paragraph(text=reader.say("line-no-series")))
    return Section(key="line", title=reader.say("section-line"), blocks=tuple(blocks))


def said(reader: Reader, statement: LineStatement) -> list[str]:
    """The statement, and a warning where the map is slower than the truce was long."""
    words = reader.words

    def figure(value: float | None) -> str:
        return "–" if value is None else words.number(round(value, 1))

    change = "–" if statement.change_km2 is None else words.signed(round(statement.change_km2, 1))
    texts = [
        words.named(
            "line",
            statement.key,
            change=change,
            low=figure(statement.usual_lo_km2),
            high=figure(statement.usual_hi_km2),
            lag=figure(statement.lag_h),
        )
    ]
    hours = statement.window.hours
    if statement.lag_h is not None and statement.lag_h >= hours:
        texts.append(
            reader.say("line-lag-warning", lag=figure(statement.lag_h), length=figure(hours))
        )
    return texts
