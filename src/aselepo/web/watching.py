"""How areas are watched over valid time, for each thing that one looks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aselepo.agreement import Agreement
from aselepo.core.time import Interval
from aselepo.coverage import Ledger, Span, exposure
from aselepo.situation import Situation
from aselepo.situation.rows import subjects
from aselepo.web.moment import PARTLY, UNWATCHED, WATCHED, ms
from aselepo.words import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What one looks for: a domain of the agreement, else one of its prohibitions."""

    key: str
    label: str
    classes: frozenset[str]


def subjects_of(agreements: Sequence[Agreement], language: Language) -> list[Subject]:
    """Domains of the agreements; of an agreement without any, its prohibitions."""
    found: dict[str, Subject] = {}
    for agreement in agreements:
        every = list(subjects(agreement))
        domains = [each for each in every if each[1] is not None]
        labels = {d.name: dict(d.labels) for d in agreement.domains} | {
            n.ref: dict(n.labels) for n in agreement.norms
        }
        for provision, domain, classes, _ in domains or every:
            key = domain or provision or ""
            label = language.label(labels.get(key, {})) or key
            found.setdefault(key, Subject(key=key, label=label, classes=classes))
    return list(found.values())


def book_of(situation: Situation) -> Ledger:
    """The ledger of coverage behind a situation."""
    spans: dict[str, list[Span]] = defaultdict(list)
    for each in situation.coverage:
        spans[each.area].append(
            Span(
                source=each.source,
                area=each.area,
                window=each.window,
                status=each.status,
                reason=each.reason,
                p_detect=each.p_detect,
                declared=each.declared,
            )
        )
    return Ledger(spans)


def watch(
    book: Ledger,
    area: str,
    within: Mapping[str, Sequence[str]],
    span: Interval,
    classes: frozenset[str],
    language: Language,
) -> list[list[Any]]:
    """How an area is watched for some classes: [from, state, why], each until the next one."""
    looked = exposure(book, areas={area: 1.0}, within=within, window=span, classes=classes)
    pieces: list[list[Any]] = []
    reached = span.start
    for gap in looked.unseen:
        if gap.window.start > reached:
            pieces.append([ms(reached), WATCHED, ""])
        blind = len(gap.classes) == len(classes)
        why = language.named("web-why", gap.reason)
        if not blind:
            names = language.joined(language.named("class", name).lower() for name in gap.classes)
            why = language.say("web-not-for", classes=names)
        pieces.append([ms(gap.window.start), UNWATCHED if blind else PARTLY, why])
        assert gap.window.end is not None
        reached = gap.window.end
    if span.end is not None and reached < span.end:
        pieces.append([ms(reached), WATCHED, ""])
    return pieces


def looks(book: Ledger, areas: Sequence[str], sources: set[str]) -> list[Interval]:
    """When one of some sources looked at an area, or at an area that contains it."""
    windows = sorted(
        span.window
        for area in areas
        for span in book.spans.get(area, ())
        if span.source in sources and span.status == "observed"
    )
    joined: list[Interval] = []
    for window in windows:
        if joined and joined[-1].end is not None and window.start <= joined[-1].end:
            ends = (joined[-1].end, window.end)
            end = None if ends[1] is None else max(ends[0], ends[1])
            joined[-1] = Interval(joined[-1].start, end)
        else:
            joined.append(window)
    return joined
