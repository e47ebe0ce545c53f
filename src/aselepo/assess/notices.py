"""Notices: the chance that an incident is what a party gave notice of."""

from __future__ import annotations

import math

import numpy as np

from aselepo.agreement.model import Notified
from aselepo.assess.facts import F64, Incidents
from aselepo.assess.spans import us_of_s
from aselepo.assess.zones import Ground


def covered(terms: Notified, party: str, rows: Incidents, ground: Ground) -> tuple[F64, F64]:
    """Bounds of the best match with a notice of a party.

    A notice serves if it was given `lead` before the time it names and before the act. It covers
    an act close enough to the time and the place that it names; of several the best one counts.
    """
    lo, hi = np.zeros(len(rows)), np.zeros(len(rows))
    lead, within = us_of_s(terms.lead_s), us_of_s(terms.within_s)
    for notice in ground.view.notices:
        if notice.by != party or notice.given + lead > notice.time:
            continue
        near = np.flatnonzero(
            (notice.given <= rows.time_lo)
            & (rows.time_hi >= notice.time - within)
            & (rows.time_lo <= notice.time + within)
        )
        if not len(near):
            continue
        start = np.maximum(rows.time_lo[near], notice.time - within)
        end = np.minimum(rows.time_hi[near], notice.time + within)
        length = (rows.time_hi[near] - rows.time_lo[near]).astype(np.float64)
        share = np.where(length > 0, (end - start) / np.where(length > 0, length, 1.0), 1.0)
        if math.isnan(notice.x):
            place_lo, place_hi = np.zeros(len(near)), np.ones(len(near))
        else:
            place_lo, place_hi = ground.near(rows.take(near), notice.x, notice.y, terms.within_m)
        lo[near] = np.maximum(lo[near], share * place_lo)
        hi[near] = np.maximum(hi[near], share * place_hi)
    return lo, hi
