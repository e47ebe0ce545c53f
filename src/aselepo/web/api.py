"""Missions, situations and their map as JSON."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from aselepo.core.problem import InputError
from aselepo.core.time import iso
from aselepo.report import render
from aselepo.seal import verify_inclusion
from aselepo.situation import Situation
from aselepo.web import mapdata
from aselepo.web.answer import answer, as_json
from aselepo.web.asked import Asked, wished_language
from aselepo.web.codes import NO_SUCH_ENTRY
from aselepo.web.page import Site, asked_of
from aselepo.words import Language, language

router = APIRouter(prefix="/api")
Wanted = Annotated[Asked, Depends(asked_of)]


def _site(request: Request) -> Site:
    site = request.app.state.site
    assert isinstance(site, Site)
    return site


def _words(request: Request, asked: Asked) -> Language:
    return language(asked.lang or wished_language(request.headers.get("accept-language", "")))


@router.get("/missions")
def missions(request: Request) -> Response:
    """The missions shown here: name, labels, entries, from when to when something is known."""
    views = _site(request).views
    found = []
    for name in views.missions.names():
        head = views.head(name, None)
        reach = views.reach(head)
        found.append(
            {
                "name": name,
                "labels": dict(head.labels),
                "size": head.size,
                "root": head.root,
                "known": [iso(reach.first), iso(reach.last)],
            }
        )
    return as_json(request, {"missions": found})


@router.get("/missions/{mission}/situation")
def situation(request: Request, mission: str, asked: Wanted) -> Response:
    """The situation of a view, the same JSON as the report's."""
    shown = _site(request).views.show(mission, asked)
    code = _words(request, asked).code
    return answer(request, render(shown.situation, lang=code, form="json"), "application/json")


@router.get("/missions/{mission}/map")
def map_state(request: Request, mission: str, asked: Wanted) -> Response:
    """What the map of a view shows over valid time."""
    site = _site(request)
    shown = site.views.show(mission, asked)
    words = _words(request, asked)
    return as_json(request, map_data(site, shown.situation, mission, asked, words))


def map_data(
    site: Site, situation: Situation, mission: str, asked: Asked, words: Language
) -> dict[str, Any]:
    """The map as data, for the JSON and for the table that the page brings along."""
    checkpoint = situation.checkpoint
    agreements = site.views.missions.agreements(mission, n=checkpoint.size, as_of=checkpoint.as_of)
    return mapdata.state(situation, agreements, words, at=asked.at)


@router.get("/missions/{mission}/shapes")
def shapes(request: Request, mission: str, asked: Wanted) -> Response:
    """The shapes of the mission's areas as GeoJSON."""
    shown = _site(request).views.show(mission, asked)
    return as_json(request, mapdata.shapes(shown.situation, _words(request, asked)))


@router.get("/missions/{mission}/proof")
def proof(request: Request, mission: str, entry: str, asked: Wanted) -> Response:
    """The proof that an entry is in the prefix: leaf, place, hashes upwards, root."""
    views = _site(request).views
    head = views.head(mission, asked.n)
    if not (entry.isascii() and entry.isdigit() and 1 <= int(entry[:12]) <= head.n):
        raise InputError(
            NO_SUCH_ENTRY.at("?entry=", f"{entry[:40]!r} is not among the {head.n} entries")
        )
    number = int(entry)
    lines = views.missions.entries(mission, n=head.n)
    leaf = next(line.leaf for line in lines if line.number == number)
    path = views.missions.proof(mission, number, n=head.n)
    assert verify_inclusion(
        bytes.fromhex(leaf),
        number - 1,
        head.n,
        [bytes.fromhex(each) for each in path],
        bytes.fromhex(head.root),
    ), "a proof of our own does not verify"
    return as_json(
        request,
        {
            "entry": number,
            "leaf": leaf,
            "index": number - 1,
            "size": head.n,
            "path": list(path),
            "root": head.root,
        },
    )
