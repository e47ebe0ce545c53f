"""Packs, proofs, backup, restore, doctor: what others check, and what is brought back."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from aselepo.core.canonical import sha256
from aselepo.core.problem import ConfigError, SealError
from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.erasing import erase
from aselepo.log.operations import backup, doctor, rebuild, restore
from aselepo.log.pack import pack
from aselepo.log.prove import find_report, prove, proven
from aselepo.seal import ED25519, SignerKey

NOW = datetime(2026, 4, 1, tzinfo=UTC)
ROWS = table(OBSERVATIONS, [{"id": "a", "rev": 0, "source": "patrol"}])


def act(number: int) -> Draft:
    return Draft(kind="act", body={"number": number}, author="staff")


def filled(folder: Path, entries: int) -> Log:
    log = Log.create(folder, origin="test")
    first = [
        Draft(kind="agreement", body={"name": "truce.txt", "text": "Article 1."}),
        Draft(kind="observation", body={}, table=ROWS),
    ]
    log.append([*first, *(act(number) for number in range(3, entries + 1))], at=NOW)
    return log


def check(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-I", str(folder / "check.py"), *more],
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("entries", "first", "last"),
    [(2, 1, 2), (300, 1, 300), (300, 250, 260), (700, 258, 600), (256, 1, 256), (257, 257, 257)],
)
def test_a_pack_verifies_alone(tmp_path: Path, entries: int, first: int, last: int) -> None:
    log = filled(tmp_path / "log", entries)
    made = pack(log, tmp_path / "pack", first=first, last=last)
    done = check(tmp_path / "pack", "--trust", str(log.sealed.public_key()))
    assert done.returncode == 0, done.stderr
    assert f"root {log.view().checkpoint.root}\n" in done.stdout
    assert done.stdout.endswith("\nverified\n")
    assert f"in this pack: {last - first + 1} entries" in done.stdout
    assert made.checkpoint.size == entries
    shown = b"".join(path.read_bytes() for path in (tmp_path / "pack" / "log" / "content").rglob("*") if path.is_file())  # fmt: skip
    assert (b'"number":5}' in shown) == (first <= 5 <= last <= entries and entries >= 5)
    assert not list((tmp_path / "pack").rglob("*.key"))


def test_the_checker_needs_only_python_and_cryptography() -> None:
    from importlib import resources

    text = resources.files("aselepo.log.offline").joinpath("check.py").read_text()
    roots = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            roots |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            roots.add(str(node.module).split(".")[0])
    assert roots - set(sys.stdlib_module_names) == {"cryptography"}


def test_a_pack_verifies_with_the_systems_python(tmp_path: Path) -> None:
    python = "/usr/bin/python3"
    if subprocess.run(
        [python, "-c", "import cryptography"], capture_output=True, check=False
    ).returncode:
        pytest.skip(
            "the system's python3 has no cryptography (apt-get install python3-cryptography)"
        )
    pack(filled(tmp_path / "log", 300), tmp_path / "pack")
    done = subprocess.run(
        [python, "-I", tmp_path / "pack" / "check.py"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("verified\n")


def test_every_file_of_a_pack_is_covered(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 300)
    pack(log, tmp_path / "pack")
    for path in sorted((tmp_path / "pack").rglob("*")):
        if not path.is_file() or path.name == "check.py":
            continue
        data = path.read_bytes()
        path.write_bytes(data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :])  # fmt: skip
        done = check(tmp_path / "pack")
        assert done.returncode == 5, path
        assert path.name in done.stderr or "checkpoint" in done.stderr
        path.write_bytes(data)
    assert check(tmp_path / "pack").returncode == 0
    (tmp_path / "pack" / "more.txt").write_text("added")
    assert "does not name" in check(tmp_path / "pack").stderr


def test_a_pack_forged_without_the_manifest_is_found_by_its_tree(tmp_path: Path) -> None:
    """Somebody with the log's key signs a new manifest over an altered content."""
    from aselepo.log.pack import _manifest

    log = filled(tmp_path / "log", 300)
    pack(log, tmp_path / "pack")
    content = tmp_path / "pack" / "log" / "content" / "000"
    content.write_bytes(content.read_bytes().replace(b'"number":7}', b'"number":8}'))
    (tmp_path / "pack" / "manifest").unlink()
    _manifest(log, tmp_path / "pack")
    done = check(tmp_path / "pack")
    assert done.returncode == 5
    assert "entry 7: its content is not the one committed to" in done.stderr


