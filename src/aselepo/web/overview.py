"""What the pages take from the report: its sections, each said once, here set for a screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aselepo.agreement import Agreement
from aselepo.report.blocks import Block, Document, Figure, Fold, Panels, Picture, Section
from aselepo.report.document import document
from aselepo.report.reader import Reader
from aselepo.web.page import Page, mark_of

OVERVIEW = ("answer", "clock", "changes", "unseen", "verdicts", "guarantees")
"""Sections before the map; the reader who stops after any of them has read something true."""
AFTER_MAP = ("line", "method")
PAGES = {
    "claims": ("claims", "line", "series"),
    "guarantees": ("guarantees", "promises"),
    "coverage": ("unseen", "coverage"),
    "sources": ("sources", "method"),
}
FORMS = ("html", "pdf", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    before: tuple[Section, ...]
    after: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A mission in the list of missions."""

    url: str
    label: str
    known: str
    entries: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """An agreement as its lines."""

    label: str
    source: str
    digest: str
    assumed: bool
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLink:
    language: str
    code: str
    links: tuple[tuple[str, str], ...]
    """(form, address)."""


def sections(page: Page, keys: Sequence[str]) -> tuple[Section, ...]:
    """Sections of the report by key; a section that the report does not have is left out."""
    assert page.shown is not None
    found = {section.key: section for section in _document(page).sections}
    return tuple(found[key] for key in keys if key in found)


def _document(page: Page) -> Document:
    shown = page.shown
    assert shown is not None
    since = page.asked.since

    def make() -> Document:
        before = page.site.views.before(shown, since)
        return document(Reader(situation=shown.situation, words=page.words), before)

    return page.site.views.keep(shown, ("document", page.lang, since), make)


def figure(page: Page, mark: str) -> Figure | None:
    """A figure of the report by the mark of its picture."""
    for section in _document(page).sections:
        for each in _figures(section.blocks):
            if mark_of(each) == mark:
                return each
    return None


def _figures(blocks: Sequence[Block]) -> Iterator[Figure]:
    for block in blocks:
        match block:
            case Picture():
                yield block.wide
                yield block.narrow
            case Panels():
                yield from (each for _, each in block.figures)
            case Fold():
                yield from _figures(block.blocks)


def overview(page: Page) -> Overview:
    return Overview(before=sections(page, OVERVIEW), after=sections(page, AFTER_MAP))


def cards(page: Page) -> list[Card]:
    """The missions with what is cheap to know of them."""
    found = []
    for name, label in page.missions:
        head = page.site.views.head(name, None)
        reach = page.site.views.reach(head)
        found.append(
            Card(
                url=page.mission_url("overview", name),
                label=label,
                known=page.say(
                    "known-from-to",
                    first=page.words.moment(reach.first, "UTC", with_year=True),
                    last=page.words.moment(reach.last, "UTC", with_year=True),
                ),
                entries=page.say("entries", n=head.size),
            )
        )
    return found


def agreement_text(page: Page, agreement: Agreement, digest: str) -> Text:
    return Text(
        label=page.words.label(dict(agreement.labels)) or agreement.name,
        source=agreement.source,
        digest=digest,
        assumed=agreement.assumed,
        lines=tuple(agreement.text.splitlines()),
    )


def reports(page: Page) -> list[ReportLink]:
    """The report of this very view in each language and form."""
    assert page.shown is not None
    name = page.shown.head.name
    return [
        ReportLink(
            language=label,
            code=code,
            links=tuple(
                (form, f"/m/{name}/report.{form}?{page.shown.pinned.query(lang=code, at=None)}")
                for form in FORMS
            ),
        )
        for code, label in page.languages
    ]
