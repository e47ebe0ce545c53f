"""P(place in zone): against closed forms, an independent oracle and Monte Carlo."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtr
from scipy.special import owens_t as scipy_t
from shapely.geometry import mapping

from aselepo.core.canonical import canonical
from aselepo.geo import Unusable, _kernels, footprint, shape
from aselepo.geo.oracle import polygon_mass


def text(geometry) -> str:
    return canonical(json.loads(json.dumps(mapping(geometry))))


def mass(tree, x, y, cov, flat=True):
    x, y = np.atleast_1d(np.asarray(x, float)), np.atleast_1d(np.asarray(y, float))
    xx, xy, yy = (np.full(len(x), float(c)) for c in cov)
    return footprint(tree, flat=flat).inside(x, y, xx, xy, yy)


BOX = ("shape", text(shapely.box(-1000, -500, 3000, 700)))


def test_owens_t_equals_scipy() -> None:
    h, a = np.meshgrid(np.linspace(0, 7, 141), np.append(np.linspace(-30, 30, 241), [-1e9, 1e9]))
    ours = np.vectorize(_kernels.owens_t)(h, a)
    assert np.abs(ours - scipy_t(h, a)).max() < 1e-13


def test_boxes_equal_the_closed_form() -> None:
    chance = np.random.default_rng(1)
    n = 20_000
    x, y = chance.uniform(-3000, 5000, n), chance.uniform(-2500, 2700, n)
    sx, sy = np.exp(chance.uniform(0, 8, n)), np.exp(chance.uniform(0, 8, n))
    want = (ndtr((3000 - x) / sx) - ndtr((-1000 - x) / sx)) * (
        ndtr((700 - y) / sy) - ndtr((-500 - y) / sy)
    )
    have = footprint(BOX, flat=True).inside(x, y, sx * sx, np.zeros(n), sy * sy)
    assert np.abs(have - want).max() < 1e-9


@pytest.mark.parametrize(
    ("x", "y", "want"),
    [(3000, 100, 0.5), (3000, 700, 0.25), (-1000, -500, 0.25), (1000, 700, 0.5), (0, 0, 1.0)],
)
def test_a_mean_on_an_edge_or_corner(x, y, want) -> None:
    assert mass(BOX, x, y, (1, 0, 1))[0] == pytest.approx(want, abs=1e-6)


def test_exact_places_belong_to_closed_sets() -> None:
    x = [3000, 3000, 3000.001, -1000, 0]
    y = [700, 0, 0, -500, 0]
    assert mass(BOX, x, y, (0, 0, 0)).tolist() == [1, 1, 0, 1, 1]
    point = ("shape", text(shapely.Point(0, 0)))
    angles = np.linspace(0, 2 * math.pi, 37)
    on = (1000 * np.cos(angles), 1000 * np.sin(angles))
    assert mass(("around", 1000.0, point), *on, (0, 0, 0)).all()
    # what is taken out leaves its border behind
    ring = ("except", ("around", 2000.0, point), ("around", 1000.0, point))
    assert mass(ring, *on, (0, 0, 0)).all()
    assert not mass(ring, [999.0, 2001.0], [0.0, 0.0], (0, 0, 0)).any()
    line = ("shape", text(shapely.LineString([(0, 0), (10, 0)])))
    assert mass(line, [5, 5], [0, 1], (0, 0, 0)).tolist() == [1, 0]
    assert mass(line, [5], [0], (1, 0, 1)).tolist() == [0]


def star(chance, corners):
    angles = np.sort(chance.uniform(0, 2 * math.pi, corners))
    radii = chance.uniform(300, 3000, corners)
    return shapely.Polygon(np.stack([radii * np.cos(angles), radii * np.sin(angles)], axis=1))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6))
def test_polygons_equal_the_oracle(seed) -> None:
    chance = np.random.default_rng(seed)
    polygon = star(chance, int(chance.integers(3, 40)))
    if not polygon.is_valid:
        return
    hole = star(chance, 7)
    if hole.is_valid:
        polygon = polygon.difference(shapely.affinity.scale(hole, 0.3, 0.3, origin=(0, 0)))
    tree = ("shape", text(polygon))
    x, y = chance.uniform(-4000, 4000, 2)
    a = chance.normal(size=(2, 2)) * math.exp(chance.uniform(1, 8))
    cov = a @ a.T + np.eye(2)
    have = mass(tree, x, y, (cov[0, 0], cov[0, 1], cov[1, 1]))[0]
    assert have == pytest.approx(polygon_mass(polygon, x, y, cov), abs=1e-9)


def test_strip_against_monte_carlo() -> None:
    chance = np.random.default_rng(7)
    coast = np.stack([np.linspace(0, 100_000, 60), chance.normal(0, 4000, 60)], axis=1)
    tree = ("around", 15_000.0, ("shape", text(shapely.LineString(coast))))
    area = footprint(tree, flat=True).area
    draws = chance.normal(size=(40_000, 2))
    for _ in range(25):
        mean = np.array([chance.uniform(-20_000, 120_000), chance.uniform(-25_000, 25_000)])
        a = chance.normal(size=(2, 2)) * math.exp(chance.uniform(4, 8.3))
        hits = draws @ a.T + mean
        want = shapely.contains_xy(area, hits[:, 0], hits[:, 1]).mean()
        cov = a @ a.T
        have = mass(tree, *mean, (cov[0, 0], cov[0, 1], cov[1, 1]))[0]
        assert abs(have - want) < 4 * 0.5 / math.sqrt(len(draws)) + 1e-4


def test_disks_against_the_polygon_and_monte_carlo() -> None:
    chance = np.random.default_rng(3)
    tree = ("around", 1000.0, ("shape", text(shapely.Point(0, 0))))
    for _ in range(200):
        x, y = chance.uniform(-2500, 2500, 2)
        a = chance.normal(size=(2, 2)) * math.exp(chance.uniform(1, 7))
        c = a @ a.T + np.eye(2)
        ours = _kernels.disk_mass(x, y, c[0, 0], c[0, 1], c[1, 1], 1000.0)
        have = mass(tree, x, y, (c[0, 0], c[0, 1], c[1, 1]))[0]
        assert ours == pytest.approx(have, abs=2e-3 if c.trace() < 200 else 1e-4)
    # closed form: centred and round, a Rayleigh distribution
    want = 1 - math.exp(-0.5)
    assert _kernels.disk_mass(0.0, 0.0, 1e6, 0.0, 1e6, 1000.0) == pytest.approx(want, abs=1e-10)
    assert _kernels.disk_mass(1000.0, 0.0, 0.0, 0.0, 0.0, 1000.0) == 1.0


def test_sides_of_a_line() -> None:
    line = text(shapely.LineString([(0, 0), (0, 10_000), (5000, 20_000)]))
    left, right = ("left", line), ("right", line)
    assert mass(left, [-100, 100, -100], [5000, 5000, 90_000], (0, 0, 0)).tolist() == [1, 0, 1]
    both = [mass(side, [30.0], [5000.0], (2500, 0, 2500))[0] for side in (left, right)]
    assert sum(both) == pytest.approx(1.0, abs=1e-9)
    assert both[0] == pytest.approx(ndtr(-0.6), abs=1e-6)
    with pytest.raises(Unusable):
        footprint(("left", text(shapely.LineString([(0, 0), (2, 2), (2, 0), (0, 2)]))), flat=True)


def test_a_batch_gives_each_place_its_own_bits() -> None:
    chance = np.random.default_rng(5)
    tree = ("around", 15_000.0, ("shape", text(shapely.LineString([(0, 0), (1e5, 2e4), (2e5, 0)]))))
    n = 2000
    x, y = chance.uniform(-3e4, 2.3e5, n), chance.uniform(-4e4, 5e4, n)
    s = np.exp(chance.uniform(3, 9, n))
    c = s**2
    whole = footprint(tree, flat=True).inside(x, y, c, 0.3 * c, c)
    order = chance.permutation(n)
    for part in np.array_split(order, 13):
        c = s[part] ** 2
        piece = footprint(tree, flat=True).inside(x[part], y[part], c, 0.3 * c, c)
        assert np.array_equal(piece, whole[part])


def test_degrees_are_measured_in_a_local_plane() -> None:
    line = text(shapely.LineString([(37.0, 47.5), (37.5, 48.5), (38.0, 49.0)]))
    found = footprint(("around", 15_000.0, ("shape", line)), flat=False)
    assert 0 < found.scale_error < 1e-3
    # a point 10 km west of the start of the line, by the length of a degree at its latitude
    west = 37.0 - 10_000 / 75_300
    assert found.inside(*(np.array([v]) for v in (west, 47.5, 0.0, 0.0, 0.0)))[0] == 1.0
    there = (np.array([37.25]), np.array([48.0]))
    turned = found.plane.covariances(*there, np.array([4e6]), np.array([0.0]), np.array([1e6]))
    assert turned[0][0] * turned[2][0] - turned[1][0] ** 2 == pytest.approx(4e12, rel=1e-6)


@pytest.mark.parametrize(
    "given",
    [
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]},
        {"type": "Circle", "coordinates": [0, 0]},
        {"type": "LineString", "coordinates": [[0, 0], ["a", 1]]},
    ],
)
def test_shapes_without_inside_are_refused(given) -> None:
    with pytest.raises(Unusable):
        shape(canonical(given))
