"""Laws of the whole: any order, twice is once, as-of never changes, sides swapped mirror."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.missions_made import RECIPES, known, shipped, variant
from tests.situation.test_easter_2025 import kyiv

from aselepo.core.records import Draft
from aselepo.report import render
from aselepo.run.intake import deliver
from aselepo.run.mission import make_mission, open_mission
from aselepo.run.pipeline import situation
from aselepo.run.shipped import deliveries, standing
from aselepo.situation import plain

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def content(value: Any) -> Any:
    """A situation as JSON, without its checkpoint and the numbers of entries."""
    found = plain(value)
    found.pop("checkpoint")
    for claim in found["claims"]:
        claim.pop("entry")
    return found


def split(raw: bytes, at: float) -> tuple[bytes, bytes]:
    """A CSV file in two pieces, each with the header."""
    head, *lines = raw.splitlines(keepends=True)
    cut = int(len(lines) * at)
    return head + b"".join(lines[:cut]), head + b"".join(lines[cut:])


def test_another_order_and_twice(tmp_path: Path) -> None:
    recipe = RECIPES / "easter_2025"
    mission = make_mission(tmp_path / "easter-2025", name="easter-2025")
    log = mission.log()
    for label, raw, parsed in reversed(list(deliveries(recipe))):
        deliver(log, raw, parsed, file=label.split()[-1], at=NOW)
        assert deliver(log, raw, parsed, file=label.split()[-1], at=NOW).repeated
    log.append(tuple(reversed(standing(recipe))), at=NOW)
    assert content(situation(mission)) == content(known("easter-2025"))


@pytest.mark.parametrize("at", [0.2, 0.7])
def test_in_pieces(tmp_path: Path, at: float) -> None:
    def cut(recipe: Path) -> None:
        feeds = recipe / "feeds.toml"
        text = feeds.read_text(encoding="utf-8")
        for name in ("air_raid_alerts_oblast", "violation_claims"):
            raw = (recipe / f"data/{name}.csv").read_bytes()
            (recipe / f"data/{name}.csv").unlink()
            for place, piece in enumerate(split(raw, at)):
                (recipe / f"data/{name}-{place}.csv").write_bytes(piece)
            text = text.replace(f'"data/{name}.csv"', f'"data/{name}-*.csv"')
        feeds.write_text(text, encoding="utf-8")

    pieces = content(situation(variant("easter-2025", tmp_path, cut)))
    assert pieces == content(known("easter-2025"))


def test_the_same_log_gives_the_same_bytes(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    shutil.copytree(shipped("easter-2025").folder, folder)
    there = situation(open_mission(folder))
    for form in ("json", "html", "pdf"):
        one = render(known("easter-2025"), lang="en", form=form)
        assert render(there, lang="en", form=form) == one


def test_later_entries_change_nothing_for_the_same_prefix(tmp_path: Path) -> None:
    folder = tmp_path / "later"
    shutil.copytree(shipped("easter-2025").folder, folder)
    mission = open_mission(folder)
    size = mission.log().size
    noon = kyiv("2025-04-20T12:00")
    before = plain(situation(mission, n=size, as_of=noon))
    late = Draft(
        kind="retraction",
        body={"observations": [known("easter-2025").incidents[0].observations[0]], "why": "test"},
        known_at=kyiv("2025-04-20T08:00"),
        grounds="a late import that claims an early known time",
    )
    mission.log().append([late], at=NOW)
    assert plain(situation(mission, n=size, as_of=noon)) == before
    after = plain(situation(mission, as_of=noon))
    assert len(after["incidents"]) == len(before["incidents"]) - 1


def _swapped(text: str) -> str:
    """A text with the names of the two parties swapped; everything else stays as it is."""
    other = {"RF": "UA", "UA": "RF"}
    return re.sub(r"\b(RF|UA)\b(?!-)", lambda found: other[found[0]], text)


def _mirrored(value: Any) -> Any:
    """A situation's JSON with the parties swapped; areas keep their names."""
    swap = {"UA": "RF", "RF": "UA"}
    party_keys = ("side", "accused", "claimant_party", "party")
    if isinstance(value, list):
        return [_mirrored(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: swap.get(item, item) if key in party_keys else _mirrored(item)
        for key, item in value.items()
    }


def test_sides_swapped_mirror_the_situation(tmp_path: Path) -> None:
    def swap(recipe: Path) -> None:
        agreement = recipe / "agreement.txt"
        agreement.write_text(_swapped(agreement.read_text(encoding="utf-8")), encoding="utf-8")
        mission = recipe / "mission.toml"
        text = mission.read_text(encoding="utf-8").replace('id = "UA"', 'id = "U_"')
        mission.write_text(_swapped(text).replace("U_", "UA"), encoding="utf-8")

    def sorted_rows(found: Any) -> Any:
        found = json.loads(json.dumps(found))
        for key in ("summaries", "claims", "claim_checks"):
            found[key] = sorted(found[key], key=lambda each: json.dumps(each, sort_keys=True))
        for each in found["incidents"]:
            each["findings"] = sorted(each["findings"], key=lambda f: json.dumps(f, sort_keys=True))
        return {
            key: found[key]
            for key in ("summaries", "claims", "claim_checks", "incidents", "coverage", "force")
        }

    swapped = sorted_rows(_mirrored(content(situation(variant("easter-2025", tmp_path, swap)))))
    original = sorted_rows(content(known("easter-2025")))
    assert swapped["summaries"] == original["summaries"]
    assert swapped["claims"] == original["claims"]
    assert swapped["claim_checks"] == original["claim_checks"]
    assert swapped["incidents"] == original["incidents"]


def test_acts_and_decisions_count_wherever_they_stand_in_the_log(tmp_path: Path) -> None:
    def turned(recipe: Path) -> None:
        script = recipe / "data/script.jsonl"
        lines = script.read_text(encoding="utf-8").splitlines()
        script.write_text("\n".join(reversed(lines)) + "\n", encoding="utf-8")
        for name in ("paris_2026", "easter_2025"):
            shutil.copytree(RECIPES / name, recipe.parent / name, dirs_exist_ok=True)

    other = variant("paris-2026-exercise", tmp_path, turned)
    assert (
        content(situation(other))["guarantees"]
        == content(known("paris-2026-exercise"))["guarantees"]
    )
    assert content(situation(other)) == content(known("paris-2026-exercise"))
