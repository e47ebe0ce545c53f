"""`aselepo audit`: check all evidence of a mission's log."""

from __future__ import annotations

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def audit(
        mission: str = typer.Option(None, help="Mission folder or shipped mission; found upward."),
        trust: str = typer.Option(None, help="The log's key (NAME+ID+KEY) as you know it."),
        as_json: bool = typer.Option(False, "--json", help="Print the result as JSON."),
    ) -> None:
        """Example:  aselepo audit --mission easter-2025

        Checks every entry, file, tile and checkpoint; exits 0 if all verify, 5 if not, and names
        the file and the entry.
        """
        import json
        import sys

        from aselepo.core.problem import ConfigError
        from aselepo.log.audit import audit as checked
        from aselepo.run.mission import find_mission
        from aselepo.run.problems import BAD_OPTION
        from aselepo.seal import VerifierKey

        log = find_mission(mission).log()
        try:
            key = VerifierKey.parse(trust) if trust else None
        except ValueError as bad:
            raise ConfigError(BAD_OPTION.at("--trust", str(bad))) from bad

        def progress(done: int, of: int) -> None:
            sys.stderr.write(f"\r{done:,} of {of:,} entries" + ("\n" if done == of else ""))

        found = checked(log, trust=key, say=progress if sys.stderr.isatty() else None)
        if as_json:
            typer.echo(json.dumps(found.as_json(), indent=2, ensure_ascii=False))
        else:
            for problem in found.problems:
                typer.echo(str(problem), err=True)
            if found.checkpoint is not None:
                counts = found.counts
                typer.echo(
                    f"{found.checkpoint.origin}: {counts['entries']:,} entries, "
                    f"{counts['attachments']:,} attachments, {counts['rows']:,} rows, "
                    f"{counts['tiles']:,} tiles, {counts['checkpoints']:,} checkpoints"
                )
                typer.echo(f"root {found.checkpoint.root.hex()}")
            typer.echo("verified" if found.verified else "NOT VERIFIED")
        if not found.verified:
            raise typer.Exit(5)
