"""A comparison tells wording from effect."""

from __future__ import annotations

from pathlib import Path

import pytest

from aselepo.agreement import Agreement, parse
from aselepo.agreement.compare import compare
from aselepo.agreement.read.tokens import tokenize

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("**/*.txt"))
TEXT = """agreement case "Case". clock "Europe/Kyiv". in force from 2026-03-01 00:00.
party A "A". party B "B". body C "C": members A, B; decides by 1 of 2.
category fire "Fire": shelling, rocket. proof breach 0.95, cleared 0.05.
line loc. zone strip "Strip" is 15 km around loc.
article 1: A, B must not do fire inside strip, gravity grave.
article 2: A, B must not do raid anywhere, gravity serious.
count week "Week": verified breaches of article 1 by one party in 7 days.
guarantee help "Help" pledged by A: starts when held for 3 days without breaches with gravity grave
  watched at least 0.7 of strip and decided help by C; pauses when count week > 3 and decided x by C.
guarantee more "More" pledged by A: starts when guarantee help active and decided more by C.
"""


def read(text: str) -> Agreement:
    agreement, problems = parse(text)
    assert problems == ()
    assert agreement is not None
    return agreement


def effects(old: str, new: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    found = compare(read(old), read(new)).effect
    return {effect.of: (effect.change, effect.through) for effect in found}


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_text_is_the_same_as_itself(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    anew = "\n".join(token.text for token in tokenize(text)[:-1])
    found = compare(read(text), read("# said anew\n" + anew))
    assert found.wording == ()
    assert found.effect == ()


def test_a_duration_changes_what_rests_on_it() -> None:
    assert effects(TEXT, TEXT.replace("in 7 days", "in 9 days")) == {
        "count week": ("changed", ()),
        "guarantee help": ("changed", ("count week",)),
        "guarantee more": ("changed", ("guarantee help",)),
    }


def test_a_zone_changes_the_articles_in_it() -> None:
    found = effects(TEXT, TEXT.replace("15 km", "20 km"))
    assert found["zone strip"] == ("changed", ())
    assert found["article 1"] == ("changed", ("zone strip",))
    assert "article 2" not in found
    assert found["guarantee help"][1] == ("article 1", "count week", "zone strip")


def test_other_words_with_the_same_meaning_have_the_same_effect() -> None:
    same = (
        TEXT.replace("category fire", 'category heavy "H": rocket, shelling. category fire')
        .replace("do fire inside", "do heavy inside")
        .replace("party A", "party  A")
        .replace("2026-03-01 00:00", "2026-03-01 01:00 +03:00")
    )
    found = compare(read(TEXT), read(same))
    assert {change.sentence for change in found.wording} == {
        "category heavy",
        "article 1",
        "in force",
    }
    assert found.effect == ()


def test_a_class_below_one_that_stays_changes_nothing() -> None:
    more = TEXT.replace("shelling, rocket", "shelling, mortar, rocket")
    assert effects(TEXT, more) == {}
    less = TEXT.replace("shelling, rocket", "mortar, rocket")
    assert effects(TEXT, less)["article 1"] == ("changed", ("category fire",))


def test_articles_come_and_go() -> None:
    more = TEXT + "article 3: A must do reply within 24 h after a breach of article 1."
    assert effects(TEXT, more)["article 3"] == ("added", ())
    assert effects(more, TEXT)["article 3"] == ("removed", ())


def test_the_clock_moves_every_article() -> None:
    found = effects(TEXT, TEXT.replace("Europe/Kyiv", "Europe/Paris"))
    assert found["force"][0] == "changed"
    assert found["article 2"] == ("changed", ("force",))


def test_aspects_say_from_what_to_what() -> None:
    new = TEXT.replace("A, B must not do raid anywhere", "A must not do raid anywhere")
    (effect,) = [e for e in compare(read(TEXT), read(new)).effect if e.of == "article 2"]
    (aspect,) = effect.aspects
    assert (aspect.what, aspect.old, aspect.new) == ("By whom", "A, B", "A")
