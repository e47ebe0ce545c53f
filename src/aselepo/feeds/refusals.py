"""What was set aside and why; accepted + set aside = read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from aselepo.core import Code, Draft, InputError, Parsed, Problem
from aselepo.feeds.codes import MORE_ROWS, NOTHING_READ

EXPLAINED = 1_000
"""Rows set aside that are explained one by one; the rest are counted."""


@dataclass(slots=True)
class Refusals:
    """The rows set aside so far; the first of them, by line, with their reasons."""

    file: str
    unit: str = "row"
    count: int = 0
    _found: list[tuple[int, Code, str, str | None]] = field(default_factory=list)

    def add(self, line: int, code: Code, what: str, *, why: str | None = None) -> None:
        """Set one row aside; nobody asks twice about the same row."""
        self.count += 1
        self.explain(line, code, what, why=why)

    def explain(self, line: int, code: Code, what: str, *, why: str | None = None) -> None:
        """Say why a row was set aside; it is counted by whoever calls."""
        self._found.append((line, code, what, why))

    def problems(self, rows_read: int) -> tuple[Problem, ...]:
        """What was set aside, by line, with its number in the whole."""
        found = sorted(self._found, key=lambda item: item[0])[:EXPLAINED]
        listed = [
            code.at(
                f"{self.file}:{line}" if self.unit == "row" else f"{self.file}: feature {line}",
                what,
                why=why,
                mend=f"{code.mend}; {self.unit} set aside ({number:,} of {rows_read:,})",
            )
            for number, (line, code, what, why) in enumerate(found, start=1)
        ]
        if more := self.count - len(listed):
            listed.append(MORE_ROWS.at(self.file, f"{more:,} more rows were set aside"))
        return tuple(listed)

    def stop_if_all(self, rows_read: int) -> None:
        """Stop when not one row is left.

        Raises
        ------
        InputError : every row was set aside, or there was none
        """
        if self.count < rows_read:
            return
        what = f"none of {rows_read:,} {self.unit}s could be read" if rows_read else "no rows"
        raise InputError([NOTHING_READ.at(self.file, what), *self.problems(rows_read)[:20]])

    def parsed(
        self, drafts: Sequence[Draft], rows_read: int, notes: Sequence[Problem] = ()
    ) -> Parsed:
        """The outcome: drafts, problems by line and then notes, and a count that adds up."""
        self.stop_if_all(rows_read)
        return Parsed(
            drafts=tuple(drafts),
            problems=(*self.problems(rows_read), *notes),
            rows_read=rows_read,
            rows_accepted=rows_read - self.count,
            rows_set_aside=self.count,
        )
