"""Guarantees in three columns, pledges in the words in which they were made, open questions.

A section for missions that have them. No time to respond is counted, amounts stand as they were
said and are not added up, and what nobody recorded is said to be that.
"""

from __future__ import annotations

from collections.abc import Iterator

from aselepo.report.blocks import Block, Cell, Column, Fold, Heading, Paragraph, Section, Table
from aselepo.report.reader import Reader


def section(reader: Reader) -> Section | None:
    """The section, or None where the mission knows neither guarantees nor pledges."""
    now = reader.situation
    if not (now.guarantees or now.promises.pledges or now.promises.questions):
        return None
    blocks: list[Block] = []
    if now.guarantees:
        blocks.append(Paragraph(text=reader.say("guarantees-intro")))
        if now.in_force_definition:
            text = reader.say("guarantees-definition", text=now.in_force_definition)
            blocks.append(Paragraph(text=text, tone="note"))
        blocks.append(_guarantees(reader))
    if now.promises.pledges:
        blocks.append(_pledges(reader))
        blocks.append(Paragraph(text=reader.say("pledges-as-said"), tone="note"))
    if now.promises.questions:
        blocks.append(Fold(title=reader.say("questions-title"), blocks=tuple(_questions(reader))))
    return Section(key="guarantees", title=reader.say("section-guarantees"), blocks=tuple(blocks))


def _guarantees(reader: Reader) -> Table:
    rows = []
    for each in reader.situation.guarantees:
        since = () if each.since is None else (reader.moment(each.since),)
        assumed = (reader.say("guarantee-assumed"),) if each.assumed else ()
        national = tuple(
            reader.say(
                "guarantee-national",
                state=one.state,
                mandate=reader.words.named("mandate", one.mandate),
                pledges=len(one.pledges),
            )
            for one in each.national
        )
        execution = each.execution
        rows.append(
            (
                Cell(
                    text=reader.words.label(each.labels) or each.name,
                    lines=(reader.instrument(each.instrument),),
                ),
                Cell(text=reader.words.named("guarantee", each.state), lines=(*since, *assumed)),
                Cell(
                    text="; ".join(each.missing) if each.missing else reader.say("missing-nothing"),
                    lines=_decides(reader, each.decides),
                ),
                Cell(text=national[0] if national else "–", lines=national[1:]),
                Cell(
                    text=reader.say("execution-none")
                    if execution is None
                    else reader.words.named("execution", execution.state),
                    lines=() if execution is None else (execution.by, execution.since),
                ),
            )
        )
    return Table(
        caption=reader.say("guarantees-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in (
                "column-guarantee",
                "column-legal",
                "column-condition-missing",
                "column-national",
                "column-execution",
            )
        ),
        rows=tuple(rows),
    )


def _decides(reader: Reader, who: tuple[str, ...]) -> tuple[str, ...]:
    if not who:
        return ()
    return (reader.say("guarantee-decides", who=reader.words.joined(map(reader.party, who))),)


def _pledges(reader: Reader) -> Table:
    rows = []
    for each in reader.situation.promises.pledges:
        amount = str(each.amount["words"]) if each.amount else ""
        conditions = "; ".join(condition["trigger"] for condition in each.conditions)
        said = reader.say(
            "pledge-said-by-itself" if each.said_by == "itself" else "pledge-said-by-other"
        )
        rows.append(
            (
                Cell(text=each.contributor),
                Cell(
                    text=each.about,
                    lines=tuple(text for text in (each.where, *each.limits) if text),
                ),
                Cell(text=amount or reader.say("amount-none")),
                Cell(text=conditions or reader.say("condition-none")),
                Cell(text=reader.words.named("stage", each.stage), lines=(said,)),
                Cell(text=reader.say("quoted", quote=each.quote, lang=each.lang)),
            )
        )
    return Table(
        caption=reader.say("pledges-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in (
                "column-contributor",
                "column-pledge",
                "column-amount",
                "column-condition",
                "column-stage",
                "column-quote",
            )
        ),
        rows=tuple(rows),
    )


def _questions(reader: Reader) -> Iterator[Block]:
    """What each side has said on what is not agreed; nothing is weighed."""
    for question in reader.situation.promises.questions:
        yield Heading(text=str(question.get("about", "")))
        yield Table(
            caption=reader.say("questions-caption", about=str(question.get("about", ""))),
            columns=(
                Column(text=reader.say("column-side")),
                Column(text=reader.say("column-said")),
                Column(text=reader.say("column-day")),
            ),
            rows=tuple(
                (
                    Cell(text=str(position.get("side", ""))),
                    Cell(
                        text=str(position.get("words", "")),
                        lines=(
                            reader.say(
                                "pledge-said-by-itself"
                                if position.get("said_by") == "itself"
                                else "pledge-said-by-other"
                            ),
                        ),
                    ),
                    Cell(text=str(position.get("on", ""))),
                )
                for position in question.get("position", ())
            ),
        )
