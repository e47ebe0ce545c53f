"""What analysts decided holds, by observation, and can be undone."""

from __future__ import annotations

import pyarrow as pa
import pytest
from tests.fuse.worlds import World, models, world

from aselepo.fuse import Decision, Fused, decisions_of, fuse
from aselepo.fuse.explain import explain_link


@pytest.fixture(scope="module")
def made() -> World:
    return world(8, days=4.0)


@pytest.fixture(scope="module")
def plain(made: World) -> Fused:
    return fuse(made.observations, {}, models=models())


def groups(fused: Fused) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for row in fused.links.to_pylist():
        out.setdefault(row["incident"], []).append(row["observation"])
    return out


def test_merge_joins_whole_incidents_and_is_undone(made: World, plain: Fused) -> None:
    first, second = list(groups(plain).values())[:2]
    merge = Decision(what="merge", observations=(first[0], second[0]), by="analyst")
    merged = fuse(made.observations, {}, models=models(), decisions=[merge])
    assert sorted(first + second) in [sorted(g) for g in groups(merged).values()]
    assert len(merged.incidents) == len(plain.incidents) - 1
    again = fuse(made.observations, {}, models=models(), decisions=[])
    assert again.incidents.equals(plain.incidents)
    assert again.links.equals(plain.links)


def test_split_takes_reports_out(made: World, plain: Fused) -> None:
    group = next(g for g in groups(plain).values() if len(g) >= 3)
    split = Decision(what="split", observations=(group[0],), by="analyst")
    after = groups(fuse(made.observations, {}, models=models(), decisions=[split]))
    assert [group[0]] in after.values()
    assert sorted(group[1:]) in [sorted(g) for g in after.values()]


def test_the_later_decision_wins(made: World, plain: Fused) -> None:
    first, second = list(groups(plain).values())[:2]
    both = tuple(first + second)
    decisions = [
        Decision(what="merge", observations=both),
        Decision(what="split", observations=tuple(second)),
    ]
    after = fuse(made.observations, {}, models=models(), decisions=decisions)
    assert {tuple(sorted(g)) for g in groups(after).values()} == {
        tuple(sorted(g)) for g in groups(plain).values()
    }


def test_decisions_from_entries() -> None:
    bodies = [
        {"re": "case-1", "state": "verified"},
        {"what": "merge", "observations": ["a", "b"], "by": "desk"},
        {"what": "split", "observations": []},
    ]
    assert decisions_of(bodies) == (
        Decision(what="merge", observations=("a", "b"), by="desk"),
    )  # fmt: skip


def test_a_decision_on_a_withdrawn_report_changes_nothing(made: World, plain: Fused) -> None:
    gone = Decision(what="merge", observations=("not-here", "nor-here"))
    after = fuse(made.observations, {}, models=models(), decisions=[gone])
    assert after.links.equals(plain.links)


def test_every_link_is_explained(made: World, plain: Fused) -> None:
    linked = dict(
        zip(
            plain.links["observation"].to_pylist(), plain.links["incident"].to_pylist(), strict=True
        )
    )
    for name in made.observations["id"].to_pylist()[:25]:
        told = explain_link(made.observations, models(), name)
        assert told.incident == linked.get(name)
        assert 0.5 < sum(way.p for way in told.alternatives) < 1.0 + 1e-9
        assert {"clutter", "new incident"} <= {way.what for way in told.alternatives}
        for way in told.alternatives:
            if way.place is not None:
                assert way.time is not None
                assert way.rest is not None
                assert abs(way.place + way.time + way.rest - way.log_weight) < 1e-9
                assert way.reports
        assert name in told.text()


def test_a_joined_report_names_its_runner_up(made: World, plain: Fused) -> None:
    joined = plain.links.filter(
        pa.array([r == "fits it best" for r in plain.links["reason"].to_pylist()])
    )
    told = explain_link(made.observations, models(), joined["observation"][0].as_py())
    assert told.outcome == "linked"
    assert told.alternatives[0].what == told.incident
    assert told.alternatives[1].p <= told.alternatives[0].p


def test_a_decided_link_says_so(made: World, plain: Fused) -> None:
    first, second = sorted(groups(plain).values(), key=len)[-2:]
    merge = Decision(what="merge", observations=(first[0], second[0]))
    fused = fuse(made.observations, {}, models=models(), decisions=[merge])
    moved = next(g for g in groups(fused).values() if first[0] in g)
    told = [explain_link(made.observations, models(), n, decisions=[merge]) for n in moved]
    assert {t.incident for t in told} == {k for k, g in groups(fused).items() if first[0] in g}
    assert "decided" in {t.outcome for t in told}
