"""Tiles hold the tree: whatever the steps in which it grew, roots and proofs are those of leaves."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aselepo.seal import (
    TileTree,
    consistency_proof,
    inclusion_proof,
    root_hash,
    verify_consistency,
    verify_inclusion,
)
from aselepo.seal.tiles import (
    WIDTH,
    grow,
    index_path,
    pack_bundle,
    split_tile,
    tile_path,
    unpack_bundle,
    widths,
)
from aselepo.seal.tree import Growing

LEAVES = [sha256(str(number).encode()).digest() for number in range(70_000)]


def files_after(steps: list[int]) -> dict[str, bytes]:
    """The tile files of a log that grew through these sizes."""
    files: dict[str, bytes] = {}
    old = 0
    for new in steps:
        files.update(grow(files_read(files), old, LEAVES[old // WIDTH * WIDTH : new], new))
        old = new
    return files


def files_read(files: dict[str, bytes]) -> Any:
    def read(path: str) -> bytes:
        if path not in files:
            raise FileNotFoundError(path)
        return files[path]

    return read


sizes = st.lists(st.integers(1, 1400), min_size=1, max_size=5, unique=True).map(sorted)


@settings(deadline=None, max_examples=40)
@given(sizes, st.data())
def test_roots_and_proofs_do_not_depend_on_the_steps(steps: list[int], data: Any) -> None:
    size = steps[-1]
    tree = TileTree(files_read(files_after(steps)), size)
    old = data.draw(st.integers(0, size))
    index = data.draw(st.integers(0, size - 1))
    root, old_root = root_hash(LEAVES[:size]), root_hash(LEAVES[:old])
    assert tree.root() == root
    assert tree.root(old) == old_root
    assert tree.leaves(old // 2, size) == LEAVES[old // 2 : size]
    growing = Growing(old, tree.peaks(old))
    assert growing.root() == old_root
    for leaf in LEAVES[old:size]:
        growing.add(leaf)
    assert growing.root() == root
    proof = inclusion_proof(tree, index, size)
    assert proof == inclusion_proof(LEAVES[:size], index, size)
    assert verify_inclusion(LEAVES[index], index, size, proof, root)
    proof = consistency_proof(tree, old, size)
    assert verify_consistency(old, size, proof, old_root, root)
    assert not verify_consistency(old, size, (*proof, root), old_root, root)
    if 0 < old < size:
        assert not verify_consistency(old, size, proof, old_root, old_root)
        assert not verify_consistency(old, size, proof, root, root)
        assert not verify_consistency(old, size, proof[:-1], old_root, root)


@settings(deadline=None, max_examples=20)
@given(sizes, st.integers(0, 700))
def test_leaves_that_no_tile_holds_yet(steps: list[int], more: int) -> None:
    stored, size = steps[-1], steps[-1] + more
    edge = LEAVES[stored // WIDTH * WIDTH : size]
    tree = TileTree(files_read(files_after(steps)), size, stored=stored, edge=edge)
    assert tree.root() == root_hash(LEAVES[:size])


def test_three_levels() -> None:
    files = files_after([65_536, 70_000])
    assert TileTree(files_read(files), 70_000).root() == root_hash(LEAVES)
    edge = [(level, index, width) for level, index, width in widths(70_000)]
    assert edge == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert all(tile_path(*each) in files for each in edge)
    assert files["tile/2/000.p/1"] == root_hash(LEAVES[:65_536])


@pytest.mark.parametrize(
    ("index", "path"), [(0, "000"), (999, "999"), (1000, "x001/000"), (1234067, "x001/x234/067")]
)
def test_paths(index: int, path: str) -> None:
    assert index_path(index) == path


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_bundles_print_and_parse(entries: list[bytes]) -> None:
    data = pack_bundle(entries)
    assert unpack_bundle(data) == entries
    if data:
        with pytest.raises(ValueError, match=f"entry {len(entries)} of the bundle is cut off"):
            unpack_bundle(data[:-1])


def test_what_is_no_bundle_and_no_tile() -> None:
    with pytest.raises(ValueError, match="does not fit"):
        pack_bundle([bytes(65_536)])
    for data in (b"", bytes(31), bytes(32 * 257)):
        with pytest.raises(ValueError, match="no tile"):
            split_tile(data)
