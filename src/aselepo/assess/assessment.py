"""From agreements and facts to an assessment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from aselepo.agreement.model import Agreement, Exemption, InAnswer, Permission, Prohibition
from aselepo.assess.charge import VERDICTS, Charges, Found
from aselepo.assess.conditions import said
from aselepo.assess.facts import Facts, Incidents, View
from aselepo.assess.force import InForce, in_force
from aselepo.assess.keepers import keep
from aselepo.assess.rules import Rule, Version, rules, versions
from aselepo.assess.spans import BEGIN, END, intervals, us
from aselepo.assess.zones import Ground
from aselepo.core.tables import TIME
from aselepo.core.time import Interval

_TEXT = pa.dictionary(pa.int32(), pa.string())
FINDINGS = pa.schema(
    [
        ("instrument", _TEXT),
        ("provision", _TEXT),
        ("party", _TEXT),
        ("incident", pa.string()),  # null for duties without one
        ("trigger", pa.string()),  # what a duty arose from; null for prohibitions
        ("verdict", _TEXT),
        ("p_lo", pa.float64()),
        ("p_hi", pa.float64()),
        ("exempted_by", _TEXT),  # exemption that covers it, surely or perhaps
        ("hypotheses", _TEXT),  # what it hangs on, where that is open
        ("assumed", _TEXT),  # which of its terms are assumed
        ("retroactive", pa.bool_()),
        ("first", TIME),  # earliest moment, or first sighting
        ("last", TIME),  # latest moment, or last sighting; of duties the deadline
        ("late_by_s", pa.float64()),
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """Something a reader of the results must know; `key` is one of `words`: `check-<key>`."""

    key: str
    about: str = ""
    value: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A permission that speaks against a prohibition in a finding."""

    instrument: str
    prohibition: str
    permission: str
    incident: str
    party: str


