"""Estimate source models from reports: expectation and maximisation over soft links.

Without truth, the current models fuse the reports, each incident counts with its P(real), and the
models are estimated anew from what fell together; a few rounds settle. Where double-coded samples
name the incident behind a report, they take the place of the links. Structure (which times come
late, which source names places, which follows another) is read off the reports once, by `draft`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from scipy.spatial import cKDTree

from aselepo.fuse._kernels import F64, GAUSS, I64
from aselepo.fuse.columns import Columns
from aselepo.fuse.engine import partition
from aselepo.fuse.front import Ready, prepare
from aselepo.fuse.incidents import Summed, p_real, summed
from aselepo.fuse.model import by_class, confusion
from aselepo.fuse.sources import SourceModel, SourceModels

ROUNDS = 4
NEIGHBOURS = 20
"""Incidents around one that say whether a source watches there."""
PRIOR = 20.0
"""Weight, in reports, of the values before against those that are seen."""
CERTAIN = 0.97
SHARP_H = 0.02
LED = 0.9
"""Share of a source's incidents that another reports too, from which on it works from it."""
ENOUGH = 200
GUESS = 0.7
"""Accuracy to start from where reports state none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What is known or thought of reports in canonical order: incident (-1: none), P(real)."""

    group: I64
    size: int
    weight: F64


def fit(
    tables: list[pa.Table], start: SourceModels, *, coded: list[pa.Table | None] | None = None,
    rounds: int = ROUNDS, version: str = "1", say: Callable[[str], None] = lambda _: None,
) -> SourceModels:  # fmt: skip
    """Fit source models to one or more observation tables.

    Parameters
    ----------
    tables : observation schema; each a world of its own
    start : models to start from, such as `draft`
    coded : for each table a table ``observation, incident`` (null: clutter), or None
    rounds : of expectation and maximisation; coded tables need only one
    """
    coded = coded or [None] * len(tables)
    models = start
    if all(truth is not None for truth in coded):
        rounds = 2  # the second sees clutter shares by the first's classes
    for step in range(rounds):
        worlds = []
        for table, truth in zip(tables, coded, strict=True):
            ready = prepare(table, models)
            links = _thought(ready, models) if truth is None else _told(ready, truth)
            worlds.append((ready.columns, links))
        models = maximise(worlds, models)
        say(f"round {step + 1}: " + ", ".join(
            f"{name} {source.clutter_per_day[0]:.1f}/day" for name, source in models.sources.items()
            if source.clutter_per_day[0] > 0.1
        ))  # fmt: skip
    return replace(models, version=version)


def _thought(ready: Ready, models: SourceModels) -> Links:
    """Links as the models have them."""
    c = ready.columns
    part = partition(c, models)
    seeds = np.unique(part.seed[part.seed >= 0])
    group = np.where(part.seed >= 0, np.searchsorted(seeds, part.seed), -1)
    s = summed(c, group, len(seeds), part.proof, models)
    p = p_real(s.odds, s.heard, models)
    # an ambiguous report counts as real by what speaks against clutter
    loose = 1.0 / (1.0 + np.exp(-np.clip(part.proof, -30.0, 30.0)))
    return Links(group=group, size=len(seeds), weight=np.where(group >= 0, p[group], loose))


def _told(ready: Ready, truth: pa.Table) -> Links:
    """Links as coders have them; reports that nobody coded are left out."""
    at = pc.index_in(ready.rows["id"], value_set=truth["observation"])
    name = truth["incident"].take(at)
    name = pc.if_else(pc.equal(name, ""), None, name).combine_chunks().dictionary_encode()
    group = np.asarray(pc.fill_null(name.indices, -1), dtype=np.int64)
    return Links(group=group, size=len(name.dictionary), weight=(group >= 0).astype(np.float64))


