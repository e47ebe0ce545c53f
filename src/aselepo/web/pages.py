"""The pages of a mission, and the page of a problem."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import RedirectResponse

from aselepo.core.problem import InputError, Problem
from aselepo.report import FORMS, render
from aselepo.web import incidents, overview, statements
from aselepo.web.answer import REPORT_POLICY, answer
from aselepo.web.api import map_data
from aselepo.web.asked import Asked, read_asked
from aselepo.web.codes import BAD_QUERY, NO_SUCH_INCIDENT, NO_SUCH_PAGE
from aselepo.web.mapview import map_view
from aselepo.web.page import PAGES, Page, Site, asked_of
from aselepo.web.views import NotThere

router = APIRouter(include_in_schema=False)
Wanted = Annotated[Asked, Depends(asked_of)]


def _site(request: Request) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


def _page(request: Request, mission: str, name: str, asked: Asked) -> Page:
    site = _site(request)
    return Page(
        site=site, request=request, asked=asked, name=name, shown=site.views.show(mission, asked)
    )


@router.get("/")
def start(request: Request, asked: Wanted) -> Response:
    """The missions; a server with one mission goes straight to it."""
    site = _site(request)
    names = site.views.missions.names()
    if len(names) == 1:
        query = asked.query()
        return RedirectResponse(f"/m/{names[0]}" + (f"?{query}" if query else ""), status_code=307)
    page = Page(site=site, request=request, asked=asked)
    return page.render("missions.html", missions=overview.cards(page))


@router.get("/m/{mission}")
def show_overview(request: Request, mission: str, asked: Wanted) -> Response:
    page = _page(request, mission, "overview", asked)
    return page.render("overview.html", view=overview.overview(page), map=_map(page))


@router.get("/m/{mission}/incidents/{incident}")
def show_incident(request: Request, mission: str, incident: str, asked: Wanted) -> Response:
    page = _page(request, mission, "incidents", asked)
    assert page.shown is not None
    found = next((each for each in page.shown.situation.incidents if each.id == incident), None)
    if found is None:
        raise NotThere(NO_SUCH_INCIDENT.at(incident[:80], "this view holds no incident of that id"))
    checkpoint = page.shown.situation.checkpoint
    rows = page.site.views.missions.observations(
        mission, found.observations, n=checkpoint.size, as_of=checkpoint.as_of
    )
    return page.render("incident.html", view=incidents.detail(page, found, rows))


@router.get("/m/{mission}/figure/{mark}.svg")
def show_figure(request: Request, mission: str, mark: str, asked: Wanted) -> Response:
    """A figure of the report as a picture of its own: it brings its own styles."""
    found = overview.figure(_page(request, mission, "reports", asked), mark)
    if found is None:
        raise NotThere(NO_SUCH_PAGE.at(mark[:40], "this view has no such figure"))
    headers = {"Content-Security-Policy": REPORT_POLICY}
    return answer(request, found.svg.encode(), "image/svg+xml", headers=headers)


@router.get("/m/{mission}/report.{form}")
def show_report(request: Request, mission: str, form: str, asked: Wanted) -> Response:
    """The report of a view as a file: the same bytes as `aselepo report` writes."""
    if form not in FORMS:
        raise NotThere(NO_SUCH_PAGE.at(f"report.{form[:20]}", f"a report is {', '.join(FORMS)}"))
    page = _page(request, mission, "reports", asked)
    assert page.shown is not None
    before = page.site.views.before(page.shown, asked.since)
    data = render(page.shown.situation, lang=page.lang, form=form, previous=before)
    headers = {"Content-Security-Policy": REPORT_POLICY} if form == "html" else {}
    return answer(request, data, _MEDIA[form], headers=headers)


async def _pasted(request: Request) -> bytes:
    """The bytes of a form, read no further than a page may take."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > statements.LARGEST_BYTES:
            break
    return body


@router.post("/m/{mission}/statements")
def read_text(
    request: Request, mission: str, asked: Wanted, body: Annotated[bytes, Depends(_pasted)]
) -> Response:
    """What software proposes in a pasted text; nothing is recorded."""
    page = _page(request, mission, "statements", asked)
    return page.render("statements.html", view=statements.intake(body))


@router.get("/m/{mission}/{name}")
def show(request: Request, mission: str, name: str, asked: Wanted) -> Response:
    if name not in PAGES or name == "overview":
        raise NotThere(NO_SUCH_PAGE.at(name[:80], "no page of a mission has that name"))
    page = _page(request, mission, name, asked)
    if name in overview.PAGES:
        return page.render("sections.html", sections=overview.sections(page, overview.PAGES[name]))
    return page.render(f"{name}.html", **_MADE[name](page))


def _map(page: Page) -> Any:
    assert page.shown is not None
    data = map_data(page.site, page.shown.situation, page.shown.head.name, page.asked, page.words)
    return map_view(page, data)


def _incidents(page: Page) -> dict[str, Any]:
    text = page.request.query_params.get("page", "1")
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise InputError(
            BAD_QUERY.at(
                "?page=", f"{text[:40]!r} is not a page", mend="write a whole number from 1 on"
            )
        )
    return {"view": incidents.listed(page, int(text))}


def _log(page: Page) -> dict[str, Any]:
    assert page.shown is not None
    checkpoint = page.shown.situation.checkpoint
    entries = page.site.views.missions.entries(
        page.shown.head.name, n=checkpoint.size, as_of=checkpoint.as_of
    )
    return {"entries": entries, "checkpoint": checkpoint}


def _agreement(page: Page) -> dict[str, Any]:
    assert page.shown is not None
    checkpoint = page.shown.situation.checkpoint
    texts = page.site.views.missions.agreements(
        page.shown.head.name, n=checkpoint.size, as_of=checkpoint.as_of
    )
    pairs = zip(texts, checkpoint.agreements, strict=True)
    return {"agreements": [overview.agreement_text(page, text, mark) for text, mark in pairs]}


_MEDIA = {
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "json": "application/json",
}
_MADE: dict[str, Callable[[Page], dict[str, Any]]] = {
    "map": lambda page: {"map": _map(page)},
    "statements": lambda page: {"view": statements.empty(page.lang)},
    "incidents": _incidents,
    "log": _log,
    "agreement": _agreement,
    "reports": lambda page: {"reports": overview.reports(page)},
}


def problem_page(
    site: Site, request: Request, problems: Collection[Problem], status: int
) -> Response:
    """The page of what is wrong; its language is the one asked for, if that can be read."""
    lang = request.query_params.get("lang")
    try:
        asked = read_asked({"lang": lang} if lang else {})
    except InputError:
        asked = Asked()
    page = Page(site=site, request=request, asked=asked)
    return page.render("problem.html", status=status, problems=problems, number=status)
