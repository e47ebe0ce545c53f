"""What is promised now: pledges step by step, hubs, declarations, mandates, open questions.

Each step of a pledge rests on statements or documents; the newest step by its day holds. Vague
amounts stay as they were said: they are shown, never summed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

STAGES = (
    "mentioned",
    "declared",
    "agreed",
    "authorised",
    "allocated",
    "deploying",
    "in place",
)
"""Stages upwards; beside them stand `withdrawn` and `refused`."""
ENDED = ("withdrawn", "refused")
WARN_DAYS = (60, 30)
"""Days before a mandate's end at which its readers are warned."""


class Recorded(Protocol):
    """An entry of the log, as far as pledges read it."""

    @property
    def known_at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def body(self) -> dict[str, Any]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a pledge, with the words it rests on."""

    stage: str
    said_by: str
    """`itself`: the contributor; `other`: somebody about it."""
    rests_on: tuple[str, ...]
    quote: str
    lang: str
    on: date
    known_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """A pledge as it stands; `amount` {words, lo, hi, unit} keeps what was said."""

    id: str
    contributor: str
    kind: str
    about: str
    stage: str
    amount: Mapping[str, Any] | None
    where: str
    limits: tuple[str, ...]
    conditions: tuple[Mapping[str, str], ...]
    waits_for: tuple[str, ...]
    quote: str
    lang: str
    said_by: str
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    """Keys of what a reader must know: without-mandate, mandate-ends, only-said-about."""

    @property
    def exact(self) -> int | None:
        """The amount where it was said as one number; else None, and nothing is summed."""
        if self.amount is None or self.amount["lo"] != self.amount["hi"]:
            return None
        return int(self.amount["lo"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """What a contributor's own body allows, and until when."""

    contributor: str
    body: str
    ceiling: int | None
    area: str
    expires: date | None
    warnings: tuple[int, ...]
    """Thresholds in days that have been reached; 0: it has ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One kind of help: what is required, and what stands against it by stage."""

    kind: str
    required: Mapping[str, Any] | None
    exact: Mapping[str, int]
    """By stage the sum of the amounts said as one number."""
    vague: tuple[tuple[str, str, str], ...]
    """(contributor, stage, words) of the others; shown, never summed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promises:
    """All that was said and promised, as known."""

    pledges: tuple[Pledge, ...]
    hubs: tuple[Mapping[str, Any], ...]
    declarations: tuple[Mapping[str, Any], ...]
    questions: tuple[Mapping[str, Any], ...]
    statements: tuple[Mapping[str, Any], ...]
    mandates: tuple[Mandate, ...]
    gaps: tuple[Gap, ...]
    waits: tuple[tuple[str, str], ...]
    """(pledge, pledge or condition it waits for)."""
    cycles: tuple[tuple[str, ...], ...]
    """Pledges that wait for one another."""
    turns: tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]
    """Pairs of statements for one state on one matter that point apart, the earlier first: proposed
    for a reader to compare, never judged."""


def promises(entries: Iterable[Recorded], *, today: date) -> Promises:
    """Fold entries of kinds `statement` and `pledge` into what holds.

    Parameters
    ----------
    entries : in any order; repeats of a record count once
    today : day of knowledge, for the ends of mandates
    """
    bodies: dict[str, tuple[Mapping[str, Any], datetime]] = {}
    for entry in entries:
        if entry.kind in ("statement", "pledge"):
            name = str(entry.body.get("id") or id(entry))
            if name not in bodies or entry.known_at < bodies[name][1]:
                bodies[name] = (entry.body, entry.known_at)
    by_type: dict[str, list[tuple[Mapping[str, Any], datetime]]] = {}
    for name in sorted(bodies):
        body, known = bodies[name]
        by_type.setdefault(_type(body), []).append((body, known))
    mandates = tuple(_mandate(body, today) for body, _ in by_type.get("mandate", ()))
    pledges = _pledges(by_type.get("step", ()), mandates, today)
    return Promises(
        pledges=pledges,
        hubs=_plain(by_type, "hub"),
        declarations=_plain(by_type, "declaration"),
        questions=_plain(by_type, "question"),
        statements=_plain(by_type, "statement"),
        mandates=mandates,
        gaps=_gaps(pledges, [body for body, _ in by_type.get("requirement", ())]),
        waits=_waits(pledges),
        cycles=_cycles(pledges),
        turns=_turns(_plain(by_type, "statement")),
    )


def _type(body: Mapping[str, Any]) -> str:
    kind = str(body.get("type", ""))
    if kind == "quote":  # confirmed from a text
        return "step" if body.get("kind") == "pledge" else "statement"
    return kind


def _plain(
    by_type: Mapping[str, Sequence[tuple[Mapping[str, Any], datetime]]], kind: str
) -> tuple[Mapping[str, Any], ...]:
    rows = [body for body, _ in by_type.get(kind, ())]
    return tuple(
        sorted(rows, key=lambda body: (str(body.get("published")), str(body.get("record"))))
    )


def _pledges(
    rows: Iterable[tuple[Mapping[str, Any], datetime]], mandates: Sequence[Mandate], today: date
) -> tuple[Pledge, ...]:
    grouped: dict[str, list[tuple[Mapping[str, Any], datetime]]] = {}
    for body, known in rows:
        grouped.setdefault(str(body.get("record") or body["id"]), []).append((body, known))
    return tuple(_pledge(name, grouped[name], mandates, today) for name in sorted(grouped))


def _pledge(
    name: str,
    rows: Sequence[tuple[Mapping[str, Any], datetime]],
    mandates: Sequence[Mandate],
    today: date,
) -> Pledge:
    ordered = sorted(rows, key=lambda row: (_day(row[0]), row[1], str(row[0].get("id"))))
    merged: dict[str, Any] = {}
    for body, _ in ordered:  # what a later step does not say again still stands
        merged.update({key: value for key, value in body.items() if value not in (None, "", [])})
    steps = tuple(_step(body, known) for body, known in ordered)
    stage = steps[-1].stage
    contributor = str(merged.get("contributor") or merged.get("on_behalf_of") or "")
    own = [m for m in mandates if m.contributor == contributor]
    notes = []
    if all(step.said_by != "itself" for step in steps):
        notes.append("only-said-about")
    if stage in ("in place", "deploying") and own and all(0 in m.warnings for m in own):
        notes.append("without-mandate")
    elif any(m.warnings for m in own):
        notes.append("mandate-ends")
    return Pledge(
        id=name,
        contributor=contributor,
        kind=str(merged.get("kind", "")) if merged.get("type") == "step" else "",
        about=str(merged.get("about") or merged.get("object") or ""),
        stage=stage,
        amount=merged.get("amount"),
        where=str(merged.get("where") or ""),
        limits=tuple(merged.get("limits", ())),
        conditions=tuple(merged.get("conditions", ())),
        waits_for=tuple(merged.get("waits_for", ())),
        quote=steps[-1].quote,
        lang=steps[-1].lang,
        said_by=steps[-1].said_by,
        steps=steps,
        notes=tuple(notes),
    )


def _step(body: Mapping[str, Any], known: datetime) -> Step:
    refused = body.get("class") == "refuse"
    return Step(
        stage=str(body.get("stage") or ("refused" if refused else "mentioned")),
        said_by=str(body.get("said_by") or "itself"),
        rests_on=tuple(body.get("rests_on", ())) or (str(body.get("id")),),
        quote=str(body.get("quote", "")),
        lang=str(body.get("lang", "")),
        on=_day(body),
        known_at=known,
    )


def _day(body: Mapping[str, Any]) -> date:
    published = body.get("published")
    return date.fromisoformat(published) if published else date.min


def _mandate(body: Mapping[str, Any], today: date) -> Mandate:
    expires = date.fromisoformat(body["expires"]) if body.get("expires") else None
    left = None if expires is None else (expires - today).days
    warnings = [] if left is None else [days for days in (*WARN_DAYS, 0) if left <= days]
    return Mandate(
        contributor=str(body["contributor"]),
        body=str(body["body"]),
        ceiling=body.get("ceiling"),
        area=str(body.get("area", "")),
        expires=expires,
        warnings=tuple(warnings),
    )


def _gaps(pledges: Sequence[Pledge], required: Sequence[Mapping[str, Any]]) -> tuple[Gap, ...]:
    asked = {str(body["kind"]): body["amount"] for body in required}
    kinds = sorted({pledge.kind for pledge in pledges if pledge.kind} | asked.keys())
    gaps = []
    for kind in kinds:
        exact: dict[str, int] = {}
        vague = []
        for pledge in pledges:
            if pledge.kind != kind or pledge.stage in ENDED:
                continue
            if pledge.exact is not None:
                exact[pledge.stage] = exact.get(pledge.stage, 0) + pledge.exact
            else:
                words = str(pledge.amount["words"]) if pledge.amount else ""
                vague.append((pledge.contributor, pledge.stage, words))
        gaps.append(Gap(kind=kind, required=asked.get(kind), exact=exact, vague=tuple(vague)))
    return tuple(gaps)


def _waits(pledges: Sequence[Pledge]) -> tuple[tuple[str, str], ...]:
    edges = [(pledge.id, other) for pledge in pledges for other in pledge.waits_for]
    edges += [
        (pledge.id, str(condition.get("trigger") or condition.get("words")))
        for pledge in pledges
        for condition in pledge.conditions
    ]
    return tuple(sorted(set(edges)))


TOWARDS, AWAY = ("commit", "ready"), ("refuse",)
"""Classes that point towards doing a thing, and away from it."""
_ALIKE = 0.5
"""Share of words in common from which two objects are taken for one matter."""


def _turns(
    statements: Sequence[Mapping[str, Any]],
) -> tuple[tuple[Mapping[str, Any], Mapping[str, Any]], ...]:
    """Statements that point apart: said for the same state, on the same matter."""
    by_state: dict[str, list[Mapping[str, Any]]] = {}
    for each in statements:
        if each.get("on_behalf_of") and each.get("class") in (*TOWARDS, *AWAY):
            by_state.setdefault(str(each["on_behalf_of"]), []).append(each)
    found = []
    for name in sorted(by_state):
        said = by_state[name]
        for place, one in enumerate(said):
            for other in said[place + 1 :]:
                apart = (one["class"] in TOWARDS) != (other["class"] in TOWARDS)
                if apart and _same_matter(one, other):
                    found.append((one, other))
    return tuple(found)


def _same_matter(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    a, b = (
        {word[:5].lower() for word in str(each.get("object") or "").split() if len(word) > 3}
        for each in (one, other)
    )
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= _ALIKE


def _cycles(pledges: Sequence[Pledge]) -> tuple[tuple[str, ...], ...]:
    """Rings of pledges that wait for one another, each from its first name."""
    after = {pledge.id: sorted(pledge.waits_for) for pledge in pledges}
    found: set[tuple[str, ...]] = set()
    for start in sorted(after):
        paths: list[tuple[str, ...]] = [(start,)]
        while paths:
            path = paths.pop()
            for other in after.get(path[-1], ()):
                if other == start and start == min(path):
                    found.add(path)
                elif other in after and other not in path:
                    paths.append((*path, other))
    return tuple(sorted(found))
