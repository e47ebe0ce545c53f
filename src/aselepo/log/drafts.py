"""From drafts to what is appended: attachments written, content and delivery digested.

A table of any length streams through in chunks: memory holds a few of them.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core.canonical import canonical, digest, sha256
from aselepo.core.problem import Denied, InputError
from aselepo.core.records import Draft
from aselepo.core.tables import COVERAGE, OBSERVATIONS, conform
from aselepo.core.time import iso
from aselepo.log import files
from aselepo.log.codes import TOO_LARGE, UNAUTHORISED, UNKNOWN_COLUMN
from aselepo.log.contract import Row
from aselepo.log.entry import EDITION, Attachment, content_bytes, header_bytes, signed_bytes
from aselepo.log.keys import Registry, Signer, verifies
from aselepo.log.vault import Vault
from aselepo.seal import leaf_hash
from aselepo.seal.note import b64
from aselepo.seal.tiles import LARGEST_ENTRY

PERSONAL = "personal_"
"""Columns whose names begin so go to an encrypted sidecar; no finding depends on them."""
_SIDECAR = "personal-"
LARGEST_CONTENT = 64 << 20
"""Most bytes of a content line; larger things are attachments."""
_THREADS = min(4, os.cpu_count() or 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A draft whose files are written."""

    draft: Draft
    body: dict[str, Any]
    attachments: tuple[Attachment, ...]
    digest: str
    """Of the content as it was delivered, whatever became of it."""
    subject: str | None
    """Subject of the vault under whose key the sidecar is."""


def prepare(
    folder: Path, vault: Vault, draft: Draft, tables: Iterable[pa.Table] | None = None
) -> Prepared:
    """Write a draft's files and digest it.

    Parameters
    ----------
    folder : of attachments
    tables : rows that come instead of ``draft.table``, in pieces of any size

    Raises
    ------
    OSError : a file cannot be written
    InputError : rows have a column that the log does not know
    ValueError : the body is not JSON
    """
    kept: list[Attachment] = []
    chunks: list[str] = []
    text = canonical(draft.body)
    body = json.loads(text)
    subject = None
    if tables is not None or draft.table is not None:
        schema = COVERAGE if draft.kind == "coverage" else OBSERVATIONS
        given = iter([draft.table]) if tables is None else iter(tables)
        with ThreadPoolExecutor(_THREADS) as pool:
            jobs: deque[Future[tuple[Attachment, str]]] = deque()
            for place, chunk in enumerate(rechunked(given, schema)):
                _check_columns(chunk, schema, draft)
                personal = [name for name in chunk.column_names if name.startswith(PERSONAL)]
                if personal:
                    subject = subject or vault.add()
                    kept.append(_sidecar(folder, vault, subject, chunk.select(personal), place))
                    chunks.append(table_digest(chunk.select(personal)))
                jobs.append(pool.submit(_keep_chunk, folder, conform(chunk, schema), place))
                while len(jobs) > _THREADS:
                    _collect(jobs, kept, chunks)
            while jobs:
                _collect(jobs, kept, chunks)
    for name, data in sorted(draft.files.items()):
        kept.append(files.keep(folder, name, data, None))
    return Prepared(
        draft=draft,
        body=body,
        attachments=tuple(kept),
        digest=digest(
            {
                "kind": draft.kind,
                "body": sha256(text.encode()),
                "known_at": iso(draft.known_at) if draft.known_at else None,
                "grounds": draft.grounds,
                "author": draft.author,
                "sensitivity": draft.sensitivity,
                "table": chunks,
                "files": {name: sha256(data) for name, data in draft.files.items()},
            }
        ),
        subject=subject,
    )


def _check_columns(chunk: pa.Table, schema: pa.Schema, draft: Draft) -> None:
    """Nothing that was delivered is left out unsaid.

    Raises
    ------
    InputError : a column is neither of the schema nor personal
    """
    known = set(schema.names)
    unknown = [
        name for name in chunk.column_names if name not in known and not name.startswith(PERSONAL)
    ]
    if unknown:
        where = f"{draft.kind} by {draft.author or 'nobody'}"
        raise InputError(UNKNOWN_COLUMN.at(where, f"column {', '.join(unknown)}"))


def delivery_key(prepared: Sequence[Prepared]) -> str:
    """Digest of a delivery's content; rows keep their order, which is the source's."""
    return digest([each.digest for each in prepared])


def rechunked(tables: Iterator[pa.Table], schema: pa.Schema) -> Iterator[pa.Table]:
    """The same rows in chunks of `CHUNK_ROWS`; one empty chunk where there are no rows."""
    waiting: list[pa.Table] = []
    rows, any_came = 0, False
    for table in tables:
        waiting.append(table)
        rows += len(table)
        while rows >= files.CHUNK_ROWS:
            whole = pa.concat_tables(waiting)
            yield whole.slice(0, files.CHUNK_ROWS)
            any_came = True
            waiting, rows = [whole.slice(files.CHUNK_ROWS)], rows - files.CHUNK_ROWS
    if rows or not any_came:
        yield pa.concat_tables(waiting) if waiting else schema.empty_table()


