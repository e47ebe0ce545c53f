"""`aselepo agreement`: show a text, compare two, write it for another tool."""

from __future__ import annotations

import re
from pathlib import Path

import typer


def register(cli: typer.Typer) -> None:
    group = typer.Typer(
        help="Example:  aselepo agreement show truce.txt\n\n"
        "Shows a text as a page, compares two texts, writes one for another tool.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    cli.add_typer(group, name="agreement")

    @group.command()
    def show(
        file: Path = typer.Argument(..., help="An agreement."),
        lang: str = typer.Option("en", help="Language the page opens in: en, uk, ru, fr, fi."),
        out: Path = typer.Option(None, help="Where to write it; default: FILE with .html."),
    ) -> None:
        """Example:  aselepo agreement show truce.txt --lang uk --out truce.html

        Writes one HTML page: each article as written and in plain words in five languages, what is
        open, what the checks warn of. A text with errors is shown too, as far as it can be read.
        """
        from aselepo.agreement.page import page
        from aselepo.agreement.phrases import LANGUAGES
        from aselepo.core.problem import AgreementError, ConfigError
        from aselepo.run import agreements
        from aselepo.run.problems import BAD_OPTION

        if lang not in LANGUAGES:
            mend = f"write one of {', '.join(LANGUAGES)}"
            raise ConfigError(BAD_OPTION.at("--lang", f"no language {lang}", mend=mend))
        text = agreements.load(file)
        if text.agreement is None:
            raise AgreementError(text.problems)
        problems = agreements.examine([text])[text.name]
        others = agreements.relied_on(text, [text])
        target = out or Path(file.name).with_suffix(".html")
        made = page(text.agreement, problems, others=others, lang=lang, name=file.name)
        target.write_text(made, encoding="utf-8")
        typer.echo(str(target))
        if any(problem.severity == "error" for problem in problems):
            raise typer.Exit(1)

    @group.command()
    def diff(
        old: Path = typer.Argument(..., help="The earlier text."),
        new: Path = typer.Argument(..., help="The later text."),
        as_json: bool = typer.Option(False, "--json", help="Print the comparison as JSON."),
    ) -> None:
        """Example:  aselepo agreement diff draft-3.txt draft-4.txt

        Says which sentences changed, and which articles, zones, counts and guarantees have another
        effect, also where their own words stayed.
        """
        import json
        from dataclasses import asdict

        from aselepo.agreement.compare import compare
        from aselepo.core.problem import AgreementError
        from aselepo.run import agreements

        texts = [agreements.load(path) for path in (old, new)]
        errors = [problem for text in texts for problem in text.problems]
        before, after = (text.agreement for text in texts)
        if errors or before is None or after is None:
            raise AgreementError(errors)
        found = compare(before, after)
        if as_json:
            typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2))
            return
        typer.echo("wording" if found.wording else "wording: the same")
        for change in found.wording:
            typer.echo(f"  {change.change:<8} {change.sentence}")
            if change.old:
                typer.echo(f"           - {change.old}")
            if change.new:
                typer.echo(f"           + {change.new}")
        typer.echo("effect" if found.effect else "effect: the same")
        for effect in found.effect:
            through = f", through {', '.join(effect.through)}" if effect.through else ""
            typer.echo(f"  {effect.change:<8} {effect.of}{through}")
            for aspect in effect.aspects:
                typer.echo(f"           {aspect.what}: {aspect.old or '-'} -> {aspect.new or '-'}")

    @group.command()
    def export(
        file: Path = typer.Argument(..., help="An agreement."),
        to: str = typer.Option("mfotl", help="Format: mfotl, for the monitor MonPoly."),
        facts: Path = typer.Option(None, help="A facts file, written as a log."),
        out: Path = typer.Option(Path("mfotl"), help="Folder to write to."),
    ) -> None:
        """Example:  aselepo agreement export truce.txt --facts facts.json --out mfotl

        Writes the crisp core of an agreement for another monitor: a formula for each article and
        guarantee, a signature, the facts as a log, and a list of what is left out and why.
        """
        import json

        from aselepo.agreement import crisp, mfotl
        from aselepo.assess import read_facts
        from aselepo.core.problem import AgreementError, ConfigError, InputError
        from aselepo.run import agreements
        from aselepo.run.problems import BAD_OPTION, NO_FILE

        if to != "mfotl":
            raise ConfigError(BAD_OPTION.at("--to", f"no format {to}", mend="write mfotl"))
        text = agreements.load(file)
        problems = agreements.examine([text])[text.name]
        errors = [problem for problem in problems if problem.severity == "error"]
        if text.agreement is None or errors:
            raise AgreementError(errors)
        made = mfotl.formulas(text.agreement)
        left_out = list(made.left_out)
        files = {"agreement.sig": mfotl.signature()}
        for name, formula in made.formulas.items():
            files[f"{re.sub(r'[^A-Za-z0-9]+', '_', name).strip('_')}.mfotl"] = f"{formula}\n"
        if facts is not None:
            try:
                content = facts.read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError) as refused:
                raise InputError(NO_FILE.at(str(facts), str(refused))) from refused
            read_facts(content, name=str(facts))  # refuses what is not a facts file
            log, doubts = crisp.log(text.agreement, made, json.loads(content))
            files["facts.log"] = log
            left_out += doubts
        files["left_out.txt"] = "".join(f"{line}\n" for line in left_out)
        out.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            (out / name).write_text(content, encoding="utf-8")
            typer.echo(str(out / name))
        said = f"{len(made.formulas)} formulas; left out: {len(left_out)}"
        typer.echo(f"{said}; run: monpoly -sig agreement.sig -formula F -log facts.log", err=True)
