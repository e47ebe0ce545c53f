"""`./aselepo test [--long] [pytest arguments]`: style, types, tests; ends with pytest's counts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def step(name: str, *command: str) -> int:
    """Run one step from the project's root and say how long it took."""
    print(f"== {name}", flush=True)
    start = time.monotonic()
    code = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False).returncode
    print(f"== {name}: {'ok' if code == 0 else 'FAILED'}, {time.monotonic() - start:.0f} s")
    return code


def main(arguments: list[str]) -> int:
    long = "--long" in arguments
    rest = [argument for argument in arguments if argument != "--long"]
    failed = [
        name
        for name, command in (
            ("style", ("ruff", "check", ".")),
            ("format", ("ruff", "format", "--check", "--quiet", ".")),
            ("types", ("mypy",)),
        )
        if not rest and step(name, *command) != 0
    ]
    workers = [] if any(a.startswith("-n") for a in rest) else ["-n", str(os.cpu_count() or 1)]
    marks = [] if long else ["-m", "not long"]
    code = step("tests", "pytest", *workers, "--dist", "loadgroup", *marks, *rest)
    if failed:
        print(f"failed before the tests: {', '.join(failed)}", file=sys.stderr)
    return code or (1 if failed else 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
