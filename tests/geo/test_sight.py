"""Range curves and lines of sight."""

from __future__ import annotations

import numpy as np
import pytest

from aselepo.geo.sight import chance_at, distance_m, in_sight


def test_beyond_the_last_point_of_a_curve_nothing_is_seen() -> None:
    found = chance_at(
        np.array([0.0, 1000.0, 1500.0, 2000.0, 2000.1]), [(1000.0, 0.9), (2000.0, 0.5)]
    )
    assert found.tolist() == pytest.approx([0.9, 0.9, 0.7, 0.5, 0.0])


def test_a_degree_of_latitude() -> None:
    assert distance_m(37.0, 48.0, np.array([37.0]), np.array([48.1]))[0] == pytest.approx(
        11_119, rel=2e-3
    )


def test_a_hill_hides_what_lies_behind_it_from_both_ends() -> None:
    flat, hill = np.full(41, 100.0), np.full(41, 100.0)
    hill[20] = 112.0
    assert in_sight(flat, 50.0, eye_m=6.0, target_m=2.0)
    assert not in_sight(hill, 50.0, eye_m=6.0, target_m=2.0)
    assert in_sight(hill, 50.0, eye_m=30.0, target_m=2.0)
    for profile in (flat, hill):
        there = in_sight(profile, 50.0, eye_m=6.0, target_m=2.0)
        assert there == in_sight(profile[::-1], 50.0, eye_m=2.0, target_m=6.0)


def test_the_earth_is_round_and_the_unknown_is_not_seen() -> None:
    # two metres above flat ground: the horizon is 5.4 km away, and twice that for a target as high
    assert in_sight(np.zeros(210), 50.0, eye_m=2.0, target_m=2.0)
    assert not in_sight(np.zeros(232), 50.0, eye_m=2.0, target_m=2.0)
    gap = np.zeros(40)
    gap[7] = np.nan
    assert not in_sight(gap, 50.0, eye_m=50.0, target_m=50.0)
