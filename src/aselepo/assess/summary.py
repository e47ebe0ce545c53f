"""Summaries: a provision or domain over a window, per side struck and per accused side.

The words are those of the language's reference: `breach` where a finding is sure, `undetermined`
where something happened but what it was or whose is open, `none observed` where nothing was noticed
and enough could have been, `cannot tell` where it could not, `not in force` outside force.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from aselepo.core.classes import tree
from aselepo.core.time import Interval
from aselepo.coverage import Ledger, Looked, Silence, exposure, silence

Verdict = Literal["breach", "undetermined", "none observed", "cannot tell", "not in force"]
ENOUGH = 0.8
"""Chance to notice one incident that "none observed" needs, unless the agreement says otherwise."""
Bounds = tuple[float, float]
_OPEN = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """A prohibition finding, as far as summaries need it."""

    instrument: str
    provision: str
    party: str
    incident: str
    verdict: str
    p: Bounds
    classes: frozenset[str]
    """Classes that the provision forbids; the bounds count those that the incident surely is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Where and when an incident may have been: its span of time, sure and possible areas."""

    incident: str
    window: Interval
    """From the first to just after the last moment it may have happened."""
    sure_areas: frozenset[str]
    """Areas (and areas that contain them) in which it surely was."""
    possible_areas: frozenset[str]
    """Areas in which it may have been, the sure ones included."""
    p_class: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What to summarise: one provision or domain, one side struck, one accused side."""

    instrument: str
    provision: str | None
    domain: str | None
    classes: frozenset[str]
    """Classes of the provision or domain that any of `provisions` forbids."""
    provisions: frozenset[str]
    """Provisions whose findings count here."""
    side: str | None
    accused: str
    area: str
    parts: Mapping[str, float]
    """The area's parts with their weights."""
    window: Interval
    whole: bool
    in_force: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    row: Row
    verdict: Verdict
    p: Bounds | None
    looked: Looked
    power: Silence | None
    incidents: tuple[str, ...]
    enough: bool


def summarise(
    rows: Sequence[Row],
    *,
    charges: Sequence[Charge],
    happenings: Mapping[str, Happening],
    book: Ledger,
    within: Mapping[str, Sequence[str]],
    enough: float = ENOUGH,
) -> tuple[Summary, ...]:
    """Summarise each row.

    Parameters
    ----------
    rows : what to summarise
    charges : findings other than `no breach`
    happenings : the incidents of these findings, by id
    book : ledger of coverage, cut at the moment of knowledge
    within : areas that contain an area
    enough : chance to notice one incident of the weakest class that `none observed` needs
    """
    looks: dict[tuple[frozenset[str], Interval, frozenset[str]], Looked] = {}
    filed = {
        name: _Filed([charge for charge in charges if charge.party == name], happenings)
        for name in {row.accused for row in rows}
    }
    found = []
    for row in rows:
        key = (frozenset(row.parts), row.window, row.classes)
        if key not in looks:
            looks[key] = exposure(
                book, areas=row.parts, within=within, window=row.window, classes=row.classes
            )
        found.append(_one(row, filed[row.accused], looks[key], enough))
    return tuple(found)


def _one(
    row: Row,
    filed: _Filed,
    looked: Looked,
    enough: float,
) -> Summary:
    quiet = silence(looked.weakest, window_h=row.window.hours) if row.window.hours > 0 else None
    is_enough = looked.weakest >= enough
    found = list(_touching(row, filed))
    incidents = tuple(sorted({incident for incident, _, _ in found}))
    verdict: Verdict
    p: Bounds | None = None
    if not row.in_force:
        verdict = "not in force"
    elif found:
        verdict = "breach" if any(sure for _, sure, _ in found) else "undetermined"
        p = _any([bounds for _, _, bounds in found])
    else:
        verdict = "none observed" if is_enough else "cannot tell"
    return Summary(
        row=row,
        verdict=verdict,
        p=p,
        looked=looked,
        power=quiet if row.in_force else None,
        incidents=incidents,
        enough=is_enough,
    )


class _Filed:
    """The charges against one party, by time, so that a window finds its own quickly.

    Findings on incidents that are gone (void duties) bear on no row.
    """

    def __init__(self, charges: Sequence[Charge], happenings: Mapping[str, Happening]) -> None:
        self.charges = [charge for charge in charges if charge.incident in happenings]
        self.happenings = [happenings[charge.incident] for charge in self.charges]
        self.start = np.array([_us(each.window.start) for each in self.happenings], np.int64)
        self.end = np.array([_us(each.window.end) for each in self.happenings], np.int64)
        self.shares: dict[tuple[str, frozenset[str]], Bounds] = {}

    def over(self, window: Interval) -> Iterator[tuple[Charge, Happening]]:
        """Charges whose happening touches a window."""
        inside = (self.start < _us(window.end)) & (self.end > _us(window.start))
        for at in np.flatnonzero(inside):
            yield self.charges[int(at)], self.happenings[int(at)]

    def share(self, happening: Happening, wanted: frozenset[str]) -> Bounds:
        """Bounds of the chance to be of some classes, worked out once."""
        key = (happening.incident, wanted)
        if key not in self.shares:
            self.shares[key] = _share_of_classes(happening.p_class, wanted)
        return self.shares[key]

    def part(
        self, happening: Happening, wanted: frozenset[str], forbidden: frozenset[str]
    ) -> float:
        """Of what it surely is of the classes forbidden, the part surely wanted too."""
        if forbidden <= wanted:
            return 1.0
        whole = self.share(happening, forbidden)[0]
        return min(1.0, self.share(happening, wanted & forbidden)[0] / whole) if whole else 0.0


def _us(moment: datetime | None) -> int:
    return _OPEN if moment is None else round(moment.timestamp() * 1e6)


def _touching(row: Row, filed: _Filed) -> Iterator[tuple[str, bool, Bounds]]:
    """Findings that bear on a row: incident, whether a sure breach of it, bounds within it."""
    for charge, happening in filed.over(row.window):
        if charge.provision not in row.provisions:
            continue
        if row.area not in happening.possible_areas and row.side is not None:
            continue
        hi = filed.share(happening, row.classes)[1]
        if hi == 0.0:
            continue
        lo = filed.part(happening, row.classes, charge.classes)
        inside = row.side is None or row.area in happening.sure_areas
        timed = happening.window.overlap(row.window) == happening.window
        sure = charge.verdict == "breach" and inside and timed and lo == 1.0
        p_lo = charge.p[0] * lo if inside and timed else 0.0
        yield charge.incident, sure, (p_lo, charge.p[1] * hi)


def _share_of_classes(p_class: Mapping[str, float], wanted: Collection[str]) -> Bounds:
    """Bounds of the chance that an incident is of the classes wanted, given a class table."""
    if not p_class:
        return 0.0, 1.0
    told = [(p, tree().told(name, wanted)) for name, p in sorted(p_class.items())]
    rest = max(0.0, 1.0 - sum(p for p, _ in told))
    lo = sum(p * bounds[0] for p, bounds in told)
    hi = sum(p * bounds[1] for p, bounds in told) + rest
    return (1.0 if lo > 1.0 - 1e-12 else lo), min(1.0, hi)


def _any(bounds: Sequence[Bounds]) -> Bounds:
    """Bounds of the chance of at least one breach among independent incidents."""
    none_lo = none_hi = 1.0
    for lo, hi in bounds:
        none_lo *= 1.0 - lo
        none_hi *= 1.0 - hi
    return 1.0 - none_lo, 1.0 - none_hi
