"""The map with its sliders and its table, as the page brings it along."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aselepo.web import mapdata
from aselepo.web.moment import UNWATCHED, AreaRow, area_rows, columns, day_of, fill, ms, said
from aselepo.web.page import Page

KNOWN_STEP = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class MapView:
    """What stands in the page before any script runs."""

    drawn: bool
    """There is something to draw: shapes, lines, or things with a place of their own."""
    state_url: str
    shapes_url: str
    at: int
    start: int
    end: int
    step: int
    at_text: str
    as_of_text: str
    known_first: int
    known_last: int
    known_steps: int
    known_at: int
    subjects: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[AreaRow, ...]
    summary: str
    has_lines: bool
    has_fires: bool
    has_news: bool
    credits: tuple[str, ...]


def map_view(page: Page, data: Mapping[str, Any]) -> MapView:
    """The sliders' places and the table at the moment shown first."""
    assert page.shown is not None
    situation = page.shown.situation
    name = page.shown.head.name
    query = page.asked.query(lang=page.lang)
    at = data["range"]["at"]
    subject = data["subjects"][0]["key"] if data["subjects"] else ""
    rows = tuple(area_rows(data, at, subject))
    reach = page.shown.reach
    hours = (reach.last - reach.first) / KNOWN_STEP
    steps = max(0, int(-(-hours // 1)))
    place = (situation.checkpoint.as_of - reach.first) / KNOWN_STEP
    elsewhere = {each.source for each in situation.series if each.kind in ("claimed", "mapped")}
    shaped = any(area.geometry is not None for area in mapdata.leaves(situation))
    placed = bool(shaped or data["fires"] or data["others"] or data["lines"])
    return MapView(
        drawn=placed,
        state_url=f"/api/missions/{name}/map?{query}",
        shapes_url=f"/api/missions/{name}/shapes?{query}",
        at=at,
        start=data["range"]["start"],
        end=data["range"]["end"],
        step=data["range"]["step"],
        at_text=said(data, at),
        as_of_text=data["as_of_text"],
        known_first=ms(reach.first),
        known_last=ms(reach.last),
        known_steps=steps,
        known_at=min(steps, round(place) if place < steps - 1 else int(-(-place // 1))),
        subjects=tuple((each["key"], each["label"]) for each in data["subjects"]),
        columns=columns(data),
        rows=rows,
        summary=summary(data, rows, at),
        has_lines=bool(data["lines"]),
        has_fires=bool(data["fires"] or data["others"]),
        has_news=bool(data["news"]),
        credits=tuple(
            f"{page.words.label(each.labels) or each.name}: {each.credit}"
            for each in situation.sources
            if placed and each.credit and each.name not in elsewhere
        ),
    )


def summary(data: Mapping[str, Any], rows: tuple[AreaRow, ...], at: int) -> str:
    """The moment in one line, for the status line and for screen readers."""
    if not rows:
        start, end = day_of(data, at)
        points = [*data["fires"], *data["others"]]
        count = sum(1 for time, *_ in points if start <= time < end)
        return fill(data, "summary-none", when=said(data, at), n=count)
    return fill(
        data,
        "summary",
        when=said(data, at),
        alerts=sum(row.alert for row in rows),
        unwatched=sum(row.watch == UNWATCHED for row in rows),
        n=len(rows),
    )
