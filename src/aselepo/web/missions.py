"""What the pages need of missions; whoever starts the server hands it in."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from aselepo.agreement import Agreement
from aselepo.core.time import Interval
from aselepo.situation import Situation


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """Which prefix of a mission's log a view reads; cheap to ask for."""

    name: str
    labels: Mapping[str, str]
    size: int
    """Entries in the whole log."""
    n: int
    """Entries in the prefix."""
    root: str
    """Root hash of the prefix, hexadecimal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """From when to when a prefix of the log knows something that can be assessed."""

    first: datetime
    """Known time of the first agreement."""
    last: datetime
    """Greatest known time in the prefix: the moment of knowledge where none is asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """An entry as a line of the log: its header, and what it is about in a word."""

    number: int
    kind: str
    about: str
    author: str
    recorded_at: datetime
    known_at: datetime
    grounds: str | None
    rows: int | None
    """Rows of its tables; None where it has none."""
    leaf: str
    """Hash of the entry in the tree, hexadecimal."""
    known: bool
    """Known by the view's moment of knowledge."""


class Missions(Protocol):
    """The missions that a server shows. All of it reads; nothing appends."""

    def names(self) -> tuple[str, ...]:
        """Names of the missions, in the order in which they are shown."""
        ...

    def head(self, name: str, n: int | None = None) -> Head:
        """The prefix of n entries, or of all.

        Raises
        ------
        ConfigError : the log is shorter than n, or cannot be read
        """
        ...

    def reach(self, name: str, n: int | None = None) -> Reach:
        """The moments of knowledge that the prefix allows.

        Raises
        ------
        ConfigError : no agreement is in the prefix
        """
        ...

    def situation(
        self,
        name: str,
        *,
        n: int | None = None,
        as_of: datetime | None = None,
        day: date | None = None,
        in_force: Interval | None = None,
    ) -> Situation:
        """The situation of a view.

        Raises
        ------
        AselepoError : it cannot be computed, and why
        """
        ...

    def agreements(
        self, name: str, *, n: int | None = None, as_of: datetime | None = None
    ) -> tuple[Agreement, ...]:
        """The agreements known in a view, with their texts."""
        ...

    def observations(
        self,
        name: str,
        ids: Collection[str],
        *,
        n: int | None = None,
        as_of: datetime | None = None,
    ) -> tuple[Mapping[str, Any], ...]:
        """Observations by id, each with the columns of `core.tables.OBSERVATIONS`."""
        ...

    def entries(
        self, name: str, *, n: int | None = None, as_of: datetime | None = None
    ) -> tuple[EntryLine, ...]:
        """All entries of the prefix, those not yet known by then marked so."""
        ...

    def proof(self, name: str, number: int, *, n: int | None = None) -> tuple[str, ...]:
        """Hashes that show an entry to be in the prefix, hexadecimal, from the leaf upwards."""
        ...
