"""News: originals with words of their own, chains of copies, rumours, and lies told in concert."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.feeds.exercise.land import NORTH, SOUTH
from aselepo.feeds.exercise.reports import CAUSES, Reports, Scene, names_party, reports, told
from aselepo.feeds.exercise.streams import F64, I64, lognormal
from aselepo.feeds.exercise.watch import Watched
from aselepo.feeds.exercise.weather import DAY, HOUR

NAME = "osint"
OUTLETS = ("Harbour Post", "Line Radio", "Morning Sheet", "Field Wire", "North Courier",
           "South Herald", "Free Channel", "District Bulletin", "Eyewitness Feed", "Night Desk",
           "Border Gazette", "Open Map Group")  # fmt: skip
_PHRASES = {
    "small_arms": ("Gunfire", "Bursts of small-arms fire", "Shooting"),
    "mortar": ("Mortar fire", "Mortar rounds", "A mortar attack"),
    "artillery": ("Artillery fire", "Shells", "A barrage"),
    "tank_fire": ("Tank fire", "A tank", "Direct tank fire"),
    "rocket": ("A rocket salvo", "Rockets", "Rocket fire"),
    "drone_strike": ("A drone strike", "A strike drone", "Drones"),
    "air_strike": ("An air strike", "A glide bomb", "Aircraft"),
    "missile": ("A missile", "A missile strike", "Missiles"),
    "mine_blast": ("A mine", "A mine blast", "A booby trap"),
    "explosion": ("An explosion", "Explosions", "A loud blast"),
    "burst": ("Bursts", "Shots", "Firing"),
}
_VERBS = ("hit", "struck", "was reported near", "shook", "reached", "fell on")
_TELLS = ("residents say", "a local official says", "according to emergency services",
          "a photograph shows", "the village council reports", "unnamed witnesses say")  # fmt: skip
_TAILS = ("", " No casualties are known.", " Windows were broken.", " A barn burned down.",
          " Power is out.", " Two people were taken to hospital.")  # fmt: skip
_COPY_LEADS = (
    "",
    "Repost: ",
    "As reported: ",
    "BREAKING. ",
    "Media: ",
    "According to colleagues: ",
)
SPANS = ("hour", "part", "day")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A correction: new values of a report, when it comes and why."""

    row: int
    known_s: float
    fields: dict[str, Any]
    why: str


@dataclass(slots=True)
class _Stories:
    """Originals before they are written out; arrays of shape (n,)."""

    incident: I64
    cause: I64
    time: F64
    town: I64
    sector: I64
    kind: I64
    actor: I64
    rounds: I64
    known: F64
    campaign: npt.NDArray[np.bool_]


def news(scene: Scene) -> tuple[Reports, list[Watched], list[Change]]:
    """Reports, coverage (none is stated: unknown) and corrections of the news."""
    rng = scene.streams.of(NAME)
    originals = _originals(scene, rng)
    made, span = _written(scene, rng, originals)
    changes = _corrections(scene, rng, originals, made, span)
    copies = _copies(scene, rng, originals, made)
    rows = []
    for sector in range(scene.land.sectors):
        for side in range(2):
            rows.append(
                Watched(
                    source=NAME, area=scene.land.area(side, sector), lo_s=0.0, hi_s=scene.span_s,
                    status="unknown", reason="no-statement", p=(), known_s=HOUR,
                )
            )  # fmt: skip
    return copies, rows, changes


