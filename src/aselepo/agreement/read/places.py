"""Reading lines, zones, systems, classes of object."""

from __future__ import annotations

from typing import Any, cast

from aselepo.agreement.codes import MIXED
from aselepo.agreement.model import (
    Area,
    AreaTree,
    Around,
    Category,
    Line,
    Map,
    Objects,
    Rival,
    SideOf,
    System,
    Zone,
)
from aselepo.agreement.read.draft import Draft, Sentence
from aselepo.agreement.read.reader import Reader, Wrong

_OPERATORS = ("or", "and", "except")


def _line(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a line")
    labels = reader.labels()
    rivals = []
    if reader.accept(":"):
        while True:
            rival = reader.take("word", "a version of the line")
            reader.expect("of")
            rivals.append(Rival(name=rival, party=reader.take("word", "a party")))
            if not reader.accept(","):
                break
    draft.add(
        "lines", Line(name=name, labels=labels, rivals=tuple(rivals), span=reader.span(since))
    )


def _zone(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a zone")
    labels = reader.labels()
    reader.expect("is")
    area = _area(reader)
    corners = reader.names() if reader.accept("with corners") else ()
    start = reader.moment() if reader.accept("from") else None
    end = reader.moment() if start and reader.accept("until") else None
    assumed = reader.accept(", assumed")
    draft.add(
        "zones",
        Zone(
            name=name,
            labels=labels,
            area=area,
            start=start,
            end=end,
            assumed=assumed,
            corners=corners,
            span=reader.span(since),
        ),
    )


def _area(reader: Reader) -> Area:
    area = _term(reader)
    first = next((word for word in _OPERATORS if reader.accept(word)), None)
    if first is None:
        return area
    area = AreaTree(operator=cast(Any, first), left=area, right=_term(reader))
    while reader.token.text in _OPERATORS and reader.token.kind == "word":
        if reader.token.text != first:
            what = f"`{first}` and `{reader.token.text}` without brackets"
            raise Wrong(MIXED.at(reader.where(reader.token), what))
        reader.accept(first)
        area = AreaTree(operator=cast(Any, first), left=area, right=_term(reader))
    reader.tried.extend(_OPERATORS)
    return area


def _term(reader: Reader) -> Area:
    if reader.accept("("):
        with reader.deeper():
            inner = _area(reader)
        reader.expect(")")
        return inner
    if reader.accept("side of"):
        return SideOf(party=reader.take("word", "a party"))
    if reader.accept("map"):
        return Map(name=reader.take("word", "a map"))
    if reader.accept("belt of"):
        width = belt_width(reader)
        reader.expect("along")
        name = reader.take("word", "a line")
        return Around(distance_m=width.distance_m, belt=width.belt, name=name)
    if reader.token.kind == "number":
        distance_m = reader.length()
        reader.expect("around")
        return Around(distance_m=distance_m, name=reader.take("word", "a line or map"))
    return Map(name=reader.take("word", "a zone"))


def belt_width(reader: Reader) -> Around:
    """The width of a belt, as the distance on each side; its line is not read."""
    width_m = reader.length()
    if reader.accept("in total"):
        return Around(distance_m=width_m / 2, belt="in total", name="")
    if reader.accept("each side"):
        return Around(distance_m=width_m, belt="each side", name="")
    return Around(distance_m=width_m, belt="open", name="")


def _group(field: str, colon: str) -> Sentence:
    def read(reader: Reader, draft: Draft, since: int) -> None:
        name = reader.take("word", "a name")
        labels = reader.labels()
        reader.expect(colon)
        classes = reader.names()
        draft.add(
            field, Category(name=name, labels=labels, classes=classes, span=reader.span(since))
        )

    return read


def _objects(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a class of object")
    labels = reader.labels()
    reader.expect(":")
    kinds = reader.names()
    draft.add("objects", Objects(name=name, labels=labels, kinds=kinds, span=reader.span(since)))


def _system(reader: Reader, draft: Draft, since: int) -> None:
    name = reader.take("word", "a system")
    labels = reader.labels()
    reader.expect(":")
    begin = reader.at
    body: dict[str, Any] = {}
    if reader.accept("described as"):
        words = reader.string()
    else:
        body["classes"] = reader.names()
        while reader.accept("of"):
            if reader.accept("type"):
                types = [reader.string()]
                while reader.accept(","):
                    types.append(reader.string())
                body["types"] = tuple(types)
            else:
                body |= _calibre(reader)
        words = " ".join(token.text for token in reader.tokens[begin : reader.at])
        words = words.replace(" ,", ",")
    draft.add(
        "systems", System(name=name, labels=labels, words=words, span=reader.span(since), **body)
    )


def _calibre(reader: Reader) -> dict[str, Any]:
    if reader.accept("more than"):
        found: dict[str, Any] = {"calibre_lo_mm": reader.number(), "lo_included": False}
        reader.expect("mm")
        return found
    if reader.accept("less than"):
        found = {"calibre_hi_mm": reader.number(), "hi_included": False}
        reader.expect("mm")
        return found
    number = reader.number("a calibre")
    reader.expect("mm")
    match reader.expect("or more", "or less", "to"):
        case "or more":
            return {"calibre_lo_mm": number}
        case "or less":
            return {"calibre_hi_mm": number}
    found = {"calibre_lo_mm": number, "calibre_hi_mm": reader.number("a calibre")}
    reader.expect("mm")
    return found


SENTENCES: dict[str, Sentence] = {
    "line": _line,
    "zone": _zone,
    "category": _group("categories", ":"),
    "domain": _group("domains", ":"),
    "class": _group("classes", "is"),
    "objects": _objects,
    "system": _system,
}
