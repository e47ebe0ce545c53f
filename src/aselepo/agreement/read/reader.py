"""Reading token by token: what stands here, what was expected, and where it went wrong."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from aselepo.agreement.codes import CLOCK, DATE, HOUR, SYNTAX
from aselepo.agreement.model import Labels, Moment, Span
from aselepo.agreement.read.tokens import Places, Token, nearest, tokenize
from aselepo.core.problem import Problem
from aselepo.core.time import AmbiguousTime, MissingTime, clock, from_local

SECONDS = {
    "s": 1, "seconds": 1, "min": 60, "minutes": 60, "h": 3600, "hour": 3600, "hours": 3600,
    "day": 86400, "days": 86400, "week": 604800, "weeks": 604800,
}  # fmt: skip
_METRES = {"m": 1.0, "km": 1000.0}
LARGEST = 1e9
"""No number of an agreement is larger; what computes with them stays within its range."""
LONGEST_S = 1e10
"""No duration is longer: some 300 years."""
DEEPEST = 40
"""No brackets and negations are nested deeper."""
_YEARS = range(1900, 2200)
CLAUSES = frozenset(
    {
        "as", "assumed", "at", "begun", "by", "cleared", "complete", "counted", "depends",
        "disputed", "except", "exercises", "gravity", "kept", "lasts", "not", "one", "otherwise",
        "proof", "recorded", "then",
    }
)  # fmt: skip
"""Words that begin a clause after a comma, so that no name in a list can be one of them."""


@lru_cache(maxsize=1024)
def _words(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.split())


class Wrong(Exception):
    """A sentence cannot be read further."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(str(problem))


