"""Situations by content: the same prefix, moment, day and window are computed once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from aselepo.core.problem import AselepoError, InputError
from aselepo.situation import Situation
from aselepo.web.asked import Asked
from aselepo.web.codes import BEYOND_LOG, NO_SUCH_MISSION, NOTHING_KNOWN
from aselepo.web.missions import Head, Missions, Reach

KEPT = 64
"""Situations that are kept; the least recently asked for goes first."""
Kept = TypeVar("Kept")


class NotThere(AselepoError):
    """The address names a thing that is not there."""

    exit_code = 2


class Cache:
    """Values by key, computed once even when several readers ask at the same time."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._values: OrderedDict[Hashable, Any] = OrderedDict()
        self._guard = threading.Lock()
        self._locks: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """The value of a key; failures are not kept."""
        with self._guard:
            if key in self._values:
                self._values.move_to_end(key)
                return self._values[key]  # type: ignore[no-any-return]
            lock = self._locks.setdefault(key, threading.Lock())
        try:
            with lock:
                with self._guard:
                    if key in self._values:
                        return self._values[key]  # type: ignore[no-any-return]
                value = make()
                with self._guard:
                    self._values[key] = value
                    while len(self._values) > self._size:
                        self._values.popitem(last=False)
                return value
        finally:
            with self._guard:
                self._locks.pop(key, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A view with all that its pages need."""

    asked: Asked
    head: Head
    reach: Reach
    situation: Situation

    @property
    def pinned(self) -> Asked:
        """The same view, named so that later entries change nothing."""
        return replace(self.asked, n=self.head.n, as_of=self.situation.checkpoint.as_of)


class Views:
    """The missions with a cache before them."""

    def __init__(self, missions: Missions) -> None:
        self.missions = missions
        self._cache = Cache()

    def head(self, name: str, n: int | None) -> Head:
        """The prefix asked for.

        Raises
        ------
        NotThere : no such mission
        InputError : the log is shorter than n
        """
        if name not in self.missions.names():
            raise NotThere(
                NO_SUCH_MISSION.at(
                    name[:80],
                    "this server shows no mission of that name",
                    mend=f"choose one of {', '.join(self.missions.names())}",
                )
            )
        whole = self.missions.head(name)
        if n is None or n == whole.n:
            return whole
        if n > whole.size:
            raise InputError(
                BEYOND_LOG.at(f"?n={n}", f"the log of {name} has {whole.size} entries")
            )
        return self.missions.head(name, n)

    def reach(self, head: Head) -> Reach:
        return self._cache.get(
            ("reach", head.name, head.root), lambda: self.missions.reach(head.name, head.n)
        )

    def show(self, name: str, asked: Asked) -> Shown:
        """The view that an address asks for.

        Raises
        ------
        NotThere : no such mission
        InputError : the log is shorter, or nothing was known by then
        AselepoError : the situation cannot be computed
        """
        head = self.head(name, asked.n)
        reach = self.reach(head)
        as_of = reach.last if asked.as_of is None else asked.as_of
        if as_of < reach.first:
            raise InputError(
                NOTHING_KNOWN.at(
                    "?as_of=",
                    f"by {as_of:%Y-%m-%d %H:%M} UTC no agreement of {name} was known",
                    mend=f"choose {reach.first:%Y-%m-%dT%H:%MZ} or later",
                )
            )
        key = (name, head.root, as_of, asked.day, asked.in_force)
        situation = self._cache.get(
            key,
            lambda: self.missions.situation(
                name, n=head.n, as_of=as_of, day=asked.day, in_force=asked.in_force
            ),
        )
        return Shown(asked=asked, head=head, reach=reach, situation=situation)

    def before(self, shown: Shown, since: datetime | None) -> Situation | None:
        """What a reader saw who looked last at `since`; None where nothing was known by then."""
        if since is None or since < shown.reach.first:
            return None
        return self.show(shown.head.name, replace(shown.asked, as_of=since)).situation

    def keep(self, shown: Shown, what: Hashable, make: Callable[[], Kept]) -> Kept:
        """A value made of a view, kept with it."""
        checkpoint = shown.situation.checkpoint
        key = (
            what,
            shown.head.name,
            checkpoint.root,
            checkpoint.as_of,
            shown.asked.day,
            shown.asked.in_force,
        )
        return self._cache.get(key, make)
