"""`asreported describe`: the columns of a table, with type, meaning and example."""

from __future__ import annotations

from typing import Any

import click

from asreported.cli.standard_options import format_option, package_option, print_rows, say

__all__ = ["describe"]


@click.command()
@click.argument("table", required=False)
@package_option
@format_option
@click.pass_obj
def describe(outer: str | None, table: str | None, package: str | None, form: str) -> None:
    """Describe the columns of a TABLE, or of all tables.

    \b
    Example:
      asreported describe figures
    """
    from asreported.package import open_package
    from asreported.package.tables import require_schema

    opened = open_package(package or outer)
    chosen = [opened.resource(table)] if table else list(opened.tables)
    for resource in chosen:
        require_schema(resource)
    columns = [_column(r.name, f) for r in chosen for f in r.fields]
    if form != "table":
        print_rows(columns, form, shown={})
        return
    for resource in chosen:
        say(f"{resource.name}: {resource.descriptor.get('description', '')}\n")
        rows = [c for c in columns if c["table"] == resource.name]
        print_rows(
            rows, "table", shown={"column": "column", "type": "type", "meaning": "meaning", "example": "example"}
        )
        click.echo()


def _column(table: str, field: Any) -> dict[str, Any]:
    constraints = field.get("constraints", {})
    codes = [c["value"] if isinstance(c, dict) else c for c in field.get("categories", ())] or constraints.get(
        "enum", []
    )
    required = " *" if constraints.get("required") else ""
    return {
        "table": table,
        "column": field["name"] + required,
        "type": "code" if codes else field.get("type", "string"),
        "meaning": field.get("description"),
        "example": field.get("example"),
        "codes": ", ".join(map(str, codes)),
    }
