"""What was promised, in the words in which it was said; what stands open, side by side."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from aselepo.report.blocks import Block, Cell, Column, Fold, Heading, Paragraph, Section, Table
from aselepo.report.reader import Reader
from aselepo.situation import Pledge


def section(reader: Reader, *, only: str | None = None) -> Section | None:
    """Pledges, hubs, declarations, statements and open questions; None where there are none.

    `only` is the name under which one contributor's statements are kept.
    """
    said = reader.situation.promises
    pledges = [each for each in said.pledges if only in (None, each.contributor)]
    statements = [s for s in said.statements if only in (None, s.get("on_behalf_of"))]
    if not (pledges or statements or said.questions or said.declarations):
        return None
    blocks: list[Block] = []
    if pledges and only is None:
        blocks += [_matrix(reader, pledges), Paragraph(text=reader.say("vague-note"), tone="note")]
    if pledges:
        blocks.append(_pledges(reader, pledges))
    if any(gap.required for gap in said.gaps) and only is None:
        blocks.append(_gaps(reader))
    if said.hubs and only is None:
        blocks.append(_hubs(reader))
    if said.cycles and only is None:
        rings = "; ".join(" → ".join((*ring, ring[0])) for ring in said.cycles)
        blocks.append(Paragraph(text=reader.say("waits-ring", rings=rings), tone="warning"))
    if said.declarations and only is None:
        blocks.append(_declarations(reader))
    for question in said.questions if only is None else ():
        blocks += [
            Heading(text=reader.say("open-question", about=str(question["about"]))),
            _positions(reader, question),
        ]
    turns = [t for t in said.turns if only in (None, t[0].get("on_behalf_of"))]
    if turns:
        blocks.append(_turns(reader, turns))
    if statements:
        table = _statements(reader, statements)
        title = reader.say("statements-title", n=len(statements))
        blocks.append(Fold(title=title, blocks=(table,)) if only is None else table)
    return Section(key="promises", title=reader.say("section-promises"), blocks=tuple(blocks))


def amount(pledge: Pledge) -> str:
    """An amount as it was said, behind a comma; vague words stay vague."""
    if pledge.amount is None:
        return ""
    return f", “{pledge.amount['words']}”"


def quoted(reader: Reader, words: str, lang: str) -> str:
    """The original words with their language."""
    if not words:
        return ""
    return reader.say("quoted", words=words, lang=lang or "?")


def conditions(reader: Reader, pledge: Pledge) -> tuple[str, ...]:
    return tuple(
        reader.say("condition-said", words=each["words"], trigger=each.get("trigger", ""))
        for each in pledge.conditions
    )


def _matrix(reader: Reader, pledges: list[Pledge]) -> Table:
    kinds = sorted({each.kind for each in pledges if each.kind})
    who = sorted({each.contributor for each in pledges})
    return Table(
        caption=reader.say("matrix-caption"),
        columns=(
            Column(text=reader.say("column-contributor")),
            *(Column(text=reader.words.named("help", kind)) for kind in kinds),
        ),
        rows=tuple(
            (
                Cell(text=name),
                *(_square(reader, [p for p in pledges if (p.contributor, p.kind) == (name, k)])
                  for k in kinds),
            )
            for name in who
        ),
    )  # fmt: skip


def _square(reader: Reader, pledges: list[Pledge]) -> Cell:
    if not pledges:
        return Cell(text="–")
    first = pledges[0]
    lines = []
    for each in pledges:
        lines += [each.where] if each.where else []
        lines += list(each.limits)
        lines += [reader.say("said-about")] if each.said_by == "other" else []
    stage = reader.words.named("stage", first.stage)
    return Cell(text=f"{stage}{amount(first)}", lines=tuple(dict.fromkeys(lines)))


def _pledges(reader: Reader, pledges: list[Pledge]) -> Table:
    return Table(
        caption=reader.say("pledges-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in (
                "column-contributor",
                "column-promised",
                "column-stage",
                "column-conditions",
                "column-words",
            )
        ),
        rows=tuple(
            (
                Cell(text=each.contributor),
                Cell(
                    text=f"{reader.words.named('help', each.kind)}{amount(each)}",
                    lines=tuple(text for text in (each.about, each.where, *each.limits) if text),
                ),
                Cell(
                    text=reader.words.named("stage", each.stage),
                    lines=(
                        *(
                            f"{reader.words.named('stage', step.stage)}: {_day(reader, step.on)}"
                            for step in each.steps
                        ),
                        *(reader.words.named("pledge-note", note) for note in each.notes),
                    ),
                ),
                Cell(
                    text="" if each.conditions else reader.say("condition-none"),
                    lines=conditions(reader, each),
                ),
                Cell(text=quoted(reader, each.quote, each.lang)),
            )
            for each in pledges
        ),
    )


def _gaps(reader: Reader) -> Table:
    """Required, and what stands against it by stage; vague amounts beside the sums alone."""
    gaps = [gap for gap in reader.situation.promises.gaps if gap.required]
    return Table(
        caption=reader.say("gaps-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-promised", "column-required", "column-exact", "column-vague")
        ),
        rows=tuple(
            (
                Cell(text=reader.words.named("help", gap.kind)),
                Cell(text=str((gap.required or {}).get("words", "–"))),
                Cell(
                    text="" if gap.exact else "–",
                    lines=tuple(
                        f"{reader.words.named('stage', stage)}: {reader.words.number(total)}"
                        for stage, total in sorted(gap.exact.items())
                    ),
                ),
                Cell(
                    text="" if gap.vague else "–",
                    lines=tuple(
                        f"{who}, {reader.words.named('stage', stage)}: {words or '?'}"
                        for who, stage, words in gap.vague
                    ),
                ),
            )
            for gap in gaps
        ),
    )


def _turns(reader: Reader, turns: list[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Table:
    return Table(
        caption=reader.say("turns-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-contributor", "column-earlier", "column-later")
        ),
        rows=tuple(
            (
                Cell(text=str(one.get("on_behalf_of"))),
                *(
                    Cell(
                        text=quoted(reader, str(each.get("quote", "")), str(each.get("lang", ""))),
                        lines=(
                            f"{each.get('speaker') or '–'}, {each.get('published') or '–'}",
                            reader.words.named("said", str(each.get("class"))),
                        ),
                    )
                    for each in (one, other)
                ),
            )
            for one, other in turns
        ),
    )


def _hubs(reader: Reader) -> Table:
    return Table(
        caption=reader.say("hubs-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-where", "column-operators", "column-stage", "column-protected")
        ),
        rows=tuple(
            (
                Cell(
                    text=str(hub.get("place") or reader.say("place-not-stated")),
                    lines=(str(hub["host"]),) if hub.get("host") else (),
                ),
                Cell(text=reader.words.joined(map(str, hub["operators"]))),
                Cell(text=reader.words.named("stage", str(hub.get("status") or "mentioned"))),
                Cell(text=", ".join(hub.get("protected_by", ())) or "–"),
            )
            for hub in reader.situation.promises.hubs
        ),
    )


def _declarations(reader: Reader) -> Table:
    return Table(
        caption=reader.say("declarations-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in ("column-document", "column-signatories", "column-binds", "column-words")
        ),
        rows=tuple(
            (
                Cell(text=str(each["title"]), lines=(str(each.get("published", "")),)),
                Cell(
                    text="",
                    lines=tuple(f"{s['who']}: {s['how']}" for s in each.get("signatories", ())),
                ),
                Cell(text=str(each.get("binds", "–"))),
                Cell(text=quoted(reader, str(each.get("quote", "")), str(each.get("lang", "")))),
            )
            for each in reader.situation.promises.declarations
        ),
    )


def _positions(reader: Reader, question: Mapping[str, Any]) -> Table:
    return Table(
        caption=reader.say("positions-caption", about=str(question["about"])),
        columns=tuple(
            Column(text=reader.say(key)) for key in ("column-side", "column-position", "column-day")
        ),
        rows=tuple(
            (
                Cell(text=str(each["side"])),
                Cell(
                    text=str(each["words"]),
                    lines=(reader.say("said-about"),) if each.get("said_by") == "other" else (),
                ),
                Cell(text=str(each.get("on", ""))),
            )
            for each in question["position"]
        ),
    )


def _statements(reader: Reader, rows: list[Mapping[str, Any]]) -> Table:
    return Table(
        caption=reader.say("statements-caption"),
        columns=tuple(
            Column(text=reader.say(key))
            for key in (
                "column-speaker",
                "column-class",
                "column-about",
                "column-words",
                "column-day",
            )
        ),
        rows=tuple(
            (
                Cell(
                    text=str(each.get("speaker") or "–"),
                    lines=tuple(
                        str(each[key]) for key in ("role", "on_behalf_of") if each.get(key)
                    ),
                ),
                Cell(text=reader.words.named("said", str(each.get("class", "report")))),
                Cell(
                    text=str(each.get("object") or "–"),
                    lines=(str(each["condition"]),) if each.get("condition") else (),
                ),
                Cell(text=quoted(reader, str(each.get("quote", "")), str(each.get("lang", "")))),
                Cell(text=str(each.get("published") or "–")),
            )
            for each in rows
        ),
    )


def _day(reader: Reader, day: date) -> str:
    return "–" if day == date.min else reader.words.day(day, with_year=True)
