"""Parameters of a world: documented defaults, a preset over them, a file of one's own on top."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources
from typing import Any

from aselepo.core import ConfigError, parse_instant
from aselepo.feeds.exercise.codes import BAD_VALUE, NO_PARAMETER, NO_PRESET, NOT_A_WORLD

PRESETS = ("ceasefire", "war", "broken-truce", "quiet", "no-coverage")
_LISTS: Mapping[str, Mapping[str, Any] | None] = {
    "phase": None,
    "lie": None,
    "clock": None,
    "act": {"day": 0.0, "what": "", "by": ""},
    "decision": {"day": 0.0, "what": ""},
}
"""Lists of tables: a file that names one replaces all of it; what an entry looks like, where the
defaults have none."""
_SHARES = frozenset(
    {
        "north_share", "same_class", "spell_common", "demining_notified", "left",
        "static_sees", "missing_pass", "south_share", "accuracy", "vague", "origin_share",
        "names_party", "party_accuracy", "weekend", "denied", "notices", "crater", "towns_report",
        "day_only", "part_only", "region_only", "declared_origin", "withdrawn", "false_withdrawn",
        "corrected", "warns", "jammed", "repeated_rows", "right", "ignites",
        "fog", "follow", "copies_of_copies",
    }
)  # fmt: skip
_MAY_BE_NEGATIVE = frozenset(
    {"signed_day", "declared_day", "cloud_mean", "origin", "ahead_s", "reversed_day"}
)


@dataclass(frozen=True, slots=True)
class Settings:
    """All parameters, checked: every name is one of the defaults', every value of its kind."""

    values: Mapping[str, Any]

    def number(self, section: str, name: str) -> float:
        return float(self.values[section][name])

    def whole(self, section: str, name: str) -> int:
        return int(self.values[section][name])

    def pair(self, section: str, name: str) -> tuple[float, float]:
        one, other = self.values[section][name]
        return float(one), float(other)

    def by_name(self, section: str, name: str) -> dict[str, float]:
        return {key: float(value) for key, value in self.values[section][name].items()}

    def classes(self) -> tuple[str, ...]:
        """Names of the classes, in the order of the defaults."""
        return tuple(self.values["class"])

    def of_class(self, name: str) -> list[float]:
        """One parameter of every class, in their order."""
        return [float(each[name]) for each in self.values["class"].values()]

    def tables(self, name: str) -> list[dict[str, Any]]:
        return [dict(each) for each in self.values[name]]

    @property
    def start(self) -> datetime:
        return parse_instant(self.values["world"]["start"])

    @property
    def parties(self) -> tuple[str, str]:
        north, south = self.values["world"]["parties"]
        return str(north), str(south)

    def with_parties(self, north: str, south: str) -> Settings:
        world = {**self.values["world"], "parties": [north, south]}
        return Settings({**self.values, "world": world})


def default_text() -> str:
    """The documented defaults, as they ship."""
    return resources.files(__package__).joinpath("world.toml").read_text("utf-8")


def default_agreement() -> str:
    """The agreement of an exercise that names no other."""
    return resources.files(__package__).joinpath("agreement.txt").read_text("utf-8")


def preset_text(preset: str) -> str:
    """The lines of a preset.

    Raises
    ------
    ConfigError : no such preset
    """
    if preset not in PRESETS:
        raise ConfigError(NO_PRESET.at("--preset", f"{preset!r}; there are: {', '.join(PRESETS)}"))
    return resources.files(__package__).joinpath("presets", f"{preset}.toml").read_text("utf-8")


def settings(preset: str = "ceasefire", text: str = "", *, file: str = "world.toml") -> Settings:
    """Defaults, then a preset, then the lines of a file.

    Raises
    ------
    ConfigError : no such preset, not TOML, an unknown name, a value that cannot be

    >>> settings("war").tables("phase")[0]["level"]
    2600.0
    """
    lines = preset_text(preset)
    values = {name: [] for name in _LISTS} | tomllib.loads(default_text())
    values = _over(values, _read(lines, preset), preset)
    values = _over(values, _read(text, file), file)
    _check(values, file)
    return Settings(values)


