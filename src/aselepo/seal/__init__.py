"""Tree of a log, its tiles, checkpoints, cosignatures and proofs; an auditor can read it alone.

Comes in: bytes of entries, files of a log. Goes out: roots, signed checkpoints, proofs that an
entry is in and that a log only grew, and whether those of others hold.
"""

from aselepo.seal.checkpoint import Checkpoint, make_checkpoint, parse_checkpoint
from aselepo.seal.cosignature import cosign, cosigned_at, with_cosignature
from aselepo.seal.note import (
    COSIGNER,
    ED25519,
    BadNote,
    Note,
    SignerKey,
    VerifierKey,
    parse_note,
)
from aselepo.seal.proof import Proof, parse_proof
from aselepo.seal.tiles import TileTree
from aselepo.seal.tree import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_hash,
    verify_consistency,
    verify_inclusion,
)

__all__ = [
    "COSIGNER",
    "ED25519",
    "BadNote",
    "Checkpoint",
    "Note",
    "Proof",
    "SignerKey",
    "TileTree",
    "VerifierKey",
    "consistency_proof",
    "cosign",
    "cosigned_at",
    "inclusion_proof",
    "leaf_hash",
    "make_checkpoint",
    "parse_checkpoint",
    "parse_note",
    "parse_proof",
    "root_hash",
    "verify_consistency",
    "verify_inclusion",
    "with_cosignature",
]
