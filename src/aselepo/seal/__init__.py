"""Tree hash of a log and proofs about it; an auditor can read this room alone.

Comes in: hashes of leaves. Goes out: root, proof that a leaf is in, proof that a log only grew.
"""

from aselepo.seal.tree import inclusion_proof, leaf_hash, root_hash, verify_inclusion

__all__ = ["inclusion_proof", "leaf_hash", "root_hash", "verify_inclusion"]
