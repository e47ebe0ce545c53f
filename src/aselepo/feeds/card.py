"""Source cards: who reports, under which licence, with which errors. One TOML file per feed.

What is true of one source (names, countries, zones of time, codes) stands in its card, so that
the adapter beside it is code only.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib import resources
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import ConfigError, Draft, clock, digest
from aselepo.feeds.codes import SETTINGS
from aselepo.feeds.context import KEYS, FeedContext
from aselepo.feeds.places import Places, gazetteer

STANDING = "a source's licence and error model stand from the start of its archive"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What a feed says of its source.

    `known` is the assumption behind the known times that the feed gives when its settings say
    "reported"; it goes into the entries as their grounds.
    """

    name: str
    version: int
    labels: Mapping[str, str]
    kind: str
    licence: str
    credit: str
    address: str
    known: str = ""
    reads: str = ""
    refuses: tuple[str, ...] = ()
    coverage: str = ""
    declares: bool = False
    """May the settings declare coverage for this source?"""
    error_model: Mapping[str, Any] = field(default_factory=dict)
    class_map: Mapping[str, str] = field(default_factory=dict)
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """Options where the mission's settings give none."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What the mission's settings may choose, and what each choice means."""

    def check(self, context: FeedContext) -> None:
        """See that the settings choose nothing that the feed does not know or cannot use.

        Raises
        ------
        ConfigError : an option that would be passed over in silence, or of another kind
        """
        if (context.p_detect or context.p_detect_in) and not self.declares:
            what = f"p_detect: {self.name} has no coverage: {self.coverage}"
            raise ConfigError(SETTINGS.at(context.file, what))
        for name, value in context.options.items():
            if name in self.defaults and not _alike(value, self.defaults[name]):
                what = f"{name} = {value!r} is not of the kind of {self.defaults[name]!r}"
                raise ConfigError(SETTINGS.at(context.file, what))
        if unknown := sorted(set(context.options) - set(self.options)):
            there = ", ".join(sorted(set(self.options) | KEYS - {"options"}))
            raise ConfigError(
                SETTINGS.at(
                    context.file, f'{self.name} has no setting "{unknown[0]}"; there are: {there}'
                )
            )

    def option(self, context: FeedContext, name: str) -> Any:
        """An option from the mission's settings, else from the card."""
        return context.options.get(name, self.defaults.get(name))

    def clock(self, context: FeedContext) -> ZoneInfo:
        """The zone of the option `clock`.

        Raises
        ------
        ConfigError : there is none of this name
        """
        try:
            return clock(str(self.option(context, "clock")))
        except ValueError as wrong:
            raise ConfigError(SETTINGS.at(context.file, f"clock: {wrong}")) from wrong

    def places(self, context: FeedContext) -> Places:
        """The gazetteer of the mission's settings, else the card's, else an empty one."""
        if context.places is not None:
            return context.places
        name = self.defaults.get("gazetteer")
        return gazetteer(name) if name else Places(())

    def grounds(self, context: FeedContext) -> str | None:
        return self.known if context.reported else None

    def observed(self, context: FeedContext, rows: pa.Table) -> Draft:
        """The entry of a delivery's observations, known from the first of its rows on."""
        known = pc.min(rows["known_at"]).as_py() if context.reported else None
        return Draft(
            kind="observation",
            body={"source": self.name, "file": context.file},
            table=rows,
            known_at=known,
            grounds=self.known if known else None,
            author=context.author,
        )

    def told(
        self,
        context: FeedContext,
        kind: Literal["claim", "statement"],
        content: Mapping[str, Any],
        *,
        known: datetime | None,
        row: int,
    ) -> Draft:
        """The entry of one claim or statement.

        Its id is that of its content, so the same one delivered in another file is the same one.
        """
        place = {"file": context.file, "row": row}
        return Draft(
            kind=kind,
            body={"id": f"{kind[0]}-{digest(content)[:20]}", **content, **place},
            known_at=known if context.reported else None,
            grounds=self.grounds(context),
            author=context.author,
        )

    def draft(self, context: FeedContext) -> Draft:
        """The entry of the source, known from when the delivery's standing things are.

        Its options are those in force, chosen or not: no assumption stays outside the log.
        """
        standing = context.standing
        return Draft(
            kind="source",
            body={
                "name": self.name,
                "labels": dict(self.labels),
                "kind": self.kind,
                "feed_version": self.version,
                "licence": context.licence or self.licence,
                "credit": context.credit or self.credit,
                "address": self.address,
                "known_time": self.grounds(context) or "",
                "error_model": dict(self.error_model),
                "class_map": dict(self.class_map),
                "options": {**self.defaults, **context.options},
            },
            known_at=standing,
            grounds=STANDING if standing else None,
            author=context.author,
        )


def _alike(value: Any, default: Any) -> bool:
    """Is a value of the kind of another? Tables by the kind of what they hold."""
    if isinstance(default, bool) or isinstance(value, bool):
        return isinstance(default, bool) and isinstance(value, bool)
    if isinstance(default, int | float):
        return isinstance(value, int | float)
    if isinstance(default, Mapping) and isinstance(value, Mapping):
        kinds = list(default.values())[:1]
        return all(_alike(each, kind) for each in value.values() for kind in kinds)
    if isinstance(default, list) and isinstance(value, list):
        return all(_alike(each, kind) for each in value for kind in default[:1])
    return isinstance(value, type(default))


@lru_cache(maxsize=64)
def card(name: str) -> Card:
    """The card shipped with a built-in feed."""
    text = resources.files("aselepo.feeds").joinpath("cards", f"{name}.toml").read_text("utf-8")
    given = tomllib.loads(text)
    return Card(name=name, refuses=tuple(given.pop("refuses", ())), **given)
