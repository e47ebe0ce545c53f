"""Files as people send them: marks, line ends, stray quotes, other alphabets; no row is lost."""

from __future__ import annotations

import io

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aselepo.core import InputError
from aselepo.feeds import delimited
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.refusals import EXPLAINED
from aselepo.feeds.rows import Rows
from aselepo.feeds.values import hashed_ids, numbers


def rows_of(raw: bytes | str, *columns: str) -> Rows:
    return read_rows(raw.encode() if isinstance(raw, str) else raw, "f.csv", columns or ("a", "b"))


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_mark_and_line_ends(end: str, mark: bytes) -> None:
    rows = rows_of(mark + end.join(["a,b", "1,כיסופים", "2,Слобожанське’", ""]).encode())
    assert rows.texts("b") == ["כיסופים", "Слобожанське’"]
    assert rows.lines.tolist() == [2, 3]


def test_other_encodings_stop_with_their_name() -> None:
    for raw, says in (("a,b\n1,2".encode("utf-16"), "UTF-16"), (b"a,b\x00\n", "binary")):
        with pytest.raises(InputError) as stop:
            rows_of(raw)
        assert says in stop.value.problems[0].what
        assert stop.value.exit_code == 3


def test_a_line_that_is_not_utf_8_is_set_aside_alone() -> None:
    """Cyrillic of Windows in one line of a file in UTF-8: letters are not guessed."""
    rows = rows_of(b"a,b\n1,ok\n2," + "Харків".encode("cp1251") + b"\n3,ok\n")
    assert rows.texts("a") == ["1", "3"]
    (problem,) = rows.refused.problems(rows.rows_read)
    assert (problem.where, problem.code, rows.rows_read) == (
        "f.csv:2".replace("2", "3"),
        "ASL-FEED-020",
        3,
    )


def test_cells_over_many_lines_keep_the_line_of_each_row() -> None:
    rows = rows_of('a,b\n1,"one\ntwo\nthree"\n2,x\n3,"p\nq"\n4,y\n')
    assert rows.texts("a") == ["1", "2", "3", "4"]
    assert rows.lines.tolist() == [2, 5, 6, 8]
    assert rows.texts("b")[0] == "one\ntwo\nthree"


def test_a_quotation_mark_never_closed_does_not_swallow_the_file() -> None:
    """Read on, it would make one cell of all lines after it, and nobody would miss them."""
    lines = [f"{n},x" for n in range(1, 200)]
    lines[10] = '11,"x'
    rows = rows_of("a,b\n" + "\n".join(lines) + "\n")
    assert rows.rows_read == 199
    assert len(rows) == 198
    (problem,) = rows.refused.problems(rows.rows_read)
    assert (problem.where, problem.code) == ("f.csv:12", "ASL-FEED-028")


def test_marks_inside_a_value_are_letters() -> None:
    """5" mortar: a mark that does not open its cell is part of the text."""
    rows = rows_of('a,b\n1,5" mortar\n2,x\n3,8" gun\n')
    assert rows.texts("b") == ['5" mortar', "x", '8" gun']
    assert rows.lines.tolist() == [2, 3, 4]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.sampled_from('a",\n'), max_size=60), st.booleans())
def test_open_cells_compiled_and_not_are_the_same(text: str, alone: bool) -> None:
    from aselepo.feeds import _kernels

    data = np.frombuffer((text + "\n").encode(), dtype=np.uint8)
    slow = delimited.open_cells(data, ord(","), alone)
    assert _kernels.open_cells(data, ord(","), alone).tolist() == slow.tolist()
    assert len(slow) == text.count("\n") + 1


def test_old_line_ends() -> None:
    rows = rows_of("a,b\r1,x\r2,y,z\r\n3,w\r")
    assert rows.texts("a") == ["1", "3"]
    assert [p.where for p in rows.refused.problems(3)] == ["f.csv:3"]


