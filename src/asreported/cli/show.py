"""`asreported show`: all figures, some of them, or one whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from asreported.cli.standard_options import format_option, package_option, print_rows, say, say_json

if TYPE_CHECKING:
    from asreported.package import Package

__all__ = ["readable", "show"]


@click.command()
@click.argument("figure", required=False)
@click.option("--where", metavar="SQL", help="Only figures for which this holds, such as \"measure = 'killed'\".")
@click.option(
    "--incident", metavar="ID", help="The figures of one incident side by side; claims that differ are marked."
)
@package_option
@format_option
@click.pass_obj
def show(
    outer: str | None, figure: str | None, where: str | None, incident: str | None, package: str | None, form: str
) -> None:
    """Show the figures of a package, those of one incident, or one FIGURE whole.

    \b
    Example:
      asreported show fighters-killed
    """
    from asreported.package import open_package
    from asreported.package.flat import figures
    from asreported.showing import show as show_one

    if sum(map(bool, (figure, where, incident))) > 1:
        raise click.UsageError("give a FIGURE, --where or --incident, only one of them")
    opened = open_package(package or outer)
    if figure:
        portrait = show_one(figure, opened)
        if form == "csv":
            print_rows([dict(portrait.figure)], "csv", shown={})
        else:
            say_json(portrait.to_dict()) if form == "json" else say(str(portrait))
        return
    if incident:
        _show_incident(incident, opened, form)
        return
    rows = figures(opened)
    if where:
        rows = _filtered(rows, where)
    shown = {"figure_id": "figure", "phrase": "as printed", "bounds": "so the count is", "said_by": "said by"}
    print_rows(readable(rows.to_dicts()) if form == "table" else rows.to_dicts(), form, shown=shown)


def _show_incident(incident: str, package: Package, form: str) -> None:
    from asreported.claims import side_by_side

    claims = side_by_side(incident, package)
    if form == "table":
        say(str(claims))
        return
    rows = claims.rows.to_dicts()
    for row in rows if form == "csv" else ():
        row["differs_from"] = "|".join(row["differs_from"])
    print_rows(rows, form, shown={})


def readable(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with their phrase in quotes and their bounds in words."""
    from asreported.showing import bounds_in_words

    return [{**row, "phrase": f'"{row["phrase"]}"', "bounds": bounds_in_words(row)} for row in rows]


def _filtered(rows: Any, where: str) -> Any:
    import polars as pl

    from asreported.findings import one_line

    try:
        return rows.filter(pl.sql_expr(where))
    except pl.exceptions.PolarsError as error:
        raise click.BadParameter(one_line(str(error).splitlines()[0]), param_hint="--where") from None
