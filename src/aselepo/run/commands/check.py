"""`aselepo check`: the holes of an agreement, found before signature."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def check(
        files: Annotated[
            list[Path], typer.Argument(metavar="FILE...", help="Agreements; none: the mission's.")
        ] = [],
        as_json: bool = typer.Option(False, "--json", help="Print the problems as JSON."),
        mission: str = typer.Option(
            None, help="Also check against this mission's sources, geometry and agreements."
        ),
    ) -> None:
        """Example:  aselepo check truce.txt

        Reads agreements and says what does not stand: errors, warnings, notes, each with its
        place, the article it concerns and a mend. Exits 1 if there is an error.
        """
        from aselepo.run import agreements

        known = None
        if mission is not None or not files:
            from aselepo.run.mission import find_mission

            known = agreements.of_mission(find_mission(mission).log().view())
        texts = [agreements.load(path) for path in files]
        if not texts and known is not None:
            texts = list(known.texts)
        found = agreements.examine(texts, known)
        counts = {
            severity: sum(p.severity == severity for problems in found.values() for p in problems)
            for severity in ("error", "warning", "note")
        }
        if as_json:
            answer = {
                "files": [
                    {
                        "file": text.name,
                        "agreement": text.agreement.name if text.agreement else None,
                        "problems": [agreements.as_json(p, text) for p in found[text.name]],
                    }
                    for text in texts
                ],
                "counts": counts,
            }
            typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            for text in texts:
                for problem in found[text.name]:
                    typer.echo(agreements.shown(problem, text))
            said = ", ".join(
                f"{number} {word}{'' if number == 1 else 's'}" for word, number in counts.items()
            )
            names = ", ".join(text.name for text in texts)
            typer.echo(f"{names}: {said}", err=True)
        if counts["error"]:
            raise typer.Exit(1)
