"""What sources say, column by column, and beside it what is true of each report."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt

from aselepo.feeds.exercise.land import Land
from aselepo.feeds.exercise.settings import Settings
from aselepo.feeds.exercise.streams import F64, I64, Mask, Streams
from aselepo.feeds.exercise.truth import Truth
from aselepo.feeds.exercise.weather import DAY, HOUR, Weather

CAUSES = (
    "incident", "farm fire", "static heat", "thunder", "quarry", "false pick", "false alarm",
    "rumour", "lie", "threat only",
)  # fmt: skip
"""What made a report; all but the first are clutter or untrue."""
BASES = ("recorded", "saw", "heard", "told by")
ROLES = ("effect", "origin")
UNITS = ("explosion", "burst")
BEYOND = ("explosion", "burst", "heat", "air_threat")
"""Classes of reports beside those of incidents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """All that a source draws its reports from."""

    given: Settings
    streams: Streams
    land: Land
    weather: Weather
    truth: Truth
    days: int
    loud: F64
    """Share of each class among explosions, shape (classes,)."""

    @property
    def span_s(self) -> float:
        return self.days * DAY

    @property
    def hours(self) -> int:
        return self.days * 24

    @property
    def classes(self) -> tuple[str, ...]:
        return self.given.classes()

    @property
    def words(self) -> tuple[str, ...]:
        """Classes that reports name: those of incidents, then the vaguer ones."""
        return (*self.classes, *BEYOND)

    def word(self, name: str) -> int:
        return self.words.index(name)

    def heard_as(self, rows: I64 | None = None) -> I64:
        """Class of incidents (all of them, or some rows); a controlled blast sounds like a mine."""
        kind = self.truth.kind if rows is None else self.truth.kind[rows]
        return np.where(kind < 0, self.word("mine_blast"), kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Reports of one source; arrays of shape (n,). nan and -1 are null.

    Kilometres and seconds from the start; codes index the tuples above or `Scene.words`.
    `incident`, `cause` and `parent` are the truth: they never leave for the log, but for the
    parents that copies declare.
    """

    sensor: I64
    basis: I64
    time_lo: F64
    time: F64
    time_hi: F64
    time_end: F64
    time_sigma_s: F64
    area: I64
    """Sector * 2 + side, where a report names an area and no point."""
    town: I64
    x: F64
    y: F64
    sigma_major_m: F64
    sigma_minor_m: F64
    azimuth_deg: F64
    role: I64
    word: I64
    system: Mask
    """The report names the weapon of its class."""
    damage: Mask
    party: I64
    p_party: F64
    count_lo: I64
    count_hi: I64
    unit: I64
    text: npt.NDArray[np.object_]
    known_s: F64
    retracted_s: F64
    parent: I64
    """Row of the report that this one copies."""
    declared: Mask
    """The copy says whom it copies."""
    incident: I64
    cause: I64

    def __len__(self) -> int:
        return len(self.time)

    def take(self, rows: I64 | Mask) -> Reports:
        """Some rows; parents are not followed."""
        return Reports(**{each.name: getattr(self, each.name)[rows] for each in fields(self)})


def reports(size: int, **given: Any) -> Reports:
    """Reports with null wherever nothing is given; scalars stand for all rows."""
    columns: dict[str, Any] = {}
    for field in fields(Reports):
        kind = str(field.type)
        null: Any = np.nan if kind == "F64" else False if kind == "Mask" else -1
        dtype: Any = {"F64": np.float64, "I64": np.int64, "Mask": np.bool_}.get(kind, object)
        value = given.pop(field.name, None if dtype is object else null)
        columns[field.name] = np.array(np.broadcast_to(np.asarray(value, dtype=dtype), (size,)))
    assert not given, f"no such columns: {sorted(given)}"
    return Reports(**columns)


def joined(parts: list[Reports]) -> Reports:
    """One after the other; parents point to the joined rows."""
    starts = np.cumsum([0, *(len(part) for part in parts)])
    columns = {
        each.name: np.concatenate([getattr(part, each.name) for part in parts])
        for each in fields(Reports)
    }
    columns["parent"] = np.concatenate(
        [
            np.where(part.parent >= 0, part.parent + start, -1)
            for part, start in zip(parts, starts, strict=False)
        ]
    )
    return Reports(**columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outages:
    """When units of a source are down; sorted by unit and time, of one unit never overlapping."""

    units: int
    unit: I64
    lo: F64
    hi: F64
    jammed: Mask

    def is_up(self, unit: I64, time_s: F64) -> Mask:
        """Is a unit up at a moment?"""
        far = 1e10
        edges = np.stack((self.unit * far + self.lo, self.unit * far + self.hi), axis=1).ravel()
        passed = np.searchsorted(edges, unit * far + time_s, side="right")
        up: Mask = passed % 2 == 0
        return up

    def up_share(self, hours: int) -> F64:
        """Share of each hour that each unit is up, shape (units, hours)."""
        at = np.arange(hours + 1) * HOUR
        share = np.ones((self.units, hours))
        for unit in range(self.units):
            mine = self.unit == unit
            lo, hi = self.lo[mine], self.hi[mine]
            if not len(lo):
                continue
            edges = np.stack((lo, hi), axis=1).ravel()
            down = np.repeat(np.cumsum(hi - lo), 2)
            down[0::2] -= hi - lo
            before = np.interp(at, edges, down, left=0.0)
            share[unit] = np.clip(1 - np.diff(before) / HOUR, 0.0, 1.0)
        return share


def outages(scene: Scene, name: str, units: int) -> Outages:
    """Alternating stretches up and down for each unit, exponential both."""
    rng = scene.streams.of(f"outages of {name}")
    up = scene.given.by_name("faults", "up_hours")[name] * HOUR
    down = scene.given.by_name("faults", "down_hours")[name] * HOUR
    if units == 0 or up <= 0 or down <= 0:
        none = np.zeros(0)
        empty = np.zeros(0, np.int64)
        return Outages(units=units, unit=empty, lo=none, hi=none, jammed=empty.astype(bool))
    turns = int(scene.span_s / (up + down) * 3) + 20
    stretches = np.stack(
        (rng.exponential(up, (units, turns)), rng.exponential(down, (units, turns))), axis=2
    )
    edges = np.cumsum(stretches.reshape(units, -1), axis=1).reshape(units, turns, 2)
    unit, turn = np.nonzero(edges[:, :, 0] < scene.span_s)
    return Outages(
        units=units,
        unit=unit.astype(np.int64),
        lo=edges[unit, turn, 0],
        hi=np.minimum(edges[unit, turn, 1], scene.span_s),
        jammed=rng.random(len(unit)) < scene.given.number("faults", "jammed"),
    )


_MISTAKEN = {
    "small_arms": ("mortar", "drone_strike", "mine_blast"),
    "mortar": ("artillery", "tank_fire", "drone_strike"),
    "artillery": ("mortar", "rocket", "tank_fire"),
    "tank_fire": ("artillery", "mortar", "rocket"),
    "rocket": ("artillery", "missile", "mortar"),
    "drone_strike": ("mortar", "artillery", "mine_blast"),
    "air_strike": ("missile", "artillery", "rocket"),
    "missile": ("air_strike", "rocket", "drone_strike"),
    "mine_blast": ("mortar", "drone_strike", "small_arms"),
}
"""What a class is mistaken for."""


def told(rng: np.random.Generator, scene: Scene, kind: I64, accuracy: float, vague: float) -> I64:
    """The class that a report names.

    Parameters
    ----------
    kind : true classes as indices
    accuracy : chance that a named class is the right one
    vague : share that only name an explosion, or a burst
    """
    words = scene.words
    others = np.array([[words.index(o) for o in _MISTAKEN[name]] for name in scene.classes])
    drawn, choice = rng.random(len(kind)), rng.integers(0, 3, len(kind))
    is_vague = rng.random(len(kind)) < vague
    named = np.where(drawn < accuracy, kind, others[kind, choice])
    wide = np.where(kind == scene.word("small_arms"), scene.word("burst"), scene.word("explosion"))
    return np.where(is_vague, wide, named).astype(np.int64)


def class_tables(scene: Scene, accuracy: float) -> F64:
    """What a report of each class says of the true one: P(true | named), shape (named, true).

    Bayes' rule over how often classes are mistaken and how frequent they are: the table that an
    honest source states.
    """
    names = scene.classes
    share = np.array(scene.given.of_class("day")) + np.array(scene.given.of_class("night"))
    named = np.eye(len(names)) * accuracy
    for row, name in enumerate(names):
        for other in _MISTAKEN[name]:
            named[row, names.index(other)] += (1 - accuracy) / len(_MISTAKEN[name])
    joint = (share[:, None] * named).T
    table: F64 = np.round(joint / joint.sum(axis=1, keepdims=True), 4)
    return table


def names_party(
    rng: np.random.Generator, actor: I64, share: float, accuracy: float
) -> tuple[I64, F64]:
    """Whose fire a report says it was: side or -1, and the chance it states."""
    right = rng.random(len(actor)) < accuracy
    says = rng.random(len(actor)) < share
    side = np.where(right, actor, 1 - actor)
    return np.where(says, side, -1), np.where(says, accuracy, np.nan)


def ellipse_error(
    rng: np.random.Generator, major_km: F64, minor_km: F64, azimuth_deg: F64
) -> tuple[F64, F64]:
    """Errors (east, north) in km, drawn from the ellipse that a report states."""
    along = major_km * rng.standard_normal(len(major_km))
    across = minor_km * rng.standard_normal(len(major_km))
    turn = np.radians(azimuth_deg)
    east: F64 = along * np.sin(turn) + across * np.cos(turn)
    north: F64 = along * np.cos(turn) - across * np.sin(turn)
    return east, north


def azimuth(dx: F64, dy: F64) -> F64:
    """Direction of a vector as an axis, degrees clockwise from north, 0 to below 180."""
    turned: F64 = np.round(np.degrees(np.arctan2(dx, dy)) % 180.0, 2) % 180.0
    return turned
