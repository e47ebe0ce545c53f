"""Facts of a mission: incidents as fused, and entries of the log (kinds as the log names them)."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.assess.facts import (
    EFFECT,
    F64,
    ORIGIN,
    Facts,
    Incidents,
    Shares,
    incident_columns,
    ordered,
    shares,
)
from aselepo.assess.read import Reader, Stop, read_fact, shape_id
from aselepo.assess.spans import BEGIN, END, I64, us
from aselepo.core.classes import tree
from aselepo.core.problem import InputError
from aselepo.core.tables import INCIDENTS, conform
from aselepo.core.time import iso

_UNIFORM = math.sqrt(3.0)
"""Half the width of a uniform distribution, in standard deviations."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFact:
    """An entry of the log as a fact: act, notification, decision, geography, coverage, agreement.

    `kind` is the log's; `body` the entry's, with times as ISO 8601 texts.
    """

    kind: str
    id: str
    rev: int = 0
    known_at: datetime
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What fusion made of a view just before reports were withdrawn or corrected."""

    until: datetime
    touched: frozenset[str]
    """Observations that were withdrawn or corrected; incidents that held them may have changed."""
    incidents: pa.Table
    links: pa.Table


def mission_facts(
    incidents: pa.Table,
    links: pa.Table,
    entries: Sequence[EntryFact] = (),
    *,
    before: Sequence[Before] = (),
) -> Facts:
    """Facts of a mission's view.

    Parameters
    ----------
    incidents, links : of schemas `INCIDENTS` and `LINKS` of `core.tables`, as fusion gives them.
        A null table of classes or parties, or P(real), is unknown. A moment with `time_sigma_s`
        is read as uniform of the same standard deviation. Coordinates without an error are no
        place.
    entries : entries known in the view; decisions and acts may name an observation, which stands
        for the incident that holds it now
    before : earlier states, oldest first, so that what was believed then and is not any more can be
        announced; incidents that are gone or changed become revisions

    Returns
    -------
    Facts, in degrees; sure breaches never stand in for verified ones

    Raises
    ------
    InputError : an entry's body cannot be read
    """
    holder: dict[str, str] = {}
    for table in (*(each.links for each in before), links):
        names = table["observation"].to_pylist()
        holder.update(zip(names, table["incident"].to_pylist(), strict=True))
    reader = Reader("log")
    found: dict[str, list[Any]] = {}
    for entry in entries:
        try:
            rows = _plain(entry, holder)
            for row in rows:
                fact = read_fact(reader, row, f"{entry.kind} {entry.id}")
                found.setdefault(type(fact).__name__.lower(), []).append(fact)
        except Stop:
            continue
    if reader.problems:
        raise InputError(reader.problems)
    return Facts(
        plane=False,
        incidents=_incidents(*revised(conform(incidents, INCIDENTS), before)),
        acts=tuple(found.get("act", ())),
        notices=tuple(found.get("notice", ())),
        decisions=tuple(found.get("decision", ())),
        shapes=tuple(found.get("shape", ())),
        texts=tuple(found.get("text", ())),
        watches=tuple(found.get("watch", ())),
        sure_stands_in=False,
    )


def _plain(entry: EntryFact, holder: Mapping[str, str]) -> list[dict[str, Any]]:
    """An entry's body as rows of a facts file."""
    body = dict(entry.body)
    head = {"id": entry.id, "rev": entry.rev, "known_at": iso(entry.known_at)}
    if isinstance(body.get("re"), str):
        body["re"] = holder.get(body["re"], body["re"])

    def some(*names: str) -> dict[str, Any]:
        return {name: body[name] for name in names if body.get(name) is not None}

    match entry.kind:
        case "act":
            fields = some("what", "by", "time", "re", "to", "quantity")
            return [{**head, "kind": "act", **fields}]
        case "notification":
            row = {**head, "kind": "notice", **some("by", "given", "time", "what", "at")}
            if body.get("lon") is not None and body.get("lat") is not None:
                row["at"] = [body["lon"], body["lat"]]
            return [row]
        case "decision":
            fields = some("re", "state", "what", "by", "time", "valid_until", "votes", "party")
            return [{**head, "kind": "decision", **fields}]
        case "geography":
            is_line = body.get("type") == "line"
            row = {**head, "kind": "line" if is_line else "map", "name": body.get("id")}
            row["valid"] = [body.get("valid_from"), body.get("valid_to")]
            row["id"] = shape_id(str(body.get("id")), str(body.get("author", "")), entry.id)
            names = ("left", "right") if is_line else ("side",)
            return [{**row, **some("geometry", *names, *(("author",) if is_line else ()))}]
        case "coverage":
            if "rows" in body:
                return [
                    {**head, "id": f"{entry.id}/{at}", "kind": "coverage", **row}
                    for at, row in enumerate(body["rows"])
                ]
            return [{**head, "kind": "coverage", **some("area", "time", "observed")}]
        case "agreement":
            return [{**head, "kind": "text", **some("text", "valid")}]
    raise AssertionError(f"no fact is made of an entry of kind {entry.kind}")


