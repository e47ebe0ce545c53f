"""`aselepo feed`: which sources can be read, and whether an adapter keeps its promises."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    feed = typer.Typer(
        help="Example:  aselepo feed list\n\nThe feeds: what can be read, and how well.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    cli.add_typer(feed, name="feed")

    @feed.command("list")
    def listing(
        as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
    ) -> None:
        """Example:  aselepo feed list

        Names every feed, built in or installed, with what one row of it is.
        """
        import json

        from aselepo.feeds import feeds

        if as_json:
            listed = [
                {"name": each.name, "version": each.version, "about": each.about,
                 "kind": each.card.kind if each.card else None,
                 "licence": each.card.licence if each.card else None}
                for each in feeds().values()
            ]  # fmt: skip
            typer.echo(json.dumps(listed, ensure_ascii=False, indent=1))
            return
        for each in feeds().values():
            typer.echo(f"{each.name:<18} {each.about}")

    @feed.command()
    def show(name: Annotated[str, typer.Argument(help="Name of the feed.")]) -> None:
        """Example:  aselepo feed show firms

        Prints what a feed reads, refuses and assumes, its licence and its settings.
        """
        from aselepo.feeds import find_feed
        from aselepo.feeds.reference import section

        typer.echo(section(find_feed(name)), nl=False)

    @feed.command()
    def check(
        name: Annotated[str, typer.Argument(help="Name of the feed.")],
        file: Annotated[
            Path | None, typer.Argument(help="File to try; else the feed's sample.")
        ] = None,
        settings: Annotated[
            Path | None, typer.Option(help="TOML: settings of the feed, or a mapping.")
        ] = None,
        set_: Annotated[
            list[str], typer.Option("--set", help="KEY=VALUE, a setting; may be repeated.")
        ] = [],
    ) -> None:
        """Example:  aselepo feed check firms

        Tries a feed: same bytes same ids, every row accounted for, aware times, errors stated,
        classes known, coverage given, known times honest. Exit code 1 where one does not hold.
        """
        from aselepo.feeds import FeedContext, find_feed
        from aselepo.feeds.checking import check_feed, sample
        from aselepo.run.commands.ingest import read_bytes, read_settings

        found = find_feed(name)
        given = read_settings([settings], set_)
        if file is None:
            label, raw, own = sample(name)
            given = {**own, **given}
        else:
            label, raw = file.name, read_bytes(file)
        checks = check_feed(found, raw, FeedContext.of(given, file=label))
        for each in checks:
            typer.echo(f"{'holds ' if each.holds else 'BROKEN'}  {each.name}: {each.said}")
        if not all(each.holds for each in checks):
            raise typer.Exit(1)
