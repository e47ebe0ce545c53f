"""Loops over series, settings and states of the latent log-rate; the slow twin is `alarm.py`.

No fast maths and one fixed order of sums: a series' numbers do not depend on its neighbours, nor
on how many cores there are.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators

from __future__ import annotations

import math

import numpy as np
from numba import njit, prange

TINY = 1e-300
MOST = 1e250


@njit(cache=True)
def _move(state, step, moved):
    """One day of the latent rate: moved[y] = sum over z of state[z] step[z, y]."""
    moved[:] = 0.0
    for z in range(len(state)):
        p = state[z]
        if p != 0.0:
            for y in range(len(moved)):
                moved[y] += p * step[z, y]


@njit(cache=True)
def _weigh(moved, level, log_level, log_rate, count, exposure, chance):
    """Chance of a count in each state, divided by exp(top); returns top, log of the constant."""
    mean_unit = math.exp(log_rate) * exposure
    log_unit = log_rate + math.log(exposure)
    top = -np.inf
    for z in range(len(level)):
        value = count * (log_unit + log_level[z]) - mean_unit * level[z]
        chance[z] = value
        if moved[z] > 0.0 and value + math.log(moved[z]) > top:
            top = value + math.log(moved[z])
    for z in range(len(level)):
        chance[z] = math.exp(min(chance[z] - top, 600.0))
    return top


@njit(cache=True, parallel=True)
def learn_weights(counts, exposure, days, log_rate, which, log_prior, level, step, still):
    """Log-weight of each setting and its states after the first `days` days.

    counts, exposure (S, N); log_rate (S, K); which (K,) the row of level (M, Z) and step (M, Z, Z)
    of a setting; log_prior (K,); still (Z,) the states before anything was seen.
    Returns log_weight (S, K), not normed, and state (S, K, Z).
    """
    size, settings, states = counts.shape[0], len(which), level.shape[1]
    log_weight = np.empty((size, settings))
    state = np.empty((size, settings, states))
    log_level = np.log(level)
    for s in prange(size):
        moved, chance = np.empty(states), np.empty(states)
        for k in range(settings):
            m = which[k]
            here = state[s, k]
            here[:] = still
            told = log_prior[k]
            for t in range(days):
                _move(here, step[m], moved)
                if exposure[s, t] <= 0.0:
                    here[:] = moved
                    continue
                top = _weigh(
                    moved, level[m], log_level[m], log_rate[s, k], counts[s, t], exposure[s, t],
                    chance,
                )  # fmt: skip
                total = 0.0
                for z in range(states):
                    here[z] = moved[z] * chance[z]
                    total += here[z]
                here /= total
                told += math.log(total) + top - math.lgamma(counts[s, t] + 1.0)
            log_weight[s, k] = told
    return log_weight, state


@njit(cache=True, parallel=True)
def watch(counts, exposure, first, log_rate, which, weight, state, level, step, ratios, keep):
    """Ratios of chances day by day after `first`; settings lighter than `keep` times the heaviest
    are left out.

    Returns log_e (S, D, R) and expected (S, D), D the days from `first` on.
    """
    size, settings, states = counts.shape[0], len(which), level.shape[1]
    days, many = counts.shape[1] - first, len(ratios)
    log_e = np.zeros((size, days, many))
    expected = np.zeros((size, days))
    log_level = np.log(level)
    log_ratio = np.log(ratios)
    for s in prange(size):
        moved, chance = np.empty(states), np.empty(states)
        sums, here = np.empty(many), np.empty((settings, states))
        here[:] = state[s]
        least = keep * weight[s].max()
        tops, parts = np.empty(settings), np.empty((settings, many + 1))
        for t in range(days):
            count, seen = counts[s, first + t], exposure[s, first + t]
            for k in range(settings):
                tops[k] = -np.inf
                if weight[s, k] <= 0.0 or weight[s, k] < least:
                    continue
                m = which[k]
                _move(here[k], step[m], moved)
                if seen <= 0.0:
                    here[k] = moved
                    continue
                unit = math.exp(log_rate[s, k]) * seen
                top = _weigh(moved, level[m], log_level[m], log_rate[s, k], count, seen, chance)
                total, mean = 0.0, 0.0
                sums[:] = 0.0
                for z in range(states):
                    joint = moved[z] * chance[z]
                    here[k, z] = joint
                    total += joint
                    at = unit * level[m, z]
                    mean += moved[z] * at
                    for r in range(many):
                        # the reference's chance times this is the chance under the ratio
                        sums[r] += joint * math.exp(
                            min((1.0 - ratios[r]) * at + count * log_ratio[r], 600.0)
                        )
                here[k] /= total
                tops[k] = top
                parts[k, many] = total
                parts[k, :many] = sums
                expected[s, t] += weight[s, k] * mean
            if seen <= 0.0:
                continue
            top = tops.max()
            usual = 0.0
            sums[:] = 0.0
            for k in range(settings):
                if tops[k] > -np.inf:
                    share = weight[s, k] * math.exp(tops[k] - top)
                    usual += share * parts[k, many]
                    for r in range(many):
                        sums[r] += share * parts[k, r]
            for r in range(many):
                log_e[s, t, r] = math.log(max(sums[r], TINY)) - math.log(max(usual, TINY))
    return log_e, expected


@njit(cache=True, parallel=True)
def add_up(log_e, exposure, first):
    """Shiryaev-Roberts sums of each ratio, (S, D, R); days without exposure add nothing."""
    size, days, many = log_e.shape
    sums = np.zeros((size, days, many))
    for s in prange(size):
        for r in range(many):
            value = 0.0
            for t in range(days):
                if exposure[s, first + t] > 0.0:
                    value = min((1.0 + value) * math.exp(min(log_e[s, t, r], 600.0)), MOST)
                sums[s, t, r] = value
    return sums


@njit(cache=True, parallel=True)
def chances_by_day(counts, exposure, log_rate, which, level, step, still):
    """Log-chance of everything up to each day under each setting, (N, K); one series."""
    days, settings, states = len(counts), len(which), level.shape[1]
    told = np.zeros((days, settings))
    log_level = np.log(level)
    for k in prange(settings):
        moved, chance, here = np.empty(states), np.empty(states), still.copy()
        m = which[k]
        total = 0.0
        for t in range(days):
            _move(here, step[m], moved)
            if exposure[t] > 0.0:
                top = _weigh(
                    moved, level[m], log_level[m], log_rate[k], counts[t], exposure[t], chance
                )
                mass = 0.0
                for z in range(states):
                    here[z] = moved[z] * chance[z]
                    mass += here[z]
                here /= mass
                total += math.log(mass) + top - math.lgamma(counts[t] + 1.0)
            else:
                here[:] = moved
            told[t, k] = total
    return told
