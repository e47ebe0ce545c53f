"""Texts in, candidates out, and the entry that a person makes of one."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from aselepo.core.canonical import digest, sha256
from aselepo.core.problem import ConfigError, InputError
from aselepo.core.records import Draft
from aselepo.pledges import Candidate, extract
from aselepo.pledges.intake.lexicon import LANGUAGES
from aselepo.run.problems import BAD_OPTION, NO_CANDIDATE, NO_FILE, NOT_TEXT


def read_text(file: str) -> str:
    """A text from a file or from standard input.

    Raises
    ------
    ConfigError : it cannot be read
    InputError : it is not UTF-8
    """
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as refused:
        raise ConfigError(NO_FILE.at(file, refused.strerror or str(refused))) from refused
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise InputError(NOT_TEXT.at(f"{file}: byte {wrong.start}", "not UTF-8")) from wrong


def candidates(text: str, lang: str) -> tuple[Candidate, ...]:
    """Candidates of a text: by our rules, and by extractors that packages offer.

    Raises
    ------
    ConfigError : no lexicon for the language
    """
    if lang not in LANGUAGES:
        raise ConfigError(BAD_OPTION.at("--lang", f"{lang!r} is none of {', '.join(LANGUAGES)}"))
    found = list(extract(text, lang))
    for point in entry_points(group="aselepo.extractors"):
        for each in point.load()(text, lang):
            # a plug-in can only propose: its words must stand in the text, and it says its name
            if text[each.start : each.end] == each.quote:
                found.append(replace(each, rule=f"{point.name}: {each.rule}"))
    return tuple(sorted(found, key=lambda each: (each.start, each.end, each.kind, each.rule)))


def shown(each: Candidate) -> dict[str, Any]:
    """A candidate as JSON."""
    amount = each.amount
    return {
        "kind": each.kind,
        "speaker": each.speaker or None,
        "speaker_role": each.speaker_role or None,
        "on_behalf_of": each.on_behalf_of or None,
        "class": each.verb_class,
        "object": each.object or None,
        "condition": each.condition or None,
        "amount": None
        if amount is None
        else {"words": amount.words, "lo": amount.lo, "hi": amount.hi, "unit": amount.unit or None},
        "where": each.where or None,
        "limit": each.limit or None,
        "channel": each.channel or None,
        "quote": each.quote,
        "start": each.start,
        "end": each.end,
        "witnesses": [list(place) for place in each.witnesses],
        "rule": each.rule,
        "confidence": each.confidence,
    }


def confirmed(
    text: str,
    lang: str,
    *,
    kind: str,
    start: int,
    by: str,
    address: str = "",
    published: str = "",
    changes: Sequence[str] = (),
) -> Draft:
    """The entry of a candidate that a person confirms, with what they set right.

    Raises
    ------
    ConfigError : no such candidate, or a change that is not FIELD=VALUE
    """
    found = [each for each in candidates(text, lang) if (each.start, each.kind) == (start, kind)]
    if not found:
        raise ConfigError(NO_CANDIDATE.at(f"--start {start}", f"no {kind} starts there"))
    content = shown(found[0])
    for change in changes:
        name, equals, value = change.partition("=")
        if not equals or name not in content or name in ("quote", "start", "end"):
            raise ConfigError(BAD_OPTION.at("--set", f"{change!r} is not FIELD=VALUE"))
        content[name] = value or None
    body = {
        "type": "quote",
        "lang": lang,
        "address": address or None,
        "published": published or None,
        "text_sha256": sha256(text.encode()),
        "confirmed_by": by,
        **content,
    }
    entry = "pledge" if kind == "pledge" else "statement"
    body["id"] = f"{entry[0]}-{digest(body)[:20]}"
    return Draft(kind=entry, body=json.loads(json.dumps(body)), author=by)
