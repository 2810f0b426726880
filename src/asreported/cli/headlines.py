"""`asreported` alone: the figures that print a number, as people read them, and where to go next."""

from __future__ import annotations

import click

__all__ = ["headlines"]


def headlines(package: str | None) -> None:
    """Print phrase, bounds in words and speaker of each figure that prints a number."""
    from asreported.cli.show import readable
    from asreported.cli.standard_options import print_rows, say
    from asreported.package import open_package
    from asreported.package.flat import figures

    opened = open_package(package)
    rows = figures(opened).to_dicts()
    printed = [row for row in rows if row["value"] is not None and row["qualifier"] != "ordinal"][:_MOST]
    say(f"{opened.name} {opened.version}\n{opened.descriptor.get('title', '')}\n")
    print_rows(
        readable(printed), "table", shown={"phrase": "as printed", "bounds": "so the count is", "said_by": "said by"}
    )
    option = f" -p {package}" if package else ""
    click.echo()
    if len(rows) > len(printed):
        say(f"All {len(rows):,} figures:    asreported show{option}")
    first = printed[0] if printed else rows[0] if rows else None
    if first:
        say(f"One figure whole:  asreported show {first['figure_id']}{option}")
    say(f"Check every row:   asreported validate{' ' + package if package else ''}")


#: More than fit on a screen help nobody.
_MOST = 12
