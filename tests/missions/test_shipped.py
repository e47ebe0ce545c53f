"""Shipped missions: each unpacks whole, counts its rows, and gives the same tables every time."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import aselepo
from aselepo.core.canonical import canonical
from aselepo.feeds import feeds
from aselepo.run.agreements import read as read_agreement
from aselepo.run.shipped import SHIPPED, deliveries, unpack

MISSIONS = Path(aselepo.__file__).parent / "missions"
ROWS = {
    "easter-2025": {
        "oblasts ukraine_oblasts.geojson": (27, 27),
        "air_raid_alerts air_raid_alerts_oblast.csv": (835, 835),
        "violation_claims violation_claims.csv": (33, 33),
        "losses general_staff_losses_cumulative.csv": (21, 21),
        "occupied_area occupied_area_daily.csv": (21, 21),
        "news_daily news_reports_daily.csv": (657, 655),  # two counts lie outside every oblast
        "contact_line contact_line_schematic.geojson": (1, 1),
    },
    "easter-2026": {
        "oblasts ukraine_oblasts.geojson": (27, 27),
        "air_raid_alerts air_raid_alerts_oblast.csv": (1216, 1216),
        **{
            f"firms {satellite}_NRT_2026{day}_ukraine.csv": (rows, rows)
            for satellite, day, rows in (
                ("J1_VIIRS_C2_VJ114IMGTDL", "098", 19),
                ("J1_VIIRS_C2_VJ114IMGTDL", "099", 15),
                ("J1_VIIRS_C2_VJ114IMGTDL", "100", 43),
                ("J1_VIIRS_C2_VJ114IMGTDL", "101", 26),
                ("J1_VIIRS_C2_VJ114IMGTDL", "102", 33),
                ("J1_VIIRS_C2_VJ114IMGTDL", "103", 65),
                ("SUOMI_VIIRS_C2_VNP14IMGTDL", "101", 19),
                ("SUOMI_VIIRS_C2_VNP14IMGTDL", "102", 26),
            )
        },
        "losses general_staff_losses_cumulative.csv": (21, 21),
        "occupied_area occupied_area_daily.csv": (21, 21),
        "contact_line contact_line_schematic.geojson": (1, 1),
    },
    "paris-2026": {"commitments commitments.toml": (35, 35)},
    "pause-2023": {"home_front_alerts home_front_alerts.csv": (1331, 1331)},
}
"""Rows read and accepted of each delivery, counted from the files apart from this software."""


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_row_is_accepted_or_explained(name: str) -> None:
    found = {
        label: (parsed.rows_read, parsed.rows_accepted)
        for label, _, parsed in deliveries(MISSIONS / SHIPPED[name])
    }
    assert found == ROWS[name]


@pytest.mark.parametrize("name", sorted(ROWS))
def test_set_aside_rows_say_why(name: str) -> None:
    for label, _, parsed in deliveries(MISSIONS / SHIPPED[name]):
        errors = [problem for problem in parsed.problems if problem.severity == "error"]
        assert len(errors) == parsed.rows_set_aside, label
        assert all(p.where and p.what and p.why and p.mend and p.code for p in errors), label


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_file_of_a_mission_is_delivered(name: str) -> None:
    """A data file that no recipe names would be shipped for nothing."""
    folder = MISSIONS / SHIPPED[name]
    listed = tomllib.loads((folder / "feeds.toml").read_text(encoding="utf-8"))["delivery"]
    named = {path.resolve() for each in listed for path in folder.glob(each["file"])}
    shipped = {path.resolve() for path in (folder / "data").rglob("*") if path.is_file()}
    assert shipped <= named


@pytest.mark.parametrize("name", sorted(ROWS))
def test_every_assumption_is_written_out(name: str) -> None:
    """The recipe spells out what the feed would otherwise assume, so that a reader finds it."""
    folder = MISSIONS / SHIPPED[name]
    for each in tomllib.loads((folder / "feeds.toml").read_text(encoding="utf-8"))["delivery"]:
        settings = each["settings"]
        assert settings["known"] == "reported", "an archive is known when its rows were reported"
        assert "known_from" in settings or "window" in settings
        card = feeds()[each["feed"]].card
        assert card is not None
        assumed = set(card.options) & set(card.defaults)
        assert assumed <= {*settings, *settings.get("options", {})}, each["feed"]
        if "p_detect" in settings:
            assert settings["declared_by"]
            assert settings["declared_why"]


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_the_agreements_stand(name: str) -> None:
    folder = MISSIONS / SHIPPED[name]
    mission = tomllib.loads((folder / "mission.toml").read_text(encoding="utf-8"))
    read = []
    for file in mission["agreements"]:
        text = (folder / file).read_text(encoding="utf-8")
        read.append(read_agreement(text, file, others=read))  # raises where it has an error
    assert read


def content(table: pa.Table) -> list[str]:
    return sorted(repr(row) for row in table.to_pylist())


@pytest.mark.parametrize("name", sorted(ROWS))
def test_unpacked_twice_holds_the_same(name: str, tmp_path: Path) -> None:
    """Same entries, same rows; only salts and record times differ, and with them the root."""
    said: list[str] = []
    one = unpack(name, tmp_path / "one", say=said.append).log()
    two = unpack(name, tmp_path / "two").log()
    assert len(said) == len(ROWS[name])
    views = one.view(), two.view()

    def entries(view: Any) -> list[tuple[Any, ...]]:
        return [
            (e.number, e.kind, e.known_at, e.grounds, e.author, canonical(e.body), e.attachments)
            for e in view.entries()
        ]

    assert entries(views[0]) == entries(views[1])
    assert content(views[0].observations()[0]) == content(views[1].observations()[0])
    assert content(views[0].coverage()) == content(views[1].coverage())
    assert views[0].t == views[1].t


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_nothing_is_known_before_it_could_be(name: str, tmp_path: Path) -> None:
    """An archive imported today claims when each thing was known, and on what grounds."""
    log = unpack(name, tmp_path / "mission").log()
    for entry in log.entries(log.size):
        assert entry.grounds, (entry.number, entry.kind)
        assert entry.known_at < entry.recorded_at
    observations, _ = log.view().observations()
    for row in observations.to_pylist():
        happened = row["time_end"] or row["time_hi"] or row["time"] or row["time_lo"]
        assert row["known_at"] >= happened


def test_running_total_of_20_april_grows_with_the_day(tmp_path: Path) -> None:
    """59, 901, 1,355, 1,882 are stages of one total, each known at the end of its own window."""
    log = unpack("easter-2025", tmp_path / "mission").log()
    largest = {}
    for hour in ("20T12:00", "20T16:00", "20T20:00", "21T00:00"):
        view = log.view(t=datetime.fromisoformat(f"2025-04-{hour}:00+03:00"))
        largest[hour] = max(
            entry.body["count"]
            for entry in view.entries("claim")
            if entry.body.get("category") == "shelling"
            and entry.body["window"][0] == "2025-04-19T21:00:00Z"
            and entry.body["claimant"].startswith("President of Ukraine")
        )
    assert list(largest.values()) == [59, 901, 1355, 1882]
