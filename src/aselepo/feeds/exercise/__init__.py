"""The exercise world: a seeded simulator of a truce and of those who watch it.

Comes in: parameters (`world.toml`, a preset, a file of one's own), a seed, and what the agreements
say of parties and bodies. Goes out: a `World` with what sources report, what they could see, what
parties do and claim; entries for a log in the order in which they became known; and the truth,
apart. It shares no parameter and no code with the fusion model.
"""

from aselepo.feeds.exercise.deliver import Delivery, deliveries
from aselepo.feeds.exercise.export import tables, write_tables, write_truth
from aselepo.feeds.exercise.parties import Stage
from aselepo.feeds.exercise.score import Score, score
from aselepo.feeds.exercise.settings import (
    PRESETS,
    Settings,
    default_agreement,
    default_text,
    settings,
)
from aselepo.feeds.exercise.world import World, simulate

__all__ = [
    "PRESETS",
    "Delivery",
    "Score",
    "Settings",
    "Stage",
    "World",
    "default_agreement",
    "default_text",
    "deliveries",
    "score",
    "settings",
    "simulate",
    "tables",
    "write_tables",
    "write_truth",
]
