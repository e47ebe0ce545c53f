"""Agreements at the door: read, checked, refused with their errors."""

from __future__ import annotations

from collections.abc import Iterable

from aselepo.agreement import Agreement, check, parse
from aselepo.core.problem import AgreementError, Problem


def read(text: str, name: str, *, others: Iterable[Agreement] = ()) -> Agreement:
    """An agreement that stands.

    Raises
    ------
    AgreementError : it has errors
    """
    agreement, problems = parse(text, name=name)
    if agreement is not None and not problems:
        problems = check(agreement, name=name, others=tuple(others))
    errors = [problem for problem in problems if problem.severity == "error"]
    if agreement is None or errors:
        raise AgreementError(errors)
    return agreement


def checked(text: str, name: str) -> tuple[Problem, ...]:
    """Warnings and notes of an agreement that stands.

    Raises
    ------
    AgreementError : it has errors
    """
    agreement = read(text, name)
    return tuple(p for p in check(agreement, name=name) if p.severity == "warning")
