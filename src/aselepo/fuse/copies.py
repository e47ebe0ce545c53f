"""Copies of one report: declared origin, same address, same text, nearly the same text.

Copies collapse to one origin before fusion, so that an echo never corroborates. The graph of who
copies whom is kept: `Copies.why` says on what ground each copy was found.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

I64 = npt.NDArray[np.int64]
SHINGLE = 4
"""Words in a shingle."""
HASHES = 32
BANDS = 8
ALIKE = 0.75
"""Share of common shingles from which on two texts are one."""
WINDOW_H = 240.0
"""Texts further apart in time are not compared."""
BUCKET = 200
"""Most members of a band's bucket that are compared with its first."""
SHORT = 6
"""Texts of fewer words are too common to tell a copy by."""
_WORD = re.compile(r"\w+")
_URL = re.compile(r"https?://\S+")
GROUNDS = ("", "declared", "same address", "same text", "nearly the same text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Row of the original behind each row (itself where it is none), and index into GROUNDS."""

    original: I64
    why: I64

    @property
    def count(self) -> int:
        return int((self.original != np.arange(len(self.original))).sum())


def find_copies(rows: pa.Table) -> Copies:
    """Find copies.

    Parameters
    ----------
    rows : observation schema; the result does not depend on their order

    Returns
    -------
    Copies; of a group the one known first, then the smallest id, is the original
    """
    n = len(rows)
    root = np.arange(n)
    why = np.zeros(n, np.int64)
    declared = np.asarray(pc.fill_null(pc.index_in(rows["origin"], value_set=rows["id"]), -1))
    pairs: list[tuple[I64, I64, int]] = []
    copy = np.flatnonzero((declared >= 0) & (declared != np.arange(n)))
    pairs.append((copy, declared[copy].astype(np.int64), 1))
    outside = np.flatnonzero(np.asarray(pc.is_valid(rows["origin"])) & (declared < 0))
    if len(outside):  # copies of one report that is not here
        names = rows["origin"].take(pa.array(outside)).combine_chunks().dictionary_encode()
        code = np.asarray(names.indices)
        first = np.full(len(names.dictionary), n, np.int64)
        np.minimum.at(first, code, outside)
        pairs.append((outside, first[code], 1))
    has = np.flatnonzero(
        np.asarray(pc.fill_null(pc.greater(pc.utf8_length(rows["text"]), 0), False))
    )
    if len(has):
        pairs += _by_text(rows, has)
    for left, right, ground in pairs:
        for a, b in zip(left.tolist(), right.tolist(), strict=True):
            ra, rb = _root(root, a), _root(root, b)
            if ra != rb:
                root[max(ra, rb)] = min(ra, rb)
                loser = a if why[a] == 0 else b
                why[loser] = why[loser] or ground
    root = np.array([_root(root, i) for i in range(n)]) if any(len(p[0]) for p in pairs) else root
    return _elected(rows, root, why)


def _root(root: I64, i: int) -> int:
    while root[i] != i:
        root[i] = root[root[i]]
        i = int(root[i])
    return i


def _elected(rows: pa.Table, root: I64, why: I64) -> Copies:
    """Name each group's original: declared ones first, then known first, then smallest id."""
    n = len(rows)
    grouped = np.bincount(root, minlength=n)[root] > 1
    original = np.arange(n)
    members = np.flatnonzero(grouped)
    if not len(members):
        return Copies(original=original, why=why)
    part = rows.take(pa.array(members))
    frame = pa.table(
        {
            "root": pa.array(root[members]),
            "copy": pc.is_valid(part["origin"]),
            "known": part["known_at"],
            "id": part["id"],
            "row": pa.array(members),
        }
    )
    order = frame.sort_by([(k, "ascending") for k in ("root", "copy", "known", "id")])
    of, row = np.asarray(order["root"]), np.asarray(order["row"])
    first = np.flatnonzero(np.append(True, of[1:] != of[:-1]))
    original[row] = np.repeat(row[first], np.diff(np.append(first, len(of))))
    why = np.where(original == np.arange(n), 0, np.where(grouped & (why == 0), 1, why))
    return Copies(original=original, why=why)


def _by_text(rows: pa.Table, has: I64) -> list[tuple[I64, I64, int]]:
    """Pairs of rows with a common address, equal or nearly equal text, in one window of time."""
    part = rows.take(pa.array(has))
    texts = part["text"].combine_chunks().dictionary_encode()
    each = texts.dictionary.to_pylist()
    code = np.asarray(texts.indices, dtype=np.int64)
    time = np.asarray(pc.fill_null(part["time"].cast(pa.int64()), 0)) / 3.6e9
    words = [_WORD.findall(_URL.sub(" ", text).casefold()) for text in each]
    found: list[tuple[I64, I64, int]] = []
    address: dict[str, list[int]] = {}
    for i, text in enumerate(each):
        if link := _URL.search(text):
            address.setdefault(link.group().rstrip(".,;)"), []).append(i)
    same = np.arange(len(each))
    for group in address.values():
        same[group] = group[0]
    found += _near(has, same[code], time, 2, np.isin(same[code], [g[0] for g in address.values()]))
    plain: dict[str, int] = {}
    folded = np.array([plain.setdefault(" ".join(w), i) for i, w in enumerate(words)], np.int64)
    long_ = np.array([len(w) >= SHORT for w in words], bool)
    found += _near(has, folded[code], time, 3, long_[code])
    alike = _alike([words[i] for i in range(len(words))], long_)
    found += _near(has, alike[code], time, 4, long_[code])
    return found


def _near(
    has: I64, key: I64, time: npt.NDArray[np.float64], ground: int, use: npt.NDArray[np.bool_]
) -> list[tuple[I64, I64, int]]:
    """Neighbours in time with the same key, no further apart than the window."""
    rows = np.flatnonzero(use)
    order = rows[np.lexsort((has[rows], time[rows], key[rows]))]
    a, b = order[:-1], order[1:]
    ok = (key[a] == key[b]) & (time[b] - time[a] <= WINDOW_H)
    return [(has[b[ok]], has[a[ok]], ground)]


def _alike(words: list[list[str]], use: npt.NDArray[np.bool_]) -> I64:
    """Representative of each text among those nearly the same, by MinHash and bands.

    References
    ----------
    Broder, "On the resemblance and containment of documents", 1997.
    """
    rng = np.random.Generator(np.random.PCG64(20260106))
    a = rng.integers(1, 2**31 - 1, HASHES, dtype=np.uint64)
    b = rng.integers(0, 2**31 - 1, HASHES, dtype=np.uint64)
    prime = np.uint64(2**31 - 1)
    root = np.arange(len(words))
    shingles: dict[int, npt.NDArray[np.uint64]] = {}
    buckets: dict[tuple[int, bytes], list[int]] = {}
    for i in np.flatnonzero(use).tolist():
        said = words[i]
        parts = {
            zlib.crc32(" ".join(said[k : k + SHINGLE]).encode())
            for k in range(max(1, len(said) - SHINGLE + 1))
        }
        shingles[i] = np.array(sorted(parts), np.uint64)
        signature = ((a[:, None] * shingles[i][None] + b[:, None]) % prime).min(axis=1)
        for band, piece in enumerate(np.split(signature, BANDS)):
            buckets.setdefault((band, piece.tobytes()), []).append(i)
    for members in buckets.values():
        for other in members[1:BUCKET]:
            one, two = shingles[members[0]], shingles[other]
            common = len(np.intersect1d(one, two, assume_unique=True))
            if common >= ALIKE * (len(one) + len(two) - common):
                ra, rb = _root(root, members[0]), _root(root, other)
                root[max(ra, rb)] = min(ra, rb)
    return np.array([_root(root, i) for i in range(len(words))], np.int64)
