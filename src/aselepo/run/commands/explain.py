"""`aselepo explain`: the page of a problem code."""

from __future__ import annotations

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def explain(
        code: str = typer.Argument(
            None, help="A code such as ASL-FEED-012, or classes; none lists all codes."
        ),
    ) -> None:
        """Example:  aselepo explain ASL-FEED-012

        Prints what a problem code means, why the rule stands and how to mend it.
        `aselepo explain classes` prints the class tree.
        """
        if code == "classes":
            from aselepo.core.classes import tree

            classes = tree()
            for name, node in classes.nodes.items():
                depth = len(list(classes.lineage(name))) - 1
                also = f"  (also {', '.join(node.aliases)})" if node.aliases else ""
                typer.echo(f"{'  ' * depth}{name}: {node.label}{also}")
            return
        from aselepo.run.codes import all_codes

        pages = {page.id: page for page in all_codes()}
        if code is None:
            for page in pages.values():
                typer.echo(f"{page.id:<16} {page.severity:<8} {page.title}")
            return
        page = pages.get(code.upper())
        if page is None:
            typer.echo(f"no code {code}; `aselepo explain` lists them all", err=True)
            raise typer.Exit(2)
        typer.echo(
            f"{page.id}  {page.severity}\n{page.title}\n\nwhy   {page.why}\nmend  {page.mend}"
        )
