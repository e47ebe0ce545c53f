"""Checks of one bundle of entries and of one attachment, each from files alone.

An audit may run them in any order and in any process.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from aselepo.core.canonical import sha256
from aselepo.core.problem import Problem
from aselepo.core.records import KINDS
from aselepo.core.time import parse_instant
from aselepo.log.codes import MALFORMED, MISSING_FILE, SEALED_BYTES
from aselepo.log.entry import parse_content, parse_header
from aselepo.log.erasing import KEPT_KINDS
from aselepo.log.files import path_of
from aselepo.log.sealed import FILES, Sealed, content_path
from aselepo.seal import leaf_hash
from aselepo.seal.tiles import WIDTH, bundle_path, tile_path

_NEEDED = {
    "observation": {"id", "rev", "source"},
    "coverage": {"source", "area", "time_lo", "time_hi", "status"},
}
"""Columns that rows of a kind must have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedFile:
    """What an entry says of an attachment."""

    bytes: int
    rows: int | None
    entry: int
    kind: str


@dataclass(slots=True)
class CheckedBundle:
    """What checking one bundle gave; `files` are attachments by hash."""

    leaves: list[bytes] = field(default_factory=list)
    tile: list[bytes] = field(default_factory=list)
    """The hashes that the tile holds, where they are not those of the entries."""
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, NamedFile] = field(default_factory=dict)
    erased: dict[int, int] = field(default_factory=dict)
    """Entry by the entry that erased it."""
    times: list[str] = field(default_factory=list)
    unsigned: dict[str, list[int]] = field(default_factory=dict)
    """Entries that nobody signed, by author."""
    bearing: list[tuple[dict[str, Any], dict[str, Any] | None]] = field(default_factory=list)
    """Header, and body where it is needed, of entries that bear on others or are signed."""


def check_bundle(job: tuple[Path, int, int]) -> CheckedBundle:
    """Entries of one bundle: bytes, form, numbers, contents."""
    folder, index, width = job
    sealed, found = Sealed(folder), CheckedBundle()
    path, lines_path = bundle_path(index, width), content_path(index)
    first = index * WIDTH + 1
    headers: list[bytes] = []
    try:
        headers = sealed.headers(index, width)
        if len(headers) != width:
            raise ValueError(f"it holds {len(headers)} entries, not {width}")
    except OSError as missing:
        found.problems.append(MISSING_FILE.at(path, str(missing.strerror)))
    except ValueError as bad:
        found.problems.append(SEALED_BYTES.at(path, f"from entry {first} on: {bad}"))
    try:
        lines = sealed.read(lines_path).split(b"\n")
        # After the lines of a bundle that is not full may stand what a write that was cut off
        # left, or what waits for its checkpoint.
        if len(lines) <= width or (width == WIDTH and lines[WIDTH:] != [b""]):
            what = f"from entry {first} on: it does not hold {width} whole lines"
            found.problems.append(SEALED_BYTES.at(lines_path, what))
    except OSError as missing:
        found.problems.append(MISSING_FILE.at(lines_path, str(missing.strerror)))
        lines = []
    if len(headers) != width:
        # Without the bundle the tile still holds the hashes, so that the rest can be checked.
        try:
            data = sealed.read(tile_path(0, index, width))
            found.leaves = [data[32 * at : 32 * at + 32] for at in range(width)]
        except OSError:
            found.leaves = [bytes(32)] * width
        return found
    found.leaves = [leaf_hash(header) for header in headers]
    try:
        tile = sealed.leaves(index, width)
        if tile != found.leaves and len(tile) == width:
            found.tile = tile
    except (OSError, ValueError):
        pass  # named when the tiles are compared
    for number, header in enumerate(headers, first):
        try:
            fields = parse_header(header)
            if fields["number"] != number:
                raise ValueError(f"it says it is entry {fields['number']}")
            if fields["kind"] not in KINDS:
                raise ValueError(f"no such kind of entry: {fields['kind']}")
            parse_instant(fields["recorded_at"])
            if (fields["known_at"] is None) != (fields["grounds"] is None):
                raise ValueError("a claimed known time and its grounds go together")
        except (ValueError, TypeError) as bad:
            found.problems.append(MALFORMED.at(path, f"entry {number}: {bad}"))
            found.times.append("")
            continue
        found.times.append(fields["recorded_at"])
        line = lines[number - first] if number - first < len(lines) else None
        body = None if line is None else _check_content(found, lines_path, number, fields, line)
        if fields["kind"] in KEPT_KINDS:
            found.bearing.append((fields, body))
        elif fields["signature"] is not None or fields["key"] is not None:
            found.bearing.append((fields, None))
        else:
            found.unsigned.setdefault(fields["author"], []).append(number)
    return found


def _check_content(
    found: CheckedBundle, path: str, number: int, fields: dict[str, Any], line: bytes
) -> dict[str, Any] | None:
    """Check an entry's content; return its body."""
    try:
        content, gone = parse_content(line, fields["content"])
        if content is None:
            assert gone is not None
            if gone.startswith("erased"):
                found.erased[number] = int(gone.rsplit(" ", 1)[1])
            return None
        if tuple(content) != ("attachments", "body", "salt"):
            raise ValueError("the fields are not those of a content")
        for each in content["attachments"]:
            file = NamedFile(
                bytes=each["bytes"], rows=each["rows"], entry=number, kind=fields["kind"]
            )
            found.files.setdefault(each["sha256"], file)
        body = content["body"]
        if not isinstance(body, dict):
            raise ValueError("the body is not an object")
    except (ValueError, KeyError, TypeError) as bad:
        found.problems.append(SEALED_BYTES.at(path, f"entry {number}: {bad}"))
        return None
    return body


def check_file(job: tuple[Path, str, NamedFile]) -> tuple[list[Problem], int, int]:
    """One attachment: there, its bytes, its rows and columns.

    Returns
    -------
    problems, bytes, rows
    """
    folder, name, said = job
    where, entry = f"{FILES}/{name[:2]}/{name}", f"entry {said.entry}"
    try:
        data = path_of(folder, name).read_bytes()
    except OSError as missing:
        return [MISSING_FILE.at(where, f"{entry}: {missing.strerror}")], 0, 0
    if sha256(data) != name or len(data) != said.bytes:
        return [SEALED_BYTES.at(where, f"{entry}: it has other bytes")], len(data), 0
    if said.rows is None:
        return [], len(data), 0
    try:
        about = pq.read_metadata(io.BytesIO(data))
    except Exception as bad:  # pyarrow's errors have no common root
        return [MALFORMED.at(where, f"{entry}: {bad}")], len(data), 0
    problems = []
    if about.num_rows != said.rows:
        what = f"{entry}: {about.num_rows} rows, not {said.rows}"
        problems.append(MALFORMED.at(where, what))
    columns = {about.schema.column(at).path.split(".")[0] for at in range(about.num_columns)}
    if lacking := _NEEDED.get(said.kind, set()) - columns:
        what = f"{entry}: no column {', '.join(sorted(lacking))}"
        problems.append(MALFORMED.at(where, what))
    return problems, len(data), about.num_rows
