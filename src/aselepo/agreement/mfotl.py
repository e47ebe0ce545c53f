"""The crisp core of an agreement in metric first-order temporal logic, for the monitor MonPoly.

A formula holds at the time points of a breach (for a duty: at its trigger or its deadline), and
for a guarantee where its start condition holds. What that logic cannot say is left out, by name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta

from aselepo.agreement.model import (
    Agreement,
    And,
    At,
    By,
    ByDay,
    Condition,
    Count,
    Counted,
    Decided,
    Declared,
    Every,
    Exemption,
    Force,
    Held,
    Moment,
    Norm,
    Not,
    Notified,
    Obligation,
    Or,
    Ordered,
    Prohibition,
    Signature,
    Signed,
    Subject,
    Within,
)
from aselepo.agreement.temporal import (
    all_of,
    any_of,
    exists,
    later,
    not_,
    once,
    quoted,
    says,
)
from aselepo.core.time import clock, from_local

SIGNATURE = {
    "incident": ("id:string", "party:string"),
    "is": ("id:string", "class:string"),
    "placed": ("id:string", "article:string"),
    "near": ("id:string", "notice:string", "exemption:string"),
    "notice": ("notice:string", "party:string"),
    "on_time": ("notice:string",),
    "act": ("id:string", "what:string", "party:string", "re:string"),
    "told": ("party:string", "re:string"),
    "decided": ("what:string", "party:string"),
    "signed": ("party:string",),
    "mark": ("name:string",),
}
"""Predicates of the log. `placed` and `near` are computed by us, `mark` is a moment of the text."""


class NotCrisp(Exception):
    """What the logic cannot say; the text names it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formulas:
    """Formulas by name, moments that the log must mark, and what is left out."""

    formulas: dict[str, str]
    marks: dict[str, datetime]
    left_out: tuple[str, ...]
    placed: tuple[str, ...]
    """Articles whose place the log must say for each incident."""
    notified: tuple[str, ...]
    """Exemptions whose notices the log must match in space."""
    horizon_s: int
    """How long after the last fact the log must run for every deadline to be past."""


def formulas(agreement: Agreement) -> Formulas:
    """Formulas of all articles, counts and guarantees that can be said.

    Parameters
    ----------
    agreement : as parsed and checked without errors
    """
    return _Writer(agreement).write()


def signature() -> str:
    """The predicates with their types, in the format of MonPoly."""
    return "".join(f"{name}({','.join(types)})\n" for name, types in SIGNATURE.items())


