"""`asreported suggest`: the figures that a report seems to print, for a person to review."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from asreported.cli.standard_options import format_option, package_option, print_rows, say, say_json

if TYPE_CHECKING:
    from asreported.suggesting import Candidate


@click.command()
@click.argument("article", metavar="ARTICLE.txt")
@click.option("-o", "--output", metavar="CANDIDATES.csv", help="Write the candidates there, to be reviewed.")
@click.option("--source", metavar="ID", default="", help="The key that the report will have in `sources`.")
@click.option("--language", default="en", show_default=True, help="The language of the report: en, ar, fr, es.")
@package_option
@format_option
@click.pass_obj
def suggest(
    outer: str | None, article: str, output: str | None, source: str, language: str, package: str | None, form: str
) -> None:
    """Propose the figures of a report: phrase, bounds, measure and who said it, for a person to review.

    Nothing of it is a fact until someone writes yes into the column accept. ARTICLE.txt is plain text in UTF-8;
    with - it is read from standard input. `asreported add` takes the reviewed rows into a package.

    \b
    Example:
      asreported suggest report.txt -o candidates.csv
    """
    from asreported.suggesting import find_candidates, to_csv
    from asreported.suggesting.articles import read_text
    from asreported.suggesting.candidates import save

    text = sys.stdin.read() if article == "-" else read_text(article)
    candidates = find_candidates(text, language, source=source, package=package or outer)
    if output:
        save(output, candidates)
        say(_summary(candidates, output))
    elif form == "csv":
        click.echo(to_csv(candidates), nl=False)
    elif form == "json":
        say_json([one.cells() for one in candidates])
    else:
        print_rows([_shown(one) for one in candidates], "table", shown=_SHOWN)
        say(_summary(candidates, None), err=True)


_SHOWN = {"at": "at", "phrase": "as printed", "reading": "read as", "measure": "measure", "said": "said by"}


def _shown(one: Candidate) -> dict[str, str]:
    if not one.is_figure:
        return {"at": str(one.at), "phrase": one.number, "reading": f"({one.reason})", "measure": "", "said": ""}
    told = f"{one.qualifier or 'open'}" + ("" if one.value is None else f" {one.value:,}")
    said = (
        " via ".join(filter(None, (one.originator, one.relay))) if one.originator else one.relay and f"via {one.relay}"
    )
    named = said or ("no source named" if one.voice else "not clear")
    return {"at": str(one.at), "phrase": f'"{one.phrase}"', "reading": told, "measure": one.measure, "said": named}


def _summary(candidates: list[Candidate], output: str | None) -> str:
    from asreported.findings import plural

    figures = [one for one in candidates if one.is_figure]
    silent = sum(not one.voice for one in figures)
    passed = len(candidates) - len(figures)
    proposed = f"{len(figures)} {plural(len(figures), 'figure')} proposed"
    lines = [
        f"{proposed}, {passed} {plural(passed, 'number')} passed over"
        + (f"; who said it is not clear for {silent} of the figures" if silent else "")
    ]
    if output:
        lines.append(f"{output}: read each row against the report, mend it, and write yes into accept;")
        lines.append(f"then: asreported add {output} --article ARTICLE.txt --publisher NAME -p PACKAGE")
    return "\n".join(lines)
