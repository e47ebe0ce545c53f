"""Literate examples: a text, a command, what it prints, how it exits.

A file holds blocks. A block that opens with three backticks and a file name is that file; a block
of `console` holds commands after `$`, with what they print and their exit code. Run with
ASELEPO_RENEW=1 to write what the commands print now, and read the difference.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from typer.testing import CliRunner

from aselepo.core.problem import AselepoError
from aselepo.run.main import build

RENEW = os.environ.get("ASELEPO_RENEW") == "1"
_BLOCK = re.compile(r"^```(?P<name>[^\n`]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Ran:
    output: str
    exit_code: int


def run(command: str) -> Ran:
    """Run `aselepo ...` within this process, as the command line would."""
    program, *arguments = shlex.split(command)
    if program == "cat":
        return Ran("".join(Path(name).read_text(encoding="utf-8") for name in arguments), 0)
    assert program == "aselepo", command
    result = CliRunner().invoke(build(), arguments)
    output, code = result.output, result.exit_code
    if isinstance(result.exception, AselepoError):
        output += "".join(f"{problem}\n" for problem in result.exception.problems)
        code = result.exception.exit_code
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(output, code)


def replay(path: Path, folder: Path) -> tuple[str, str, list[Ran]]:
    """Run an example in a folder (the working directory).

    Returns
    -------
    the file as it stands, as it should stand, and what each command did
    """
    text = path.read_text(encoding="utf-8")
    runs: list[Ran] = []

    def renewed(match: re.Match[str]) -> str:
        if match["name"] != "console":
            (folder / match["name"]).write_text(match["body"], encoding="utf-8")
            return match[0]
        lines = []
        for line in match["body"].splitlines():
            if line.startswith("$ "):
                ran = run(line[2:])
                runs.append(ran)
                printed = ran.output.replace(str(folder), ".")
                lines += [line, *printed.splitlines(), f"exit {ran.exit_code}"]
        return "```console\n" + "\n".join(line.rstrip() for line in lines) + "\n```"

    return text, _BLOCK.sub(renewed, text), runs