@dataclass(slots=True)
class _Writer:
    agreement: Agreement
    marks: dict[str, datetime] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    placed: list[str] = field(default_factory=list)
    notified: list[str] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    def write(self) -> Formulas:
        agreement = self.agreement
        found: dict[str, str] = {}
        if agreement.undertakings:
            self.left_out.append("undertakings: every party is taken as bound")
        for norm in agreement.norms:
            try:
                found[f"article {norm.ref}"] = self._norm(norm)
            except NotCrisp as reason:
                self.left_out.append(f"article {norm.ref}: {reason}")
        for guarantee in agreement.guarantees:
            states = {
                "starts": guarantee.starts,
                "pauses": guarantee.pauses,
                "resumes": guarantee.resumes,
                "ends": guarantee.ends,
            }
            for word, clause in states.items():
                if clause is None:
                    continue
                try:
                    found[f"guarantee {guarantee.name} {word}"] = self._condition(clause)
                except NotCrisp as reason:
                    self.left_out.append(f"guarantee {guarantee.name}, {word} when: {reason}")
        return Formulas(
            formulas=found,
            marks=self.marks,
            left_out=tuple(self.left_out),
            placed=tuple(self.placed),
            notified=tuple(dict.fromkeys(self.notified)),
            horizon_s=int(max(self.waits, default=0)) + 1,
        )

    # Articles

    def _norm(self, norm: Norm) -> str:
        if norm.phase or norm.window or norm.question:
            raise NotCrisp("a phase, window of silence or open question")
        if norm.amendment:
            raise NotCrisp("an amendment")
        if isinstance(norm, Prohibition):
            return self._prohibition(norm)
        if isinstance(norm, Obligation):
            return self._obligation(norm)
        raise NotCrisp(f"a {type(norm).__name__.lower()}")

    def _prohibition(self, norm: Prohibition) -> str:
        """Free: i the incident, p the party."""
        if norm.hours or norm.start:
            raise NotCrisp("hours or a period")
        parts = [
            says("incident", "i", "p"),
            self._classes(norm.classes),
            self._bound(norm.subject),
        ]
        if norm.place.kind in ("inside", "outside", "within"):
            self.placed.append(norm.ref)
            parts.append(says("placed", "i", quoted(norm.ref)))
        elif norm.place.kind != "anywhere":
            raise NotCrisp(f"a place of the kind {norm.place.kind}")
        exemptions = {exemption.name: exemption for exemption in self.agreement.exemptions}
        for name in norm.exempt:
            parts.append(not_(self._exempt(exemptions[name])))
        parts += self._force()
        return all_of(parts)

    def _classes(self, names: tuple[str, ...]) -> str:
        return any_of([says("is", "i", quoted(word)) for word in self.agreement.expand(names)])

    def _bound(self, subject: Subject) -> str:
        names = subject.names or tuple(
            party.name for party in self.agreement.parties if not party.guarantor
        )
        return any_of([f"(p = {quoted(name)})" for name in names])

    def _exempt(self, exemption: Exemption) -> str:
        """Free: i, p."""
        parts = [says("incident", "i", "p"), self._classes(exemption.classes)]
        if exemption.by:
            parts.append(any_of([f"(p = {quoted(name)})" for name in exemption.by]))
        if exemption.inside:
            raise NotCrisp(f"the exemption {exemption.name} with a place")
        match exemption.condition:
            case Notified(lead_s=lead_s, within_s=within_s):
                self.notified.append(exemption.name)
                self.waits.append(within_s)
                in_time = all_of([says("on_time", "n"), once(says("notice", "n", "p"), lead_s)])
                close = any_of([once(in_time, 0, within_s), later(in_time, within_s)])
                near = says("near", "i", "n", quoted(exemption.name))
                given = once(says("notice", "n", "p"))
                parts.append(exists("n", all_of([near, given, close])))
            case Ordered(by=by, after=after):
                failed = exists("b,q,s", says("act", "b", quoted(f"{after}_failed"), "q", "s"))
                order = exists("a,r", says("act", "a", quoted("fire_order"), "p", "r"))
                parts.append(any_of([f"(p = {quoted(name)})" for name in by]))
                parts.append(once(all_of([order, once(failed, 1)])))
            case None:
                pass
            case _:
                raise NotCrisp(f"the exemption {exemption.name}: in answer to a breach")
        return all_of(parts)

    def _obligation(self, norm: Obligation) -> str:
        """Free: p, and for a duty after something also what it answers."""
        if norm.quantity is not None:
            raise NotCrisp("a quantity")
        if norm.place.kind != "anywhere":
            raise NotCrisp("a duty with a place")
        openers = [n for n in self.agreement.norms if n.otherwise == norm.article]
        deadline = norm.deadline
        if isinstance(deadline, Within) and deadline.after.kind not in ("force",):
            parts = self._trigger(norm, deadline)
            self.waits.append(deadline.seconds)
            parts.append(not_(later(self._done(norm, "i"), deadline.seconds)))
            for opener in openers:
                when = getattr(opener, "deadline", None)
                if not (isinstance(opener, Obligation) and isinstance(when, Within)):
                    raise NotCrisp(f"opened by article {opener.ref}")
                if when.after != deadline.after:
                    raise NotCrisp(f"opened by article {opener.ref} with another trigger")
                self.waits.append(when.seconds)
                parts.append(not_(later(self._done(opener, "i"), when.seconds)))
            return all_of([*parts, *self._force()])
        if openers:
            raise NotCrisp("opened by another duty, at a moment")
        parts = [self._bound(norm.subject)]
        done = exists("i", self._done(norm, "i"))
        match deadline:
            case By(moment=moment):
                name = self._mark(f"due {norm.ref}", moment.at)
                parts = [says("mark", quoted(name)), *parts, not_(once(done))]
            case ByDay(day=day, phase=None):
                name = self._mark(f"due {norm.ref}", self._end_of_day(day))
                parts = [says("mark", quoted(name)), *parts, not_(once(done))]
            case Within(seconds=seconds):
                name = self._mark(f"due {norm.ref}", self._start() + timedelta(seconds=seconds))
                parts = [says("mark", quoted(name)), *parts, not_(once(done))]
            case Every(seconds=seconds):
                name = f"every {seconds:.0f} s"
                parts = [says("mark", quoted(name)), *parts]
                parts.append(not_(once(done, 0, seconds, open_end=True)))
            case _:
                raise NotCrisp("no deadline, or a day of a phase")
        return all_of(parts)

    def _done(self, norm: Obligation, re: str) -> str:
        """Free: p and what is answered."""
        return any_of(
            [exists("a", says("act", "a", quoted(word), "p", re)) for word in norm.classes]
        )

    def _trigger(self, norm: Obligation, deadline: Within) -> list[str]:
        """Free: i what is answered, p the party."""
        trigger = deadline.after
        bound = self._bound(norm.subject) if norm.subject.kind != "accused" else None
        match trigger.kind:
            case "breach":
                parts = [self._breach(trigger.name)]
            case "notice_of_breach":
                told = says("told", "p", "i")
                parts = [told, once(self._breach(trigger.name))]
            case "act":
                parts = [exists("r", says("act", "i", quoted(trigger.name), "p", "r"))]
            case "notice":
                parts = [says("notice", "i", "p")]
            case kind:
                raise NotCrisp(f"a duty after a {kind}")
        return [*parts, *([bound] if bound else [])]

    def _breach(self, article: str) -> str:
        """Free: i, p."""
        norms = [n for n in self.agreement.norms if n.article == article and not n.amendment]
        if not norms:
            raise NotCrisp(f"article {article} of another instrument")
        if not all(isinstance(norm, Prohibition) for norm in norms):
            raise NotCrisp(f"a breach of article {article}, which is no prohibition")
        return any_of([self._norm(norm) for norm in norms])

    # Force

    def _force(self) -> list[str]:
        """Closed: in force at this time point, and not suspended."""
        parts = [
            any_of([all_of(self._stretch(at, f)) for at, f in enumerate(self.agreement.force, 1)])
        ]
        for suspension in self.agreement.suspensions:
            starts, ends = self._event(suspension.starts), self._event(suspension.ends)
            parts.append(not_(f"({not_(ends)} SINCE[0,*) {starts})"))
        return parts

    def _stretch(self, number: int, force: Force, since_s: float = 0) -> list[str]:
        if force.party:
            raise NotCrisp("a start of force that differs by party")
        match force.start:
            case Moment(at=at):
                parts = [
                    once(says("mark", quoted(self._mark(f"force {number} starts", at))), since_s)
                ]
            case Signature(parties=parties):
                parts = [once(says("signed", quoted(name)), since_s) for name in parties]
            case act:
                parts = self._said(act, since_s)
        for done in force.not_before:
            for name in done.by:
                seen = exists("a,r", says("act", "a", quoted(done.what), quoted(name), "r"))
                parts.append(once(seen, since_s))
        if isinstance(force.end, Moment):
            name = self._mark(f"force {number} ends", force.end.at)
            parts.append(not_(once(says("mark", quoted(name)))))
        elif force.end is not None:
            self._note(f"the end of {force.end.name}: force is taken as open")
        if self.agreement.extensions:
            raise NotCrisp("an extension")
        return parts

    def _note(self, text: str) -> None:
        if text not in self.left_out:
            self.left_out.append(text)

    def _mark(self, name: str, at: datetime) -> str:
        self.marks[name] = at
        return name

    def _start(self) -> datetime:
        starts = [f.start.at for f in self.agreement.force if isinstance(f.start, Moment)]
        if not starts:
            raise NotCrisp("a deadline from a start of force that is not a moment")
        return min(starts)

    def _end_of_day(self, day: int) -> datetime:
        zone = clock(self.agreement.clock)
        first = self._start().astimezone(zone).date()
        try:
            local = datetime.combine(first + timedelta(days=day), time())
        except OverflowError as far:
            raise NotCrisp("a day that no calendar has") from far
        return from_local(local, zone).astimezone(UTC)

    # Conditions

    def _said(self, act: Declared | Decided, since_s: float = 0) -> list[str]:
        if isinstance(act, Decided):
            return [
                once(says("decided", quoted(act.what), quoted(name)), since_s) for name in act.by
            ]
        if not act.by:
            return [once(exists("a,p,r", says("act", "a", quoted(act.what), "p", "r")), since_s)]
        return [
            once(exists("a,r", says("act", "a", quoted(act.what), quoted(name), "r")), since_s)
            for name in act.by
        ]

    def _event(self, condition: Condition) -> str:
        """Closed: the time point at which the last needed act comes."""
        match condition:
            case Declared() | Decided() if condition.by:
                given = self._said(condition)
            case Signed(parties=parties):
                given = [once(says("signed", quoted(name))) for name in parties]
            case _:
                raise NotCrisp("a suspension by other than declarations, decisions, signatures")
        now = [part.removeprefix("(ONCE[0,*) ").removesuffix(")") for part in given]
        return any_of(
            [
                all_of([here, *(other for at, other in enumerate(given) if at != number)])
                for number, here in enumerate(now)
            ]
        )

    def _condition(self, condition: Condition) -> str:
        """Closed."""
        match condition:
            case And(items=items):
                return all_of([self._condition(item) for item in items])
            case Or(items=items):
                return any_of([self._condition(item) for item in items])
            case Not(item=item):
                return not_(self._condition(item))
            case Signed(parties=parties):
                return all_of([once(says("signed", quoted(name))) for name in parties])
            case Declared() | Decided():
                return all_of(self._said(condition))
            case At(moment=moment):
                name = self._mark(f"at {moment.text}", moment.at)
                return once(says("mark", quoted(name)))
            case Counted(count=count, operator=operator, number=number):
                counted = next(c for c in self.agreement.counts if c.name == count)
                return self._counted(counted, operator, number)
            case Held():
                return self._held(condition)
        raise NotCrisp("another guarantee")

    def _breaches(self, articles: tuple[str, ...], gravity: str | None) -> str:
        """Free: i, p."""
        if self.agreement.relies:
            raise NotCrisp("breaches of the instrument relied on")
        found = [
            self._norm(norm)
            for norm in self.agreement.norms
            if isinstance(norm, Prohibition)
            and (not articles or norm.article in articles)
            and (gravity is None or norm.gravity == gravity)
        ]
        if not found:
            raise NotCrisp("breaches of no prohibition")
        return any_of(found)

    def _counted(self, count: Count, operator: str, number: int) -> str:
        if count.per_m is not None:
            raise NotCrisp(f"{count.name} counts clusters")
        if count.verified:
            self._note(f"count {count.name}: every breach counts, not verified ones only")
        least = number + (1 if operator in (">", "<=") else 0)
        breaches = self._breaches(count.articles, count.gravity)
        window = once(breaches, 0, count.window_s, open_end=True)
        many = f"((c <- CNT i; p {window}) AND (c >= {least}))"
        if count.party:
            many = f"({many} AND (p = {quoted(count.party)}))"
        reached = exists("c,p", many)
        if operator == "=":
            raise NotCrisp(f"{count.name} equal to a number")
        return reached if operator in (">=", ">") else not_(reached)

    def _held(self, held: Held) -> str:
        if held.watched is not None:
            raise NotCrisp("what was watched")
        stretches = enumerate(self.agreement.force, 1)
        begun = any_of([all_of(self._stretch(at, f, held.seconds)) for at, f in stretches])
        breaches = self._breaches((), held.gravity)
        window = once(breaches, 0, held.seconds, open_end=True)
        return all_of([begun, not_(exists("i,p", window))])
