"""The rules on the words that a package quotes: they account for its numbers, and stay quotations."""

from __future__ import annotations

import polars as pl

from asreported.rules.rule import PLACE, Rule, Tables, rule

__all__ = ["QUOTED", "QUOTING", "RULES", "quoted"]

#: The share of a text that its phrases may add up to, and the code points that they may in any case.
LARGEST_SHARE, LEAST_ALLOWED = 0.3, 400
#: The tables that quote, with the columns of words and place; attributions and relations have their source by a figure.
QUOTING = (
    ("figures", "phrase", "at", "source_id"),
    ("figures", "period_phrase", "period_at", "source_id"),
    ("attributions", "phrase", "at", "figure_id"),
    ("incidents", "phrase", "at", "source_id"),
    ("participants", "phrase", "at", "source_id"),
    ("relations", "phrase", "at", "subject_id"),
    ("numbers", "phrase", "at", "source_id"),
)
#: Where they may be left out, and no other rule says when.
_OPTIONAL = tuple(one[:3] for one in QUOTING if one[0] in ("attributions", "incidents", "participants"))
#: The columns that `quoted` reads of each table.
QUOTED = {
    "figures": "figure_id source_id phrase at period_phrase period_at",
    "attributions": "figure_id phrase at",
    "incidents": "source_id phrase at",
    "participants": "source_id phrase at",
    "relations": "subject_id phrase at",
    "numbers": "source_id phrase at",
}


def quoted(tables: Tables) -> pl.DataFrame:
    """Return every phrase of a package: source_id, table, column (of the words), words, start, and the row's place."""
    figures = tables["figures"].select("figure_id", "source_id")
    parts = []
    for table, words, start, by in QUOTING:
        rows = tables[table].filter(pl.col(words).is_not_null() & pl.col(start).is_not_null())
        if by != "source_id":
            rows = rows.join(figures, left_on=by, right_on="figure_id", maintain_order="left")
        parts.append(
            rows.select(
                *PLACE,
                "source_id",
                pl.lit(table).alias("table"),
                pl.lit(words).alias("column"),
                pl.lit(start).alias("start_column"),
                pl.col(words).alias("words"),
                pl.col(start).alias("start"),
            )
        )
    return pl.concat(parts)


@rule(
    "tables",
    table="figures",
    column="phrase",
    reads={
        "figures": "figure_id qualifier source_id phrase at",
        "numbers": "source_id at phrase disposition figure_id",
    },
    why="no number of {source_id} that lies in '{phrase}' is coded as the figure {figure_id}",
    fix="add the number to numbers.csv at its place, with disposition figure and this figure_id",
)
def numbers_account_for_figures(tables: Tables) -> pl.DataFrame:
    """A figure with a number or a vague word has it in `numbers`, inside the figure's own phrase.

    `numbers` accounts for every number of the text, so a figure that is lost leaves a gap there.
    """
    counted = tables["figures"].drop_nulls(["phrase", "at"])
    counted = counted.filter(~pl.col("qualifier").is_in(["not_reported", "none"]))
    numbers = tables["numbers"].filter(pl.col("disposition") == "figure")
    numbers = numbers.select(
        "figure_id", "source_id", pl.col("at").alias("number_at"), pl.col("phrase").alias("number")
    )
    inside = (pl.col("number_at") >= pl.col("at")) & (
        pl.col("number_at") + pl.col("number").str.len_chars() <= pl.col("at") + pl.col("phrase").str.len_chars()
    )
    found = counted.join(numbers, on=["figure_id", "source_id"]).filter(inside)
    return counted.join(found, on="figure_id", how="anti", maintain_order="left")


@rule(
    "tables",
    table="numbers",
    column="disposition",
    reads={"numbers": "source_id at phrase disposition figure_id"},
    why="the disposition of '{phrase}' is {disposition} and its figure {figure_id}",
    fix="name the figure where the disposition is figure, and only there",
)
def number_has_its_figure(tables: Tables) -> pl.DataFrame:
    """A number names a figure if and only if its disposition says that it is one.

    The 15 of an F-15 counts nothing.
    """
    return tables["numbers"].filter((pl.col("disposition") == "figure") != pl.col("figure_id").is_not_null())


@rule(
    "tables",
    table="sources",
    column="text_length",
    reads={"sources": "source_id text_length", **QUOTED},
    why="the phrases of {source_id} cover {covered} of its {text_length} code points, and may cover {allowed}",
    fix="shorten phrases to the words that carry the sense",
)
def phrases_are_quotes(tables: Tables) -> pl.DataFrame:
    """The phrases of a text cover at most 30 % of it, or 400 code points where that is more.

    The package quotes evidence; it does not republish the report.
    """
    spans = quoted(tables).select("source_id", "start", end=pl.col("start") + pl.col("words").str.len_chars())
    spans = spans.unique().sort("source_id", "start", "end")
    reached = pl.col("end").cum_max().shift(1, fill_value=0).over("source_id")
    fresh = (pl.col("end") - pl.max_horizontal("start", reached)).clip(0)
    covered = spans.with_columns(fresh.alias("covered")).group_by("source_id").agg(pl.col("covered").sum())
    allowed = (pl.col("text_length") * LARGEST_SHARE).floor().cast(pl.Int64).clip(LEAST_ALLOWED)
    judged = (
        tables["sources"].join(covered, on="source_id", maintain_order="left").with_columns(allowed.alias("allowed"))
    )
    return judged.filter(pl.col("covered") > pl.col("allowed"))


@rule(
    "tables",
    table="incidents",
    reads={table: f"{words} {start}" for table, words, start in _OPTIONAL},
    why="{column} is empty, and {other} is not: words are quoted from a place, and nothing is quoted without words",
    fix="measure where the phrase starts; or leave both empty",
)
def phrase_has_its_place(tables: Tables) -> pl.DataFrame:
    """Where a phrase may be left out, it is there if and only if its place is.

    A phrase without its place is compared with no text.
    """
    parts = []
    for table, *columns in _OPTIONAL:
        for missing, other in (columns, columns[::-1]):
            rows = tables[table].filter(pl.col(missing).is_null() & pl.col(other).is_not_null())
            said = {"table": table, "column": missing, "other": other, "found": ""}
            parts.append(rows.select(*PLACE, *(pl.lit(words).alias(name) for name, words in said.items())))
    return pl.concat(parts)


@rule(
    "tables",
    table="sources",
    column="body_start",
    reads={"sources": "source_id body_start", **QUOTED},
    why="{quoting}.csv line {line} quotes '{words}' at {start}, and the report itself begins at {body_start}",
    fix="quote from the report, not from a teaser for another story; or correct body_start",
)
def after_teaser(tables: Tables) -> pl.DataFrame:
    """Every phrase stands in the report itself, not in a teaser before it.

    A teaser speaks of another story.
    """
    sources = tables["sources"].select(*PLACE, "source_id", "body_start")
    early = (
        quoted(tables)
        .drop("column")
        .rename({PLACE[0]: "line", PLACE[1]: "row", "table": "quoting"})
        .join(sources, on="source_id")
    )
    return early.filter(pl.col("start") < pl.col("body_start")).with_columns(pl.col("line").fill_null(pl.col("row")))


RULES: tuple[Rule, ...] = (
    numbers_account_for_figures,
    number_has_its_figure,
    phrases_are_quotes,
    phrase_has_its_place,
    after_teaser,
)
