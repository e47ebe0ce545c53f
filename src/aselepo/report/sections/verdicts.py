"""The table of verdicts: a row per domain and side struck, both sides beside one another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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
        blocks.extend(_grids(reader, domains, reader.say("verdicts-by-domain")))
    elif provisions:
        blocks.extend(_grids(reader, provisions, reader.say("verdicts-by-provision")))
    if not blocks:
        blocks.append(Paragraph(text=reader.say("answer-empty")))
    else:
        blocks.append(Paragraph(text=reader.say("verdicts-accuse-nobody"), tone="note"))
    if domains and provisions:
        title = reader.say("verdicts-by-provision")
        blocks.append(Fold(title=title, blocks=tuple(_grids(reader, provisions, title))))
    blocks.extend(_days(reader))
    blocks.extend(_areas(reader))
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


def _named(reader: Reader, name: str, text: str) -> str:
    """A caption with the instrument's name before it, where there are several."""
    return reader.say("subject-where", subject=name, where=text) if name else text


def _grids(reader: Reader, rows: Sequence[Summary], caption: str) -> list[Grid]:
    return [
        _grid(reader, found, _named(reader, name, caption))
        for name, found in reader.stretches(rows)
    ]


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


def _days(reader: Reader) -> Iterator[Table]:
    """Whole territories by reporting day, where an instrument has several."""
    several = len(reader.situation.force) > 1
    for force in reader.situation.force:
        rows = [
            row
            for row in reader.situation.summaries
            if not row.whole
            and row.instrument == force.instrument
            and row.domain is not None
            and reader.is_territory(row)
        ]
        if len({row.window for row in rows}) > 1:
            name = reader.instrument(force.instrument) if several else ""
            yield _by_day(reader, rows, _named(reader, name, reader.say("verdicts-by-day")))


def _by_day(reader: Reader, rows: Sequence[Summary], caption: str) -> Table:
    windows = sorted({row.window for row in rows})
    columns = reader.strikes(rows)
    heads = [
        (subject, column)
        for subject in dict.fromkeys(reader.subject(row) for row in rows)
        for column in columns
    ]
    found = {(row.window, reader.subject(row), (row.area, row.accused)): row for row in rows}
    return Table(
        caption=caption,
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


def _areas(reader: Reader) -> Iterator[Fold]:
    """Parts of territories, one row each, a column per domain."""
    parts = [row for row in reader.first_rows() if not reader.is_territory(row)]
    for name, rows in reader.stretches(parts):
        title = reader.say("verdicts-areas", n=len({row.area for row in rows}))
        yield Fold(title=_named(reader, name, title), blocks=(_by_area(reader, name, rows),))


def _by_area(reader: Reader, name: str, rows: Sequence[Summary]) -> Table:
    """Of rows about several sides' acts in one area the weightiest verdict stands."""
    subjects = tuple(dict.fromkeys(reader.subject(row) for row in rows))
    found: dict[tuple[str, str], Summary] = {}
    for row in sorted(rows, key=lambda row: WORDS.index(row.verdict)):
        found.setdefault((row.area, reader.subject(row)), row)
    areas = sorted({row.area for row in rows}, key=reader.area)
    caption = reader.say("verdicts-by-area", window=reader.interval(rows[0].window))
    return Table(
        caption=_named(reader, name, caption),
        columns=(
            Column(text=reader.say("column-area")),
            *(Column(text=subject) for subject in subjects),
        ),
        rows=tuple(
            (
                Cell(text=reader.area(area)),
                *(_small(reader, found.get((area, subject))) for subject in subjects),
            )
            for area in areas
        ),
    )
