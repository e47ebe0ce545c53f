"""The command line: collects the commands, prints problems, maps them to exit codes."""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import traceback
from pathlib import Path

import typer

from aselepo import __version__
from aselepo.core.problem import AselepoError, Problem
from aselepo.run import commands
from aselepo.run.problems import FILE_REFUSED, OUR_FAULT

OUR_FAULT_EXIT = 70
SHOW_ALL = "ASELEPO_TRACEBACK"
"""Environment variable with which developers see the whole trace."""

INTRODUCTION = """\
Example:  aselepo demo

Monitors and verifies a ceasefire: takes the agreement as text that runs, everything that was seen,
heard or said, and a record of what could be seen, and gives findings with honest uncertainty that
anyone who holds the same log can recompute.
"""


def build() -> typer.Typer:
    """The command line with every module of `aselepo.run.commands` registered."""
    cli = typer.Typer(
        name="aselepo",
        help=INTRODUCTION,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["--help", "-h"]},
    )

    @cli.callback(invoke_without_command=True)
    def root(
        context: typer.Context,
        version: bool = typer.Option(False, "--version", help="Print the version and stop."),
    ) -> None:
        if version:
            typer.echo(f"aselepo {__version__}")
            raise typer.Exit
        if context.invoked_subcommand is None:
            typer.echo(context.get_help())
            raise typer.Exit(2)

    root.__doc__ = INTRODUCTION
    for module in sorted(pkgutil.iter_modules(commands.__path__), key=lambda found: found.name):
        importlib.import_module(f"{commands.__name__}.{module.name}").register(cli)
    return cli


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        build()()
    except AselepoError as error:
        for problem in error.problems:
            typer.echo(str(problem), err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        if os.environ.get(SHOW_ALL):
            raise
        if isinstance(error, OSError) and error.filename is not None:
            where, what = str(error.filename), error.strerror or type(error).__name__
            typer.echo(str(FILE_REFUSED.at(where, what)), err=True)
            sys.exit(2)
        typer.echo(str(our_fault(error)), err=True)
        sys.exit(OUR_FAULT_EXIT)


def our_fault(error: Exception) -> Problem:
    """What to print for a mistake of ours: its kind and place in the code.

    Neither its words nor any value is told, since they may hold what is personal.
    """
    root = Path(__file__).parents[1]
    steps = traceback.extract_tb(error.__traceback__)
    ours = [step for step in steps if Path(step.filename).is_relative_to(root)]
    if ours:
        place = f"{Path(ours[-1].filename).relative_to(root.parent)}:{ours[-1].lineno}"
    else:
        place = "aselepo"
    return OUR_FAULT.at(place, f"{type(error).__name__} in version {__version__}")


if __name__ == "__main__":
    main()
