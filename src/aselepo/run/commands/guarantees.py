"""`aselepo guarantees`: what takes effect when, what is missing, and who decides."""

from __future__ import annotations

from typing import Annotated

import typer

from aselepo.run.options import AsJson, AsOf, Entries, MissionName


def register(cli: typer.Typer) -> None:
    @cli.command()
    def guarantees(
        mission: MissionName = None,  # type: ignore[assignment]
        as_of: AsOf = None,  # type: ignore[assignment]
        entries: Entries = None,  # type: ignore[assignment]
        suppose: Annotated[
            list[str],
            typer.Option("--suppose", help="What-if: 'decided in_force by COMMISSION'."),
        ] = [],
        json: AsJson = False,
    ) -> None:
        """Example:  aselepo guarantees --mission paris-2026

        Lists each guarantee: its legal state, what is missing and who decides, what each guarantor
        has said and may do by its own law, and how far execution is.
        """
        from aselepo.run import options
        from aselepo.run.guarantees import guarantees as read
        from aselepo.run.mission import find_mission

        place = find_mission(mission)
        found = read(place.log().view(entries, options.as_of(as_of)), place.name, suppose=suppose)
        if json:
            typer.echo(options.printed(found))
            return
        for text in found["what_if"]:
            typer.echo(f"what if: {text}")
        typer.echo(f"in force means: {found['in_force_definition'] or 'not stated'}")
        for row in found["guarantees"]:
            since = f" since {row['since']}" if row["since"] else ""
            typer.echo(f"{row['name']:<14} {row['state']}{since}")
            for missing in row["missing"]:
                typer.echo(f"    missing   {missing}")
            if row["decides"]:
                typer.echo(f"    decides   {', '.join(row['decides'])}")
            for each in row["reversals"]:
                typer.echo(f"    reversal  known {each['known_at']}: {', '.join(each['causes'])}")

    @cli.command()
    def pledges(
        mission: MissionName = None,  # type: ignore[assignment]
        as_of: AsOf = None,  # type: ignore[assignment]
        entries: Entries = None,  # type: ignore[assignment]
        csv: bool = typer.Option(False, "--csv", help="Print the pledges as CSV, a row each."),
        json: AsJson = False,
    ) -> None:
        """Example:  aselepo pledges --mission paris-2026 --json

        Lists what was promised by whom, with its words, conditions and stage; hubs, declarations,
        open questions; and what stands against what is required. Vague amounts are never summed.
        """
        from aselepo.run import options
        from aselepo.run.guarantees import read_promises
        from aselepo.run.mission import find_mission
        from aselepo.situation import plain

        view = find_mission(mission).log().view(entries, options.as_of(as_of))
        found = read_promises(view)
        if json:
            typer.echo(options.printed({"as_of": view.t.isoformat(), **plain(found)}))
            return
        if csv:
            from aselepo.run.guarantees import as_csv

            typer.echo(as_csv(found), nl=False)
            return
        for each in found.pledges:
            amount = f" {each.amount['words']} {each.amount['unit']}" if each.amount else ""
            where = f", {each.where}" if each.where else ""
            about = " (said about it)" if each.said_by == "other" else ""
            typer.echo(
                f"{each.contributor:<16} {each.kind:<11} {each.stage}{about}:{amount}{where}"
            )
            for condition in each.conditions:
                typer.echo(f"    condition {condition['words']}")
            typer.echo(f"    quote     {each.quote}  [{each.lang}]")
        for hub in found.hubs:
            where = hub.get("place") or "place not stated"
            typer.echo(f"{', '.join(hub['operators']):<16} hub         {hub['status']}: {where}")
        for question in found.questions:
            typer.echo(f"open question: {question['about']}")
            for position in question["position"]:
                typer.echo(f"    {position['side']}: {position['words']}")
