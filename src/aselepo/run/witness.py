"""The witness as a server on loopback: one small thing that does one thing."""

from __future__ import annotations

import os
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from aselepo.core.problem import ConfigError
from aselepo.run.clock import now
from aselepo.run.problems import BAD_OPTION, NO_FILE
from aselepo.seal import COSIGNER, SignerKey, VerifierKey
from aselepo.seal.note import good_name
from aselepo.seal.witness import Witness

_MOST_BYTES = 64 << 10
_TIMEOUT_S = 10


def make_witness(folder: Path, name: str, logs: list[VerifierKey]) -> tuple[Witness, SignerKey]:
    """The witness of a folder; a new one gets a key.

    Raises
    ------
    ConfigError : the folder cannot be used, or the name cannot name a key
    """
    path = folder / "witness.key"
    try:
        if not path.exists():
            if not good_name(name):
                raise ConfigError(BAD_OPTION.at("--name", f"{name!r} cannot name a key"))
            folder.mkdir(parents=True, exist_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(f"{name}\n{secrets.token_hex(32)}\n")
        named, private = path.read_text(encoding="utf-8").splitlines()
        key = SignerKey(name=named, kind=COSIGNER, private=bytes.fromhex(private))
    except (OSError, ValueError) as refused:
        raise ConfigError(NO_FILE.at(str(path), str(refused))) from refused
    return Witness(folder / "logs", key, logs), key


def serve_witness(witness: Witness, port: int) -> ThreadingHTTPServer:
    """A server on loopback, not yet serving."""

    class Handler(BaseHTTPRequestHandler):
        timeout = _TIMEOUT_S

        def do_POST(self) -> None:
            length = self.headers.get("Content-Length", "")
            if self.path != "/add-checkpoint":
                self._answer(404, "text/plain", b"only /add-checkpoint is here\n")
            elif not length.isdigit() or int(length) > _MOST_BYTES:
                self._answer(413, "text/plain", b"too large\n")
            else:
                data = self.rfile.read(int(length))
                answer = witness.add(data, at_s=int(now().timestamp()))
                self._answer(answer.status, answer.kind, answer.text.encode())

        def _answer(self, status: int, kind: str, data: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, format: str, *args: object) -> None:
            """Who asks is nobody's business."""

    return ThreadingHTTPServer(("127.0.0.1", port), Handler)
