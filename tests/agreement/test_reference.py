"""The reference page is true: its examples stand, cover the grammar, and its tables are current."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path

from tests.agreement.derive import grammar
from tests.agreement.golden import RENEW

import aselepo.agreement.codes  # noqa: F401
from aselepo.agreement import check, parse
from aselepo.core.problem import codes

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "language.md"
HEAD = """agreement page "Page". party NORTH "N". party SOUTH "S". party US "U" guarantor.
body COMMISSION "C": members NORTH, SOUTH, US. body MONITORS "M": members US.
{frame}
line loc. line old_line. line town_edge. map_free
zone strip is map strip. zone towns_zone is map towns. zone hubs is map hubs.
zone depots is map depots. objects energy_sites: refinery.
category fire: small_arms, mortar. category heavy: tank_seen.
system heavy_guns: gun of 100 mm or more.
exemption demining: explosion if in answer to a breach. exemption mined: access_denied.
standard near_certain is 0.95. question hill: NORTH says "a"; SOUTH says "b".
window quiet: once assured by NORTH. phase 1 starts with force.
guarantee help pledged by US: starts when decided help by COMMISSION.
count serious_week: breaches by one party in 7 days.
article 1: no party may do fire anywhere, gravity grave. article 2: no party may do raid anywhere.
article 3: no party may do mine_blast anywhere, gravity serious.
"""
HEAD = HEAD.replace("map_free", "")
FRAME = 'clock "Europe/Kyiv". in force from 2026-03-01 00:00.'


def blocks() -> list[str]:
    text = PAGE.read_text(encoding="utf-8")
    return re.findall(r"^```agreement\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def whole(block: str) -> str:
    """A block as a text: with the head, less what the block declares itself."""
    if block.startswith("agreement"):
        return block
    head = HEAD.format(frame="" if re.match(r"source", block) else FRAME)
    opening = re.compile(r"^(\w+) ([\w.()]+)")
    said = {m[0] for line in block.splitlines() if (m := opening.match(line))}
    sentences = re.split(r"(?<=\.)\s+", head.strip())
    said.discard("in force")
    kept = [s for s in sentences if not ((m := opening.match(s)) and m[0] in said)]
    return " ".join(kept) + "\n" + block


def test_the_examples_stand() -> None:
    assert len(blocks()) > 20
    other, _ = parse(blocks()[0])
    assert other is not None
    for block in blocks():
        text = whole(block)
        agreement, problems = parse(text)
        if block.startswith("source"):
            text += FRAME.partition(". ")[2]
            agreement, problems = parse(text)
        assert [str(p) for p in problems] == [], block
        assert agreement is not None
        found = check(agreement, others=[other])
        assert [str(p) for p in found if p.severity == "error"] == [], block


def test_the_examples_cover_the_grammar() -> None:
    """Every keyword of the grammar stands in an example."""
    words = {t.pattern.value for t in grammar().terminals if t.pattern.type == "str"}
    seen: set[str] = set()
    for block in blocks():
        seen |= {str(token) for token in grammar().lex(whole(block))}
    assert words - seen == set()


def test_the_tables_are_current() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = ["| code | word | what | mend |", "|---|---|---|---|"]
    for code in codes():
        if code.id.startswith("ASL-LANG-"):
            what = f"{code.title}: {code.why}"
            rows.append(f"| {code.id} | {code.severity} | {what} | {code.mend} |".replace("<", "‹"))
    lark = resources.files("aselepo.agreement").joinpath("grammar.lark").read_text("utf-8")
    should = _filled(text, "checks", "\n".join(rows))
    should = _filled(should, "grammar", f"```lark\n{lark.strip()}\n```")
    if RENEW:
        PAGE.write_text(should, encoding="utf-8")
        text = should
    assert text == should


def _filled(text: str, mark: str, body: str) -> str:
    before, _, rest = text.partition(f"<!-- {mark} -->\n")
    _, end, after = rest.partition(f"<!-- /{mark} -->")
    assert end
    return f"{before}<!-- {mark} -->\n{body}\n{end}{after}"
