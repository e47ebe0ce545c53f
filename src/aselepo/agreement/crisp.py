"""Plain facts as a log for MonPoly: what is sure, in order of time.

A fact that is in doubt (a probability between 0 and 1, an uncertain time or place, a class that may
turn out to be another) has no place in that log; it is counted and named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pyproj import Transformer
from shapely import Point
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import transform

from aselepo.agreement.mfotl import Formulas
from aselepo.agreement.model import (
    Agreement,
    Area,
    AreaTree,
    Around,
    Every,
    Map,
    Notified,
    Obligation,
    Place,
    Prohibition,
)
from aselepo.core.classes import tree
from aselepo.core.time import parse_instant

Fact = Mapping[str, Any]
Row = tuple[str, tuple[str, ...]]


def log(
    agreement: Agreement, formulas: Formulas, facts: Mapping[str, Any]
) -> tuple[str, tuple[str, ...]]:
    """The log of a facts file, and what was left out of it.

    Parameters
    ----------
    agreement : the text
    formulas : as made from it
    facts : a facts file: `crs` and `facts`

    Returns
    -------
    lines `@SECONDS predicate(...)...`, one a time point, and reasons
    """
    return _Log(agreement, formulas, facts).write()


class _Doubt(Exception):
    """Why a fact is not crisp."""


class _Log:
    def __init__(self, agreement: Agreement, formulas: Formulas, facts: Mapping[str, Any]) -> None:
        self.agreement = agreement
        self.formulas = formulas
        self.plane = facts.get("crs") == "plane"
        self.facts = _settled(facts["facts"])
        self.shapes: defaultdict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            if fact["kind"] in ("line", "map"):
                self.shapes[fact["name"]].append(fact)
        self.points: defaultdict[int, list[Row]] = defaultdict(list)
        self.left_out: list[str] = []

    def write(self) -> tuple[str, tuple[str, ...]]:
        self.notices = [fact for fact in self.facts if fact["kind"] == "notice"]
        for fact in self.facts:
            try:
                self._fact(fact)
            except _Doubt as doubt:
                self.left_out.append(f"{fact['kind']} {fact.get('id', '')}: {doubt}")
        for name, at in self.formulas.marks.items():
            self._add(at, "mark", name)
        self._windows()
        lines = []
        for seconds in sorted(self.points):
            said = dict.fromkeys(self.points[seconds])  # the same thing said twice is said once
            words = (f"{name}({','.join(map(_quoted, values))})" for name, values in said)
            lines.append(f"@{seconds} {' '.join(words)}")
        end = max(self.points, default=0) + self.formulas.horizon_s
        lines.append(f'@{end} mark("end of log")')
        return "\n".join(lines) + "\n", tuple(self.left_out)

    def _add(self, at: datetime, predicate: str, *values: str) -> None:
        self.points[int(at.timestamp())].append((predicate, values))

    def _windows(self) -> None:
        """Ends of the windows of duties that recur, as long as there are facts."""
        starts = [at for name, at in self.formulas.marks.items() if name == "force 1 starts"]
        last = max(self.points, default=0)
        for norm in self.agreement.norms:
            if isinstance(norm, Obligation) and isinstance(norm.deadline, Every) and starts:
                at, step = starts[0], timedelta(seconds=norm.deadline.seconds)
                while (at := at + step).timestamp() <= last:
                    self._add(at, "mark", f"every {norm.deadline.seconds:.0f} s")

    def _fact(self, fact: Fact) -> None:
        match fact["kind"]:
            case "incident":
                self._incident(fact)
            case "act":
                self._act(fact)
            case "notice":
                self._add(parse_instant(fact["given"]), "notice", fact["id"], fact["by"])
                if fact.get("time"):
                    self._add(parse_instant(fact["time"]), "on_time", fact["id"])
            case "decision" if fact.get("what"):
                self._add(parse_instant(fact["time"]), "decided", fact["what"], fact["by"])
            case "line" | "map":
                pass
            case kind:
                raise _Doubt(f"a {kind} is not part of the crisp core")

    def _act(self, fact: Fact) -> None:
        at, by, re = parse_instant(fact["time"]), fact["by"], fact.get("re") or ""
        if fact["what"] == "signature":
            if re in ("", self.agreement.name):
                self._add(at, "signed", by)
        elif fact["what"] == "told":
            self._add(at, "told", fact["to"], re)
        else:
            self._add(at, "act", fact.get("id") or f"{fact['what']} {at:%s}", fact["what"], by, re)

    def _incident(self, fact: Fact) -> None:
        real = fact.get("p_real", 1.0)
        if real == 0:
            return
        if real != 1:
            raise _Doubt("it may not be real")
        name, party = _sure(fact.get("classes"), "class"), _sure(fact.get("attribution"), "party")
        if not isinstance(fact.get("time"), str):
            raise _Doubt("its time is a stretch")
        if any(value for value in fact.get("cov") or ()):
            raise _Doubt("its place is uncertain")
        if fact.get("joint"):
            raise _Doubt("class and party hang together")
        prohibitions = [n for n in self.agreement.norms if isinstance(n, Prohibition)]
        for norm in prohibitions:
            if tree().told(name, self.agreement.expand(norm.classes)) == (0.0, 1.0):
                raise _Doubt(f"{name} may or may not be what article {norm.ref} forbids")
        at, id = parse_instant(fact["time"]), fact["id"]
        rows: list[Row] = [("incident", (id, party))]
        node = tree().find(name)
        words = {name, *(tree().lineage(node) if node else ())}
        words |= {leaf for word in words if (n := tree().nodes.get(word)) for leaf in n.aliases}
        rows += [("is", (id, word)) for word in sorted(words)]
        point = fact.get("at")
        for norm in prohibitions:
            if norm.ref in self.formulas.placed and self._inside(norm.place, point, at):
                rows.append(("placed", (id, norm.ref)))
        rows += [("near", (id, notice, exemption)) for notice, exemption in self._near(point)]
        for predicate, values in rows:
            self._add(at, predicate, *values)

    # Places

    def _inside(self, place: Place, point: Sequence[float] | None, at: datetime) -> bool:
        if point is None:
            raise _Doubt("its place is unknown")
        near = self._area(Map(name=place.name or ""), point, at, place.distance_m)
        return not near if place.kind == "outside" else near

    def _area(self, area: Area, point: Sequence[float], at: datetime, more_m: float = 0.0) -> bool:
        match area:
            case AreaTree(operator=operator, left=left, right=right) if not more_m:
                one, two = self._area(left, point, at), self._area(right, point, at)
                return {"or": one or two, "and": one and two, "except": one and not two}[operator]
            case Around(distance_m=distance_m, name=name, belt=belt) if belt != "open":
                return self._distance(name, point, at) <= distance_m + more_m
            case Map(name=name):
                versions = [zone for zone in self.agreement.zones if zone.name == name]
                for zone in versions:
                    starts = zone.start is None or zone.start.at <= at
                    if starts and (zone.end is None or at < zone.end.at):
                        own = isinstance(zone.area, Map) and zone.area.name == name
                        if not own:
                            return self._area(zone.area, point, at, more_m)
                        break
                else:
                    if versions:
                        raise _Doubt(f"{name} has no shape then")
                return self._distance(name, point, at) <= more_m
        raise _Doubt("a side of the line, a belt left open, or a margin around joined areas")

    def _distance(self, name: str, point: Sequence[float], at: datetime) -> float:
        """Metres to a line or map as it was then; 0 inside."""
        for fact in self.shapes.get(name, ()):
            start, end = fact.get("valid") or (None, None)
            if (start is None or parse_instant(start) <= at) and (
                end is None or at < parse_instant(end)
            ):
                here, figure = self._flat(point, shape(fact["geometry"]))
                return float(figure.distance(here))
        raise _Doubt(f"no geometry of {name} then")

    def _flat(self, point: Sequence[float], figure: BaseGeometry) -> tuple[Point, BaseGeometry]:
        if self.plane:
            return Point(point), figure
        local = f"+proj=aeqd +lon_0={point[0]} +lat_0={point[1]} +datum=WGS84"
        to_local = Transformer.from_crs("EPSG:4326", local, always_xy=True).transform
        return Point(0, 0), transform(to_local, figure)

    def _near(self, point: Sequence[float] | None) -> list[tuple[str, str]]:
        """Notices near a place, for each exemption by notice."""
        found = []
        for exemption in self.agreement.exemptions:
            if not isinstance(exemption.condition, Notified):
                continue
            for notice in self.notices:
                if point is None or notice.get("at") is None:
                    raise _Doubt("a place that a notice must be near to is unknown")
                here, there = self._flat(point, Point(notice["at"]))
                if here.distance(there) <= exemption.condition.within_m:
                    found.append((notice["id"], exemption.name))
        return found


def _settled(facts: Sequence[Fact]) -> list[Fact]:
    """Of each id the greatest revision, without what is withdrawn, in the order given."""
    newest: dict[Any, Fact] = {}
    for at, fact in enumerate(facts):
        key = (fact["kind"], fact["id"]) if "id" in fact else at
        old = newest.get(key)
        if old is None or (fact.get("rev", 0), fact["known_at"]) > (
            old.get("rev", 0),
            old["known_at"],
        ):
            newest[key] = fact
    return [fact for fact in newest.values() if not fact.get("retracted")]


def _sure(table: Mapping[str, float] | None, what: str) -> str:
    sure = [name for name, p in (table or {}).items() if p == 1]
    if len(sure) != 1:
        raise _Doubt(f"its {what} is not sure")
    return sure[0]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', "'") + '"'
