"""Tiles and entry bundles of a log as static files, laid out as C2SP tlog-tiles asks.

A tile holds up to 256 hashes of one level: at level 0 of leaves, at level l of full tiles of the
level below. An entry bundle holds up to 256 leaves' bytes, each after its length (16 bits).

References
----------
c2sp.org/tlog-tiles
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from aselepo.seal.tree import EMPTY_ROOT, node_hash, split

WIDTH = 256
"""Hashes of a full tile, entries of a full bundle."""
HASH_BYTES = 32
LARGEST_ENTRY = 65_535
"""Most bytes of one entry in a bundle."""

Reader = Callable[[str], bytes]
"""Gives the bytes of a file by its path; raises FileNotFoundError."""


def index_path(index: int) -> str:
    """Index of a tile as path elements of three digits.

    >>> index_path(1234067), index_path(7)
    ('x001/x234/067', '007')
    """
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    return "/".join(reversed(groups))


def tile_path(level: int, index: int, width: int = WIDTH) -> str:
    """Path of a tile, full or partial.

    >>> tile_path(0, 273, 112)
    'tile/0/273.p/112'
    """
    return f"tile/{level}/{index_path(index)}{_partial(width)}"


def bundle_path(index: int, width: int = WIDTH) -> str:
    """Path of an entry bundle, full or partial.

    >>> bundle_path(0)
    'tile/entries/000'
    """
    return f"tile/entries/{index_path(index)}{_partial(width)}"


def _partial(width: int) -> str:
    assert 1 <= width <= WIDTH, f"no tile is {width} wide"
    return "" if width == WIDTH else f".p/{width}"


def widths(size: int) -> Iterator[tuple[int, int, int]]:
    """Level, index, width of the last tile of each level that a tree of `size` has.

    >>> list(widths(70_000))
    [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    """
    level, count = 0, size
    while count:
        if count % WIDTH:
            yield level, count // WIDTH, count % WIDTH
        level, count = level + 1, count // WIDTH


def pack_bundle(entries: Sequence[bytes]) -> bytes:
    """The bytes of an entry bundle.

    Raises
    ------
    ValueError : an entry is longer than its length can say
    """
    parts: list[bytes] = []
    for entry in entries:
        if len(entry) > LARGEST_ENTRY:
            raise ValueError(f"an entry of {len(entry)} bytes does not fit a bundle")
        parts += (len(entry).to_bytes(2, "big"), entry)
    return b"".join(parts)


def unpack_bundle(data: bytes) -> list[bytes]:
    """The entries of a bundle.

    Raises
    ------
    ValueError : the bytes end within an entry
    """
    entries: list[bytes] = []
    at, end = 0, len(data)
    while at < end:
        start = at + 2
        at = start + int.from_bytes(data[at:start], "big")
        if start > end or at > end:
            raise ValueError(f"entry {len(entries) + 1} of the bundle is cut off")
        entries.append(data[start:at])
    return entries


def split_tile(data: bytes) -> list[bytes]:
    """The hashes of a tile.

    Raises
    ------
    ValueError : not a whole number of hashes, none, or more than 256
    """
    if not data or len(data) % HASH_BYTES or len(data) > WIDTH * HASH_BYTES:
        raise ValueError(f"{len(data)} bytes are no tile")
    return [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]


def tile_root(hashes: Sequence[bytes]) -> bytes:
    """Hash of the complete subtree over 2^k hashes of a tile."""
    row = list(hashes)
    assert len(row).bit_count() == 1, "a complete subtree has 2^k leaves"
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


class TileTree:
    """Hashes of any range of leaves of a tree, read from its tiles.

    Parameters
    ----------
    read : reads tiles
    size : leaves of the tree
    stored : leaves of the tree whose tiles are written; larger or smaller than `size`
    edge : where `size` is larger, leaf hashes from the start of the last written tile on: from
        ``stored // 256 * 256`` to `size`
    """

    def __init__(
        self, read: Reader, size: int, *, stored: int | None = None, edge: Sequence[bytes] = ()
    ) -> None:
        self.size = size
        self._stored = size if stored is None else stored
        self._read = read
        self._edge = edge
        self._row = lru_cache(maxsize=256)(self._hashes)

    def __call__(self, start: int, end: int) -> bytes:
        """Hash of the leaves from `start` to before `end` (MTH of RFC 6962)."""
        assert 0 <= start <= end <= self.size, f"no leaves {start} to {end} of {self.size}"
        count = end - start
        if count == 0:
            return EMPTY_ROOT
        if count & (count - 1) == 0 and start % count == 0:
            return self._subtree(count.bit_length() - 1, start // count)
        middle = start + split(count)
        return node_hash(self(start, middle), self(middle, end))

    def root(self, size: int | None = None) -> bytes:
        """Root of the tree of the first `size` leaves (default: all)."""
        return self(0, self.size if size is None else size)

    def peaks(self, size: int) -> list[bytes]:
        """Roots of the complete subtrees of the first `size` leaves, largest first."""
        found, start = [], 0
        while start < size:
            count = 1 << (size - start).bit_length() - 1
            found.append(self(start, start + count))
            start += count
        return found

    def leaves(self, start: int, end: int) -> list[bytes]:
        """Leaf hashes from `start` to before `end`."""
        found: list[bytes] = []
        for index in range(start // WIDTH, -(-end // WIDTH)):
            first = index * WIDTH
            found += self._row(0, index)[max(start - first, 0) : end - first]
        return found

    def _subtree(self, height: int, index: int) -> bytes:
        level, rest = divmod(height, 8)
        tile, offset = divmod(index << rest, WIDTH)
        return tile_root(self._row(level, tile)[offset : offset + (1 << rest)])

    def _hashes(self, level: int, index: int) -> list[bytes]:
        """The hashes of a tile: from its file, and what no file holds yet from below."""
        first = index * WIDTH
        width = min(WIDTH, (self.size >> 8 * level) - first)
        written = min(WIDTH, (self._stored >> 8 * level) - first)
        row = self._load(level, index, written)[:width] if written > 0 else []
        for at in range(first + len(row), first + width):
            if level:
                row.append(tile_root(self._row(level - 1, at)))
            else:
                row.append(self._edge[at - self._stored // WIDTH * WIDTH])
        return row

    def _load(self, level: int, index: int, width: int) -> list[bytes]:
        try:
            row = split_tile(self._read(tile_path(level, index, width)))
        except FileNotFoundError:
            if width == WIDTH:
                raise
            # the tree has grown since, and a full tile begins with the partial one
            row = split_tile(self._read(tile_path(level, index)))[:width]
        if len(row) != width:
            raise ValueError(f"{tile_path(level, index, width)} holds {len(row)} hashes")
        return row


def grow(
    tree_read: Reader, old: int, leaves: Sequence[bytes], new: int
) -> Iterator[tuple[str, bytes]]:
    """Tiles that change when a tree grows: path and bytes, lowest level first.

    Parameters
    ----------
    tree_read : reads tiles of the tree of `old` leaves
    old, new : sizes before and after
    leaves : leaf hashes from the start of the last tile of `old` on: number
        ``old // 256 * 256`` to `new`
    """
    level, row = 0, list(leaves)
    before, after = old, new
    while after > before:
        first = before // WIDTH
        assert len(row) == after - first * WIDTH, "the row starts where its first tile starts"
        above: list[bytes] = []
        for index in range(first, -(-after // WIDTH)):
            tile = row[(index - first) * WIDTH : (index - first + 1) * WIDTH]
            yield tile_path(level, index, len(tile)), b"".join(tile)
            if len(tile) == WIDTH:
                above.append(tile_root(tile))
        level, before, after = level + 1, before // WIDTH, after // WIDTH
        if after > before and before % WIDTH:
            kept = split_tile(tree_read(tile_path(level, before // WIDTH, before % WIDTH)))
            above = kept + above
        row = above
