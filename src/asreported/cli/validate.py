"""`asreported validate`: every rule over every row."""

from __future__ import annotations

import json

import click

__all__ = ["validate"]


@click.command()
@click.argument("path", required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="table for people; json has the shape of a frictionless Report.",
)
@click.option(
    "--limit",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="How many findings of one rule in one file to print; all are counted.",
)
@click.pass_obj
def validate(outer: str | None, path: str | None, form: str, limit: int) -> int:
    """Validate a package, by default the shipped one: every rule over every row.

    PATH is a folder or a datapackage.json. Exit code 0: valid. 1: not. 3: no readable package there.

    \b
    Example:
      asreported validate
    """
    from asreported import verdict
    from asreported.validation import LIMIT
    from asreported.validation import validate as validate_package

    report = validate_package(path or outer, limit=max(limit, LIMIT) if form == "table" else limit)
    if form == "json":
        click.echo(json.dumps(verdict.as_descriptor(report), ensure_ascii=False, indent=2))
    elif form == "csv":
        click.echo(verdict.as_csv(report), nl=False)
    else:
        lines, sentence = verdict.as_text(report, limit=limit)
        if lines:
            click.echo("\n".join(lines) + "\n")
        click.echo(sentence)
    return 0 if report.valid else 1
