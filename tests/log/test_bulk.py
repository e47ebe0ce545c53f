"""Bulk deliveries: any pieces, bounded memory, files that other programs read."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, conform, table
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.drafts import table_digest
from aselepo.log.files import parquet

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def observations(first: int, rows: int) -> pa.Table:
    """Made-up detections, a millisecond apart."""
    numbers = np.arange(first, first + rows)
    random = np.random.default_rng(first)
    micros = 1_740_000_000_000_000 + numbers * 1000
    return conform(
        pa.table(
            {
                "id": pa.array(np.char.add("o-", np.char.zfill(numbers.astype("U"), 18))),
                "rev": pa.array(np.zeros(rows, dtype=np.int32)),
                "source": pa.array(["made-up"] * rows).dictionary_encode().cast(pa.string()),
                "time": pa.array(micros, pa.timestamp("us", tz="UTC")),
                "lon": 30 + 10 * random.random(rows),
                "lat": 45 + 5 * random.random(rows),
                "sigma_major_m": np.full(rows, 375.0),
                "class": pa.array(["fire"] * rows),
            }
        ),
        OBSERVATIONS,
    )


def draft() -> Draft:
    return Draft(kind="observation", body={"feed": "made-up"}, author="feed")


@pytest.mark.parametrize("piece", [1000, 65_536, 70_001])
def test_pieces_do_not_matter(tmp_path: Path, piece: int) -> None:
    rows = 140_000
    whole = Log.create(tmp_path / "whole", origin="test")
    split = Log.create(tmp_path / "split", origin="test")
    given = observations(0, rows)
    whole.append([replace(draft(), table=given)], at=NOW)
    pieces = (given.slice(at, piece) for at in range(0, rows, piece))
    split.append_stream(draft(), pieces, at=NOW)
    one, other = whole.entries(1)[0], split.entries(1)[0]
    assert one.attachments == other.attachments
    assert [attachment.rows for attachment in one.attachments] == [65_536, 65_536, 8_928]
    assert split.append([replace(draft(), table=given)], at=NOW).repeated
    assert whole.view().observations()[0].equals(split.view().observations()[0])
    assert audit(split).counts["rows"] == rows


def test_no_rows_at_all(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    log.append_stream(draft(), iter(()), at=NOW)
    assert log.append_stream(draft(), [OBSERVATIONS.empty_table()], at=NOW).repeated
    assert len(log.view().observations()[0]) == 0
    assert audit(log).verified


def test_memory_is_bounded(tmp_path: Path) -> None:
    """A million rows stream in the memory of a few chunks."""
    log = Log.create(tmp_path, origin="test")
    pieces, size = 5, 200_000

    def stream() -> Iterator[pa.Table]:
        for place in range(pieces):
            yield observations(place * size, size)

    next(stream())
    log.append_stream(draft(), (observations(9 * size, size) for _ in range(1)), at=NOW)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    log.append_stream(draft(), stream(), at=NOW)
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert audit(log).counts["rows"] == (pieces + 1) * size
    assert grown_mb < 200, f"{grown_mb:.0f} MB more for {pieces * size} rows"


ROW = {
    "id": "o-1", "rev": 0, "source": "patrol", "time": NOW, "lon": 30.0, "lat": 48.0, "text": "é",
    "p_class": [("fire", 0.5)], "geometry": b"12", "count_lo": 3,
}  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([{}, {"text": None}, {"p_class": None}, {"count_lo": 4}, {"id": "o-2"},
                         {"p_class": [("fire", 0.25), ("gun", 0.5)]}, {"geometry": None},
                         {"lon": None}, {"text": ""}, {"time": None}]),
        min_size=1, max_size=9,
    ),
    st.integers(0, 4), st.integers(1, 4),
)  # fmt: skip
def test_digests_and_files_tell_contents_not_memory(
    changes: list[dict[str, object]], before: int, piece: int
) -> None:
    rows = [{**ROW, **change} for change in changes]
    plain = table(OBSERVATIONS, rows)
    shifted = table(OBSERVATIONS, [ROW] * before + rows).slice(before)
    cut = pa.concat_tables([shifted.slice(at, piece) for at in range(0, len(rows), piece)])
    assert table_digest(plain) == table_digest(shifted) == table_digest(cut)
    assert parquet(plain) == parquet(shifted) == parquet(cut)
    for place in range(len(rows)):
        other = [dict(row) for row in rows]
        other[place]["unit"] = "x"
        assert table_digest(table(OBSERVATIONS, other)) != table_digest(plain)
    if rows != rows[::-1]:
        assert table_digest(table(OBSERVATIONS, rows[::-1])) != table_digest(plain)
