"""Intake of a text: paste it, see what software proposes in it; a person confirms by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from urllib.parse import parse_qs

from aselepo.core.problem import InputError
from aselepo.pledges import Candidate, extract
from aselepo.pledges.intake.lexicon import LANGUAGES
from aselepo.web.codes import BAD_QUERY, TOO_LARGE

LARGEST_BYTES = 2_000_000
"""A pasted text is at most so large; longer ones are read by the command line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of the text, and the numbers of the candidates whose words it is part of."""

    text: str
    marks: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """A text with its candidates, side by side."""

    text: str
    lang: str
    languages: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    pieces: tuple[Piece, ...]


def empty(lang: str) -> Intake:
    """The box before anything was pasted."""
    code = lang if lang in LANGUAGES else "en"
    return Intake(text="", lang=code, languages=LANGUAGES, candidates=(), pieces=())


def intake(body: bytes) -> Intake:
    """Read a pasted text from the bytes of a form with `text` and `lang`.

    Raises
    ------
    InputError : it is too large, not a form, or in no language that is known
    """
    if len(body) > LARGEST_BYTES:
        raise InputError(TOO_LARGE.at("text", f"{len(body):,} bytes; at most {LARGEST_BYTES:,}"))
    try:
        form = parse_qs(body.decode("utf-8"), keep_blank_values=True, max_num_fields=10)
    except (UnicodeDecodeError, ValueError) as wrong:
        raise InputError(BAD_QUERY.at("form", str(wrong)[:200])) from wrong
    text = form.get("text", [""])[0].replace("\r\n", "\n")
    lang = form.get("lang", [""])[0]
    if lang not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise InputError(BAD_QUERY.at("lang", f"{lang[:20]!r} is none of {known}"))
    found = extract(text, lang)
    return Intake(
        text=text,
        lang=lang,
        languages=LANGUAGES,
        candidates=found,
        pieces=tuple(_pieces(text, found)),
    )


def _pieces(text: str, found: Sequence[Candidate]) -> list[Piece]:
    """The text cut where a candidate starts or ends."""
    edges = sorted({0, len(text), *(e for each in found for e in (each.start, each.end))})
    pieces = []
    for start, end in pairwise(edges):
        marks = tuple(
            number
            for number, each in enumerate(found, 1)
            if each.start <= start and end <= each.end
        )
        pieces.append(Piece(text=text[start:end], marks=marks))
    return pieces
