"""The parts of an agreement beside its articles, in plain words of one language."""

from __future__ import annotations

from aselepo.agreement.model import (
    Body,
    Count,
    Declared,
    EndOf,
    Extension,
    Force,
    Guarantee,
    Moment,
    Phase,
    Required,
    Response,
    Signature,
    System,
    Window,
)
from aselepo.agreement.rendering import Rendering
from aselepo.agreement.saying import Row, label


def force(r: Rendering) -> list[str]:
    """When the agreement is in force, and what else has to do with time."""
    agreement, say = r.agreement, r.say
    found = [stretch(r, part) for part in agreement.force] or [say("force.none")]
    if agreement.force_means:
        meaning = agreement.force_means
        parties = r.names(meaning.act.by) or say("force.anybody")
        found.append(
            say(
                "force.means",
                parties=parties,
                what=r.word(meaning.act.what),
                evidence=meaning.evidence,
            )
        )
    found += [_extension(r, extension) for extension in agreement.extensions]
    found += [phase(r, each) for each in agreement.phases]
    found += [_window(r, window) for window in agreement.windows]
    for suspension in agreement.suspensions:
        starts, ends = r.condition(suspension.starts), r.condition(suspension.ends)
        name = label(suspension.labels, r.lang, suspension.name)
        found.append(say("force.suspension", name=name, starts=starts, ends=ends))
    for amendment in agreement.amendments:
        found.append(
            say(
                "force.amendment",
                name=label(amendment.labels, r.lang, amendment.name),
                moment=r.moment(amendment.start),
                articles=", ".join(amendment.articles),
            )
        )
    if agreement.reporting_day_end_min is not None:
        found.append(say("force.reporting", hour=r.hour(agreement.reporting_day_end_min)))
    found.append(say("force.clock", clock=agreement.clock))
    return found


def stretch(r: Rendering, force: Force) -> str:
    """One stretch of force: from when, until when, for whom."""
    say, start = r.say, force.start
    match start:
        case Moment():
            said = say("force.from", moment=r.moment(start))
        case Signature(parties=parties):
            said = say("force.signature", parties=r.names(parties))
        case _:
            key = "declared" if isinstance(start, Declared) else "decided"
            by = r.names(start.by) or say("force.anybody")
            said = say(f"force.{key}", what=r.word(start.what), parties=by)
    parts = [said]
    for done in force.not_before:
        parts.append(say("force.not_before", what=r.word(done.what), parties=r.names(done.by)))
    match force.end:
        case None:
            parts.append(say("force.open_end"))
        case EndOf(name=name):
            parts.append(say("force.until_end_of", name=r.word(name)))
        case end:
            parts.append(say("force.until", moment=r.moment(end)))
    if force.party:
        parts.insert(0, say("force.for_party", party=r.name(force.party)))
    return ", ".join(parts)


def _extension(r: Rendering, extension: Extension) -> str:
    if extension.seconds is not None:
        by = f"+{r.duration(extension.seconds)}"
    else:
        by = r.say("force.until", moment=r.moment(extension.until)) if extension.until else ""
    key = "silent" if extension.silent else "extension"
    name = label(extension.labels, r.lang, extension.name)
    said = r.say(f"force.{key}", name=name, by=by, act=r.act(extension.act))
    if extension.at_most is not None:
        said = f"{said}; {r.say('force.times', n=extension.at_most)}"
    return said


def phase(r: Rendering, phase: Phase) -> str:
    """A phase: when it starts, how long it lasts, who is told."""
    start, say = phase.start, r.say
    match start.kind:
        case "force" if not start.seconds:
            said = say("force.phase_force")
        case "force":
            said = say("force.phase_after_force", duration=r.duration(start.seconds))
        case "moment":
            said = say("force.from", moment=r.moment(start.moment)) if start.moment else ""
        case "when":
            said = r.condition(start.when) if start.when else ""
        case kind:
            duration, other = r.duration(start.seconds), r.name(start.phase or "")
            said = say(f"force.phase_{kind}", duration=duration, phase=other)
    parts = [said]
    if phase.lasts_s is not None:
        parts.append(say("force.lasts", duration=r.duration(phase.lasts_s)))
    if phase.late_day is not None and phase.told:
        parts.append(say("force.told", day=phase.late_day, party=r.name(phase.told)))
    named = label(phase.labels, r.lang, phase.name)
    name = phase.name if named == phase.name else f"{phase.name} ({named})"
    return say("force.phase", name=name, start=", ".join(parts))


