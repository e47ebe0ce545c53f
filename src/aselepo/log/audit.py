"""The whole evidence of a log checked from its files, entry by entry; what is wrong is named.

Nothing the database says is believed: it is compared with the tree at the end.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aselepo.core.problem import AselepoError, Problem, SealError
from aselepo.core.time import parse_instant
from aselepo.log.checking import CheckedBundle, NamedFile, check_bundle, check_file
from aselepo.log.codes import (
    BAD_CHECKPOINT,
    BAD_COSIGNATURE,
    CLOCK_BACK,
    DOUBTFUL,
    INDEX_DIFFERS,
    KEY_DIFFERS,
    MISSING_FILE,
    NOT_ERASED_SO,
    ROOT_DIFFERS,
    SEALED_BYTES,
    STRANGER,
    TAIL_LOST,
    UNAUTHORISED,
    UNFINISHED,
    UNPUBLISHED,
)
from aselepo.log.contract import Reading
from aselepo.log.durable import PART
from aselepo.log.keys import Registry, verifies
from aselepo.log.sealed import (
    CHECKPOINT,
    CHECKPOINTS,
    FILES,
    PRIVATE,
    PUBLIC_KEY,
    STAMPS,
    WITNESSES,
    content_path,
)
from aselepo.log.store import DATABASE, Log
from aselepo.log.vouching import check_stamps
from aselepo.seal import (
    Checkpoint,
    VerifierKey,
    cosigned_at,
    inclusion_proof,
    leaf_hash,
    verify_inclusion,
)
from aselepo.seal.tiles import (
    WIDTH,
    bundle_path,
    pack_bundle,
    split_tile,
    tile_path,
    tile_root,
    unpack_bundle,
)
from aselepo.seal.tree import Growing

Say = Callable[[int, int], None]
"""Told how many entries of how many are checked."""
_PROCESSES_FROM = 64
"""Bundles from which on several processes share the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """What an audit found: the checkpoint, counts, and what is wrong."""

    checkpoint: Checkpoint | None
    problems: tuple[Problem, ...]
    counts: dict[str, int]

    @property
    def verified(self) -> bool:
        """Nothing is wrong with the evidence; notes and warnings may stand."""
        return not any(problem.severity == "error" for problem in self.problems)

    def as_json(self) -> dict[str, Any]:
        found = self.checkpoint
        return {
            "verified": self.verified,
            "origin": found.origin if found else None,
            "size": found.size if found else None,
            "root": found.root.hex() if found else None,
            "counts": dict(sorted(self.counts.items())),
            "problems": [problem.as_dict() for problem in self.problems],
        }


def audit(
    log: Log,
    *,
    trust: VerifierKey | None = None,
    say: Say | None = None,
    workers: int | None = None,
) -> Audit:
    """Check everything that the newest checkpoint vouches for, then the database against it.

    Parameters
    ----------
    trust : the log's key as known from elsewhere; without it the one in the folder is believed
    say : told progress
    workers : processes; by default as many as the machine has, once the log is large
    """
    return _Run(log, trust, say, workers).all()


