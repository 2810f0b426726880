"""Tables of a few rows for the rules, each cell typed as the profile types its column."""

from __future__ import annotations

import polars as pl

from asreported.rules.codelists import Codelists, shipped_codelists
from asreported.rules.rule import PLACE, finding_of

#: The columns that hold something else than text.
_KINDS = {
    **dict.fromkeys(("value", "low", "high", "at", "period_at", "position", "text_length", "body_start"), pl.Int64),
    **dict.fromkeys(("period_start", "period_end", "start_on", "end_on", "published_on"), pl.Date),
    "also_called": pl.List(pl.String),
}


def table(columns, *rows):
    """Return a table with these columns, named in one string; rows stand in lines from 2 on."""
    names = columns.split()
    kinds = {name: _KINDS.get(name, pl.String) for name in names}
    lines = [[row[i] for row in rows] for i in range(len(names))]
    made = pl.DataFrame(dict(zip(names, lines, strict=True)), schema=kinds)
    place = pl.Series(range(2, len(rows) + 2), dtype=pl.Int64)
    return made.with_columns(place.alias(name) for name in PLACE)


def judged(rule, columns, *rows, codes=None):
    """Return for each row whether a rule on rows holds; never null."""
    rows, judge = table(columns, *rows), rule.broken(codes or shipped_codelists())
    held = judge(rows) if callable(judge) else rows.select(judge).to_series()
    return held.to_list()


def told(rule, codes=None, **row):
    """Return the finding for a row that breaks a rule."""
    return finding_of(rule, row, file="figures.csv", codes=codes or shipped_codelists())


def codes_of(*measures, **languages):
    """Return codelists with these measures, each a mapping, and these languages of sources."""
    sources = [{"source_id": source, "language": language} for source, language in languages.items()]
    return Codelists.of(measures, sources)
