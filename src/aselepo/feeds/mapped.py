"""Rows of any table as observations: what a mapping says, applied to whole columns."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from aselepo.core import InputError, tree
from aselepo.core.tables import OBSERVATIONS, SHARES
from aselepo.feeds.codes import (
    EMPTY,
    ENDS_FIRST,
    NO_COLUMN,
    NO_ERROR,
    NO_LOCAL_TIME,
    NO_OFFSET,
    NO_SUCH_CODE,
    NO_SUCH_PLACE,
    NOT_A_TIME,
    NOT_TEXT,
    NOTHING_READ,
    TOO_BIG,
)
from aselepo.feeds.context import FeedContext
from aselepo.feeds.delimited import read_rows
from aselepo.feeds.mapping import NUMBERS, SIGMAS, TEXTS, TIMES, WHOLE, WORDS, TableMapping
from aselepo.feeds.moments import Moments, read_moments, time_array
from aselepo.feeds.observed import observations
from aselepo.feeds.refusals import Refusals
from aselepo.feeds.rows import Rows
from aselepo.feeds.values import SWAPPED, distinct, hashed_ids, keep_in_box, numbers

LARGEST_ROWS = 50_000_000
"""Of a Parquet file, whose bytes say little of how large it is in memory."""
APART = ("class", "external_id", "party", "place")
"""Texts that need more than a look at the words."""


def read_mapped(raw: bytes, how: TableMapping, context: FeedContext) -> tuple[Rows, pa.Table]:
    """Read a table by its mapping.

    Returns
    -------
    rows : with those set aside that say too little
    table : of schema `core.tables.OBSERVATIONS`, the accepted rows in their order

    Raises
    ------
    InputError : a column is missing, or not one row can be read
    """
    rows = _rows(raw, how, context)
    columns: dict[str, Any] = {
        target: _text(rows, how, target)
        for target in TEXTS
        if how.has(target) and target not in APART
    }
    columns["class"] = _classes(rows, how)
    if how.has("place"):
        columns["place"] = _place(rows, how, context)
    figures = _figures(rows, how, context)
    when = _when(rows, how, figures)
    rows.must_have_some()
    names = _names(rows, how)
    columns |= {name: figures[name] for name in figures if name in OBSERVATIONS.names}
    columns |= _arrow(when)
    columns["id"] = hashed_ids(how.name, names)
    columns["external_id"] = names if "external_id" in how.columns else None
    columns["known_at"] = _known(when, how, context)
    if how.has("party"):
        columns["p_party"] = _shares(rows, how, figures["party_p"])
    return rows, observations(rows, how.name, columns)


def _rows(raw: bytes, how: TableMapping, context: FeedContext) -> Rows:
    wanted = dict.fromkeys(how.columns.values())
    if not raw.startswith(b"PAR1"):
        if how.encoding != "utf-8":
            try:
                raw = raw.decode(how.encoding).encode()
            except (LookupError, UnicodeDecodeError) as wrong:
                raise InputError(NOT_TEXT.at(context.file, f"encoding: {wrong}")) from wrong
        return read_rows(raw, context.file, wanted, delimiter=how.delimiter)
    try:
        file = pq.ParquetFile(io.BytesIO(raw))
        if file.metadata.num_rows > LARGEST_ROWS:
            says = f"{file.metadata.num_rows:,} rows; at most {LARGEST_ROWS:,} at once"
            raise InputError(TOO_BIG.at(context.file, says))
        there = file.schema_arrow.names
        if missing := [name for name in wanted if name not in there]:
            says = f'no column "{missing[0]}"; there are: {", ".join(there)}'
            raise InputError(NO_COLUMN.at(context.file, says))
        held = file.read(columns=list(wanted))
        texts = {
            name: pc.utf8_trim_whitespace(pc.fill_null(held[name].cast(pa.string()), ""))
            for name in wanted
        }
    except pa.ArrowException as wrong:
        raise InputError(NOTHING_READ.at(context.file, str(wrong).splitlines()[0])) from wrong
    size = len(held)
    return Rows(
        file=context.file,
        columns=pa.table(texts),
        lines=np.arange(1, size + 1, dtype=np.int64),
        refused=Refusals(context.file),
        rows_read=size,
    )


def _text(rows: Rows, how: TableMapping, target: str) -> pa.Array | pa.ChunkedArray:
    if target in how.constants:
        return pa.repeat(str(how.constants[target]), len(rows))
    name = how.columns[target]
    column = rows.columns[name]
    if target in WORDS:
        fits = pc.is_in(column, value_set=pa.array(["", *WORDS[target]]))
        odd = ~fits.to_numpy(zero_copy_only=False)
        rows.refuse(odd, NO_SUCH_CODE, name, f"is none of {', '.join(WORDS[target])}")
    return pc.if_else(pc.equal(column, ""), pa.scalar(None, pa.string()), column)


def _classes(rows: Rows, how: TableMapping) -> pa.Array:
    """Nodes of the tree, by the mapping's words, else by the tree's own."""

    def node(word: str) -> str | None:
        return how.classes.get(word.casefold()) or tree().find(word)

    if "class" in how.constants:
        word = str(how.constants["class"])
        return pa.repeat(node(word) or word, len(rows))
    name = how.columns["class"]
    found, index = distinct(rows.columns[name], node)
    unknown = np.array([each is None for each in found], dtype=bool)[index]
    rows.refuse(rows.blank(name), EMPTY, name, "must be given: it says what happened")
    rows.refuse(unknown, NO_SUCH_CODE, name, "is neither in [classes] nor a node of the class tree")
    return pa.array(found, pa.string()).take(pa.array(index))


def _place(rows: Rows, how: TableMapping, context: FeedContext) -> pa.Array | pa.ChunkedArray:
    """Ids of places: by the gazetteer where one is set, else as they stand."""
    places = context.places
    if "place" in how.constants or places is None:
        return _text(rows, how, "place")
    name = how.columns["place"]
    found, index = distinct(rows.columns[name], places.find)
    unknown = np.array([each is None for each in found], dtype=bool)[index]
    rows.refuse(unknown & ~rows.blank(name), NO_SUCH_PLACE, name, "is not in the gazetteer")
    return pa.array(found, pa.string()).take(pa.array(index))


def _figures(
    rows: Rows, how: TableMapping, context: FeedContext
) -> dict[str, npt.NDArray[np.float64]]:
    """Numbers, nan where not told; a position without error is refused."""
    found = {}
    for target, (low, high) in NUMBERS.items():
        if target in how.constants:
            found[target] = np.full(len(rows), float(how.constants[target]))
        elif target in how.columns:
            name = how.columns[target]
            found[target] = numbers(
                rows, name, low=low, high=high, empty=True, whole=target in WHOLE,
                decimal=how.decimal,
                why=SWAPPED if target == "lat" else None,
            )  # fmt: skip
            if target in SIGMAS:
                says = "is no error: nothing is known without one"
                rows.refuse(found[target] == 0, NO_ERROR, name, says)
    if "lon" in found:
        major = found.setdefault("sigma_major_m", found.get("sigma_m", np.full(len(rows), np.nan)))
        found.setdefault("sigma_minor_m", major)
        placed = [np.isfinite(found["lon"]), np.isfinite(found["lat"])]
        told = [
            how.columns[t] for t in ("lon", "lat", "sigma_m", "sigma_major_m") if t in how.columns
        ]
        if told:
            keep_in_box(rows, told[0], found["lon"], found["lat"], context)
            says = "stands without its other coordinate"
            rows.refuse(placed[0] != placed[1], EMPTY, told[0], says)
            says = "has no error of the position"
            rows.refuse(placed[0] & ~(major > 0), NO_ERROR, told[0], says)
    if "party" in how.columns:
        given = ~rows.blank(how.columns["party"])
        bare = given & ~np.isfinite(found["party_p"])
        rows.refuse(bare, NO_ERROR, how.columns["party"], "has no probability")
    if "count" in found:
        found["count_lo"] = found["count_hi"] = found.pop("count")
    found.setdefault("rev", np.zeros(len(rows)))
    return found


def _when(
    rows: Rows, how: TableMapping, figures: dict[str, npt.NDArray[np.float64]]
) -> dict[str, Moments]:
    """Times by target; rows without a time, or with an instant of unknown error, are refused."""
    found = {target: _moments(rows, how, target) for target in TIMES if how.has(target)}
    time = found.get("time")
    if "time_lo" in found and "time_hi" in found:
        name = how.columns.get("time_hi", how.columns.get("time_lo", ""))
        both = found["time_lo"].given & found["time_hi"].given
        timeless = ~both & ~(time.given if time else np.zeros(len(rows), dtype=bool))
        if name:
            ends_first = both & (found["time_hi"].hi < found["time_lo"].lo)
            rows.refuse(ends_first, ENDS_FIRST, name, "lies before the start")
            rows.refuse(timeless, EMPTY, name, "leaves the row without a time")
    elif time is not None and "time" in how.columns:
        rows.refuse(~time.given, EMPTY, how.columns["time"], "must be given: it says when")
    if time is not None and "time" in how.columns:
        sigma = figures.get("time_sigma_s", np.full(len(rows), np.nan))
        bare = time.exact & ~(sigma > 0)
        says = "has no error: map time_sigma_s, or give one for every row"
        rows.refuse(bare, NO_ERROR, how.columns["time"], says)
    return found


def _moments(rows: Rows, how: TableMapping, target: str) -> Moments:
    name = how.columns.get(target)
    column = (
        rows.columns[name]
        if name is not None
        else pa.chunked_array([pa.repeat(str(how.constants[target]), len(rows))])
    )
    read = read_moments(
        column,
        clock=how.clock,
        anywhere=how.anywhere,
        form=how.time_form if name is not None else None,
        midnight_unknown=how.midnight_unknown,
    )
    if name is not None:
        form = how.time_form or "2025-04-19T18:00+03:00"
        blank = rows.blank(name)
        rows.refuse(read.skipped, NO_LOCAL_TIME, name, "does not exist by the clock")
        rows.refuse(read.no_zone, NO_OFFSET, name, "has no offset, and the mapping names no clock")
        unread = ~read.given & ~blank
        rows.refuse(
            unread, NOT_A_TIME, name, f"is not a moment like {form}", why="the form must be known"
        )
    return read


def _arrow(when: dict[str, Moments]) -> dict[str, pa.Array]:
    """Columns of time: an exact moment is `time`, all else the interval that it lies in."""
    columns: dict[str, pa.Array] = {}
    if time := when.get("time"):
        columns["time"] = time_array(time.lo, time.exact)
        columns["time_lo"] = time_array(time.lo, time.given & ~time.exact)
        columns["time_hi"] = time_array(time.hi, time.given & ~time.exact)
    for target, edge in (("time_lo", "lo"), ("time_hi", "hi"), ("time_end", "hi")):
        if target in when:
            own = time_array(getattr(when[target], edge), when[target].given)
            columns[target] = pc.coalesce(own, columns[target]) if target in columns else own
    return columns


def _known(when: dict[str, Moments], how: TableMapping, context: FeedContext) -> pa.Array | None:
    """When a row could be known: as it says itself, else when what it tells of is over."""
    if not context.reported:
        return None
    after_us = int(how.known_after_h * 3_600_000_000)
    over = [when[name] for name in ("time", "time_hi", "time_end") if name in when]
    least = np.iinfo(np.int64).min
    latest = np.max([np.where(each.given, each.hi, least) for each in over], axis=0)
    known = np.where(latest == least, 0, latest + after_us)
    if said := when.get("known_at"):
        known = np.where(said.given, said.hi, known)
    return time_array(known)


def _names(rows: Rows, how: TableMapping) -> pa.Array | pa.ChunkedArray:
    """What names a row at its source: its own id there, else all that is mapped of it."""
    mapped = [rows.columns[how.columns[target]] for target in sorted(how.columns)]
    content = mapped[0] if len(mapped) == 1 else pc.binary_join_element_wise(*mapped, "\x1f")
    if "external_id" not in how.columns:
        return content
    own = rows.columns[how.columns["external_id"]]
    return pc.if_else(pc.equal(own, ""), content, own)


def _shares(rows: Rows, how: TableMapping, p: npt.NDArray[np.float64]) -> pa.Array:
    """Probability of the one party named; what is missing to 1 is undetermined."""
    name = _text(rows, how, "party")
    given = name.is_valid().to_numpy(zero_copy_only=False) & np.isfinite(p)
    offsets = np.append(0, np.cumsum(given)).astype(np.int32)
    keys = pc.filter(name, pa.array(given))
    keys = keys.combine_chunks() if isinstance(keys, pa.ChunkedArray) else keys
    return pa.MapArray.from_arrays(pa.array(offsets), keys, pa.array(p[given])).cast(SHARES)
