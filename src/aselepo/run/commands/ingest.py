"""`aselepo ingest FEED FILE ...`: a source's files become entries of the log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from aselepo.core.records import Parsed
    from aselepo.log.store import Receipt

LARGEST_BYTES = 1 << 31
"""A delivery is read and checked as a whole; larger files are delivered in pieces."""
SHOWN = 20
"""Problems printed in full; a file damaged throughout would bury the outcome."""


def register(cli: typer.Typer) -> None:
    @cli.command()
    def ingest(
        feed: Annotated[str, typer.Argument(help="Name of the feed; `aselepo feed list`.")],
        files: Annotated[list[Path], typer.Argument(help="Files to deliver, in their order.")],
        mapping: Annotated[
            Path | None, typer.Option(help="TOML: what the columns of a table mean.")
        ] = None,
        settings: Annotated[Path | None, typer.Option(help="TOML: settings of the feed.")] = None,
        set_: Annotated[
            list[str],
            typer.Option("--set", help="KEY=VALUE, a setting; may be repeated, a.b=1 nests."),
        ] = [],
        propose: Annotated[
            bool, typer.Option("--propose", help="Print the draft of a mapping and stop.")
        ] = False,
        author: Annotated[str, typer.Option(help="Who delivers.")] = "",
        mission: Annotated[
            str | None, typer.Option(help="Mission folder or shipped mission; found upward.")
        ] = None,
        dry_run: Annotated[
            bool, typer.Option("--dry-run", help="Read and print, append nothing.")
        ] = False,
        as_json: Annotated[bool, typer.Option("--json", help="Print the outcome as JSON.")] = False,
    ) -> None:
        """Example:  aselepo ingest firms fires.csv --set 'areas=["UA"]'

        Reads files with a feed and appends them to the log, each as one delivery: all of it or
        nothing, and twice is once. Rows that cannot be read are set aside, explained and counted.
        If nothing in a file can be read, nothing of any file is added and the exit code is 3.
        For a table of one's own: aselepo ingest table FILE --mapping MAPPING.toml
        """
        if propose:
            from aselepo.feeds.propose import propose as draft_mapping

            typer.echo(draft_mapping(read_bytes(files[0]), str(files[0])), nl=False)
            return
        _ingest(
            feed, files, read_settings([settings, mapping], set_),
            author=author, mission=mission, dry_run=dry_run, as_json=as_json,
        )  # fmt: skip


def _ingest(
    feed: str,
    files: list[Path],
    settings: dict[str, Any],
    *,
    author: str,
    mission: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    from aselepo.feeds import FeedContext, run_feed
    from aselepo.run.clock import now
    from aselepo.run.intake import deliver
    from aselepo.run.mission import find_mission

    place = None if dry_run and mission is None else find_mission(mission)
    raw = [read_bytes(path) for path in files]
    read = [
        run_feed(feed, data, FeedContext.of(settings, file=path.name, author=author))
        for path, data in zip(files, raw, strict=True)
    ]
    receipts: list[Receipt | None] = [None] * len(files)
    if not dry_run:
        assert place is not None
        log = place.log()
        receipts = [
            deliver(log, data, parsed, file=path.name, at=now())
            for path, data, parsed in zip(files, raw, read, strict=True)
        ]
    if as_json:
        _print_json(feed, files, read, receipts)
        return
    for path, parsed, receipt in zip(files, read, receipts, strict=True):
        _print_problems(path, parsed)
        typer.echo(
            f"{path.name}: {parsed.rows_accepted:,} accepted + {parsed.rows_set_aside:,} set aside"
            f" = {parsed.rows_read:,} read; {_became(parsed, receipt)}"
        )


def _print_problems(path: Path, parsed: Parsed) -> None:
    """The first problems in full, the rest by their number."""
    from collections import Counter

    for problem in parsed.problems[:SHOWN]:
        typer.echo(str(problem), err=True)
    rest = Counter(problem.code for problem in parsed.problems[SHOWN:])
    if rest:
        codes = ", ".join(f"{count} {code}" for code, count in sorted(rest.items()))
        typer.echo(f"{path.name}: and {rest.total()} more ({codes}); --json lists them", err=True)


def _became(parsed: Parsed, receipt: Receipt | None) -> str:
    if receipt is None:
        return f"would add {len(parsed.drafts)} entries"
    if receipt.repeated:
        return f"delivered before, as entries {receipt.first} to {receipt.last}: nothing added"
    return f"entries {receipt.first} to {receipt.last}"


def _print_json(
    feed: str, files: list[Path], read: list[Parsed], receipts: list[Receipt | None]
) -> None:
    import json

    deliveries = [
        {
            "file": str(path),
            "read": parsed.rows_read,
            "accepted": parsed.rows_accepted,
            "set_aside": parsed.rows_set_aside,
            "entries": [receipt.first, receipt.last] if receipt else None,
            "added": receipt is not None and not receipt.repeated,
            "problems": [problem.as_dict() for problem in parsed.problems],
        }
        for path, parsed, receipt in zip(files, read, receipts, strict=True)
    ]
    typer.echo(json.dumps({"feed": feed, "deliveries": deliveries}, ensure_ascii=False, indent=1))


def read_bytes(path: Path) -> bytes:
    """A file's bytes.

    Raises
    ------
    ConfigError : it cannot be read
    InputError : it is larger than may be delivered at once
    """
    from aselepo.core import ConfigError, InputError
    from aselepo.feeds.codes import TOO_BIG
    from aselepo.run.problems import NO_FILE

    try:
        size = path.stat().st_size
        if size > LARGEST_BYTES:
            raise InputError(
                TOO_BIG.at(str(path), f"{size:,} bytes; at most {LARGEST_BYTES:,} at once")
            )
        return path.read_bytes()
    except OSError as refused:
        raise ConfigError(NO_FILE.at(str(path), refused.strerror or str(refused))) from refused


def read_settings(paths: list[Path | None], pairs: list[str]) -> dict[str, Any]:
    """Settings from files, then from KEY=VALUE pairs; the last word holds.

    Raises
    ------
    ConfigError : a file or a pair that cannot be read
    """
    import tomllib

    from aselepo.core import ConfigError
    from aselepo.feeds.codes import SETTINGS

    found: dict[str, Any] = {}
    for path in paths:
        if path is None:
            continue
        try:
            found |= tomllib.loads(read_bytes(path).decode("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as bad:
            raise ConfigError(SETTINGS.at(str(path), str(bad))) from bad
    for pair in pairs:
        key, mark, text = pair.partition("=")
        if not mark or not key:
            raise ConfigError(SETTINGS.at("--set", f"{pair!r} is not KEY=VALUE"))
        try:
            value = tomllib.loads(f"value = {text}")["value"]
        except tomllib.TOMLDecodeError:
            value = text
        *outer, last = key.split(".")
        at = found
        for name in outer:
            at = at.setdefault(name, {})
            if not isinstance(at, dict):
                raise ConfigError(SETTINGS.at("--set", f"{key}: {name} holds no settings"))
        at[last] = value
    return found
