"""The answer in one sentence, and the two sentences that must stand beside it."""

from __future__ import annotations

from collections.abc import Sequence

from aselepo.report.blocks import Block, Paragraph, Section
from aselepo.report.reader import ANYWHERE, Reader
from aselepo.situation.value import Summary


def section(reader: Reader) -> Section:
    now = reader.situation
    blocks: list[Block] = []
    if "exercise" in now.notes:
        blocks.append(Paragraph(text=reader.say("note-exercise"), tone="warning"))
    blocks.append(Paragraph(text=sentence(reader), tone="answer"))
    if any(force.what_if for force in now.force):
        blocks.append(Paragraph(text=reader.say("note-what-if"), tone="warning"))
    blocks.append(Paragraph(text=counted(reader)))
    if "silence-of-alerts" in now.notes:
        blocks.append(Paragraph(text=reader.say("note-silence-of-alerts"), tone="warning"))
    blocks.append(Paragraph(text=reader.say("truce-as-a-whole"), tone="note"))
    return Section(key="answer", title=reader.say("section-answer"), blocks=tuple(blocks))


def sentence(reader: Reader) -> str:
    """All verdicts of the first rows in one sentence; a domain that is the same everywhere once."""
    rows = reader.answering() or reader.answering(provisions=True)
    if not rows:
        return reader.say("answer-empty")
    return " ".join(_stretch(reader, name, found) for name, found in reader.stretches(rows))


def _stretch(reader: Reader, name: str, rows: Sequence[Summary]) -> str:
    """One instrument over one window."""
    columns = reader.strikes(rows)
    subjects = dict.fromkeys(reader.subject(row) for row in rows)
    parts = [
        _part(reader, subject, [row for row in rows if reader.subject(row) == subject], columns)
        for subject in subjects
    ]
    window = reader.words.interval(rows[0].window, reader.zone, with_year=True)
    if name:
        window = reader.say("subject-where", subject=name, where=window)
    return reader.say("answer", window=window, parts="; ".join(parts))


def _part(
    reader: Reader, subject: str, rows: Sequence[Summary], columns: Sequence[tuple[str, str]]
) -> str:
    verdicts = {row.verdict for row in rows}
    if len(verdicts) == 1 and len(rows) > 1:
        word = reader.words.named("verdict", rows[0].verdict)
        return reader.say("answer-same", subject=subject, verdict=word)
    ordered = sorted(rows, key=lambda row: columns.index((row.area, row.accused)))
    sides = ", ".join(_side(reader, row) for row in ordered)
    return reader.say("answer-differs", subject=subject, sides=sides)


def _side(reader: Reader, row: Summary) -> str:
    word = reader.words.named("verdict", row.verdict)
    if row.area == ANYWHERE and row.accused:
        return reader.say("answer-acts", party=reader.party(row.accused), verdict=word)
    return reader.say("answer-side", where=reader.area(row.area), verdict=word)


def counted(reader: Reader) -> str:
    """How many incidents began inside, and that none of them is decided."""
    if not reader.windows():
        return reader.say("answer-never-in-force")
    inside = reader.inside()
    if reader.situation.day is not None:
        return reader.say("answer-incidents-day", n=len(inside))
    if not inside:
        return reader.say("answer-no-incidents")
    return reader.say("answer-incidents", n=len(inside))
