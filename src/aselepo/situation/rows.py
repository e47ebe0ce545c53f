"""Which rows a situation has: per instrument, domain or provision, side struck, accused, window."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aselepo.agreement import Agreement
from aselepo.agreement.model import Norm, Prohibition
from aselepo.assess.summary import Row
from aselepo.situation.areas import ANYWHERE, Areas
from aselepo.situation.windows import Stretch


def rows_of(
    agreement: Agreement, stretches: Sequence[Stretch], areas: Areas
) -> Iterator[tuple[Row, str]]:
    """The rows of an instrument, each with what its weights go by.

    A row per domain, and per prohibition; for each side's territory as a whole and for domains
    also for each of its parts; per party bound that could have acted there. A mission that knows
    no territories has one row per accused party, anywhere.
    """
    bound = [party.name for party in agreement.parties if not party.guarantor]
    forbidding = [norm for norm in agreement.norms if isinstance(norm, Prohibition)]
    for stretch in stretches:
        for what in subjects(agreement):
            provision, domain, classes, provisions = what
            for side, area, parts, by in _places(areas, with_parts=domain is not None):
                for accused in bound:
                    if accused == side or not _binds_any(forbidding, provisions, accused):
                        continue
                    row = Row(
                        instrument=agreement.name,
                        provision=provision,
                        domain=domain,
                        classes=classes,
                        provisions=provisions,
                        side=side,
                        accused=accused,
                        area=area,
                        parts=parts,
                        window=stretch.window,
                        whole=stretch.whole,
                        in_force=stretch.in_force,
                    )
                    yield row, by


def subjects(
    agreement: Agreement,
) -> Iterator[tuple[str | None, str | None, frozenset[str], frozenset[str]]]:
    """Domains, then prohibitions: (provision, domain, classes, provisions that count)."""
    forbidding = [norm for norm in agreement.norms if isinstance(norm, Prohibition)]
    of_norm = {norm.ref: frozenset(agreement.expand(norm.classes)) for norm in forbidding}
    for domain in agreement.domains:
        wanted = frozenset(agreement.expand((domain.name,)))
        touching = frozenset(ref for ref, classes in of_norm.items() if classes & wanted)
        forbidden = frozenset().union(*(of_norm[ref] for ref in touching)) & wanted
        if forbidden:
            yield None, domain.name, forbidden, touching
    for ref, classes in of_norm.items():
        yield ref, None, classes, frozenset((ref,))


def _places(
    areas: Areas, *, with_parts: bool
) -> Iterator[tuple[str | None, str, dict[str, float], str]]:
    """Side struck, area, its parts with weights, and what these go by."""
    territories = areas.territories()
    if not territories:
        yield None, ANYWHERE, {ANYWHERE: 1.0}, "count"
    for territory in territories:
        weights, by = areas.weights(territory.id)
        yield territory.side, territory.id, weights, by
        for part in territory.parts if with_parts else ():
            weights, by = areas.weights(part)
            yield territory.side, part, weights, by


def _binds_any(norms: Sequence[Norm], refs: frozenset[str], party: str) -> bool:
    return any(
        norm.ref in refs and (norm.subject.kind != "names" or party in norm.subject.names)
        for norm in norms
    )
