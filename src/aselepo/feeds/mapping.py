"""The mapping of a table: which column holds what, what is the same in every row, how sure it is.

It is written once per source, in TOML, and is checked before a single row is read.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Options
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pyarrow as pa

from aselepo.core import ConfigError, clock, tree
from aselepo.feeds.codes import MAPPING, NO_ERROR
from aselepo.feeds.context import FeedContext
from aselepo.feeds.moments import read_moments

TEXTS = (
    "external_id", "sensor", "basis", "place", "observer_place", "role", "class", "system",
    "effect", "party", "unit", "text", "lang",
)  # fmt: skip
NUMBERS: dict[str, tuple[float, float]] = {
    "rev": (0, 2**31 - 1),
    "time_sigma_s": (0, 1e9),
    "lon": (-180, 180),
    "lat": (-90, 90),
    "sigma_m": (0, 2e7),
    "sigma_major_m": (0, 2e7),
    "sigma_minor_m": (0, 2e7),
    "azimuth_deg": (0, 360),
    "class_confidence": (0, 1),
    "party_p": (0, 1),
    "count": (0, 2**53),
    "count_lo": (0, 2**53),
    "count_hi": (0, 2**53),
}
"""Lowest and highest value of each number."""
WHOLE = ("rev", "count", "count_lo", "count_hi")
SIGMAS = ("time_sigma_s", "sigma_m", "sigma_major_m", "sigma_minor_m")
TIMES = ("time", "time_lo", "time_hi", "time_end", "known_at")
TARGETS = frozenset((*TEXTS, *NUMBERS, *TIMES))
WORDS = {
    "basis": ("saw", "heard", "recorded", "assessed", "told by", "document"),
    "role": ("origin", "effect"),
}
"""Targets that take these words only."""
ANYWHERE = "unknown"
"""Name of the clock of moments whose zone nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """What a table's mapping says; see `docs/how-to/bring-your-own-table.md`."""

    source: Options[str, Any]
    columns: Options[str, str]
    constants: Options[str, str | float]
    clock: ZoneInfo | None
    anywhere: bool
    time_form: str | None
    midnight_unknown: bool
    classes: Options[str, str]
    areas: tuple[str, ...]
    known_after_h: float
    encoding: str
    delimiter: str
    decimal: str

    @property
    def name(self) -> str:
        return str(self.source["name"])

    def has(self, *targets: str) -> bool:
        """Is one of the targets mapped or constant?"""
        return any(target in self.columns or target in self.constants for target in targets)


def mapping(context: FeedContext) -> TableMapping:
    """Read the mapping from the options of a delivery.

    Raises
    ------
    ConfigError : it does not say what it must: a name for the source, a time, a class, an error
    """
    given = dict(context.options)
    if blank := next(_unfilled(given), None):
        raise _wrong(context, f"{blank} is still to be filled in", "complete the draft")
    columns, constants = _tables(given, context)
    source = given.get("source", {})
    source = {"name": source} if isinstance(source, str) else source
    if not isinstance(source, dict) or not source.get("name"):
        raise _wrong(context, "no source", 'say who reports: source = "..."')
    zone = given.get("clock")
    try:
        named = clock(str(zone)) if zone not in (None, ANYWHERE) else None
    except ValueError as wrong:
        raise _wrong(context, f"clock: {wrong}", 'such as "Europe/Kyiv", or "unknown"') from wrong
    made = TableMapping(
        source=source,
        columns=columns,
        constants=constants,
        clock=named,
        anywhere=zone == ANYWHERE,
        time_form=str(given["time_format"]) if given.get("time_format") else None,
        midnight_unknown=bool(given.get("midnight_unknown", False)),
        classes={
            str(word).casefold(): str(node) for word, node in given.get("classes", {}).items()
        },
        areas=tuple(map(str, given.get("areas", ()))),
        known_after_h=float(given.get("known_after_h", 0.0)),
        encoding=str(given.get("encoding", "utf-8")),
        delimiter=str(given.get("delimiter", ",")),
        decimal=str(given.get("decimal", ".")),
    )
    if len(made.delimiter) != 1 or made.decimal not in (".", ","):
        raise _wrong(context, "delimiter or decimal", "delimiter is one sign, decimal . or ,")
    _enough(made, context)
    _constant_times(made, context)
    return made


