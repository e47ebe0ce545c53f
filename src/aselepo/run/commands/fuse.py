"""`aselepo fuse`: observations to incidents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

if TYPE_CHECKING:
    import pyarrow as pa

    from aselepo.core.problem import Problem
    from aselepo.fuse import Fused


def register(cli: typer.Typer) -> None:
    @cli.command()
    def fuse(
        observations: Path = typer.Argument(
            None, help="Observation table (Parquet); none fuses the mission's view."
        ),
        sources: Path = typer.Option(None, help="Source models (sources.toml)."),
        out: Path = typer.Option(None, help="Folder for the tables; default: fused beside them."),
        method: str = typer.Option("likelihood", help="likelihood, place-day, window, dbscan."),
        workers: int = typer.Option(1, min=1, help="Processes; any number gives the same tables."),
        repair_clocks: bool = typer.Option(
            False, "--repair-clocks", help="Shift the times of sensors whose clock is off."
        ),
        decisions: Path = typer.Option(None, help="Merges and splits: JSON list of decisions."),
        explain: str = typer.Option(None, help="Explain the link of this observation and stop."),
        as_json: bool = typer.Option(False, "--json", help="Summary as JSON."),
        dry_run: bool = typer.Option(False, "--dry-run", help="Fuse and print, write nothing."),
        mission: str = typer.Option(None, help="Mission folder or shipped mission; found upward."),
    ) -> None:
        """Example:  aselepo fuse observations.parquet --sources sources.toml --out fused

        Says which reports are the same happening, which are not, and which cannot be told apart:
        writes incidents.parquet, links.parquet and ambiguous.parquet.
        """
        import json
        from concurrent.futures import ProcessPoolExecutor

        from aselepo.core.problem import ConfigError
        from aselepo.fuse import METHODS, decisions_of, read_models
        from aselepo.fuse import fuse as run
        from aselepo.fuse.checks import read_columns
        from aselepo.fuse.clocks import clock_offsets, repaired
        from aselepo.fuse.explain import explain_link
        from aselepo.run.problems import BAD_OPTION, NO_FILE

        if method not in METHODS:
            raise ConfigError(
                BAD_OPTION.at("--method", f"{method!r}: give one of {', '.join(METHODS)}")
            )
        name, table, folder = _input(observations, mission, out)
        models = None
        if sources is not None:
            try:
                text = sources.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as bad:
                raise ConfigError(NO_FILE.at(str(sources), str(bad))) from bad
            models = read_models(text, str(sources))
        table = read_columns(table, name, need=models is not None)
        problems: list[Problem] = []
        if models is not None:
            offsets, problems = clock_offsets(table, models, where=name)
            if repair_clocks:
                table = repaired(table, offsets)
        made = decisions_of(json.loads(decisions.read_text(encoding="utf-8"))) if decisions else ()
        if explain is not None:
            if models is None:
                raise ConfigError(
                    BAD_OPTION.at("--explain", "links are explained by source models")
                )
            told = explain_link(table, models, explain, decisions=made)
            typer.echo(json.dumps(told.as_dict(), ensure_ascii=False) if as_json else told.text())
            return
        if workers > 1:
            with ProcessPoolExecutor(workers) as pool:
                fused = run(table, {}, models=models, method=method, decisions=made, where=name,
                            executor=pool)  # fmt: skip
        else:
            fused = run(table, {}, models=models, method=method, decisions=made, where=name)
        if not dry_run:
            _write(fused, folder)
        for problem in (*problems, *fused.problems):
            typer.echo(str(problem), err=True)
        _say(fused, len(table), None if dry_run else folder, [*problems, *fused.problems], as_json)


def _input(
    observations: Path | None, mission: str | None, out: Path | None
) -> tuple[str, pa.Table, Path]:
    """Name, observations, and the folder for the tables: of a file, or of the mission's view."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from aselepo.core.problem import InputError
    from aselepo.run.problems import NO_FILE

    if observations is None:
        from aselepo.run.mission import find_mission

        place = find_mission(mission)
        view = place.log().view()
        return place.name, view.observations()[0], out or place.out / "fused"
    try:
        table = pq.read_table(observations)
    except (OSError, pa.ArrowInvalid) as bad:
        raise InputError(NO_FILE.at(str(observations), str(bad).splitlines()[0])) from bad
    return observations.name, table, out or observations.parent / "fused"


def _write(fused: Fused, folder: Path) -> None:
    """All three tables, or none: each is written beside its place and moved there at the end."""
    import os

    import pyarrow.parquet as pq

    from aselepo.core.problem import ConfigError
    from aselepo.run.problems import NO_FILE

    try:
        folder.mkdir(parents=True, exist_ok=True)
        parts = []
        for name in ("incidents", "links", "ambiguous"):
            part = folder / f".{name}.{os.getpid()}.part"
            pq.write_table(getattr(fused, name), part)
            parts.append((part, folder / f"{name}.parquet"))
        for part, target in parts:
            part.replace(target)
    except OSError as refused:
        raise ConfigError(NO_FILE.at(str(folder), str(refused))) from refused


def _say(
    fused: Fused, rows: int, folder: Path | None, problems: list[Problem], as_json: bool
) -> None:
    import json

    ambiguous = len(fused.ambiguous["observation"].unique())
    tally = fused.tally
    summary: dict[str, Any] = {
        "method": fused.method,
        "observations": rows,
        "linked": len(fused.links),
        "ambiguous": ambiguous,
        "set_aside": fused.set_aside,
        "incidents": len(fused.incidents),
        "expected": None if tally is None else [tally.expected, tally.low, tally.high],
        "clutter_per_day": fused.clutter_per_day,
        "problems": [problem.as_dict() for problem in problems],
    }
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False))
        return
    typer.echo(
        f"{rows:,} observations: {len(fused.links):,} in {len(fused.incidents):,} incidents, "
        f"{ambiguous:,} ambiguous, {fused.set_aside:,} set aside"
    )
    if tally is not None:
        typer.echo(
            f"expected {tally.expected:,.0f} happenings, 90 % interval "
            f"{tally.low:,.0f} to {tally.high:,.0f}"
        )
    typer.echo(f"method {fused.method}" + (f"; tables in {folder}" if folder else ""))
