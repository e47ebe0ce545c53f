"""Reading standards of proof, exemptions, counts, guarantees, response clocks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aselepo.agreement.codes import TWICE
from aselepo.agreement.model import (
    Condition,
    Count,
    Counting,
    Exemption,
    Guarantee,
    InAnswer,
    Notified,
    Ordered,
    Proof,
    Response,
    Rung,
    Standard,
)
from aselepo.agreement.read.articles import standard
from aselepo.agreement.read.conditions import act, condition, parties
from aselepo.agreement.read.draft import Draft, Sentence
from aselepo.agreement.read.reader import Reader, Wrong

_UNITS = {
    "explosions": "explosion",
    "impacts": "impact",
    "bursts": "burst",
    "rounds": "round",
    "incidents": "incident",
}


def _standard(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a standard of proof")
    labels = reader.labels()
    reader.expect("is")
    number = reader.number()
    draft.add(
        "standards", Standard(name=name, labels=labels, number=number, span=reader.span(since))
    )


def _proof(reader: Reader, draft: Draft, since: int) -> None:
    breach, named = standard(reader)
    each = reader.accept("each")
    reader.expect(", cleared")
    cleared = reader.number()
    assumed = reader.accept(", assumed")
    proof = Proof(
        breach=breach,
        cleared=cleared,
        each=each,
        assumed=assumed,
        standard=named,
        span=reader.span(since),
    )
    draft.set(reader, since, "proof", proof)


def _counting(reader: Reader, draft: Draft, since: int) -> None:
    body: dict[str, Any] = {"unit": _UNITS[reader.expect(*_UNITS)]}
    body |= _clusters(reader)
    body["exercises"] = None
    if reader.accept(", exercises"):
        body["exercises"] = reader.expect("labelled", "left out")
    draft.set(reader, since, "counting", Counting(**body, span=reader.span(since)))


def _clusters(reader: Reader) -> dict[str, float | None]:
    if not reader.accept(", one per"):
        return {"per_m": None, "per_s": None}
    per_m = reader.length()
    reader.expect("and")
    return {"per_m": per_m, "per_s": reader.duration()}


def _exemption(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "an exemption")
    labels = reader.labels()
    reader.expect(":")
    classes = reader.names()
    by = reader.names() if reader.accept("by") else ()
    terms: Any = None
    if reader.accept("if notified"):
        lead_s = reader.duration()
        reader.expect("before , within")
        within_s = reader.duration()
        reader.expect("and")
        within_m = reader.length()
        reader.expect("of the notice")
        terms = Notified(lead_s=lead_s, within_s=within_s, within_m=within_m)
    elif reader.accept("if ordered by"):
        orderers = reader.names()
        reader.expect("after")
        after = reader.take("word", "an attempt")
        reader.expect("failed")
        terms = Ordered(by=orderers, after=after)
    elif reader.accept("if in answer to a breach"):
        terms = InAnswer()
    inside = reader.take("word", "a zone") if reader.accept("inside") else None
    assumed = reader.accept(", assumed")
    draft.add(
        "exemptions",
        Exemption(
            name=name,
            labels=labels,
            classes=classes,
            by=by,
            condition=terms,
            inside=inside,
            assumed=assumed,
            span=reader.span(since),
        ),
    )


def _count(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a count")
    labels = reader.labels()
    reader.expect(":")
    body: dict[str, Any] = {"verified": reader.accept("verified")}
    reader.expect("breaches")
    body["articles"] = reader.references() if reader.accept("of article") else ()
    body["gravity"] = reader.take("word", "a gravity") if reader.accept("with gravity") else None
    reader.expect("by")
    body["party"] = None if reader.accept("one party") else reader.take("word", "a party")
    reader.expect("in")
    body["window_s"] = reader.duration()
    body |= _clusters(reader)
    if reader.accept(", counted in"):
        body["unit"] = _UNITS[reader.expect(*_UNITS)]
    draft.add("counts", Count(name=name, labels=labels, **body, span=reader.span(since)))


def _guarantee(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a guarantee")
    labels = reader.labels()
    reader.expect("pledged by")
    by = parties(reader)
    reader.expect(":")
    clauses: dict[str, Condition] = {}
    while True:
        token = reader.token
        word = reader.expect("starts when", "pauses when", "resumes when", "ends when").split()[0]
        if word in clauses:
            what = f"{name} says `{word} when` already"
            mend = "join the two conditions with `or`"
            raise Wrong(TWICE.at(reader.where(token), what, mend=mend))
        clauses[word] = condition(reader)
        if not reader.accept(";"):
            break
    draft.add(
        "guarantees",
        Guarantee(
            name=name,
            labels=labels,
            pledged_by=by,
            starts=clauses.get("starts"),
            pauses=clauses.get("pauses"),
            resumes=clauses.get("resumes"),
            ends=clauses.get("ends"),
            span=reader.span(since),
        ),
    )


def _response(reader: Reader, draft: Draft, since: int) -> None:
    if reader.token.kind == "string":
        name = f"response_{len(draft.listed['responses']) + 1}"
    else:
        name = reader.take("word", "a response")
    labels = reader.labels()
    reader.expect(":")
    rungs = [_first_rung(reader)]
    while reader.accept(", then"):
        rungs.append(_later_rung(reader, rungs[-1].decider))
    two_clocks = reader.accept("; two clocks if the start is disputed")
    draft.add(
        "responses",
        Response(
            name=name,
            labels=labels,
            rungs=tuple(rungs),
            two_clocks=two_clocks,
            span=reader.span(since),
        ),
    )


def _first_rung(reader: Reader) -> Rung:
    rung = _rung(reader, reader.take("word", "who decides"))
    reader.expect("after a verified breach of article", "after verified breach of article")
    articles = reader.references()
    return replace(rung, article=articles[0], articles=articles, off_ramp=_off_ramp(reader))


def _later_rung(reader: Reader, decider: str) -> Rung:
    if reader.accept("within"):
        rung = Rung(decider=decider, what="", seconds=reader.duration(), article=None)
    else:
        rung = _rung(reader, reader.take("word", "who decides"))
    from_breach = reader.accept("after the breach")
    return replace(rung, from_breach=from_breach, off_ramp=_off_ramp(reader))


def _rung(reader: Reader, decider: str) -> Rung:
    reader.expect("decides")
    what = ""
    if not reader.accept("within"):
        what = reader.take("word", "what is decided")
        reader.expect("within")
    return Rung(decider=decider, what=what, seconds=reader.duration(), article=None)


def _off_ramp(reader: Reader) -> Any:
    return act(reader) if reader.accept("unless") else None


SENTENCES: dict[str, Sentence] = {
    "standard": _standard,
    "proof breach": _proof,
    "counted in": _counting,
    "exemption": _exemption,
    "count": _count,
    "guarantee": _guarantee,
    "response": _response,
}
