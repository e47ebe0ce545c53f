"""Reading an agreement's text into its syntax tree, sentence by sentence.

A sentence that cannot be read is reported and skipped to its full stop, so one slip does not hide
the next.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from aselepo.agreement.codes import CLOCK, NO_AGREEMENT
from aselepo.agreement.model import Agreement
from aselepo.agreement.read import counting, force, parties, places
from aselepo.agreement.read.draft import Draft, Sentence
from aselepo.agreement.read.reader import Reader, Wrong
from aselepo.agreement.read.tokens import nearest
from aselepo.core.problem import Problem
from aselepo.core.time import clock

SENTENCES: dict[str, Sentence] = {
    **parties.SENTENCES,
    **force.SENTENCES,
    **places.SENTENCES,
    **counting.SENTENCES,
}
"""Every sentence by its opening words, but for the two that begin with a party."""


def _by_first_word() -> dict[str, list[tuple[str, Sentence]]]:
    """The longest opening words first."""
    found: defaultdict[str, list[tuple[str, Sentence]]] = defaultdict(list)
    for phrase in sorted(SENTENCES, key=len, reverse=True):
        found[phrase.split()[0]].append((phrase, SENTENCES[phrase]))
    return dict(found)


_OPENINGS = _by_first_word()
_AFTER_A_NAME = ("undertakes", "answers for")
"""What the two other sentences say after their party."""


def parse(text: str, *, name: str = "agreement") -> tuple[Agreement | None, tuple[Problem, ...]]:
    """Read an agreement.

    Parameters
    ----------
    text : the agreement in edition 1 of the language
    name : name of the file, for messages

    Returns
    -------
    the agreement (None where it does not even begin as one), and what could not be read.
    Sentences that could not be read are missing from the tree: with any error it must not run.
    """
    reader = Reader(text, name)
    problems: list[Problem] = []
    _look_ahead(reader, problems)
    draft = Draft()
    try:
        _heading(reader, draft)
    except Wrong as wrong:
        problems.append(wrong.problem)
        if "name" not in draft.single:
            found = NO_AGREEMENT.at(reader.where(reader.token), wrong.problem.what)
            if nearest(reader.token.text, ["agreement"]):
                found = replace(found, mend="write `agreement`")
            problems[-1] = found
            return None, tuple(problems)
        _skip(reader)
    while reader.token.kind != "end":
        reader.tried.clear()
        opening = reader.token.text
        try:
            _sentence(reader, draft)
        except Wrong as wrong:
            problems.append(wrong.problem)
            _skip(reader, amendment=opening == "amendment")
    return draft.finish(text, reader.places.span(reader.heading, len(text))), tuple(problems)


def _look_ahead(reader: Reader, problems: list[Problem]) -> None:
    """Clock and standards of proof may stand after the sentences that need them."""
    for at in range(len(reader.tokens) - 1):
        one, two = reader.tokens[at], reader.tokens[at + 1]
        if one.kind != "word":
            continue
        if one.text == "clock" and two.kind == "string" and not reader.zone_known:
            zone = two.text[1:-1]
            try:
                clock(zone)
            except ValueError as unknown:
                problems.append(CLOCK.at(reader.where(two), str(unknown)))
                zone = "UTC"
            reader.zone, reader.zone_known = zone, True
        elif one.text == "standard" and two.kind == "word":
            _standard(reader, at + 1)


def _standard(reader: Reader, at: int) -> None:
    """`standard NAME labels is NUMBER`, from the name on."""
    end = at + 1
    while reader.tokens[end].kind in ("word", "string") and reader.tokens[end].text != "is":
        end += 1
    if reader.tokens[end].text == "is" and reader.tokens[end + 1].kind == "number":
        try:
            reader.standards[reader.tokens[at].text] = float(reader.tokens[end + 1].text)
        except ValueError:
            return  # reading the sentence says what is wrong


def _skip(reader: Reader, *, amendment: bool = False) -> None:
    """Go on after the next full stop that a sentence can end with; past a whole amendment."""
    inside = amendment and any(token.text == "amendment" for token in reader.tokens[reader.at :])
    while reader.token.kind != "end":
        reader.at += 1
        if reader.tokens[reader.at - 1].text == ".":
            before = [token.text for token in reader.tokens[reader.at - 3 : reader.at - 1]]
            if not inside or before == ["end", "amendment"]:
                return


def _heading(reader: Reader, draft: Draft) -> None:
    reader.expect("agreement")
    reader.heading = reader.tokens[reader.at - 1].start
    draft.single["name"] = reader.take("word", "the agreement's name")
    draft.single["labels"] = reader.labels()
    reader.expect(".")


def _sentence(reader: Reader, draft: Draft) -> None:
    since = reader.at
    follower = reader.tokens[min(since + 1, len(reader.tokens) - 1)].text
    if follower == "undertakes":
        parties.undertaking(reader, draft, since)
    elif follower == "answers":
        parties.answers(reader, draft, since)
    else:
        for phrase, read in _OPENINGS.get(reader.token.text, ()):
            if reader.accept(phrase):
                read(reader, draft, since)
                break
        else:
            reader.tried.extend(SENTENCES)
            if nearest(reader.token.text, SENTENCES) is None and nearest(follower, _AFTER_A_NAME):
                reader.at += 1
                reader.tried = list(_AFTER_A_NAME)
            raise reader.wrong()
    reader.expect(".")
