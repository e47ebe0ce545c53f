"""The chain of guarantees: which waits for which, and for what else each waits."""

from __future__ import annotations

from collections.abc import Sequence

from aselepo.report.blocks import Cell, Column, Figure, Table
from aselepo.report.figures.svg import FigureInput, Svg, wrapped
from aselepo.situation import Guarantee

INDENT = 26
BOX = 250
LINE = 14
GAP = 14
TONES = {"active": "none", "undetermined": "undetermined", "paused": "cannot", "ended": "mute"}


def chain(made_for: FigureInput, rows: Sequence[Guarantee]) -> Figure:
    """Draw the guarantees in the order in which they can take effect.

    A guarantee stands below and to the right of the one that it waits for; what is missing stands
    beside its box, on a phone below it.
    """
    reader = made_for.reader
    ordered = _ordered(rows)
    plans = [_Plan(made_for, each, depth) for each, depth in ordered]
    height = sum(plan.height + GAP for plan in plans) + GAP
    picture = Svg(width=made_for.width, height=height, name=made_for.name)
    top = float(GAP)
    middle: dict[str, tuple[float, float]] = {}
    for (each, _), plan in zip(ordered, plans, strict=True):
        for other in each.after:
            if other in middle:
                x, y = middle[other]
                picture.path(
                    f"M{x + 10:.1f} {y:.1f}V{top + 16:.1f}H{plan.left - 2:.1f}", "n s-mute"
                )
        _draw(picture, plan, each, top)
        middle[each.name] = (plan.left, top + plan.box)
        top += plan.height + GAP
    title = reader.say("chain-caption")
    return Figure(svg=picture.done(title), table=_table(made_for, rows), alt_text=title)


class _Plan:
    """Where a guarantee's box and words go."""

    def __init__(self, made_for: FigureInput, each: Guarantee, depth: int) -> None:
        reader = made_for.reader
        narrow = made_for.narrow
        self.left = 6.0 + depth * (INDENT if not narrow else INDENT / 2)
        self.width = min(BOX, made_for.width - self.left - 6)
        self.name = wrapped(reader.words.label(each.labels) or each.name, self.width - 16, 12)
        self.state = reader.words.named("guarantee", each.state)
        self.box = 8 + LINE * (len(self.name) + 1) + 8
        self.beside = self.left + self.width + 18 if not narrow else self.left + 14
        room = made_for.width - self.beside - 18
        self.missing = [wrapped(text, room) for text in each.missing]
        lines = sum(len(each) for each in self.missing)
        if narrow:
            self.first = float(self.box + 16)
            self.height = float(self.box + (8 + LINE * lines if lines else 0))
        else:
            self.first = 18.0
            self.height = float(max(self.box, 8 + LINE * lines))


def _draw(picture: Svg, plan: _Plan, each: Guarantee, top: float) -> None:
    tone = TONES.get(each.state, "mute")
    picture.rect(plan.left, top, plan.width, plan.box, f"f-land s-{tone}")
    picture.rect(plan.left, top, 4, plan.box, f"f-{tone}")
    y = top + 8 + 11
    for line in plan.name:
        picture.text(plan.left + 12, y, line, "t b f-ink")
        y += LINE
    picture.text(plan.left + 12, y, plan.state, "t s f-mute")
    y = top + plan.first
    for lines in plan.missing:
        picture.circle(plan.beside + 4, y - 4, 3.2, "n s-cannot")
        for line in lines:
            picture.text(plan.beside + 14, y, line, "t s f-ink")
            y += LINE


def _ordered(rows: Sequence[Guarantee]) -> list[tuple[Guarantee, int]]:
    """Guarantees with their depth, each below what it waits for."""
    named = {each.name: each for each in rows}
    done: list[tuple[Guarantee, int]] = []

    def place(each: Guarantee, depth: int, path: tuple[str, ...]) -> None:
        if any(other is each for other, _ in done):
            return
        done.append((each, depth))
        for other in rows:
            if other.after and other.after[-1] == each.name and other.name not in path:
                place(other, depth + 1, (*path, other.name))

    for each in rows:
        if not any(name in named for name in each.after):
            place(each, 0, (each.name,))
    for each in rows:
        place(each, 0, (each.name,))
    return done


def _table(made_for: FigureInput, rows: Sequence[Guarantee]) -> Table:
    reader = made_for.reader
    return Table(
        caption=reader.say("chain-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-guarantee", "column-legal", "column-missing")
        ),
        rows=tuple(
            (
                Cell(text=reader.words.label(each.labels) or each.name),
                Cell(text=reader.words.named("guarantee", each.state)),
                Cell(text="" if each.missing else "–", lines=each.missing),
            )
            for each in rows
        ),
    )
