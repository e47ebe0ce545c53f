"""Proof of inclusion as a text that stands alone: index, hashes, checkpoint.

References
----------
c2sp.org/tlog-proof
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aselepo.seal.checkpoint import Checkpoint, parse_checkpoint
from aselepo.seal.note import BadNote, b64, unb64
from aselepo.seal.tree import leaf_hash, verify_inclusion

_HEAD = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,18})")
_MOST_HASHES = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """That an entry is in the tree of a checkpoint."""

    index: int
    """Counted from 0; the entry's number is one more."""
    hashes: tuple[bytes, ...]
    checkpoint: Checkpoint
    extra: bytes | None = None
    """What travels along without being vouched for; here the entry's header."""

    def __str__(self) -> str:
        extra = "" if self.extra is None else f"extra {b64(self.extra)}\n"
        lines = "".join(f"{b64(each)}\n" for each in self.hashes)
        return f"{_HEAD}\n{extra}index {self.index}\n{lines}\n{self.checkpoint}"

    def holds(self, entry: bytes) -> bool:
        """Is an entry with these bytes at the index?"""
        root, size = self.checkpoint.root, self.checkpoint.size
        return verify_inclusion(leaf_hash(entry), self.index, size, self.hashes, root)


def parse_proof(data: bytes) -> Proof:
    """Read a proof; whether it holds is asked of `Proof.holds`.

    Raises
    ------
    BadNote : not a proof; says which line
    """
    head, mark, rest = data.partition(b"\n\n")
    if not mark:
        raise BadNote("there is no blank line before the checkpoint")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as bad:
        raise BadNote(f"byte {bad.start + 1} is not ASCII") from bad
    if lines[0] != _HEAD:
        raise BadNote(f"line 1 is not {_HEAD}")
    extra: bytes | None = None
    at = 1
    try:
        if len(lines) > 1 and lines[1].startswith("extra "):
            extra = unb64(lines[1].removeprefix("extra "))
            at = 2
        found = _INDEX.fullmatch(lines[at]) if at < len(lines) else None
        if found is None:
            raise ValueError("there is no index")
        hashes = []
        for line in lines[at + 1 :]:
            at += 1
            hashes.append(unb64(line))
            if len(hashes[-1]) != 32:
                raise ValueError("a hash has 32 bytes")
    except ValueError as bad:
        raise BadNote(f"line {at + 1}: {bad}") from bad
    if len(hashes) > _MOST_HASHES:
        raise BadNote(f"{len(hashes)} hashes are too many")
    return Proof(
        index=int(found.group(1)),
        hashes=tuple(hashes),
        checkpoint=parse_checkpoint(rest),
        extra=extra,
    )