Revisions = tuple[I64, I64, npt.NDArray[np.bool_]]
"""Of each row its revision, when that became known (microseconds; `BEGIN`: with its reports), and
whether it is the news that the incident is gone."""


def revised(now: pa.Table, before: Sequence[Before]) -> tuple[pa.Table, Revisions]:
    """Incidents with their earlier revisions.

    Parameters
    ----------
    now, before : tables of schema `INCIDENTS`, one row an incident

    Returns
    -------
    table of all revisions, and their numbers; without `before` the table as it is
    """
    if not before:
        size = len(now)
        return now, (
            np.zeros(size, np.int64),
            np.full(size, BEGIN, np.int64),
            np.zeros(size, np.bool_),
        )
    old: list[tuple[dict[str, Any], int, int, bool]] = []
    changed: dict[str, tuple[int, int]] = {}
    later = [*(each.incidents for each in before[1:]), now]
    for number, (each, after) in enumerate(zip(before, later, strict=True)):
        held = each.links.filter(
            pc.is_in(each.links["observation"], pa.array(sorted(each.touched)))
        )
        names = pc.unique(held["incident"])
        until = us(each.until)
        then = {row["incident"]: row for row in _named(after, names)}
        for row in _named(each.incidents, names):
            name = row["incident"]
            if name not in then:
                old += [(row, number, BEGIN, False), (row, number + 1, until, True)]
            elif then[name] != row:
                old.append((row, number, BEGIN, False))
                changed[name] = (number + 1, until)
    present = now["incident"].to_pylist()
    rev = np.array([changed.get(name, (0, BEGIN))[0] for name in present], np.int64)
    news = np.array([changed.get(name, (0, BEGIN))[1] for name in present], np.int64)
    earlier = pa.Table.from_pylist([row for row, *_ in old], schema=INCIDENTS)
    return pa.concat_tables([now, earlier]), (
        np.append(rev, np.array([number for _, number, _, _ in old], np.int64)),
        np.append(news, np.array([known for _, _, known, _ in old], np.int64)),
        np.append(np.zeros(len(now), np.bool_), np.array([gone for *_, gone in old], np.bool_)),
    )


def _named(incidents: pa.Table, names: pa.Array) -> list[dict[str, Any]]:
    """The rows of some incidents."""
    table = conform(incidents, INCIDENTS)
    rows: list[dict[str, Any]] = table.filter(pc.is_in(table["incident"], names)).to_pylist()
    return rows


def _incidents(table: pa.Table, revisions: Revisions) -> Incidents:
    size = len(table)
    rev, news, gone = revisions
    if size == 0:
        return incident_columns([])
    lo, hi, lasting = _times(table)
    real = table["p_real"].combine_chunks()
    known_real = np.asarray(pc.is_valid(real))
    p_real = np.asarray(pc.fill_null(real, 0.0), dtype=np.float64)
    x, y = _numbers(table, "lon"), _numbers(table, "lat")
    cxx, cxy, cyy = _covariance(table)
    bare = np.isnan(x) | np.isnan(y)
    place = table["place"].combine_chunks()
    classes = _shares(table["p_class"])
    return ordered(
        Incidents(
            id=table["incident"].combine_chunks(),
            rev=rev.astype(np.int32),
            known=np.maximum(_us(table, "last_known_at", BEGIN), news),
            retracted=gone,
            time_lo=lo,
            time_hi=hi,
            lasting=lasting,
            p_real_lo=np.where(known_real, p_real, 0.0),
            p_real_hi=np.where(known_real, p_real, 1.0),
            x=x,
            y=y,
            cxx=cxx,
            cxy=cxy,
            cyy=cyy,
            role=_roles(classes),
            place=pc.if_else(pa.array(bare), place, pa.nulls(size, pa.string())),
            classes=classes,
            parties=_shares(table["p_party"]),
            joint=replace(
                shares([]), offsets=np.zeros(size + 1, np.int64), known=~np.ones(size, np.bool_)
            ),
        )
    )