class Reader:
    """A cursor over the tokens of a text."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.places = Places(text)
        self.tokens = tokenize(text)
        self.at = 0
        self.tried: list[str] = []
        self.zone = "UTC"
        self.zone_known = False
        self._depth = 0
        self.heading = 0
        """Where the agreement's first word stands."""
        self.standards: dict[str, float] = {}
        """Named standards of proof."""

    # What stands here

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    def span(self, since: int) -> Span:
        """From a token's number to the last token read."""
        first, last = self.tokens[since], self.tokens[max(since, self.at - 1)]
        return self.places.span(first.start, last.end)

    def accept(self, phrase: str) -> bool:
        """Read a phrase of keywords and signs, if it stands here."""
        words = _words(phrase)
        at = self.at
        for word in words:  # the `end` token matches no word, so this never runs past it
            token = self.tokens[at]
            if token.text != word or token.kind not in ("word", "sign"):
                self.tried.append(phrase)
                return False
            at += 1
        self.at = at
        self.tried.clear()
        return True

    def expect(self, *phrases: str) -> str:
        """Read one of several phrases, the longest that stands here.

        Raises
        ------
        Wrong : none of them stands here
        """
        for phrase in sorted(phrases, key=len, reverse=True):
            if self.accept(phrase):
                return phrase
        raise self.wrong()

    def peek(self, *phrases: str) -> bool:
        """Does one of these phrases stand here? Reads nothing."""
        at, tried = self.at, list(self.tried)
        found = any(self.accept(phrase) for phrase in phrases)
        self.at = at
        self.tried = tried if not found else []
        return found

    def take(self, kind: str, what: str) -> str:
        """Read a token of a kind.

        Raises
        ------
        Wrong : another kind stands here
        """
        if self.token.kind != kind:
            self.tried.append(what)
            raise self.wrong()
        text = self.token.text
        self.at += 1
        self.tried.clear()
        return text

    def wrong(self) -> Wrong:
        """What was expected here, with the nearest keyword where one was misspelt."""
        token = self.token
        expected = list(dict.fromkeys(self.tried))
        near: str | None = None
        for phrase in expected:  # a phrase may begin well and go wrong in a later word
            words = phrase.split()
            right = 0
            while right < len(words) and self._ahead(right).text == words[right]:
                right += 1
            if 0 < right < len(words):
                token = self._ahead(right)
                near = nearest(token.text, [words[right]])
                if near or len(expected) == 1:
                    break
                token = self.token
        if not near and token is self.token:
            firsts = [phrase.split()[0] for phrase in expected if phrase[:1].isalpha()]
            near = nearest(token.text, firsts)
        before = self.tokens[max(self.at - 1, 0)]
        if not near and before.kind == "word" and before.text not in CLAUSES:
            # a clause word misspelt was taken for one more name of a list
            near = nearest(before.text, CLAUSES, cutoff=0.75)
            token = before if near else token
        listed = ", ".join(f"`{phrase}`" for phrase in expected[:8])
        mend = f"write `{near}`" if near else f"expected {listed}"
        return Wrong(SYNTAX.at(self.where(token), f"{_shown(token)} cannot stand here", mend=mend))

    def _ahead(self, words: int) -> Token:
        return self.tokens[min(self.at + words, len(self.tokens) - 1)]

    def where(self, token: Token | Span) -> str:
        """Name of the file, line and column, as messages print it."""
        span = token if isinstance(token, Span) else self.places.span(token.start, token.end)
        return f"{self.name}:{span.line}:{span.column}"

    # Small things that many sentences hold

    def names(self, *, joined: bool = True) -> tuple[str, ...]:
        """Names with commas (and `or`, `and`) between; stops at a comma before a clause word."""
        found = [self.take("word", "a name")]
        while True:
            here = self.token
            if here.text == ",":
                follower = self.tokens[self.at + 1]
                if follower.kind != "word" or follower.text in CLAUSES:
                    return tuple(found)
            elif not (joined and here.text in ("or", "and") and here.kind == "word"):
                return tuple(found)
            self.at += 1
            found.append(self.take("word", "a name"))

    def references(self) -> tuple[str, ...]:
        """Article numbers with commas between."""
        found = [self.take("number", "an article number")]
        while self.token.text == "," and self.tokens[self.at + 1].kind == "number":
            self.at += 1
            found.append(self.take("number", "an article number"))
        return tuple(found)

    def labels(self) -> Labels:
        """Labels: a language code before each but the first."""
        found: list[tuple[str, str]] = []
        while True:
            code = ""
            if self.token.kind == "word" and self.tokens[self.at + 1].kind == "string":
                code = self.token.text
                self.at += 1
            elif self.token.kind != "string":
                return tuple(found)
            found.append((code, self.take("string", "a label")[1:-1]))

    def clause(self, phrase: str) -> bool:
        """Read a phrase that a comma may stand before."""
        return self.accept(f", {phrase}") or self.accept(phrase)

    def name_or_number(self, what: str) -> str:
        """A name such as `first` or a number such as `1`."""
        return self.take("number" if self.token.kind == "number" else "word", what)

    def string(self) -> str:
        return self.take("string", "a text in quotation marks")[1:-1]

    def number(self, what: str = "a number") -> float:
        text = self.take("number", what)
        try:
            number = float(text)
        except ValueError as bad:
            self.at -= 1
            self.tried.append(what)
            raise self.wrong() from bad
        if number > LARGEST:
            raise self._too_large()
        return number

    def _too_large(self) -> Wrong:
        token = self.tokens[self.at - 1]
        what = f"{token.text[:20]} is larger than any number of an agreement"
        return Wrong(SYNTAX.at(self.where(token), what, mend="write the number that is meant"))

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """Within brackets or a negation.

        Raises
        ------
        Wrong : they are nested too deep
        """
        self._depth += 1
        try:
            if self._depth > DEEPEST:
                what = f"more than {DEEPEST} brackets and negations within each other"
                where = self.where(self.token)
                raise Wrong(SYNTAX.at(where, what, mend="write it in more sentences"))
            yield
        finally:
            self._depth -= 1

    def integer(self) -> int:
        text = self.take("number", "a whole number")
        if not text.isdigit():
            self.at -= 1
            self.tried.append("a whole number")
            raise self.wrong()
        if len(text) > 9:
            raise self._too_large()
        return int(text)

    def duration(self) -> float:
        """Seconds of elapsed time."""
        token = self.token
        number = self.number("a duration")
        seconds = number * SECONDS[self._unit(SECONDS)]
        if seconds > LONGEST_S:
            what = f"{token.text} {self.tokens[self.at - 1].text} is longer than 300 years"
            raise Wrong(SYNTAX.at(self.where(token), what, mend="write the duration that is meant"))
        return seconds

    def length(self) -> float:
        """Metres."""
        number = self.number("a length")
        return number * _METRES[self._unit(_METRES)]

    def _unit(self, units: dict[str, int] | dict[str, float]) -> str:
        if self.token.text not in units:
            self.tried.extend(units)
            raise self.wrong()
        return self.take("word", "a unit")

    def hour(self) -> int:
        """Minute of the local day, 0 to 1440."""
        token = self.token
        hours, minutes = map(int, self.take("time", "an hour such as 19:30").split(":"))
        if hours * 60 + minutes > 1440 or minutes > 59:
            raise Wrong(DATE.at(self.where(token), f"{token.text} is not an hour of the day"))
        return hours * 60 + minutes

    def moment(self) -> Moment:
        """A local moment through the agreement's clock, or one with its offset, as UTC."""
        token = self.token
        since = self.at
        day_text = self.take("date", "a date such as 2026-03-01")
        try:
            day = datetime.fromisoformat(day_text)
        except ValueError as bad:
            raise Wrong(DATE.at(self.where(token), f"{day_text} is not a date")) from bad
        if day.year not in _YEARS:
            what = f"{day_text} lies outside {_YEARS.start} to {_YEARS.stop - 1}"
            raise Wrong(DATE.at(self.where(token), what))
        local = day + timedelta(minutes=self.hour()) if self.token.kind == "time" else day
        if self.token.kind == "offset":
            offset = datetime.fromisoformat(f"2000-01-01T00:00{self.take('offset', 'offset')}")
            at = local.replace(tzinfo=offset.tzinfo).astimezone(UTC)
        else:
            at = self._through_clock(local, token)
        text = " ".join(each.text for each in self.tokens[since : self.at])
        return Moment(at=at, text=text)

    def _through_clock(self, local: datetime, token: Token) -> datetime:
        if not self.zone_known:
            raise Wrong(CLOCK.at(self.where(token), "a local hour without a clock"))
        try:
            return from_local(local, clock(self.zone))
        except AmbiguousTime as twice:
            mend = f"write {' or '.join(twice.offsets)} after it"
            raise Wrong(HOUR.at(self.where(token), str(twice), mend=mend)) from twice
        except MissingTime as missing:
            raise Wrong(HOUR.at(self.where(token), str(missing))) from missing


def _shown(token: Token) -> str:
    return token.text if token.kind == "end" else f"`{token.text}`"
