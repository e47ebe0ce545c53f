"""What could not be seen, said by reason: which areas, when, and which classes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from aselepo.core.time import Interval
from aselepo.report.reader import Reader
from aselepo.situation.value import Gap, Summary


@dataclass(frozen=True, slots=True, kw_only=True)
class Blind:
    """Areas that could not be watched over the same stretches of time for the same reason."""

    reason: str
    source: str | None
    classes: tuple[str, ...]
    areas: tuple[str, ...]
    windows: tuple[Interval, ...]


def blinds(gaps: Iterable[Gap]) -> list[Blind]:
    """Join gaps that differ only in their area; the most areas first."""
    windows: dict[tuple[str, str | None, tuple[str, ...], str], list[Interval]] = defaultdict(list)
    for gap in gaps:
        windows[gap.reason, gap.source, gap.classes, gap.area].append(gap.window)
    areas: dict[tuple[str, str | None, tuple[str, ...], tuple[Interval, ...]], list[str]] = (
        defaultdict(list)
    )
    for (reason, source, classes, area), found in windows.items():
        areas[reason, source, classes, tuple(sorted(found))].append(area)
    joined = [
        Blind(reason=r, source=s, classes=c, areas=tuple(sorted(a)), windows=w)
        for (r, s, c, w), a in areas.items()
    ]
    return sorted(joined, key=lambda each: (-len(each.areas), each.reason, each.areas))


def said(reader: Reader, row: Summary) -> list[str]:
    """A sentence for each reason why parts of a row could not be watched."""
    parts = reader.areas[row.area].parts if row.area in reader.areas else ()
    return [_sentence(reader, row, each, parts) for each in blinds(row.missing)]


def short(reader: Reader, row: Summary) -> list[str]:
    """The reasons of a row, without areas and times."""
    reasons = {(gap.reason, gap.classes) for gap in row.missing}
    return sorted(_reason(reader, reason, classes) for reason, classes in reasons)


def _sentence(reader: Reader, row: Summary, blind: Blind, parts: Sequence[str]) -> str:
    reason = _reason(reader, blind.reason, blind.classes)
    when = when_said(reader, blind.windows, row.window)
    if blind.areas == (row.area,):
        return reader.say("unseen-here", reason=reason, when=when)
    if parts and set(blind.areas) == set(parts):
        return reader.say("unseen-everywhere", reason=reason, when=when)
    rest = sorted(set(parts) - set(blind.areas))
    if parts and len(rest) < len(blind.areas) and set(blind.areas) < set(parts):
        names = reader.words.joined(sorted(map(reader.area, rest)))
        return reader.say("unseen-except", areas=names, reason=reason, when=when)
    names = reader.words.joined(sorted(map(reader.area, blind.areas)))
    return reader.say("unseen-in", areas=names, reason=reason, when=when)


def _reason(reader: Reader, reason: str, classes: tuple[str, ...]) -> str:
    text = reader.words.named("gap", reason)
    if reason == "not-this-class" and classes:
        return reader.say("unseen-classes", reason=text, classes=reader.classes(classes))
    return text


def when_said(reader: Reader, windows: Sequence[Interval], whole: Interval) -> str:
    """Throughout, or the stretches of time."""
    if list(windows) == [whole]:
        return reader.say("throughout")
    return reader.words.joined(
        reader.interval(each) if place == len(windows) - 1 else reader.short(each)
        for place, each in enumerate(windows)
    )
