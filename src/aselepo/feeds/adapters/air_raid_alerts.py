"""Air-raid alerts by oblast: warnings, not strikes; a row of days is many alerts merged."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt

from aselepo.core import Draft, Parsed, observation_id
from aselepo.core.tables import COVERAGE, OBSERVATIONS, table
from aselepo.core.time import iso
from aselepo.feeds.card import card
from aselepo.feeds.codes import ENDS_FIRST, NO_SUCH_PLACE, NOT_DECLARED, TWICE
from aselepo.feeds.context import FeedContext
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.places import Places
from aselepo.feeds.registry import feed
from aselepo.feeds.rows import Rows
from aselepo.feeds.values import distinct, instants

NAME = "air_raid_alerts"
CLASS = "air_threat"
MERGED_AFTER = timedelta(hours=24)
"""A row that runs longer is raion alerts merged: an ordinary alert ends within the day."""
CARD = card(NAME)

Row = dict[str, Any]
Alert = tuple[str, datetime, datetime | None, str, int]
"""Place, start, end (None: runs still), number of raion alerts as written, line."""


@feed(NAME, version=CARD.version, card=CARD)
def air_raid_alerts(raw: bytes, context: FeedContext) -> Parsed:
    """Air-raid alerts by oblast; UTC; 1 row = 1 alert, or many merged."""
    places = CARD.places(context)
    context.chances_for(places.by_id)
    rows = read_rows(
        raw, context.file, ("region", "started_at", "finished_at"), optional=("n_subalerts",)
    )
    alerts = _alerts(rows, places)
    rows.must_have_some()
    latest = max(end or start for _, start, end, _, _ in alerts)
    notes = []
    if twice := int(rows.good.sum()) - len(alerts):
        notes.append(TWICE.at(context.file, f"{twice} rows repeat another word for word"))
    if context.window is None or not context.p_detect:
        notes.append(NOT_DECLARED.at(context.file, "a silence of the alerts proves nothing"))
    observations = [row for alert in alerts for row in _revisions(alert, latest, context.reported)]
    drafts = [
        CARD.draft(context),
        _coverage(alerts, latest, places, context),
        CARD.observed(context, table(OBSERVATIONS, observations)),
    ]
    return rows.parsed([draft for draft in drafts if draft is not None], notes)


def _alerts(rows: Rows, places: Places) -> list[Alert]:
    """The readable rows, each once, by start and place."""
    found, index = distinct(rows.columns["region"], places.find)
    place = np.array([value or "" for value in found], dtype=object)[index]
    rows.refuse(place == "", NO_SUCH_PLACE, "region", "is not in the gazetteer")
    start, _ = instants(rows, "started_at")
    end, ended = instants(rows, "finished_at", empty=True)
    rows.refuse(ended & (end < start), ENDS_FIRST, "finished_at", "lies before started_at")
    raion = rows.texts("n_subalerts")
    first: dict[tuple[str, datetime, datetime | None, str], int] = {}
    for i in map(int, np.flatnonzero(rows.good)):
        finished = _moment(end, i) if ended[i] else None
        key = (str(place[i]), _moment(start, i), finished, raion[i])
        first.setdefault(key, int(rows.lines[i]))
    alerts = [(*key, line) for key, line in first.items()]
    return sorted(alerts, key=lambda alert: (alert[1], alert[0], alert[4]))


def _moment(us: npt.NDArray[np.int64], index: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=int(us[index]))


def _merged(start: datetime, end: datetime | None, latest: datetime) -> bool:
    """Has the row run for longer than a day, as far as the file goes?"""
    return (end or latest) - start > MERGED_AFTER


def _revisions(alert: Alert, latest: datetime, reported: bool) -> list[Row]:
    """What was known of an alert: first that it began, then how long it ran or that it is merged.

    The first revision is kept beside the second, so that no view learns an end before it came.
    """
    place, start, end, raion, line = alert
    key = f"{place}|{iso(start)}"
    common: Row = {
        "id": observation_id(NAME, key),
        "external_id": key,
        "source": NAME,
        "basis": "recorded",
        "place": place,
        "class": CLASS,
        "class_confidence": 1.0,
        "count_lo": 1,
        "count_hi": 1,
        "unit": "alerts",
        "row": line,
    }
    running = common | {
        "rev": 0,
        "time_lo": start,
        "text": "alert began",
        "lang": "en",
        "known_at": start if reported else None,
    }
    if _merged(start, end, latest):
        merged = common | {
            "rev": 1,
            "time": start,
            "time_sigma_s": 60.0,
            "count_hi": None,
            "text": "merged row: an alert began, later ones cannot be told apart",
            "lang": "en",
            "known_at": start + MERGED_AFTER if reported else None,
        }
        return [running, merged]
    if end is None:
        return [running]
    many = raion.isdigit() and int(raion) > 1
    ended = common | {
        "rev": 1,
        "time_lo": start,
        "time_hi": end,
        "time_end": end,
        "text": f"alert, {raion} raion alerts merged" if many else "alert",
        "lang": "en",
        "known_at": end if reported else None,
    }
    return [running, ended]


def _coverage(
    alerts: list[Alert], latest: datetime, places: Places, context: FeedContext
) -> Draft | None:
    """Declared for the archive; unknown where rows are merged and where no alert is ever listed."""
    rows: list[Row] = []
    for place, start, end, _, _ in alerts:
        if _merged(start, end, latest):
            rows.append(
                {
                    "source": NAME,
                    "area": place,
                    "time_lo": start,
                    "time_hi": end or latest,
                    "status": "unknown",
                    "reason": "merged-rows",
                    "declared": False,
                    "known_at": start + MERGED_AFTER if context.reported else None,
                }
            )
    window = context.window
    if window is not None and context.p_detect:
        # A place neither listed nor under permanent alert gets no row: another piece of the same
        # archive may list it, and a place without a row is unknown anyway.
        listed = {alert[0] for alert in alerts}
        permanent = set(places.flagged("permanent-alert"))
        running = {
            place for place, start, end, _, _ in alerts if not end and _merged(start, end, latest)
        }
        for place in sorted(listed | permanent):
            seen = place in listed
            rows.append(
                {
                    "source": NAME,
                    "area": place,
                    "time_lo": window.start,
                    "time_hi": latest if place in running else window.end,
                    "status": "observed" if seen else "unknown",
                    "reason": None if seen else "permanent-alert",
                    "p_detect": context.chance(place) if seen else None,
                    "declared": True,
                    "known_at": context.standing,
                }
            )
    if not rows:
        return None
    known = [row["known_at"] for row in rows if row["known_at"] is not None]
    return Draft(
        kind="coverage",
        body={
            "source": NAME,
            "declared_by": context.declared_by,
            "declared_why": context.declared_why,
            "reasons": {
                "merged-rows": "merged rows: alerts inside cannot be told apart",
                "permanent-alert": "permanent alert, never listed",
            },
        },
        table=table(COVERAGE, sorted(rows, key=lambda row: (row["area"], row["time_lo"]))),
        known_at=min(known) if known else None,
        grounds="declared at import for the archive; merged rows 24 hours after they began"
        if known
        else None,
        author=context.author,
    )
