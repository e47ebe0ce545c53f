"""Small random worlds: an agreement that uses most of the language, and streams of facts.

Everything is revised and retracted at random: incidents, notices, acts, decisions, lines, texts.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any

from aselepo.agreement import Agreement, parse
from aselepo.assess import Facts, read_facts

START = datetime(2026, 3, 1, tzinfo=UTC)
CLASSES = [
    "mortar", "artillery", "rocket", "explosion", "missile", "tank_seen", "uav_flight", "shelling",
    "air_threat", "weapon_use", "nowhere_known",
]  # fmt: skip

LIMITS = [START, START + timedelta(hours=36), START + timedelta(days=21)]
"""Starts and ends of force."""

TEXT = """
agreement w "W". clock "UTC". in force from {force}.
party A "A". party B "B". party G "G" guarantor.
body J "J": members A, B, G; decides by 2 of 3; decisions valid 3 days.
{undertakings}
category fire "Fire": mortar, artillery, rocket.
category heavy "Heavy": tank_seen.
line loc "Line". zone strip "Strip" is 15 km around loc. zone north "North" is side of A.
proof breach {tau}, cleared {rho}.
exemption demining "D": explosion if notified 6 h before, within 6 h and 1 km of the notice.
exemption back "Back": mortar if ordered by A, B after talk failed.
exemption answer "Answer": rocket if in answer to a breach.
article 1 "1": no party may do fire anywhere, except under back, answer, gravity serious.
article 2 "2": A, B must not do heavy inside strip, gravity serious.
article 3 "3": no party may do explosion anywhere, except under demining, gravity grave.
article 4 "4": A, B must not do missile within 5 km of loc, gravity grave, proof 0.8.
article 5 "5": the accused party must do reply within 24 h after a breach of article 1,
  otherwise article 6.
article 6 "6": the accused party must do hearing within 72 h after a breach of article 1.
article 7 "7": the accused party must do report within 12 h after notice to it of a breach of
  article 3.
article 8 "8": each party must do declaration every 7 days.
article 9 "9": B may do uav_flight inside north.
article 10 "10": A, B must not do uav_flight outside strip {hours}.
count grave "Grave": breaches with gravity grave by one party in 7 days.
count apart "Apart": verified breaches of article 1 by A in 3 days, one per 2 km and 6 h.
guarantee one "1" pledged by G: starts when count grave >= 2; pauses when decided pause by J;
  resumes when decided resume by J; ends when declared over by A, B.
guarantee two "2" pledged by G:
  starts when held for 48 h without breaches with gravity grave watched at least 0.3 of strip;
  pauses when count apart >= 1; resumes when count apart < 1 and not guarantee one active.
