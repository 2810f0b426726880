"""`asreported new`: a package of one's own, valid as it stands."""

from __future__ import annotations

import click

from asreported.cli.standard_options import say

__all__ = ["new"]


@click.command()
@click.argument("folder")
@click.option("--title", required=True, help="What the figures are about, in a few words.")
@click.option("--name", help="The name of the package, such as floods-2024. Default: made from the title.")
@click.option(
    "--license",
    "license_name",
    metavar="NAME",
    default="CC-BY-4.0",
    show_default=True,
    help="CC-BY-4.0, CC-BY-SA-4.0, CC0-1.0 or ODbL-1.0.",
)
@click.option("--contributor", "contributors", metavar="NAME", multiple=True, help="Who makes it; several at once.")
@click.option(
    "--install-from", metavar="SPEC", default="", help="What its workflow installs asreported from, as pip takes it."
)
def new(
    folder: str, title: str, name: str | None, license_name: str, contributors: tuple[str, ...], install_from: str
) -> None:
    """Make a new package in FOLDER, which is empty or not there yet.

    It has every table with its header, the codelists, the schemas and the profile, a descriptor, README, CHANGELOG,
    CITATION.cff and a workflow that validates it. asreported is on no package index yet: the workflow installs it from
    what --install-from names, else from what you write into it.

    \b
    Example:
      asreported new floods --title "Floods in May" --contributor "Jane Roe"
    """
    from asreported.creating import new_package
    from asreported.findings import one_line

    package = new_package(
        folder,
        title=title,
        name=name,
        license=license_name,
        contributors=contributors,
        install_from=install_from,
    )
    place = one_line(folder)
    say(f"made {place}: {package.name} {package.version}, {len(package.tables)} tables")
    say(f"  read {place}/README.md, write into {place}/dataset, then:")
    say(f"  asreported build {place} && asreported validate {place}")
    if not install_from:
        say("  its workflow needs to know what to install asreported from: .github/workflows/validate.yml", err=True)
