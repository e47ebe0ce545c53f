"""Cosignatures: a witness says that a log only grew, and when it saw that.

References
----------
c2sp.org/tlog-cosignature (Ed25519, cosignature/v1)
"""

from __future__ import annotations

from aselepo.seal.checkpoint import Checkpoint
from aselepo.seal.note import COSIGNER, Note, Signature, SignerKey, VerifierKey


def _message(at_s: int, text: str) -> bytes:
    return f"cosignature/v1\ntime {at_s}\n{text}".encode()


def cosign(checkpoint: Checkpoint, key: SignerKey, *, at_s: int) -> Signature:
    """The cosignature line of a witness, at a moment in seconds since 1970."""
    assert key.kind == COSIGNER, "a witness signs with a cosigner's key"
    data = at_s.to_bytes(8, "big") + key.sign(_message(at_s, checkpoint.note.text))
    return Signature(name=key.name, id=key.verifier().id, data=data)


def cosigned_at(checkpoint: Checkpoint, key: VerifierKey) -> int | None:
    """When the witness saw the checkpoint, seconds since 1970; None: it did not cosign.

    Raises
    ------
    ValueError : a line says it is by this witness and is not
    """
    assert key.kind == COSIGNER, "a witness signs with a cosigner's key"
    seen: int | None = None
    for line in checkpoint.note.signatures:
        if not line.by(key):
            continue
        at_s = int.from_bytes(line.data[:8], "big")
        message = _message(at_s, checkpoint.note.text)
        if len(line.data) != 72 or not key.verifies(line.data[8:], message):
            raise ValueError(f"the cosignature of {key.name} is false")
        seen = at_s if seen is None else max(seen, at_s)
    return seen


def with_cosignature(checkpoint: Checkpoint, line: Signature) -> Checkpoint:
    """The checkpoint with one cosignature more; an older one of the same key gives way."""
    kept = tuple(
        each for each in checkpoint.note.signatures if (each.name, each.id) != (line.name, line.id)
    )
    note = Note(text=checkpoint.note.text, signatures=(*kept, line))
    return Checkpoint(
        origin=checkpoint.origin, size=checkpoint.size, root=checkpoint.root, note=note
    )