@dataclass(slots=True, kw_only=True)
class Assessment:
    """What agreements make of facts as known by a moment."""

    agreements: tuple[Agreement, ...]
    as_of: datetime | None
    """None: everything known, the clock past every deadline."""
    what_if: Interval | None
    """Force was taken to be this stretch."""
    findings: pa.Table
    """Schema `FINDINGS`, without `no breach`, by incident (sorted by id), then article."""
    force: dict[str, tuple[Interval, ...]]
    """Time in which an instrument is surely in force, by its name."""
    counts: tuple[Any, ...] = ()
    guarantees: tuple[Any, ...] = ()
    clocks: tuple[Any, ...] = ()
    checks: tuple[Check, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    work: Work = field(repr=False)
    """What it was computed from, for explanations."""

    def no_breach(self) -> pa.Table:
        """The `no breach` findings of prohibitions, derived now; schema `FINDINGS`."""
        work = self.work
        found = work.charges.run(work.view.incidents, everything=True)
        kept, disputed = keep(found, work.view.incidents, work.charges)
        cleared = np.where(kept.verdict == 0)[0]
        return charge_table(
            kept.take(cleared), disputed[cleared], work.view.incidents, work.charges
        )


@dataclass(slots=True, kw_only=True)
class Work:
    """Intermediate results of one view."""

    view: View
    texts: tuple[tuple[Version, ...], ...]
    forces: tuple[InForce, ...]
    charges: Charges
    found: Found
    disputed: npt.NDArray[np.bool_]


def assess(
    agreements: Sequence[Agreement],
    facts: Facts,
    *,
    as_of: datetime | None = None,
    in_force: Interval | None = None,
) -> Assessment:
    """Assess facts under agreements.

    Parameters
    ----------
    agreements : the instruments; one relied on may stand anywhere among them
    as_of : only what was known by this moment counts, and it is the present; None: everything
        counts and every deadline has passed
    in_force : what-if: take this stretch as the time in force of every instrument

    Returns
    -------
    Assessment, a function of its arguments alone: the order in which facts came does not matter
    """
    view = facts.view(END if as_of is None else us(as_of))
    work = prepare(tuple(agreements), view, what_if=in_force)
    found = work.charges.run(view.incidents)
    kept, disputed = keep(found, view.incidents, work.charges)
    left = np.flatnonzero(kept.verdict > 0)
    work.found, work.disputed = kept.take(left), disputed[left]
    return finish(tuple(agreements), work, as_of=as_of, what_if=in_force)


def prepare(
    agreements: tuple[Agreement, ...], view: View, *, what_if: Interval | None = None
) -> Work:
    """Lay out everything that does not depend on single incidents."""
    texts = tuple(versions(agreement, view.texts) for agreement in agreements)
    spoken = said(view, alone=len(agreements) == 1)
    by_name = {agreement.name: agreement for agreement in agreements}
    forces = tuple(
        in_force(
            agreement,
            spoken,
            relied=[by_name[name] for name in agreement.relies if name in by_name],
            what_if=what_if,
        )
        for agreement in agreements
    )
    prohibitions = tuple(
        rule
        for index, own in enumerate(texts)
        for rule in rules(index, own)
        if isinstance(rule.norm, Prohibition)
    )
    charges = Charges(
        rules=prohibitions, ground=Ground(view=view, relied=agreements), said=spoken, view=view
    )
    charges.add(forces, texts)
    return Work(
        view=view,
        texts=texts,
        forces=forces,
        charges=charges,
        found=Found.concat([]),
        disputed=np.zeros(0, np.bool_),
    )


def finish(
    agreements: tuple[Agreement, ...],
    work: Work,
    *,
    as_of: datetime | None,
    what_if: Interval | None,
) -> Assessment:
    """Layers 2 and 3 on top of the charges, and the assessment."""
    rows = work.view.incidents
    findings = charge_table(work.found, work.disputed, rows, work.charges)
    return Assessment(
        agreements=agreements,
        as_of=as_of,
        what_if=what_if,
        findings=findings,
        force={
            agreement.name: intervals(force.whole.must)
            for agreement, force in zip(agreements, work.forces, strict=True)
        },
        checks=tuple(_checks(work)),
        conflicts=tuple(_conflicts(work)),
        work=work,
    )


def _checks(work: Work) -> list[Check]:
    found = [Check(key="not-evaluated", about="zones, duties, counts, guarantees")]
    if work.view.sure_stands_in and not work.view.decisions:
        found.append(Check(key="sure-for-verified"))
    return found


def _conflicts(work: Work) -> list[Conflict]:
    charges, found = work.charges, work.found
    against = [at for at, slot in enumerate(charges.slots) if isinstance(slot.item, Permission)]
    hits = np.flatnonzero(np.isin(found.slot, against))
    conflicts = []
    for at in hits:
        seat = charges.seats[int(found.seat[at])]
        rule = charges.rules[seat.rule]
        conflicts.append(
            Conflict(
                instrument=rule.agreement.name,
                prohibition=rule.norm.ref,
                permission=charges.slots[int(found.slot[at])].name,
                incident=work.view.incidents.id[int(found.row[at])].as_py(),
                party=seat.party,
            )
        )
    return conflicts


def charge_table(
    found: Found, disputed: npt.NDArray[np.bool_], rows: Incidents, charges: Charges
) -> pa.Table:
    """Findings of prohibitions as a table."""
    seats = [(charges.rules[seat.rule], seat) for seat in charges.seats]
    slots = charges.slots
    exemptions = [slot.name if isinstance(slot.item, Exemption) else None for slot in slots]
    open_words = [_open(slot.item) for slot in slots]
    size = len(found)
    hung = np.where(found.slot >= 0, found.slot.astype(np.int64), len(slots))
    words: list[str | None] = [*open_words, None]
    both = words + [_joined(word, "condition disputed") for word in words]
    columns = {
        "instrument": _coded([rule.agreement.name for rule, _ in seats], found.seat),
        "provision": _coded([rule.norm.ref for rule, _ in seats], found.seat),
        "party": _coded([seat.party for _, seat in seats], found.seat),
        "incident": rows.id.take(pa.array(found.row)),
        "trigger": pa.nulls(size, pa.string()),
        "verdict": _coded(list(VERDICTS), found.verdict),
        "p_lo": pa.array(found.p_lo),
        "p_hi": pa.array(found.p_hi),
        "exempted_by": _coded([*exemptions, None], hung),
        "hypotheses": _coded(both, hung + disputed * len(words)),
        "assumed": _coded([rule.assumed or None for rule, _ in seats], found.seat),
        "retroactive": _flags([rule.retroactive for rule, _ in seats], found.seat),
        "first": _times(rows.time_lo[found.row]),
        "last": _times(rows.time_hi[found.row]),
        "late_by_s": pa.nulls(size, pa.float64()),
    }
    return pa.table(columns, schema=FINDINGS)


def _open(item: Exemption | Permission) -> str | None:
    if isinstance(item, Permission):
        return f"conflict {item.ref}"
    return "in answer to a breach" if isinstance(item.condition, InAnswer) else None


def _joined(one: str | None, other: str) -> str:
    return f"{one}; {other}" if one else other


def _coded(values: Sequence[str | None], code: Any) -> pa.DictionaryArray:
    """Rows of a short list of texts; None is null."""
    names = sorted({value for value in values if value is not None})
    place = np.array(
        [-1 if value is None else names.index(value) for value in values] or [-1], np.int32
    )
    index = place[np.asarray(code, dtype=np.int64)]
    return pa.DictionaryArray.from_arrays(
        pa.array(index, pa.int32(), mask=index < 0), pa.array(names, pa.string())
    )


def _flags(values: Sequence[bool], code: Any) -> pa.Array:
    flags = np.array(list(values) or [False], np.bool_)
    return pa.array(flags[np.asarray(code, dtype=np.int64)])


def _times(at: npt.NDArray[np.int64]) -> pa.Array:
    return (
        pa.array(at, pa.int64(), mask=(at <= BEGIN) | (at >= END))
        .cast(pa.timestamp("us"))
        .cast(TIME)
    )


__all__ = ["FINDINGS", "Assessment", "Check", "Conflict", "Rule", "assess", "finish", "prepare"]
