"""Moments from text, whole columns at a time: with offset, by a named clock, or of unknown zone.

A moment that a clock makes double, a bare day, and a moment of unknown zone are intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from aselepo.core import parse_instant
from aselepo.core.time import AmbiguousTime, MissingTime, from_local

I64 = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
EAST, WEST = timedelta(hours=14), timedelta(hours=12)
"""How far the zones of time reach from UTC."""
EAST_US, WEST_US = (reach // timedelta(microseconds=1) for reach in (EAST, WEST))
DAY_US, MINUTE_US = 86_400_000_000, 60_000_000
QUARTER_US = 900_000_000
"""Clocks change at quarters of an hour, so one look a quarter is enough."""
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Moments of other years are mistakes of an export."""
_DAY = r"^(19|20|21)\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
_HOUR = r"[T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?"
_OFFSET = r"(Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)$"
_HOURS = ("%H", "%I", "%T", "%R", "%c", "%X")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """Microseconds since 1970, shape (n,): `lo == hi` where exact; `given` where readable."""

    lo: I64
    hi: I64
    given: Mask
    no_zone: Mask
    """Readable, but neither offset nor clock says which moment it is."""
    skipped: Mask
    """A local time that clocks going forward skip."""

    @property
    def exact(self) -> Mask:
        exact: Mask = self.given & (self.lo == self.hi)
        return exact


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970, exact."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def with_offset(column: pa.ChunkedArray) -> tuple[I64, Mask]:
    """Moments that carry their offset.

    Returns
    -------
    us : int64, shape (n,), microseconds since 1970; 0 where there is none
    given : bool, shape (n,)
    """
    us, given = _cast(column, _DAY + _HOUR + _OFFSET, pa.timestamp("us", tz="UTC"))
    # Rarer forms of ISO 8601 are read one by one; what plainly has no offset is not looked at.
    plain = pc.match_substring_regex(column, f"^$|{_DAY}({_HOUR})?$")
    rest = np.flatnonzero(~given & ~plain.to_numpy(zero_copy_only=False))
    coded = column.take(pa.array(rest)).combine_chunks().dictionary_encode()
    values = [_instant(text) for text in coded.dictionary.to_pylist()] or [None]
    index = coded.indices.to_numpy(zero_copy_only=False)
    us[rest] = np.array([value or 0 for value in values], dtype=np.int64)[index]
    given[rest] = np.array([value is not None for value in values], dtype=bool)[index]
    return us, given


def _instant(text: str) -> int | None:
    try:
        moment = parse_instant(text)
    except (ValueError, OverflowError):
        return None
    return microseconds(moment) if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def read_moments(
    column: pa.ChunkedArray,
    *,
    clock: ZoneInfo | None = None,
    anywhere: bool = False,
    form: str | None = None,
    midnight_unknown: bool = False,
) -> Moments:
    """Read a column of moments and days.

    Parameters
    ----------
    clock : zone of moments and days without offset
    anywhere : of unknown zone instead: such a moment is an interval of 26 hours
    form : strptime form of the texts, where they are not ISO 8601
    midnight_unknown : 00:00:00 stands for "time of day unknown", so for the whole day
    """
    zero = np.zeros(len(column), dtype=np.int64)
    if form is None:
        us, given = with_offset(column)
        local, naive = _cast(column, _DAY + _HOUR + "$", pa.timestamp("us"))
        day, only_day = _cast(column, _DAY + "$", pa.timestamp("us"))
    else:
        us, given = zero.copy(), zero.astype(bool)
        local, naive = _by_form(column, form)
        day, only_day = local, zero.astype(bool)
        if "%z" in form:
            us, given, naive = local, naive, only_day
        elif not any(hour in form for hour in _HOURS):
            naive, only_day = only_day, naive
    if midnight_unknown:
        midnight = naive & (local % DAY_US == 0)
        day = np.where(midnight, local, day)
        only_day, naive = only_day | midnight, naive & ~midnight
    lo, hi = us.copy(), us.copy()
    unplaced = naive | only_day
    skipped = zero.astype(bool)
    wall = np.where(only_day, day, local)
    length = np.where(only_day, DAY_US, 0)
    if anywhere:
        lo = np.where(unplaced, wall - EAST_US, lo)
        hi = np.where(unplaced, wall + length + WEST_US, hi)
    elif clock is not None and unplaced.any():
        first, _, gap = _by_clock(wall[unplaced], clock)
        _, last, _ = _by_clock((wall + length)[unplaced], clock)
        lo[unplaced], hi[unplaced] = first, last
        skipped[unplaced] = gap & (length[unplaced] == 0)
    placed = given | (unplaced & ~skipped if anywhere or clock is not None else given)
    return Moments(lo=lo, hi=hi, given=placed, no_zone=unplaced & ~placed, skipped=skipped)


