"""Reading articles: what is forbidden, due or allowed, to whom, where and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from aselepo.agreement.codes import UNKNOWN
from aselepo.agreement.model import (
    ANYWHERE,
    Access,
    By,
    ByDay,
    Deadline,
    Every,
    Hours,
    Labels,
    Limit,
    Move,
    Norm,
    Obligation,
    Permission,
    Place,
    Prohibition,
    Quota,
    Storage,
    Subject,
    Trigger,
    Undated,
    Withdrawal,
    Within,
)
from aselepo.agreement.read.places import belt_width
from aselepo.agreement.read.reader import CLAUSES, SECONDS, Reader, Wrong

_ACTS = ("must not do", "must do", "must release", "must deliver", "may do")
_ALONE = ("must withdraw", "must keep", "must give access to", "may have at most")


def articles(reader: Reader) -> tuple[Norm, ...]:
    """An article, from its number to its full stop (not read); a norm for each clause."""
    since = reader.at - 1
    ref = reader.take("number", "an article number")
    labels = reader.labels()
    reader.expect(":")
    found = [_clause(reader, since, ref, labels, (*_ACTS, *_ALONE))]
    while reader.accept(";"):
        found.append(_clause(reader, reader.at, ref, labels, _ACTS))
    if len(found) == 1 and found[0].reading is None:
        return (found[0],)
    return tuple(
        replace(norm, ref=_unique(norm, number)) for number, norm in enumerate(found, start=1)
    )


def _unique(norm: Norm, number: int) -> str:
    reading = f"@{norm.reading}" if norm.reading else ""
    clause = f";{number}" if number > 1 else ""
    return f"{norm.ref}{reading}{clause}"


def _clause(reader: Reader, since: int, ref: str, labels: Labels, phrases: tuple[str, ...]) -> Norm:
    head: dict[str, Any] = {"ref": ref, "labels": labels}
    if reader.token.text == "no":
        reader.expect("no party may do")
        return _prohibition(reader, since, {**head, "subject": Subject(kind="any")})
    head["subject"] = _subject(reader)
    match reader.expect(*phrases):
        case "must not do":
            return _prohibition(reader, since, head)
        case "may do":
            return _permission(reader, since, head)
        case "must withdraw":
            return _withdrawal(reader, since, head)
        case "must keep":
            return _storage(reader, since, head)
        case "must give access to":
            return _access(reader, since, head)
        case "may have at most":
            return _limit(reader, since, head)
        case verb:
            return _obligation(reader, since, head, verb.split()[-1])


def _subject(reader: Reader) -> Subject:
    if reader.token.text == "each":
        reader.expect("each party")
        return Subject(kind="each")
    if reader.token.text == "the":
        reader.expect("the accused party")
        return Subject(kind="accused")
    if reader.tokens[reader.at + 1].text == "party":  # `eahc party`
        reader.expect("each party", "no party may do")
    return Subject(kind="names", names=reader.names())


def _prohibition(reader: Reader, since: int, head: dict[str, Any]) -> Prohibition:
    body: dict[str, Any] = {"classes": reader.names(), "place": place(reader)}
    body |= _period(reader)
    exempt: list[str] = []
    while reader.clause("except under"):
        exempt.extend(reader.names())
    body |= _attributes(reader)
    return Prohibition(**head, **body, exempt=tuple(exempt), span=reader.span(since))


def _permission(reader: Reader, since: int, head: dict[str, Any]) -> Permission:
    body: dict[str, Any] = {"classes": reader.names(), "place": place(reader)}
    body |= _period(reader)
    body |= _attributes(reader)
    return Permission(**head, **body, span=reader.span(since))


def _obligation(reader: Reader, since: int, head: dict[str, Any], verb: str) -> Obligation:
    body: dict[str, Any] = {"verb": verb}
    body["quantity"] = reader.integer() if reader.token.kind == "number" else None
    body["classes"] = reader.names()
    if reader.accept("every"):
        body["deadline"] = Every(seconds=reader.duration())
    elif reader.accept("without a deadline"):
        body["deadline"] = Undated()
    else:
        body["deadline"] = deadline(reader)
    body["place"] = place(reader)
    body |= _during(reader)
    if reader.clause("recorded with"):
        body["record"] = reader.names()
    body |= _attributes(reader)
    return Obligation(**head, **body, span=reader.span(since))


def _withdrawal(reader: Reader, since: int, head: dict[str, Any]) -> Withdrawal:
    moves = [_move(reader, head["subject"])]
    while reader.token.text == "," and reader.tokens[reader.at + 1].text not in CLAUSES:
        reader.at += 1
        subject = _subject(reader)
        reader.expect("must withdraw")
        moves.append(_move(reader, subject))
    body: dict[str, Any] = {"moves": tuple(moves)}
    if reader.accept(", begun"):
        body["begun"] = deadline(reader)
    if reader.accept(", complete"):
        body["complete"] = deadline(reader)
    body["kept"] = reader.accept(", kept after")
    body |= _attributes(reader)
    systems = dict.fromkeys(name for move in moves for name in move.systems)
    if len(moves) > 1:
        names = dict.fromkeys(name for move in moves for name in move.subject.names)
        kinds = {move.subject.kind for move in moves}
        head["subject"] = (
            Subject(kind="names", names=tuple(names))
            if kinds == {"names"}
            else Subject(kind="each")
        )
    return Withdrawal(**head, **body, classes=tuple(systems), span=reader.span(since))


def _move(reader: Reader, subject: Subject) -> Move:
    systems = reader.names()
    if reader.accept("out of a belt of"):
        width = belt_width(reader)
        reader.expect("along")
        return Move(
            subject=subject,
            systems=systems,
            distance_m=width.distance_m,
            belt=width.belt,
            line=reader.take("word", "a line"),
        )
    if reader.token.kind != "number":
        reader.tried.append("out of a belt of")
    distance_m = reader.length()
    reader.expect("from")
    return Move(
        subject=subject,
        systems=systems,
        distance_m=distance_m,
        line=reader.take("word", "a line"),
    )


def _storage(reader: Reader, since: int, head: dict[str, Any]) -> Storage:
    body: dict[str, Any] = {"declared": reader.accept("declared"), "classes": reader.names()}
    reader.expect("inside")
    body["place"] = Place(kind="inside", name=reader.take("word", "a zone"))
    body["by_serial"] = reader.accept(", by serial")
    quotas = []
    while reader.accept(";"):
        if reader.accept("absence needs notice"):
            body["notice_s"] = reader.duration()
            reader.expect("before")
            continue
        subject = _subject(reader)
        reader.expect("at most")
        number, classes = reader.integer(), reader.names()
        quotas.append(Quota(subject=subject, number=number, classes=classes, place=place(reader)))
    body |= _during(reader)
    body |= _attributes(reader)
    return Storage(**head, **body, quotas=tuple(quotas), span=reader.span(since))


def _limit(reader: Reader, since: int, head: dict[str, Any]) -> Limit:
    body: dict[str, Any] = {"number": reader.integer(), "classes": reader.names()}
    body["place"] = place(reader)
    body |= _during(reader)
    body |= _attributes(reader)
    return Limit(**head, **body, span=reader.span(since))


def _access(reader: Reader, since: int, head: dict[str, Any]) -> Access:
    body: dict[str, Any] = {"to": reader.names(), "place": place(reader), "classes": ()}
    reader.expect("within")
    body["within_s"] = reader.duration()
    reader.expect("after a request")
    exempt: list[str] = []
    while reader.peek(";", ", except under"):
        if reader.accept("; except under") or reader.accept(", except under"):
            exempt.extend(reader.names())
            continue
        reader.expect(";")
        body |= _obstruction(reader)
    body |= _during(reader)
    body |= _attributes(reader)
    return Access(**head, **body, exempt=tuple(exempt), span=reader.span(since))


def _obstruction(reader: Reader) -> dict[str, Any]:
    """What of delay, denial and condition counts as which class."""
    found: dict[str, Any] = {}
    counted = []
    while True:
        match reader.expect("delay over", "denial", "condition"):
            case "delay over":
                found["delay_s"] = reader.duration()
                counted.append("delay")
            case word:
                counted.append(word)
        if not (reader.accept(",") or reader.accept("and")):
            break
    reader.expect("are", "is")
    return {**found, "counted": tuple(counted), "classes": (reader.take("word", "a class"),)}


def deadline(reader: Reader) -> Deadline:
    """Within a time after something, by a day of force, or by a moment."""
    match reader.expect("within", "by day", "by"):
        case "within":
            seconds = reader.duration()
            reader.expect("after")
            return Within(seconds=seconds, after=_trigger(reader))
        case "by day":
            day = reader.integer()
            phase = reader.name_or_number("a phase") if reader.accept("of phase") else None
            return ByDay(day=day, phase=phase)
    return By(moment=reader.moment())


_TRIGGERS = {
    "a breach of article": "breach",
    "notice to it of a breach of article": "notice_of_breach",
    "a notice of": "notice",
    "an act of": "act",
    "the start of force": "force",
    "the start of phase": "phase",
    "a decision of": "decision",
    "guarantee": "guarantee",
    "a request": "request",
}


def _trigger(reader: Reader) -> Trigger:
    kind = cast(Any, _TRIGGERS[reader.expect(*_TRIGGERS)])
    match kind:
        case "breach" | "notice_of_breach":
            name = reader.take("number", "an article number")
        case "force" | "request":
            name = ""
        case "phase":
            name = reader.name_or_number("a phase")
        case "guarantee":
            name = reader.take("word", "a guarantee")
            reader.expect("is active")
        case _:
            name = reader.take("word", "a name")
    return Trigger(kind=kind, name=name)


_PLACES = {
    "from inside": "from_inside",
    "inside": "inside",
    "outside": "outside",
    "landing within": "landing",
    "on": "on",
}


def place(reader: Reader) -> Place:
    """Where a norm holds; anywhere, if nothing is said."""
    if reader.accept("anywhere"):
        return ANYWHERE
    for phrase, kind in _PLACES.items():
        if reader.accept(phrase):
            distance_m = 0.0
            if kind == "landing":
                distance_m = reader.length()
                reader.expect("of")
            name = reader.take("word", "a zone")
            return Place(kind=cast(Any, kind), name=name, distance_m=distance_m)
    if reader.peek("within") and _is_length(reader):
        reader.expect("within")
        distance_m = reader.length()
        reader.expect("of")
        return Place(kind="within", name=reader.take("word", "a zone"), distance_m=distance_m)
    return ANYWHERE


def _is_length(reader: Reader) -> bool:
    """Is it `within 5 km of`, not `within 4 h after`? Where neither, a length is expected."""
    unit = reader.tokens[min(reader.at + 2, len(reader.tokens) - 1)].text
    return unit not in SECONDS


def _period(reader: Reader) -> dict[str, Any]:
    """From one moment to another, or from one hour of the day to another; in which phase."""
    found: dict[str, Any] = {}
    if reader.accept("from"):
        if reader.token.kind == "time":
            start_min = reader.hour()
            reader.expect("to")
            found["hours"] = Hours(start_min=start_min, end_min=reader.hour())
        else:
            found["start"] = reader.moment()
            reader.expect("until")
            found["end"] = reader.moment()
    return found | _during(reader)


def _during(reader: Reader) -> dict[str, Any]:
    if reader.accept("during phase"):
        return {"phase": reader.name_or_number("a phase")}
    if reader.accept("during window"):
        return {"window": reader.take("word", "a window")}
    return {}


def _attributes(reader: Reader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    while True:
        if reader.clause("gravity"):
            found["gravity"] = reader.take("word", "a gravity")
        elif reader.accept(", proof"):
            found["proof"], found["standard"] = standard(reader)
        elif reader.clause("otherwise article"):
            found["otherwise"] = reader.take("number", "an article number")
        elif reader.accept(", depends on"):
            found["question"] = reader.take("word", "an open question")
        elif reader.accept(", as"):
            found["reading"] = reader.take("word", "a party")
            reader.expect("reads")
            found["question"] = reader.take("word", "an open question")
        elif reader.clause("assumed"):
            found["assumed"] = True
        else:
            return found


def standard(reader: Reader) -> tuple[float, str | None]:
    """A standard of proof: a number, or the name of one with its number."""
    if reader.token.kind != "word":
        return reader.number("a number or a named standard"), None
    token = reader.token
    name = reader.take("word", "a standard of proof")
    if name not in reader.standards:
        mend = f"declare it: standard {name} is 0.95."
        raise Wrong(
            UNKNOWN.at(reader.where(token), f"no standard of proof named {name}", mend=mend)
        )
    return reader.standards[name], name
