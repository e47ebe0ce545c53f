"""What a new layout of the rules changes: over which stretches of time, and for which incidents."""

from __future__ import annotations

from aselepo.agreement.model import Exemption, InAnswer, Notified, Ordered
from aselepo.assess.assessment import Work
from aselepo.assess.charge import Charges
from aselepo.assess.conditions import Pair
from aselepo.assess.exempt import IN_ANSWER, NOT_IN_ANSWER
from aselepo.assess.spans import BEGIN, EMPTY, END, I64, minus, stretch, union, us_of_s
from aselepo.assess.zones import CERTAIN, UNKNOWN


def changed_time(old: Work, new: Work) -> tuple[I64 | None, frozenset[str]]:
    """Where two layouts of the same agreements may give an incident other findings.

    Returns
    -------
    stretches of time (None: anywhere at all) that an incident must touch, and ids of incidents
    that are concerned whenever they were
    """
    a, b = old.charges, new.charges
    if not _alike(a, b):
        return None, frozenset()
    spans = [_scopes(a, b)]
    named: set[str] = set()
    if a.slots:
        changed, about = _slots(a, b)
        if changed is None:
            return None, frozenset()
        spans.append(changed)
        named |= about
    return union(spans), frozenset(named)


def _alike(a: Charges, b: Charges) -> bool:
    """The same articles for the same parties, so that only times, places and exemptions differ."""
    return (
        len(a.seats) == len(b.seats)
        and all(
            x.party == y.party and x.rule == y.rule for x, y in zip(a.seats, b.seats, strict=True)
        )
        and [r.version.agreement for r in a.rules] == [r.version.agreement for r in b.rules]
        and [r.norm for r in a.rules] == [r.norm for r in b.rules]
        and a.columns == b.columns
        and a.slots_of == b.slots_of
        and a.ground.view.plane == b.ground.view.plane
    )


def _scopes(a: Charges, b: Charges) -> I64:
    """Time over which a seat's scope differs: when it holds, and the shape of its place."""
    found = []
    seen: set[tuple[int, int]] = set()
    for one, two in zip(a.seats, b.seats, strict=True):
        if (one.scope, two.scope) in seen:
            continue
        seen.add((one.scope, two.scope))
        before, after = _by_shape(a, one.scope), _by_shape(b, two.scope)
        for shape in before.keys() | after.keys():
            x = before.get(shape, Pair(EMPTY, EMPTY))
            y = after.get(shape, Pair(EMPTY, EMPTY))
            found += [minus(x.must, y.must), minus(y.must, x.must)]
            found += [minus(x.may, y.may), minus(y.may, x.may)]
    return union(found)


def _by_shape(charges: Charges, scope: int) -> dict[object, Pair]:
    """A scope's time by what its place looks like."""
    found: dict[object, Pair] = {}
    for time, spot in charges.scopes[scope]:
        shape = spot if spot in (CERTAIN, UNKNOWN) else charges.ground.spots[spot]
        other = found.get(shape, Pair(EMPTY, EMPTY))
        found[shape] = Pair(union([other.must, time.must]), union([other.may, time.may]))
    return found


def _slots(a: Charges, b: Charges) -> tuple[I64 | None, set[str]]:
    """Time over which an exemption covers other acts, and incidents that decisions are about."""
    spans: list[I64] = []
    named: set[str] = set()
    maps = a.view.shapes != b.view.shapes
    for slot in b.slots:
        item = slot.item
        if maps and (not isinstance(item, Exemption) or item.inside is not None):
            return None, set()
        if not isinstance(item, Exemption):
            continue
        match item.condition:
            case Notified(within_s=within_s):
                reach = us_of_s(within_s)
                old, new = set(a.view.notices), set(b.view.notices)
                for notice in old ^ new:
                    spans.append(stretch(notice.time - reach, notice.time + reach + 1))
            case Ordered(after=after):
                words = ("fire_order", f"{after}_failed")
                before = {act for word in words for act in a.said.acts.get(word, ())}
                now = {act for word in words for act in b.said.acts.get(word, ())}
                if before != now:
                    spans.append(stretch(min(act.time for act in before ^ now), END))
            case InAnswer():
                about = (IN_ANSWER, NOT_IN_ANSWER)
                one = {d for d in a.said.decisions if d.what in about}
                two = {d for d in b.said.decisions if d.what in about}
                named |= {d.re for d in one ^ two if d.re is not None}
    places = {(drawn.name, drawn.geometry) for drawn in a.view.shapes}
    if places != {(drawn.name, drawn.geometry) for drawn in b.view.shapes}:
        spans.append(stretch(BEGIN, END))  # places of incidents may have another footprint
    return union(spans), named
