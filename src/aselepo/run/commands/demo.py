"""`aselepo demo`: three real truces, unpacked, assessed, reported and shown."""

from __future__ import annotations

from pathlib import Path

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def demo(
        dir: Path = typer.Option(Path("demo"), help="Folder to put the missions in."),
        serve: bool = typer.Option(True, help="Open the web pages when done."),
        port: int = typer.Option(
            8000, help="Port of the web pages; another one where it is taken."
        ),
    ) -> None:
        """Example:  aselepo demo

        Unpacks the Easter truces of 2025 and 2026, the pause of November 2023 and what was said in
        Paris in January 2026, writes their reports, and opens them as web pages on this machine.
        """
        from aselepo.run.demo import make_demo

        missions = make_demo(dir, say=lambda line: typer.echo(line, err=True))
        for mission in missions:
            typer.echo(str(mission.out / "report.en.html"))
        if serve:
            from aselepo.run.serve import free_port, serve_missions

            chosen = free_port("127.0.0.1", port)
            serve_missions(missions, host="127.0.0.1", port=chosen, open_browser=True)
        else:
            typer.echo(f"next: aselepo serve --mission {dir}/easter-2025", err=True)
