"""Who could look when: coverage of an area over time, joined over its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from aselepo.core.time import Interval
from aselepo.report.reader import Reader

LOOKING = ("observed", "partial")


@dataclass(frozen=True, slots=True)
class Watch:
    """Stretches in which some source looked, per area, sorted and joined; made once a figure."""

    stretches: dict[str, list[Interval]]

    def watched(self, area: str, window: Interval) -> list[Interval]:
        """The stretches of a window in which some source looked at an area."""
        cuts = (each.overlap(window) for each in self.stretches.get(area, ()))
        return [cut for cut in cuts if cut is not None]

    def unwatched(self, area: str, window: Interval) -> list[Interval]:
        """The rest of the window."""
        assert window.end is not None
        gaps: list[Interval] = []
        at: datetime = window.start
        for each in self.watched(area, window):
            if each.start > at:
                gaps.append(Interval(at, each.start))
            at = each.end or window.end
        if at < window.end:
            gaps.append(Interval(at, window.end))
        return gaps

    def share(self, weights: dict[str, float], window: Interval) -> float:
        """Watched share of some areas over a window, by their weights."""
        total = sum(weights.values()) * window.hours
        if not total:
            return 0.0
        seen = sum(
            weight * each.hours
            for name, weight in weights.items()
            for each in self.watched(name, window)
        )
        return seen / total


def watch(reader: Reader, areas: Sequence[str]) -> Watch:
    """What sources say of these areas; what holds for a country holds for its parts."""
    spans: dict[str, list[Interval]] = defaultdict(list)
    for span in reader.situation.coverage:
        if span.status in LOOKING and any(span.p_detect.values()):
            spans[span.area].append(span.window)
    return Watch(
        {
            area: _joined([each for name in (area, *_above(reader, area)) for each in spans[name]])
            for area in areas
        }
    )


def weights(reader: Reader, areas: Sequence[str]) -> dict[str, float]:
    """Weights by surface where all surfaces are known, else one each."""
    surfaces = [reader.areas[name].area_km2 if name in reader.areas else None for name in areas]
    known = all(surfaces)
    return {
        name: (surface or 1.0) if known else 1.0
        for name, surface in zip(areas, surfaces, strict=True)
    }


def _joined(windows: Sequence[Interval]) -> list[Interval]:
    joined: list[Interval] = []
    for each in sorted(windows, key=lambda window: window.start):
        last = joined[-1] if joined else None
        if last is None or (last.end is not None and each.start > last.end):
            joined.append(each)
        elif last.end is not None:
            end = None if each.end is None else max(last.end, each.end)
            joined[-1] = Interval(last.start, end)
    return joined


def _above(reader: Reader, area: str) -> list[str]:
    found: list[str] = []
    at = reader.areas[area].within if area in reader.areas else None
    while at is not None and at not in found:
        found.append(at)
        at = reader.areas[at].within if at in reader.areas else None
    return found
