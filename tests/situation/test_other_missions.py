"""What Easter 2026 and the pause of November 2023 must come out as."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from tests.missions_made import known
from tests.situation.test_easter_2025 import kyiv, row

JERUSALEM = ZoneInfo("Asia/Jerusalem")


@pytest.mark.parametrize("day", [26, 27, 28, 29])
def test_a_kept_pause_looks_like_this(day: int) -> None:
    pause = known("pause-2023", day=date(2023, 11, day))
    air = row(pause, "air", "IL", "HAMAS", whole=False)
    assert air.verdict == "none observed"
    assert air.power is not None
    assert air.power.enough
    assert air.power.noticed_from is not None


def test_the_other_side_of_the_pause_cannot_be_told() -> None:
    pause = known("pause-2023")
    assert row(pause, "air", "GAZA", "IL").verdict == "cannot tell"
    assert row(pause, "ground", "GAZA", "IL").verdict == "cannot tell"


def test_the_last_night_of_the_pause() -> None:
    # rows before 07:00 on 1 December lie inside, those after do not
    pause = known("pause-2023")
    seven = datetime(2023, 12, 1, 7, tzinfo=JERUSALEM)
    last = [
        each
        for each in pause.incidents
        if each.time and each.time.astimezone(JERUSALEM).date() == date(2023, 12, 1)
    ]
    inside = [each for each in last if each.begins_in_force]
    assert inside
    assert all(each.time is not None and each.time < seven for each in inside)
    assert any(each.time is not None and each.time >= seven for each in last)
    assert not [
        each for each in last if each.time is not None and each.time < seven and not each.in_force
    ]


def test_easter_2026_alerts_start_at_the_front_only() -> None:
    easter = known("easter-2026")
    begun = {
        each.place
        for each in easter.incidents
        if each.begins_in_force and "air_raid_alerts" in each.sources
    }
    assert begun == {"UA-63", "UA-59", "UA-14", "UA-23"}


def test_easter_2026_what_cannot_be_read() -> None:
    easter = known("easter-2026")
    for area in ("UA-12", "UA-09", "UA-43", "UA-40"):
        assert row(easter, "air", area, "RF").exposure.watched_h == 0.0
    truce = easter.force[0].windows[0]
    seen = [
        common
        for span in easter.coverage
        if span.area == "UA-14"
        and span.status == "observed"
        and span.source == "air_raid_alerts"
        and (common := span.window.overlap(truce))
    ]
    assert min(each.start for each in seen).replace(second=0, microsecond=0) == kyiv(
        "2026-04-11T16:54"
    )


def test_fires_prove_nothing_without_exposure() -> None:
    easter = known("easter-2026")
    fires = [each for each in easter.incidents if "firms" in each.sources and each.in_force]
    assert fires
    assert all(
        finding.verdict == "undetermined" and finding.p[0] == 0.0
        for each in fires
        for finding in each.findings
    )
    assert {span.status for span in easter.coverage if span.source == "firms"} <= {"unknown"}
    assert row(easter, "ground", "UA", "RF").exposure.watched_h == 0.0
