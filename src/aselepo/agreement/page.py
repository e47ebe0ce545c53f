"""One agreement as one HTML page, in five languages, that needs nothing but itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from aselepo.agreement import sections
from aselepo.agreement.layout import comments, layout
from aselepo.agreement.model import Agreement, Norm, Question, Span
from aselepo.agreement.phrases import LANGUAGES
from aselepo.agreement.read.tokens import tokenize
from aselepo.agreement.rendering import Rendering
from aselepo.agreement.saying import Row, label
from aselepo.core.problem import Problem

NATIVE = {
    "en": "English",
    "uk": "Українська",
    "ru": "Русский",
    "fr": "Français",
    "fi": "Suomi",
}
_SIGNS = {"error": "■", "warning": "◧", "note": "○"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Notice:
    """A problem as the page shows it."""

    severity: str
    sign: str
    code: str
    line: int
    what: str
    mend: str


@dataclass(slots=True, kw_only=True)
class _Card:
    """An article: the sentence as written, in plain words, what is noted and what is warned of."""

    ref: str
    anchor: str
    title: Markup
    sentence: str
    words: Markup
    assumed: bool
    amendment: str | None
    notes: tuple[str, ...]
    problems: list[_Notice] = field(default_factory=list)


class _Page:
    def __init__(
        self,
        agreement: Agreement,
        problems: Sequence[Problem],
        others: Sequence[Agreement],
    ) -> None:
        self.agreement = agreement
        self.renderings = [Rendering(agreement, lang, others) for lang in LANGUAGES]
        self.comments = comments(agreement.text)
        self.problems = [(_line(problem), _notice(problem)) for problem in problems]

    def each(self, say: Callable[[Rendering], str]) -> Markup:
        """A text in every language; the page shows one of them."""
        texts = [say(rendering) for rendering in self.renderings]
        if len(set(texts)) == 1:
            return Markup(escape(texts[0]))  # noqa: S704  (escaped)
        spans = [
            Markup('<span class="l {0}" lang="{0}">{1}</span>').format(lang, text)
            for lang, text in zip(LANGUAGES, texts, strict=True)
        ]
        return Markup("").join(spans)

    def phrase(self, key: str, **values: object) -> Markup:
        return self.each(lambda r: r.say(key, **values))

    def named(self, question: Question) -> Markup:
        return self.each(lambda r: label(question.labels, r.lang, question.name))

    def answered(self, party: str) -> Markup:
        return self.each(lambda r: r.say("page.answered", party=r.name(party)))

    def rows(self, say: Callable[[Rendering], Sequence[Row]]) -> Markup:
        """Rows in every language: a list of questions and answers."""
        lists = [
            Markup('<dl class="l {0}" lang="{0}">{1}</dl>').format(
                r.lang,
                Markup("").join(
                    Markup("<div><dt>{}</dt><dd>{}</dd></div>").format(*row) for row in say(r)
                ),
            )
            for r in self.renderings
        ]
        return Markup("").join(lists)

    def cards(self) -> list[_Card]:
        groups: defaultdict[tuple[str | None, str], list[Norm]] = defaultdict(list)
        for norm in self.agreement.norms:
            groups[norm.amendment, norm.ref.partition(";")[0]].append(norm)
        found = []
        for (amendment, ref), norms in groups.items():
            first, last = norms[0], norms[-1]
            text = self.agreement.text[first.span.start : last.span.end]
            card = _Card(
                ref=ref,
                anchor=f"article-{ref}" + (f"-{amendment}" if amendment else ""),
                title=self.each(lambda r, n=first: label(n.labels, r.lang)),  # type: ignore[misc]
                sentence=_sentence(text),
                words=Markup('<hr class="also">').join(
                    self.rows(lambda r, n=norm: r.rows(n))  # type: ignore[misc]
                    for norm in norms
                ),
                assumed=any(norm.assumed for norm in norms),
                amendment=amendment,
                notes=self.comments.get(first.span.start, ()),
            )
            lines = _lines(self.agreement.text, first.span, last.span)
            card.problems = [notice for line, notice in self.problems if line in lines]
            found.append(card)
        return found

    def open_points(self) -> list[Markup]:
        """What the text itself marks as open."""
        agreement = self.agreement
        found = []
        if agreement.assumed:
            found.append(self.phrase("page.assumed_all"))
        assumed = [norm.ref for norm in agreement.norms if norm.assumed]
        if assumed:
            found.append(self.phrase("page.assumed_articles", articles=", ".join(assumed)))
        return found


def page(
    agreement: Agreement,
    problems: Sequence[Problem] = (),
    *,
    others: Sequence[Agreement] = (),
    lang: str = "en",
    name: str = "agreement",
) -> str:
    """The page of an agreement.

    Parameters
    ----------
    agreement : as parsed without errors
    problems : what the checks found
    others : instruments whose names it uses
    lang : language that the page opens in; the reader may choose another
    name : name of the file

    Returns
    -------
    a whole HTML document without outside resources
    """
    made = _Page(agreement, problems, others)
    cards = made.cards()
    in_cards = {id(notice) for card in cards for notice in card.problems}
    severities = [notice.severity for _, notice in made.problems]
    counts = {
        "errors": severities.count("error"),
        "warnings": severities.count("warning"),
        "notes": severities.count("note"),
    }
    follows = [sections.follows(r) for r in made.renderings]
    document: str = _template().render(
        p=made,
        agreement=agreement,
        cards=cards,
        counts=counts,
        elsewhere=[notice for _, notice in made.problems if id(notice) not in in_cards],
        follows=[
            (
                made.each(lambda r, at=at: follows[LANGUAGES.index(r.lang)][at][0]),  # type: ignore[misc]
                made.rows(lambda r, at=at: follows[LANGUAGES.index(r.lang)][at][1]),  # type: ignore[misc]
            )
            for at in range(len(follows[0]))
        ],
        force=[
            made.each(lambda r, at=at: sections.force(r)[at])  # type: ignore[misc]
            for at in range(len(sections.force(made.renderings[0])))
        ],
        who=made.rows(sections.who),
        terms=made.rows(sections.terms) if sections.terms(made.renderings[0]) else "",
        proof=made.rows(sections.proof),
        head_notes=made.comments.get(agreement.span.start, ()),
        languages=[(code, NATIVE[code]) for code in LANGUAGES],
        lang=lang,
        label=label,
        name=name,
    )
    return document


@lru_cache(maxsize=1)
def _template():  # type: ignore[no-untyped-def]
    environment = Environment(
        loader=PackageLoader("aselepo.agreement", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


def _sentence(text: str) -> str:
    """In one line, without its comments."""
    words = " ".join(token.text for token in tokenize(text)[:-1])
    return " ".join(layout(words + ".").split())


def _line(problem: Problem) -> int:
    parts = problem.where.rsplit(":", 2)
    return int(parts[1]) if len(parts) == 3 and parts[1].isdigit() else 1


def _notice(problem: Problem) -> _Notice:
    return _Notice(
        severity=problem.severity,
        sign=_SIGNS[problem.severity],
        code=problem.code,
        line=_line(problem),
        what=problem.what,
        mend="" if problem.mend == "nothing" else f"; {problem.mend}",
    )


def _lines(text: str, first: Span, last: Span) -> range:
    return range(first.line, last.line + text.count("\n", last.start, last.end) + 1)
