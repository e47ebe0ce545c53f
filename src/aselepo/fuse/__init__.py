"""Observations to incidents: what is the same happening, what is not, what cannot be told.

Comes in: observations as a view settles them, and what is known of their sources. Goes out:
incidents, links from observations to them, and observations that fit several.
"""

from aselepo.fuse.decisions import Decision, decisions_of
from aselepo.fuse.front import METHODS, fuse
from aselepo.fuse.fused import Fused, SourceTrust, Tally
from aselepo.fuse.sources import SourceModel, SourceModels
from aselepo.fuse.toml import models_of, read_models, write_models

__all__ = [
    "METHODS",
    "Decision",
    "Fused",
    "SourceModel",
    "SourceModels",
    "SourceTrust",
    "Tally",
    "decisions_of",
    "fuse",
    "models_of",
    "read_models",
    "write_models",
]
