"""Speed of the hot feeds: rows a second, and as a ratio to pyarrow's plain read of the same bytes.

Processor time, one thread, so that a busy machine does not count; every ratio comes from
alternating runs in one process.
"""

from __future__ import annotations

import io
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow.csv as pv

from aselepo.feeds import FeedContext, run_feed
from aselepo.log import Log

ROUNDS = 5
MAPPING = {
    "clock": "Europe/Kyiv",
    "source": "bench",
    "columns": {
        "external_id": "no", "time": "when", "lon": "x", "lat": "y", "sigma_m": "error",
        "class": "what", "text": "remark",
    },
    "basis": "heard",
    "time_sigma_s": 60.0,
}  # fmt: skip


def fires(count: int) -> bytes:
    """A FIRMS file: as many distinct moments, satellites and digits as a real one has."""
    random = np.random.default_rng(7)
    lat, lon = random.uniform(44, 52, count), random.uniform(22, 40, count)
    minute = random.integers(0, 1440, count)
    day = random.integers(1, 29, count)
    lines = ["latitude,longitude,bright_ti4,scan,track,acq_date,acq_time,satellite,instrument,"
             "confidence,version,bright_ti5,frp,daynight"]  # fmt: skip
    lines += [
        f"{y:.5f},{x:.5f},330.1,0.44,0.62,2026-04-{d:02},{m // 60:02}{m % 60:02},N20,VIIRS,"
        f"nominal,2.0NRT,270.4,{m / 100:.2f},N"
        for y, x, d, m in zip(lat, lon, day, minute, strict=True)
    ]
    return ("\n".join(lines) + "\n").encode()


def reports(count: int) -> bytes:
    """A table of one's own: every moment and every remark differs; local times."""
    random = np.random.default_rng(8)
    second = random.integers(0, 28 * 86_400, count)
    kinds = ("explosion", "mortar", "burst", "drone_strike")
    lines = ["no,when,x,y,error,what,remark"]
    lines += [
        f"{n},2026-04-{s // 86_400 + 1:02} {s // 3_600 % 24:02}:{s // 60 % 60:02}:{s % 60:02},"
        f"{22 + n % 1800 / 100},{44 + n % 800 / 100},{100 + n % 900},{kinds[n % 4]},heard {n}"
        for n, s in enumerate(second.tolist())
    ]
    return ("\n".join(lines) + "\n").encode()


def timed(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def compare(name: str, raw: bytes, count: int, ours: Callable[[], object]) -> None:
    def plain() -> object:
        options = pv.ReadOptions(use_threads=False)
        return pv.read_csv(io.BytesIO(raw), read_options=options)

    ours(), plain()
    pairs = [(timed(ours), timed(plain)) for _ in range(ROUNDS)]
    seconds = statistics.median(one for one, _ in pairs)
    ratio = statistics.median(one / other for one, other in pairs)
    speed = f"{count / seconds:>12,.0f} rows/CPU s"
    print(f"{name:<28} {speed}   {ratio:>5.1f} x pyarrow.csv, one thread")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    print(f"{platform.machine()}, Python {platform.python_version()}, {count:,} rows, "
          f"median of {ROUNDS}")  # fmt: skip
    raw = fires(count)
    compare("firms", raw, count, lambda: run_feed("firms", raw, FeedContext()))
    table, how = reports(count), FeedContext.of(MAPPING)
    compare("table, local times", table, count, lambda: run_feed("table", table, how))
    million = reports(1_000_000)
    start = time.process_time()
    parsed = run_feed("table", million, how)
    read_s = time.process_time() - start
    with tempfile.TemporaryDirectory() as folder:
        log = Log.create(Path(folder) / "log", origin="bench")
        start = time.process_time()
        log.append(parsed.drafts, at=datetime.now(UTC))
        append_s = time.process_time() - start
    print(f"{'table of 1,000,000 rows':<28} read {read_s:.1f} CPU s, appended {append_s:.1f} CPU s")


if __name__ == "__main__":
    main()
