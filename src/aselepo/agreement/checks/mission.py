"""Checks against a mission: what its sources can report, what its geometry is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from aselepo.agreement import codes
from aselepo.agreement.checks.scene import Found, Scene
from aselepo.agreement.model import (
    Area,
    AreaTree,
    Around,
    Map,
    Prohibition,
    Span,
    Withdrawal,
)
from aselepo.core.classes import tree

Geometry = Mapping[str, Any]
"""GeoJSON."""


def sources(scene: Scene, reported: Mapping[str, Collection[str]]) -> Found:
    """Can what is forbidden be reported, and surely enough for a breach?

    Parameters
    ----------
    reported : classes that each declared source can report
    """
    observed = {word for classes in reported.values() for word in classes}
    for norm in scene.agreement.norms:
        if not isinstance(norm, Prohibition):
            continue
        wanted = scene.agreement.expand(norm.classes)
        told = [tree().told(word, wanted) for word in observed]
        if not any(high for _, high in told):
            what = f"article {norm.ref}: no declared source reports {', '.join(wanted[:4])}"
            yield codes.NO_SOURCE.at(scene.at(norm.span), what)
        elif not any(low for low, _ in told):
            what = f"article {norm.ref}: the declared sources can only make a breach possible"
            yield codes.NEVER_SURE.at(scene.at(norm.span), what)


def geometry(scene: Scene, shapes: Mapping[str, Geometry]) -> Found:
    """Outlines that cross themselves, zones without any area, places without geometry.

    Parameters
    ----------
    shapes : geometry of lines and maps by name, GeoJSON
    """
    for name, (span, is_map) in _used(scene).items():
        where = scene.word(name, span)
        if name not in shapes:
            yield codes.NO_GEOMETRY.at(where, f"the mission has no geometry named {name}")
        else:
            yield from _sound(name, shapes[name], where, is_map=is_map)


def _sound(name: str, given: Geometry, where: str, *, is_map: bool) -> Found:
    from shapely.errors import GEOSException  # slow to load, and needed for a mission only
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    try:
        figure = shape(dict(given))
    except (GEOSException, ValueError, KeyError, TypeError, AttributeError) as bad:
        yield codes.CROSSING.at(where, f"{name} is no geometry: {bad}")
        return
    if figure.is_empty or (is_map and figure.convex_hull.area == 0):
        yield codes.EMPTY.at(where, f"{name} has no area")
    elif not figure.is_valid:
        yield codes.CROSSING.at(where, f"{name}: {explain_validity(figure)}")


def _used(scene: Scene) -> dict[str, tuple[Span, bool]]:
    """Lines and maps that areas and articles rest on: where, and whether an area is meant."""
    agreement = scene.agreement
    zones = {zone.name for each in scene.seen for zone in each.zones}
    rivals = {line.name: line.rivals for each in scene.seen for line in each.lines}
    found: dict[str, tuple[Span, bool]] = {}

    def use(name: str, span: Span, *, is_map: bool) -> None:
        versions = rivals.get(name)
        for each in [rival.name for rival in versions] if versions else [name]:
            found.setdefault(each, (span, is_map))

    for zone in agreement.zones:
        for leaf in _leaves(zone.area):
            if isinstance(leaf, Map) and (leaf.name == zone.name or leaf.name not in zones):
                use(leaf.name, zone.span, is_map=True)
            elif isinstance(leaf, Around) and leaf.name not in zones:
                use(leaf.name, zone.span, is_map=False)
    for norm in agreement.norms:
        name = norm.place.name
        if name and norm.place.kind != "on" and name not in zones:
            use(name, norm.span, is_map=False)
        if isinstance(norm, Withdrawal):
            for move in norm.moves:
                if move.line not in zones:
                    use(move.line, norm.span, is_map=False)
    return found


def _leaves(area: Area) -> list[Area]:
    if isinstance(area, AreaTree):
        return [*_leaves(area.left), *_leaves(area.right)]
    return [area]
