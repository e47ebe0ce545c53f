"""Messages, moments and numbers as readers see them."""

from datetime import UTC, date, datetime

import pytest
from fluent.syntax import FluentParser, ast

from aselepo.core import Interval, parse_instant, tree
from aselepo.words import SCALE, UnknownKey, language, languages, scale_keys
from aselepo.words.lint import BANNED, faults

START = parse_instant("2025-04-19T18:00+03:00")


def test_english_and_finnish_are_there() -> None:
    assert {"en", "fi"} <= set(languages())


@pytest.mark.parametrize("code", languages())
def test_no_language_lacks_a_message_or_takes_a_side(code: str) -> None:
    assert code in BANNED, "a new language brings its list of words that take a side"
    assert [str(fault) for fault in faults(code)] == []


def test_a_missing_message_raises_and_is_never_shown_as_its_key() -> None:
    with pytest.raises(UnknownKey):
        language("en").say("no-such-message")
    with pytest.raises(UnknownKey, match="interval"):
        language("en").say("interval", start="now")


def test_unknown_names_get_an_honest_sentence_that_quotes_them() -> None:
    assert language("en").named("gap", "fog of war") == "reason given: “fog of war”"
    assert language("fi").named("gap", "merged-rows").startswith("lähde yhdisti")


@pytest.mark.parametrize("code", languages())
def test_every_class_has_a_name(code: str) -> None:
    speak = language(code)
    named = {name: speak.named("class", name) for name in tree().nodes}
    assert not [name for name, text in named.items() if text == speak.say("class-other", name=name)]


def test_english_names_of_classes_are_those_of_the_tree() -> None:
    speak = language("en")
    assert {name: speak.named("class", name) for name in tree().nodes} == {
        name: node.label for name, node in tree().nodes.items()
    }


def test_moments_stand_on_the_clock_that_is_named() -> None:
    at = parse_instant("2025-04-20T13:56Z")
    assert language("en").moment(at, "Europe/Kyiv") == "20 Apr 16:56 Kyiv"
    assert language("en").moment(at, "UTC") == "20 Apr 13:56 UTC"
    assert language("fi").moment(at, "Europe/Kyiv") == "20.4. klo 16.56 Kiovan aikaa"
    assert language("en").moment(at, "Asia/Tbilisi") == "20 Apr 17:56 Tbilisi (Asia/Tbilisi)"


def test_an_interval_says_its_day_once_and_its_open_end() -> None:
    en = language("en")
    day = Interval(START, parse_instant("2025-04-19T22:13+03:00"))
    assert en.interval(day, "Europe/Kyiv") == "19 Apr 18:00 to 22:13 Kyiv"
    assert en.interval(Interval(START, None), "UTC") == "from 19 Apr 15:00 UTC, no end set"
    long = Interval(START, parse_instant("2025-04-21T00:00+03:00"))
    assert en.interval(long, "Europe/Kyiv") == "19 Apr 18:00 to 21 Apr 00:00 Kyiv"


def test_summer_time_that_ends_inside_an_interval() -> None:
    fall = Interval(datetime(2020, 10, 24, 22, tzinfo=UTC), datetime(2020, 10, 25, 2, tzinfo=UTC))
    assert language("en").interval(fall, "Europe/Kyiv", False) == "25 Oct 01:00 to 04:00"


def test_numbers_and_days_in_local_form() -> None:
    assert language("en").number(112657.33) == "112,657.33"
    assert language("fi").number(112657.33, 1) == "112\xa0657,3"
    assert language("en").signed(-3.04, 1) == "−3.0"
    assert language("en").signed(9, 0) == "+9"
    assert language("en").day(date(2025, 4, 20), with_year=True) == "20 Apr 2025"
    assert language("fi").day(date(2025, 4, 20)) == "20.4."


def test_nothing_is_rounded_to_never_or_to_sure() -> None:
    en = language("en")
    assert en.share(0.0) == "0\xa0%"
    assert en.share(0.0004) == "less than 1\xa0%"
    assert en.share(0.9996) == "more than 99\xa0%"
    assert en.share(1.0) == "100\xa0%"
    assert en.shares(0.0, 0.9961) == "0\xa0% to more than 99\xa0%"


def test_scale_words_come_from_the_fixed_table_only() -> None:
    assert [name for name, _ in SCALE] == [
        "very-unlikely",
        "unlikely",
        "about-even",
        "likely",
        "very-likely",
        "almost-certain",
    ]
    en = language("en")
    assert en.scale(0.91, 0.95) == "very likely"
    assert en.scale(0.2, 0.7) == "unlikely to likely"
    assert en.scale(0.0, 1.0) == "cannot be said"
    with pytest.raises(ValueError, match="probability"):
        scale_keys(0.5, 1.1)


def test_claimed_figures_keep_their_more_than() -> None:
    assert language("en").claimed(950, "more_than") == "more than 950"
    assert language("fi").claimed(950, "more_than") == "yli 950"
    assert language("en").claimed(1882, "exact") == "1,882"
    assert language("en").claimed(None, "exact") == "no figure"


def test_a_label_falls_back_to_the_agreements_own_words() -> None:
    labels = {"": "Stop of fire", "fi": "Tulen lopettaminen"}
    assert language("fi").label(labels) == "Tulen lopettaminen"
    assert language("en").label(labels) == "Stop of fire"
    assert language("en").label({}) == ""


def test_a_selector_on_one_line_is_what_the_lint_would_catch() -> None:
    # fluent drops such a message without a word; the parser of the lint calls it junk
    bad = "days = { $n -> [one] day *[other] days }\n"
    assert [type(entry) for entry in FluentParser().parse(bad).body] == [ast.Junk]