def _originals(scene: Scene, rng: np.random.Generator) -> _Stories:
    given, land, truth = scene.given, scene.land, scene.truth
    near, distance = _nearest_town(scene, truth.x, truth.y)
    loud = {"small_arms": 0.4, "mine_blast": 0.8, "missile": 5.0, "air_strike": 4.0, "rocket": 2.0}
    weight = np.array([loud.get(name, 1.0) for name in scene.classes])[scene.heard_as()]
    size = land.town_size[near] if len(land.town_size) else np.zeros(len(near))
    p = given.number("news", "towns_report") * weight * np.sqrt(size)
    p = p * np.exp(-((distance / given.number("news", "reach_km")) ** 2))
    told_of = np.flatnonzero(rng.random(len(truth)) < np.clip(p, 0, 0.95))
    slow = lognormal(
        rng,
        given.number("news", "delay_h") * HOUR,
        given.number("news", "delay_spread"),
        len(told_of),
    )
    kind = scene.heard_as()
    real = _Stories(
        incident=told_of,
        cause=np.zeros(len(told_of), np.int64),
        time=truth.time_s[told_of],
        town=near[told_of],
        sector=truth.sector[told_of],
        kind=kind[told_of],
        actor=truth.actor[told_of],
        rounds=truth.rounds[told_of],
        known=truth.time_s[told_of] + 600 + slow,
        campaign=np.zeros(len(told_of), bool),
    )
    rumours = _untrue(
        scene, rng, int(rng.poisson(given.number("news", "false_reports") * scene.days))
    )
    parts = [real, rumours, *(_lie(scene, rng, lie) for lie in given.tables("lie"))]
    names = _Stories.__slots__
    return _Stories(**{n: np.concatenate([getattr(p, n) for p in parts]) for n in names})


def _nearest_town(scene: Scene, x: F64, y: F64) -> tuple[I64, F64]:
    """The nearest town and its distance, in pieces that fit in memory."""
    land = scene.land
    near, away = np.zeros(len(x), np.int64), np.full(len(x), np.inf)
    if not len(land.town_x):
        return near, away
    for start in range(0, len(x), 65_536):
        cut = slice(start, start + 65_536)
        square = (x[cut, None] - land.town_x) ** 2 + (y[cut, None] - land.town_y) ** 2
        near[cut] = square.argmin(axis=1)
        away[cut] = np.sqrt(square.min(axis=1))
    return near, away


def _untrue(scene: Scene, rng: np.random.Generator, size: int) -> _Stories:
    towns = len(scene.land.town_x)
    size = size if towns else 0
    town = rng.integers(0, max(towns, 1), size)
    time = rng.uniform(0, scene.span_s, size)
    return _Stories(
        incident=np.full(size, -1, np.int64),
        cause=np.full(size, CAUSES.index("rumour"), np.int64),
        time=time,
        town=town,
        sector=scene.land.sector(scene.land.town_x[town]) if towns else town,
        kind=rng.integers(0, len(scene.classes), size),
        actor=rng.integers(0, 2, size),
        rounds=1 + rng.poisson(6.0, size),
        known=time + lognormal(rng, 2 * HOUR, 0.8, size),
        campaign=np.zeros(size, bool),
    )


def _lie(scene: Scene, rng: np.random.Generator, lie: dict[str, Any]) -> _Stories:
    """Strikes that never were, told within an hour by one side of the other."""
    teller = NORTH if lie["by"] == "north" else SOUTH
    land = scene.land
    sector = int(np.clip(lie["sector"], 0, land.sectors - 1))
    own = land.side(land.town_x, land.town_y) == teller
    place = np.flatnonzero(own & (land.sector(land.town_x) == sector))
    place = place if len(place) else np.flatnonzero(own)
    size = int(lie["strikes"]) if len(place) and 0 <= lie["day"] < scene.days else 0
    time = float(lie["day"]) * DAY + rng.uniform(0, 1200, size)
    return _Stories(
        incident=np.full(size, -1, np.int64),
        cause=np.full(size, CAUSES.index("lie"), np.int64),
        time=time,
        town=place[rng.integers(0, max(len(place), 1), size)] if size else np.zeros(0, np.int64),
        sector=np.full(size, sector, np.int64),
        kind=np.full(size, scene.word("rocket"), np.int64),
        actor=np.full(size, 1 - teller, np.int64),
        rounds=1 + rng.poisson(12.0, size),
        known=time + rng.uniform(1800, 3600, size),
        campaign=np.ones(size, bool),
    )