class _Run:
    def __init__(
        self, log: Log, trust: VerifierKey | None, say: Say | None, workers: int | None
    ) -> None:
        self.log, self.sealed = log, log.sealed
        self.trust, self.say, self.workers = trust, say, workers
        self.problems: list[Problem] = []
        self.counts = dict.fromkeys(
            ("entries", "attachments", "attachment_bytes", "rows", "checkpoints", "tiles"), 0
        )
        self.named = {CHECKPOINT, PUBLIC_KEY}
        """Paths of files that belong to the log."""
        self.edge: dict[str, bytes] = {}
        """Bytes of the partial tiles and bundle at the end, by the path of the full one."""
        self.roots: dict[int, bytes] = {}
        self.leaves: list[bytes] = []
        self.bearing: list[tuple[dict[str, Any], dict[str, Any] | None]] = []
        self.erased: dict[int, int] = {}
        self.unsigned: dict[str, list[int]] = {}

    def all(self) -> Audit:
        try:
            key = self.sealed.public_key()
            newest = self.sealed.checkpoint()
        except SealError as bad:
            return Audit(checkpoint=None, problems=bad.problems, counts=self.counts)
        if self.trust is not None and key != self.trust:
            self.problems.append(KEY_DIFFERS.at(PUBLIC_KEY, f"{key} is not the key trusted"))
        if newest.origin != key.name or newest.origin != self.log.origin:
            self.problems.append(
                BAD_CHECKPOINT.at(CHECKPOINT, f"it is of {newest.origin}, not {self.log.origin}")
            )
        self.counts["entries"] = newest.size
        earlier = self._earlier(key, newest)
        self._bundles(newest, set(earlier) | {newest.size})
        self._roots(newest, earlier)
        self._authority()
        self._erasures()
        self._vouched([newest, *earlier.values()])
        self._strangers()
        self._database(newest.size)
        return Audit(
            checkpoint=newest,
            problems=tuple(sorted(self.problems, key=lambda each: (each.where, each.what))),
            counts=self.counts,
        )

    def _earlier(self, key: VerifierKey, newest: Checkpoint) -> dict[int, Checkpoint]:
        found: dict[int, Checkpoint] = {}
        folder = self.sealed.folder / CHECKPOINTS
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.name.endswith(PART) or not path.name.isdigit():
                continue
            where = f"{CHECKPOINTS}/{path.name}"
            self.named.add(where)
            try:
                checkpoint = self.sealed.checkpoint(where)
            except SealError as bad:
                self.problems += bad.problems
                continue
            if str(checkpoint.size) != path.name or checkpoint.origin != key.name:
                self.problems.append(BAD_CHECKPOINT.at(where, "it is not the one of its name"))
            elif checkpoint.size > newest.size:
                what = f"it vouches for {checkpoint.size} entries, the newest for {newest.size}"
                self.problems.append(ROOT_DIFFERS.at(where, what))
            else:
                found[checkpoint.size] = checkpoint
        self.counts["checkpoints"] = 1 + len(found)
        return found

    def _bundles(self, newest: Checkpoint, sizes: set[int]) -> None:
        """Check entries, contents, attachments and tiles; note the roots at the sizes asked."""
        size = newest.size
        levels: list[list[bytes]] = [[]]
        done = [0]
        tree = Growing()
        if 0 in sizes:
            self.roots[0] = tree.root()
        seen: dict[str, NamedFile] = {}
        before = ""
        whole = -(-size // WIDTH)
        with _mapping(whole, self.workers) as spread:
            jobs = ((self.sealed.folder, at, min(WIDTH, size - at * WIDTH)) for at in range(whole))
            for index, bundle in enumerate(spread(check_bundle, jobs)):
                self.problems += bundle.problems
                self.named |= {bundle_path(index, len(bundle.leaves)), content_path(index)}
                if len(bundle.leaves) < WIDTH:
                    with suppress(OSError, ValueError):  # what is wrong with it is named already
                        headers = self.sealed.headers(index, len(bundle.leaves))
                        self.edge[bundle_path(index)] = pack_bundle(headers)
                if bundle.tile:
                    self._settle_leaves(index, bundle, newest)
                for leaf in bundle.leaves:
                    tree.add(leaf)
                    if tree.size in sizes:
                        self.roots[tree.size] = tree.root()
                self.leaves += bundle.leaves
                for moment in bundle.times:
                    if moment and moment[:-1] < before[:-1]:
                        self.problems.append(
                            CLOCK_BACK.at(bundle_path(index), f"from {before} to {moment}")
                        )
                    before = moment or before
                for name, file in bundle.files.items():
                    seen.setdefault(name, file)
                self.bearing += bundle.bearing
                self.erased |= bundle.erased
                for author, numbers in bundle.unsigned.items():
                    self.unsigned.setdefault(author, []).extend(numbers)
                self._tiles(levels, done, bundle.leaves)
                if self.say:
                    self.say(min(size, (index + 1) * WIDTH), size)
            for level, row in enumerate(levels):
                if row:
                    self._tile(level, done[level], row)
            folder = self.sealed.folder / FILES
            listed = ((folder, name, file) for name, file in sorted(seen.items()))
            for problems, size_bytes, rows in spread(check_file, listed):
                self.problems += problems
                self.counts["attachment_bytes"] += size_bytes
                self.counts["rows"] += rows
        self.counts["attachments"] = len(seen)
        self.named |= {f"{FILES}/{name[:2]}/{name}" for name in seen}

    def _settle_leaves(self, index: int, bundle: CheckedBundle, newest: Checkpoint) -> None:
        """Bundle and tile disagree: the one that leads to the signed root is right."""
        path, size = bundle_path(index, len(bundle.leaves)), newest.size
        tree = self.sealed.tree(size)
        for at, (mine, other) in enumerate(zip(bundle.leaves, bundle.tile, strict=True)):
            if mine == other:
                continue
            place = index * WIDTH + at
            try:
                proof = inclusion_proof(tree, place, size)
            except (OSError, ValueError):
                return  # a tile is missing or malformed, and named so
            if not verify_inclusion(mine, place, size, proof, newest.root):
                what = f"entry {place + 1} is not the one in the tree"
                self.problems.append(SEALED_BYTES.at(path, what))
            if verify_inclusion(other, place, size, proof, newest.root):
                bundle.leaves[at] = other

    def _tiles(self, levels: list[list[bytes]], done: list[int], hashes: list[bytes]) -> None:
        """Make the tiles anew as the leaves come, and compare each full one with its file."""
        levels[0] += hashes
        level = 0
        while len(levels[level]) >= WIDTH:
            row, levels[level] = levels[level][:WIDTH], levels[level][WIDTH:]
            self._tile(level, done[level], row)
            done[level] += 1
            if level + 1 == len(levels):
                levels.append([])
                done.append(0)
            levels[level + 1].append(tile_root(row))
            level += 1

    def _tile(self, level: int, index: int, row: list[bytes]) -> None:
        path = tile_path(level, index, len(row))
        self.named.add(path)
        self.counts["tiles"] += 1
        wanted = b"".join(row)
        if len(row) < WIDTH:
            self.edge[tile_path(level, index)] = wanted
        try:
            data = self.sealed.read(path)
        except OSError as missing:
            full = self.sealed.folder / tile_path(level, index)
            if full.exists() and full.read_bytes().startswith(wanted):
                return  # the log grew meanwhile, and the partial tile gave way to the full one
            self.problems.append(MISSING_FILE.at(path, str(missing.strerror)))
            return
        if data == wanted:
            return
        for at, leaf in enumerate(row):
            if data[32 * at : 32 * at + 32] != leaf:
                self.problems.append(SEALED_BYTES.at(path, _covers(level, index, at)))
                return
        self.problems.append(SEALED_BYTES.at(path, f"it is {len(data)} bytes long"))

    def _roots(self, newest: Checkpoint, earlier: dict[int, Checkpoint]) -> None:
        known = {size: (f"{CHECKPOINTS}/{size}", each) for size, each in earlier.items()}
        for where, checkpoint in (*known.values(), (CHECKPOINT, newest)):
            if self.roots.get(checkpoint.size) != checkpoint.root:
                what = f"its root is not that of the first {checkpoint.size} entries"
                self.problems.append(ROOT_DIFFERS.at(where, what))

    def _authority(self) -> None:
        """Signatures, keys and roles, in the order of the log."""
        known = Registry()
        signed: list[tuple[int, str, str]] = []
        for fields, body in self.bearing:
            number, kind = fields["number"], fields["kind"]
            wrong = known.wrong(fields, body)
            if wrong is None and kind in ("key", "role") and body is not None:
                known.take(number, kind, body)
            if wrong is None and fields["key"] is not None:
                if not verifies(known.keys[fields["key"]].public, fields):
                    wrong = "the signature is false"
                signed.append((number, fields["key"], fields["recorded_at"]))
            if wrong is not None:
                where = bundle_path_of(number, self.counts["entries"])
                self.problems.append(UNAUTHORISED.at(where, f"entry {number}: {wrong}"))
        self.counts["signatures"] = len(signed)
        for number, name, moment in signed:
            since = known.keys[name].doubtful_from
            if since is not None and parse_instant(moment) >= parse_instant(since):
                what = f"by {known.keys[name].holder}, whose key was lost from {since}"
                self.problems.append(DOUBTFUL.at(f"entry {number}", what))
        for key in known.keys.values():
            last = key.revoked or self.counts["entries"] + 1
            for number in self.unsigned.get(key.holder, ()):
                if key.added < number < last:
                    where = bundle_path_of(number, self.counts["entries"])
                    what = f"entry {number}: {key.holder} has a key, and it is not signed"
                    self.problems.append(UNAUTHORISED.at(where, what))

    def _erasures(self) -> None:
        """What is gone is gone by an entry that says so."""
        said = {
            fields["number"]: body["entry"]
            for fields, body in self.bearing
            if fields["kind"] == "erasure" and body is not None
        }
        for number, by in self.erased.items():
            if said.get(by) != number:
                where = content_path((number - 1) // WIDTH)
                what = f"entry {number} is gone, and entry {by} does not erase it"
                self.problems.append(NOT_ERASED_SO.at(where, what))
        for by, number in said.items():
            if number not in self.erased:
                what = f"erased by entry {by}, and still here"
                self.problems.append(UNFINISHED.at(f"entry {number}", what))
        self.counts["erased"] = len(self.erased)

    def _vouched(self, checkpoints: list[Checkpoint]) -> None:
        """Cosignatures and time stamps."""
        own = self.sealed.public_key()
        try:
            witnesses = self.sealed.witnesses()
        except SealError as bad:
            self.problems += bad.problems
            return
        self.counts["cosignatures"] = self.counts["stamps"] = 0
        for place, checkpoint in enumerate(checkpoints):
            where = f"{CHECKPOINTS}/{checkpoint.size}" if place else CHECKPOINT
            for witness in witnesses:
                try:
                    self.counts["cosignatures"] += cosigned_at(checkpoint, witness) is not None
                except ValueError as bad:
                    self.problems.append(BAD_COSIGNATURE.at(where, str(bad)))
            for line in checkpoint.note.signatures:
                if not any(line.by(key) for key in (own, *witnesses)):
                    what = f"a line by {line.name}, whose key the log does not keep"
                    self.problems.append(BAD_COSIGNATURE.at(where, what))
        try:
            problems, self.counts["stamps"] = check_stamps(self.sealed)
        except AselepoError as bad:
            problems = list(bad.problems)
        self.problems += problems
        for folder in (WITNESSES, STAMPS):
            at = self.sealed.folder / folder
            if at.is_dir():
                self.named |= {f"{folder}/{path.name}" for path in at.iterdir()}

    def _strangers(self) -> None:
        """Files that nothing names; partial tiles and bundles of earlier sizes are compared."""
        for path in _walk(self.sealed.folder):
            if path in self.named or path.split("/")[0] in (PRIVATE,) or path.startswith(DATABASE):
                continue
            if ".p/" in path and path.startswith("tile/") and not path.endswith(PART):
                # A partial one may give way to a full one while the audit runs.
                with suppress(FileNotFoundError):
                    self._partial(path)
            else:
                self.problems.append(STRANGER.at(path, "nothing rests on it"))

    def _partial(self, path: str) -> None:
        """An earlier partial tile or bundle is the beginning of what is there now."""
        stem, _, told = path.rpartition(".p/")
        data = (self.sealed.folder / path).read_bytes()
        try:
            width = int(told)
            kind, _, place = stem.removeprefix("tile/").partition("/")
            level = 0 if kind == "entries" else int(kind)
            index = int("".join(place.split("/")).replace("x", ""))
            count = len(unpack_bundle(data) if kind == "entries" else split_tile(data))
            if count != width:
                raise ValueError(f"it holds {count}, not {width}")
        except ValueError as bad:
            self.problems.append(SEALED_BYTES.at(path, str(bad)))
            return
        if index * WIDTH >= self.counts["entries"] >> 8 * level:
            self.problems.append(STRANGER.at(path, "it waits for a checkpoint still to come"))
            return
        today = self.edge.get(stem)
        if today is None and stem in self.named:
            today = self.sealed.read(stem)
        # a wider one was written for a checkpoint that is still to come
        if today is not None and (today.startswith(data) or data.startswith(today)):
            return
        self.problems.append(
            SEALED_BYTES.at(path, f"{width} wide, it is not the beginning of today's")
        )

    def _database(self, size: int) -> None:
        """The index and the tail say the same as the sealed files."""
        total = size
        try:
            with self.log.store.reading() as store:
                total = store.size()
                if total < size:
                    what = f"{total} entries, {size} are sealed"
                    self.problems.append(TAIL_LOST.at(DATABASE, what))
                    return
                if store.about().get("origin") != self.sealed.public_key().name:
                    self.problems.append(INDEX_DIFFERS.at(DATABASE, "it is of another log"))
                for start in range(0, size, 1 << 16):
                    end = min(size, start + (1 << 16))
                    leaves = store.leaves(start + 1, end)
                    if leaves != self.leaves[start:end]:
                        number = _first_difference(leaves, self.leaves[start:end]) + start + 1
                        what = f"entry {number} has another hash in the index"
                        self.problems.append(INDEX_DIFFERS.at(DATABASE, what))
                        break
                self._tail(store, size, total)
        except AselepoError as bad:
            self.problems += bad.problems
        if total > (size := self.sealed.checkpoint().size):
            self.problems.append(
                UNPUBLISHED.at(DATABASE, f"{total - size} entries are in the tail alone")
            )

    def _tail(self, store: Reading, size: int, total: int) -> None:
        tail = store.tail(1, total)
        # The log may have grown since the checkpoint was read, and let go of what is sealed.
        start = self.sealed.checkpoint().size // WIDTH * WIDTH
        if [row.number for row in tail if row.number > start] != list(range(start + 1, total + 1)):
            self.problems.append(INDEX_DIFFERS.at(DATABASE, "entries of the tail are missing"))
        lines: dict[int, list[bytes]] = {}
        for row in tail:
            at = row.number - 1
            index = at // WIDTH
            if row.number <= size:
                if leaf_hash(row.header) != self.leaves[at]:
                    self.problems.append(
                        INDEX_DIFFERS.at(DATABASE, f"entry {row.number} of the tail differs")
                    )
                if index not in lines:
                    try:
                        lines[index] = self.sealed.contents(index)
                    except OSError:
                        lines[index] = []
                place = at - index * WIDTH
                if lines[index][place : place + 1] != [row.content]:
                    what = f"the content of entry {row.number} of the tail differs"
                    self.problems.append(INDEX_DIFFERS.at(DATABASE, what))


def bundle_path_of(number: int, size: int) -> str:
    """Path of the bundle that holds an entry in a log of some size."""
    index = (number - 1) // WIDTH
    return bundle_path(index, min(WIDTH, size - index * WIDTH))


def _covers(level: int, index: int, at: int) -> str:
    span = WIDTH**level
    first = (index * WIDTH + at) * span + 1
    return f"entry {first}" if span == 1 else f"entries {first} to {first + span - 1}"


def _first_difference(one: list[bytes], other: list[bytes]) -> int:
    for at, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return at
    return min(len(one), len(other))


def _walk(folder: Path) -> Iterator[str]:
    """Paths of all files under a folder, relative to it, sorted."""
    for here, folders, names in os.walk(folder):
        folders.sort()
        base = Path(here).relative_to(folder)
        for name in sorted(names):
            yield (base / name).as_posix()


@contextmanager
def _mapping(bundles: int, workers: int | None) -> Iterator[Callable[..., Iterator[Any]]]:
    """`map`, over processes where there is enough to do."""
    count = workers or (os.cpu_count() or 1)
    if count < 2 or bundles < _PROCESSES_FROM:
        yield map
        return
    pool: Executor
    with ProcessPoolExecutor(count) as pool:

        def spread(call: Callable[[Any], Any], jobs: Iterator[Any]) -> Iterator[Any]:
            return pool.map(call, jobs, chunksize=16)

        yield spread


def audited_at(found: Audit, moment: datetime) -> str:
    """One line for people."""
    checkpoint = found.checkpoint
    if checkpoint is None:
        return f"not verified at {moment:%Y-%m-%d %H:%M} UTC"
    state = "verified" if found.verified else "NOT VERIFIED"
    return f"{state}: {checkpoint.size} entries, root {checkpoint.root.hex()}"
