"""Sources without a fitted error model: every report stands for itself, copies count once.

Without knowing how a source errs, nobody can say that two reports are the same happening, so none
are merged and none corroborates another. Only a report that says itself which one it copies joins
that one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core.ids import incident_id
from aselepo.core.tables import AMBIGUOUS, INCIDENTS, LINKS, SHARES
from aselepo.fuse.fused import Fused, SourceTrust

METHOD = "apart 1"
_TAKEN = (
    "time_lo", "time", "time_hi", "time_end", "time_sigma_s", "place", "lon", "lat",
    "sigma_major_m", "sigma_minor_m", "azimuth_deg", "p_party", "count_lo", "count_hi",
)  # fmt: skip
"""Columns that an incident takes from its seed."""


def apart(observations: pa.Table, sources: Mapping[str, SourceTrust]) -> Fused:
    """Make incidents of observations of unfitted sources.

    Parameters
    ----------
    observations : schema `core.tables.OBSERVATIONS`, settled: one row an id, nothing withdrawn
    sources : what is stated of each source; one that is missing states nothing

    Returns
    -------
    Fused; the same bytes whatever the order of the rows. P(real) is null where the source states
    nothing: unknown, not certain.
    """
    rows = observations.take(pc.sort_indices(observations, sort_keys=[("id", "ascending")]))
    rows = rows.combine_chunks()
    seed = _seeds(rows)
    seeds = rows.take(pa.array(np.unique(seed)))
    names = [incident_id(name) for name in seeds["id"].to_pylist()]
    group = np.searchsorted(np.unique(seed), seed)
    incidents = {
        "incident": pa.array(names, pa.string()),
        "p_real": _trust(seeds["source"], sources),
        "p_class": _class_tables(seeds),
        "sources": source_lists(rows, group, len(names)),
        **known_span(rows, group, len(names)),
        **{name: seeds[name] for name in _TAKEN},
    }
    table = pa.table({field.name: incidents[field.name] for field in INCIDENTS}, schema=INCIDENTS)
    links = pa.table(
        {
            "observation": rows["id"],
            "incident": pa.array(names, pa.string()).take(pa.array(group)),
            "p": pa.array(np.ones(len(rows))),
            "reason": pa.array(np.where(seed == np.arange(len(rows)), "founds it", "copy of it")),
        },
        schema=LINKS,
    )
    return Fused(
        incidents=table.sort_by("incident"),
        links=links,
        ambiguous=AMBIGUOUS.empty_table(),
        method=METHOD,
    )


def _seeds(rows: pa.Table) -> npt.NDArray[np.int64]:
    """Row of the original behind each row: itself, or what it copies, followed to its end."""
    size = len(rows)
    found = pc.index_in(rows["origin"], value_set=rows["id"])
    seed = np.asarray(pc.fill_null(found, -1), dtype=np.int64)
    seed = np.where(seed < 0, np.arange(size), seed)
    for _ in range(max(1, size.bit_length())):  # pointer doubling ends at originals
        further = seed[seed]
        if np.array_equal(further, seed):
            break
        seed = further
    loops = seed[seed] != seed  # copies of each other: the smallest id stands for the ring
    seed[loops] = np.flatnonzero(loops)
    return seed


def _trust(source: pa.ChunkedArray, sources: Mapping[str, SourceTrust]) -> pa.Array:
    stated = {name: trust.p_real for name, trust in sources.items()}
    encoded = source.combine_chunks().dictionary_encode()
    values = pa.array([stated.get(name) for name in encoded.dictionary.to_pylist()], pa.float64())
    return values.take(encoded.indices)


def _class_tables(seeds: pa.Table) -> pa.Array:
    """The report's own table of classes, else its class with the accuracy that it states."""
    named = pc.is_valid(seeds["class"]).combine_chunks()
    offsets = np.append(0, np.cumsum(np.asarray(named, dtype=np.int64)))
    where = pa.array(np.asarray(named))
    simple = pa.MapArray.from_arrays(
        pa.array(offsets, pa.int32()),
        seeds["class"].combine_chunks().filter(where),
        pc.fill_null(seeds["class_confidence"], 1.0).combine_chunks().filter(where),
    ).cast(SHARES)
    own = seeds["p_class"].combine_chunks()
    return pc.if_else(pc.is_valid(own), own, simple) if own.null_count < len(own) else simple


def source_lists(rows: pa.Table, group: npt.NDArray[np.int64], size: int) -> pa.Array:
    """Distinct sources of each incident, sorted."""
    pairs = pa.table({"group": group, "source": rows["source"]}).group_by(["group", "source"])
    each = pairs.aggregate([]).sort_by([("group", "ascending"), ("source", "ascending")])
    counts = np.bincount(np.asarray(each["group"]), minlength=size)
    offsets = np.append(0, np.cumsum(counts))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), each["source"].combine_chunks())


def known_span(rows: pa.Table, group: npt.NDArray[np.int64], size: int) -> dict[str, pa.Array]:
    known = pa.table({"group": group, "known": rows["known_at"]}).group_by("group")
    span = known.aggregate([("known", "min"), ("known", "max")]).sort_by("group")
    return {
        "first_known_at": span["known_min"].combine_chunks(),
        "last_known_at": span["known_max"].combine_chunks(),
    }
