"""`aselepo fuse` and `aselepo sources` as their users call them."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.fuse.test_fit import coded
from tests.fuse.worlds import models, world
from typer.testing import CliRunner

from aselepo.core.problem import AselepoError
from aselepo.fuse import write_models
from aselepo.run.main import build

MADE = world(61, days=8.0, per_day=20.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    pq.write_table(MADE.observations, tmp_path / "reports.parquet")
    (tmp_path / "sources.toml").write_text(write_models(models()), encoding="utf-8")
    return tmp_path


def call(*arguments: object) -> str:
    result = CliRunner().invoke(build(), [str(each) for each in arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_fuse_writes_three_tables(folder: Path) -> None:
    out = folder / "D"
    told = json.loads(
        call("fuse", folder / "reports.parquet", "--sources", folder / "sources.toml", "--out", out,
             "--json")
    )  # fmt: skip
    incidents, links, ambiguous = (
        pq.read_table(out / f"{name}.parquet") for name in ("incidents", "links", "ambiguous")
    )
    assert told["incidents"] == len(incidents)
    assert told["linked"] == len(links) == len(set(links["observation"].to_pylist()))
    assert told["ambiguous"] == len(set(ambiguous["observation"].to_pylist()))
    assert told["observations"] == len(MADE.observations)
    assert told["expected"][1] < told["expected"][0] < told["expected"][2]
    assert sorted(path.name for path in out.iterdir()) == [
        "ambiguous.parquet", "incidents.parquet", "links.parquet",
    ]  # fmt: skip


def test_workers_and_dry_run(folder: Path) -> None:
    arguments = ("fuse", folder / "reports.parquet", "--sources", folder / "sources.toml")
    call(*arguments, "--out", folder / "one")
    call(*arguments, "--out", folder / "two", "--workers", "2")
    for name in ("incidents", "links", "ambiguous"):
        one, two = (folder / d / f"{name}.parquet" for d in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
    assert "tables in" not in call(*arguments, "--out", folder / "none", "--dry-run")
    assert not (folder / "none").exists()


def test_without_models_every_report_stands_for_itself(folder: Path) -> None:
    told = json.loads(call("fuse", folder / "reports.parquet", "--json"))
    assert told["incidents"] == len(MADE.observations)
    assert told["expected"] is None


def test_explain_a_link(folder: Path) -> None:
    name = MADE.observations["id"][0].as_py()
    arguments = ("fuse", folder / "reports.parquet", "--sources", folder / "sources.toml")
    told = json.loads(call(*arguments, "--explain", name, "--json"))
    assert told["observation"] == name
    assert told["alternatives"][0]["p"] >= told["alternatives"][1]["p"]
    assert name in call(*arguments, "--explain", name)


def test_decisions_file(folder: Path) -> None:
    first, second = MADE.observations["id"].to_pylist()[:2]
    (folder / "d.json").write_text(
        json.dumps([{"what": "merge", "observations": [first, second]}]), encoding="utf-8"
    )
    call("fuse", folder / "reports.parquet", "--sources", folder / "sources.toml",
         "--decisions", folder / "d.json", "--out", folder / "D")  # fmt: skip
    links = pq.read_table(folder / "D" / "links.parquet").to_pydict()
    of = dict(zip(links["observation"], links["incident"], strict=True))
    assert of[first] == of[second]


def test_sources_fit_check_lift(folder: Path) -> None:
    pq.write_table(coded(MADE), folder / "coded.parquet")
    made = folder / "made.toml"
    call("sources", "fit", folder / "reports.parquet", "--coded", folder / "coded.parquet",
         "--out", made, "--version", "v7")  # fmt: skip
    assert "4 sources" in call("sources", "check", made)
    assert "v7" in call("sources", "check", made)
    assert "lift" in call(
        "sources", "lift", folder / "reports.parquet", "--sources", made, "--weeks", "1"
    )


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (("fuse", "gone.parquet"), "ASL-RUN-011", 3),
        (("fuse", "reports.parquet", "--sources", "gone.toml"), "ASL-RUN-011", 2),
        (("fuse", "reports.parquet", "--method", "magic"), "ASL-RUN-006", 2),
        (("fuse", "sources.toml"), "ASL-RUN-011", 3),
        (("sources", "check", "reports.parquet"), "ASL-RUN-011", 2),
    ],
)
def test_what_is_wrong_is_said(
    folder: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], code: str,
    exit_code: int,
) -> None:  # fmt: skip
    monkeypatch.chdir(folder)
    with pytest.raises(AselepoError) as stopped:
        CliRunner().invoke(build(), arguments, catch_exceptions=False)
    assert [p.code for p in stopped.value.problems] == [code]
    assert stopped.value.exit_code == exit_code
