"""What we cannot see: before any verdict, for each side alike."""

from __future__ import annotations

from aselepo.report import gaps
from aselepo.report.blocks import Block, Bullets, Heading, Paragraph, Section
from aselepo.report.reader import Reader
from aselepo.situation.value import Summary


def section(reader: Reader) -> Section:
    rows = reader.answering() or reader.answering(provisions=True)
    blocks: list[Block] = []
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        key = (row.area, row.domain, row.provision, row.window)
        if key in seen:
            continue
        seen.add(key)
        blocks.extend(_of(reader, row))
    if not blocks:
        blocks.append(Paragraph(text=reader.say("unseen-empty")))
    return Section(key="unseen", title=reader.say("section-unseen"), blocks=tuple(blocks))


def _of(reader: Reader, row: Summary) -> list[Block]:
    about = {"subject": reader.subject(row), "where": reader.area(row.area)}
    if reader.is_ahead(row):
        return [Paragraph(text=reader.say("unseen-ahead", **about))]
    share = row.exposure.share
    head = (
        reader.say("unseen-head", share=reader.words.share(share), **about)
        if share > 0
        else reader.say("unseen-head-none", **about)
    )
    if share <= 0 and row.missing:
        # nothing anywhere: the reasons say it; which area has which stands in the data
        reasons = gaps.short(reader, row)
        items = tuple(reader.say("unseen-reason", reason=reason) for reason in reasons)
        return [Heading(text=head), Bullets(items=items)]
    sentences = gaps.said(reader, row)
    if not sentences:
        return [Heading(text=head), Paragraph(text=reader.say("unseen-nothing"))]
    return [Heading(text=head), Bullets(items=tuple(sentences))]
