"""Unfitted sources: no report is merged with another, copies count once, order does not matter."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
from hypothesis import given
from hypothesis import strategies as st

from aselepo.core.ids import incident_id
from aselepo.core.tables import INCIDENTS, LINKS, OBSERVATIONS, table
from aselepo.fuse import SourceTrust, fuse

MOMENT = datetime(2026, 3, 1, tzinfo=UTC)


def row(name: str, **more: Any) -> dict[str, Any]:
    fields = {"id": name, "rev": 0, "source": "patrol", "time": MOMENT, "class": "shelling"}
    return fields | {"known_at": MOMENT} | more


def made(rows: list[dict[str, Any]], **trust: float) -> Any:
    stated = {name: SourceTrust(p_real=p) for name, p in trust.items()}
    return fuse(table(OBSERVATIONS, rows), stated)


def test_alike_reports_stay_apart() -> None:
    fused = made([row("a"), row("b", source="press")])
    assert fused.incidents.schema == INCIDENTS
    assert fused.links.schema == LINKS
    assert len(fused.incidents) == 2
    assert fused.incidents["p_real"].null_count == 2  # nothing stated is nothing known


def test_copies_count_once_along_a_chain() -> None:
    fused = made([row("a"), row("b", origin="a", source="press"), row("c", origin="b")], patrol=0.9)
    (incident,) = fused.incidents.to_pylist()
    assert incident["incident"] == incident_id("a")
    assert incident["sources"] == ["patrol", "press"]
    assert incident["p_real"] == 0.9
    assert fused.links["incident"].to_pylist() == [incident_id("a")] * 3


def test_a_copy_of_something_unknown_founds_an_incident() -> None:
    assert len(made([row("a", origin="gone")]).incidents) == 1


def test_class_tables() -> None:
    fused = made(
        [
            row("a", class_confidence=0.7),
            row("b", p_class=[("mortar", 0.5), ("artillery", 0.25)]),
            row("c", **{"class": None}),
        ]
    )
    tables = {each["incident"]: dict(each["p_class"]) for each in fused.incidents.to_pylist()}
    assert tables[incident_id("a")] == {"shelling": 0.7}
    assert tables[incident_id("b")] == {"mortar": 0.5, "artillery": 0.25}
    assert tables[incident_id("c")] == {}


def test_nothing_seen_is_an_empty_table() -> None:
    assert fuse(OBSERVATIONS.empty_table(), {}).incidents.num_rows == 0


@given(st.permutations("abcdef"), st.data())
def test_any_order(order: list[str], data: st.DataObject) -> None:
    rows = {
        name: row(name, origin=data.draw(st.sampled_from(["a", "b", "c", None])))
        for name in "abcdef"
    }
    one = made(list(rows.values()))
    other = made([rows[name] for name in order])
    assert one.incidents.equals(other.incidents)
    assert one.links.equals(other.links)
    assert isinstance(one.incidents, pa.Table)
