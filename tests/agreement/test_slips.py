"""A slip in a keyword is named at its place, with the word that was meant."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.agreement.derive import grammar
from tests.agreement.golden import run
from tests.shared import shared

from aselepo.run import agreements

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("**/*.txt"))
KEYWORDS = {t.pattern.value for t in grammar().terminals if t.pattern.type == "str"}


def slips(path: Path, chance: random.Random, number: int) -> list[tuple[str, int, str]]:
    """Keyword, offset, and the keyword with a letter lost, doubled or swapped."""
    text = path.read_text(encoding="utf-8")
    found = [
        (str(token), token.start_pos or 0)
        for token in grammar().lex(text)
        if token.type != "NAME" and str(token) in KEYWORDS and len(token) > 3
    ]
    made = []
    for word, at in chance.sample(found, min(number, len(found))):
        k = chance.randrange(1, len(word) - 2)
        slip = chance.choice(
            [
                word[:k] + word[k + 1 :],
                word[:k] + word[k] + word[k:],
                word[:k] + word[k + 1] + word[k] + word[k + 2 :],
            ]
        )
        if slip not in KEYWORDS:
            made.append((word, at, slip))
    return made


def test_the_word_that_was_meant_is_named() -> None:
    chance = random.Random(20260301)
    tried, named, missed = 0, 0, []
    for path in EXAMPLES:
        text = path.read_text(encoding="utf-8")
        line_of = [text.count("\n", 0, at) + 1 for at in range(len(text))]
        for word, at, slip in slips(path, chance, 12):
            given = agreements.text_of(text[:at] + slip + text[at + len(word) :], path.name)
            found = agreements.examine([given])[path.name]
            hit = any(
                f"`{word}`" in problem.mend and agreements.place_of(problem)[0] == line_of[at]
                for problem in found
                if problem.severity == "error"
            )
            tried += 1
            named += hit
            if not hit:
                missed.append((path.stem, word, slip))
    assert tried > 100
    assert named / tried > 0.95, missed


@pytest.mark.parametrize("slip", ["fier", "fir", "fiire"])
def test_the_shared_example(slip: str, tmp_path: Path) -> None:
    original = shared("examples", "paris_2026_ceasefire.txt")
    assert run(f"aselepo check {original}").exit_code == 0
    text = original.read_text(encoding="utf-8")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "must not do fire" in row)
    copy = tmp_path / "copy.txt"
    copy.write_text(text.replace("must not do fire", f"must not do {slip}", 1), encoding="utf-8")
    ran = run(f"aselepo check {copy}")
    assert ran.exit_code == 1
    assert f"copy.txt:{line}:" in ran.output
    assert "`fire`" in ran.output
