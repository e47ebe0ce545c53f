"""`aselepo serve` as its user starts and stops it."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request

import pytest
from tests.missions_made import shipped

from aselepo.core.problem import ConfigError
from aselepo.run.serve import FolderMissions

COMMAND = [sys.executable, "-m", "aselepo.run.main", "serve"]


def test_serve_answers_where_it_says_and_stops_when_told() -> None:
    folder = str(shipped("pause-2023").folder)
    server = subprocess.Popen(
        [*COMMAND, "--mission", folder, "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        address = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert address is not None, line
        with urllib.request.urlopen(f"{address[0]}api/missions", timeout=30) as answer:
            assert b"pause-2023" in answer.read()
    finally:
        server.send_signal(signal.SIGINT)
        _, errors = server.communicate(timeout=20)
    assert "Traceback" not in errors
    assert server.returncode in (0, -signal.SIGINT, 130)


def test_a_taken_port_is_a_problem_with_a_remedy() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        folder = str(shipped("pause-2023").folder)
        done = subprocess.run(
            [*COMMAND, "--mission", folder, "--port", port],
            capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert "ASL-RUN-030" in done.stderr
    assert "--port" in done.stderr


def test_two_missions_of_one_name_are_refused() -> None:
    mission = shipped("pause-2023")
    with pytest.raises(ConfigError, match="ASL-RUN-031"):
        FolderMissions([mission, mission])
