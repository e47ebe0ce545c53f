"""Merge laws: fed twice, in another order, in pieces, a view holds the same rows."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.feeds.shipped import APRIL_2025, APRIL_2026, MISSIONS

from aselepo.coverage.ledger import ledger
from aselepo.feeds import FeedContext, run_feed
from aselepo.log import Log

NOW = datetime(2026, 6, 1, tzinfo=UTC)
REPORTED = {"known": "reported", "known_from": "2023-11-14T00:00Z"}
HOME_FRONT = {
    **REPORTED,
    "window": ["2023-11-13T22:00Z", "2023-12-08T22:00Z"],
    "p_detect": {"rocket": 0.9},
}
PLACE = ("entry", "row")
"""Where a row stands in the log and in its file: of course another in other pieces."""
FILES: dict[str, tuple[str, dict[str, Any]]] = {
    "easter_2025/data/air_raid_alerts_oblast.csv": ("air_raid_alerts", APRIL_2025),
    "easter_2026/data/air_raid_alerts_oblast.csv": ("air_raid_alerts", APRIL_2026),
    "pause_2023/data/home_front_alerts.csv": ("home_front_alerts", HOME_FRONT),
    "easter_2026/data/firms/J1_VIIRS_C2_VJ114IMGTDL_NRT_2026103_ukraine.csv": (
        "firms",
        {**APRIL_2026, "areas": ["UA"]},
    ),
    "easter_2025/data/violation_claims.csv": ("violation_claims", REPORTED),
    "easter_2025/data/general_staff_losses_cumulative.csv": ("losses", REPORTED),
    "easter_2025/data/occupied_area_daily.csv": ("occupied_area", REPORTED),
    "easter_2025/data/news_reports_daily.csv": ("news_daily", REPORTED),
}


def seen(feed: str, pieces: list[bytes], setting: dict[str, Any]) -> dict[str, Any]:
    """What a view of a log holds after these deliveries: rows, ledger, what was said."""
    with TemporaryDirectory() as folder:
        log = Log.create(Path(folder) / "log", origin="laws")
        for place, raw in enumerate(pieces):
            context = FeedContext.of(setting, file=f"piece-{place}.csv")
            log.append(run_feed(feed, raw, context).drafts, at=NOW)
        view = log.view()
        observations, _ = view.observations()
        book = ledger(view.coverage(), until=NOW)
        said = {
            entry.body["id"] for entry in view.entries("claim", "statement") if "id" in entry.body
        }
        counts = {
            (entry.body["date"], *count)
            for entry in view.entries("statement")
            for count in entry.body.get("counts", ())
        }
        return {
            "t": view.t,
            "observations": [
                {k: v for k, v in row.items() if k not in PLACE} for row in observations.to_pylist()
            ],
            "ledger": book.spans,
            "said": said,
            "counts": counts,
        }


def cut(raw: bytes, edges: list[int], mixed: random.Random) -> list[bytes]:
    """A CSV file in pieces of at least one row, rows and pieces in any order; some rows twice."""
    head, *lines = raw.splitlines(keepends=True)
    lines += mixed.sample(lines, min(20, len(lines)))
    mixed.shuffle(lines)
    ends = sorted({*(1 + edge % (len(lines) - 1) for edge in edges), len(lines)})
    return [head + b"".join(lines[start:end]) for start, end in zip([0, *ends], ends, strict=False)]


@pytest.mark.parametrize("file", FILES)
def test_twice_and_in_another_order(file: str) -> None:
    feed, setting = FILES[file]
    raw = (MISSIONS / file).read_bytes()
    head, *lines = raw.splitlines(keepends=True)
    turned = head + b"".join(reversed(lines))
    whole = seen(feed, [raw], setting)
    assert whole["observations"] or whole["said"] or whole["counts"]
    assert seen(feed, [turned, raw, turned], setting) == whole


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(edges=st.lists(st.integers(0, 10_000), max_size=4), seed=st.integers(0, 2**32))
def test_in_pieces(file: str, edges: list[int], seed: int) -> None:
    feed, setting = FILES[file]
    raw = (MISSIONS / file).read_bytes()
    pieces = cut(raw, edges, random.Random(seed))
    assert seen(feed, pieces, setting) == whole_of(file)


_WHOLE: dict[str, dict[str, Any]] = {}


def whole_of(file: str) -> dict[str, Any]:
    if file not in _WHOLE:
        feed, setting = FILES[file]
        _WHOLE[file] = seen(feed, [(MISSIONS / file).read_bytes()], setting)
    return _WHOLE[file]


@pytest.mark.parametrize("at", ["2025-04-19T19:00Z", "2025-04-20T12:00Z", "2025-04-20T20:00Z"])
def test_in_pieces_as_of_a_moment(at: str) -> None:
    """What was known at T does not depend on how the archive was delivered either."""
    file = "easter_2025/data/air_raid_alerts_oblast.csv"
    raw = (MISSIONS / file).read_bytes()
    known = []
    for pieces in ([raw], cut(raw, [100, 400, 600], random.Random(3))):
        with TemporaryDirectory() as folder:
            log = Log.create(Path(folder) / "log", origin="laws")
            for place, piece in enumerate(pieces):
                context = FeedContext.of(APRIL_2025, file=f"{place}.csv")
                log.append(run_feed("air_raid_alerts", piece, context).drafts, at=NOW)
            rows = log.view(t=datetime.fromisoformat(at)).observations()[0].to_pylist()
            known.append([{k: v for k, v in row.items() if k not in PLACE} for row in rows])
    assert known[0] == known[1]
    assert known[0]
