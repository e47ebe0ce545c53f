"""The ledger: what each source says it could see, per area and time, without contradictions.

Where one source makes overlapping statements about an area, the more cautious one holds, so
"declared complete for April" and "merged rows, unreadable, on the 20th" can stand side by side.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby, pairwise
from typing import Any

import pyarrow as pa

from aselepo.core.classes import tree
from aselepo.core.time import Interval

_LAST = datetime(9999, 12, 31, tzinfo=UTC)
CAUTION = {"observed": 0, "partial": 1, "not_observed": 2, "unknown": 3}
"""Statuses by how little they allow to conclude."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """One source over one area and stretch of time: can it see, how well, and if not, why."""

    source: str
    area: str
    window: Interval
    status: str
    reason: str | None
    p_detect: Mapping[str, float]
    declared: bool

    def chance(self, wanted: str) -> float:
        """Chance to notice one incident of a class; 0 where the source says nothing of it.

        A figure for an ancestor holds for the class; of a class whose children alone have
        figures the weakest child counts.
        """
        if self.status not in ("observed", "partial"):
            return 0.0
        return chance_of(self.p_detect, wanted)


def chance_of(p_detect: Mapping[str, float], wanted: str) -> float:
    """Chance to notice one incident of a class, by figures for it, an ancestor or its children."""
    classes = tree()
    node = classes.find(wanted)
    if node is None:
        return p_detect.get(wanted, 0.0)
    for name in classes.lineage(node):
        if name in p_detect:
            return p_detect[name]
    children = [name for name, child in classes.nodes.items() if child.parent == node]
    return min((_chance_below(p_detect, child) for child in children), default=0.0)


def _chance_below(p_detect: Mapping[str, float], node: str) -> float:
    if node in p_detect:
        return p_detect[node]
    children = [name for name, child in tree().nodes.items() if child.parent == node]
    return min((_chance_below(p_detect, child) for child in children), default=0.0)


@dataclass(frozen=True)
class Ledger:
    """Spans by area, sorted by source and time; within a source and area they do not overlap."""

    spans: Mapping[str, Sequence[Span]]
    _ends: dict[str, list[tuple[list[datetime], Sequence[Span]]]] = field(
        init=False, repr=False, compare=False
    )
    """By area: the ends of each source's spans in order, and the spans."""

    def __post_init__(self) -> None:
        ends: dict[str, list[tuple[list[datetime], Sequence[Span]]]] = {}
        for area, spans in self.spans.items():
            for _, group in groupby(spans, key=lambda span: span.source):
                own = list(group)
                ends.setdefault(area, []).append(([span.window.end or _LAST for span in own], own))
        object.__setattr__(self, "_ends", ends)

    def over(self, area: str, window: Interval) -> list[Span]:
        """The spans that touch an area and window, cut to the window."""
        found = []
        for ends, spans in self._ends.get(area, ()):
            for span in spans[bisect_right(ends, window.start) :]:
                if window.end is not None and span.window.start >= window.end:
                    break
                common = span.window.overlap(window)
                if common is not None:
                    found.append(span if common == span.window else _cut(span, common))
        return found

    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({span.source for spans in self.spans.values() for span in spans}))


def ledger(coverage: pa.Table, *, until: datetime) -> Ledger:
    """Make the ledger of what was known by a moment.

    Parameters
    ----------
    coverage : table of schema `core.tables.COVERAGE`; rows known after `until` must be gone
    until : what lies after this moment has not been watched yet and is cut off

    Returns
    -------
    Ledger; areas without a row are absent, which means unknown, never quiet
    """
    by_key: dict[tuple[str, str], list[Span]] = {}
    for row in coverage.to_pylist():
        end = min(row["time_hi"], until)
        if end <= row["time_lo"]:
            continue
        span = _span(row, Interval(row["time_lo"], end))
        by_key.setdefault((span.area, span.source), []).append(span)
    areas: dict[str, list[Span]] = {}
    for (area, _), spans in sorted(by_key.items()):
        areas.setdefault(area, []).extend(_settle(spans))
    return Ledger(areas)


def _span(row: Mapping[str, Any], window: Interval) -> Span:
    return Span(
        source=row["source"],
        area=row["area"],
        window=window,
        status=row["status"],
        reason=row["reason"],
        p_detect=dict(row["p_detect"] or ()),
        declared=bool(row["declared"]),
    )


def _cut(span: Span, window: Interval) -> Span:
    return Span(
        source=span.source,
        area=span.area,
        window=window,
        status=span.status,
        reason=span.reason,
        p_detect=span.p_detect,
        declared=span.declared,
    )


def _settle(spans: Sequence[Span]) -> list[Span]:
    """Cut overlapping spans of one source and area so that the most cautious one holds."""
    edges = sorted({edge for span in spans for edge in span.window if edge is not None})
    settled: list[Span] = []
    for start, end in pairwise(edges):
        piece = Interval(start, end)
        here = [span for span in spans if span.window.overlap(piece)]
        if not here:
            continue
        span = max(here, key=_caution)
        last = settled[-1] if settled else None
        if last and last.window.end == start and _same(last, span):
            settled[-1] = _cut(last, Interval(last.window.start, end))
        else:
            settled.append(_cut(span, piece))
    return settled


def _caution(span: Span) -> tuple[int, float, str, tuple[tuple[str, float], ...]]:
    weakest = min(span.p_detect.values(), default=0.0)
    return CAUTION[span.status], -weakest, span.reason or "", tuple(sorted(span.p_detect.items()))


def _same(one: Span, other: Span) -> bool:
    return (one.status, one.reason, one.p_detect, one.declared) == (
        other.status,
        other.reason,
        other.p_detect,
        other.declared,
    )
