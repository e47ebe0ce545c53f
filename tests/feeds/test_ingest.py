"""`aselepo ingest` and `aselepo feed`, as their user meets them."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from aselepo.feeds.checking import sample
from aselepo.run.main import main
from aselepo.run.mission import make_mission, open_mission

HEAD = "latitude,longitude,scan,track,acq_date,acq_time,satellite\n"
GOOD = "48.1,36.4,0.5,0.5,2026-04-11,0939,N20\n"
BAD = HEAD + GOOD + "48.1,36.4,0.5,0.5,2026-04-11,2460,N20\n48.1,36.4\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_mission(tmp_path / "mission", name="m")
    (tmp_path / "bad.csv").write_text(BAD, encoding="utf-8")
    (tmp_path / "none.csv").write_text(HEAD + "x,y,z,z,z,z,z\n", encoding="utf-8")
    (tmp_path / "good.csv").write_text(HEAD + GOOD, encoding="utf-8")
    return tmp_path


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    """The command line in the folder of the test, as its entry point runs it."""

    def run(*arguments: str) -> Done:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["aselepo", *arguments])
        capsys.readouterr()
        try:
            main()
            code = 0
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else int(bool(stop.code))
        out = capsys.readouterr()
        return Done(code, out.out, out.err)

    return run


def size(folder: Path) -> int:
    return open_mission(folder / "mission").log().size


def test_a_damaged_file_is_explained_row_by_row(folder: Path, run: Any) -> None:
    done = run("ingest", "firms", "bad.csv", "--mission", "mission")
    assert done.returncode == 0
    assert "bad.csv: 1 accepted + 2 set aside = 3 read; entries 1 to 2" in done.stdout
    assert (
        'bad.csv:3: acq_time "2460" is not a time of day\n'
        "        why   the last two digits are minutes, 00-59\n"
        "        mend  check the export; row set aside (1 of 3)      ASL-FEED-012\n"
    ) in done.stderr
    assert "bad.csv:4: 2 fields where the header has 7" in done.stderr
    assert size(folder) == 2


def test_twice_is_once(folder: Path, run: Any) -> None:
    run("ingest", "firms", "bad.csv", "--mission", "mission")
    again = run("ingest", "firms", "bad.csv", "--mission", "mission")
    assert again.returncode == 0
    assert "delivered before, as entries 1 to 2: nothing added" in again.stdout
    assert size(folder) == 2


def test_a_file_in_which_nothing_can_be_read_adds_nothing(folder: Path, run: Any) -> None:
    done = run("ingest", "firms", "good.csv", "none.csv", "--mission", "mission")
    assert done.returncode == 3
    assert "none.csv: none of 1 rows could be read" in done.stderr
    assert size(folder) == 0


def test_dry_run_needs_no_mission_and_adds_nothing(folder: Path, run: Any) -> None:
    done = run("ingest", "firms", "bad.csv", "--dry-run", "--json")
    assert done.returncode == 0
    (delivery,) = json.loads(done.stdout)["deliveries"]
    assert (delivery["read"], delivery["accepted"], delivery["set_aside"]) == (3, 1, 2)
    assert delivery["entries"] is None
    assert [p["code"] for p in delivery["problems"]][:2] == ["ASL-FEED-012", "ASL-FEED-010"]
    assert size(folder) == 0


def test_settings_from_files_and_pairs(folder: Path, run: Any) -> None:
    (folder / "s.toml").write_text(
        'window = ["2026-04-11T00:00Z", "2026-04-12T00:00Z"]\n', encoding="utf-8"
    )
    done = run("ingest", "firms", "good.csv", "--mission", "mission",
               "--settings", "s.toml", "--set", 'areas=["UA"]', "--set", "confidence.low=0.2")  # fmt: skip
    assert done.returncode == 0, done.stderr
    log = open_mission(folder / "mission").log()
    assert log.view().coverage()["area"].to_pylist() == ["UA"]
    assert log.entries(1)[0].body["options"]["confidence"] == {"low": 0.2}


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("firms", "absent.csv"), "ASL-RUN-011"),
        (("frims", "good.csv"), "ASL-FEED-030"),
        (("firms", "good.csv", "--set", "window"), "ASL-FEED-031"),
        (("firms", "good.csv", "--set", "window=now"), "ASL-FEED-031"),
        (("firms", "good.csv", "--set", "p_detect.heat=2"), "ASL-FEED-031"),
        (("firms", "good.csv", "--settings", "bad.csv"), "ASL-FEED-031"),
        (("table", "good.csv"), "ASL-FEED-032"),
    ],
)
def test_what_cannot_be_asked_stops_with_a_reason(
    folder: Path, run: Any, arguments: tuple[str, ...], code: str
) -> None:
    done = run("ingest", *arguments, "--mission", "mission")
    assert done.returncode == 2
    assert code in done.stderr
    assert "why" in done.stderr
    assert size(folder) == 0


def test_a_table_from_its_draft_to_the_log(folder: Path, run: Any) -> None:
    file, raw, _ = sample("table")
    (folder / file).write_bytes(raw)
    drafted = run("ingest", "table", file, "--propose")
    assert drafted.returncode == 0
    (folder / "draft.toml").write_text(drafted.stdout, encoding="utf-8")
    refused = run("ingest", "table", file, "--mapping", "draft.toml", "--mission", "mission")
    assert refused.returncode == 2
    assert "still to be filled in" in refused.stderr


def test_feeds_are_listed_shown_and_checked(folder: Path, run: Any) -> None:
    assert "firms " in run("feed", "list").stdout
    listed = json.loads(run("feed", "list", "--json").stdout)
    assert {"name", "version", "about", "kind", "licence"} == listed[0].keys()
    assert "NASA FIRMS" in run("feed", "show", "firms").stdout
    assert run("feed", "check", "firms").returncode == 0
    on_file = run("feed", "check", "firms", "bad.csv")
    assert "1 accepted + 2 set aside = 3 read" in on_file.stdout
    assert run("feed", "check", "firms", "none.csv").returncode == 3
    assert run("feed", "show", "frims").returncode == 2
