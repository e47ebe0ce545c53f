"""`aselepo close`: the shutdown drill: seal, pack for each party, verify from packs alone, wipe."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def close(
        out: Path = typer.Option(..., help="Folder for the packs, one for each party."),
        party: Annotated[list[str], typer.Option(help="Who receives a pack.")] = [],
        mission: str = typer.Option(None, help="Mission folder; found upward."),
        wipe: bool = typer.Option(False, help="Remove log and vault once all packs verify."),
    ) -> None:
        """Example:  aselepo close --out packs --party UA --party RU

        Seals the log, packs it for each party, checks every pack with its own checker and rebuilds
        every published report from the pack alone. With --wipe the mission's log is removed then.
        Exits 1 if a report cannot be rebuilt, and says what is gone.
        """
        from aselepo.run.closing import drill
        from aselepo.run.mission import find_mission

        good = drill(find_mission(mission), out, party or ["everyone"], wipe=wipe, say=typer.echo)
        if not good:
            raise typer.Exit(1)
