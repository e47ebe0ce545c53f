"""`aselepo coverage`: who could have seen what."""

from __future__ import annotations

import typer

from aselepo.run.options import AsJson, AsOf, Entries, MissionName


def register(cli: typer.Typer) -> None:
    @cli.command()
    def coverage(
        mission: MissionName = None,  # type: ignore[assignment]
        as_of: AsOf = None,  # type: ignore[assignment]
        entries: Entries = None,  # type: ignore[assignment]
        blind: bool = typer.Option(False, help="Per provision and source: what cannot be noticed."),
        json: AsJson = False,
    ) -> None:
        """Example:  aselepo coverage --mission easter-2025

        Lists each source with what it says it watched: hours by area, status and reason. A source
        that says nothing is unknown everywhere, which is not the same as having seen nothing.
        """
        from aselepo.run import options
        from aselepo.run.blind import blind_spots, sentence
        from aselepo.run.coverage import stated
        from aselepo.run.mission import find_mission

        view = find_mission(mission).log().view(entries, options.as_of(as_of))
        rows = blind_spots(view) if blind else stated(view)
        if json:
            typer.echo(options.printed({"as_of": view.t.isoformat(), "rows": rows}))
            return
        if blind:
            for row in rows:
                typer.echo(sentence(row))
            return
        for row in rows:
            reason = f" ({row['reason']})" if row["reason"] else ""
            hours = "" if row["hours"] is None else f"  {row['hours']:,.1f} area-hours"
            areas = f"  {row['areas']} areas" if row["areas"] else ""
            typer.echo(f"{row['source']:<20} {row['status']:<13}{reason}{hours}{areas}")