def test_other_keys_are_not_trusted(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 2)
    pack(log, tmp_path / "pack")
    stranger = SignerKey(name="test", kind=ED25519, private=bytes(32)).verifier()
    assert check(tmp_path / "pack", "--trust", str(stranger)).returncode == 5
    assert check(tmp_path / "pack", "--witness", str(stranger)).returncode == 5


def test_withheld_and_erased_contents_are_said(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 5)
    erase(log, 4, why="x", author="registrar", at=NOW)
    made = pack(log, tmp_path / "pack", withhold=[3])
    assert (made.withheld, made.erased) == (1, 1)
    done = check(tmp_path / "pack")
    assert done.returncode == 0, done.stderr
    assert "6 entries, 1 withheld, 1 erased" in done.stdout
    restore(tmp_path / "pack", tmp_path / "again")
    view = Log.open(tmp_path / "again").view()
    assert [entry.gone for entry in view.gone] == ["withheld", "erased by entry 6"]


def test_a_pack_is_refused_where_it_cannot_be(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 2)
    with pytest.raises(ConfigError, match="ASL-LOG-005"):
        pack(log, tmp_path / "pack", first=1, last=9)
    (tmp_path / "pack").mkdir()
    (tmp_path / "pack" / "x").touch()
    with pytest.raises(ConfigError, match="ASL-LOG-002"):
        pack(log, tmp_path / "pack")
    attachment = next(path for path in (tmp_path / "log" / "attachments").rglob("*") if path.is_file())  # fmt: skip
    attachment.write_bytes(b"")
    with pytest.raises(SealError):
        pack(log, tmp_path / "new")
    assert not list(tmp_path.glob("new*"))


def test_the_agreement_and_reports_are_in(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 3)
    report = tmp_path / "report.html"
    report.write_text("<p>nothing was seen</p>")
    log.append([Draft(kind="publication", body={"sha256": sha256(report.read_bytes())})], at=NOW)
    pack(log, tmp_path / "pack", reports=[report])
    assert (tmp_path / "pack" / "agreement" / "1-truce.txt").read_text() == "Article 1."
    proof = (tmp_path / "pack" / "reports" / "report.html.tlog-proof").read_bytes()
    assert proven(proof, log.sealed.public_key()).header["kind"] == "publication"
    assert check(tmp_path / "pack").returncode == 0


@pytest.mark.parametrize("entries", [2, 256, 300])
def test_proofs_of_entries(tmp_path: Path, entries: int) -> None:
    log = filled(tmp_path, entries)
    key = log.sealed.public_key()
    for number in (1, 2, entries):
        found = proven(str(prove(log, number)).encode(), key)
        assert found.header["number"] == number
        assert found.body == log.entries(entries)[number - 1].body
        assert proven(str(prove(log, number, withhold=True)).encode(), key).body is None
    text = str(prove(log, 1)).encode()
    other = SignerKey(name="test", kind=ED25519, private=bytes(32)).verifier()
    with pytest.raises(SealError, match="not signed"):
        proven(text, other)
    with pytest.raises(SealError, match="does not lead"):
        proven(text.replace(b"index 0", b"index 1"), key)
    with pytest.raises(SealError, match="ASL-LOG-034"):
        proven(b"x", key)
    with pytest.raises(ConfigError, match="ASL-LOG-005"):
        prove(log, entries + 1)


def test_when_a_report_went_out(tmp_path: Path) -> None:
    log = filled(tmp_path, 3)
    assert find_report(log, b"report") is None
    log.append([Draft(kind="publication", body={"sha256": sha256(b"report")})], at=NOW)
    log.append([Draft(kind="publication", body={}, files={"r": b"other report"})], at=NOW)
    first, second = find_report(log, b"report"), find_report(log, b"other report")
    assert first is not None
    assert second is not None
    assert (first.number, second.number) == (4, 5)
    erase(log, 4, why="x", author="", at=NOW)
    assert find_report(log, b"report") is None


