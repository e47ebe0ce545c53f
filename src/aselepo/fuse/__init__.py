"""Observations to incidents: what is the same happening, what is not, what cannot be told.

Comes in: observations as a view settles them, and what is known of their sources. Goes out:
incidents, links from observations to them, and observations that fit several.
"""

from aselepo.fuse.apart import fuse
from aselepo.fuse.fused import Fused, SourceTrust

__all__ = ["Fused", "SourceTrust", "fuse"]
