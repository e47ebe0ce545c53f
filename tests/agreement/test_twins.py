"""On crisp facts the engine and a slow monitor of the exported formulas find the same.

Two ways from a text to its findings that share the reading of the text only.
"""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.agreement.monitor import Monitor

from aselepo.agreement import parse
from aselepo.agreement.crisp import log
from aselepo.agreement.mfotl import formulas
from aselepo.assess import assess, read_facts

TEXT = """agreement case "Case". clock "Europe/Kyiv".
in force from 2026-03-02 00:00 +00:00 until 2026-03-09 00:00 +00:00.
party A "A". party B "B". body C "C": members A, B; decides by 1 of 2.
category fire "Fire": shelling, demining_blast. category attack "Attack": assault.
line loc "Line". zone strip "Strip" is 2 km around loc. proof breach 0.95, cleared 0.05.
exemption blast "Blast": demining_blast if notified 6 h before, within 2 h and 1 km of the notice.
exemption ordered "Ordered": shelling by B if ordered by B after coordination failed.
article 1 "Fire": A, B must not do fire anywhere, except under blast, ordered, gravity serious.
article 2 "Attack": A must not do attack inside strip, gravity grave.
article 3 "Outside": B must not do shelling outside strip.
article 4 "Near": no party may do assault within 1 km of strip.
article 5 "Reply": the accused party must do reply within 24 h after a breach of article 1,
  otherwise article 6.
article 6 "Hearing": the accused party must do hearing within 48 h after a breach of article 1.
article 7 "Order": each party must do order by 2026-03-03 00:00 +00:00.
suspension talks "Talks": starts when declared stop by A, B; ends when declared go by A.
"""
HOUR = 3600
START = 1772409600  # 2026-03-02T00:00Z


def moment(hours: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(START + hours * HOUR, UTC).isoformat()


def stream(seed: int, size: int) -> list[dict[str, Any]]:
    chance = random.Random(seed)
    ids = [f"i{n}" for n in range(size)]

    def hours(low: int = -6, high: int = 174) -> int:
        return chance.randrange(low, high, 2)

    def party() -> str:
        return chance.choice("AB")

    found: list[dict[str, Any]] = [
        {
            "kind": "line",
            "name": "loc",
            "geometry": {"type": "LineString", "coordinates": [[0, 0], [0, 9000]]},
        }
    ]
    when = {id: hours() for id in ids}
    for id in ids:
        found.append(
            {
                "kind": "incident",
                "id": id,
                "time": moment(when[id]),
                "p_real": 1.0,
                "classes": {
                    chance.choice(["shelling", "mortar", "demining_blast", "assault"]): 1.0
                },
                "attribution": {party(): 1.0},
                "at": [chance.choice([0, 1999, 2500, 4000]), 4000],
                "cov": [0, 0, 0],
            }
        )
    for n in range(chance.randrange(3)):
        given = hours(-20, 150)
        at = [chance.choice([0, 2500]), 4000]
        ahead = chance.choice([4, 6, 8])
        found.append(
            {
                "kind": "notice",
                "id": f"n{n}",
                "by": party(),
                "given": moment(given),
                "time": moment(given + ahead),
                "at": at,
            }
        )
    acts = ["reply", "hearing", "fire_order", "coordination_failed", "order", "stop", "go"]
    for n in range(chance.randrange(10)):
        what = chance.choice(acts)
        re = chance.choice(ids) if what in ("reply", "hearing") and ids else None
        at = when[re] + chance.randrange(0, 60) if re else hours() + 1  # answers come after
        found.append(
            {
                "kind": "act",
                "id": f"a{n}",
                "what": what,
                "by": party(),
                "time": moment(at),
                "re": re,
            }
        )
    return [
        {"known_at": fact.get("time") or fact.get("given") or moment(-48), "rev": 0, **fact}
        for fact in found
    ]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 9))
def test_the_engine_and_the_monitor_agree(seed: int, size: int) -> None:
    facts = {"crs": "plane", "clock": "UTC", "facts": stream(seed, size)}
    agreement, problems = parse(TEXT)
    assert problems == ()
    assert agreement is not None
    made = formulas(agreement)
    assert made.left_out == ()
    written, doubts = log(agreement, made, facts)
    assert doubts == ()
    monitor = Monitor.of(written)
    result = assess([agreement], read_facts(facts))
    rows = [*result.findings.to_pylist(), *result.no_breach().to_pylist()]
    for norm in agreement.norms:
        by_engine = {
            (row["incident"] or row["trigger"], row["party"])
            for row in rows
            if row["provision"] == norm.ref
            and row["verdict"] in ("breach", "missed", "late")
            and row["party"] != "some party"
        }
        by_monitor = {
            (dict(values).get("i"), dict(values)["p"])
            for _, values in monitor.violations(made.formulas[f"article {norm.ref}"])
        }
        if norm.ref == "7":  # a duty of a moment answers nothing
            by_engine = {(None, party) for _, party in by_engine}
        assert by_engine == by_monitor, (norm.ref, written)
