"""The truce over time: one row per area, what was recorded, hatched where nobody could look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from aselepo.core.time import Interval, clock
from aselepo.report.blocks import Cell, Column, Figure, Table
from aselepo.report.figures.svg import FigureInput, Svg, width_of
from aselepo.report.figures.watch import Watch, watch, weights
from aselepo.report.reader import Reader
from aselepo.situation.value import Incident

MARGIN_H = 24
"""Hours shown before and after."""
STEPS_H = (1, 2, 3, 6, 12, 24, 48, 96, 168, 336)
STRIP = 16
MOST_BARS = 4000
FEW = 12
"""Up to so many incidents inside the truce their hours stand beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    shown: Interval
    left: float
    right: float

    def x(self, at: datetime) -> float:
        assert self.shown.end is not None
        total = (self.shown.end - self.shown.start).total_seconds()
        part = (at - self.shown.start).total_seconds() / total
        return self.left + min(1.0, max(0.0, part)) * (self.right - self.left)


def rows_of(reader: Reader) -> list[str]:
    """Areas of the timeline: parts of territories, or the territory where it has none."""
    rows: list[str] = []
    for territory in reader.territories():
        rows.extend(sorted(territory.parts, key=reader.area) or [territory.id])
    return rows


def shown(reader: Reader) -> Interval | None:
    """From a day before the truce to a day after it; None where nothing was ever in force."""
    windows = reader.windows()
    if not windows:
        return None
    as_of = reader.situation.checkpoint.as_of
    start = windows[0].start
    ends = [window.end or as_of for window in windows]
    return Interval(
        start - timedelta(hours=MARGIN_H), max(*ends, start) + timedelta(hours=MARGIN_H)
    )


def timeline(made_for: FigureInput) -> Figure | None:
    """Draw it; None where there is no truce or no area to draw."""
    reader = made_for.reader
    window = shown(reader)
    rows = rows_of(reader)
    if window is None or not rows:
        return None
    looked = watch(reader, rows)
    placed: dict[str, list[Incident]] = defaultdict(list)
    for each in reader.situation.incidents:
        if each.place is not None:
            placed[each.place].append(each)
    table = _table(reader, rows, looked, placed)
    alt = reader.say("timeline-alt", n=len(rows), window=reader.interval(window))
    row_h = 27 if made_for.narrow else 15
    gutter = 4.0 if made_for.narrow else max(width_of(reader.area(name)) for name in rows) + 8
    top = 34.0
    bottom = top + row_h * len(rows)
    svg = Svg(made_for.width, bottom + 48, made_for.name)
    scale = _Scale(shown=window, left=gutter, right=made_for.width - 8.0)
    _force(svg, reader, scale, top, bottom)
    for place, name in enumerate(rows):
        _row(svg, made_for, scale, name, top + place * row_h, row_h, looked, placed[name])
    _beyond(svg, reader, scale, top, bottom)
    _strip(svg, looked, weights(reader, rows), scale, bottom)
    _ticks(svg, reader, scale, top, bottom)
    return Figure(svg=svg.done(alt), table=table, alt_text=alt)


def _force(svg: Svg, reader: Reader, scale: _Scale, top: float, bottom: float) -> None:
    for window in reader.windows():
        left = scale.x(window.start)
        right = scale.right if window.end is None else scale.x(window.end)
        svg.rect(left, top - 6, right - left, bottom - top + 6 + STRIP + 4, "f-truce")
        svg.text(left + 4, top - 12, reader.say("in-force"), "t b f-ink")
        svg.line(left, top - 24, left, bottom, "s-ink", 1)
        if window.end is not None:
            svg.line(right, top - 24, right, bottom, "s-ink", 1)


def _row(
    svg: Svg,
    made_for: FigureInput,
    scale: _Scale,
    name: str,
    y: float,
    row_h: float,
    looked: Watch,
    placed: Sequence[Incident],
) -> None:
    reader = made_for.reader
    bar_y, bar_h = (y + 14, 9.0) if made_for.narrow else (y + 2, row_h - 4)
    for gap in looked.unwatched(name, scale.shown):
        assert gap.end is not None
        svg.hatched(scale.x(gap.start), bar_y, scale.x(gap.end) - scale.x(gap.start), bar_h)
    svg.line(scale.left, y + row_h, scale.right, y + row_h, "s-rule", 0.5)
    if made_for.narrow:
        svg.text(scale.left, y + 11, reader.area(name), "t s f-ink")
    else:
        svg.text(scale.left - 6, y + row_h - 4, reader.area(name), "t e f-ink")
    few = len(reader.inside()) <= FEW
    for each in placed[:MOST_BARS]:
        _bar(svg, reader, scale, each, bar_y, bar_h, few and each.begins_in_force)


def _bar(
    svg: Svg,
    reader: Reader,
    scale: _Scale,
    each: Incident,
    y: float,
    height: float,
    named: bool,
) -> None:
    start = reader.beginning(each)
    end = each.time_hi or each.time_end
    if start is None or (end or start) < scale.shown.start:
        return
    if scale.shown.end is not None and start >= scale.shown.end:
        return
    css = _colour(each)
    x = scale.x(start)
    if end is None or end <= start:  # a beginning alone: what followed is not told
        svg.path(
            f"M{x:.1f} {y:.1f}l7 {height / 2:.1f}l-7 {height / 2:.1f}Z", f"{css} s-paper",
            ' stroke-width="1"',
        )  # fmt: skip
        if named:
            _hour(svg, reader, x + 10, y + height - 0.5, start)
        return
    wide = max(3.0, scale.x(end) - x)
    svg.rect(x, y, wide, height, f"{css} s-paper", ' stroke-width="0.7"')
    if named:
        _hour(svg, reader, x + wide + 3, y + height - 0.5, start)


