"""`aselepo serve`: missions as web pages on this machine."""

from __future__ import annotations

from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def serve(
        mission: Annotated[
            list[str],
            typer.Option(help="Mission folder or shipped mission; may be repeated; found upward."),
        ] = [],
        port: int = typer.Option(8000, min=0, max=65535, help="Port; 0 takes a free one."),
        host: str = typer.Option("127.0.0.1", help="Address to listen on."),
        open: bool = typer.Option(False, "--open", help="Open the pages in the browser."),
    ) -> None:
        """Example:  aselepo serve --mission easter-2025 --mission pause-2023 --open

        Shows missions as pages: overview, map, incidents, claims, coverage, log and proof. Only
        reads, asks no other machine for anything, and answers this machine alone unless --host
        says otherwise.
        """
        from aselepo.run.mission import find_mission
        from aselepo.run.serve import serve_missions

        places = [find_mission(name) for name in mission] or [find_mission(None)]
        serve_missions(places, host=host, port=port, open_browser=open)
