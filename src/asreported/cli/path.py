"""`asreported path`: where the shipped package lies."""

from __future__ import annotations

import click

__all__ = ["path"]


@click.command()
def path() -> None:
    """Print where the shipped package lies.

    \b
    Example:
      asreported path
    """
    from asreported import shipped

    click.echo(shipped.PACKAGE)
