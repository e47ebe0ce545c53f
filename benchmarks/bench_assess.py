"""Speed and memory of the assessment engine: `./aselepo bench assess`.

One process. 20 prohibitions x 2 parties, a duty, 2 counts, 3 guarantees; half of the incidents with
an error ellipse, uncertain times, 1 % notices, 5 % acts, 10 % revised. Figures are given as ratios
to a hand-written numpy twin of the crisp core (yes or no, points and instants) in the same run, and
to Reelay's `once[0:86400]` where it is installed. Times are processor seconds of this process, so
that other work on the machine shows less.
"""

from __future__ import annotations

import argparse
import gc
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pyarrow as pa
from crisp_core import crisp

from aselepo.agreement import parse
from aselepo.assess import Engine, assess
from aselepo.assess.facts import Act, Decision, Facts, Incidents, Notice, Shape, Shares, ordered
from aselepo.assess.spans import us
from aselepo.core.canonical import canonical
from aselepo.geo import footprint

DAY = 86_400_000_000
START = us(datetime(2026, 3, 1, tzinfo=UTC))
CLASSES = ("artillery", "drone_strike", "explosion", "missile", "mortar", "rocket", "small_arms",
           "tank_seen")  # fmt: skip
PARTIES = ("A", "B", "other")


def agreement() -> Any:
    """20 prohibitions, a duty, counts and guarantees over a line of 1,000 edges."""
    groups = [
        "small_arms", "mortar", "artillery", "rocket", "drone_strike", "missile", "explosion",
        "tank_seen", "mortar or artillery", "missile or drone_strike",
    ]  # fmt: skip
    articles = []
    for number, classes in enumerate(groups, start=1):
        for place, half in (("anywhere", 1), ("inside strip", 2)):
            grave = "grave" if number in (6, 10) else "serious"
            exempt = ", except under demining" if "explosion" in classes else ""
            articles.append(
                f'article {number}.{half} "n": A, B must not do {classes} {place}'
                f"{exempt}, gravity {grave}."
            )
    text = f"""
agreement bench "Bench". clock "UTC". in force from 2026-03-01 00:00.
party A "A". party B "B". party G "G" guarantor. body M "M": members G.
line loc "Line". zone strip "Strip" is 15 km around loc. proof breach 0.95, cleared 0.05.
exemption demining "Demining": explosion if notified 6 h before, within 6 h and 1 km of the notice.
{" ".join(articles)}
article 21 "Answer": the accused party must do reply within 24 h after a breach of article 6.1.
count week "Week": breaches with gravity grave by one party in 7 days.
count clusters "Clusters": breaches of article 6.1 by A in 3 days.
guarantee one "1" pledged by G: starts when count week >= 3; pauses when decided pause by M;
  resumes when decided resume by M.
guarantee two "2" pledged by G: starts when held for 72 h without breaches with gravity grave.
guarantee three "3" pledged by G: starts when guarantee one active for 7 days;
  ends when count clusters >= 1000000.
"""
    found, problems = parse(text)
    assert found is not None, problems
    assert not problems, problems
    return found


def line_points(edges: int = 1000) -> np.ndarray:
    chance = np.random.default_rng(11)
    y = np.linspace(-200_000, 200_000, edges + 1)
    return np.stack([np.cumsum(chance.normal(0, 400, edges + 1)), y], axis=1)


def columns(size: int, seed: int = 1) -> Incidents:
    """Incidents with class tables of one to three classes and doubtful attribution."""
    chance = np.random.default_rng(seed)
    revised = size // 10
    base = size - revised
    number = np.concatenate([np.arange(base), chance.choice(base, revised, replace=False)])
    when = START + (chance.random(base) * 120 * DAY).astype(np.int64)
    blur = np.where(chance.random(base) < 0.3, (chance.random(base) * 3.6e9).astype(np.int64), 0)
    when, blur = when[number], blur[number]
    count = chance.integers(1, 4, size)
    offsets = np.append(0, np.cumsum(count)).astype(np.int64)
    first = chance.integers(0, len(CLASSES), size)
    code = np.concatenate([np.sort((f + np.arange(c)) % 8) for f, c in zip(first, count)])  # noqa: B905
    raw = chance.random(len(code)) + 0.05
    p = raw / np.repeat(np.add.reduceat(raw, offsets[:-1]), count)
    sure = chance.random(size) < 0.6
    alpha = np.where(sure, 1.0, chance.random(size))
    x = chance.normal(0, 40_000, size)
    y = chance.uniform(-200_000, 200_000, size)
    sd = np.where(chance.random(size) < 0.5, np.exp(chance.uniform(3.5, 7.6, size)), 0.0)
    rows = Incidents(
        id=pa.array([f"i{n:08d}" for n in number], pa.string()),
        rev=np.concatenate([np.zeros(base), np.ones(revised)]).astype(np.int32),
        known=when
        + 3_600_000_000 * np.concatenate([np.ones(base), np.full(revised, 48)]).astype(np.int64),
        retracted=np.zeros(size, np.bool_),
        time_lo=when,
        time_hi=when + blur,
        lasting=np.zeros(size, np.bool_),
        p_real_lo=np.where(chance.random(size) < 0.7, 1.0, 0.9),
        p_real_hi=np.ones(size),
        x=x,
        y=y,
        cxx=sd * sd,
        cxy=0.2 * sd * sd,
        cyy=sd * sd,
        role=np.zeros(size, np.int8),
        place=pa.nulls(size, pa.string()),
        classes=Shares(names=CLASSES, offsets=offsets, code=code.astype(np.int32), p=p,
                       known=np.ones(size, np.bool_)),
        parties=Shares(names=PARTIES, offsets=np.arange(size + 1, dtype=np.int64),
                       code=chance.integers(0, 3, size).astype(np.int32), p=alpha,
                       known=np.ones(size, np.bool_)),
        joint=Shares(names=(), offsets=np.zeros(size + 1, np.int64), code=np.empty(0, np.int32),
                     p=np.empty(0), known=np.zeros(size, np.bool_)),
    )  # fmt: skip
    return ordered(rows)


