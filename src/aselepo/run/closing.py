"""The shutdown drill: what a mission leaves behind must stand without it."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from aselepo.core.problem import SealError
from aselepo.log.audit import audit
from aselepo.log.codes import ROOT_DIFFERS
from aselepo.log.operations import restore
from aselepo.log.pack import pack
from aselepo.run.mission import Mission, adopt_mission
from aselepo.run.publishing import rebuilt


def drill(
    mission: Mission, out: Path, parties: Sequence[str], *, wipe: bool, say: Callable[[str], None]
) -> bool:
    """Seal, pack, verify from the packs alone, and wipe if asked.

    Returns
    -------
    whether every published report can be rebuilt from every pack

    Raises
    ------
    SealError : the log or a pack does not verify; nothing is wiped
    ConfigError : a folder cannot be written
    """
    log = mission.log()
    log.publish()
    found = audit(log)
    if not found.verified or found.checkpoint is None:
        raise SealError([each for each in found.problems if each.severity == "error"])
    root = found.checkpoint.root.hex()
    say(f"sealed {found.checkpoint.size} entries, root {root}")
    good = True
    for party in parties:
        folder = out / (re.sub(r"[^A-Za-z0-9._-]", "_", party) or "party")
        pack(log, folder)
        done = subprocess.run(  # noqa: S603
            [
                sys.executable,
                "-I",
                str(folder / "check.py"),
                "--trust",
                str(log.sealed.public_key()),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0 or f"root {root}\n" not in done.stdout:
            raise SealError(ROOT_DIFFERS.at(str(folder), done.stderr.strip() or done.stdout))
        say(f"{party}: packed in {folder}, verified by its own checker")
        good = _rebuild_all(folder, mission.name, party, say) and good
    if wipe:
        if not good:
            say("nothing is wiped: a report cannot be rebuilt")
            return False
        log.close()
        for folder in (mission.log_folder, log.vault.folder, mission.folder / "cache"):
            shutil.rmtree(folder, ignore_errors=True)
        say(f"wiped {mission.log_folder}")
    return good


def _rebuild_all(folder: Path, name: str, party: str, say: Callable[[str], None]) -> bool:
    """Rebuild every published report from a pack alone, in a place of its own."""
    good = True
    with tempfile.TemporaryDirectory(prefix="aselepo-close-") as place:
        restore(folder, Path(place) / "log")
        mission = adopt_mission(Path(place), name=name)
        log = mission.log()
        published = [each for each in log.of_kind("publication") if each.gone is None]
        for entry in published:
            if "made_of" in entry.body:
                same, told = rebuilt(mission, entry)
                say(f"{party}: {told}")
                good = good and same
        if not published:
            say(f"{party}: no report was published")
        log.close()
    return good
