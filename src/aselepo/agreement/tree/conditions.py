"""Conditions: trees over seven atoms, joined by `and`, `or`, `not`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from aselepo.agreement.tree.terms import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """From the last of these parties' signatures on."""

    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """From the last needed act of this name on; by nobody named: by anybody."""

    what: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """While a decision of this name by these bodies or parties is valid."""

    what: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """Force began at least so long ago, and no breach since then that the atom looks at."""

    seconds: float
    verified: bool = False
    gravity: str | None = None
    watched: float | None = None
    """Share of `zone` and time that must have been watched."""
    zone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    count: str
    operator: Literal[">=", ">", "<=", "<", "="]
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GuaranteeActive:
    guarantee: str
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    moment: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    item: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class And:
    items: tuple[Condition, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Or:
    items: tuple[Condition, ...]


Atom = Signed | Declared | Decided | Held | Counted | GuaranteeActive | At
Condition = Atom | Not | And | Or
