"""How we know: what anyone needs to compute the same report again, and what was assumed."""

from __future__ import annotations

from aselepo.report.blocks import Block, Bullets, Facts, Paragraph, Section
from aselepo.report.reader import Reader


def section(reader: Reader) -> Section:
    now = reader.situation
    point = now.checkpoint
    words = reader.words
    facts = (
        (reader.say("fact-origin"), point.origin),
        (reader.say("fact-entries"), words.number(point.size)),
        (reader.say("fact-root"), point.root),
        (
            reader.say("fact-as-of"),
            words.moment(point.as_of, "UTC", with_year=True),
        ),
        (
            reader.say("fact-reconstructed"),
            reader.say("reconstructed-yes" if point.reconstructed else "reconstructed-no"),
        ),
        (reader.say("fact-version"), f"aselepo {point.version}"),
        *((reader.say("fact-agreement"), digest) for digest in point.agreements),
    )
    blocks: list[Block] = [Facts(items=facts)]
    if now.notes:
        blocks.append(Paragraph(text=reader.say("assumptions")))
        blocks.append(Bullets(items=tuple(words.named("note", key) for key in now.notes)))
    blocks.append(Paragraph(text=reader.say("recompute"), tone="note"))
    return Section(key="method", title=reader.say("section-method"), blocks=tuple(blocks))
