"""CSV files as rows of text: UTF-8 with or without a mark, any line ends, cells over many lines."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from aselepo.core import InputError
from aselepo.feeds.codes import BAD_BYTES, FIELDS, NO_COLUMN, NOT_TEXT, NOTHING_READ, QUOTE
from aselepo.feeds.refusals import Refusals
from aselepo.feeds.rows import Mask, Rows

LINES_IN_A_CELL = 100
"""A cell over more lines is taken for a quotation mark that was never closed."""
BLOCK_BYTES = 1 << 22
MANY_BYTES = 1 << 18
LF, MARK = 10, 34


def text_of(raw: bytes, file: str, refused: Refusals | None = None) -> bytes:
    """UTF-8 without its mark, lines ended by LF; lines that are not UTF-8 are refused and emptied.

    Raises
    ------
    InputError : another encoding, or nothing to read
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(NOT_TEXT.at(file, "the file is in UTF-16"))
    if b"\x00" in raw[:4096]:
        raise InputError(NOT_TEXT.at(file, "the file is binary, not text"))
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if b"\r" in raw:
        raw = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    try:
        raw.decode()
        return raw
    except UnicodeDecodeError as wrong:
        if refused is None:
            raise InputError(NOT_TEXT.at(file, f"byte {wrong.start} is not UTF-8")) from wrong
    lines = raw.split(b"\n")
    for number, line in enumerate(lines, start=1):
        try:
            line.decode()
        except UnicodeDecodeError as wrong:
            if number == 1:
                raise InputError(NOT_TEXT.at(f"{file}:1", "the header is not UTF-8")) from wrong
            byte = line[wrong.start]
            refused.add(number, BAD_BYTES, f"byte 0x{byte:02x} at column {wrong.start + 1}")
            lines[number - 1] = b""
    return b"\n".join(lines)


def read_rows(
    raw: bytes,
    file: str,
    columns: Iterable[str],
    *,
    optional: Iterable[str] = (),
    delimiter: str = ",",
) -> Rows:
    """Read a CSV file with a header.

    Parameters
    ----------
    columns : must stand in the header
    optional : read where they stand; else empty

    Returns
    -------
    Rows; a row with too few or too many fields is refused, an empty line is no row

    Raises
    ------
    InputError : not text, no header, or a column is missing
    """
    refused = Refusals(file)
    text = text_of(raw, file, refused)
    wanted = list(dict.fromkeys(columns))
    also = [name for name in dict.fromkeys(optional) if name not in wanted]
    header = _header(text, file, wanted, delimiter)
    text, starts = _records(text, refused, delimiter)
    ragged: list[int] = []

    def refuse(row: pv.InvalidRow) -> str:
        ragged.append(row.number)
        if not row.text.strip():
            return "skip"
        said = f"{row.actual_columns} fields where the header has {row.expected_columns}"
        refused.add(int(starts[row.number - 1]), FIELDS, said)
        return "skip"

    try:
        table = pv.read_csv(
            io.BytesIO(text),
            read_options=pv.ReadOptions(
                use_threads=False, column_names=header, skip_rows=1, block_size=BLOCK_BYTES
            ),
            parse_options=pv.ParseOptions(
                delimiter=delimiter,
                invalid_row_handler=refuse,
                ignore_empty_lines=False,
                newlines_in_values=b'"' in text,
            ),
            convert_options=pv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                strings_can_be_null=False,
                include_columns=[*wanted, *(name for name in also if name in header)],
            ),
        )
    except pa.ArrowInvalid as wrong:
        raise InputError(NOTHING_READ.at(file, str(wrong).splitlines()[0])) from wrong
    numbers = np.arange(2, len(table) + len(ragged) + 2, dtype=np.int64)
    lines = starts[np.setdiff1d(numbers, np.asarray(ragged, np.int64), assume_unique=True) - 1]
    for name in also:
        if name not in header:
            table = table.append_column(name, pa.array([""] * len(table), pa.string()))
    table = pa.table({name: pc.utf8_trim_whitespace(table[name]) for name in (*wanted, *also)})
    full = _not_empty(table)
    if not full.all():
        table, lines = table.filter(pa.array(full)), lines[full]
    rows_read = len(table) + refused.count
    return Rows(file=file, columns=table, lines=lines, refused=refused, rows_read=rows_read)


