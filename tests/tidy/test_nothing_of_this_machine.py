"""Nothing in the project speaks of the machine on which it was written."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOSTS = "|".join(("pypi", "pythonhosted", "npmjs", r"deb\.debian"))
PATHS = "|".join(("/wor" + "k/", "/far" + "m/", "/ro" + "ot/", "/tm" + "p/bash"))
PATTERN = re.compile(rf"(?:^|[^\w.])(?:{PATHS})|(?:{HOSTS})\.(?:org|com)")


def test_no_path_and_no_registry_of_a_machine() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout, so tracked files are not known")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    found = []
    for name in listed:
        path = ROOT / name
        if path.suffix in {".lock", ".parquet", ".png", ".jar"} or not path.is_file():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{name}: {hit[0]}" for hit in PATTERN.finditer(text)]
    assert found == []
