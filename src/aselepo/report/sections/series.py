"""Daily series before, during and after the truce, with their exposure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from statistics import median

from aselepo.report.blocks import Block, Cell, Column, Fold, Panels, Paragraph, Section, Table
from aselepo.report.figures import FigureInput, daily
from aselepo.report.figures.daily import shown, truce_days, value
from aselepo.report.reader import Reader
from aselepo.situation.value import Point, Series

PANEL = 350
AT_LEAST = 20.0
"""A claimed series is drawn if its median day reaches this: smaller counts cannot show a change."""
MOST_CLAIMED = 4


def section(reader: Reader) -> Section:
    every = [*reader.situation.series, *_news(reader)]
    if not every:
        empty = Paragraph(text=reader.say("series-empty"))
        return Section(key="series", title=reader.say("section-series"), blocks=(empty,))
    drawn = _drawn(every)
    rest = [each for each in every if each not in drawn]
    blocks: list[Block] = [
        Paragraph(text=reader.say("series-intro")),
        _panels(reader, drawn),
        Fold(
            title=reader.say("series-as-table"),
            blocks=(_table(reader, drawn, reader.say("series-caption")),),
        ),
    ]
    if rest:
        title = reader.say("series-rest", n=len(rest))
        table = _table(reader, rest, reader.say("series-rest-caption"))
        blocks.append(Fold(title=title, blocks=(table,)))
    return Section(key="series", title=reader.say("section-series"), blocks=tuple(blocks))


def _news(reader: Reader) -> list[Series]:
    """Reports per day by kind, over all areas; a day without any count has no figure."""
    counts: dict[str, Counter[date]] = defaultdict(Counter)
    days: set[date] = set()
    for day, _, kind, n in reader.situation.news:
        counts[kind][day] += n
        days.add(day)
    return [
        Series(
            name=f"news-{kind}",
            unit="reports",
            kind="reported",
            source="",
            claimant=None,
            points=tuple(
                # nought: the source counted that day, and lists none of this kind
                Point(day=day, value=float(counts[kind][day]), watched=None, note="")
                for day in sorted(days)
            ),
        )
        for kind in sorted(counts)
    ]


def _drawn(every: Sequence[Series]) -> list[Series]:
    """All that is recorded, reported or mapped; of claimed ones those with the largest counts."""

    def middle(each: Series) -> float:
        return median([point.value for point in each.points if point.value is not None] or [0.0])

    claimed = sorted(
        (each for each in every if each.kind == "claimed" and middle(each) >= AT_LEAST),
        key=lambda each: (-middle(each), each.name),
    )
    order = ("recorded", "reported", "claimed", "mapped")
    chosen = [each for each in every if each.kind != "claimed"] + claimed[:MOST_CLAIMED]
    return sorted(chosen, key=lambda each: order.index(each.kind))


def _title(reader: Reader, each: Series) -> str:
    name = reader.words.named("series", each.name)
    return reader.say("series-change", name=name) if each.kind == "mapped" else name


def _panels(reader: Reader, drawn: Sequence[Series]) -> Panels:
    figures = tuple(
        (
            reader.say(
                "panel-title",
                name=_title(reader, each),
                kind=reader.words.named("kind", each.kind),
            ),
            daily(each, FigureInput(reader=reader, width=PANEL, name=f"series-{place}")),
        )
        for place, each in enumerate(drawn)
    )
    return Panels(caption=reader.say("series-panels"), figures=figures)


def _table(reader: Reader, chosen: Sequence[Series], caption: str) -> Table:
    """A row per day; before, during or after is said beside the day."""
    points = [{point.day: point for point in shown(each)} for each in chosen]
    days = sorted({day for each in points for day in each})
    return Table(
        caption=caption,
        columns=(
            Column(text=reader.say("column-day")),
            *(Column(text=_title(reader, each), numeric=True) for each in chosen),
        ),
        rows=tuple(
            (
                Cell(text=reader.words.day(day, with_year=True), lines=_when(reader, day)),
                *(Cell(text=value(reader, each.get(day)), lines=_seen(reader, each.get(day)))
                  for each in points),
            )
            for day in days
        ),
    )  # fmt: skip


def _when(reader: Reader, day: date) -> tuple[str, ...]:
    days = truce_days(reader)
    inside = days is not None and days[0] <= day <= days[1]
    return (reader.say("in-force"),) if inside else ()


def _seen(reader: Reader, point: Point | None) -> tuple[str, ...]:
    if point is None or point.watched is None:
        return ()
    return (reader.say("cell-share", share=reader.words.share(point.watched)),)