def header_of(raw: bytes, file: str, *, delimiter: str = ",") -> list[str]:
    """Names of the columns of a CSV file.

    Raises
    ------
    InputError : not text, or empty
    """
    return _header(text_of(raw, file, Refusals(file)), file, (), delimiter)


def _header(text: bytes, file: str, wanted: Sequence[str], delimiter: str) -> list[str]:
    first = text.split(b"\n", 1)[0].rstrip(b"\r")
    if not first.strip():
        raise InputError(NOTHING_READ.at(file, "the file is empty"))
    try:
        row = pv.read_csv(
            io.BytesIO(first + b"\n"),
            read_options=pv.ReadOptions(autogenerate_column_names=True, use_threads=False),
            parse_options=pv.ParseOptions(delimiter=delimiter),
            convert_options=pv.ConvertOptions(strings_can_be_null=False),
        )
    except pa.ArrowInvalid as wrong:
        said = str(wrong).splitlines()[0]
        raise InputError(NOTHING_READ.at(f"{file}:1", said)) from wrong
    header = [str(row[name][0].as_py()).strip() for name in row.column_names]
    if missing := [name for name in wanted if name not in header]:
        raise InputError(
            NO_COLUMN.at(f"{file}:1", f'no column "{missing[0]}"; there are: {", ".join(header)}')
        )
    if len(set(header)) < len(header):
        raise InputError(NO_COLUMN.at(f"{file}:1", "two columns have the same name"))
    return header


def _records(text: bytes, refused: Refusals, delimiter: str) -> tuple[bytes, npt.NDArray[np.int64]]:
    """The line on which each record begins; lines with a stray quotation mark are taken out.

    A mark that is never closed would swallow the rest of the file as one cell, and with it rows
    that nobody would miss. Where that would happen every line stands for itself instead.
    """
    data = np.frombuffer(text if text.endswith(b"\n") else text + b"\n", dtype=np.uint8)
    every_line = np.arange(1, np.count_nonzero(data == LF) + 1, dtype=np.int64)
    if b'"' not in text:
        return text, every_line
    scan = open_cells
    if len(data) > MANY_BYTES:  # compiled code takes a moment to load
        from aselepo.feeds._kernels import open_cells as scan
    still_open = scan(data, ord(delimiter), False)
    starts = np.append(1, np.flatnonzero(~still_open)[:-1] + 2)
    if not still_open[-1] and np.diff(starts).max(initial=0) <= LINES_IN_A_CELL:
        return text, starts
    lines = text.split(b"\n")
    for index in np.flatnonzero(scan(data, ord(delimiter), True)):
        refused.add(int(index) + 1, QUOTE, "a quotation mark opens and does not close")
        lines[index] = b""
    return b"\n".join(lines), every_line


def open_cells(data: npt.NDArray[np.uint8], delimiter: int, alone: bool) -> Mask:
    """Is a quoted cell still open at the end of each line?

    A mark opens a cell only where the cell begins, as RFC 4180 has it; elsewhere it is a letter.

    Parameters
    ----------
    data : text that ends with LF
    alone : take each line by itself, as if no cell went on from the line before

    Returns
    -------
    bool, shape (lines,)
    """
    found = np.zeros(len(data), dtype=np.bool_)
    line, begins, quoted = 0, True, False
    size = len(data)
    at = 0
    while at < size:
        byte = data[at]
        if quoted and byte == MARK:
            if at + 1 < size and data[at + 1] == MARK:
                at += 1
            else:
                quoted = False
        elif not quoted and begins and byte == MARK:
            quoted = True
        begins = not quoted and (byte in (delimiter, LF))
        if byte == LF:
            found[line] = quoted
            line += 1
            if alone:
                quoted, begins = False, True
        at += 1
    return found[:line]


def _not_empty(table: pa.Table) -> Mask:
    full = np.zeros(len(table), dtype=bool)
    for column in table.columns:
        full |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    return full
