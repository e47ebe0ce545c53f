"""Source models as a file: what is written reads the same, what is wrong is said."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.fuse.worlds import models
from tests.shared import ROOT

from aselepo.core.problem import ConfigError
from aselepo.fuse import models_of, read_models, write_models

GOOD = """\
version = "2026-03"
[incidents.classes]
shelling = 0.7
drone_strike = 0.3
[source.patrol]
detection = 0.4
clutter_per_day = [1.5, 0.5]
[source.press]
follows = "patrol"
[source.press.detection]
shelling = 0.2
any = 0.1
"""


def test_reads() -> None:
    made = read_models(GOOD)
    assert list(made.sources) == ["patrol", "press"]
    assert made.sources["patrol"].detection == {"any": 0.4}
    assert made.sources["patrol"].clutter_per_day == (1.5, 0.5)
    assert made.sources["press"].follows == "patrol"
    assert made.version == "2026-03"


def test_write_and_read_again() -> None:
    made = models(calibration={"patrol": (0.5, 0.9), "a+b": (-1.0, 1.0)}, ellipse_scale=1.1)
    text = write_models(made)
    again = read_models(text)
    assert write_models(again) == text
    assert again.calibration == made.calibration
    assert again.sources == made.sources
    assert models_of(tomllib.loads(text)).digest == again.digest  # the body of a source entry


@pytest.mark.parametrize(
    ("old", "new", "code", "says"),
    [
        ("version =", "version ==", "ASL-FUSE-020", "line 1"),
        ("detection = 0.4", "detection = 1.4", "ASL-FUSE-021", "patrol.detection"),
        ("detection = 0.4", "detektion = 0.4", "ASL-FUSE-022", "detektion"),
        ("detection = 0.4", "coverage = 0.4", "ASL-FUSE-021", "detection is missing"),
        ("[1.5, 0.5]", "[1.5]", "ASL-FUSE-021", "mean, standard deviation"),
        ("[1.5, 0.5]", "[1.5, 0.0]", "ASL-FUSE-021", "mean, standard deviation"),
        ('"patrol"', '"drone"', "ASL-FUSE-021", "not a source"),
        ("shelling = 0.2", "volcano = 0.2", "ASL-FUSE-021", "volcano"),
        ("[incidents.classes]", "[incidents.clases]", "ASL-FUSE-021", "incidents.classes"),
        ("[incidents.classes]", "[extra]\na = 1\n[incidents.classes]", "ASL-FUSE-022", "extra"),
    ],
)
def test_what_is_wrong_is_said(old: str, new: str, code: str, says: str) -> None:
    with pytest.raises(ConfigError) as stopped:
        read_models(GOOD.replace(old, new, 1), "mine.toml")
    problem = next(p for p in stopped.value.problems if p.code == code)
    assert says in problem.what + problem.where
    assert problem.where.startswith("mine.toml")


def test_all_problems_at_once() -> None:
    text = GOOD.replace("0.4", "4").replace("[1.5, 0.5]", "3").replace("any = 0.1", "any = -1")
    with pytest.raises(ConfigError) as stopped:
        read_models(text)
    assert len(stopped.value.problems) == 3


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    with pytest.raises(ConfigError) as stopped:  # no text this short holds source models
        read_models(text)
    assert stopped.value.problems


def test_the_example_reads() -> None:
    made = read_models((ROOT / "examples" / "sources.toml").read_text(encoding="utf-8"))
    assert len(made.sources) == 7
    assert made.calibration
