"""What a store does: holds the durable tail of the log and its index; one writer at a time.

The tail is what is not yet in full bundles on disk. A committed insert survives `kill -9`. All
stores pass the same tests; they share this contract, not code.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import NamedTuple, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry as a store takes it."""

    number: int
    kind: str
    recorded_at: str
    delivery: str
    leaf: bytes
    header: bytes
    content: bytes


class Indexed(NamedTuple):
    """What the index knows of an entry for good."""

    number: int
    kind: str
    recorded_at: str
    delivery: str
    leaf: bytes


class Tail(NamedTuple):
    """An entry that is not yet in a full bundle on disk."""

    number: int
    header: bytes
    content: bytes


class Reading(Protocol):
    """One consistent state of a store, while others may write."""

    def size(self) -> int:
        """Number of entries."""

    def about(self) -> dict[str, str]:
        """What the log is: origin, edition."""

    def delivery(self, key: str) -> tuple[int, int] | None:
        """First and last entry of a delivery that is here already."""

    def leaves(self, first: int, last: int) -> list[bytes]:
        """Leaf hashes of entries first to last, both included."""

    def tail(self, first: int, last: int) -> list[Tail]:
        """Of entries first to last those that are still in the tail, by number."""

    def of_kind(self, kinds: tuple[str, ...]) -> list[int]:
        """Numbers of the entries of these kinds, ascending."""

    def index(self, first: int, last: int) -> list[Indexed]:
        """Index rows of entries first to last, by number."""


class Writing(Reading, Protocol):
    """The one writer; what it does is committed when its context ends without an error."""

    def insert(self, rows: Iterable[Row]) -> None:
        """Append entries to tail and index."""

    def insert_index(self, rows: Iterable[Indexed]) -> None:
        """Append entries that are in full bundles on disk already to the index alone."""

    def release(self, last: int) -> None:
        """Let go of the tail up to an entry: it is in full bundles on disk."""

    def replace(self, number: int, content: bytes) -> None:
        """Put other content in the place of an erased one, where it is in the tail."""


class Store(Protocol):
    """A store of one log."""

    def reading(self) -> AbstractContextManager[Reading]:
        """Read one consistent state.

        Raises
        ------
        ConfigError : the database cannot be read
        """

    def writing(self) -> AbstractContextManager[Writing]:
        """Be the one writer; waits for another to finish.

        Raises
        ------
        ConfigError : the database cannot be written; nothing was
        """

    def scrub(self) -> None:
        """Overwrite what was replaced or let go of, wherever the store may keep it."""

    def close(self) -> None:
        """Let go of connections; the store may be used again."""
