"""Breaches as events: what counts and conditions look at, of prohibitions and of duties alike."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from aselepo.assess.cases import Cases
from aselepo.assess.charge import Charges, Found
from aselepo.assess.duties import LATE, MISSED, Duties
from aselepo.assess.facts import View
from aselepo.assess.force import InForce
from aselepo.assess.spans import BEGIN, END, I64

F64 = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaches:
    """One row for each possible breach, in the order of findings, then of duties."""

    key: I64
    """What is counted once: a row of incidents; a duty stands as -1 - its row."""
    instrument: I64
    party: I64
    """Index into `parties`, `some party` among them."""
    article: I64
    """Index into `articles`."""
    lo: I64
    hi: I64
    """Earliest and latest moment at which it happened."""
    sure: Mask
    p_lo: F64
    p_hi: F64
    verified: I64
    """When its case was verified; `END`: it is not."""
    open: Mask
    """Its case is not dismissed and not `not established`."""
    named: npt.NDArray[np.object_]
    """The party that its case holds responsible, or None."""
    parties: tuple[str, ...]
    articles: tuple[tuple[int, str, str | None], ...]
    """Instrument, number and gravity."""

    def __len__(self) -> int:
        return len(self.key)

    def of(
        self,
        instruments: Collection[int],
        *,
        articles: Collection[str] = (),
        gravity: str | None = None,
        party: str | None = None,
    ) -> Mask:
        """Rows of some instruments; without names of articles all of them."""
        wanted = [
            index in instruments
            and (not articles or ref in articles)
            and (gravity is None or grave == gravity)
            for index, ref, grave in self.articles
        ]
        found = np.array([*wanted, False], np.bool_)[self.article]
        if party is not None:
            at = self.parties.index(party) if party in self.parties else -1
            found &= self.party == at
        return np.asarray(found)


def breaches(
    found: Found,
    charges: Charges,
    duties: Duties,
    view: View,
    known: Cases,
    forces: Sequence[InForce],
    parties: tuple[str, ...],
) -> Breaches:
    """Collect breaches of prohibitions and of duties."""
    seats = charges.seats
    articles: dict[tuple[int, str, str | None], int] = {}

    def article(instrument: int, ref: str, gravity: str | None) -> int:
        return articles.setdefault((instrument, ref, gravity), len(articles))

    instrument = np.array([charges.rules[s.rule].instrument for s in seats] or [0], np.int64)
    party = np.array([parties.index(seat.party) for seat in seats] or [0], np.int64)
    number = np.array(
        [
            article(
                charges.rules[s.rule].instrument,
                charges.rules[s.rule].norm.article,
                charges.rules[s.rule].norm.gravity,
            )
            for s in seats
        ]
        or [0],
        np.int64,
    )
    rows = view.incidents
    lo, hi = rows.time_lo[found.row], rows.time_hi[found.row]
    for index, force in enumerate(forces):
        mine = rows.lasting[found.row] & (instrument[found.seat] == index)
        if mine.any():
            lo[mine] = _first_in(force.whole.may, lo[mine])
            hi[mine] = lo[mine]
    verified, is_open = known.columns(view)
    named = np.full(len(rows), None, object)
    if known.by_incident:
        for row, name in enumerate(rows.id.to_pylist()):
            case = known.by_incident.get(name)
            if case is not None and case.party is not None:
                named[row] = case.party
    failed = np.flatnonzero(np.isin(duties.state, [LATE, MISSED]))
    duty_article = np.array(
        [article(r.instrument, r.norm.article, r.norm.gravity) for r in duties.rules] or [0],
        np.int64,
    )
    duty_instrument = np.array([r.instrument for r in duties.rules] or [0], np.int64)
    count = len(failed)
    due = np.maximum(duties.due_hi[failed], BEGIN)
    return Breaches(
        key=np.concatenate([found.row, -1 - failed]),
        instrument=np.concatenate([instrument[found.seat], duty_instrument[duties.rule[failed]]]),
        party=np.concatenate([party[found.seat], duties.party[failed]]),
        article=np.concatenate([number[found.seat], duty_article[duties.rule[failed]]]),
        lo=np.concatenate([lo, due]),
        hi=np.concatenate([hi, due]),
        sure=np.concatenate([found.verdict == 2, np.ones(count, np.bool_)]),
        p_lo=np.concatenate([found.p_lo, duties.p_lo[failed]]),
        p_hi=np.concatenate([found.p_hi, duties.p_hi[failed]]),
        verified=np.concatenate([verified[found.row], np.full(count, END, np.int64)]),
        open=np.concatenate([is_open[found.row], np.ones(count, np.bool_)]),
        named=np.concatenate([named[found.row], np.full(count, None, object)]),
        parties=parties,
        articles=tuple(articles),
    )


def _first_in(spans: I64, at: I64) -> I64:
    """The first moment of a set at or after each moment; the moment itself where there is none."""
    place = np.searchsorted(spans[:, 1], at, side="right")
    if not len(spans):
        return at
    inside = place < len(spans)
    return np.where(inside, np.maximum(at, spans[np.minimum(place, len(spans) - 1), 0]), at)
