"""Options that mean the same in every command, and rows printed in the form that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

__all__ = ["format_option", "package_option", "print_rows", "say", "say_json"]

package_option = click.option(
    "-p",
    "--package",
    metavar="PATH",
    default=None,
    help="A package: its folder or its datapackage.json. Default: the shipped one.",
)
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "csv"]),
    default="table",
    show_default=True,
    help="How to print the rows.",
)


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print a text for people. What comes from a package is not obeyed by the terminal: it is written out."""
    from asreported.findings import as_lines

    click.echo(as_lines(text), err=err, nl=nl)


def say_json(value: Any, *, indent: int | None = 2) -> None:
    """Print a value as JSON, letters as they are, and what a terminal would obey as an escape of JSON."""
    import json

    from asreported.findings import is_shown

    def shown(line: str) -> str:
        return line if line.isprintable() else "".join(c if is_shown(c) else json.dumps(c)[1:-1] for c in line)

    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    click.echo("\n".join(map(shown, text.split("\n"))))


def print_rows(rows: Sequence[Mapping[str, Any]], form: str, *, shown: Mapping[str, str]) -> None:
    """Print rows as JSON or CSV with all their columns, or as a table of the columns `shown` (name: heading)."""
    import csv
    import io

    if form == "json":
        say_json(rows)
    elif form == "csv":
        written = io.StringIO()
        if rows:
            table = csv.DictWriter(written, list(rows[0]), lineterminator="\n")
            table.writeheader()
            table.writerows(rows)
        click.echo(written.getvalue(), nl=False)
    else:
        _print_table(rows, shown)


def _print_table(rows: Sequence[Mapping[str, Any]], shown: Mapping[str, str]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from asreported.findings import one_line

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in shown.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(Text("" if row[name] is None else one_line(row[name])) for name in shown))
    Console().print(table)
