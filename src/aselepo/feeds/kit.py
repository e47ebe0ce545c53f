"""What a feed is written with, in one place: see `docs/how-to/add-a-feed.md`."""

from aselepo.feeds import codes
from aselepo.feeds.card import Card
from aselepo.feeds.context import FeedContext
from aselepo.feeds.declared import declared
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.moments import read_moments, time_array
from aselepo.feeds.observed import observations
from aselepo.feeds.registry import feed
from aselepo.feeds.values import distinct, hashed_ids, instants, numbers, positions

__all__ = [
    "Card",
    "FeedContext",
    "codes",
    "declared",
    "distinct",
    "feed",
    "hashed_ids",
    "instants",
    "numbers",
    "observations",
    "positions",
    "read_moments",
    "read_rows",
    "time_array",
]
