"""From a partition of reports to the tables of incidents, links and ambiguous reports."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core.ids import incident_id
from aselepo.core.tables import AMBIGUOUS, INCIDENTS, LINKS, SHARES, TIME
from aselepo.fuse._kernels import F64, I64, Reports, gather
from aselepo.fuse.apart import known_span, source_lists
from aselepo.fuse.block import blank
from aselepo.fuse.columns import KM_PER_DEG, KM_PER_DEG_LAT, Columns
from aselepo.fuse.engine import Partition
from aselepo.fuse.model import arrays
from aselepo.fuse.sources import SourceModels

CHUNK = 50_000
"""Incidents summed up at once."""
TIME_SIGMAS = 2.0
"""Half width of an incident's time interval, in sigmas."""


class Summed(NamedTuple):
    """Per incident: place (km), covariance, onset, class shares, odds, mask of sources."""

    x: F64
    y: F64
    cov: F64  # (m, 3)
    onset: F64  # (m, 2) hours, variance
    share: F64  # (m, K)
    odds: F64
    heard: F64  # (m, S) reports by source


def summed(c: Columns, group: I64, size: int, proof: F64, models: SourceModels) -> Summed:
    """Sum up incidents; `group` numbers those of reports in canonical order, -1: none."""
    model, _ = arrays(models)
    sources, classes = model.tau.shape
    groups = [source.group or name for name, source in models.sources.items()]
    team = np.array([groups.index(name) for name in groups], np.int64)
    order = np.argsort(group, kind="stable")
    order = order[np.searchsorted(group[order], 0) :]
    edges = np.searchsorted(group[order], np.arange(0, size + CHUNK, CHUNK))
    parts: list[Summed] = []
    zero = np.zeros(0)
    for k, (a, b) in enumerate(pairwise(edges.tolist())):
        rows = order[a:b]
        m = min(CHUNK, size - k * CHUNK)
        part = c.take(rows)
        reports = Reports(
            u=part.u, y=part.y, c=part.c, s11=part.s11, s12=part.s12, s22=part.s22, radius=zero,
            reach=zero, t=part.t, lo=part.lo, hi=part.hi, tv=part.sigma_h**2, kind=part.kind,
            source=part.source, label=part.label, real=zero, clutter=zero, name=part.place,
            around=part.label, crowd=zero,
        )  # fmt: skip
        state = blank(m, sources, classes, spare=1)
        odds = np.zeros(m)
        gather(reports, state, model, group[rows] - k * CHUNK, proof[rows], team, odds)
        parts.append(
            Summed(
                x=state.u + state.at[:, 0] / np.maximum(state.c, 1e-9), y=state.y + state.at[:, 1],
                cov=state.at[:, 2:], onset=state.onset[:, :2], share=state.share, odds=odds,
                heard=state.by_source.astype(np.float64),
            )
        )  # fmt: skip
    return Summed(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def ellipse(cov: F64) -> tuple[F64, F64, F64]:
    """Axes (one sigma, km) and azimuth (degrees clockwise from north) of covariances (m, 3)."""
    a, b, c = cov.T
    half, mean = np.hypot(0.5 * (a - c), b), 0.5 * (a + c)
    azimuth = np.degrees(0.5 * np.arctan2(2.0 * b, c - a)) % 180.0
    return np.sqrt(mean + half), np.sqrt(np.maximum(mean - half, 1e-12)), azimuth


def mask_names(heard: F64, models: SourceModels) -> npt.NDArray[np.str_]:
    """Names of the sources heard of each incident, as ``a+b``."""
    names = list(models.sources)
    mask = ((heard > 0) @ (1 << np.arange(len(names)))).astype(np.int64)
    each, inverse = np.unique(mask, return_inverse=True)
    labels = ["+".join(n for i, n in enumerate(names) if value >> i & 1) for value in each.tolist()]
    return np.array(labels)[inverse]


def logit(p: F64) -> F64:
    p = np.clip(p, 1e-6, 1.0 - 1e-6)
    return np.asarray(np.log(p / (1.0 - p)), dtype=np.float64)


def link_chance(chance: F64, source: I64, models: SourceModels) -> F64:
    """Chance of links as calibrated for the source of the report."""
    curves = [models.link_calibration.get(name, (0.0, 1.0)) for name in models.sources]
    shift, slope = np.array(curves).T
    return np.asarray(1.0 / (1.0 + np.exp(-(shift[source] + slope[source] * logit(chance)))))


def p_real(odds: F64, heard: F64, models: SourceModels) -> F64:
    """Chance that something happened: log-odds through the calibration of the sources heard."""
    keys = mask_names(heard, models)
    out = np.empty(len(keys))
    for key in np.unique(keys).tolist():
        rows = keys == key
        rest = "several" if "+" in key else "one"
        shift, slope = models.calibration.get(key, models.calibration.get(rest, (0.0, 1.0)))
        out[rows] = 1.0 / (1.0 + np.exp(-np.clip(shift + slope * odds[rows], -30.0, 30.0)))
    return out


def time_array(hours: F64) -> pa.Array:
    micros = np.round(hours * 3.6e9)
    return pa.array(micros.astype(np.int64), mask=~np.isfinite(hours)).cast(TIME)


def tables(
    rows: pa.Table, c: Columns, part: Partition, models: SourceModels
) -> tuple[pa.Table, pa.Table, pa.Table, F64]:
    """Tables of incidents, links and ambiguous, and log-odds of each incident.

    `rows` are the observations in the order of `c`.
    """
    seeds = np.unique(part.seed[part.seed >= 0])
    group = np.where(part.seed >= 0, np.searchsorted(seeds, part.seed), -1)
    size = len(seeds)
    s = summed(c, group, size, part.proof, models)
    names = pa.array([incident_id(i) for i in rows["id"].take(pa.array(seeds)).to_pylist()])
    major, minor, azimuth = ellipse(s.cov)
    sigma = np.sqrt(s.onset[:, 1])
    chance = np.clip(np.round(p_real(s.odds, s.heard, models), 6), 1e-6, 1.0 - 1e-6)
    in_one = np.flatnonzero(group >= 0)
    members = rows.take(pa.array(in_one))
    of = group[in_one]
    found = {
        "incident": names,
        "time_lo": time_array(s.onset[:, 0] - TIME_SIGMAS * sigma),
        "time": time_array(s.onset[:, 0]),
        "time_hi": time_array(s.onset[:, 0] + TIME_SIGMAS * sigma),
        "time_sigma_s": pa.array(np.round(sigma * 3600.0, 3)),
        "lon": pa.array(np.round(s.x / KM_PER_DEG, 7)),
        "lat": pa.array(np.round(s.y / KM_PER_DEG_LAT, 7)),
        "sigma_major_m": pa.array(np.round(major * models.ellipse_scale * 1e3, 2)),
        "sigma_minor_m": pa.array(np.round(minor * models.ellipse_scale * 1e3, 2)),
        "azimuth_deg": pa.array(np.round(azimuth, 3)),
        "p_real": pa.array(chance),
        "p_class": _classes(s.share, list(models.classes)),
        "sources": source_lists(members, of, size),
        **known_span(members, of, size),
        **_counts(members, of, size),
        "p_party": parties(members, of, size),
    }
    incidents = pa.table(
        {f.name: found.get(f.name, pa.nulls(size, f.type)) for f in INCIDENTS}, schema=INCIDENTS
    )
    founds = part.seed[in_one] == in_one
    chance_of = link_chance(part.chance[in_one], c.source[in_one], models)
    links = pa.table(
        {
            "observation": members["id"],
            "incident": names.take(pa.array(of)),
            "p": pa.array(np.round(np.where(founds, 1.0, chance_of), 6)),
            "reason": pa.DictionaryArray.from_arrays(
                pa.array(np.where(founds, 0, 1), pa.int8()), ["founds it", "fits it best"]
            ).cast(pa.string()),
        },
        schema=LINKS,
    )
    what = np.where(part.fits >= 0, np.searchsorted(seeds, part.fits), -1)
    ambiguous = pa.table(
        {
            "observation": rows["id"].take(pa.array(part.unsure)),
            "incident": names.take(pa.array(what, mask=what < 0)),
            "p": pa.array(np.round(part.share, 6)),
        },
        schema=AMBIGUOUS,
    )
    return incidents, links, ambiguous, s.odds


def _classes(share: F64, classes: list[str]) -> pa.Array:
    """Class shares of 0.5 % and more."""
    share = np.round(share, 4)
    keep = share >= 0.005
    offsets = np.append(0, np.cumsum(keep.sum(axis=1)))
    keys = pa.DictionaryArray.from_arrays(pa.array(np.nonzero(keep)[1], pa.int32()), classes)
    return pa.MapArray.from_arrays(
        pa.array(offsets, pa.int32()), keys.cast(pa.string()), pa.array(share[keep])
    ).cast(SHARES)


def _counts(members: pa.Table, group: I64, size: int) -> dict[str, pa.Array]:
    """Rounds: at least what one report counted, at most the highest any allows."""
    if members["count_lo"].null_count == len(members):
        return {}
    table = pa.table({"g": group, "lo": members["count_lo"], "hi": members["count_hi"]})
    made = table.group_by("g").aggregate([("lo", "max"), ("hi", "max")]).sort_by("g")
    lo, hi = made["lo_max"].combine_chunks(), made["hi_max"].combine_chunks()
    return {"count_lo": lo, "count_hi": pc.max_element_wise(lo, hi, skip_nulls=True)}


def parties(members: pa.Table, group: I64, size: int) -> pa.Array:
    """Who acted: reports combined by Dempster's rule over single parties and *undetermined*.

    For a party q: product over reports of (share of q + undetermined), less the product of
    undetermined alone; what is left to 1 stays undetermined.
    """
    column = members["p_party"].combine_chunks()
    if column.null_count == len(column):
        return pa.nulls(size, SHARES)
    stated = np.asarray(pc.is_valid(column))
    lengths = np.diff(np.asarray(column.offsets))
    of = np.repeat(group, lengths)
    report = np.repeat(np.arange(len(column)), lengths)
    p = np.asarray(pc.fill_null(column.items, 0.0), dtype=np.float64)
    named = np.bincount(report, p, minlength=len(column))
    open_ = np.clip(1.0 - named, 1e-6, 1.0)
    base = np.bincount(group[stated], np.log(open_[stated]), minlength=size)
    party = column.keys.dictionary_encode()
    index = np.asarray(party.indices, dtype=np.int64)
    pair, inverse = np.unique(np.c_[of, index], axis=0, return_inverse=True)
    gain = np.bincount(inverse, np.log((p + open_[report]) / open_[report]))
    mass = np.exp(base[pair[:, 0]]) * np.expm1(gain)
    total = np.bincount(pair[:, 0], mass, minlength=size) + np.exp(base)
    shares = np.round(mass / total[pair[:, 0]], 6)
    labels = party.dictionary.to_pylist()
    order = np.lexsort(([labels[i] for i in pair[:, 1]], pair[:, 0]))
    offsets = np.append(0, np.cumsum(np.bincount(pair[:, 0], minlength=size)))
    made = pa.MapArray.from_arrays(
        pa.array(offsets, pa.int32()),
        pa.array([labels[i] for i in pair[order, 1]], pa.string()),
        pa.array(shares[order]),
    ).cast(SHARES)
    has = np.bincount(group[stated], minlength=size) > 0
    return pc.if_else(pa.array(has), made, pa.nulls(size, SHARES))
