"""What every page has: its language, its view, its links, the words to make it of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any

from fastapi import Query, Request, Response
from jinja2 import Environment, PackageLoader, StrictUndefined

from aselepo import __version__
from aselepo.core.canonical import sha256
from aselepo.report.blocks import Figure
from aselepo.web.answer import answer
from aselepo.web.asked import Asked, read_asked, wished_language
from aselepo.web.views import Shown, Views
from aselepo.words import Language, language, languages

PAGES = (
    "overview", "map", "incidents", "claims", "guarantees", "statements", "coverage", "sources",
    "log", "agreement", "reports",
)  # fmt: skip
"""Pages of a mission, in the order of the menu."""
LIVE_H = 24.0
"""Knowledge older than this is a record, not a live picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The server's own: its missions and its clock."""

    views: Views
    now: Callable[[], datetime]


def asked_of(
    n: Annotated[str | None, Query(description="Read the first n entries of the log.")] = None,
    as_of: Annotated[str | None, Query(description="What was known by then.")] = None,
    day: Annotated[str | None, Query(description="Reporting day, by its date.")] = None,
    from_: Annotated[
        str | None, Query(alias="from", description="What-if: start of the time in force.")
    ] = None,
    to: Annotated[str | None, Query(description="What-if: end of the time in force.")] = None,
    at: Annotated[str | None, Query(description="Moment on the map.")] = None,
    since: Annotated[str | None, Query(description="What changed since then.")] = None,
    clock: Annotated[str | None, Query(description="Zone of moments without offset.")] = None,
    lang: Annotated[str | None, Query(description="Language of texts.")] = None,
) -> Asked:
    """The parameters that pages and JSON share."""
    given = {
        "n": n, "as_of": as_of, "day": day, "from": from_, "to": to, "at": at, "since": since,
        "clock": clock, "lang": lang,
    }  # fmt: skip
    return read_asked({name: text for name, text in given.items() if text is not None})


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page in the making; templates call its methods."""

    site: Site
    request: Request
    asked: Asked
    name: str = ""
    shown: Shown | None = None
    words: Language = field(init=False)

    def __post_init__(self) -> None:
        wish = self.request.headers.get("accept-language", "")
        code = self.asked.lang or wished_language(wish)
        object.__setattr__(self, "words", language(code))

    def say(self, key: str, **args: str | int | float) -> str:
        return self.words.say(f"web-{key}", **args)

    @property
    def lang(self) -> str:
        return self.words.code

    @property
    def zone(self) -> str:
        """The clock on which the page tells its times."""
        if self.shown and self.shown.situation.force:
            return self.shown.situation.force[0].clocks[0]
        return "UTC"

    def moment(self, at: datetime, *, with_year: bool = False) -> str:
        """On the page's clock, with UTC behind where that differs."""
        text = self.words.moment(at, self.zone, with_year=with_year)
        if self.zone == "UTC":
            return text
        return self.say("with-utc", time=text, utc=self.words.hour(at, "UTC"))

    def mission_url(self, page: str = "overview", mission: str | None = None) -> str:
        """The address of a page; within a mission the view is kept, another one starts afresh."""
        name = mission or (self.shown.head.name if self.shown else "")
        path = f"/m/{name}" if page == "overview" else f"/m/{name}/{page}"
        same = self.shown is not None and name == self.shown.head.name
        query = self.asked.query() if same else Asked(lang=self.asked.lang).query()
        return f"{path}?{query}" if query else path

    def language_url(self, code: str) -> str:
        return f"{self.request.url.path}?{self.asked.query(lang=code)}"

    def figure_url(self, figure: Figure) -> str:
        assert self.shown is not None
        query = self.asked.query(lang=self.lang, at=None)
        return f"/m/{self.shown.head.name}/figure/{mark_of(figure)}.svg?{query}"

    @property
    def day_before_url(self) -> str | None:
        """The address that also says what changed in the last day; None where nothing was known."""
        assert self.shown is not None
        since = self.shown.situation.checkpoint.as_of - timedelta(days=1)
        if self.asked.since is not None or since < self.shown.reach.first:
            return None
        return f"{self.request.url.path}?{self.asked.query(since=since)}#changes"

    @property
    def pinned_url(self) -> str:
        """The address that shows this view for good."""
        assert self.shown is not None
        return f"{self.request.url.path}?{self.shown.pinned.query(lang=self.lang)}"

    @property
    def missions(self) -> list[tuple[str, str]]:
        """Name and label of each mission."""
        found = []
        for name in self.site.views.missions.names():
            head = self.site.views.head(name, None)
            found.append((name, self.words.label(head.labels) or name))
        return found

    @property
    def languages(self) -> list[tuple[str, str]]:
        return [(code, language(code).say("language-name")) for code in languages()]

    @property
    def menu(self) -> list[tuple[str, str, str]]:
        """Key, address and label of each page of the mission; guarantees only where there are."""
        assert self.shown is not None
        promises = self.shown.situation.promises
        promised = self.shown.situation.guarantees or any(
            getattr(promises, field.name) for field in fields(promises)
        )
        return [
            (key, self.mission_url(key), self.say(f"page-{key}"))
            for key in PAGES
            if promised or key in (self.name, "overview") or key != "guarantees"
        ]

    @property
    def is_live(self) -> bool:
        """Is the newest knowledge of the mission of today?"""
        assert self.shown is not None
        age = self.site.now() - self.shown.reach.last
        return bool(age <= timedelta(hours=LIVE_H))

    @property
    def stale(self) -> str:
        """Feeds of which nothing is known for the last day of the view, since when; or nothing."""
        assert self.shown is not None
        as_of = self.shown.situation.checkpoint.as_of
        late = [
            self.say(
                "stale-source",
                source=self.words.label(each.labels) or each.name,
                since=self.words.moment(each.last_known_at, self.zone, with_year=True),
            )
            for each in self.shown.situation.sources
            if each.last_known_at is not None
            and as_of - each.last_known_at > timedelta(hours=LIVE_H)
        ]
        return self.say("stale", sources=self.words.joined(late)) if late else ""

    def local_input(self, at: datetime | None) -> str:
        """A moment as the value of a field for local date and time."""
        if at is None:
            return ""
        from aselepo.core.time import clock

        return f"{at.astimezone(clock(self.zone)):%Y-%m-%dT%H:%M}"

    def cannot_set(self, kind: str) -> str:
        """A block of the report that these pages do not know: said aloud, never left out."""
        raise AssertionError(f"no way to set a block of kind {kind}")

    def render(self, template: str, *, status: int = 200, **values: Any) -> Response:
        text = (
            _environment()
            .get_template(template)
            .render(page=self, say=self.say, words=self.words, version=__version__, **values)
        )
        return answer(self.request, text.encode(), "text/html; charset=utf-8", status=status)


def mark_of(figure: Figure) -> str:
    """A figure's name in addresses: of its content, so that it never shows another."""
    return sha256(figure.svg.encode())[:24]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("aselepo.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
