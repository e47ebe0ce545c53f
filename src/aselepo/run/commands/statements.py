"""`aselepo statements`: candidates from a text; a person confirms what becomes an entry."""

from __future__ import annotations

import typer

from aselepo.run.options import AsJson, MissionName


def register(cli: typer.Typer) -> None:
    statements = typer.Typer(
        help="Example:  aselepo statements extract article.txt --lang fi --json\n\n"
        "Proposes who said and promised what; only `confirm` makes an entry of it.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    cli.add_typer(statements, name="statements")

    @statements.command()
    def extract(
        file: str = typer.Argument(..., help="Text or HTML, UTF-8; - for standard input."),
        lang: str = typer.Option(..., help="Language of the text: en, fi, fr, ru, uk."),
        json: AsJson = False,
    ) -> None:
        """Example:  aselepo statements extract article.txt --lang fi --json

        Prints candidates with the exact place of their words. Nothing is recorded.
        """
        from aselepo.run import options
        from aselepo.run.statements import candidates, read_text, shown

        found = candidates(read_text(file), lang)
        if json:
            typer.echo(options.printed({"candidates": [shown(each) for each in found]}))
            return
        for each in found:
            who = each.speaker or each.on_behalf_of or "?"
            typer.echo(
                f"{each.start:>7}  {each.kind:<13} {each.verb_class:<11} {who}: {each.quote}"
            )
        typer.echo(f"{len(found)} candidates; a person confirms them", err=True)

    @statements.command()
    def confirm(
        file: str = typer.Argument(..., help="The text of the candidate, as it was read."),
        start: int = typer.Option(..., help="Where the candidate starts, as `extract` printed."),
        lang: str = typer.Option(..., help="Language of the text."),
        kind: str = typer.Option(
            "statement", help="statement, pledge, declaration, open question."
        ),
        by: str = typer.Option(..., help="Who confirms; a person."),
        address: str = typer.Option("", help="Where the text was published."),
        published: str = typer.Option("", help="When: 2026-01-06."),
        set_: list[str] = typer.Option(
            [], "--set", help="FIELD=VALUE where the proposal is wrong."
        ),
        mission: MissionName = None,  # type: ignore[assignment]
        dry_run: bool = typer.Option(False, "--dry-run", help="Print, append nothing."),
    ) -> None:
        """Example:  aselepo statements confirm article.txt --lang fi --start 13 --by "A. Analyst"

        Records one candidate as an entry, with its quote and place in the text, by name.
        """
        from aselepo.run import options
        from aselepo.run.clock import now
        from aselepo.run.mission import find_mission
        from aselepo.run.statements import confirmed, read_text

        draft = confirmed(
            read_text(file), lang, kind=kind, start=start, by=by, address=address,
            published=published, changes=set_,
        )  # fmt: skip
        if dry_run:
            typer.echo(options.printed(draft.body))
            return
        place = find_mission(mission)
        receipt = place.log().append([draft], at=now())
        typer.echo(f"entry {receipt.first} of {place.name}: {draft.kind}")
        if receipt.problem is not None:
            typer.echo(str(receipt.problem), err=True)