def _window(r: Rendering, window: Window) -> str:
    name = label(window.labels, r.lang, window.name)
    parts = [r.say("force.window", name=name, parties=r.names(window.assured_by))]
    if window.start and window.end:
        start, end = r.moment(window.start), r.moment(window.end)
        parts.append(r.say("when.from_until", start=start, end=end))
    if window.lead_s is not None:
        parts.append(r.say("force.asked", duration=r.duration(window.lead_s)))
    return ", ".join(parts)


def who(r: Rendering) -> list[Row]:
    """Parties and bodies, each with its standing."""
    agreement, say = r.agreement, r.say
    found = []
    for party in agreement.parties:
        parts = [say("page.guarantor")] if party.guarantor else []
        for undertaking in agreement.undertakings:
            if undertaking.party != party.name:
                continue
            key = "page.alone" if undertaking.alone else "page.undertakes"
            parts.append(say(key, articles=", ".join(undertaking.articles)))
            if undertaking.keeper:
                parts.append(say("page.keeper", party=r.name(undertaking.keeper)))
        for answers in agreement.answers:
            if answers.party == party.name:
                names = r.names(formation.name for formation in answers.formations)
                parts.append(say("page.answers_for", names=names))
        found.append((r.name(party.name), "; ".join(parts)))
    return found + [(r.name(body.name), _body(r, body)) for body in agreement.bodies]


def _body(r: Rendering, body: Body) -> str:
    parts = [r.say("page.members", members=r.names(body.members))]
    if body.needed is not None:
        parts.append(r.say("page.votes", needed=body.needed, out_of=body.out_of))
    if body.valid_s is not None:
        parts.append(r.say("page.valid", duration=r.duration(body.valid_s)))
    return "; ".join(parts)


def terms(r: Rendering) -> list[Row]:
    """Categories, systems, lines, zones, exemptions: what the words stand for."""
    agreement = r.agreement
    found = []
    for group in (*agreement.categories, *agreement.classes, *agreement.domains):
        found.append((r.name(group.name), r.names(group.classes)))
    found += [(r.name(system.name), _system(r, system)) for system in agreement.systems]
    for kind in agreement.objects:
        found.append((r.name(kind.name), r.names(kind.kinds)))
    for line in agreement.lines:
        rivals = [
            r.say("where.version", name=r.name(rival.name), party=r.name(rival.party))
            for rival in line.rivals
        ]
        said = r.say("where.rivals", names=", ".join(rivals)) if rivals else ""
        found.append((r.name(line.name), said))
    for zone in agreement.zones:
        parts = [r.area(zone.area)]
        if zone.corners:
            parts.append(r.say("where.corners", names=", ".join(zone.corners)))
        if zone.start:
            parts.append(r.say("force.from", moment=r.moment(zone.start)))
        if zone.end:
            parts.append(r.say("force.until", moment=r.moment(zone.end)))
        if zone.assumed:
            parts.append(r.say("terms.assumed"))
        found.append((r.name(zone.name), "; ".join(parts)))
    for exemption in agreement.exemptions:
        name, _, said = r.exemption(exemption).partition(": ")
        found.append((name, said))
    return found


def _system(r: Rendering, system: System) -> str:
    if not system.classes:
        return system.words
    parts = [r.names(system.classes)]
    mm = r.say("unit.mm")
    if system.calibre_lo_mm is not None:
        sign = "≥" if system.lo_included else ">"
        parts.append(f"{sign} {r.number(system.calibre_lo_mm)} {mm}")
    if system.calibre_hi_mm is not None:
        sign = "≤" if system.hi_included else "<"
        parts.append(f"{sign} {r.number(system.calibre_hi_mm)} {mm}")
    parts += system.types
    return ", ".join(parts)


