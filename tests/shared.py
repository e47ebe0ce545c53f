"""Where the shared reference material lies, when it is there."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def shared(*parts: str) -> Path:
    """A file of the folder `shared` beside the project; the test skips where it is absent."""
    base = Path(os.environ.get("ASELEPO_SHARED", ROOT.parent / "shared"))
    path = base.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"reference material is absent: {'/'.join(('shared', *parts))}")
    return path
