"""Agreements at the door: read, found where they are relied on, checked, refused with errors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from aselepo.agreement import Agreement, check, parse
from aselepo.agreement.check import misspelt
from aselepo.agreement.trail import trail
from aselepo.core.problem import AgreementError, ConfigError, InputError, Problem
from aselepo.run.problems import NO_AGREEMENT, NO_FILE

if TYPE_CHECKING:
    from aselepo.log.view import View

_SHOWN = 90
"""Columns of the text shown with a problem."""
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
"""On a terminal; elsewhere colours are taken out when printed."""
LARGEST_BYTES = 8 * 10**6
"""No text of an agreement is larger."""


def read(text: str, name: str, *, others: Iterable[Agreement] = ()) -> Agreement:
    """An agreement that stands.

    Raises
    ------
    AgreementError : it has errors
    """
    agreement, problems = parse(text, name=name)
    if agreement is not None and not problems:
        problems = check(agreement, name=name, others=tuple(others))
    errors = [problem for problem in problems if problem.severity == "error"]
    if agreement is None or errors:
        raise AgreementError(errors)
    return agreement


def checked(text: str, name: str) -> tuple[Problem, ...]:
    """Warnings of an agreement that stands.

    Raises
    ------
    AgreementError : it has errors
    """
    agreement = read(text, name)
    return tuple(p for p in check(agreement, name=name) if p.severity == "warning")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The text of an agreement with what parsing found."""

    name: str
    """Name of the file, for messages."""
    text: str
    agreement: Agreement | None
    problems: tuple[Problem, ...]
    folder: Path | None = None
    """Where instruments it relies on may lie."""

    @property
    def broken(self) -> bool:
        return self.agreement is None or any(p.severity == "error" for p in self.problems)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a mission knows that a text can be checked against."""

    texts: tuple[Text, ...] = ()
    sources: dict[str, tuple[str, ...]] | None = None
    """Classes that each declared source reports."""
    shapes: dict[str, Any] | None = field(default=None)
    """Geometry by the id of its place, GeoJSON."""


def load(path: Path) -> Text:
    """Read and parse a file.

    Raises
    ------
    InputError : the file cannot be read as text, or is larger than any agreement
    """
    try:
        if path.stat().st_size > LARGEST_BYTES:
            what = f"larger than {LARGEST_BYTES // 10**6} MB, which no agreement is"
            raise InputError(NO_FILE.at(str(path), what, why="a text is read whole"))
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as refused:
        raise InputError(NO_FILE.at(str(path), str(refused))) from refused
    return text_of(text, str(path), folder=path.parent)


def text_of(text: str, name: str, *, folder: Path | None = None) -> Text:
    agreement, problems = parse(text, name=name)
    return Text(name=name, text=text, agreement=agreement, problems=problems, folder=folder)


def of_mission(view: View) -> Known:
    """Agreements, classes of sources and geometry in a mission's log.

    Raises
    ------
    ConfigError : the log holds no agreement
    """
    texts = {}
    for entry in view.entries("agreement"):  # a later text of an instrument replaces the earlier
        read_text = text_of(entry.body["text"], entry.body["name"])
        key = read_text.agreement.name if read_text.agreement else read_text.name
        texts[key] = read_text
    if not texts:
        raise ConfigError(NO_AGREEMENT.at("", "the log holds no agreement"))
    sources = {}
    for entry in view.entries("source"):
        sources[entry.body["name"]] = tuple(entry.body.get("class_map", {}).values())
    shapes = {
        entry.body["id"]: entry.body["geometry"]
        for entry in view.entries("geography")
        if entry.body.get("id") and entry.body.get("geometry")
    }
    return Known(texts=tuple(texts.values()), sources=sources, shapes=shapes)


def examine(texts: Sequence[Text], known: Known | None = None) -> dict[str, tuple[Problem, ...]]:
    """Check texts, each with the instruments it relies on.

    They are found by the name inside: among the texts given, in the mission, in the folder of the
    text that relies on them.

    Returns
    -------
    problems by name of the text, in the order of the text
    """
    known = known or Known()
    found = {}
    for text in texts:
        problems = text.problems
        others = relied_on(text, (*texts, *known.texts))
        if text.agreement is not None and text.broken:
            problems += misspelt(text.agreement, name=text.name, others=others)
        elif text.agreement is not None:
            problems += check(
                text.agreement,
                name=text.name,
                others=others,
                sources=known.sources,
                shapes=known.shapes,
            )
        found[text.name] = tuple(sorted(problems, key=place_of))
    return found


def relied_on(text: Text, given: Sequence[Text]) -> list[Agreement]:
    """The instruments a text relies on, as far as they are at hand."""
    if text.agreement is None or not text.agreement.relies:
        return []
    at_hand = {
        other.agreement.name: other.agreement for other in reversed(given) if other.agreement
    }
    missing = set(text.agreement.relies) - at_hand.keys()
    if missing and text.folder is not None:
        for path in sorted(text.folder.glob("*.txt")):
            try:
                other = load(path)
            except InputError:
                continue  # whatever else lies in the folder
            if other.agreement is not None and not other.broken:
                at_hand.setdefault(other.agreement.name, other.agreement)
    return [at_hand[name] for name in text.agreement.relies if name in at_hand]


def place_of(problem: Problem) -> tuple[int, int]:
    """Line and column of a problem in a text; (1, 1) for the text as a whole."""
    parts = problem.where.rsplit(":", 2)
    if len(parts) == 3 and parts[1].isdigit() and parts[2].isdigit():
        return int(parts[1]), int(parts[2])
    return 1, 1


@lru_cache(maxsize=8)
def _lines(text: str) -> list[str]:
    return text.split("\n")


def shown(problem: Problem, text: Text) -> str:
    """A problem as the terminal shows it, with its line of the text and its trail."""
    line, column = place_of(problem)
    lines = _lines(text.text)
    source = lines[min(line, len(lines)) - 1]
    start = 0 if column < _SHOWN else column - _SHOWN // 2
    mark = " " * (min(column, len(source) + 1) - 1 - start) + "^"
    severity = typer.style(problem.severity, fg=_COLOURS[problem.severity], bold=True)
    rows = [f"{text.name}:{line}:{column}: {severity}: {problem.what}"]
    rows[0] = f"{rows[0]}  [{problem.code}]"
    way = trail(text.text, text.agreement, line, column)
    if source.strip():
        rows += [f"        {source[start : start + _SHOWN]}", f"        {mark}"]
    if way:
        more = f" and {len(way) - 6} more" if len(way) > 6 else ""
        rows.append(f"        in    {way[0]}")
        if len(way) > 1:
            rows.append(f"        used  {', '.join(way[1:6])}{more}")
    rows.append(f"        why   {problem.why}")
    if problem.mend != "nothing":
        rows.append(f"        mend  {problem.mend}")
    return "\n".join(rows)


def as_json(problem: Problem, text: Text) -> dict[str, Any]:
    """The fields of a problem with line, column and trail."""
    line, column = place_of(problem)
    way = trail(text.text, text.agreement, line, column)
    return {**problem.as_dict(), "line": line, "column": column, "trail": list(way)}