def others(rows: Incidents, seed: int = 2) -> dict[str, Any]:
    chance = np.random.default_rng(seed)
    size = len(rows)
    near = chance.choice(size, max(1, size // 100), replace=False)
    notices = tuple(
        Notice(id=f"n{k}", known=int(rows.time_lo[r]) - 8 * 3_600_000_000, by="AB"[k % 2],
               given=int(rows.time_lo[r]) - 8 * 3_600_000_000, time=int(rows.time_lo[r]),
               x=float(rows.x[r]), y=float(rows.y[r]))
        for k, r in enumerate(near.tolist())
    )  # fmt: skip
    names = rows.id.to_pylist()
    acts = tuple(
        Act(id=f"a{k}", known=int(rows.time_hi[r]) + 7_200_000_000, what="reply", by="AB"[k % 2],
            time=int(rows.time_hi[r]) + 7_200_000_000, re=names[r])
        for k, r in enumerate(chance.choice(size, max(1, size // 20), replace=False).tolist())
    )  # fmt: skip
    text = canonical({"type": "LineString", "coordinates": line_points().tolist()})
    shape = Shape(id="loc", known=START, name="loc", geometry=text)
    decisions = tuple(
        Decision(id=f"d{k}", known=START + k * 9 * DAY, re=None, state=None,
                 what="pause" if k % 2 else "resume", by="M", time=START + k * 9 * DAY)
        for k in range(1, 9)
    )  # fmt: skip
    return {"notices": notices, "acts": acts, "shapes": (shape,), "decisions": decisions}


def timed(work: Callable[[], Any], *, times: int = 3) -> tuple[float, Any]:
    """Best of some runs, in seconds, and the result of the last."""
    best, result = float("inf"), None
    for _ in range(times):
        gc.collect()
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def pieces(rows: Incidents, size: int, count: int, seed: int) -> list[Facts]:
    """Later deliveries: revisions of random incidents, `size` at a time."""
    chance = np.random.default_rng(seed)
    found = []
    for number in range(count):
        part = rows.take(np.sort(chance.choice(len(rows), size, replace=False)))
        part = _again(part, number + 2)
        found.append(Facts(plane=True, incidents=part))
    return found


def _again(part: Incidents, rev: int) -> Incidents:
    from dataclasses import replace

    late = part.known + DAY * rev
    return replace(part, rev=np.full(len(part), rev, np.int32), known=late)


def reelay_points_per_s(size: int) -> float | None:
    """Reelay on one `once[0:86400]`, the measure of its own page; None where not installed."""
    try:
        import reelay
    except ImportError:
        return None
    monitor = reelay.discrete_timed_monitor(pattern="once[0:86400]{fire}", condense=True)
    chance = np.random.default_rng(3)
    events = [{"fire": bool(value)} for value in chance.random(min(size, 200_000)) < 0.2]
    start = time.process_time()
    for event in events:
        monitor.update(event)
    return len(events) / (time.process_time() - start)


def one(size: int, table: list[dict[str, Any]], part: str) -> None:
    text = agreement()
    rows = columns(size)
    extra = others(rows)
    facts = Facts(plane=True, incidents=rows, sure_stands_in=True, **extra)
    count = len(facts.view().incidents)
    times = 1 if size >= 500_000 else 3
    before = peak_mb()

    def say(what: str, value: float, unit: str, target: str = "") -> None:
        table.append(
            {"size": size, "what": what, "value": round(value, 4), "unit": unit, "target": target}
        )
        print(f"{size:>9,}  {what:<46} {value:>14,.2f} {unit:<12} {target}", flush=True)

    if part == "engine":
        engine_part(size, text, rows, facts, say)
        return
    whole_s, result = timed(lambda: assess([text], facts), times=times)
    say("batch, everything", whole_s, "s")
    say("incidents per second", count / whole_s, "/s", ">= 150,000 at 1e5, 110,000 at 1e6")
    say("findings", result.findings.num_rows, "rows")
    say("peak memory of the batch", peak_mb(), "MB", "<= 1,500 at 1e6")
    say("of it above the input", peak_mb() - before, "MB")
    crisp_s, crisp_rows = timed(lambda: crisp(facts), times=times)
    say("ratio to the crisp numpy twin (time)", whole_s / crisp_s, "x")
    say("crisp twin, incidents per second", count / crisp_s, "/s")
    say("crisp findings", crisp_rows, "rows")
    rate = reelay_points_per_s(size)
    if rate is not None:
        say("Reelay once[0:86400], points per second", rate, "/s")
        say("ratio to Reelay (rate)", count / whole_s / rate, "x")
    moment = datetime.fromtimestamp((START + 60 * DAY) / 1e6, UTC)
    as_of_s, _ = timed(lambda: assess([text], facts, as_of=moment), times=times)
    say("as of the median known time", as_of_s, "s", "<= 5 at 5e5 known")


def engine_part(
    size: int,
    text: Any,
    rows: Incidents,
    facts: Facts,
    say: Callable[..., None],
) -> None:
    """Updates of what is loaded, one by one and in batches."""
    engine = Engine([text], plane=True)
    start = time.process_time()
    engine.update(facts)
    engine.assessment()
    say("engine: first load", time.process_time() - start, "s")
    for batch, number in ((1, 200), (100, 30), (1000, 10), (10_000, 3)):
        if batch > size // 4:
            continue
        spent = []
        for piece in pieces(rows, batch, number, seed=batch):
            start = time.process_time()
            engine.update(piece)
            spent.append(time.process_time() - start)
        say(f"engine: updates of {batch:,}, per second", batch / float(np.median(spent)), "/s",
            ">= 60,000 in batches of 1,000" if batch == 1000 else "")  # fmt: skip
        if batch == 1:
            say("engine: single update, p50", float(np.median(spent)) * 1e3, "ms", "<= 1")
            say("engine: single update, p99", float(np.quantile(spent, 0.99)) * 1e3, "ms")
    spent = []
    for piece in pieces(rows, 1, 9, seed=99):
        engine.update(piece)
        start = time.process_time()
        engine.guarantees()
        spent.append(time.process_time() - start)
    say("engine: guarantees after an update", float(np.median(spent)) * 1e3, "ms", "<= 50 at 1e6")
    start = time.process_time()
    engine.assessment()
    say("engine: full assessment after an update", time.process_time() - start, "s")
    say("peak memory, incremental", peak_mb(), "MB", "<= 2,000 at 1e6")


def zone(table: list[dict[str, Any]]) -> None:
    """Exact probabilities on a buffer around a line of 1,000 edges."""
    text = canonical({"type": "LineString", "coordinates": line_points().tolist()})
    area = footprint(("around", 15_000.0, ("shape", text)), flat=True)
    chance = np.random.default_rng(4)
    n = 200_000
    x, y = chance.normal(0, 40_000, n), chance.uniform(-220_000, 220_000, n)
    sd = np.exp(chance.uniform(np.log(50), np.log(4000), n))
    c = sd * sd
    spent, _ = timed(lambda: area.inside(x, y, c, 0.3 * c, c))
    rate = n / spent
    table.append({"what": "zone probabilities", "value": rate, "unit": "/s"})
    print(f"zone probabilities on a line of 1,000 edges   {rate:,.0f} /s   >= 500,000")


def main() -> None:
    reader = argparse.ArgumentParser()
    reader.add_argument("--size", type=int, nargs="+", default=[100_000, 1_000_000])
    reader.add_argument("--part", choices=["batch", "engine"], help="in this process, only this")
    asked = reader.parse_args(sys.argv[1:])
    if asked.part is None:
        said = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
        print(said, flush=True)
        zone([])
        for size in asked.size:
            for part in ("batch", "engine"):  # processes of their own, so that peaks are theirs
                again = [sys.executable, __file__, "--size", str(size), "--part", part]
                subprocess.run(again, check=True)
        return
    warm = columns(2000)
    assess([agreement()], Facts(plane=True, incidents=warm, **others(warm)))
    for size in asked.size:
        one(size, [], asked.part)


if __name__ == "__main__":
    main()
