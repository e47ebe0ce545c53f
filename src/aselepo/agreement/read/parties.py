"""Reading the frame of a text, who is bound by it, and what is left open."""

from __future__ import annotations

from aselepo.agreement.model import (
    Answers,
    Body,
    Formation,
    Party,
    Question,
    Remedies,
    Required,
    Undertaking,
)
from aselepo.agreement.read.articles import place
from aselepo.agreement.read.draft import Draft, Sentence
from aselepo.agreement.read.reader import Reader


def _source(reader: Reader, draft: Draft, since: int) -> None:
    draft.set(reader, since, "source", reader.string())


def _clock(reader: Reader, draft: Draft, since: int) -> None:
    reader.take("string", "a zone of time")
    draft.set(reader, since, "clock", reader.zone)


def _reportday(reader: Reader, draft: Draft, since: int) -> None:
    draft.set(reader, since, "reporting_day_end_min", reader.hour())


def _relies(reader: Reader, draft: Draft, since: int) -> None:
    draft.add("relies", reader.take("word", "an agreement"))


def _applies(reader: Reader, draft: Draft, since: int) -> None:
    draft.set(reader, since, "applies_in", reader.take("word", "a zone"))


def _enough(reader: Reader, draft: Draft, since: int) -> None:
    draft.set(reader, since, "enough", reader.number())


def _texts(reader: Reader, draft: Draft, since: int) -> None:
    draft.set(reader, since, "texts", reader.names())
    reader.expect("authentic")
    if reader.accept(","):
        draft.single["prevails"] = reader.take("word", "a language")
        reader.expect("prevails")


def _assumed(reader: Reader, draft: Draft, since: int) -> None:
    draft.single["assumed"] = True


def _party(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a party")
    labels = reader.labels()
    guarantor = reader.accept("guarantor")
    draft.add(
        "parties", Party(name=name, labels=labels, guarantor=guarantor, span=reader.span(since))
    )


def _body(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a body")
    labels = reader.labels()
    reader.expect(": members")
    members = reader.names(joined=False)
    needed = out_of = valid_s = None
    if reader.accept("; decides by"):
        needed = reader.integer()
        reader.expect("of")
        out_of = reader.integer()
    if reader.accept("; decisions valid"):
        valid_s = reader.duration()
    draft.add(
        "bodies",
        Body(
            name=name,
            labels=labels,
            members=members,
            needed=needed,
            out_of=out_of,
            valid_s=valid_s,
            span=reader.span(since),
        ),
    )


def undertaking(reader: Reader, draft: Draft, since: int) -> None:
    """`RF undertakes alone article 1`, from the party on."""
    party = reader.take("word", "a party")
    reader.expect("undertakes")
    alone = reader.accept("alone")
    reader.expect("article")
    articles = reader.references()
    start = reader.moment() if reader.accept("from") else None
    end = reader.moment() if reader.accept("until") else None
    keeper = None
    if reader.accept("while"):
        keeper = reader.take("word", "a party")
        reader.expect("keeps it")
    draft.add(
        "undertakings",
        Undertaking(
            party=party,
            alone=alone,
            articles=articles,
            start=start,
            end=end,
            keeper=keeper,
            span=reader.span(since),
        ),
    )


def answers(reader: Reader, draft: Draft, since: int) -> None:
    """`LB answers for hizbullah "Hizbullah"`, from the party on."""
    party = reader.take("word", "a party")
    reader.expect("answers for")
    formations = []
    disputed = False
    while True:
        name = reader.take("word", "a formation")
        formations.append(Formation(name=name, labels=reader.labels()))
        if reader.accept(", disputed"):
            disputed = True
            break
        if not (reader.accept(",") or reader.accept("and")):
            break
    draft.add(
        "answers",
        Answers(
            party=party,
            formations=tuple(formations),
            disputed=disputed,
            span=reader.span(since),
        ),
    )


def _required(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a domain of force")
    labels = reader.labels()
    reader.expect(":")
    high: int | None
    if reader.accept("at least"):
        low, high = reader.integer(), None
    else:
        low = reader.integer()
        high = reader.integer() if reader.accept("to") else low
    what = reader.take("word", "what is counted")
    where = place(reader)
    start = reader.moment() if reader.accept("from") else None
    assumed = reader.accept(", assumed")
    draft.add(
        "required",
        Required(
            name=name,
            labels=labels,
            low=low,
            high=high,
            what=what,
            place=where,
            start=start,
            assumed=assumed,
            span=reader.span(since),
        ),
    )


def _remedies(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a name")
    labels = reader.labels()
    reader.expect("by")
    body = reader.take("word", "a body")
    articles = reader.references() if reader.accept("for article") else ()
    reader.expect(":")
    remedies = reader.names()
    draft.add(
        "remedies",
        Remedies(
            name=name,
            labels=labels,
            body=body,
            articles=articles,
            remedies=remedies,
            span=reader.span(since),
        ),
    )


def _question(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a question")
    labels = reader.labels()
    reader.expect(":")
    positions = []
    while True:
        party = reader.take("word", "a party")
        reader.expect("says")
        positions.append((party, reader.string()))
        if not reader.accept(";"):
            break
    draft.add(
        "questions",
        Question(name=name, labels=labels, positions=tuple(positions), span=reader.span(since)),
    )


SENTENCES: dict[str, Sentence] = {
    "source": _source,
    "clock": _clock,
    "reporting day ends": _reportday,
    "relies on agreement": _relies,
    "applies in": _applies,
    "none observed needs": _enough,
    "texts": _texts,
    "assumed": _assumed,
    "party": _party,
    "body": _body,
    "required": _required,
    "remedies": _remedies,
    "question": _question,
}
