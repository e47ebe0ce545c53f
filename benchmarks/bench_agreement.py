"""How fast an agreement is read, checked and laid out, beside Lark on the same text.

Lark reads the published grammar (`agreement/grammar.lark`) with its LALR parser and contextual
lexer and makes a bare parse tree; the reader makes the syntax tree with moments resolved and
slips named. Medians of processor time in this process, so that what else the machine does counts
less; times depend on the machine, ratios less so.
"""

from __future__ import annotations

import platform
import statistics
import sys
import time
from collections.abc import Callable
from importlib import resources
from typing import Any

from lark import Lark

from aselepo.agreement import check, parse
from aselepo.agreement.layout import layout

ARTICLES = 2_000
RUNS = 5
HEAD = """agreement large "Large". clock "Europe/Kyiv". in force from 2026-03-01 00:00.
party A "Northland" uk "Північ". party B "Southland" uk "Південь".
body C "Commission": members A, B; decides by 1 of 2; decisions valid 7 days.
category fire "Fire": small_arms, mortar, artillery, rocket.
category heavy "Heavy weapons in place": tank_seen, artillery_seen, rocket_seen.
system guns "Guns": gun of 100 mm or more.
line loc "Line". zone strip "Strip" is 15 km around loc. proof breach 0.95, cleared 0.05.
exemption demining "Notified": explosion by A, B
  if notified 6 h before, within 6 h and 1 km of the notice.
"""
SENTENCES = (
    'article {n} "Fire {n}" uk "Вогонь {n}": A, B must not do fire inside strip, '
    "except under demining, gravity serious.",
    'article {n} "Heavy {n}": no party may do heavy within 300 m of strip, gravity grave, '
    "proof 0.97.",
    'article {n} "Answer {n}": the accused party must do reply within 24 h after notice to it of a '
    "breach of article 1.1, otherwise article 2.1.",
    'article {n} "Flights {n}": A, B must not do uav_flight inside strip from 06:00 to 22:00; '
    "C may do uav_flight anywhere.",
    'article {n} "Guns {n}": A must withdraw guns 25 km from loc, B must withdraw guns 25 km from '
    "loc, begun by day 2, complete by day 14, kept after.",
    'article {n} "Access {n}": each party must give access to C within 4 h after a request; '
    "delay over 2 h, denial and condition are obstruction; except under demining.",
)


def text(articles: int) -> str:
    lines = [
        SENTENCES[at % len(SENTENCES)].format(n=f"{at // 100 + 1}.{at % 100 + 1}")
        for at in range(articles)
    ]
    return HEAD + "\n".join(lines) + "\n"


def median_s(work: Callable[[], Any]) -> float:
    work()
    took = []
    for _ in range(RUNS):
        start = time.process_time()
        work()
        took.append(time.process_time() - start)
    return statistics.median(took)


def main() -> None:
    written = text(ARTICLES)
    agreement, problems = parse(written)
    assert agreement is not None
    assert problems == (), problems[:3]
    assert len({norm.article for norm in agreement.norms}) == ARTICLES
    found = check(agreement)
    assert not [problem for problem in found if problem.severity == "error"]
    grammar = resources.files("aselepo.agreement").joinpath("grammar.lark").read_text("utf-8")
    lark = Lark(grammar, parser="lalr", lexer="contextual")
    reading = median_s(lambda: parse(written))
    checking = median_s(lambda: check(agreement))
    laying_out = median_s(lambda: layout(written))
    by_lark = median_s(lambda: lark.parse(written))
    python = f"Python {platform.python_version()}"
    print(f"{platform.machine()}, {python}, {ARTICLES} articles, {len(written) / 1e3:.0f} kB")
    print(f"read            {reading * 1e3:7.0f} ms")
    print(f"check           {checking * 1e3:7.0f} ms   ({len(found)} warnings and notes)")
    print(f"read and check  {(reading + checking) * 1e3:7.0f} ms   target 500 ms")
    print(f"lay out         {laying_out * 1e3:7.0f} ms")
    print(f"Lark, tree only {by_lark * 1e3:7.0f} ms   {by_lark / reading:.1f} times the reader")
    if reading + checking > 0.5:
        sys.exit("read and check: above the target of 500 ms")


if __name__ == "__main__":
    main()
