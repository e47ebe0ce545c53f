"""What sources say: honest about their errors and about what they could see."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import numpy as np
import pyarrow.compute as pc
import pytest
from tests.exercise.made import clutter_share, numbers, of_source, seconds, with_truth, world

from aselepo.feeds.exercise import PRESETS

POINTS = ("thermal", "acoustic_net", "camera_uav", "patrol", "osint")
CLOCKS_RIGHT = "clock = []\n"


@pytest.mark.parametrize("source", POINTS)
def test_ellipses_hold_what_they_state(source: str) -> None:
    inside = []
    for seed in (11, 12, 13):
        rows, truth = with_truth(world(seed=seed), source)
        east = (numbers(rows, "lon") - numbers(truth, "lon")) * 111_195 * np.cos(np.radians(46.2))
        north = (numbers(rows, "lat") - numbers(truth, "lat")) * 111_195
        turn = np.radians(numbers(rows, "azimuth_deg"))
        along = (east * np.sin(turn) + north * np.cos(turn)) / numbers(rows, "sigma_major_m")
        across = (east * np.cos(turn) - north * np.sin(turn)) / numbers(rows, "sigma_minor_m")
        inside.append(along**2 + across**2 < -2 * np.log(0.1))
    share = np.concatenate(inside).mean()
    assert 0.85 < share < 0.98, share  # of 90 %; pixels and towns are no Gaussians


@pytest.mark.parametrize("source", ["thermal", "patrol", "osint"])
def test_intervals_hold_the_moment(source: str) -> None:
    rows, truth = with_truth(world(), source)
    moment = seconds(truth, "time")
    held = (seconds(rows, "time_lo") <= moment + 1) & (moment <= seconds(rows, "time_hi") + 1)
    assert held.mean() > 0.99
    error = (seconds(rows, "time") - moment) / numbers(rows, "time_sigma_s")
    assert 0.7 < np.sqrt((error**2).mean()) < 1.3


def test_sensors_tell_the_moment_of_the_first_sound() -> None:
    rows, truth = with_truth(world(text=CLOCKS_RIGHT), "camera_uav")
    error = (seconds(rows, "time") - seconds(truth, "time")) / numbers(rows, "time_sigma_s")
    assert 0.9 < error.std() < 1.1
    rows, truth = with_truth(world(), "acoustic_net")
    first = numbers(rows, "time_sigma_s") < 10
    late = seconds(rows, "time") - seconds(truth, "time")
    assert 0.9 < (late[first] / 6.0).std() < 1.1
    assert 0.2 < (~first).mean() < 0.6
    since = seconds(rows, "time") - seconds(rows, "time_lo")
    assert (late[~first] < since[~first]).mean() > 0.98, "the barrage began within the interval"
    assert 0.7 < np.sqrt((late[~first] ** 2).mean()) / 240 < 1.3


def test_a_wrong_clock_is_an_hour_ahead_and_then_corrected() -> None:
    made = world("war", days=13)
    rows, truth = with_truth(made, "camera_uav")
    wrong = np.array([each == "3" for each in rows["sensor"].to_pylist()])
    start = made.start.timestamp()
    moment = seconds(truth, "time")
    wrong &= (moment > start + 5 * 86_400 + 60) & (moment < start + 12 * 86_400 - 60)
    assert wrong.sum() >= 3
    assert np.median((seconds(rows, "time") - moment)[wrong]) == pytest.approx(3600, abs=30)
    named = {name for name, _, fields, _ in made.changes if "time" in fields}
    assert set(np.array(rows["id"].to_pylist())[wrong]) <= named


@pytest.mark.parametrize("source", ["acoustic_net", "camera_uav", "patrol", "osint"])
def test_classes_and_parties_are_right_as_often_as_stated(source: str) -> None:
    right, stated, party = [], [], []
    for seed in (11, 12, 13):
        rows, truth = with_truth(world(seed=seed), source)
        named = ~np.isin(rows["class"].to_pylist(), ["explosion", "burst"])
        right.append((np.array(rows["class"].to_pylist()) == truth["class"].to_pylist())[named])
        stated.append(numbers(rows, "class_confidence")[named])
        for said, actor in zip(
            rows["p_party"].to_pylist(), truth["actor"].to_pylist(), strict=True
        ):
            party.extend((name == actor, p) for name, p in said or ())
    assert np.concatenate(right).mean() == pytest.approx(np.concatenate(stated).mean(), abs=0.06)
    if party:
        was, said = np.array(party, dtype=float).mean(axis=0)
        assert was == pytest.approx(said, abs=0.03)


def test_class_tables_are_probabilities() -> None:
    rows = world().observations
    for table in rows["p_class"].slice(0, 500).to_pylist():
        assert sum(p for _, p in table) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.parametrize("source", ["acoustic_net", "camera_uav"])
def test_nothing_is_reported_by_what_is_down(source: str) -> None:
    made = world(text=CLOCKS_RIGHT)
    rows, _ = of_source(made, source)
    down = made.downs[source]
    assert len(down.lo) > 5
    sensor = np.array([int(each) for each in rows["sensor"].to_pylist()])
    at = seconds(rows, "time") - made.start.timestamp()
    # the sound or sight itself may be told with an error of seconds: leave the edges out
    dark = np.zeros(len(at), bool)
    for unit, lo, hi in zip(down.unit, down.lo, down.hi, strict=True):
        dark |= (sensor == unit) & (at > lo + 3600) & (at < hi - 60)
    assert not dark.any()


@pytest.mark.parametrize("source", ["acoustic_net", "camera_uav", "thermal"])
def test_stated_chances_are_those_that_come_true(source: str) -> None:
    expected = noticed = 0.0
    for seed in (11, 12, 13):
        made = world(seed=seed)
        truth, links = made.truth_incidents, of_source(made, source)[1]
        time = seconds(truth, "time")
        area, kind = (np.array(truth[name].to_pylist()) for name in ("area", "class"))
        weapon = np.array(truth["act"].to_pylist()) == "weapon_use"
        chance = np.zeros(len(time))
        statements = made.coverage.filter(pc.equal(made.coverage["source"], source)).to_pylist()
        for row in statements:
            lo, hi = row["time_lo"].timestamp(), row["time_hi"].timestamp()
            first, last = np.searchsorted(time, [lo, hi])
            p = dict(row["p_detect"] or ())
            here = np.flatnonzero(area[first:last] == row["area"]) + first
            chance[here] = [p.get(name, 0.0) for name in kind[here]]
        expected += chance[weapon].sum()
        seen = set(links["incident"].to_pylist())
        names = np.array(truth["incident"].to_pylist())[weapon]
        noticed += sum(name in seen for name in names)
    assert noticed == pytest.approx(expected, rel=0.2), (noticed, expected)


def test_every_source_states_its_coverage_without_contradiction() -> None:
    made = world()
    assert set(made.coverage["source"].to_pylist()) == {*POINTS, "alerts"}
    spans: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for row in made.coverage.to_pylist():
        assert row["time_lo"] < row["time_hi"]
        seen = row["status"] in ("observed", "partial")
        assert bool(row["p_detect"]) == seen, row
        assert seen or row["reason"], row
        assert all(0 <= p <= 1 for _, p in row["p_detect"] or ())
        if row["source"] not in ("patrol",):  # teams of one sector overlap
            spans.setdefault((row["source"], row["area"]), []).append(
                (row["time_lo"].timestamp(), row["time_hi"].timestamp())
            )
    for key, edges in spans.items():
        edges.sort()
        assert edges[0][0] == made.start.timestamp(), key
        assert edges[-1][1] == pytest.approx(made.end.timestamp(), abs=1), key
        gaps = [b[0] - a[1] for a, b in pairwise(edges)]
        assert max(map(abs, gaps), default=0) < 1, key


def test_patrols_keep_office_hours_and_some_are_stopped() -> None:
    made = world()
    rows, _ = of_source(made, "patrol")
    heard = rows.filter(pc.equal(rows["basis"], "heard"))
    hour = made.scene.weather.local_hour(seconds(heard, "time") - made.start.timestamp())
    assert hour.min() > 8.0
    assert hour.max() < 17.0
    assert any(outing.denied for outing in made.outings)
    quiet = [o for o in made.outings if not o.denied]
    told = {(r["area"], r["time_lo"]) for r in made.coverage.to_pylist() if r["source"] == "patrol"}
    for outing in quiet[:50]:
        area = made.scene.land.area(outing.side, outing.sector)
        moment = made.start + timedelta(seconds=outing.lo_s)
        assert any(a == area and abs((t - moment).total_seconds()) < 1 for a, t in told)


def test_news_come_in_chains_of_copies() -> None:
    rows, links = of_source(world(), "osint")
    copy_of = links["copy_of"].to_pylist()
    share = np.mean([each is not None for each in copy_of])
    assert 0.4 < share < 0.75
    ids = rows["id"].to_pylist()
    place = {name: at for at, name in enumerate(ids)}
    known = seconds(rows, "known_at")
    texts, origin = rows["text"].to_pylist(), rows["origin"].to_pylist()
    incidents = links["incident"].to_pylist()
    chains = alike = declared = 0
    for at, parent in enumerate(copy_of):
        if parent is None:
            assert origin[at] is None
            continue
        above = place[parent]
        assert known[at] > known[above], "a copy comes after what it copies"
        assert incidents[at] == incidents[above]
        assert origin[at] in (None, parent)
        declared += origin[at] is not None
        chains += copy_of[above] is not None
        words, theirs = set(texts[at].split()), set(texts[above].split())
        alike += len(words & theirs) / len(words | theirs) > 0.4
    copies = sum(each is not None for each in copy_of)
    assert chains > 20, "copies are copied"
    assert 0.4 < declared / copies < 0.7
    assert alike / copies > 0.8, "copies read like their originals"


def test_a_lie_is_told_in_concert() -> None:
    made = world()
    links = made.truth_links
    lies = links.filter(pc.equal(links["cause"], "lie"))
    assert len(lies) > 20
    rows = made.observations.filter(
        pc.is_in(made.observations["id"], value_set=lies["id"].combine_chunks())
    )
    assert {party for each in rows["p_party"].to_pylist() for party, _ in each} == {"BOR"}
    known = np.sort(seconds(rows, "known_at"))
    assert known[int(len(known) * 0.6)] - known[0] < 6 * 3600
    claims = [body for kind, _, body in made.deeds if kind == "claim" and body["claimant"] == "AST"]
    day = [
        b for b in claims if b["window"][0].startswith("2024-07-10") and b["category"] == "shelling"
    ]
    assert len(day) == 4


def test_claims_are_running_totals_that_inflate() -> None:
    made = world(seed=12)
    claims = [body for kind, _, body in made.deeds if kind == "claim"]
    of_day: dict[tuple[str, str, str], list[int]] = {}
    for body in claims:
        key = (body["claimant"], body["category"], body["window"][0])
        of_day.setdefault(key, []).append(body["count"])
    for (_, category, _), counts in of_day.items():
        assert category == "total" or counts == sorted(counts)
    said = sum(b["count"] for b in claims if b["category"] == "total" and b["claimant"] == "AST")
    did = sum(actor == "BOR" for actor in made.truth_incidents["actor"].to_pylist())
    assert 1.2 < said / did < 3


def test_strikes_from_the_air_fall_under_an_alert() -> None:
    made = world()
    alerts, _ = of_source(made, "alerts")
    by_area: dict[str, list[tuple[float, float]]] = {}
    for row in alerts.to_pylist():
        assert row["lon"] is None
        span = (row["time_lo"].timestamp(), row["time_hi"].timestamp())
        by_area.setdefault(row["place"], []).append(span)
    truth = made.truth_incidents.filter(pc.equal(made.truth_incidents["class"], "missile"))
    under = [
        any(lo <= t < hi for lo, hi in by_area.get(area, ()))
        for t, area in zip(seconds(truth, "time"), truth["area"].to_pylist(), strict=True)
    ]
    assert 0.75 < np.mean(under) < 0.99


def test_clutter_by_preset() -> None:
    shares = {preset: clutter_share(world(preset)) for preset in PRESETS}
    assert shares["war"] < 0.08 < shares["ceasefire"] < 0.4 < shares["quiet"], shares


def test_clutter_by_season_and_hour() -> None:
    summer = world(days=20)
    winter = world(days=20, text='[world]\nstart = "2024-01-05T00:00:00Z"\n')

    def causes(made: object) -> Counter[str]:
        return Counter(made.truth_links["cause"].to_pylist())  # type: ignore[attr-defined]

    assert causes(summer)["farm fire"] > 10 * max(causes(winter)["farm fire"], 1)
    assert causes(summer)["thunder"] > 5 * max(causes(winter)["thunder"], 1)
    rows, links = of_source(summer, "acoustic_net")
    quarry = rows.filter(pc.equal(links["cause"], "quarry"))
    hour = summer.scene.weather.local_hour(seconds(quarry, "time") - summer.start.timestamp())
    assert len(hour) > 10
    assert hour.min() > 8.5
    assert hour.max() < 16


def test_reports_are_known_after_they_are_made() -> None:
    made = world(text=CLOCKS_RIGHT)
    median = {}
    for source in (*POINTS, "alerts"):
        rows, _ = of_source(made, source)
        last = np.fmin(seconds(rows, "time_hi"), seconds(rows, "time"))
        late = seconds(rows, "known_at") - np.where(np.isnan(last), seconds(rows, "time_hi"), last)
        assert (late > -61).mean() > 0.97, source
        median[source] = np.median(late) / 3600
    assert median["acoustic_net"] < 0.1 < median["camera_uav"] < median["patrol"]


def test_no_coverage_says_so() -> None:
    made = world("no-coverage")
    seen = [r for r in made.coverage.to_pylist() if r["status"] in ("observed", "partial")]
    best = max((p for r in seen for _, p in r["p_detect"]), default=0.0)
    hours = sum(
        (r["time_hi"] - r["time_lo"]).total_seconds() for r in seen if r["source"] != "thermal"
    )
    assert hours == 0
    assert best < 0.6
    assert pc.mean(made.truth_incidents["observed"]).as_py() < 0.05
