"""Missions as folders on this machine, handed to the web room; and the server itself."""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from aselepo.agreement import Agreement
from aselepo.core.problem import ConfigError
from aselepo.core.time import Interval
from aselepo.log.entry import Entry
from aselepo.run import pipeline
from aselepo.run.clock import now
from aselepo.run.mission import Mission
from aselepo.run.problems import NO_AGREEMENT, PORT_TAKEN, SAME_NAME
from aselepo.seal import inclusion_proof, root_hash
from aselepo.situation import Situation
from aselepo.web import EntryLine, Head, Reach

ABOUT = ("name", "id", "what", "type", "source", "claimant", "by")
"""Fields of a body that say in a word what it is about, the first there is."""


class FolderMissions:
    """Missions in folders; everything is read anew, so entries appended meanwhile show."""

    def __init__(self, missions: Sequence[Mission]) -> None:
        self._missions: dict[str, Mission] = {}
        self._labels: dict[str, Mapping[str, str]] = {}
        """By root: a prefix of a log is always the same."""
        for mission in missions:
            if mission.name in self._missions:
                raise ConfigError(
                    SAME_NAME.at(str(mission.folder), f"a second mission named {mission.name}")
                )
            self._missions[mission.name] = mission

    def names(self) -> tuple[str, ...]:
        return tuple(self._missions)

    def head(self, name: str, n: int | None = None) -> Head:
        log = self._missions[name].log()
        size = log.size
        prefix = size if n is None else min(n, size)
        root = root_hash(log.leaves(prefix)).hex()
        if root not in self._labels:
            self._labels[root] = _labels(name, log.entries(prefix))
        return Head(name=name, labels=self._labels[root], size=size, n=prefix, root=root)

    def reach(self, name: str, n: int | None = None) -> Reach:
        view = self._missions[name].log().view(n)
        known = [entry.known_at for entry in view.entries("agreement")]
        if not known:
            raise ConfigError(NO_AGREEMENT.at(name, "no agreement is in the log"))
        return Reach(first=min(known), last=view.t)

    def situation(
        self,
        name: str,
        *,
        n: int | None = None,
        as_of: datetime | None = None,
        day: date | None = None,
        in_force: Interval | None = None,
    ) -> Situation:
        return pipeline.situation(
            self._missions[name], n=n, as_of=as_of, day=day, in_force=in_force
        )

    def agreements(
        self, name: str, *, n: int | None = None, as_of: datetime | None = None
    ) -> tuple[Agreement, ...]:
        return pipeline.known_agreements(self._missions[name].log().view(n, as_of))

    def observations(
        self,
        name: str,
        ids: Collection[str],
        *,
        n: int | None = None,
        as_of: datetime | None = None,
    ) -> tuple[Mapping[str, Any], ...]:
        table, _ = self._missions[name].log().view(n, as_of).observations()
        wanted = table.filter(pc.is_in(table["id"], value_set=pa.array(sorted(ids), pa.string())))
        return tuple(wanted.to_pylist())

    def entries(
        self, name: str, *, n: int | None = None, as_of: datetime | None = None
    ) -> tuple[EntryLine, ...]:
        log = self._missions[name].log()
        prefix = log.size if n is None else n
        return tuple(
            EntryLine(
                number=entry.number,
                kind=entry.kind,
                about=next((str(entry.body[key]) for key in ABOUT if entry.body.get(key)), ""),
                author=entry.author,
                recorded_at=entry.recorded_at,
                known_at=entry.known_at,
                grounds=entry.grounds,
                rows=sum(rows) if (rows := _rows(entry)) else None,
                leaf=leaf.hex(),
                known=as_of is None or entry.known_at <= as_of,
            )
            for entry, leaf in zip(log.entries(prefix), log.leaves(prefix), strict=True)
        )

    def proof(self, name: str, number: int, *, n: int | None = None) -> tuple[str, ...]:
        log = self._missions[name].log()
        leaves = log.leaves(log.size if n is None else n)
        return tuple(each.hex() for each in inclusion_proof(leaves, number - 1, len(leaves)))


def _labels(name: str, entries: Sequence[Entry]) -> Mapping[str, str]:
    labels: Mapping[str, str] = {"": name}
    for entry in entries:
        if entry.kind == "settings" and entry.body and entry.body.get("labels"):
            labels = entry.body["labels"]
    return labels


def _rows(entry: Entry) -> list[int]:
    return [each.rows for each in entry.attachments if each.rows is not None]


def free_port(host: str, wish: int) -> int:
    """A port wished for, or 0 (any free one) where another program has it."""
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, wish))
        except OSError:
            return 0
    return wish


def serve_missions(
    missions: Sequence[Mission], *, host: str, port: int, open_browser: bool
) -> None:
    """Serve the pages of some missions until stopped.

    Raises
    ------
    ConfigError : two missions share a name, or the port is taken
    """
    import socket

    import uvicorn

    from aselepo.web import make_app
    from aselepo.web.app import LOOPBACK

    folders = FolderMissions(missions)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(128)  # who asks before the pages are ready waits
    except OSError as refused:
        listening.close()
        raise ConfigError(PORT_TAKEN.at(f"{host}:{port}", str(refused))) from refused
    with listening:
        port = listening.getsockname()[1]
        everywhere = host in ("0.0.0.0", "::")  # noqa: S104 - compared, not bound
        hosts = None if everywhere else (*LOOPBACK, host, f"[{host}]")
        shown = "127.0.0.1" if everywhere else f"[{host}]" if ":" in host else host
        address = f"http://{shown}:{port}/"
        print(f"serving {', '.join(folders.names())} at {address}", flush=True)
        print("stop with Ctrl-C", flush=True)
        server = uvicorn.Server(
            uvicorn.Config(
                make_app(folders, now=now, hosts=hosts),
                log_level="warning",
                access_log=False,
                server_header=False,
            )
        )
        if open_browser:
            timer = threading.Timer(1.0, webbrowser.open, (address,))
            timer.daemon = True
            timer.start()
        server.run(sockets=[listening])
