"""The fault table: where it broke, was it stored anyway, does the log go on, is it fatal."""

from __future__ import annotations

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.fault.killing import child

from aselepo.core.problem import AselepoError, ConfigError, SealError
from aselepo.core.records import Draft
from aselepo.log import Log
from aselepo.log.audit import audit
from aselepo.log.operations import doctor

NOW = datetime(2026, 4, 1, tzinfo=UTC)


def act(number: int) -> Draft:
    return Draft(kind="act", body={"number": number}, files={"file": b"%d " % number * 5000})


def filled(folder: Path, entries: int = 5) -> Log:
    log = Log.create(folder, origin="test")
    for number in range(entries):
        log.append([act(number)], at=NOW)
    return log


@dataclass(frozen=True, kw_only=True)
class Fault:
    where: str
    breaks: Callable[[Log], None]
    stored: bool
    """The delivery that met the fault is stored anyway."""
    goes_on: bool
    """The next delivery is taken without repair."""
    fatal: bool
    """The audit says that evidence is wrong."""


def half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def newest(folder: Path) -> Path:
    return max((path for path in folder.rglob("*") if path.is_file()), key=lambda p: (p.stat().st_mtime_ns, p.name))  # fmt: skip


FAULTS = [
    Fault(
        where="half a tile beside its place",
        breaks=lambda log: (log.folder / "tile/0/000.p/6.part").write_bytes(b"x") and None,
        stored=True, goes_on=True, fatal=False,
    ),
    Fault(
        where="half an attachment beside its place",
        breaks=lambda log: (log.folder / "attachments/00").mkdir(exist_ok=True)
        or ((log.folder / "attachments/00/00ff.part").write_bytes(b"x") and None),
        stored=True, goes_on=True, fatal=False,
    ),
    Fault(
        where="half a checkpoint beside its place",
        breaks=lambda log: (log.folder / "checkpoint.part").write_bytes(b"x") and None,
        stored=True, goes_on=True, fatal=False,
    ),
    Fault(
        where="half a line after the contents",
        breaks=lambda log: (log.folder / "content/000").open("ab").write(b'{"attach') and None,
        stored=True, goes_on=True, fatal=False,
    ),
    Fault(
        where="half a tile in its place",
        breaks=lambda log: half(log.folder / "tile/0/000.p/5"),
        stored=True, goes_on=True, fatal=False,  # the store holds it, and it is written again
    ),
    Fault(
        where="half an attachment in its place",
        breaks=lambda log: half(newest(log.folder / "attachments")),
        stored=True, goes_on=True, fatal=True,
    ),
    Fault(
        where="half a checkpoint in its place",
        breaks=lambda log: half(log.folder / "checkpoint"),
        stored=True, goes_on=False, fatal=True,
    ),
    Fault(
        where="half of the contents",
        breaks=lambda log: half(log.folder / "content/000"),
        stored=True, goes_on=True, fatal=False,  # likewise
    ),
    Fault(
        where="the log's private key is gone",
        breaks=lambda log: (log.folder / "private/log.key").unlink(),
        stored=True, goes_on=False, fatal=False,
    ),
    Fault(
        where="another private key in its place",
        breaks=lambda log: (log.folder / "private/log.key").write_bytes(bytes(32)) and None,
        stored=True, goes_on=False, fatal=False,
    ),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.where)
def test_fault(tmp_path: Path, fault: Fault) -> None:
    log = filled(tmp_path)
    before = log.size
    fault.breaks(log)
    receipt = log.append([act(100)], at=NOW)
    assert (log.size > before) == fault.stored
    assert log.append([act(100)], at=NOW).repeated == fault.stored, "twice is once"
    assert (receipt.problem is None) == fault.goes_on
    found = audit(log)
    assert found.verified != fault.fatal, found.problems
    if fault.stored and not fault.goes_on:
        assert receipt.problem is not None
        assert receipt.problem.code == "ASL-LOG-010"


@pytest.mark.parametrize(
    "back", [timedelta(days=-3650), timedelta(seconds=-1), timedelta(days=3650)]
)
def test_the_clock_jumps(tmp_path: Path, back: timedelta) -> None:
    log = filled(tmp_path)
    log.append([act(100)], at=NOW + back)
    log.append([act(101)], at=NOW)
    found = audit(log)
    assert found.verified
    assert {problem.code for problem in found.problems} == {"ASL-LOG-016"}
    assert [entry.body["number"] for entry in log.entries(7)] == [0, 1, 2, 3, 4, 100, 101]
    assert log.view(t=NOW).n == 7


def test_reply_lost_but_stored(tmp_path: Path) -> None:
    log = filled(tmp_path)
    first = log.append([act(100)], at=NOW)
    again = log.append([act(100)], at=NOW + timedelta(hours=1))
    assert again.repeated
    assert (again.first, again.last) == (first.first, first.last)
    assert log.size == 6


