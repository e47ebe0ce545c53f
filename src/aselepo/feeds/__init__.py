"""Raw bytes to observations, coverage, claims and shapes: one adapter per source.

Comes in: a source's bytes, and the mission's settings for it as plain data. Goes out: drafts of
entries for the log, and a problem for every row set aside. Nothing here opens a file, a socket or
the log, or asks what time it is.
"""

from aselepo.feeds.context import FeedContext
from aselepo.feeds.places import Place, Places, gazetteer
from aselepo.feeds.registry import Feed, feed, feeds, find_feed, run_feed

__all__ = [
    "Feed",
    "FeedContext",
    "Place",
    "Places",
    "feed",
    "feeds",
    "find_feed",
    "gazetteer",
    "run_feed",
]
