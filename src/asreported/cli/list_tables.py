"""`asreported list`: the tables of a package."""

from __future__ import annotations

import click

from asreported.cli.standard_options import format_option, package_option, print_rows

__all__ = ["list_tables"]


@click.command("list")
@package_option
@format_option
@click.pass_obj
def list_tables(outer: str | None, package: str | None, form: str) -> None:
    """List the tables of a package, with what each row of them is.

    \b
    Example:
      asreported list
    """
    from asreported.package import open_package

    opened = open_package(package or outer)
    rows = [
        {
            "table": r.name,
            "rows": r.descriptor.get("rows"),
            "columns": len(r.fields),
            "file": ", ".join(r.paths),
            "description": r.descriptor.get("description"),
        }
        for r in opened.tables
    ]
    print_rows(rows, form, shown={"table": "table", "rows": "rows", "columns": "columns", "description": "a row is"})
