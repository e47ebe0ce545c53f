"""Sentences derived at random from the published grammar."""

from __future__ import annotations

import random
from functools import lru_cache
from importlib import resources

from lark import Lark
from lark.grammar import NonTerminal, Terminal

SAMPLES = {
    "NAME": ["A", "B", "C", "fire", "strip", "loc", "x1", "вогонь", "g", "list_of_names"],
    "REF": ["1", "2(b)", "1.1", "1.4.2(c)"],
    "NUMBER": ["1", "2", "24", "0.95", "300"],
    "INT": ["1", "2", "300"],
    "STRING": ['"A label"', '"Мітка"', '""', '"with, signs: and; all."'],
    "DATE": ["2025-01-01", "2026-05-11"],
    "TIME": ["00:00", "18:30", "24:00"],
    "OFFSET": ["+02:00", "-03:30"],
    "LCOMMA": [","],
    "NCOMMA": [","],
    "SCOMMA": [","],
    "CCOMMA": [","],
}


@lru_cache(maxsize=1)
def grammar() -> Lark:
    text = resources.files("aselepo.agreement").joinpath("grammar.lark").read_text("utf-8")
    return Lark(text, parser="lalr", lexer="contextual")


@lru_cache(maxsize=1)
def _rules() -> tuple[
    dict[str, list[list[Terminal | NonTerminal]]], dict[str, int], dict[str, str]
]:
    parser = grammar()
    rules: dict[str, list[list[Terminal | NonTerminal]]] = {}
    for rule in parser.rules:
        rules.setdefault(rule.origin.name, []).append(list(rule.expansion))
    words = {t.name: t.pattern.value for t in parser.terminals if t.pattern.type == "str"}
    depth = dict.fromkeys(rules, 10**6)
    changed = True
    while changed:
        changed = False
        for name, expansions in rules.items():
            best = min(
                1 + max((depth[s.name] for s in e if isinstance(s, NonTerminal)), default=0)
                for e in expansions
            )
            if best < depth[name]:
                depth[name], changed = best, True
    return rules, depth, words


def derive(symbol: str, chance: random.Random, *, budget: int = 60) -> list[str]:
    """Tokens of a sentence of the grammar; shortest ways once the budget is used up."""
    rules, depth, words = _rules()
    left = [budget]

    def expand(symbol: Terminal | NonTerminal) -> list[str]:
        if isinstance(symbol, Terminal):
            word = words.get(symbol.name)
            return [word if word is not None else chance.choice(SAMPLES[symbol.name])]
        left[0] -= 1
        options = rules[symbol.name]
        if left[0] <= 0:
            cost = [
                max((depth[s.name] for s in e if isinstance(s, NonTerminal)), default=0)
                for e in options
            ]
            options = [e for e, c in zip(options, cost, strict=True) if c == min(cost)]
        return [token for part in chance.choice(options) for token in expand(part)]

    return expand(NonTerminal(symbol))


def kinds() -> list[str]:
    """Rules that are whole sentences."""
    rules, _, _ = _rules()
    return sorted({e[0].name for e in rules["_statement"] if isinstance(e[0], NonTerminal)})
