"""Pages that are written from the code stay true: feeds and licences."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

import aselepo
from aselepo.feeds import feeds
from aselepo.feeds.reference import page

ROOT = Path(__file__).resolve().parents[2]
MISSIONS = Path(aselepo.__file__).parent / "missions"
SAMPLES = Path(aselepo.__file__).parent / "feeds" / "samples"
RENEW = bool(os.environ.get("ASELEPO_RENEW"))
"""Write the pages anew instead of comparing them; read the difference before committing it."""


def test_the_page_of_the_feeds_is_what_the_cards_say() -> None:
    path = ROOT / "docs" / "reference" / "feeds.md"
    if RENEW:
        path.write_text(page(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("name", sorted(name for name, each in feeds().items() if each.card))
def test_every_card_says_what_a_reader_must_know(name: str) -> None:
    card = feeds()[name].card
    assert card is not None
    assert card.reads
    assert card.refuses
    assert card.coverage
    assert card.licence
    assert card.known
    assert {"en", "fi", "fr", "uk", "ru"} <= card.labels.keys()
    assert feeds()[name].about.endswith(".")


def test_every_shipped_file_has_its_licence_and_nothing_else_is_shipped() -> None:
    """Rows of VIINA carry no right to pass on; they must not slip in."""
    table = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    listed = set(re.findall(r"^\| `([^`]+)`", table, flags=re.MULTILINE))
    shipped = {
        str(path.relative_to(MISSIONS))
        for path in MISSIONS.rglob("*")
        if path.is_file() and ("data" in path.parts or "common" in path.parts)
    }
    covered = {file for file in shipped for name in listed if Path(file).match(name)}
    assert covered == shipped
    unused = {name for name in listed if not any(Path(file).match(name) for file in shipped)}
    assert unused == set()
    assert not any("viina" in file for file in shipped)


def test_shipped_data_stay_small() -> None:
    files = [path for folder in (MISSIONS, SAMPLES) for path in folder.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 3_000_000


@pytest.mark.parametrize("page_name", ["add-a-feed.md", "bring-your-own-table.md"])
def test_examples_in_the_how_to_pages_run(page_name: str, tmp_path: Path) -> None:
    """The page's files and commands, run in an empty folder as they stand."""
    import subprocess
    import sys

    text = (ROOT / "docs" / "how-to" / page_name).read_text(encoding="utf-8")
    script = []
    for language, name, body in re.findall(r"```(\w+)(?: (\S+))?\n(.*?)```", text, re.DOTALL):
        if name:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(body, encoding="utf-8")
        elif language == "sh":
            script.append(body)
    assert script
    done = subprocess.run(
        ["sh", "-eu", "-c", "\n".join(script)],
        cwd=tmp_path,
        env={
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
            "HOME": str(tmp_path),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    for expected in re.findall(r"```text\n(.*?)```", text, re.DOTALL):
        assert expected.strip() in done.stdout
