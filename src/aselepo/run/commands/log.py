"""`aselepo log ...`: look into the log and take care of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

Mission = Annotated[str, typer.Option(help="Mission folder or shipped mission; found upward.")]
Author = Annotated[str, typer.Option(help="Who does this; their key signs where it is here.")]


def _done(receipt: Any, what: str) -> None:
    again = " (was there already)" if receipt.repeated else ""
    typer.echo(f"entry {receipt.first}: {what}{again}")
    if receipt.problem is not None:
        typer.echo(str(receipt.problem), err=True)


def register(cli: typer.Typer) -> None:
    log = typer.Typer(
        help="Example:  aselepo log show 12 --mission easter-2025\n\n"
        "Shows entries, erases, copies, backs up, restores and repairs the log; keys, vault.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    cli.add_typer(log, name="log")
    _looking(log)
    _changing(log)
    _caring(log)
    _vouching(log)
    keys = typer.Typer(
        help="Example:  aselepo log key new 'patrol 3'\n\nAuthors' keys and roles.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    log.add_typer(keys, name="key")
    _keys(keys)
    vault = typer.Typer(
        help="Example:  aselepo log vault add --file witness.json\n\nIdentities, apart.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    log.add_typer(vault, name="vault")
    _vault(vault)


def _looking(log: typer.Typer) -> None:
    @log.command()
    def show(
        number: int = typer.Argument(None, help="Entry; none: one line for each."),
        mission: Mission = None,  # type: ignore[assignment]
        kind: str = typer.Option(None, help="Only entries of this kind."),
        observation: str = typer.Option(None, help="Only entries that hold this observation."),
        as_json: bool = typer.Option(False, "--json", help="Print JSON, one entry a line."),
    ) -> None:
        """Example:  aselepo log show 12 --mission easter-2025

        Shows an entry, or lists them.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.log.codes import PREFIX
        from aselepo.log.showing import as_line, as_text, holds, plain
        from aselepo.run.mission import find_mission
        from aselepo.run.options import printed

        opened = find_mission(mission).log()
        size = opened.size
        if number is not None and not 1 <= number <= size:
            raise ConfigError(PREFIX.at(f"entry {number}", f"the log has {size} entries"))
        first, last = (1, size) if number is None else (number, number)
        for entry in opened.stream(first, last):
            if kind is not None and entry.kind != kind:
                continue
            if observation is not None and not holds(opened, entry, observation):
                continue
            if as_json:
                import json

                typer.echo(json.dumps(plain(entry), ensure_ascii=False, sort_keys=True))
            elif number is not None:
                typer.echo(as_text(entry, printed))
            else:
                typer.echo(as_line(entry))

    @log.command()
    def imported(
        mission: Mission = None,  # type: ignore[assignment]
        as_json: bool = typer.Option(False, "--json", help="Print JSON, one entry a line."),
    ) -> None:
        """Example:  aselepo log imported --mission easter-2025

        Lists the entries that claim to have been known before they were recorded, and on what
        grounds.
        """
        import json

        from aselepo.core.time import iso
        from aselepo.run.mission import find_mission

        opened = find_mission(mission).log()
        count = 0
        for entry in opened.stream(1, opened.size):
            if not entry.imported:
                continue
            count += 1
            known, recorded = iso(entry.known_at), iso(entry.recorded_at)
            if as_json:
                row = {
                    "entry": entry.number, "kind": entry.kind, "known_at": known,
                    "recorded_at": recorded, "grounds": entry.grounds, "author": entry.author,
                }  # fmt: skip
                typer.echo(json.dumps(row, ensure_ascii=False, sort_keys=True))
            else:
                typer.echo(f"{entry.number:>7}  {entry.kind:<12} known {known}  {entry.grounds}")
        typer.echo(f"{count} of {opened.size} entries are imported", err=True)


