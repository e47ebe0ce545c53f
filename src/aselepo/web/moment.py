"""What is known of each area at one moment of valid time, in words.

Reads the tables of `aselepo.web.mapdata`, for readers without scripts; `static/moment.js` does the
same in the browser, and a test holds both side by side.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
WATCHED, PARTLY, UNWATCHED = "watched", "partly", "unwatched"


def ms(moment: datetime) -> int:
    """Milliseconds since 1970, as browsers count."""
    return round((moment - EPOCH) / timedelta(milliseconds=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaRow:
    """One line of the table beside the map."""

    id: str
    label: str
    watch: str
    """State: watched, partly, unwatched; sets the sign."""
    cells: tuple[str, ...]
    alert: bool


def columns(data: Mapping[str, Any]) -> tuple[str, ...]:
    """Columns of the table beside the map: those of which the mission has anything at all."""
    found = ["watch"]
    if data["alerts"]:
        found.append("alert")
    if data["begun"]:
        found.append("begun")
    found += [name for name in ("fires", "others", "news") if data[name]]
    return tuple(found)


def area_rows(data: Mapping[str, Any], at_ms: int, subject: str) -> list[AreaRow]:
    """What is known of each area at a moment, in words."""
    day = day_of(data, at_ms)
    local = _local(data, at_ms).date().isoformat()
    rows = []
    for area in data["areas"]:
        name = area["id"]
        watch, why = _watch_at(data, subject, name, at_ms)
        running = _running(data, name, at_ms)
        cells = {
            "watch": fill(data, watch if watch == WATCHED else UNWATCHED, why=why)
            if watch != PARTLY
            else why,
            "alert": _alert_cell(data, name, at_ms, running),
            "begun": _begun_cell(data, name, day[0], at_ms),
            "fires": _count_cell(data, data["fires"], name, day),
            "others": _count_cell(data, data["others"], name, day),
            "news": str(data["news"].get(local, {}).get(name, "") or data["words"]["no-figure"]),
        }
        rows.append(
            AreaRow(
                id=name,
                label=area["label"],
                watch=watch,
                cells=tuple(cells[column] for column in columns(data)),
                alert=running is not None,
            )
        )
    return rows


def fill(data: Mapping[str, Any], key: str, **values: object) -> str:
    """A message with its open variables filled in."""
    text = str(data["words"][key])
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def said(data: Mapping[str, Any], at_ms: int) -> str:
    """A moment on the page's clock, as `Language.moment` says it."""
    zone = data["zone"]
    local = _local(data, at_ms)
    day = zone["days"].get(local.date().isoformat(), local.date().isoformat())
    hour = f"{local.hour:0{zone['hour_digits']}d}{zone['hour']}{local:%M}"
    text = zone["moment"].replace("{day}", day).replace("{hour}", hour)
    return str(zone["zoned"].replace("{time}", text))


def _local(data: Mapping[str, Any], at_ms: int) -> datetime:
    offsets = data["zone"]["offsets"]
    minutes = next((m for start, m in reversed(offsets) if start <= at_ms), offsets[0][1])
    return EPOCH + timedelta(milliseconds=at_ms, minutes=minutes)


def _watch_at(data: Mapping[str, Any], subject: str, area: str, at_ms: int) -> tuple[str, str]:
    pieces = data["watch"].get(subject, {}).get(area, [])
    found = (UNWATCHED, "")
    for start, watch, why in pieces:
        if start > at_ms:
            break
        found = (watch, why)
    return found


def _running(data: Mapping[str, Any], area: str, at_ms: int) -> list[Any] | None:
    for alert in data["alerts"].get(area, ()):
        if alert[0] <= at_ms and (alert[1] is None or at_ms < alert[1]):
            return list(alert)
    return None


def _alert_cell(data: Mapping[str, Any], area: str, at_ms: int, running: list[Any] | None) -> str:
    if running is not None:
        key = "alert-goes-on" if running[1] is None else "alert-since"
        return fill(data, key, since=said(data, running[0]))
    looked = any(start <= at_ms < end for start, end in data["looks"].get(area, ()))
    return str(data["words"]["alert-none" if looked else "not-known"])


def day_of(data: Mapping[str, Any], at_ms: int) -> tuple[int, int]:
    """The local day around a moment, [from, to)."""
    days = data["days"]
    number = max((n for n, start in enumerate(days) if start <= at_ms), default=0)
    end = days[number + 1] if number + 1 < len(days) else days[number] + 25 * 3_600_000
    return days[number], end


def _begun_cell(data: Mapping[str, Any], area: str, day_ms: int, at_ms: int) -> str:
    """How many began that day so far; a nought only where somebody looked all the while."""
    count = sum(1 for at in data["begun"].get(area, ()) if day_ms <= at <= at_ms)
    looked = any(start <= day_ms and at_ms <= end for start, end in data["looks"].get(area, ()))
    if looked:
        return str(count)
    return fill(data, "at-least", n=count) if count else str(data["words"]["not-known"])


def _count_cell(
    data: Mapping[str, Any], points: Sequence[Sequence[Any]], area: str, day: tuple[int, int]
) -> str:
    count = sum(1 for at, *_, where in points if where == area and day[0] <= at < day[1])
    return str(count) if count else str(data["words"]["no-figure"])


def iterate_steps(data: Mapping[str, Any]) -> Iterator[int]:
    """Every moment that the slider can stand on."""
    reach = data["range"]
    yield from range(reach["start"], reach["end"] + 1, reach["step"])
