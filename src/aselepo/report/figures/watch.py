"""Who could look when: coverage of an area over time, joined over its sources."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from aselepo.core.time import Interval
from aselepo.report.reader import Reader

LOOKING = ("observed", "partial")


def watched(reader: Reader, area: str, window: Interval) -> list[Interval]:
    """Stretches of a window in which some source looked at an area, joined."""
    names = {area, *_above(reader, area)}
    found = sorted(
        common
        for span in reader.situation.coverage
        if span.area in names
        and span.status in LOOKING
        and any(span.p_detect.values())
        and (common := span.window.overlap(window)) is not None
    )
    joined: list[Interval] = []
    for each in found:
        if joined and joined[-1].end is not None and each.start <= joined[-1].end:
            ends = (joined[-1].end, each.end or joined[-1].end)
            joined[-1] = Interval(joined[-1].start, max(ends))
        else:
            joined.append(each)
    return joined


def unwatched(reader: Reader, area: str, window: Interval) -> list[Interval]:
    """The rest of the window."""
    assert window.end is not None
    gaps: list[Interval] = []
    at: datetime = window.start
    for each in watched(reader, area, window):
        if each.start > at:
            gaps.append(Interval(at, each.start))
        at = each.end or window.end
    if at < window.end:
        gaps.append(Interval(at, window.end))
    return gaps


def share(reader: Reader, areas: Sequence[str], window: Interval) -> float:
    """Watched share of some areas over a window, weighted by surface where all are known."""
    surfaces = {name: reader.areas[name].area_km2 for name in areas if name in reader.areas}
    known = len(surfaces) == len(areas) and all(surfaces.values())
    weights = {name: (surfaces[name] or 1.0) if known else 1.0 for name in areas}
    total = sum(weights.values()) * window.hours
    if not total:
        return 0.0
    seen = sum(
        weights[name] * each.hours for name in areas for each in watched(reader, name, window)
    )
    return seen / total


def _above(reader: Reader, area: str) -> list[str]:
    found: list[str] = []
    at = reader.areas[area].within if area in reader.areas else None
    while at is not None and at not in found:
        found.append(at)
        at = reader.areas[at].within if at in reader.areas else None
    return found