def test_backup_goes_on_and_restores_equal(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 300)
    first = backup(log, tmp_path / "backup")
    again = backup(log, tmp_path / "backup")
    assert (again.root, again.files) == (first.root, 0)
    log.append([act(301)], at=NOW)
    erase(log, 3, why="x", author="", at=NOW)
    second = backup(log, tmp_path / "backup")
    assert second.root == log.sealed.checkpoint().root != first.root
    assert b'"number":3}' not in (tmp_path / "backup" / "content" / "000").read_bytes()
    made = restore(tmp_path / "backup", tmp_path / "again")
    copy = Log.open(tmp_path / "again")
    assert made.root == second.root == copy.sealed.checkpoint().root
    assert audit(copy).problems == ()
    assert copy.append([act(302)], at=NOW).problem is None
    assert copy.append([act(301)], at=NOW).repeated
    with pytest.raises(ConfigError, match="ASL-LOG-002"):
        restore(tmp_path / "backup", tmp_path / "again")
    with pytest.raises(ConfigError, match="ASL-LOG-001"):
        restore(tmp_path / "none", tmp_path / "third")
    with pytest.raises(ConfigError, match="ASL-LOG-002"):
        backup(filled(tmp_path / "other", 2), tmp_path / "backup")


def test_a_restored_pack_reads_and_does_not_write(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 300)
    pack(log, tmp_path / "pack")
    restore(tmp_path / "pack", tmp_path / "again")
    copy = Log.open(tmp_path / "again")
    assert copy.view().checkpoint == log.view().checkpoint
    assert copy.view().observations()[0].equals(log.view().observations()[0])
    with pytest.raises(ConfigError, match="ASL-LOG-040"):
        copy.append([act(1)], at=NOW)


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    log = filled(tmp_path / "log", 300)
    backup(log, tmp_path / "backup")
    path = tmp_path / "backup" / "content" / "000"
    path.write_bytes(path.read_bytes().replace(b'"number":7}', b'"number":8}'))
    with pytest.raises(SealError):
        restore(tmp_path / "backup", tmp_path / "again")


@pytest.mark.parametrize("damage", ["gone", "torn", "older", "leaf"])
def test_the_doctor_makes_the_index_anew(tmp_path: Path, damage: str) -> None:
    import sqlite3

    log = filled(tmp_path, 300)
    log.close()
    database = tmp_path / "log.sqlite"
    older = database.read_bytes()
    log.append([act(301)], at=NOW)
    log.close()
    if damage == "gone":
        database.unlink()
    elif damage == "torn":
        database.write_bytes(b"not a database" * 400)
    elif damage == "older":
        database.write_bytes(older)
    else:
        with sqlite3.connect(database) as opened:
            opened.execute("DROP TRIGGER entry_stays")
            opened.execute("UPDATE entry SET leaf = zeroblob(32) WHERE number = 9")
        opened.close()
    try:
        found = Log.open(tmp_path)
    except ConfigError:
        found = None
    done, after = doctor(tmp_path, found)
    assert done[0].startswith("made the database anew")
    assert after.problems == ()
    healed = Log.open(tmp_path)
    assert healed.size == 301
    assert healed.append([act(301)], at=NOW).repeated
    assert healed.append([act(302)], at=NOW).first == 302
    assert audit(healed).problems == ()


def test_the_doctor_keeps_what_only_the_database_had(tmp_path: Path) -> None:
    log = filled(tmp_path, 300)
    checkpoint = (tmp_path / "checkpoint").read_bytes()
    log.publish = lambda: None  # type: ignore[method-assign]
    log.append([act(301)], at=NOW)
    log.close()
    assert (tmp_path / "checkpoint").read_bytes() == checkpoint
    assert rebuild(tmp_path) == 301
    done, after = doctor(tmp_path, Log.open(tmp_path))
    assert done == ["published entries 301 to 301"]
    assert after.problems == ()


def test_the_doctor_finishes_and_cleans_but_leaves_evidence(tmp_path: Path) -> None:
    log = filled(tmp_path, 10)
    log.append([Draft(kind="erasure", body={"entry": 5, "why": "x"})], at=NOW)
    (tmp_path / "tile" / "0" / "000.part").write_bytes(b"half")
    assert sorted(p.code for p in audit(log).problems) == ["ASL-LOG-015", "ASL-LOG-030"]
    done, after = doctor(tmp_path, log)
    assert done == ["finished the erasure of entry 5", "removed tile/0/000.part"]
    assert after.problems == ()
    tile = tmp_path / "tile" / "0" / "000.p" / "11"
    shutil.copy(tile, tmp_path / "kept")
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    with pytest.raises(SealError):
        doctor(tmp_path, log)
    assert tile.read_bytes()[:32] == bytes(32)
