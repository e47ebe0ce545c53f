"""Lines and zones: shapes, local metric projection, exact chance that a place lies in a zone.

Comes in: GeoJSON geometries, places with error ellipses. Goes out: probabilities, distances in
metres, and the scale error of the projection they were measured in.
"""

from aselepo.geo.shapes import Unusable, shape

__all__ = ["Unusable", "shape"]
