"""Coverage planned before signature: what could be verified at all, and which posts to choose."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from aselepo.agreement import Agreement
from aselepo.core.problem import ConfigError, InputError
from aselepo.coverage import Choice, chance_of, choose, silence
from aselepo.coverage.plan import without_each
from aselepo.geo.sight import chance_at, distance_m
from aselepo.run.problems import BAD_PLAN, NO_FILE
from aselepo.situation.rows import subjects

F64 = npt.NDArray[np.float64]
ENOUGH = 0.8
"""A silence counts as one where a single incident would have been noticed with this chance."""
GRID = 8
"""A box is looked at on so many by so many places."""
STEPS = (1.25, 1.5, 2.0)
"""Budgets, as multiples of the one asked for, at which a further step is priced."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post, camera, sensor or patrol: where, how many hours a day, how far it notices what."""

    id: str
    kind: str
    cost: float
    lon: float
    lat: float
    hours_per_day: float
    curves: Mapping[str, tuple[tuple[float, float], ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePlan:
    """Areas as places to be watched, shape (n, 2) degrees each, and posts."""

    areas: Mapping[str, F64]
    posts: tuple[Post, ...]
    budget: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demands:
    """What must be noticed where: a class of a provision at a place."""

    groups: tuple[tuple[str, str, str], ...]
    """Provision, area and class of each group."""
    group: npt.NDArray[np.int64]
    weight: F64
    chance: F64
    """Shape (posts, demands)."""


def read_plan(path: Path) -> CoveragePlan:
    """Read a coverage plan (TOML).

    Raises
    ------
    InputError : the file cannot be read
    ConfigError : a part is missing or makes no sense
    """
    try:
        given = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as refused:
        raise InputError(NO_FILE.at(str(path), str(refused))) from refused
    except tomllib.TOMLDecodeError as wrong:
        raise ConfigError(BAD_PLAN.at(str(path), str(wrong))) from wrong
    areas, posts = given.get("area", []), given.get("post", [])
    if not areas or not posts:
        raise ConfigError(BAD_PLAN.at(str(path), "it needs at least one [[area]] and one [[post]]"))
    made: dict[str, F64] = {}
    for each in areas:
        made[_text(each, "id", path)] = _places(each, path)
    read = tuple(_post(each, path) for each in posts)
    if len({post.id for post in read}) < len(read) or len(made) < len(areas):
        raise ConfigError(BAD_PLAN.at(str(path), "an id is given twice"))
    budget = given.get("budget")
    return CoveragePlan(
        areas=made, posts=read, budget=None if budget is None else _number(given, "budget", path)
    )


def demands(agreement: Agreement, plan: CoveragePlan) -> Demands:
    """The classes of every prohibition at every place of every area, and who would notice them."""
    provisions = [
        (provision, sorted(classes))
        for provision, _, classes, _ in subjects(agreement)
        if provision is not None
    ]
    groups: list[tuple[str, str, str]] = []
    group: list[npt.NDArray[np.int64]] = []
    weight: list[F64] = []
    columns: list[F64] = []
    by_area = {
        area: [_reach(post, places) for post in plan.posts] for area, places in plan.areas.items()
    }
    for provision, classes in provisions:
        for area, places in plan.areas.items():
            for wanted in classes:
                group.append(np.full(len(places), len(groups)))
                weight.append(np.full(len(places), 1.0 / len(places)))
                groups.append((provision, area, wanted))
                columns.append(np.stack([_chances(reach, wanted) for reach in by_area[area]]))
    if not groups:
        raise ConfigError(BAD_PLAN.at(agreement.name, "the agreement forbids nothing"))
    return Demands(
        groups=tuple(groups),
        group=np.concatenate(group),
        weight=np.concatenate(weight),
        chance=np.concatenate(columns, axis=1),
    )


def power(agreement: Agreement, plan: CoveragePlan) -> dict[str, Any]:
    """Which provisions could be verified with a plan, area by area, and the best chance by class.

    A provision is as verifiable as the class that is hardest to notice.
    """
    asked = demands(agreement, plan)
    best = asked.chance.max(axis=0)
    chance = np.bincount(asked.group, asked.weight * best)
    rows: dict[tuple[str, str], list[tuple[float, str]]] = {}
    classes: dict[str, float] = {}
    for (provision, area, wanted), p in zip(asked.groups, chance.tolist(), strict=True):
        rows.setdefault((provision, area), []).append((p, wanted))
        classes[wanted] = max(classes.get(wanted, 0.0), round(p, 4))
    told = []
    for (provision, area), each in rows.items():
        p, weakest = min(each)
        quiet = silence(p, window_h=24.0)
        told.append(
            {
                "provision": provision,
                "area": area,
                "verifiable": "yes" if p >= ENOUGH else "in part" if max(each)[0] > 0 else "no",
                "p_notice_one": round(p, 4),
                "hardest": weakest,
                "unseen": sorted(wanted for p, wanted in each if p == 0),
                "noticed_from": quiet.noticed_from,
            }
        )
    return {"rows": told, "classes": dict(sorted(classes.items()))}


def cover(
    agreement: Agreement, plan: CoveragePlan, *, budget: float | None, time_limit_s: float = 50.0
) -> dict[str, Any]:
    """The posts that raise the worst-served provision and area most, and what more would cost.

    Raises
    ------
    ConfigError : no budget is given
    """
    limit = plan.budget if budget is None else budget
    if limit is None or limit < 0:
        raise ConfigError(BAD_PLAN.at("--budget", "a budget of 0 or more must be given"))
    asked = demands(agreement, plan)
    cost = np.array([post.cost for post in plan.posts])
    each_s = time_limit_s / (2 + len(STEPS))

    def chosen(budget: float, seconds: float) -> Choice:
        return choose(
            asked.chance, cost, asked.group, asked.weight, budget=budget, time_limit_s=seconds
        )

    found = chosen(limit, 2 * each_s)
    ladder, last = [], found
    for more in STEPS:
        step = chosen(limit * more, each_s)
        if step.worst > last.worst + 1e-6:
            ladder.append(
                {
                    "cost": round(step.cost, 4),
                    "worst": round(step.worst, 4),
                    "price_per_point": round(
                        (step.cost - last.cost) / (100 * (step.worst - last.worst)), 4
                    ),
                    "adds": sorted(_ids(plan, step) - _ids(plan, last)),
                    "drops": sorted(_ids(plan, last) - _ids(plan, step)),
                }
            )
            last = step
    lost = without_each(found, asked.chance, asked.group, asked.weight)
    order = np.argsort(found.served, kind="stable")
    return {
        "budget": limit,
        "cost": round(found.cost, 4),
        "chosen": [plan.posts[j].id for j in found.chosen],
        "worst": round(found.worst, 4),
        "short_of_best_by": round(found.short_by, 4),
        "served": [
            {
                **dict(zip(("provision", "area", "class"), asked.groups[g], strict=True)),
                "p_notice_one": round(float(found.served[g]), 4),
            }
            for g in order
        ],
        "unreachable": [
            dict(zip(("provision", "area", "class"), asked.groups[g], strict=True))
            for g in found.unreachable
        ],
        "if_lost": [
            {"post": plan.posts[j].id, "worst": round(float(p), 4)}
            for j, p in sorted(zip(found.chosen, lost, strict=True), key=lambda pair: pair[1])
        ],
        "further_steps": ladder,
        "map": _map(plan, found),
    }


def _map(plan: CoveragePlan, choice: Choice) -> dict[str, Any]:
    """Posts as GeoJSON, chosen or not."""
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [post.lon, post.lat]},
                "properties": {"id": post.id, "kind": post.kind, "chosen": j in choice.chosen},
            }
            for j, post in enumerate(plan.posts)
        ],
    }


