"""Sources of a situation: licence, credit, what was read and set aside, what was declared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import pyarrow as pa

from aselepo.situation.recorded import Recorded
from aselepo.situation.value import SetAside, Source


def read_sources(
    entries: Sequence[Recorded], coverage: Sequence[Recorded], observations: pa.Table
) -> tuple[Source, ...]:
    """Each source by name; of several entries of a name the newest says who and what it is.

    Whoever reports without a source entry is listed all the same: nothing is known of it.
    """
    by_name: dict[str, list[Recorded]] = {name: [] for name in _latest(observations)}
    for entry in entries:
        by_name.setdefault(entry.body["name"], []).append(entry)
    latest = _latest(observations)
    declared = {}
    for entry in coverage:
        if entry.body.get("declared_by"):
            declared[entry.body.get("source", "")] = entry.body
    return tuple(
        _source(name, versions, declared.get(name, {}), latest.get(name))
        for name, versions in sorted(by_name.items())
    )


def _source(
    name: str, versions: Sequence[Recorded], declared: Mapping[str, Any], latest: datetime | None
) -> Source:
    body = versions[-1].body if versions else {}
    deliveries = _deliveries(versions)
    return Source(
        name=name,
        labels=dict(body.get("labels", {})),
        licence=body.get("licence", ""),
        credit=body.get("credit", ""),
        address=body.get("address", ""),
        rows_read=sum(each["rows_read"] for each in deliveries),
        rows_accepted=sum(each["rows_accepted"] for each in deliveries),
        rows_set_aside=sum(each["rows_set_aside"] for each in deliveries),
        last_known_at=latest,
        known_time_grounds=body.get("known_time", ""),
        declared_by=declared.get("declared_by", ""),
        declared_why=declared.get("declared_why", ""),
    )


def _deliveries(versions: Sequence[Recorded]) -> list[Mapping[str, Any]]:
    """What each delivered file held; the same bytes count once."""
    return list(
        {
            each["sha256"]: each
            for entry in versions
            if (each := entry.body.get("delivery")) is not None
        }.values()
    )


def set_aside(entries: Sequence[Recorded]) -> tuple[SetAside, ...]:
    """Rows refused at intake, with their reasons."""
    by_name: dict[str, list[Recorded]] = {}
    for entry in entries:
        by_name.setdefault(entry.body["name"], []).append(entry)
    found = {
        (name, row["where"], row["what"], row["why"], row["code"])
        for name, versions in by_name.items()
        for delivery in _deliveries(versions)
        for row in delivery["set_aside"]
    }
    return tuple(
        SetAside(source=source, where=where, what=what, why=why, code=code)
        for source, where, what, why, code in sorted(found)
    )


def _latest(observations: pa.Table) -> dict[str, datetime]:
    grouped = observations.group_by("source").aggregate([("known_at", "max")])
    return dict(
        zip(grouped["source"].to_pylist(), grouped["known_at_max"].to_pylist(), strict=True)
    )
