"""The front door: a situation in a language and a form, as bytes."""

from __future__ import annotations

from typing import Literal

from aselepo.core.canonical import canonical
from aselepo.report.document import document
from aselepo.report.guarantor import guarantor as page
from aselepo.report.html import html
from aselepo.report.pdf import pdf
from aselepo.report.reader import Audience, Reader
from aselepo.report.released import released
from aselepo.situation.value import Situation, plain
from aselepo.words import language

Form = Literal["html", "pdf", "json"]
FORMS: tuple[Form, ...] = ("html", "pdf", "json")


def render(
    situation: Situation,
    *,
    lang: str,
    form: str,
    previous: Situation | None = None,
    audience: Audience = "mission",
    guarantor: str | None = None,
) -> bytes:
    """Render a situation.

    Parameters
    ----------
    lang : code of a language of `aselepo.words`; JSON is the same in every one
    form : `html` (one file, calls nothing), `pdf` (tagged, PDF/UA-1), `json` (canonical, RFC 8785)
    previous : what the reader saw last; the report says what changed since
    audience : `public` names no party as one whose acts are in question, and gives no breach under
        assumed terms

    guarantor : the page of one guarantor instead of the whole report

    Returns
    -------
    bytes : the same for the same arguments, on every machine

    Raises
    ------
    ValueError : no such language, form or guarantor
    """
    if form not in FORMS:
        raise ValueError(f"no form {form!r}; there are {', '.join(FORMS)}")
    words = language(lang)
    if audience == "public":
        situation = released(situation)
        previous = None if previous is None else released(previous)
    if form == "json":
        return canonical(plain(situation)).encode()
    reader = Reader(situation=situation, words=words, audience=audience)
    made = document(reader, previous) if guarantor is None else page(reader, guarantor)
    if form == "html":
        return html(made).encode()
    return pdf(made, stamp=situation.checkpoint.as_of, say=words.say)
