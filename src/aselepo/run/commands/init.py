"""`aselepo init`: a mission folder of one's own."""

from __future__ import annotations

from pathlib import Path

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def init(
        folder: Path = typer.Argument(..., help="Folder to make the mission in."),
        agreement: Path = typer.Option(None, help="Text of the agreement; becomes an entry."),
        name: str = typer.Option(None, help="Name of the mission; default: the folder's."),
    ) -> None:
        """Example:  aselepo init mission --agreement truce.txt

        Makes a mission folder: settings, an empty log, and the agreement as the first entry.
        """
        from aselepo.run.agreements import checked
        from aselepo.run.clock import now
        from aselepo.run.mission import agreement_draft, make_mission

        drafts = []
        if agreement is not None:
            draft = agreement_draft(agreement)
            for problem in checked(draft.body["text"], str(agreement)):
                typer.echo(str(problem), err=True)
            drafts.append(draft)
        mission = make_mission(folder, name=name)
        if drafts:
            mission.log().append(drafts, at=now())
        typer.echo(f"made mission {mission.name} in {folder}")
        if not drafts:
            typer.echo(f"next: aselepo record agreement FILE --mission {folder}", err=True)
