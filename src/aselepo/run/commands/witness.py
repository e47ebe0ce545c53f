"""`aselepo witness`: a small independent witness on this machine."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def witness(
        folder: Path = typer.Argument(..., help="Folder of the witness: its key and its memory."),
        name: str = typer.Option("witness", help="Name of a new witness, in its key."),
        log: Annotated[list[str], typer.Option(help="Key (NAME+ID+KEY) of a log it knows.")] = [],
        port: int = typer.Option(8469, help="Port on loopback; 0: any free one."),
        key_only: bool = typer.Option(False, "--key", help="Print the witness's key and stop."),
    ) -> None:
        """Example:  aselepo witness w1 --name witness.example/w1 --log "$(cat mission/log/log.vkey)"

        Answers c2sp.org/tlog-witness on loopback; put a proxy before it to let others in. It
        cosigns a checkpoint only if the log has only grown since the last one it signed.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.run.problems import BAD_OPTION
        from aselepo.run.witness import make_witness, serve_witness
        from aselepo.seal import VerifierKey

        try:
            logs = [VerifierKey.parse(text.strip()) for text in log]
        except ValueError as bad:
            raise ConfigError(BAD_OPTION.at("--log", str(bad))) from bad
        made, key = make_witness(folder, name, logs)
        typer.echo(str(key.verifier()))
        if key_only:
            return
        with serve_witness(made, port) as server:
            typer.echo(f"listening on http://127.0.0.1:{server.server_port}", err=True)
            try:
                server.serve_forever()
            except KeyboardInterrupt:
                typer.echo("stopped", err=True)
