"""Likelihood engine: the block grid, workers, cache, and the one partition they agree on.

The grid belongs to the method: cells of `BLOCK_DAYS` and `TILE_DEG`, each read with a halo. What a
block says of a report counts where the report lies in the block's core, so any number of workers
and any order of blocks give the same partition, and a late report touches only the blocks whose
core or halo it lies in.
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, MutableMapping, Sequence
from concurrent.futures import Executor
from typing import NamedTuple

import numpy as np

from aselepo.fuse._kernels import F64, I64, JOINED, NEW, UNSURE
from aselepo.fuse.block import WIDEST_KM, Outcome, associate_block
from aselepo.fuse.columns import KM_PER_DEG, KM_PER_DEG_LAT, Columns
from aselepo.fuse.sources import SourceModels

METHOD = "likelihood 1"
BLOCK_DAYS = 10
TILE_DEG = 20.0
HALO_H = 25.0

Cache = MutableMapping[str, bytes]
"""Results of blocks by content key; may be emptied at any time."""


class Partition(NamedTuple):
    """Per report, canonical order; `seed` is the founding report of its incident, -1: several."""

    outcome: I64
    seed: I64
    chance: F64
    gap: F64
    proof: F64
    unsure: I64
    fits: I64
    share: F64
    clutter_per_h: F64
    computed: int
    """Blocks that were not in the cache."""


def partition(
    c: Columns, models: SourceModels, *, executor: Executor | None = None,
    cache: Cache | None = None,
) -> Partition:  # fmt: skip
    """Associate all reports, block by block.

    Parameters
    ----------
    c : canonical order (`columns.canonical_order`)
    executor : runs groups of blocks; None: here, one after the other
    cache : block results by content; read and filled
    """
    n = len(c)
    outcome, seed = np.full(n, NEW, np.int64), np.arange(n)
    chance, gap, proof = np.zeros(n), np.zeros(n), np.zeros(n)
    unsure, fits, share = [], [], []
    rates = np.zeros(len(models.sources))
    blocks = list(_blocks(c))
    computed = 0
    for (rows, core), (result, fresh) in zip(
        blocks, _results(c, blocks, models, executor, cache), strict=True
    ):
        computed += fresh
        mine = rows[core]
        outcome[mine] = result.outcome[core]
        local = result.seed[core]
        seed[mine] = np.where(local >= 0, rows[local], -1)
        chance[mine], gap[mine], proof[mine] = (
            result.chance[core], result.gap[core], result.proof[core],
        )  # fmt: skip
        keep = core[result.unsure]
        unsure.append(rows[result.unsure[keep]])
        what = result.fits[keep]
        fits.append(np.where(what >= 0, rows[what], -1))
        share.append(result.share[keep])
        rates += result.clutter_per_h * len(mine)
    seed = _rooted(seed)
    outcome = np.where((seed == np.arange(n)) & (outcome == UNSURE), NEW, outcome)
    outcome = np.where((seed >= 0) & (outcome == UNSURE), JOINED, outcome)
    who = np.concatenate(unsure) if unsure else np.zeros(0, np.int64)
    what = np.concatenate(fits) if fits else np.zeros(0, np.int64)
    p = np.concatenate(share) if share else np.zeros(0)
    still = outcome[who] == UNSURE
    what = np.where(what >= 0, seed[what], -1)
    return Partition(
        outcome, seed, chance, gap, proof, who[still], what[still], p[still], rates / max(n, 1),
        computed,
    )  # fmt: skip


def _rooted(seed: I64) -> I64:
    """Follow seeds to reports that found themselves; a seed is never unsure."""
    own = np.arange(len(seed))
    used = np.unique(seed[seed >= 0])
    seed = seed.copy()
    lost = used[seed[used] < 0]
    seed[lost] = lost
    for _ in range(max(1, len(seed).bit_length())):
        further = np.where(seed >= 0, seed[np.maximum(seed, 0)], -1)
        if np.array_equal(further, seed):
            break
        seed = further
    ring = (seed >= 0) & (seed[np.maximum(seed, 0)] != seed)
    seed[ring] = own[ring]
    return seed


def _blocks(c: Columns) -> Iterator[tuple[I64, np.ndarray]]:
    """Rows of each block with its halo, ascending, and which of them are its core."""
    lon, lat = c.u / KM_PER_DEG, c.y / KM_PER_DEG_LAT
    step = np.floor(c.t / (24.0 * BLOCK_DAYS)).astype(np.int64)
    east = np.floor(lon / TILE_DEG).astype(np.int64)
    north = np.floor(lat / TILE_DEG).astype(np.int64)
    by_time = np.argsort(c.t, kind="stable")
    t = c.t[by_time]
    cell = (step * 1_000 + east) * 1_000 + north  # longitudes and latitudes give few tiles
    _, first = np.unique(cell, return_index=True)
    tiles = np.c_[step, east, north][first]
    halo_lat = WIDEST_KM / KM_PER_DEG_LAT
    for k, a, b in tiles.tolist():
        lo, hi = (k * 24.0 * BLOCK_DAYS, (k + 1) * 24.0 * BLOCK_DAYS)
        rows = np.sort(by_time[slice(*np.searchsorted(t, (lo - HALO_H, hi + HALO_H)))])
        halo_lon = WIDEST_KM / (KM_PER_DEG * np.maximum(c.c[rows], 0.05))
        x, y = lon[rows], lat[rows]
        near = (
            (x >= a * TILE_DEG - halo_lon) & (x < (a + 1) * TILE_DEG + halo_lon)
            & (y >= b * TILE_DEG - halo_lat) & (y < (b + 1) * TILE_DEG + halo_lat)
        )  # fmt: skip
        rows = rows[near]
        yield rows, (step[rows] == k) & (east[rows] == a) & (north[rows] == b)


def block_of(c: Columns, row: int) -> I64:
    """Rows of the block, halo included, in whose core a report lies."""
    for rows, core in _blocks(c):
        at = int(np.searchsorted(rows, row))
        if at < len(rows) and rows[at] == row and core[at]:
            return rows
    raise AssertionError("every report lies in one core")


def _key(c: Columns, head: bytes) -> str:
    seen = hashlib.sha256(head)
    for column in c.bytes():
        seen.update(column)
    return seen.hexdigest()


def _results(
    c: Columns, blocks: Sequence[tuple[I64, np.ndarray]], models: SourceModels,
    executor: Executor | None, cache: Cache | None,
) -> Iterator[tuple[Outcome, bool]]:  # fmt: skip
    """Results in the order of the blocks, from the cache or computed."""
    head = f"{METHOD}\x1f{models.digest}".encode()
    keys: list[str | None] = [None] * len(blocks)
    known: dict[int, Outcome] = {}
    if cache is not None:
        for i, (rows, _) in enumerate(blocks):
            keys[i] = key = _key(c.take(rows), head)
            if key in cache:
                known[i] = Outcome(*pickle.loads(cache[key]))  # noqa: S301  own results only
    missing = [i for i in range(len(blocks)) if i not in known]
    if executor is None:
        done: Iterator[Outcome] = (associate_block(c.take(blocks[i][0]), models) for i in missing)
    else:
        done = (
            outcome
            for group in executor.map(
                _group,
                [
                    [c.take(blocks[i][0]) for i in missing[at : at + GROUP]]
                    for at in range(0, len(missing), GROUP)
                ],
                [models] * -(-len(missing) // GROUP),
            )
            for outcome in group
        )
    for i in range(len(blocks)):
        if i in known:
            yield known[i], False
            continue
        result = next(done)
        if cache is not None and keys[i] is not None:
            cache[str(keys[i])] = pickle.dumps(tuple(result), protocol=5)
        yield result, True


GROUP = 4
"""Blocks handed to a worker at once."""


def _group(blocks: list[Columns], models: SourceModels) -> list[Outcome]:
    return [associate_block(block, models) for block in blocks]