def _unfilled(given: Any, key: str = "") -> Iterator[str]:
    """Keys whose value a draft left to be written, as in ``name = "<who reports>"``."""
    if isinstance(given, Options):
        for name, value in given.items():
            yield from _unfilled(value, f"{key}.{name}".lstrip("."))
    elif isinstance(given, str) and given.startswith("<") and given.endswith(">"):
        yield key


def _tables(
    given: Options[str, Any], context: FeedContext
) -> tuple[dict[str, str], dict[str, str | float]]:
    columns = {str(key): str(value) for key, value in given.get("columns", {}).items()}
    constants: dict[str, str | float] = {}
    same = {**given.get("constants", {}), **{key: given[key] for key in TARGETS & given.keys()}}
    for target in (*columns, *same):
        if target not in TARGETS:
            there = ", ".join(sorted(TARGETS))
            raise _wrong(context, f'"{target}" is nothing a table can hold', f"there are: {there}")
    for target, value in sorted(same.items()):
        if target in columns:
            raise _wrong(
                context, f'"{target}" is both a column and the same in every row', "keep one"
            )
        if target in NUMBERS:
            low, high = NUMBERS[target]
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise _wrong(context, f"{target} {value!r} is not a number", "write a number")
            if not low <= value <= high:
                raise _wrong(context, f"{target} {value!r} is not from {low:g} to {high:g}", "")
            constants[target] = float(value)
        elif target in WORDS and value not in WORDS[target]:
            raise _wrong(context, f'{target} "{value}"', f"one of: {', '.join(WORDS[target])}")
        else:
            constants[target] = value.isoformat() if isinstance(value, datetime) else str(value)
    return columns, constants


def _enough(made: TableMapping, context: FeedContext) -> None:
    if not made.has("time") and not (made.has("time_lo") and made.has("time_hi")):
        raise _wrong(context, "no time", "map time, or both time_lo and time_hi")
    if not made.has("class"):
        raise _wrong(context, "no class", "map class, or give one for every row: class = ...")
    for one, other in (("lon", "lat"), ("lat", "lon"), ("party", "party_p")):
        if made.has(one) and not made.has(other):
            raise _wrong(context, f"{one} without {other}", f"map {other} too")
    if made.has("lon") and not made.has("sigma_m", "sigma_major_m"):
        raise ConfigError(
            NO_ERROR.at(
                f"{context.file}: mapping",
                "lon and lat without sigma_m",
                mend="map the column of the error, or give one for every row: sigma_m = 500.0",
            )
        )
    for target in SIGMAS:
        if made.constants.get(target) == 0:
            raise ConfigError(
                NO_ERROR.at(
                    f"{context.file}: mapping",
                    f"{target} = 0",
                    why="nothing is known without error, and 0 would count as exact",
                    mend="give the standard deviation that you can stand for",
                )
            )
    for word, node in made.classes.items():
        if not node:
            raise _wrong(context, f'classes: "{word}" has no class', "name a node, or remove it")
    if context.window is not None and context.p_detect and not made.areas:
        raise _wrong(context, "coverage without areas", "areas = [ids of places watched]")


def _constant_times(made: TableMapping, context: FeedContext) -> None:
    for target in TIMES:
        if target not in made.constants:
            continue
        text = pa.chunked_array([pa.array([str(made.constants[target])])])
        read = read_moments(text, clock=made.clock, anywhere=made.anywhere)
        if not read.given[0]:
            what = f'{target} "{made.constants[target]}" is not a moment'
            raise _wrong(context, what, "write it with its offset, or name a clock")
        if target == "time" and read.exact[0] and not made.has("time_sigma_s"):
            raise ConfigError(NO_ERROR.at(f"{context.file}: mapping", "time without time_sigma_s"))


def own_classes(made: TableMapping) -> list[str]:
    """Classes of the mapping that are not nodes of the tree."""
    named = {*made.classes.values()}
    if "class" in made.constants:
        word = str(made.constants["class"])
        named.add(made.classes.get(word.casefold(), word))
    return sorted(name for name in named if tree().find(name) is None)


def _wrong(context: FeedContext, what: str, mend: str) -> ConfigError:
    return ConfigError(
        MAPPING.at(f"{context.file}: mapping", what, mend=f"{mend}; {MAPPING.mend}".lstrip("; "))
    )
