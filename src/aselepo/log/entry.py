"""One immutable record: header, body, attachments; and the bytes its leaf hash covers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from aselepo.core.canonical import canonical
from aselepo.core.time import iso
from aselepo.seal import leaf_hash

EDITION = 0
"""Edition of the entry format. Edition 0 may still change; from 1 on entries stay readable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of an entry, named by the SHA-256 of its bytes."""

    name: str
    sha256: str
    bytes: int
    rows: int | None
    """Rows of a columnar chunk; None for other files."""

    def as_json(self) -> dict[str, Any]:
        return {"name": self.name, "sha256": self.sha256, "bytes": self.bytes, "rows": self.rows}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as appended."""

    number: int
    """Place in the log, counted from 1."""
    recorded_at: datetime
    known_at: datetime
    """The record time, or for imported entries what they claim."""
    grounds: str | None
    """On what evidence an imported entry claims its known time; None: live."""
    kind: str
    author: str
    sensitivity: str
    edition: int
    body: dict[str, Any]
    attachments: tuple[Attachment, ...]
    salt: bytes

    @property
    def imported(self) -> bool:
        return self.grounds is not None

    def leaf(self) -> bytes:
        """Hash of the entry in the tree: a salted commitment to the body, then the header.

        The body enters by the hash of salt and body, so it can be withheld or erased later while
        the tree still verifies.
        """
        commitment = leaf_hash(self.salt + canonical(self.body).encode()).hex()
        header = {
            "attachments": [attachment.as_json() for attachment in self.attachments],
            "author": self.author,
            "body": commitment,
            "edition": self.edition,
            "grounds": self.grounds,
            "kind": self.kind,
            "known_at": iso(self.known_at) if self.imported else None,
            "number": self.number,
            "recorded_at": iso(self.recorded_at),
            "sensitivity": self.sensitivity,
        }
        return leaf_hash(canonical(header).encode())
