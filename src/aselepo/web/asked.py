"""What an address asks for: the view, the day, the what-if window, the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from urllib.parse import urlencode

from aselepo.core.problem import InputError, Problem
from aselepo.core.time import (
    AmbiguousTime,
    Interval,
    MissingTime,
    clock,
    from_local,
    iso,
)
from aselepo.web.codes import BAD_QUERY
from aselepo.words import languages

LONGEST = 80
"""Characters of a parameter that are read at all."""
MOMENT = "a moment is written with its offset from UTC: 2025-04-20T12:00+03:00 or ...T09:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The parameters of an address, read once."""

    n: int | None = None
    as_of: datetime | None = None
    day: date | None = None
    in_force: Interval | None = None
    at: datetime | None = None
    """The moment on the map: valid time."""
    since: datetime | None = None
    """What was known by then is what the reader saw last."""
    lang: str | None = None
    """As the address says; None: the browser's wish decides."""

    def query(self, **changes: object) -> str:
        """The parameters as text, changed here and there, to put behind ``?``."""
        asked = replace(self, **changes)  # type: ignore[arg-type]
        pairs = {
            "n": asked.n,
            "as_of": None if asked.as_of is None else iso(asked.as_of),
            "day": None if asked.day is None else asked.day.isoformat(),
            "from": None if asked.in_force is None else iso(asked.in_force.start),
            "to": None
            if asked.in_force is None or asked.in_force.end is None
            else iso(asked.in_force.end),
            "at": None if asked.at is None else iso(asked.at),
            "since": None if asked.since is None else iso(asked.since),
            "lang": asked.lang,
        }
        return urlencode({key: value for key, value in pairs.items() if value is not None})


def read_asked(given: Mapping[str, str]) -> Asked:
    """Read the parameters of an address.

    Raises
    ------
    InputError : with one problem for each parameter that cannot be read
    """
    problems: list[Problem] = []
    values = {name: text[:LONGEST] for name, text in given.items() if text.strip()}
    zone = values.get("clock")

    def moment(name: str) -> datetime | None:
        text = values.get(name)
        if text is None:
            return None
        try:
            return _moment(text, zone)
        except ValueError as bad:
            problems.append(BAD_QUERY.at(f"?{name}=", f"{bad}", why=MOMENT))
            return None

    asked = Asked(
        n=_whole(values, problems),
        as_of=moment("as_of"),
        day=_day(values, problems),
        in_force=_window(moment("from"), moment("to"), values, problems),
        at=moment("at"),
        since=moment("since"),
        lang=_language(values, problems),
    )
    if problems:
        raise InputError(problems)
    return asked


def _moment(text: str, zone: str | None) -> datetime:
    try:
        # a plus sign in an address is a blank unless it is escaped; a moment has no other blank
        given = datetime.fromisoformat(text.strip().replace(" ", "+"))
    except ValueError:
        raise ValueError(f"{text!r} is not a moment") from None
    if not 1900 <= given.year <= 2200:
        raise ValueError(f"{text!r} lies outside the years 1900 to 2200")
    if given.tzinfo is not None:
        return given.astimezone(UTC)
    if zone is None:
        raise ValueError(f"{text!r} carries no offset from UTC")
    try:
        return from_local(given, clock(zone))
    except (AmbiguousTime, MissingTime) as bad:
        raise ValueError(str(bad)) from bad


def _whole(values: Mapping[str, str], problems: list[Problem]) -> int | None:
    text = values.get("n")
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 12 and int(text) > 0:
        return int(text)
    problems.append(
        BAD_QUERY.at(
            "?n=",
            f"{text!r} is not a number of entries",
            why="n counts entries of the log from 1",
            mend="write a whole number such as n=12, or leave it out to read all entries",
        )
    )
    return None


def _day(values: Mapping[str, str], problems: list[Problem]) -> date | None:
    text = values.get("day")
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        problems.append(
            BAD_QUERY.at(
                "?day=",
                f"{text!r} is not a date",
                why="a reporting day is named by the date on which it ends",
                mend="write it as 2025-04-20",
            )
        )
        return None


def _window(
    start: datetime | None,
    end: datetime | None,
    values: Mapping[str, str],
    problems: list[Problem],
) -> Interval | None:
    if start is None and end is None:
        return None
    if start is not None and end is not None and start < end:
        return Interval(start, end)
    if not any(problem.where in ("?from=", "?to=") for problem in problems):
        problems.append(
            BAD_QUERY.at(
                "?from=&to=",
                f"{values.get('from', '')!r} to {values.get('to', '')!r} is not a window",
                why="a what-if window has a start and a later end",
                mend="give both, the end after the start",
            )
        )
    return None


def _language(values: Mapping[str, str], problems: list[Problem]) -> str | None:
    text = values.get("lang")
    if text is None or text in languages():
        return text
    problems.append(
        BAD_QUERY.at(
            "?lang=",
            f"there is no language {text!r} here",
            why="pages are whole sentences, so a language is there as a whole or not at all",
            mend=f"choose one of {', '.join(languages())}",
        )
    )
    return None


def wished_language(header: str) -> str:
    """The language that a browser wishes for and that is there; else English.

    >>> wished_language("sv;q=0.9, fi-FI;q=0.8, en;q=0.7")
    'fi'
    """
    wishes: list[tuple[float, int, str]] = []
    for place, wish in enumerate(header[:400].split(",")):
        name, _, quality = wish.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            weight = 0.0
        wishes.append((-weight, place, name.split("-")[0].lower()))
    there = languages()
    return next((name for weight, _, name in sorted(wishes) if weight < 0 and name in there), "en")
