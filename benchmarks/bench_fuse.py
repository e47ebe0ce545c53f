"""Fusion beside scikit-learn's DBSCAN and Splink: same reports, same process, same run.

Worlds are made here, seeded, at the density of a ceasefire and of war, so the benchmark runs from
a clone. Each method is timed by processor time, median of three (Splink once, it is slow); what
counts is the ratio. Sizes: ASELEPO_BENCH_REPORTS (default 20000).
"""

from __future__ import annotations

import os
import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.fuse.worlds import models, world

from aselepo.fuse import fuse
from aselepo.fuse.columns import columns
from aselepo.fuse.front import prepare

REPORTS = int(os.environ.get("ASELEPO_BENCH_REPORTS", "20000"))
DENSITIES = {"ceasefire": 60.0, "war": 600.0}
"""Incidents a day on a front of 580 km; a fifth of what the benchmark worlds have, for size."""


def made(per_day: float) -> pa.Table:
    """About REPORTS reports at this density."""
    probe = world(1, days=2.0, per_day=per_day, length_km=580.0)
    days = max(2.0, 2.0 * REPORTS / max(len(probe.observations), 1))
    return world(2, days=days, per_day=per_day, length_km=580.0).observations


def seconds(run: Callable[[], object], times: int = 3) -> float:
    taken = []
    for _ in range(times):
        start = time.process_time()
        run()
        taken.append(time.process_time() - start)
    return statistics.median(taken)


def dbscan(table: pa.Table) -> Callable[[], object]:
    from sklearn.cluster import DBSCAN

    c = columns(table, models())
    points = np.c_[c.u * np.median(c.c) / 2.0, c.y / 2.0, c.t]
    return lambda: DBSCAN(eps=1.0, min_samples=1, algorithm="kd_tree", n_jobs=1).fit(points)


def splink(table: pa.Table) -> Callable[[], object]:
    """Blocks of about 5 km and 6 h; distance, time and class compared; weights by EM."""
    import pandas as pd
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    c = columns(table, models())
    frame = pd.DataFrame(
        {
            "unique_id": table["id"].to_pylist(),
            "x": np.round(c.u * np.median(c.c), 2),
            "y": np.round(c.y, 2),
            "cell": np.floor(c.u / 5).astype(int) * 1000 + np.floor(c.y / 5).astype(int),
            "span": np.floor(c.t / 6).astype(int),
            "t": c.t,
            "kind": table["class"].to_pylist(),
        }
    )

    def run() -> object:
        settings = SettingsCreator(
            link_type="dedupe_only",
            comparisons=[
                cl.CustomComparison(
                    output_column_name=name,
                    comparison_levels=[
                        {
                            "sql_condition": f"abs({name}_l - {name}_r) < {near}",
                            "label_for_charts": "near",
                        },
                        {
                            "sql_condition": f"abs({name}_l - {name}_r) < {4 * near}",
                            "label_for_charts": "nearer",
                        },
                        {"sql_condition": "ELSE", "label_for_charts": "else"},
                    ],
                )
                for name, near in (("x", 1.0), ("y", 1.0), ("t", 0.5))
            ]
            + [cl.ExactMatch("kind")],
            blocking_rules_to_generate_predictions=[block_on("cell", "span")],
        )
        linker = Linker(frame, settings, db_api=DuckDBAPI())
        linker.training.estimate_u_using_random_sampling(max_pairs=1e5, seed=1)
        linker.training.estimate_parameters_using_expectation_maximisation(block_on("cell", "span"))
        scored = linker.inference.predict(threshold_match_probability=0.5)
        return linker.clustering.cluster_pairwise_predictions_at_threshold(scored, 0.5)

    return run


def main() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for name, per_day in DENSITIES.items():
        table = made(per_day)
        source_models = models()
        start = time.process_time()
        fuse(table, {}, models=source_models)
        first = time.process_time() - start
        n = len(table)
        engine = seconds(lambda t=table, m=source_models: fuse(t, {}, models=m))
        print(f"{name}: {n:,} reports, {per_day:.0f} incidents a day; first call {first:.1f} s")
        print(f"  fuse            {n / engine:>12,.0f} reports/s")
        rows = prepare(table, source_models).rows
        peers: list[tuple[str, Callable[[pa.Table], Callable[[], object]], int]] = [
            ("DBSCAN", dbscan, 3), ("Splink", splink, 1),
        ]  # fmt: skip
        for label, make, times in peers:
            try:
                taken = seconds(make(rows), times)
            except ImportError as absent:
                print(f"  {label:<15} not installed ({absent.name}); `./aselepo bench` installs it")
                continue
            ratio = taken / engine * n / len(rows)
            speed = f"{len(rows) / taken:>12,.0f} reports/s"
            print(f"  {label:<15} {speed}; fuse is {ratio:.2f} times as fast")
        cache: dict[str, bytes] = {}
        fuse(table, {}, models=source_models, cache=cache)
        last = table.sort_by("time").slice(0, n - 1)
        start = time.process_time()
        late = fuse(last, {}, models=source_models, cache=cache)
        taken = 1e3 * (time.process_time() - start)
        print(f"  a late report   {taken:>12,.0f} ms for all; {late.blocks} blocks done again")
        assert pc.count(table["id"]).as_py() == n
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2
    print(f"peak memory {peak:.2f} GB")


if __name__ == "__main__":
    main()
