"""Places by the names that sources give them; a gazetteer is a table."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from aselepo.core import ConfigError
from aselepo.feeds.codes import SETTINGS

LANGUAGES = ("en", "uk", "ru", "fi", "fr", "he", "ar")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "‘": "'"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A named area: `names` are the spellings that sources use; `flags` what they say of it."""

    id: str
    level: str
    within: str | None
    labels: Mapping[str, str]
    names: tuple[str, ...]
    flags: tuple[str, ...] = ()


def fold(name: str) -> str:
    """The form in which names are compared: letter case, apostrophes and spaces do not count.

    >>> fold("Slobozhans’ke ") == fold("slobozhans'ke")
    True
    """
    return " ".join(name.translate(_APOSTROPHES).casefold().split())


class Places:
    """Places by id and by every spelling."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.by_id = {place.id: place for place in places}
        self._ids = {
            fold(name): place.id
            for place in self.by_id.values()
            for name in (place.id, *place.labels.values(), *place.names)
        }

    def find(self, name: str) -> str | None:
        """Id of the place a name stands for, or None.

        >>> gazetteer("ukraine").find("Odessa Oblast")
        'UA-51'
        """
        return self._ids.get(fold(name))

    def flagged(self, flag: str) -> tuple[str, ...]:
        """Ids of the places with a flag."""
        return tuple(sorted(p.id for p in self.by_id.values() if flag in p.flags))


@lru_cache(maxsize=8)
def gazetteer(name: str) -> Places:
    """A gazetteer shipped with the software.

    Raises
    ------
    ConfigError : there is none of this name
    """
    folder = resources.files("aselepo.feeds").joinpath("gazetteers")
    shipped = sorted(item.name.removesuffix(".csv") for item in folder.iterdir())
    if name not in shipped:
        raise ConfigError(
            SETTINGS.at("", f'no gazetteer "{name}"; there are: {", ".join(shipped)}')
        )
    rows = csv.DictReader(
        folder.joinpath(f"{name}.csv").read_text(encoding="utf-8").splitlines(),
    )
    return Places(
        Place(
            id=row["id"],
            level=row["level"],
            within=row["within"] or None,
            labels={code: row[code] for code in LANGUAGES if row.get(code)},
            names=tuple(name for name in row["names"].split("|") if name),
            flags=tuple(flag for flag in row["flags"].split("|") if flag),
        )
        for row in rows
    )
