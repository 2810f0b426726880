"""`asreported agree`: two codings of the same text compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from asreported.cli.standard_options import format_option, print_rows, say, say_json

if TYPE_CHECKING:
    from asreported.agreeing import Agreement

__all__ = ["agree"]

#: More disagreements of one column than fit on a screen; the other forms give all.
_MOST = 10


@click.command()
@click.argument("one")
@click.argument("other")
@format_option
def agree(one: str, other: str, form: str) -> None:
    """Compare two codings of the same texts: the packages ONE and OTHER.

    Figures are matched by text and overlap of phrase. For each column: how many figures are alike, and Krippendorff's
    alpha (1: as alike as can be; 0: as alike as by chance). Then what one coder alone found, and each disagreement with
    the phrases. --format csv lists the disagreements. Needs NLTK: pip install nltk.

    \b
    Example:
      asreported agree "$(asreported path)" "$(asreported path)"
    """

    from dataclasses import asdict

    from asreported.agreeing import agree as compare

    agreement = compare(one, other)
    if form == "json":
        say_json(agreement.to_dict())
    elif form == "csv":
        print_rows([asdict(d) for d in agreement.disagreements], "csv", shown={})
    else:
        _print(agreement)


def _print(agreement: Agreement) -> None:
    from dataclasses import asdict

    from asreported.findings import one_line, plural

    texts = f"{agreement.sources} {plural(agreement.sources, 'text')} in common"
    say(f"one    {agreement.coders[0]}\nother  {agreement.coders[1]}\n{texts}\n")
    share = "" if agreement.found_by_both is None else f" ({agreement.found_by_both:.0%} of all)"
    say(f"figures found by both: {agreement.both:,}{share}")
    for who, rows in (("one", agreement.only_one), ("other", agreement.only_other)):
        say(f"figures found by {who} alone: {len(rows):,}")
        for row in rows[:_MOST]:
            say(one_line(f'  {row["figure_id"]}: "{row["phrase"]}"'))
        if len(rows) > _MOST:
            say(f"  and {len(rows) - _MOST:,} more: --format json")
    click.echo()
    columns = [
        {**asdict(c), "alpha": "all the same" if c.alpha is None else f"{c.alpha:.3f}"} for c in agreement.columns
    ]
    print_rows(columns, "table", shown={"column": "column", "figures": "figures", "alike": "alike", "alpha": "alpha"})
    shown: dict[str, int] = {}
    for d in agreement.disagreements:
        shown[d.column] = shown.get(d.column, 0) + 1
        if shown[d.column] > _MOST:
            continue
        say("\n" + one_line(f"{d.column}: {d.found} and {d.other_found}"))
        say(one_line(f'    {d.figure}: "{d.phrase}"'))
        say(one_line(f'    {d.other_figure}: "{d.other_phrase}"'))
    if more := sum(max(0, n - _MOST) for n in shown.values()):
        say(f"\nand {more:,} more disagreements: --format csv")
