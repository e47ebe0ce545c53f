"""Signed entries, keys and roles, erasure, the vault."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.log.conftest import Make

from aselepo.core.problem import ConfigError, Denied, InputError, SealError
from aselepo.core.records import Draft
from aselepo.core.tables import OBSERVATIONS, table
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.drafts import PERSONAL
from aselepo.log.erasing import erase
from aselepo.log.keys import Registry, add_key, give_role, revoke_key
from aselepo.log.vault import Vault

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def act(number: int, author: str = "staff") -> Draft:
    return Draft(kind="act", body={"number": number}, author=author)


def give_key(log: Log, author: str, *, by: str | None = None) -> None:
    """As the command does it."""
    had = bool(log.registry().live(author))
    draft = log.keyring.make(author)
    if by is not None:
        draft = replace(draft, author=by)
    signer = log.keyring.sign if had or by else log.keyring.sign_new
    log.append([draft], at=NOW, signer=signer)
    log.keyring.activate(author)


def codes(log: Log) -> list[str]:
    return [problem.code for problem in audit(log).problems]


def test_who_has_a_key_signs(make: Make, tmp_path: Path) -> None:
    log = make(tmp_path)
    log.append([act(1)], at=NOW)
    give_key(log, "patrol 3")
    log.append([act(2, "patrol 3")], at=NOW)
    (entry,) = log.stream(3, 3)
    assert entry.signature is not None
    assert entry.key in log.registry().keys
    with pytest.raises(Denied, match="not signed"):
        log.append([act(3, "patrol 3")], at=NOW, signer=lambda author, message: None)
    log.append([act(3)], at=NOW)
    assert log.size == 4
    assert codes(log) == []
    assert audit(log).counts["signatures"] == 2


def test_a_stranger_or_another_ones_key_is_refused(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    give_key(log, "one")
    give_key(log, "two")
    other = log.keyring.sign
    with pytest.raises(Denied, match="key of two"):
        log.append([act(1, "one")], at=NOW, signer=lambda author, text: other("two", text))
    log.keyring.make("three")
    stranger = log.keyring.sign_new
    with pytest.raises(Denied, match="no entry before it added"):
        log.append([act(1, "one")], at=NOW, signer=lambda author, text: stranger("three", text))
    with pytest.raises(Denied, match="false"):
        log.append([act(1, "one")], at=NOW, signer=lambda author, text: other(author, b"x" + text))
    assert log.size == 2


def test_a_key_gives_way_to_a_new_one_and_is_revoked(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    give_key(log, "one")
    (first,) = log.registry().live("one")
    log.append([act(1, "one")], at=NOW)
    give_key(log, "one")
    log.append([act(2, "one")], at=NOW)
    assert len(log.registry().live("one")) == 2
    log.append([revoke_key(first, author="one", why="replaced")], at=NOW)
    assert [key.id for key in log.registry().live("one")] != [first.id]
    assert codes(log) == []


def test_a_lost_key(tmp_path: Path) -> None:
    """The holder can no longer sign: a key keeper revokes and vouches for the new key."""
    log = Log.create(tmp_path, origin="test")
    give_key(log, "registrar")
    give_key(log, "patrol")
    log.append([give_role("registrar", "key_keeper", author="registrar")], at=NOW)
    log.append([act(1, "patrol")], at=NOW)
    log.append([act(2, "patrol")], at=NOW + timedelta(hours=5))
    (lost,) = log.registry().live("patrol")
    log.keyring.forget("patrol")
    since = (NOW + timedelta(hours=1)).isoformat().replace("+00:00", "Z")
    with pytest.raises(Denied):
        log.append([add_key("patrol", bytes(32))], at=NOW)
    with pytest.raises(Denied, match="key keeper"):
        log.append([revoke_key(lost, author="staff", why="x")], at=NOW)
    revoke = revoke_key(lost, author="registrar", why="lost", doubtful_from=since)
    log.append([revoke], at=NOW + timedelta(hours=6))
    give_key(log, "patrol", by="registrar")
    log.append([act(3, "patrol")], at=NOW + timedelta(hours=7))
    found = audit(log)
    assert found.verified
    doubtful = [p.where for p in found.problems if p.code == "ASL-LOG-026"]
    assert doubtful == ["entry 5"]


def test_keys_and_roles_cannot_be_forged_past_the_log(tmp_path: Path) -> None:
    """An operator who rewrites the tree with the log's own key is still found by the audit."""
    log = Log.create(tmp_path, origin="test")
    give_key(log, "one")
    log.append([act(1, "one")], at=NOW)
    log._authority = lambda store: Registry()  # type: ignore[method-assign]
    log.append([act(2, "one")], at=NOW, signer=lambda author, message: None)
    found = audit(Log.open(tmp_path))
    assert [problem.code for problem in found.problems] == ["ASL-LOG-025"]
    assert "entry 3" in found.problems[0].what


