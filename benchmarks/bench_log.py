"""Speed of the log beside the raw store in the same run; `ASELEPO_LONG=1` for the large sizes.

Prints each figure with its ratio to a peer: the same bytes put into bare SQLite, PostgreSQL or a
bare file. The limits of the issue are printed beside; sizes are modest unless asked otherwise.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from aselepo.core.canonical import sha256
from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, conform
from aselepo.feeds import FeedContext, run_feed
from aselepo.log import Log
from aselepo.log.audit import audit

LONG = os.environ.get("ASELEPO_LONG") == "1"
NOW = datetime(2026, 4, 1, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[1]


def say(name: str, value: str, peer: str, goal: str) -> None:
    print(f"{name:<44} {value:>16}   {peer:<44} {goal}", flush=True)


def act(number: int) -> Draft:
    return Draft(kind="act", body={"what": "order", "number": number}, author="staff")


def p95(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def singles(place: Path) -> None:
    """One entry, one durable commit, tiles and checkpoint written."""
    count = 1000 if LONG else 400
    with sqlite3.connect(place / "raw.sqlite", isolation_level=None) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        raw.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, body BLOB) STRICT")
        bare = [
            timed(lambda: raw.execute("INSERT INTO entry (body) VALUES (?)", (bytes(500),)))
            for _ in range(count)
        ]
    log = Log.create(place / "singles", origin="bench")
    used = time.process_time()
    ours = [timed(lambda at=at: log.append([act(at)], at=NOW)) for at in range(count)]
    used = (time.process_time() - used) / count
    ratio = statistics.median(ours) / statistics.median(bare)
    say(
        "single durable append, p95 (median)",
        f"{p95(ours) * 1e3:.2f} ({statistics.median(ours) * 1e3:.2f}) ms",
        f"{ratio:.0f} × bare SQLite, {used * 1e3:.1f} ms of processor",
        "p95 <= 5 ms",
    )


def on_postgres(place: Path) -> None:
    from tests.log.cluster import BIN, Cluster

    if not (BIN / "initdb").exists():
        print("PostgreSQL 15 is absent: not measured")
        return
    server = Cluster()
    try:
        import psycopg

        count = 200
        with psycopg.connect(server.dsn, autocommit=True) as raw:
            raw.execute("CREATE TABLE raw (number bigserial PRIMARY KEY, body bytea)")
            bare = [
                timed(lambda: raw.execute("INSERT INTO raw (body) VALUES (%s)", (bytes(500),)))
                for _ in range(count)
            ]
        log = Log.create(place / "pg", origin="bench", dsn=server.dsn, schema="bench")
        ours = [timed(lambda at=at: log.append([act(at)], at=NOW)) for at in range(count)]
        log.close()
        say(
            "the same on PostgreSQL, p95 (median)",
            f"{p95(ours) * 1e3:.2f} ({statistics.median(ours) * 1e3:.2f}) ms",
            f"{statistics.median(ours) / statistics.median(bare):.1f} × bare PostgreSQL",
            "p95 <= 5 ms",
        )
    finally:
        server.remove()


def observations(first: int, rows: int) -> pa.Table:
    """Made-up fire detections: ids, times, places, classes."""
    numbers = np.arange(first, first + rows)
    random = np.random.default_rng(first)
    return conform(
        pa.table(
            {
                "id": pa.array(np.char.add("o-", np.char.zfill(numbers.astype("U"), 18))),
                "rev": np.zeros(rows, dtype=np.int32),
                "source": pa.array(["made-up"] * rows),
                "time": pa.array(1_740_000_000_000_000 + numbers * 1000, pa.timestamp("us", "UTC")),
                "time_sigma_s": np.full(rows, 60.0),
                "lon": np.round(30 + 10 * random.random(rows), 5),
                "lat": np.round(45 + 5 * random.random(rows), 5),
                "sigma_major_m": np.full(rows, 375.0),
                "class": pa.array(["fire"] * rows),
                "class_confidence": np.round(random.random(rows), 2),
            }
        ),
        OBSERVATIONS,
    )


def bulk(place: Path) -> Log:
    """Rows from an Arrow table into the log, hashed and on the disk."""
    rows, pieces = 524_288, 4
    tables = [observations(at * rows, rows) for at in range(pieces)]

    def bare() -> None:
        for at, table in enumerate(tables):
            for start in range(0, rows, 65_536):
                path = place / f"raw-{at}-{start}.parquet"
                pq.write_table(table.slice(start, 65_536), path, compression="zstd")
                handle = os.open(path, os.O_RDONLY)
                os.fsync(handle)
                os.close(handle)

    raw = timed(bare)
    log = Log.create(place / "bulk", origin="bench")
    draft = Draft(kind="observation", body={"feed": "made-up"}, author="feed")
    ours = timed(lambda: log.append_stream(draft, tables, at=NOW))
    total = rows * pieces
    say(
        f"bulk from Arrow, {total:,} rows",
        f"{total / ours:,.0f} rows/s",
        f"{ours / raw:.2f} × bare Parquet + fsync ({total / raw:,.0f}/s)",
        ">= 300,000/s",
    )
    return log


def firms(place: Path) -> None:
    """FIRMS CSV through its feed into the log."""
    folder = ROOT / "src/aselepo/missions/easter_2026/data/firms"
    lines = [path.read_text().splitlines() for path in sorted(folder.glob("J1*.csv"))]
    head, body = lines[0][0], [line for each in lines for line in each[1:]]
    want = 1_000_000 if LONG else 200_000
    numbers = range(want)
    made = [head]
    for number in numbers:  # the same rows at other places, so that each is a report of its own
        cells = body[number % len(body)].split(",")
        cells[0] = f"{45 + (number * 7919 % 600_000) / 1e5:.5f}"
        cells[1] = f"{30 + (number * 104_729 % 1_000_000) / 1e5:.5f}"
        made.append(",".join(cells))
    raw = ("\n".join(made) + "\n").encode()
    log = Log.create(place / "firms", origin="bench")
    name = next(folder.glob("J1*.csv")).name
    context = FeedContext.of({}, file=name, author="bench")
    start = time.perf_counter()
    parsed = run_feed("firms", raw, context)
    middle = time.perf_counter()
    log.append(parsed.drafts, at=NOW)
    end = time.perf_counter()
    say(
        f"FIRMS CSV, {parsed.rows_accepted:,} rows accepted",
        f"{want / (end - start):,.0f} rows/s",
        f"feed {middle - start:.1f} s, log {end - middle:.1f} s",
        ">= 100,000/s",
    )


def audits(place: Path, log: Log) -> None:
    count = 1_000_000 if LONG else 50_000
    many = Log.create(place / "many", origin="bench")
    batch = 50_000
    appended = timed(
        lambda: [
            many.append([act(at) for at in range(start, start + batch)], at=NOW)
            for start in range(0, count, batch)
        ]
    )
    say(f"{count:,} entries in deliveries of {batch:,}", f"{count / appended:,.0f} /s", "", "")
    found: list[object] = []
    took = timed(lambda: found.append(audit(many)))
    used = time.process_time()
    audit(many, workers=1)
    used = time.process_time() - used
    read = timed(
        lambda: [
            sha256(path.read_bytes())
            for folder in ("tile", "content")
            for path in (many.folder / folder).rglob("*")
            if path.is_file()
        ]
    )
    assert found[0].verified  # type: ignore[attr-defined]
    say(
        f"audit of {count:,} entries",
        f"{took:.1f} s",
        f"{took / read:.0f} × hashing the same files once",
        f"1e6 <= 15 s; so {took * 1e6 / count:.1f} s, {used * 1e6 / count:.1f} of processor",
    )
    took = timed(lambda: found.append(audit(log)))
    assert found[1].verified  # type: ignore[attr-defined]
    rows = found[1].counts["rows"]  # type: ignore[attr-defined]
    say(
        f"audit of {rows:,} bulk observations",
        f"{took:.2f} s",
        f"{rows / took:,.0f} rows/s",
        f"1e8 <= 60 s; at this rate {took * 1e8 / rows:.0f} s",
    )


def hundred_million(place: Path) -> None:
    """1e8 made-up observations through the stream: time, memory, audit."""
    total, size = 100_000_000, 1_000_000
    one = observations(0, size)
    log = Log.create(place / "large", origin="bench")
    draft = Draft(kind="observation", body={"feed": "made-up"}, author="feed")

    def stream() -> Iterator[pa.Table]:
        for at in range(total // size):
            ids = pa.array(
                np.char.add(
                    "o-", np.char.zfill(np.arange(at * size, (at + 1) * size).astype("U"), 18)
                )
            )
            yield one.set_column(0, "id", ids)

    took = timed(lambda: log.append_stream(draft, stream(), at=NOW))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    say(f"bulk stream, {total:,} rows", f"{total / took:,.0f} rows/s", f"{took:.0f} s", "")
    say("peak memory of this process", f"{peak:,.0f} MB", "", "<= 1,000 MB")
    took = timed(lambda: audit(log))
    say(f"audit of {total:,} observations", f"{took:.1f} s", "", "<= 60 s")


def main() -> None:
    place = Path(tempfile.mkdtemp(prefix="aselepo-bench-"))
    load = os.getloadavg()[0]
    cores = os.cpu_count()
    version = platform.python_version()
    print(f"{platform.machine()}, {cores} cores, load {load:.1f}, Python {version}")
    try:
        if LONG:
            hundred_million(place)
        singles(place)
        on_postgres(place)
        log = bulk(place)
        firms(place)
        audits(place, log)
    finally:
        shutil.rmtree(place, ignore_errors=True)


if __name__ == "__main__":
    main()
