"""The score against the benchmark's own, and against cases worked out by hand."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exercise.made import world
from tests.shared import shared

from aselepo.core.tables import INCIDENTS, LINKS, OBSERVATIONS
from aselepo.core.tables import table as made_table
from aselepo.feeds.exercise import score, tables
from aselepo.feeds.exercise.score import Case, Charged, Row, grouping
from aselepo.feeds.exercise.world import TRUTH_INCIDENTS, TRUTH_LINKS


def fused(seed: int, wrong: float) -> tuple[pa.Table, pa.Table, tuple[pa.Table, ...]]:
    """A fusion that is right but for a share of its links, with a noisy P(real)."""
    rng = np.random.default_rng(seed)
    rows, links, truth = tables(world("war", days=3))
    names = rows["id"].to_pylist()
    behind = dict(zip(links["id"].to_pylist(), links["incident"].to_pylist(), strict=True))
    label = [behind[name] or f"alone {name}" for name in names]
    moved = rng.random(len(names)) < wrong
    other = rng.permutation(len(names))
    label = [label[other[at]] if moved[at] else each for at, each in enumerate(label)]
    ambiguous = rng.random(len(names)) < 0.1
    first: dict[str, int] = {}
    for at, each in enumerate(label):
        if not ambiguous[at]:
            first.setdefault(each, at)
    seeds = list(first.values())
    lon = rows["lon"].to_numpy()[seeds]
    lat = rows["lat"].to_numpy()[seeds]
    real = np.array([bool(behind[names[at]]) for at in seeds])
    incidents = pa.table(
        {
            "incident": list(first),
            "p_real": np.clip(real * 0.7 + 0.3 * rng.random(len(seeds)), 0, 1).round(2),
            "lon": lon,
            "lat": lat,
            "sigma_major_m": rng.uniform(200, 900, len(seeds)),
            "sigma_minor_m": rng.uniform(100, 200, len(seeds)),
            "azimuth_deg": rng.uniform(0, 180, len(seeds)),
        }
    )
    joined = pa.table(
        {
            "observation": names,
            "incident": [None if ambiguous[at] else each for at, each in enumerate(label)],
        },
        schema=pa.schema([("observation", pa.string()), ("incident", pa.string())]),
    )
    return incidents, joined, (rows, links, truth)


@pytest.mark.parametrize(("seed", "wrong"), [(1, 0.0), (2, 0.2), (3, 0.7)])
def test_same_figures_as_the_benchmark_s_score(tmp_path: Path, seed: int, wrong: float) -> None:
    theirs = shared("fusion", "score.py")
    incidents, joined, (rows, links, truth) = fused(seed, wrong)
    found = score(rows, incidents, joined, truth, links)
    for name, table in (
        ("truth_links", links), ("truth_incidents", truth), ("links", joined), ("incidents", incidents)
    ):  # fmt: skip
        pq.write_table(table, tmp_path / f"{name}.parquet")
    told = subprocess.run(
        [sys.executable, str(theirs), str(tmp_path), str(tmp_path / "links.parquet"),
         str(tmp_path / "incidents.parquet")],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    want = json.loads(told.stdout)
    ours = {
        **{name: getattr(found.grouping, name) for name in ("b3_precision", "b3_recall", "b3_f1",
                                                          "pair_precision", "pair_recall")},
        "p_real_ece": found.calibration.ece,
        "p_real_brier": found.calibration.brier,
    }  # fmt: skip
    for name, value in ours.items():
        assert value == pytest.approx(want[name], abs=2e-4), name
    # ties count half here and by their order there
    assert found.calibration.auc == pytest.approx(want["p_real_auc"], abs=0.02)
    assert found.counts.recorded == want["incidents"]
    assert found.counts.expected is not None
    assert found.counts.expected / found.counts.observed == pytest.approx(
        want["expected_over_observed"], abs=2e-4
    )
    assert found.places.coverage_50_90_95 == pytest.approx(
        want["ellipse_coverage_50_90_95"], abs=0.02
    )
    assert found.places.median_error_m == pytest.approx(want["median_error_m"], rel=0.03)


def test_a_perfect_grouping_scores_one() -> None:
    incidents, joined, (rows, links, truth) = fused(1, 0.0)
    kept = joined.filter(joined["incident"].is_valid())
    some = rows.filter(pa.compute.is_in(rows["id"], value_set=kept["observation"].combine_chunks()))
    found = score(some, incidents, kept, truth, links)
    assert found.grouping.b3_f1 == pytest.approx(1.0)
    assert found.grouping.pair_precision == 1.0


@given(
    st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 4)), min_size=1, max_size=30),
    st.randoms(use_true_random=False),
)
def test_grouping_laws(pairs: list[tuple[int, int]], random: Any) -> None:
    """Between 0 and 1; any order, any names of clusters; slow definition of B-cubed."""
    truth, cluster = (np.array(column) for column in zip(*pairs, strict=True))
    found = grouping(truth, cluster)
    order = list(range(len(pairs)))
    random.shuffle(order)
    again = grouping(truth[order], np.where(cluster[order] >= 0, 9 - cluster[order], -1))
    assert found.b3_f1 == pytest.approx(again.b3_f1)
    assert found.pair_recall == pytest.approx(again.pair_recall)
    own = [c if c >= 0 else 100 + at for at, c in enumerate(cluster)]
    precision, recall = [], []
    for at, t in enumerate(truth):
        if t < 0:
            continue
        together = [i for i in range(len(own)) if own[i] == own[at]]
        same = [i for i in together if truth[i] == t]
        precision.append(len(same) / len(together))
        recall.append(len(same) / int((truth == t).sum()))
    if precision:
        assert found.b3_precision == pytest.approx(np.mean(precision))
        assert found.b3_recall == pytest.approx(np.mean(recall))


MOMENT = datetime(2026, 3, 1, 12, tzinfo=UTC)


def small(**more: Any) -> Any:
    """Three true incidents: a strike by A, one before the truce, one of which nobody told."""

    def true(name: str, **fields: Any) -> dict[str, Any]:
        row = {"incident": name, "time": MOMENT, "lon": 1.0, "lat": 46.0, "class": "mortar"}
        row |= {"actor": "A", "struck": "B", "area": "B-1", "act": "weapon_use"}
        return row | {"in_force": True, "exempt": False, "observed": True} | fields

    truth = [true("x1"), true("x2", in_force=False), true("x3", **{"class": "missile"})]
    links = [("o1", "x1"), ("o2", "x1"), ("o3", "x2"), ("o4", ""), ("o5", "x1")]
    rows = [{"id": name, "rev": 0, "source": "s", "lon": 1.0, "lat": 46.0} for name, _ in links]
    rows[4] |= {"role": "origin"}
    held = {"o1": "i1", "o2": "i1", "o3": "i2", "o4": "i3", "o5": "i1"}
    incidents = [
        {"incident": name, "p_real": p, "lon": 1.0, "lat": 46.0, "sigma_major_m": 9.0,
         "sigma_minor_m": 9.0, "azimuth_deg": 0.0}
        for name, p in (("i1", 0.9), ("i2", 0.8), ("i3", 0.2))
    ]  # fmt: skip
    return score(
        made_table(OBSERVATIONS, rows),
        made_table(INCIDENTS, incidents),
        made_table(LINKS, [{"observation": o, "incident": i} for o, i in held.items()]),
        made_table(TRUTH_INCIDENTS, truth),
        made_table(TRUTH_LINKS, [{"id": o, "incident": t} for o, t in links]),
        **more,
    )


def test_by_hand() -> None:
    found = small()
    assert (found.reports, found.left_out) == (4, 1)
    assert found.grouping.b3_f1 == 1.0
    assert found.counts.recorded == 3
    assert found.counts.expected == pytest.approx(1.9)
    assert (found.counts.observed, found.counts.happened) == (2, 3)
    assert found.calibration.brier == pytest.approx((0.01 + 0.04 + 0.04) / 3)
    assert found.calibration.auc == 1.0
    assert found.places.median_error_m == 0.0
    assert found.verdicts is None
    assert found.decisions is None


def test_verdicts_by_hand() -> None:
    fire = frozenset({"mortar", "artillery"})
    charges = [
        Charged(incident="i1", party="A", verdict="breach", classes=fire),
        Charged(incident="i1", party="B", verdict="breach", classes=fire),  # the other side did
        Charged(incident="i2", party="A", verdict="breach", classes=fire),  # before the truce
        Charged(incident="i3", party="A", verdict="breach", classes=fire),  # nothing happened
        Charged(incident="i1", party="A", verdict="undetermined", classes=frozenset({"missile"})),
    ]

    def row(verdict: str, accused: str = "A", area: str | None = "B-1") -> Row:
        start, end = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
        return Row(
            area=area, accused=accused, classes=fire, start=start, end=end, verdict=verdict
        )  # fmt: skip

    rows = [row("none observed"), row("none observed", "B"), row("breach", area="B"), row("cannot tell"),
            row("none observed", area="A-1"), row("breach", "B", None)]  # fmt: skip
    said = small(charges=charges, rows=rows).verdicts
    assert (said.sure_breaches, said.sure_breaches_true) == (4, 1)
    assert (said.true_breaches_observed, said.of_these_sure) == (1, 1)
    assert (said.none_observed, said.none_observed_true) == (3, 2)
    assert (said.breach_rows, said.breach_rows_true, said.cannot_tell) == (2, 1, 1)


def test_decisions_by_hand() -> None:
    def case(name: str, verified: bool, report: str, party: str | None = None) -> Case:
        return Case(name=name, verified=verified, observations=(report,), party=party)

    cases = [case("c1", True, "o1", "A"), case("c2", True, "o1", "B"), case("c3", False, "o1"),
             case("c4", False, "o3", "A"), case("c5", True, "elsewhere")]  # fmt: skip
    said = small(cases=cases, not_scored=1).decisions
    assert (said.decided, said.with_truth, said.not_scored) == (4, 2, 2)
    assert said.verified_wrongly == ("c2",)
    assert said.set_down_wrongly == ("c3",)