def _by_clock(wall: I64, clock: ZoneInfo) -> tuple[I64, I64, Mask]:
    """Earliest and latest moment that a clock on the wall could mean, and what it never shows."""
    quarters, index = np.unique(wall // QUARTER_US, return_inverse=True)
    looked = [_offsets(int(quarter), clock) for quarter in quarters]
    first = np.array([each[0] for each in looked], dtype=np.int64)[index]
    last = np.array([each[1] for each in looked], dtype=np.int64)[index]
    gap = np.array([each[2] for each in looked], dtype=bool)[index]
    return wall - first, wall - last, gap


def _offsets(quarter: int, clock: ZoneInfo) -> tuple[int, int, bool]:
    """Largest and smallest offset from UTC in a quarter of an hour; does the clock skip it?"""
    local = (_EPOCH + timedelta(microseconds=quarter * QUARTER_US)).replace(tzinfo=None)
    as_utc = microseconds(local.replace(tzinfo=UTC))
    try:
        offset = as_utc - microseconds(from_local(local, clock))
        return offset, offset, False
    except AmbiguousTime:
        both = sorted(
            as_utc - microseconds(local.replace(tzinfo=clock, fold=fold).astimezone(UTC))
            for fold in (0, 1)
        )
        return both[1], both[0], False
    except MissingTime:
        offset = as_utc - microseconds(local.replace(tzinfo=clock).astimezone(UTC))
        return offset, offset, True


def _cast(column: pa.ChunkedArray, pattern: str, kind: pa.DataType) -> tuple[I64, Mask]:
    """Texts of a form as microseconds; 0 and False where they do not have it or are no date."""
    looks = pc.match_substring_regex(column, pattern)
    fits: Mask = looks.to_numpy(zero_copy_only=False).copy()
    none = "1970-01-01T00:00Z" if kind.tz else "1970-01-01"
    safe = pc.if_else(looks, column, none)
    try:
        return safe.cast(kind).cast(pa.int64()).to_numpy().copy(), fits
    except pa.ArrowInvalid:  # a 30 February among them: find it by day, of which there are few
        days = pc.utf8_slice_codeunits(safe, 0, 10)
        real = pa.array(
            [text for text in pc.unique(days).to_pylist() if _has_form(text, "%Y-%m-%d")]
        )
        fits &= pc.is_in(days, value_set=real).to_numpy(zero_copy_only=False)
        safe = pc.if_else(pa.array(fits), column, none)
        return safe.cast(kind).cast(pa.int64()).to_numpy().copy(), fits


def _by_form(column: pa.ChunkedArray, form: str) -> tuple[I64, Mask]:
    """Texts of a strptime form as microseconds; 0 and False where they do not have it."""
    read = pc.strptime(column, format=form, unit="us", error_is_null=True)
    fits: Mask = read.is_valid().to_numpy(zero_copy_only=False).copy()
    # The C library takes 31 February for 3 March: what lands on the first days of a month is
    # looked at again.
    early = np.flatnonzero(pc.fill_null(pc.less_equal(pc.day(read), 3), False))
    coded = column.take(pa.array(early)).combine_chunks().dictionary_encode()
    real = np.array([_has_form(text, form) for text in coded.dictionary.to_pylist()] or [True])
    fits[early] &= real[coded.indices.to_numpy(zero_copy_only=False)]
    years = pc.fill_null(pc.year(read), 0).to_numpy()
    fits &= (years >= FIRST_YEAR) & (years <= LAST_YEAR)
    us: I64 = pc.fill_null(read.cast(pa.int64()), 0).to_numpy()
    return np.where(fits, us, 0), fits


def _has_form(text: str, form: str) -> bool:
    try:
        datetime.strptime(text, form)
    except ValueError:
        return False
    return True


def end_of_day_anywhere(wall: I64) -> I64:
    """When the day of a wall-clock moment has ended in every zone of time."""
    return (wall // DAY_US + 1) * DAY_US + WEST_US


def time_array(us: I64, given: Mask | None = None) -> pa.Array:
    """Microseconds as Arrow time, null where not given."""
    return pa.array(us, mask=None if given is None else ~given).cast(pa.timestamp("us", tz="UTC"))
