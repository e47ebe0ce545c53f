"""From a mission's log to its situation: the one way that report, web and commands share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from aselepo import __version__
from aselepo.agreement import Agreement
from aselepo.assess import Assessment, Before, EntryFact, assess, mission_facts
from aselepo.core.canonical import canonical, digest, sha256
from aselepo.core.problem import ConfigError
from aselepo.core.tables import TIME
from aselepo.core.time import Interval, iso
from aselepo.coverage import Ledger, ledger
from aselepo.fuse import Fused, SourceModels, SourceTrust, fuse, models_of
from aselepo.log.entry import Entry
from aselepo.log.view import View
from aselepo.pledges.guarantees import TURNS_LOOKED_AT
from aselepo.run import agreements
from aselepo.run.mission import Mission
from aselepo.run.problems import NO_AGREEMENT
from aselepo.situation import Checkpoint, Known, Situation, build

FACTS = frozenset({"act", "notification", "decision", "geography"})
"""Kinds of entry that the engine reads as they are; coverage comes from the ledger."""
WATCHED = frozenset({"observed", "not_observed"})
"""Statuses that say how much was watched; of the others the engine takes the share as unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """What was computed of a view on the way to its situation."""

    view: View
    agreements: tuple[Agreement, ...]
    observations: pa.Table
    fused: Fused
    assessment: Assessment
    book: Ledger


def situation(
    mission: Mission,
    *,
    n: int | None = None,
    as_of: datetime | None = None,
    day: date | None = None,
    in_force: Interval | None = None,
) -> Situation:
    """The situation of a mission as a view of its log gives it.

    Parameters
    ----------
    n : entries to read; None: all
    as_of : moment of knowledge; None: the greatest known time among the entries
    day : reporting day, by the date on which it ends; None: all of them
    in_force : what-if window; every output says so

    Raises
    ------
    ConfigError : no agreement is known in this view, or the log is shorter than n
    AgreementError : the agreement of the log has errors
    """
    made = compute(mission.log().view(n, as_of), mission.name, in_force=in_force)
    return shown(made, mission.name, day=day, in_force=in_force)


def shown(
    made: Computed, name: str, *, day: date | None = None, in_force: Interval | None = None
) -> Situation:
    """The situation of what was computed of a view of the named mission."""
    view = made.view
    checkpoint = Checkpoint(
        origin=view.checkpoint.origin,
        size=view.checkpoint.size,
        root=view.checkpoint.root,
        as_of=view.t,
        reconstructed=view.reconstructed,
        version=__version__,
        agreements=tuple(sha256(each.text.encode()) for each in made.agreements),
    )
    return build(
        Known(
            mission=name,
            checkpoint=checkpoint,
            entries=view.entries(),
            agreements=made.agreements,
            observations=made.observations,
            fused=made.fused,
            assessment=made.assessment,
            book=made.book,
            day=day,
            in_force=in_force,
        )
    )


def compute(
    view: View,
    name: str,
    *,
    in_force: Interval | None = None,
    suppose: Sequence[EntryFact] = (),
) -> Computed:
    """Fuse and assess a view; `suppose` are facts that a reader sets, and outputs must say so.

    Raises
    ------
    ConfigError : no agreement is known in this view
    AgreementError : the agreement has errors
    """
    texts = known_agreements(view)
    if not texts:
        moment = f"{view.t:%Y-%m-%d %H:%M} UTC"
        raise ConfigError(NO_AGREEMENT.at(name, f"no agreement is known by {moment}"))
    observations, _ = view.observations()
    fused = _dated(fuse(observations, trust(view), models=source_models(view)), view)
    book = ledger(view.coverage(), until=view.t)
    facts = mission_facts(
        fused.incidents,
        fused.links,
        [*_facts(view, book), *suppose],
        before=_before(view) if any(text.guarantees for text in texts) else (),
    )
    assessment = assess(texts, facts, as_of=view.t, in_force=in_force)
    return Computed(
        view=view,
        agreements=texts,
        observations=observations,
        fused=fused,
        assessment=assessment,
        book=book,
    )


