"""Loops over incidents. Sums run in the order of the rows of each table, never in parallel.

The slow, obvious twin is `reference.py`.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators

from __future__ import annotations

import math

from numba import njit

from aselepo.geo._kernels import disk_mass

SLACK = 1e-12
"""Both standards of proof are closed; sums of decimal shares fall short by rounding."""


@njit(cache=True, inline="always")
def _measure(starts, ends, before, t):
    """Time of a set before a moment, and whether the moment lies in it."""
    lo, hi = 0, len(starts)
    while lo < hi:
        mid = (lo + hi) >> 1
        if starts[mid] <= t:
            lo = mid + 1
        else:
            hi = mid
    if lo == 0:
        return 0, False
    at = lo - 1
    if t < ends[at]:
        return before[at] + (t - starts[at]), True
    return before[at] + (ends[at] - starts[at]), False


@njit(cache=True)
def time_shares(starts, ends, before, t_lo, t_hi, lasting, begin, end, out_lo, out_hi):
    """Share of each [t_lo, t_hi] that lies in a set of half-open stretches.

    An instant lies in it or not; of a thing that lasts any part suffices; where a side is open
    only all or nothing is sure.
    """
    for i in range(len(t_lo)):
        a, b = t_lo[i], t_hi[i]
        if a == b and a > begin and b < end:
            _, inside = _measure(starts, ends, before, a)
            share = 1.0 if inside else 0.0
            out_lo[i] = share
            out_hi[i] = share
            continue
        if a <= begin or b >= end or lasting[i]:
            touched = False
            whole = False
            for k in range(len(starts)):
                if starts[k] > b:
                    break
                if ends[k] > a:
                    touched = True
                    if starts[k] <= a and (ends[k] > b or (ends[k] >= end and b >= end)):
                        whole = True
            if lasting[i]:
                out_lo[i] = 1.0 if touched else 0.0
                out_hi[i] = out_lo[i]
            else:
                out_lo[i] = 1.0 if whole else 0.0
                out_hi[i] = 1.0 if touched else 0.0
            continue
        up_to_b, _ = _measure(starts, ends, before, b)
        up_to_a, _ = _measure(starts, ends, before, a)
        share = (up_to_b - up_to_a) / (b - a)
        out_lo[i] = share
        out_hi[i] = share


@njit(cache=True)
def class_shares(offsets, code, p, known, told_lo, told_hi, out_lo, out_hi):
    """Bounds of P(class is wanted) for each incident and each set of classes wanted.

    told_lo, told_hi : (k, classes); out_lo, out_hi : (n, k)
    """
    sets = told_lo.shape[0]
    for i in range(len(known)):
        if not known[i]:
            for k in range(sets):
                out_lo[i, k] = 0.0
                out_hi[i, k] = 1.0
            continue
        rest = 1.0
        for j in range(offsets[i], offsets[i + 1]):
            rest -= p[j]
        if rest < SLACK:
            rest = 0.0
        for k in range(sets):
            lo = 0.0
            hi = 0.0
            for j in range(offsets[i], offsets[i + 1]):
                lo += p[j] * told_lo[k, code[j]]
                hi += p[j] * told_hi[k, code[j]]
            out_lo[i, k] = lo
            out_hi[i, k] = min(1.0, hi + rest)


@njit(cache=True)
def party_shares(offsets, code, p, known, sure, maybe, rest_counts, out_lo, out_hi):
    """Bounds of P(one of a column's parties did it), by incident and column.

    sure, maybe : (columns, parties), 1 where the party counts for the low and the high bound;
    rest_counts : (columns,), 1 where the unattributed rest counts for the low bound too
    """
    columns = sure.shape[0]
    for i in range(len(known)):
        if not known[i]:
            for q in range(columns):
                out_lo[i, q] = 0.0
                out_hi[i, q] = 1.0
            continue
        rest = 1.0
        for j in range(offsets[i], offsets[i + 1]):
            rest -= p[j]
        if rest < SLACK:
            rest = 0.0
        for q in range(columns):
            lo = 0.0
            hi = 0.0
            for j in range(offsets[i], offsets[i + 1]):
                lo += p[j] * sure[q, code[j]]
                hi += p[j] * maybe[q, code[j]]
            out_lo[i, q] = min(1.0, lo + rest * rest_counts[q])
            out_hi[i, q] = min(1.0, hi + rest)


@njit(cache=True, inline="always")
def _weigh(
    i,
    k,
    q,
    first,
    last,
    slots,
    offsets,
    code,
    p,
    known,
    told_lo,
    told_hi,
    ex_told_lo,
    ex_told_hi,
    ex_lo,
    ex_hi,
    sure,
    maybe,
    rest_counts,
):
    """Bounds of the sum over a table of p * told * (1 - exempt) * (party counts).

    For a table of classes alone `sure` and `maybe` are all ones.
    """
    if not known[i]:
        return 0.0, 1.0
    lo = 0.0
    hi = 0.0
    rest = 1.0
    for j in range(offsets[i], offsets[i + 1]):
        rest -= p[j]
    if rest < SLACK:
        rest = 0.0
    for j in range(offsets[i], offsets[i + 1]):
        c = code[j]
        x_lo = 0.0
        x_hi = 0.0
        for s in range(first, last):
            e = slots[s]
            x_lo = max(x_lo, ex_told_lo[e, c] * ex_lo[i, e, q])
            x_hi = max(x_hi, ex_told_hi[e, c] * ex_hi[i, e, q])
        lo += p[j] * told_lo[k, c] * (1.0 - x_hi) * sure[q, c]
        hi += p[j] * told_hi[k, c] * (1.0 - x_lo) * maybe[q, c]
    return lo, min(1.0, hi + rest)


@njit(cache=True)
def _some(i, k, q, first, last, slots, offsets, code, p, known, told_lo, told_hi,
          ex_told_lo, ex_told_hi, ex_lo, ex_hi, ones, rest_counts, a_lo, a_hi,
          some_first, some_parts, some_free):  # fmt: skip
    """Bounds of P(forbidden kind, not exempt, by one of several parties).

    What is exempt if one party did it may not be if another did, so each party's share is weighed
    with its own exemptions; the unattributed rest with the weakest and the strongest of them.
    """
    lo, hi = 0.0, 0.0
    least, most, rest = 1.0, 0.0, 0.0
    for s in range(some_first[q], some_first[q + 1]):
        part = some_parts[s]
        w_lo, w_hi = _weigh(i, k, part, first, last, slots, offsets, code, p, known, told_lo,
                            told_hi, ex_told_lo, ex_told_hi, ex_lo, ex_hi, ones, ones,
                            rest_counts)  # fmt: skip
        if some_free[s]:
            lo += w_lo * a_lo[i, part]
        hi += w_hi * a_lo[i, part]
        least, most = min(least, w_lo), max(most, w_hi)
        rest = max(rest, a_hi[i, part] - a_lo[i, part])
    if rest_counts[q] > 0.0 and a_lo[i, q] > 0.0:
        lo += least * rest
    return min(1.0, lo), min(1.0, hi + most * rest)


@njit(cache=True)
def charge(
    r_lo, r_hi,
    c_off, c_code, c_p, c_known, told_lo, told_hi,
    j_off, j_code, j_p, j_known, jtold_lo, jtold_hi, jsure, jmaybe, jrest,
    ones,
    k_lo, k_hi, a_lo, a_hi, s_lo, s_hi,
    rule_set, rule_first, pair_column, pair_scope, tau, rho, each,
    some_first, some_parts, some_free,
    ex_first, slots, ex_told_lo, ex_told_hi, jex_told_lo, jex_told_hi, ex_lo, ex_hi,
    everything,
    out_row, out_pair, out_lo, out_hi, out_verdict, out_slot,
):  # fmt: skip
    """Findings of each incident under each (article, party) pair; returns how many were written.

    Written are findings above `rho`, all with `everything`. Verdict 2 breach, 1 undetermined,
    0 no breach. Gates multiply upper bounds only, so they never drop a finding.
    """
    size = 0
    rules = len(rule_set)
    room = len(out_row)
    for i in range(len(r_lo)):
        joint = j_known[i]
        for rule in range(rules):
            k = rule_set[rule]
            cleared = rho[rule]
            gate = r_hi[i] if joint else r_hi[i] * k_hi[i, k]
            if not everything and gate <= cleared:
                continue
            for pair in range(rule_first[rule], rule_first[rule + 1]):
                q = pair_column[pair]
                g = pair_scope[pair]
                if not everything:
                    reach = gate * s_hi[i, g]
                    if reach <= cleared or (not joint and reach * a_hi[i, q] <= cleared):
                        continue
                first, last = ex_first[rule], ex_first[rule + 1]
                slot = -1
                if joint:
                    w_lo, w_hi = _weigh(i, k, q, first, last, slots, j_off, j_code, j_p, j_known,
                                        jtold_lo, jtold_hi, jex_told_lo, jex_told_hi,
                                        ex_lo, ex_hi, jsure, jmaybe, jrest)  # fmt: skip
                    lo = r_lo[i] * w_lo * s_lo[i, g]
                    hi = r_hi[i] * w_hi * s_hi[i, g]
                    weakest = min(r_lo[i], w_lo, s_lo[i, g])
                    clearest = min(r_hi[i], w_hi, s_hi[i, g])
                else:
                    w_lo, w_hi = k_lo[i, k], k_hi[i, k]
                    if first < last and some_first[q] < some_first[q + 1]:
                        lo, hi = _some(i, k, q, first, last, slots, c_off, c_code, c_p, c_known,
                                       told_lo, told_hi, ex_told_lo, ex_told_hi, ex_lo, ex_hi,
                                       ones, jrest, a_lo, a_hi, some_first, some_parts,
                                       some_free)  # fmt: skip
                        w_lo, w_hi = lo, hi
                    elif first < last:
                        w_lo, w_hi = _weigh(i, k, q, first, last, slots, c_off, c_code, c_p,
                                            c_known, told_lo, told_hi, ex_told_lo, ex_told_hi,
                                            ex_lo, ex_hi, ones, ones, jrest)  # fmt: skip
                    if first < last and some_first[q] < some_first[q + 1]:
                        lo = r_lo[i] * w_lo * s_lo[i, g]
                        hi = r_hi[i] * w_hi * s_hi[i, g]
                    else:
                        lo = r_lo[i] * w_lo * s_lo[i, g] * a_lo[i, q]
                        hi = r_hi[i] * w_hi * s_hi[i, g] * a_hi[i, q]
                    weakest = min(r_lo[i], w_lo, s_lo[i, g], a_lo[i, q])
                    clearest = min(r_hi[i], w_hi, s_hi[i, g], a_hi[i, q])
                best = 0.0
                for s in range(first, last):
                    e = slots[s]
                    if ex_hi[i, e, q] > best:
                        best = ex_hi[i, e, q]
                        slot = e
                low = weakest if each[rule] else lo
                high = clearest if each[rule] else hi
                verdict = 1
                if high <= cleared + SLACK:
                    verdict = 0
                elif low >= tau[rule] - SLACK:
                    verdict = 2
                if verdict == 0 and not everything:
                    continue
                if size < room:
                    out_row[size] = i
                    out_pair[size] = pair
                    out_lo[size] = lo
                    out_hi[size] = hi
                    out_verdict[size] = verdict
                    out_slot[size] = slot
                size += 1
    return size


@njit(cache=True)
def best_notice(
    t_lo, t_hi, x, y, cxx, cxy, cyy,
    given, time, nx, ny, east, north, within, within_m,
    out_lo, out_hi,
):  # fmt: skip
    """Best match of each incident with notices sorted by the time they name.

    Share of the incident's time within `within` of the notice, times P(within `within_m` of its
    place); a notice counts only if given before the incident. nan place: [0, 1]. `east`, `north`
    are metres per unit of the coordinates at each notice.
    """
    for i in range(len(t_lo)):
        a, b = t_lo[i], t_hi[i]
        lo, hi = 0, len(time)
        while lo < hi:
            mid = (lo + hi) >> 1
            if time[mid] < a - within:
                lo = mid + 1
            else:
                hi = mid
        best_lo, best_hi = 0.0, 0.0
        known = not math.isnan(x[i] + y[i] + cxx[i] + cxy[i] + cyy[i])
        reach = within_m
        if known:
            half = 0.5 * (cxx[i] + cyy[i])
            root = math.sqrt(0.25 * (cxx[i] - cyy[i]) ** 2 + cxy[i] * cxy[i])
            reach += 8.0 * math.sqrt(half + root) + 1e-6
        for m in range(lo, len(time)):
            if time[m] > b + within:
                break
            if given[m] > a:
                continue
            p_lo, p_hi = 0.0, 1.0
            if known and not math.isnan(nx[m] + ny[m]):
                dx, dy = (x[i] - nx[m]) * east[m], (y[i] - ny[m]) * north[m]
                if dx > reach or dx < -reach or dy > reach or dy < -reach:
                    continue
                p_lo = disk_mass(dx, dy, cxx[i], cxy[i], cyy[i], within_m)
                p_hi = p_lo
            share = 1.0
            if b > a:
                start, end = max(a, time[m] - within), min(b, time[m] + within)
                share = (end - start) / (b - a)
            best_lo = max(best_lo, share * p_lo)
            best_hi = max(best_hi, share * p_hi)
        out_lo[i] = best_lo
        out_hi[i] = best_hi


@njit(cache=True)
def _root(label, i):
    while label[i] != i:
        label[i] = label[label[i]]
        i = label[i]
    return i


@njit(cache=True)
def single_link(order, t_lo, t_hi, x, y, east, north, near, apart, sure, label):
    """Join what is close in time and place; `order` sorts by t_lo. Labels are roots of trees."""
    for k in range(len(order)):
        i = order[k]
        for m in range(k + 1, len(order)):
            j = order[m]
            if t_lo[j] - t_hi[i] > apart:
                if sure or t_lo[j] - t_lo[i] > apart + (t_hi[i] - t_lo[i]):
                    break
                continue
            known = not math.isnan(x[i] + y[i] + x[j] + y[j])
            if known:
                dx = (x[j] - x[i]) * 0.5 * (east[i] + east[j])
                dy = (y[j] - y[i]) * 0.5 * (north[i] + north[j])
                if dx * dx + dy * dy > near * near * (1.0 + 1e-12):
                    continue
            elif sure:
                continue
            if sure and max(t_hi[j] - t_lo[i], t_hi[i] - t_lo[j]) > apart:
                continue
            a, b = _root(label, i), _root(label, j)
            if a != b:
                label[max(a, b)] = min(a, b)
    for i in range(len(label)):
        label[i] = _root(label, i)


@njit(cache=True)
def at_least(p, k):
    """P(at least k of some independent events), the Poisson-binomial recursion cut at k."""
    if k <= 0:
        return 1.0
    if k > len(p):
        return 0.0
    some = [0.0] * k
    some[0] = 1.0
    reached = 0.0
    for i in range(len(p)):
        reached += some[k - 1] * p[i]
        for m in range(k - 1, 0, -1):
            some[m] = some[m] * (1.0 - p[i]) + some[m - 1] * p[i]
        some[0] *= 1.0 - p[i]
    return min(1.0, reached)


@njit(cache=True)
def merge_levels(enter, leave, edges, values):
    """Edges and values of the number of stretches that hold; both inputs sorted.

    Returns how many edges were written.
    """
    i, j, level, size = 0, 0, 0, 0
    while i < len(enter) or j < len(leave):
        if j >= len(leave) or (i < len(enter) and enter[i] <= leave[j]):
            at = enter[i]
        else:
            at = leave[j]
        while i < len(enter) and enter[i] == at:
            level += 1
            i += 1
        while j < len(leave) and leave[j] == at:
            level -= 1
            j += 1
        edges[size] = at
        values[size] = level
        size += 1
    return size


@njit(cache=True)
def first_of_each(key, rows, lowest, seen, out):
    """The first of some rows for each key, in their order; returns how many."""
    size = 0
    for k in range(len(rows)):
        at = key[rows[k]] - lowest
        if not seen[at]:
            seen[at] = True
            out[size] = rows[k]
            size += 1
    return size
