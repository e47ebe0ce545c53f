"""Reading what says when: force, extensions, phases, windows, suspensions, amendments."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from aselepo.agreement.model import (
    Amendment,
    Done,
    EndOf,
    Extension,
    Force,
    ForceMeaning,
    Phase,
    PhaseStart,
    Signature,
    Suspension,
    Window,
)
from aselepo.agreement.read.articles import articles
from aselepo.agreement.read.conditions import act, condition, parties
from aselepo.agreement.read.draft import Draft, Sentence
from aselepo.agreement.read.reader import Reader


def _force(reader: Reader, draft: Draft, since: int) -> None:
    party = reader.take("word", "a party") if reader.accept("for") else None
    reader.expect("from")
    if reader.accept("signature by"):
        start: Any = Signature(parties=parties(reader))
    elif reader.peek("declared", "decided"):
        start = act(reader)
    else:
        reader.tried.extend(("signature by", "declared", "decided"))
        start = reader.moment()
    not_before = []
    while reader.clause("not before an act of"):
        what = reader.take("word", "an act")
        reader.expect("by")
        not_before.append(Done(what=what, by=parties(reader)))
    end: Any = None
    if reader.accept("until the end of"):
        end = EndOf(name=reader.take("word", "a name"))
    elif reader.accept("until"):
        end = reader.moment()
    draft.add(
        "force",
        Force(
            start=start,
            end=end,
            party=party,
            not_before=tuple(not_before),
            span=reader.span(since),
        ),
    )


def _means(reader: Reader, draft: Draft, since: int) -> None:
    what = act(reader)
    reader.expect("on")
    evidence = reader.string()
    meaning = ForceMeaning(act=what, evidence=evidence, span=reader.span(since))
    draft.set(reader, since, "force_means", meaning)


def _extension(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "an extension")
    labels = reader.labels()
    reader.expect(":")
    body: dict[str, Any] = {"seconds": None, "until": None}
    if reader.expect("by", "until") == "by":
        body["seconds"] = reader.duration()
    else:
        body["until"] = reader.moment()
    body["silent"] = reader.expect("when", "unless") == "unless"
    body["act"] = act(reader)
    body["at_most"] = None
    if reader.accept(", at most"):
        body["at_most"] = reader.integer()
        reader.expect("times")
    draft.add("extensions", Extension(name=name, labels=labels, **body, span=reader.span(since)))


def _phase(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.name_or_number("a phase")
    labels = reader.labels()
    reader.expect("starts")
    start = _phase_start(reader)
    lasts_s = reader.duration() if reader.accept(", lasts") else None
    late_day = told = None
    if reader.accept("; if not by day"):
        late_day = reader.integer()
        reader.expect(",")
        told = reader.take("word", "who is told")
        reader.expect("is told")
    draft.add(
        "phases",
        Phase(
            name=name,
            labels=labels,
            start=start,
            lasts_s=lasts_s,
            late_day=late_day,
            told=told,
            span=reader.span(since),
        ),
    )


def _phase_start(reader: Reader) -> PhaseStart:
    if reader.accept("with force"):
        return PhaseStart(kind="force")
    if reader.accept("at"):
        return PhaseStart(kind="moment", moment=reader.moment())
    if reader.accept("when"):
        return PhaseStart(kind="when", when=condition(reader))
    seconds = reader.duration()
    if reader.expect("after the start of force", "after phase") == "after the start of force":
        return PhaseStart(kind="force", seconds=seconds)
    phase = reader.name_or_number("a phase")
    kinds: dict[str, Any] = {
        "starts": "started",
        "ends": "ended",
        "is verified complete": "complete",
    }
    return PhaseStart(kind=kinds[reader.expect(*kinds)], phase=phase, seconds=seconds)


def _window(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a window")
    labels = reader.labels()
    reader.expect(":")
    start = end = lead_s = None
    if reader.accept("from"):
        start = reader.moment()
        reader.expect("until")
        end = reader.moment()
        reader.expect(",")
    if reader.accept("asked"):
        lead_s = reader.duration()
        reader.expect("before ,")
    reader.expect("once assured by")
    assured_by = parties(reader)
    draft.add(
        "windows",
        Window(
            name=name,
            labels=labels,
            start=start,
            end=end,
            lead_s=lead_s,
            assured_by=assured_by,
            span=reader.span(since),
        ),
    )


def _suspension(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a suspension")
    labels = reader.labels()
    reader.expect(": starts when")
    starts = condition(reader)
    reader.expect("; ends when")
    ends = condition(reader)
    draft.add(
        "suspensions",
        Suspension(name=name, labels=labels, starts=starts, ends=ends, span=reader.span(since)),
    )


def _amendment(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "an amendment")
    labels = reader.labels()
    reader.expect("from")
    start = reader.moment()
    reader.expect(":")
    refs = []
    while True:
        reader.expect("article")
        for norm in articles(reader):
            draft.add("norms", replace(norm, valid_from=start, amendment=name))
            refs.append(norm.ref)
        reader.expect(".")
        if reader.accept("end amendment"):
            break
    draft.add(
        "amendments",
        Amendment(
            name=name, labels=labels, start=start, articles=tuple(refs), span=reader.span(since)
        ),
    )


def _article(reader: Reader, draft: Draft, since: int) -> None:
    for norm in articles(reader):
        draft.add("norms", norm)


SENTENCES: dict[str, Sentence] = {
    "in force means": _means,
    "in force": _force,
    "extension": _extension,
    "phase": _phase,
    "window": _window,
    "suspension": _suspension,
    "amendment": _amendment,
    "article": _article,
}
