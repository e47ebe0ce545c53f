"""A slow, obvious monitor of the exported formulas: reads their text and the log's text.

Written from the published meaning of metric first-order temporal logic, apart from the code that
writes the formulas, so that the two can disagree.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from lark import Lark, Token, Tree

GRAMMAR = r"""
?start: formula
?formula: "(" "NOT" formula ")" -> not_
    | "(" formula "AND" formula ")" -> and_
    | "(" formula "OR" formula ")" -> or_
    | "(" "EXISTS" NAME ("," NAME)* "." formula ")" -> exists
    | "(" "ONCE" interval formula ")" -> once
    | "(" "EVENTUALLY" interval formula ")" -> eventually
    | "(" formula "SINCE" interval formula ")" -> since
    | "(" NAME "=" STRING ")" -> equal
    | "(" NAME ">=" INT ")" -> least
    | "(" NAME "<-" "CNT" NAME ";" NAME formula ")" -> count
    | NAME "(" [term ("," term)*] ")" -> predicate
?term: NAME | STRING
interval: "[" INT "," (INT CLOSE | "*" ")")
CLOSE: "]" | ")"
NAME: /[a-z_]\w*/
STRING: /"[^"]*"/
INT: /\d+/
%ignore /\s+/
"""
PARSER = Lark(GRAMMAR, parser="lalr")
Relation = tuple[tuple[str, ...], frozenset[tuple[Any, ...]]]
"""Names of the free variables, and the values that satisfy."""


@dataclass
class Monitor:
    """A log, and what holds at its time points."""

    points: list[tuple[int, dict[str, set[tuple[str, ...]]]]]
    kept: dict[tuple[int, int], Relation] = field(default_factory=dict)
    trees: list[Tree[Token]] = field(default_factory=list)
    """Kept alive, since what is kept goes by their identity."""

    @classmethod
    def of(cls, log: str) -> Monitor:
        points = []
        for line in log.splitlines():
            stamp, _, rest = line.partition(" ")
            said: dict[str, set[tuple[str, ...]]] = {}
            for name, values in re.findall(r"(\w+)\(((?:\"[^\"]*\",?)*)\)", rest):
                said.setdefault(name, set()).add(tuple(re.findall(r'"([^"]*)"', values)))
            points.append((int(stamp[1:]), said))
        return cls(points)

    def violations(self, formula: str) -> set[tuple[int, tuple[tuple[str, Any], ...]]]:
        """Time and values of the free variables, wherever the formula holds."""
        tree = PARSER.parse(formula)
        self.trees.append(tree)
        found = set()
        for at, (stamp, _) in enumerate(self.points):
            names, rows = self.holds(tree, at)
            found |= {(stamp, tuple(sorted(zip(names, row, strict=True)))) for row in rows}
        return found

    def holds(self, tree: Tree[Token], at: int) -> Relation:
        key = (id(tree), at)
        if key not in self.kept:
            self.kept[key] = getattr(self, tree.data)(tree.children, at)
        return self.kept[key]

    def predicate(self, parts: list[Any], at: int) -> Relation:
        name, *terms = [part for part in parts if part is not None]
        free = tuple(dict.fromkeys(str(t) for t in terms if t.type == "NAME"))
        rows = set()
        for values in self.points[at][1].get(str(name), ()):
            bound: dict[str, str] = {}
            for term, value in zip(terms, values, strict=True):
                if term.type == "STRING":
                    if term[1:-1] != value:
                        break
                elif bound.setdefault(str(term), value) != value:
                    break
            else:
                rows.add(tuple(bound[name] for name in free))
        return free, frozenset(rows)

    def equal(self, parts: list[Any], at: int) -> Relation:
        return (str(parts[0]),), frozenset({(parts[1][1:-1],)})

    def and_(self, parts: list[Any], at: int) -> Relation:
        left = self.holds(parts[0], at)
        if parts[1].data == "not_" and self._free(parts[1].children[0]):
            return _without(left, self.holds(parts[1].children[0], at))
        if parts[1].data == "least":
            column = left[0].index(str(parts[1].children[0]))
            least = int(parts[1].children[1])
            return left[0], frozenset(row for row in left[1] if row[column] >= least)
        return _joined(left, self.holds(parts[1], at))

    def or_(self, parts: list[Any], at: int) -> Relation:
        one, two = (self.holds(part, at) for part in parts)
        assert set(one[0]) == set(two[0]), "both sides of OR have the same free variables"
        order = [two[0].index(name) for name in one[0]]
        return one[0], one[1] | {tuple(row[i] for i in order) for row in two[1]}

    def not_(self, parts: list[Any], at: int) -> Relation:
        names, rows = self.holds(parts[0], at)
        assert names == (), "a negation without a guard is closed"
        return (), frozenset() if rows else frozenset({()})

    def exists(self, parts: list[Any], at: int) -> Relation:
        *bound, body = parts
        names, rows = self.holds(body, at)
        kept = [i for i, name in enumerate(names) if name not in {str(b) for b in bound}]
        return tuple(names[i] for i in kept), frozenset(tuple(r[i] for i in kept) for r in rows)

    def once(self, parts: list[Any], at: int) -> Relation:
        return self._within(parts, at, range(at + 1), lambda other: -other)

    def eventually(self, parts: list[Any], at: int) -> Relation:
        return self._within(parts, at, range(at, len(self.points)), lambda other: other)

    def _within(self, parts: list[Any], at: int, others: range, sign: Any) -> Relation:
        low, high, open_end = _interval(parts[0])
        names: tuple[str, ...] = self._free(parts[1])
        rows: frozenset[tuple[Any, ...]] = frozenset()
        for other in others:
            apart = sign(self.points[other][0] - self.points[at][0])
            if apart >= low and (high is None or apart < high or (apart == high and not open_end)):
                here, found = self.holds(parts[1], other)
                order = [here.index(name) for name in names]
                rows |= {tuple(row[i] for i in order) for row in found}
        return names, rows

    def since(self, parts: list[Any], at: int) -> Relation:
        left, _, right = parts
        assert self._free(left) == self._free(right) == ()
        for other in range(at, -1, -1):
            if self.holds(right, other)[1]:
                return (), frozenset({()})
            if not self.holds(left, other)[1]:
                break
        return (), frozenset()

    def count(self, parts: list[Any], at: int) -> Relation:
        result, over, group, body = parts
        names, rows = self.holds(body, at)
        by, what = names.index(str(group)), names.index(str(over))
        counts: dict[Any, set[Any]] = {}
        for row in rows:
            counts.setdefault(row[by], set()).add(row[what])
        return (str(result), str(group)), frozenset((len(v), k) for k, v in counts.items())

    def _free(self, tree: Tree[Token]) -> tuple[str, ...]:
        return self.holds(tree, 0)[0]


def _interval(tree: Tree[Token]) -> tuple[int, int | None, bool]:
    low, *rest = tree.children
    if not rest:
        return int(low), None, False
    return int(low), int(rest[0]), rest[1] == ")"


def _joined(one: Relation, two: Relation) -> Relation:
    common = [name for name in two[0] if name in one[0]]
    more = [name for name in two[0] if name not in one[0]]
    rows = set()
    for left in one[1]:
        for right in two[1]:
            bound = dict(zip(two[0], right, strict=True))
            if all(left[one[0].index(name)] == bound[name] for name in common):
                rows.add((*left, *(bound[name] for name in more)))
    return (*one[0], *more), frozenset(rows)


def _without(one: Relation, two: Relation) -> Relation:
    assert set(two[0]) <= set(one[0]), "what is negated is guarded"
    order = [one[0].index(name) for name in two[0]]
    return one[0], frozenset(row for row in one[1] if tuple(row[i] for i in order) not in two[1])
