"""Reports of the shipped missions, through the whole way from their logs."""

import pytest
from tests.missions_made import known
from tests.report.plain_text import lines

from aselepo.core import parse_instant
from aselepo.report import document, render
from aselepo.report.reader import Reader
from aselepo.run.shipped import SHIPPED
from aselepo.words import language, languages


def said(now, lang: str = "en", previous=None) -> str:
    return "\n".join(lines(document(Reader(situation=now, words=language(lang)), previous)))


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_mission_is_said_in_every_language_and_set_on_paper(name: str) -> None:
    now = known(name)
    for lang in languages():
        text = said(now, lang)
        for note in now.notes:
            assert language(lang).say(f"note-{note}") in text
        assert language(lang).say("note-machine-assessment") in text
    assert render(now, lang="fi", form="pdf").startswith(b"%PDF")


def test_the_kept_days_of_the_pause_of_2023_and_the_other_side_beside_them() -> None:
    # 26 to 29 November without an alert, watched throughout; Gaza without any source
    text = said(known("pause-2023"))
    table = text[text.index("Day by day") : text.index("## Map")].splitlines()
    days = {line.split(" | ")[0]: line.split(" | ")[1:] for line in table if "Nov" in line}
    for day in range(26, 30):
        row = next(cells for name, cells in days.items() if name.startswith(f"{day} Nov"))
        assert row[0].startswith("cannot tell")
        assert row[1].startswith("none observed")
    assert "There is no map: no shapes of clear licence" in text


def test_the_report_grows_with_what_is_known_and_says_what_changed() -> None:
    noon, evening = (
        known("easter-2025", as_of=parse_instant(f"2025-04-20T{hour}:00+03:00"))
        for hour in (12, 20)
    )
    early, late = said(noon), said(evening, previous=noon)
    assert "shelling 59" in early
    assert "1,355" not in early
    assert "One series that grows: 59 by 20 Apr 06:00, 901 by" in late
    assert "1,882" not in late
    changed = late[late.index("## What changed") : late.index("## What we cannot see")]
    assert "from the same entries of the log" in changed
    assert "claims are new." in changed


def test_a_truce_that_has_not_begun_is_not_called_unwatched() -> None:
    now = known("easter-2025", as_of=parse_instant("2025-04-19T18:00+03:00"))
    text = said(now)
    assert "not in force on every side" in text
    assert "the time in force has not begun, so nothing could be watched yet" in text
    html = render(now, lang="en", form="html").decode()
    assert "nothing is hatched." in html


def test_guarantees_name_who_decides_and_pledges_keep_their_words() -> None:
    text = said(known("paris-2026"))
    part = text[text.index("## Guarantees") : text.index("## Before")]
    # rules 3 and 11 against harm: who decides and no clock; "several thousand" as said, not summed
    assert "| Who decides |" in part
    assert "dormant" in part
    assert "useita tuhansia" in part
    assert "Vague ones are never added up." in part
    assert "2,000" not in part
    assert "9,999" not in part
    assert "time to respond" not in part
    assert "Italy | – | refused" in part
    assert "## Guarantees" not in said(known("easter-2025"))


def test_what_was_never_in_force_is_not_counted_as_none() -> None:
    text = said(known("paris-2026"))
    assert "Nothing has been in force, so nothing is counted here" in text
    assert "No incident on record" not in text


def test_an_exercise_says_before_its_answer_that_it_is_made_up() -> None:
    text = said(known("paris-2026-exercise"))
    made_up = "parts of what is shown here were made up"
    assert made_up in text
    assert text.index(made_up) < text.index("Whether the truce as a whole held")
    assert text.index(made_up) < text.index("breach for acts of")
    assert made_up not in said(known("paris-2026"))
