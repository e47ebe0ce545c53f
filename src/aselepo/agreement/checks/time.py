"""Force, phases, versions of zones, periods and deadlines: what holds when."""

from __future__ import annotations

from itertools import combinations, pairwise

from aselepo.agreement import codes
from aselepo.agreement.checks.scene import Found, Scene, reach
from aselepo.agreement.model import (
    Access,
    AreaTree,
    Around,
    By,
    InAnswer,
    Map,
    Moment,
    Notified,
    Obligation,
    Permission,
    Prohibition,
    Within,
    Zone,
)


def force(scene: Scene) -> Found:
    agreement = scene.agreement
    if not agreement.force:
        what = f"{agreement.name} has no start of force"
        yield codes.NO_FORCE.at(scene.at(agreement.span), what)
    for stretch in agreement.force:
        start, end = stretch.start, stretch.end
        if isinstance(start, Moment) and isinstance(end, Moment) and end.at <= start.at:
            yield codes.FORCE_ENDS.at(scene.at(stretch.span), "force ends before it starts")
    for window in agreement.windows:
        if window.start and window.end and window.end.at <= window.start.at:
            what = f"window {window.name} ends before it starts"
            yield codes.FORCE_ENDS.at(scene.at(window.span), what)
    for norm in agreement.norms:
        if (
            isinstance(norm, Prohibition | Permission)
            and norm.start
            and norm.end
            and norm.end.at <= norm.start.at
        ):
            what = f"article {norm.ref} ends before it starts"
            yield codes.FORCE_ENDS.at(scene.at(norm.span), what)
    starts = scene.starts()
    if not starts or len(starts) < len(agreement.force):
        return
    for norm in agreement.norms:
        if (
            isinstance(norm, Obligation)
            and isinstance(norm.deadline, By)
            and norm.deadline.moment.at.timestamp() < min(starts)
        ):
            what = f"article {norm.ref} is due before force starts"
            yield codes.DUE_BEFORE.at(scene.at(norm.span), what)


def phases(scene: Scene) -> Found:
    agreement = scene.agreement
    waits = {
        phase.name: {phase.start.phase} if phase.start.phase else set()
        for phase in agreement.phases
    }
    for phase in agreement.phases:
        if phase.name in reach(waits, phase.name):
            what = f"phase {phase.name} waits for itself"
            yield codes.PHASE_CIRCLE.at(scene.at(phase.span), what)
    lasting = {phase.name: phase.lasts_s for phase in agreement.phases}
    for phase in agreement.phases:
        start = phase.start
        if start.kind == "ended" and start.phase in lasting and lasting[start.phase] is None:
            what = f"phase {phase.name} waits for the end of phase {start.phase}, which has none"
            yield codes.PHASE_NEVER.at(scene.at(phase.span), what)
        length_s = scene.longest_force_s()
        if length_s is not None and start.seconds >= length_s:
            what = f"phase {phase.name} starts after force has ended"
            yield codes.PHASE_NEVER.at(scene.at(phase.span), what)


def zones(scene: Scene) -> Found:
    by_name: dict[str, list[Zone]] = {}
    for zone in scene.agreement.zones:
        by_name.setdefault(zone.name, []).append(zone)
    for versions in by_name.values():
        for one, two in combinations(versions, 2):
            if _overlap(one, two):
                what = f"two versions of {two.name} hold at the same time"
                yield codes.ZONE_TWICE.at(scene.at(two.span), what)
        yield from _gaps(scene, versions)
    made_of = {
        name: set().union(*(_parts(zone, by_name) for zone in versions))
        for name, versions in by_name.items()
    }
    for name, versions in by_name.items():
        if name in reach(made_of, name):
            what = f"zone {name} is made of itself"
            yield codes.ZONE_CIRCLE.at(scene.at(versions[0].span), what)
    for zone in scene.agreement.zones:
        if any(isinstance(leaf, Around) and leaf.belt == "open" for leaf in _terms(zone)):
            what = f"zone {zone.name}: a belt of one width, each side or in total?"
            yield codes.BELT_OPEN.at(scene.at(zone.span), what)


def _gaps(scene: Scene, versions: list[Zone]) -> Found:
    ordered = sorted(versions, key=lambda zone: zone.start.at.timestamp() if zone.start else 0.0)
    if len(ordered) == 1 and ordered[0].start is None:
        return
    late = [
        later
        for earlier, later in pairwise(ordered)
        if earlier.end and later.start and earlier.end.at < later.start.at
    ]
    first = ordered[0]
    starts = scene.starts()
    if not late and first.start and not any(first.start.at.timestamp() <= at for at in starts):
        late = [first]
    if late:
        before = late[0].start.text if late[0].start else ""
        what = f"{late[0].name} has no shape before {before}"
        yield codes.ZONE_GAP.at(scene.at(late[0].span), what)


def _overlap(one: Zone, two: Zone) -> bool:
    starts = [zone.start.at for zone in (one, two) if zone.start]
    ends = [zone.end.at for zone in (one, two) if zone.end]
    return not starts or not ends or max(starts) < min(ends)


def _terms(zone: Zone) -> list[object]:
    left: list[object] = [zone.area]
    found = []
    while left:
        area = left.pop()
        if isinstance(area, AreaTree):
            left += [area.left, area.right]
        else:
            found.append(area)
    return found


def _parts(zone: Zone, by_name: dict[str, list[Zone]]) -> set[str]:
    """Zones a zone is made of; `map z` within zone z means the map, not the zone."""
    return {
        term.name
        for term in _terms(zone)
        if isinstance(term, Map | Around) and term.name in by_name and term.name != zone.name
    }


def horizon(scene: Scene) -> Found:
    """The longest time after which new events can still change a verdict."""
    agreement = scene.agreement
    waits = [
        norm.deadline.seconds
        for norm in agreement.norms
        if isinstance(norm, Obligation) and isinstance(norm.deadline, Within)
    ]
    waits += [
        norm.within_s + (norm.delay_s or 0) for norm in agreement.norms if isinstance(norm, Access)
    ]
    for exemption in agreement.exemptions:
        terms = exemption.condition
        if isinstance(terms, Notified):
            waits.append(terms.within_s)
        elif isinstance(terms, InAnswer):
            what = "verdicts can change without end: what answers a breach is open until decided"
            yield codes.HORIZON.at(scene.at(agreement.span), what)
            return
    if waits:
        yield codes.HORIZON.at(
            scene.at(agreement.span), f"verdicts can still change for {max(waits) / 3600:g} h"
        )
