"""Reading an agreement in another language: its articles in plain words, made from the tree.

What is rendered is for reading only; the English sentence is the text. The form is a list of
questions and answers (forbidden what, by whom, where, when), so that no language has to bend the
names of the agreement.
"""

from __future__ import annotations

from collections.abc import Iterable

from aselepo.agreement.model import (
    Access,
    And,
    Area,
    AreaTree,
    Around,
    At,
    By,
    ByDay,
    Condition,
    Counted,
    Deadline,
    Decided,
    Declared,
    Every,
    Exemption,
    GuaranteeActive,
    Held,
    InAnswer,
    Limit,
    Map,
    Norm,
    Not,
    Notified,
    Obligation,
    Or,
    Ordered,
    Permission,
    Place,
    Prohibition,
    SideOf,
    Signed,
    Storage,
    Subject,
    Undated,
    Withdrawal,
    Within,
)
from aselepo.agreement.saying import Row, Saying


class Rendering(Saying):
    """An agreement in one language: its articles, places and conditions."""

    # Articles

    def rows(self, norm: Norm) -> list[Row]:
        """An article as questions and answers, in order."""
        found = self._kind(norm)
        found.append((self.say("norm.who"), self.subject(norm.subject)))
        if isinstance(norm, Withdrawal):
            found = self._withdrawal(norm)
        elif not isinstance(norm, Obligation) or norm.place.kind != "anywhere":
            found.append((self.say("norm.where"), self.place(norm.place)))
        found += self._time(norm)
        if isinstance(norm, Prohibition | Access):
            for word in norm.exempt:
                found.append((self.say("norm.except"), self._exempt(word)))
        found += self._more(norm)
        if norm.gravity:
            found.append((self.say("norm.gravity"), self.say.known("gravity", norm.gravity)))
        if norm.proof is not None:
            named = f" ({self.name(norm.standard)})" if norm.standard else ""
            found.append((self.say("norm.proof"), self.number(norm.proof) + named))
        if norm.otherwise:
            found.append(
                (self.say("norm.otherwise"), self.say("terms.article", ref=norm.otherwise))
            )
        if norm.question:
            asked = self.name(norm.question)
            answer = (
                self.say("terms.reading", party=self.name(norm.reading), name=asked)
                if norm.reading
                else self.say("terms.depends", name=asked)
            )
            found.append((self.say("norm.open"), answer))
        if norm.assumed:
            found.append((self.say("norm.also"), self.say("terms.assumed")))
        return found

    def _kind(self, norm: Norm) -> list[Row]:
        match norm:
            case Prohibition():
                return [(self.say("norm.forbidden"), self.classes(norm.classes))]
            case Permission():
                return [(self.say("norm.allowed"), self.classes(norm.classes))]
            case Obligation():
                key = {"do": "due", "release": "release", "deliver": "deliver"}[norm.verb]
                much = f"{norm.quantity} " if norm.quantity is not None else ""
                return [(self.say(f"norm.{key}"), much + self.names(norm.classes))]
            case Storage():
                serial = f"; {self.say('terms.serial')}" if norm.by_serial else ""
                return [(self.say("norm.keep"), self.classes(norm.classes) + serial)]
            case Limit():
                return [(self.say("norm.at_most"), f"{norm.number} {self.classes(norm.classes)}")]
            case Access():
                return [(self.say("norm.access"), self.names(norm.to))]
        return [(self.say("norm.withdraw"), self.classes(norm.classes))]

    def _withdrawal(self, norm: Withdrawal) -> list[Row]:
        found: list[Row] = []
        for move in norm.moves:
            found.append((self.say("norm.withdraw"), self.classes(move.systems)))
            found.append((self.say("norm.who"), self.subject(move.subject)))
            if move.belt:
                around = Around(distance_m=move.distance_m, name=move.line, belt=move.belt)
                where = self.area(around)
            else:
                distance = self.distance(move.distance_m)
                where = self.say("where.from_line", distance=distance, name=self.name(move.line))
            found.append((self.say("norm.where"), where))
        return found

    def _time(self, norm: Norm) -> list[Row]:
        found: list[Row] = []
        if isinstance(norm, Obligation):
            found.append((self.say("norm.deadline"), self.deadline(norm.deadline)))
        if isinstance(norm, Withdrawal):
            for key, when in (("begun", norm.begun), ("complete", norm.complete)):
                if when:
                    said = self.say(f"when.{key}", deadline=self.deadline(when))
                    found.append((self.say("norm.deadline"), said))
            if norm.kept:
                found.append((self.say("norm.also"), self.say("when.kept")))
        if isinstance(norm, Access):
            request = self.say("trigger.request")
            within = self.duration(norm.within_s)
            said = self.say("when.within", duration=within, trigger=request)
            found.append((self.say("norm.deadline"), said))
        held: list[str] = []
        if isinstance(norm, Prohibition | Permission):
            if norm.start and norm.end:
                start, end = self.moment(norm.start), self.moment(norm.end)
                held.append(self.say("when.from_until", start=start, end=end))
            if norm.hours:
                start, end = self.hour(norm.hours.start_min), self.hour(norm.hours.end_min)
                held.append(self.say("when.hours", start=start, end=end))
        if norm.phase:
            held.append(self.say("when.phase", name=self.name(norm.phase)))
        if norm.window:
            held.append(self.say("when.window", name=self.name(norm.window)))
        return found + [(self.say("norm.when"), said) for said in held]

    def _more(self, norm: Norm) -> list[Row]:
        found: list[Row] = []
        if isinstance(norm, Obligation) and norm.record:
            found.append((self.say("norm.record"), self.names(norm.record)))
        if isinstance(norm, Storage):
            if norm.notice_s is not None:
                absence = self.say("terms.absence", duration=self.duration(norm.notice_s))
                found.append((self.say("norm.also"), absence))
            for quota in norm.quotas:
                said = self.say(
                    "terms.quota",
                    party=self.subject(quota.subject),
                    number=quota.number,
                    names=self.classes(quota.classes),
                    where=self.place(quota.place),
                )
                found.append((self.say("norm.at_most"), said))
        if isinstance(norm, Access) and norm.counted:
            words = [
                self.say("terms.delay", duration=self.duration(norm.delay_s or 0))
                if word == "delay"
                else self.say(f"terms.{word}")
                for word in norm.counted
            ]
            said = f"{self.names(norm.classes)}: {', '.join(words)}"
            found.append((self.say("norm.counts_as"), said))
        return found

    def _exempt(self, word: str) -> str:
        found = next((e for e in self.agreement.exemptions if e.name == word), None)
        return self.exemption(found) if found else self.name(word)

    def exemption(self, exemption: Exemption) -> str:
        """What is exempt, for whom, if what."""
        parts = [self.classes(exemption.classes)]
        if exemption.by:
            parts.append(self.say("terms.by", parties=self.names(exemption.by)))
        match exemption.condition:
            case Notified(lead_s=lead, within_s=within_s, within_m=within_m):
                said = self.say(
                    "terms.notified",
                    lead=self.duration(lead),
                    time=self.duration(within_s),
                    distance=self.distance(within_m),
                )
                parts.append(said)
            case Ordered(by=by, after=after):
                ordered = self.say("terms.ordered", parties=self.names(by), name=self.name(after))
                parts.append(ordered)
            case InAnswer():
                parts.append(self.say("terms.in_answer"))
        if exemption.inside:
            parts.append(self.say("where.inside", name=self.name(exemption.inside)))
        if exemption.assumed:
            parts.append(self.say("terms.assumed"))
        name = self.name(exemption.name)
        return f"{name}: {'; '.join(parts)}"

    def classes(self, names: Iterable[str]) -> str:
        """Classes; what a category holds stands in brackets behind its label."""
        found = []
        for name in names:
            group = self._groups.get(name)
            if group is None:
                found.append(self.name(name))
                continue
            inside = ", ".join(self.name(word) for word in group.classes)
            found.append(
                f"{self.name(name)} ({inside})" if self._says_more(name, inside) else inside
            )
        return "; ".join(found) if any("(" in word for word in found) else ", ".join(found)

    def _says_more(self, name: str, inside: str) -> bool:
        return self.name(name).casefold() != inside.casefold()

    def subject(self, subject: Subject) -> str:
        return self.names(subject.names) or self.say(f"who.{subject.kind}")

    # Where and when

    def place(self, place: Place) -> str:
        if place.kind == "anywhere":
            return self.say("where.anywhere")
        name = self.name(place.name or "")
        return self.say(f"where.{place.kind}", name=name, distance=self.distance(place.distance_m))

    def area(self, area: Area) -> str:
        match area:
            case AreaTree(operator=operator, left=left, right=right):
                sides = {"left": self._side(left), "right": self._side(right)}
                return self.say(f"where.{operator}", **sides)
            case Around(distance_m=distance_m, name=name, belt=belt):
                distance, line = self.distance(distance_m), self.name(name)
                match belt:
                    case "each side":
                        return self.say("where.belt_each", name=line, distance=distance)
                    case "in total":
                        total = self.distance(2 * distance_m)
                        return self.say(
                            "where.belt_total", name=line, distance=distance, total=total
                        )
                    case "open":
                        half = self.distance(distance_m / 2)
                        return self.say("where.belt_open", name=line, distance=distance, half=half)
                return self.say("where.around", name=line, distance=distance)
            case SideOf(party=party):
                return self.say("where.side_of", party=self.name(party))
            case Map(name=name):
                return self.name(name)

    def _side(self, area: Area) -> str:
        return f"({self.area(area)})" if isinstance(area, AreaTree) else self.area(area)

    def deadline(self, deadline: Deadline | Every | Undated) -> str:
        match deadline:
            case Within(seconds=seconds, after=after):
                name = after.name
                if after.kind not in ("breach", "notice_of_breach"):
                    name = self.name(name)
                trigger = self.say(f"trigger.{after.kind}", name=name)
                return self.say("when.within", duration=self.duration(seconds), trigger=trigger)
            case By(moment=moment):
                return self.say("when.by", moment=self.moment(moment))
            case ByDay(day=day, phase=None):
                return self.say("when.by_day", day=day)
            case ByDay(day=day, phase=str(phase)):
                return self.say("when.by_day_phase", day=day, phase=self.name(phase))
            case Every(seconds=seconds):
                return self.say("when.every", duration=self.duration(seconds))
        return self.say("when.undated")

    # Conditions

    def condition(self, condition: Condition) -> str:
        match condition:
            case And(items=items):
                return self.say("condition.and").join(self._item(item) for item in items)
            case Or(items=items):
                return self.say("condition.or").join(self._item(item) for item in items)
            case Not(item=item):
                return self.say("condition.not", item=self._item(item))
            case Signed(parties=parties):
                return self.say("condition.signed", parties=self.names(parties))
            case Declared() | Decided():
                return self.act(condition)
            case Held():
                return self._held(condition)
            case Counted(count=count, operator=operator, number=number):
                sign = {">=": "≥", "<=": "≤"}.get(operator, operator)
                name = self.name(count)
                return self.say("condition.count", name=name, operator=sign, number=number)
            case GuaranteeActive(guarantee=guarantee, seconds=seconds):
                name = self.name(guarantee)
                if not seconds:
                    return self.say("condition.active", name=name)
                duration = self.duration(seconds)
                return self.say("condition.active_for", name=name, duration=duration)
            case At(moment=moment):
                return self.say("condition.at", moment=self.moment(moment))

    def _item(self, condition: Condition) -> str:
        said = self.condition(condition)
        return f"({said})" if isinstance(condition, And | Or) else said

    def act(self, act: Declared | Decided) -> str:
        key = "declared" if isinstance(act, Declared) else "decided"
        by = self.names(act.by) if act.by else self.say("force.anybody")
        return self.say(f"condition.{key}", what=self.word(act.what), parties=by)

    def _held(self, held: Held) -> str:
        duration = self.duration(held.seconds)
        breaches = self.say("terms.verified" if held.verified else "terms.breaches")
        if held.gravity:
            gravity = self.say.known("gravity", held.gravity)
            breaches = f"{breaches} {self.say('terms.with_gravity', gravity=gravity)}"
        said = self.say("condition.quiet", duration=duration, what=breaches)
        if held.watched is not None:
            share = f"{self.number(round(held.watched * 100, 6))} %"
            zone = self.name(held.zone or "")
            said = f"{said}; {self.say('condition.watched', share=share, zone=zone)}"
        return said
