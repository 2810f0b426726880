"""`asreported validate`: every rule over every row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from asreported.cli.standard_options import say, say_json

if TYPE_CHECKING:
    from asreported.findings import Severity

__all__ = ["validate"]

#: What makes the exit code 1, from the gravest on.
_GRAVITY: dict[str, tuple[Severity, ...]] = {
    "errors": ("error",),
    "warnings": ("error", "warning"),
    "notes": ("error", "warning", "note"),
}


def _texts(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Return the file of each source's text."""
    pairs = dict(pair.split("=", 1) for pair in given if "=" in pair)
    if len(pairs) < len(given):
        raise click.BadParameter("write SOURCE_ID=FILE, each source once")
    return pairs


@click.command()
@click.argument("path", required=False)
@click.option(
    "--text",
    "texts",
    metavar="SOURCE=FILE",
    multiple=True,
    callback=_texts,
    help="The text of a source; several at once.",
)
@click.option("--against", metavar="OLD", help="An older version: every change since then has to be recorded.")
@click.option("--notes", is_flag=True, help="Also print what is left for a person to judge.")
@click.option(
    "--fail-on",
    type=click.Choice(list(_GRAVITY)),
    default="errors",
    show_default=True,
    help="What makes the exit code 1.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv", "github"]),
    default="table",
    show_default=True,
    help="table for people; json has the shape of a frictionless Report; github annotates a pull request.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    help="How many findings of one rule in one file to print (10; json and csv 100); all are counted.",
)
@click.pass_obj
def validate(
    outer: str | None,
    path: str | None,
    texts: dict[str, str],
    against: str | None,
    notes: bool,
    fail_on: str,
    form: str,
    limit: int | None,
) -> int:
    """Validate a package, by default the shipped one: every rule over every row.

    PATH is a folder or a datapackage.json. Exit code 0: valid. 1: not. 3: no readable package there.

    \b
    Example:
      asreported validate
    """

    from asreported import verdict
    from asreported.validating import LIMIT
    from asreported.validating import validate as validate_package

    most = (10 if form in {"table", "github"} else LIMIT) if limit is None else limit
    report = validate_package(path or outer, texts=texts, against=against, limit=most)
    if form == "json":
        say_json(verdict.as_descriptor(report))
    elif form == "csv":
        click.echo(verdict.as_csv(report), nl=False)
    elif form == "github":
        say("\n".join([*verdict.as_github(report), verdict.as_text(report)[1]]))
    else:
        lines, sentence = verdict.as_text(report, notes=notes)
        say("\n".join([*lines, ""] if lines else []) + ("\n" if lines else "") + sentence)
    return int(any(report.total(severity) for severity in _GRAVITY[fail_on]))
