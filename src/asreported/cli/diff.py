"""`asreported diff`: what changed between two versions, figure by figure."""

from __future__ import annotations

import click

from asreported.cli.standard_options import format_option, print_rows, say, say_json

__all__ = ["diff"]


@click.command()
@click.argument("old")
@click.argument("new")
@format_option
def diff(old: str, new: str, form: str) -> None:
    """Show what changed from the package OLD to the package NEW, and which version step it asks for.

    A figure changed in what is cited of it, renamed or taken out asks for a major step; figures added, and changes of
    place, period or relations for a minor one; notes, reviews and metadata for a patch. Before 1.0.0 each asks for one
    place less.

    \b
    Example:
      asreported new old --title "Floods"
      asreported new new --title "Floods in May"
      asreported diff old new
    """

    from asreported.comparing import diff as compare

    difference = compare(old, new)
    if form == "json":
        say_json(difference.to_dict())
        return
    rows = [
        {"table": c.table, "key": c.key, "kind": c.kind, "step": c.step, "change": c.words} for c in difference.changes
    ]
    if rows or form == "csv":
        print_rows(rows, form, shown={"step": "step", "table": "table", "key": "row", "change": "what changed"})
    say(("\n" if form == "table" and rows else "") + difference.verdict(), err=form == "csv")
