"""The sealed files of a log: tiles, entry bundles, contents, checkpoints; how they are written.

log/checkpoint             the newest checkpoint
log/checkpoints/SIZE       earlier ones that closed a bundle, or that others vouched for
log/log.vkey               the log's public key
log/tile/LEVEL/N           hashes        (C2SP tlog-tiles)
log/tile/entries/N         headers       (C2SP tlog-tiles)
log/content/N              contents, one line an entry, 256 lines a file
log/attachments/AB/HASH    files
log/private/               keys; never part of what is handed over
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from aselepo.core.canonical import sha256
from aselepo.core.problem import SealError
from aselepo.log import durable
from aselepo.log.codes import (
    BAD_CHECKPOINT,
    BAD_COSIGNATURE,
    MISSING_FILE,
    ROOT_DIFFERS,
    SEALED_BYTES,
)
from aselepo.log.contract import Tail
from aselepo.log.entry import Entry, read_entry
from aselepo.seal import BadNote, Checkpoint, SignerKey, TileTree, VerifierKey, leaf_hash
from aselepo.seal import make_checkpoint as signed
from aselepo.seal.checkpoint import parse_checkpoint
from aselepo.seal.tiles import (
    WIDTH,
    bundle_path,
    grow,
    index_path,
    pack_bundle,
    split_tile,
    tile_path,
    tile_root,
    unpack_bundle,
    widths,
)
from aselepo.seal.tree import Growing

CHECKPOINT = "checkpoint"
CHECKPOINTS = "checkpoints"
PUBLIC_KEY = "log.vkey"
FILES = "attachments"
PRIVATE = "private"
STAMPS = "stamps"
WITNESSES = "witnesses"


def content_path(index: int) -> str:
    """Path of the contents of a bundle's entries."""
    return f"content/{index_path(index)}"


