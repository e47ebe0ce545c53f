"""Guarantees: legal state, what is missing, who decides, each guarantor by itself, execution."""

from __future__ import annotations

from aselepo.report.blocks import (
    Block,
    Cell,
    Column,
    Fold,
    Paragraph,
    Picture,
    Section,
    Table,
)
from aselepo.report.figures import FigureInput, chain
from aselepo.report.reader import Reader
from aselepo.report.sections.promises import amount, conditions, quoted
from aselepo.situation import Guarantee, National

WIDTHS = (760, 350)


def section(reader: Reader, *, only: str | None = None) -> Section | None:
    """The guarantees of a situation; `only` those that a guarantor has pledged.

    None where there are none: then nothing hangs on the truce in this mission.
    """
    rows = [g for g in reader.situation.guarantees if only is None or only in g.pledged_by]
    if not rows:
        return None
    definition = reader.situation.in_force_definition
    said = (
        reader.say("in-force-means", text=definition)
        if definition
        else reader.say("in-force-undefined")
    )
    blocks: list[Block] = [Paragraph(text=said, tone="warning" if not definition else "plain")]
    if any(each.assumed for each in rows):
        blocks.append(Paragraph(text=reader.say("guarantees-assumed"), tone="note"))
    drawn = [chain(FigureInput(reader=reader, width=w, name=f"chain-{w}"), rows) for w in WIDTHS]
    blocks.append(Picture(caption=reader.say("chain-caption"), wide=drawn[0], narrow=drawn[1]))
    blocks.append(_table(reader, rows))
    reversed_ones = [each for each in rows if each.reversals]
    if reversed_ones:
        blocks.append(_reversals(reader, reversed_ones))
    nationals = {n.guarantor: n for each in rows for n in each.national}
    wanted = [nationals[name] for name in sorted(nationals) if only in (None, name)]
    blocks.append(
        Fold(title=reader.say("national-title"), blocks=(_national(reader, wanted),))
        if only is None
        else _national(reader, wanted)
    )
    return Section(key="guarantees", title=reader.say("section-guarantees"), blocks=tuple(blocks))


def _table(reader: Reader, rows: list[Guarantee]) -> Table:
    return Table(
        caption=reader.say("guarantees-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in (
                "column-guarantee",
                "column-legal",
                "column-missing",
                "column-decides",
                "column-execution",
            )
        ),
        rows=tuple(
            (
                Cell(
                    text=reader.words.label(each.labels) or each.name,
                    lines=(
                        reader.say(
                            "pledged-by",
                            who=reader.words.joined(reader.party(p) for p in each.pledged_by),
                        ),
                    ),
                ),
                Cell(text=reader.words.named("guarantee", each.state), lines=_since(reader, each)),
                Cell(text="" if each.missing else "–", lines=each.missing),
                Cell(text=reader.words.joined(reader.party(p) for p in each.decides) or "–"),
                Cell(text=_execution(reader, each)),
            )
            for each in rows
        ),
    )


def _since(reader: Reader, each: Guarantee) -> tuple[str, ...]:
    lines = []
    if each.since is not None:
        lines.append(reader.say("since", moment=reader.moment(each.since)))
    if each.unwatched:
        lines.append(reader.say("unwatched-share", share=reader.words.share(each.unwatched)))
    return tuple(lines)


def _execution(reader: Reader, each: Guarantee) -> str:
    if each.execution is None:
        return reader.say("execution-none")
    state = reader.words.named("execution", each.execution.state)
    return reader.say("execution-by", state=state, who=reader.party(each.execution.by))


def _reversals(reader: Reader, rows: list[Guarantee]) -> Table:
    return Table(
        caption=reader.say("reversals-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-guarantee", "column-was-active", "column-known", "column-cause")
        ),
        rows=tuple(
            (
                Cell(text=reader.words.label(each.labels) or each.name),
                Cell(text=reader.interval(turn.was)),
                Cell(text=reader.moment(turn.known_at)),
                Cell(text=", ".join(turn.causes)),
            )
            for each in rows
            for turn in each.reversals
        ),
    )


def _national(reader: Reader, rows: list[National]) -> Table:
    return Table(
        caption=reader.say("national-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-guarantor", "column-intent", "column-mandate")
        ),
        rows=tuple(
            (
                Cell(text=reader.party(each.guarantor)),
                Cell(
                    text="" if each.pledges else reader.say("intent-none"),
                    lines=tuple(
                        line
                        for pledge in each.pledges
                        for line in (
                            f"{reader.words.named('help', pledge.kind)}: "
                            f"{reader.words.named('stage', pledge.stage)}{amount(pledge)}",
                            quoted(reader, pledge.quote, pledge.lang),
                            *conditions(reader, pledge),
                        )
                        if line
                    ),
                ),
                Cell(
                    text=reader.words.named("mandate", each.mandate),
                    lines=()
                    if each.mandated_until is None
                    else (
                        reader.say(
                            "mandate-until",
                            day=reader.words.day(each.mandated_until, with_year=True),
                        ),
                    ),
                ),
            )
            for each in rows
        ),
    )
