"""`asreported add`: the reviewed candidates of a report, into a package."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from asreported.cli.standard_options import package_option, say

if TYPE_CHECKING:
    from asreported.adding import Addition


@click.command()
@click.argument("candidates", metavar="CANDIDATES.csv")
@click.option("--article", required=True, metavar="ARTICLE.txt", help="The text that the candidates were found in.")
@click.option("--publisher", default="", metavar="NAME", help="Who published it: the last link of every chain.")
@click.option("--source", default="", metavar="ID", help="Its key in `sources`; default: made of publisher and day.")
@click.option("--title", default="", help="Its headline.")
@click.option("--published-on", default="", metavar="DAY", help="The day it was published, as 2024-05-31.")
@click.option("--url", default="", help="Where it stands on the web.")
@click.option("--body-start", default=0, type=click.IntRange(0), help="Where the report itself begins; default: 0.")
@click.option(
    "--incident", default="", metavar="ID", help="The incident of figures that name none; default: a new one."
)
@click.option("--incident-title", default="", metavar="WORDS", help="The name of the new incident.")
@click.option("--coded-by", default="", metavar="NAME", help="Who coded it; default: the package's first contributor.")
@click.option("--dry-run", is_flag=True, help="Check and show, and write nothing.")
@package_option
@click.pass_obj
def add(outer: str | None, /, candidates: str, article: str, package: str | None, dry_run: bool, **said: str) -> int:
    """Add the accepted candidates of a report to a package, and leave it valid.

    The rows with yes in accept become figures, with their source, speakers, incident and numbers. The package is
    validated with them and the text first; if anything is wrong nothing is written. PATH (-p) has to be given.

    \b
    Example:
      asreported add candidates.csv --article report.txt --publisher "The Paper" -p mine
    """
    from asreported import verdict
    from asreported.adding import add as add_rows
    from asreported.errors import Invalid

    place = package or outer
    if not place:
        raise click.UsageError("name the package with -p: the shipped one takes no rows")
    try:
        added = add_rows(candidates, article, place, dry_run=dry_run, **said)  # type: ignore[arg-type]
    except Invalid as error:
        lines, sentence = verdict.as_text(error.report)
        say("\n".join([*lines, "", sentence]))
        say(f"asreported: {error}", err=True)
        return 1
    say("\n".join([*_shown(added), "", verdict.as_text(added.report)[1]]))
    if added.checked_in_part:
        say("the package is large: the new report and what it points at was checked, not the other rows", err=True)
    say("nothing was written" if dry_run else f"wrote {', '.join(added.files)}", err=True)
    return 0


def _shown(added: Addition) -> Iterator[str]:
    """Yield the new rows as people read them, table by table."""
    from asreported.findings import one_line, plural
    from asreported.showing import bounds_in_words

    source = added.rows["sources"][0]
    pinned = f"{source['text_length']} code points, sha256 {source['text_sha256'][:12]}…"
    yield f"sources       + {source['source_id']}: {pinned}"
    for row in added.rows["agents"]:
        yield one_line(f"agents        + {row['agent_id']}: {row['name']} ({row['kind']}, {row['anonymity']})")
    for key, name in added.reused.items():
        yield one_line(f"agents        = {key}: {name}, known before")
    for row in added.rows["incidents"]:
        yield one_line(f"incidents     + {row['incident_id']}: {row['title']}")
    for row in added.rows["figures"]:
        ends = {name: int(row[name]) if row[name] else None for name in ("value", "low", "high")}
        yield one_line(f'figures       + {row["figure_id"]}: "{row["phrase"]}" ({bounds_in_words({**row, **ends})})')
    for table in ("attributions", "relations", "numbers"):
        if added.rows[table]:
            yield f"{table:13} + {len(added.rows[table])} {plural(len(added.rows[table]), 'row')}"
