"""Source entries: who reports, under which licence, with which errors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aselepo.core import Draft
from aselepo.feeds.context import FeedContext


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCard:
    """What a feed says of its source."""

    name: str
    labels: Mapping[str, str]
    kind: str
    """alerts, claims, mapped, reports, satellite, shapes, statements, own."""
    licence: str
    credit: str
    address: str
    error_model: Mapping[str, Any]
    class_map: Mapping[str, str] = field(default_factory=dict)

    def draft(self, feed: str, version: int, context: FeedContext, *, grounds: str = "") -> Draft:
        """The entry of the source; known from when the delivery's standing things are."""
        standing = context.standing
        return Draft(
            kind="source",
            body={
                "name": self.name,
                "labels": dict(self.labels),
                "kind": self.kind,
                "feed": feed,
                "feed_version": version,
                "licence": self.licence,
                "credit": self.credit,
                "address": self.address,
                "error_model": dict(self.error_model),
                "class_map": dict(self.class_map),
                "known_time": grounds or "recorded",
            },
            known_at=standing,
            grounds="a source's licence and error model stand from the start of its archive"
            if standing
            else None,
            author=context.author,
        )
