"""`aselepo pack`: a signed bundle that anyone can check offline."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def pack(
        out: Path = typer.Option(..., help="Folder to write; must not be there yet."),
        mission: str = typer.Option(None, help="Mission folder or shipped mission; found upward."),
        first: int = typer.Option(1, help="First entry."),
        last: int = typer.Option(None, help="Last entry; default: the newest."),
        withhold: Annotated[list[int], typer.Option(help="Entry whose content stays out.")] = [],
        report: Annotated[list[Path], typer.Option(help="Report to put in.")] = [],
    ) -> None:
        """Example:  aselepo pack --mission easter-2025 --out easter-pack

        Writes entries, proofs, attachments, agreement, reports and a checker into a folder signed
        by the log. Check it anywhere with: python3 easter-pack/check.py
        """
        from aselepo.core.problem import ConfigError
        from aselepo.log.pack import pack as written
        from aselepo.run.mission import find_mission
        from aselepo.run.problems import NO_FILE

        for path in report:
            if not path.is_file():
                raise ConfigError(NO_FILE.at(str(path), "there is no such file"))
        place = find_mission(mission)
        made = written(place.log(), out, first=first, last=last, withhold=withhold, reports=report)
        typer.echo(
            f"packed entries {made.first} to {made.last} of {made.checkpoint.origin} in {out}: "
            f"{made.files} files, {made.withheld} withheld, {made.erased} erased"
        )
        typer.echo(f"root {made.checkpoint.root.hex()}")
        typer.echo(f"check it: python3 {out / 'check.py'}", err=True)
