"""Exercises: a world played into a mission folder, its truth beside the log, and the score."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pyarrow.parquet as pq

from aselepo import __version__
from aselepo.agreement import Agreement
from aselepo.agreement.model import And, Declared, Moment, Not, Or, Prohibition, Signature
from aselepo.core.canonical import canonical, digest
from aselepo.core.problem import ConfigError
from aselepo.core.time import parse_instant
from aselepo.feeds.exercise import (
    Score,
    Settings,
    Stage,
    World,
    deliveries,
    score,
    simulate,
    write_truth,
)
from aselepo.feeds.exercise.codes import BAD_VALUE, NO_TRUTH
from aselepo.feeds.exercise.deliver import AUTHOR
from aselepo.feeds.exercise.score import Case, Charged, Row
from aselepo.log.view import View
from aselepo.run import agreements
from aselepo.run.clock import now
from aselepo.run.mission import CONFIG, Mission, make_mission, open_mission
from aselepo.run.pipeline import compute, shown
from aselepo.run.problems import MISSION_EXISTS
from aselepo.situation import Situation

Play = Literal["fast", "step", "real"]
TRUTH = "truth"
ABOUT = "exercise.json"
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
_CASE = {"verified": True, "not established": False, "dismissed": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be played: parameters, seed, days, and the texts it is played under."""

    given: Settings
    preset: str
    seed: int
    days: int
    stage: Stage

    def about(self) -> dict[str, Any]:
        """What names this exercise; kept with the truth, for the seed tells all of it."""
        return {
            "seed": self.seed,
            "days": self.days,
            "preset": self.preset,
            "world": digest(json.loads(json.dumps(self.given.values))),
            "agreements": [digest(text) for _, text, _ in self.stage.agreements],
            "version": __version__,
        }


def plan(
    given: Settings, *, preset: str, seed: int, days: int, texts: Sequence[tuple[str, str]]
) -> Plan:
    """A plan under agreements, whose first two parties without guarantee fight each other.

    Raises
    ------
    AgreementError : a text has errors
    ConfigError : an agreement has not two parties of that kind, or the numbers cannot be
    """
    if seed < 0 or days < 1:
        raise ConfigError(BAD_VALUE.at("--seed --days", f"seed {seed}, days {days}"))
    read: list[Agreement] = []
    for name, text in texts:
        read.append(agreements.read(text, name, others=read))
    lead = read[0]
    fighting = [party.name for party in lead.parties if not party.guarantor]
    if len(fighting) < 2:
        what = f"{lead.name} names {len(fighting)} parties that are no guarantors"
        raise ConfigError(BAD_VALUE.at(texts[0][0], what, mend="give an agreement of two parties"))
    given = _from_moment(given.with_parties(fighting[0], fighting[1]), lead)
    bodies = [body for each in reversed(read) for body in each.bodies if len(body.members) > 1]
    stage = Stage(
        agreements=tuple(
            (name, text, _signers(each)) for (name, text), each in zip(texts, read, strict=True)
        ),
        names=tuple(each.name for each in read),
        monitor=_monitor(read),
        commission=bodies[0].name if bodies else None,
        members=bodies[0].members if bodies else (),
        line=lead.lines[0].name if lead.lines else "loc",
    )
    return Plan(given=given, preset=preset, seed=seed, days=days, stage=stage)


def _signers(agreement: Agreement) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            party
            for force in agreement.force
            if isinstance(force.start, Signature)
            for party in force.start.parties
        )
    )


def _from_moment(given: Settings, agreement: Agreement) -> Settings:
    """Where the text itself names the moment, the truce starts then, and nobody signs."""
    starts = [force.start.at for force in agreement.force if isinstance(force.start, Moment)]
    if not starts:
        return given
    day = (min(starts) - given.start) / DAY
    truce = {**given.values["truce"], "signed_day": max(day, 0.0)}
    return Settings({**given.values, "truce": truce})


def _monitor(read: Sequence[Agreement]) -> str | None:
    """Who declares that monitoring is ready: as a guarantee says, else the first guarantor."""
    for agreement in read:
        for guarantee in agreement.guarantees:
            for atom in _atoms(guarantee.starts):
                if isinstance(atom, Declared) and atom.what == "monitoring_ready":
                    return atom.by[0]
    return next((p.name for each in read for p in each.parties if p.guarantor), None)


def _atoms(condition: Any) -> list[Any]:
    if isinstance(condition, And | Or):
        return [atom for item in condition.items for atom in _atoms(item)]
    if isinstance(condition, Not):
        return _atoms(condition.item)
    return [condition]


def play(
    made: Plan,
    folder: Path,
    *,
    how: Play = "fast",
    until: datetime | None = None,
    pause_s: float = 0.0,
    speed: float = 1.0,
    say: Callable[[str], None] = lambda _: None,
) -> tuple[Mission, World]:
    """Play a world into a mission folder; again with a later `until` it goes on.

    Parameters
    ----------
    how : fast appends all at once; step a day at a time; real an hour at a time, each when it is
        over on the clock, which runs `speed` times as fast
    until : end of what is appended; None: all of it
    pause_s : wait after each step
    say : told of progress

    Raises
    ------
    ConfigError : another mission is there, or the log cannot be written
    """
    world = simulate(made.given, made.seed, days=made.days, stage=made.stage)
    about = made.about()
    if (folder / CONFIG).exists():
        if _about(folder) is None or any(
            _about(folder).get(key) != value  # type: ignore[union-attr]
            for key, value in about.items()
        ):
            raise ConfigError(
                MISSION_EXISTS.at(
                    str(folder),
                    "there is another mission, or another exercise",
                    mend="choose another folder, or repeat the same seed, days and parameters",
                )
            )
        mission = open_mission(folder)
    else:
        mission = make_mission(folder)
    write_truth(world, folder / TRUTH, about)
    _append(mission, world, how, until, pause_s, speed, say)
    return mission, world


