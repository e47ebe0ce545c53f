"""Make the shipped oblast file from the geoBoundaries one: `simplify_areas.py IN OUT`.

Neighbours are simplified together, so that borders stay shared: no slivers, no overlaps.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import shapely
from shapely.geometry import mapping, shape

TOLERANCE_DEG = 0.02
"""About 2 km: the visible error at country scale, and small enough to ship."""
DIGITS = 4


def main(source: Path, target: Path) -> None:
    data = json.loads(source.read_text(encoding="utf-8"))
    shapes = shapely.make_valid([shape(feature["geometry"]) for feature in data["features"]])
    simple = shapely.coverage_simplify(shapes, TOLERANCE_DEG)
    simple = shapely.set_precision(simple, 10**-DIGITS)
    features = [
        {
            "type": "Feature",
            "properties": {key: feature["properties"][key] for key in ("shapeName", "shapeISO")},
            "geometry": _rounded(mapping(drawn)),
        }
        for feature, drawn in sorted(
            zip(data["features"], simple, strict=True),
            key=lambda pair: pair[0]["properties"]["shapeISO"],
        )
    ]
    lines = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    target.write_text(
        f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8"
    )


def _rounded(geometry: dict) -> dict:
    def walk(value):
        if isinstance(value, list | tuple):
            return [walk(item) for item in value]
        return round(value, DIGITS)

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
