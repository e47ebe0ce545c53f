"""`aselepo report`: the report of a view, printed or written; appends nothing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from aselepo.run.options import AsOf, Entries, InForce, MissionName

if TYPE_CHECKING:
    from datetime import datetime

    from aselepo.situation import Situation


def register(cli: typer.Typer) -> None:
    @cli.command()
    def report(
        mission: MissionName = None,  # type: ignore[assignment]
        day: str = typer.Option(None, help="Reporting day, by its date: 2025-04-20."),
        as_of: AsOf = None,  # type: ignore[assignment]
        entries: Entries = None,  # type: ignore[assignment]
        in_force: InForce = None,  # type: ignore[assignment]
        since: str = typer.Option(None, help="Say what changed since what was known by then."),
        lang: str = typer.Option("en", help="Language of the report."),
        format: str = typer.Option("html", help="html, pdf or json."),
        guarantor: str = typer.Option(None, help="The page of one guarantor: FR."),
        out: Path = typer.Option(None, help="File to write; - or none: standard output."),
    ) -> None:
        """Example:  aselepo report --mission easter-2025 --day 2025-04-20 --lang fi --out report.html

        Makes the report of what was known: HTML in one file, PDF, or the situation as JSON.
        Appends nothing to the log.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.report import FORMS, render
        from aselepo.run import options
        from aselepo.run.mission import find_mission
        from aselepo.run.pipeline import situation
        from aselepo.run.problems import BAD_OPTION
        from aselepo.words import languages

        if format not in FORMS:
            raise ConfigError(
                BAD_OPTION.at("--format", f"{format!r} is none of {', '.join(FORMS)}")
            )
        if lang not in languages():
            known = ", ".join(languages())
            raise ConfigError(BAD_OPTION.at("--lang", f"{lang!r} is none of {known}"))
        place = find_mission(mission)

        def seen(by: datetime | None) -> Situation:
            return situation(
                place,
                n=entries,
                as_of=by,
                day=options.day(day),
                in_force=options.window(in_force),
            )

        now = seen(options.as_of(as_of))
        before = seen(options.as_of(since, "--since")) if since else None
        try:
            data = render(now, lang=lang, form=format, previous=before, guarantor=guarantor)
        except ValueError as unknown:
            raise ConfigError(BAD_OPTION.at("--guarantor", str(unknown))) from unknown
        if out is None or str(out) == "-":
            sys.stdout.buffer.write(data)
            return
        out.write_bytes(data)
        typer.echo(f"wrote {out} ({len(data):,} bytes)", err=True)
