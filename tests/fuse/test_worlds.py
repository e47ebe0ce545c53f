"""Gates on the benchmark worlds: figures of the issue, and what mis-stated inputs cost.

The shipped models were fitted on these worlds, so the gate that counts is the one on later days:
models fitted and calibrated on the first halves, scored on the second.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from tests.shared import ROOT, shared

from aselepo.fuse import SourceModels, fuse, read_models
from aselepo.fuse.calibrate import calibrate
from aselepo.fuse.checks import read_columns
from aselepo.fuse.clocks import clock_offsets, repaired
from aselepo.fuse.fit import draft, fit

GATES = {
    "ceasefire": {"f1": 0.875, "pairs": 0.75, "brier": 0.085, "auc": 0.95, "count": 0.03},
    "war": {"f1": 0.82, "pairs": 0.70, "brier": 0.035, "auc": 0.94, "count": 0.08},
}


def shipped() -> SourceModels:
    return read_models((ROOT / "examples" / "sources.toml").read_text(encoding="utf-8"))


def reports(name: str) -> pa.Table:
    return read_columns(pq.read_table(shared("fusion", name, "observations.parquet")), name)


def score(
    world: Path, table: pa.Table, models: SourceModels | None, out: Path, **how: Any
) -> dict[str, Any]:
    fused = fuse(table, {}, models=models, **how)
    pq.write_table(fused.links, out / "links.parquet")
    pq.write_table(fused.incidents, out / "incidents.parquet")
    files = [str(out / "links.parquet"), str(out / "incidents.parquet")]
    done = subprocess.run(
        [sys.executable, str(shared("fusion", "score.py")), str(world), *files],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def passes(made: dict[str, Any], gate: dict[str, float]) -> None:
    assert made["b3_f1"] >= gate["f1"]
    assert made["pair_precision"] >= gate["pairs"]
    assert made["p_real_ece"] <= 0.02
    assert made["p_real_brier"] <= gate["brier"]
    assert made["p_real_auc"] >= gate["auc"]
    assert 0.88 <= made["ellipse_coverage_50_90_95"][1] <= 0.92
    assert abs(made["expected_over_observed"] - 1.0) <= gate["count"]


@pytest.mark.long
@pytest.mark.parametrize("name", GATES)
def test_figures_of_the_shipped_models(name: str, tmp_path: Path) -> None:
    passes(score(shared("fusion", name), reports(name), shipped(), tmp_path), GATES[name])


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, SourceModels]:
    """Later halves as worlds of their own, and models that saw only the first halves."""
    folder = tmp_path_factory.mktemp("halves")
    tables, truths = [], []
    for name in GATES:
        given = pq.read_table(shared("fusion", name, "observations.parquet"))
        links = pq.read_table(shared("fusion", name, "truth_links.parquet"))
        places = pq.read_table(shared("fusion", name, "truth_incidents.parquet"))
        moment = given["time"].cast(pa.int64())
        early = pc.less(moment, pc.quantile(moment, 0.5)[0])
        first = given.filter(early)
        tables.append(read_columns(first, name))
        of = links.filter(pc.is_in(links["id"], value_set=first["id"].combine_chunks()))
        of = of.rename_columns(["observation", "incident"])
        truths.append(of.join(places.select(["incident", "lon", "lat"]), "incident"))
        later = given.filter(pc.invert(early))
        (folder / name).mkdir()
        pq.write_table(later, folder / name / "observations.parquet")
        kept = links.filter(pc.is_in(links["id"], value_set=later["id"].combine_chunks()))
        pq.write_table(kept, folder / name / "truth_links.parquet")
        pq.write_table(places, folder / name / "truth_incidents.parquet")
    models = fit(tables, draft(tables), coded=list(truths), version="first halves")
    return folder, calibrate(list(zip(tables, truths, strict=True)), models, version="first halves")


@pytest.mark.long
@pytest.mark.parametrize("name", GATES)
def test_figures_on_days_never_seen(
    name: str, halves: tuple[Path, SourceModels], tmp_path: Path
) -> None:
    folder, models = halves
    table = read_columns(pq.read_table(folder / name / "observations.parquet"), name)
    passes(score(folder / name, table, models, tmp_path), GATES[name])


def scaled(table: pa.Table, by: float) -> pa.Table:
    for column in ("sigma_major_m", "sigma_minor_m", "time_sigma_s"):
        at = table.schema.get_field_index(column)
        table = table.set_column(at, table.schema.field(at), pc.multiply(table[column], by))
    return table


def with_clutter(models: SourceModels, by: float) -> SourceModels:
    sources = {
        name: replace(s, clutter_per_day=(s.clutter_per_day[0] * by, s.clutter_per_day[1] * by))
        for name, s in models.sources.items()
    }
    return replace(models, sources=sources)


def late(table: pa.Table, source: str) -> pa.Table:
    mine = pc.equal(table["source"], source)
    hour = pa.scalar(3_600_000_000, pa.duration("us"))
    for name in ("time_lo", "time", "time_hi", "known_at"):
        at = table.schema.get_field_index(name)
        table = table.set_column(
            at, table.schema.field(at), pc.if_else(mine, pc.add(table[name], hour), table[name])
        )
    return table


@pytest.mark.long
@pytest.mark.parametrize("name", GATES)
def test_misstated_inputs_lose_little(name: str, tmp_path: Path) -> None:
    table, models, world = reports(name), shipped(), shared("fusion", name)
    whole = score(world, table, models, tmp_path)["b3_f1"]
    lost = {
        "sigma x0.5": whole - score(world, scaled(table, 0.5), models, tmp_path)["b3_f1"],
        "sigma x2": whole - score(world, scaled(table, 2.0), models, tmp_path)["b3_f1"],
    }
    for by in (0.3, 3.0):
        made = score(world, table, with_clutter(models, by), tmp_path)
        lost[f"clutter x{by}"] = whole - made["b3_f1"]
    wrong = late(table, "acoustic_net")
    offsets, problems = clock_offsets(wrong, models)
    assert [(o.source, o.sensor) for o in offsets] == [("acoustic_net", None)]
    assert offsets[0].offset_h == pytest.approx(1.0, abs=0.15)
    assert problems[0].code == "ASL-FUSE-030"
    lost["clock +1 h"] = whole - score(world, wrong, models, tmp_path)["b3_f1"]
    mended = repaired(wrong, offsets)
    lost["clock repaired"] = whole - score(world, mended, models, tmp_path)["b3_f1"]
    out = table.filter(pc.not_equal(table["source"], "acoustic_net"))
    without = score(world, out, models, tmp_path)
    print(json.dumps({name: lost | {"acoustic out": without["b3_f1"]}}))
    assert lost["sigma x0.5"] <= 0.02
    assert lost["sigma x2"] <= 0.03
    assert lost["clutter x0.3"] <= 0.02
    assert lost["clutter x3.0"] <= 0.02
    assert lost["clock repaired"] <= 0.02