def test_a_mark_closed_by_a_later_row_does_not_either() -> None:
    """The mark of row 11 would close with the first of row 301: 290 rows in one cell."""
    lines = [f"{n},x" for n in range(1, 400)]
    lines[10], lines[300] = '11,"x', '301,"y"'
    rows = rows_of("a,b\n" + "\n".join(lines) + "\n")
    assert (rows.rows_read, len(rows)) == (399, 398)
    assert [p.where for p in rows.refused.problems(399)] == ["f.csv:12"]


def test_ragged_rows_and_empty_lines() -> None:
    rows = rows_of("a,b\n1,2\n\n3\n4,5,6\n   ,  \n \t \n7,8\n")
    assert rows.texts("a") == ["1", "7"]
    assert rows.lines.tolist() == [2, 8]
    assert rows.rows_read == 4
    assert [p.where for p in rows.refused.problems(4)] == ["f.csv:4", "f.csv:5"]


@pytest.mark.parametrize("raw", ["", "\n", "a\n1\n", "a,a\n1,2\n", '"a,b\n1,2\n'])
def test_a_header_that_is_none_stops(raw: str) -> None:
    with pytest.raises(InputError):
        rows_of(raw)


def test_a_file_damaged_throughout_does_not_fill_the_log() -> None:
    rows = rows_of("a,b\n" + "x,1\n" * 5_000 + "1,1\n")
    numbers(rows, "a")
    found = rows.refused.problems(rows.rows_read)
    assert len(found) == EXPLAINED + 1
    assert (found[-1].code, found[-1].what) == ("ASL-FEED-004", "4,000 more rows were set aside")
    assert rows.refused.count == 5_000
    assert int(rows.good.sum()) == 1


def test_a_row_is_refused_once_for_its_first_fault() -> None:
    rows = rows_of("a,b\nx,y\n1,2\n")
    numbers(rows, "a")
    numbers(rows, "b")
    (problem,) = rows.refused.problems(2)
    assert 'a "x"' in problem.what


CELL = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Zl", "Zp"], exclude_characters='"'),
    max_size=8,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(CELL, CELL), max_size=12), st.binary(max_size=30))
def test_every_line_is_accounted_for(cells: list[tuple[str, str]], noise: bytes) -> None:
    """Whatever stands in the file, accepted + set aside = lines that are not empty."""
    import csv

    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([("a", "b"), *cells])
    noise = bytes(byte for byte in noise if byte >= 0x20 and byte != 0x22)
    raw = out.getvalue().encode() + noise + b"\n"
    rows = rows_of(raw)
    full = sum(any(cell.strip() for cell in pair) for pair in cells)
    text = noise.decode(errors="replace")
    full += any(cell.strip() for cell in text.split(","))
    assert rows.rows_read == full
    assert len(rows) + rows.refused.count == rows.rows_read


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(max_size=80), min_size=1, max_size=30))
def test_compiled_ids_are_those_of_hashlib(names: list[str]) -> None:
    import pyarrow as pa

    from aselepo.core import observation_id
    from aselepo.feeds import values

    many, values.MANY = values.MANY, 0
    try:
        made = hashed_ids(
            "source é", pa.chunked_array([pa.array(names), pa.array(names[1:], pa.string())])
        )
    finally:
        values.MANY = many
    assert made.to_pylist() == [observation_id("source é", n) for n in (*names, *names[1:])]


def test_numbers_as_people_write_them() -> None:
    rows = rows_of(
        "a\n1\n-2.5\n+3\n.5\n6.\n1e3\n48.135980000000004\n1 000\n1,5\nnan\ninf\n0x1\n".replace(
            "1,5", '"1,5"'
        ),
        "a",
    )
    values = numbers(rows, "a")
    assert values[:7].tolist() == [1, -2.5, 3, 0.5, 6, 1000, 48.135980000000004]
    assert np.isnan(values[7:]).all()
    assert rows.refused.count == 5
