"""Reading an agreement's text into its syntax tree, sentence by sentence.

A sentence that cannot be read is reported and skipped to its full stop, so one slip does not hide
the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from aselepo.agreement.codes import CLOCK, NO_AGREEMENT
from aselepo.agreement.conditions import condition, parties
from aselepo.agreement.model import (
    Agreement,
    Amendment,
    Area,
    AreaTree,
    Around,
    Body,
    Category,
    Condition,
    Count,
    EndOf,
    Exemption,
    Force,
    Guarantee,
    InAnswer,
    Line,
    Map,
    Notified,
    Ordered,
    Party,
    Proof,
    Question,
    Response,
    Rung,
    SideOf,
    Signature,
    Suspension,
    System,
    Undertaking,
    Zone,
)
from aselepo.agreement.norms import norm
from aselepo.agreement.reader import Reader, Wrong
from aselepo.core.problem import Problem
from aselepo.core.time import clock


class _Draft:
    """What has been read so far, field by field of `Agreement`."""

    def __init__(self) -> None:
        self.single: dict[str, Any] = {}
        self.listed: defaultdict[str, list[Any]] = defaultdict(list)

    def finish(self, reader: Reader) -> Agreement:
        fields: dict[str, Any] = {name: tuple(items) for name, items in self.listed.items()}
        return Agreement(**self.single, **fields, text=reader.text)


def parse(text: str, *, name: str = "agreement") -> tuple[Agreement | None, tuple[Problem, ...]]:
    """Read an agreement.

    Parameters
    ----------
    text : the agreement in edition 1 of the language
    name : name of the file, for messages

    Returns
    -------
    the agreement (None where it does not even begin as one), and what could not be read.
    Sentences that could not be read are missing from the tree: with any error it must not run.
    """
    reader = Reader(text, name)
    problems: list[Problem] = []
    _find_clock(reader, problems)
    draft = _Draft()
    try:
        _heading(reader, draft)
    except Wrong as wrong:
        problems.append(wrong.problem)
        if "name" not in draft.single:
            problems[-1] = NO_AGREEMENT.at(reader.where(reader.token), wrong.problem.what)
            return None, tuple(problems)
        _skip(reader)
    while reader.token.kind != "end":
        reader.tried.clear()
        try:
            _sentence(reader, draft)
        except Wrong as wrong:
            problems.append(wrong.problem)
            _skip(reader)
    draft.single["span"] = reader.places.span(0, len(text))
    return draft.finish(reader), tuple(problems)


def _find_clock(reader: Reader, problems: list[Problem]) -> None:
    """The clock may stand after the moments that need it, so it is looked up first."""
    for one, two in zip(reader.tokens, reader.tokens[1:], strict=False):
        if one.text == "clock" and one.kind == "word" and two.kind == "string":
            zone = two.text[1:-1]
            try:
                clock(zone)
            except ValueError as unknown:
                problems.append(CLOCK.at(reader.where(two), str(unknown)))
                zone = "UTC"
            reader.zone, reader.zone_known = zone, True
            return


def _skip(reader: Reader) -> None:
    """Go on after the next full stop that a sentence can end with."""
    while reader.token.kind != "end":
        reader.at += 1
        if reader.tokens[reader.at - 1].text == ".":
            return


def _heading(reader: Reader, draft: _Draft) -> None:
    reader.expect("agreement")
    draft.single["name"] = reader.take("word", "the agreement's name")
    draft.single["span"] = reader.places.span(0, 0)
    draft.single["labels"] = reader.labels()
    reader.expect(".")


def _sentence(reader: Reader, draft: _Draft) -> None:
    since = reader.at
    follower = reader.tokens[min(since + 1, len(reader.tokens) - 1)]
    if follower.text == "undertakes":
        draft.listed["undertakings"].append(_undertaking(reader, since))
    else:
        for phrase, read in _SENTENCES:
            if reader.accept(phrase):
                read(reader, draft, since)
                break
        else:
            reader.tried.append("NAME undertakes")
            raise reader.wrong()
    reader.expect(".")


def _source(reader: Reader, draft: _Draft, since: int) -> None:
    draft.single["source"] = reader.take("string", "a text")[1:-1]


def _clock(reader: Reader, draft: _Draft, since: int) -> None:
    reader.take("string", "a zone of time")
    draft.single["clock"] = reader.zone


def _force(reader: Reader, draft: _Draft, since: int) -> None:
    party = reader.take("word", "a party") if reader.accept("for") else None
    reader.expect("from")
    if reader.accept("signature by"):
        start: Any = Signature(parties=parties(reader))
    else:
        start = reader.moment()
    end: Any = None
    if reader.accept("until the end of"):
        end = EndOf(name=reader.take("word", "a name"))
    elif reader.accept("until"):
        end = reader.moment()
    draft.listed["force"].append(Force(start=start, end=end, party=party, span=reader.span(since)))


def _reportday(reader: Reader, draft: _Draft, since: int) -> None:
    draft.single["reporting_day_end_min"] = reader.hour()


def _relies(reader: Reader, draft: _Draft, since: int) -> None:
    draft.listed["relies"].append(reader.take("word", "an agreement"))


def _applies(reader: Reader, draft: _Draft, since: int) -> None:
    draft.single["applies_in"] = reader.take("word", "a zone")


def _enough(reader: Reader, draft: _Draft, since: int) -> None:
    draft.single["enough"] = reader.number()


def _texts(reader: Reader, draft: _Draft, since: int) -> None:
    draft.single["texts"] = reader.names()
    reader.expect("authentic")
    if reader.accept(","):
        draft.single["prevails"] = reader.take("word", "a language")
        reader.expect("prevails")


def _assumed(reader: Reader, draft: _Draft, since: int) -> None:
    draft.single["assumed"] = True


def _party(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a party")
    labels = reader.labels()
    guarantor = reader.accept("guarantor")
    draft.listed["parties"].append(
        Party(name=name, labels=labels, guarantor=guarantor, span=reader.span(since))
    )


def _body(reader: Reader, draft: _Draft, since: int) -> None:
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
    draft.listed["bodies"].append(
        Body(
            name=name,
            labels=labels,
            members=members,
            needed=needed,
            out_of=out_of,
            valid_s=valid_s,
            span=reader.span(since),
        )
    )


def _undertaking(reader: Reader, since: int) -> Undertaking:
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
    return Undertaking(
        party=party,
        alone=alone,
        articles=articles,
        start=start,
        end=end,
        keeper=keeper,
        span=reader.span(since),
    )


def _group(field: str, colon: str) -> Callable[[Reader, _Draft, int], None]:
    def read(reader: Reader, draft: _Draft, since: int) -> None:
        name = reader.take("word", "a name")
        labels = reader.labels()
        reader.expect(colon)
        classes = reader.names()
        draft.listed[field].append(
            Category(name=name, labels=labels, classes=classes, span=reader.span(since))
        )

    return read


def _system(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a system")
    labels = reader.labels()
    reader.expect("is")
    words = reader.take("string", "a text")[1:-1]
    draft.listed["systems"].append(
        System(name=name, labels=labels, words=words, span=reader.span(since))
    )


def _line(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a line")
    draft.listed["lines"].append(Line(name=name, labels=reader.labels(), span=reader.span(since)))


def _zone(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a zone")
    labels = reader.labels()
    reader.expect("is")
    area = _area(reader)
    start = reader.moment() if reader.accept("from") else None
    end = reader.moment() if start and reader.accept("until") else None
    assumed = reader.accept(", assumed")
    draft.listed["zones"].append(
        Zone(
            name=name,
            labels=labels,
            area=area,
            start=start,
            end=end,
            assumed=assumed,
            span=reader.span(since),
        )
    )


def _area(reader: Reader) -> Area:
    area = _term(reader)
    while operator := next((word for word in ("or", "and", "except") if reader.accept(word)), None):
        area = AreaTree(operator=operator, left=area, right=_term(reader))  # type: ignore[arg-type]
    return area


def _term(reader: Reader) -> Area:
    if reader.accept("("):
        inner = _area(reader)
        reader.expect(")")
        return inner
    if reader.accept("side of"):
        return SideOf(party=reader.take("word", "a party"))
    if reader.accept("map"):
        return Map(name=reader.take("word", "a map"))
    if reader.token.kind == "number":
        distance_m = reader.length()
        reader.expect("around")
        return Around(distance_m=distance_m, name=reader.take("word", "a line or map"))
    return Map(name=reader.take("word", "a zone"))


def _proof(reader: Reader, draft: _Draft, since: int) -> None:
    breach = reader.number()
    each = reader.accept("each")
    reader.expect(", cleared")
    cleared = reader.number()
    assumed = reader.accept(", assumed")
    draft.single["proof"] = Proof(
        breach=breach, cleared=cleared, each=each, assumed=assumed, span=reader.span(since)
    )


def _exemption(reader: Reader, draft: _Draft, since: int) -> None:
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
    draft.listed["exemptions"].append(
        Exemption(
            name=name,
            labels=labels,
            classes=classes,
            by=by,
            condition=terms,
            inside=inside,
            assumed=assumed,
            span=reader.span(since),
        )
    )


def _article(reader: Reader, draft: _Draft, since: int) -> None:
    draft.listed["norms"].append(norm(reader))


def _count(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a count")
    labels = reader.labels()
    reader.expect(":")
    verified = reader.accept("verified")
    reader.expect("breaches")
    articles = reader.references() if reader.accept("of article") else ()
    gravity = reader.take("word", "a gravity") if reader.accept("with gravity") else None
    reader.expect("by")
    party = None if reader.accept("one party") else reader.take("word", "a party")
    reader.expect("in")
    window_s = reader.duration()
    per_m = per_s = None
    if reader.accept(", one per"):
        per_m = reader.length()
        reader.expect("and")
        per_s = reader.duration()
    draft.listed["counts"].append(
        Count(
            name=name,
            labels=labels,
            verified=verified,
            articles=articles,
            gravity=gravity,
            party=party,
            window_s=window_s,
            per_m=per_m,
            per_s=per_s,
            span=reader.span(since),
        )
    )


def _guarantee(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a guarantee")
    labels = reader.labels()
    reader.expect("pledged by")
    by = parties(reader)
    reader.expect(":")
    clauses: dict[str, Condition] = {}
    while True:
        word = reader.expect("starts when", "pauses when", "resumes when", "ends when")
        clauses[word.split()[0]] = condition(reader)
        if not reader.accept(";"):
            break
    draft.listed["guarantees"].append(
        Guarantee(
            name=name,
            labels=labels,
            pledged_by=by,
            starts=clauses.get("starts"),
            pauses=clauses.get("pauses"),
            resumes=clauses.get("resumes"),
            ends=clauses.get("ends"),
            span=reader.span(since),
        )
    )


def _suspension(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a suspension")
    labels = reader.labels()
    reader.expect(": starts when")
    starts = condition(reader)
    reader.expect("; ends when")
    ends = condition(reader)
    draft.listed["suspensions"].append(
        Suspension(name=name, labels=labels, starts=starts, ends=ends, span=reader.span(since))
    )


def _amendment(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "an amendment")
    labels = reader.labels()
    reader.expect("from")
    start = reader.moment()
    reader.expect(":")
    articles = []
    while not reader.accept("end amendment"):
        reader.expect("article")
        article = norm(reader)
        draft.listed["norms"].append(replace(article, valid_from=start, amendment=name))
        articles.append(article.ref)
        reader.expect(".")
    draft.listed["amendments"].append(
        Amendment(
            name=name,
            labels=labels,
            start=start,
            articles=tuple(articles),
            span=reader.span(since),
        )
    )


def _question(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a question")
    labels = reader.labels()
    reader.expect(":")
    positions = []
    while True:
        party = reader.take("word", "a party")
        reader.expect("says")
        positions.append((party, reader.take("string", "a text")[1:-1]))
        if not reader.accept(";"):
            break
    draft.listed["questions"].append(
        Question(name=name, labels=labels, positions=tuple(positions), span=reader.span(since))
    )


def _response(reader: Reader, draft: _Draft, since: int) -> None:
    name = reader.take("word", "a response")
    labels = reader.labels()
    reader.expect(":")
    rungs = [_rung(reader, first=True)]
    while reader.accept(", then"):
        rungs.append(_rung(reader, first=False))
    draft.listed["responses"].append(
        Response(name=name, labels=labels, rungs=tuple(rungs), span=reader.span(since))
    )


def _rung(reader: Reader, *, first: bool) -> Rung:
    decider = reader.take("word", "who decides")
    reader.expect("decides")
    what = reader.take("word", "what is decided")
    reader.expect("within")
    seconds = reader.duration()
    article = None
    if first:
        reader.expect("after a verified breach of article")
        article = reader.take("number", "an article number")
    return Rung(decider=decider, what=what, seconds=seconds, article=article)


_SENTENCES: tuple[tuple[str, Callable[[Reader, _Draft, int], None]], ...] = (
    ("article", _article),
    ("source", _source),
    ("clock", _clock),
    ("in force", _force),
    ("reporting day ends", _reportday),
    ("relies on agreement", _relies),
    ("applies in", _applies),
    ("none observed needs", _enough),
    ("texts", _texts),
    ("assumed", _assumed),
    ("party", _party),
    ("body", _body),
    ("category", _group("categories", ":")),
    ("domain", _group("domains", ":")),
    ("class", _group("classes", "is")),
    ("system", _system),
    ("line", _line),
    ("zone", _zone),
    ("proof breach", _proof),
    ("exemption", _exemption),
    ("count", _count),
    ("guarantee", _guarantee),
    ("suspension", _suspension),
    ("amendment", _amendment),
    ("question", _question),
    ("response", _response),
)
