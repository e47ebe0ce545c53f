"""How near fusion, verdicts and decisions come to the truth of an exercise.

Written apart from the benchmark's `score.py`; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import tree
from aselepo.feeds.exercise.streams import F64, I64, Mask

KM_PER_DEGREE_EAST = 111.320
KM_PER_DEGREE_NORTH = 110.574
LEVELS = (0.5, 0.9, 0.95)
BINS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Grouping:
    """Which reports are of one incident: B-cubed and pairs, over reports of real incidents.

    A pair of reports put together that are not of one incident counts as false, clutter included.
    """

    b3_precision: float
    b3_recall: float
    b3_f1: float
    pair_precision: float
    pair_recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """Is P(real) true? `unstated` incidents carry none and are left out."""

    ece: float | None
    brier: float | None
    auc: float | None
    stated: int
    unstated: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Incidents: how many the fusion has, expects (sum of P), and how many there were."""

    recorded: int
    expected: float | None
    observed: int
    """True incidents that at least one of the reports was of."""
    happened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Share of true places within the stated ellipses, and the median error."""

    coverage_50_90_95: tuple[float, float, float] | None
    median_error_m: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdicts:
    """Findings and summaries against what was done.

    A breach is true where the party did it with a weapon while the agreement was in force, without
    exemption, and the class is one of the provision's. Zones are not looked at.
    """

    sure_breaches: int
    sure_breaches_true: int
    true_breaches_observed: int
    """True breaches that at least one of the reports was of."""
    of_these_sure: int
    of_these_undetermined: int
    summaries: int
    none_observed: int
    none_observed_true: int
    cannot_tell: int
    breach_rows: int
    breach_rows_true: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people decided, case by case, against the truth."""

    decided: int
    with_truth: int
    verified_wrongly: tuple[str, ...]
    set_down_wrongly: tuple[str, ...]
    """Cases not established or dismissed though it was so."""
    not_scored: int
    """Decisions that name no report of the exercise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """All figures; `left_out` reports have no point of their own, or tell where a weapon stood."""

    reports: int
    left_out: int
    clutter_share: float
    grouping: Grouping
    calibration: Calibration
    counts: Counts
    places: Places
    verdicts: Verdicts | None
    decisions: Decisions | None

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Charged:
    """A finding, as far as the score needs it; `classes` are those of its provision."""

    incident: str
    party: str
    verdict: str
    classes: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A summary row: who is accused of what, where (None: anywhere), when, with which word."""

    area: str | None
    accused: str
    classes: frozenset[str]
    start: datetime
    end: datetime
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The last decision on a case: the reports it rests on, and whom it names."""

    name: str
    verified: bool
    observations: tuple[str, ...]
    party: str | None


def score(
    observations: pa.Table,
    incidents: pa.Table,
    links: pa.Table,
    truth_incidents: pa.Table,
    truth_links: pa.Table,
    *,
    charges: Sequence[Charged] | None = None,
    rows: Sequence[Row] | None = None,
    cases: Sequence[Case] | None = None,
    not_scored: int = 0,
    until: datetime | None = None,
) -> Score:
    """Score a fusion, and what was made of it, against the truth.

    Parameters
    ----------
    observations : those that were fused; `id`, `lon` and, where there is one, `role`
    incidents, links : schemas INCIDENTS and LINKS of `core.tables`
    truth_incidents, truth_links : of the world
    charges, rows, cases : findings, summaries, decisions; None where there are none to score
    not_scored : decisions that name no report
    until : only what happened before counts as having happened
    """
    used = pc.is_valid(observations["lon"])
    if "role" in observations.column_names:
        used = pc.and_(used, pc.fill_null(pc.not_equal(observations["role"], "origin"), True))
    names = observations["id"].filter(used).combine_chunks()
    place = pc.index_in(names, value_set=truth_links["id"].combine_chunks())
    assert place.null_count == 0, "a report is not of this world"
    true_name = truth_links["incident"].take(place).combine_chunks()
    code = pc.index_in(true_name, value_set=truth_incidents["incident"].combine_chunks())
    truth: I64 = pc.fill_null(code, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    found = _clusters(names, links, incidents)
    real, of = _meaning(found, truth, len(incidents))
    happened = truth_incidents
    if until is not None:
        happened = happened.filter(
            pc.less(happened["time"], pa.scalar(until, happened["time"].type))
        )
    in_cluster = np.bincount(found[found >= 0], minlength=len(incidents)) > 0
    return Score(
        reports=len(names),
        left_out=len(observations) - len(names),
        clutter_share=float((truth < 0).mean()) if len(truth) else 0.0,
        grouping=grouping(truth, found),
        calibration=_calibration(incidents, real, in_cluster),
        counts=Counts(
            recorded=int(in_cluster.sum()),
            expected=_expected(incidents, in_cluster),
            observed=len(np.unique(truth[truth >= 0])),
            happened=len(happened),
        ),
        places=_places(incidents, truth_incidents, of, real & in_cluster),
        verdicts=None
        if charges is None
        else _verdicts(charges, rows or (), incidents, truth_incidents, truth, of, real),
        decisions=None
        if cases is None
        else _decisions(cases, not_scored, truth_links, truth_incidents),
    )


def _clusters(names: pa.Array, links: pa.Table, incidents: pa.Table) -> I64:
    """Row of the incident that holds each report; -1 where none does."""
    row = pc.index_in(names, value_set=links["observation"].combine_chunks())
    held = links["incident"].take(row).combine_chunks()
    at = pc.index_in(held, value_set=incidents["incident"].combine_chunks())
    found: I64 = pc.fill_null(at, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def grouping(truth: I64, cluster: I64) -> Grouping:
    """B-cubed and pair figures.

    Parameters
    ----------
    truth : true incident of each report, shape (n,); -1 is clutter
    cluster : incident it was put in; -1 is none, and it stands alone

    >>> grouping(np.array([0, 0, 1]), np.array([5, 5, -1])).b3_f1
    1.0
    """
    alone = cluster < 0
    label = np.where(alone, cluster.max(initial=-1) + 1 + np.cumsum(alone), cluster)
    real = np.flatnonzero(truth >= 0)
    if not len(real):
        return Grouping(
            b3_precision=0.0, b3_recall=0.0, b3_f1=0.0, pair_precision=0.0, pair_recall=0.0
        )
    size = np.bincount(label).astype(np.float64)
    noise = np.bincount(label[truth < 0], minlength=len(size)).astype(np.float64)
    whole = np.bincount(truth[real]).astype(np.float64)
    order = real[np.lexsort((truth[real], label[real]))]
    new = np.append(True, (np.diff(label[order]) != 0) | (np.diff(truth[order]) != 0))
    block = np.cumsum(new) - 1
    joint = np.bincount(block).astype(np.float64)[block]
    precision = float((joint / size[label[order]]).mean())
    recall = float((joint / whole[truth[order]]).mean())
    blocks = np.bincount(block).astype(np.float64)
    hit = _pairs(blocks)
    together = _pairs(size) - _pairs(noise)
    total = _pairs(whole)
    return Grouping(
        b3_precision=precision,
        b3_recall=recall,
        b3_f1=2 * precision * recall / (precision + recall),
        pair_precision=hit / max(together, 1.0),
        pair_recall=hit / max(total, 1.0),
    )


def _pairs(counts: F64) -> float:
    return float((counts * (counts - 1) / 2).sum())


def _meaning(cluster: I64, truth: I64, size: int) -> tuple[Mask, I64]:
    """Is each cluster real (at least half of its reports are), and which incident is it mostly?"""
    held = cluster >= 0
    label, true = cluster[held], truth[held]
    total = np.bincount(label, minlength=size)
    good = np.bincount(label[true >= 0], minlength=size)
    real: Mask = (total > 0) & (2 * good >= total)
    most = np.full(size, -1, np.int64)
    keep = true >= 0
    pair, count = np.unique(np.stack((label[keep], true[keep])), axis=1, return_counts=True)
    order = np.lexsort((-pair[1], count, pair[0])) if count.size else np.zeros(0, np.int64)
    most[pair[0][order]] = pair[1][order]  # the last written is the most frequent, smallest code
    return real, most


def _column(table: pa.Table, name: str) -> F64:
    return np.asarray(table[name].to_numpy(zero_copy_only=False), dtype=np.float64)


def _expected(incidents: pa.Table, held: Mask) -> float | None:
    p = _column(incidents, "p_real")[held]
    return None if np.isnan(p).any() else float(p.sum())


def _calibration(incidents: pa.Table, real: Mask, held: Mask) -> Calibration:
    p = _column(incidents, "p_real")[held]
    y = real[held].astype(np.float64)
    stated = ~np.isnan(p)
    p, y = p[stated], y[stated]
    if not len(p):
        return Calibration(ece=None, brier=None, auc=None, stated=0, unstated=int((~stated).sum()))
    bin_of = np.minimum((p * BINS).astype(np.int64), BINS - 1)
    gap = np.bincount(bin_of, weights=p - y, minlength=BINS)
    return Calibration(
        ece=float(np.abs(gap).sum() / len(p)),
        brier=float(np.mean((p - y) ** 2)),
        auc=_auc(p, y),
        stated=len(p),
        unstated=int((~stated).sum()),
    )


def _auc(p: F64, y: F64) -> float | None:
    """Chance that a real one is given a higher P than one that is not; ties count half."""
    good, bad = np.sort(p[y == 1]), np.sort(p[y == 0])
    if not len(good) or not len(bad):
        return None
    below = np.searchsorted(bad, good, side="left")
    equal = np.searchsorted(bad, good, side="right") - below
    return float((below + equal / 2).sum() / (len(good) * len(bad)))


def _places(incidents: pa.Table, truth: pa.Table, of: I64, used: Mask) -> Places:
    lon, lat, major, minor, turn = (
        _column(incidents, name)
        for name in ("lon", "lat", "sigma_major_m", "sigma_minor_m", "azimuth_deg")
    )
    rows = np.flatnonzero(used & (of >= 0) & ~np.isnan(lon) & (major > 0) & (minor > 0))
    if not len(rows):
        return Places(coverage_50_90_95=None, median_error_m=None)
    true_lon, true_lat = (_column(truth, name)[of[rows]] for name in ("lon", "lat"))
    east = (lon[rows] - true_lon) * KM_PER_DEGREE_EAST * np.cos(np.radians(lat[rows])) * 1000
    north = (lat[rows] - true_lat) * KM_PER_DEGREE_NORTH * 1000
    axis = np.radians(np.nan_to_num(turn[rows]))
    along = (east * np.sin(axis) + north * np.cos(axis)) / major[rows]
    across = (east * np.cos(axis) - north * np.sin(axis)) / minor[rows]
    square = along**2 + across**2
    shares = [float((square < -2 * np.log(1 - level)).mean()) for level in LEVELS]
    return Places(
        coverage_50_90_95=(shares[0], shares[1], shares[2]),
        median_error_m=float(np.median(np.hypot(east, north))),
    )


def _verdicts(
    charges: Sequence[Charged],
    rows: Sequence[Row],
    incidents: pa.Table,
    truth: pa.Table,
    report_truth: I64,
    of: I64,
    real: Mask,
) -> Verdicts:
    place = {name: row for row, name in enumerate(incidents["incident"].to_pylist())}
    actor = truth["actor"].to_pylist()
    classes = truth["class"].to_pylist()
    breach = _breaches(truth)
    sure: set[int] = set()
    open_ones: set[int] = set()
    count = right = 0
    for charge in charges:
        row = place.get(charge.incident)
        if row is None:
            continue
        true = int(of[row]) if real[row] else -1
        is_true = (
            true >= 0
            and bool(breach[true])
            and actor[true] == charge.party
            and _is_one(classes[true], charge.classes)
        )
        if charge.verdict == "breach":
            count += 1
            right += is_true
            if is_true:
                sure.add(true)
        elif charge.verdict == "undetermined" and is_true:
            open_ones.add(true)
    observed = np.unique(report_truth[report_truth >= 0])
    observed_breaches = int(breach[observed].sum())
    word = {"none observed": [0, 0], "breach": [0, 0], "cannot tell": [0, 0]}
    for each, did in zip(rows, _happened(rows, truth, breach), strict=True):
        if each.verdict in word:
            word[each.verdict][0] += 1
            word[each.verdict][1] += did
    return Verdicts(
        sure_breaches=count,
        sure_breaches_true=right,
        true_breaches_observed=observed_breaches,
        of_these_sure=len(sure),
        of_these_undetermined=len(open_ones - sure),
        summaries=len(rows),
        none_observed=word["none observed"][0],
        none_observed_true=word["none observed"][0] - word["none observed"][1],
        cannot_tell=word["cannot tell"][0],
        breach_rows=word["breach"][0],
        breach_rows_true=word["breach"][1],
    )


def _breaches(truth: pa.Table) -> Mask:
    """Incidents that broke a truce in force, without exemption."""
    used = pc.equal(truth["act"], "weapon_use")
    told = pc.and_(pc.and_(used, truth["in_force"]), pc.invert(truth["exempt"]))
    breach: Mask = told.to_numpy(zero_copy_only=False).astype(bool)
    return breach


def _is_one(name: str, wanted: frozenset[str]) -> bool:
    return tree().told(name, wanted) == (1.0, 1.0)


def _happened(rows: Sequence[Row], truth: pa.Table, breach: Mask) -> list[bool]:
    """Did the accused do such a thing in the area and window of each row?"""
    time = truth["time"].cast(pa.int64()).to_numpy(zero_copy_only=False)
    columns = {
        name: np.array(truth[name].to_pylist()) for name in ("actor", "area", "struck", "class")
    }
    answers = []
    for row in rows:
        lo, hi = (round(moment.timestamp() * 1e6) for moment in (row.start, row.end))
        mine = breach & (columns["actor"] == row.accused) & (time >= lo) & (time < hi)
        if row.area is not None:
            mine &= (columns["area"] == row.area) | (columns["struck"] == row.area)
        found = np.unique(columns["class"][mine])
        answers.append(any(_is_one(str(name), row.classes) for name in found))
    return answers


def _decisions(
    cases: Sequence[Case], not_scored: int, links: pa.Table, truth: pa.Table
) -> Decisions:
    wanted = pa.array(sorted({name for case in cases for name in case.observations}), pa.string())
    rows = links.filter(pc.is_in(links["id"], value_set=wanted))
    behind = dict(zip(rows["id"].to_pylist(), rows["incident"].to_pylist(), strict=True))
    named = pa.array(sorted(set(behind.values())), pa.string())
    some = truth.filter(pc.is_in(truth["incident"], value_set=named))
    breach = dict(zip(some["incident"].to_pylist(), _breaches(some).tolist(), strict=True))
    actor: Mapping[str, str] = dict(
        zip(some["incident"].to_pylist(), some["actor"].to_pylist(), strict=True)
    )
    right = 0
    wrongly: list[str] = []
    down: list[str] = []
    scored = [case for case in cases if any(name in behind for name in case.observations)]
    for case in scored:
        incidents = [behind[name] for name in case.observations if behind.get(name)]
        so = any(
            breach.get(name, False) and case.party in (None, actor.get(name)) for name in incidents
        )
        if so == case.verified:
            right += 1
        else:
            (wrongly if case.verified else down).append(case.name)
    return Decisions(
        decided=len(scored),
        with_truth=right,
        verified_wrongly=tuple(sorted(wrongly)),
        set_down_wrongly=tuple(sorted(down)),
        not_scored=not_scored + len(cases) - len(scored),
    )
