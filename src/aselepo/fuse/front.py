"""The front door: observations of any sources to incidents, whatever method speaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core.problem import Problem
from aselepo.core.tables import AMBIGUOUS, INCIDENTS, LINKS
from aselepo.fuse.apart import apart
from aselepo.fuse.baselines import BASELINES, baseline
from aselepo.fuse.checks import Checked, check
from aselepo.fuse.columns import Columns, canonical_order, columns
from aselepo.fuse.copies import GROUNDS, find_copies
from aselepo.fuse.decisions import Decision, decided
from aselepo.fuse.engine import METHOD, Cache, partition
from aselepo.fuse.fused import Fused, SourceTrust
from aselepo.fuse.incidents import tables
from aselepo.fuse.sources import SourceModels
from aselepo.fuse.static import static_heat
from aselepo.fuse.tally import tally

METHODS = ("likelihood", *BASELINES)


class Ready(NamedTuple):
    """Originals of modelled sources in canonical order, and what else there is."""

    rows: pa.Table
    columns: Columns
    copies: pa.Table  # observation, origin, ground
    alone: pa.Table
    checked: Checked


def fuse(
    observations: pa.Table,
    sources: Mapping[str, SourceTrust],
    *,
    models: SourceModels | None = None,
    method: str = "likelihood",
    decisions: Sequence[Decision] = (),
    executor: Executor | None = None,
    cache: Cache | None = None,
    where: str = "observations",
) -> Fused:
    """Make incidents of observations.

    Parameters
    ----------
    observations : schema `core.tables.OBSERVATIONS`, as a view settles it
    sources : what is stated of sources without an error model; one that is missing states nothing
    models : error models; reports of other sources stand for themselves, merged with none
    method : ``likelihood``, or a baseline: ``place-day``, ``window``, ``dbscan``
    decisions : merges and splits that analysts decided, in order
    executor : runs groups of blocks; any number of workers gives the same bytes
    cache : results of blocks by content; only touched blocks are computed again
    where : name of the input, for problems

    Returns
    -------
    Fused; the same bytes whatever the order of the rows
    """
    assert method in METHODS, f"no such method: {method}"
    if models is None:
        return apart(observations, sources)
    ready = prepare(observations, models, where=where)
    if not len(ready.rows):
        return _with_alone(_nothing(ready.checked.problems), ready, sources)
    if method == "likelihood":
        part = partition(ready.columns, models, executor=executor, cache=cache)
        spoken = f"{METHOD}; sources {models.version}"
    else:
        part = baseline(method, ready.rows, ready.columns)
        spoken = f"{method} 1"
    part = decided(part, ready.rows["id"], decisions)
    incidents, links, ambiguous, _ = tables(ready.rows, ready.columns, part, models)
    if method != "likelihood":  # a baseline has no idea whether something happened
        at = incidents.schema.get_field_index("p_real")
        incidents = incidents.set_column(at, INCIDENTS.field(at), pa.array(np.ones(len(incidents))))
    fused = Fused(
        incidents=incidents, links=links, ambiguous=ambiguous, method=spoken,
        tally=tally(incidents, ready.columns, part, models) if method == "likelihood" else None,
        set_aside=ready.checked.set_aside, problems=ready.checked.problems, blocks=part.computed,
        clutter_per_day={
            name: round(24.0 * rate, 2)
            for name, rate in zip(models.sources, part.clutter_per_h.tolist(), strict=True)
            if rate > 0
        },
    )  # fmt: skip
    return _with_alone(_with_copies(fused, ready), ready, sources)


def prepare(observations: pa.Table, models: SourceModels, *, where: str = "observations") -> Ready:
    """Check, collapse copies, sort, mark static heat: all that comes before association."""
    checked = check(observations, models, where)
    fit = checked.fit.combine_chunks()
    found = find_copies(fit)
    own = found.original == np.arange(len(fit))
    echo = np.flatnonzero(~own)
    copies = pa.table(
        {
            "observation": fit["id"].take(pa.array(echo)),
            "origin": fit["id"].take(pa.array(found.original[echo])),
            "ground": pa.array([GROUNDS[i] for i in found.why[echo]], pa.string()),
        }
    )
    rows = fit.filter(pa.array(own)).combine_chunks()
    c = columns(rows, models)
    order = canonical_order(c)
    c = c.take(order)
    c.static[:] = static_heat(c, models)
    return Ready(rows.take(pa.array(order)).combine_chunks(), c, copies, checked.alone, checked)


def _nothing(problems: tuple[Problem, ...]) -> Fused:
    return Fused(
        incidents=INCIDENTS.empty_table(), links=LINKS.empty_table(),
        ambiguous=AMBIGUOUS.empty_table(), method=METHOD, problems=problems,
    )  # fmt: skip


def _with_copies(fused: Fused, ready: Ready) -> Fused:
    """Copies follow their original, into its incident or into doubt."""
    if not len(ready.copies):
        return _sorted(fused)
    links, ambiguous, copies = fused.links, fused.ambiguous, ready.copies
    at = pc.index_in(copies["origin"], value_set=links["observation"])
    linked = copies.filter(pc.is_valid(at))
    more = pa.table(
        {
            "observation": linked["observation"],
            "incident": links["incident"].take(at.drop_null()),
            "p": links["p"].take(at.drop_null()),
            "reason": pc.binary_join_element_wise(
                "copy of ", linked["origin"], " (", linked["ground"], ")", ""
            ),
        },
        schema=LINKS,
    )
    loose = copies.filter(pc.is_null(at)).select(["observation", "origin"])
    doubt = ambiguous.rename_columns(["origin", "incident", "p"]).join(
        loose.rename_columns(["copy", "origin"]), "origin", join_type="inner"
    )
    unsure = pa.table(
        {"observation": doubt["copy"], "incident": doubt["incident"], "p": doubt["p"]},
        schema=AMBIGUOUS,
    )
    return _sorted(
        _replace(
            fused,
            links=pa.concat_tables([links, more]),
            ambiguous=pa.concat_tables([ambiguous, unsure]),
        )
    )


def _with_alone(fused: Fused, ready: Ready, sources: Mapping[str, SourceTrust]) -> Fused:
    """Reports of sources without a model, each for itself."""
    if not len(ready.alone):
        return fused
    rest = apart(ready.alone, sources)
    return _sorted(
        _replace(
            fused,
            incidents=pa.concat_tables([fused.incidents, rest.incidents]),
            links=pa.concat_tables([fused.links, rest.links]),
        )
    )


def _replace(fused: Fused, **changes: pa.Table) -> Fused:
    kept = {name: getattr(fused, name) for name in Fused.__slots__}
    return Fused(**(kept | changes))


def _sorted(fused: Fused) -> Fused:
    return _replace(
        fused,
        incidents=fused.incidents.sort_by("incident").combine_chunks(),
        links=fused.links.sort_by("observation").combine_chunks(),
        ambiguous=fused.ambiguous.sort_by(
            [("observation", "ascending"), ("p", "descending"), ("incident", "ascending")]
        ).combine_chunks(),
    )


__all__ = ["METHODS", "Ready", "fuse", "prepare"]
