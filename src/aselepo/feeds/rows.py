"""Rows of a file as columns of text, with their lines, and the rows set aside.

Nothing is converted here: a value that cannot be read must be explained in the words of the file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import Code, Draft, Parsed, Problem
from aselepo.feeds.refusals import EXPLAINED, Refusals

Mask = npt.NDArray[np.bool_]


@dataclass(slots=True, kw_only=True)
class Rows:
    """What a file holds: columns of text (stripped), the line on which each row begins, refusals.

    `columns[name]` are the rows that are well formed; `good` marks those not set aside so far.
    A row is refused once, for its first fault.
    """

    file: str
    columns: pa.Table
    lines: npt.NDArray[np.int64]
    refused: Refusals
    rows_read: int
    good: Mask = field(init=False)

    def __post_init__(self) -> None:
        self.good = np.ones(len(self.lines), dtype=bool)

    def __len__(self) -> int:
        return len(self.lines)

    def texts(self, name: str) -> list[str]:
        return [value or "" for value in self.columns[name].to_pylist()]

    def blank(self, name: str) -> Mask:
        empty: Mask = pc.equal(self.columns[name], "").to_numpy(zero_copy_only=False)
        return empty

    def refuse(
        self, bad: Mask, code: Code, name: str, says: str, *, why: str | None = None
    ) -> None:
        """Set the marked rows aside; `says` completes `<column> "<value>" ...`."""
        for index in self._set_aside(bad):
            value = self.columns[name][int(index)].as_py()
            self.refused.explain(int(self.lines[index]), code, f'{name} "{value}" {says}', why=why)

    def refuse_one(self, index: int, code: Code, what: str, *, why: str | None = None) -> None:
        """Set one row aside, in words of its own."""
        bad = np.zeros(len(self), dtype=bool)
        bad[index] = True
        for _ in self._set_aside(bad):
            self.refused.explain(int(self.lines[index]), code, what, why=why)

    def _set_aside(self, bad: Mask) -> npt.NDArray[np.intp]:
        """Set rows aside; of those that were not so before, the ones to explain."""
        new = bad & self.good
        self.good &= ~new
        found = np.flatnonzero(new)
        self.refused.count += len(found)
        return found[:EXPLAINED]

    def must_have_some(self) -> None:
        """Stop when not one row is left.

        Raises
        ------
        InputError : every row was set aside, or there was none
        """
        self.refused.stop_if_all(self.rows_read)

    def parsed(self, drafts: Sequence[Draft], notes: Sequence[Problem] = ()) -> Parsed:
        """The outcome, with a count that adds up."""
        return self.refused.parsed(drafts, self.rows_read, notes)
