"""The map as data: hatched where nobody looked, alerts as warnings, counts never a false zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as some
from shapely.geometry import shape
from tests.missions_made import known, shipped

from aselepo.core.time import Interval
from aselepo.coverage import exposure
from aselepo.run.pipeline import known_agreements
from aselepo.web import mapdata, moment, watching
from aselepo.web.band import band
from aselepo.words import language, languages

ALWAYS_UNREADABLE = {"UA-09", "UA-40", "UA-43", "UA-63"}
"""Luhansk, Sevastopol, Crimea are never listed; Kharkiv is one row of 604 days."""
DNIPRO = "UA-12"


@lru_cache(maxsize=16)
def data_of(name: str, lang: str = "en", **view: Any) -> dict[str, Any]:
    agreements = known_agreements(shipped(name).log().view(None, view.get("as_of")))
    return mapdata.state(known(name, **view), agreements, language(lang))


def at(text: str) -> int:
    return moment.ms(datetime.fromisoformat(text))


def states(data: dict[str, Any], when: str, subject: str = "air") -> dict[str, str]:
    return {row.id: row.watch for row in moment.area_rows(data, at(when), subject)}


def test_nobody_looked_where_the_file_cannot_be_read() -> None:
    """Easter 2025, air: Dnipropetrovsk can be read from 11:28 to 16:56 Kyiv time on 20 April."""
    data = data_of("easter-2025")
    for when, extra in (
        ("2025-04-19T18:00+03:00", {DNIPRO}),
        ("2025-04-20T11:15+03:00", {DNIPRO}),
        ("2025-04-20T12:00+03:00", set()),
        ("2025-04-20T16:45+03:00", set()),
        ("2025-04-20T17:00+03:00", {DNIPRO}),
    ):
        found = {area for area, watch in states(data, when).items() if watch == moment.UNWATCHED}
        assert found == ALWAYS_UNREADABLE | {"RU"} | extra, when


def test_on_the_ground_nobody_looked_anywhere() -> None:
    data = data_of("easter-2025")
    assert set(states(data, "2025-04-20T12:00+03:00", "ground").values()) == {moment.UNWATCHED}


def test_alerts_of_the_truce_and_the_silence_between() -> None:
    data = data_of("easter-2025")

    def alerts(when: str) -> set[str]:
        return {row.id for row in moment.area_rows(data, at(when), "air") if row.alert}

    assert alerts("2025-04-19T21:55+03:00") >= {"UA-30", "UA-32"}  # Kyiv city and oblast
    assert alerts("2025-04-20T03:00+03:00") == set()
    assert alerts("2025-04-20T17:00+03:00") == set(), "a merged row is no alert that goes on"
    assert alerts("2025-04-21T01:00+03:00") != set()


def test_a_count_is_never_nought_where_nobody_looked() -> None:
    data = data_of("easter-2025")
    columns = moment.columns(data)
    assert columns == ("watch", "alert", "begun", "news")
    rows = {row.id: row for row in moment.area_rows(data, at("2025-04-20T12:00+03:00"), "air")}
    begun = columns.index("begun")
    assert {rows[area].cells[begun] for area in (*ALWAYS_UNREADABLE, "RU")} == {"not known"}
    assert rows[DNIPRO].cells[begun] == "not known"  # until 11:28 nobody could look
    assert rows["UA-05"].cells[begun] == "0"  # watched all day
    assert {rows[area].cells[begun - 1] for area in ALWAYS_UNREADABLE} == {"not known"}
    late = {row.id: row for row in moment.area_rows(data, at("2025-04-20T17:00+03:00"), "air")}
    assert late[DNIPRO].cells[begun] == "at least 1"  # 16:56; and much could not be read


def test_fires_count_by_area_and_no_fire_is_no_figure() -> None:
    """Easter 2026: no passes are given, so no fire seen is not sky seen."""
    data = data_of("easter-2026")
    place = moment.columns(data).index("fires")
    cells = {
        row.id: row.cells[place]
        for row in moment.area_rows(data, at("2026-04-12T12:00+03:00"), "air")
    }
    assert "0" not in cells.values()
    assert data["words"]["no-figure"] in cells.values()
    assert any(text.isdigit() for text in cells.values())
    assert len(data["fires"]) == sum(1 for each in known("easter-2026").incidents if each.lon)


def test_nothing_is_shown_after_the_moment_of_knowledge() -> None:
    noon = datetime.fromisoformat("2025-04-20T09:00+00:00")
    data = data_of("easter-2025", as_of=noon)
    assert data["range"]["end"] <= moment.ms(noon)
    assert data["range"]["at"] <= data["range"]["end"]
    late = [
        alert for rows in data["alerts"].values() for alert in rows if alert[0] > moment.ms(noon)
    ]
    assert late == []


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("name", ["easter-2025", "easter-2026", "pause-2023"])
def test_moments_are_said_as_everywhere_else(name: str, lang: str) -> None:
    data = data_of(name, lang)
    zone = known(name).force[0].clocks[0]
    steps = list(moment.iterate_steps(data))
    assert len(steps) > 1_000
    for step in steps[::17]:
        when = moment.EPOCH + timedelta(milliseconds=step)
        assert moment.said(data, step) == language(lang).moment(when, zone)


@settings(max_examples=60, deadline=None)
@given(step=some.integers(0, 10**6), number=some.integers(0, 27), subject=some.integers(0, 1))
def test_the_map_hatches_exactly_what_exposure_could_not_see(
    step: int, number: int, subject: int
) -> None:
    situation = known("easter-2026")
    agreements = known_agreements(shipped("easter-2026").log().view())
    data = data_of("easter-2026")
    steps = list(moment.iterate_steps(data))[:-1]
    when = steps[step % len(steps)]
    area = data["areas"][number % len(data["areas"])]["id"]
    asked = watching.subjects_of(agreements, language("en"))[subject]
    start = moment.EPOCH + timedelta(milliseconds=when)
    instant = Interval(start, start.replace(microsecond=1))
    looked = exposure(
        watching.book_of(situation),
        areas={area: 1.0},
        within={area: ("UA",)},
        window=instant,
        classes=asked.classes,
    )
    blind = {name for gap in looked.unseen for name in gap.classes}
    expected = (
        moment.WATCHED
        if not blind
        else moment.UNWATCHED
        if blind == asked.classes
        else moment.PARTLY
    )
    rows = {row.id: row.watch for row in moment.area_rows(data, when, asked.key)}
    assert rows[area] == expected


def test_crimea_and_donbas_are_in_ukraine() -> None:
    situation = known("easter-2025")
    drawn = {
        each["properties"]["id"] for each in mapdata.shapes(situation, language("en"))["features"]
    }
    assert {"UA-09", "UA-14", "UA-40", "UA-43"} <= drawn
    assert {each.side for each in situation.areas if each.id in drawn} == {"UA"}
    features = mapdata.shapes(situation, language("en"))["features"]
    assert all(
        shape(each["geometry"]).contains(
            shapely.Point(each["properties"]["lon"], each["properties"]["lat"])
        )
        for each in features
    ), "a name stands inside its area"


def test_the_band_is_as_wide_as_its_error() -> None:
    """A straight line along a meridian: the band reaches 1.96 sigma to each side."""
    line = shapely.LineString([(36.0, 47.5), (36.0, 48.5)])
    wide = band(line, 2_500.0)
    km_per_degree = 111.32 * 0.669  # cos 48 degrees
    across = wide.intersection(shapely.LineString([(35.0, 48.0), (37.0, 48.0)])).length
    assert across * km_per_degree == pytest.approx(2 * 1.96 * 2.5, rel=0.03)
    assert wide.covers(line)


def test_a_mission_without_domains_is_watched_for_its_prohibitions() -> None:
    agreements = known_agreements(shipped("pause-2023").log().view())
    without = [replace(agreement, domains=()) for agreement in agreements]
    keys = [each.key for each in watching.subjects_of(without, language("en"))]
    assert keys == ["1", "2(a)", "2(b)"]
