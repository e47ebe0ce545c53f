"""Static checks: the holes of a text, found before signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from aselepo.agreement.checks import articles, mission, states, time
from aselepo.agreement.checks.names import names
from aselepo.agreement.checks.scene import Scene
from aselepo.agreement.codes import UNKNOWN
from aselepo.agreement.model import Agreement
from aselepo.agreement.read.tokens import tokenize
from aselepo.core.problem import Problem

_CHECKS = (
    names,
    time.force,
    time.phases,
    time.zones,
    articles.articles,
    articles.exemptions,
    articles.questions,
    articles.ranges,
    states.counts,
    states.guarantees,
    states.proof,
    states.votes,
    states.responses,
    time.horizon,
)


def check(
    agreement: Agreement,
    *,
    name: str = "agreement",
    others: Sequence[Agreement] = (),
    sources: Mapping[str, Collection[str]] | None = None,
    shapes: Mapping[str, mission.Geometry] | None = None,
) -> tuple[Problem, ...]:
    """Look for what does not stand.

    Parameters
    ----------
    agreement : as parsed without errors
    name : name of the file, for messages
    others : instruments whose names are visible where this one relies on them
    sources : classes that each declared source can report; None: not known, not checked
    shapes : geometry of lines and maps by name, GeoJSON; None: not loaded, not checked

    Returns
    -------
    errors (the text must not run), warnings and notes, in the order of the text
    """
    scene = Scene(agreement, name, others)
    found = [problem for look in _CHECKS for problem in look(scene)]
    if sources is not None:
        found += mission.sources(scene, sources)
    if shapes is not None:
        found += mission.geometry(scene, shapes)
    return tuple(sorted(found, key=lambda problem: (_line_of(problem), problem.code)))


def misspelt(
    agreement: Agreement, *, name: str = "agreement", others: Sequence[Agreement] = ()
) -> tuple[Problem, ...]:
    """Unknown names of a text that could not be read whole.

    What a broken sentence declares is missing, so only names that stand nowhere else in the text
    are told: a name that a broken sentence declares stands there too.
    """
    words = Counter(token.text for token in tokenize(agreement.text) if token.kind == "word")
    return tuple(
        problem
        for problem in names(Scene(agreement, name, others))
        if problem.code == UNKNOWN.id and words[problem.what.split()[-1]] == 1
    )


def _line_of(problem: Problem) -> tuple[int, int]:
    parts = problem.where.rsplit(":", 2)
    return (int(parts[1]), int(parts[2])) if len(parts) == 3 else (0, 0)
