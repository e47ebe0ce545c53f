"""Undertakings `while Y keeps it`: who is bound hangs on what the other side did before."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from aselepo.assess.charge import Charges, Found
from aselepo.assess.facts import Incidents
from aselepo.assess.spans import END, I64

Mask = npt.NDArray[np.bool_]


def keep(found: Found, rows: Incidents, charges: Charges) -> tuple[Found, Mask]:
    """Apply conditional undertakings to findings.

    A party bound only while another keeps an article is not bound from that one's sure breach on;
    where a breach is possible, or at the same moment, the condition is disputed and the low bound
    falls to zero. An incident does not speak against itself.

    Returns
    -------
    findings (those of parties no longer bound have verdict `no breach`, p 0), and where the
    condition is disputed
    """
    disputed = np.zeros(len(found), np.bool_)
    conditional = [at for at, seat in enumerate(charges.seats) if seat.keepers]
    if not conditional or not len(found):
        return found, disputed
    lo, hi, verdict = found.p_lo.copy(), found.p_hi.copy(), found.verdict.copy()
    for at in conditional:
        own = np.flatnonzero(found.seat == at)
        if not len(own):
            continue
        seat = charges.seats[at]
        rule = charges.rules[seat.rule]
        for keeper in seat.keepers:
            articles = {
                ref
                for u in rule.agreement.undertakings
                if u.party == seat.party and u.keeper == keeper
                for ref in u.articles
            }
            theirs = [
                (number, bool(other.keepers))
                for number, other in enumerate(charges.seats)
                if other.party == keeper
                and charges.rules[other.rule].instrument == rule.instrument
                and charges.rules[other.rule].norm.article in articles
            ]
            possible = np.flatnonzero(
                np.isin(found.seat, [number for number, _ in theirs]) & (found.verdict > 0)
            )
            firm = [number for number, is_conditional in theirs if not is_conditional]
            sure = possible[(found.verdict[possible] == 2) & np.isin(found.seat[possible], firm)]
            began = _before(found.row[possible], rows.time_lo, found.row[own])
            ended = _before(found.row[sure], rows.time_hi, found.row[own])
            open_now = began <= rows.time_hi[found.row[own]]
            free = ended < rows.time_lo[found.row[own]]
            disputed[own] |= open_now & ~free
            lo[own[open_now]] = 0.0
            hi[own[free]] = 0.0
            verdict[own[open_now]] = np.minimum(verdict[own[open_now]], 1)
            verdict[own[free]] = 0
    return Found(found.row, found.seat, lo, hi, verdict, found.slot), disputed


def _before(their_rows: I64, time: I64, rows: I64) -> I64:
    """Earliest time among their incidents, for each row, that row's own incident left out."""
    their_rows = np.unique(their_rows)
    order = their_rows[np.argsort(time[their_rows], kind="stable")]
    first = time[order[0]] if len(order) else END
    second = time[order[1]] if len(order) > 1 else END
    own = order[0] if len(order) else -1
    return np.where(rows == own, second, first)
