"""`asreported audit`: whether a spreadsheet kept what the words beside its numbers say."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from asreported.cli.standard_options import format_option, print_rows, say, say_json

if TYPE_CHECKING:
    import polars as pl

__all__ = ["audit"]

#: How many lost qualifiers are printed.
_SHOWN = 10


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--text", required=True, metavar="COLUMN", help="The column with the words.")
@click.option("--number", required=True, metavar="COLUMN", help="The column with the number that is stored.")
@click.option("--low", metavar="COLUMN", help="The column with the lower bound that is stored, if there is one.")
@click.option("--high", metavar="COLUMN", help="The column with the upper bound that is stored, if there is one.")
@click.option("--measure", metavar="CODE", help="What the numbers count: killed, wounded, attacks; see measures.csv.")
@click.option("--language", default="en", show_default=True, help="The language of the words: en, ar, fr, es.")
@click.option("-o", "--output", metavar="OUT.csv", type=click.Path(path_type=Path), help="Write every row to this CSV.")
@format_option
def audit(file: Path, output: Path | None, form: str, **columns: str | None) -> None:
    """Audit a spreadsheet: row by row, whether the qualifier of a count was kept, lost, or the number changed.

    FILE is CSV, Parquet or xlsx, with words in one column and a number in another. Headlines joined by ";" are read
    apart. Verdicts: kept, qualifier_lost, number_changed, not_found, cannot_be_read.

    \b
    Example:
      asreported audit events.csv --text headline --number deaths
    """
    from asreported.auditing import audit as audit_file
    from asreported.auditing import summary
    from asreported.auditing.output import refuse_to_overwrite, write_csv

    if output:
        refuse_to_overwrite(file, output)
    given: dict[str, Any] = columns
    audited = audit_file(file, **given)
    if form == "csv":
        click.echo(audited.write_csv(), nl=False)
    elif form == "json":
        _print_json(audited)
    else:
        _print_table(audited)
    if output:
        write_csv(audited, output)
        say(f"wrote {output}: {summary(audited).rows:,} rows", err=True)


def _print_json(audited: pl.DataFrame) -> None:
    from dataclasses import asdict

    from asreported.auditing import summary

    told = {"headline": str(summary(audited)), **asdict(summary(audited)), "audit": audited.to_dicts()}
    say_json(told)


def _print_table(audited: pl.DataFrame) -> None:
    from asreported.auditing import VERDICTS, summary

    told = summary(audited)
    measure = audited["measure"].head(1).to_list()
    say(f"{told}\n")
    taken = f"counts of: {measure[0]}" if measure[0] else "counts of anything; --measure says what the numbers count"
    say(f"{told.rows:,} rows, {taken}")
    shown = {"rows": "rows", "verdict": "verdict", "claims": "which claims that"}
    counted = [{"rows": f"{told.verdicts[code]:,}", "verdict": code, "claims": VERDICTS[code]} for code in VERDICTS]
    print_rows(counted, "table", shown=shown)
    lost = audited.filter(verdict="qualifier_lost")
    if not lost.height:
        return
    say("\nqualifiers lost:")
    rows = [{**row, "words": f'"{row["words"]}"', "bounds": _in_words(row)} for row in lost.head(_SHOWN).to_dicts()]
    heads = {
        "row": "row",
        "words": "as printed",
        "stored": "stored",
        "bounds": "so the count is",
        "qualifier": "qualifier",
    }
    print_rows(rows, "table", shown=heads)
    if lost.height > _SHOWN:
        say(f"and {lost.height - _SHOWN:,} more: -o OUT.csv writes every row")


def _in_words(row: dict[str, Any]) -> str:
    from asreported.bounds import Bounds

    if row["low"] is None and row["high"] is None:
        return "open on both sides"
    return Bounds(row["low"], row["high"]).in_words()
