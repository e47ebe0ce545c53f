"""A witness: remembers the newest checkpoint of each log it knows, and signs only growth.

References
----------
c2sp.org/tlog-witness (add-checkpoint)
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aselepo.seal.checkpoint import Checkpoint, parse_checkpoint
from aselepo.seal.cosignature import cosign
from aselepo.seal.note import BadNote, SignerKey, VerifierKey, b64, unb64
from aselepo.seal.tree import EMPTY_ROOT, verify_consistency

_OLD = re.compile(r"old (0|[1-9][0-9]{0,18})")
_MOST_HASHES = 63


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a log asks a witness: from the size it signed last, this proof leads to this."""

    old: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint

    def __bytes__(self) -> bytes:
        lines = "".join(f"{b64(each)}\n" for each in self.proof)
        return f"old {self.old}\n{lines}\n{self.checkpoint}".encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a witness answers: a status of HTTP and a text."""

    status: int
    text: str
    kind: str = "text/plain; charset=utf-8"


def parse_request(data: bytes) -> Request:
    """Read a request.

    Raises
    ------
    BadNote : not one; says which line
    """
    head, mark, rest = data.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as bad:
        raise BadNote(f"byte {bad.start + 1} is not ASCII") from bad
    found = _OLD.fullmatch(lines[0])
    if not mark or found is None:
        raise BadNote("line 1 is not `old SIZE`, or there is no blank line")
    if len(lines) - 1 > _MOST_HASHES:
        raise BadNote(f"{len(lines) - 1} hashes are too many")
    proof = []
    for number, line in enumerate(lines[1:], 2):
        try:
            proof.append(unb64(line))
        except ValueError as bad:
            raise BadNote(f"line {number}: {bad}") from bad
        if len(proof[-1]) != 32:
            raise BadNote(f"line {number}: a hash has 32 bytes")
    return Request(old=int(found.group(1)), proof=tuple(proof), checkpoint=parse_checkpoint(rest))


class Witness:
    """The memory and the key of a witness, in a folder of its own.

    Parameters
    ----------
    folder : holds the newest checkpoint of each log
    key : signs cosignatures
    logs : keys of the logs that it knows; the name of a key is the origin of its log
    """

    def __init__(self, folder: Path, key: SignerKey, logs: Sequence[VerifierKey]) -> None:
        self._folder = folder
        self._key = key
        self._logs = {log.name: log for log in logs}

    def add(self, data: bytes, *, at_s: int) -> Answer:
        """Answer a request; a cosignature is given only after the checkpoint is remembered.

        Parameters
        ----------
        data : body of the request
        at_s : now, seconds since 1970
        """
        try:
            asked = parse_request(data)
        except BadNote as bad:
            return Answer(status=400, text=f"{bad}\n")
        new = asked.checkpoint
        log = self._logs.get(new.origin)
        if log is None:
            return Answer(status=404, text="this witness does not know the log\n")
        if not new.by(log):
            return Answer(status=403, text="the checkpoint is not signed by the log\n")
        if asked.old > new.size:
            return Answer(status=400, text="the old size is larger than the new one\n")
        with self._alone():
            last = self._last(new.origin)
            size, root = (last.size, last.root) if last else (0, EMPTY_ROOT)
            if asked.old != size:
                return Answer(status=409, text=f"{size}\n", kind="text/x.tlog.size")
            if new.size == size and new.root != root:
                return Answer(status=409, text=f"{size}\n", kind="text/x.tlog.size")
            if not verify_consistency(size, new.size, asked.proof, root, new.root):
                return Answer(status=422, text="the proof does not show that the log grew\n")
            self._remember(new)
            return Answer(status=200, text=str(cosign(new, self._key, at_s=at_s)))

    def last(self, origin: str) -> Checkpoint | None:
        """The newest checkpoint of a log that this witness signed."""
        with self._alone():
            return self._last(origin)

    def _last(self, origin: str) -> Checkpoint | None:
        path = self._path(origin)
        return parse_checkpoint(path.read_bytes()) if path.exists() else None

    def _remember(self, checkpoint: Checkpoint) -> None:
        path = self._path(checkpoint.origin)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            file.write(bytes(checkpoint))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _path(self, origin: str) -> Path:
        return self._folder / f"{hashlib.sha256(origin.encode()).hexdigest()[:32]}.checkpoint"

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One request at a time, over threads and processes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
