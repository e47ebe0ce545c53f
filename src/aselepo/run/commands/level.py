"""`aselepo level`: is the level within, above or below what is usual?"""

from __future__ import annotations

import typer

from aselepo.run.options import AsJson, Entries, MissionName


def register(cli: typer.Typer) -> None:
    @cli.command()
    def level(
        mission: MissionName = None,  # type: ignore[assignment]
        day: str = typer.Option(..., help="Reporting day up to which to judge: 2025-04-20."),
        entries: Entries = None,  # type: ignore[assignment]
        json: AsJson = False,
    ) -> None:
        """Example:  aselepo level --mission easter-2025 --day 2025-04-20

        Sets each area's counts against what is usual there, by what could be watched. Each day is
        taken as it was known when it ended. Says nothing of the truce as a whole.
        """
        from aselepo.run import options
        from aselepo.run.level import levels
        from aselepo.run.mission import find_mission
        from aselepo.situation import plain

        asked = options.day(day)
        assert asked is not None
        found = levels(find_mission(mission), asked, n=entries)
        if json:
            typer.echo(options.printed({"rows": [plain(row) for row in found]}))
            return
        if not found:
            typer.echo(
                f"▨ cannot tell       anything: when {day} ended no agreement was known", nl=False
            )
            typer.echo(" that has a start of force or days of reference")
        for row in found:
            sign = {"above reference": "▲", "below reference": "▼", "within reference": "="}
            what = row.domain or f"article {row.provision}"
            line = f"{sign.get(row.verdict, '▨')} {row.verdict:<17} {what:<12} {row.area}"
            if row.expected is not None:
                line += f"  {row.counted} counted, {row.expected:g} expected"
            if row.missing:
                line += f"  ({', '.join(row.missing)})"
            if row.incomplete:
                line += f"  incomplete since {row.incomplete[0].day}"
            typer.echo(line)