def _written(scene: Scene, rng: np.random.Generator, of: _Stories) -> tuple[Reports, I64]:
    """Originals as reports: what they say of place, time, class, number, and whose fire it was."""
    given, land = scene.given, scene.land
    size = len(of.time)
    day, part = given.number("news", "day_only"), given.number("news", "part_only")
    drawn = rng.random(size)
    span = np.where(of.campaign, 0, np.where(drawn < day, 2, np.where(drawn < day + part, 1, 0)))
    lo, best, hi, sigma = _times(scene, rng, of.time, span)
    wide = (rng.random(size) < given.number("news", "region_only")) & ~of.campaign
    width = land.length / land.sectors
    middle = np.asarray((of.sector + 0.5) * width, dtype=np.float64)
    x = np.where(wide, middle, land.town_x[of.town] if size else 0.0)
    y = np.where(wide, land.line_y(middle), land.town_y[of.town] if size else 0.0)
    sigma_km = np.where(wide, width / 3.0, 0.6 * given.number("news", "reach_km"))
    word = told(
        rng, scene, of.kind, given.number("news", "accuracy"), given.number("news", "vague")
    )
    party, p_party = names_party(
        rng, of.actor, given.number("news", "names_party"), given.number("news", "party_accuracy")
    )
    party = np.where(of.campaign, of.actor, party)
    p_party = np.where(of.campaign, 0.9, p_party)
    counts = rng.random(size) < 0.4
    about = np.maximum(1, np.round(of.rounds * lognormal(rng, 1.0, 0.4, size)))
    true = of.cause == 0
    withdrawn = rng.random(size) < np.where(
        true, given.number("news", "withdrawn"), given.number("news", "false_withdrawn")
    )
    return reports(
        size,
        sensor=rng.integers(0, len(OUTLETS), size),
        basis=3,
        time_lo=lo,
        time=best,
        time_hi=hi,
        time_sigma_s=sigma,
        town=np.where(wide, -1, of.town),
        area=np.where(wide, of.sector * 2, -1),
        x=x,
        y=y,
        sigma_major_m=1000 * sigma_km,
        sigma_minor_m=1000 * np.where(wide, 9.0, sigma_km),
        azimuth_deg=np.where(wide, 90.0, 0.0),
        role=0,
        word=word,
        damage=rng.random(size) < 0.25,
        party=party,
        p_party=p_party,
        count_lo=np.where(counts, np.ceil(about * 0.6), -1),
        count_hi=np.where(counts, np.ceil(about * 1.6), -1),
        unit=np.where(counts, 0, -1),
        text=_texts(scene, rng, of, word, span, wide, party, counts, about),
        known_s=np.maximum(of.known, np.where(span == 2, best, of.known)),
        retracted_s=np.where(withdrawn, of.known + rng.uniform(6, 48, size) * HOUR, np.nan),
        incident=of.incident,
        cause=of.cause,
    ), span


def _times(
    scene: Scene, rng: np.random.Generator, time: F64, span: I64
) -> tuple[F64, F64, F64, F64]:
    """What a report says of when: the hour, a quarter of the day, or the day."""
    midnight = scene.weather.noon_s - DAY / 2
    hour = np.round((time + 1200 * rng.standard_normal(len(time))) / (HOUR / 2)) * (HOUR / 2)
    quarter = np.floor((time - midnight) / (DAY / 4)) * (DAY / 4) + midnight
    whole = np.floor((time - midnight) / DAY) * DAY + midnight
    lo = np.choose(span, [hour - 1.5 * HOUR, quarter, whole])
    hi = np.choose(span, [hour + 1.5 * HOUR, quarter + DAY / 4, whole + DAY])
    sigma = np.choose(span, [0.4 * HOUR, DAY / 4 / np.sqrt(12.0), DAY / np.sqrt(12.0)])
    return lo, (lo + hi) / 2, hi, sigma


def _take(words: tuple[str, ...] | list[str], index: Any) -> pa.Array:
    return pa.array(list(words), pa.string()).take(pa.array(np.asarray(index, dtype=np.int64)))


