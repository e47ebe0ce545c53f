"""The situation: everything in a view as one immutable value, the only input of what people see.

Numbers are rounded once, here: probabilities and shares to 4 decimals, hours to 2. Times are UTC.
Texts are not sentences but keys and names; rooms that face people make sentences with `words`.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any, Literal

from aselepo.core.time import Interval, iso
from aselepo.pledges.guarantees import Guarantee
from aselepo.pledges.state import Promises

Verdict = Literal["breach", "undetermined", "none observed", "cannot tell", "not in force"]
Labels = dict[str, str]
"""A name by language code; the key "" holds the text in the agreement's own words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checkpoint:
    """What was computed from: a prefix of the log, the moment of knowledge, the software."""

    origin: str
    size: int
    """Number of entries in the prefix."""
    root: str
    """Root hash of the log at this size, hexadecimal."""
    as_of: datetime
    reconstructed: bool
    """Imported entries count, whose known times are claims with grounds."""
    version: str
    agreements: tuple[str, ...]
    """Digest of each agreement text in force in this view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    name: str
    labels: Labels
    colour: str
    """One of the fixed set: violet, teal, ochre, slate; by the agreement's order of names."""
    guarantor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Force:
    """An instrument and when it is in force; `what_if` where the reader set the window."""

    instrument: str
    labels: Labels
    source: str
    windows: tuple[Interval, ...]
    clock: str
    """Zone of time of the agreement."""
    clocks: tuple[str, ...]
    """Zones of time to show in the mission's order, the agreement's among them, UTC last."""
    assumed: bool
    what_if: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place of the mission's geography; areas with `parts` are the sides' whole territories."""

    id: str
    labels: Labels
    side: str | None
    parts: tuple[str, ...]
    within: str | None
    area_km2: float | None
    geometry: dict[str, Any] | None
    """GeoJSON geometry, or None where the footprint is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A version of a line of contact with its error band; drawn, never judged."""

    name: str
    labels: Labels
    author: str
    valid: Interval
    sigma_m: float
    geometry: dict[str, Any]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How much of an area and window could be seen for the classes of a row."""

    watched_h: float
    """Area-hours observed, an area counting by its share of the side's surface."""
    total_h: float
    share: float
    by: str
    """What the share is weighted by: `area` (km2) or `count` (areas alike)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Power:
    """What a silence here is worth."""

    p_notice_one: float
    """Chance to notice one incident at a random place and moment of the row."""
    noticed_from: int | None
    """Smallest number of incidents of which at least one is noticed with 95 %; None: no number."""
    rate_excluded_per_day: float | None
    """With none noticed: incident rate above which that has a chance of 5 % or less."""
    enough: bool
    """The chance reaches what the agreement asks of "none observed"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What could not be seen: an area (or all of them) over a stretch of time, and why."""

    area: str
    window: Interval
    source: str | None
    reason: str
    """Key of `words`: `gap-<reason>`; e.g. no-source, merged-rows, permanent-alert, no-passes."""
    classes: tuple[str, ...]
    """The classes it concerns; empty: all of the row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A provision or a domain over a window, for one side struck and one accused side."""

    instrument: str
    provision: str | None
    domain: str | None
    side: str | None
    """Party whose territory is struck; None where the mission knows no territories."""
    accused: str
    """Party whose acts the row is about; being in a row accuses nobody of anything."""
    area: str
    window: Interval
    whole: bool
    """The whole time in force up to now; else one reporting day."""
    verdict: Verdict
    p: tuple[float, float] | None
    """Bounds of the chance of at least one breach; None where nothing was noticed."""
    exposure: Exposure
    power: Power | None
    missing: tuple[Gap, ...]
    incidents: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One incident or duty under one provision and party, with its factors weakest first."""

    instrument: str
    provision: str
    party: str
    verdict: str
    p: tuple[float, float]
    factors: tuple[tuple[str, float, float], ...]
    hypotheses: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    id: str
    time_lo: datetime | None
    time: datetime | None
    time_hi: datetime | None
    time_end: datetime | None
    place: str | None
    lon: float | None
    lat: float | None
    sigma_major_m: float | None
    p_real: float | None
    p_class: dict[str, float]
    p_party: dict[str, float]
    count_lo: int | None
    count_hi: int | None
    sources: tuple[str, ...]
    observations: tuple[str, ...]
    first_known_at: datetime
    in_force: bool
    """Its time touches the window in force."""
    begins_in_force: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A party's own allegation: shown and its arithmetic checked, never judged, never counted."""

    claimant: str
    claimant_party: str | None
    accused: str | None
    window: Interval
    category: str
    count: int | None
    qualifier: str
    """exact, about, more_than, at_least."""
    source: str
    published: str
    known_at: datetime
    note: str
    entry: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """Arithmetic over claims of one claimant: a total against its parts, or a running total."""

    kind: str
    """`adds-up`, `does-not-add-up`, `not-comparable`, `running-total`, `rival-figures`,
    `against-observations`."""
    claimant: str
    window: Interval
    category: str
    stated: int
    qualifier: str
    parts: tuple[tuple[str, int, str], ...]
    """(category or end of window, count, qualifier)."""
    computed: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSpan:
    """A source over an area and interval; `classes` holds the chance to notice one incident."""

    source: str
    area: str
    window: Interval
    status: str
    """observed, partial, not_observed, unknown."""
    reason: str | None
    p_detect: dict[str, float]
    declared: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source with its licence and credit; `rows` of `problems` were set aside."""

    name: str
    labels: Labels
    licence: str
    credit: str
    address: str
    rows_read: int
    rows_accepted: int
    rows_set_aside: int
    last_known_at: datetime | None
    known_time_grounds: str
    """On what assumption the known times of its imported entries rest; empty: live."""
    declared_by: str
    declared_why: str
    """By whom and why its coverage is declared; empty where it is not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    day: date
    value: float | None
    """None: no figure for the day, which is not zero."""
    watched: float | None
    """Share of the day and area that was watched, where the series has an exposure."""
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A daily series beside the truce; `kind` says whether it counts, claims or reports."""

    name: str
    unit: str
    kind: Literal["recorded", "claimed", "reported", "mapped"]
    source: str
    claimant: str | None
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A row refused at intake, kept with its reason."""

    source: str
    where: str
    what: str
    why: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """Everything in a view; see the fields' own types."""

    mission: str
    labels: Labels
    checkpoint: Checkpoint
    day: Interval | None
    """The reporting day asked for; None: all of it."""
    force: tuple[Force, ...]
    parties: tuple[Party, ...]
    areas: tuple[Area, ...]
    lines: tuple[Line, ...]
    line_statements: tuple[LineStatement, ...]
    summaries: tuple[Summary, ...]
    incidents: tuple[Incident, ...]
    claims: tuple[Claim, ...]
    claim_checks: tuple[ClaimCheck, ...]
    coverage: tuple[CoverageSpan, ...]
    sources: tuple[Source, ...]
    series: tuple[Series, ...]
    news: tuple[tuple[date, str, str, int], ...]
    """Reports by day, area id and kind: reports, not events."""
    set_aside: tuple[SetAside, ...]
    domains: dict[str, Labels]
    provisions: dict[str, Labels]
    guarantees: tuple[Guarantee, ...]
    bodies: dict[str, Labels]
    """Bodies that decide, such as a commission."""
    promises: Promises
    in_force_definition: str
    """How the mission defines a ceasefire in force, where guarantees hang on it."""
    notes: tuple[str, ...]
    """Keys of `words`: `note-<key>`, assumptions that hold for the whole situation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineStatement:
    """What the mapped line allows to say about a halt; a statement, never a verdict."""

    line: str
    key: str
    """Key of `words`: `line-<key>`; e.g. no-halt-visible, lag-longer-than-truce, no-series."""
    window: Interval
    change_km2: float | None
    usual_lo_km2: float | None
    usual_hi_km2: float | None
    lag_h: float | None


def plain(value: Any) -> Any:
    """A situation, or a part of one, as a JSON value."""
    match value:
        case Interval():
            return [iso(value.start), None if value.end is None else iso(value.end)]
        case datetime():
            return iso(value)
        case date():
            return value.isoformat()
        case float():
            return round(value, 6)
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case tuple() | list():
            return [plain(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return value
