"""A PostgreSQL of the test's own: made in a temporary folder, on loopback, stopped afterwards."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import uuid
from pathlib import Path

import pytest

BIN = Path("/usr/lib/postgresql/15/bin")


class Cluster:
    """A server that only this test knows."""

    def __init__(self) -> None:
        self.user = "postgres" if os.getuid() == 0 else None
        self.folder = Path(tempfile.mkdtemp(prefix="aselepo-pg-", dir="/tmp"))
        if self.user:
            owner = pwd.getpwnam(self.user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self.data = self.folder / "data"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self._run("initdb", "-D", str(self.data), "-U", "aselepo", "-A", "trust", "-E", "UTF8")
        self.start()

    @property
    def dsn(self) -> str:
        return f"host=127.0.0.1 port={self.port} user=aselepo dbname=postgres"

    def start(self) -> None:
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        log = str(self.folder / "server.log")
        self._run("pg_ctl", "-D", str(self.data), "-w", "-l", log, "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        self._run("pg_ctl", "-D", str(self.data), "-w", "-m", mode, "stop")

    def remove(self) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def schema(self) -> str:
        """A name that no log has yet."""
        return f"log_{uuid.uuid4().hex[:12]}"

    def _run(self, tool: str, *arguments: str) -> None:
        done = subprocess.run(
            [BIN / tool, *arguments],
            user=self.user,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=60,
            check=False,
        )
        assert done.returncode == 0, done.stdout.decode()


def started() -> Cluster:
    """A cluster, or the test skips and says why."""
    if not (BIN / "initdb").exists():
        pytest.skip("PostgreSQL 15 is absent (apt-get install postgresql-15)")
    return Cluster()
