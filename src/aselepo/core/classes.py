"""The versioned class tree and what a class observed tells about a class wanted."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

Bounds = tuple[float, float]
_MOST_TOLD = 100_000
"""Lowest and highest probability that what is known allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A class: `may_be` are the acts that a happening could turn out to be."""

    name: str
    label: str
    parent: str | None
    aliases: tuple[str, ...]
    may_be: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassTree:
    """All nodes by name, every alias, and the version of the tree."""

    version: int
    nodes: dict[str, Node]
    names: dict[str, str]
    """Node by name or alias."""
    _told: dict[tuple[str, frozenset[str]], Bounds] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Answers given, since the same few questions are asked of every incident."""

    def find(self, name: str) -> str | None:
        """The node a name or alias stands for, or None."""
        return self.names.get(name)

    def lineage(self, node: str) -> Iterator[str]:
        """A node and its ancestors, nearest first."""
        at: str | None = node
        while at is not None:
            yield at
            at = self.nodes[at].parent

    def under(self, node: str) -> frozenset[str]:
        """A node and its descendants."""
        return frozenset(name for name in self.nodes if node in self.lineage(name))

    def told(self, observed: str, wanted: Collection[str]) -> Bounds:
        """What an incident of class `observed` says of being one of the classes `wanted`.

        (1, 1) where it is one of them or below one; (0, 1) where it is above one, may turn out to
        be one, or is no node of the tree; else (0, 0). Names not in the tree match exactly only.

        >>> tree().told("mortar", {"shelling"}), tree().told("shelling", {"mortar"})
        ((1.0, 1.0), (0.0, 1.0))
        >>> tree().told("air_raid_alert", {"missile"}), tree().told("sniper", {"missile"})
        ((0.0, 1.0), (0.0, 0.0))
        """
        key = (observed, frozenset(wanted))
        if key not in self._told:
            if len(self._told) > _MOST_TOLD:
                self._told.clear()
            self._told[key] = self._tell(observed, key[1])
        return self._told[key]

    def _tell(self, observed: str, wanted: frozenset[str]) -> Bounds:
        if observed in wanted:
            return 1.0, 1.0
        node = self.find(observed)
        if node is None:
            return 0.0, 1.0
        targets = {self.names.get(name, name) for name in wanted}
        above = set(self.lineage(node))
        if above & targets:
            return 1.0, 1.0
        open_ways = {node, *(act for name in above for act in self.nodes[name].may_be)}
        for target in targets & self.nodes.keys():
            over_target = set(self.lineage(target))
            if any(way in over_target or target in self.lineage(way) for way in open_ways):
                return 0.0, 1.0
        return 0.0, 0.0


@lru_cache(maxsize=1)
def tree() -> ClassTree:
    """The tree of this version of the software."""
    text = resources.files("aselepo.core").joinpath("classes.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    nodes = {
        name: Node(
            name=name,
            label=node["label"],
            parent=node.get("parent"),
            aliases=tuple(node.get("aliases", ())),
            may_be=tuple(node.get("may_be", ())),
        )
        for name, node in data["nodes"].items()
    }
    names = {name: name for name in nodes}
    for node in nodes.values():
        for alias in node.aliases:
            assert alias not in names, f"{alias} names two nodes"
            names[alias] = node.name
    return ClassTree(version=data["version"], nodes=nodes, names=names)
