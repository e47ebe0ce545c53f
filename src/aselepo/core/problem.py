"""What is wrong with an input, said so that its reader can mend it.

A `Code` is a page of the manual: stable id, what it is about, why it matters, how to mend it.
A `Problem` is one occurrence: the code, the place, and what stands there. Parsers return problems
beside their result; what stops a whole step is raised as an `AselepoError` that carries them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]

_CODES: dict[str, Code] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """One page of `aselepo explain`.

    `id` is stable for good; `title` says in a few words what is wrong, `why` the rule behind it,
    `mend` what the reader can do. Texts are plain English sentences without a closing full stop.
    """

    id: str
    title: str
    why: str
    mend: str
    severity: Severity = "error"

    def at(
        self,
        where: str,
        what: str,
        *,
        why: str | None = None,
        mend: str | None = None,
        severity: Severity | None = None,
    ) -> Problem:
        """Make the problem of this code at a place such as ``fires.csv:418``."""
        return Problem(
            code=self.id,
            where=where,
            what=what,
            why=self.why if why is None else why,
            mend=self.mend if mend is None else mend,
            severity=severity or self.severity,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing wrong in one place. The terminal, the web and JSON all show these fields."""

    code: str
    where: str
    what: str
    why: str
    mend: str
    severity: Severity = "error"

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        return f"{head}\n        why   {self.why}\n        mend  {self.mend}      {self.code}"

    def as_dict(self) -> dict[str, str]:
        """The fields by name, for JSON."""
        return {
            "code": self.code,
            "severity": self.severity,
            "where": self.where,
            "what": self.what,
            "why": self.why,
            "mend": self.mend,
        }


def code(id: str, title: str, *, why: str, mend: str, severity: Severity = "error") -> Code:
    """Register a code of the manual, once, in the `codes` module of the room that speaks it.

    Raises
    ------
    ValueError : the id is taken
    """
    if id in _CODES:
        raise ValueError(f"code {id} is taken")
    made = Code(id=id, title=title, why=why, mend=mend, severity=severity)
    _CODES[id] = made
    return made


def codes() -> tuple[Code, ...]:
    """All registered codes, by id."""
    return tuple(_CODES[key] for key in sorted(_CODES))


class AselepoError(Exception):
    """What stops a whole step: what the reader can mend, and the exit code of the command line."""

    exit_code = 70

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = (
            (problems,) if isinstance(problems, Problem) else tuple(problems)
        )
        super().__init__("\n".join(str(problem) for problem in self.problems))


class InputError(AselepoError):
    """Nothing in an input could be read."""

    exit_code = 3


class AgreementError(AselepoError):
    """The text of an agreement does not stand; each problem's place holds line and column."""

    exit_code = 1


class SourceError(AselepoError):
    """A source does not answer now; trying later may help."""

    exit_code = 4


class Denied(AselepoError):
    """The rules do not allow it."""

    exit_code = 1


class ConfigError(AselepoError):
    """The call, the mission folder or `aselepo.toml` asks for what cannot be."""

    exit_code = 2


class SealError(AselepoError):
    """Stop: evidence does not verify."""

    exit_code = 5
