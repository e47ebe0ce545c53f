"""Every name used must be declared; every name declared must be one thing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol

from aselepo.agreement import codes
from aselepo.agreement.checks.scene import Found, Scene, atoms, clauses
from aselepo.agreement.model import (
    Access,
    Area,
    AreaTree,
    Around,
    ByDay,
    Condition,
    Counted,
    Deadline,
    Decided,
    Declared,
    Every,
    GuaranteeActive,
    Held,
    Norm,
    Obligation,
    Ordered,
    Place,
    Prohibition,
    SideOf,
    Signature,
    Signed,
    Span,
    Storage,
    Undated,
    Withdrawal,
    Within,
    Zone,
)
from aselepo.agreement.read.tokens import nearest
from aselepo.core.classes import tree
from aselepo.core.problem import Problem


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class _OverClasses(Protocol):
    @property
    def classes(self) -> tuple[str, ...]: ...
    @property
    def span(self) -> Span: ...


def names(scene: Scene) -> Found:
    yield from _Names(scene).check()


class _Names:
    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.agreement = scene.agreement
        seen = scene.seen
        self.parties = {p.name for each in seen for p in each.parties}
        self.bodies = {body.name for each in seen for body in each.bodies}
        self.actors = self.parties | self.bodies
        self.groups = {g.name for each in seen for g in (*each.categories, *each.domains)}
        self.leaves = {leaf.name for each in seen for leaf in each.classes}
        self.leaves |= {system.name for each in seen for system in each.systems}
        self.objects = {kind.name for each in seen for kind in each.objects}
        self.zones = {zone.name for each in seen for zone in each.zones}
        lines = [line for each in seen for line in each.lines]
        self.lines = {line.name for line in lines}
        self.lines |= {rival.name for line in lines for rival in line.rivals}
        self.articles = {norm.article for each in seen for norm in each.norms}
        self.counts = {count.name for each in seen for count in each.counts}
        self.guarantees = {g.name for each in seen for g in each.guarantees}
        self.exemptions = {exemption.name for exemption in self.agreement.exemptions}
        self.phases = {phase.name for phase in self.agreement.phases}
        self.windows = {window.name for window in self.agreement.windows}
        self.questions = {question.name for question in self.agreement.questions}
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
        self.classes = self.groups | self.leaves | self.introduced | set(tree().names)
        self.places = self.zones | self.lines

    def check(self) -> Found:
        agreement = self.agreement
        for other in self.scene.missing:
            yield codes.RELIES.at(
                self.scene.at(agreement.span), f"relies on {other}, which was not given"
            )
        yield from self._doubles()
        yield from self._frame()
        yield from self._places_and_classes()
        for norm in agreement.norms:
            yield from self._norm(norm)
        yield from self._consequences()

    def _doubles(self) -> Found:
        agreement = self.agreement
        named: list[_Named] = [
            *agreement.parties,
            *agreement.bodies,
            *(formation for answers in agreement.answers for formation in answers.formations),
            *agreement.categories,
            *agreement.classes,
            *agreement.systems,
            *agreement.objects,
            *agreement.domains,
            *agreement.exemptions,
            *agreement.standards,
            *agreement.counts,
            *agreement.guarantees,
            *agreement.extensions,
            *agreement.phases,
            *agreement.windows,
            *agreement.questions,
            *agreement.responses,
            *agreement.suspensions,
            *agreement.remedies,
        ]
        seen: set[str] = set()
        for declared in named:
            if declared.name in seen:
                span = getattr(declared, "span", agreement.span)
                what = f"{declared.name} is declared already"
                yield codes.TWICE.at(self.scene.at(span), what)
            seen.add(declared.name)
        zones = {zone.name for zone in agreement.zones}
        lines: set[str] = set()
        for line in agreement.lines:  # a line may share a name with a party, not with a place
            if line.name in zones | lines:
                what = f"{line.name} is a line or zone already"
                yield codes.TWICE.at(self.scene.at(line.span), what)
            lines.add(line.name)

    def _frame(self) -> Found:
        agreement = self.agreement
        span = agreement.span
        if agreement.applies_in:
            yield from self._all([agreement.applies_in], self.zones, "zone", span)
        if agreement.prevails:
            yield from self._all([agreement.prevails], agreement.texts, "authentic text", span)
        for undertaking in agreement.undertakings:
            yield from self._all([undertaking.party], self.parties, "party", undertaking.span)
            yield from self._all(undertaking.articles, self.articles, "article", undertaking.span)
            if undertaking.keeper:
                yield from self._all([undertaking.keeper], self.parties, "party", undertaking.span)
        for answers in agreement.answers:
            yield from self._all([answers.party], self.parties, "party", answers.span)
        for force in agreement.force:
            if isinstance(force.start, Signature):
                yield from self._all(force.start.parties, self.parties, "party", force.span)
            elif isinstance(force.start, Declared | Decided):
                yield from self._all(force.start.by, self.actors, "party or body", force.span)
            for done in force.not_before:
                yield from self._all(done.by, self.actors, "party or body", force.span)
            if force.party:
                yield from self._all([force.party], self.parties, "party", force.span)
        if agreement.force_means:
            meaning = agreement.force_means
            yield from self._all(meaning.act.by, self.actors, "party or body", meaning.span)
        for extension in agreement.extensions:
            yield from self._all(extension.act.by, self.actors, "party or body", extension.span)
        for phase in agreement.phases:
            if phase.start.phase:
                yield from self._all([phase.start.phase], self.phases, "phase", phase.span)
            if phase.told:
                yield from self._all([phase.told], self.actors, "party or body", phase.span)
            if phase.start.when:
                yield from self._condition(phase.start.when, phase.span)
        for window in agreement.windows:
            yield from self._all(window.assured_by, self.actors, "party or body", window.span)
        for body in agreement.bodies:
            yield from self._all(body.members, self.parties, "party", body.span)

    def _places_and_classes(self) -> Found:
        agreement = self.agreement
        groups: list[_OverClasses] = [*agreement.categories, *agreement.classes]
        groups += agreement.systems
        for group in groups:
            yield from self._leaves(group.classes, group.span)
        for domain in agreement.domains:
            yield from self._all(domain.classes, self.classes, "class or category", domain.span)
        for exemption in agreement.exemptions:
            yield from self._leaves(exemption.classes, exemption.span)
            yield from self._all(exemption.by, self.parties, "party", exemption.span)
            if isinstance(exemption.condition, Ordered):
                ordering = exemption.condition.by
                yield from self._all(ordering, self.actors, "party or body", exemption.span)
            if exemption.inside:
                yield from self._all(
                    [exemption.inside], self.places, "zone or line", exemption.span
                )
        for line in agreement.lines:
            rivals = [rival.party for rival in line.rivals]
            yield from self._all(rivals, self.parties, "party", line.span)
        for zone in agreement.zones:
            yield from self._area(zone.area, zone)
        for required in agreement.required:
            yield from self._place(required.place, required.span)

    def _consequences(self) -> Found:
        agreement = self.agreement
        for count in agreement.counts:
            yield from self._all(count.articles, self.articles, "article", count.span)
            if count.party:
                yield from self._all([count.party], self.parties, "party", count.span)
        for guarantee in agreement.guarantees:
            yield from self._all(guarantee.pledged_by, self.parties, "party", guarantee.span)
            for condition in clauses(guarantee):
                yield from self._condition(condition, guarantee.span)
        for suspension in agreement.suspensions:
            for condition in (suspension.starts, suspension.ends):
                yield from self._condition(condition, suspension.span)
        for question in agreement.questions:
            asked = [party for party, _ in question.positions]
            yield from self._all(asked, self.parties, "party", question.span)
        for remedies in agreement.remedies:
            yield from self._all([remedies.body], self.actors, "body or party", remedies.span)
            yield from self._all(remedies.articles, self.articles, "article", remedies.span)
        for response in agreement.responses:
            for rung in response.rungs:
                yield from self._all([rung.decider], self.actors, "body or party", response.span)
                yield from self._all(rung.articles, self.articles, "article", response.span)
                if rung.off_ramp:
                    by = rung.off_ramp.by
                    yield from self._all(by, self.actors, "body or party", response.span)

    def _norm(self, norm: Norm) -> Found:
        span = norm.span
        subjects = [norm.subject]
        if isinstance(norm, Withdrawal):
            subjects = [move.subject for move in norm.moves]
            lines = [move.line for move in norm.moves]
            yield from self._all(lines, self.places, "zone or line", span)
        for subject in subjects:
            yield from self._all(subject.names, self.actors, "party", span)
        if not isinstance(norm, Obligation):
            yield from self._all(norm.classes, self.classes, "class or category", span)
        yield from self._place(norm.place, span)
        for deadline in _deadlines(norm):
            yield from self._deadline(deadline, span)
        if norm.otherwise:
            yield from self._all([norm.otherwise], self.articles, "article", span)
        if norm.phase:
            yield from self._all([norm.phase], self.phases, "phase", span)
        if norm.window:
            yield from self._all([norm.window], self.windows, "window", span)
        if norm.question:
            yield from self._all([norm.question], self.questions, "open question", span)
        if norm.reading:
            yield from self._all([norm.reading], self.parties, "party", span)
        if isinstance(norm, Prohibition | Access):
            yield from self._all(norm.exempt, self.exemptions, "exemption", span)
        if isinstance(norm, Access):
            yield from self._all(norm.to, self.actors, "party or body", span)
        if isinstance(norm, Storage):
            for quota in norm.quotas:
                yield from self._all(quota.subject.names, self.actors, "party", span)
                yield from self._all(quota.classes, self.classes, "class or category", span)
                yield from self._place(quota.place, span)

    def _deadline(self, deadline: Deadline | Every | Undated, span: Span) -> Found:
        if isinstance(deadline, ByDay) and deadline.phase:
            yield from self._all([deadline.phase], self.phases, "phase", span)
        if isinstance(deadline, Within):
            trigger = deadline.after
            match trigger.kind:
                case "breach" | "notice_of_breach":
                    yield from self._all([trigger.name], self.articles, "article", span)
                case "phase":
                    yield from self._all([trigger.name], self.phases, "phase", span)
                case "guarantee":
                    yield from self._all([trigger.name], self.guarantees, "guarantee", span)

    def _condition(self, condition: Condition, span: Span) -> Found:
        for atom in atoms(condition):
            match atom:
                case Signed(parties=signing):
                    yield from self._all(signing, self.parties, "party", span)
                case Declared(by=by) | Decided(by=by):
                    yield from self._all(by, self.actors, "party or body", span)
                case Counted(count=count):
                    yield from self._all([count], self.counts, "count", span)
                case GuaranteeActive(guarantee=guarantee):
                    yield from self._all([guarantee], self.guarantees, "guarantee", span)
                case Held(zone=str(zone)):
                    yield from self._all([zone], self.zones, "zone", span)

    def _place(self, place: Place, span: Span) -> Found:
        if place.kind == "on":
            yield from self._all([place.name or ""], self.objects, "class of object", span)
        elif place.name:
            yield from self._all([place.name], self.places, "zone or line", span)

    def _area(self, area: Area, zone: Zone) -> Found:
        match area:
            case AreaTree(left=left, right=right):
                yield from self._area(left, zone)
                yield from self._area(right, zone)
            case SideOf(party=party):
                yield from self._all([party], self.parties, "party", zone.span)
            case Around(name=around, belt=belt) if belt:
                yield from self._all([around], self.places, "line", zone.span)
            case _:
                pass  # lines and maps come with the mission's geography

    def _all(self, words: Iterable[str], known: Collection[str], kind: str, span: Span) -> Found:
        for word in words:
            if word not in known and not self.scene.missing:
                yield self._unknown(word, known, kind, span)

    def _unknown(self, word: str, known: Iterable[str], kind: str, span: Span) -> Problem:
        near = nearest(word, known)
        mend = f"write `{near}`, or declare {word}" if near else f"declare {word}"
        return codes.UNKNOWN.at(self.scene.word(word, span), f"no {kind} named {word}", mend=mend)

    def _leaves(self, words: Iterable[str], span: Span) -> Found:
        known = self.groups | self.leaves | set(tree().names)
        for word in words:
            if word not in known:
                near = nearest(word, tree().names, cutoff=0.7)
                hint = f"; the nearest node is {near}" if near else ""
                yield codes.OWN_LEAF.at(
                    self.scene.word(word, span), f"{word} is a class of this agreement only{hint}"
                )


def _deadlines(norm: Norm) -> list[Deadline | Every | Undated]:
    if isinstance(norm, Obligation):
        return [norm.deadline]
    if isinstance(norm, Withdrawal):
        return [deadline for deadline in (norm.begun, norm.complete) if deadline]
    return []
