"""The page and the rendering: every construct, five languages, nothing from outside."""

from __future__ import annotations

import random
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.agreement.derive import derive

from aselepo.agreement import check, parse
from aselepo.agreement.page import page
from aselepo.agreement.phrases import LANGUAGES, phrases
from aselepo.agreement.rendering import Rendering
from aselepo.core.classes import tree

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("**/*.txt"))
HEAD = """agreement case "Case" uk "Випадок". clock "Europe/Kyiv". in force from 2025-01-01 00:00.
party A "Northland" uk "Північ" ru "Север" fr "Nord" fi "Pohjola". party B "Southland".
category fire "Fire" uk "Вогонь": small_arms, mortar. line loc "Line". standard fire is 0.9.
"""
VOID = {"meta", "input", "br", "hr"}


class _Balance(HTMLParser):
    """Every element that opens closes, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name in ("href", "src"):
                self.links.append(value or "")
            if name == "id":
                self.ids.add(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_page_of_each_example(path: Path) -> None:
    agreement, _ = parse(path.read_text(encoding="utf-8"), name=path.name)
    assert agreement is not None
    made = page(agreement, check(agreement, name=path.name), name=path.name)
    reader = _Balance()
    reader.feed(made)
    assert reader.open == []
    assert all(link.startswith("#") for link in reader.links)
    assert {link[1:] for link in reader.links} <= reader.ids
    for norm in agreement.norms:
        assert f"article-{norm.ref.partition(';')[0]}" in reader.ids


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_language_has_every_phrase_and_class(lang: str) -> None:
    english = phrases("en").sections
    here = phrases(lang).sections
    assert {s: set(p) for s, p in here.items() if s != "class"} == {
        s: set(p) for s, p in english.items()
    }
    for section, said in english.items():
        for key, phrase in said.items():
            fields = set(re.findall(r"{(\w+)}", phrase))
            assert set(re.findall(r"{(\w+)}", here[section][key])) <= fields, f"{section}.{key}"
    if lang != "en":
        assert set(here["class"]) == set(tree().nodes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_the_grammar_allows_is_rendered(lang: str) -> None:
    rendered = 0
    for seed in range(120):
        sentence = " ".join(derive("article_sentence", random.Random(seed), budget=60))
        agreement, problems = parse(f"{HEAD}{sentence}.")
        assert agreement is not None
        if problems:
            continue
        for norm in agreement.norms:
            rows = Rendering(agreement, lang).rows(norm)
            assert rows
            assert all(what and answer for what, answer in rows)
            assert not any("{" in answer for _, answer in rows)
            rendered += 1
    assert rendered > 60


def test_a_whole_text_in_ukrainian() -> None:
    agreement, problems = parse(
        HEAD + "article 1: A must not do fire within 1.5 km of loc from 22:00 to 06:00, "
        "gravity grave, proof 0.97."
    )
    assert problems == ()
    assert agreement is not None
    assert Rendering(agreement, "uk").rows(agreement.norms[0]) == [
        ("Заборонено", "Вогонь (Вогонь зі стрілецької зброї, Мінометний вогонь)"),
        ("Кому", "Північ"),
        ("Де", "у межах 1,5 км від: Line"),
        ("Коли", "щодня з 22:00 до 06:00"),
        ("Тяжкість", "тяжка"),
        ("Стандарт доказування", "0,97"),
    ]


def test_markup_in_a_text_stays_text() -> None:
    agreement, _ = parse(HEAD + 'article 1 "<script>": A must not do fire. source "<b>".')
    assert agreement is not None
    made = page(agreement)
    assert "<script>" not in made
    assert "&lt;script&gt;" in made
