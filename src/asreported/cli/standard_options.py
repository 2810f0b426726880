"""Options that mean the same in every command, and rows printed in the form that was asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import click

__all__ = ["format_option", "package_option", "print_rows"]

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


def print_rows(rows: Sequence[Mapping[str, Any]], form: str, *, shown: Mapping[str, str]) -> None:
    """Print rows as JSON or CSV with all their columns, or as a table of the columns `shown` (name: heading)."""
    import csv
    import io
    import json

    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2, default=str))
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
