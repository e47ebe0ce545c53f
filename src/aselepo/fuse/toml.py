"""`sources.toml`: source models as a file that people read, check and keep in version control."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from aselepo.core.problem import ConfigError, Problem
from aselepo.fuse import codes
from aselepo.fuse.sources import SourceModel, SourceModels

FORMAT = 1
_SOURCE = {field.name for field in fields(SourceModel)}
_NOT_TOP = {"sources", "classes", "calibration", "link_calibration", "version"}
_TOP = {field.name for field in fields(SourceModels)} - _NOT_TOP
_CHANCES = {
    "detection",
    "coverage",
    "accuracy",
    "same_pass",
    "alone",
    "base",
    "same_name",
    "threshold",
}
_BY_CLASS = {"detection", "delay_h", "clutter_classes"}


def read_models(text: str, where: str = "sources.toml") -> SourceModels:
    """Source models from the text of a file.

    Raises
    ------
    ConfigError : not TOML, a key that is none, a value that cannot be; all problems at once
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        raise ConfigError(codes.NOT_TOML.at(where, str(bad))) from bad
    return models_of(data, where)


def models_of(data: Mapping[str, Any], where: str = "source entry") -> SourceModels:
    """Source models from plain data: a read TOML file or the body of a `source` entry."""
    problems = list(_problems(data, where))
    if problems:
        raise ConfigError(problems)
    sources = {
        name: SourceModel(**{key: _plain(key, value) for key, value in body.items()})
        for name, body in sorted(data["source"].items())
    }
    top = {key: float(value) for key, value in data["incidents"].items() if key in _TOP}
    return SourceModels(
        version=str(data.get("version", "")),
        classes=dict(data["incidents"]["classes"]),
        sources=sources,
        calibration=_curves(data.get("calibration", {})),
        link_calibration=_curves(data.get("link_calibration", {})),
        **top,
    )


def _curves(data: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    return {name: (float(shift), float(slope)) for name, (shift, slope) in data.items()}


def _plain(key: str, value: Any) -> Any:
    if key == "clutter_per_day":
        return (float(value[0]), float(value[1]))
    if key == "clutter_hours":
        return tuple(float(v) for v in value)
    if key == "detection" and isinstance(value, int | float):
        return {"any": float(value)}
    if key == "delay_h" and isinstance(value, int | float):
        return {"any": float(value)} if value > 0 else {}
    return float(value) if isinstance(value, int) else value


def _problems(data: Mapping[str, Any], where: str) -> Iterator[Problem]:
    if data.get("format", FORMAT) != FORMAT:
        yield codes.BAD_MODEL.at(where, f"format {data['format']} is not {FORMAT}")
    for key in data.keys() - {
        "format",
        "version",
        "made",
        "incidents",
        "source",
        "calibration",
        "link_calibration",
    }:
        yield codes.UNKNOWN_KEY.at(where, f"no such key: {key}")
    incidents = data.get("incidents")
    if not isinstance(incidents, dict) or not incidents.get("classes"):
        yield codes.BAD_MODEL.at(where, "[incidents.classes] is missing: shares of classes")
        return
    classes = set(incidents["classes"])
    for key, value in incidents.items():
        if key == "classes":
            yield from _table(value, f"{where} incidents.classes", None, high=None)
        elif key not in _TOP:
            yield codes.UNKNOWN_KEY.at(where, f"no such key: incidents.{key}")
        else:
            yield from _number(key, value, f"{where} incidents.{key}")
    sources = data.get("source")
    if not isinstance(sources, dict) or not sources:
        yield codes.BAD_MODEL.at(where, "no [source.NAME]")
        return
    for name, body in sources.items():
        at = f"{where} source.{name}"
        if "detection" not in body:
            yield codes.BAD_MODEL.at(at, "detection is missing")
        for key, value in body.items():
            yield from _source_key(key, value, at, classes, set(sources))
    for table in ("calibration", "link_calibration"):
        for key, value in data.get(table, {}).items():
            if not (isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))):
                yield codes.BAD_MODEL.at(f"{where} {table}.{key}", "give [shift, slope]")


