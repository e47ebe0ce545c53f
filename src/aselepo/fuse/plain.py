"""The kernel's slow, obvious twin in numpy: every report against every incident, no cells.

Tests hold `_kernels.associate` against it on small worlds: same outcome, same incident, same
chance. It shares nothing with the kernel but the types of its arguments.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from aselepo.fuse._kernels import (
    CROWD,
    DELAY,
    F64,
    GATE2,
    GAUSS,
    I64,
    INTERVAL,
    JOINED,
    LIKELY_NAME,
    NEW,
    PASS_H,
    SHARP_H2,
    TAIL,
    UNSURE,
    Model,
    Names,
    Reports,
)  # fmt: skip


class Told(NamedTuple):
    """Outcome, founding report of the incident (-1: several) and chance, per report."""

    outcome: I64
    seed: I64
    chance: F64


@dataclass(slots=True)
class _Incident:
    """An incident as the reports in it, and what they say together."""

    members: list[int] = field(default_factory=list)
    u: float = 0.0
    y: float = 0.0
    c: float = 1.0
    information: F64 = field(default_factory=lambda: np.zeros((2, 2)))
    vector: F64 = field(default_factory=lambda: np.zeros(2))
    share: F64 = field(default_factory=lambda: np.zeros(0))
    count: I64 = field(default_factory=lambda: np.zeros(0, np.int64))
    times: dict[int, list[float]] = field(default_factory=dict)
    precision: float = 0.0
    weighted: float = 0.0
    lo: float = -np.inf
    hi: float = np.inf
    name: int = -1
    kind: int = GAUSS
    best: float = 0.0
    var: float = np.inf
    filed: tuple[float, float, float, frozenset[int]] | None = None

    @property
    def covariance(self) -> F64:
        return np.asarray(np.linalg.inv(self.information), dtype=np.float64)

    @property
    def centre(self) -> F64:
        return np.asarray(self.covariance @ self.vector, dtype=np.float64)


class Plain:
    """One block, fused the obvious way."""

    def __init__(self, r: Reports, m: Model, names: Names, grid: F64) -> None:
        self.r, self.m, self.names, self.grid = r, m, names, grid

    def associate(self, threshold: float, sweeps: int, sure: float) -> Told:
        """Same contract as the kernel's `associate`."""
        n = len(self.r.t)
        rows: dict[int, _Incident] = {}
        told, outcome, chance = np.full(n, -1), np.zeros(n, np.int64), np.zeros(n)
        for o in range(n):
            if self.r.crowd[o] > CROWD:
                outcome[o] = UNSURE
                continue
            j, outcome[o], chance[o] = self._decide(o, rows, threshold)
            if j == -1:
                rows[o] = self._built([o])
                self._file(rows[o])
                told[o] = o
            elif j >= 0:
                self._enter(o, rows[j])
                told[o] = j
        for _ in range(sweeps):
            for incident in rows.values():
                self._file(incident)
            taken, moved = set(rows), 0
            for o in range(n):
                if (chance[o] > sure and outcome[o] != UNSURE) or self.r.crowd[o] > CROWD:
                    continue
                was = int(told[o])
                if was >= 0:
                    rest = [i for i in rows[was].members if i != o]
                    filed = rows[was].filed
                    if rest:
                        rows[was] = self._built(rest)
                        rows[was].filed = filed
                    else:
                        del rows[was]
                told[o] = -1
                j, outcome[o], chance[o] = self._decide(o, rows, threshold)
                if j == -1:
                    again = was >= 0 and was not in rows
                    j = was if again else next(
                        k % (2 * n) for k in range(o, o + 2 * n) if k % (2 * n) not in taken
                    )  # fmt: skip
                    rows[j] = self._built([o])
                    if again:
                        rows[j].filed = filed
                    else:
                        self._file(rows[j])
                        taken.add(j)
                    told[o] = j
                elif j >= 0:
                    self._enter(o, rows[j])
                    told[o] = j
                moved += j != was
            if not moved:
                break
        seed = np.array([rows[j].members[0] if j >= 0 else -1 for j in told.tolist()], np.int64)
        return Told(outcome, seed, chance)

    def _built(self, members: list[int]) -> _Incident:
        x = _Incident()
        k, s = self.m.tau.shape[1], len(self.m.delay)
        x.share, x.count = np.zeros(k), np.zeros(s, np.int64)
        for o in members:
            self._join(o, x)
        return x

    def _enter(self, o: int, x: _Incident) -> None:
        members = sorted([*x.members, o])
        if members[-1] == o:
            self._join(o, x)
            return
        filed = x.filed
        new = self._built(members)
        for name in _Incident.__slots__:
            setattr(x, name, getattr(new, name))
        x.filed = filed

    def _join(self, o: int, x: _Incident) -> None:
        r, m = self.r, self.m
        s, label = int(r.source[o]), int(r.label[o])
        if not x.members:
            x.u, x.y, x.c = float(r.u[o]), float(r.y[o]), float(r.c[o])
            x.share = m.new[s, label].copy()
        else:
            table = m.again if x.count[s] else m.first
            _, by_class = self._when(o, x)
            x.share = x.share * table[s, label] * (1.0 if by_class is None else by_class)
        total = x.share.sum()
        x.share = x.share / total if total > 0 else np.full(len(x.share), 1.0 / len(x.share))
        g = int(r.name[o])
        if g < 0 or g != x.name:
            d = np.array([(r.u[o] - x.u) * x.c, r.y[o] - x.y])
            inverse = np.linalg.inv([[r.s11[o], r.s12[o]], [r.s12[o], r.s22[o]]])
            x.information = x.information + inverse
            x.vector = x.vector + inverse @ d
            if g >= 0 and x.name < 0:
                x.name = g
        x.members.append(o)
        x.count[s] += 1
        x.times.setdefault(s, []).append(float(r.t[o]))
        if r.kind[o] == GAUSS:
            x.precision += 1.0 / r.tv[o]
            x.weighted += r.t[o] / r.tv[o]
        elif r.kind[o] == INTERVAL:
            lo, hi = max(x.lo, r.lo[o]), min(x.hi, r.hi[o])
            if hi > lo:
                x.lo, x.hi = float(lo), float(hi)
        x.var = np.inf
        if x.precision > 0:
            x.var, x.kind = 1.0 / x.precision, GAUSS
            x.best = x.weighted / x.precision
        for k in range(len(m.delay)):
            if m.delay[k] > 0 and x.count[k] and m.spread[k] ** 2 < x.var:
                x.var, x.kind = float(m.spread[k] ** 2), DELAY + k
                x.best = min(x.times[k]) - float(m.delay[k]) / int(x.count[k])
        width = x.hi - x.lo
        if width**2 / 12.0 < x.var:
            x.var, x.kind, x.best = width**2 / 12.0, INTERVAL, 0.5 * (x.lo + x.hi)

    def _file(self, x: _Incident) -> None:
        """Where the incident is looked for from now on."""
        d = x.centre
        names: set[int] = set() if x.name < 0 else {x.name}
        spot = int(self.r.around[x.members[0]])
        if spot >= 0 and (x.name < 0 or 1.0 - self.m.same_name >= LIKELY_NAME):
            for g in self.names.around[spot].tolist():
                if g >= 0 and g != x.name and self._named(g, x) > LIKELY_NAME:
                    names.add(g)
        east, north = x.u * self.grid[6] + d[0], x.y + d[1]
        x.filed = (east, north, x.best, frozenset(names))

    def _named(self, g: int, x: _Incident) -> float:
        d, cov = x.centre, x.covariance
        scale = 1.0 / np.sqrt(0.5 * (cov[0, 0] + cov[1, 1]) + self.m.blur_km**2)
        here = np.array(
            [(x.u + d[0] / x.c - self.names.u[g]) * self.names.c[g], x.y + d[1] - self.names.y[g]]
        )
        p = 1.0
        for ex, ey, half in self.names.near[g].tolist():
            if half <= 0:
                break
            past = (half - here[0] * ex - here[1] * ey) * scale
            if past < -4:
                return 0.0
            if past < 4:
                p *= float(ndtr(past))
        return p

    def _near(self, o: int, x: _Incident) -> bool:
        """Whether the kernel's cells would show this incident to this report."""
        r, grid = self.r, self.grid
        assert x.filed is not None
        east, north, best, names = x.filed
        early, late = r.lo[o] - r.reach[o], r.hi[o] + r.reach[o]
        if r.name[o] >= 0:
            step = grid[5]
            inside = np.floor(early / step) <= np.floor(best / step) <= np.floor(late / step)
            return int(r.name[o]) in names and bool(inside)
        level = 1 if r.radius[o] > grid[4] else 0
        side, step = grid[level], grid[2 + level]
        at, wide = r.u[o] * grid[6], r.radius[o] * (1.0 + grid[7])
        return bool(
            np.floor((at - wide) / side) <= np.floor(east / side) <= np.floor((at + wide) / side)
            and np.floor((r.y[o] - r.radius[o]) / side) <= np.floor(north / side)
            and np.floor(north / side) <= np.floor((r.y[o] + r.radius[o]) / side)
            and np.floor(early / step) <= np.floor(best / step) <= np.floor(late / step)
            and early < x.best < late
            and abs(x.u * grid[6] + x.centre[0] - at) < wide
            and abs(x.y + x.centre[1] - r.y[o]) < r.radius[o]
        )

    def _decide(
        self, o: int, rows: dict[int, _Incident], threshold: float
    ) -> tuple[int, int, float]:
        r, m = self.r, self.m
        s, label = int(r.source[o]), int(r.label[o])
        near = [j for j in sorted(rows) if self._near(o, rows[j])]
        added = 0.0
        if r.hi[o] - r.lo[o] < 6.0:
            for j in near:
                x = rows[j]
                d = x.centre
                q = ((r.u[o] - x.u) * x.c - d[0]) ** 2 + (r.y[o] - x.y - d[1]) ** 2
                q /= m.burst[1] ** 2
                dt = abs(r.t[o] - x.best)
                if q < 6.0 and dt < 2.5 * m.burst[2]:
                    added += m.burst[0] * np.exp(-0.5 * q - dt / m.burst[2])
        fresh = m.new[s, label].sum() * (m.alone[s] if m.follows[s] >= 0 else 1.0)
        fresh *= r.real[o] if r.name[o] >= 0 else r.real[o] * m.burst[3] + added
        new = float(fresh + r.clutter[o])
        weight = [self._fits(o, rows[j]) for j in near]
        total = new + sum(weight)
        most = max(weight, default=0.0)
        if most > new and most > threshold * total:
            return near[weight.index(most)], JOINED, most / total
        if most > new:
            return -2, UNSURE, most / total
        return -1, NEW, new / total

    def _fits(self, o: int, x: _Incident) -> float:
        r, m = self.r, self.m
        s, label = int(r.source[o]), int(r.label[o])
        table = m.again if x.count[s] else m.first
        if x.count[s] and table[s, 0, 0] == 0:
            return 0.0
        time, by_class = self._when(o, x)
        place = self._where(o, x) if time > 0 or by_class is not None else 0.0
        if place <= 0:
            return 0.0
        terms = x.share * table[s, label] * (time if by_class is None else by_class)
        total = float(terms.sum())
        if not x.count[s] and m.follows[s] >= 0 and not x.count[m.follows[s]]:
            total *= float(m.alone[s])
        return total * place

    def _where(self, o: int, x: _Incident) -> float:
        r = self.r
        g = int(r.name[o])
        if g >= 0:
            if x.name == g:
                return self.m.same_name
            other = 1.0 if x.name < 0 else 1.0 - self.m.same_name
            return other * self._named(g, x)
        d = np.array([(r.u[o] - x.u) * x.c, r.y[o] - x.y]) - x.centre
        cov = np.array([[r.s11[o], r.s12[o]], [r.s12[o], r.s22[o]]]) + x.covariance
        q = float(d @ np.linalg.inv(cov) @ d)
        return (
            0.0 if q > GATE2 else float(_shape(q, 4.0) / (2 * np.pi * np.sqrt(np.linalg.det(cov))))
        )

    def _when(self, o: int, x: _Incident) -> tuple[float, F64 | None]:
        """Density per hour, or densities by class."""
        r, m = self.r, self.m
        s, t = int(r.source[o]), float(r.t[o])
        if r.kind[o] == DELAY:
            delay = float(m.delay[s])
            if x.count[s]:
                gap = max(0.0, min(x.times[s]) - t, t - max(x.times[s]))
                if m.grain[s] > 0:
                    if gap < PASS_H:
                        return float(m.same_pass[s] / m.grain[s]), None
                    rest = 1.0 - float(m.same_pass[s])
                    return rest * float(np.exp(-gap / delay)) / (2 * delay), None
                if not (x.kind == GAUSS and x.var < SHARP_H2):
                    return -1.0, np.exp(-gap / m.tau[s]) / (2 * m.tau[s])
            if x.kind == INTERVAL:
                if t < x.lo:
                    return 0.0, None
                late = np.exp(-(t - x.lo) / delay)
                early = np.exp(-max(0.0, t - x.hi) / delay)
                return float((early - late) / (x.hi - x.lo)), None
            if x.var < SHARP_H2 or delay > 10 * np.sqrt(x.var):
                return self._delayed(t - x.best, x.var, s)
            return _normal(t - x.best - delay, x.var + float(m.spread[s]) ** 2), None
        if r.kind[o] == GAUSS:
            if x.kind == INTERVAL:
                return _inside(t, float(r.tv[o]), x.lo, x.hi) / (x.hi - x.lo), None
            if x.kind >= DELAY and r.tv[o] < SHARP_H2:
                k = x.kind - DELAY
                return self._delayed(min(x.times[k]) - t, float(r.tv[o]), k)
            return _normal(t - x.best, float(r.tv[o]) + x.var), None
        lo, hi = float(r.lo[o]), float(r.hi[o])
        if x.kind == INTERVAL:
            common = max(0.0, min(hi, x.hi) - max(lo, x.lo))
            return common / ((x.hi - x.lo) * (hi - lo)), None
        return _inside(x.best, x.var, lo, hi) / (hi - lo), None

    def _delayed(self, d: float, var: float, s: int) -> tuple[float, F64 | None]:
        edge = 1.0
        if d < 0:
            q = d * d / (var + 1e-5)
            if q > GATE2:
                return 0.0, None
            edge, d = float(np.exp(-0.5 * q)), 0.0
        tau = self.m.tau[s]
        return -1.0, edge * np.exp(-d / tau) / tau


def _shape(q: float, spread: float) -> float:
    """Normal shape with a tail twice as wide."""
    return float((1.0 - TAIL) * np.exp(-0.5 * q) + TAIL * np.exp(-0.125 * q) / spread)


def _normal(d: float, var: float) -> float:
    q = d * d / var
    return 0.0 if q > GATE2 else float(_shape(q, 2.0) / np.sqrt(2 * np.pi * var))


def _inside(t: float, var: float, lo: float, hi: float) -> float:
    s = np.sqrt(var) + 1e-3
    before, after = (hi - t) / s, (t - lo) / s
    if before < -4 or after < -4:
        return 0.0
    if before > 4 and after > 4:
        return 1.0
    return float(ndtr(before) - ndtr(-after))