def _colour(each: Incident) -> str:
    """By the weightiest finding of an incident that began inside; all others alike."""
    words = {finding.verdict for finding in each.findings} if each.begins_in_force else set()
    return next((f"f-{word}" for word in ("breach", "undetermined") if word in words), "f-mark")


def _hour(svg: Svg, reader: Reader, x: float, y: float, at: datetime) -> None:
    text = reader.words.hour(at, reader.zone)
    svg.text(x, y, text, "t s b f-paper s-paper h")
    svg.text(x, y, text, "t s b f-undetermined")


def _beyond(svg: Svg, reader: Reader, scale: _Scale, top: float, bottom: float) -> None:
    """What lies after the moment of knowledge is not known yet."""
    as_of = reader.situation.checkpoint.as_of
    if scale.shown.end is None or as_of >= scale.shown.end:
        return
    x = scale.x(max(as_of, scale.shown.start))
    svg.line(x, top - 24, x, bottom, "s-breach d", 1.5)
    svg.text(x - 4, top - 12, reader.say("known-until"), "t e f-breach")


def _strip(
    svg: Svg, looked: Watch, weighed: dict[str, float], scale: _Scale, bottom: float
) -> None:
    """How much was watched, step by step; where nothing was, hatched."""
    window = scale.shown
    assert window.end is not None
    step = timedelta(hours=1 if window.hours <= 24 * 12 else 6)
    y = bottom + 6
    steps: list[tuple[datetime, datetime, float]] = []
    at = window.start
    while at < window.end:
        end = min(at + step, window.end)
        p = round(looked.share(weighed, Interval(at, end)), 4)
        if steps and steps[-1][2] == p:
            steps[-1] = (steps[-1][0], end, p)
        else:
            steps.append((at, end, p))
        at = end
    for start, end, p in steps:
        x, x2 = scale.x(start), scale.x(end)
        if p <= 0:
            svg.hatched(x, y, x2 - x, STRIP)
        svg.rect(x, y + STRIP * (1 - p), x2 - x, STRIP * p, "f-mute")
    svg.line(scale.left, y + STRIP, scale.right, y + STRIP, "s-mute", 1)


def _ticks(svg: Svg, reader: Reader, scale: _Scale, top: float, bottom: float) -> None:
    zone = clock(reader.zone)
    window = scale.shown
    assert window.end is not None
    wanted = 62.0
    per_hour = (scale.right - scale.left) / window.hours
    step = next((h for h in STEPS_H if h * per_hour >= wanted), STEPS_H[-1])
    at = window.start.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    base = bottom + 6 + STRIP
    midnight = at
    hours = 0
    while at <= window.end:
        if at >= window.start:
            x = scale.x(at)
            svg.line(x, top - 6, x, base + 4, "s-rule", 0.6)
            whole_day = at.hour == 0
            text = reader.words.day(at.date()) if whole_day else reader.words.hour(at, zone)
            css = "t m f-ink b" if whole_day else "t m f-mute"
            if scale.left + 14 <= x <= scale.right - 14:
                svg.text(x, base + 17, text, css)
        hours += step
        at = midnight + timedelta(hours=hours)
    axis = reader.say("timeline-axis", clock=reader.words.clock_name(zone))
    points = sum(each.in_force and each.place is None for each in reader.situation.incidents)
    if points:
        axis = f"{axis} {reader.say('timeline-points', n=points)}"
    svg.height = base + 36 + svg.note(4.0, base + 36, axis)


def _table(
    reader: Reader, rows: list[str], looked: Watch, placed: dict[str, list[Incident]]
) -> Table:
    windows = reader.windows()
    as_of = reader.situation.checkpoint.as_of
    closed = [Interval(w.start, min(w.end or as_of, as_of)) for w in windows if w.start < as_of]
    return Table(
        caption=reader.say("timeline-table"),
        columns=(
            Column(text=reader.say("column-area")),
            Column(text=reader.say("column-begun-inside"), numeric=True),
            Column(text=reader.say("column-going-on"), numeric=True),
            Column(text=reader.say("column-some-source-looked"), numeric=True),
        ),
        rows=tuple(
            (
                Cell(text=reader.area(name)),
                Cell(text=_count(reader, name, looked, placed[name], begun=True)),
                Cell(text=_count(reader, name, looked, placed[name], begun=False)),
                Cell(text=_shares(reader, looked, name, closed)),
            )
            for name in rows
        ),
    )


def _count(
    reader: Reader, area: str, looked: Watch, placed: Sequence[Incident], *, begun: bool
) -> str:
    """How many; where nothing was recorded and nobody could look, no nought is written."""
    n = sum(
        each.begins_in_force if begun else each.in_force and not each.begins_in_force
        for each in placed
    )
    windows = [w for w in reader.windows() if w.end is not None]
    if n == 0 and not any(looked.watched(area, window) for window in windows):
        return "–"
    return reader.words.number(n)


def _shares(reader: Reader, looked: Watch, area: str, windows: list[Interval]) -> str:
    total = sum(window.hours for window in windows)
    if not total:
        return "–"
    seen = sum(each.hours for w in windows for each in looked.watched(area, w))
    return reader.words.share(min(1.0, round(seen / total, 4)))