def _source_key(
    key: str, value: Any, at: str, classes: set[str], sources: set[str]
) -> Iterator[Problem]:
    here = f"{at}.{key}"
    if key not in _SOURCE:
        yield codes.UNKNOWN_KEY.at(at, f"no such key: {key}")
    elif key in _BY_CLASS:
        if isinstance(value, dict):
            high = None if key == "delay_h" else 1.0
            yield from _table(value, here, classes, high=high)
        elif key == "clutter_classes" or not _is_number(value):
            yield codes.BAD_MODEL.at(here, f"{value!r}: give a table by class")
        else:
            yield from _number(key, value, here)
    elif key == "confusion":
        for true, said in value.items():
            yield from _table(said, f"{here}.{true}", classes, high=1.0)
            if sum(v for v in said.values() if _is_number(v)) > 1.0 + 1e-9:
                yield codes.BAD_MODEL.at(f"{here}.{true}", "the shares sum to more than 1")
            if true not in classes:
                yield codes.BAD_MODEL.at(here, f"{true} is not in incidents.classes")
    elif key == "clutter_hours":
        hours = isinstance(value, list) and len(value) in (0, 24) and all(map(_is_number, value))
        if not hours or min(value, default=0) < 0:
            yield codes.BAD_MODEL.at(here, "give 24 numbers of 0 or more")
    elif key == "follows":
        if value not in sources:
            yield codes.BAD_MODEL.at(here, f"{value!r} is not a source of this file")
    elif key == "group":
        if not isinstance(value, str):
            yield codes.BAD_MODEL.at(here, f"{value!r} is not a name")
    elif key == "clutter_per_day":
        if not (
            isinstance(value, list) and len(value) == 2 and all(map(_is_number, value))
            and value[0] >= 0 and value[1] > 0
        ):  # fmt: skip
            yield codes.BAD_MODEL.at(here, f"{value!r}: give [mean, standard deviation > 0]")
    else:
        yield from _number(key, value, here)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == value


def _number(key: str, value: Any, at: str) -> Iterator[Problem]:
    if key == "version":
        return
    if not _is_number(value) or value < 0:
        yield codes.BAD_MODEL.at(at, f"{value!r} is not a number of 0 or more")
    elif key in _CHANCES and value > 1:
        yield codes.BAD_MODEL.at(at, f"{value!r} is not a chance")
    elif key in ("sigma_scale", "ellipse_scale", "blur_km", "burst_km", "burst_h") and value <= 0:
        yield codes.BAD_MODEL.at(at, f"{value!r} must be above 0")


def _table(
    value: Any, at: str, classes: set[str] | None, *, high: float | None
) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield codes.BAD_MODEL.at(at, "give a table by class")
        return
    for name, number in value.items():
        if classes is not None and name != "any" and name not in classes:
            yield codes.BAD_MODEL.at(at, f"{name} is not in incidents.classes")
        elif not _is_number(number) or number < 0 or (high is not None and number > high):
            yield codes.BAD_MODEL.at(at, f"{name} = {number!r} cannot be")


def write_models(models: SourceModels, *, made: str = "") -> str:
    """The text of `sources.toml`; reading it gives the same models."""
    lines = [
        "# How each source errs. Keys: docs/reference/fusion.md. Fit anew: aselepo sources fit.",
        f"format = {FORMAT}",
        f'version = "{models.version}"',
    ]
    if made:
        lines.append(f'made = "{made}"')
    lines += ["", "[incidents]"]
    defaults = SourceModels(version="", classes={}, sources={})
    for field in fields(SourceModels):
        if field.name in _TOP:
            value = getattr(models, field.name)
            if value != getattr(defaults, field.name) or field.name == "threshold":
                lines.append(f"{field.name} = {_text(value)}")
    lines += ["", "[incidents.classes]", *_rows(models.classes)]
    empty = SourceModel(detection={})
    for name, source in sorted(models.sources.items()):
        lines += ["", f"[source.{name}]"]
        tables = []
        for field in fields(SourceModel):
            value = getattr(source, field.name)
            if field.name != "detection" and value == getattr(empty, field.name):
                continue
            if field.name == "confusion":
                tables += [(f"confusion.{true}", said) for true, said in value.items()]
            elif isinstance(value, Mapping):
                tables.append((field.name, value))
            else:
                lines.append(f"{field.name} = {_text(value)}")
        for key, table in tables:
            lines += [f"[source.{name}.{key}]", *_rows(table)]
    if models.calibration:
        lines += ["", "# Log-odds of being real: [shift, slope], by the sources heard."]
        lines += ["[calibration]"]
        lines += [f'"{k}" = {_text(v)}' for k, v in sorted(models.calibration.items())]
    if models.link_calibration:
        lines += ["", "# Log-odds of a link, by the source of the report."]
        lines += ["[link_calibration]"]
        lines += [f'"{k}" = {_text(v)}' for k, v in sorted(models.link_calibration.items())]
    return "\n".join(lines) + "\n"


def _rows(table: Mapping[str, float]) -> list[str]:
    return [f"{name} = {_text(value)}" for name, value in table.items()]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, tuple):
        return "[" + ", ".join(_text(v) for v in value) + "]"
    return repr(float(f"{value:.5g}"))
