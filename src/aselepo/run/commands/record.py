"""`aselepo record KIND`: append one entry by hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from aselepo.core.records import Draft

Mission = Annotated[str, typer.Option(help="Mission folder or shipped mission; found upward.")]
Author = Annotated[str, typer.Option(help="Who records this.")]
Known = Annotated[str, typer.Option("--known-at", help="Imported: when it was known.")]
Grounds = Annotated[str, typer.Option(help="Imported: on what evidence it was known then.")]
Clock = Annotated[str, typer.Option("--clock", help="Zone of time of local hours, Europe/Kyiv.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Check and print, append nothing.")]


def _append(draft: Draft, mission: str | None, dry_run: bool) -> None:
    """Append a draft to the mission's log and say its number."""
    from aselepo.run.clock import now
    from aselepo.run.mission import find_mission

    place = find_mission(mission)
    if dry_run:
        rows = "" if draft.table is None else f", {len(draft.table)} row"
        typer.echo(f"would append 1 {draft.kind} to {place.name}{rows}")
        return
    receipt = place.log().append([draft], at=now())
    again = " (was there already)" if receipt.repeated else ""
    typer.echo(f"entry {receipt.first} of {place.name}: {draft.kind}{again}")
    if receipt.problem is not None:
        typer.echo(str(receipt.problem), err=True)


