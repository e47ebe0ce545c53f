"""A daily series in a small panel: values, gaps where there is no figure, exposure below."""

from __future__ import annotations

from datetime import date, timedelta

from aselepo.core.time import clock
from aselepo.report.blocks import Cell, Column, Figure, Table
from aselepo.report.figures.svg import FigureInput, Svg, width_of
from aselepo.report.reader import Reader
from aselepo.situation.value import Point, Series

BREAK = 0.2
"""A change of the watched share by more than this is a break, ruled and named."""
STRIP = 7.0
TOP, PLOT = 34.0, 84.0


def truce_days(reader: Reader) -> tuple[date, date] | None:
    """First and last local day that the truce touches."""
    windows = reader.windows()
    if not windows:
        return None
    zone = clock(reader.zone)
    as_of = reader.situation.checkpoint.as_of
    end = max(window.end or as_of for window in windows)
    last = (end - timedelta(microseconds=1)).astimezone(zone).date()
    return windows[0].start.astimezone(zone).date(), last


def daily(series: Series, made_for: FigureInput) -> Figure:
    """One panel. A mapped series is drawn by its change from day to day."""
    reader = made_for.reader
    points = shown(series)
    table = _table(reader, series, points)
    days = [point.day for point in points]
    alt = _alt(reader, series, points)
    svg = Svg(made_for.width, TOP + PLOT + 44, made_for.name)
    if not days:
        svg.text(8, TOP + 20, reader.say("no-figures"), "t f-mute")
        return Figure(svg=svg.done(alt), table=table, alt_text=alt)
    first, count = days[0], (days[-1] - days[0]).days + 1
    left, right = 8.0, made_for.width - 8.0
    step = (right - left) / count
    _shade(svg, reader, first, count, left, step)
    _bars(svg, reader, points, first, left, step)
    _strip(svg, reader, points, first, left, step)
    _axis(svg, reader, first, count, left, step)
    y = TOP + PLOT + 5 + STRIP + 29
    svg.height = y + svg.note(left, y, _below(reader, points))
    return Figure(svg=svg.done(alt), table=table, alt_text=alt)


def shown(series: Series) -> tuple[Point, ...]:
    """The points as drawn: mapped areas as changes; a day after a missing one has none."""
    if series.kind != "mapped":
        return series.points
    made: list[Point] = []
    before: Point | None = None
    for point in series.points:
        follows = before is not None and point.day - before.day == timedelta(days=1)
        value = (
            round(point.value - before.value, 2)
            if follows and before and point.value is not None and before.value is not None
            else None
        )
        made.append(Point(day=point.day, value=value, watched=point.watched, note=point.note))
        before = point
    return tuple(made[1:])


def _shade(svg: Svg, reader: Reader, first: date, count: int, left: float, step: float) -> None:
    days = truce_days(reader)
    if days is None:
        return
    start, end = (days[0] - first).days, (days[1] - first).days + 1
    start, end = max(0, start), min(count, end)
    if end <= start:
        return
    x = left + start * step
    svg.rect(x, 16, (end - start) * step, TOP + PLOT - 16, "f-truce")
    svg.text(x + 3, 12, reader.say("in-force"), "t s b f-ink")


def _bars(
    svg: Svg, reader: Reader, points: tuple[Point, ...], first: date, left: float, step: float
) -> None:
    values = [point.value for point in points if point.value is not None]
    top = max([*values, 0.0])
    low = min([*values, 0.0])
    span = (top - low) or 1.0
    base = TOP + PLOT * (top / span)
    truce = truce_days(reader)
    given = {point.day for point in points}
    count = (points[-1].day - first).days + 1
    for n in range(count):
        if first + timedelta(days=n) not in given:
            svg.hatched(left + n * step, TOP, step, PLOT)
    digits = 1 if any(value % 1 for value in values) else 0
    last_label = left - 99.0
    for point in points:
        x = left + (point.day - first).days * step
        if point.value is None:
            svg.hatched(x, TOP, step, PLOT)
            continue
        y = TOP + PLOT * ((top - point.value) / span)
        inside = truce is not None and truce[0] <= point.day <= truce[1]
        css = "f-ink" if inside else "f-mark"
        height = abs(base - y)
        svg.rect(x + step * 0.18, min(y, base), step * 0.64, max(height, 0.0), css)
        if point.value == 0:
            svg.circle(x + step / 2, base - 2.2, 2.2, "f-paper s-ink", ' stroke-width="1.2"')
        text = reader.words.number(point.value, digits)
        wide = width_of(text, 11)
        if inside and x + step / 2 - wide / 2 > last_label:
            svg.text(x + step / 2, min(y, base) - 4, text, "t s m f-ink")
            last_label = x + step / 2 + wide / 2
    svg.line(left, base, left + count * step, base, "s-mute", 1)


