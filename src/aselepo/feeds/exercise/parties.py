"""What parties and the desk do: sign, notify, claim, decide. Claims are theirs, not the world's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from aselepo.feeds.exercise.reports import CAUSES, Reports, Scene
from aselepo.feeds.exercise.truth import NOTICE_S
from aselepo.feeds.exercise.weather import DAY, HOUR

PRESS = "osint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What the exercise takes from its agreements; read by whoever opens them."""

    agreements: tuple[tuple[str, str, tuple[str, ...]], ...]
    """(file name, text, who signs for it to be in force) of each instrument."""
    names: tuple[str, ...]
    """The agreements' own names, in the same order."""
    monitor: str | None = None
    """The guarantor that leads the monitoring."""
    commission: str | None = None
    members: tuple[str, ...] = ()
    line: str = "loc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An entry that somebody makes: kind, body without moments, and when.

    `moments` are fields of the body in seconds from the start; `rows` are reports that the body
    names by their ids: an index into the reports of a source.
    """

    kind: str
    body: dict[str, Any]
    known_s: float
    moments: tuple[tuple[str, float], ...] = ()
    rows: tuple[tuple[str, int], ...] = ()


def signatures(scene: Scene, stage: Stage) -> list[Deed]:
    """Signatures of every instrument, and the monitors' word that they are ready."""
    given = scene.given
    deeds = []
    signed = given.number("truce", "signed_day")
    if 0 <= signed < scene.days:
        for name, (_, _, signers) in zip(stage.names, stage.agreements, strict=True):
            for place, party in enumerate(signers):
                body = {"what": "signature", "by": party, "re": name}
                moment = signed * DAY + 60.0 * place
                deeds.append(
                    Deed(kind="act", body=body, known_s=moment, moments=(("time", moment),))
                )
    ready = given.number("truce", "declared_day")
    if stage.monitor and 0 <= ready < scene.days:
        body = {"what": "monitoring_ready", "by": stage.monitor}
        moment = ready * DAY
        deeds.append(Deed(kind="act", body=body, known_s=moment, moments=(("time", moment),)))
    for act in given.tables("act"):
        if 0 <= act["day"] < scene.days:
            moment = float(act["day"]) * DAY
            body = {"what": act["what"], "by": act["by"]}
            deeds.append(Deed(kind="act", body=body, known_s=moment, moments=(("time", moment),)))
    return deeds


def notices(scene: Scene) -> list[Deed]:
    """Notices of controlled blasts, given at least a day before."""
    truth, rng = scene.truth, scene.streams.of("notices")
    deeds = []
    for row in np.flatnonzero(truth.notified).tolist():
        given_s = float(truth.time_s[row]) - NOTICE_S - float(rng.uniform(600, 3000))
        planned = float(np.round((truth.time_s[row] + rng.normal(0, 1200)) / 900) * 900)
        x = truth.x[row : row + 1] + rng.normal(0, 0.2, 1)
        y = truth.y[row : row + 1] + rng.normal(0, 0.2, 1)
        lon, lat = scene.land.lon_lat(x, y)
        body = {
            "by": scene.land.parties[int(truth.actor[row])],
            "lon": float(lon[0]),
            "lat": float(lat[0]),
            "sigma_m": 200.0,
            "note": "controlled blast in demining",
        }
        deeds.append(
            Deed(
                kind="notification",
                body=body,
                known_s=max(given_s, 0.0),
                moments=(("given", max(given_s, 0.0)), ("time", planned)),
            )
        )
    return deeds


