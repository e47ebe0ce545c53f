"""Laws of the log: any order, any pieces, twice is once, as-of never changes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aselepo.core.problem import ConfigError, SealError
from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.log import Log
from aselepo.log.erasing import erase
from aselepo.seal import inclusion_proof, verify_inclusion

START = datetime(2026, 3, 1, tzinfo=UTC)
NOW = datetime(2026, 4, 1, tzinfo=UTC)


def hour(number: float) -> datetime:
    return START + timedelta(hours=number)


def row(name: str, rev: int = 0, known: float = 1, **more: Any) -> dict[str, Any]:
    return {
        "id": name,
        "rev": rev,
        "source": "patrol",
        "time": hour(0),
        "class": "explosion",
        "known_at": hour(known),
        **more,
    }


def bulk(rows: list[dict[str, Any]], kind: str = "observation") -> Draft:
    return Draft(
        kind=kind,
        body={"feed": "test"},
        table=table(OBSERVATIONS, rows),
        known_at=START,
        grounds="test archive",
    )


def correction(name: str, known: float, **fields: Any) -> Draft:
    return Draft(
        kind="correction",
        body={"observations": {name: fields}, "why": "test"},
        known_at=hour(known),
        grounds="test",
    )


def retraction(name: str, known: float) -> Draft:
    return Draft(
        kind="retraction",
        body={"observations": [name], "why": "test"},
        known_at=hour(known),
        grounds="test",
    )


def seen(log: Log, t: datetime | None = None) -> list[dict[str, Any]]:
    """What a view says, without where its rows stand in the log."""
    rows, _ = log.view(t=t).observations()
    return rows.drop_columns(["entry", "row"]).to_pylist()


def make(folder: str | Path, deliveries: list[list[Draft]]) -> Log:
    log = Log.create(Path(folder), origin="test")
    for drafts in deliveries:
        log.append(drafts, at=NOW)
    return log


rows_of_a_log = st.lists(
    st.builds(
        row,
        st.sampled_from("abcd"),
        st.integers(0, 2),
        st.integers(0, 5),
        count_lo=st.integers(1, 2),
    ),
    min_size=1,
    max_size=12,
)
extra = st.lists(
    st.builds(correction, st.sampled_from("abcd"), st.integers(0, 5), count_hi=st.integers(3, 4))
    | st.builds(retraction, st.sampled_from("abcd"), st.integers(3, 6)),
    max_size=3,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows_of_a_log, extra, st.randoms(use_true_random=False), st.integers(0, 6))
def test_any_order_any_pieces_twice(
    rows: list[dict[str, Any]], more: list[Draft], random: Any, t: int
) -> None:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        whole = make(one, [[bulk(rows), *more]])
        pieces = [[bulk([each])] for each in rows] + [[draft] for draft in more]
        random.shuffle(pieces)
        split = make(other, pieces)
        for drafts in pieces:
            assert split.append(drafts, at=NOW).repeated
        for moment in (None, hour(t)):
            assert seen(whole, moment) == seen(split, moment)


def test_revisions_corrections_retractions_as_of(tmp_path: Path) -> None:
    log = make(
        tmp_path,
        [
            [bulk([row("a", 0, 1, count_lo=1), row("a", 1, 4, count_lo=9), row("b", 0, 2)])],
            [correction("a", 5, count_lo=7)],
            [retraction("b", 3)],
        ],
    )
    counts = [(each["id"], each["rev"], each["count_lo"]) for each in seen(log, hour(1))]
    assert counts == [("a", 0, 1)]
    assert [each["id"] for each in seen(log, hour(2))] == ["a", "b"]
    assert [each["id"] for each in seen(log, hour(3))] == ["a"]
    assert [(each["rev"], each["count_lo"]) for each in seen(log, hour(4))] == [(1, 9)]
    assert [(each["rev"], each["count_lo"]) for each in seen(log, hour(5))] == [(2, 7)]


def test_as_of_with_fixed_n_never_changes(tmp_path: Path) -> None:
    log = make(tmp_path, [[bulk([row("a")])]])
    before = log.view(n=1)
    told = before.observations()[0]
    log.append([bulk([row("a", 5, 0), row("b", 0, 0)])], at=NOW)
    again = log.view(n=1, t=before.t)
    assert again.observations()[0].equals(told)
    assert again.checkpoint == before.checkpoint
    assert len(log.view().observations()[0]) == 2


def test_default_moment_is_the_latest_known_not_the_clock(tmp_path: Path) -> None:
    log = make(tmp_path, [[bulk([row("a", known=30)])]])
    assert log.view().t == hour(30)
    assert log.view().reconstructed


def test_identical_rows_count_once_and_are_told(tmp_path: Path) -> None:
    log = make(tmp_path, [[bulk([row("a"), row("a")])]])
    rows, problems = log.view().observations()
    assert len(rows) == 1
    assert [problem.code for problem in problems] == ["ASL-LOG-006"]


def test_a_correction_of_nothing_is_told(tmp_path: Path) -> None:
    log = make(tmp_path, [[bulk([row("a")])], [correction("zzz", 1, count_lo=2)]])
    assert [problem.code for problem in log.view().observations()[1]] == ["ASL-LOG-007"]


def test_an_altered_file_stops_the_view(tmp_path: Path) -> None:
    log = make(tmp_path, [[bulk([row("a")])]])
    (evidence,) = (path for path in (tmp_path / "attachments").rglob("*") if path.is_file())
    data = bytearray(evidence.read_bytes())
    data[len(data) // 2] ^= 1
    evidence.write_bytes(bytes(data))
    with pytest.raises(SealError, match="ASL-LOG-003"):
        log.view(t=NOW).observations()
    evidence.unlink()
    with pytest.raises(SealError, match="ASL-LOG-004"):
        log.view(t=NOW).observations()


def test_entries_are_leaves_of_the_tree(tmp_path: Path) -> None:
    log = make(tmp_path, [[bulk([row("a")]), correction("a", 2, count_lo=1)], [retraction("a", 3)]])
    leaves = log.leaves(3)
    assert [entry.leaf() for entry in log.entries(3)] == leaves
    root = bytes.fromhex(log.view().checkpoint.root)
    assert verify_inclusion(leaves[1], 1, 3, inclusion_proof(leaves, 1, 3), root)


def test_all_or_nothing(tmp_path: Path) -> None:
    log = make(tmp_path, [[bulk([row("a")])]])
    bad = Draft(kind="act", body={"x": float("nan")})
    with pytest.raises(ValueError, match="no JSON form"):
        log.append([Draft(kind="act", body={"what": "order"}), bad], at=NOW)
    assert log.size == 1


@pytest.mark.parametrize("n", [-1, 2])
def test_no_such_prefix(tmp_path: Path, n: int) -> None:
    with pytest.raises(ConfigError, match="ASL-LOG-005"):
        make(tmp_path, [[bulk([row("a")])]]).view(n=n)


def test_no_log_and_log_already_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="ASL-LOG-001"):
        Log.open(tmp_path)
    Log.create(tmp_path, origin="x")
    with pytest.raises(ConfigError, match="ASL-LOG-002"):
        Log.create(tmp_path, origin="x")
    assert Log.open(tmp_path).origin == "x"


def test_entries_cannot_be_changed_in_the_database(tmp_path: Path) -> None:
    import sqlite3

    make(tmp_path, [[bulk([row("a")])]])
    with sqlite3.connect(tmp_path / "log.sqlite") as database:
        for change in ("UPDATE entry SET kind = 'x'", "DELETE FROM entry"):
            with pytest.raises(sqlite3.IntegrityError, match="append only"):
                database.execute(change)
    database.close()


def test_large_deliveries_are_cut_into_chunks(tmp_path: Path) -> None:
    size = 70_000
    big = table(OBSERVATIONS, [row("a")]).take(pa.array([0] * size))
    names = pa.array([f"o{number:06}" for number in range(size)])
    log = make(
        tmp_path,
        [[Draft(kind="observation", body={}, table=big.set_column(0, "id", names))]],
    )
    (entry,) = log.entries(1)
    assert [attachment.rows for attachment in entry.attachments] == [65_536, 4_464]
    assert len(log.view().observations()[0]) == size


def test_a_view_says_what_is_gone(tmp_path: Path) -> None:
    log = make(tmp_path, [[bulk([row("a")])], [bulk([row("b")])]])
    erase(log, 1, why="test", author="", at=NOW)
    rows, problems = log.view().observations()
    assert rows["id"].to_pylist() == ["b"]
    assert [(each.code, each.where) for each in problems] == [("ASL-LOG-032", "entry 1")]
    assert [entry.number for entry in log.view(n=1).gone] == [1]
