"""Checkpoints: size and root of a log as a signed note.

References
----------
c2sp.org/tlog-checkpoint
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aselepo.seal.note import (
    BadNote,
    Note,
    SignerKey,
    VerifierKey,
    b64,
    good_name,
    parse_note,
    unb64,
)

_NUMBER = re.compile(r"0|[1-9][0-9]{0,18}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What a log says it is: name, number of entries, root hash; and who signed that."""

    origin: str
    size: int
    root: bytes
    note: Note

    def __str__(self) -> str:
        return str(self.note)

    def __bytes__(self) -> bytes:
        return str(self.note).encode()

    def by(self, key: VerifierKey) -> bool:
        """Did the log's key sign it?"""
        return self.note.by(key)


def checkpoint_text(origin: str, size: int, root: bytes) -> str:
    """The text that is signed."""
    assert good_name(origin), f"{origin!r} cannot be an origin"
    return f"{origin}\n{size}\n{b64(root)}\n"


def make_checkpoint(origin: str, size: int, root: bytes, key: SignerKey) -> Checkpoint:
    """A checkpoint signed by the log."""
    note = Note(text=checkpoint_text(origin, size, root), signatures=()).signed(key)
    return Checkpoint(origin=origin, size=size, root=root, note=note)


def parse_checkpoint(data: bytes) -> Checkpoint:
    """Read a checkpoint; its signatures are not judged here.

    Extension lines are refused: nobody could audit them.

    Raises
    ------
    BadNote : not a checkpoint; says which line
    """
    note = parse_note(data)
    lines = note.text.split("\n")
    if len(lines) != 4:
        raise BadNote(f"a checkpoint has three lines of text, not {len(lines) - 1}")
    origin, size, root, _ = lines
    if not good_name(origin):
        raise BadNote(f"line 1: {origin!r} is not an origin")
    if not _NUMBER.fullmatch(size):
        raise BadNote(f"line 2: {size!r} is not a size")
    try:
        hashed = unb64(root)
    except ValueError as bad:
        raise BadNote(f"line 3: {bad}") from bad
    if len(hashed) != 32:
        raise BadNote("line 3: a root has 32 bytes")
    return Checkpoint(origin=origin, size=int(size), root=hashed, note=note)
