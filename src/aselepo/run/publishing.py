"""Reports that go out: what is recorded of one, and how it is rebuilt from a log."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from aselepo import __version__
from aselepo.core.canonical import sha256
from aselepo.core.problem import ConfigError
from aselepo.core.records import Draft
from aselepo.core.time import iso
from aselepo.log.entry import Entry
from aselepo.run import options
from aselepo.run.mission import Mission
from aselepo.run.problems import NO_FILE


def publication(
    mission: Mission,
    report: Path,
    *,
    to: Sequence[str],
    by: str,
    n: int | None,
    as_of: str | None,
    day: str | None,
    lang: str,
    form: str | None,
) -> Draft:
    """The entry that a report goes out: its hash, and what it was made of.

    Raises
    ------
    ConfigError : the file cannot be read, or the view asked for is not there
    """
    try:
        data = report.read_bytes()
    except OSError as refused:
        raise ConfigError(NO_FILE.at(str(report), str(refused))) from refused
    view = mission.log().view(n, options.as_of(as_of))
    body: dict[str, Any] = {
        "what": "report",
        "name": report.name,
        "sha256": sha256(data),
        "bytes": len(data),
        "by": by,
        "to": list(to),
        "made_of": {
            "size": view.n,
            "root": view.checkpoint.root,
            "as_of": iso(view.t),
            "day": day,
            "lang": lang,
            "form": form or report.suffix.removeprefix("."),
            "version": __version__,
        },
    }
    return Draft(kind="publication", body=body, author=by)


def rebuilt(mission: Mission, entry: Entry) -> tuple[bool, str]:
    """Is a published report rebuilt byte for byte from this mission's log?

    Returns
    -------
    whether it is, and a line that says so or why not
    """
    name, made = entry.body["name"], entry.body["made_of"]
    gone = [each.number for each in mission.log().entries(made["size"]) if each.gone is not None]
    if gone:
        numbers = ", ".join(map(str, gone))
        return False, f"{name}: cannot be rebuilt, the content of entries {numbers} is gone"
    if made["version"] != __version__:
        return False, f"{name}: install version {made['version']} to rebuild it"
    from aselepo.report import render
    from aselepo.run.pipeline import situation

    seen = situation(
        mission, n=made["size"], as_of=options.as_of(made["as_of"]), day=options.day(made["day"])
    )
    data = render(seen, lang=made["lang"], form=made["form"], previous=None)
    if sha256(data) != entry.body["sha256"]:
        return False, f"{name}: rebuilt from entries 1 to {made['size']}, and it differs"
    return True, f"{name}: rebuilt byte for byte from entries 1 to {made['size']}"
