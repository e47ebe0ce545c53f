"""A situation in a reader's language: its names, its clock, and the rows that come first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from aselepo.core.time import Interval
from aselepo.situation.value import Area, Incident, Situation, Summary
from aselepo.words import Language

Audience = Literal["mission", "public"]
ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads what: the situation, the language, the audience."""

    situation: Situation
    words: Language
    audience: Audience = "mission"
    areas: dict[str, Area] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "areas", {area.id: area for area in self.situation.areas})

    @property
    def zone(self) -> str:
        """The clock on which the report tells its times."""
        clocks = [name for force in self.situation.force for name in force.clocks]
        return clocks[0] if clocks else "UTC"

    def say(self, key: str, **args: str | int | float) -> str:
        return self.words.say(key, **args)

    def area(self, name: str) -> str:
        if name in self.areas:
            return self.words.label(self.areas[name].labels) or name
        return self.say("anywhere") if name == ANYWHERE else name

    def party(self, name: str) -> str:
        for party in self.situation.parties:
            if party.name == name:
                return self.words.label(party.labels) or name
        return self.words.label(self.situation.bodies.get(name, {})) or name

    def domain(self, name: str) -> str:
        return self.words.label(self.situation.domains.get(name, {})) or name

    def provision(self, ref: str) -> str:
        name = self.words.label(self.situation.provisions.get(ref, {}))
        return self.say("provision-named", ref=ref, name=name) if name else ref

    def subject(self, row: Summary) -> str:
        """What a row is about: its domain, else its provision."""
        if row.domain is not None:
            return self.domain(row.domain)
        return self.provision(row.provision or "")

    def source(self, name: str) -> str:
        for source in self.situation.sources:
            if source.name == name:
                return self.words.label(source.labels) or name
        return name

    def classes(self, names: Iterable[str]) -> str:
        return self.words.joined(self.words.named("class", name).lower() for name in sorted(names))

    def moment(self, at: datetime) -> str:
        """On the report's clock, with UTC behind where that differs."""
        text = self.words.moment(at, self.zone)
        if self.zone == "UTC":
            return text
        return self.say("with-utc", time=text, utc=self.words.hour(at, "UTC"))

    def interval(self, window: Interval) -> str:
        return self.words.interval(window, self.zone)

    def short(self, window: Interval) -> str:
        """Without the zone, for places whose heading names it."""
        return self.words.interval(window, self.zone, with_zone=False)

    def territories(self) -> list[Area]:
        """The sides' whole territories, by the order of the parties' names."""
        return sorted(
            (area for area in self.situation.areas if area.side and area.within is None),
            key=lambda area: (area.side or "", area.id),
        )

    def is_territory(self, row: Summary) -> bool:
        area = self.areas.get(row.area)
        return row.area == ANYWHERE or (area is not None and area.within is None)

    def first_rows(self) -> list[Summary]:
        """The rows that answer: of the reporting day asked for, else of the whole time in force."""
        whole = self.situation.day is None
        return [row for row in self.situation.summaries if row.whole == whole]

    def answering(self, *, provisions: bool = False) -> list[Summary]:
        """Of these, the rows of whole territories, of domains or else of provisions."""
        return [
            row
            for row in self.first_rows()
            if self.is_territory(row) and (row.domain is None) == provisions
        ]

    def stretches(self, rows: Sequence[Summary]) -> list[tuple[str, list[Summary]]]:
        """Rows by instrument and window, in the order of time; named where instruments are many."""
        found: dict[tuple[datetime, str, Interval], list[Summary]] = {}
        for row in rows:
            found.setdefault((row.window.start, row.instrument, row.window), []).append(row)
        several = len(self.situation.force) > 1
        return [
            (self.instrument(name) if several else "", found[start, name, window])
            for start, name, window in sorted(found, key=lambda key: key[:2])
        ]

    def instrument(self, name: str) -> str:
        for force in self.situation.force:
            if force.instrument == name:
                return self.words.label(force.labels) or name
        return name

    def strikes(self, rows: Sequence[Summary]) -> list[tuple[str, str]]:
        """Columns of a table of verdicts, as (area, accused), sides in the parties' order."""
        return sorted(
            {(row.area, row.accused) for row in rows},
            key=lambda pair: (self._side(pair[0]), pair),
        )

    def _side(self, area: str) -> str:
        return (self.areas[area].side or "") if area in self.areas else ""

    def struck(self, area: str, accused: str, columns: Sequence[tuple[str, str]]) -> str:
        """Heading of a column: where; and whose acts, where one place has several columns."""
        several = sum(where == area for where, _ in columns) > 1
        where = self.area(area)
        if accused and (several or area == ANYWHERE):
            return self.say("struck-by", where=where, party=self.party(accused))
        return self.say("struck", where=where)

    def place(self, area: str, accused: str, columns: Sequence[tuple[str, str]]) -> str:
        """The same in small."""
        several = sum(where == area for where, _ in columns) > 1
        if several or area == ANYWHERE:
            return self.struck(area, accused, columns)
        return self.area(area)

    def windows(self) -> tuple[Interval, ...]:
        """All windows in force."""
        return tuple(sorted({w for force in self.situation.force for w in force.windows}))

    def inside(self) -> list[Incident]:
        """Incidents that began while something was in force; of a reporting day, those of it."""
        found = [each for each in self.situation.incidents if each.begins_in_force]
        day = self.situation.day
        if day is None:
            return found
        return [
            each for each in found if (at := self.beginning(each)) is not None and day.holds(at)
        ]

    def is_ahead(self, row: Summary) -> bool:
        """Does the row's window only begin after the moment of knowledge?"""
        return row.window.start >= self.situation.checkpoint.as_of

    def beginning(self, incident: Incident) -> datetime | None:
        return incident.time_lo or incident.time or incident.time_hi
