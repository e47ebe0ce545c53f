"""What analysts decided: reports that are one incident, and reports that are not.

Decisions hang on observations, never on incidents, so fusion may change its mind and nothing is
lost. They are entries of the log; a later decision about the same reports wins, and leaving one
out undoes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.fuse._kernels import JOINED, NEW
from aselepo.fuse.engine import Partition


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """*merge*: these reports are one incident. *split*: these leave the incident they are in."""

    what: Literal["merge", "split"]
    observations: tuple[str, ...]
    by: str = ""


def decisions_of(bodies: Iterable[Mapping[str, Any]]) -> tuple[Decision, ...]:
    """Merges and splits among the bodies of `decision` entries, in the order given."""
    return tuple(
        Decision(
            what=body["what"],
            observations=tuple(str(name) for name in body["observations"]),
            by=str(body.get("by", "")),
        )
        for body in bodies
        if body.get("what") in ("merge", "split") and body.get("observations")
    )


def decided(part: Partition, ids: pa.ChunkedArray, decisions: Sequence[Decision]) -> Partition:
    """The partition as analysts decided it; `ids` are those of its reports.

    A merge moves whole incidents together, so that what fusion had joined stays joined. A split
    takes the named reports out, together, and leaves the rest. Reports that are not here are
    passed over: they may have been withdrawn.
    """
    if not decisions:
        return part
    seed, outcome = part.seed.copy(), part.outcome.copy()
    for decision in decisions:
        found = pc.index_in(pa.array(decision.observations, pa.string()), value_set=ids)
        rows = np.unique(np.asarray(found.drop_null(), dtype=np.int64))
        if not len(rows):
            continue
        if decision.what == "merge":
            groups = np.unique(seed[rows][seed[rows] >= 0])
            members = np.union1d(rows, np.flatnonzero(np.isin(seed, groups)))
            seed[members] = members[0]
            outcome[members] = JOINED
        else:
            for group in np.unique(seed[rows]):
                rest = np.setdiff1d(np.flatnonzero(seed == group), rows)
                if group >= 0 and len(rest):
                    seed[rest] = rest[0]
                    outcome[rest[0]] = NEW
            seed[rows] = rows[0]
            outcome[rows] = JOINED
        outcome[rows[0]] = NEW
    still = seed[part.unsure] < 0
    fits = np.where(part.fits >= 0, seed[np.maximum(part.fits, 0)], -1)
    return part._replace(
        seed=seed, outcome=outcome, unsure=part.unsure[still], fits=fits[still],
        share=part.share[still],
    )  # fmt: skip
