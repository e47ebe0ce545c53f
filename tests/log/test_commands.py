"""The log's commands as their users call them."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.log.cluster import Cluster

from aselepo.run.main import main


@dataclass(frozen=True, kw_only=True)
class Done:
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


def aselepo(*arguments: str | Path) -> Done:
    """The command line in this process, which has imported everything already."""
    streams = [io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2)]
    before, code = sys.argv, 0
    sys.argv = ["aselepo", *map(str, arguments)]
    try:
        with contextlib.redirect_stdout(streams[0]), contextlib.redirect_stderr(streams[1]):
            main()
    except SystemExit as ended:
        code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    finally:
        sys.argv = before
    out, err = (stream.buffer.getvalue().decode() for stream in streams)  # type: ignore[attr-defined]
    return Done(returncode=code, stdout=out, stderr=err)


def good(*arguments: str | Path) -> str:
    done = aselepo(*arguments)
    assert done.returncode == 0, (arguments, done.stdout, done.stderr)
    return done.stdout


@pytest.fixture
def mission(tmp_path: Path) -> Path:
    folder = tmp_path / "mission"
    good("init", folder)
    record = ("record", "act", "--what", "order", "--by", "UA", "--mission", folder, "--time")
    for hour in ("10", "11"):
        good(*record, f"2026-03-01T{hour}:00+02:00")
    return folder


def test_audit_names_the_file_and_entry_and_exits_5(mission: Path) -> None:
    assert good("audit", "--mission", mission).endswith("verified\n")
    path = mission / "log" / "content" / "000"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"T09:00", b"T08:00"))
    done = aselepo("audit", "--mission", mission)
    assert done.returncode == 5
    assert "content/000: entry 2: " in done.stderr
    assert done.stdout.endswith("NOT VERIFIED\n")
    told = json.loads(aselepo("audit", "--mission", mission, "--json").stdout)
    assert told["verified"] is False
    assert told["problems"][0]["where"] == "content/000"
    path.write_bytes(data)
    key = (mission / "log" / "log.vkey").read_text().strip()
    assert good("audit", "--mission", mission, "--trust", key).endswith("verified\n")
    assert aselepo("audit", "--mission", mission, "--trust", "x").returncode == 2


def test_pack_and_check_elsewhere(mission: Path, tmp_path: Path) -> None:
    told = good("pack", "--mission", mission, "--out", tmp_path / "pack")
    done = subprocess.run(
        [sys.executable, "-I", tmp_path / "pack" / "check.py"],
        capture_output=True, text=True, cwd="/", check=True,
    )  # fmt: skip
    assert done.stdout.endswith("verified\n")
    assert told.splitlines()[1] in done.stdout
    assert aselepo("pack", "--mission", mission, "--out", tmp_path / "pack").returncode == 2


def test_prove_an_entry_and_a_report(mission: Path, tmp_path: Path) -> None:
    proof, report = tmp_path / "proof", tmp_path / "report.html"
    good("prove", "2", "--mission", mission, "--out", proof)
    assert "entry 2 (act)" in good("prove", "2", "--check", proof, "--mission", mission)
    assert aselepo("prove", "1", "--check", proof, "--mission", mission).returncode == 5
    assert aselepo("prove", "9", "--mission", mission).returncode == 2
    report.write_text("<p>none observed</p>")
    assert aselepo("prove", report, "--mission", mission).returncode == 1
    good("log", "publish", report, "--by", "head", "--to", "UA", "--mission", mission)
    done = aselepo("prove", report, "--mission", mission, "--out", proof)
    assert "went out with entry 3" in done.stderr
    key = (mission / "log" / "log.vkey").read_text().strip()
    assert "verified" in good("prove", report, "--check", proof, "--trust", key)
    report.write_text("<p>three observed</p>")
    assert aselepo("prove", report, "--check", proof, "--trust", key).returncode == 5


def test_show_imported_erase(mission: Path) -> None:
    good("record", "entry", "settings", "--json", "{}", "--known-at", "2026-01-01T00:00Z",
         "--grounds", "a letter", "--mission", mission)  # fmt: skip
    assert len(good("log", "show", "--mission", mission).splitlines()) == 3
    shown = json.loads(good("log", "show", "3", "--json", "--mission", mission))
    assert (shown["kind"], shown["grounds"]) == ("settings", "a letter")
    assert "a letter" in good("log", "imported", "--mission", mission)
    assert "entry 4" in good("log", "erase", "1", "--why", "x", "--mission", mission)
    assert "content erased by entry 4" in good("log", "show", "1", "--mission", mission)
    assert good("audit", "--mission", mission).endswith("verified\n")
    assert aselepo("log", "erase", "4", "--why", "x", "--mission", mission).returncode == 1
    assert aselepo("log", "show", "9", "--mission", mission).returncode == 2


def test_keys_and_vault(mission: Path, tmp_path: Path) -> None:
    good("log", "key", "new", "patrol 3", "--mission", mission)
    good("log", "key", "new", "patrol 3", "--mission", mission)
    good("log", "key", "role", "patrol 3", "--by", "patrol 3", "--mission", mission)
    listed = good("log", "key", "list", "--mission", mission).splitlines()
    assert len(listed) == 2
    first = listed[0].split()[0]
    revoke = ("log", "key", "revoke", first, "--why", "old", "--mission", mission, "--by")
    assert aselepo(*revoke, "nobody").returncode == 1
    good(*revoke, "patrol 3")
    assert "revoked by entry" in good("log", "key", "list", "--mission", mission)
    assert aselepo("log", "key", "new", "two", "--mission", mission).returncode == 1
    good("log", "key", "new", "two", "--by", "patrol 3", "--mission", mission)
    assert good("audit", "--mission", mission).endswith("verified\n")
    (tmp_path / "who").write_text("Anna")
    subject = good("log", "vault", "add", "--file", tmp_path / "who", "--mission", mission).strip()
    assert good("log", "vault", "show", subject, "--mission", mission) == "Anna"
    good("log", "vault", "forget", subject, "--mission", mission)
    assert aselepo("log", "vault", "show", subject, "--mission", mission).returncode == 1


def test_backup_restore_doctor(mission: Path, tmp_path: Path) -> None:
    root = good("log", "backup", tmp_path / "backup", "--mission", mission).splitlines()[1]
    restored = good("log", "restore", tmp_path / "backup", "--to", tmp_path / "again")
    assert restored.splitlines()[1] == root
    assert good("audit", "--mission", tmp_path / "again").endswith("verified\n")
    (tmp_path / "again" / "log" / "log.sqlite").write_bytes(b"not a database" * 999)
    assert aselepo("log", "show", "--mission", tmp_path / "again").returncode == 2
    assert "made the database anew" in good("log", "doctor", "--mission", tmp_path / "again")
    assert len(good("log", "show", "--mission", tmp_path / "again").splitlines()) == 2


def test_aselepo_toml_chooses_the_store(mission: Path, cluster: Cluster) -> None:
    root = json.loads(good("audit", "--mission", mission, "--json"))["root"]
    schema = cluster.schema()
    told = aselepo("log", "copy", "--store", "postgresql", "--dsn", cluster.dsn, "--schema", schema,
                   "--mission", mission)  # fmt: skip
    assert told.returncode == 0, told.stderr
    config = mission / "aselepo.toml"
    text = config.read_text()
    config.write_text(text[: text.index("[log]")] + told.stderr[told.stderr.index("[log]") :])
    (mission / "log" / "log.sqlite").unlink()
    assert json.loads(good("audit", "--mission", mission, "--json"))["root"] == root
    good("record", "act", "--what", "order", "--by", "UA", "--time", "2026-03-02T10:00+02:00",
         "--mission", mission)  # fmt: skip
    assert good("audit", "--mission", mission).endswith("verified\n")
    config.write_text(text.replace('"sqlite"', '"oracle"'))
    assert aselepo("audit", "--mission", mission).returncode == 2


def test_close_leaves_packs_that_stand_alone(mission: Path, tmp_path: Path) -> None:
    out = tmp_path / "packs"
    told = good(
        "close", "--mission", mission, "--out", out, "--party", "UA", "--party", "RU", "--wipe"
    )
    assert told.count("verified by its own checker") == 2
    assert not (mission / "log").exists()
    for party in ("UA", "RU"):
        done = subprocess.run([sys.executable, "-I", out / party / "check.py"], check=False)
        assert done.returncode == 0
