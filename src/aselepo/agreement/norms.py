"""Reading articles: what is forbidden, due or allowed, to whom, where and when."""

from __future__ import annotations

from typing import Any

from aselepo.agreement.model import (
    ANYWHERE,
    By,
    Every,
    Hours,
    Labels,
    Norm,
    Obligation,
    Permission,
    Place,
    Prohibition,
    Subject,
    Trigger,
    Within,
)
from aselepo.agreement.reader import Reader

CLAUSES = ("except", "gravity", "proof", "otherwise", "assumed")
"""Words that begin a clause after a comma."""


def norm(reader: Reader) -> Norm:
    """An article, from its number to its full stop (not read)."""
    since = reader.at - 1
    ref = reader.take("number", "an article number")
    labels = reader.labels()
    reader.expect(":")
    if reader.accept("no party may do"):
        return _prohibition(reader, since, ref, labels, Subject(kind="any"))
    subject = _subject(reader)
    match reader.expect("must not do", "must do", "may do"):
        case "must not do":
            return _prohibition(reader, since, ref, labels, subject)
        case "must do":
            return _obligation(reader, since, ref, labels, subject)
    return _permission(reader, since, ref, labels, subject)


def _subject(reader: Reader) -> Subject:
    if reader.accept("each party"):
        return Subject(kind="each")
    if reader.accept("the accused party"):
        return Subject(kind="accused")
    return Subject(kind="names", names=reader.names())


def _prohibition(
    reader: Reader, since: int, ref: str, labels: Labels, subject: Subject
) -> Prohibition:
    classes = reader.names(clause=CLAUSES)
    place = _place(reader)
    period = _period(reader)
    exempt: list[str] = []
    while _comma(reader, "except under"):
        exempt.extend(reader.names(clause=CLAUSES))
    attributes = _attributes(reader)
    return Prohibition(
        ref=ref,
        labels=labels,
        subject=subject,
        classes=classes,
        place=place,
        exempt=tuple(exempt),
        span=reader.span(since),
        **period,
        **attributes,
    )


def _permission(
    reader: Reader, since: int, ref: str, labels: Labels, subject: Subject
) -> Permission:
    classes = reader.names(clause=CLAUSES)
    place = _place(reader)
    period = _period(reader)
    attributes = _attributes(reader)
    return Permission(
        ref=ref,
        labels=labels,
        subject=subject,
        classes=classes,
        place=place,
        span=reader.span(since),
        **period,
        **attributes,
    )


def _obligation(
    reader: Reader, since: int, ref: str, labels: Labels, subject: Subject
) -> Obligation:
    quantity = reader.integer() if reader.token.kind == "number" else None
    acts = reader.names(clause=CLAUSES)
    match reader.expect("within", "by", "every"):
        case "within":
            seconds = reader.duration()
            reader.expect("after")
            deadline: Within | By | Every = Within(seconds=seconds, after=_trigger(reader))
        case "by":
            deadline = By(moment=reader.moment())
        case _:
            deadline = Every(seconds=reader.duration())
    place = _place(reader)
    attributes = _attributes(reader)
    return Obligation(
        ref=ref,
        labels=labels,
        subject=subject,
        classes=acts,
        place=place,
        deadline=deadline,
        quantity=quantity,
        span=reader.span(since),
        **attributes,
    )


def _trigger(reader: Reader) -> Trigger:
    match reader.expect(
        "a breach of article", "notice to it of a breach of article", "a notice of", "an act of"
    ):
        case "a breach of article":
            return Trigger(kind="breach", name=reader.take("number", "an article number"))
        case "notice to it of a breach of article":
            return Trigger(kind="notice_of_breach", name=reader.take("number", "an article number"))
        case "a notice of":
            return Trigger(kind="notice", name=reader.take("word", "a name"))
    return Trigger(kind="act", name=reader.take("word", "a name"))


def _place(reader: Reader) -> Place:
    for phrase, kind in (
        ("anywhere", "anywhere"),
        ("from inside", "from_inside"),
        ("inside", "inside"),
        ("outside", "outside"),
        ("landing within", "landing"),
        ("within", "within"),
    ):
        if not reader.accept(phrase):
            continue
        if kind == "anywhere":
            return ANYWHERE
        if kind in ("landing", "within"):
            distance_m = reader.length()
            reader.expect("of")
            return Place(kind=kind, name=reader.take("word", "a zone"), distance_m=distance_m)  # type: ignore[arg-type]
        return Place(kind=kind, name=reader.take("word", "a zone"))  # type: ignore[arg-type]
    return ANYWHERE


def _period(reader: Reader) -> dict[str, Any]:
    """From one moment to another, or from one hour of the day to another."""
    if not reader.accept("from"):
        return {}
    if reader.token.kind == "time":
        start_min = reader.hour()
        reader.expect("to")
        return {"hours": Hours(start_min=start_min, end_min=reader.hour())}
    start = reader.moment()
    reader.expect("until")
    return {"start": start, "end": reader.moment()}


def _comma(reader: Reader, phrase: str) -> bool:
    """Read a phrase that a comma may stand before."""
    return reader.accept(f", {phrase}") or reader.accept(phrase)


def _attributes(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while True:
        if _comma(reader, "gravity"):
            found["gravity"] = reader.take("word", "a gravity")
        elif reader.accept(", proof"):
            found["proof"] = reader.number()
        elif _comma(reader, "otherwise article"):
            found["otherwise"] = reader.take("number", "an article number")
        elif _comma(reader, "assumed"):
            found["assumed"] = True
        else:
            return found
