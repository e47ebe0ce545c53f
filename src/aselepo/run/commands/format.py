"""`aselepo format`: one layout for every agreement."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def register(cli: typer.Typer) -> None:
    @cli.command("format")
    def lay_out(
        files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Agreements.")],
        write: bool = typer.Option(False, "--write", help="Write the files in place."),
        check: bool = typer.Option(False, "--check", help="Only say which files would change."),
    ) -> None:
        """Example:  aselepo format truce.txt --write

        Prints an agreement in its one layout, at most 100 columns wide. Words and comments stay
        as they are. A text that cannot be read is refused, and nothing is written.
        """
        from aselepo.agreement.layout import layout
        from aselepo.core.problem import AgreementError
        from aselepo.run.agreements import load

        texts = [load(path) for path in files]
        errors = [problem for text in texts for problem in text.problems]
        if errors:
            raise AgreementError(errors)
        changed = 0
        for path, text in zip(files, texts, strict=True):
            new = layout(text.text)
            differs = new != text.text
            changed += differs
            if check:
                if differs:
                    typer.echo(f"would lay out {path}")
            elif not write:
                typer.echo(new, nl=False)
            elif differs:
                path.write_text(new, encoding="utf-8")
                typer.echo(f"laid out {path}", err=True)
        if check and changed:
            raise typer.Exit(1)
