"""The feeds by name: built-in ones register as a user's do."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import entry_points

from aselepo.core import ConfigError, Parsed
from aselepo.feeds.card import Card
from aselepo.feeds.codes import NO_FEED
from aselepo.feeds.context import FeedContext

Read = Callable[[bytes, FeedContext], Parsed]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """An adapter: a source's bytes to drafts of entries."""

    name: str
    version: int
    read: Read
    card: Card | None = None
    """What the feed says of its source; a feed from elsewhere may have none."""

    def parse(self, raw: bytes, context: FeedContext) -> Parsed:
        """Read a source's bytes, once the settings are seen to be the feed's own.

        Raises
        ------
        ConfigError : a setting that the feed does not know
        InputError : nothing in the bytes could be read
        """
        if self.card is not None:
            self.card.check(context)
        return self.read(raw, context)

    @property
    def about(self) -> str:
        """First line of what the feed says of itself."""
        return (self.read.__doc__ or "").strip().split("\n")[0]


_FEEDS: dict[str, Feed] = {}


def feed(name: str, *, version: int, card: Card | None = None) -> Callable[[Read], Read]:
    """Register a function as the feed of a name.

    Raises
    ------
    ValueError : another function has the name
    """

    def register(read: Read) -> Read:
        there = _FEEDS.get(name)
        if there is not None and there.read.__module__ != read.__module__:
            raise ValueError(f"feed {name} is taken by {there.read.__module__}")
        _FEEDS[name] = Feed(name=name, version=version, read=read, card=card)
        return read

    return register


def feeds() -> Mapping[str, Feed]:
    """All feeds by name: built in, and those that packages offer as entry points."""
    from aselepo.feeds import adapters

    for module in pkgutil.iter_modules(adapters.__path__):
        importlib.import_module(f"{adapters.__name__}.{module.name}")
    for point in entry_points(group="aselepo.feeds"):
        point.load()
    return dict(sorted(_FEEDS.items()))


def find_feed(name: str) -> Feed:
    """The feed of a name.

    Raises
    ------
    ConfigError : there is none
    """
    known = feeds()
    if name not in known:
        raise ConfigError(NO_FEED.at("", f'no feed named "{name}"; there are: {", ".join(known)}'))
    return known[name]


def run_feed(name: str, raw: bytes, context: FeedContext) -> Parsed:
    """Read a source's bytes with the feed of a name.

    Raises
    ------
    ConfigError : no such feed, or a setting it does not understand
    InputError : nothing in the bytes could be read
    """
    return find_feed(name).parse(raw, context)
