"""What changed since the reader last looked."""

from __future__ import annotations

from collections.abc import Iterator

from aselepo.report.blocks import Block, Bullets, Paragraph, Section
from aselepo.report.reader import Reader
from aselepo.situation.value import Situation, Summary

MUCH = 0.2
"""Beyond this change of the watched share two rates are not compared: both are shown."""


def section(reader: Reader, previous: Situation | None) -> Section:
    blocks: list[Block] = []
    if previous is None:
        blocks.append(Paragraph(text=reader.say("changes-none-before")))
    else:
        moment = reader.moment(previous.checkpoint.as_of)
        entries = reader.situation.checkpoint.size - previous.checkpoint.size
        since = (
            reader.say("changes-since", moment=moment, entries=entries)
            if entries
            else reader.say("changes-since-same-log", moment=moment)
        )
        blocks.append(Paragraph(text=since))
        items = tuple(_changes(reader, previous))
        blocks.append(
            Bullets(items=items) if items else Paragraph(text=reader.say("changes-nothing"))
        )
    return Section(key="changes", title=reader.say("section-changes"), blocks=tuple(blocks))


def _key(row: Summary) -> tuple[object, ...]:
    # a window that is still running grows: its start tells it
    start = row.window.start
    return (row.instrument, row.provision, row.domain, row.area, row.accused, row.whole, start)


def _changes(reader: Reader, previous: Situation) -> Iterator[str]:
    now = reader.situation
    before = {_key(row): row for row in previous.summaries}
    for row in reader.answering():
        old = before.get(_key(row))
        if old is None:
            yield reader.say("change-new-row", **_named(reader, row))
        elif old.verdict != row.verdict:
            yield reader.say(
                "change-verdict",
                subject=reader.subject(row),
                where=reader.area(row.area),
                old=reader.words.named("verdict", old.verdict),
                new=reader.words.named("verdict", row.verdict),
            )
        if old is not None and abs(row.exposure.share - old.exposure.share) > MUCH:
            yield reader.say(
                "change-exposure",
                subject=reader.subject(row),
                where=reader.area(row.area),
                old=reader.words.share(old.exposure.share),
                new=reader.words.share(row.exposure.share),
            )
    ids, old_ids = ({i.id for i in each.incidents} for each in (now, previous))
    yield from _counted(reader, "change-incidents-new", len(ids - old_ids))
    yield from _counted(reader, "change-incidents-gone", len(old_ids - ids))
    claims, old_claims = (
        {(c.claimant, c.window, c.category, c.count, c.source) for c in each.claims}
        for each in (now, previous)
    )
    yield from _counted(reader, "change-claims-new", len(claims - old_claims))
    yield from _counted(
        reader, "change-set-aside", len(set(now.set_aside) - set(previous.set_aside))
    )


def _named(reader: Reader, row: Summary) -> dict[str, str]:
    return {
        "subject": reader.subject(row),
        "where": reader.area(row.area),
        "verdict": reader.words.named("verdict", row.verdict),
    }


def _counted(reader: Reader, key: str, n: int) -> Iterator[str]:
    if n:
        yield reader.say(key, n=n)
