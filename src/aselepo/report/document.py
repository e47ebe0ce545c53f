"""The whole report as a document: who stops after any section has read something true."""

from __future__ import annotations

from aselepo.report.blocks import Document
from aselepo.report.reader import Reader
from aselepo.report.sections import (
    answer,
    changes,
    claims,
    clock,
    coverage,
    guarantees,
    incidents,
    line,
    maps,
    method,
    promises,
    series,
    sources,
    unseen,
    verdicts,
)
from aselepo.situation.value import Situation


def document(reader: Reader, previous: Situation | None = None) -> Document:
    """Make the document of a situation; `previous` is what the reader saw last."""
    now = reader.situation
    return Document(
        title=reader.words.label(now.labels) or now.mission,
        subtitle=_subtitle(reader),
        lang=reader.words.code,
        stamp=reader.say(
            "stamp",
            moment=reader.words.moment(now.checkpoint.as_of, reader.zone, with_year=True),
            root=now.checkpoint.root[:16],
        ),
        contents=reader.say("contents"),
        skip=reader.say("skip"),
        banner=reader.say("note-machine-assessment"),
        sections=tuple(
            section
            for section in (
                answer.section(reader),
                clock.section(reader),
                changes.section(reader, previous),
                unseen.section(reader),
                verdicts.section(reader),
                guarantees.section(reader),
                promises.section(reader),
                maps.section(reader),
                incidents.section(reader),
                claims.section(reader),
                series.section(reader),
                coverage.section(reader),
                line.section(reader),
                sources.section(reader),
                method.section(reader),
            )
            if section is not None
        ),
    )


def _subtitle(reader: Reader) -> str:
    day = reader.situation.day
    if day is not None:
        return reader.say("subtitle-day", window=reader.interval(day))
    return reader.say("subtitle-whole")