@pytest.mark.parametrize("room", [0, 1000, 5000, 9000, 40_000])
def test_no_room_for_files(tmp_path: Path, room: int) -> None:
    """A limit on the size of files stands for a full disk: nothing is half done."""
    filled(tmp_path).close()

    def work(pipe: int) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        try:
            log = Log.open(tmp_path)
            log.append([Draft(kind="act", body={}, files={"big": bytes(20_000)})], at=NOW)
        except ConfigError as told:
            os.write(pipe, told.problems[0].code.encode())

    told = heard(work)
    log = Log.open(tmp_path)
    assert (
        told in (b"ASL-LOG-009", b"ASL-LOG-019") if room < 40_000 else told in (b"", b"ASL-LOG-009")
    )
    assert log.size == (5 if told else 6)
    assert [p for p in audit(log).problems if p.severity == "error"] == []
    log.append([act(100)], at=NOW)
    assert [p for p in audit(log).problems if p.severity != "note"] == []


def heard(work: Callable[[int], None]) -> bytes:
    process, pipe = child(work)
    told = os.read(pipe, 1000)
    _, status = os.waitpid(process, 0)
    os.close(pipe)
    assert os.WEXITSTATUS(status) == 0, "the child failed otherwise"
    return told


def test_permission_lost(tmp_path: Path) -> None:
    if os.getuid() != 0:
        pytest.skip("needs root, to become somebody else")
    for parent in (tmp_path, *tmp_path.parents):
        mode = parent.stat().st_mode
        if mode & 0o005 != 0o005:
            parent.chmod(mode | 0o055)
    filled(tmp_path / "log").close()

    def work(pipe: int) -> None:
        os.setuid(65534)
        log = Log.open(tmp_path / "log")
        assert log.view().n == 5, "reading needs no right to write"
        try:
            log.append([act(100)], at=NOW)
        except ConfigError as told:
            os.write(pipe, told.problems[0].code.encode())

    assert heard(work) == b"ASL-LOG-009"
    assert Log.open(tmp_path / "log").size == 5


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[None]:
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "none", str(folder)],
        capture_output=True,
        check=False,
    )
    if done.returncode != 0:
        pytest.skip(f"cannot mount a small disk: {done.stderr.decode().strip()}")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def test_the_disk_is_full(tmp_path: Path) -> None:
    """A disk of 2 MB fills up: what was acknowledged stays, what is refused leaves nothing."""
    with mounted(tmp_path / "disk", "size=2m"):
        log = Log.create(tmp_path / "disk" / "log", origin="test")
        stored, refused = 0, None
        for number in range(1000):
            try:
                receipt = log.append([act(number)], at=NOW)
            except AselepoError as told:
                refused = told
                break
            stored += 1
            if receipt.problem is not None:
                break
        assert stored > 5
        if refused is not None:
            assert refused.problems[0].code in ("ASL-LOG-009", "ASL-LOG-019")
            assert "full" in str(refused) or "space" in str(refused)
        log.close()
        assert Log.open(tmp_path / "disk" / "log").size == stored
        subprocess.run(["mount", "-o", "remount,size=8m", str(tmp_path / "disk")], check=True)
        log = Log.open(tmp_path / "disk" / "log")
        log.append([act(2000)], at=NOW)
        assert log.size == stored + 1
        assert [p for p in audit(log).problems if p.severity != "note"] == []
        log.close()


def test_read_only_media(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "size=4m"):
        log = filled(tmp_path / "disk" / "log")
        root = log.view().checkpoint
        log.close()
        subprocess.run(["mount", "-o", "remount,ro", str(tmp_path / "disk")], check=True)
        log = Log.open(tmp_path / "disk" / "log")
        assert log.view().checkpoint == root
        assert audit(log).problems == ()
        with pytest.raises(ConfigError, match="ASL-LOG-009"):
            log.append([act(100)], at=NOW)
        log.close()


def test_a_tree_that_was_changed_is_never_signed_over(tmp_path: Path) -> None:
    log = filled(tmp_path)
    tile = tmp_path / "tile/0/000.p/5"
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    with pytest.raises(SealError, match="ASL-LOG-012"):
        log.view()
    with pytest.raises(SealError):
        log.tree(5).root() == log.sealed.checkpoint().root or log.view()


@pytest.mark.parametrize(
    "taken", ["tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1", "content/001"]
)
@pytest.mark.parametrize("how", ["gone", "empty", "half"])
@pytest.mark.parametrize("by", ["doctor", "the next append"])
def test_a_power_cut_takes_what_was_not_waited_for(
    tmp_path: Path, taken: str, how: str, by: str
) -> None:
    """Partial files are not synced: the store holds what they are made of, and the root is signed."""
    log = Log.create(tmp_path, origin="test")
    log.append([Draft(kind="act", body={"n": number}) for number in range(300)], at=NOW)
    path = tmp_path / taken
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(data[: len(data) // 2] if how == "half" else b"")
    assert taken in {problem.where for problem in audit(log).problems}
    if by == "doctor":
        done, found = doctor(tmp_path, log)
        assert done == [f"wrote {taken} again from the store"]
        assert found.problems == ()
        assert path.read_bytes() == data
    assert log.append([act(400)], at=NOW).problem is None
    assert audit(log).problems == ()
    assert path.read_bytes().startswith(data)


def test_the_doctor_does_not_mend_what_was_altered(tmp_path: Path) -> None:
    log = filled(tmp_path)
    path = tmp_path / "content/000"
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"number":3}', b'"number":4}'))
    done, found = doctor(tmp_path, log)
    assert done == []
    assert not found.verified
    assert path.read_bytes() != data
