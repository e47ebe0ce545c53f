"""The table of verdicts: a row per domain and side struck, both sides beside one another."""

from __future__ import annotations

from collections.abc import Sequence

from aselepo.report import gaps
from aselepo.report.blocks import Block, Cell, Column, Facts, Fold, Paragraph, Section, Table
from aselepo.report.blocks import Verdicts as Grid
from aselepo.report.reader import Reader
from aselepo.situation.value import Summary

WORDS = ("breach", "undetermined", "none observed", "cannot tell", "not in force")


def section(reader: Reader) -> Section:
    domains = reader.answering()
    provisions = reader.answering(provisions=True)
    blocks: list[Block] = []
    if domains:
        blocks.append(_grid(reader, domains, reader.say("verdicts-by-domain")))
    elif provisions:
        blocks.append(_grid(reader, provisions, reader.say("verdicts-by-provision")))
    if not blocks:
        blocks.append(Paragraph(text=reader.say("answer-empty")))
    else:
        blocks.append(Paragraph(text=reader.say("verdicts-accuse-nobody"), tone="note"))
    if domains and provisions:
        title = reader.say("verdicts-by-provision")
        blocks.append(Fold(title=title, blocks=(_grid(reader, provisions, title),)))
    if days := _days(reader):
        blocks.append(days)
    if areas := _areas(reader):
        blocks.append(areas)
    blocks.append(
        Fold(
            title=reader.say("verdicts-meaning"),
            blocks=(
                Facts(
                    items=tuple(
                        (reader.words.named("verdict", word), _meaning(reader, word))
                        for word in WORDS
                    )
                ),
                Paragraph(text=reader.say("scale-table")),
            ),
        )
    )
    return Section(key="verdicts", title=reader.say("section-verdicts"), blocks=tuple(blocks))


def _meaning(reader: Reader, word: str) -> str:
    return reader.say(f"verdict-{word.replace(' ', '-')}-means")


def _grid(reader: Reader, rows: Sequence[Summary], caption: str) -> Grid:
    columns = reader.strikes(rows)
    by_subject: dict[str, dict[tuple[str, str], Summary]] = {}
    for row in rows:
        by_subject.setdefault(reader.subject(row), {})[row.area, row.accused] = row
    return Grid(
        caption=reader.say(
            "verdicts-caption", what=caption, window=reader.interval(rows[0].window)
        ),
        columns=tuple(reader.struck(area, accused, columns) for area, accused in columns),
        groups=tuple(
            (
                subject,
                tuple(
                    cell(reader, found[column])
                    if column in found
                    else Cell(text=reader.say("cell-no-row"))
                    for column in columns
                ),
            )
            for subject, found in by_subject.items()
        ),
    )


def cell(reader: Reader, row: Summary) -> Cell:
    """A verdict with its interval, exposure, power, or what is missing."""
    return Cell(
        text=reader.words.named("verdict", row.verdict),
        verdict=row.verdict,
        lines=tuple(_lines(reader, row)),
    )


def _lines(reader: Reader, row: Summary) -> list[str]:
    words = reader.words
    lines: list[str] = []
    if row.verdict == "not in force":
        return lines
    if row.incidents:
        lines.append(reader.say("cell-incidents", n=len(row.incidents)))
    if row.p is not None:
        lines.append(
            reader.say("cell-chance", bounds=words.shares(*row.p), scale=words.scale(*row.p))
        )
    lines.append(watched(reader, row))
    power = row.power
    if power is not None and power.noticed_from is not None:
        lines.append(
            reader.say("cell-power", share=words.share(power.p_notice_one), n=power.noticed_from)
        )
        if row.verdict == "none observed" and power.rate_excluded_per_day is not None:
            rate = words.number(power.rate_excluded_per_day, 1)
            lines.append(reader.say("cell-excluded", rate=rate))
        if not power.enough:
            lines.append(reader.say("cell-power-short"))
    elif power is not None:
        lines.append(reader.say("cell-power-none"))
    if row.missing:
        lines.append(reader.say("cell-missing", reasons="; ".join(gaps.short(reader, row))))
    if reader.audience == "mission":
        lines.append(reader.say("cell-accused", party=reader.party(row.accused)))
    return lines


def watched(reader: Reader, row: Summary) -> str:
    """Exposure: how much could be seen out of how much there was."""
    looked = row.exposure
    if looked.watched_h <= 0:
        return reader.say("cell-unwatched", total=reader.words.number(round(looked.total_h, 1)))
    return reader.say(
        "cell-watched-area" if looked.by == "area" else "cell-watched-count",
        share=reader.words.share(looked.share),
        watched=reader.words.number(round(looked.watched_h, 1)),
        total=reader.words.number(round(looked.total_h, 1)),
    )


def _days(reader: Reader) -> Table | None:
    """Whole territories by reporting day, where there are several."""
    rows = [
        row
        for row in reader.situation.summaries
        if not row.whole and row.domain is not None and reader.is_territory(row)
    ]
    windows = sorted({row.window for row in rows})
    if len(windows) < 2:
        return None
    columns = reader.strikes(rows)
    heads = [
        (subject, column)
        for subject in dict.fromkeys(reader.subject(row) for row in rows)
        for column in columns
    ]
    found = {(row.window, reader.subject(row), (row.area, row.accused)): row for row in rows}
    return Table(
        caption=reader.say("verdicts-by-day"),
        columns=(
            Column(text=reader.say("column-day")),
            *(
                Column(
                    text=reader.say(
                        "subject-where", subject=subject, where=reader.place(*column, columns)
                    )
                )
                for subject, column in heads
            ),
        ),
        rows=tuple(
            (
                Cell(text=reader.interval(window)),
                *(_small(reader, found.get((window, *head))) for head in heads),
            )
            for window in windows
        ),
    )


def _small(reader: Reader, row: Summary | None) -> Cell:
    if row is None:
        return Cell(text="–")
    return Cell(
        text=reader.words.named("verdict", row.verdict),
        verdict=row.verdict,
        lines=(reader.say("cell-share", share=reader.words.share(row.exposure.share)),),
    )


def _areas(reader: Reader) -> Fold | None:
    """Parts of territories, one row each, a column per domain."""
    rows = [row for row in reader.first_rows() if not reader.is_territory(row)]
    if not rows:
        return None
    subjects = tuple(dict.fromkeys(reader.subject(row) for row in rows))
    found = {(row.area, reader.subject(row)): row for row in rows}
    names = sorted({row.area for row in rows}, key=reader.area)
    table = Table(
        caption=reader.say("verdicts-by-area", window=reader.interval(rows[0].window)),
        columns=(
            Column(text=reader.say("column-area")),
            *(Column(text=subject) for subject in subjects),
        ),
        rows=tuple(
            (
                Cell(text=reader.area(name)),
                *(_small(reader, found.get((name, subject))) for subject in subjects),
            )
            for name in names
        ),
    )
    return Fold(title=reader.say("verdicts-areas", n=len(names)), blocks=(table,))
