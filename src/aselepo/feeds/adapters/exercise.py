"""The exercise world as a feed: a file of parameters in, all its entries out, never its truth."""

from __future__ import annotations

from aselepo.core import ConfigError, Parsed
from aselepo.feeds.codes import SETTINGS
from aselepo.feeds.context import FeedContext
from aselepo.feeds.exercise.codes import NOT_A_WORLD
from aselepo.feeds.exercise.deliver import deliveries
from aselepo.feeds.exercise.parties import Stage
from aselepo.feeds.exercise.settings import default_agreement, settings
from aselepo.feeds.exercise.world import simulate
from aselepo.feeds.registry import feed

NAME = "exercise"
DEFAULT_STAGE = Stage(
    agreements=(("agreement.txt", default_agreement(), ("AST", "BOR")),),
    names=("exercise_truce",),
    monitor="CAP",
    commission="COMMISSION",
    members=("CAP", "DEN", "LYR"),
)
"""What the shipped agreement says; `aselepo exercise` reads any other."""


@feed(NAME, version=1)
def exercise(raw: bytes, context: FeedContext) -> Parsed:
    """A simulated truce: parameters (TOML, may be empty) with options seed, days, preset."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as wrong:
        raise ConfigError(NOT_A_WORLD.at(context.file, str(wrong))) from wrong
    seed, days = context.options.get("seed", 7), context.options.get("days", 30)
    if not (isinstance(seed, int) and isinstance(days, int) and seed >= 0 and days >= 1):
        raise ConfigError(
            SETTINGS.at(
                context.file, f"options.seed {seed!r}, options.days {days!r}: whole numbers"
            )
        )
    given = settings(str(context.options.get("preset", "ceasefire")), text, file=context.file)
    world = simulate(given, seed, days=days, stage=DEFAULT_STAGE)
    drafts = [draft for delivery in deliveries(world) for draft in delivery.drafts]
    rows = sum(len(d.table) for d in drafts if d.kind == "observation" and d.table is not None)
    return Parsed(
        drafts=tuple(drafts), problems=(), rows_read=rows, rows_accepted=rows, rows_set_aside=0
    )