def _changing(log: typer.Typer) -> None:
    @log.command()
    def erase(
        number: int = typer.Argument(..., help="Entry whose content goes."),
        why: str = typer.Option(..., help="Reason; it stays in the log."),
        author: Author = "",
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log erase 12 --why "names a witness" --author registrar

        Erases an entry's content and attachments. The tree still verifies, and the erasure is an
        entry itself. Packs and reports that others hold already are not reached.
        """
        import shutil

        from aselepo.log.erasing import erase as erased
        from aselepo.run.clock import now
        from aselepo.run.mission import find_mission

        place = find_mission(mission)
        receipt = erased(place.log(), number, why=why, author=author, at=now())
        shutil.rmtree(place.folder / "cache", ignore_errors=True)
        _done(receipt, f"the content of entry {number} is erased, and the cache is emptied")
        typer.echo("made from it and still there: out/, packs, backups", err=True)

    @log.command()
    def publish(
        report: Path = typer.Argument(..., help="File of the report that goes out."),
        to: Annotated[list[str], typer.Option(help="Who receives it.")] = [],
        by: str = typer.Option(..., help="Who releases it."),
        entries: int = typer.Option(None, help="Rebuild: entries it read; default: all now."),
        as_of: str = typer.Option(None, "--as-of", help="Rebuild: what was known by then."),
        day: str = typer.Option(None, help="Rebuild: reporting day."),
        lang: str = typer.Option("en", help="Rebuild: language."),
        format: str = typer.Option(None, help="Rebuild: html, pdf, json; default: by its ending."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log publish report.html --by "head of mission" --to UA --to RU

        Records that a report goes out: its hash, and what it was made of, so that anyone can
        rebuild it. `aselepo prove report.html` says later when that was.
        """
        from aselepo.run.clock import now
        from aselepo.run.mission import find_mission
        from aselepo.run.publishing import publication

        place = find_mission(mission)
        draft = publication(
            place, report, to=to, by=by, n=entries, as_of=as_of, day=day, lang=lang, form=format
        )
        _done(place.log().append([draft], at=now()), f"{report.name} is published")


def _caring(log: typer.Typer) -> None:
    @log.command()
    def copy(
        to: Path = typer.Option(None, help="Folder of a new log; default: this one's folder."),
        store: str = typer.Option("postgresql", help="postgresql or sqlite."),
        dsn: str = typer.Option(None, help="PostgreSQL: where; $NAME is read from environment."),
        schema: str = typer.Option("aselepo", help="PostgreSQL: schema of the log."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log copy --store postgresql --dsn "host=db dbname=truce"

        Copies the log to another store or folder with the same root, and prints the lines for
        aselepo.toml that choose it.
        """
        import os

        from aselepo.core.problem import ConfigError
        from aselepo.log.copying import copy_log
        from aselepo.run.mission import find_mission
        from aselepo.run.problems import BAD_OPTION

        if store not in ("postgresql", "sqlite") or (store == "postgresql") != (dsn is not None):
            raise ConfigError(BAD_OPTION.at("--store", "postgresql with --dsn, or sqlite"))
        place = find_mission(mission)
        target = None if dsn is None else os.path.expandvars(dsn)
        made = copy_log(place.log(), to or place.log_folder, dsn=target, schema=schema)
        typer.echo(f"copied {made.size} entries\nroot {made.view().checkpoint.root}")
        lines = f'dsn = "{dsn}"\nschema = "{schema}"\n' if dsn else ""
        typer.echo(f'\n[log]\nstore = "{store}"\nfolder = "{to or "log"}"\n{lines}', err=True)

    @log.command()
    def backup(
        folder: Path = typer.Argument(..., help="Folder of the backup; brought up to date."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log backup /media/backup/truce

        Brings a backup up to date while the mission goes on, and proves it equal. It holds the
        log's private keys: keep it as safe as the log. The vault is not in it.
        """
        from aselepo.log.operations import backup as backed_up
        from aselepo.run.mission import find_mission

        made = backed_up(find_mission(mission).log(), folder)
        typer.echo(
            f"{made.size} entries, {made.files} files copied\nroot {made.root.hex()} (equal)"
        )

    @log.command()
    def restore(
        source: Path = typer.Argument(..., help="A backup, or a pack of a whole log."),
        to: Path = typer.Option(..., help="Folder of the new mission."),
        name: str = typer.Option(None, help="Name of the mission; default: the folder's."),
    ) -> None:
        """Example:  aselepo log restore /media/backup/truce --to truce-restored

        Makes a mission from a backup or a pack, and proves its log equal.
        """
        from aselepo.log.operations import restore as restored
        from aselepo.run.mission import adopt_mission

        made = restored(source, to / "log")
        adopt_mission(to, name=name)
        typer.echo(f"{made.size} entries restored in {to}\nroot {made.root.hex()} (equal)")

    @log.command()
    def doctor(
        mission: str = typer.Option(None, help="Mission folder; found upward."),
    ) -> None:
        """Example:  aselepo log doctor

        Repairs what is not evidence: the index, unfinished publications and erasures, leftovers,
        the cache. Never touches evidence.
        """
        import shutil

        from aselepo.core.problem import ConfigError
        from aselepo.log.operations import doctor as healed
        from aselepo.run.mission import find_mission

        place = find_mission(mission)
        try:
            opened = place.log()
        except ConfigError as refused:
            if place.dsn is not None:
                raise
            typer.echo(str(refused.problems[0]), err=True)
            opened = None
        done, found = healed(place.log_folder, opened)
        cache = place.folder / "cache"
        if cache.is_dir():
            shutil.rmtree(cache)
            done.append("emptied the cache")
        for line in done or ["nothing to do"]:
            typer.echo(line)
        for problem in found.problems:
            typer.echo(str(problem), err=True)
        typer.echo("verified" if found.verified else "NOT VERIFIED")
        if not found.verified:
            raise typer.Exit(5)


def _vouching(log: typer.Typer) -> None:
    @log.command()
    def cosign(
        url: str = typer.Argument(..., help="Address of the witness."),
        key: str = typer.Option(..., help="The witness's key, NAME+ID+KEY."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log cosign http://127.0.0.1:8469 --key "witness.example/w1+..."

        Has a witness cosign the newest checkpoint.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.log.vouching import ask_witness
        from aselepo.run.mission import find_mission
        from aselepo.run.problems import BAD_OPTION
        from aselepo.seal import VerifierKey

        try:
            witness = VerifierKey.parse(key.strip())
        except ValueError as bad:
            raise ConfigError(BAD_OPTION.at("--key", str(bad))) from bad
        signed = ask_witness(find_mission(mission).log(), url, witness)
        typer.echo(f"{witness.name} cosigned {signed.size} entries, root {signed.root.hex()}")

    @log.command()
    def stamp(
        url: str = typer.Argument(..., help="Address of the time-stamp authority (RFC 3161)."),
        roots: Path = typer.Option(..., help="Its root certificates, PEM."),
        name: str = typer.Option("tsa", help="Short name of the authority."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log stamp http://tsa.example --roots tsa.pem

        Has an authority date the newest checkpoint, and keeps the stamp.
        """
        from aselepo.log.vouching import stamp as stamped
        from aselepo.run.mission import find_mission

        moment = stamped(find_mission(mission).log(), url, roots, name=name)
        typer.echo(f"stamped at {moment.isoformat()}")


def _keys(keys: typer.Typer) -> None:
    @keys.command()
    def new(
        author: str = typer.Argument(..., help="Whose key."),
        by: str = typer.Option(None, help="Key keeper who vouches for it; default: the author."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log key new "patrol 3"

        Makes a key for an author in this log's keyring and records it. From then on what is
        recorded in their name must be signed by it.
        """
        from dataclasses import replace

        from aselepo.run.clock import now
        from aselepo.run.mission import find_mission

        opened = find_mission(mission).log()
        ring = opened.keyring
        has_one = bool(opened.registry().live(author))
        draft = ring.make(author)
        if by is not None:
            draft = replace(draft, author=by)
        signer = ring.sign if has_one or by is not None else ring.sign_new
        receipt = opened.append([draft], at=now(), signer=signer)
        ring.activate(author)
        _done(receipt, f"key {draft.body['key']} of {author}")

    @keys.command()
    def revoke(
        key: str = typer.Argument(..., help="Id of the key."),
        why: str = typer.Option(..., help="Reason."),
        by: str = typer.Option(..., help="Who revokes: its holder or a key keeper."),
        lost: str = typer.Option(None, help="From when somebody else may have had it."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log key revoke 1a2b... --why lost --by "key keeper" --lost 2026-03-01T00:00Z

        Revokes a key. What it signed from --lost on is listed as doubtful by the audit.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.core.time import iso
        from aselepo.log.codes import BAD_KEY
        from aselepo.log.keys import revoke_key
        from aselepo.run.clock import now
        from aselepo.run.mission import find_mission
        from aselepo.run.record import moment

        opened = find_mission(mission).log()
        found = opened.registry().keys.get(key)
        if found is None:
            raise ConfigError(BAD_KEY.at(key, "no entry adds it", mend="aselepo log key list"))
        since = iso(moment(lost, "--lost", None)) if lost else None
        draft = revoke_key(found, author=by, why=why, doubtful_from=since)
        _done(opened.append([draft], at=now()), f"key {key} is revoked")

    @keys.command()
    def role(
        holder: str = typer.Argument(..., help="Who."),
        name: str = typer.Argument("key_keeper", help="Role."),
        by: str = typer.Option(..., help="Who gives it."),
        take: bool = typer.Option(False, help="Take the role away."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log key role registrar key_keeper --by "head of mission"

        Gives or takes a role. Once a key keeper has a key, only keepers change keys and roles.
        """
        from aselepo.log.keys import give_role
        from aselepo.run.clock import now
        from aselepo.run.mission import find_mission

        opened = find_mission(mission).log()
        draft = give_role(holder, name, author=by, take=take)
        what = f"{holder} is no longer {name}" if take else f"{holder} is {name}"
        _done(opened.append([draft], at=now()), what)

    @keys.command("list")
    def listed(
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log key list

        Lists keys, their holders and their state.
        """
        from aselepo.run.mission import find_mission

        known = find_mission(mission).log().registry()
        for key in known.keys.values():
            state = f"revoked by entry {key.revoked}" if key.revoked else "live"
            typer.echo(f"{key.id}  {key.holder}  added by entry {key.added}, {state}")
        typer.echo(f"key keepers: {', '.join(known.keepers()) or 'none'}", err=True)


def _vault(vault: typer.Typer) -> None:
    @vault.command()
    def add(
        file: Path = typer.Option(..., help="What is to be kept of the subject."),
        name: str = typer.Option("identity", help="Name of the record."),
        subject: str = typer.Option(None, help="Subject; default: a new one."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log vault add --file witness.json

        Keeps a record encrypted under the subject's own key, and prints the subject's id, which is
        all that may stand in the log.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.run.mission import find_mission
        from aselepo.run.problems import NO_FILE

        kept = find_mission(mission).log().vault
        try:
            data = file.read_bytes()
        except OSError as refused:
            raise ConfigError(NO_FILE.at(str(file), str(refused))) from refused
        who = subject or kept.add()
        kept.put(who, name, data)
        typer.echo(who)

    @vault.command()
    def show(
        subject: str = typer.Argument(..., help="Id of the subject."),
        name: str = typer.Option("identity", help="Name of the record."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log vault show s-1a2b...

        Prints a record of a subject.
        """
        import sys

        from aselepo.run.mission import find_mission

        sys.stdout.buffer.write(find_mission(mission).log().vault.get(subject, name))

    @vault.command()
    def forget(
        subject: str = typer.Argument(..., help="Id of the subject."),
        mission: Mission = None,  # type: ignore[assignment]
    ) -> None:
        """Example:  aselepo log vault forget s-1a2b...

        Destroys the subject's key: deletion for good, here and in every copy of what was sealed.
        """
        from aselepo.run.mission import find_mission

        find_mission(mission).log().vault.forget(subject)
        typer.echo(f"{subject} is forgotten")