def known_agreements(view: View) -> tuple[Agreement, ...]:
    """The instruments of a view by name; of several texts of one the newest known holds."""
    newest: dict[str, tuple[datetime, str, Agreement]] = {}
    for entry in view.entries("agreement"):
        text = entry.body["text"]
        agreement = _read(text, entry.body.get("name", "agreement"))
        rank = (entry.known_at, text)
        if agreement.name not in newest or rank > newest[agreement.name][:2]:
            newest[agreement.name] = (*rank, agreement)
    return tuple(newest[name][2] for name in sorted(newest))


@lru_cache(maxsize=64)
def _read(text: str, name: str) -> Agreement:
    return agreements.read(text, name)


def source_models(view: View) -> SourceModels | None:
    """Error models of the sources: the newest that settings give; None where none was fitted."""
    given = [entry for entry in view.entries("settings") if "source_models" in entry.body]
    if not given:
        return None
    newest = max(given, key=lambda entry: (entry.known_at, canonical(entry.body)))
    return models_of(newest.body["source_models"], "settings.source_models")


def trust(view: View) -> dict[str, SourceTrust]:
    """What the source entries state of how often a report is of something that happened."""
    stated = {}
    for entry in sorted(view.entries("source"), key=lambda each: each.known_at):
        p_real = entry.body.get("error_model", {}).get("p_real")
        stated[entry.body["name"]] = SourceTrust(p_real=p_real)
    return stated


def _facts(view: View, book: Ledger) -> Sequence[EntryFact]:
    """Entries as the engine reads them; coverage as the ledger settles it."""
    facts = [
        EntryFact(
            kind=entry.kind,
            id=str(entry.body.get("id") or f"{entry.kind}-{_content(entry)}"),
            rev=int(entry.body.get("rev", 0)),
            known_at=entry.known_at,
            body=entry.body,
        )
        for entry in view.entries(*sorted(FACTS))
        if entry.kind != "geography" or _drawn(entry.body)
    ]
    watched = [
        {
            "area": span.area,
            "time": [
                iso(span.window.start),
                None if span.window.end is None else iso(span.window.end),
            ],
            "observed": 1.0 if span.status == "observed" else 0.0,
        }
        for spans in book.spans.values()
        for span in spans
        if span.status in WATCHED
    ]
    if watched:
        body = {"rows": watched}
        facts.append(EntryFact(kind="coverage", id="ledger", rev=0, known_at=view.t, body=body))
    return facts


def _dated(fused: Fused, view: View) -> Fused:
    """Incidents with the moment at which their first report came, in whichever revision."""
    if not len(fused.incidents):
        return fused
    first = view.first_known()
    at = first["known_at"].take(pc.index_in(fused.links["observation"], value_set=first["id"]))
    known = pa.table({"incident": fused.links["incident"], "at": at})
    earliest = known.group_by("incident").aggregate([("at", "min")])
    place = pc.index_in(fused.incidents["incident"], value_set=earliest["incident"])
    column = earliest["at_min"].take(place).cast(TIME)
    index = fused.incidents.schema.get_field_index("first_known_at")
    return replace(fused, incidents=fused.incidents.set_column(index, "first_known_at", column))


def _before(view: View) -> list[Before]:
    """What fusion made of the view just before each withdrawal or correction, oldest first."""
    touched: dict[datetime, set[str]] = {}
    for entry in view.entries("retraction", "correction"):
        touched.setdefault(entry.known_at, set()).update(entry.body["observations"])
    states = []
    for turn in sorted(touched)[-TURNS_LOOKED_AT:]:
        earlier = view.earlier(turn - timedelta(microseconds=1))
        observations, _ = earlier.observations()
        fused = fuse(observations, trust(earlier), models=source_models(earlier))
        states.append(
            Before(
                until=turn,
                touched=frozenset(touched[turn]),
                incidents=fused.incidents,
                links=fused.links,
            )
        )
    return states


def _content(entry: Entry) -> str:
    """A name for an entry that its place in the log does not change."""
    return digest({"kind": entry.kind, "body": entry.body})[:20]


def _drawn(body: Mapping[str, Any]) -> bool:
    """Has a line or footprint that a zone could be made of."""
    kind = str((body.get("geometry") or {}).get("type", ""))
    return kind.endswith(("LineString", "Polygon"))
