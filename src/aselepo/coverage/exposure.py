"""Exposure: how much of a side's territory could be seen over a window, class by class."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aselepo.core.time import Interval
from aselepo.coverage.ledger import Ledger, Span

NO_SOURCE = "no-source"
"""Reason of a gap over which no source says anything at all."""
NOT_THIS_CLASS = "not-this-class"
"""Reason of a gap over which sources look, but cannot notice some of the classes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unseen:
    """An area over a stretch of time in which some classes could not be noticed, and why."""

    area: str
    window: Interval
    source: str | None
    reason: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What could be seen of some areas, a window and classes."""

    watched_h: float
    """Area-hours in which every class could be noticed, weights summing to 1."""
    total_h: float
    chance: Mapping[str, float]
    """By class: chance that one incident at a random place and moment is noticed."""
    weakest: float
    """The smallest of these chances; 0 where there are no classes or no time."""
    unseen: tuple[Unseen, ...]

    @property
    def share(self) -> float:
        return self.watched_h / self.total_h if self.total_h else 0.0


def exposure(
    book: Ledger,
    *,
    areas: Mapping[str, float],
    within: Mapping[str, Sequence[str]],
    window: Interval,
    classes: Collection[str],
) -> Looked:
    """Sum what the ledger says over areas, a window and classes.

    Parameters
    ----------
    areas : weight of each area, > 0; an incident is taken to fall on an area by its weight
    within : areas that contain an area (a statement about the whole country holds for its parts)
    window : closed stretch of time
    classes : the classes of a provision or domain

    Returns
    -------
    Looked. Sources are not taken to be independent: at each moment the best one counts.
    A class is noticed at a random place and moment; the weakest class decides.
    """
    assert window.end is not None, "exposure needs a window with an end"
    wanted = tuple(sorted(classes))
    weight_sum = sum(areas.values())
    total_h = window.hours
    chance = dict.fromkeys(wanted, 0.0)
    watched_h = 0.0
    unseen: list[Unseen] = []
    for area in sorted(areas):
        share = areas[area] / weight_sum
        spans = [s for name in (area, *within.get(area, ())) for s in book.over(name, window)]
        for piece, here in _pieces(spans, window):
            hours = piece.hours * share
            best = {name: max((s.chance(name) for s in here), default=0.0) for name in wanted}
            for name, p in best.items():
                chance[name] += p * hours / total_h
            blind = tuple(name for name, p in best.items() if p == 0.0)
            if wanted and not blind:
                watched_h += hours
            else:
                unseen.append(_why(area, piece, here, blind, len(blind) == len(wanted)))
    weakest = min(chance.values(), default=0.0) if total_h > 0 else 0.0
    return Looked(
        watched_h=watched_h,
        total_h=total_h,
        chance=chance,
        weakest=weakest,
        unseen=tuple(_joined(unseen)),
    )


def _pieces(spans: Sequence[Span], window: Interval) -> Iterator[tuple[Interval, list[Span]]]:
    """Cut a window at the edges of its spans; each piece with the spans that hold over it."""
    windows = (window, *(span.window for span in spans))
    edges = sorted({edge for cut in windows for edge in cut if edge is not None})
    waiting = sorted(range(len(spans)), key=lambda at: spans[at].window.start, reverse=True)
    active: list[int] = []
    for start, end in pairwise(edges):
        while waiting and spans[waiting[-1]].window.start <= start:
            active.append(waiting.pop())
        active = [at for at in active if (spans[at].window.end or end) > start]
        yield Interval(start, end), [spans[at] for at in sorted(active)]


def _why(
    area: str, piece: Interval, here: Sequence[Span], blind: tuple[str, ...], all_blind: bool
) -> Unseen:
    looking = [span for span in here if span.status in ("observed", "partial")]
    stopped = [span for span in here if span.status not in ("observed", "partial")]
    if looking and not all_blind:
        source, reason = looking[0].source, NOT_THIS_CLASS
    elif stopped:
        source, reason = stopped[0].source, stopped[0].reason or stopped[0].status
    elif looking:
        source, reason = looking[0].source, NOT_THIS_CLASS
    else:
        return Unseen(area=area, window=piece, source=None, reason=NO_SOURCE, classes=blind)
    return Unseen(area=area, window=piece, source=source, reason=reason, classes=blind)


def _joined(unseen: Sequence[Unseen]) -> Iterator[Unseen]:
    """Join neighbouring pieces that say the same."""
    last: Unseen | None = None
    for gap in unseen:
        if last and (last.area, last.source, last.reason, last.classes, last.window.end) == (
            gap.area,
            gap.source,
            gap.reason,
            gap.classes,
            gap.window.start,
        ):
            last = Unseen(
                area=last.area,
                window=Interval(last.window.start, gap.window.end),
                source=last.source,
                reason=last.reason,
                classes=last.classes,
            )
            continue
        if last:
            yield last
        last = gap
    if last:
        yield last
