"""One guarantor's page: what it promised, what is missing, who decides; made to be printed."""

from __future__ import annotations

from aselepo.report.blocks import Document
from aselepo.report.reader import Reader
from aselepo.report.sections import guarantees, method, promises


def guarantor(reader: Reader, who: str) -> Document:
    """The page of a guarantor, by its name in the agreement.

    Raises
    ------
    ValueError : nobody of that name has pledged a guarantee
    """
    now = reader.situation
    names = {n.guarantor: n.state for each in now.guarantees for n in each.national}
    if who not in names:
        raise ValueError(f"no guarantor {who!r}; there are {', '.join(sorted(names)) or 'none'}")
    sections = (
        guarantees.section(reader, only=who),
        promises.section(reader, only=names[who]),
        method.section(reader),
    )
    return Document(
        title=reader.party(who),
        subtitle=reader.words.label(now.labels) or now.mission,
        lang=reader.words.code,
        stamp=reader.say(
            "stamp",
            moment=reader.words.moment(now.checkpoint.as_of, reader.zone, with_year=True),
            root=now.checkpoint.root[:16],
        ),
        contents=reader.say("contents"),
        skip=reader.say("skip"),
        banner=reader.say("note-machine-assessment"),
        sections=tuple(section for section in sections if section is not None),
    )
