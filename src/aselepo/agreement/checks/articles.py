"""Articles: doubles, conflicts, exemptions, ranges, open questions."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, product

from aselepo.agreement import codes
from aselepo.agreement.checks.scene import Found, Scene, reach
from aselepo.agreement.model import (
    Access,
    Hours,
    Norm,
    Obligation,
    Permission,
    Place,
    Prohibition,
    Undated,
    Withdrawal,
)
from aselepo.core.classes import tree


def articles(scene: Scene) -> Found:
    norms = scene.agreement.norms
    times = Counter((norm.amendment, norm.ref) for norm in norms)
    seen: set[tuple[str | None, str]] = set()
    for norm in norms:
        key = (norm.amendment, norm.ref)
        if times[key] > 1 and key in seen:
            what = f"article {norm.ref} is given twice"
            yield codes.ARTICLE_TWICE.at(scene.at(norm.span), what)
        seen.add(key)
    yield from _conflicts(scene)
    yield from _observable(scene)
    for norm in norms:
        undated = isinstance(norm, Obligation) and isinstance(norm.deadline, Undated)
        if undated or (isinstance(norm, Withdrawal) and norm.complete is None):
            what = f"article {norm.ref} can never be missed"
            yield codes.UNDATED.at(scene.at(norm.span), what)
    opens: dict[str, set[str]] = defaultdict(set)
    for norm in norms:
        if norm.otherwise:
            opens[norm.article].add(norm.otherwise)
    for norm in norms:
        if norm.otherwise and norm.article in reach(opens, norm.article):
            what = f"article {norm.article} opens itself"
            yield codes.OTHERWISE_CIRCLE.at(scene.at(norm.span), what)
        if isinstance(norm, Withdrawal) and any(move.belt == "open" for move in norm.moves):
            what = f"article {norm.ref}: a belt of one width, each side or in total?"
            yield codes.BELT_OPEN.at(scene.at(norm.span), what)


def _conflicts(scene: Scene) -> Found:
    """Permissions against prohibitions, one problem for each permission."""
    against_whom: defaultdict[tuple[str, str], list[Prohibition]] = defaultdict(list)
    permissions = [norm for norm in scene.agreement.norms if isinstance(norm, Permission)]
    if not permissions:
        return
    for norm in scene.agreement.norms:
        if isinstance(norm, Prohibition):
            for word in scene.cover(norm.classes):
                for party in scene.bound(norm):
                    against_whom[word, party].append(norm)
    for permission in permissions:
        against: dict[str, Prohibition] = {}
        common: set[str] = set()
        for word, party in product(scene.cover(permission.classes), scene.bound(permission)):
            for norm in against_whom.get((word, party), ()):
                if norm.ref in against or not _settled(permission, norm):
                    against[norm.ref] = norm
                    common.add(word)
        if against:
            refs = sorted(against)
            listed = ", ".join(refs[:3]) + (f" and {len(refs) - 3} more" if refs[3:] else "")
            allowed = ", ".join(sorted(common)[:3])
            what = f"article {permission.ref} allows {allowed}, article {listed} forbids it"
            yield codes.CONFLICT.at(scene.at(permission.span), what)


def _settled(permission: Permission, norm: Prohibition) -> bool:
    """Can the two never cover the same act of one party?"""
    for one, two in ((permission, norm), (norm, permission)):
        if one.start and two.end and one.start.at >= two.end.at:
            return True
    if permission.phase and norm.phase and permission.phase != norm.phase:
        return True
    return _apart(permission.place, norm.place) or _hours_apart(permission.hours, norm.hours)


def _apart(one: Place, two: Place) -> bool:
    return one.name == two.name and {one.kind, two.kind} == {"inside", "outside"}


def _hours_apart(one: Hours | None, two: Hours | None) -> bool:
    if one is None or two is None:
        return False
    return not set(_minutes(one)) & set(_minutes(two))


def _minutes(hours: Hours) -> range | list[int]:
    if hours.start_min < hours.end_min:
        return range(hours.start_min, hours.end_min)
    return [*range(hours.start_min, 1440), *range(hours.end_min)]


def _observable(scene: Scene) -> Found:
    agreement = scene.agreement
    declared = {leaf.name for leaf in agreement.classes}
    declared |= {system.name for system in agreement.systems}
    introduced = {word for group in agreement.categories for word in group.classes}
    introduced |= {word for exempt in agreement.exemptions for word in exempt.classes}
    for norm in agreement.norms:
        if isinstance(norm, Prohibition):
            words = agreement.expand(norm.classes)
            # a name that nothing introduces is an error, told elsewhere
            if introduced.issuperset(words) and not any(
                tree().find(word) or word in declared for word in words
            ):
                what = f"article {norm.ref}: no source can report {', '.join(words)}"
                yield codes.BLIND.at(scene.at(norm.span), what)
    watched = any(each.bodies for each in scene.seen) or scene.missing
    duties = [norm for norm in agreement.norms if isinstance(norm, Obligation)]
    if duties and not watched:
        unseen = [norm for norm in duties if not any(tree().find(word) for word in norm.classes)]
        for norm in unseen:
            what = f"article {norm.ref}: nobody is named who would see {', '.join(norm.classes)}"
            yield codes.DUTY_UNSEEN.at(scene.at(norm.span), what)


def exemptions(scene: Scene) -> Found:
    agreement = scene.agreement
    users = [norm for norm in agreement.norms if isinstance(norm, Prohibition | Access)]
    used = {word for norm in users for word in norm.exempt}
    declared = {exemption.name: exemption for exemption in agreement.exemptions}
    for exemption in agreement.exemptions:
        if exemption.name not in used:
            what = f"no article excepts {exemption.name}"
            yield codes.UNUSED.at(scene.at(exemption.span), what)
    for norm in users:
        for one, two in combinations([declared[w] for w in norm.exempt if w in declared], 2):
            common = scene.cover(one.classes) & scene.cover(two.classes)
            by_both = set(one.by) & set(two.by) or not one.by or not two.by
            if common and by_both:
                serve = f"{one.name} and {two.name} both serve {', '.join(sorted(common)[:3])}"
                what = f"article {norm.ref}: {serve}"
                yield codes.EXEMPT_TWICE.at(scene.at(norm.span), what)


def questions(scene: Scene) -> Found:
    agreement = scene.agreement
    readings: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    first: dict[tuple[str, str], Norm] = {}
    for norm in agreement.norms:
        if norm.question and norm.reading:
            readings[norm.article, norm.question].add(norm.reading)
            first.setdefault((norm.article, norm.question), norm)
    for (article, question), read in readings.items():
        if len(read) == 1:
            what = f"article {article} is written as {next(iter(read))} reads {question} only"
            yield codes.ONE_READING.at(scene.at(first[article, question].span), what)
    for asked in agreement.questions:
        if len({party for party, _ in asked.positions}) < 2:
            what = f"question {asked.name} has the position of one side only"
            yield codes.ONE_READING.at(scene.at(asked.span), what)


def ranges(scene: Scene) -> Found:
    for required in scene.agreement.required:
        if required.high is not None and required.high < required.low:
            what = f"{required.name}: {required.low} to {required.high}"
            yield codes.RANGE.at(scene.at(required.span), what)
    for system in scene.agreement.systems:
        lo, hi = system.calibre_lo_mm, system.calibre_hi_mm
        if lo is not None and hi is not None and hi < lo:
            yield codes.RANGE.at(scene.at(system.span), f"{system.name}: {lo:g} mm to {hi:g} mm")
    for norm in scene.agreement.norms:
        if isinstance(norm, Obligation) and norm.quantity == 0:
            what = f"article {norm.ref}: a duty to do none"
            yield codes.RANGE.at(scene.at(norm.span), what)
