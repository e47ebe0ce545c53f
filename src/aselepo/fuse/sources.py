"""Source models: how each source errs, as data; file form `sources.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from aselepo.core.canonical import digest

F64 = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceModel:
    """How one source errs."""

    detection: Mapping[str, float]
    """By class: chance to report an incident where it watches."""
    coverage: float = 1.0
    """Share of incidents that happen where and when it watches."""
    repeats: float = 0.0
    """Mean number of further reports of an incident that it reports."""
    accuracy: float | None = None
    """Chance that the class it names is right; None: what each report states of itself."""
    confusion: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """By true class: what it says instead; missing mass is spread evenly."""
    delay_h: Mapping[str, float] = field(default_factory=dict)
    """By class: mean delay of its times after the onset, exponential; empty: no delay."""
    pass_h: float = 0.0
    """Hours between passes of a scanning source; 0: it watches all the time."""
    same_pass: float = 0.0
    """Share of further reports that come from the same pass."""
    named_sigma_m: float = 0.0
    """Reports with this stated error say near which named place; 0: it names none."""
    follows: str | None = None
    """The source whose reports it works from."""
    alone: float = 1.0
    """Chance factor for an incident that the source it follows has not reported."""
    clutter_per_day: tuple[float, float] = (0.0, 0.0)
    """Reports without incident: mean and standard deviation of the rate."""
    clutter_km: float = 0.0
    """How far its doubtful reports are smoothed over for a map of clutter; 0: clutter falls evenly
    where it watches."""
    clutter_repeats: float | None = None
    """Mean number of further reports of what is clutter; None: as of incidents."""
    clutter_hours: tuple[float, ...] = ()
    """Clutter by hour of the day (UTC), 24 values about 1; empty: even."""
    clutter_classes: Mapping[str, float] = field(default_factory=dict)
    group: str = ""
    """Sources of one group are not independent of each other; empty: a group of its own."""
    sigma_scale: float = 1.0
    """True errors over stated ones."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SourceModels:
    """All sources of a mission, and what is known of incidents whoever reports them."""

    version: str
    classes: Mapping[str, float]
    """Share of each class among incidents, seen or not."""
    sources: Mapping[str, SourceModel]
    burst_per_km2_h: float = 0.0
    burst_km: float = 2.0
    burst_h: float = 2.0
    base: float = 1.0
    same_name: float = 0.95
    blur_km: float = 1.0
    per_km2_day: float = 0.01
    """Incident intensity where nothing is known."""
    threshold: float = 0.5
    """A report joins an incident from this chance on."""
    ellipse_scale: float = 1.0
    """Widening of an incident's ellipse, from calibration."""
    calibration: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """P(real), by sources heard (`a`, `a+b`, else `one`, `several`): shift, slope of log-odds."""

    link_calibration: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Chance of a link, by source of the report: shift and slope of its log-odds."""

    @cached_property
    def digest(self) -> str:
        """Hash of the content; part of every cache key."""
        return digest(asdict(self))
