"""A document as one HTML file: own style, own pictures, no script, no call to anywhere."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from aselepo.report.blocks import Document

SIGNS = {
    "breach": '<rect x="2" y="2" width="12" height="12" fill="currentColor"/>',
    "undetermined": '<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" '
    'stroke-width="1.8"/><path d="M2 14V2H8V14Z" fill="currentColor"/>',
    "none observed": '<circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" '
    'stroke-width="2"/>',
    "cannot tell": '<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" '
    'stroke-width="1.4"/><path d="M2 8L8 2M2 14L14 2M8 14L14 8" stroke="currentColor" '
    'stroke-width="1.4"/>',
    "not in force": '<path d="M2 8H14" stroke="currentColor" stroke-width="2"/>',
    "no breach": '<rect x="2" y="2" width="12" height="12" fill="none" stroke="currentColor" '
    'stroke-width="1.8"/>',
}
"""Sign of each verdict, in a box of 16 by 16; the word always stands beside it."""


def sign(verdict: str) -> str:
    """The sign of a verdict as inline SVG, hidden from screen readers: the word is there."""
    inner = SIGNS.get(verdict, SIGNS["no breach"])
    return (
        f'<svg class="sign" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">'
        f"{inner}</svg>"
    )


def html(document: Document) -> str:
    """The file as text."""
    template = _environment().get_template("report.html.j2")
    return str(template.render(document=document, css=Markup(_read("report.css"))))  # noqa: S704


def _read(name: str) -> str:
    return resources.files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    made = Environment(
        loader=FunctionLoader(_read),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["sign"] = lambda verdict: Markup(sign(verdict))  # noqa: S704
    made.filters["kind"] = lambda block: type(block).__name__.lower()
    made.filters["svg"] = lambda figure: Markup(figure.svg)  # noqa: S704
    made.filters["slug"] = lambda verdict: verdict.replace(" ", "-")
    return made
