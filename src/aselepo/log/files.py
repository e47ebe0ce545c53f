"""Attachments: content-addressed files beside the index, GeoParquet where they are tables."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from aselepo.core.canonical import sha256
from aselepo.core.problem import SealError
from aselepo.log import durable
from aselepo.log.codes import MISSING_FILE, SEALED_BYTES
from aselepo.log.entry import Attachment

CHUNK_ROWS = 65_536
"""Most rows of one columnar attachment."""
POINT = "point"
"""Column that GIS programs draw: made from lon and lat, left out when the table is read back."""
_WKB_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("lon", "<f8"), ("lat", "<f8")])
_GEO = {
    "version": "1.1.0",
    "primary_column": POINT,
    "columns": {
        POINT: {"encoding": "WKB", "geometry_types": ["Point"]},
        "geometry": {"encoding": "WKB", "geometry_types": []},
    },
}


def parquet(table: pa.Table) -> bytes:
    """A table as zstd Parquet; GeoParquet 1.1 where it has lon and lat."""
    about: dict[str, str] = {}
    if "lon" in table.column_names and "geometry" in table.column_names:
        table = table.append_column(POINT, _points(table["lon"], table["lat"]))
        about = {"geo": json.dumps(_GEO, sort_keys=True)}
    table = table.combine_chunks()  # so that bytes do not depend on the pieces it came in
    sink = io.BytesIO()
    with pq.ParquetWriter(sink, table.schema, compression="zstd", store_schema=False) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(about)
    return sink.getvalue()


def _points(lon: pa.ChunkedArray, lat: pa.ChunkedArray) -> pa.Array:
    """Points in WKB; null where a coordinate is."""
    size = len(lon)
    made = np.zeros(size, dtype=_WKB_POINT)
    made["order"], made["kind"] = 1, 1
    made["lon"] = pc.fill_null(lon, 0.0).to_numpy()
    made["lat"] = pc.fill_null(lat, 0.0).to_numpy()
    width = _WKB_POINT.itemsize
    offsets = np.arange(0, width * size + 1, width, dtype=np.int32)
    buffers = [None, pa.py_buffer(offsets.tobytes()), pa.py_buffer(made.tobytes())]
    whole = pa.Array.from_buffers(pa.binary(), size, buffers)
    known = pc.and_(pc.is_valid(lon), pc.is_valid(lat)).combine_chunks()
    return pc.if_else(known, whole, pa.scalar(None, pa.binary()))


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
