"""Loops over places: exact Gaussian mass of a polygon by Owen's T, and of a disk.

No fast maths and one fixed order of sums, so a place's number does not depend on its neighbours in
the batch. The slow, obvious twin is `oracle.py`.

References
----------
Owen, D. B. (1956), Tables for computing bivariate normal probabilities: T(h, a) is the mass of the
standard normal plane beyond a line at distance h, within a wedge from its foot.
"""

# mypy: allow-untyped-defs, allow-untyped-calls, allow-untyped-decorators

from __future__ import annotations

import math

import numpy as np
from numba import njit

REACH = 6.5
"""What lies further away than this many standard deviations carries less than 1e-9."""
NUDGE = 1e-7
"""A mean on an edge is moved by this many standard deviations; the mass is continuous there."""
OUT, IN, EDGE = 0, 1, 2
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(16)
_FEW, _FEW_WEIGHTS = np.polynomial.legendre.leggauss(3)
_SOME, _SOME_WEIGHTS = np.polynomial.legendre.leggauss(6)
_ROOT_HALF = math.sqrt(0.5)
_TWO_PI = 2.0 * math.pi


@njit(cache=True)
def _between(h, a, b):
    """T(h, b) - T(h, a) for -1 <= a <= b <= 1 by quadrature of its defining integral."""
    half = 0.5 * (b - a)
    middle = 0.5 * (a + b)
    total = 0.0
    for k in range(len(_NODES)):
        x = middle + half * _NODES[k]
        q = 1.0 + x * x
        total += _WEIGHTS[k] * math.exp(-0.5 * h * h * q) / q
    return total * half / _TWO_PI


@njit(cache=True)
def owens_t(h, a):
    """Owen's T for h >= 0 and any a."""
    b = abs(a)
    if b <= 1.0:
        value = _between(h, 0.0, b)
    else:
        q_h = 0.5 * math.erfc(h * _ROOT_HALF)
        if math.isinf(b):
            value = 0.5 * q_h if h > 0.0 else 0.25
        else:
            q_ah = 0.5 * math.erfc(b * h * _ROOT_HALF)
            value = 0.5 * (q_h + q_ah) - q_h * q_ah - _between(b * h, 0.0, 1.0 / b)
    return -value if a < 0.0 else value


@njit(cache=True)
def _wedge(px, py, qx, qy):
    """Mass beyond the edge p -> q as seen from the origin, signed; 0 where out of reach.

    Second, whether the origin lies on the edge, as far as numbers tell.

    That mass is the integral of exp(-r^2 / 2) / 2 pi over the angle. Along an edge that is short
    against its distance and against 1 the integrand is smooth, and a few nodes give it to 1e-9;
    other edges go through Owen's T.
    """
    dx, dy = qx - px, qy - py
    square = dx * dx + dy * dy
    if square == 0.0:
        return 0.0, False
    t = -(px * dx + py * dy) / square
    t = min(1.0, max(0.0, t))
    nx, ny = px + t * dx, py + t * dy
    nearest = nx * nx + ny * ny
    if nearest > REACH * REACH:
        return 0.0, False
    if nearest < 0.01 * NUDGE * NUDGE:
        return 0.0, True
    cross = px * qy - py * qx
    if square < 0.0625 and nearest > 64.0 * square:
        total = 0.0
        for k in range(3):
            u = 0.5 + 0.5 * _FEW[k]
            x, y = px + u * dx, py + u * dy
            r = x * x + y * y
            total += _FEW_WEIGHTS[k] * math.exp(-0.5 * r) / r
        return 0.5 * total * cross / _TWO_PI, False
    if square < 1.0 and nearest > 4.0 * square:
        total = 0.0
        for k in range(6):
            u = 0.5 + 0.5 * _SOME[k]
            x, y = px + u * dx, py + u * dy
            r = x * x + y * y
            total += _SOME_WEIGHTS[k] * math.exp(-0.5 * r) / r
        return 0.5 * total * cross / _TWO_PI, False
    length = math.sqrt(square)
    signed = cross / length
    h = abs(signed)
    if h == 0.0:
        return 0.0, False
    t1 = (px * dx + py * dy) / length
    t2 = t1 + length
    a1, a2 = t1 / h, t2 / h
    if a1 >= -1.0 and a2 <= 1.0:
        mass = _between(h, a1, a2)
    else:
        mass = owens_t(h, a2) - owens_t(h, a1)
    return (mass if signed > 0.0 else -mass), False


