"""Options that several commands share: the mission, the view, the window, the language."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Annotated, Any

import typer

from aselepo.core.problem import ConfigError
from aselepo.core.time import Interval
from aselepo.run.problems import BAD_OPTION, BAD_TIME

MissionName = Annotated[
    str, typer.Option("--mission", help="Mission folder or shipped mission; found upward.")
]
AsOf = Annotated[
    str, typer.Option("--as-of", help="What was known by then: 2025-04-20T12:00+03:00.")
]
Entries = Annotated[int, typer.Option("--entries", help="Read the first so many entries only.")]
InForce = Annotated[
    tuple[str, str],
    typer.Option("--in-force", help="What-if: START END in which the agreement is in force."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def as_of(text: str | None, option: str = "--as-of") -> datetime | None:
    """The moment of `--as-of`, or of an option like it.

    Raises
    ------
    ConfigError : not a moment, or without its offset
    """
    from aselepo.run.record import moment

    return None if text is None else moment(text, option, None)


def window(edges: tuple[str, str] | None, option: str = "--in-force") -> Interval | None:
    """A window of two moments.

    Raises
    ------
    ConfigError : an edge is not a moment, or the end does not lie after the start
    """
    from aselepo.run.record import moment

    if edges is None:
        return None
    start, end = (moment(edge, option, None) for edge in edges)
    if end <= start:
        raise ConfigError(BAD_OPTION.at(option, "the end does not lie after the start"))
    return Interval(start, end)


def day(text: str | None) -> date | None:
    """The date of `--day`.

    Raises
    ------
    ConfigError : not a date
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as bad:
        raise ConfigError(
            BAD_TIME.at("--day", f"{text!r} is not a date", mend="write it as 2025-04-20")
        ) from bad


def printed(value: Any) -> str:
    """JSON for standard output: indented, letters of every alphabet as they are."""
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
