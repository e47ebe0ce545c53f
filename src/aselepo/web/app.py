"""The application: routes, guards, and what happens when something is wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from aselepo import __version__
from aselepo.core.problem import (
    AselepoError,
    ConfigError,
    Denied,
    InputError,
    Problem,
    SourceError,
)
from aselepo.web import api, pages
from aselepo.web.answer import Guard, as_json
from aselepo.web.codes import NO_SUCH_PAGE, OUR_FAULT
from aselepo.web.missions import Missions
from aselepo.web.page import Site
from aselepo.web.views import NotThere, Views

STATIC = Path(__file__).parent / "static"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
_DIAGNOSTICS = logging.getLogger("aselepo.web")


def make_app(
    missions: Missions,
    *,
    now: Callable[[], datetime],
    hosts: Collection[str] | None = LOOPBACK,
) -> FastAPI:
    """The pages and JSON of some missions.

    Parameters
    ----------
    missions : what is shown
    now : the clock, asked only for how old the newest knowledge is
    hosts : names under which the server answers; None: any
    """
    app = FastAPI(
        title="Aselepo",
        version=__version__,
        description="Missions, situations and their map as JSON. All of it reads.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    site = Site(views=Views(missions), now=now)
    app.state.site = site
    app.include_router(api.router)
    app.include_router(pages.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, hosts=hosts)

    @app.exception_handler(AselepoError)
    async def _wrong(request: Request, error: AselepoError) -> Response:
        return _say(site, request, error.problems, status_of(error))

    @app.exception_handler(HTTPException)
    async def _nothing(request: Request, error: HTTPException) -> Response:
        problem = NO_SUCH_PAGE.at(request.url.path[:200], str(error.detail))
        return _say(site, request, (problem,), error.status_code)

    @app.exception_handler(Exception)
    async def _ours(request: Request, error: Exception) -> Response:
        _DIAGNOSTICS.exception("page_failed path=%s", request.url.path, exc_info=error)
        problem = OUR_FAULT.at(request.url.path[:200], type(error).__name__)
        return _say(site, request, (problem,), 500)

    return app


def status_of(error: AselepoError) -> int:
    """The status that says who can mend it."""
    match error:
        case NotThere():
            return 404
        case InputError():
            return 400
        case Denied():
            return 403
        case ConfigError():
            return 409
        case SourceError():
            return 503
    return 500


def _say(site: Site, request: Request, problems: Collection[Problem], status: int) -> Response:
    if request.url.path.startswith("/api/"):
        value = {"problems": [problem.as_dict() for problem in problems]}
        return as_json(request, value, status=status)
    return pages.problem_page(site, request, problems, status)