def proof(r: Rendering) -> list[Row]:
    """Standard of proof and counting rule."""
    agreement, say = r.agreement, r.say
    title = say("norm.proof")
    if agreement.proof is None:
        return [(title, say("terms.no_proof"))]
    stated = agreement.proof
    breach, cleared = r.number(stated.breach), r.number(stated.cleared)
    parts = [say("terms.proof", breach=breach, cleared=cleared)]
    if stated.standard:
        parts.append(r.name(stated.standard))
    if stated.each:
        parts.append(say("terms.each_element"))
    if stated.assumed:
        parts.append(say("terms.assumed"))
    return [(title, "; ".join(parts))]


def follows(r: Rendering) -> list[tuple[str, list[Row]]]:
    """Counts, guarantees, responses, remedies, required force: a title and rows for each."""
    agreement, say = r.agreement, r.say
    found: list[tuple[str, list[Row]]] = []
    if agreement.counts:
        rows = [(r.name(count.name), counted(r, count)) for count in agreement.counts]
        found.append((say("page.counted"), rows))
    found += [guarantee(r, each) for each in agreement.guarantees]
    found += [response(r, each) for each in agreement.responses]
    more: list[Row] = []
    for remedies in agreement.remedies:
        title = say("terms.remedies", party=r.name(remedies.body), names="").rstrip(": ")
        more.append((title, r.names(remedies.remedies)))
    for required in agreement.required:
        more.append((label(required.labels, r.lang, required.name), _required(r, required)))
    if more:
        found.append(("", more))
    return found


def counted(r: Rendering, count: Count) -> str:
    """What a count counts, whose, in which window, in which unit."""
    say = r.say
    what = [say("terms.verified" if count.verified else "terms.breaches")]
    if count.articles:
        what.append(say("terms.of_articles", articles=", ".join(count.articles)))
    if count.gravity:
        what.append(say("terms.with_gravity", gravity=say.known("gravity", count.gravity)))
    by = r.name(count.party) if count.party else say("terms.one_party")
    parts = [f"{' '.join(what)}, {by}, {r.duration(count.window_s)}"]
    if count.per_m is not None and count.per_s is not None:
        distance, duration = r.distance(count.per_m), r.duration(count.per_s)
        parts.append(say("terms.one_per", distance=distance, duration=duration))
    unit = count.unit or (r.agreement.counting.unit if r.agreement.counting else "incident")
    parts.append(say("terms.counted_in", unit=say(f"counting.{unit}")))
    return "; ".join(parts)


def guarantee(r: Rendering, guarantee: Guarantee) -> tuple[str, list[Row]]:
    """A guarantee: its title, and a row for each clause."""
    parties = r.names(guarantee.pledged_by)
    title = f"{r.name(guarantee.name)}, {r.say('terms.pledged', parties=parties)}"
    rows = [
        (r.say(f"terms.{key}"), r.condition(clause))
        for key, clause in (
            ("starts", guarantee.starts),
            ("pauses", guarantee.pauses),
            ("resumes", guarantee.resumes),
            ("ends", guarantee.ends),
        )
        if clause is not None
    ]
    return title, rows


def response(r: Rendering, response: Response) -> tuple[str, list[Row]]:
    """A response: its title, and a row for each rung."""
    rows = []
    for number, rung in enumerate(response.rungs, start=1):
        key = "terms.rung_what" if rung.what else "terms.rung"
        duration, party = r.duration(rung.seconds), r.name(rung.decider)
        parts = [r.say(key, party=party, duration=duration, what=r.word(rung.what))]
        if rung.articles:
            parts.append(r.say("terms.after_breach", articles=", ".join(rung.articles)))
        if rung.from_breach:
            parts.append(r.say("terms.of_breach"))
        if rung.off_ramp:
            parts.append(r.say("terms.off_ramp", act=r.act(rung.off_ramp)))
        rows.append((str(number), "; ".join(parts)))
    if response.two_clocks:
        rows.append(("", r.say("terms.two_clocks")))
    return label(response.labels, r.lang, response.name), rows


def _required(r: Rendering, required: Required) -> str:
    if required.high is None:
        much = r.say("terms.at_least", n=required.low)
    elif required.high == required.low:
        much = str(required.low)
    else:
        much = r.say("terms.range", low=required.low, high=required.high)
    parts = [f"{much} {r.name(required.what)}", r.place(required.place)]
    if required.start:
        parts.append(r.say("force.from", moment=r.moment(required.start)))
    if required.assumed:
        parts.append(r.say("terms.assumed"))
    return ", ".join(parts)
