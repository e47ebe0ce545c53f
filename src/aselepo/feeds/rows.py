"""Rows of a CSV file as columns of text, with their line numbers, and the rows set aside.

Nothing is converted here: a value that cannot be read must be explained in the words of the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from aselepo.core import Code, Draft, InputError, Parsed, Problem
from aselepo.feeds.codes import BAD_BYTES, FIELDS, MORE_ROWS, NO_COLUMN, NOT_TEXT, NOTHING_READ

EXPLAINED = 1_000
"""Rows set aside that are explained one by one; the rest are counted."""

Mask = npt.NDArray[np.bool_]


@dataclass(slots=True)
class Refusals:
    """The rows set aside so far and why; a row is refused once, for its first fault."""

    file: str
    unit: str = "row"
    structural: int = 0
    """How many of them could not be parsed at all."""
    lines: set[int] = field(default_factory=set)
    _found: list[tuple[int, Code, str, str | None]] = field(default_factory=list)

    def add(self, line: int, code: Code, what: str, *, why: str | None = None) -> None:
        if line in self.lines:
            return
        self.lines.add(line)
        self._found.append((line, code, what, why))

    def problems(self, rows_read: int) -> tuple[Problem, ...]:
        """What was set aside, by line, with its number in the whole."""
        found = sorted(self._found, key=lambda item: item[0])
        listed = [
            code.at(
                f"{self.file}:{line}" if self.unit == "row" else f"{self.file}: feature {line}",
                what,
                why=why,
                mend=f"{code.mend}; {self.unit} set aside ({number:,} of {rows_read:,})",
            )
            for number, (line, code, what, why) in enumerate(found[:EXPLAINED], start=1)
        ]
        if more := len(found) - len(listed):
            listed.append(MORE_ROWS.at(self.file, f"{more:,} more rows were set aside"))
        return tuple(listed)

    def stop_if_all(self, rows_read: int) -> None:
        """Stop when not one row is left.

        Raises
        ------
        InputError : every row was set aside, or there was none
        """
        if len(self.lines) < rows_read:
            return
        what = f"none of {rows_read:,} {self.unit}s could be read" if rows_read else "no rows"
        raise InputError([NOTHING_READ.at(self.file, what), *self.problems(rows_read)[:20]])

    def parsed(self, drafts: Sequence[Draft], readable: int) -> Parsed:
        """The outcome of a file of which `readable` items parsed, before some were refused."""
        rows_read = self.structural + readable
        self.stop_if_all(rows_read)
        return Parsed(
            drafts=tuple(drafts),
            problems=self.problems(rows_read),
            rows_read=rows_read,
            rows_accepted=rows_read - len(self.lines),
            rows_set_aside=len(self.lines),
        )


@dataclass(slots=True, kw_only=True)
class Rows:
    """What a file holds: columns of text (stripped), line numbers, refusals.

    `columns[name]` are the rows that are well formed; `lines` their places in the file.
    """

    file: str
    columns: pa.Table
    lines: npt.NDArray[np.int64]
    refused: Refusals
    rows_read: int

    def __len__(self) -> int:
        return len(self.lines)

    def texts(self, name: str) -> list[str]:
        return [value or "" for value in self.columns[name].to_pylist()]

    def refuse(
        self, bad: Mask, code: Code, name: str, says: str, *, why: str | None = None
    ) -> None:
        """Set the marked rows aside; `says` completes `<column> "<value>" ...`."""
        for index in np.flatnonzero(bad):
            value = self.columns[name][int(index)].as_py()
            self.refused.add(int(self.lines[index]), code, f'{name} "{value}" {says}', why=why)

    def accepted(self) -> Mask:
        """The rows not set aside so far."""
        if not self.refused.lines:
            return np.ones(len(self), dtype=bool)
        return ~np.isin(self.lines, np.fromiter(self.refused.lines, dtype=np.int64))

    def accepted_at(self, index: int) -> bool:
        return int(self.lines[index]) not in self.refused.lines

    def must_have_some(self) -> None:
        """Stop when not one row is left.

        Raises
        ------
        InputError : every row was set aside, or there was none
        """
        self.refused.stop_if_all(self.rows_read)

    def parsed(self, drafts: Sequence[Draft], notes: Sequence[Problem] = ()) -> Parsed:
        """The outcome: drafts, problems by line and then notes, and a count that adds up."""
        set_aside = len(self.refused.lines)
        return Parsed(
            drafts=tuple(drafts),
            problems=(*self.refused.problems(self.rows_read), *notes),
            rows_read=self.rows_read,
            rows_accepted=self.rows_read - set_aside,
            rows_set_aside=set_aside,
        )


def text_of(raw: bytes, file: str, refused: Refusals | None = None) -> str:
    """Decode UTF-8, with or without a mark; lines that cannot be read are refused and emptied.

    Raises
    ------
    InputError : another encoding, or nothing to read
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError(NOT_TEXT.at(file, "the file is in UTF-16"))
    if b"\x00" in raw[:4096]:
        raise InputError(NOT_TEXT.at(file, "the file is binary, not text"))
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode()
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
    return b"\n".join(lines).decode()


