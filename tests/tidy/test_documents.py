"""Documents that stay true: links lead somewhere, the README's commands work as they stand."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("data/*.md")])


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8"))
    inside = [link for link in links if "://" not in link and not link.startswith("mailto:")]
    assert [link for link in inside if not (page.parent / link).exists()] == []


def readme_script() -> str:
    """The README's own mission, from the agreement to the report, as one shell script."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    part = text.split("## A mission of your own")[1].split("## Where to read on")[0]
    return "\n".join(
        line[4:] for line in part.splitlines() if line.startswith("    ") or not line.strip()
    )


def test_a_mission_of_ones_own_by_the_readme_only(tmp_path: Path) -> None:
    bin_folder = Path(sys.executable).parent
    environment = {
        "PATH": f"{bin_folder}:/usr/bin:/bin",
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
    }
    done = subprocess.run(
        ["sh", "-eu", "-c", readme_script()],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    report = (tmp_path / "river.html").read_text(encoding="utf-8")
    assert "River truce" in report
    assert os.path.getsize(tmp_path / "river.html") > 5_000
