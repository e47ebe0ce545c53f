"""Loops over bytes: ids by SHA-256 (FIPS 180-4), whose oracle is `hashlib`; cells left open."""

from __future__ import annotations

import numba
import numpy as np
import numpy.typing as npt

from aselepo.feeds import delimited

Bytes = npt.NDArray[np.uint8]
open_cells = numba.njit(cache=True)(delimited.open_cells)

_K = np.array(
    [
        0x428A2F98, 0x71374491, 0xB5C0FBCF, 0xE9B5DBA5, 0x3956C25B, 0x59F111F1, 0x923F82A4,
        0xAB1C5ED5, 0xD807AA98, 0x12835B01, 0x243185BE, 0x550C7DC3, 0x72BE5D74, 0x80DEB1FE,
        0x9BDC06A7, 0xC19BF174, 0xE49B69C1, 0xEFBE4786, 0x0FC19DC6, 0x240CA1CC, 0x2DE92C6F,
        0x4A7484AA, 0x5CB0A9DC, 0x76F988DA, 0x983E5152, 0xA831C66D, 0xB00327C8, 0xBF597FC7,
        0xC6E00BF3, 0xD5A79147, 0x06CA6351, 0x14292967, 0x27B70A85, 0x2E1B2138, 0x4D2C6DFC,
        0x53380D13, 0x650A7354, 0x766A0ABB, 0x81C2C92E, 0x92722C85, 0xA2BFE8A1, 0xA81A664B,
        0xC24B8B70, 0xC76C51A3, 0xD192E819, 0xD6990624, 0xF40E3585, 0x106AA070, 0x19A4C116,
        0x1E376C08, 0x2748774C, 0x34B0BCB5, 0x391C0CB3, 0x4ED8AA4A, 0x5B9CCA4F, 0x682E6FF3,
        0x748F82EE, 0x78A5636F, 0x84C87814, 0x8CC70208, 0x90BEFFFA, 0xA4506CEB, 0xBEF9A3F7,
        0xC67178F2,
    ],
    dtype=np.uint32,
)  # fmt: skip
_START = np.array(
    [
        0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A,
        0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
    ],
    dtype=np.uint32,
)  # fmt: skip
_HEX = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)


@numba.njit(cache=True, inline="always")
def _turn(x, by):  # type: ignore[no-untyped-def]
    return (x >> np.uint32(by)) | (x << np.uint32(32 - by))


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def _digest_block(block: Bytes, state, words) -> None:  # type: ignore[no-untyped-def]
    for t in range(16):
        words[t] = (
            (np.uint32(block[4 * t]) << np.uint32(24))
            | (np.uint32(block[4 * t + 1]) << np.uint32(16))
            | (np.uint32(block[4 * t + 2]) << np.uint32(8))
            | np.uint32(block[4 * t + 3])
        )
    for t in range(16, 64):
        x, y = words[t - 15], words[t - 2]
        small = _turn(x, 7) ^ _turn(x, 18) ^ (x >> np.uint32(3))
        large = _turn(y, 17) ^ _turn(y, 19) ^ (y >> np.uint32(10))
        words[t] = np.uint32(words[t - 16] + small + words[t - 7] + large)
    a, b, c, d = state[0], state[1], state[2], state[3]
    e, f, g, h = state[4], state[5], state[6], state[7]
    for t in range(64):
        one = _turn(e, 6) ^ _turn(e, 11) ^ _turn(e, 25)
        first = np.uint32(h + one + ((e & f) ^ (~e & g)) + _K[t] + words[t])
        nought = _turn(a, 2) ^ _turn(a, 13) ^ _turn(a, 22)
        second = np.uint32(nought + ((a & b) ^ (a & c) ^ (b & c)))
        h, g, f, e = g, f, e, np.uint32(d + first)
        d, c, b, a = c, b, a, np.uint32(first + second)
    state[0] += a
    state[1] += b
    state[2] += c
    state[3] += d
    state[4] += e
    state[5] += f
    state[6] += g
    state[7] += h


@numba.njit(cache=True)  # type: ignore[untyped-decorator]
def ids_of(head: Bytes, names: Bytes, offsets, made: Bytes) -> None:  # type: ignore[no-untyped-def]
    """Write ``o-`` and 20 hexadecimal digits of SHA-256(head + name) for every name.

    Parameters
    ----------
    head : what stands before each name
    names, offsets : name i is ``names[offsets[i]:offsets[i + 1]]``
    made : uint8, shape (n, 22), filled
    """
    block = np.empty(64, dtype=np.uint8)
    state = np.empty(8, dtype=np.uint32)
    words = np.empty(64, dtype=np.uint32)
    start = len(head)
    for i in range(len(offsets) - 1):
        first, size = offsets[i], start + offsets[i + 1] - offsets[i]
        state[:] = _START
        for at in range(0, (size + 8) // 64 * 64 + 64, 64):
            for k in range(64):
                place = at + k
                if place < start:
                    block[k] = head[place]
                elif place < size:
                    block[k] = names[first + place - start]
                else:
                    block[k] = 0x80 if place == size else 0
            if at + 64 > size + 8:
                bits = np.uint64(size) * np.uint64(8)
                for k in range(8):
                    block[63 - k] = np.uint8((bits >> np.uint64(8 * k)) & np.uint64(255))
            _digest_block(block, state, words)
        made[i, 0], made[i, 1] = 111, 45
        for k in range(20):
            nibble = (state[k // 8] >> np.uint32(28 - 4 * (k % 8))) & np.uint32(15)
            made[i, 2 + k] = _HEX[nibble]
