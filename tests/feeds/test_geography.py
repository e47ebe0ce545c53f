"""Lines, areas and places: with an error, where they claim to lie, in every language."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.feeds.shipped import drafts, read

from aselepo.core import ConfigError, InputError
from aselepo.feeds import FeedContext, gazetteer, run_feed

LINE = {"type": "LineString", "coordinates": [[37.0, 48.0], [37.5, 48.5]]}
GOOD = {"valid_from": "2025-04-19", "sigma_m": 2500}


def features(*given: tuple[Any, dict[str, Any]]) -> bytes:
    return json.dumps(
        {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": geometry, "properties": properties}
                for geometry, properties in given
            ],
        }
    ).encode()


def parse(feed: str, raw: bytes, **setting: Any) -> Any:
    return run_feed(feed, raw, FeedContext.of(setting, file="f.geojson"))


def test_a_line_has_its_day_and_its_error() -> None:
    parsed = read("contact_line", "easter_2025/data/contact_line_schematic.geojson", {})
    (draft,) = drafts(parsed, "geography")
    assert draft.body["id"] == "loc"
    assert draft.body["sigma_m"] == 2500.0
    assert draft.body["valid_from"] == "2025-04-19T00:00:00Z"
    assert draft.body["valid_to"] is None


@pytest.mark.parametrize(
    ("geometry", "properties", "code"),
    [
        (LINE, {**GOOD, "sigma_m": 0}, "ASL-FEED-023"),
        (LINE, {**GOOD, "sigma_m": True}, "ASL-FEED-023"),
        (LINE, {"valid_from": "2025-04-19"}, "ASL-FEED-023"),
        (LINE, {"sigma_m": 2500}, "ASL-FEED-011"),
        (LINE, {**GOOD, "valid_from": "spring"}, "ASL-FEED-011"),
        (None, GOOD, "ASL-FEED-021"),
        ({"type": "Point", "coordinates": [37, 48]}, GOOD, "ASL-FEED-021"),
        ({"type": "LineString", "coordinates": [[4e5, 5e6], [4e5, 6e6]]}, GOOD, "ASL-FEED-021"),
        ({"type": "LineString", "coordinates": []}, GOOD, "ASL-FEED-021"),
        ({"type": "Spiral"}, GOOD, "ASL-FEED-021"),
        ({**LINE, "bbox": [float("nan")]}, GOOD, "ASL-FEED-021"),
        (LINE, {**GOOD, "sigma_m": float("inf")}, "ASL-FEED-023"),
        (LINE, {**GOOD, "valid_from": "9999-12-31", "valid_to": "9999-12-31"}, "ASL-FEED-011"),
    ],
)
def test_a_line_that_cannot_be_drawn_is_set_aside(
    geometry: Any, properties: dict[str, Any], code: str
) -> None:
    parsed = parse("contact_line", features((LINE, GOOD), (geometry, properties)))
    assert (parsed.rows_accepted, parsed.rows_set_aside) == (1, 1)
    (problem,) = parsed.problems
    assert (problem.where, problem.code) == ("f.geojson: feature 2", code)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"{",
        b"[1, 2]",
        b'{"type": "Topology"}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": [], "crs": {"properties": {"name": "EPSG:3857"}}}',
        b"\xff\xfe{",
        b"[" * 200_000,
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "Feature", "crs": 7, "geometry": 7, "properties": 7}',
    ],
)
def test_what_is_no_geojson_stops(raw: bytes) -> None:
    with pytest.raises(InputError) as stop:
        parse("contact_line", raw)
    assert stop.value.exit_code == 3


def test_empty_properties_are_no_crash() -> None:
    """DeepState's features carry none."""
    raw = json.dumps({"type": "Feature", "geometry": LINE, "properties": None}).encode()
    with pytest.raises(InputError) as stop:
        parse("contact_line", raw)
    assert stop.value.problems[1].code == "ASL-FEED-023"


def test_oblasts_hold_crimea_and_donbas_in_ukraine() -> None:
    parsed = read("oblasts", "common/ukraine_oblasts.geojson", {})
    shapes = {draft.body["id"]: draft.body for draft in drafts(parsed, "geography")}
    assert len(shapes) == 27
    assert {"UA-43", "UA-40", "UA-14", "UA-09"} <= shapes.keys()
    assert {body["within"] for body in shapes.values()} == {"UA"}
    total = sum(body["area_km2"] for body in shapes.values())
    assert 590_000 < total < 660_000  # land of 603,550 km2 and some territorial sea


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Odessa Oblast", "UA-51"),
        ("Odeska oblast", "UA-51"),
        ("Одеська область", "UA-51"),
        ("Kyiv City", "UA-30"),
        ("Київська область", "UA-32"),
        ("  zaporizka  OBLAST ", "UA-23"),
        ("Oblast d’Odessa", "UA-51"),
        ("Narnia", None),
        ("", None),
    ],
)
def test_places_by_every_spelling(name: str, place: str | None) -> None:
    assert gazetteer("ukraine").find(name) == place


def test_a_gazetteer_that_does_not_exist_stops() -> None:
    with pytest.raises(ConfigError):
        FeedContext.of({"gazetteer": "atlantis"})


def test_a_place_of_ones_own_states_its_error() -> None:
    parsed = parse(
        "places",
        b"id,en,lon,lat,sigma_m\np1,Post,37.1,48.1,50\np2,Post,37.1,48.1,\np3,Somewhere,,,\n",
    )
    assert [d.body["id"] for d in drafts(parsed, "geography")] == ["p1", "p3"]
    assert [p.code for p in parsed.problems] == ["ASL-FEED-023"]


def test_statements_keep_quote_language_and_verb() -> None:
    head = "id,lang,published,source,speaker,verb_class,object,quote\n"
    long = " ".join(["слово"] * 26)
    parsed = run_feed(
        "statements",
        (
            head
            + "1,fi,2025-09-04,x,Stubb,commit,membership,Suomen osalta on selvää\n"
            + f"2,uk,2025-09-04,x,A,commit,b,{long}\n"
            + "3,uk,2025-09-04,x,A,promise,b,слово\n"
        ).encode(),
        FeedContext.of({"known": "reported", "known_from": "2025-01-01T00:00Z"}, file="s.csv"),
    )
    (draft,) = drafts(parsed, "statement")
    assert draft.body["quote"] == "Suomen osalta on selvää"
    assert (draft.body["lang"], draft.body["verb_class"]) == ("fi", "commit")
    assert [p.code for p in parsed.problems] == ["ASL-FEED-024", "ASL-FEED-018"]


def test_the_annotated_statements() -> None:
    file = shared_statements()
    parsed = run_feed("statements", file.read_bytes(), FeedContext(file=file.name))
    assert (parsed.rows_read, parsed.rows_accepted) == (22, 22)


def shared_statements() -> Any:
    from tests.shared import shared

    return shared("data", "statements", "statements_gold.csv")
