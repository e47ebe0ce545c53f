"""`./aselepo bench [NAME ...]`: runs benchmarks/bench_NAME.py, all of them without a name."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


def main(names: list[str]) -> int:
    known = {path.stem.removeprefix("bench_"): path for path in BENCHMARKS.glob("bench_*.py")}
    for name in names:
        if name not in known:
            print(f"no benchmark {name}; there are: {', '.join(sorted(known))}", file=sys.stderr)
            return 2
    sys.path.insert(0, str(BENCHMARKS))
    for name in names or sorted(known):
        print(f"== {name}", flush=True)
        sys.argv = [str(known[name])]
        runpy.run_path(str(known[name]), run_name="__main__")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
