"""Merkle tree of RFC 6962: leaf and node hashes, roots, inclusion and consistency proofs.

Proofs are made from a `Ranges`: a function that gives the hash of any range of leaves. Over a
list it hashes the leaves (`of_leaves`); over stored tiles it reads a few of them (`tiles`).

References
----------
RFC 6962, section 2.1; RFC 9162, sections 2.1.3.2 and 2.1.4.2 (verification).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

Ranges = Callable[[int, int], bytes]
"""Hash of the leaves from the first index to before the second (MTH of RFC 6962)."""

EMPTY_ROOT = hashlib.sha256(b"").digest()
"""Root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """Hash of a leaf: SHA-256 over 0x00 and its bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of an inner node: SHA-256 over 0x01 and its two children."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Growing:
    """Root of a tree that grows: holds only the roots of its complete subtrees.

    Adding a leaf costs a constant number of hashes on average, whatever the size.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """Begin with a tree of `size` leaves, of which the roots of its `peaks` are known."""
        heights = [height for height in reversed(range(size.bit_length())) if size >> height & 1]
        self.size = size
        self._peaks = list(zip(heights, peaks, strict=True))

    def add(self, leaf: bytes) -> None:
        height, node = 0, leaf
        while self._peaks and self._peaks[-1][0] == height:
            node = node_hash(self._peaks.pop()[1], node)
            height += 1
        self._peaks.append((height, node))
        self.size += 1

    def root(self) -> bytes:
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_hash(leaves: Iterable[bytes]) -> bytes:
    """Root of the tree over leaf hashes; of no leaves, the SHA-256 of nothing."""
    growing = Growing()
    for leaf in leaves:
        growing.add(leaf)
    return growing.root()


def of_leaves(leaves: Sequence[bytes]) -> Ranges:
    """Ranges over leaf hashes in memory."""
    return lambda start, end: root_hash(leaves[start:end])


def split(size: int) -> int:
    """The largest power of two below `size`: where RFC 6962 cuts a tree in two."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_proof(ranges: Ranges | Sequence[bytes], index: int, size: int) -> tuple[bytes, ...]:
    """Hashes from a leaf up to the root (RFC 6962, section 2.1.1).

    Raises
    ------
    IndexError : there is no such leaf
    """
    if not 0 <= index < size:
        raise IndexError(index)
    hashes = ranges if callable(ranges) else of_leaves(ranges)
    proof: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + split(end - start)
        if index < middle:
            proof.append(hashes(middle, end))
            end = middle
        else:
            proof.append(hashes(start, middle))
            start = middle
    return tuple(reversed(proof))


def consistency_proof(ranges: Ranges | Sequence[bytes], old: int, new: int) -> tuple[bytes, ...]:
    """Hashes that show the first `old` leaves of a tree of `new` (RFC 6962, section 2.1.2).

    Empty where old is 0 or equals new.

    Raises
    ------
    IndexError : the old tree is the larger one
    """
    if not 0 <= old <= new:
        raise IndexError(old)
    if old in (0, new):
        return ()
    hashes = ranges if callable(ranges) else of_leaves(ranges)
    proof: list[bytes] = []
    start, end = 0, new
    whole = True  # the old tree is a whole subtree of the part looked at, and starts at leaf 0
    while old != end:
        middle = start + split(end - start)
        if old <= middle:
            proof.append(hashes(middle, end))
            end = middle
        else:
            proof.append(hashes(start, middle))
            start, whole = middle, False
    if not whole:
        proof.append(hashes(start, end))
    return tuple(reversed(proof))


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
            node = node_hash(sibling, node)
            while at & 1 == 0 and at != 0:
                at, last = at >> 1, last >> 1
        else:
            node = node_hash(node, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and node == root


def verify_consistency(
    old: int, new: int, proof: Sequence[bytes], old_root: bytes, new_root: bytes
) -> bool:
    """Does the proof show that the tree of `new` leaves only grew from the one of `old`?"""
    if not 0 <= old <= new:
        return False
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    if old == new:
        return not proof and old_root == new_root
    path = list(proof)
    if old & (old - 1) == 0:  # a power of two: the old root is itself a node of the new tree
        path.insert(0, old_root)
    if not path:
        return False
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    was = now = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if at & 1 or at == last:
            was, now = node_hash(sibling, was), node_hash(sibling, now)
            while at & 1 == 0 and at != 0:
                at, last = at >> 1, last >> 1
        else:
            now = node_hash(now, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and was == old_root and now == new_root