def maximise(worlds: list[tuple[Columns, Links]], models: SourceModels) -> SourceModels:
    """Models that fit the links best."""
    seen = [_World(c, links, models) for c, links in worlds]
    classes = list(models.classes)
    fitted = {}
    for i, (name, source) in enumerate(models.sources.items()):
        fitted[name] = _source(i, name, source, seen, models, classes)
    fitted = _led(fitted, seen)
    shares = sum((w.incident_classes() for w in seen), np.zeros(len(classes)))
    watched = np.array([fitted[n].coverage for n in fitted])[:, None]
    detect = np.array([[by_class(s.detection, k) for k in classes] for s in fitted.values()])
    caught = 1.0 - np.prod(1.0 - watched * detect, axis=0)
    real = shares / np.maximum(caught, 0.05)
    real = (real + 1e-3 * real.sum()) / (real.sum() * (1.0 + 1e-3 * len(classes)))
    return replace(
        models, classes={k: float(v) for k, v in zip(classes, real, strict=True)}, sources=fitted,
        burst_per_km2_h=float(np.mean([w.burst(models) for w in seen])),
    )  # fmt: skip


class _World:
    """One table's reports with their links, and what follows for its incidents."""

    def __init__(self, c: Columns, links: Links, models: SourceModels) -> None:
        self.c, self.links, self.models = c, links, models
        size = max(links.size, 1)
        self.s: Summed = summed(c, links.group, size, np.zeros(len(c)), models)
        self.days = max((c.t.max() - c.t.min()) / 24.0, 1.0)
        self.in_one = np.flatnonzero(links.group >= 0)
        self.p = np.zeros(size)
        np.maximum.at(self.p, links.group[self.in_one], links.weight[self.in_one])
        self.heard = self.s.heard > 0
        self.xy = np.c_[self.s.x * float(np.median(c.c)), self.s.y]
        self.said = [
            confusion(source, list(models.classes), list(models.classes))
            for source in models.sources.values()
        ]

        gauss = self.in_one[(c.kind[self.in_one] == GAUSS) & (c.sigma_h[self.in_one] < SHARP_H)]
        weight = np.bincount(links.group[gauss], c.sigma_h[gauss] ** -2, minlength=size)
        total = np.bincount(links.group[gauss], c.t[gauss] / c.sigma_h[gauss] ** 2, minlength=size)
        self.moment = np.where(weight > 0, total / np.maximum(weight, 1e-9), np.nan)
        """Onset where a report gives it to the minute, else nan."""

    def incident_classes(self) -> F64:
        out: F64 = (self.s.share * self.p[:, None]).sum(axis=0)
        return out

    def watched(self, i: int, elsewhere: npt.NDArray[np.bool_]) -> tuple[float, float]:
        """Chance that source i reports an incident, overall and near one that it reports.

        The second is what counts where the source is known to watch: among the incidents that
        others report, the neighbours (in place and hour of the day) of those that it reports too.
        """
        rows = np.flatnonzero(elsewhere & (self.p > 0.5))
        if len(rows) < 5 * NEIGHBOURS:
            return 0.0, 0.0
        at = _clocked(self.xy[rows], np.nan_to_num(self.s.onset[rows, 0]))
        _, near = cKDTree(at).query(at, k=NEIGHBOURS + 1)
        heard = self.heard[rows, i]
        local = heard[near[:, 1:]].mean(axis=1)
        return float(heard.mean()), float(local[heard].mean()) if heard.any() else 0.0

    def burst(self, models: SourceModels) -> float:
        """Intensity that an incident adds beside itself: pairs soon after less pairs days after."""
        t = self.s.onset[:, 0]
        sharp = np.flatnonzero(
            (self.p > 0.9) & (self.s.onset[:, 1] < 0.25) & (self.s.cov[:, 0] < 4.0)
        )
        if len(sharp) < 100:
            return models.burst_per_km2_h
        side = models.burst_km
        tree = cKDTree(self.xy[sharp])
        rng = np.arange(0, len(sharp), max(1, len(sharp) // 4000))
        near = tree.query_ball_point(self.xy[sharp[rng]], side)
        lag = np.concatenate(
            [
                np.abs(t[sharp[np.asarray(each, np.int64)]] - t[sharp[i]])
                for i, each in zip(rng, near, strict=True)
            ]
        )
        soon = ((lag > 0.25) & (lag < models.burst_h)).sum() / (models.burst_h - 0.25)
        later = ((lag > 24.0) & (lag < 96.0)).sum() / 72.0
        excess = max(0.0, soon - later) / (2.0 * len(rng))
        # mean of the kernel over that disc and stretch
        mean = (
            2.0
            * (1.0 - np.exp(-0.5))
            * (np.exp(-0.25 / models.burst_h) - np.exp(-1.0))
            * (models.burst_h / (models.burst_h - 0.25))
        )
        return float(np.clip(excess / (np.pi * side**2) / mean, 0.0, 1.0))


def _source(
    i: int, name: str, source: SourceModel, worlds: list[_World], models: SourceModels,
    classes: list[str],
) -> SourceModel:  # fmt: skip
    k = len(classes)
    hit, tried = np.zeros(k), np.zeros(k)
    overall, beside, reports, reported = 0.0, 0.0, 0.0, 0.0
    said, clutter_said = np.zeros((k, k + 1)), np.zeros(k + 1)
    clutter, days = 0.0, 0.0
    late, late_n = np.zeros(k), np.zeros(k)
    same, further = 0.0, 0.0
    led, led_all = 0.0, 0.0
    false_n, false_ = 0.0, 0.0
    lead = list(models.sources).index(source.follows) if source.follows else -1
    for w in worlds:
        c, g = w.c, w.links.group
        share = w.s.share
        partner = [
            n for n, (key, s) in enumerate(models.sources.items())
            if n != i and source.group and s.group == source.group
        ]  # fmt: skip
        elsewhere = np.asarray(np.delete(w.heard, [i, *partner], axis=1).any(axis=1))
        base = w.p * elsewhere
        here = w.watched(i, elsewhere)
        overall += here[0] * base.sum()
        beside += here[1] * base.sum()
        if lead >= 0:
            base = w.p * w.heard[:, lead]
            led += (w.p * w.heard[:, i] * w.heard[:, lead]).sum()
            led_all += (w.p * w.heard[:, i]).sum()
        tried += (base[:, None] * share).sum(axis=0)
        hit += (base[:, None] * share * w.heard[:, i][:, None]).sum(axis=0)
        reports += (w.p * w.s.heard[:, i]).sum()
        reported += (w.p * w.heard[:, i]).sum()
        only = (w.heard.sum(axis=1) == 1) & w.heard[:, i]
        false_n += ((1.0 - w.p) * w.s.heard[:, i])[only].sum()
        false_ += (1.0 - w.p)[only].sum()
        mine = np.flatnonzero((c.source == i) & ~c.static)
        doubt = 1.0 - w.links.weight[mine]
        clutter += doubt.sum()
        days += w.days
        np.add.at(clutter_said, c.label[mine], doubt)
        linked = mine[g[mine] >= 0]
        sure = linked[(w.heard[g[linked]].sum(axis=1) > 1) & (w.p[g[linked]] > 0.8)]
        np.add.at(said.T, c.label[sure], share[g[sure]])
        if source.delay_h:
            sharp = sure[np.isfinite(w.moment[g[sure]])]
            lag = np.maximum(c.t[sharp] - w.moment[g[sharp]], 0.0) if len(sharp) else np.zeros(0)
            near = lag < 24.0
            late += (share[g[sharp[near]]] * lag[near, None]).sum(axis=0)
            late_n += share[g[sharp[near]]].sum(axis=0)
        if source.pass_h > 0:
            order = linked[np.lexsort((c.t[linked], g[linked]))]
            twin = g[order][1:] == g[order][:-1]
            same += (twin & (np.diff(c.t[order]) < 0.02)).sum()
            further += twin.sum()
    detection = (hit + PRIOR * np.array([by_class(source.detection, n) for n in classes]) * 0.2) / (
        tried + PRIOR * 0.2
    )
    coverage = float(np.clip(overall / beside, 0.01, 1.0)) if beside > 0 and lead < 0 else 1.0
    detection = detection / coverage
    repeats = max(0.0, (reports - reported) / max(reported, 1.0))
    spread = max(np.sqrt(clutter + 1.0), 0.15 * clutter)
    changes: dict[str, object] = {
        "detection": _table(classes, np.clip(detection, 1e-3, CERTAIN)),
        "coverage": coverage,
        "repeats": float(repeats) if repeats > 0.02 else 0.0,
        "clutter_per_day": (float(max(clutter / days, 0.02)), float(spread / days)),
    }
    if false_ > 30.0:
        changes["clutter_repeats"] = float(max(0.0, false_n / false_ - 1.0))
    if lead >= 0:
        share_led = led / max(led_all, 1.0)
        led_by = sum((w.p * w.heard[:, lead]).sum() for w in worlds)
        rate = float(led_by / max(1.0, sum(w.p.sum() for w in worlds)))
        changes["alone"] = float(np.clip((1.0 - share_led) / max(1e-3, 1.0 - rate), 0.005, 1.0))
        changes["coverage"] = float(np.clip(rate, 0.01, 1.0))
    if said[:, :k].sum() > 200:
        table = said[:, :k] + PRIOR * confusion(source, classes, classes)[:, :k]
        table = table / table.sum(axis=1, keepdims=True)
        accuracy = float(said[:, :k].diagonal().sum() / said[:, :k].sum())
        changes["accuracy"] = accuracy
        changes["confusion"] = {
            a: {
                b: float(min(table[m, n], 0.999)) for n, b in enumerate(classes)
                if m != n and table[m, n] > 0.03
            }
            for m, a in enumerate(classes)
        }  # fmt: skip
        changes["confusion"] = _scaled(changes["confusion"], accuracy)
    if clutter_said[:k].sum() > 100:
        part = (clutter_said[:k] + 1.0) / (clutter_said[:k] + 1.0).sum()
        changes["clutter_classes"] = _table(classes, part)
    if source.delay_h and late_n.sum() > 100:
        if len(source.delay_h) == 1 and "any" in source.delay_h and not late_n.min() > 50:
            changes["delay_h"] = {"any": float(max(late.sum() / late_n.sum(), 2e-3))}
        else:
            before = np.array([by_class(source.delay_h, n) for n in classes])
            tau = (late + PRIOR * before) / (late_n + PRIOR)
            changes["delay_h"] = _table(classes, np.maximum(tau, 2e-3))
    if source.pass_h > 0 and further > 50:
        changes["same_pass"] = float(np.clip(same / further, 0.05, 0.95))
    return replace(source, **changes)  # type: ignore[arg-type]


def _led(sources: dict[str, SourceModel], worlds: list[_World]) -> dict[str, SourceModel]:
    """Sources that work from another's reports: nearly all of their incidents are its own too."""
    names = list(sources)
    for i, name in enumerate(names):
        for n, lead in enumerate(names):
            if n == i or sources[name].follows or sources[lead].follows:
                continue
            own = sum((w.p * w.heard[:, i]).sum() for w in worlds)
            both = sum((w.p * w.heard[:, i] * w.heard[:, n]).sum() for w in worlds)
            rate = sum((w.p * w.heard[:, n]).sum() for w in worlds) / sum(w.p.sum() for w in worlds)
            if own > ENOUGH and both > LED * own and rate < 0.5:
                group = sources[lead].group or lead
                sources[name] = replace(
                    sources[name], follows=lead, group=group,
                    alone=float(np.clip((1.0 - both / own) / (1.0 - rate), 0.005, 1.0)),
                )  # fmt: skip
                sources[lead] = replace(sources[lead], group=group)
    return sources


def _table(names: list[str], values: F64) -> dict[str, float]:
    return {name: float(value) for name, value in zip(names, values, strict=True)}


def _clocked(xy: F64, t: F64) -> F64:
    """Places with the hour of the day as a circle, on which an hour counts for 3 km."""
    turn = 2.0 * np.pi * (t % 24.0) / 24.0
    r = 3.0 * 24.0 / (2.0 * np.pi)
    return np.asarray(np.c_[xy, r * np.cos(turn), r * np.sin(turn)], dtype=np.float64)


def _scaled(said: object, accuracy: float) -> object:
    """Confusions that leave room for the accuracy."""
    assert isinstance(said, dict)
    for row in said.values():
        total = sum(row.values())
        if total > 1.0 - accuracy:
            for name in row:
                row[name] *= (1.0 - accuracy) / total
    return {name: row for name, row in said.items() if row}


def draft(tables: list[pa.Table]) -> SourceModels:
    """Models to start from, read off the reports: structure as they show it, rates at a guess."""
    table = pa.concat_tables([t.select(_READ) for t in tables])
    names = sorted(n for n in pc.unique(table["source"]).to_pylist() if n)
    classes = [
        n for n in sorted(k for k in pc.unique(table["class"]).to_pylist() if k)
        if n not in ("unknown", "happening")
    ]  # fmt: skip
    counts = {
        each["values"].as_py(): each["counts"].as_py() for each in table["class"].value_counts()
    }
    total = sum(counts[n] for n in classes)
    sources = {}
    for name in names:
        rows = table.filter(pc.equal(table["source"], name))
        sources[name] = _drafted(rows, classes)
    return SourceModels(
        version="draft",
        classes={n: counts[n] / total for n in classes} or {"happening": 1.0},
        sources=sources, burst_per_km2_h=0.005, base=0.6, blur_km=0.5, same_name=0.95,
    )  # fmt: skip


_READ = (
    "source", "sensor", "time_lo", "time", "time_hi", "time_sigma_s", "lon", "lat",
    "sigma_major_m", "class", "class_confidence",
)  # fmt: skip


def _drafted(rows: pa.Table, classes: list[str]) -> SourceModel:
    t, lo, hi = (
        np.asarray(pc.fill_null(rows[name].cast(pa.int64()), 0)) / 3.6e9
        for name in ("time", "time_lo", "time_hi")
    )
    before, after = np.median(t - lo), np.median(hi - t)
    changes: dict[str, object] = {}
    days = max((t.max() - t.min()) / 24.0, 1.0)
    if before > 0.05 and after < 0.05 * before:  # its times come after the onset only
        mean = float(before / 3.0 if before > 2.0 else before / 6.0)
        changes["delay_h"] = {"any": mean} if before > 2.0 else dict.fromkeys(classes, mean)
        minutes = len(np.unique(np.round(t * 60.0))) / days
        if minutes < 24.0 and len(t) / days > 3.0 * minutes:
            changes["pass_h"] = float(round(24.0 / max(minutes, 1.0), 1))
            changes["same_pass"] = 0.6
            changes["clutter_km"] = 12.0
    where = np.round(np.asarray(rows["lon"]) * 1e5) * 1e8 + np.round(np.asarray(rows["lat"]) * 1e5)
    _, inverse, count = np.unique(where, return_inverse=True, return_counts=True)
    width = np.asarray(rows["sigma_major_m"])
    twice = count[inverse] > 1
    if twice.mean() > 0.2:
        usual, many = np.unique(np.round(width[twice], 1), return_counts=True)
        changes["named_sigma_m"] = float(usual[np.argmax(many)])
    accuracy = pc.mean(rows["class_confidence"]).as_py()
    labelled = np.asarray(pc.is_in(rows["class"], value_set=pa.array(classes, pa.string()))).mean()
    if labelled > 0.5:
        accuracy = accuracy or GUESS
        changes["accuracy"] = float(np.clip(accuracy, 1.5 / max(len(classes), 2), 0.95))
    return SourceModel(
        detection=dict.fromkeys(classes, 0.3),
        coverage=0.5,
        repeats=0.3,
        clutter_repeats=0.03,
        clutter_per_day=(float(0.15 * len(t) / days + 0.02), float(0.15 * len(t) / days + 0.02)),
        **changes,  # type: ignore[arg-type]
    )


__all__ = ["Links", "draft", "fit", "maximise"]
