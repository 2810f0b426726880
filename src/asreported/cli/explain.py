"""`asreported explain`: what a rule demands, why, and what breaks it."""

from __future__ import annotations

import click

from asreported.cli.standard_options import format_option, print_rows, say, say_json

__all__ = ["explain"]


@click.command()
@click.argument("rule", required=False)
@format_option
def explain(rule: str | None, form: str) -> None:
    """Explain a RULE: what it demands, why, a row that keeps it and one that breaks it. Alone: list all rules.

    \b
    Example:
      asreported explain bounds-follow-qualifier
    """

    from asreported.explaining import explain as explain_rule
    from asreported.rules.book import BOOK

    if rule is None:
        rows = [
            {"rule": r.id, "scope": r.looks_at, "severity": r.severity, "demands": r.sentence} for r in BOOK.values()
        ]
        print_rows(rows, form, shown={"rule": "rule", "scope": "looks at", "demands": "demands"})
        return
    explanation = explain_rule(rule)
    if form == "table":
        say(str(explanation))
        return
    told = explanation.rule
    row = {
        "rule": told.id,
        "scope": told.looks_at,
        "severity": told.severity,
        "demands": told.sentence,
        "why": told.reason,
        "caught": [fault.in_words() for fault in explanation.faults],
    }
    if form == "json":
        say_json(row)
    else:
        print_rows([{**row, "caught": "; ".join(row["caught"])}], "csv", shown={})
