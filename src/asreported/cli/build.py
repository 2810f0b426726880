"""`asreported build`: refresh what the descriptor says about its files."""

from __future__ import annotations

import click

from asreported.cli.standard_options import format_option, print_rows, say

__all__ = ["build"]


@click.command()
@click.argument("path", required=False)
@click.option("--check", is_flag=True, help="Write nothing; print what would change, and exit 1 if anything would.")
@format_option
@click.pass_obj
def build(outer: str | None, path: str | None, check: bool, form: str) -> int:
    """Refresh the bytes, sha256 and row count of each file in the descriptor.

    PATH is a folder or a datapackage.json, by default the current folder. Nothing else is changed or sorted. The
    descriptor is written whole or not at all; a write that was interrupted is finished first.

    \b
    Example:
      asreported new floods --title "Floods"
      asreported build floods
    """
    from dataclasses import asdict

    from asreported.findings import one_line
    from asreported.package import open_package
    from asreported.package.building import build as build_package
    from asreported.package.writing import is_interrupted

    opened = open_package(path or outer or ".")
    if check and is_interrupted(opened.folder):
        say("a write was interrupted here: asreported build finishes it", err=True)
        return 1
    changes = build_package(opened, check=check)
    if form != "table":
        print_rows([asdict(change) for change in changes], form, shown={})
    for change in changes if form == "table" else ():
        say(one_line(f"{change.path}: {change.fact} {_told(change.before)} → {_told(change.after)}"))
    told = "is as its files are" if not changes else "would be refreshed" if check else "was refreshed"
    say(f"{one_line(opened.descriptor_name)} of {one_line(opened.name)} {told}", err=form != "table")
    return int(check and bool(changes))


def _told(fact: object) -> str:
    if fact is None:
        return "(none)"
    return f"{fact:,}" if isinstance(fact, int) else str(fact)[:19]
