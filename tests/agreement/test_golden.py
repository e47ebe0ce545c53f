"""Every check code has a bad example that meets it and a good one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.agreement.golden import RENEW, replay

import aselepo.agreement.codes  # noqa: F401
from aselepo.core.problem import codes as all_codes

GOLDEN = Path(__file__).parent / "golden"
GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "write-an-agreement.md"
FILES = [*sorted(GOLDEN.glob("*/*.md")), GUIDE]
CODES = sorted(code.id for code in all_codes() if code.id.startswith("ASL-LANG-"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_examples_print_what_they_say(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stands, should, runs = replay(path, tmp_path)
    if RENEW:
        path.write_text(should, encoding="utf-8")
        stands = should
    assert stands == should
    assert runs
    if path.parent.name == "bad":
        assert path.stem in runs[-1].output
        error = path.stem.split("-")[-1].startswith("E")
        assert runs[-1].exit_code == (1 if error else 0)
    elif path.parent.name == "good":
        assert path.stem not in runs[-1].output
        assert runs[-1].exit_code == 0


@pytest.mark.parametrize("kind", ["good", "bad"])
def test_every_code_has_its_example(kind: str) -> None:
    assert sorted(path.stem for path in (GOLDEN / kind).glob("ASL-*.md")) == CODES
