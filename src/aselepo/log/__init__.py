"""The append-only record, and views of it.

Comes in: drafts of entries, one delivery at a time. Goes out: views (n, T): the first n entries,
of these what was known by T, with revisions, corrections and retractions settled.
"""

from aselepo.log.entry import Attachment, Entry
from aselepo.log.store import SCHEMA, Log, Receipt
from aselepo.log.view import Root, View

__all__ = ["SCHEMA", "Attachment", "Entry", "Log", "Receipt", "Root", "View"]
