"""Reading a facts file. Nothing is assessed on a file with an error; each names its path."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from aselepo.agreement import check, parse
from aselepo.assess import codes
from aselepo.assess.facts import (
    BOTH,
    EFFECT,
    ORIGIN,
    PAIR,
    Act,
    Decision,
    Fact,
    Facts,
    Notice,
    Shape,
    Text,
    Watch,
    incident_columns,
)
from aselepo.assess.spans import BEGIN, END, us
from aselepo.core.canonical import canonical, digest
from aselepo.core.problem import Code, InputError, Problem

KNOWN_CRS = ("EPSG:4326", "plane")
_ROLES = {"origin": ORIGIN, "effect": EFFECT}
_HEADER = {"kind", "id", "rev", "known_at", "retracted", "note"}
_FIELDS: dict[str, set[str]] = {
    "incident": {
        "time", "lasting", "classes", "p_real", "attribution", "joint", "at", "cov", "role",
        "place",
    },
    "decision": {"re", "state", "what", "by", "time", "valid_until", "votes", "party"},
    "act": {"what", "by", "time", "re", "to", "quantity"},
    "notice": {"by", "given", "time", "at", "what"},
    "line": {"name", "geometry", "valid", "author", "left", "right"},
    "map": {"name", "geometry", "valid", "author", "side"},
    "text": {"text", "valid"},
    "coverage": {"area", "time", "observed"},
}  # fmt: skip


class Stop(Exception):
    """The value at hand is wrong; its problem has been noted."""


class Reader:
    """Takes values out of JSON by path and notes what is wrong with them."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []

    def stop(self, code: Code, path: str, what: str, *, mend: str | None = None) -> Stop:
        self.problems.append(code.at(f"{self.name}: {path}", what, mend=mend))
        return Stop()

    def want(self, value: Any, kind: type | tuple[type, ...], path: str, words: str) -> Any:
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.stop(codes.SHAPE, path, f"{_short(value)} is not {words}")
        return value

    def need(self, row: Mapping[str, Any], field: str, path: str) -> Any:
        if row.get(field) is None:
            raise self.stop(codes.MISSING, path, f"no {field}")
        return row[field]

    def text(self, row: Mapping[str, Any], field: str, path: str) -> str:
        value = self.need(row, field, path)
        return str(self.want(value, str, f"{path}.{field}", "a text"))

    def maybe(self, row: Mapping[str, Any], field: str, path: str) -> str | None:
        return None if row.get(field) is None else self.text(row, field, path)

    def moment(self, value: Any, path: str) -> int:
        self.want(value, str, path, "a moment")
        try:
            found = datetime.fromisoformat(value)
        except ValueError as bad:
            raise self.stop(
                codes.SHAPE, path, f"{value!r} is not a moment",
                mend="write it as 2026-03-01T10:00:00Z",
            ) from bad  # fmt: skip
        if found.tzinfo is None:
            raise self.stop(codes.NO_OFFSET, path, f"{value!r} carries no offset")
        return us(found)

    def period(self, value: Any, path: str) -> tuple[int, int]:
        """Two moments, either of which may be null: open."""
        self.want(value, list, path, "a list of two moments")
        if len(value) != 2:
            raise self.stop(codes.SHAPE, path, f"{len(value)} items are not two moments")
        start = BEGIN if value[0] is None else self.moment(value[0], f"{path}[0]")
        end = END if value[1] is None else self.moment(value[1], f"{path}[1]")
        if end < start:
            raise self.stop(codes.ORDER, path, f"{value[1]} is before {value[0]}")
        return start, end

    def share(self, value: Any, path: str) -> float:
        self.want(value, (int, float), path, "a number")
        if not math.isfinite(value) or not 0.0 <= value <= 1.0:
            raise self.stop(codes.SHARE, path, f"{value} is not between 0 and 1")
        return float(value)

    def table(self, value: Any, path: str) -> dict[str, float] | None:
        if value is None:
            return None
        self.want(value, dict, path, "an object of shares by name")
        found = {name: self.share(p, f"{path}.{name}") for name, p in value.items()}
        self.total(found, path)
        return found

    def total(self, table: Mapping[str, float], path: str) -> None:
        if math.fsum(table.values()) > 1.0 + 1e-9:
            raise self.stop(codes.SHARE, path, f"the shares sum to {math.fsum(table.values()):g}")

    def numbers(self, value: Any, count: int, path: str) -> list[float]:
        self.want(value, list, path, f"a list of {count} numbers")
        if len(value) != count:
            raise self.stop(codes.SHAPE, path, f"{len(value)} items, not {count}")
        for at, item in enumerate(value):
            self.want(item, (int, float), f"{path}[{at}]", "a number")
            if not math.isfinite(item):
                raise self.stop(codes.SHAPE, f"{path}[{at}]", f"{item} is not a number")
        return [float(item) for item in value]


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else text[:37] + "..."