def test_malformed_key_entries_are_refused(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    good = add_key("x", bytes(32)).body
    bad: list[dict[str, Any]] = [
        {},
        {**good, "key": "0" * 32},
        {**good, "public": "?"},
        {**good, "what": "borrow"},
    ]
    for body in bad:
        with pytest.raises(Denied, match="a key entry says"):
            log.append([Draft(kind="key", body=body, author="keeper")], at=NOW)
    with pytest.raises(Denied, match="a role entry says"):
        log.append([Draft(kind="role", body={"what": "give"}, author="x")], at=NOW)
    assert log.size == 0


@pytest.mark.parametrize("entries", [5, 600])
def test_erasure(make: Make, tmp_path: Path, entries: int) -> None:
    log = make(tmp_path)
    secret = Draft(
        kind="statement", body={"text": "name-of-a-witness"}, files={"photo": b"face" * 99}
    )
    log.append([act(0), secret, *(act(number) for number in range(3, entries + 1))], at=NOW)
    root = log.view().checkpoint.root
    receipt = erase(log, 2, why="names a witness", author="registrar", at=NOW)
    assert receipt.first == entries + 1
    assert codes(log) == []
    assert log.view(n=entries).checkpoint.root == root
    assert [entry.number for entry in log.view().gone] == [2]
    assert log.view().entries("statement") == ()
    (entry,) = log.stream(2, 2)
    assert entry.gone == f"erased by entry {entries + 1}"
    log.close()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            assert b"name-of-a-witness" not in path.read_bytes(), path
            assert b"faceface" not in path.read_bytes(), path
    again = erase(log, 2, why="twice", author="registrar", at=NOW)
    assert again.repeated
    assert log.append([act(77)], at=NOW).problem is None
    assert codes(log) == []


def test_an_attachment_that_another_entry_names_stays(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    for number in (1, 2):
        log.append([Draft(kind="act", body={"n": number}, files={"map": b"same"})], at=NOW)
    erase(log, 1, why="x", author="", at=NOW)
    assert log.file(log.entries(2)[1].attachments[0]) == b"same"
    erase(log, 2, why="x", author="", at=NOW)
    assert not list((tmp_path / "attachments").rglob("????*"))
    assert codes(log) == []


def test_what_cannot_be_erased(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    give_key(log, "one")
    with pytest.raises(Denied, match="ASL-LOG-031"):
        erase(log, 1, why="x", author="", at=NOW)
    with pytest.raises(ConfigError, match="ASL-LOG-005"):
        erase(log, 2, why="x", author="", at=NOW)


def test_content_that_is_gone_without_an_erasure(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    log.append([act(number) for number in range(300)], at=NOW)
    path = tmp_path / "content" / "000"
    lines = path.read_bytes().split(b"\n")
    lines[4] = b'{"erased":6}'
    path.write_bytes(b"\n".join(lines))
    assert codes(log) == ["ASL-LOG-029"]
    with pytest.raises(SealError, match="ASL-LOG-029"):
        log.view()


def personal_batch() -> Draft:
    rows = table(OBSERVATIONS, [{"id": "a", "rev": 0, "source": "patrol"}])
    return Draft(
        kind="observation",
        body={},
        table=rows.append_column(f"{PERSONAL}name", [["Name-Of-A-Witness"]]),
    )


def test_personal_columns_go_to_a_sealed_sidecar(tmp_path: Path) -> None:
    import io

    import pyarrow.parquet as pq

    log = Log.create(tmp_path / "log", origin="test")
    log.append([personal_batch()], at=NOW)
    assert log.append([personal_batch()], at=NOW).repeated
    (entry,) = log.entries(1)
    sidecar, rows = sorted(entry.attachments, key=lambda each: each.name)
    assert log.table(rows).num_rows == 1
    assert all(not name.startswith(PERSONAL) for name in log.table(rows).column_names)
    subject = sidecar.name.partition(".")[2]
    assert log.vault.subjects() == [subject]
    opened = pq.read_table(io.BytesIO(log.vault.open(subject, log.file(sidecar))))
    assert opened.to_pylist() == [{f"{PERSONAL}name": "Name-Of-A-Witness"}]
    for path in (tmp_path / "log").rglob("*"):
        assert not path.is_file() or b"Name-Of-A-Witness" not in path.read_bytes()
    assert codes(log) == []
    log.vault.forget(subject)
    with pytest.raises(Denied, match="ASL-LOG-028"):
        log.vault.open(subject, log.file(sidecar))
    assert codes(log) == []
    assert len(log.view().observations()[0]) == 1


def test_an_erased_entry_takes_the_key_of_its_sidecar_along(tmp_path: Path) -> None:
    log = Log.create(tmp_path / "log", origin="test")
    log.append([personal_batch()], at=NOW)
    (subject,) = log.vault.subjects()
    (sidecar,) = (each for each in log.entries(1)[0].attachments if subject in each.name)
    sealed = log.file(sidecar)
    erase(log, 1, why="names a witness", author="", at=NOW)
    assert log.vault.subjects() == []
    with pytest.raises(Denied, match="ASL-LOG-028"):
        log.vault.open(subject, sealed)
    assert codes(log) == []


def test_the_vault(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    one, two = vault.add(), vault.add()
    vault.put(one, "identity", b"Anna")
    assert vault.get(one, "identity") == b"Anna"
    sealed = vault.seal(one, b"Anna")
    assert b"Anna" not in sealed
    with pytest.raises(SealError, match="changed"):
        vault.open(two, sealed)
    with pytest.raises(SealError, match="changed"):
        vault.open(one, sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(SealError, match="not sealed"):
        vault.open(one, b"plain")
    vault.forget(one)
    vault.forget(one)
    for ask in (lambda: vault.get(one, "identity"), lambda: vault.open(one, sealed)):
        with pytest.raises(Denied):
            ask()
    with pytest.raises(ConfigError, match="ASL-LOG-027"):
        vault.get(two, "identity")
    for bad in ("../x", "s-1", ""):
        with pytest.raises(ConfigError, match="ASL-LOG-027"):
            vault.put(bad, "identity", b"")
    with pytest.raises(ConfigError, match="ASL-LOG-027"):
        vault.put(two, "../x", b"")
    assert vault.subjects() == [two]
    mode = (tmp_path / "keys" / f"{two}.key").stat().st_mode
    assert mode & 0o077 == 0


def test_the_database_keeps_nothing_of_what_was_erased(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    log.append([Draft(kind="act", body={"text": "needle-in-the-tail"})], at=NOW)
    erase(log, 1, why="x", author="", at=NOW)
    assert b"needle-in-the-tail" not in (tmp_path / "log.sqlite").read_bytes()
    with sqlite3.connect(tmp_path / "log.sqlite") as database:
        assert database.execute("SELECT count(*) FROM tail").fetchone() == (2,)
    database.close()


def test_a_column_that_the_log_does_not_know_is_refused(tmp_path: Path) -> None:
    log = Log.create(tmp_path, origin="test")
    rows = table(OBSERVATIONS, [{"id": "a", "rev": 0, "source": "patrol"}])
    more = rows.append_column("mood", [["calm"]])
    with pytest.raises(InputError, match="column mood"):
        log.append([Draft(kind="observation", body={}, table=more)], at=NOW)
    assert log.size == 0
