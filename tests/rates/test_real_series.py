"""Real series: what changed is seen, and what only looks changed is not."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date, timedelta

import numpy as np
from tests.shared import shared

from aselepo.rates import alarm, learn, noticed


def osce() -> list[dict[str, str]]:
    with shared("data", "osce_smm", "daily_totals.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def series(rows: list[dict[str, str]], *, exercises: bool = True) -> tuple[np.ndarray, np.ndarray]:
    """Violations of both regions and the days they cover; live-fire exercises taken out on wish."""
    counts, days = [], []
    for row in rows:
        total = sum(int(row[f"{side}_violations"] or 0) for side in ("donetsk", "luhansk"))
        if not exercises:
            total -= sum(int(row[f"{s}_live_fire_exercise"] or 0) for s in ("donetsk", "luhansk"))
        counts.append(float(total))
        days.append(float(row["period_days"]))
    return np.array(counts), np.array(days)


def test_the_rise_from_2020_to_2021_is_noticed_and_stays() -> None:
    rows = osce()
    quiet = [r for r in rows if "2020-07-28" <= r["period_end"] < "2020-10-01"]
    spring = [r for r in rows if r["period_end"].startswith("2021-")]
    assert len(quiet) > 30
    found = alarm(learn(*series(quiet)), *series(spring))
    assert found.level == "above reference"
    assert found.risen_on is not None
    assert found.risen_on < 12  # reports read, of those found
    assert found.fallen_on is None


def test_a_figure_for_four_days_is_not_a_rise_of_one() -> None:
    rows = [r for r in osce() if r["period_end"].startswith("2022-")]
    (four,) = [r for r in rows if r["period_days"] == "4"]
    others = [r for r in rows if r is not four and r["period_end"] >= "2022-01-10"]
    reference = learn(*series(others))
    count, days = series([four])
    right = alarm(reference, count, days)
    naive = alarm(reference, count, np.ones(1))
    assert right.days[0].e_rise < naive.days[0].e_rise
    assert right.days[0].expected > 3 * naive.days[0].expected
    assert right.level == "within reference"


def test_a_live_fire_exercise_is_not_an_escalation() -> None:
    rows = [r for r in osce() if r["period_end"].startswith("2021-04")]
    reference = learn(*series([r for r in rows if r["report"] != "87/2021"]))
    (exercise,) = [r for r in rows if r["report"] == "87/2021"]
    with_it = alarm(reference, *series([exercise])).days[0]
    without = alarm(reference, *series([exercise], exercises=False)).days[0]
    assert with_it.count == 1642
    assert without.count == 114
    assert with_it.e_rise > 3 > 1 > without.e_rise


def test_a_running_total_is_not_added_to_itself() -> None:
    # 111, then a cumulative 121 and a cumulative 123: the days are 111, 10 and 2
    rows = [r for r in osce() if r["period_end"] in ("2020-07-27", "2020-07-28")]
    assert series(rows)[0].cumsum().tolist() == [111.0, 121.0]


def events_of_2020() -> np.ndarray:
    """Events of Ukraine a week, 2020, by their first day."""
    weeks: Counter[int] = Counter()
    path = shared("data", "ucdp_ged", "ucdp_ged_ukraine_2014_2020.csv")
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["date_start"].startswith("2020-"):
                began = date.fromisoformat(row["date_start"][:10])
                weeks[(began - date(2020, 1, 1)).days // 7] += 1
    return np.array([float(weeks[week]) for week in range(52)])


def test_deadly_events_fall_after_27_july_2020() -> None:
    weeks = events_of_2020()
    assert weeks.sum() == 145
    cut = (date(2020, 7, 27) - date(2020, 1, 1)).days // 7
    reference = learn(weeks[:cut], np.ones(cut))
    after = weeks[cut + 1 :]
    # per week and not per day: the promise is a year of 52 looks
    found = alarm(reference, after, np.ones(len(after)), false_alarms_a_year=365 / 52)
    assert found.level == "below reference"
    assert found.risen_on is None
    power = noticed(reference, np.ones(4))
    assert power.fall_to is not None  # four weeks would have shown a fall
    one = noticed(reference, np.ones(1))
    assert one.rise_to is not None
    assert power.rise_to is not None
    assert one.rise_to > power.rise_to


def gaza() -> list[tuple[date, float, float]]:
    """Report day, killed, hours covered."""
    path = shared("data", "gaza_ceasefire_jan2025", "casualties_daily.json")
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        (
            date.fromisoformat(r["report_date"]),
            float(r.get("killed") or 0),
            float(r["report_period"]),
        )
        for r in rows
    ]


def test_deaths_told_on_the_day_of_the_report_do_not_break_a_kept_truce() -> None:
    truce = date(2025, 1, 19)
    days = gaza()
    before = [(k, h / 24) for day, k, h in days if day < truce]
    reference = learn(*map(np.array, zip(*before, strict=True)))
    told = [(k, h / 24) for day, k, h in days if truce < day < truce + timedelta(days=14)]
    killed, hours = map(np.array, zip(*told, strict=True))
    # taken for days of death, the bodies found after the guns fell silent pass for fighting
    naive = alarm(reference, killed, hours)
    assert killed[:4].sum() > reference.mean_rate * 4
    # a day of report is no day of death: of days of death nobody looked, and nothing is claimed
    honest = alarm(reference, np.zeros(len(killed)), np.zeros(len(killed)))
    assert honest.level == "within reference"
    assert honest.risen_on is None
    assert noticed(reference, np.zeros(len(killed))).rise_to is None
    assert naive.days[3].evidence_rise > honest.days[3].evidence_rise


def fires() -> tuple[list[date], np.ndarray, np.ndarray]:
    path = shared("fusion", "economist_daily_2025_03-06.csv")
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(line for line in file if not line.startswith("#")))
    days = [date.fromisoformat(row["date"]) for row in rows]
    return (
        days,
        np.array([float(row["war_fires"]) for row in rows]),
        np.array([max(1.0 - float(row["cloud_east"]), 0.02) for row in rows]),
    )


def test_a_clear_sky_is_not_an_escalation() -> None:
    days, counts, sky = fires()
    truce = days.index(date(2025, 4, 20))
    window = slice(truce - 28, truce)
    raw = alarm(learn(counts[window], np.ones(28)), counts[truce : truce + 1], np.ones(1)).days[0]
    seen = alarm(
        learn(counts[window], sky[window]), counts[truce : truce + 1], sky[truce : truce + 1]
    )
    assert counts[truce] > 2 * counts[truce - 7 : truce].mean()
    assert seen.level == "within reference"
    assert seen.days[0].e_rise < raw.e_rise
    # and one day says nothing of a fall by half either
    power = noticed(learn(counts[window], sky[window]), sky[truce : truce + 1])
    assert power.fall_to is None or power.fall_to < 0.5
