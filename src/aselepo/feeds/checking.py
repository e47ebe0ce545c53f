"""What every feed must keep, tried on bytes: `aselepo feed check NAME [FILE]`."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from importlib import resources
from typing import Any

import pyarrow.parquet as pq

from aselepo.core import ConfigError, Draft, Interval, Parsed, canonical, parse_instant, tree
from aselepo.core.tables import COVERAGE, OBSERVATIONS
from aselepo.feeds.codes import NO_SAMPLE, NOT_DECLARED
from aselepo.feeds.context import FeedContext
from aselepo.feeds.registry import Feed

ALWAYS = Interval(parse_instant("2000-01-01T00:00Z"), parse_instant("2050-01-01T00:00Z"))
_MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One promise and whether it holds; `said` names what broke it, or what was looked at."""

    name: str
    holds: bool
    said: str


def sample(name: str) -> tuple[str, bytes, dict[str, Any]]:
    """File name, bytes and settings of the sample shipped with a built-in feed.

    Raises
    ------
    ConfigError : the feed has none
    """
    folder = resources.files("aselepo.feeds").joinpath("samples")
    found = {item.name: item for item in folder.iterdir()}
    files = [
        each for each in found if each.split(".")[0] == name and not each.endswith(".settings.toml")
    ]
    if not files:
        raise ConfigError(NO_SAMPLE.at(name, "no sample is shipped for this feed"))
    given = found.get(f"{name}.settings.toml")
    settings = tomllib.loads(given.read_text(encoding="utf-8")) if given else {}
    return files[0], found[files[0]].read_bytes(), settings


def check_feed(feed: Feed, raw: bytes, context: FeedContext) -> tuple[Check, ...]:
    """Try a feed on bytes.

    Raises
    ------
    InputError : nothing in the bytes could be read
    """
    parsed = feed.parse(raw, context)
    return (
        _same_bytes_same_ids(feed, raw, context, parsed),
        _every_row_accounted(raw, context, parsed),
        _times_aware(parsed),
        _errors_stated(parsed),
        _classes_known(parsed),
        _coverage_given(parsed),
        _known_times(feed, raw, context),
        _marks_change_nothing(feed, raw, context, parsed),
    )


def _same_bytes_same_ids(feed: Feed, raw: bytes, context: FeedContext, parsed: Parsed) -> Check:
    again = feed.parse(raw, context)
    same = [_content(draft) for draft in parsed.drafts] == [_content(d) for d in again.drafts]
    rows = [
        row for table in _tables(parsed, "observation") for row in zip(
            table["id"].to_pylist(), table["rev"].to_pylist(), strict=True
        )
    ]  # fmt: skip
    named = [draft.body["id"] for draft in parsed.drafts if "id" in draft.body]
    said = f"{len(set(rows)) + len(set(named))} ids, twice the same"
    return Check(name="same bytes, same ids", holds=same, said=said)


def _every_row_accounted(raw: bytes, context: FeedContext, parsed: Parsed) -> Check:
    """Count the rows by other means than the feed's."""
    rows = _count(raw, context)
    explained = sum(1 for p in parsed.problems if "set aside (" in p.mend)
    more = any(p.code == "ASL-FEED-004" for p in parsed.problems)
    holds = rows == parsed.rows_read and (explained == parsed.rows_set_aside or more)
    said = f"{parsed.rows_accepted} accepted + {parsed.rows_set_aside} set aside = {rows} read"
    return Check(name="every row accounted for", holds=holds, said=said)


def _count(raw: bytes, context: FeedContext) -> int:
    delimiter = str(context.options.get("delimiter", ","))
    if raw.startswith(b"PAR1"):
        return int(pq.ParquetFile(io.BytesIO(raw)).metadata.num_rows)
    text = raw.decode("utf-8-sig", errors="replace")
    if context.file.endswith(".toml"):
        tables = tomllib.loads(text).values()
        return sum(len(each) for each in tables if isinstance(each, list))
    if context.file.endswith(".jsonl"):
        return sum(line.strip()[:1] not in ("", "#") for line in text.splitlines())
    if text.lstrip().startswith("{"):
        data = json.loads(text)
        return len(data["features"]) if "features" in data else 1
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    return sum(1 for row in rows if any(cell.strip() for cell in row)) - 1


def _times_aware(parsed: Parsed) -> Check:
    wrong = [
        f"{draft.kind} {value}"
        for draft in parsed.drafts
        for value in _moments(draft.body)
        if not _is_aware(value)
    ]
    for draft in parsed.drafts:
        schema = COVERAGE if draft.kind == "coverage" else OBSERVATIONS
        if draft.table is not None and draft.table.schema != schema:
            wrong.append(f"{draft.kind} is not of the schema of core.tables")
        if draft.known_at is not None and draft.known_at.tzinfo is None:
            wrong.append(f"{draft.kind} known_at")
    said = wrong[0] if wrong else "UTC or with offset throughout"
    return Check(name="times are aware", holds=not wrong, said=said)