def claims(scene: Scene) -> list[Deed]:
    """Running totals and the day's total by each party of what the other did; inflated."""
    given, truth, rng = scene.given, scene.truth, scene.streams.of("claims")
    stages = max(given.whole("claim", "stages"), 1)
    factor = [given.number("claim", f"inflation_{side}") for side in ("north", "south")]
    ground = ("mortar", "artillery", "tank_fire", "rocket", "small_arms", "mine_blast")
    groups = {
        "shelling": ground,
        "drone_strike": ("drone_strike",),
        "air_strike": ("air_strike", "missile"),
    }
    names = np.array([*scene.classes, "demining"])
    group = np.array([next((g for g, m in groups.items() if name in m), "") for name in names])[
        truth.kind
    ]
    deeds = []
    for teller in (0, 1):
        for day in range(scene.days):
            first, last = np.searchsorted(truth.time_s, [day * DAY, (day + 1) * DAY])
            mine = truth.actor[first:last] == 1 - teller
            swing = factor[teller] * np.exp(given.number("claim", "spread") * rng.normal())
            lies = sum(
                int(lie["claimed"])
                for lie in given.tables("lie")
                if (lie["by"] == "north") == (teller == 0) and int(lie["day"]) == day
            )
            figures: dict[str, list[int]] = {}
            for name in groups:
                of = mine & (group[first:last] == name)
                when = truth.time_s[first:last][of] - day * DAY
                ends = (np.arange(stages) + 1) * DAY / stages
                running = (when[:, None] < ends).sum(axis=0) * swing
                extra = np.where(ends > 0.55 * DAY, lies if name == "shelling" else 0, 0)
                figures[name] = np.round(running + extra).astype(int).tolist()
            deeds.extend(_stages(scene, teller, day, stages, figures))
    return deeds


