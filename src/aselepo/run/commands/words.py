"""`aselepo words`: the languages, and what each still lacks."""

from __future__ import annotations

import typer


def register(cli: typer.Typer) -> None:
    words = typer.Typer(
        help="Example:  aselepo words check fi\n\nLanguages of reports and pages.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    cli.add_typer(words, name="words")

    @words.command("list")
    def list_() -> None:
        """Example:  aselepo words list

        Lists the languages by code and name.
        """
        from aselepo.words import language, languages

        for code in languages():
            typer.echo(f"{code}  {language(code).say('language-name')}")

    @words.command()
    def check(
        code: str = typer.Argument(..., help="Code of a language, such as fi; its folder."),
    ) -> None:
        """Example:  aselepo words check fi

        Lists messages that a language lacks, that do not parse, that have other variables than in
        English, and words that take a side. Exit 1 if there are any.
        """
        from aselepo.words import languages
        from aselepo.words.lint import faults

        if code not in languages():
            typer.echo(f"no language {code}; there are {', '.join(languages())}", err=True)
            raise typer.Exit(2)
        found = faults(code)
        for fault in found:
            typer.echo(str(fault))
        typer.echo(f"{code}: {len(found)} to mend" if found else f"{code}: complete", err=True)
        if found:
            raise typer.Exit(1)