class Sealed:
    """The files under a log's folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # Read last and checked; bytes that are still the same are not checked again.
        self._key: tuple[bytes, VerifierKey] | None = None
        self._checked: tuple[VerifierKey, bytes, Checkpoint] | None = None
        self._peaks: tuple[int, list[bytes]] | None = None
        """Subtrees left of the last bundle: they change once in 256 entries."""

    def read(self, path: str) -> bytes:
        return (self.folder / path).read_bytes()

    def public_key(self) -> VerifierKey:
        """The key that the log's checkpoints are signed with.

        Raises
        ------
        SealError : it is missing or cannot be read
        """
        try:
            data = self.read(PUBLIC_KEY)
            if self._key is None or self._key[0] != data:
                text = data.decode()
                key = VerifierKey.parse(text[:-1])
                if text != f"{key}\n":
                    raise ValueError("it is not one line")
                self._key = (data, key)
        except (OSError, ValueError) as bad:
            raise SealError(BAD_CHECKPOINT.at(PUBLIC_KEY, str(bad))) from bad
        return self._key[1]

    def witnesses(self) -> list[VerifierKey]:
        """Keys of the witnesses that cosigned checkpoints of this log.

        Raises
        ------
        SealError : one cannot be read
        """
        folder = self.folder / WITNESSES
        found = []
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.endswith(durable.PART):
                continue
            try:
                data = path.read_bytes()
                if sha256(data) != path.name:
                    raise ValueError("its bytes are not those of its name")
                found.append(VerifierKey.parse(data.decode().removesuffix("\n")))
            except (OSError, ValueError) as bad:
                where = f"{WITNESSES}/{path.name}"
                raise SealError(BAD_COSIGNATURE.at(where, str(bad))) from bad
        return found

    def checkpoint(self, path: str = CHECKPOINT) -> Checkpoint:
        """A checkpoint, signed by the log's key.

        Raises
        ------
        SealError : it is missing, malformed or not signed by the log
        """
        key = self.public_key()
        try:
            data = self.read(path)
            if self._checked is not None and self._checked[:2] == (key, data):
                return self._checked[2]
            found = parse_checkpoint(data)
        except FileNotFoundError as missing:
            raise SealError(MISSING_FILE.at(path, "there is no such checkpoint")) from missing
        except BadNote as bad:
            raise SealError(BAD_CHECKPOINT.at(path, str(bad))) from bad
        if not found.by(key):
            raise SealError(BAD_CHECKPOINT.at(path, "it is not signed by the log's key"))
        self._checked = (key, data, found)
        return found

    def tree(self, size: int) -> TileTree:
        """Hashes of the tree of the first `size` sealed entries, from tiles."""
        return TileTree(self.read, size)

    def bundle(self, index: int, width: int = WIDTH) -> list[Entry]:
        """The first `width` entries of a bundle, checked against the tile of their hashes.

        Raises
        ------
        SealError : a file is missing, or an entry is not the one in the tree
        """
        path = bundle_path(index, width)
        try:
            headers = self.headers(index, width)
            leaves = self.leaves(index, width)
            contents = self.contents(index, width)
        except FileNotFoundError as missing:
            where = str(missing.filename)
            raise SealError(MISSING_FILE.at(where, "the file is not there")) from missing
        except ValueError as bad:
            raise SealError(SEALED_BYTES.at(path, str(bad))) from bad
        found = []
        first = index * WIDTH + 1
        if not len(headers) == len(leaves) == len(contents) == width:
            where = content_path(index) if len(contents) != width else path
            raise SealError(SEALED_BYTES.at(where, f"it does not hold {width} entries"))
        for number, header, content, leaf in zip(
            range(first, first + width), headers, contents, leaves, strict=True
        ):
            if leaf_hash(header) != leaf:
                raise SealError(SEALED_BYTES.at(path, f"entry {number} has another hash"))
            try:
                found.append(read_entry(header, content))
            except ValueError as bad:
                raise SealError(
                    SEALED_BYTES.at(content_path(index), f"entry {number}: {bad}")
                ) from bad
        return found

    def headers(self, index: int, width: int = WIDTH) -> list[bytes]:
        """The first headers of a bundle; a full one is read where the partial one gave way to it.

        Raises
        ------
        FileNotFoundError : neither is there
        ValueError : the bytes are no bundle
        """
        try:
            return unpack_bundle(self.read(bundle_path(index, width)))
        except FileNotFoundError:
            if width == WIDTH or not (self.folder / bundle_path(index)).exists():
                raise
            return unpack_bundle(self.read(bundle_path(index)))[:width]

    def leaves(self, index: int, width: int = WIDTH) -> list[bytes]:
        """The first hashes of a tile of leaves, likewise."""
        try:
            return split_tile(self.read(tile_path(0, index, width)))
        except FileNotFoundError:
            if width == WIDTH or not (self.folder / tile_path(0, index)).exists():
                raise
            return split_tile(self.read(tile_path(0, index)))[:width]

    def contents(self, index: int, width: int = WIDTH) -> list[bytes]:
        """Content lines of a bundle's first `width` entries."""
        return self.read(content_path(index)).split(b"\n")[:width]

    def publish(
        self,
        last: Checkpoint,
        tail: Sequence[Tail],
        leaves: Sequence[bytes],
        size: int,
        key: SignerKey,
    ) -> Checkpoint:
        """Write what the log grew by and sign its new checkpoint.

        Parameters
        ----------
        last : the newest checkpoint
        tail, leaves : entries and their hashes from the start of its last bundle up to `size`
        size : number of entries
        key : the log's

        Raises
        ------
        OSError : a file cannot be written; the old checkpoint stands
        SealError : the tree does not continue the one that was signed last; nothing is signed
        """
        old, start = last.size, last.size // WIDTH * WIDTH
        assert [row.number for row in tail] == list(range(start + 1, size + 1)), "a gap in the tail"
        full, partial = self._files(tail, leaves, old, size)
        durable.write_many(full)
        for path, data in partial:
            durable.write(path, data, sync=False)
        root = self._grown_root(last, leaves, size)
        made = signed(last.origin, size, root, key)
        durable.write(self.folder / CHECKPOINT, bytes(made))
        if size // WIDTH > old // WIDTH:
            durable.write(self.folder / CHECKPOINTS / str(size), bytes(made))
        self._drop_partial(start // WIDTH, size // WIDTH)
        return made

    def _grown_root(self, last: Checkpoint, leaves: Sequence[bytes], size: int) -> bytes:
        """Root of the tree after it grew, once it is clear that it did only that.

        Raises
        ------
        SealError : the leaves up to the checkpoint do not hash to its root
        """
        old, start = last.size, last.size // WIDTH * WIDTH
        if self._peaks is None or self._peaks[0] != start:
            self._peaks = (start, self.tree(start).peaks(start))
        growing = Growing(*self._peaks)
        for leaf in leaves[: old - start]:
            growing.add(leaf)
        if growing.root() != last.root:
            raise SealError(ROOT_DIFFERS.at(CHECKPOINT, f"the first {old} entries have changed"))
        for leaf in leaves[old - start :]:
            growing.add(leaf)
        assert growing.size == size, "the leaves go up to the new size"
        return growing.root()

    def _files(
        self, tail: Sequence[Tail], leaves: Sequence[bytes], old: int, size: int
    ) -> tuple[list[tuple[Path, bytes]], list[tuple[Path, bytes]]]:
        """What is to be written: full files, which stay for good, and partial ones.

        Partial ones need not wait for the disk: until a bundle is full, the store holds all that
        they are made of (`mend_edge`).
        """
        full: list[tuple[Path, bytes]] = []
        partial: list[tuple[Path, bytes]] = []
        start = old // WIDTH * WIDTH
        for index in range(start // WIDTH, -(-size // WIDTH)):
            part = tail[index * WIDTH - start : (index + 1) * WIDTH - start]
            bundle = pack_bundle([row.header for row in part])
            kind = full if len(part) == WIDTH else partial
            kind.append((self.folder / bundle_path(index, len(part)), bundle))
            path = self.folder / content_path(index)
            if len(part) == WIDTH:
                full.append((path, b"".join(row.content + b"\n" for row in part)))
            else:
                self._extend_contents(path, part, old)
        for name, data in grow(self.read, old, leaves, size):
            (partial if ".p/" in name else full).append((self.folder / name, data))
        return full, partial

    def _extend_contents(self, path: Path, part: Sequence[Tail], old: int) -> None:
        """Append the new contents of a bundle; made anew if the file is not as expected."""
        known = [row.content for row in part if row.number <= old]
        fresh = b"".join(row.content + b"\n" for row in part[len(known) :])
        before = sum(map(len, known)) + len(known)
        try:
            there = path.stat().st_size
        except FileNotFoundError:
            there = 0
        if there >= before:
            durable.extend(path, fresh, at=before, sync=False)
        else:
            durable.write(path, b"".join(line + b"\n" for line in known) + fresh, sync=False)

    def edge_lacks(self, last: Checkpoint, tail: Sequence[Tail]) -> bool:
        """Are partial files of a checkpoint missing or cut short, as a power cut leaves them?

        Parameters
        ----------
        tail : entries from the start of the checkpoint's last bundle up to its size
        """
        index, width = divmod(last.size, WIDTH)
        wanted = {tile_path(*edge): 32 * edge[2] for edge in widths(last.size)}
        if width:
            headers, contents = [row.header for row in tail], [row.content for row in tail]
            wanted[bundle_path(index, width)] = sum(map(len, headers)) + 2 * width
            wanted[content_path(index)] = sum(map(len, contents)) + width
        return any(self._length(path) < length for path, length in wanted.items())

    def _length(self, path: str) -> int:
        try:
            return (self.folder / path).stat().st_size
        except FileNotFoundError:
            return -1

    def mend_edge(
        self, last: Checkpoint, tail: Sequence[Tail], leaves: Sequence[bytes]
    ) -> list[str]:
        """Write the partial files of a checkpoint again, where a power cut took them.

        Only what is missing or cut short is written; what has other bytes is left for the audit.

        Parameters
        ----------
        last : the newest checkpoint
        tail, leaves : entries and their hashes from the start of its last bundle up to its size

        Returns
        -------
        paths written

        Raises
        ------
        SealError : the store's entries do not hash to the signed root; nothing is written
        """
        edge = dict(self._edge_tiles(last.size, leaves))

        def read(path: str) -> bytes:
            return edge[path] if path in edge else self.read(path)

        if TileTree(read, last.size).root() != last.root:
            raise SealError(ROOT_DIFFERS.at(CHECKPOINT, "the store's entries have another root"))
        index, width = divmod(last.size, WIDTH)
        if width:
            edge[bundle_path(index, width)] = pack_bundle([row.header for row in tail])
            edge[content_path(index)] = b"".join(row.content + b"\n" for row in tail)
        lacking = [path for path, wanted in edge.items() if self._length(path) < len(wanted)]
        for path in lacking:
            durable.write(self.folder / path, edge[path])
        return lacking

    def _edge_tiles(self, size: int, leaves: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
        """The partial tiles of a tree, made from full ones and the leaves of the store."""
        for level, index, width in widths(size):
            if level == 0:
                yield tile_path(0, index, width), b"".join(leaves)
            else:
                row = [
                    tile_root(split_tile(self.read(tile_path(level - 1, index * WIDTH + at))))
                    for at in range(width)
                ]
                yield tile_path(level, index, width), b"".join(row)

    def _drop_partial(self, first: int, last: int) -> None:
        """Partial tiles and bundles go once full ones are there and signed for."""
        level = 0
        while first < last:
            for at in range(first, last):
                for path in [tile_path(level, at)] + ([bundle_path(at)] if level == 0 else []):
                    partial = self.folder / f"{path}.p"
                    if partial.is_dir():
                        for width in partial.iterdir():
                            width.unlink()
                        partial.rmdir()
            level, first, last = level + 1, first // WIDTH, last // WIDTH