def read_rows(
    raw: bytes, file: str, columns: Iterable[str], *, optional: Iterable[str] = ()
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
    wanted, also = list(columns), list(optional)
    header = _header(text, file, wanted)
    ragged: list[int] = []

    def keep_number(row: pv.InvalidRow) -> str:
        ragged.append(row.number)
        refused.add(
            row.number,
            FIELDS,
            f"{row.actual_columns} fields where the header has {row.expected_columns}",
        )
        return "skip"

    try:
        table = pv.read_csv(
            io.BytesIO(text.encode()),
            read_options=pv.ReadOptions(
                use_threads=False, column_names=header, skip_rows=1, block_size=1 << 22
            ),
            parse_options=pv.ParseOptions(
                invalid_row_handler=keep_number,
                ignore_empty_lines=False,
                newlines_in_values='"' in text,
            ),
            convert_options=pv.ConvertOptions(
                column_types=dict.fromkeys(header, pa.string()),
                strings_can_be_null=False,
                include_columns=[*wanted, *(name for name in also if name in header)],
            ),
        )
    except pa.ArrowInvalid as wrong:
        raise InputError(NOTHING_READ.at(file, str(wrong).splitlines()[0])) from wrong
    lines = _line_numbers(len(table), ragged)
    for name in also:
        if name not in header:
            table = table.append_column(name, pa.array([""] * len(table), pa.string()))
    table = pa.table({name: pc.utf8_trim_whitespace(table[name]) for name in (*wanted, *also)})
    full = _not_empty(table)
    if not full.all():
        table, lines = table.filter(pa.array(full)), lines[full]
    rows_read = len(table) + len(refused.lines)
    return Rows(file=file, columns=table, lines=lines, refused=refused, rows_read=rows_read)


def header_of(raw: bytes, file: str) -> list[str]:
    """Names of the columns of a CSV file.

    Raises
    ------
    InputError : not text, or empty
    """
    return _header(text_of(raw, file, Refusals(file)), file, ())


def _header(text: str, file: str, wanted: Sequence[str]) -> list[str]:
    first = text.split("\n", 1)[0].rstrip("\r")
    if not first.strip():
        raise InputError(NOTHING_READ.at(file, "the file is empty"))
    row = pv.read_csv(io.BytesIO((first + "\n").encode()), read_options=_no_header())
    header = [str(row[name][0].as_py()).strip() for name in row.column_names]
    if missing := [name for name in wanted if name not in header]:
        raise InputError(
            NO_COLUMN.at(f"{file}:1", f'no column "{missing[0]}"; there are: {", ".join(header)}')
        )
    if len(set(header)) < len(header):
        raise InputError(NO_COLUMN.at(f"{file}:1", "two columns have the same name"))
    return header


def _no_header() -> pv.ReadOptions:
    return pv.ReadOptions(autogenerate_column_names=True, use_threads=False)


def _line_numbers(rows: int, ragged: Sequence[int]) -> npt.NDArray[np.int64]:
    """Lines of the rows that were parsed, counted from 1 with the header; others are left out."""
    numbers = np.arange(2, rows + len(ragged) + 2, dtype=np.int64)
    return np.setdiff1d(numbers, np.asarray(ragged, dtype=np.int64), assume_unique=True)


def _not_empty(table: pa.Table) -> Mask:
    full = np.zeros(len(table), dtype=bool)
    for column in table.columns:
        full |= pc.not_equal(column, "").to_numpy(zero_copy_only=False)
    return full
