"""Checks against a mission: what its sources can report, what its geometry is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from aselepo.agreement import codes
from aselepo.agreement.checks.scene import Found, Scene
from aselepo.agreement.model import Area, AreaTree, Around, Map, Prohibition
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
    """Outlines that cross themselves, zones without any area.

    Parameters
    ----------
    shapes : geometry of lines and maps by name, GeoJSON
    """
    from shapely.errors import GEOSException  # slow to load, and needed for a mission only
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    for zone in scene.agreement.zones:
        for leaf in _leaves(zone.area):
            if not isinstance(leaf, Map | Around) or leaf.name not in shapes:
                continue
            where = scene.word(leaf.name, zone.span)
            try:
                figure = shape(dict(shapes[leaf.name]))
            except (GEOSException, ValueError, KeyError, TypeError, AttributeError) as bad:
                yield codes.CROSSING.at(where, f"{leaf.name} is no geometry: {bad}")
                continue
            if figure.is_empty or (isinstance(leaf, Map) and figure.convex_hull.area == 0):
                yield codes.EMPTY.at(where, f"{leaf.name} has no area")
            elif not figure.is_valid:
                yield codes.CROSSING.at(where, f"{leaf.name}: {explain_validity(figure)}")


def _leaves(area: Area) -> list[Area]:
    if isinstance(area, AreaTree):
        return [*_leaves(area.left), *_leaves(area.right)]
    return [area]
