"""One language: messages of Fluent, dates and numbers of CLDR by the locked Babel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from importlib import resources
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from fluent.runtime import FluentBundle, FluentResource

from aselepo.core.time import Interval, clock
from aselepo.words.scale import scale_keys

_CLDR = {"en": "en_GB"}
"""Where the region decides the form of a date: 20 Apr, not Apr 20."""
_DAYS = {
    "en": ("d MMM", "d MMM y"),
    "fi": ("d.M.", "d.M.y"),
    "fr": ("d MMM", "d MMM y"),
    "ru": ("d MMM", "d MMM y"),
    "uk": ("d MMM", "d MMM y"),
}
"""Patterns of a day without and with its year; other languages use those of CLDR."""


class UnknownKey(KeyError):
    """A message that the language does not have, or cannot form: a mistake of ours."""


def languages() -> tuple[str, ...]:
    """Codes of the languages that have a folder here, sorted."""
    here = resources.files(__package__)
    return tuple(
        sorted(
            folder.name
            for folder in here.iterdir()
            if folder.is_dir() and folder.joinpath("glossary.ftl").is_file()
        )
    )


@lru_cache(maxsize=16)
def language(code: str) -> Language:
    """The language of a code such as ``fi``.

    Raises
    ------
    ValueError : there is no such folder
    """
    if code not in languages():
        raise ValueError(f"no language {code!r}; there are {', '.join(languages())}")
    return Language(code)


def _slug(name: str) -> str:
    """The form of a name in keys: ``none observed`` -> ``none-observed``."""
    return re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


class Language:
    """Says things in one language. All methods give plain text, never markup."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.locale = Locale.parse(_CLDR.get(code, code))
        self._bundle = FluentBundle([str(self.locale).replace("_", "-")], use_isolating=False)
        for file in sorted(resources.files(__package__).joinpath(code).iterdir(), key=str):
            if file.name.endswith(".ftl"):
                text = file.read_text(encoding="utf-8")
                self._bundle.add_resource(FluentResource(text), allow_overrides=False)

    def knows(self, key: str) -> bool:
        """Is there such a message?"""
        return bool(self._bundle.has_message(key))

    def say(self, key: str, **args: str | int | float) -> str:
        """A message with its variables filled in.

        Raises
        ------
        UnknownKey : no such message, or a variable it needs is not given
        """
        if not self.knows(key):
            raise UnknownKey(f"{self.code}: no message {key}")
        pattern = self._bundle.get_message(key).value
        text, errors = self._bundle.format_pattern(pattern, args)
        if errors:
            raise UnknownKey(f"{self.code}: {key}: {'; '.join(map(str, errors))}")
        return str(text)

    def named(self, family: str, name: str, **args: str | int | float) -> str:
        """The message of a name in a family: ``named("gap", "no-source")`` says ``gap-no-source``.

        A name that people made up and no message knows gets the family's honest general message
        ``<family>-other``, which quotes it.
        """
        key = f"{family}-{_slug(name)}"
        if name and self.knows(key):
            return self.say(key, **args)
        return self.say(f"{family}-other", name=name, **args)

    def label(self, labels: Mapping[str, str]) -> str:
        """A name in this language, else in the agreement's own words, else in English."""
        for code in (self.code, "", "en"):
            if labels.get(code):
                return labels[code]
        return next((labels[code] for code in sorted(labels) if labels[code]), "")

    def number(self, x: float, digits: int | None = None) -> str:
        """A number with this language's marks; `digits` after the point, else what it has."""
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        if digits is None:
            pattern = "#,##0.######"
        return str(format_decimal(x, format=pattern, locale=self.locale)).replace("-", "−")

    def signed(self, x: float, digits: int | None = None) -> str:
        """A change: always with its sign."""
        text = self.number(x, digits)
        return text if text.startswith("−") or x == 0 else f"+{text}"

    def share(self, p: float) -> str:
        """A share or probability in whole per cent; nought and all only where it is exactly so."""
        if 0.0 < p < 0.01:
            return self.say("share-below", share=self.say("share", n="1"))
        if 0.99 < p < 1.0:
            return self.say("share-above", share=self.say("share", n="99"))
        return self.say("share", n=self.number(p * 100, 0))

    def shares(self, p_lo: float, p_hi: float) -> str:
        """Both bounds of a probability."""
        low, high = self.share(p_lo), self.share(p_hi)
        return low if low == high else self.say("from-to", low=low, high=high)

    def scale(self, p_lo: float, p_hi: float) -> str:
        """Scale words for the bounds of a probability; see `aselepo.words.scale`."""
        words = [self.say(f"scale-{key}") for key in scale_keys(p_lo, p_hi)]
        match words:
            case [low, high]:
                return self.say("scale-between", low=low, high=high)
            case [word]:
                return word
        return self.say("scale-nothing")

    def claimed(self, count: int | None, qualifier: str) -> str:
        """A figure as claimed, with its "more than"."""
        if count is None:
            return self.say("qualifier-none")
        return self.named("qualifier", qualifier, n=self.number(count))

    def joined(self, items: Iterable[str]) -> str:
        """A list in a sentence: a, b and c."""
        return str(format_list(list(items), style="standard", locale=self.locale))

    def day(self, day: date, *, with_year: bool = False) -> str:
        """A calendar day."""
        patterns = _DAYS.get(self.code)
        form = patterns[with_year] if patterns else "medium"
        return str(format_date(day, format=form, locale=self.locale))

    def hour(self, moment: datetime, zone: str | ZoneInfo) -> str:
        """Hour and minute on a zone's clock."""
        return str(format_time(self._local(moment, zone), "short", locale=self.locale))

    def clock_name(self, zone: str | ZoneInfo) -> str:
        """A zone of time as a heading."""
        name = zone if isinstance(zone, str) else zone.key
        return self.named("clock", name, city=_city(name))

    def moment(
        self,
        moment: datetime,
        zone: str | ZoneInfo,
        with_zone: bool = True,
        *,
        with_year: bool = False,
    ) -> str:
        """A moment on a zone's clock: 20 Apr 16:56 Kyiv."""
        local = self._local(moment, zone)
        text = self.say(
            "moment", day=self.day(local.date(), with_year=with_year), hour=self.hour(moment, zone)
        )
        return self._zoned(text, zone) if with_zone else text

    def interval(
        self,
        interval: Interval,
        zone: str | ZoneInfo,
        with_zone: bool = True,
        *,
        with_year: bool = False,
    ) -> str:
        """A stretch of time on a zone's clock; the day is said once where it is the same."""
        if interval.end is None:
            start = self.moment(interval.start, zone, with_zone, with_year=with_year)
            return self.say("interval-open", start=start)
        start = self.moment(interval.start, zone, False, with_year=with_year)
        same = self._local(interval.start, zone).date() == self._local(interval.end, zone).date()
        if same:
            end = self.hour(interval.end, zone)
        else:
            end = self.moment(interval.end, zone, False, with_year=with_year)
        text = self.say("interval-in-a-day" if same else "interval", start=start, end=end)
        return self._zoned(text, zone) if with_zone else text

    def _zoned(self, text: str, zone: str | ZoneInfo) -> str:
        name = zone if isinstance(zone, str) else zone.key
        return self.say("zoned", time=text, zone=self.named("zone", name, city=_city(name)))

    @staticmethod
    def _local(moment: datetime, zone: str | ZoneInfo) -> datetime:
        return moment.astimezone(clock(zone) if isinstance(zone, str) else zone)


def _city(zone_name: str) -> str:
    return zone_name.rpartition("/")[2].replace("_", " ")
