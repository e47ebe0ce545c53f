"""Rows of a situation: what can be said per domain or provision, side struck and accused side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aselepo.agreement import Agreement
from aselepo.assess import Assessment
from aselepo.assess.summary import ENOUGH, Charge, Happening, summarise
from aselepo.assess.summary import Summary as Summarised
from aselepo.coverage import Ledger
from aselepo.situation.areas import Areas
from aselepo.situation.rows import rows_of
from aselepo.situation.value import Exposure, Gap, Power, Summary
from aselepo.situation.windows import Stretch


def read_summaries(
    agreements: Sequence[Agreement],
    assessment: Assessment,
    book: Ledger,
    cuts: Mapping[str, Sequence[Stretch]],
    areas: Areas,
    happenings: Mapping[str, Happening],
) -> tuple[Summary, ...]:
    forbids = {
        (agreement.name, norm.ref): frozenset(agreement.expand(norm.classes))
        for agreement in agreements
        for norm in agreement.norms
    }
    charges = [
        Charge(
            instrument=row["instrument"],
            provision=row["provision"],
            party=row["party"],
            incident=row["incident"],
            verdict=row["verdict"],
            p=(row["p_lo"], row["p_hi"]),
            classes=forbids.get((row["instrument"], row["provision"]), frozenset()),
        )
        for row in assessment.findings.select(
            ["instrument", "provision", "party", "incident", "verdict", "p_lo", "p_hi"]
        ).to_pylist()
        if row["incident"] is not None
    ]
    found: list[Summary] = []
    within = {name: areas.within(name) for name in areas.by_id}
    for agreement in agreements:
        pairs = list(rows_of(agreement, cuts[agreement.name], areas))
        summed = summarise(
            [row for row, _ in pairs],
            charges=[c for c in charges if c.instrument == agreement.name],
            happenings=happenings,
            book=book,
            within=within,
            enough=ENOUGH if agreement.enough is None else agreement.enough,
        )
        found.extend(_summary(each, by) for each, (_, by) in zip(summed, pairs, strict=True))
    return tuple(found)


def _summary(each: Summarised, by: str) -> Summary:
    row, looked = each.row, each.looked
    return Summary(
        instrument=row.instrument,
        provision=row.provision,
        domain=row.domain,
        side=row.side,
        accused=row.accused,
        area=row.area,
        window=row.window,
        whole=row.whole,
        verdict=each.verdict,
        p=None if each.p is None else (round(each.p[0], 4), round(each.p[1], 4)),
        exposure=Exposure(
            watched_h=round(looked.watched_h, 2),
            total_h=round(looked.total_h, 2),
            share=round(looked.share, 4),
            by=by,
        ),
        power=None
        if each.power is None
        else Power(
            p_notice_one=round(each.power.p_notice_one, 4),
            noticed_from=each.power.noticed_from,
            rate_excluded_per_day=None
            if each.power.rate_excluded_per_day is None
            else round(each.power.rate_excluded_per_day, 4),
            enough=each.enough,
        ),
        missing=tuple(
            Gap(
                area=gap.area,
                window=gap.window,
                source=gap.source,
                reason=gap.reason,
                classes=gap.classes,
            )
            for gap in looked.unseen
        ),
        incidents=each.incidents,
    )