def read_facts(given: str | Mapping[str, Any], *, name: str = "facts") -> Facts:
    """Read a facts file.

    Parameters
    ----------
    given : its text, or the JSON object
    name : name of the file, for messages

    Raises
    ------
    InputError : anything in it cannot be read; every problem is listed with its path
    """
    reader = Reader(name)
    rows, plane = _top(reader, given)
    incidents: list[dict[str, Any]] = []
    others: dict[str, list[Any]] = {"act": [], "notice": [], "decision": [], "shape": []}
    others |= {"text": [], "watch": []}
    for at, row in enumerate(rows):
        try:
            fact = read_fact(reader, row, f"facts[{at}]")
        except Stop:
            continue
        if isinstance(fact, dict):
            incidents.append(fact)
        else:
            others[type(fact).__name__.lower()].append(fact)
    if reader.problems:
        raise InputError(reader.problems)
    return Facts(
        plane=plane,
        incidents=incident_columns(incidents),
        acts=tuple(others["act"]),
        notices=tuple(others["notice"]),
        decisions=tuple(others["decision"]),
        shapes=tuple(others["shape"]),
        texts=tuple(others["text"]),
        watches=tuple(others["watch"]),
    )


def _top(reader: Reader, given: str | Mapping[str, Any]) -> tuple[list[Any], bool]:
    try:
        if isinstance(given, str):
            try:
                given = json.loads(given)
            except json.JSONDecodeError as bad:
                place = f"line {bad.lineno} column {bad.colno}"
                raise reader.stop(codes.NOT_JSON, place, bad.msg) from bad
        top = reader.want(given, dict, "$", "an object")
        for field in top:
            if field not in ("crs", "clock", "facts", "note"):
                raise reader.stop(codes.FIELD, field, f"the file has no field {field}")
        crs = top.get("crs", "EPSG:4326")
        if crs not in KNOWN_CRS:
            raise reader.stop(
                codes.SHAPE, "crs", f"{_short(crs)} is not a system of coordinates known here",
                mend='write "EPSG:4326" or "plane"',
            )  # fmt: skip
        rows = reader.want(reader.need(top, "facts", "$"), list, "facts", "a list")
    except Stop:
        raise InputError(reader.problems) from None
    return rows, crs == "plane"


def read_fact(reader: Reader, row: Any, path: str) -> dict[str, Any] | Fact:
    """One fact of a facts file; an incident as a plain row for `incident_columns`.

    Raises
    ------
    Stop : it cannot be read; the problem is noted in the reader
    """
    reader.want(row, dict, path, "an object")
    kind = reader.text(row, "kind", path)
    if kind not in _FIELDS:
        raise reader.stop(codes.KIND, f"{path}.kind", f"{kind!r} is no kind of fact")
    for field in row:
        if field not in _HEADER | _FIELDS[kind]:
            raise reader.stop(codes.FIELD, f"{path}.{field}", f"{kind} has no field {field}")
    header = _header(reader, row, path)
    found: dict[str, Any] | Fact = _READ[kind](reader, row, path, header)
    return found


def _header(reader: Reader, row: Mapping[str, Any], path: str) -> dict[str, Any]:
    known = reader.moment(reader.need(row, "known_at", path), f"{path}.known_at")
    rev = reader.want(row.get("rev", 0), int, f"{path}.rev", "a whole number")
    retracted = reader.want(row.get("retracted", False), bool, f"{path}.retracted", "true or false")
    name = reader.maybe(row, "id", path)
    if name is None:
        content = {field: value for field, value in row.items() if field not in ("rev", "known_at")}
        name = f"{row['kind']} {digest(content)[:16]}"
    return {"id": name, "rev": rev, "known": known, "retracted": retracted}


