"""`aselepo sources`: how sources err, as data: check, draft, fit."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    import pyarrow as pa

    from aselepo.fuse import SourceModels

Observations = Annotated[list[Path], typer.Argument(help="Observation tables (Parquet).")]


def register(cli: typer.Typer) -> None:
    sources = typer.Typer(
        help="Example:  aselepo sources fit observations.parquet --out sources.toml\n\n"
        "Says how each source errs: the models that fusion reads.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    cli.add_typer(sources, name="sources")
    _check(sources)
    _fit(sources)
    _lift(sources)


def _check(sources: typer.Typer) -> None:
    @sources.command()
    def check(file: Path = typer.Argument(..., help="Source models (sources.toml).")) -> None:
        """Example:  aselepo sources check sources.toml

        Reads source models and says what is wrong with them.
        """
        models = _models(file)
        typer.echo(
            f"{file}: {len(models.sources)} sources, {len(models.classes)} classes, "
            f"version {models.version}"
        )


def _fit(sources: typer.Typer) -> None:
    @sources.command()
    def fit(
        observations: Observations,
        out: Path = typer.Option(..., help="File to write."),
        start: Path = typer.Option(None, help="Models to start from; default: read off the data."),
        coded: Annotated[
            list[Path],
            typer.Option(help="Double-coded reports of each table: observation (or id), incident."),
        ] = [],
        places: Annotated[
            list[Path], typer.Option(help="Established places: incident, lon, lat; for ellipses.")
        ] = [],
        calibrate_only: bool = typer.Option(
            False, "--calibrate-only", help="Keep the models of --start, fit calibration alone."
        ),
        rounds: int = typer.Option(4, min=1, help="Rounds without coded reports."),
        version: str = typer.Option("1", help="Version that the file carries."),
    ) -> None:
        """Example:  aselepo sources fit observations.parquet --out sources.toml

        Estimates how sources err: detection, repeats, delays, confusions, clutter. Without
        truth from what falls together; with --coded from what people said belongs together, and
        then calibration too. Say what fitted what: the version goes into every result.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.fuse import write_models
        from aselepo.fuse.calibrate import calibrate
        from aselepo.fuse.fit import draft
        from aselepo.fuse.fit import fit as estimate
        from aselepo.run.problems import BAD_OPTION

        tables = [_table(path) for path in observations]
        if coded and len(coded) != len(tables):
            raise ConfigError(BAD_OPTION.at("--coded", "give one for each observation table"))
        if calibrate_only and not (coded and start):
            raise ConfigError(BAD_OPTION.at("--calibrate-only", "needs --start and --coded"))
        truths = [
            _coded(path, places[i] if i < len(places) else None) for i, path in enumerate(coded)
        ]
        models = _models(start) if start is not None else draft(tables)
        if not calibrate_only:
            models = estimate(
                tables, models, coded=list(truths) or None, rounds=rounds, version=version,
                say=lambda line: typer.echo(line, err=True),
            )  # fmt: skip
        if truths:
            models = calibrate(list(zip(tables, truths, strict=True)), models, version=version)
        out.write_text(write_models(models), encoding="utf-8")
        typer.echo(f"wrote {out}: {len(models.sources)} sources, version {models.version}")


def _lift(sources: typer.Typer) -> None:
    @sources.command()
    def lift(
        observations: Path = typer.Argument(..., help="Observation table (Parquet)."),
        models: Path = typer.Option(..., "--sources", help="Source models (sources.toml)."),
        weeks: int = typer.Option(3, min=1, help="Shifts in time, in weeks, each way."),
        as_json: bool = typer.Option(False, "--json", help="As JSON."),
    ) -> None:
        """Example:  aselepo sources lift observations.parquet --sources sources.toml

        Chance-match control: for each pair of sources the share of reports that match within
        their errors, the share that still does after shifting time by weeks, and the lift.
        """
        import json

        from aselepo.fuse.chance import chance_matches

        rows = chance_matches(_table(observations), _models(models), weeks=weeks)
        if as_json:
            typer.echo(json.dumps([row.as_dict() for row in rows]))
            return
        typer.echo(f"{'of':<16} {'with':<16} {'reports':>8} {'match':>7} {'chance':>7} {'lift':>6}")
        for row in rows:
            shown = "  --  " if row.lift is None else f"{row.lift:6.1f}"
            typer.echo(
                f"{row.source:<16} {row.other:<16} {row.reports:>8} {row.share:>7.3f} "
                f"{row.chance:>7.3f} {shown}"
            )


def _models(path: Path) -> SourceModels:
    from aselepo.core.problem import ConfigError
    from aselepo.fuse import read_models
    from aselepo.run.problems import NO_FILE

    try:
        return read_models(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as bad:
        raise ConfigError(NO_FILE.at(str(path), str(bad))) from bad


def _read(path: Path) -> pa.Table:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from aselepo.core.problem import InputError
    from aselepo.run.problems import NO_FILE

    try:
        return pq.read_table(path)
    except (OSError, pa.ArrowInvalid) as bad:
        raise InputError(NO_FILE.at(str(path), str(bad).splitlines()[0])) from bad


def _table(path: Path) -> pa.Table:
    from aselepo.fuse.checks import read_columns

    return read_columns(_read(path), path.name)


def _coded(path: Path, places: Path | None) -> pa.Table:
    """Coded reports as ``observation, incident``, with the places of incidents where given."""
    import pyarrow as pa

    from aselepo.core.problem import InputError
    from aselepo.fuse.codes import NO_COLUMN

    table = _read(path)
    name = "observation" if "observation" in table.column_names else "id"
    for column in (name, "incident"):
        if column not in table.column_names:
            raise InputError(NO_COLUMN.at(path.name, f"no column {column}"))
    coded = pa.table(
        {
            "observation": table[name].cast(pa.string()),
            "incident": table["incident"].cast(pa.string()),
        }
    )
    if places is None:
        return coded
    where = _read(places).select(["incident", "lon", "lat"])
    where = where.set_column(0, "incident", where["incident"].cast(pa.string()))
    return coded.join(where, "incident", join_type="left outer")