def _us(table: pa.Table, column: str, missing: int) -> I64:
    whole = table[column].combine_chunks().cast(pa.timestamp("us")).cast(pa.int64())
    return np.asarray(pc.fill_null(whole, missing), dtype=np.int64)


def _numbers(table: pa.Table, column: str) -> F64:
    filled = pc.fill_null(table[column].combine_chunks(), float("nan"))
    return np.asarray(filled, dtype=np.float64).copy()


def _times(table: pa.Table) -> tuple[I64, I64, Any]:
    """Earliest and latest moment; for things that last, their sure stretch."""
    none = BEGIN - 1
    given, end = _us(table, "time", none), _us(table, "time_end", none)
    lo, hi = _us(table, "time_lo", none), _us(table, "time_hi", none)
    sigma = np.nan_to_num(_numbers(table, "time_sigma_s"), nan=0.0)
    half = np.rint(sigma * _UNIFORM * 1e6).astype(np.int64)
    alone = (given != none) & (lo == none) & (hi == none)
    lo = np.where(alone, given - half, np.where(lo == none, BEGIN, lo))
    hi = np.where(alone, given + half, np.where(hi == none, END, hi))
    first = np.where(given != none, given, np.where(hi < END, hi, lo))
    lasting = (end != none) & (first > BEGIN) & (end > first)
    return np.where(lasting, first, lo), np.where(lasting, end, hi), lasting


def _covariance(table: pa.Table) -> tuple[F64, F64, F64]:
    """East-north covariance of the error ellipse; its azimuth is clockwise from north."""
    major, minor = _numbers(table, "sigma_major_m"), _numbers(table, "sigma_minor_m")
    minor = np.where(np.isnan(minor), major, minor)
    azimuth = np.deg2rad(np.nan_to_num(_numbers(table, "azimuth_deg"), nan=0.0))
    sin, cos = np.sin(azimuth), np.cos(azimuth)
    big, small = major * major, minor * minor
    return (
        big * sin * sin + small * cos * cos,
        (big - small) * sin * cos,
        big * cos * cos + small * sin * sin,
    )


def _shares(column: pa.ChunkedArray) -> Shares:
    maps = column.combine_chunks()
    known = np.asarray(pc.is_valid(maps))
    counts = np.asarray(pc.fill_null(pc.list_value_length(maps.cast(_AS_LIST)), 0), np.int64)
    entries = maps.cast(_AS_LIST).flatten()
    keys = entries.field("key").dictionary_encode()
    return sorted_names(
        Shares(
            names=tuple(keys.dictionary.to_pylist()),
            offsets=np.append(0, np.cumsum(counts)).astype(np.int64),
            code=np.asarray(keys.indices, dtype=np.int32),
            p=np.asarray(pc.fill_null(entries.field("value"), 0.0), dtype=np.float64),
            known=known,
        )
    )


_AS_LIST = pa.list_(
    pa.struct([pa.field("key", pa.string(), nullable=False), pa.field("value", pa.float64())])
)


def sorted_names(table: Shares) -> Shares:
    """The same table with its names sorted, also within each row."""
    names = tuple(sorted(table.names))
    place = {name: at for at, name in enumerate(names)}
    new = np.array([place[name] for name in table.names], np.int32)
    code = new[table.code] if len(table.code) else table.code
    row = np.repeat(np.arange(len(table.known)), np.diff(table.offsets))
    order = np.lexsort((code, row))
    return replace(table, names=names, code=code[order], p=table.p[order])


def _roles(classes: Shares) -> Any:
    """Outgoing fire is heard where it starts; everything else is seen where it lands or stands."""
    start = np.array(
        [tree().told(name, {"outgoing"})[0] == 1.0 for name in classes.names], np.bool_
    )
    role = np.full(len(classes.known), EFFECT, np.int8)
    if start.any():
        row = np.repeat(np.arange(len(role)), np.diff(classes.offsets))
        role[row[start[classes.code]]] = ORIGIN
    return role
