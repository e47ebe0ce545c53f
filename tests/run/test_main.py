"""How the command line ends: mistakes of users and of ours, and records that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.log.test_commands import aselepo, good

from aselepo.run import main as front


@pytest.fixture
def mission(tmp_path: Path) -> Path:
    folder = tmp_path / "місія з пробілом"
    good("init", folder)
    return folder


def test_a_mistake_of_ours_says_so_and_tells_no_value(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> None:
        raise KeyError("Ivan Ivanenko, +380 00 000 00 00")

    monkeypatch.setattr(front, "build", lambda: breaks)
    done = aselepo("explain")
    assert done.returncode == 70
    assert done.stdout == ""
    assert "KeyError" in done.stderr
    assert "ASL-RUN-070" in done.stderr
    assert "Ivan" not in done.stderr
    assert "Traceback" not in done.stderr


def test_developers_can_see_the_whole_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks() -> None:
        raise KeyError("seen")

    monkeypatch.setattr(front, "build", lambda: breaks)
    monkeypatch.setenv(front.SHOW_ALL, "1")
    with pytest.raises(KeyError):
        aselepo("explain")


def test_a_file_that_refuses_is_named_without_a_trace(tmp_path: Path) -> None:
    text = tmp_path / "truce.txt"
    text.write_text('agreement a "A". clock "UTC". party X "X".', encoding="utf-8")
    done = aselepo("agreement", "show", text, "--out", tmp_path / "nowhere" / "x.html")
    assert done.returncode == 2
    assert done.stderr.startswith(str(tmp_path / "nowhere" / "x.html"))
    assert "ASL-RUN-012" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (["--time-sigma-s", "nan"], "--time-sigma-s"),
        (["--time-sigma-s", "-5"], "--time-sigma-s"),
        (["--time-sigma-s", "60", "--lon", "28", "--lat", "610", "--sigma-m", "9"], "--lat"),
        (["--time-sigma-s", "60", "--lon", "28", "--lat", "61", "--sigma-m", "-3"], "--sigma-m"),
        (["--time-sigma-s", "60", "--count", "-3"], "--count"),
        (["--time-sigma-s", "60", "--count", "3", "--count-to", "2"], "--count-to"),
        (["--time-sigma-s", "60", "--party", "A=0.7", "--party", "B=0.7"], "--party"),
        (["--time-sigma-s", "60", "--until", "2026-03-02T09:00Z"], "--until"),
        (["--from", "2026-03-02T10:00Z", "--to", "2026-03-02T09:00Z"], "--from --to"),
        (
            ["--time-sigma-s", "60", "--known-at", "2999-01-01T00:00Z", "--grounds", "x"],
            "--known-at",
        ),
    ],
)
def test_an_observation_that_cannot_be_is_refused(
    mission: Path, options: list[str], named: str
) -> None:
    moment = [] if "--from" in options else ["--time", "2026-03-02T10:00Z"]
    what = ("--source", "p", "--class", "shelling", *moment, *options, "--mission", mission)
    done = aselepo("record", "observation", *what)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"{named}: ")
    assert good("log", "show", "--mission", mission) == ""


def test_a_watch_that_ends_before_it_starts_is_refused(mission: Path) -> None:
    times = ("--from", "2026-03-01T18:00Z", "--to", "2026-03-01T16:00Z")
    done = aselepo(
        "record", "coverage", "--source", "p", "--area", "x", *times, "--mission", mission
    )
    assert done.returncode == 2
    assert done.stderr.startswith("--from --to: ")


def test_a_level_that_cannot_be_judged_is_not_silent(mission: Path) -> None:
    assert good("level", "--mission", mission, "--day", "2026-03-02").startswith("▨ cannot tell")


def test_since_is_named_by_its_own_name() -> None:
    done = aselepo("report", "--mission", "paris-2026", "--since", "nonsense")
    assert done.returncode == 2
    assert done.stderr.startswith("--since: ")
