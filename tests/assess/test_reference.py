"""The engine against its slow twin, on random worlds; and seeded faults that must be caught."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from tests.assess.reference import Reference
from tests.assess.test_equality import batch, in_pieces
from tests.assess.worlds import START, World, world

from aselepo.agreement.model import Counted, Held
from aselepo.assess import _kernels, charge, counts, duties, exempt, force, guarantees, zones
from aselepo.assess import changes as changes_module
from aselepo.assess import facts as facts_module
from aselepo.assess import incremental as incremental_module
from aselepo.assess.assessment import charged, upper
from aselepo.assess.conditions import Pair
from aselepo.assess.spans import EMPTY, END, holds, us


def plain(seed: int) -> World:
    """A world that the twin covers: no conditional undertakings, hours, proof each, later texts."""
    made = world(seed)
    text = re.sub(r"[AB] undertakes[^.]*\.", "", made.text)
    text = text.replace("from 06:00 to 22:00", "").replace(" each, cleared", ", cleared")
    return World(text, tuple(row for row in made.rows if row["kind"] != "text"))


def compare(seed: int) -> None:
    made = plain(seed)
    result = batch(made)
    twin = Reference(made.agreement, list(made.rows))
    have = {
        (row["provision"], row["party"], row["incident"]): row
        for table in (result.findings, result.no_breach())
        for row in table.to_pylist()
        if row["trigger"] is None
    }
    for key, (verdict, lo, hi) in twin.findings().items():
        row = have[key]
        assert (row["p_lo"], row["p_hi"]) == pytest.approx((lo, hi), abs=2e-5), (seed, key)
        assert row["verdict"] == verdict, (seed, key, row, lo, hi)
    mine = {
        (row["provision"], row["party"], row["incident"], row["verdict"])
        for row in result.findings.to_pylist()
        if row["provision"] in ("5", "6", "7") and row["verdict"] != "void"
    }
    assert mine == twin.duties(), seed
    conditions(seed, made, twin)


def conditions(seed: int, made: World, twin: Reference) -> None:
    """Counts and `held` at moments drawn at random and at those of incidents."""
    texts = (made.agreement,)
    top = upper(texts, charged(texts, made.facts().view()))
    (book,) = top.books
    chance = random.Random(seed)
    moments = [START + timedelta(hours=chance.randint(0, 24 * 30)) for _ in range(4)]
    moments += [hi for _, _, _, hi, _ in twin.breaches()[:3] if hi.year < 2100]
    for moment in moments:
        at = us(moment)
        sure, may = twin.count("grave", 7, moment)
        for number in (1, 2):
            pair = book.counted(Counted(count="grave", operator=">=", number=number))
            assert holds(pair.must, at) == (sure >= number), (seed, moment, number)
            assert holds(pair.may, at) == (may >= number), (seed, moment, number)
        pair = book.held(Held(seconds=48 * 3600.0, gravity="grave"))
        assert (holds(pair.must, at), holds(pair.may, at)) == twin.held("grave", 48, moment)


@pytest.mark.parametrize("seed", range(25))
def test_the_engine_equals_its_twin(seed: int) -> None:
    compare(seed)


@pytest.mark.long
@pytest.mark.parametrize("part", range(4))
def test_the_engine_equals_its_twin_in_a_thousand_worlds(part: int) -> None:
    for seed in range(1000 + part * 250, 1250 + part * 250):
        compare(seed)


def shifted(found: Any, by: int) -> Any:
    out = found.copy()
    out[:, 0] += by
    return out


def fault(patch: pytest.MonkeyPatch, name: str) -> None:
    """Plant one fault of the engine."""
    match name:
        case "end of force included":
            real = force._stretch
            patch.setattr(
                force, "_stretch",
                lambda f, o: np.array([[a, b + 1 if b < END else b] for a, b in real(f, o).tolist()],
                                      np.int64).reshape(-1, 2),
            )  # fmt: skip
        case "suspension never ends":
            patch.setattr(force, "_suspended", lambda a, o: _endless(a, o))
        case "the unattributed rest is the accused's":

            def wrong(*args: Any) -> Any:
                _PARTY(*args)
                args[-2][:] = args[-1]

            patch.setattr(_kernels, "party_shares", wrong)
        case "a class above is the class":
            real_told = charge.told
            patch.setattr(charge, "told", lambda t, n, w: (real_told(t, n, w)[1],) * 2)
        case "notice after the act":
            real_notice = _kernels.best_notice
            patch.setattr(
                _kernels, "best_notice",
                lambda *a: real_notice(*a[:7], a[7] - 10**15, *a[8:]),
            )  # fmt: skip
        case "order without failed attempt":

            def ordered(terms: Any, party: str, rows: Any, spoken: Any) -> Any:
                orders = [a.time for a in spoken.acts.get("fire_order", ()) if a.by == party]
                return (min(orders, default=END) <= rows.time_lo).astype(float)

            patch.setattr(exempt, "_ordered", ordered)
        case "an answer needs no decision":
            patch.setattr(
                exempt, "_in_answer", lambda rows, said: (np.ones(len(rows)), np.ones(len(rows)))
            )
        case "the latest line always counts":
            real_drawn = zones.Ground._drawn
            patch.setattr(
                zones.Ground, "_drawn", lambda s, n, at, *more: real_drawn(s, n, END - 1, *more)
            )
        case "rival lines are averaged":

            def inside(self: Any, spot: int, rows: Any) -> Any:
                if spot < 0:
                    return _INSIDE(self, spot, rows)
                each = [pair for _, pair in self.sides(spot, rows)]
                middle = sum(lo + hi for lo, hi in each) / (2 * len(each))
                return middle, middle

            patch.setattr(zones.Ground, "inside", inside)
        case "deadline excluded":
            real_state = duties.Maker._state
            patch.setattr(
                duties.Maker, "_state",
                lambda s, lo, hi, done, sure: real_state(s, lo - 1, hi - 1, done, sure),
            )  # fmt: skip
        case "possible duties are charged":
            real_state = duties.Maker._state
            patch.setattr(
                duties.Maker, "_state",
                lambda s, lo, hi, done, sure: real_state(s, lo, hi, done, np.ones_like(sure)),
            )  # fmt: skip
        case "otherwise opens at once":
            patch.setattr(duties.Maker, "_otherwise", lambda self, parts: None)
        case "window closed at its start":
            real_levels = counts._later
            patch.setattr(
                counts, "_later", lambda at, window: real_levels(at, window) + 3_600_000_001
            )
        case "a count counts findings":
            patch.setattr(counts, "_once", lambda key, rows: rows)
        case "held forgets possible breaches":
            real_held = guarantees.Book._holding

            def holding(self: Any, atom: Any) -> Any:
                pair = real_held(self, atom)
                return Pair(pair.may, pair.may)

            patch.setattr(guarantees.Book, "_holding", holding)
        case "the first revision stays":
            patch.setattr(facts_module, "_later", lambda one, other: False)
        case "a notice changes nothing later":
            real_change = changes_module._slots
            patch.setattr(changes_module, "_slots", lambda a, b: (EMPTY, real_change(a, b)[1]))
        case "a moved line changes nothing later":
            patch.setattr(changes_module, "_scopes", lambda a, b: EMPTY)
        case "a revision keeps the old findings":
            real_charge = incremental_module.Engine._charge

            def late(self: Any, slots: Any) -> None:
                real_charge(self, slots[self._count.values[slots] == 0])

            patch.setattr(incremental_module.Engine, "_charge", late)
        case "an older revision wins":

            def take(self: Any, facts: Any) -> Any:
                self._rev.values[:] = -1
                return _TAKE(self, facts)

            patch.setattr(incremental_module.Engine, "_take_incidents", take)
        case "withdrawn incidents stay":

            def keep(self: Any, facts: Any) -> Any:
                slots = _TAKE(self, facts)
                self._gone.values[:] = False
                return slots

            patch.setattr(incremental_module.Engine, "_take_incidents", keep)
        case _:
            raise AssertionError(name)


_PARTY, _INSIDE = _kernels.party_shares, zones.Ground.inside
_TAKE = incremental_module.Engine._take_incidents
_SUSPENDED = force._suspended


def _endless(agreement: Any, outlook: Any) -> Pair:
    pair = _SUSPENDED(agreement, outlook)
    if not len(pair.must):
        return pair
    forever = np.array([[pair.must[0, 0], END]], np.int64)
    return Pair(forever, forever)


FAULTS = [
    "end of force included", "suspension never ends", "the unattributed rest is the accused's",
    "a class above is the class", "notice after the act", "order without failed attempt",
    "an answer needs no decision", "the latest line always counts", "rival lines are averaged",
    "deadline excluded", "possible duties are charged", "otherwise opens at once",
    "window closed at its start", "a count counts findings", "held forgets possible breaches",
    "the first revision stays", "a notice changes nothing later",
    "a moved line changes nothing later", "a revision keeps the old findings",
    "an older revision wins", "withdrawn incidents stay",
]  # fmt: skip
TRIES = 250


def caught(check: Callable[[int], None], seed: int) -> bool:
    try:
        check(seed)
    except (AssertionError, KeyError):
        return True
    return False


@pytest.mark.parametrize("name", FAULTS)
def test_a_seeded_fault_is_caught(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sound engine passes on the very stream that gives the fault away."""
    with monkeypatch.context() as patch:
        fault(patch, name)
        found = next(
            (
                (check, seed)
                for seed in range(TRIES)
                for check in (compare, in_pieces)
                if caught(check, seed)
            ),
            None,
        )
    assert found is not None, f"{name}: {TRIES} streams did not notice"
    check, seed = found
    assert not caught(check, seed), f"{name}: stream {seed} fails without the fault too"
