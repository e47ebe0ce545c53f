"""`aselepo exercise`: play a seeded world with known truth, score what was made of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aselepo.run.options import AsJson, AsOf, Entries

if TYPE_CHECKING:
    from aselepo.run.exercise import Plan

Seed = Annotated[int, typer.Option(help="Whole number; the same seed is the same world.")]
Days = Annotated[int, typer.Option(help="Length in days.")]
Preset = Annotated[str, typer.Option(help="ceasefire, war, broken-truce, quiet, no-coverage.")]
WorldFile = Annotated[Path | None, typer.Option("--world", help="TOML: parameters that differ.")]
Agreements = Annotated[
    list[Path], typer.Option("--agreement", help="Texts to play under; may be repeated.")
]


def register(cli: typer.Typer) -> None:
    group = typer.Typer(
        help="Example:  aselepo exercise --seed 7 --days 30 --dir M && aselepo exercise score M\n\n"
        "Plays a made-up truce into a mission folder; what is true stays apart in M/truth.",
        invoke_without_command=True,
        rich_markup_mode=None,
    )
    cli.add_typer(group, name="exercise")
    _play(group)
    _others(group)


def _plan(preset: str, world: Path | None, texts: list[Path], seed: int, days: int) -> Plan:
    from aselepo.core.problem import ConfigError
    from aselepo.feeds.exercise import default_agreement, settings
    from aselepo.run.exercise import plan
    from aselepo.run.problems import NO_FILE

    def read(path: Path) -> str:
        try:
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as refused:
            raise ConfigError(NO_FILE.at(str(path), str(refused))) from refused

    given = settings(preset, read(world) if world else "", file=str(world or "world.toml"))
    named = [(path.name, read(path)) for path in texts]
    return plan(
        given,
        preset=preset,
        seed=seed,
        days=days,
        texts=named or [("agreement.txt", default_agreement())],
    )


def _play(group: typer.Typer) -> None:
    @group.callback()
    def exercise(
        context: typer.Context,
        seed: Seed = 7,
        days: Days = 30,
        dir: Path = typer.Option(None, "--dir", help="Mission folder to make, or to go on with."),
        preset: Preset = "ceasefire",
        world: WorldFile = None,
        agreement: Agreements = [],
        play: str = typer.Option("fast", help="fast: at once; step: by days; real: by the clock."),
        until: str = typer.Option(
            None, help="Stop there: a moment with offset, or a day's number."
        ),
        pause: float = typer.Option(0.0, help="Seconds to wait after each day of --play step."),
        speed: float = typer.Option(1.0, help="How much faster the clock of --play real runs."),
        as_json: AsJson = False,
    ) -> None:
        if context.invoked_subcommand is not None:
            return
        from datetime import timedelta

        from aselepo.core.problem import ConfigError
        from aselepo.run import exercise as room
        from aselepo.run.problems import BAD_OPTION
        from aselepo.run.record import moment

        if dir is None:
            typer.echo(context.get_help())
            raise typer.Exit(2)
        if play not in ("fast", "step", "real"):
            raise ConfigError(BAD_OPTION.at("--play", f"{play!r} is none of fast, step, real"))
        if speed <= 0 or pause < 0:
            raise ConfigError(BAD_OPTION.at("--speed --pause", f"{speed:g}, {pause:g}"))
        made = _plan(preset, world, agreement, seed, days)
        end = None
        if until is not None:
            end = (
                made.given.start + timedelta(days=int(until))
                if until.isdigit()
                else moment(until, "--until", None)
            )
        mission, played = room.play(
            made, dir, how=play, until=end, pause_s=pause, speed=speed,  # type: ignore[arg-type]
            say=lambda text: typer.echo(text, err=True),
        )  # fmt: skip
        size = mission.log().size
        if as_json:
            outcome = {
                "mission": str(dir),
                "entries": size,
                "observations": len(played.observations),
            }
            typer.echo(json.dumps(outcome))
            return
        typer.echo(f"mission {mission.name} in {dir}: {size} entries; truth in {dir / room.TRUTH}")
        typer.echo(f"next: aselepo exercise score {dir}", err=True)


def _others(group: typer.Typer) -> None:
    @group.command()
    def score(
        folder: Path = typer.Argument(..., help="Folder of an exercise."),
        entries: Entries = None,  # type: ignore[assignment]
        as_of: AsOf = None,  # type: ignore[assignment]
        as_json: AsJson = False,
    ) -> None:
        """Example:  aselepo exercise score M

        Fuses and assesses the exercise as anybody would, and compares with what was true:
        which reports are of one incident, how many there were, which verdicts and decisions hold.
        """
        from aselepo.run import options
        from aselepo.run.exercise import score_mission
        from aselepo.run.mission import open_mission

        found = score_mission(open_mission(folder), n=entries, as_of=options.as_of(as_of))
        if as_json:
            typer.echo(json.dumps(_rounded(found.as_dict())))
            return
        for line in _told(found.as_dict()):
            typer.echo(line)

    @group.command()
    def tables(
        out: Path = typer.Option(..., help="Folder to write."),
        seed: Seed = 7,
        days: Days = 30,
        preset: Preset = "ceasefire",
        world: WorldFile = None,
        as_json: AsJson = False,
    ) -> None:
        """Example:  aselepo exercise tables --seed 7 --days 30 --preset war --out W

        Writes a world as plain tables: observations.parquet for `aselepo fuse`, and beside it
        truth_links.parquet and truth_incidents.parquet in the columns of the benchmark worlds.
        """
        from aselepo.feeds.exercise import simulate, write_tables

        made = _plan(preset, world, [], seed, days)
        rows = write_tables(simulate(made.given, seed, days=days, stage=made.stage), out)
        if as_json:
            typer.echo(json.dumps(rows))
            return
        for name, count in rows.items():
            typer.echo(f"{out / name}: {count:,} rows")

    @group.command()
    def world(
        preset: str = typer.Option(None, help="Print the lines of a preset instead."),
    ) -> None:
        """Example:  aselepo exercise world > world.toml

        Prints every parameter with what it means; a file needs only the lines that differ.
        """
        from aselepo.feeds.exercise import default_text
        from aselepo.feeds.exercise.settings import preset_text

        typer.echo(default_text() if preset is None else preset_text(preset), nl=False)


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_rounded(each) for each in value]
    return round(value, 4) if isinstance(value, float) else value


def _told(found: dict[str, Any]) -> list[str]:
    """The score in lines; what is not known says so."""

    def figure(value: Any) -> str:
        if value is None:
            return "not stated"
        return f"{value:.3f}" if isinstance(value, float) else f"{value:,}"

    group, trust = found["grouping"], found["calibration"]
    counts, places = found["counts"], found["places"]
    lines = [
        f"reports            {found['reports']:,} scored, {found['left_out']:,} without a point of "
        f"their own; clutter {found['clutter_share']:.3f}",
        f"same incident      B3-F1 {figure(group['b3_f1'])} (precision "
        f"{figure(group['b3_precision'])}, recall {figure(group['b3_recall'])}); pairs "
        f"{figure(group['pair_precision'])}, {figure(group['pair_recall'])}",
        f"P(real)            ECE {figure(trust['ece'])}, Brier {figure(trust['brier'])}, AUC "
        f"{figure(trust['auc'])}; {trust['unstated']:,} incidents without",
        f"incidents          recorded {figure(counts['recorded'])}, expected "
        f"{figure(counts['expected'])}; observed in truth {figure(counts['observed'])}, happened "
        f"{figure(counts['happened'])}",
    ]
    if places["coverage_50_90_95"]:
        shares = ", ".join(figure(each) for each in places["coverage_50_90_95"])
        lines.append(
            f"ellipses           50, 90, 95 % hold {shares}; median error "
            f"{places['median_error_m']:.0f} m"
        )
    said = found["verdicts"]
    if said:
        lines += [
            f"sure breaches      {said['sure_breaches_true']:,} of {said['sure_breaches']:,} true; "
            f"of {said['true_breaches_observed']:,} true breaches reported "
            f"{said['of_these_sure']:,} sure, {said['of_these_undetermined']:,} undetermined",
            f"summary rows       {said['summaries']:,}: none observed {said['none_observed']:,} "
            f"(truly none {said['none_observed_true']:,}), breach {said['breach_rows']:,} (true "
            f"{said['breach_rows_true']:,}), cannot tell {said['cannot_tell']:,}",
        ]
    desk = found["decisions"]
    if desk:
        lines.append(
            f"decisions          {desk['with_truth']:,} of {desk['decided']:,} with the truth; "
            f"not scored {desk['not_scored']:,}"
        )
        for label, cases in (
            ("verified, untrue   ", desk["verified_wrongly"]),
            ("set down, true     ", desk["set_down_wrongly"]),
        ):
            if cases:
                lines.append(label + ", ".join(cases))
    return lines
