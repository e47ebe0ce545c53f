"""Static checks: the holes of a text, found before signature."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from itertools import combinations, pairwise

from aselepo.agreement import codes
from aselepo.agreement.model import (
    Agreement,
    And,
    Area,
    AreaTree,
    Around,
    Body,
    Category,
    Condition,
    Count,
    Counted,
    Decided,
    Declared,
    Exemption,
    Guarantee,
    GuaranteeActive,
    Held,
    InAnswer,
    Map,
    Moment,
    Norm,
    Not,
    Notified,
    Obligation,
    Or,
    Party,
    Permission,
    Prohibition,
    SideOf,
    Signature,
    Signed,
    Span,
    Within,
    Zone,
)
from aselepo.core.classes import tree
from aselepo.core.problem import Problem

Found = Iterator[Problem]
Declaration = Party | Body | Category | Exemption | Count | Guarantee


def check(
    agreement: Agreement, *, name: str = "agreement", others: Sequence[Agreement] = ()
) -> tuple[Problem, ...]:
    """Look for what does not stand.

    Parameters
    ----------
    agreement : as parsed without errors
    name : name of the file, for messages
    others : instruments whose names are visible where this one relies on them

    Returns
    -------
    errors (the text must not run), warnings and notes, in the order of the text
    """
    found = [
        *_Names(agreement, name, others).check(),
        *_force(agreement, name),
        *_zones(agreement, name),
        *_articles(agreement, name),
        *_exemptions(agreement, name),
        *_counts(agreement, name),
        *_guarantees(agreement, name),
        *_proof_and_votes(agreement, name),
        *_horizon(agreement, name),
    ]
    return tuple(sorted(found, key=lambda problem: (_line_of(problem), problem.code)))


def _line_of(problem: Problem) -> tuple[int, int]:
    parts = problem.where.rsplit(":", 2)
    return (int(parts[1]), int(parts[2])) if len(parts) == 3 else (0, 0)


def _at(name: str, span: Span) -> str:
    return f"{name}:{span.line}:{span.column}"


class _Names:
    """Every name used must be declared; every name declared must be one thing."""

    def __init__(self, agreement: Agreement, name: str, others: Sequence[Agreement]) -> None:
        self.agreement = agreement
        self.name = name
        relied = [other for other in others if other.name in agreement.relies]
        self.missing = set(agreement.relies) - {other.name for other in relied}
        seen = [agreement, *relied]
        self.parties = {p.name for each in seen for p in each.parties}
        self.bodies = {body.name for each in seen for body in each.bodies}
        self.groups = {g.name for each in seen for g in (*each.categories, *each.domains)}
        self.leaves = {leaf.name for each in seen for leaf in each.classes}
        self.zones = {zone.name for each in seen for zone in each.zones}
        self.lines = {line.name for each in seen for line in each.lines}
        self.articles = {norm.ref for each in seen for norm in each.norms}
        self.counts = {count.name for each in seen for count in each.counts}
        self.guarantees = {g.name for each in seen for g in each.guarantees}
        self.exemptions = {exemption.name for exemption in agreement.exemptions}
        # a class that a category, class or exemption introduces is its own leaf
        self.introduced = {
            word
            for each in seen
            for words in (
                *(group.classes for group in (*each.categories, *each.classes)),
                *(exemption.classes for exemption in each.exemptions),
            )
            for word in words
        }

    def check(self) -> Found:
        agreement = self.agreement
        for other in sorted(self.missing):
            yield codes.RELIES.at(
                _at(self.name, agreement.span), f"relies on {other}, which was not given"
            )
        yield from self._doubles()
        for undertaking in agreement.undertakings:
            yield from self._all([undertaking.party], self.parties, "party", undertaking.span)
            yield from self._all(undertaking.articles, self.articles, "article", undertaking.span)
            if undertaking.keeper:
                yield from self._all([undertaking.keeper], self.parties, "party", undertaking.span)
        for force in agreement.force:
            if isinstance(force.start, Signature):
                yield from self._all(force.start.parties, self.parties, "party", force.span)
            if force.party:
                yield from self._all([force.party], self.parties, "party", force.span)
        for body in agreement.bodies:
            yield from self._all(body.members, self.parties, "party", body.span)
        for group in (*agreement.categories, *agreement.classes):
            yield from self._leaves(group.classes, group.span)
        for domain in agreement.domains:
            yield from self._classes(domain.classes, domain.span)
        for exemption in agreement.exemptions:
            yield from self._leaves(exemption.classes, exemption.span)
            yield from self._all(exemption.by, self.parties, "party", exemption.span)
            if exemption.inside:
                yield from self._places([exemption.inside], exemption.span)
        for zone in agreement.zones:
            yield from self._area(zone.area, zone)
        for norm in agreement.norms:
            yield from self._norm(norm)
        for count in agreement.counts:
            yield from self._all(count.articles, self.articles, "article", count.span)
            if count.party:
                yield from self._all([count.party], self.parties, "party", count.span)
        for guarantee in agreement.guarantees:
            yield from self._all(guarantee.pledged_by, self.parties, "party", guarantee.span)
            for condition in _conditions(guarantee):
                yield from self._condition(condition, guarantee.span)
        for suspension in agreement.suspensions:
            for condition in (suspension.starts, suspension.ends):
                yield from self._condition(condition, suspension.span)
        for question in agreement.questions:
            names = [party for party, _ in question.positions]
            yield from self._all(names, self.parties, "party", question.span)
        for response in agreement.responses:
            for rung in response.rungs:
                deciders = self.parties | self.bodies
                yield from self._all([rung.decider], deciders, "body or party", response.span)
                if rung.article:
                    yield from self._all([rung.article], self.articles, "article", response.span)

    def _doubles(self) -> Found:
        agreement = self.agreement
        named: list[Declaration] = [
            *agreement.parties,
            *agreement.bodies,
            *agreement.categories,
            *agreement.classes,
            *agreement.domains,
            *agreement.exemptions,
            *agreement.counts,
            *agreement.guarantees,
        ]
        seen: set[str] = set()
        for declared in named:
            if declared.name in seen:
                what = f"{declared.name} is declared already"
                yield codes.TWICE.at(_at(self.name, declared.span), what)
            seen.add(declared.name)

    def _all(self, names: Iterable[str], known: Iterable[str], kind: str, span: Span) -> Found:
        known = set(known)
        for word in names:
            if word not in known and not self.missing:
                yield self._unknown(word, known, kind, span)

    def _unknown(self, word: str, known: Iterable[str], kind: str, span: Span) -> Problem:
        # the place of the word itself within its sentence
        offset = self.agreement.text.find(word, span.start, span.end)
        line, column = span.line, span.column
        if offset >= 0:
            line = self.agreement.text.count("\n", 0, offset) + 1
            column = offset - self.agreement.text.rfind("\n", 0, offset)
        near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
        mend = f"write `{near[0]}`, or declare {word}" if near else f"declare {word}"
        return codes.UNKNOWN.at(
            f"{self.name}:{line}:{column}", f"no {kind} named {word}", mend=mend
        )

    def _classes(self, names: Iterable[str], span: Span) -> Found:
        known = self.groups | self.leaves | self.introduced | set(tree().names)
        yield from self._all(names, known, "class or category", span)

    def _leaves(self, names: Iterable[str], span: Span) -> Found:
        known = self.groups | self.leaves | set(tree().names)
        for word in names:
            if word not in known:
                near = get_close_matches(word, sorted(tree().names), n=1, cutoff=0.7)
                hint = f"; the nearest node is {near[0]}" if near else ""
                yield codes.OWN_LEAF.at(
                    _at(self.name, span), f"{word} is a class of this agreement only{hint}"
                )

    def _places(self, names: Iterable[str], span: Span) -> Found:
        yield from self._all(names, self.zones | self.lines, "zone or line", span)

    def _area(self, area: Area, zone: Zone) -> Found:
        match area:
            case AreaTree(left=left, right=right):
                yield from self._area(left, zone)
                yield from self._area(right, zone)
            case SideOf(party=party):
                yield from self._all([party], self.parties, "party", zone.span)
            case Around(name=around):
                if around not in self.lines | self.zones and not around.isidentifier():
                    yield self._unknown(around, self.lines, "line", zone.span)
            case Map():
                pass  # maps come with the mission's geography

    def _norm(self, norm: Norm) -> Found:
        if isinstance(norm, Obligation):
            if isinstance(norm.deadline, Within):
                trigger = norm.deadline.after
                if trigger.kind in ("breach", "notice_of_breach"):
                    yield from self._all([trigger.name], self.articles, "article", norm.span)
        else:
            yield from self._classes(norm.classes, norm.span)
        yield from self._all(norm.subject.names, self.parties | self.bodies, "party", norm.span)
        if norm.place.name:
            yield from self._places([norm.place.name], norm.span)
        if norm.otherwise:
            yield from self._all([norm.otherwise], self.articles, "article", norm.span)
        if isinstance(norm, Prohibition):
            yield from self._all(norm.exempt, self.exemptions, "exemption", norm.span)

    def _condition(self, condition: Condition, span: Span) -> Found:
        deciders = self.parties | self.bodies
        for atom in _atoms(condition):
            match atom:
                case Signed(parties=names):
                    yield from self._all(names, self.parties, "party", span)
                case Declared(by=names) | Decided(by=names):
                    yield from self._all(names, deciders, "party or body", span)
                case Counted(count=count):
                    yield from self._all([count], self.counts, "count", span)
                case GuaranteeActive(guarantee=guarantee):
                    yield from self._all([guarantee], self.guarantees, "guarantee", span)
                case Held(zone=str(zone)):
                    yield from self._all([zone], self.zones, "zone", span)


def _atoms(condition: Condition) -> Iterator[Condition]:
    match condition:
        case And(items=items) | Or(items=items):
            for item in items:
                yield from _atoms(item)
        case Not(item=item):
            yield from _atoms(item)
        case _:
            yield condition


def _conditions(guarantee: Guarantee) -> list[Condition]:
    clauses = (guarantee.starts, guarantee.pauses, guarantee.resumes, guarantee.ends)
    return [clause for clause in clauses if clause is not None]


def _force(agreement: Agreement, name: str) -> Found:
    if not agreement.force:
        what = f"{agreement.name} has no start of force"
        yield codes.NO_FORCE.at(_at(name, agreement.span), what)
    for force in agreement.force:
        both = isinstance(force.start, Moment) and isinstance(force.end, Moment)
        if both and force.end.at <= force.start.at:  # type: ignore[union-attr]
            yield codes.FORCE_ENDS.at(_at(name, force.span), "force ends before it starts")
    for norm in agreement.norms:
        if not (isinstance(norm, Prohibition | Permission) and norm.start and norm.end):
            continue
        if norm.end.at <= norm.start.at:
            what = f"article {norm.ref} ends before it starts"
            yield codes.FORCE_ENDS.at(_at(name, norm.span), what)


def _zones(agreement: Agreement, name: str) -> Found:
    by_name: dict[str, list[Zone]] = {}
    for zone in agreement.zones:
        by_name.setdefault(zone.name, []).append(zone)
    for versions in by_name.values():
        for one, two in combinations(versions, 2):
            if _overlap(one, two):
                yield codes.ZONE_TWICE.at(
                    _at(name, two.span), f"two versions of {two.name} hold at the same time"
                )
        ordered = sorted(versions, key=lambda zone: (zone.start is not None, _start(zone)))
        if len(ordered) == 1 and ordered[0].start is None:
            continue
        gaps = [
            later
            for earlier, later in pairwise(ordered)
            if earlier.end and later.start and earlier.end.at < later.start.at
        ]
        if gaps:
            what = (
                f"{gaps[0].name} has no shape before {gaps[0].start.text if gaps[0].start else ''}"
            )
            yield codes.ZONE_GAP.at(_at(name, gaps[0].span), what)
        elif ordered[0].start is not None and not _covers_start(agreement, ordered[0]):
            what = f"{ordered[0].name} has no shape before {ordered[0].start.text}"
            yield codes.ZONE_GAP.at(_at(name, ordered[0].span), what)


def _start(zone: Zone) -> float:
    return zone.start.at.timestamp() if zone.start else 0.0


def _overlap(one: Zone, two: Zone) -> bool:
    starts = [zone.start.at for zone in (one, two) if zone.start]
    ends = [zone.end.at for zone in (one, two) if zone.end]
    return not starts or not ends or max(starts) < min(ends)


def _covers_start(agreement: Agreement, zone: Zone) -> bool:
    starts = [force.start.at for force in agreement.force if isinstance(force.start, Moment)]
    return zone.start is None or any(zone.start.at <= start for start in starts)


def _articles(agreement: Agreement, name: str) -> Found:
    times = Counter(norm.ref for norm in agreement.norms if norm.amendment is None)
    for norm in agreement.norms:
        if norm.amendment is None and times[norm.ref] > 1:
            times[norm.ref] = 1
            what = f"article {norm.ref} is given twice"
            yield codes.ARTICLE_TWICE.at(_at(name, norm.span), what)
    forbidden = [norm for norm in agreement.norms if isinstance(norm, Prohibition)]
    for permission in (norm for norm in agreement.norms if isinstance(norm, Permission)):
        allowed = set(agreement.expand(permission.classes))
        for norm in forbidden:
            common = allowed & set(agreement.expand(norm.classes))
            if common and not _settled(permission, norm, agreement):
                what = (
                    f"article {permission.ref} allows {', '.join(sorted(common))}, "
                    f"article {norm.ref} forbids it"
                )
                yield codes.CONFLICT.at(_at(name, permission.span), what)
    declared = {leaf.name for leaf in agreement.classes}
    for norm in forbidden:
        words = agreement.expand(norm.classes)
        if words and not any(tree().find(word) or word in declared for word in words):
            what = f"article {norm.ref}: no source can report {', '.join(words)}"
            yield codes.BLIND.at(_at(name, norm.span), what)


def _settled(permission: Permission, norm: Prohibition, agreement: Agreement) -> bool:
    """Can the two never cover the same act?"""
    one, two = set(_bound(permission, agreement)), set(_bound(norm, agreement))
    return not one & two or (
        permission.start is not None and norm.end is not None and permission.start.at >= norm.end.at
    )


def _bound(norm: Norm, agreement: Agreement) -> list[str]:
    if norm.subject.kind == "names":
        return list(norm.subject.names)
    return [party.name for party in agreement.parties if not party.guarantor]


def _exemptions(agreement: Agreement, name: str) -> Found:
    prohibitions = [norm for norm in agreement.norms if isinstance(norm, Prohibition)]
    used = {word for norm in prohibitions for word in norm.exempt}
    declared = {exemption.name: exemption for exemption in agreement.exemptions}
    for exemption in agreement.exemptions:
        if exemption.name not in used:
            what = f"no article excepts {exemption.name}"
            yield codes.UNUSED.at(_at(name, exemption.span), what)
    for norm in prohibitions:
        for one, two in combinations([declared[w] for w in norm.exempt if w in declared], 2):
            common = set(agreement.expand(one.classes)) & set(agreement.expand(two.classes))
            if common:
                what = f"article {norm.ref}: {one.name} and {two.name} both serve"
                what = f"{what} {', '.join(sorted(common))}"
                yield codes.EXEMPT_TWICE.at(_at(name, norm.span), what)


def _counts(agreement: Agreement, name: str) -> Found:
    if agreement.relies:
        return  # articles of the instrument relied on count too
    for count in agreement.counts:
        able = [
            norm
            for norm in agreement.norms
            if isinstance(norm, Prohibition | Obligation)
            and (not count.articles or norm.ref in count.articles)
            and (count.gravity is None or norm.gravity == count.gravity)
            and (
                count.party is None
                or norm.subject.kind != "names"
                or count.party in norm.subject.names
            )
        ]
        if not able:
            what = f"no breach can raise {count.name}"
            yield codes.COUNT_STILL.at(_at(name, count.span), what)


def _guarantees(agreement: Agreement, name: str) -> Found:
    waits: dict[str, set[str]] = {}
    for guarantee in agreement.guarantees:
        at = _at(name, guarantee.span)
        if guarantee.starts is None:
            yield codes.NO_START.at(at, f"{guarantee.name} never starts")
            continue
        atoms = list(_atoms(guarantee.starts))
        waits[guarantee.name] = {
            atom.guarantee for atom in atoms if isinstance(atom, GuaranteeActive)
        }
        human = (Decided, Declared, Signed, GuaranteeActive)
        if not any(isinstance(atom, human) for atom in atoms):
            yield codes.NO_HUMAN.at(at, f"{guarantee.name} starts by itself")
        for atom in atoms:
            if isinstance(atom, Held) and atom.watched is None:
                yield codes.UNWATCHED.at(at, f"{guarantee.name} waits for silence, watched or not")
        length_s = _longest_force_s(agreement)
        for atom in atoms:
            if isinstance(atom, Held) and length_s is not None and atom.seconds > length_s:
                what = f"{guarantee.name} waits longer than force lasts"
                yield codes.UNREACHABLE.at(at, what)
        if guarantee.pauses is not None:
            pausing = list(_atoms(guarantee.pauses))
            if pausing and all(isinstance(atom, Counted) for atom in pausing):
                yield codes.COUNT_VETO.at(at, f"{guarantee.name} pauses by a count alone")
    for waiting in sorted(waits):
        if waiting in _reach(waits, waiting):
            span = next(g.span for g in agreement.guarantees if g.name == waiting)
            yield codes.CIRCLE.at(_at(name, span), f"{waiting} waits for itself")
    if len(agreement.suspensions) > 1:
        second = agreement.suspensions[1]
        yield codes.NESTED.at(_at(name, second.span), f"{second.name} may overlap another")


def _reach(waits: Mapping[str, set[str]], start: str) -> set[str]:
    found: set[str] = set()
    left = list(waits.get(start, ()))
    while left:
        at = left.pop()
        if at not in found:
            found.add(at)
            left.extend(waits.get(at, ()))
    return found


def _longest_force_s(agreement: Agreement) -> float | None:
    """Seconds of the longest stretch of force; None where it is open."""
    lengths = []
    for force in agreement.force:
        if not (isinstance(force.start, Moment) and isinstance(force.end, Moment)):
            return None
        lengths.append((force.end.at - force.start.at).total_seconds())
    return max(lengths, default=None)


def _proof_and_votes(agreement: Agreement, name: str) -> Found:
    proof = agreement.proof
    if proof and not 0 <= proof.cleared < proof.breach <= 1:
        what = f"breach {proof.breach}, cleared {proof.cleared}"
        yield codes.PROOF.at(_at(name, proof.span), what)
    for norm in agreement.norms:
        if norm.proof is not None and not 0 < norm.proof <= 1:
            yield codes.PROOF.at(_at(name, norm.span), f"article {norm.ref}: {norm.proof}")
    for body in agreement.bodies:
        if body.needed is not None and body.needed > len(body.members):
            what = f"{body.name} needs {body.needed} votes of {len(body.members)} members"
            yield codes.VOTES.at(_at(name, body.span), what)


def _horizon(agreement: Agreement, name: str) -> Found:
    waits = [
        norm.deadline.seconds
        for norm in agreement.norms
        if isinstance(norm, Obligation) and isinstance(norm.deadline, Within)
    ]
    waits += [
        exemption.condition.within_s
        for exemption in agreement.exemptions
        if isinstance(exemption.condition, Notified)
    ]
    open_ended = any(isinstance(e.condition, InAnswer) for e in agreement.exemptions)
    if open_ended:
        what = "without end: whether an act was in answer to a breach is open until decided"
        yield codes.HORIZON.at(_at(name, agreement.span), what)
    elif waits:
        yield codes.HORIZON.at(_at(name, agreement.span), f"{max(waits) / 3600:g} h")
