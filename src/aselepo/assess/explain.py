"""Why a finding is what it is: keys and numbers, from which `words` makes sentences.

The same view gives the same explanation: it names the article, the revisions it rests on, the
factors weakest first, the standard of proof, the moment of knowledge, and what further evidence
would settle it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from aselepo.agreement.model import Exemption, InAnswer, Notified, Ordered, Permission
from aselepo.assess.assessment import Assessment
from aselepo.assess.charge import VERDICTS, Found
from aselepo.assess.factors import Factor, Weighed, weigh
from aselepo.assess.keepers import keep
from aselepo.assess.spans import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What would settle a finding; `key` is one of `words`: `evidence-<key>`."""

    key: str
    about: str = ""
    needed: float | None = None
    """The low bound this factor must reach for a breach, the others staying as they are; None: no
    single factor is enough, or it is not a matter of a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A fact that the finding rests on, in the revision that is known."""

    kind: str
    id: str
    rev: int
    known_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """A finding explained; `key` is one of `words`: `explain-<key>`."""

    key: str
    instrument: str
    provision: str
    party: str
    incident: str | None
    verdict: str
    p: tuple[float, float]
    breach_from: float
    cleared_to: float
    each: bool
    """The standard is asked of each factor, not of their product."""
    factors: tuple[Factor, ...]
    """Weakest first; empty for duties."""
    frechet: float | None
    """Low bound if nothing is known of how the factors depend on each other."""
    rivals: tuple[tuple[str, float, float], ...]
    evidence: tuple[Evidence, ...]
    revisions: tuple[Revision, ...]
    hypotheses: str | None
    assumed: str
    retroactive: bool
    as_of: datetime | None
    due: datetime | None = None
    late_by_s: float | None = None


def explain(
    assessment: Assessment, *, provision: str, party: str, incident: str
) -> tuple[Explanation, ...]:
    """Explain the findings on an incident (or of a duty that it started) under an article.

    Parameters
    ----------
    provision : number of the article, as in the findings
    incident : id of the incident, or of what started a duty

    Returns
    -------
    one explanation for each instrument that has such an article; `no breach` is explained too
    """
    charged = list(_charges(assessment, provision, party, incident))
    duties = [
        _duty(assessment, row)
        for row in assessment.findings.to_pylist()
        if row["trigger"] == incident and (row["provision"], row["party"]) == (provision, party)
    ]
    return (*charged, *duties)


def _charges(
    assessment: Assessment, provision: str, party: str, incident: str
) -> Iterator[Explanation]:
    work = assessment.work
    rows = work.view.incidents
    here = np.flatnonzero(np.asarray([name == incident for name in rows.id.to_pylist()]))
    if not len(here):
        return
    seats = [
        number
        for number, seat in enumerate(work.charges.seats)
        if work.charges.rules[seat.rule].norm.ref == provision and seat.party == party
    ]
    found, disputed = _kept(assessment, int(here[0]))
    mine = np.flatnonzero(np.isin(found.seat, seats))
    picked, open_now = found.take(mine), disputed[mine]
    for at, weighed in enumerate(weigh(assessment, picked, open_now)):
        yield _explained(assessment, picked, at, weighed, bool(open_now[at]))


def _kept(assessment: Assessment, row: int) -> tuple[Found, Any]:
    """All pairs of one incident, with undertakings applied as among all incidents."""
    work = assessment.work
    one = work.charges.run(work.view.incidents.take(np.array([row], np.int64)), everything=True)
    own = Found(np.full(len(one), row, np.int64), *(getattr(one, n) for n in _NAMES))
    others = work.found.take(np.flatnonzero(work.found.row != row))
    kept, disputed = keep(Found.concat([own, others]), work.view.incidents, work.charges)
    return kept.take(slice(0, len(own))), disputed[: len(own)]


_NAMES = ("seat", "p_lo", "p_hi", "verdict", "slot")