def _moments(value: Any) -> Iterator[str]:
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _moments(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _moments(each)
    elif isinstance(value, str) and _MOMENT.match(value):
        yield value


def _is_aware(text: str) -> bool:
    try:
        parse_instant(text)
    except ValueError:
        return False
    return True


def _errors_stated(parsed: Parsed) -> Check:
    wrong = []
    for table in _tables(parsed, "observation"):
        for row in table.to_pylist():
            placed = row["lon"] is not None
            sigmas = [row["sigma_major_m"], row["sigma_minor_m"]] if placed else []
            if row["time"] is not None:
                sigmas.append(row["time_sigma_s"])
            if not all(sigma is not None and 0 < sigma < math.inf for sigma in sigmas):
                wrong.append(f"row {row['row']}: {sigmas}")
            if row["time"] is None and row["time_lo"] is None and row["time_hi"] is None:
                wrong.append(f"row {row['row']}: no time")
    for draft in parsed.drafts:
        point = (draft.body.get("geometry") or {}).get("type") == "Point"
        line = draft.body.get("type") == "line"
        if (line or point) and not (draft.body.get("sigma_m") or 0) > 0:
            wrong.append(f"{draft.kind} {draft.body.get('id')}: sigma_m")
    said = wrong[0] if wrong else "every moment and position has one, greater than 0"
    return Check(name="errors are stated", holds=not wrong, said=said)


def _classes_known(parsed: Parsed) -> Check:
    found = {c for table in _tables(parsed, "observation") for c in table["class"].to_pylist()}
    named = sorted(name for name in found if name is not None)
    declared = {p.what.split('"')[1] for p in parsed.problems if p.code == "ASL-FEED-027"}
    odd = [name for name in named if tree().find(name) is None and name not in declared]
    return Check(
        name="classes are nodes of the tree",
        holds=not odd,
        said=odd[0] if odd else ", ".join(named) or "none observed",
    )


def _coverage_given(parsed: Parsed) -> Check:
    if not any(draft.kind == "observation" for draft in parsed.drafts):
        return Check(name="coverage is given", holds=True, said="not asked: no observations")
    given = sum(len(table) for table in _tables(parsed, "coverage"))
    told = any(problem.code == NOT_DECLARED.id for problem in parsed.problems)
    said = f"{given} statements" if given else "none, and the feed says so" if told else "silence"
    return Check(name="coverage is given", holds=bool(given) or told, said=said)


def _known_times(feed: Feed, raw: bytes, context: FeedContext) -> Check:
    """Live rows claim no earlier knowledge; imported ones do so with grounds, never too early."""
    window = context.window or ALWAYS
    live = feed.parse(raw, replace(context, known="recorded", known_from=None))
    told = feed.parse(raw, replace(context, known="reported", window=window))
    wrong = [f"{d.kind} claims to be known at {d.known_at}" for d in live.drafts if d.known_at]
    wrong += [f"{d.kind} has no grounds" for d in told.drafts if not (d.known_at and d.grounds)]
    for table in (*_tables(live, "observation"), *_tables(live, "coverage")):
        if claimed := len(table) - table["known_at"].null_count:
            wrong.append(f"{claimed} rows claim a known time though nothing is imported")
    for draft in told.drafts:
        if draft.kind != "observation" or draft.table is None:
            continue
        for row in draft.table.to_pylist():
            first: datetime | None = row["time_lo"] or row["time"]
            known = row["known_at"] or draft.known_at  # as a view fills it in
            if known is None or (first is not None and known < first):
                wrong.append(f"row {row['row']} is known at {known}, begins at {first}")
    said = wrong[0] if wrong else "live: when recorded; imported: claimed with grounds"
    return Check(name="known times are honest", holds=not wrong, said=said)


def _marks_change_nothing(feed: Feed, raw: bytes, context: FeedContext, parsed: Parsed) -> Check:
    name = "byte order mark and line ends change nothing"
    if raw.startswith(b"PAR1"):
        return Check(name=name, holds=True, said="not asked: not text")
    plain = raw.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n")
    marked = feed.parse(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"), context)
    same = [_content(d) for d in marked.drafts] == [_content(d) for d in parsed.drafts]
    return Check(name=name, holds=same, said="same with a mark and CRLF" if same else "differs")


def _content(draft: Draft) -> tuple[Any, ...]:
    rows = None if draft.table is None else [repr(row) for row in draft.table.to_pylist()]
    return draft.kind, canonical(draft.body), rows, draft.known_at, draft.grounds


def _tables(parsed: Parsed, kind: str) -> Iterator[Any]:
    return (d.table for d in parsed.drafts if d.kind == kind and d.table is not None)
