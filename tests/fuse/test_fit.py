"""Fitting recovers how sources err, with coded reports and without; calibration is honest."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from tests.fuse.worlds import World, world

from aselepo.fuse import SourceModels, fuse
from aselepo.fuse.calibrate import calibrate, judged, platt, reliability, stated
from aselepo.fuse.fit import draft, fit


def coded(made: World) -> pa.Table:
    return pa.table(
        {
            "observation": pa.array(list(made.truth)),
            "incident": pa.array([None if i < 0 else f"t{i}" for i in made.truth.values()]),
        }
    )


@pytest.fixture(scope="module")
def made() -> World:
    return world(31, days=60.0, per_day=25.0)


@pytest.fixture(scope="module")
def fitted(made: World) -> SourceModels:
    return fit([made.observations], draft([made.observations]), coded=[coded(made)])


def test_draft_sees_structure(made: World) -> None:
    sources = draft([made.observations]).sources
    assert sources["microphones"].delay_h
    assert sources["satellite"].delay_h
    assert sources["satellite"].pass_h == pytest.approx(6.0, abs=2.0)
    assert not sources["microphones"].pass_h
    assert not sources["patrol"].delay_h
    assert sources["press"].named_sigma_m == 2500.0
    assert not sources["patrol"].named_sigma_m


def test_coded_reports_give_rates_back(fitted: SourceModels) -> None:
    sources = fitted.sources
    assert sources["microphones"].repeats == pytest.approx(0.6, abs=0.1)
    assert sources["press"].repeats == pytest.approx(0.8, abs=0.15)
    assert sources["microphones"].clutter_per_day[0] == pytest.approx(3.0, rel=0.25)
    assert sources["press"].clutter_per_day[0] == pytest.approx(1.0, rel=0.4)
    assert sources["patrol"].clutter_per_day[0] < 0.2
    assert sources["microphones"].detection["shelling"] == pytest.approx(0.6, abs=0.12)
    assert sources["microphones"].accuracy == pytest.approx(0.87, abs=0.08)  # 0.8 + 0.2 / 3
    assert sources["microphones"].delay_h["shelling"] == pytest.approx(0.1, rel=0.35)
    assert sources["satellite"].delay_h["any"] == pytest.approx(3.0, abs=1.8)
    assert fitted.classes["shelling"] == pytest.approx(0.5, abs=0.1)


def test_without_truth_the_fit_stays_near(made: World, fitted: SourceModels) -> None:
    blind = fit([made.observations], draft([made.observations]), rounds=3)
    assert blind.sources["microphones"].repeats == pytest.approx(0.6, abs=0.25)
    other = world(32, days=20.0, per_day=25.0)
    from tests.fuse.test_front import b3

    with_truth = b3(other, fuse(other.observations, {}, models=fitted))
    without = b3(other, fuse(other.observations, {}, models=blind))
    assert without > with_truth - 0.03


def test_calibration_holds_on_another_seed(made: World, fitted: SourceModels) -> None:
    calibrated = calibrate([(made.observations, coded(made))], fitted, version="seed 31")
    assert "seed 31" in calibrated.version
    other = world(33, days=60.0, per_day=25.0)
    seen = judged(other.observations, coded(other), calibrated)
    p = stated(seen, calibrated)
    assert ((p - seen.real) ** 2).mean() < 0.12
    for said, was, n in reliability(p, seen.real, 5):
        assert abs(said - was) < 0.06 + 2.0 * np.sqrt(0.25 / n)


def test_platt_on_pure_and_perfect_sets() -> None:
    odds = np.linspace(-4, 4, 400)
    shift, slope = platt(odds, np.ones(400, bool))
    assert np.isfinite([shift, slope]).all()
    assert shift > 2
    rng = np.random.default_rng(1)
    shift, slope = platt(odds, rng.random(400) < 1 / (1 + np.exp(-(1 + 0.5 * odds))))
    assert shift == pytest.approx(1.0, abs=0.4)
    assert slope == pytest.approx(0.5, abs=0.25)
    wide = np.r_[np.full(300, -9.0), np.full(20, 9.0)]  # a plain Newton step overshoots here
    assert abs(platt(wide, np.r_[np.zeros(290, bool), np.ones(30, bool)])[0]) < 5