def _ids(plan: CoveragePlan, choice: Choice) -> set[str]:
    return {plan.posts[j].id for j in choice.chosen}


def _reach(post: Post, places: F64) -> dict[str, F64]:
    """Chance of a post by the classes it has curves for, at places; shape (n,) each."""
    metres = distance_m(post.lon, post.lat, places[:, 0], places[:, 1])
    share = post.hours_per_day / 24.0
    return {name: share * chance_at(metres, curve) for name, curve in post.curves.items()}


def _chances(reach: Mapping[str, F64], wanted: str) -> F64:
    """Chance for a class by figures for it, an ancestor or its children, place by place."""
    size = len(next(iter(reach.values())))
    return np.array(
        [chance_of({name: float(p[n]) for name, p in reach.items()}, wanted) for n in range(size)]
    )


def _places(given: Mapping[str, Any], path: Path) -> F64:
    """Places of an area: those listed, or a grid over its box."""
    name = given["id"]
    try:
        if "points" in given:
            made = np.array(given["points"], dtype=np.float64).reshape(-1, 2)
        else:
            west, south, east, north = (float(edge) for edge in given["box"])
            if not (west < east and south < north):
                raise ValueError("a box is west, south, east, north")
            middle = (np.arange(GRID) + 0.5) / GRID
            x, y = np.meshgrid(west + middle * (east - west), south + middle * (north - south))
            made = np.stack([x.ravel(), y.ravel()], axis=1)
        if not len(made) or not bool((np.abs(made) <= [180.0, 90.0]).all()):
            raise ValueError("a place lies outside of the Earth's degrees")
    except (KeyError, TypeError, ValueError) as wrong:
        says = f"area {name}: {wrong if not isinstance(wrong, KeyError) else 'no box, no points'}"
        raise ConfigError(BAD_PLAN.at(str(path), says)) from wrong
    return made