guarantee three "3" pledged by G: starts when guarantee two active for 2 days or at 2026-03-20 00:00.
suspension talks "S": starts when declared suspension by A, B; ends when declared resumption by A, B.
"""


@lru_cache(maxsize=512)
def agreement(text: str) -> Agreement:
    found, problems = parse(text)
    assert found is not None, problems
    assert not problems, [str(problem) for problem in problems]
    return found


@dataclass(frozen=True)
class World:
    text: str
    rows: tuple[dict[str, Any], ...]

    @property
    def agreement(self) -> Agreement:
        return agreement(self.text)

    def facts(self, rows: Any = None) -> Facts:
        return read_facts({"crs": "plane", "facts": list(self.rows if rows is None else rows)})


def iso(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


class Maker:
    def __init__(self, chance: random.Random, size: int) -> None:
        self.chance = chance
        self.size = size
        self.rows: list[dict[str, Any]] = []

    def when(self) -> datetime:
        # whole hours most of the time, so that limits are met exactly
        if self.chance.random() < 0.12:
            return self.chance.choice(LIMITS)
        hours = self.chance.randint(0, 24 * 24)
        extra = self.chance.choice([0, 0, 0, self.chance.randint(1, 59)])
        return START + timedelta(hours=hours, minutes=extra)

    def known(self, moment: datetime) -> datetime:
        late = self.chance.choice([0, 0, 1, 6, 30, 200])
        return moment + timedelta(hours=late)

    def add(self, row: dict[str, Any], moment: datetime) -> None:
        """A fact, and sometimes a later revision or withdrawal of it."""
        row = {"rev": 0, **row, "known_at": iso(self.known(moment))}
        self.rows.append(row)

    def share(self) -> float:
        return self.chance.choice([1.0, 1.0, 0.97, 0.5, round(self.chance.random(), 3)])

    def table(self, names: list[str]) -> dict[str, float] | None:
        if self.chance.random() < 0.08:
            return None
        count = self.chance.choice([1, 1, 1, 2, 3])
        picked = self.chance.sample(names, min(count, len(names)))
        left, found = 1.0, {}
        for name in picked[:-1]:
            found[name] = round(left * self.chance.random(), 3)
            left -= found[name]
        found[picked[-1]] = round(left, 3) if self.chance.random() < 0.75 else round(left / 2, 3)
        return found

    def place(self) -> dict[str, Any]:
        if self.chance.random() < 0.15:
            return {}
        x = self.chance.choice(
            [0, 5000, 15000, 14990, 20000, -15000, self.chance.randint(-30000, 30000)]
        )
        y = self.chance.choice([0, 1000, self.chance.randint(-30000, 30000)])
        sd = self.chance.choice([0, 0, 100, 400, 3000])
        return {"at": [x, y], "cov": [sd * sd, 0.3 * sd * sd, sd * sd]}

    def incident(self, name: str) -> None:
        moment = self.when()
        row: dict[str, Any] = {"kind": "incident", "id": name}
        roll = self.chance.random()
        if roll < 0.6:
            row["time"] = iso(moment)
        elif roll < 0.85:
            row["time"] = [
                iso(moment),
                iso(moment + timedelta(hours=self.chance.choice([0, 1, 7]))),
            ]
        elif roll < 0.9:
            row["time"] = [iso(moment), None]
        else:
            row["lasting"] = [
                iso(moment),
                iso(moment + timedelta(hours=self.chance.choice([1, 40]))),
            ]
        row["p_real"] = self.chance.choice([1.0, 1.0, 0.95, 0.6, None])
        row["classes"] = self.table(CLASSES)
        row["attribution"] = self.table(["A", "B", "other"])
        if self.chance.random() < 0.1:
            row["joint"] = {"mortar": {"A": 0.6, "B": 0.1}, "explosion": {"A": 0.1, "": 0.1}}
        row |= self.place()
        self.add(row, moment)
        for rev in range(1, self.chance.choice([1, 1, 1, 2, 3])):
            again = dict(self.rows[-1], rev=rev)
            again["known_at"] = iso(self.known(moment) + timedelta(hours=rev))
            match self.chance.randint(0, 4):
                case 0:
                    again["retracted"] = True
                case 1:
                    again["attribution"] = self.table(["A", "B", "other"])
                case 2:
                    again["time"] = iso(self.when())
                    again.pop("lasting", None)
                case 3:
                    again["classes"] = self.table(CLASSES)
                case 4:
                    again |= self.place()
            self.rows.append(again)

    def act(self, name: str, incidents: list[str]) -> None:
        what = self.chance.choice(
            ["reply", "reply", "hearing", "report", "told", "declaration", "fire_order",
             "talk_failed", "suspension", "resumption", "over"]
        )  # fmt: skip
        moment = self.when()
        about = {"reply", "hearing", "report", "told"}
        row = {
            "kind": "act", "id": name, "what": what, "by": self.chance.choice("AB"),
            "time": iso(moment), "re": self.chance.choice(incidents) if what in about else None,
        }  # fmt: skip
        if what == "told":
            row["to"] = self.chance.choice("AB")
        self.add(row, moment)
        self.again(moment)

    def notice(self, name: str) -> None:
        moment = self.when()
        given = moment - timedelta(hours=self.chance.choice([6, 6, 5, 24]))
        row: dict[str, Any] = {
            "kind": "notice", "id": name, "by": self.chance.choice("AB"), "given": iso(given),
            "time": iso(moment),
        }  # fmt: skip
        if self.chance.random() < 0.9:
            row["at"] = self.place().get("at", [0, 0])
        self.add(row, given)
        self.again(given)

    def decision(self, name: str, incidents: list[str]) -> None:
        moment = self.when()
        row: dict[str, Any] = {"kind": "decision", "id": name, "time": iso(moment)}
        roll = self.chance.random()
        if roll < 0.45:
            row |= {"re": self.chance.choice(incidents), "by": "M"}
            row["state"] = self.chance.choice(["verified", "verified", "dismissed", "contested"])
        elif roll < 0.65:
            row |= {"re": self.chance.choice(incidents), "by": "M"}
            row["what"] = self.chance.choice(["in_answer", "not_in_answer"])
        else:
            row |= {"re": None, "by": "J", "what": self.chance.choice(["pause", "resume"])}
            row["votes"] = {m: self.chance.choice(["yes", "yes", "no"]) for m in "ABG"}
        self.add(row, moment)
        self.again(moment)

    def again(self, moment: datetime) -> None:
        if self.chance.random() < 0.3:
            row = dict(self.rows[-1], rev=1, known_at=iso(self.known(moment) + timedelta(hours=1)))
            if self.chance.random() < 0.5:
                row["retracted"] = True
            elif "time" in row:
                row["time"] = iso(datetime.fromisoformat(row["time"]) + timedelta(hours=2))
            self.rows.append(row)

    def lines(self) -> None:
        at = START - timedelta(days=30)
        moved = START + timedelta(days=self.chance.randint(3, 20))
        for number in range(self.chance.randint(0, 2) + 1):
            x = self.chance.choice([0, 0, -5000, 3000])
            valid = [iso(at if number == 0 else moved), iso(moved) if number == 0 else None]
            row = {
                "kind": "line", "id": f"loc{number}", "name": "loc", "left": "A", "right": "B",
                "geometry": {"type": "LineString",
                             "coordinates": [[x, -60000], [x + 2000, 0], [x, 60000]]},
                "valid": valid,
            }  # fmt: skip
            if self.chance.random() < 0.2:
                row["author"] = self.chance.choice("AB")
            self.add(row, at if number == 0 else moved)
            if self.chance.random() < 0.3:
                again = dict(self.rows[-1], rev=1, known_at=iso(self.known(moved)))
                again["geometry"] = {
                    "type": "LineString", "coordinates": [[x + 900, -60000], [x, 60000]],
                }  # fmt: skip
                again["retracted"] = self.chance.random() < 0.3
                self.rows.append(again)

    def watch(self, number: int) -> None:
        start = self.when()
        row = {
            "kind": "coverage", "id": f"w{number}", "area": "strip",
            "time": [iso(start), iso(start + timedelta(hours=self.chance.choice([24, 100])))],
            "observed": self.chance.choice([0.2, 0.5, 1.0]),
        }  # fmt: skip
        self.add(row, start)


def text(chance: random.Random) -> str:
    undertakings = chance.choice(
        ["", "", "A undertakes alone article 1, 2, 3, 4, 5, 6, 7, 8, 10.\n"
         "B undertakes article 1, 2, 3, 4, 5, 6, 7, 8, 10 while A keeps it."]
    )  # fmt: skip
    return TEXT.format(
        force=chance.choice(["2026-03-01 00:00", "2026-03-02 12:00 until 2026-03-22 00:00",
                             "signature by A, B"]),
        undertakings=undertakings,
        tau=chance.choice(["0.90", "0.95", "0.90 each"]),
        rho=chance.choice(["0.05", "0.10"]),
        hours=chance.choice(["", "from 06:00 to 22:00"]),
    )  # fmt: skip


def world(seed: int, size: int = 8) -> World:
    """A world of a seed; `size` incidents and as many other facts."""
    chance = random.Random(seed)
    made = Maker(chance, size)
    words = text(chance)
    made.lines()
    if "signature" in words:
        for party in "AB":
            moment = START + timedelta(hours=chance.choice([0, 5, 40]))
            made.add(
                {"kind": "act", "id": f"s{party}", "what": "signature", "by": party,
                 "time": iso(moment), "re": chance.choice([None, "w"])},
                moment,
            )  # fmt: skip
    if chance.random() < 0.4:
        moment = START + timedelta(days=chance.randint(1, 12))
        for what in ("suspension", "resumption"):
            for party in "AB":
                hours = chance.choice([0, 6])
                when = moment + timedelta(hours=hours)
                made.add(
                    {"kind": "act", "id": f"{what}{party}", "what": what, "by": party,
                     "time": iso(when), "re": None},
                    when,
                )  # fmt: skip
            moment += timedelta(days=chance.randint(1, 6))
    names = [f"i{number}" for number in range(size)]
    for name in names:
        made.incident(name)
    for number in range(size):
        made.act(f"a{number}", names)
    for number in range(max(1, size // 2)):
        made.notice(f"n{number}")
    if chance.random() < 0.6:
        for number in range(max(1, size // 2)):
            made.decision(f"d{number}", names)
    for number in range(chance.randint(0, 3)):
        made.watch(number)
    if chance.random() < 0.25:
        moment = START + timedelta(days=chance.randint(1, 20))
        later = text(chance)
        valid = [iso(moment), chance.choice([None, iso(moment + timedelta(days=5))])]
        made.add({"kind": "text", "id": "t", "text": later, "valid": valid}, moment)
        made.again(moment)
    return World(words, tuple(made.rows))


def mirrored(given: World) -> World:
    """The same evidence with the parties A and B swapped."""
    swap = {"A": "B", "B": "A"}

    def turn(value: Any, field: str = "") -> Any:
        if isinstance(value, dict):
            return {swap.get(k, k): turn(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [turn(item, field) for item in value]
        if field in ("by", "to", "left", "right", "author", "party"):
            return swap.get(value, value)
        return value

    return World(given.text, tuple(turn(row) for row in given.rows))