def _explained(
    assessment: Assessment, found: Found, at: int, weighed: Weighed, disputed: bool
) -> Explanation:
    work, rule = assessment.work, weighed.rule
    rows = work.view.incidents
    verdict = VERDICTS[int(found.verdict[at])]
    slot = int(found.slot[at])
    item = work.charges.slots[slot].item if slot >= 0 else None
    hypotheses = []
    if isinstance(item, Permission):
        hypotheses.append(f"conflict {item.ref}")
    elif isinstance(item, Exemption) and isinstance(item.condition, InAnswer):
        hypotheses.append("in answer to a breach")
    if disputed:
        hypotheses.append("condition disputed")
    evidence: tuple[Evidence, ...] = ()
    if verdict == "undetermined":
        evidence = tuple(_evidence(weighed, item, found.p_lo[at], rule.tau))
    revisions = [
        Revision(
            kind="incident",
            id=str(rows.id[weighed.incident].as_py()),
            rev=int(rows.rev[weighed.incident]),
            known_at=moment(int(rows.known[weighed.incident])),
        )
    ]
    if any(factor.name == "in-scope" for factor in weighed.factors):
        revisions += [
            Revision(kind="geography", id=drawn.name, rev=drawn.rev, known_at=moment(drawn.known))
            for drawn in work.view.shapes
            if drawn.valid_lo <= rows.time_hi[weighed.incident]
            and rows.time_lo[weighed.incident] < drawn.valid_hi
        ]
    return Explanation(
        key=verdict.replace(" ", "-"),
        instrument=rule.agreement.name,
        provision=rule.norm.ref,
        party=weighed.seat.party,
        incident=revisions[0].id,
        verdict=verdict,
        p=(float(found.p_lo[at]), float(found.p_hi[at])),
        breach_from=rule.tau,
        cleared_to=rule.rho,
        each=rule.each,
        factors=weighed.factors,
        frechet=weighed.frechet,
        rivals=weighed.rivals,
        evidence=evidence,
        revisions=tuple(revisions),
        hypotheses="; ".join(hypotheses) or None,
        assumed=rule.assumed,
        retroactive=rule.retroactive,
        as_of=assessment.as_of,
    )


def _evidence(
    weighed: Weighed, item: Exemption | Permission | None, p_lo: float, tau: float
) -> Iterator[Evidence]:
    """What would settle a finding, factor by factor, weakest first."""
    for factor in weighed.factors:
        if factor.lo >= 1.0:
            continue
        others = float(np.prod([f.lo for f in weighed.factors if f is not factor]))
        needed = tau / others if others > 0.0 and tau / others <= 1.0 else None
        if factor.name == "not-exempt":
            yield _of_exemption(item, needed)
        elif factor.name == "in-scope" and weighed.rivals:
            yield Evidence(key="line-agreed")
        else:
            yield Evidence(key=factor.name, needed=needed)
    if p_lo >= tau and isinstance(item, Permission):
        yield Evidence(key="conflict", about=item.ref)


def _of_exemption(item: Exemption | Permission | None, needed: float | None) -> Evidence:
    if item is None:
        return Evidence(key="not-exempt", needed=needed)
    if isinstance(item, Permission):
        return Evidence(key="conflict", about=item.ref)
    match item.condition:
        case InAnswer():
            return Evidence(key="in-answer", about=item.name)
        case Notified():
            return Evidence(key="notice", about=item.name, needed=needed)
        case Ordered():
            return Evidence(key="order", about=item.name)
    return Evidence(key="not-exempt", about=item.name, needed=needed)


def _duty(assessment: Assessment, row: dict[str, Any]) -> Explanation:
    proof = next(a.proof for a in assessment.agreements if a.name == row["instrument"])
    evidence: tuple[Evidence, ...] = ()
    if row["verdict"] == "possible":
        evidence = (Evidence(key="trigger", about=row["trigger"]),)
    elif row["verdict"] in ("pending", "undetermined", "missed"):
        evidence = (Evidence(key="act", about=row["trigger"]),)
    return Explanation(
        key=f"duty-{row['verdict']}",
        instrument=row["instrument"],
        provision=row["provision"],
        party=row["party"],
        incident=row["trigger"],
        verdict=row["verdict"],
        p=(row["p_lo"], row["p_hi"]),
        breach_from=proof.breach if proof else 1.0,
        cleared_to=proof.cleared if proof else 0.0,
        each=bool(proof and proof.each),
        factors=(),
        frechet=None,
        rivals=(),
        evidence=evidence,
        revisions=(),
        hypotheses=row["hypotheses"],
        assumed=row["assumed"] or "",
        retroactive=row["retroactive"],
        as_of=assessment.as_of,
        due=row["last"],
        late_by_s=row["late_by_s"],
    )
