"""Two versions of a text: what changed in wording, and what of that changes an effect.

The effect of a provision, zone or guarantee is its meaning with every name put in full: classes
instead of categories, areas instead of zones, definitions instead of counts. Two wordings with the
same meaning have the same effect; a change elsewhere may change the effect of a sentence whose
words stayed.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from aselepo.agreement import sections
from aselepo.agreement.checks.scene import atoms, clauses
from aselepo.agreement.layout import layout
from aselepo.agreement.model import (
    Agreement,
    Held,
    Moment,
    Norm,
    Obligation,
    Permission,
    Span,
    Subject,
)
from aselepo.agreement.read.tokens import tokenize
from aselepo.agreement.rendering import Rendering
from aselepo.core.classes import tree
from aselepo.core.time import iso

Change = Literal["added", "removed", "changed"]
_UNSAID = frozenset({"span", "labels", "text", "words", "amendment", "name"})
_KINDS = ("force", "phase", "zone", "article", "count", "guarantee", "suspension", "response")
"""What has an effect of its own, in the order of the answer."""
_LISTED = (
    ("party", "parties"),
    ("body", "bodies"),
    ("category", "categories"),
    ("domain", "domains"),
    ("class", "classes"),
    ("system", "systems"),
    ("objects", "objects"),
    ("line", "lines"),
    ("zone", "zones"),
    ("standard", "standards"),
    ("exemption", "exemptions"),
    ("count", "counts"),
    ("guarantee", "guarantees"),
    ("extension", "extensions"),
    ("phase", "phases"),
    ("window", "windows"),
    ("required", "required"),
    ("suspension", "suspensions"),
    ("remedies", "remedies"),
    ("question", "questions"),
    ("response", "responses"),
)
"""Declarations with a name, by the word that opens them and their field of `Agreement`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A sentence that is not the same."""

    sentence: str
    change: Change
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Aspect:
    """One question that has another answer."""

    what: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """A provision, zone, count, guarantee or the frame that has another effect.

    `through` names what it rests on that changed; `aspects` what in it reads differently.
    """

    of: str
    change: Change
    aspects: tuple[Aspect, ...]
    through: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    wording: tuple[Wording, ...]
    effect: tuple[Effect, ...]


def compare(old: Agreement, new: Agreement) -> Comparison:
    """Compare two versions of an agreement.

    Returns
    -------
    sentences whose words changed (line breaks and comments do not count), and what has another
    effect
    """
    return Comparison(wording=tuple(_wording(old, new)), effect=tuple(_effect(old, new)))


# Wording


def _wording(old: Agreement, new: Agreement) -> Iterator[Wording]:
    before, after = _sentences(old.text), _sentences(new.text)
    for key in _keys(before, after):
        one, two = before.get(key, ""), after.get(key, "")
        if one != two:
            change: Change = "added" if not one else "removed" if not two else "changed"
            yield Wording(sentence=key, change=change, old=one, new=two)


def _keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """All keys, in the order of the new text, those that are gone first."""
    return [*(key for key in before if key not in after), *after]


def _sentences(text: str) -> dict[str, str]:
    """Each sentence in one line by its opening: `article 2`, `category fire`, `clock`."""
    found: dict[str, str] = {}
    words: list[str] = []
    prefix = ""
    for token in tokenize(text)[:-1]:
        words.append(token.text)
        if words[0] == "amendment" and token.text == ":":
            prefix = f"amendment {words[1]}: "
        elif token.text != ".":
            continue
        sentence = " ".join(
            layout(" ".join([*words, *([] if words[-1] == "." else ["."])])).split()
        )
        key = base = (prefix if words[0] == "article" else "") + _opening(words)
        number = 1
        while key in found:
            number += 1
            key = f"{base} ({number})"
        if words[:2] == ["end", "amendment"]:
            prefix = ""
        else:
            found[key] = sentence
        words = []
    return found


def _opening(words: list[str]) -> str:
    if len(words) > 2 and words[1] in ("undertakes", "answers"):
        return f"{words[0]} {words[1]}"
    if words[0] in ("source", "clock", "proof", "assumed", "counted", "texts", "none", "reporting"):
        return words[0]
    if words[:2] == ["in", "force"]:
        return "in force means" if words[2:3] == ["means"] else "in force"
    if words[0] == "response" and words[1].startswith('"'):
        return "response"
    return " ".join(words[:2])


# Effect


def _effect(old: Agreement, new: Agreement) -> Iterator[Effect]:
    before, after = _Meaning(old), _Meaning(new)
    units_before, units_after = before.units(), after.units()
    changed = {
        key
        for key in {*units_before, *units_after}
        if units_before.get(key) != units_after.get(key)
    }
    shown = [k for k in _keys(units_before, units_after) if k in changed and k.split()[0] in _KINDS]
    for key in sorted(shown, key=lambda key: _KINDS.index(key.split()[0])):
        change: Change = (
            "added"
            if key not in units_before
            else "removed"
            if key not in units_after
            else "changed"
        )
        aspects = before.aspects(key, after) if change == "changed" else ()
        through: tuple[str, ...] = ()
        if change == "changed":
            used = before.uses(key) | after.uses(key)
            through = tuple(sorted((used & changed) - {key}))
        yield Effect(of=key, change=change, aspects=aspects, through=through)


class _Meaning:
    """Meanings of the units of an agreement, each with every name put in full."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement
        self.render = Rendering(agreement, "en")
        self.nodes: dict[str, list[Any]] = {}
        for word, field in _LISTED:
            for node in getattr(agreement, field):
                self.nodes.setdefault(f"{word} {node.name}", []).append(node)
        for norm in agreement.norms:
            self.nodes.setdefault(_key_of(norm), []).append(norm)
        if agreement.force:
            self.nodes["force"] = [*agreement.force]
        if agreement.proof:
            self.nodes["proof"] = [agreement.proof]
        self._by_name: dict[str, list[str]] = {}
        for key in self.nodes:
            self._by_name.setdefault(key.split()[-1], []).append(key)
        self._made: dict[str, Hashable] = {}

    def units(self) -> dict[str, Hashable]:
        return {key: self._unit(key, ()) for key in self.nodes}

    def _unit(self, key: str, above: tuple[str, ...]) -> Hashable:
        """The meaning of a unit; one that waits for itself stands by its name."""
        if key in self._made:
            return self._made[key]
        if key in above:
            return key
        made = tuple(self._value(node, (*above, key)) for node in self.nodes[key])
        if key.startswith("article"):
            made = (*made, self._frame(key, above))
        looked_at = sorted(self._looked_at(key))
        made = (*made, tuple(self._unit(article, (*above, key)) for article in looked_at))
        if not above:
            self._made[key] = made
        return made

    def _frame(self, key: str, above: tuple[str, ...]) -> Hashable:
        """What every article also rests on: force, proof, who undertook it."""
        article = key.split()[-1].partition("@")[0].partition(";")[0]
        undertaken = tuple(
            self._value(undertaking, above)
            for undertaking in self.agreement.undertakings
            if article in undertaking.articles
        )
        frame = [key for key in ("force", "proof") if key in self.nodes]
        return (
            undertaken,
            bool(self.agreement.undertakings),
            self.agreement.assumed,
            tuple(self._unit(part, (*above, key)) for part in frame),
        )

    def _value(self, value: Any, above: tuple[str, ...]) -> Hashable:
        match value:
            case Moment():
                return iso(value.at)
            case Span():
                return None
            case Subject(kind="names"):
                return tuple(sorted(value.names))
            case Subject():
                bound = [p.name for p in self.agreement.parties if not p.guarantor]
                return (value.kind == "any", tuple(sorted(bound)))
            case tuple():
                return tuple(self._value(item, above) for item in value)
            case str():
                return self._named(value, above)
            case _ if is_dataclass(value):
                said: list[tuple[str, Hashable]] = []
                for each in fields(value):
                    item = getattr(value, each.name)
                    if each.name == "classes" and not isinstance(value, Obligation):
                        said.append((each.name, frozenset(self._nodes(item))))
                    elif each.name not in _UNSAID or (each.name == "name" and _is_use(value)):
                        said.append((each.name, self._value(item, above)))
                return (type(value).__name__, *said)
        return value if isinstance(value, Hashable) else str(value)

    def _named(self, name: str, above: tuple[str, ...]) -> Hashable:
        """What a name stands for, or the name where it is nothing that is declared."""
        keys = [k for k in self._by_name.get(name, ()) if not k.startswith(("party", "article"))]
        return tuple(self._unit(key, above) for key in keys) if keys else name

    def _nodes(self, names: tuple[str, ...]) -> Iterator[str]:
        for word in self.agreement.expand(names):
            node = tree().find(word)
            yield from tree().under(node) if node else (word,)

    def uses(self, key: str) -> set[str]:
        """Units that a unit names, or rests on without naming them."""
        found: set[str] = set()
        for node in self.nodes.get(key, ()):
            text = self.agreement.text[node.span.start : node.span.end]
            for token in tokenize(text)[:-1]:
                found |= set(self._by_name.get(token.text, ()))
        if key not in self.nodes:
            return found
        if key.startswith("article"):
            found |= {part for part in ("force", "proof") if part in self.nodes}
        return found | self._looked_at(key)

    def _looked_at(self, key: str) -> set[str]:
        """Articles whose breaches a count, guarantee, suspension or response looks at."""
        kind, node = key.split()[0], self.nodes[key][0]
        asked: list[tuple[tuple[str, ...], str | None]] = []
        if kind == "count":
            asked = [(node.articles, node.gravity)]
        elif kind == "response":
            asked = [(rung.articles, None) for rung in node.rungs if rung.articles]
        elif kind in ("guarantee", "suspension"):
            conditions = clauses(node) if kind == "guarantee" else [node.starts, node.ends]
            held = [atom for c in conditions for atom in atoms(c) if isinstance(atom, Held)]
            asked = [((), atom.gravity) for atom in held]
        return {
            _key_of(norm)
            for norm in self.agreement.norms
            for articles, gravity in asked
            if (not articles or norm.article in articles)
            and (gravity is None or norm.gravity == gravity)
            and not isinstance(norm, Permission)
        }

    def aspects(self, key: str, other: _Meaning) -> tuple[Aspect, ...]:
        """What reads differently in plain English."""
        one, two = self._rows(key), other._rows(key)
        if self._covered(key) == other._covered(key):  # other names for the same classes
            for title in ("norm.forbidden", "norm.allowed"):
                for rows in (one, two):
                    rows.pop(self.render.say(title), None)
        return tuple(
            Aspect(what=what, old=one.get(what, ""), new=two.get(what, ""))
            for what in _keys(one, two)
            if one.get(what, "") != two.get(what, "")
        )

    def _covered(self, key: str) -> list[frozenset[str]]:
        norms = [node for node in self.nodes[key] if isinstance(node, Norm)]
        return [frozenset(self._nodes(norm.classes)) for norm in norms]

    def _rows(self, key: str) -> dict[str, str]:
        found: dict[str, str] = {}
        for node in self.nodes[key]:
            rows: list[tuple[str, str]] = []
            if isinstance(node, Norm):
                rows = self.render.rows(node)
            elif key.startswith("zone"):
                rows = [("Area", self.render.area(node.area))]
            elif key.startswith("count"):
                rows = [("Counted", sections.counted(self.render, node))]
            elif key.startswith("guarantee"):
                rows = sections.guarantee(self.render, node)[1]
            elif key.startswith("response"):
                rows = sections.response(self.render, node)[1]
            elif key.startswith("phase"):
                rows = [("Phase", sections.phase(self.render, node))]
            elif key == "force":
                rows = [("In force", sections.stretch(self.render, node))]
            for what, said in rows:
                name, number = what, 1
                while name in found:
                    number += 1
                    name = f"{what} ({number})"
                found[name] = said
        return found


def _is_use(value: Any) -> bool:
    """Is the field `name` of this node the name of something else?"""
    return type(value).__name__ in ("Map", "Around", "Place", "Trigger", "EndOf", "Rival")


def _key_of(norm: Norm) -> str:
    prefix = f"article {norm.amendment}/" if norm.amendment else "article "
    return f"{prefix}{norm.ref}"