def _append(
    mission: Mission,
    world: World,
    how: Play,
    until: datetime | None,
    pause_s: float,
    speed: float,
    say: Callable[[str], None],
) -> None:
    log = mission.log()
    steps = list(deliveries(world, every=HOUR if how == "real" else DAY))
    due = [step for step in steps if until is None or step.until <= until]
    if how == "fast":
        drafts = [draft for step in due for draft in step.drafts]
        if drafts:
            receipt = log.append(drafts, at=now(), delivery=f"exercise until {due[-1].until}")
            say(
                f"{receipt.entries} entries, {_rows(drafts)} rows, "
                f"until {due[-1].until:%Y-%m-%d %H:%M}"
            )
        return
    began = time.monotonic()
    for step in due:
        if how == "real":
            wait = (step.until - world.start).total_seconds() / speed
            time.sleep(max(0.0, wait - (time.monotonic() - began)))
        receipt = log.append(list(step.drafts), at=now())
        if not receipt.repeated:
            say(
                f"until {step.until:%Y-%m-%d %H:%M}: {receipt.entries} entries, "
                f"{_rows(step.drafts)} rows"
            )
            time.sleep(pause_s)


def _rows(drafts: Sequence[Any]) -> int:
    return sum(0 if draft.table is None else len(draft.table) for draft in drafts)


def _about(folder: Path) -> dict[str, Any] | None:
    path = folder / TRUTH / ABOUT
    if not path.is_file():
        return None
    about: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return about


def score_mission(
    mission: Mission, *, n: int | None = None, as_of: datetime | None = None
) -> Score:
    """Fuse and assess an exercise as a view gives it, and score that against the truth.

    Raises
    ------
    ConfigError : the folder holds no exercise, or no agreement is known in the view
    """
    truth = mission.folder / TRUTH
    about = _about(mission.folder)
    if about is None:
        raise ConfigError(NO_TRUTH.at(str(mission.folder), f"there is no {TRUTH}/{ABOUT}"))
    view = mission.log().view(n, as_of)
    end = _played_until(view, parse_instant(about["start"]))
    # people may record after the exercise, by the clock of the day: their word counts all the same
    made = compute(mission.log().view(n, min(view.t, end)), mission.name)
    texts = {each.name: each for each in made.agreements}
    charges = [
        Charged(
            incident=row["incident"],
            party=row["party"],
            verdict=row["verdict"],
            classes=_classes(texts[row["instrument"]], row["provision"]),
        )
        for row in made.assessment.findings.select(
            ["instrument", "provision", "party", "incident", "verdict"]
        ).to_pylist()
        if row["incident"] is not None and _forbids(texts[row["instrument"]], row["provision"])
    ]
    cases, unnamed = _cases(view)
    return score(
        made.observations,
        made.fused.incidents,
        made.fused.links,
        pq.read_table(truth / "truth_incidents.parquet"),
        pq.read_table(truth / "truth_links.parquet"),
        charges=charges,
        rows=_summaries(shown(made, mission.name), texts),
        cases=cases,
        not_scored=unnamed,
        until=min(view.t, end),
    )


def _played_until(view: View, start: datetime) -> datetime:
    """The end of the last day of which the exercise has told anything."""
    told = [entry.known_at for entry in view.entries() if entry.author == AUTHOR]
    days = (max(told, default=start) - start) // DAY + 1
    return start + days * DAY - timedelta(microseconds=1)


def _norms(agreement: Agreement) -> dict[str, Prohibition]:
    return {norm.ref: norm for norm in agreement.norms if isinstance(norm, Prohibition)}


def _forbids(agreement: Agreement, provision: str) -> bool:
    return provision in _norms(agreement)


def _classes(agreement: Agreement, provision: str) -> frozenset[str]:
    norm = _norms(agreement).get(provision)
    return frozenset() if norm is None else frozenset(agreement.expand(norm.classes))


def _summaries(seen: Situation, texts: Mapping[str, Agreement]) -> list[Row]:
    rows = []
    for each in seen.summaries:
        agreement = texts[each.instrument]
        if each.provision is not None:
            classes = _classes(agreement, each.provision)
        else:
            wanted = frozenset(agreement.expand((each.domain or "",)))
            classes = wanted & frozenset().union(
                *(_classes(agreement, ref) for ref in _norms(agreement))
            )
        rows.append(
            Row(
                area=None if each.side is None else each.area,
                accused=each.accused,
                classes=classes,
                start=each.window.start,
                end=each.window.end or datetime.max.replace(tzinfo=UTC),
                verdict=each.verdict,
            )
        )
    return rows


def _cases(view: View) -> tuple[list[Case], int]:
    """The last decision on each case, and how many decisions name no report."""
    last: dict[str, tuple[tuple[datetime, str], Case]] = {}
    unnamed = 0
    for entry in view.entries("decision"):
        body = entry.body
        if body.get("state") not in _CASE:
            continue
        named = body.get("observations") or ([body["re"]] if body.get("re") else [])
        name = str(body.get("case") or body.get("re") or f"entry {entry.number}")
        if not named:
            unnamed += 1
            continue
        case = Case(
            name=name,
            verified=_CASE[body["state"]],
            observations=tuple(map(str, named)),
            party=body.get("party"),
        )
        rank = (entry.known_at, canonical(body))
        if name not in last or rank > last[name][0]:
            last[name] = (rank, case)
    return [case for _, (_, case) in sorted(last.items())], unnamed
