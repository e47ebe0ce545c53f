"""Zones in time: which shape a place of the agreement has when, and who is inside it.

The shape that held at the time of an event counts. Lines drawn differently by rival authors are
taken side by side: a probability spans what each of them says.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from aselepo.agreement.model import Agreement, Area, AreaTree, Around, Map, Place, SideOf
from aselepo.assess import _kernels
from aselepo.assess.facts import EFFECT, F64, ORIGIN, Incidents, Shape, View
from aselepo.assess.spans import ALWAYS, BEGIN, END, I64, stretch, union, us
from aselepo.geo import Footprint, Tree, Unusable, footprint, metres_per_degree, shape

CERTAIN, UNKNOWN = -1, -2
"""Spots that need no geometry: everywhere, and a shape that is not known."""


@dataclass(frozen=True, slots=True)
class Spot:
    """One version of a place, as each author draws it."""

    trees: tuple[tuple[str, Tree], ...]
    """Author and area; one with an empty author where nobody disagrees."""
    outside: bool
    role: int | None
    """What the place of an incident must be for this; None: either."""
    within: tuple[tuple[str, Tree], ...] | None
    """Area in which the agreement applies at all."""


@dataclass(slots=True)
class Ground:
    """The geography of a view, and the spots that rules ask for."""

    view: View
    texts: tuple[Agreement, ...] = ()
    """All instruments: names of the ones relied on are visible."""
    spots: list[Spot] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    """Why an area has no footprint, by its name."""
    shapeless: set[str] = field(default_factory=set)
    """Areas that rules ask for and that have no shape at some time."""
    _given: dict[tuple[str, int], tuple[I64, I64, F64, F64]] = field(default_factory=dict)

    def terms(self, place: Place, applies_in: str | None, text: Agreement) -> list[tuple[I64, int]]:
        """A place as versions: when each holds, and its spot; together they cover all time."""
        if place.kind == "anywhere" and applies_in is None:
            return [(ALWAYS, CERTAIN)]
        names = [name for name in (place.name, applies_in) if name is not None]
        edges = sorted({edge for name in names for edge in self._edges(name, text, set())})
        found: dict[int, list[I64]] = {}
        for start, end in pairwise([BEGIN, *edges, END]):
            if start < end:
                spot = self._spot(place, applies_in, text, start)
                found.setdefault(spot, []).append(stretch(start, end))
        return [(union(spans), spot) for spot, spans in found.items()]

    def _spot(self, place: Place, applies_in: str | None, text: Agreement, at: int) -> int:
        within = None
        if applies_in is not None:
            within = self._trees(applies_in, text, at)
            if within is None:
                return UNKNOWN
        trees: tuple[tuple[str, Tree], ...] | None = ()
        if place.kind == "on" and place.name is not None:
            kinds = next((o.kinds for o in text.objects if o.name == place.name), ())
            drawn = [self._drawn(kind, at, "", text) for kind in kinds]
            maps = [d.geometry for d in drawn if d is not None and d.geometry is not None]
            if len(maps) < len(kinds) or not maps:
                return UNKNOWN
            trees = (("", _any_of(maps)),)
        elif place.name is not None:
            trees = self._trees(place.name, text, at)
            if trees is None:
                return UNKNOWN
            if place.kind in ("within", "landing"):
                trees = tuple((who, ("around", place.distance_m, tree)) for who, tree in trees)
        role = {"from_inside": ORIGIN, "landing": EFFECT}.get(place.kind)
        spot = Spot(trees or (), place.kind == "outside", role, within)
        if not self._usable(spot, place.name or applies_in or ""):
            return UNKNOWN
        if spot not in self.spots:
            self.spots.append(spot)
        return self.spots.index(spot)

    def _usable(self, spot: Spot, name: str) -> bool:
        for _, tree in (*spot.trees, *(spot.within or ())):
            try:
                footprint(tree, flat=self.view.plane)
            except Unusable as bad:
                self.problems[name] = str(bad)
                return False
        return True

    def area(self, name: str, text: Agreement, at: int) -> Footprint | None:
        """The footprint of a named area at a moment, where its authors agree."""
        trees = self._trees(name, text, at)
        if trees is None or len(trees) != 1:
            return None
        try:
            return footprint(trees[0][1], flat=self.view.plane)
        except Unusable:
            return None

    def _trees(self, name: str, text: Agreement, at: int) -> tuple[tuple[str, Tree], ...] | None:
        """What a named area looks like at a moment to each author; None: it has no shape then."""
        authors = sorted(self._authors(name, text, at, set())) or [""]
        found = []
        for author in authors:
            tree = self._named(name, text, at, author, ())
            if tree is None:
                return None
            found.append((author, tree))
            half = _halved(tree)
            if half != tree:
                found.append((f"{author} in total".strip(), half))
        trees = [(author, _plain(tree)) for author, tree in found]
        if len({tree for _, tree in trees}) == 1:
            return (("", trees[0][1]),)
        return tuple(trees)

    def _zones(self, name: str, text: Agreement) -> list[tuple[int, int, Area]]:
        for one in (text, *(t for t in self.texts if t.name in text.relies)):
            own = [
                (us(z.start.at) if z.start else BEGIN, us(z.end.at) if z.end else END, z.area)
                for z in one.zones
                if z.name == name
            ]
            if own:
                return own
        return []

    def _named(
        self, name: str, text: Agreement, at: int, author: str, seen: tuple[str, ...]
    ) -> Tree | None:
        zones = [] if name in seen else self._zones(name, text)
        if zones:
            area = next((area for start, end, area in zones if start <= at < end), None)
            return None if area is None else self._tree(area, text, at, author, (*seen, name))
        drawn = self._drawn(name, at, author, text)
        return None if drawn is None or drawn.geometry is None else ("shape", drawn.geometry)

    def _tree(
        self, area: Area, text: Agreement, at: int, author: str, seen: tuple[str, ...]
    ) -> Tree | None:
        match area:
            case AreaTree(operator=operator, left=left, right=right):
                one = self._tree(left, text, at, author, seen)
                two = self._tree(right, text, at, author, seen)
                return None if one is None or two is None else (operator, one, two)
            case Around(distance_m=distance, name=name, belt=belt):
                inner = self._named(name, text, at, author, seen)
                word = OPEN_BELT if belt == "open" else "around"
                return None if inner is None else (word, distance, inner)
            case Map(name=name):
                return self._named(name, text, at, author, seen)
            case SideOf(party=party):
                return self._side(party, text, at, author)

    def _side(self, party: str, text: Agreement, at: int, author: str) -> Tree | None:
        """A party's side: of the line that says who holds which, else the maps of that side."""
        for name in [line.name for line in text.lines]:
            drawn = self._drawn(name, at, author, text)
            if drawn is not None and drawn.geometry is not None:
                for side, holder in (("left", drawn.left), ("right", drawn.right)):
                    if holder == party:
                        return (side, drawn.geometry)
        maps = [
            drawn.geometry
            for drawn in self.view.shapes
            if drawn.side == party and drawn.valid_lo <= at < drawn.valid_hi and drawn.geometry
        ]
        if not maps:
            return None
        return _any_of(maps)

    def _drawn(self, name: str, at: int, author: str, text: Agreement | None) -> Shape | None:
        """The version of a line or map that holds at a moment, its author's own if there is one.

        Of overlapping versions the one that starts last holds, then the one known last.
        """
        own_name = _rivals(name, text).get(author)
        if own_name is not None:
            name, author = own_name, ""
        found = [
            drawn
            for drawn in self.view.shapes
            if drawn.name == name and drawn.valid_lo <= at < drawn.valid_hi
        ]
        own = [drawn for drawn in found if drawn.author == author] or found
        return max(own, key=lambda d: (d.valid_lo, d.known, d.rev, repr(d)), default=None)

    def _authors(self, name: str, text: Agreement, at: int, seen: set[str]) -> set[str]:
        """Authors who draw a part of an area differently at a moment; empty: no rivals."""
        found: set[str] = set()
        for leaf in self._leaves(name, text, seen):
            rivals = {own: party for party, own in _rivals(leaf, text).items()}
            who = {
                rivals.get(drawn.name, drawn.author)
                for drawn in self.view.shapes
                if drawn.name in (leaf, *rivals) and drawn.valid_lo <= at < drawn.valid_hi
            }
            if rivals and leaf not in {drawn.name for drawn in self.view.shapes}:
                found |= set(rivals.values())
            if len(who) > 1:
                found |= who
        return found

    def _leaves(self, name: str, text: Agreement, seen: set[str]) -> Iterator[str]:
        if name in seen:
            yield name
            return
        seen.add(name)
        zones = self._zones(name, text)
        if not zones:
            yield name
        for _, _, area in zones:
            yield from self._area_leaves(area, text, seen)

    def _area_leaves(self, area: Area, text: Agreement, seen: set[str]) -> Iterator[str]:
        match area:
            case AreaTree(left=left, right=right):
                yield from self._area_leaves(left, text, seen)
                yield from self._area_leaves(right, text, seen)
            case Around(name=name) | Map(name=name):
                yield from self._leaves(name, text, seen)
            case SideOf():
                yield from (line.name for line in text.lines)
                yield from {drawn.name for drawn in self.view.shapes if drawn.side}

    def _edges(self, name: str, text: Agreement, seen: set[str]) -> Iterator[int]:
        """Moments at which the shape of an area may change."""
        leaves = list(self._leaves(name, text, seen))
        leaves += [own for leaf in leaves for own in _rivals(leaf, text).values()]
        leaves += [kind for objects in text.objects for kind in objects.kinds]
        for zone in {name, *seen}:
            for start, end, _ in self._zones(zone, text):
                yield from (start, end)
        for drawn in self.view.shapes:
            if drawn.name in leaves:
                yield from (drawn.valid_lo, drawn.valid_hi)

    def inside(self, spot: int, rows: Incidents) -> tuple[F64, F64]:
        """Bounds of P(the place of each row lies in a spot); [0, 1] where a place is not known."""
        size = len(rows)
        if spot == CERTAIN:
            return np.ones(size), np.ones(size)
        if spot == UNKNOWN:
            return np.zeros(size), np.ones(size)
        each = [pair for _, pair in self.sides(spot, rows)]
        lo = np.minimum.reduce([pair[0] for pair in each])
        hi = np.maximum.reduce([pair[1] for pair in each])
        return lo, hi

    def sides(self, spot: int, rows: Incidents) -> list[tuple[str, tuple[F64, F64]]]:
        """The same by author of a rival line."""
        of = self.spots[spot]
        open_role = np.zeros(len(rows), np.bool_)
        if of.role is not None:
            open_role = rows.role == (EFFECT if of.role == ORIGIN else ORIGIN)
        base = self._any(of.within, rows, {})
        found = []
        memo: dict[int, tuple[F64, F64]] = {}
        for author, tree in of.trees or (("", None),):
            if tree is None:
                lo, hi = np.ones(len(rows)), np.ones(len(rows))
            else:
                lo, hi = self._one(tree, rows, memo)
            if of.outside:
                lo, hi = 1.0 - hi, 1.0 - lo
            lo, hi = np.where(open_role, 0.0, lo), np.where(open_role, 1.0, hi)
            if of.within is not None:
                lo, hi = lo * base[0], hi * base[1]
            found.append((author, (lo, hi)))
        return found

    def _any(
        self,
        trees: tuple[tuple[str, Tree], ...] | None,
        rows: Incidents,
        memo: dict[int, tuple[F64, F64]],
    ) -> tuple[F64, F64]:
        if trees is None:
            return np.ones(len(rows)), np.ones(len(rows))
        each = [self._one(tree, rows, memo) for _, tree in trees]
        return np.minimum.reduce([p[0] for p in each]), np.maximum.reduce([p[1] for p in each])

    def _one(
        self, tree: Tree, rows: Incidents, memo: dict[int, tuple[F64, F64]]
    ) -> tuple[F64, F64]:
        area = footprint(tree, flat=self.view.plane)
        lo, hi = np.zeros(len(rows)), np.ones(len(rows))
        known = np.flatnonzero(~np.isnan(rows.x + rows.y + rows.cxx + rows.cxy + rows.cyy))
        if len(known):
            p = area.inside(*(c[known] for c in (rows.x, rows.y, rows.cxx, rows.cxy, rows.cyy)))
            lo[known] = hi[known] = p
        if len(known) < len(rows) and rows.place.null_count < len(rows):
            self._by_place(area, rows, lo, hi)
        return lo, hi

    def _by_place(self, area: Footprint, rows: Incidents, lo: F64, hi: F64) -> None:
        """Incidents known only to lie somewhere in a named place."""
        names = rows.place.to_pylist()
        for name in sorted({name for name in names if name is not None}):
            drawn = self._drawn(name, END - 1, "", None)
            if drawn is None or drawn.geometry is None:
                continue
            at = [row for row, other in enumerate(names) if other == name]
            lo[at], hi[at] = area.against(shape(drawn.geometry))

    def covered(
        self, party: str, lead: int, within: int, within_m: float, rows: Incidents
    ) -> tuple[F64, F64]:
        """Bounds of the best match of each incident with a notice of a party."""
        table = self._notices(party, lead)
        lo, hi = np.zeros(len(rows)), np.zeros(len(rows))
        if len(table[0]):
            given, time, x, y = table
            east, north = np.ones(len(x)), np.ones(len(x))
            if not self.view.plane:
                east, north = metres_per_degree(y)
            _kernels.best_notice(
                rows.time_lo, rows.time_hi, rows.x, rows.y, rows.cxx, rows.cxy, rows.cyy,
                given, time, x, y, east, north, within, within_m, lo, hi,
            )  # fmt: skip
        return lo, hi

    def _notices(self, party: str, lead: int) -> tuple[I64, I64, F64, F64]:
        """Notices of a party that were given early enough, by the time they name."""
        if (party, lead) not in self._given:
            self._given[party, lead] = self._sorted_notices(party, lead)
        return self._given[party, lead]

    def _sorted_notices(self, party: str, lead: int) -> tuple[I64, I64, F64, F64]:
        own = [n for n in self.view.notices if n.by == party and n.given + lead <= n.time]
        own.sort(key=lambda n: (n.time, n.given, n.id))
        return (
            np.array([n.given for n in own], np.int64),
            np.array([n.time for n in own], np.int64),
            np.array([n.x for n in own], np.float64),
            np.array([n.y for n in own], np.float64),
        )

    def missing(self) -> list[str]:
        """Areas that rules ask for and that have no usable shape at some time."""
        return sorted(self.shapeless | self.problems.keys())

    def scale_errors(self) -> dict[str, float]:
        """The worst relative error of a length, by a digest of each area used."""
        return {
            str(at): max(footprint(tree, flat=self.view.plane).scale_error for _, tree in of.trees)
            for at, of in enumerate(self.spots)
            if of.trees
        }


OPEN_BELT = "open belt"
"""A buffer whose text leaves open whether its width is meant on each side or in total."""


def _halved(tree: Tree) -> Tree:
    """The reading of open belts as in total: half the distance on each side."""
    if tree[0] == OPEN_BELT:
        return ("around", tree[1] / 2, _halved(tree[2]))
    return tuple(_halved(part) if isinstance(part, tuple) else part for part in tree)


def _plain(tree: Tree) -> Tree:
    """The reading of open belts as on each side."""
    if tree[0] == OPEN_BELT:
        return ("around", tree[1], _plain(tree[2]))
    return tuple(_plain(part) if isinstance(part, tuple) else part for part in tree)


def _any_of(geometries: list[str]) -> Tree:
    tree: Tree = ("shape", geometries[0])
    for more in geometries[1:]:
        tree = ("or", tree, ("shape", more))
    return tree


def _rivals(name: str, text: Agreement | None) -> dict[str, str]:
    """By party the name of its own version of a line."""
    if text is None:
        return {}
    line = next((line for line in text.lines if line.name == name), None)
    return {} if line is None else {rival.party: rival.name for rival in line.rivals}
