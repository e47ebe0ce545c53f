"""Attachments: content-addressed files beside the index, columnar where they are tables."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from aselepo.core.canonical import sha256
from aselepo.core.problem import SealError
from aselepo.log import durable
from aselepo.log.codes import MISSING_FILE, SEALED_BYTES
from aselepo.log.entry import Attachment

CHUNK_ROWS = 65_536
"""Most rows of one columnar attachment."""


def table_chunks(table: pa.Table) -> Iterator[tuple[bytes, int]]:
    """A table as zstd Parquet files of at most `CHUNK_ROWS` rows, in its order."""
    for start in range(0, max(1, len(table)), CHUNK_ROWS):
        chunk = table.slice(start, CHUNK_ROWS)
        sink = io.BytesIO()
        pq.write_table(chunk, sink, compression="zstd", store_schema=False)
        yield sink.getvalue(), len(chunk)


def keep(
    folder: Path, name: str, data: bytes, rows: int | None, known_to: str | None = None
) -> Attachment:
    """Write a file under its hash, durably; the same bytes are written once."""
    digest = sha256(data)
    target = path_of(folder, digest)
    if not target.exists():
        durable.write(target, data)
        durable.sync_folder(target.parent)
    return Attachment(name=name, sha256=digest, bytes=len(data), rows=rows, known_to=known_to)


def read(folder: Path, attachment: Attachment) -> bytes:
    """The bytes of an attachment, checked against its hash.

    Raises
    ------
    SealError : the file is missing or its bytes are not the ones that were appended
    """
    path = path_of(folder, attachment.sha256)
    try:
        data = path.read_bytes()
    except FileNotFoundError as missing:
        raise SealError(MISSING_FILE.at(str(path), f"{attachment.name} is gone")) from missing
    if sha256(data) != attachment.sha256:
        raise SealError(SEALED_BYTES.at(str(path), f"{attachment.name} has other bytes"))
    return data


def read_table(folder: Path, attachment: Attachment) -> pa.Table:
    """A columnar attachment as a table."""
    return pq.read_table(io.BytesIO(read(folder, attachment)))


def path_of(folder: Path, digest: str) -> Path:
    """Where the file with this hash lies."""
    return folder / digest[:2] / digest