@njit(cache=True)
def grid_count(edges, x0, y0, dx, dy, nx, ny, counts, first, cells, fill):
    """Enter each edge in every cell it touches; with `fill` False only count them."""
    for e in range(len(edges)):
        ax, ay, bx, by = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        if ax > bx:
            ax, ay, bx, by = bx, by, ax, ay
        i0 = max(0, min(nx - 1, math.floor((ax - x0) / dx - 1e-6)))
        i1 = max(0, min(nx - 1, math.floor((bx - x0) / dx + 1e-6)))
        for i in range(i0, i1 + 1):
            left, right = x0 + i * dx, x0 + (i + 1) * dx
            lo, hi = min(ay, by), max(ay, by)
            if bx - ax > 1e-9 * dx:
                slope = (by - ay) / (bx - ax)
                y1 = ay + slope * (min(bx, max(ax, left)) - ax)
                y2 = ay + slope * (min(bx, max(ax, right)) - ax)
                lo, hi = max(lo, min(y1, y2)), min(hi, max(y1, y2))
            j0 = max(0, min(ny - 1, math.floor((lo - y0) / dy - 1e-6)))
            j1 = max(0, min(ny - 1, math.floor((hi - y0) / dy + 1e-6)))
            for j in range(j0, j1 + 1):
                cell = j * nx + i
                if fill:
                    cells[first[cell] + counts[cell]] = e
                counts[cell] += 1


@njit(cache=True)
def grid_parity(edges, x0, y0, dx, dy, nx, ny, fx, fy, inside):
    """Whether each cell's reference point lies inside, by crossings of its row."""
    crossings = np.empty(len(edges))
    for j in range(ny):
        y = y0 + (j + fy) * dy
        n = 0
        for e in range(len(edges)):
            ay, by = edges[e, 1], edges[e, 3]
            if (ay > y) != (by > y):
                crossings[n] = edges[e, 0] + (y - ay) * (edges[e, 2] - edges[e, 0]) / (by - ay)
                n += 1
        found = np.sort(crossings[:n])
        k = 0
        for i in range(nx):
            x = x0 + (i + fx) * dx
            while k < n and found[k] < x:
                k += 1
            inside[j * nx + i] = k % 2


@njit(cache=True)
def _orient(ax, ay, bx, by, px, py):
    return (bx - ax) * (py - ay) - (by - ay) * (px - ax)


@njit(cache=True)
def _is_inside(x, y, edges, x0, y0, dx, dy, nx, ny, fx, fy, state, inside, first, cells):
    """Even-odd membership by the way to the reference point of the cell."""
    i, j = math.floor((x - x0) / dx), math.floor((y - y0) / dy)
    if i < 0 or j < 0 or i >= nx or j >= ny:
        return False
    cell = j * nx + i
    result = inside[cell] == 1
    if state[cell] != EDGE:
        return result
    rx, ry = x0 + (i + fx) * dx, y0 + (j + fy) * dy
    for k in range(first[cell], first[cell + 1]):
        e = cells[k]
        ax, ay, bx, by = edges[e, 0], edges[e, 1], edges[e, 2], edges[e, 3]
        if (_orient(x, y, rx, ry, ax, ay) >= 0.0) == (_orient(x, y, rx, ry, bx, by) >= 0.0):
            continue
        if (_orient(ax, ay, bx, by, x, y) > 0.0) != (_orient(ax, ay, bx, by, rx, ry) > 0.0):
            result = not result
    return result


