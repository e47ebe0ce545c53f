"""How much of passages nobody wrote rules from is read as people annotated it.

Run `python -m tests.pledges.score` for both sets, `... score dev --misses` for what went wrong on one.

`dev` may be looked at while rules are written; `heldout` is only ever measured. A row is *found* when a
candidate of its kind shares at least 0.8 of their union. A second reading of the same promise as a pledge
counts neither for nor against, and so do rows marked optional.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aselepo.pledges import Candidate, extract

SETS = Path(__file__).parent / "passages"
ENOUGH = 0.8
TOUCHED = 0.3
HALF = 0.5
PROMISES = {"commit", "refuse", "ready", "conditional"}
Row = dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Score:
    """Counts of one language; every share is None where there was nothing to count."""

    gold: int = 0
    touched: int = 0
    found: int = 0
    proposed: int = 0
    right: int = 0
    speaker: int = 0
    verb_class: int = 0
    conditions: int = 0
    condition: int = 0
    amounts: int = 0
    amount: int = 0

    def add(self, other: Score) -> None:
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def shares(self) -> dict[str, float | None]:
        def share(part: int, whole: int) -> float | None:
            return part / whole if whole else None

        return {
            "precision": share(self.right, self.proposed),
            "recall": share(self.found, self.gold),
            "class": share(self.verb_class, self.found),
            "speaker": share(self.speaker, self.found),
            "span": share(self.found, self.touched),
            "condition": share(self.condition, self.conditions),
            "amount": share(self.amount, self.amounts),
        }


def union_share(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = max(0, min(one[1], other[1]) - max(one[0], other[0]))
    return common / ((one[1] - one[0]) + (other[1] - other[0]) - common)


def nearness(each: Candidate, row: Row) -> float:
    """Where the verb carries the class the words may be taken with or without it and its subject."""
    start = min(max(each.start, row.get("wide_start", row["start"])), row["start"])
    return union_share((each.start, each.end), (start, row["end"]))


def words_shared(one: str, other: str) -> float:
    first, second = set(one.lower().split()), set(other.lower().split())
    return len(first & second) / max(1, len(first | second))


def same_speaker(each: Candidate, row: Row) -> bool:
    said = each.speaker if row["kind"] == "statement" else f"{each.speaker};{each.on_behalf_of}"
    names = {part.strip().casefold() for part in said.replace(",", ";").split(";")} - {""}
    accepted = {name.casefold() for name in row["speaker"]}
    family = {name.split()[-1] for name in accepted}
    return any(name in accepted or name.split()[-1] in family for name in names)


def spared(each: Candidate, gold: list[Row]) -> bool:
    """Whether a candidate is an optional row, or the pledge inside an annotated statement or paper."""
    return any(
        nearness(each, row) >= TOUCHED
        and (
            row.get("optional")
            or (
                each.kind == "pledge"
                and (row["kind"] == "declaration" or PROMISES & set(row["class"]))
            )
        )
        for row in gold
    )


def score_passage(passage: Row) -> tuple[Score, list[str]]:
    """Counts of one passage, and a line for each thing that is not as annotated."""
    text, gold = passage["text"], passage["gold"]
    found = list(extract(text, passage["lang"]))
    assert all(text[each.start : each.end] == each.quote for each in found)
    score, misses = Score(), list[str]()
    used, optional_used = set[int](), set[int]()
    for row in gold:
        same_kind = [
            n
            for n, each in enumerate(found)
            if each.kind == row["kind"] and n not in used | optional_used
        ]
        best = max(same_kind, key=lambda n: nearness(found[n], row), default=None)
        near = nearness(found[best], row) if best is not None else 0.0
        if near >= ENOUGH and best is not None:
            (optional_used if row.get("optional") else used).add(best)
        if row.get("optional"):
            continue
        score.gold += 1
        score.touched += near >= TOUCHED
        if best is None or near < ENOUGH:
            misses.append(f"missed {row['kind']} ({near:.2f}): {row['quote']}")
            continue
        score.found += 1
        each = found[best]
        if same_speaker(each, row):
            score.speaker += 1
        else:
            misses.append(f"speaker {each.speaker!r} for {row['speaker'][0]!r}: {row['quote']}")
        if each.verb_class in row["class"]:
            score.verb_class += 1
        else:
            misses.append(f"class {each.verb_class} for {'/'.join(row['class'])}: {row['quote']}")
        if "condition" in row:
            score.conditions += 1
            near = words_shared(each.condition, row["condition"])
            score.condition += near >= HALF
            if near < HALF:
                misses.append(f"condition {each.condition!r} for {row['condition']!r}")
        if "amount" in row:
            score.amounts += 1
            read = [each.amount.lo, each.amount.hi] if each.amount else []
            score.amount += read == row["amount"]
            if read != row["amount"]:
                misses.append(f"amount {read} for {row['amount']}: {row['quote']}")
    for n, each in enumerate(found):
        if n not in used and spared(each, gold):
            continue
        score.proposed += 1
        if n in used:
            score.right += 1
        else:
            misses.append(f"extra {each.kind} ({each.rule}) {each.speaker!r}: {each.quote}")
    return score, misses


def measure(name: str) -> tuple[dict[str, Score], list[str]]:
    """Scores of a set by language and over all of them (`all`)."""
    passages = json.loads((SETS / f"{name}.json").read_text(encoding="utf-8"))["passages"]
    scores: dict[str, Score] = {}
    lines: list[str] = []
    for passage in passages:
        score, misses = score_passage(passage)
        for key in (passage["lang"], "all"):
            scores.setdefault(key, Score()).add(score)
        lines += [f"{passage['id']} {miss}" for miss in misses]
    return scores, lines


def table(name: str, scores: dict[str, Score]) -> str:
    lines = [f"{name:8} rows proposed  precision recall   class speaker    span   cond. amount"]
    for lang, score in sorted(scores.items(), key=lambda item: (item[0] == "all", item[0])):
        shares = " ".join("      -" if s is None else f"{s:7.2f}" for s in score.shares().values())
        lines.append(f"{lang:8} {score.gold:4} {score.proposed:8}  {shares}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=["dev", "heldout"])
    parser.add_argument("--misses", action="store_true", help="say what is not as annotated")
    chosen = parser.parse_args()
    for name in chosen.sets:
        if name == "heldout" and chosen.misses:
            parser.error("heldout is only measured: looking at its misses would spoil it")
        scores, lines = measure(name)
        print(table(name, scores))
        if chosen.misses:
            print(*lines, sep="\n")


if __name__ == "__main__":
    main()
