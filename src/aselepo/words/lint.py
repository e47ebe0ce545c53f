"""What a language lacks: messages, variables, selectors that drop, words that take sides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from typing import Any

from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

MODEL = "en"
"""The language that all others follow."""

BANNED = {
    "en": r"\b(aggress\w*|atrocit\w*|barbar\w*|blatant\w*|brutal\w*|brazen\w*|coward\w*|crimin\w*"
    r"|cynical\w*|despicabl\w*|detected|confirmed|enem\w+|flagrant\w*|heinous|heroic\w*|militants?"
    r"|outrageous\w*|perfid\w*|regime|ruthless\w*|savage\w*|terror\w*|treacher\w*|unprovoked"
    r"|vicious\w*)\b",
    "fi": r"\b(aggressiivi\w*|barbaari\w*|hyökkääjävaltio\w*|julma\w*|kyyni\w*|petolli\w*|raaka\w*"
    r"|raukkamai\w*|rikolli\w*|röyhkeä\w*|sankarilli\w*|terrori\w*|törkeä\w*|vihollis\w*)\b",
    "fr": r"\b(agresseur\w*|barbare\w*|brutal\w*|criminel\w*|cynique\w*|ennemi\w*|flagrant\w*"
    r"|héroïque\w*|ignoble\w*|lâche\w*|odieu\w*|perfide\w*|sauvage\w*|terroris\w*|traître\w*)\b",
    "ru": r"\b(агресс\w*|бандит\w*|варвар\w*|вероломн\w*|враг\w*|врагов\w*|вражеск\w*|геро\w+"
    r"|жесток\w*|коварн\w*|наглый|нагл\w+|преступн\w*|противник\w*|террор\w*|циничн\w*)\b",
    "uk": r"\b(агрес\w*|бандит\w*|варвар\w*|віроломн\w*|ворог\w*|ворож\w*|геро\w+|жорсток\w*"
    r"|злочин\w*|нахабн\w*|окупант\w*|підступн\w*|терор\w*|цинічн\w*)\b",
}
"""Words of blame and words that claim more than a machine can know, by language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a language."""

    file: str
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.what}"


class _Variables(Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_VariableReference(self, node: Any) -> None:
        self.names.add(node.id.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Message:
    file: str
    variables: frozenset[str]
    text: str


def faults(code: str) -> tuple[Fault, ...]:
    """All that is wrong with a language beside the model, sorted.

    Messages that it lacks or has too many, files that do not parse (a selector on one line
    swallows its message without a word), other variables, banned words.
    """
    broken, own = _read(code)
    _, model = _read(MODEL)
    return tuple(
        sorted(
            {*broken, *_against_model(code, own, model), *_banned(code, own)},
            key=lambda fault: (fault.file, fault.key, fault.what),
        )
    )


def _read(code: str) -> tuple[list[Fault], dict[str, _Message]]:
    broken: list[Fault] = []
    found: dict[str, _Message] = {}
    for file in sorted(resources.files(__package__).joinpath(code).iterdir(), key=str):
        if not file.name.endswith(".ftl"):
            continue
        text = file.read_text(encoding="utf-8")
        place = f"{code}/{file.name}"
        for entry in FluentParser(with_spans=True).parse(text).body:
            if isinstance(entry, ast.Junk):
                first = entry.content.strip().splitlines()[0]
                broken.append(Fault(file=place, key=first[:40], what="is not a message"))
            elif isinstance(entry, ast.Message):
                name = entry.id.name
                if name in found:
                    broken.append(Fault(file=place, key=name, what="stands twice"))
                seen = _Variables()
                seen.visit(entry)
                span = entry.span
                found[name] = _Message(
                    file=place,
                    variables=frozenset(seen.names),
                    text=text[span.start : span.end].partition("=")[2],
                )
    return broken, found


def _against_model(
    code: str, own: dict[str, _Message], model: dict[str, _Message]
) -> Iterator[Fault]:
    for key, wanted in model.items():
        place = wanted.file.replace(f"{MODEL}/", f"{code}/", 1)
        if key not in own:
            yield Fault(file=place, key=key, what="is missing")
            continue
        if own[key].file != place:
            yield Fault(file=own[key].file, key=key, what=f"belongs in {place}")
        if own[key].variables != wanted.variables:
            names = ", ".join(sorted(own[key].variables ^ wanted.variables))
            yield Fault(file=place, key=key, what=f"differs in variables: {names}")
    for key in own.keys() - model.keys():
        yield Fault(file=own[key].file, key=key, what=f"is not in {MODEL}")


def _banned(code: str, own: dict[str, _Message]) -> Iterator[Fault]:
    if code not in BANNED:
        return
    for key, message in own.items():
        for word in re.findall(BANNED[code], message.text, flags=re.IGNORECASE):
            yield Fault(file=message.file, key=key, what=f"says {word!r}, which takes a side")