def table_digest(table: pa.Table) -> str:
    """Digest of what rows and columns say, however they lie in memory."""
    told = hashlib.sha256()
    for name in table.column_names:
        column = table[name].combine_chunks()
        told.update(f"{name} {column.type} {len(column)} {column.null_count}\n".encode())
        _tell(told, column)
    return told.hexdigest()


def _tell(told: hashlib._Hash, column: pa.Array) -> None:
    """Hash an array: which values are there, then the values."""
    size, nulls, kind = len(column), column.null_count, column.type
    if nulls == size:
        return
    if nulls:
        told.update(np.packbits(column.is_valid().to_numpy(zero_copy_only=False)).tobytes())
        column = column.drop_null()
    if pa.types.is_map(kind) or pa.types.is_list(kind):
        offsets = column.offsets.to_numpy()
        told.update(np.diff(offsets).tobytes())
        first, count = int(offsets[0]), int(offsets[-1] - offsets[0])
        inner = (column.keys, column.items) if pa.types.is_map(kind) else (column.values,)
        for each in inner:
            _tell(told, each.slice(first, count))
    elif pa.types.is_string(kind) or pa.types.is_binary(kind):
        ends = np.frombuffer(column.buffers()[1], dtype=np.int32)
        ends = ends[column.offset : column.offset + len(column) + 1]
        told.update(np.diff(ends).tobytes())
        told.update(memoryview(column.buffers()[2] or b"")[ends[0] : ends[-1]])
    elif pa.types.is_boolean(kind):
        told.update(np.packbits(column.to_numpy(zero_copy_only=False)).tobytes())
    else:
        values = column.cast(pa.int64()) if pa.types.is_timestamp(kind) else column
        told.update(np.ascontiguousarray(values.to_numpy()).tobytes())


def _keep_chunk(folder: Path, chunk: pa.Table, place: int) -> tuple[Attachment, str]:
    data = files.parquet(chunk)
    latest = pc.max(chunk["known_at"]).as_py()
    known_to = None if latest is None else iso(latest)
    kept = files.keep(folder, f"rows-{place}.parquet", data, len(chunk), known_to)
    return kept, table_digest(chunk)


def _collect(
    jobs: deque[Future[tuple[Attachment, str]]], kept: list[Attachment], chunks: list[str]
) -> None:
    attachment, told = jobs.popleft().result()
    kept.append(attachment)
    chunks.append(told)


def _sidecar(
    folder: Path, vault: Vault, subject: str, personal: pa.Table, place: int
) -> Attachment:
    data = vault.seal(subject, files.parquet(personal))
    return files.keep(folder, f"{_SIDECAR}{place}.{subject}", data, None)


def sealed_for(name: str) -> str:
    """The subject for which an attachment of this name is sealed; empty: for none."""
    return name.partition(".")[2] if name.startswith(_SIDECAR) else ""


def as_row(
    prepared: Prepared,
    number: int,
    at: datetime,
    delivery: str,
    signer: Signer,
    authority: Registry,
) -> Row:
    """The entry as the store takes it: signed if its author has a key here, and authorised.

    Parameters
    ----------
    authority : keys and roles before the entry; afterwards, after it

    Raises
    ------
    Denied : it lacks the authority it needs
    InputError : it is too large
    """
    draft, body = prepared.draft, prepared.body
    content = content_bytes(body, prepared.attachments, secrets.token_bytes(16))
    moment = iso(at)
    fields = {
        "author": draft.author,
        "content": sha256(content),
        "delivery": delivery,
        "edition": EDITION,
        "grounds": draft.grounds,
        "key": None,
        "kind": draft.kind,
        "known_at": iso(draft.known_at) if draft.known_at else None,
        "number": number,
        "recorded_at": moment,
        "sensitivity": draft.sensitivity,
        "signature": None,
    }
    if made := signer(draft.author, signed_bytes(fields)):
        fields |= {"key": made[0], "signature": b64(made[1])}
    where = f"{draft.kind} by {draft.author or 'nobody'}"
    if wrong := authority.wrong(fields, body):
        raise Denied(UNAUTHORISED.at(where, wrong))
    if draft.kind in ("key", "role"):
        authority.take(number, draft.kind, body)
    if made and not verifies(authority.keys[made[0]].public, fields):
        raise Denied(UNAUTHORISED.at(where, "the signature is false"))
    header = header_bytes(fields)
    if len(content) > LARGEST_CONTENT or len(header) > LARGEST_ENTRY:
        raise InputError(TOO_LARGE.at(where, f"{len(header)} and {len(content)} bytes"))
    return Row(
        number=number,
        kind=draft.kind,
        recorded_at=moment,
        delivery=delivery,
        leaf=leaf_hash(header),
        header=header,
        content=content,
    )
