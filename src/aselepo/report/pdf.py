"""A document as a tagged PDF (PDF/UA-1): Typst sets it, with the fonts that it carries."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import resources

import typst

from aselepo.report.blocks import Document, as_data


def pdf(document: Document, *, stamp: datetime, say: Callable[..., str]) -> bytes:
    """Typeset a document.

    Parameters
    ----------
    stamp : moment written into the file; the situation's own, so that the bytes stay the same
    say : the words of the language, for what only paper has
    """
    source = resources.files(__package__).joinpath("templates", "report.typ").read_bytes()
    data = as_data(document)
    data["page_of"] = say("page-of", page="{page}", pages="{pages}")
    data["annex"] = say("annex")
    data["annex_see"] = say("annex-see", title="{title}")
    return typst.compile(
        source,
        format="pdf",
        sys_inputs={"document": json.dumps(data, ensure_ascii=False, sort_keys=True)},
        pdf_standards=["ua-1"],
        timestamp=stamp.astimezone(UTC),
        ignore_system_fonts=True,
    )