def _strip(
    svg: Svg,
    reader: Reader,
    points: tuple[Point, ...],
    first: date,
    left: float,
    step: float,
) -> None:
    y = TOP + PLOT + 5
    if not _exposed(points):
        return
    before: Point | None = None
    for point in points:
        x = left + (point.day - first).days * step
        seen = point.watched or 0.0
        if seen <= 0:
            svg.hatched(x, y, step, STRIP)
        svg.rect(x, y + STRIP * (1 - seen), step + 0.3, STRIP * seen, "f-mute")
        if before is not None and breaks(before, point):
            svg.line(x, 18, x, y + STRIP, "s-breach", 1.2)
            svg.text(x - 3, 30, reader.say("coverage-changed"), "t s e f-breach")
        before = point
    svg.line(left, y + STRIP, svg.width - 8, y + STRIP, "s-mute", 0.8)


def _exposed(points: tuple[Point, ...]) -> bool:
    return any(point.watched is not None for point in points)


def _below(reader: Reader, points: tuple[Point, ...]) -> str:
    """The figures inside the truce, the largest one, and what is known of the exposure."""
    truce = truce_days(reader)
    given = [point for point in points if point.value is not None]
    texts = []
    inside = [p for p in given if truce is not None and truce[0] <= p.day <= truce[1]]
    if 0 < len(inside) <= 4:
        values = "; ".join(value(reader, point) for point in inside)
        texts.append(reader.say("panel-inside", values=values))
    if given:
        most = max(given, key=lambda point: point.value or 0.0)
        day = reader.words.day(most.day)
        texts.append(reader.say("panel-most", value=value(reader, most), day=day))
    texts.append(reader.say("exposure-strip" if _exposed(points) else "no-exposure"))
    return " ".join(texts)


def breaks(before: Point, point: Point) -> bool:
    """Did the watched share change by more than a fifth?"""
    return abs((point.watched or 0.0) - (before.watched or 0.0)) > BREAK


def _axis(svg: Svg, reader: Reader, first: date, count: int, left: float, step: float) -> None:
    y = TOP + PLOT + 5 + STRIP + 13
    every = max(1, -(-count // 6))
    for n in range(0, count, every):
        x = left + n * step
        text = reader.words.day(first + timedelta(days=n))
        if x + width_of(text, 11) <= svg.width:
            svg.text(x, y, text, "t s f-mute")


def _table(reader: Reader, series: Series, points: tuple[Point, ...]) -> Table:
    return Table(
        caption=reader.words.named("series", series.name),
        columns=(
            Column(text=reader.say("column-day")),
            Column(text=reader.words.named("unit", series.unit), numeric=True),
            Column(text=reader.say("column-watched"), numeric=True),
        ),
        rows=tuple(
            (
                Cell(text=reader.words.day(point.day, with_year=True)),
                Cell(text=value(reader, point)),
                Cell(text="–" if point.watched is None else reader.words.share(point.watched)),
            )
            for point in points
        ),
    )


def value(reader: Reader, point: Point | None) -> str:
    """A figure, or a word where there is none; never a nought for nobody looked."""
    if point is None or point.value is None:
        return reader.say("no-figure")
    return reader.words.number(point.value, 1 if point.value % 1 else 0)


def _alt(reader: Reader, series: Series, points: tuple[Point, ...]) -> str:
    values = [point.value for point in points if point.value is not None]
    name = reader.words.named("series", series.name)
    if not values:
        return reader.say("series-alt-empty", name=name)
    return reader.say(
        "series-alt",
        name=name,
        first=reader.words.day(points[0].day, with_year=True),
        last=reader.words.day(points[-1].day, with_year=True),
        low=reader.words.number(round(min(values), 1)),
        high=reader.words.number(round(max(values), 1)),
    )
