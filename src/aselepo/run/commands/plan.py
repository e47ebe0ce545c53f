"""`aselepo plan`: what could be verified, and how to watch, before anything is signed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from aselepo.run.options import AsJson

Draft = Annotated[Path, typer.Argument(metavar="AGREEMENT", help="Text of the draft agreement.")]
With = Annotated[Path, typer.Option("--with", help="Coverage plan (TOML): areas and posts.")]


def register(cli: typer.Typer) -> None:
    plan = typer.Typer(
        help="Example:  aselepo plan power truce.txt --with posts.toml", no_args_is_help=True
    )
    cli.add_typer(plan, name="plan")

    @plan.command()
    def power(agreement: Draft, coverage: With, json: AsJson = False) -> None:
        """Example:  aselepo plan power truce.txt --with posts.toml

        Says which provisions of a draft could be verified at all with all posts of a plan: the
        chance that one incident of the class hardest to notice is noticed, area by area.
        """
        from aselepo.run import agreements, options
        from aselepo.run import plan as planning

        text = agreements.load(agreement)
        found = planning.power(agreements.read(text.text, text.name), planning.read_plan(coverage))
        if json:
            typer.echo(options.printed(found))
            return
        for line in planning.shown(found["rows"]):
            typer.echo(line)

    @plan.command()
    def cover(
        agreement: Draft,
        coverage: With,
        budget: float = typer.Option(None, help="What all chosen may cost; else the plan's own."),
        json: AsJson = False,
    ) -> None:
        """Example:  aselepo plan cover truce.txt --with posts.toml --budget 60

        Chooses posts within a budget so that the worst-served provision and area is served best,
        says what the next steps would cost and what happens when any one post is lost.
        """
        from aselepo.run import agreements, options
        from aselepo.run import plan as planning

        text = agreements.load(agreement)
        found = planning.cover(
            agreements.read(text.text, text.name), planning.read_plan(coverage), budget=budget
        )
        if json:
            typer.echo(options.printed(found))
            return
        typer.echo(f"chosen for {found['cost']:g} of {found['budget']:g}: ", nl=False)
        typer.echo(", ".join(found["chosen"]) or "none")
        typer.echo(f"worst served: {found['worst']:.0%} to notice one incident")
        for row in [each for each in found["served"] if each["p_notice_one"] > 0][:5]:
            place = f"article {row['provision']}, {row['area']}, {row['class']}"
            typer.echo(f"  {row['p_notice_one']:.0%}  {place}")
        unseen: dict[tuple[str, str], list[str]] = {}
        for row in found["unreachable"]:
            unseen.setdefault((row["provision"], row["area"]), []).append(row["class"])
        for (provision, area), classes in unseen.items():
            typer.echo(f"▨ article {provision}, {area}: no post sees {', '.join(classes)}")
        for row in found["if_lost"][:3]:
            typer.echo(f"without {row['post']}: worst served {row['worst']:.0%}")
        for step in found["further_steps"]:
            typer.echo(
                f"for {step['cost']:g}: worst served {step['worst']:.0%} "
                f"({step['price_per_point']:g} a percentage point)"
            )
