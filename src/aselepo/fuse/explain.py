"""Why a report is where it is: terms for and against, runner-up, alternatives."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core.ids import incident_id
from aselepo.core.problem import ConfigError
from aselepo.fuse import codes
from aselepo.fuse._kernels import as_new, fits, leave, look, when, where
from aselepo.fuse.block import prepared, state_of
from aselepo.fuse.decisions import Decision, decided
from aselepo.fuse.engine import block_of, partition
from aselepo.fuse.front import prepare
from aselepo.fuse.model import arrays
from aselepo.fuse.sources import SourceModels


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """One way to account for a report: an incident, a new incident, or clutter.

    `place`, `time` and `rest` are natural logarithms of the factors whose sum is the weight: fit
    of the place (per km², or chance at a named place), of the time (per hour), and of class and
    source (chance that this source reports it, first or again, and names it so).
    """

    what: str  # incident id, "new incident", "clutter"
    p: float
    log_weight: float
    place: float | None = None
    time: float | None = None
    rest: float | None = None
    distance_km: float | None = None
    lag_h: float | None = None
    reports: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What a report could belong to, most likely first, and what was decided."""

    observation: str
    outcome: str  # linked, founds, ambiguous, copy, decided
    incident: str | None
    alternatives: tuple[Alternative, ...] = field(default=())
    note: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def text(self) -> str:
        """For the terminal."""
        lines = [
            f"{self.observation}: {self.outcome}" + (f" {self.incident}" if self.incident else "")
        ]
        if self.note:
            lines.append(f"  {self.note}")
        for each in self.alternatives:
            lines.append(f"  {each.p:6.3f}  {each.what}")
            if each.place is not None:
                lines.append(
                    f"          place {each.place:+.2f} ({each.distance_km:.2f} km), "
                    f"time {each.time:+.2f} ({each.lag_h:+.2f} h), "
                    f"class and source {each.rest:+.2f}; beside {', '.join(each.reports)}"
                )
        return "\n".join(lines)


def explain_link(
    observations: pa.Table, models: SourceModels, observation: str, *,
    decisions: Sequence[Decision] = (), most: int = 5,
) -> Explanation:  # fmt: skip
    """Explain one report's link, or its ambiguity.

    Parameters
    ----------
    observations, models : as for `fuse`
    observation : id
    most : alternatives given

    Raises
    ------
    ConfigError : the observation is not here, or its source has no model
    """
    ready = prepare(observations, models)
    at = pc.index(ready.rows["id"], observation).as_py()
    if at < 0:
        copy = pc.index(ready.copies["observation"], observation).as_py()
        if copy >= 0:
            origin = ready.copies["origin"][copy].as_py()
            told = explain_link(observations, models, origin, decisions=decisions, most=most)
            ground = ready.copies["ground"][copy].as_py()
            return Explanation(
                observation=observation, outcome="copy", incident=told.incident,
                alternatives=told.alternatives, note=f"copy of {origin} ({ground})",
            )  # fmt: skip
        raise ConfigError(
            codes.NO_MODEL.at(observation, "not among the reports that source models speak of")
        )
    part = partition(ready.columns, models)
    final = decided(part, ready.rows["id"], decisions)
    rows = block_of(ready.columns, at)
    here = int(np.searchsorted(rows, at))
    block = ready.columns.take(rows)
    reports, names, grid, _ = prepared(block, models)
    model, _ = arrays(models)
    x = state_of(block, models)
    by_class = np.empty(model.tau.shape[1])
    j = int(x.told[here])
    if j >= 0:
        leave(here, j, reports, x, model, by_class)
    found, weight = np.empty(len(block) + 1, np.int64), np.empty(len(block) + 1)
    kept, added = look(here, reports, x, model, names, grid, found, weight, by_class)
    new, clutter = float(as_new(here, added, reports, model)), float(reports.clutter[here])
    total = float(weight[:kept].sum()) + new + clutter
    own = ready.rows["id"][int(part.seed[at])].as_py() if j >= 0 else ""
    ids = ready.rows["id"].take(pa.array(rows)).to_pylist()
    ways = [
        Alternative(what="new incident", p=new / total, log_weight=math.log(max(new, 1e-300))),
        Alternative(what="clutter", p=clutter / total, log_weight=math.log(clutter)),
    ]
    for i in np.argsort(-weight[:kept], kind="stable")[:most].tolist():
        k = int(found[i])
        members = []
        o = int(x.head[k])
        while o >= 0:
            members.append(ids[o])
            o = int(x.following[o])
        place = float(where(here, k, reports, x, model, names))
        time = float(when(here, k, reports, x, model, by_class))
        if time < 0.0:  # by class: the mean over what the incident may be
            time = float((x.share[k] * by_class).sum())
        w = float(fits(here, k, reports, x, model, names, by_class))
        dx = (reports.u[here] - x.u[k]) * x.c[k] - x.at[k, 0]
        dy = reports.y[here] - x.y[k] - x.at[k, 1]
        ways.append(
            Alternative(
                what=incident_id(own if k == j else members[0]), p=w / total,
                log_weight=math.log(w),
                place=math.log(place), time=math.log(time),
                rest=math.log(w) - math.log(place) - math.log(time),
                distance_km=math.hypot(dx, dy), lag_h=float(block.t[here] - x.onset[k, 0]),
                reports=tuple(members),
            )
        )  # fmt: skip
    ways.sort(key=lambda way: (-way.p, way.what))
    seed = int(final.seed[at])
    changed = seed != int(part.seed[at])
    outcome = "ambiguous" if seed < 0 else "founds" if seed == at else "linked"
    return Explanation(
        observation=observation, outcome="decided" if changed else outcome,
        incident=incident_id(ready.rows["id"][seed].as_py()) if seed >= 0 else None,
        alternatives=tuple(ways),
        note="placed by an analyst's decision; fusion alone says otherwise" if changed else "",
    )  # fmt: skip
