"""One immutable record and its one byte form: a header, which is the leaf, and its content.

The header is canonical JSON and hashes to the leaf. The content (body, list of attachments, salt)
enters it by its hash only, so that it can be withheld or erased while the tree still verifies; the
salt keeps short contents from being guessed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aselepo.core.canonical import canonical, sha256
from aselepo.core.time import iso, parse_instant
from aselepo.seal import leaf_hash

EDITION = 1
"""Edition of the entry format; entries of edition 1 stay readable for good."""
HEADER = (
    "author",
    "content",
    "delivery",
    "edition",
    "grounds",
    "key",
    "kind",
    "known_at",
    "number",
    "recorded_at",
    "sensitivity",
    "signature",
)
"""Fields of a header."""
_SIGNED = ("author", "content", "edition", "grounds", "kind", "known_at", "sensitivity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file of an entry, named by the SHA-256 of its bytes."""

    name: str
    sha256: str
    bytes: int
    rows: int | None
    """Rows of a columnar chunk; None for other files."""
    known_to: str | None = None
    """Greatest known time among the rows, where they have one."""

    def as_json(self) -> dict[str, Any]:
        return {
            "bytes": self.bytes,
            "known_to": self.known_to,
            "name": self.name,
            "rows": self.rows,
            "sha256": self.sha256,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry as appended; `gone` says why its content is not here, if it is not."""

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
    delivery: str = ""
    """Keyed digest of the delivery it came in; the same for all entries of one."""
    key: str | None = None
    """Id of the key that signed it."""
    signature: str | None = None
    """Ed25519 signature of the author, Base 64, over `signed_bytes`."""
    gone: str | None = None
    """None: content is here; `erased by entry N`; `withheld`."""
    commitment: str = field(default="")
    """Hash of the content; left empty it is computed."""

    @property
    def imported(self) -> bool:
        return self.grounds is not None

    def content(self) -> bytes:
        """Bytes that the commitment covers: canonical JSON of attachments, body and salt."""
        assert self.gone is None, f"the content of entry {self.number} is {self.gone}"
        return content_bytes(self.body, self.attachments, self.salt)

    def header(self) -> bytes:
        """Bytes of the leaf: canonical JSON."""
        return header_bytes(self.fields())

    def fields(self) -> dict[str, Any]:
        """Fields of the header."""
        return {
            "author": self.author,
            "content": self.commitment or sha256(self.content()),
            "delivery": self.delivery,
            "edition": self.edition,
            "grounds": self.grounds,
            "key": self.key,
            "kind": self.kind,
            "known_at": iso(self.known_at) if self.imported else None,
            "number": self.number,
            "recorded_at": iso(self.recorded_at),
            "sensitivity": self.sensitivity,
            "signature": self.signature,
        }

    def leaf(self) -> bytes:
        """Hash of the entry in the tree."""
        return leaf_hash(self.header())


def content_bytes(body: dict[str, Any], attachments: tuple[Attachment, ...], salt: bytes) -> bytes:
    listed = [attachment.as_json() for attachment in attachments]
    return canonical({"attachments": listed, "body": body, "salt": salt.hex()}).encode()


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False
)


def header_bytes(fields: dict[str, Any]) -> bytes:
    """Canonical JSON of a header: it holds texts, whole numbers and nulls only."""
    return _ENCODER.encode(fields).encode()


def signed_bytes(fields: dict[str, Any]) -> bytes:
    """What an author signs: all that they say, before the log gives number and record time."""
    said = {name: fields[name] for name in _SIGNED}
    return b"aselepo entry/1\n" + header_bytes(said)


def parse_header(data: bytes) -> dict[str, Any]:
    """Fields of a header.

    Raises
    ------
    ValueError : not a header in its one byte form
    """
    try:
        fields = json.loads(data.decode())
    except ValueError as bad:
        raise ValueError(f"not JSON: {bad}") from bad
    if not isinstance(fields, dict) or tuple(fields) != HEADER:
        raise ValueError("the fields are not those of a header, in their order")
    if header_bytes(fields) != data:
        raise ValueError("not the canonical form")
    if fields["edition"] != EDITION:
        raise ValueError(f"edition {fields['edition']!r} is not known")
    return fields


def erased_line(by: int) -> bytes:
    """What stands in the place of content that an entry erased."""
    return b'{"erased":%d}' % by


WITHHELD = b'{"withheld":true}'
"""What stands in the place of content that a pack does not hold."""


def parse_content(data: bytes, commitment: str) -> tuple[dict[str, Any] | None, str | None]:
    """Content of an entry, or None and why it is gone.

    Raises
    ------
    ValueError : the bytes are not the ones committed to
    """
    if sha256(data) != commitment:
        if data == WITHHELD:
            return None, "withheld"
        if data.startswith(b'{"erased":') and data[10:-1].isdigit():
            by = int(data[10:-1])
            if erased_line(by) == data:
                return None, f"erased by entry {by}"
        raise ValueError("the content is not the one that the header commits to")
    loaded = json.loads(data.decode())
    assert isinstance(loaded, dict), "content is an object"
    return loaded, None


def read_entry(header: bytes, content: bytes) -> Entry:
    """An entry from its bytes.

    Raises
    ------
    ValueError : not in their one byte form, or the content is not the one committed to
    """
    fields = parse_header(header)
    loaded, gone = parse_content(content, fields["content"])
    recorded = parse_instant(fields["recorded_at"])
    return Entry(
        number=fields["number"],
        recorded_at=recorded,
        known_at=parse_instant(fields["known_at"]) if fields["known_at"] else recorded,
        grounds=fields["grounds"],
        kind=fields["kind"],
        author=fields["author"],
        sensitivity=fields["sensitivity"],
        edition=fields["edition"],
        body=loaded["body"] if loaded else {},
        attachments=tuple(Attachment(**each) for each in loaded["attachments"]) if loaded else (),
        salt=bytes.fromhex(loaded["salt"]) if loaded else b"",
        delivery=fields["delivery"],
        key=fields["key"],
        signature=fields["signature"],
        gone=gone,
        commitment=fields["content"],
    )
