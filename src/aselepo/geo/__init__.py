"""Lines and zones: shapes, local metric projection, exact chance that a place lies in a zone.

Comes in: GeoJSON geometries, places with error ellipses. Goes out: probabilities, distances in
metres, and the scale error of the projection they were measured in.
"""

from aselepo.geo.footprint import Footprint, Tree, footprint
from aselepo.geo.project import metres_per_degree
from aselepo.geo.shapes import Unusable, shape

__all__ = ["Footprint", "Tree", "Unusable", "footprint", "metres_per_degree", "shape"]
