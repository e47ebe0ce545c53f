"""Formulas of metric first-order temporal logic as text, in the format of MonPoly."""

from __future__ import annotations

from collections.abc import Sequence


def says(name: str, *arguments: str) -> str:
    """A predicate over variables and constants."""
    return f"{name}({','.join(arguments)})"


def quoted(name: str) -> str:
    """A constant."""
    return f'"{name}"'


def all_of(parts: Sequence[str]) -> str:
    """A conjunction, left to right; what only filters comes last."""
    ordered = sorted(parts, key=lambda part: part.startswith("(NOT "))
    made = ordered[0]
    for part in ordered[1:]:
        made = f"({made} AND {part})"
    return made


def any_of(parts: Sequence[str]) -> str:
    """Any of the parts; all have the same free variables."""
    made = parts[0]
    for part in parts[1:]:
        made = f"({made} OR {part})"
    return made


def not_(part: str) -> str:
    """Not; guarded by what stands before it, or closed."""
    return f"(NOT {part})"


def once(part: str, low: float = 0, high: float | None = None, *, open_end: bool = False) -> str:
    """At some time point so long before, in seconds; without `high` at any."""
    end = "*)" if high is None else f"{high:.0f}{')' if open_end else ']'}"
    return f"(ONCE[{low:.0f},{end} {part})"


def later(part: str, high: float) -> str:
    """At some time point up to so long after, in seconds."""
    return f"(EVENTUALLY[0,{high:.0f}] {part})"


def exists(variables: str, part: str) -> str:
    """For some values of the variables."""
    return f"(EXISTS {variables}. {part})"
