"""Reading conditions: atoms joined by `and`, `or`, `not` and brackets."""

from __future__ import annotations

from typing import Literal, cast

from aselepo.agreement.model import (
    And,
    At,
    Condition,
    Counted,
    Decided,
    Declared,
    GuaranteeActive,
    Held,
    Not,
    Or,
    Signed,
)
from aselepo.agreement.read.reader import Reader

Operator = Literal[">=", ">", "<=", "<", "="]


def condition(reader: Reader) -> Condition:
    """A condition: conjunctions joined by `or`."""
    items = [_conjunction(reader)]
    while reader.accept("or"):
        items.append(_conjunction(reader))
    return items[0] if len(items) == 1 else Or(items=tuple(items))


def _conjunction(reader: Reader) -> Condition:
    items = [_atom(reader)]
    while reader.accept("and"):
        items.append(_atom(reader))
    return items[0] if len(items) == 1 else And(items=tuple(items))


def _atom(reader: Reader) -> Condition:
    match reader.expect(
        "not", "(", "signed by", "declared", "decided", "held for", "count", "guarantee", "at"
    ):
        case "not":
            with reader.deeper():
                return Not(item=_atom(reader))
        case "(":
            with reader.deeper():
                inner = condition(reader)
            reader.expect(")")
            return inner
        case "signed by":
            return Signed(parties=parties(reader))
        case "declared":
            return _declared(reader)
        case "decided":
            return _decided(reader)
        case "held for":
            return _held(reader)
        case "count":
            name = reader.take("word", "a count")
            operator = reader.expect(">=", "<=", ">", "<", "=")
            return Counted(count=name, operator=cast(Operator, operator), number=reader.integer())
        case "guarantee":
            name = reader.take("word", "a guarantee")
            reader.expect("active")
            seconds = reader.duration() if reader.accept("for") else 0.0
            return GuaranteeActive(guarantee=name, seconds=seconds)
    return At(moment=reader.moment())


def _held(reader: Reader) -> Held:
    seconds = reader.duration()
    verified, gravity, watched, zone = False, None, None, None
    if reader.accept("without"):
        verified = reader.accept("verified")
        reader.expect("breaches")
        if reader.accept("with gravity"):
            gravity = reader.take("word", "a gravity")
    if reader.accept("watched at least"):
        watched = reader.number()
        reader.expect("of")
        zone = reader.take("word", "a zone")
    return Held(seconds=seconds, verified=verified, gravity=gravity, watched=watched, zone=zone)


def act(reader: Reader) -> Declared | Decided:
    """A declaration or a decision."""
    if reader.expect("declared", "decided") == "declared":
        return _declared(reader)
    return _decided(reader)


def _declared(reader: Reader) -> Declared:
    what = reader.take("word", "a name")
    return Declared(what=what, by=parties(reader) if reader.accept("by") else ())


def _decided(reader: Reader) -> Decided:
    what = reader.take("word", "a name")
    reader.expect("by")
    return Decided(what=what, by=parties(reader))


def parties(reader: Reader) -> tuple[str, ...]:
    """Names with commas only: `and` joins conditions."""
    return reader.names(joined=False)