def _texts(
    scene: Scene, rng: np.random.Generator, of: _Stories, word: I64, span: I64, wide: Any,
    party: I64, counts: Any, about: F64,
) -> npt.NDArray[np.object_]:  # fmt: skip
    """Sentences in English; fictional all of them."""
    size, land = len(of.time), scene.land
    phrases = [p for name in scene.words for p in _PHRASES.get(name, ("Something", "It", "Heat"))]
    subject = _take(phrases, word * 3 + rng.integers(0, 3, size))
    places = [*land.town_names, *(f"the sector {s + 1} of the line" for s in range(land.sectors))]
    where = _take(places, np.where(wide, len(land.town_names) + of.sector, of.town))
    local = of.time - (scene.weather.noon_s - DAY / 2)
    hours = _take([f"about {h:02d}:00" for h in range(24)], (local // HOUR) % 24)
    quarters = _take(
        ["in the night", "in the morning", "in the afternoon", "in the evening"],
        (local // (DAY / 4)) % 4,
    )
    days = _take(["during the day"], np.zeros(size))
    when = pc.choose(pa.array(span), hours, quarters, days)
    said = _take(list(land.parties), np.maximum(party, 0))
    blame = pc.if_else(
        pa.array(party >= 0),
        pc.binary_join_element_wise(" The fire came from ", said, " positions.", ""),
        "",
    )
    number = pc.if_else(
        pa.array(np.asarray(counts, bool)),
        pc.binary_join_element_wise(
            " About ", pc.cast(pa.array(about.astype(np.int64)), pa.string()), " impacts.", ""
        ),
        "",
    )
    text = pc.binary_join_element_wise(
        subject, " ", _take(_VERBS, rng.integers(0, len(_VERBS), size)), " ", where, " ", when,
        ", ", _take(_TELLS, rng.integers(0, len(_TELLS), size)), ".", number, blame,
        _take(_TAILS, rng.integers(0, len(_TAILS), size)), "",
    )  # fmt: skip
    out: npt.NDArray[np.object_] = text.to_numpy(zero_copy_only=False)
    return out


def _copies(scene: Scene, rng: np.random.Generator, of: _Stories, made: Reports) -> Reports:
    """The originals and all that copies them, generation by generation."""
    given = scene.given
    size = len(made)
    mean = np.full(size, given.number("news", "copies"))
    start = 0
    for lie in given.tables("lie"):
        found = np.flatnonzero(of.campaign)[start : start + int(lie["strikes"])]
        mean[found] = lie["copies"]
        start += int(lie["strikes"])
    parts, above, base = [made], made, 0
    campaign = of.campaign
    for _ in range(12):
        row = np.repeat(np.arange(len(above)), rng.poisson(mean))
        if not len(row):
            break
        part = above.take(row)
        count = len(row)
        quick = np.where(campaign[row], 0.4 * HOUR, 2.0 * HOUR)
        part.known_s[:] = part.known_s + 120 + lognormal(rng, quick, 0.9, count)
        part.sensor[:] = rng.integers(0, len(OUTLETS), count)
        part.parent[:] = base + row
        part.declared[:] = rng.random(count) < given.number("news", "declared_origin")
        part.retracted_s[:] = np.nan
        lead = _take(_COPY_LEADS, rng.integers(0, len(_COPY_LEADS), count))
        body = pa.array(part.text, pa.string())
        first = pc.list_element(pc.split_pattern(body, ".", max_splits=1), 0)
        cut = pa.array(rng.random(count) < 0.25)
        short = pc.binary_join_element_wise(first, ".", "")
        part.text[:] = pc.binary_join_element_wise(lead, pc.if_else(cut, short, body), "").to_numpy(
            zero_copy_only=False
        )
        base += len(above)
        parts.append(part)
        campaign = campaign[row]
        mean = np.full(count, given.number("news", "copies_of_copies"))
        above = part
    # parents name rows of the whole already
    names = [field.name for field in fields(Reports)]
    return Reports(**{name: np.concatenate([getattr(p, name) for p in parts]) for name in names})


def _corrections(
    scene: Scene, rng: np.random.Generator, of: _Stories, made: Reports, span: I64
) -> list[Change]:
    """A number or a class that the outlet corrects itself, towards what is true."""
    picked = np.flatnonzero((rng.random(len(made)) < scene.given.number("news", "corrected"))
                            & (of.cause == 0))  # fmt: skip
    after = rng.uniform(3, 30, len(picked)) * HOUR
    changes = []
    for row, late in zip(picked.tolist(), after.tolist(), strict=True):
        if made.count_lo[row] >= 0:
            count = int(of.rounds[row])
            new: dict[str, Any] = {"count_lo": count, "count_hi": count}
            why = "the outlet corrected the number"
        else:
            name = scene.classes[int(of.kind[row])]
            new = {"class": name, "class_confidence": 0.9}
            why = "the outlet corrected the weapon"
        changes.append(
            Change(row=row, known_s=float(made.known_s[row]) + late, fields=new, why=why)
        )
    return changes
