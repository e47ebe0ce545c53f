"""The agreements that ship: they stand, are laid out, and cover every fact sheet."""

from __future__ import annotations

from pathlib import Path

import pytest

from aselepo.agreement import check, parse
from aselepo.agreement.layout import layout

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("**/*.txt"))
SHEETS = {
    "gaza_2025_january": "agreements/gaza_january_2025.txt",
    "il_hamas_pause_2023": "agreements/israel_hamas_pause_2023.txt",
    "lb_cessation_2024": "agreements/israel_lebanon_2024.txt",
    "ua_easter_truce_2025": "easter_truce_2025.txt",
    "ua_easter_truce_2026": "agreements/easter_truce_2026.txt",
    "ua_energy_moratorium_2025": "agreements/energy_moratorium_2025.txt",
    "ua_minsk_addendum_2015": "agreements/minsk_addendum_2015.txt",
    "ua_minsk_memorandum_2014": "agreements/minsk_memorandum_2014.txt",
    "ua_minsk_package_2015": "agreements/minsk_package_2015.txt",
    "ua_minsk_protocol_2014": "agreements/minsk_protocol_2014.txt",
    "ua_paris_declaration_2026": "agreements/paris_declaration_2026.txt",
    "ua_tcg_measures_2020": "minsk_july_2020.txt",
}
"""The file that each fact sheet has become."""


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_it_stands_and_is_laid_out(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    agreement, problems = parse(text, name=path.name)
    assert agreement is not None
    assert problems == ()
    read = [parse(other.read_text(encoding="utf-8"))[0] for other in EXAMPLES]
    others = [other for other in read if other is not None]
    found = check(agreement, name=path.name, others=others)
    assert [str(p) for p in found if p.severity == "error"] == []
    assert layout(text) == text


def test_every_fact_sheet_is_an_agreement() -> None:
    readme = (ROOT / "examples" / "README.md").read_text(encoding="utf-8")
    for file in SHEETS.values():
        assert (ROOT / "examples" / file).is_file()
        assert f"`{file}`" in readme
    assert {str(path.relative_to(ROOT / "examples")) for path in EXAMPLES} >= set(SHEETS.values())


def test_what_the_sources_leave_open_is_warned_of() -> None:
    """The holes these texts are known for are found in them."""
    known = {
        "minsk_package_2015": "ASL-LANG-W076",  # a zone of 50 km
        "paris_declaration_2026": "ASL-LANG-W075",  # who says that a ceasefire is in force
        "minsk_memorandum_2014": "ASL-LANG-W053",  # duties without a date
        "israel_hamas_pause_2023": "ASL-LANG-W048",  # no monitor
    }
    for path in EXAMPLES:
        if path.stem in known:
            agreement, _ = parse(path.read_text(encoding="utf-8"))
            assert agreement is not None
            assert known[path.stem] in {problem.code for problem in check(agreement)}