def _post(given: Mapping[str, Any], path: Path) -> Post:
    name = _text(given, "id", path)
    curves = given.get("sees")
    if not isinstance(curves, dict) or not curves:
        raise ConfigError(BAD_PLAN.at(str(path), f"post {name}: it sees nothing: no [post.sees]"))
    hours = _number({"hours_per_day": 24, **given}, "hours_per_day", path)
    cost = _number(given, "cost", path)
    if not 0 < hours <= 24 or cost < 0:
        raise ConfigError(BAD_PLAN.at(str(path), f"post {name}: hours are 0 to 24, a cost is >= 0"))
    return Post(
        id=name,
        kind=str(given.get("kind", "post")),
        cost=cost,
        lon=_number(given, "lon", path),
        lat=_number(given, "lat", path),
        hours_per_day=hours,
        curves={key: _curve(curve, f"post {name}, {key}", path) for key, curve in curves.items()},
    )


def _curve(given: Any, what: str, path: Path) -> tuple[tuple[float, float], ...]:
    try:
        curve = tuple((float(metres), float(p)) for metres, p in given)
    except (TypeError, ValueError) as wrong:
        raise ConfigError(BAD_PLAN.at(str(path), f"{what}: not [[metres, chance], ...]")) from wrong
    outwards = all(a < b for (a, _), (b, _) in pairwise(curve))
    if not curve or not outwards or not all(0 <= p <= 1 and m >= 0 for m, p in curve):
        says = f"{what}: distances must grow, chances lie between 0 and 1"
        raise ConfigError(BAD_PLAN.at(str(path), says))
    return curve


def _text(given: Mapping[str, Any], key: str, path: Path) -> str:
    if not isinstance(given, Mapping) or not isinstance(given.get(key), str) or not given[key]:
        raise ConfigError(BAD_PLAN.at(str(path), f"an entry has no {key}: {given!r}"))
    return str(given[key])


def _number(given: Mapping[str, Any], key: str, path: Path) -> float:
    value = given.get(key)
    if isinstance(value, bool) or not isinstance(value, int | float) or not np.isfinite(value):
        who = given.get("id", "")
        raise ConfigError(BAD_PLAN.at(str(path), f"{who} {key}: {value!r} is not a number".strip()))
    return float(value)


def shown(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """Rows of `power` as lines."""
    sign = {"yes": "✓", "in part": "◐", "no": "▨"}
    lines = []
    for row in rows:
        line = f"{sign[row['verifiable']]} {row['verifiable']:<8} article {row['provision']:<6} "
        line += f"{row['area']:<12} one {row['hardest']} noticed with {row['p_notice_one']:.0%}"
        if row["unseen"]:
            line += f"; not at all: {', '.join(row['unseen'])}"
        lines.append(line)
    return lines
