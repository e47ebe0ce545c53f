"""Entries by hand: from options of the command line to drafts."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from aselepo.core.canonical import digest
from aselepo.core.classes import tree
from aselepo.core.ids import observation_id
from aselepo.core.problem import ConfigError, Problem
from aselepo.core.records import Draft
from aselepo.core.tables import COVERAGE, OBSERVATIONS, table
from aselepo.core.time import AmbiguousTime, MissingTime, clock, from_local, iso, parse_instant
from aselepo.run.clock import now
from aselepo.run.problems import (
    BAD_OPTION,
    BAD_TIME,
    NAIVE_TIME,
    NO_ERROR,
    NO_GROUNDS,
    UNKNOWN_CLASS,
)


def moment(text: str, option: str, zone: str | None) -> datetime:
    """A moment from an option: with its offset, or local through a named clock.

    Raises
    ------
    ConfigError : not a moment, without offset or clock, or an hour that is not one
    """
    try:
        given = datetime.fromisoformat(text)
    except ValueError as bad:
        raise ConfigError(BAD_TIME.at(option, f"{text!r} is not a moment")) from bad
    if given.tzinfo is not None:
        return parse_instant(text)
    if zone is None:
        raise ConfigError(NAIVE_TIME.at(option, f"{text!r} carries no offset"))
    try:
        return from_local(given, clock(zone))
    except (AmbiguousTime, MissingTime, ValueError) as bad:
        raise ConfigError(BAD_TIME.at(option, str(bad))) from bad


def shares(items: Sequence[str], option: str) -> list[tuple[str, float]]:
    """Probabilities by name from options such as ``missile=0.9``.

    Raises
    ------
    ConfigError : not of that form, or not between 0 and 1
    """
    found = []
    for item in items:
        name, mark, number = item.partition("=")
        try:
            p = float(number)
        except ValueError:
            p = -1.0
        if not mark or not name or not 0.0 <= p <= 1.0:
            raise ConfigError(
                BAD_OPTION.at(
                    option,
                    f"{item!r} is not NAME=P",
                    why="a probability is a number from 0 to 1, by name",
                    mend=f"write {option} missile=0.9",
                )
            )
        found.append((name, p))
    return sorted(found)


def imported(known: str | None, grounds: str | None, zone: str | None) -> dict[str, Any]:
    """The claim of an imported entry to have been known earlier.

    Raises
    ------
    ConfigError : one given without the other, or a moment that has not come yet
    """
    if (known is None) != (grounds is None):
        raise ConfigError(NO_GROUNDS.at("--known-at", "known time and grounds go together"))
    if known is None:
        return {}
    at = moment(known, "--known-at", zone)
    if at > now():
        raise ConfigError(
            BAD_TIME.at(
                "--known-at",
                f"{iso(at)} has not come yet",
                why="only what was known before it was recorded can be imported",
                mend="give the moment when it was known, or leave it out",
            )
        )
    return {"known_at": at, "grounds": grounds}


def forward(start: datetime | None, end: datetime | None, option: str) -> None:
    """Check that a stretch of time runs forward.

    Raises
    ------
    ConfigError : the end lies before the start
    """
    if start is not None and end is not None and end < start:
        raise ConfigError(
            BAD_TIME.at(
                option,
                f"{iso(end)} lies before {iso(start)}",
                why="a stretch of time runs forward",
                mend="swap the two moments, or correct one",
            )
        )


def _numbers(fields: Mapping[str, Any]) -> None:
    """Check that errors are errors, places on the globe, counts whole, chances at most 1.

    Raises
    ------
    ConfigError : one is not
    """
    limits = {
        "time_sigma_s": ("--time-sigma-s", 0.0, math.inf),
        "sigma_major_m": ("--sigma-m", 0.0, math.inf),
        "lon": ("--lon", -180.0, 180.0),
        "lat": ("--lat", -90.0, 90.0),
        "count_lo": ("--count", 0.0, math.inf),
        "count_hi": ("--count-to", fields.get("count_lo") or 0.0, math.inf),
    }
    for name, (option, low, high) in limits.items():
        value = fields.get(name)
        if value is not None and not (math.isfinite(value) and low <= value <= high):
            bounds = f"from {low:g} to {high:g}" if math.isfinite(high) else f"of {low:g} or more"
            raise ConfigError(BAD_OPTION.at(option, f"{value:g} is not a number {bounds}"))
    if sum(p for _, p in fields.get("p_party") or ()) > 1.0 + 1e-9:
        raise ConfigError(
            BAD_OPTION.at(
                "--party",
                "the chances sum to more than 1",
                why="the parties share one chance; what is missing to 1 is undetermined",
                mend="lower the numbers until they sum to 1 or less",
            )
        )


def observation(fields: Mapping[str, Any], **header: Any) -> tuple[Draft, tuple[Problem, ...]]:
    """One observation by hand.

    Parameters
    ----------
    fields : columns of `core.tables.OBSERVATIONS` by name, `id` left out
    header : author, known_at, grounds of the draft

    Returns
    -------
    draft, warnings

    Raises
    ------
    ConfigError : time or place comes without its error, or a number or stretch cannot be
    """
    problems = []
    _numbers(fields)
    forward(fields.get("time_lo"), fields.get("time_hi"), "--from --to")
    forward(fields.get("time") or fields.get("time_lo"), fields.get("time_end"), "--until")
    if fields.get("time") and not fields.get("time_sigma_s") and fields.get("time_lo") is None:
        raise ConfigError(
            NO_ERROR.at("--time", "the moment has no error", mend="add --time-sigma-s SECONDS")
        )
    if fields.get("lon") is not None and not fields.get("sigma_major_m"):
        raise ConfigError(
            NO_ERROR.at("--lon --lat", "the place has no error", mend="add --sigma-m METRES")
        )
    if tree().find(str(fields["class"])) is None:
        problems.append(
            UNKNOWN_CLASS.at("--class", f"{fields['class']!r} is no node of the class tree")
        )
    content = {key: _plain(value) for key, value in fields.items() if value is not None}
    external = str(fields.get("external_id") or digest(content))
    row = {**fields, "id": observation_id(str(fields["source"]), external)}
    row.setdefault("rev", 0)
    draft = Draft(
        kind="observation", body={"by": "hand"}, table=table(OBSERVATIONS, [row]), **header
    )
    return draft, tuple(problems)


def coverage(fields: Mapping[str, Any], **header: Any) -> Draft:
    """One statement of coverage by hand; `fields` are columns of `core.tables.COVERAGE`.

    Raises
    ------
    ConfigError : the watch ends before it starts
    """
    forward(fields["time_lo"], fields["time_hi"], "--from --to")
    return Draft(
        kind="coverage", body={"by": "hand"}, table=table(COVERAGE, [dict(fields)]), **header
    )


def body_of(text: str) -> dict[str, Any]:
    """An entry's body from JSON.

    Raises
    ------
    ConfigError : not a JSON object
    """
    try:
        body = json.loads(text)
    except json.JSONDecodeError as bad:
        raise ConfigError(
            BAD_OPTION.at("--json", str(bad), why="the body is one JSON object")
        ) from bad
    if not isinstance(body, dict):
        raise ConfigError(BAD_OPTION.at("--json", "not an object", why="a body has named fields"))
    return body


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return iso(value)
    return [list(item) for item in value] if isinstance(value, list) else value


NEEDED = {
    "act": ("what", "by", "time"),
    "notification": ("by", "given", "time"),
    "decision": ("by", "time"),
    "claim": ("claimant", "from", "to", "category"),
}
"""Fields that the body of a kind must have."""
_NUMBERS = {"lon", "lat", "sigma_m"}
_INTEGERS = {"count"}


def fields_of(arguments: Sequence[str], moments: Sequence[str], zone: str | None) -> dict[str, Any]:
    """Fields of a body from pairs such as ``--by UA``; `--vote US=yes` may be repeated.

    Raises
    ------
    ConfigError : an option without value, a value of the wrong form
    """
    body: dict[str, Any] = {}
    pairs = list(arguments)
    while pairs:
        option = pairs.pop(0)
        if not option.startswith("--") or not pairs:
            raise ConfigError(BAD_OPTION.at(option, "expected --FIELD VALUE"))
        name, value = option[2:].replace("-", "_"), pairs.pop(0)
        if name in moments:
            body[name] = iso(moment(value, option, zone))
        elif name == "vote":
            member, _, vote = value.partition("=")
            if vote not in ("yes", "no"):
                raise ConfigError(BAD_OPTION.at(option, f"{value!r} is not MEMBER=yes or =no"))
            body.setdefault("votes", {})[member] = vote
        elif name in _NUMBERS | _INTEGERS:
            try:
                body[name] = float(value) if name in _NUMBERS else int(value)
            except ValueError as bad:
                raise ConfigError(BAD_OPTION.at(option, f"{value!r} is not a number")) from bad
        else:
            body[name] = value
    return body


def require(kind: str, body: Mapping[str, Any]) -> None:
    """Check that a body has what its kind needs.

    Raises
    ------
    ConfigError : a field is missing
    """
    missing = [name for name in NEEDED[kind] if name not in body]
    if kind == "decision" and not ({"state", "what"} & body.keys()):
        missing.append("state or --what")
    if missing:
        raise ConfigError(
            BAD_OPTION.at(
                f"record {kind}",
                f"missing: {', '.join('--' + name for name in missing)}",
                why="without it the entry says nothing that can be used",
                mend=f"see `aselepo record {kind} --help`",
            )
        )


def changes(items: Sequence[str]) -> dict[str, Any]:
    """Corrected fields from options such as ``count_lo=3``; values are JSON, else plain text.

    Raises
    ------
    ConfigError : no such column, or none given
    """
    fields: dict[str, Any] = {}
    for item in items:
        name, mark, text = item.partition("=")
        if not mark or name not in OBSERVATIONS.names or name in ("id", "entry", "row"):
            raise ConfigError(BAD_OPTION.at("--set", f"{item!r} names no column of an observation"))
        try:
            fields[name] = json.loads(text)
        except json.JSONDecodeError:
            fields[name] = text
    if not fields:
        raise ConfigError(BAD_OPTION.at("--set", "nothing to change"))
    return fields
