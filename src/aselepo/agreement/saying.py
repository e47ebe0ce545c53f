"""Names, numbers, moments of an agreement in the words of one language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from aselepo.agreement.model import Agreement, Labels, Moment
from aselepo.agreement.phrases import Phrases, phrases

Row = tuple[str, str]
"""A question and its answer, such as ("By whom", "Ukraine, Russian Federation")."""


class _Labelled(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def labels(self) -> Labels: ...


def label(labels: Labels, lang: str, name: str = "") -> str:
    """The label in a language, else the agreement's own, else the name."""
    by_code = dict(labels)
    return by_code.get(lang) or by_code.get("") or name.replace("_", " ")


class Saying:
    """An agreement in one language.

    Parameters
    ----------
    agreement : as parsed
    lang : one of `phrases.LANGUAGES`
    others : instruments whose names it uses
    """

    def __init__(self, agreement: Agreement, lang: str, others: Sequence[Agreement] = ()) -> None:
        self.agreement = agreement
        self.lang = lang
        self.say: Phrases = phrases(lang)
        self._labels: dict[str, Labels] = {}
        for each in (*others, agreement):
            named_things: list[_Labelled] = [
                *each.parties, *each.bodies, *each.categories, *each.domains, *each.classes,
                *each.systems, *each.objects, *each.lines, *each.zones, *each.exemptions,
                *each.counts, *each.guarantees, *each.phases, *each.windows, *each.questions,
                *each.standards, *(f for answers in each.answers for f in answers.formations),
            ]  # fmt: skip
            for named in named_things:
                if named.labels:
                    self._labels[named.name] = named.labels
        self._groups = {
            group.name: group
            for each in (*others, agreement)
            for group in (*each.categories, *each.domains)
        }

    # Small things

    def name(self, name: str) -> str:
        """A party, zone, count ... by its label, else a class by its name in the language."""
        labels = self._labels.get(name)
        if labels and (dict(labels).get(self.lang) or dict(labels).get("")):
            return label(labels, self.lang, name)
        return self.say.of_class(name)

    def word(self, name: str) -> str:
        """An act or decision, which has no label: its name."""
        return name.replace("_", " ")

    def names(self, names: Iterable[str]) -> str:
        return ", ".join(self.name(name) for name in names)

    def number(self, number: float) -> str:
        text = f"{number:g}"
        return text if self.lang == "en" else text.replace(".", ",")

    def duration(self, seconds: float) -> str:
        for unit, length in (("day", 86400), ("h", 3600), ("min", 60)):
            if seconds and seconds % length == 0 and (unit != "day" or seconds > 3 * length):
                return f"{self.number(seconds / length)} {self.say('unit.' + unit)}"
        return f"{self.number(seconds)} {self.say('unit.s')}"

    def distance(self, metres: float) -> str:
        if metres >= 1000:
            return f"{self.number(metres / 1000)} {self.say('unit.km')}"
        return f"{self.number(metres)} {self.say('unit.m')}"

    def moment(self, moment: Moment) -> str:
        """As written, with UTC behind it."""
        written = moment.text
        utc = moment.at.strftime("%H:%M") if written[:10] == f"{moment.at:%Y-%m-%d}" else None
        return f"{written} ({utc or moment.at.strftime('%Y-%m-%d %H:%M')} UTC)"

    def hour(self, minute: int) -> str:
        return f"{minute // 60:02d}:{minute % 60:02d}"
