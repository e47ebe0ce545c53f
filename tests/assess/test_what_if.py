"""What-if: the same evidence under a stretch of force that the reader supposes."""

from __future__ import annotations

from datetime import UTC, datetime

from aselepo.agreement import parse
from aselepo.assess import assess, mission_facts
from aselepo.core import Interval
from aselepo.core.tables import INCIDENTS, LINKS, table

TEXT = """
agreement truce "Truce". clock "UTC". in force from 2025-04-19 18:00 until 2025-04-21 00:00.
party A "A". party B "B". A undertakes alone article 1 from 2025-04-19 18:00 until 2025-04-21 00:00.
B undertakes article 1. category fire "Fire": shelling. proof breach 0.9, cleared 0.1.
article 1 "Quiet": no party may do fire anywhere.
"""


def test_undertakings_hold_in_the_stretch_that_is_supposed() -> None:
    agreement, problems = parse(TEXT)
    assert agreement is not None, problems
    day = datetime(2025, 4, 13, 12, tzinfo=UTC)
    rows = [
        {
            "incident": "i-1", "time": day, "time_sigma_s": 0.0, "p_real": 1.0,
            "p_class": [("shelling", 1.0)], "p_party": [("A", 1.0)], "last_known_at": day,
        }
    ]  # fmt: skip
    facts = mission_facts(table(INCIDENTS, rows), LINKS.empty_table(), ())
    assert len(assess([agreement], facts).findings) == 0
    supposed = Interval(datetime(2025, 4, 13, tzinfo=UTC), datetime(2025, 4, 14, tzinfo=UTC))
    found = assess([agreement], facts, in_force=supposed).findings.to_pylist()
    assert [(row["party"], row["verdict"]) for row in found] == [
        ("A", "breach"),
        ("some party", "breach"),
    ]