def _incident(
    reader: Reader, row: Mapping[str, Any], path: str, header: dict[str, Any]
) -> dict[str, Any]:
    reader.text(row, "id", path)
    found = dict(header)
    if row.get("lasting") is not None:
        found["time_lo"], found["time_hi"] = reader.period(row["lasting"], f"{path}.lasting")
        found["lasting"] = True
    elif isinstance(row.get("time"), list):
        found["time_lo"], found["time_hi"] = reader.period(row["time"], f"{path}.time")
    elif row.get("time") is not None:
        found["time_lo"] = found["time_hi"] = reader.moment(row["time"], f"{path}.time")
    elif not header["retracted"]:
        raise reader.stop(codes.MISSING, path, "no time, and no lasting")
    if row.get("p_real") is not None:
        p = row["p_real"]
        lo, hi = p if isinstance(p, list) and len(p) == 2 else (p, p)
        found["p_real_lo"] = reader.share(lo, f"{path}.p_real")
        found["p_real_hi"] = reader.share(hi, f"{path}.p_real")
    found["classes"] = reader.table(row.get("classes"), f"{path}.classes")
    found["parties"] = reader.table(row.get("attribution"), f"{path}.attribution")
    found["joint"] = _joint(reader, row.get("joint"), f"{path}.joint")
    if row.get("at") is not None:
        found["x"], found["y"] = _point(reader, row["at"], f"{path}.at")
    if row.get("cov") is not None:
        xx, xy, yy = reader.numbers(row["cov"], 3, f"{path}.cov")
        if xx < 0 or yy < 0 or xy * xy > xx * yy * (1 + 1e-9):
            raise reader.stop(codes.COVARIANCE, f"{path}.cov", f"{row['cov']} is no covariance")
        found["cxx"], found["cxy"], found["cyy"] = xx, xy, yy
    if row.get("role") is not None:
        role = reader.text(row, "role", path)
        if role not in _ROLES:
            raise reader.stop(codes.SHAPE, f"{path}.role", f"{role!r} is not origin or effect")
        found["role"] = _ROLES[role]
    else:
        found["role"] = BOTH
    found["place"] = reader.maybe(row, "place", path)
    return found


def _point(reader: Reader, value: Any, path: str) -> tuple[float, float]:
    x, y = reader.numbers(value, 2, path)
    return x, y


def _joint(reader: Reader, value: Any, path: str) -> dict[str, float] | None:
    if value is None:
        return None
    reader.want(value, dict, path, "an object: class, then party, then share")
    found = {}
    for kind, table in value.items():
        reader.want(table, dict, f"{path}.{kind}", "an object of shares by party")
        for party, p in table.items():
            found[f"{kind}{PAIR}{party}"] = reader.share(p, f"{path}.{kind}.{party}")
    reader.total(found, path)
    return found


def _act(reader: Reader, row: Mapping[str, Any], path: str, header: dict[str, Any]) -> Act:
    quantity = row.get("quantity")
    if quantity is not None:
        reader.want(quantity, int, f"{path}.quantity", "a whole number")
    return Act(
        **header,
        what=reader.text(row, "what", path),
        by=reader.text(row, "by", path),
        time=reader.moment(reader.need(row, "time", path), f"{path}.time"),
        re=reader.maybe(row, "re", path),
        to=reader.maybe(row, "to", path),
        quantity=quantity,
    )


def _notice(reader: Reader, row: Mapping[str, Any], path: str, header: dict[str, Any]) -> Notice:
    at: dict[str, Any] = {}
    if row.get("at") is not None:
        at["x"], at["y"] = _point(reader, row["at"], f"{path}.at")
    return Notice(
        **header,
        **at,
        by=reader.text(row, "by", path),
        given=reader.moment(reader.need(row, "given", path), f"{path}.given"),
        time=reader.moment(reader.need(row, "time", path), f"{path}.time"),
        what=reader.maybe(row, "what", path),
    )


