"""The map: unwatched areas hatched first, then lines with their error bands, then incidents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import shapely
from shapely.geometry import shape

from aselepo.report.blocks import Cell, Column, Figure, Table
from aselepo.report.figures.svg import FigureInput, Svg, line_path, number, ring_path, width_of
from aselepo.report.reader import Reader
from aselepo.situation.value import Incident, Line, Summary

KM_PER_DEGREE = 111.195
NINETY = 2.146
"""A circle of so many standard deviations holds 90 % of a two-dimensional normal error."""
MOST_POINTS = 2000
THIN = "0.4"
ENOUGH = 0.8
"""Watched share below which an area is hatched, thinner than where nothing could be noticed."""


_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Projection:
    """Equirectangular about the middle latitude: good enough for one country on one page."""

    west: float
    north: float
    px_per_km: float
    squeeze: float
    dx: float
    dy: float

    def xy(self, lon: float, lat: float) -> tuple[float, float]:
        x = (lon - self.west) * KM_PER_DEGREE * self.squeeze * self.px_per_km
        y = (self.north - lat) * KM_PER_DEGREE * self.px_per_km
        return self.dx + x, self.dy + y


def situation_map(made_for: FigureInput) -> Figure | None:
    """Draw it; None where no area has a shape."""
    reader = made_for.reader
    shapes = {
        area.id: shape(area.geometry)
        for area in reader.situation.areas
        if area.geometry and area.geometry["type"] in ("Polygon", "MultiPolygon")
    }
    if not shapes:
        return None
    shown = _rows(reader)
    rows = {row.area: row for row in shown}
    classes = {name for row in shown for gap in row.missing for name in gap.classes}
    projection, height = _fit(list(shapes.values()), made_for.width)
    svg = Svg(made_for.width, height + 74, made_for.name)
    parts = {
        name: each for name, each in shapes.items() if not _has_drawn_parts(reader, name, shapes)
    }
    outlines = {name: _outline(each, projection) for name, each in sorted(parts.items())}
    for d in outlines.values():
        svg.path(d, "f-land")
    ahead = bool(shown) and all(map(reader.is_ahead, shown))
    for name, d in outlines.items() if not ahead else ():
        _hatch(svg, blindness(rows.get(name), classes), d)
    for d in outlines.values():
        svg.path(d, "n s-mute", ' stroke-width="0.7" stroke-linejoin="round"')
    for line in reader.situation.lines:
        _line(svg, line, projection)
    inside = reader.inside()
    points = [each for each in inside if each.lon is not None and each.lat is not None]
    for each in points[:MOST_POINTS]:
        _ellipse(svg, each, projection)
    counts = Counter(each.place for each in inside if each.place and each.place in parts)
    _labels(svg, made_for, parts, counts, projection)
    _furniture(svg, made_for, projection, height, ahead)
    alt = reader.say("map-alt", n=len(parts), inside=sum(counts.values()) + len(points))
    return Figure(svg=svg.done(alt), table=_table(reader, sorted(parts), rows), alt_text=alt)


def _rows(reader: Reader) -> list[Summary]:
    """The rows whose watched share the map shows: of the domain that is watched best."""
    rows = [row for row in reader.first_rows() if row.domain is not None]
    best: Counter[str] = Counter()
    for row in rows:
        best[row.domain or ""] += row.exposure.share  # type: ignore[assignment]
    if not best:
        return []
    top = max(sorted(best), key=lambda name: best[name])
    return [row for row in rows if row.domain == top]


def domain_shown(reader: Reader) -> str | None:
    """Which domain the hatching of the map is about."""
    rows = _rows(reader)
    return rows[0].domain if rows else None


def _has_drawn_parts(reader: Reader, name: str, shapes: dict[str, Any]) -> bool:
    return any(part in shapes for part in reader.areas[name].parts)


def _fit(shapes: Sequence[Any], width: float) -> tuple[_Projection, float]:
    west, south, east, north = shapely.union_all([shapely.box(*s.bounds) for s in shapes]).bounds
    squeeze = float(np.cos(np.radians((south + north) / 2)))
    margin = 10.0
    px_per_km = (width - 2 * margin) / ((east - west) * KM_PER_DEGREE * squeeze)
    height = (north - south) * KM_PER_DEGREE * px_per_km + 2 * margin
    projection = _Projection(
        west=west, north=north, px_per_km=px_per_km, squeeze=squeeze, dx=margin, dy=margin
    )
    return projection, height


def _outline(footprint: Any, projection: _Projection) -> str:
    tolerance = 0.6 / (projection.px_per_km * KM_PER_DEGREE)
    simple = footprint.simplify(tolerance)
    polygons = simple.geoms if simple.geom_type == "MultiPolygon" else [simple]
    rings = [ring for p in polygons for ring in (p.exterior, *p.interiors)]
    return ring_path([[projection.xy(lon, lat) for lon, lat, *_ in r.coords[:-1]] for r in rings])


def blindness(row: Summary | None, classes: set[str]) -> Literal["nothing", "some", ""]:
    """Could nothing be noticed in an area, or not some kinds or hours of it?

    Parameters
    ----------
    classes : all classes of the domain that some gap is about
    """
    if row is None:
        return "nothing"
    whole = [gap for gap in row.missing if not gap.classes or set(gap.classes) >= classes]
    if sum(gap.window.hours for gap in whole) >= row.window.hours:
        return "nothing"
    return "some" if row.exposure.share < ENOUGH else ""


def _hatch(svg: Svg, blind: Literal["nothing", "some", ""], d: str) -> None:
    if blind:
        opacity = "1" if blind == "nothing" else THIN
        svg.path(d, "n", f' style="fill:url(#{svg.name}-hatch)" opacity="{opacity}"')


def _line(svg: Svg, line: Line, projection: _Projection) -> None:
    geometry = shape(line.geometry)
    lines = geometry.geoms if geometry.geom_type == "MultiLineString" else [geometry]
    band = max(2.0, 2 * 1.645 * line.sigma_m / 1000 * projection.px_per_km)
    for each in lines:
        d = line_path([projection.xy(lon, lat) for lon, lat, *_ in each.coords])
        svg.path(
            d, "n s-ink",
            f' stroke-width="{number(band)}" opacity="0.22" stroke-linecap="round"'
            ' stroke-linejoin="round"',
        )  # fmt: skip
        svg.path(d, "n s-ink", ' stroke-width="1.3" stroke-linejoin="round"')


def _ellipse(svg: Svg, each: Incident, projection: _Projection) -> None:
    assert each.lon is not None
    assert each.lat is not None
    x, y = projection.xy(each.lon, each.lat)
    radius = NINETY * (each.sigma_major_m or 0.0) / 1000 * projection.px_per_km
    svg.circle(x, y, max(radius, 2.4), "n s-undetermined", ' stroke-width="1.3"')


def _labels(
    svg: Svg,
    made_for: FigureInput,
    parts: dict[str, Any],
    counts: Counter[str],
    projection: _Projection,
) -> None:
    """Counts of incidents in a place known by name only; names where they fit."""
    reader = made_for.reader
    taken: list[_Box] = []
    order = sorted(parts, key=lambda name: (-counts[name], -parts[name].area, name))
    for name in order:
        at = parts[name].representative_point()
        x, y = projection.xy(at.x, at.y)
        west, _, east, _ = parts[name].bounds
        room = (projection.xy(east, at.y)[0] - projection.xy(west, at.y)[0]) * 1.15
        text = reader.area(name)
        wide = width_of(text, 11)
        if counts[name]:
            svg.circle(x, y, 9.5, "f-paper s-undetermined", ' stroke-width="2"')
            svg.text(x, y + 4, reader.words.number(counts[name]), "t m b f-ink")
            taken.append((x - 10, y - 10, x + 10, y + 10))
        elif wide >= room or made_for.narrow:
            continue
        ways = ((0.0, 21.0), (0.0, -13.0), (wide / 2 + 13, 4.0), (-wide / 2 - 13, 4.0))
        for dx, dy in ways if counts[name] else ((0.0, 0.0),):
            box = (x + dx - wide / 2, y + dy - 10, x + dx + wide / 2, y + dy + 3)
            if box[0] > 0 and box[2] < svg.width and _clear(box, taken):
                svg.text(x + dx, y + dy, text, "t s m f-paper s-paper b h")
                svg.text(x + dx, y + dy, text, "t s m f-ink")
                taken.append(box)
                break


def _clear(box: _Box, taken: Sequence[_Box]) -> bool:
    return all(box[2] < b[0] or b[2] < box[0] or box[3] < b[1] or b[3] < box[1] for b in taken)


def _furniture(
    svg: Svg, made_for: FigureInput, projection: _Projection, height: float, ahead: bool
) -> None:
    """Scale bar, north, date, known by, what hatching means."""
    reader = made_for.reader
    km = next((k for k in (200, 100, 50, 20, 10, 5, 2, 1) if k * projection.px_per_km < 130), 1)
    x, y = 12.0, height + 12
    bar = km * projection.px_per_km
    svg.line(x, y, x + bar, y, "s-ink", 2)
    for end in (x, x + bar):
        svg.line(end, y - 4, end, y + 4, "s-ink", 1.2)
    svg.text(x + bar + 6, y + 4, f"{reader.words.number(km)} km", "t f-ink")
    north = svg.width - 22
    svg.path(f"M{number(north)} 12l5 15l-5 -4l-5 4Z", "f-ink")
    svg.text(north, 40, reader.say("north"), "t m b f-ink")
    at = x
    for key, opacity in (("map-hatched", "1"), ("map-hatched-thin", THIN)):
        text = reader.say(key)
        svg.rect(at, y + 14, 22, 12, "f-land")
        svg.rect(
            at, y + 14, 22, 12, "n", f' style="fill:url(#{svg.name}-hatch)" opacity="{opacity}"'
        )
        svg.rect(at, y + 14, 22, 12, "n s-mute", ' stroke-width="0.7"')
        svg.text(at + 28, y + 24, text, "t s f-ink")
        at += 28 + width_of(text, 11) + 14
    moment = reader.words.moment(reader.situation.checkpoint.as_of, reader.zone, with_year=True)
    notes = [reader.say("map-stamp", moment=moment)]
    if ahead:
        notes.append(reader.say("map-ahead"))
    if any(each.place for each in reader.inside()):
        notes.append(reader.say("map-counts"))
    bare = [each for each in reader.territories() if not _is_drawn(reader, each.id)]
    if bare:
        names = reader.words.joined(reader.area(each.id) for each in bare)
        notes.append(reader.say("map-no-shape", names=names))
    svg.height = y + 44 + svg.note(x, y + 46, " ".join(notes))


def _is_drawn(reader: Reader, name: str) -> bool:
    area = reader.areas[name]
    return bool(area.geometry) or any(reader.areas[part].geometry for part in area.parts)


def _table(reader: Reader, names: Sequence[str], rows: dict[str, Summary]) -> Table:
    inside = Counter(each.place for each in reader.inside())
    return Table(
        caption=reader.say("map-table"),
        columns=(
            Column(text=reader.say("column-area")),
            Column(text=reader.say("column-verdict")),
            Column(text=reader.say("column-watched"), numeric=True),
            Column(text=reader.say("column-begun-inside"), numeric=True),
        ),
        rows=tuple(
            (
                Cell(text=reader.area(name)),
                _verdict(reader, rows.get(name)),
                Cell(text=reader.words.share(rows[name].exposure.share) if name in rows else "–"),
                Cell(text=_count(reader, inside[name], rows.get(name))),
            )
            for name in sorted(names, key=reader.area)
        ),
    )


def _verdict(reader: Reader, row: Summary | None) -> Cell:
    if row is None:
        return Cell(text="–")
    return Cell(text=reader.words.named("verdict", row.verdict), verdict=row.verdict)


def _count(reader: Reader, n: int, row: Summary | None) -> str:
    if n == 0 and (row is None or row.exposure.share <= 0):
        return "–"
    return reader.words.number(n)