def _read(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as wrong:
        raise ConfigError(NOT_A_WORLD.at(file, str(wrong))) from wrong


def _over(base: Mapping[str, Any], top: Mapping[str, Any], file: str, at: str = "") -> Any:
    """The values of `top` laid over those of `base`; only names that `base` has."""
    merged = dict(base)
    for name, value in top.items():
        where = f"{at}{name}"
        if name not in base:
            raise ConfigError(NO_PARAMETER.at(file, f"{where}; there are: {', '.join(base)}"))
        old = base[name]
        if name in _LISTS and not at:
            merged[name] = _list(name, old, value, file)
        elif isinstance(old, dict):
            if not isinstance(value, dict):
                raise ConfigError(BAD_VALUE.at(file, f"{where} is not a table"))
            merged[name] = _over(old, value, file, f"{where}.")
        else:
            merged[name] = _like(old, value, where, file)
    return merged


def _list(name: str, old: Any, value: Any, file: str) -> list[dict[str, Any]]:
    model = old[0] if old else _LISTS[name]
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ConfigError(BAD_VALUE.at(file, f"{name} is not a list of tables: write [[{name}]]"))
    assert model is not None, f"the defaults show no {name}"
    return [_over(model, each, file, f"{name}.") for each in value]


def _like(old: Any, value: Any, where: str, file: str) -> Any:
    """A value of the same kind as the default; a whole number stands for a broken one."""
    if isinstance(old, list):
        if isinstance(value, list) and len(value) == len(old):
            return [_like(one, new, where, file) for one, new in zip(old, value, strict=True)]
    elif isinstance(old, str):
        if isinstance(value, str):
            return value
    elif isinstance(value, int) and not isinstance(value, bool):
        return type(old)(value)
    elif isinstance(value, float) and isinstance(old, float):
        return value
    raise ConfigError(BAD_VALUE.at(file, f"{where} = {value!r}, expected something like {old!r}"))


def _check(values: Mapping[str, Any], file: str) -> None:
    for section, given in values.items():
        for table in given if isinstance(given, list) else [given]:
            for name, value in table.items():
                for key, number in _numbers(name, value):
                    _bounds(f"{section}.{key}", key.rpartition(".")[2], number, file)
    if not values["phase"] or values["phase"][0]["from_day"] > 0:
        raise ConfigError(BAD_VALUE.at(file, "the first phase must start on day 0"))
    if values["fighting"]["follow"] + values["fighting"]["reply"] >= 0.95:
        text = "fighting.follow + fighting.reply reaches 0.95: every strike would draw another"
        raise ConfigError(BAD_VALUE.at(file, text))
    if values["world"]["sectors"] < 1 or values["world"]["length"] <= 0:
        raise ConfigError(BAD_VALUE.at(file, "the world has no length"))
    try:
        parse_instant(values["world"]["start"])
    except ValueError as wrong:
        raise ConfigError(BAD_VALUE.at(file, f"world.start: {wrong}")) from wrong


def _numbers(name: str, value: Any) -> list[tuple[str, float]]:
    if isinstance(value, dict):
        return [pair for key, each in value.items() for pair in _numbers(f"{name}.{key}", each)]
    if isinstance(value, list):
        return [pair for each in value for pair in _numbers(name, each)]
    return [(name, float(value))] if isinstance(value, int | float) else []


def _bounds(where: str, name: str, number: float, file: str) -> None:
    if name not in _MAY_BE_NEGATIVE and number < 0:
        raise ConfigError(BAD_VALUE.at(file, f"{where} = {number:g} is negative"))
    if name in _SHARES and number > 1:
        raise ConfigError(BAD_VALUE.at(file, f"{where} = {number:g} is more than 1"))
