"""Who said and promised what, as people confirmed it: statements, pledges step by step, hubs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from aselepo.core import Draft, InputError, Parsed, digest
from aselepo.feeds.card import card
from aselepo.feeds.codes import EMPTY, NO_SUCH_CODE, NOT_A_DATE, NOTHING_READ, TOO_LONG
from aselepo.feeds.context import FeedContext
from aselepo.feeds.days import day_anywhere
from aselepo.feeds.delimited import text_of
from aselepo.feeds.refusals import Refusals
from aselepo.feeds.registry import feed

CARD = card("commitments")
KINDS = ("statement", "declaration", "pledge", "hub", "question", "mandate", "requirement")
STAGES = (
    "mentioned", "declared", "agreed", "authorised", "allocated", "deploying", "in place",
    "withdrawn", "refused",
)  # fmt: skip
CLASSES = ("commit", "refuse", "ready", "conditional", "demand", "report", "warn", "hope")
HELP = (
    "land", "air", "sea", "monitoring", "training", "hub", "money", "intelligence", "backstop",
)  # fmt: skip
MUST = {
    "statement": ("id", "speaker", "class", "quote", "lang", "published"),
    "declaration": ("id", "title", "published"),
    "pledge": ("id", "contributor", "kind", "step"),
    "hub": ("id", "operators", "rests_on", "published"),
    "question": ("id", "about", "position", "published"),
    "mandate": ("id", "contributor", "body", "published"),
    "requirement": ("id", "kind", "amount", "published"),
}


@feed("commitments", version=CARD.version, card=CARD)
def commitments(raw: bytes, context: FeedContext) -> Parsed:
    """Statements, pledges, hubs, declarations, open questions (TOML); 1 row = 1 record."""
    try:
        data = tomllib.loads(text_of(raw, context.file).decode())
    except tomllib.TOMLDecodeError as wrong:
        raise InputError(NOTHING_READ.at(context.file, f"not TOML: {wrong}")) from wrong
    listed = {kind: data.get(kind, ()) for kind in KINDS}
    records = [
        (kind, each)
        for kind, given in listed.items()
        for each in (given if isinstance(given, list | tuple) else [given])
    ]
    known = {str(each.get("id")) for _, each in records if isinstance(each, dict)}
    refused = Refusals(context.file, unit="record")
    drafts: list[Draft] = [CARD.draft(context)]
    for number, (kind, each) in enumerate(records, 1):
        if not isinstance(each, dict):
            refused.add(number, EMPTY, f"{kind} {each!r} is no record")
            continue
        wrong_with = next(_wrong(kind, each, known, context), None)
        if wrong_with is None:
            drafts.extend(_drafts(kind, each, context))
        else:
            refused.add(number, *wrong_with)
    return refused.parsed(drafts, len(records))


def _wrong(
    kind: str, each: Mapping[str, Any], known: set[str], context: FeedContext
) -> Iterator[tuple[Any, str]]:
    """What is wrong with a record: code and words."""
    name = f"{kind} {each.get('id', '?')}"
    for key in MUST[kind]:
        if each.get(key) in (None, "", []):
            yield EMPTY, f"{name}: {key} must be given"
    limit = int(CARD.option(context, "quote_words"))
    for part in (each, *each.get("step", ())):
        if len(str(part.get("quote", "")).split()) > limit:
            yield TOO_LONG, f"{name}: the quote has more than {limit} words"
        published = part.get("published")
        if published is not None and not isinstance(published, date):
            yield NOT_A_DATE, f"{name}: published {published!r} is not a date"
        for other in part.get("rests_on", ()):
            if other not in known:
                yield EMPTY, f"{name} rests on {other!r}, which is not in the file"
        amount = part.get("amount")
        if amount is not None and not (
            isinstance(amount, dict) and amount.get("words") and amount["lo"] <= amount["hi"]
        ):
            yield EMPTY, f"{name}: an amount needs words, lo and hi"
    if kind == "statement" and each["class"] not in CLASSES:
        yield NO_SUCH_CODE, f"{name}: class is none of {', '.join(CLASSES)}"
    if kind in ("pledge", "requirement") and each["kind"] not in HELP:
        yield NO_SUCH_CODE, f"{name}: kind is none of {', '.join(HELP)}"
    for step in each.get("step", ()) if kind == "pledge" else ():
        if step.get("stage") not in STAGES:
            yield (
                NO_SUCH_CODE,
                f"{name}: stage {step.get('stage')!r} is none of {', '.join(STAGES)}",
            )
        if not step.get("rests_on"):
            yield EMPTY, f"{name}: a step rests on a statement or document"
        if step.get("published") is None:
            yield NOT_A_DATE, f"{name}: a step needs the day of its publication"


def _drafts(kind: str, each: Mapping[str, Any], context: FeedContext) -> Iterator[Draft]:
    if kind != "pledge":
        entry = "pledge" if kind in ("hub", "mandate", "requirement") else "statement"
        yield _draft(entry, {"type": kind, **each}, context)
        return
    common = {key: value for key, value in each.items() if key != "step"}
    for step in each["step"]:
        yield _draft("pledge", {"type": "step", **common, **step}, context)


def _draft(kind: str, content: Mapping[str, Any], context: FeedContext) -> Draft:
    plain = {key: _plain(value) for key, value in content.items()}
    known = day_anywhere(content["published"]).end if context.reported else None
    named = {"record": plain["id"], "id": f"{kind[0]}-{digest(plain)[:20]}", "source": CARD.name}
    return Draft(
        kind=kind,
        body={**plain, **named},
        known_at=known,
        grounds=CARD.known if known else None,
        author=context.author,
    )


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
