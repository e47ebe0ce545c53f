"""Erasure: the content of an entry goes, its commitment stays, and an entry says who and why."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from aselepo.core.problem import ConfigError, Denied
from aselepo.core.records import Draft
from aselepo.log import durable, files
from aselepo.log.codes import NOT_ERASABLE, PREFIX, READ_ONLY
from aselepo.log.drafts import sealed_for
from aselepo.log.entry import Entry, erased_line
from aselepo.log.sealed import FILES, content_path
from aselepo.seal.tiles import WIDTH

if TYPE_CHECKING:
    from aselepo.log.store import Log, Receipt

KEPT_KINDS = frozenset({"key", "role", "erasure"})
"""Kinds that tell who may do what; without them nothing verifies."""


def erase(log: Log, number: int, *, why: str, author: str, at: datetime) -> Receipt:
    """Erase the content of an entry: body, attachments that no other entry names, salt.

    The key of its personal sidecar is destroyed as well.

    What others copied before cannot be called back. Erasing twice is erasing once.

    Raises
    ------
    ConfigError : no such entry, or the files cannot be written
    Denied : it is of a kind that stays
    """
    if not 1 <= number <= log.size:
        raise ConfigError(PREFIX.at(f"entry {number}", f"the log has {log.size} entries"))
    (entry,) = log.stream(number, number)
    if entry.kind in KEPT_KINDS:
        raise Denied(NOT_ERASABLE.at(f"entry {number}", f"it is of kind {entry.kind}"))
    draft = Draft(kind="erasure", body={"entry": number, "why": why}, author=author)
    receipt = log.append([draft], at=at, delivery=f"erasure of entry {number}")
    if entry.gone is None:
        finish(log, entry, receipt.first)
    return receipt


def finish(log: Log, entry: Entry, by: int) -> None:
    """Take an entry's content out of files and store, as erasure `by` says."""
    index, place = divmod(entry.number - 1, WIDTH)
    line = erased_line(by)
    try:
        with log.store.writing() as store:
            path = log.folder / content_path(index)
            lines = path.read_bytes().split(b"\n")
            lines[place] = line
            durable.write(path, b"\n".join(lines))
            store.replace(entry.number, line)
        named = {attachment.sha256 for attachment in entry.attachments}
        for other in log.stream(1, log.size) if named else ():
            named -= {attachment.sha256 for attachment in other.attachments}
        for digest in named:
            files.path_of(log.folder / FILES, digest).unlink(missing_ok=True)
        for attachment in entry.attachments:
            subject = sealed_for(attachment.name)
            if subject in log.vault.subjects():
                log.vault.forget(subject)  # so that copies of the sidecar are noise too
    except OSError as refused:
        raise ConfigError(READ_ONLY.at(str(log.folder), str(refused))) from refused
    log.store.scrub()


def unfinished(log: Log) -> Iterator[tuple[Entry, int]]:
    """Entries that an erasure names and whose content is still here, and the erasure."""
    with log.store.reading() as store:
        numbers = store.of_kind(("erasure",))
    for by in numbers:
        (erasure,) = log.stream(by, by)
        number = erasure.body["entry"]
        (entry,) = log.stream(number, number)
        if entry.gone is None:
            yield entry, by
