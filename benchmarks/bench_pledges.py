"""Intake of texts, and the state of many pledges; `./aselepo bench pledges`.

The peer of the intake is one pass of the standard library's regular expressions over the same text
that finds its words, so the figures are ratios on any machine.
"""

from __future__ import annotations

import platform
import re
import statistics
import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from aselepo.pledges import extract
from aselepo.pledges.state import promises

ARTICLE = {
    "en": "Prime Minister Anna Hill said that North would send 500 soldiers after a ceasefire.\n"
    "“We will not fight,” she added.\nAccording to Jean Colline, the talks go on.\n",
    "fi": "Pääministeri Anna Mäki sanoi, että Pohjola voisi lähettää 500 sotilasta.\n"
    "– Emme taistele, hän lisäsi.\nKokous päättyi myöhään illalla.\n",
}
REPEATS = 12
"""An article of about 3,000 characters."""


@dataclass(frozen=True)
class Entry:
    body: dict[str, Any]
    kind: str
    known_at: datetime = field(default=datetime(2026, 1, 1, tzinfo=UTC))


def seconds(call: Any, runs: int = 5) -> float:
    call()
    times = []
    for _ in range(runs):
        start = time.process_time()
        call()
        times.append(time.process_time() - start)
    return statistics.median(times)


def intake() -> None:
    for lang, part in ARTICLE.items():
        article = "\n".join(part.replace("Anna", f"Anna{n}") for n in range(REPEATS))
        ours = seconds(lambda a=article, code=lang: extract(a, code))
        words = seconds(lambda a=article: [m[0] for m in re.finditer(r"\w+", a)])
        print(
            f"intake {lang}: {ours * 1000:.1f} ms an article of {len(article):,} characters, "
            f"{1 / ours:,.0f}/CPU s, {ours / words:.0f} x finding its words"
        )


def state() -> None:
    start = date(2026, 1, 1)
    entries = [
        Entry(
            {
                "type": "statement", "id": f"s{n}", "record": f"s{n}", "speaker": f"P{n % 200}",
                "on_behalf_of": f"C{n % 40}", "class": "report", "quote": "words", "lang": "en",
                "published": (start + timedelta(days=n % 300)).isoformat(),
            },
            "statement",
        )
        for n in range(100_000)
    ]  # fmt: skip
    entries += [
        Entry(
            {
                "type": "step", "id": f"p{n}-{stage}", "record": f"p{n}",
                "contributor": f"C{n % 40}",
                "kind": "land", "stage": stage, "published": f"2026-0{month}-01",
                "rests_on": [f"s{n}"], "quote": "words", "said_by": "itself",
                "waits_for": [f"p{n - 1}"] if n % 7 else [],
            },
            "pledge",
        )
        for n in range(1_000)
        for month, stage in ((1, "declared"), (4, "authorised"))
    ]  # fmt: skip
    ours = seconds(lambda: promises(entries, today=date(2026, 6, 1)), runs=3)
    plain = seconds(lambda: sorted(entries, key=lambda e: str(e.body["id"])), runs=3)
    print(
        f"state of 1,000 pledges and 100,000 statements: {ours:.2f} CPU s, "
        f"{ours / plain:.1f} x sorting the entries"
    )


if __name__ == "__main__":
    print(f"{platform.platform()}, Python {platform.python_version()}")
    intake()
    state()
