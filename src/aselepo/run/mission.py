"""The mission folder: one mission's log, cache and reports, found upward as git does."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from aselepo.core.problem import ConfigError
from aselepo.core.records import Draft
from aselepo.log import SCHEMA, Log
from aselepo.run.problems import BAD_CONFIG, MISSION_EXISTS, NO_FILE, NO_MISSION

CONFIG = "aselepo.toml"
_NEW = """\
# Where this mission's things lie. Nothing in this file changes a number: agreement, sources and
# settings are entries of the log.
[mission]
name = "{name}"

[log]
store = "sqlite"
folder = "log"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """A mission folder that exists."""

    folder: Path
    name: str
    log_folder: Path
    dsn: str | None = None
    """PostgreSQL database for tail and index of the log; None: SQLite in the log's folder."""
    schema: str = SCHEMA
    vault: Path | None = None
    """Folder of identities; None: `vault` beside the log."""

    def log(self) -> Log:
        return Log.open(self.log_folder, dsn=self.dsn, schema=self.schema, vault=self.vault)

    @property
    def out(self) -> Path:
        """Where reports go; made when asked for."""
        path = self.folder / "out"
        path.mkdir(exist_ok=True)
        return path


def make_mission(folder: Path, *, name: str | None = None) -> Mission:
    """Make a mission folder with an empty log.

    Raises
    ------
    ConfigError : a mission is there already, or the folder cannot be written
    """
    config = folder / CONFIG
    if config.exists():
        raise ConfigError(MISSION_EXISTS.at(str(folder), "there is a mission here already"))
    called = name or folder.resolve().name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        Log.create(folder / "log", origin=called)
        config.write_text(_NEW.format(name=called), encoding="utf-8")
    except OSError as refused:
        raise ConfigError(NO_FILE.at(str(folder), str(refused))) from refused
    return open_mission(folder)


def adopt_mission(folder: Path, *, name: str | None = None) -> Mission:
    """Make a mission folder around a log that is in it already.

    Raises
    ------
    ConfigError : a mission is there already, or the folder cannot be written
    """
    config = folder / CONFIG
    if config.exists():
        raise ConfigError(MISSION_EXISTS.at(str(folder), "there is a mission here already"))
    try:
        config.write_text(_NEW.format(name=name or folder.resolve().name), encoding="utf-8")
    except OSError as refused:
        raise ConfigError(NO_FILE.at(str(folder), str(refused))) from refused
    return open_mission(folder)


def open_mission(folder: Path) -> Mission:
    """The mission in a folder.

    Raises
    ------
    ConfigError : there is none, or its settings cannot be read
    """
    config = folder / CONFIG
    if not config.is_file():
        raise ConfigError(NO_MISSION.at(str(folder), f"there is no {CONFIG} here"))
    try:
        settings = tomllib.loads(config.read_text(encoding="utf-8"))
        name = settings["mission"]["name"]
        place = settings["log"]
        log_folder = folder / place.get("folder", "log")
        dsn = _dsn(place)
    except (tomllib.TOMLDecodeError, KeyError, UnicodeDecodeError) as bad:
        raise ConfigError(BAD_CONFIG.at(str(config), str(bad))) from bad
    return Mission(
        folder=folder,
        name=name,
        log_folder=log_folder,
        dsn=dsn,
        schema=place.get("schema", SCHEMA),
        vault=folder / place["vault"] if "vault" in place else None,
    )


def _dsn(place: dict[str, Any]) -> str | None:
    """Where the server store is, if there is one; `$NAME` in it is read from the environment."""
    match place.get("store", "sqlite"):
        case "sqlite":
            return None
        case "postgresql":
            return os.path.expandvars(str(place["dsn"]))
        case other:
            raise KeyError(f"store {other!r} is neither sqlite nor postgresql")


def find_mission(asked: str | None, *, start: Path | None = None) -> Mission:
    """The mission asked for, by folder or by the name of a shipped one, else found upward.

    A shipped mission is unpacked in the user's data folder on first use.

    Raises
    ------
    ConfigError : there is none
    """
    if asked is not None:
        folder = Path(asked)
        if (folder / CONFIG).is_file():
            return open_mission(folder)
        from aselepo.run.shipped import SHIPPED, unpack

        if asked in SHIPPED:
            return unpack(asked, data_folder() / asked)
        names = ", ".join(sorted(SHIPPED))
        raise ConfigError(
            NO_MISSION.at(asked, f"neither a mission folder nor a shipped mission ({names})")
        )
    here = (start or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        if (folder / CONFIG).is_file():
            return open_mission(folder)
    raise ConfigError(NO_MISSION.at(str(here), f"there is no {CONFIG} here or above"))


def data_folder() -> Path:
    """Where shipped missions are unpacked: the user's data folder."""
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "aselepo" / "missions"


def agreement_draft(
    path: Path, *, known_at: datetime | None = None, grounds: str | None = None, author: str = ""
) -> Draft:
    """The text of an agreement as a draft entry; its bytes are kept as they are.

    Raises
    ------
    ConfigError : the file cannot be read
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as refused:
        raise ConfigError(NO_FILE.at(str(path), str(refused))) from refused
    return Draft(
        kind="agreement",
        body={"name": path.name, "text": text},
        known_at=known_at,
        grounds=grounds,
        author=author,
    )
