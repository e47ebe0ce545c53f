"""The published grammar and the reader are twins; laid out, a text is the same text."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lark import Token, Tree
from lark.exceptions import LarkError
from tests.agreement.derive import derive, grammar, kinds

from aselepo.agreement import parse
from aselepo.agreement.layout import WIDTH, layout
from aselepo.agreement.read.tokens import tokenize

HEAD = 'agreement case "Case". clock "Europe/Kyiv". '
STANDARDS = "standard fire is 0.9. standard x1 is 0.8. standard strip is 0.7. standard loc is 0.6. "
NOT_GRAMMAR = {"ASL-LANG-E020", "ASL-LANG-E021"}
"""Said while reading, of names and of sentences said twice."""


def without_places(value: Any) -> Any:
    """The tree without its spans and text."""
    if isinstance(value, tuple):
        return tuple(without_places(item) for item in value)
    if hasattr(value, "__dataclass_fields__"):
        fields = [
            (name, without_places(getattr(value, name)))
            for name in value.__dataclass_fields__
            if name not in ("span", "text")
        ]
        return (type(value).__name__, tuple(sorted(fields, key=lambda item: item[0])))
    return value


def tree(text: str) -> Any:
    agreement, _ = parse(text)
    assert agreement is not None
    return without_places(agreement)


def complaints(text: str) -> set[str]:
    agreement, problems = parse(text)
    assert agreement is not None
    return {problem.code for problem in problems}


def derived(kind: str, seed: int, budget: int) -> list[str]:
    return [*derive(kind, random.Random(seed), budget=budget), "."]


sentences = st.builds(
    derived, st.sampled_from(kinds()), st.integers(0, 2**32), st.sampled_from([5, 20, 60, 200])
)


@pytest.mark.parametrize("kind", kinds())
def test_the_reader_reads_what_the_grammar_derives(kind: str) -> None:
    for seed in range(25):
        text = HEAD + " ".join(derived(kind, seed, 5 + 8 * seed))
        grammar().parse(text)
        assert complaints(text) <= NOT_GRAMMAR, text


def test_whole_texts_are_read() -> None:
    for seed in range(40):
        text = " ".join(derive("start", random.Random(seed), budget=30 * seed))
        grammar().parse(text)
        assert complaints(text) <= {*NOT_GRAMMAR, "ASL-LANG-E013"}, text  # a clock may be missing


@settings(max_examples=150, deadline=None)
@given(sentences, st.integers(0, 2**32))
def test_the_reader_refuses_what_the_grammar_refuses(tokens: list[str], seed: int) -> None:
    """One token more, less, moved or changed: both read it, or neither does."""
    chance = random.Random(seed)
    at = chance.randrange(len(tokens))
    match chance.randrange(4):
        case 0:
            del tokens[at]
        case 1:
            tokens.insert(at, tokens[at])
        case 2:
            other = chance.randrange(len(tokens))
            tokens[at], tokens[other] = tokens[other], tokens[at]
        case _:
            tokens[at] = chance.choice(["fire", ",", "1", '"x"', ";", "2026-05-11"])
    text = HEAD + " ".join(tokens)
    found = complaints(text)
    if found & NOT_GRAMMAR:
        return  # refused before its grammar was read to the end
    try:
        parsed = grammar().parse(text)
    except LarkError:
        # the reader lets a name be a keyword where only a name can stand
        if not found and _keywords() & {token for token in tokens if token.isidentifier()}:
            return
        assert found, text
        return
    if [str(token) for token in grammar().lex(text)] != [t.text for t in tokenize(text)[:-1]]:
        return  # Lark cuts a word that begins with a keyword
    assert not found, text
    assert parsed.data == "start"


def _keywords() -> set[str]:
    return {t.pattern.value for t in grammar().terminals if t.pattern.type == "str"}


@settings(max_examples=200, deadline=None)
@given(st.lists(sentences, min_size=1, max_size=4), st.integers(0, 2**32))
def test_laid_out_a_text_is_the_same_text(found: list[list[str]], seed: int) -> None:
    """Any blanks and comments: same tree, same comments, laid out twice is laid out once."""
    chance = random.Random(seed)
    tokens = [t.text for t in tokenize(HEAD + STANDARDS)[:-1]]
    tokens += [token for sentence in found for token in sentence]
    blanks = [" ", "\n", "\n\n", "\n\n\n", "\t", " # a word; another.\n", "\n# own line\n", " #\n"]
    blanks += [" # " + "long " * 25 + "\n"]
    text = "".join(token + chance.choice(blanks) for token in tokens)
    if complaints(text):
        return
    laid_out = layout(text)
    assert [t.text for t in tokenize(laid_out)] == [t.text for t in tokenize(text)]
    assert tree(laid_out) == tree(text) == tree(" ".join(tokens)) == tree("\n".join(tokens))
    assert layout(laid_out) == laid_out
    assert _words(laid_out) == _words(text)
    assert max(map(len, laid_out.splitlines())) <= WIDTH


def _words(text: str) -> list[str]:
    """Words of the comments, in order."""
    found: list[str] = []
    for line in text.splitlines():
        quoted = line.split('"')
        plain = "".join(part if at % 2 == 0 else " " for at, part in enumerate(quoted))
        if "#" in plain:
            found += (
                line[line.rindex("# ") if "# " in line else line.rindex("#") :].strip("# ").split()
            )
    return found


def test_a_quoted_text_longer_than_a_line_stays_whole() -> None:
    quoted = "x" * 150
    assert f'\n  "{quoted}"' in layout(HEAD + f'source "{quoted}".')


def test_lark_trees_name_their_sentences() -> None:
    parsed = grammar().parse(HEAD + "article 1: A must not do fire anywhere.")
    assert isinstance(parsed, Tree)
    assert [t.data for t in parsed.children if isinstance(t, Tree)][-1] == "article_sentence"
    assert any(isinstance(token, Token) for token in parsed.scan_values(lambda _: True))
