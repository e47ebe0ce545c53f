"""The class tree says what is known and no more."""

import pytest

from aselepo.core.classes import tree


@pytest.mark.parametrize(
    ("observed", "wanted", "bounds"),
    [
        ("mortar", {"shelling"}, (1, 1)),
        ("shelling", {"mortar"}, (0, 1)),
        ("fpv", {"drone_strike"}, (1, 1)),
        ("explosion", {"shelling"}, (0, 1)),
        ("explosion", {"explosion"}, (1, 1)),
        ("impact", {"missile"}, (0, 1)),
        ("air_threat", {"missile", "air_strike"}, (0, 1)),
        ("air_threat", {"assault"}, (0, 0)),
        ("heat", {"jamming"}, (0, 0)),
        ("never_heard_of", {"shelling"}, (0, 1)),
        ("heavy", {"heavy"}, (1, 1)),
    ],
)
def test_told(observed: str, wanted: set[str], bounds: tuple[float, float]) -> None:
    assert tree().told(observed, wanted) == bounds


def test_every_name_in_the_tree_leads_somewhere() -> None:
    known = tree().nodes
    for node in known.values():
        assert node.parent is None or node.parent in known
        assert set(node.may_be) <= known.keys()
        assert list(tree().lineage(node.name))[-1] in {"happening", "system", "act", "effect"}
