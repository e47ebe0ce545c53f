"""Merkle tree of RFC 6962: leaf and node hashes, root, inclusion proofs.

References
----------
RFC 6962, section 2.1; RFC 9162, section 2.1.3 (verification of an inclusion proof).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf: SHA-256 over 0x00 and its bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_hash(leaves: Sequence[bytes]) -> bytes:
    """Root of the tree over leaf hashes; of no leaves, the SHA-256 of nothing.

    Linear time: a stack holds the roots of the complete subtrees, as binary digits of the size.
    """
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        height, node = 0, leaf
        while stack and stack[-1][0] == height:
            node = _node(stack.pop()[1], node)
            height += 1
        stack.append((height, node))
    if not stack:
        return hashlib.sha256(b"").digest()
    root = stack.pop()[1]
    while stack:
        root = _node(stack.pop()[1], root)
    return root


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """Hashes from a leaf up to the root (RFC 6962, section 2.1.1).

    Raises
    ------
    IndexError : there is no such leaf
    """
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return ()
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if index < half:
        return (*inclusion_proof(leaves[:half], index), root_hash(leaves[half:]))
    return (*inclusion_proof(leaves[half:], index - half), root_hash(leaves[:half]))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes
) -> bool:
    """Does the proof lead from the leaf at `index` in a tree of `size` to the root?"""
    if not 0 <= index < size:
        return False
    at, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = _node(sibling, node)
            while at & 1 == 0 and at != 0:
                at, last = at >> 1, last >> 1
        else:
            node = _node(node, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root