@njit(cache=True)
def polygon_mass(
    x, y, cxx, cxy, cyy,
    edges, x0, y0, dx, dy, nx, ny, fx, fy, state, inside, far, first, cells,
    out,
):  # fmt: skip
    """P(N((x, y), C) inside) for each place; C must be positive definite.

    edges : (k, 4), each ring with its inside to the left
    state, inside, far : per cell: has edges or not, reference point inside, Chebyshev distance in
    cells to the nearest cell with edges
    """
    stamp = np.full(len(edges), -1, np.int64)
    near = np.empty(len(edges), np.int64)
    smaller = min(dx, dy)
    for n in range(len(x)):
        sx, sy = math.sqrt(cxx[n]), math.sqrt(cyy[n])
        reach = REACH * math.sqrt(
            0.5 * (cxx[n] + cyy[n])
            + math.sqrt(0.25 * (cxx[n] - cyy[n]) ** 2 + cxy[n] * cxy[n])
        )  # fmt: skip
        mx, my = x[n], y[n]
        i, j = math.floor((mx - x0) / dx), math.floor((my - y0) / dy)
        if 0 <= i < nx and 0 <= j < ny:
            cell = j * nx + i
            if (far[cell] - 1) * smaller > reach:
                out[n] = float(inside[cell])
                continue
        elif (mx < x0 - reach or mx > x0 + nx * dx + reach
              or my < y0 - reach or my > y0 + ny * dy + reach):  # fmt: skip
            out[n] = 0.0
            continue
        # whitening: C = L L', u = L^-1 (p - m)
        l11 = sx
        l21 = cxy[n] / l11
        l22 = math.sqrt(max(cyy[n] - l21 * l21, 1e-12 * cyy[n]))
        # edges that may lie within reach
        box_x, box_y = REACH * sx, REACH * sy
        i0 = max(0, math.floor((mx - box_x - x0) / dx))
        i1 = min(nx - 1, math.floor((mx + box_x - x0) / dx))
        j0 = max(0, math.floor((my - box_y - y0) / dy))
        j1 = min(ny - 1, math.floor((my + box_y - y0) / dy))
        count = 0
        if (i1 - i0 + 1) * (j1 - j0 + 1) > 4 * len(edges):
            for e in range(len(edges)):
                near[count] = e
                count += 1
        else:
            for jj in range(j0, j1 + 1):
                for ii in range(i0, i1 + 1):
                    cell = jj * nx + ii
                    for k in range(first[cell], first[cell + 1]):
                        e = cells[k]
                        if stamp[e] != n:
                            stamp[e] = n
                            near[count] = e
                            count += 1
        for attempt in range(5):
            close = False
            total = 0.0
            for k in range(count):
                e = near[k]
                px, py = edges[e, 0] - mx, edges[e, 1] - my
                qx, qy = edges[e, 2] - mx, edges[e, 3] - my
                px, qx = px / l11, qx / l11
                py, qy = (py - l21 * px) / l22, (qy - l21 * qx) / l22
                mass, on_edge = _wedge(px, py, qx, qy)
                if on_edge and attempt < 4:
                    close = True
                    break
                total += mass
            if not close:
                break
            angle = 1.0 + 2.0 * attempt
            ux, uy = NUDGE * math.cos(angle), NUDGE * math.sin(angle)
            mx, my = x[n] + l11 * ux, y[n] + l21 * ux + l22 * uy
        is_in = _is_inside(mx, my, edges, x0, y0, dx, dy, nx, ny, fx, fy, state, inside, first,
                           cells)  # fmt: skip
        out[n] = min(1.0, max(0.0, (1.0 if is_in else 0.0) - total))


@njit(cache=True)
def deep(x, y, x0, y0, dx, dy, nx, ny, inside, far, out):
    """1 or 0 for places in cells with no edge in or beside them, 2 for those near a border."""
    for n in range(len(x)):
        i, j = math.floor((x[n] - x0) / dx), math.floor((y[n] - y0) / dy)
        if i < -1 or j < -1 or i > nx or j > ny:
            out[n] = 0
        elif i < 0 or j < 0 or i >= nx or j >= ny:
            out[n] = 2
        else:
            cell = j * nx + i
            out[n] = inside[cell] if far[cell] > 1 else 2


_DISK_NODES, _DISK_WEIGHTS = np.polynomial.legendre.leggauss(24)


@njit(cache=True)
def disk_mass(mx, my, cxx, cxy, cyy, radius):
    """P(N(m, C) within `radius` of the origin), the border included; C may be zero."""
    distance = math.sqrt(mx * mx + my * my)
    half = 0.5 * (cxx + cyy)
    root = math.sqrt(0.25 * (cxx - cyy) ** 2 + cxy * cxy)
    s1 = math.sqrt(max(half + root, 0.0))
    if s1 < 1e-6:
        return 1.0 if distance <= radius + 1e-6 else 0.0
    if distance - radius > 8.0 * s1:
        return 0.0
    if radius - distance > 8.0 * s1:
        return 1.0
    s2 = max(math.sqrt(max(half - root, 0.0)), 1e-6 * s1)
    angle = 0.5 * math.atan2(2.0 * cxy, cxx - cyy)
    cos, sin = math.cos(angle), math.sin(angle)
    u, v = mx * cos + my * sin, -mx * sin + my * cos
    low = max(-1.0, (u - 8.0 * s1) / radius)
    high = min(1.0, (u + 8.0 * s1) / radius)
    if low >= high:
        return 0.0
    start, end = math.asin(low), math.asin(high)
    panels = 8
    step = (end - start) / panels
    total = 0.0
    for panel in range(panels):
        middle = start + (panel + 0.5) * step
        for k in range(len(_DISK_NODES)):
            theta = middle + 0.5 * step * _DISK_NODES[k]
            w = radius * math.sin(theta)
            chord = radius * math.cos(theta)
            z = (w - u) / s1
            across = 0.5 * (
                math.erfc((-chord - v) / s2 * _ROOT_HALF) - math.erfc((chord - v) / s2 * _ROOT_HALF)
            )
            total += _DISK_WEIGHTS[k] * math.exp(-0.5 * z * z) * across * radius * math.cos(theta)
    return min(1.0, total * 0.5 * step / (s1 * math.sqrt(_TWO_PI)))
