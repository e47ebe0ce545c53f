"""Reversals: what was believed of a guarantee and is so no longer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.assess.facts import Act, Decision, Facts, Notice, Shape, Text
from aselepo.assess.guarantees import Reversal
from aselepo.assess.spans import BEGIN, I64, intervals, minus, moment, stretch

Believed = Mapping[tuple[str, str], I64]
"""By instrument and guarantee: where it was believed active, up to a moment of knowledge."""
BUDGET = 90_000
"""Incidents times moments that are looked at again."""
MOST = 64


def late_moments(facts: Facts, as_of: int) -> I64:
    """Moments at which something became known that changes the past.

    That is a fact known after it happened or held, a later revision, or a withdrawal.
    """
    rows = facts.incidents
    again = np.append(False, np.asarray(pc.equal(rows.id[1:], rows.id[:-1]), np.bool_))
    late = (rows.known > rows.time_lo) | again[: len(rows)] | rows.retracted
    found = [rows.known[late]]
    seen: set[str] = set()
    others: list[int] = []
    spoken: tuple[Act | Notice | Decision, ...] = (*facts.acts, *facts.notices, *facts.decisions)
    for fact in spoken:
        name = f"{type(fact).__name__} {fact.id}"
        start = fact.given if isinstance(fact, Notice) else fact.time
        if fact.known > start or fact.retracted or name in seen:
            others.append(fact.known)
        seen.add(name)
    lasting: tuple[Shape | Text, ...] = (*facts.shapes, *facts.texts)
    for held in lasting:
        if held.known > held.valid_lo > BEGIN or held.retracted or held.rev:
            others.append(held.known)
    others.extend(watch.known for watch in facts.watches)
    moments = np.unique(np.concatenate([*found, np.array(others, np.int64)]))
    return moments[(moments <= as_of) & (moments > BEGIN)]


def reversals(
    facts: Facts, as_of: int, believed: Callable[[int], Believed]
) -> tuple[dict[tuple[str, str], tuple[Reversal, ...]], int]:
    """Compare what was believed just before and at each late moment.

    Returns
    -------
    reversals by instrument and guarantee; and how many late moments were left out, the oldest
    first, because looking at all of them again would take too long
    """
    moments = late_moments(facts, as_of)
    room = min(MOST, BUDGET // max(1, len(facts.incidents)))
    chosen = moments[len(moments) - room :] if len(moments) > room else moments
    found: dict[tuple[str, str], list[Reversal]] = {}
    for at in chosen.tolist():
        announced = moment(at)
        assert announced is not None
        before, after = believed(at - 1), believed(at)
        for name, spans in before.items():
            for start, end in minus(spans, after[name]).tolist():
                if start < at:
                    found.setdefault(name, []).append(
                        Reversal(
                            was=intervals(stretch(start, min(end, at)))[0],
                            known_at=announced,
                            causes=_known_at(facts, at),
                        )
                    )
    return {name: tuple(listed) for name, listed in found.items()}, len(moments) - len(chosen)


def _known_at(facts: Facts, at: int) -> tuple[str, ...]:
    rows = np.flatnonzero(facts.incidents.known == at)
    names = set(facts.incidents.id.take(pa.array(rows)).to_pylist())
    for listed in (facts.acts, facts.notices, facts.decisions, facts.shapes, facts.texts):
        names |= {fact.id for fact in listed if fact.known == at}
    names |= {fact.id for fact in facts.watches if fact.known == at}
    return tuple(sorted(names))