def register(cli: typer.Typer) -> None:
    record = typer.Typer(
        help="Example:  aselepo record act --what signature --by UA --time 2026-03-01T10:00+02:00\n\n"
        "Appends one entry by hand. Times carry their offset, or --clock names their zone.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    cli.add_typer(record, name="record")
    _observing(record)
    _acting(record)
    _changing(record)
    _other(record)


def _observing(record: typer.Typer) -> None:
    @record.command()
    def observation(
        source: str = typer.Option(..., help="Who or what reports."),
        kind: str = typer.Option(..., "--class", help="Node of the class tree."),
        time: str = typer.Option(None, help="Moment of the happening."),
        time_sigma_s: float = typer.Option(None, help="Its error: standard deviation, seconds."),
        from_: str = typer.Option(None, "--from", help="Earliest moment it may have happened."),
        to: str = typer.Option(None, help="Latest moment it may have happened."),
        until: str = typer.Option(None, help="End, of a thing that lasts."),
        place: str = typer.Option(None, help="Id of a place of the mission's geography."),
        lon: float = typer.Option(None, help="Longitude, degrees, WGS 84."),
        lat: float = typer.Option(None, help="Latitude, degrees, WGS 84."),
        sigma_m: float = typer.Option(None, help="Error of the place: standard deviation, metres."),
        basis: str = typer.Option("saw", help="saw, heard, recorded, assessed, told by, document."),
        count: int = typer.Option(None, help="How many."),
        count_to: int = typer.Option(None, help="At most how many."),
        unit: str = typer.Option(None, help="Of what: explosion, impact, burst."),
        party: Annotated[
            list[str], typer.Option(help="NAME=P, chance that this party acted.")
        ] = [],
        text: str = typer.Option(None, help="What was reported, in its words."),
        lang: str = typer.Option(None, help="Language of the text."),
        external_id: str = typer.Option(None, help="The source's own id; the same id revises."),
        rev: int = typer.Option(0, help="Revision of that id."),
        author: Author = "",
        known_at: Known = None,  # type: ignore[assignment]
        grounds: Grounds = None,  # type: ignore[assignment]
        clock: Clock = None,  # type: ignore[assignment]
        mission: Mission = None,  # type: ignore[assignment]
        dry_run: DryRun = False,
    ) -> None:
        """Example:  aselepo record observation --source patrol --class explosion
        --time 2026-03-01T10:05+02:00 --time-sigma-s 60 --lon 37.8 --lat 48.1 --sigma-m 500

        Records one report: what, when and where, each with its error.
        """
        from aselepo.run import record as by_hand

        def at(text: str | None, option: str) -> Any:
            return None if text is None else by_hand.moment(text, option, clock)

        fields = {
            "source": source, "class": kind, "time": at(time, "--time"),
            "time_sigma_s": time_sigma_s, "time_lo": at(from_, "--from"), "time_hi": at(to, "--to"),
            "time_end": at(until, "--until"), "place": place, "lon": lon, "lat": lat,
            "sigma_major_m": sigma_m, "sigma_minor_m": sigma_m, "basis": basis, "count_lo": count,
            "count_hi": count_to if count_to is not None else count, "unit": unit,
            "p_party": by_hand.shares(party, "--party") or None, "text": text, "lang": lang,
            "external_id": external_id, "rev": rev,
        }  # fmt: skip
        header = by_hand.imported(known_at, grounds, clock)
        draft, problems = by_hand.observation(fields, author=author, **header)
        for problem in problems:
            typer.echo(str(problem), err=True)
        _append(draft, mission, dry_run)

    @record.command()
    def coverage(
        source: str = typer.Option(..., help="Who or what watched."),
        area: str = typer.Option(..., help="Id of a place of the mission's geography."),
        from_: str = typer.Option(..., "--from", help="Start of the watch."),
        to: str = typer.Option(..., help="End of the watch."),
        status: str = typer.Option("observed", help="observed, partial, not_observed, unknown."),
        reason: str = typer.Option(None, help="Why not, or why only partly."),
        p_detect: Annotated[list[str], typer.Option(help="CLASS=P, chance to notice one.")] = [],
        declared: bool = typer.Option(False, help="Assumed, not measured."),
        author: Author = "",
        known_at: Known = None,  # type: ignore[assignment]
        grounds: Grounds = None,  # type: ignore[assignment]
        clock: Clock = None,  # type: ignore[assignment]
        mission: Mission = None,  # type: ignore[assignment]
        dry_run: DryRun = False,
    ) -> None:
        """Example:  aselepo record coverage --source patrol --area north --p-detect explosion=0.9
        --from 2026-03-01T08:00+02:00 --to 2026-03-01T16:00+02:00

        Records what could be seen: "looked, saw nothing" is an entry of its own.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.run import record as by_hand
        from aselepo.run.problems import BAD_OPTION

        if status not in ("observed", "partial", "not_observed", "unknown"):
            raise ConfigError(BAD_OPTION.at("--status", f"{status!r} is not a status"))
        fields = {
            "source": source, "area": area, "time_lo": by_hand.moment(from_, "--from", clock),
            "time_hi": by_hand.moment(to, "--to", clock), "status": status, "reason": reason,
            "p_detect": by_hand.shares(p_detect, "--p-detect"), "declared": declared,
        }  # fmt: skip
        header = by_hand.imported(known_at, grounds, clock)
        _append(by_hand.coverage(fields, author=author, **header), mission, dry_run)


def _acting(record: typer.Typer) -> None:
    def add(name: str, example: str, says: str, moments: tuple[str, ...]) -> None:
        @record.command(
            name=name,
            help=f"Example:  aselepo record {name} {example}\n\n{says}",
            context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
        )
        def command(
            context: typer.Context,
            json_body: str = typer.Option(None, "--json", help="The whole body as JSON."),
            author: Author = "",
            known_at: Known = None,  # type: ignore[assignment]
            grounds: Grounds = None,  # type: ignore[assignment]
            clock: Clock = None,  # type: ignore[assignment]
            mission: Mission = None,  # type: ignore[assignment]
            dry_run: DryRun = False,
        ) -> None:
            from aselepo.core.records import Draft
            from aselepo.run import record as by_hand

            body = by_hand.body_of(json_body) if json_body else {}
            body |= by_hand.fields_of(context.args, moments, clock)
            by_hand.require(name, body)
            header = by_hand.imported(known_at, grounds, clock)
            _append(Draft(kind=name, body=body, author=author, **header), mission, dry_run)

    add(
        "act",
        "--what signature --by UA --time 2026-03-01T10:00+02:00 [--re X] [--to PARTY]",
        "Records an act: signed, declared, ordered, replied.",
        ("time",),
    )
    add(
        "notification",
        "--by UA --given 2026-03-01T10:00+02:00 --time 2026-03-02T10:00+02:00"
        " --lon 37.8 --lat 48.1",
        "Records a party's notice of what it will do.",
        ("given", "time"),
    )
    add(
        "decision",
        "--re CASE --state verified --by COMMISSION --time 2026-03-05T10:00+01:00 --vote US=yes",
        "Records what people decided.",
        ("time", "valid_until"),
    )
    add("claim", "--claimant UA --accused RF --from 2026-03-01T00:00+02:00"
        " --to 2026-03-02T00:00+02:00 --category shelling --count 12 --qualifier at_least"
        " --address URL", "Records a party's own allegation; shown, never counted.",
        ("from", "to"))  # fmt: skip


def _changing(record: typer.Typer) -> None:
    @record.command()
    def correction(
        observation: str = typer.Argument(..., help="Id of the observation."),
        set_: Annotated[list[str], typer.Option("--set", help="FIELD=VALUE, VALUE as JSON.")] = [],
        why: str = typer.Option(..., help="Reason."),
        author: Author = "",
        known_at: Known = None,  # type: ignore[assignment]
        grounds: Grounds = None,  # type: ignore[assignment]
        mission: Mission = None,  # type: ignore[assignment]
        dry_run: DryRun = False,
    ) -> None:
        """Example:  aselepo record correction o-1a2b --set count_lo=3 --why "counted twice"

        Gives an observation a new revision; the old one stays in the log.
        """
        from aselepo.core.records import Draft
        from aselepo.run import record as by_hand

        fields = by_hand.changes(set_)
        body = {"observations": {observation: fields}, "why": why}
        header = by_hand.imported(known_at, grounds, None)
        _append(Draft(kind="correction", body=body, author=author, **header), mission, dry_run)

    @record.command()
    def retraction(
        observations: list[str] = typer.Argument(..., help="Ids of the observations."),
        why: str = typer.Option(..., help="Reason."),
        author: Author = "",
        known_at: Known = None,  # type: ignore[assignment]
        grounds: Grounds = None,  # type: ignore[assignment]
        mission: Mission = None,  # type: ignore[assignment]
        dry_run: DryRun = False,
    ) -> None:
        """Example:  aselepo record retraction o-1a2b --why "the source withdrew it"

        Withdraws observations from now on; earlier views keep them.
        """
        from aselepo.core.records import Draft
        from aselepo.run import record as by_hand

        body = {"observations": sorted(set(observations)), "why": why}
        header = by_hand.imported(known_at, grounds, None)
        _append(Draft(kind="retraction", body=body, author=author, **header), mission, dry_run)


def _other(record: typer.Typer) -> None:
    @record.command()
    def agreement(
        file: Path = typer.Argument(..., help="Text of the agreement."),
        author: Author = "",
        known_at: Known = None,  # type: ignore[assignment]
        grounds: Grounds = None,  # type: ignore[assignment]
        clock: Clock = None,  # type: ignore[assignment]
        mission: Mission = None,  # type: ignore[assignment]
        dry_run: DryRun = False,
    ) -> None:
        """Example:  aselepo record agreement truce.txt

        Records an agreement's text, or a later version of it.
        """
        from aselepo.run import record as by_hand
        from aselepo.run.agreements import checked
        from aselepo.run.mission import agreement_draft

        header = by_hand.imported(known_at, grounds, clock)
        draft = agreement_draft(file, author=author, **header)
        for problem in checked(draft.body["text"], str(file)):
            typer.echo(str(problem), err=True)
        _append(draft, mission, dry_run)

    @record.command()
    def entry(
        kind: str = typer.Argument(..., help="Kind of entry: geography, source, settings, ..."),
        json_body: str = typer.Option(..., "--json", help="The body as JSON."),
        author: Author = "",
        known_at: Known = None,  # type: ignore[assignment]
        grounds: Grounds = None,  # type: ignore[assignment]
        clock: Clock = None,  # type: ignore[assignment]
        mission: Mission = None,  # type: ignore[assignment]
        dry_run: DryRun = False,
    ) -> None:
        """Example:  aselepo record entry settings --json '{"enough": 0.9}'

        Records an entry of any kind from its body.
        """
        from aselepo.core.problem import ConfigError
        from aselepo.core.records import KINDS, Draft
        from aselepo.run import record as by_hand
        from aselepo.run.problems import BAD_OPTION

        if kind not in KINDS:
            raise ConfigError(
                BAD_OPTION.at(
                    "KIND",
                    f"{kind!r} is not a kind",
                    why="the log takes: " + ", ".join(sorted(KINDS)),
                )
            )
        header = by_hand.imported(known_at, grounds, clock)
        draft = Draft(kind=kind, body=by_hand.body_of(json_body), author=author, **header)
        _append(draft, mission, dry_run)
