"""`aselepo prove`: that an entry is in the log, or when a report went out."""

from __future__ import annotations

from pathlib import Path

import typer


def register(cli: typer.Typer) -> None:
    @cli.command()
    def prove(
        what: str = typer.Argument(..., help="Number of an entry, or a report's file."),
        mission: str = typer.Option(None, help="Mission folder or shipped mission; found upward."),
        out: Path = typer.Option(None, help="File for the proof; default: standard output."),
        withhold: bool = typer.Option(False, help="Leave the entry's content out of the proof."),
        check: Path = typer.Option(None, help="Check this proof instead of making one."),
        trust: str = typer.Option(None, help="Check against this key (NAME+ID+KEY) of the log."),
    ) -> None:
        """Example:  aselepo prove report.pdf --mission easter-2025 --out report.tlog-proof

        Gives a proof of inclusion (c2sp.org/tlog-proof) that stands alone. With --check FILE it
        checks one, for the entry or report named.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.log.codes import NOT_PUBLISHED
        from aselepo.log.prove import find_report
        from aselepo.log.prove import prove as proved
        from aselepo.run.mission import find_mission
        from aselepo.run.problems import NO_FILE

        data = None
        if not what.isdigit():
            try:
                data = Path(what).read_bytes()
            except OSError as refused:
                raise ConfigError(NO_FILE.at(what, str(refused))) from refused
        if check is not None:
            _check(check, what, data, trust, mission)
            return
        log = find_mission(mission).log()
        number = int(what) if data is None else 0
        if data is not None:
            entry = find_report(log, data)
            if entry is None:
                typer.echo(str(NOT_PUBLISHED.at(what, "no publication names its hash")), err=True)
                raise typer.Exit(1)
            number = entry.number
            typer.echo(
                f"{what} went out with entry {number}, recorded {entry.recorded_at.isoformat()}",
                err=True,
            )
        proof = str(proved(log, number, withhold=withhold))
        if out is None:
            typer.echo(proof, nl=False)
        else:
            out.write_text(proof, encoding="utf-8")
            typer.echo(f"wrote {out}", err=True)


def _check(
    path: Path, what: str, data: bytes | None, trust: str | None, mission: str | None
) -> None:
    from aselepo.core.canonical import canonical, sha256
    from aselepo.core.problem import ConfigError, SealError
    from aselepo.log.codes import BAD_PROOF
    from aselepo.log.prove import proven
    from aselepo.run.mission import find_mission
    from aselepo.run.problems import BAD_OPTION, NO_FILE
    from aselepo.seal import VerifierKey

    try:
        key = VerifierKey.parse(trust) if trust else find_mission(mission).log().sealed.public_key()
        text = path.read_bytes()
    except ValueError as bad:
        raise ConfigError(BAD_OPTION.at("--trust", str(bad))) from bad
    except OSError as refused:
        raise ConfigError(NO_FILE.at(str(path), str(refused))) from refused
    found = proven(text, key)
    number = found.header["number"]
    if data is None and int(what) != number:
        raise SealError(BAD_PROOF.at(str(path), f"it is of entry {number}, not {what}"))
    if data is not None and (found.body is None or sha256(data) not in canonical(found.body)):
        raise SealError(BAD_PROOF.at(str(path), f"entry {number} does not name {what}"))
    typer.echo(
        f"entry {number} ({found.header['kind']}), recorded {found.header['recorded_at']}, is in "
        f"{found.proof.checkpoint.origin} of {found.proof.checkpoint.size} entries"
    )
    typer.echo(f"root {found.proof.checkpoint.root.hex()}\nverified")
