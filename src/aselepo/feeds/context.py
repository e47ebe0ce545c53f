"""What a feed is told besides the bytes: the mission's settings for it, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from aselepo.core import ConfigError, Interval, parse_instant
from aselepo.feeds.codes import SETTINGS
from aselepo.feeds.places import Places, gazetteer

Known = Literal["recorded", "reported"]
KEYS = frozenset(
    {
        "known",
        "known_from",
        "window",
        "p_detect",
        "p_detect_in",
        "declared_by",
        "declared_why",
        "box",
        "gazetteer",
        "licence",
        "credit",
        "options",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedContext:
    """The settings of one delivery.

    `known` says when the mission counts as having known the rows: "recorded" (when the log takes
    them; the default) or "reported" (when the source could have told them: an assumption that the
    entries carry as their grounds). `window` is the stretch for which the delivery is held to be
    complete, `p_detect` the chance that the source notices one incident, by class, and
    `p_detect_in` the same for single places. Without both, nothing is declared and the source is
    unknown everywhere.
    """

    file: str = "input"
    """Name of the file in messages."""
    author: str = ""
    known: Known = "recorded"
    known_from: datetime | None = None
    """From when standing things (source, shapes, declared coverage) count as known."""
    window: Interval | None = None
    p_detect: Mapping[str, float] = field(default_factory=dict)
    p_detect_in: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    declared_by: str = ""
    declared_why: str = ""
    box: tuple[float, float, float, float] | None = None
    """West, south, east, north, degrees: a position outside is set aside."""
    places: Places | None = None
    licence: str = ""
    """Of these bytes, where it is not the card's; `credit` likewise."""
    credit: str = ""
    options: Mapping[str, Any] = field(default_factory=dict)
    """What only this feed asks."""

    @classmethod
    def of(
        cls, settings: Mapping[str, Any], *, file: str = "input", author: str = ""
    ) -> FeedContext:
        """Read settings as they stand in a mission's recipe.

        A key that is not one of every feed's is an option of this one, and is checked there.

        Raises
        ------
        ConfigError : a value that does not fit its key

        >>> FeedContext.of({"window": ["2025-04-10T00:00Z", "2025-05-01T00:00Z"]}).window.hours
        504.0
        """
        known = settings.get("known", "recorded")
        if known not in ("recorded", "reported"):
            raise ConfigError(SETTINGS.at(file, f'known "{known}" is not recorded or reported'))
        if known == "reported" and not {"known_from", "window"} & settings.keys():
            raise ConfigError(
                SETTINGS.at(
                    file,
                    'known = "reported" without known_from',
                    why="rows would be known before their source, its licence and its errors are",
                    mend="say from when these count as known: known_from = 2025-04-10T00:00:00Z",
                )
            )
        return cls(
            file=file,
            author=author,
            known=known,
            known_from=_instant(settings, "known_from", file),
            window=_window(settings, file),
            p_detect=_chances(settings.get("p_detect", {}), "p_detect", file),
            p_detect_in={
                place: _chances(chances, f"p_detect_in.{place}", file)
                for place, chances in settings.get("p_detect_in", {}).items()
            },
            declared_by=str(settings.get("declared_by", "")),
            declared_why=str(settings.get("declared_why", "")),
            box=_box(settings, file),
            places=gazetteer(settings["gazetteer"]) if "gazetteer" in settings else None,
            licence=str(settings.get("licence", "")),
            credit=str(settings.get("credit", "")),
            options={
                **{key: value for key, value in settings.items() if key not in KEYS},
                **settings.get("options", {}),
            },
        )

    @property
    def reported(self) -> bool:
        return self.known == "reported"

    @property
    def standing(self) -> datetime | None:
        """Known time of standing things; None: when the log records them."""
        if self.known_from is not None:
            return self.known_from
        return self.window.start if self.reported and self.window else None

    def chances_for(self, areas: Iterable[str]) -> None:
        """See that every place with chances of its own is one that the source speaks of.

        Raises
        ------
        ConfigError : a place misspelt would keep the chance of all others, which may be too high
        """
        known = set(areas)
        if unknown := sorted(set(self.p_detect_in) - known):
            there = ", ".join(sorted(known)) or "none"
            what = f'p_detect_in: no area "{unknown[0]}"; there are: {there}'
            raise ConfigError(SETTINGS.at(self.file, what))

    def chance(self, place: str) -> dict[str, float]:
        """Chance to notice one incident at a place, by class."""
        return {**self.p_detect, **self.p_detect_in.get(place, {})}


def _moment(value: Any, key: str, file: str) -> datetime:
    try:
        return parse_instant(value.isoformat() if isinstance(value, datetime) else str(value))
    except ValueError as wrong:
        raise ConfigError(SETTINGS.at(file, f"{key}: {wrong}")) from wrong


def _instant(settings: Mapping[str, Any], key: str, file: str) -> datetime | None:
    return _moment(settings[key], key, file) if key in settings else None


def _window(settings: Mapping[str, Any], file: str) -> Interval | None:
    if "window" not in settings:
        return None
    value = settings["window"]
    if not isinstance(value, list | tuple) or len(value) != 2:
        raise ConfigError(SETTINGS.at(file, f"window {value!r} is not [start, end]"))
    start, end = (_moment(edge, "window", file) for edge in value)
    if end <= start:
        raise ConfigError(SETTINGS.at(file, "window ends before it starts"))
    return Interval(start, end)


def _box(settings: Mapping[str, Any], file: str) -> tuple[float, float, float, float] | None:
    if "box" not in settings:
        return None
    try:
        west, south, east, north = (float(edge) for edge in settings["box"])
    except (TypeError, ValueError) as wrong:
        what = f"box {settings['box']!r} is not [west, south, east, north]"
        raise ConfigError(SETTINGS.at(file, what)) from wrong
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise ConfigError(SETTINGS.at(file, f"box {settings['box']!r} is no box of WGS 84"))
    return west, south, east, north


def _chances(value: Any, key: str, file: str) -> dict[str, float]:
    for name, p in value.items():
        if not isinstance(p, int | float) or not 0 <= p <= 1:
            raise ConfigError(SETTINGS.at(file, f"{key}.{name} {p!r} is not between 0 and 1"))
    return {name: float(p) for name, p in value.items()}
