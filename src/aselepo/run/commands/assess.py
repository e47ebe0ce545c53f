"""`aselepo assess`: an agreement over plain facts, or over a mission's log."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from aselepo.run.options import AsJson, AsOf, InForce, MissionName

if TYPE_CHECKING:
    from aselepo.assess import Assessment

SIGNS = {
    "breach": "■", "undetermined": "◧", "no breach": "□", "none observed": "○",
    "cannot tell": "▨", "not in force": "–",
}  # fmt: skip
ROWS = 200_000
"""Above so many pairs of incident and article the findings of `no breach` are left out."""


def register(cli: typer.Typer) -> None:
    @cli.command()
    def assess(
        agreement: Annotated[
            list[Path], typer.Option("--agreement", help="Text of an agreement; may be repeated.")
        ] = [],
        facts: Path = typer.Option(None, help="Facts as JSON; none: the mission's log."),
        as_of: AsOf = None,  # type: ignore[assignment]
        in_force: InForce = None,  # type: ignore[assignment]
        mission: MissionName = None,  # type: ignore[assignment]
        brief: bool = typer.Option(False, "--brief", help="Leave out the findings of no breach."),
        json: AsJson = False,
    ) -> None:
        """Example:  aselepo assess --agreement truce.txt --facts facts.json --json

        Assesses facts under agreements: findings with bounds of probability, states of duties,
        counts and guarantees. Without --as-of everything counts and every deadline has passed.
        """
        from aselepo.assess.output import as_json
        from aselepo.run import options

        if facts is None:
            from aselepo.run.mission import find_mission
            from aselepo.run.pipeline import compute

            found = find_mission(mission)
            view = found.log().view(None, options.as_of(as_of))
            result = compute(view, found.name, in_force=options.window(in_force)).assessment
        else:
            result = _of_files(agreement, facts, as_of, in_force)
        pairs = len(result.work.view.incidents) * len(result.work.charges.seats)
        if pairs > ROWS and not brief:
            typer.echo(f"findings of no breach left out: {pairs} pairs", err=True)
        found_json = as_json(result, no_breach=not brief and pairs <= ROWS)
        if json:
            typer.echo(options.printed(found_json))
        else:
            typer.echo("\n".join(_lines(result, found_json)))


def _of_files(
    paths: list[Path], facts: Path, as_of: str | None, in_force: tuple[str, str] | None
) -> Assessment:
    from aselepo.assess import assess, read_facts
    from aselepo.core.problem import AgreementError, ConfigError, InputError
    from aselepo.run import agreements, options
    from aselepo.run.problems import BAD_OPTION, NO_FILE

    if not paths:
        raise ConfigError(
            BAD_OPTION.at("--agreement", "no agreement is given", mend="add --agreement FILE")
        )
    texts = [agreements.load(path) for path in paths]
    problems = agreements.examine(texts)
    errors = [p for listed in problems.values() for p in listed if p.severity == "error"]
    if errors:
        raise AgreementError(errors)
    given = [text.agreement for text in texts if text.agreement is not None]
    for text in texts:
        given += [other for other in agreements.relied_on(text, texts) if other not in given]
    try:
        content = facts.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as refused:
        raise InputError(NO_FILE.at(str(facts), str(refused))) from refused
    return assess(
        given,
        read_facts(content, name=str(facts)),
        as_of=options.as_of(as_of),
        in_force=options.window(in_force),
    )


def _lines(result: Assessment, found: dict[str, Any]) -> list[str]:
    """The order of a page: the answer, the clock, what we cannot see, the table, how we know."""
    counts: dict[str, int] = {}
    for row in found["findings"]:
        counts[row["verdict"]] = counts.get(row["verdict"], 0) + 1
    lines = [", ".join(f"{n} {word}" for word, n in sorted(counts.items())) or "No finding."]
    if found["what_if"]:
        lines.append(f"WHAT IF in force {found['what_if'][0]} to {found['what_if'][1]}")
    known = found["as_of"] or "everything, every deadline past"
    lines.append(f"known by  {known}")
    for name, spans in found["force"].items():
        times = ", ".join(f"{start} to {end or 'open'}" for start, end in spans) or "never"
        lines.append(f"in force  {name}: {times}")
    for check in found["checks"]:
        lines.append(f"note      {check['key']} {check['about']}".rstrip())
    lines.append("")
    for row in found["summaries"]:
        sign = SIGNS[row["verdict"]]
        lines.append(f"{sign} {row['verdict']:<14} article {row['provision']:<8} {row['party']}")
    lines.append("")
    for row in found["findings"]:
        if row["verdict"] == "no breach":
            continue
        lines.append(_finding(row))
    for row in found["counts"]:
        lines.append(
            f"count {row['name']} {row['party']}: {row['must']} sure, {row['may']} possible"
        )
    for row in found["guarantees"]:
        since = f" since {row['since']}" if row["since"] else ""
        wait = f"; waits for {'; '.join(row['missing'])}" if row["missing"] else ""
        lines.append(f"guarantee {row['name']}: {row['state']}{since}{wait}")
        for back in row["reversals"]:
            causes = ", ".join(back["causes"])
            lines.append(f"          reversal known {back['known_at']} by {causes}")
    for row in found["clocks"]:
        due = " or ".join(row["due"])
        lines.append(
            f"{row['response']} {row['rung']}: decision {row['what']} due by {due},"
            f" by {row['decider']}: {row['state']}"
        )
    return lines


def _finding(row: dict[str, Any]) -> str:
    sign = SIGNS.get(row["verdict"], " ")
    what = row["incident"] or row["trigger"] or ""
    line = f"{sign} {row['verdict']:<14} article {row['provision']:<8} {row['party']:<12} {what}"
    if row.get("factors"):
        weakest = row["factors"][0]
        line += (
            f"  p {row['p'][0]:.3f} to {row['p'][1]:.3f}; weakest: {weakest[0]} {weakest[1]:.3f}"
        )
    if row["late_by_s"] is not None:
        line += f"  late by {row['late_by_s']:g} s"
    for name in ("hypotheses", "exempted_by", "assumed"):
        if row[name]:
            line += f"  {name.replace('_', ' ')}: {row[name]}"
    return line
