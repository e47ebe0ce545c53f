"""Findings as a table: of prohibitions, and of duties."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.agreement.model import Exemption, InAnswer, Norm, Permission
from aselepo.assess.charge import VERDICTS, Charges, Found
from aselepo.assess.duties import LATE, STATES, WITHDRAWN, Duties
from aselepo.assess.facts import Incidents, View
from aselepo.assess.spans import BEGIN, END
from aselepo.core.tables import TIME

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
    readings = sorted({_reading(rule.norm) for rule, _ in seats})
    every = [_also(reading, word) for reading in readings for word in both]
    read_as = np.array([readings.index(_reading(rule.norm)) for rule, _ in seats] or [0], np.int64)
    code = read_as[found.seat] * len(both) + hung + disputed * len(words)
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
        "hypotheses": _coded(every, code),
        "assumed": _coded([rule.assumed or None for rule, _ in seats], found.seat),
        "retroactive": _flags([rule.retroactive for rule, _ in seats], found.seat),
        "first": _times(rows.time_lo[found.row]),
        "last": _times(rows.time_hi[found.row]),
        "late_by_s": pa.nulls(size, pa.float64()),
    }
    return pa.table(columns, schema=FINDINGS)


def duty_table(duties: Duties, view: View) -> pa.Table:
    """Duties as a table; `first` is when a duty arose, `last` its deadline."""
    size = len(duties)
    live, gone = duties.row >= 0, duties.row <= WITHDRAWN
    ids: list[str | None] = [None] * size
    for which, incidents, rows in (
        (live, view.incidents, duties.row),
        (gone, view.withdrawn, WITHDRAWN - duties.row),
    ):
        at = np.flatnonzero(which)
        names = incidents.id.take(pa.array(rows[at])).to_pylist()
        for place, name in zip(at.tolist(), names, strict=True):
            ids[place] = name
    incident = pa.array(ids, pa.string())
    own = pa.array(duties.trigger.tolist(), pa.string())
    late = (duties.state == LATE) & (duties.due_hi < END)
    late_by = np.where(late, (duties.done - duties.due_hi) / 1e6, 0.0)
    notes = duties.note.tolist()
    listed: list[str | None] = sorted({note for note in notes if note})
    where = np.array([listed.index(n) if n else len(listed) for n in notes], np.int64)
    columns = {
        "instrument": _coded([rule.agreement.name for rule in duties.rules], duties.rule),
        "provision": _coded([rule.norm.ref for rule in duties.rules], duties.rule),
        "party": _coded(list(duties.parties), duties.party),
        "incident": incident,
        "trigger": pc.coalesce(own, incident),
        "verdict": _coded(list(STATES), duties.state),
        "p_lo": pa.array(duties.p_lo),
        "p_hi": pa.array(duties.p_hi),
        "exempted_by": _coded([None], np.zeros(size, np.int64)),
        "hypotheses": _coded([*listed, None], where),
        "assumed": _coded([rule.assumed or None for rule in duties.rules], duties.rule),
        "retroactive": _flags([rule.retroactive for rule in duties.rules], duties.rule),
        "first": _times(duties.start_lo),
        "last": _times(duties.due_hi),
        "late_by_s": pa.array(late_by, mask=~late),
    }
    return pa.table(columns, schema=FINDINGS)


def _open(item: Exemption | Permission) -> str | None:
    if isinstance(item, Permission):
        return f"conflict {item.ref}"
    return "in answer to a breach" if isinstance(item.condition, InAnswer) else None


def _reading(norm: Norm) -> str:
    """Whose reading of an open question an article takes."""
    if norm.question is None:
        return ""
    return f"question {norm.question}" + (f" as {norm.reading} reads it" if norm.reading else "")


def _also(reading: str, word: str | None) -> str | None:
    return "; ".join(part for part in (reading, word) if part) or None


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