def _decision(
    reader: Reader, row: Mapping[str, Any], path: str, header: dict[str, Any]
) -> Decision:
    if row.get("state") is None and row.get("what") is None:
        raise reader.stop(codes.MISSING, path, "no state, and no what")
    until = row.get("valid_until")
    return Decision(
        **header,
        re=reader.maybe(row, "re", path),
        state=reader.maybe(row, "state", path),
        what=reader.maybe(row, "what", path),
        by=reader.text(row, "by", path),
        time=reader.moment(reader.need(row, "time", path), f"{path}.time"),
        valid_until=END if until is None else reader.moment(until, f"{path}.valid_until"),
        votes=_votes(reader, row.get("votes"), f"{path}.votes"),
        party=reader.maybe(row, "party", path),
    )


def _votes(reader: Reader, value: Any, path: str) -> tuple[tuple[str, bool], ...] | None:
    if value is None:
        return None
    reader.want(value, dict, path, "an object: yes or no by member")
    for member, vote in value.items():
        if vote not in ("yes", "no", True, False):
            raise reader.stop(codes.SHAPE, f"{path}.{member}", f"{_short(vote)} is not yes or no")
    return tuple(sorted((member, vote in ("yes", True)) for member, vote in value.items()))


def _shape(reader: Reader, row: Mapping[str, Any], path: str, header: dict[str, Any]) -> Shape:
    lo, hi = BEGIN, END
    if row.get("valid") is not None:
        lo, hi = reader.period(row["valid"], f"{path}.valid")
    geometry = row.get("geometry")
    if geometry is not None:
        reader.want(geometry, dict, f"{path}.geometry", "a GeoJSON geometry")
    name = reader.text(row, "name", path)
    author = reader.maybe(row, "author", path) or ""
    if row.get("id") is None:
        header["id"] = shape_id(name, author, lo)
    return Shape(
        **header,
        name=name,
        geometry=usable(reader, geometry, f"{path}.geometry"),
        valid_lo=lo,
        valid_hi=hi,
        author=author,
        left=reader.maybe(row, "left", path),
        right=reader.maybe(row, "right", path),
        side=reader.maybe(row, "side", path),
    )


def shape_id(name: str, author: str, valid_lo: int | str) -> str:
    """A line's version that has no id of its own is its name, author and start."""
    return f"{name}\x1f{author}\x1f{valid_lo}"


def usable(reader: Reader, geometry: Any, path: str) -> str | None:
    """A geometry as canonical text, refused where it has no inside or crosses itself."""
    if geometry is None:
        return None
    from aselepo.geo import Unusable, shape

    try:
        text = canonical(geometry)
        shape(text)
    except (Unusable, ValueError) as bad:
        raise reader.stop(codes.GEOMETRY, path, str(bad)) from bad
    return text


def _text(reader: Reader, row: Mapping[str, Any], path: str, header: dict[str, Any]) -> Text:
    lo, hi = reader.period(reader.need(row, "valid", path), f"{path}.valid")
    agreement, problems = parse(reader.text(row, "text", path), name=f"{path}.text")
    if agreement is not None and not problems:
        problems = check(agreement, name=f"{path}.text")
    errors = [problem for problem in problems if problem.severity == "error"]
    if agreement is None or errors:
        what = errors[0].what if errors else "no agreement"
        raise reader.stop(codes.TEXT, f"{path}.text", what)
    return Text(**header, agreement=agreement, valid_lo=lo, valid_hi=hi)


def _watch(reader: Reader, row: Mapping[str, Any], path: str, header: dict[str, Any]) -> Watch:
    area = reader.need(row, "area", path)
    if isinstance(area, dict):
        area = usable(reader, area, f"{path}.area")
    else:
        reader.want(area, str, f"{path}.area", "a name or a GeoJSON geometry")
    start, end = reader.period(reader.need(row, "time", path), f"{path}.time")
    observed = reader.need(row, "observed", path)
    if isinstance(observed, dict):
        by_class = [reader.share(p, f"{path}.observed.{name}") for name, p in observed.items()]
        share = min(by_class, default=0.0)  # the class seen worst decides
    else:
        share = reader.share(observed, f"{path}.observed")
    return Watch(**header, area=area, start=start, end=end, observed=share)


_READ: dict[str, Callable[[Reader, Mapping[str, Any], str, dict[str, Any]], Any]] = {
    "incident": _incident,
    "decision": _decision,
    "act": _act,
    "notice": _notice,
    "line": _shape,
    "map": _shape,
    "text": _text,
    "coverage": _watch,
}
