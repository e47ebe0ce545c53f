"""Batch, pieces, any order, doubling, as-of: the same bits. Parties swapped: the mirrored result."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assess.worlds import World, mirrored, world

from aselepo.assess import Assessment, Engine
from aselepo.assess.assessment import charged, finish
from aselepo.assess.spans import END, us

SEEDS = st.integers(0, 10**9)
LONG = 2_000


def batch(given_world: World, as_of: datetime | None = None, rows: Any = None) -> Assessment:
    """A run from scratch, without looking for reversals."""
    texts = (given_world.agreement,)
    facts = given_world.facts(rows)
    view = facts.view(END if as_of is None else us(as_of))
    return finish(texts, charged(texts, view), as_of=as_of, what_if=None)


def same(one: Assessment, other: Assessment) -> None:
    assert one.findings.equals(other.findings), (
        one.findings.to_pylist(), other.findings.to_pylist(),
    )  # fmt: skip
    assert one.counts == other.counts
    bare = [[replace(g, reversals=()) for g in each.guarantees] for each in (one, other)]
    assert bare[0] == bare[1]
    assert one.clocks == other.clocks
    assert one.force == other.force
    assert one.conflicts == other.conflicts
    assert one.checks == other.checks
    assert one.no_breach().equals(other.no_breach())


def in_pieces(seed: int) -> None:
    """Everything shuffled, some of it doubled, fed in pieces of any size."""
    made = world(seed)
    whole = batch(made)
    chance = random.Random(seed + 1)
    rows = list(made.rows) + chance.choices(made.rows, k=chance.randint(0, len(made.rows)))
    chance.shuffle(rows)
    engine = Engine([made.agreement], plane=True)
    while rows:
        size = chance.choice([1, 1, 2, 5, len(rows)])
        piece, rows = rows[:size], rows[size:]
        engine.update(made.facts(piece))
        if chance.random() < 0.1:
            engine.guarantees()  # looking in between changes nothing
    same(engine.assessment(), whole)
    by_guarantee = [replace(state, reversals=()) for state in engine.guarantees()]
    assert by_guarantee == [replace(state, reversals=()) for state in whole.guarantees]


def as_known(seed: int) -> None:
    """As of T is a filter and a run."""
    made = world(seed)
    moments = sorted({row["known_at"] for row in made.rows})
    moment = datetime.fromisoformat(random.Random(seed).choice(moments))
    assert moment.tzinfo == UTC
    kept = [row for row in made.rows if datetime.fromisoformat(row["known_at"]) <= moment]
    same(batch(made, as_of=moment), batch(made, as_of=moment, rows=kept))


SWAP = {"A": "B", "B": "A"}


def swapped(seed: int) -> None:
    """Same rule for both sides: what holds of A holds of B with the parties swapped."""
    made = world(seed)
    if "undertakes" in made.text or any(row["kind"] == "text" for row in made.rows):
        made = World(
            made.text.replace("B undertakes", "B undertakes alone").split("A undertakes")[0]
            + "category" + made.text.split("category", 1)[1]
            if "undertakes" in made.text
            else made.text,
            tuple(row for row in made.rows if row["kind"] != "text"),
        )  # fmt: skip
    one, other = batch(made), batch(mirrored(made))

    def key(row: dict[str, Any], turn: bool) -> tuple[Any, ...]:
        party = SWAP.get(row["party"], row["party"]) if turn else row["party"]
        return (
            row["provision"], party, row["incident"] or "", row["trigger"] or "", row["verdict"],
            row["p_lo"], row["p_hi"], row["last"], row["late_by_s"],
        )  # fmt: skip

    # article 9 allows one party something, count `apart` counts one: both speak of a party by name
    plain = [r for r in one.findings.to_pylist() if r["provision"] != "10"]
    turned = [r for r in other.findings.to_pylist() if r["provision"] != "10"]
    have = sorted((key(row, False) for row in plain), key=repr)
    want = sorted((key(row, True) for row in turned), key=repr)
    assert [k[:5] for k in have] == [k[:5] for k in want]
    for a, b in zip(have, want, strict=True):
        assert a[5:7] == pytest.approx(b[5:7], abs=1e-12)  # tables are summed in order of names
        assert a[7:] == b[7:]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(SEEDS)
def test_pieces_in_any_order_equal_the_whole(seed: int) -> None:
    in_pieces(seed)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(SEEDS)
def test_as_of_is_a_filter_and_a_run(seed: int) -> None:
    as_known(seed)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(SEEDS)
def test_swapped_parties_give_the_mirrored_result(seed: int) -> None:
    swapped(seed)


@pytest.mark.long
@pytest.mark.parametrize("part", range(8))
def test_two_thousand_streams(part: int) -> None:
    for seed in range(part * LONG // 8, (part + 1) * LONG // 8):
        in_pieces(seed)
        as_known(seed)
        swapped(seed)