def _stages(
    scene: Scene, teller: int, day: int, stages: int, figures: dict[str, list[int]]
) -> list[Deed]:
    accused = scene.land.parties[1 - teller]
    rows = [
        (name, figures[name][stage], day * DAY + (stage + 1) * DAY / stages)
        for stage in range(stages)
        for name in figures
    ]
    rows.append(("total", sum(each[-1] for each in figures.values()), (day + 1) * DAY))
    return [
        Deed(
            kind="claim",
            body={
                "type": "violations",
                "source": "party_claims",
                "claimant": scene.land.parties[teller],
                "accused": accused,
                "category": category,
                "class": None if category == "total" else category,
                "count": count,
                "qualifier": "exact",
                "address": "",
                "published": "",
                "note": "",
            },
            known_s=end + 1800.0,
            moments=(("window.0", day * DAY), ("window.1", end)),
        )
        for category, count, end in rows
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The simulated desk's decision on a case and whether it agrees with the truth."""

    case: str
    state: str
    right: bool


def desk(
    scene: Scene, stage: Stage, sources: dict[str, Reports]
) -> tuple[list[Deed], list[Decided], list[tuple[str, int, float, str]]]:
    """Decisions of a simulated commission on cases that rest on single reports.

    Where the parameters tell of a reversal, the commission also believes the lies told before it,
    until the outlets withdraw them.

    Returns
    -------
    decisions; for each case whether it was first decided with the truth; and reports that are
    withdrawn by the reversal, as (source, row, second, why)
    """
    given, rng = scene.given, scene.streams.of("desk")
    if stage.commission is None:
        return [], [], []
    deeds, decided = [], []
    for number, (source, row) in enumerate(_cases(scene, rng, sources), start=1):
        report = sources[source]
        breach = _is_breach(scene, report, row)
        right = bool(rng.random() < given.number("desk", "right"))
        state = "verified" if breach == right else "not established"
        case = f"case-{number:03d}"
        moment = float(report.known_s[row]) + _takes_s(scene, rng)
        deeds.append(_decision(scene, stage, case, state, moment, source, report, row))
        decided.append(Decided(case=case, state=state, right=right))
    for each in given.tables("decision"):
        moment = float(each["day"]) * DAY
        if 0 <= moment < scene.span_s:
            body = {
                "what": each["what"],
                "by": stage.commission,
                "votes": dict.fromkeys(stage.members, "yes"),
            }
            deeds.append(
                Deed(kind="decision", body=body, known_s=moment, moments=(("time", moment),))
            )
    withdrawn = []
    for row in _believed(scene, sources[PRESS]):
        report = sources[PRESS]
        case = f"case-{len(decided) + 1:03d}"
        moment = float(report.known_s[row]) + _takes_s(scene, rng)
        deeds.append(_decision(scene, stage, case, "verified", moment, PRESS, report, row))
        decided.append(Decided(case=case, state="verified", right=False))
        back = given.number("desk", "reversed_day") * DAY
        withdrawn.append((PRESS, row, back, "the outlet found its pictures to be of another year"))
        deeds.append(
            _decision(scene, stage, case, "dismissed", back + 2 * HOUR, PRESS, report, row)
        )
    return deeds, decided, withdrawn


def _takes_s(scene: Scene, rng: np.random.Generator) -> float:
    """How long a case takes."""
    spread = min(max(rng.normal(), -2.0), 2.0)
    return scene.given.number("desk", "delay_h") * HOUR * float(np.exp(0.3 * spread))


def _believed(scene: Scene, report: Reports) -> list[int]:
    """Lies that the commission believes until the day of the reversal."""
    back = scene.given.number("desk", "reversed_day") * DAY
    if not 0 <= back < scene.span_s:
        return []
    told = (report.cause == CAUSES.index("lie")) & (report.parent < 0)
    told &= (report.known_s < back - 3 * DAY) & np.isnan(report.retracted_s)
    rows: list[int] = np.flatnonzero(told).tolist()
    return rows


def _cases(
    scene: Scene, rng: np.random.Generator, sources: dict[str, Reports]
) -> list[tuple[str, int]]:
    """Reports that become cases, by known time: mostly of cameras and patrols that name a party."""
    given = scene.given
    signed = given.number("truce", "signed_day")
    if signed < 0:
        return []
    reversal = given.number("desk", "reversed_day")
    until = scene.span_s if reversal < 0 else (reversal - 2) * DAY
    found: list[tuple[float, str, int]] = []
    mean = given.number("desk", "cases_per_day") * max(scene.days - signed, 0)
    size = int(rng.poisson(mean))
    pool: list[tuple[float, str, int]] = []
    for name in ("camera_uav", "patrol", "osint"):
        report = sources[name]
        when = np.where(np.isnan(report.time), report.time_lo, report.time)
        rows = np.flatnonzero(
            (report.party >= 0) & (report.parent < 0) & (when > signed * DAY + HOUR)
            & (report.known_s < until) & np.isnan(report.retracted_s)
            & (report.cause != CAUSES.index("lie"))
        )  # fmt: skip
        if name == "osint":
            rows = rows[: max(len(rows) // 8, 1)]
        pool.extend((float(report.known_s[row]), name, int(row)) for row in rows)
    pool.sort()
    if pool:
        chosen = np.sort(rng.permutation(len(pool))[: min(size, len(pool))])
        found = [pool[i] for i in chosen.tolist()]
    if reversal >= 0:
        found = _few(scene, found, sources)
    return [(source, row) for _, source, row in found]


def _few(
    scene: Scene, cases: list[tuple[float, str, int]], sources: dict[str, Reports]
) -> list[tuple[float, str, int]]:
    """The first few cases against each party, so that the lies make the difference."""
    left = scene.given.whole("desk", "reversed_left")
    kept, count = [], [0, 0]
    for case in cases:
        party = int(sources[case[1]].party[case[2]])
        if count[party] < left:
            count[party] += 1
            kept.append(case)
    return kept


def _is_breach(scene: Scene, report: Reports, row: int) -> bool:
    """Did the party that the report names use a weapon there, the truce being in force?"""
    incident = int(report.incident[row])
    if report.cause[row] != CAUSES.index("incident") or incident < 0:
        return False
    truth, signed = scene.truth, scene.given.number("truce", "signed_day")
    used = truth.kind[incident] >= 0 and truth.time_s[incident] >= signed * DAY
    return bool(used and truth.actor[incident] == report.party[row])


def _decision(
    scene: Scene,
    stage: Stage,
    case: str,
    state: str,
    moment: float,
    source: str,
    report: Reports,
    row: int,
) -> Deed:
    body: dict[str, Any] = {
        "case": case,
        "state": state,
        "by": stage.commission,
        "party": scene.land.parties[int(report.party[row])],
        "votes": dict.fromkeys(stage.members, "yes"),
    }
    moments = (("time", moment),)
    return Deed(kind="decision", body=body, known_s=moment, moments=moments, rows=((source, row),))


def in_force_s(scene: Scene) -> float | None:
    """Second at which the truce begins, or None."""
    signed = scene.given.number("truce", "signed_day")
    return signed * DAY if 0 <= signed < scene.days else None
