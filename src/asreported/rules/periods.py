"""The rules of periods: when a figure counts, what the dates rest on, and that nothing is told before it happened."""

from __future__ import annotations

import polars as pl

from asreported.rules.codelists import Codelists
from asreported.rules.expressions import empty, present
from asreported.rules.rule import PLACE, Rule, Tables, rule
from asreported.rules.whole_words import in_words, words_pattern
from asreported.words.wording import PERIOD_ENDS, in_every_language

__all__ = ["RULES", "TABLE_RULES"]


@rule(
    "row",
    table="figures",
    column="period_end",
    reads={"figures": "period_start period_end period_precision"},
    why="the period runs from {period_start} to {period_end}, known to the {period_precision}",
    fix="put the earlier day first; a month or a year stands on its first day",
)
def period_in_order(_: Codelists) -> pl.Expr:
    """A period starts before it ends, and a month or year stands on its first day.

    A date that is known to the month has one form, so that periods can be compared.
    """
    start, end, precision = pl.col("period_start"), pl.col("period_end"), pl.col("period_precision")
    month = (precision == "month").fill_null(False)
    year = (precision == "year").fill_null(False)
    return (start <= end).fill_null(True) & pl.all_horizontal(*(_on_first(day, month, year) for day in (start, end)))


def _on_first(day: pl.Expr, month: pl.Expr, year: pl.Expr) -> pl.Expr:
    first_of_month = (day.dt.day() == 1).fill_null(True)
    first_of_year = first_of_month & (day.dt.month() == 1).fill_null(True)
    return (~month | first_of_month) & (~year | first_of_year)


@rule(
    "row",
    table="figures",
    column="period_basis",
    reads={"figures": "period_start period_end period_precision period_basis period_phrase period_at"},
    why="the dates are {period_start} and {period_end}, the precision {period_precision}, the basis {period_basis}, "
    "the phrase {period_phrase}: dates need all of these (the phrase may be left out where they are inferred), and "
    "without dates all stay empty; a stated date has its year in the phrase",
    fix="fill what is missing from the text, or empty the period",
)
def period_basis(_: Codelists) -> pl.Expr:
    """A dated period says how exact it is, what it rests on and which words print it; an undated one says nothing.

    A date that the words do not state is resolved or inferred, and the row admits it.
    """
    undated = empty("period_start", "period_end", "period_precision", "period_basis", "period_phrase", "period_at")
    dated = (
        (~pl.col("period_start").is_null() | ~pl.col("period_end").is_null())
        & present("period_precision", "period_basis")
        & (pl.col("period_phrase").is_null() == pl.col("period_at").is_null())
    )
    basis = pl.col("period_basis")
    quoted = present("period_phrase") | (basis == "inferred")
    year_printed = (basis != "stated") | (_prints("period_start") & _prints("period_end"))
    return undated | (dated & quoted & year_printed)


@rule(
    "row",
    table="figures",
    column="period_start",
    reads={"figures": "period_start period_end period_phrase"},
    why="'{period_phrase}' says when a period begins or ends, and the row has {period_start} as its start and "
    "{period_end} as its end",
    fix="put the date of 'since' into period_start, the date of 'until' into period_end",
)
def period_fits_words(_: Codelists) -> pl.Expr:
    """The date of "since" stands in `period_start`, the date of "until" in `period_end`.

    In the other column it says the contrary: everything before it, in place of everything after.
    """
    phrase, start, end = in_words(pl.col("period_phrase")), pl.col("period_start"), pl.col("period_end")
    since, until = (
        phrase.str.contains("^" + words_pattern(in_every_language(name))).fill_null(False) for name in PERIOD_ENDS
    )
    return ~(since & start.is_null() & end.is_not_null()) & ~(until & end.is_null() & start.is_not_null())


def _prints(day: str) -> pl.Expr:
    year = pl.col(day).dt.year().cast(pl.String)
    return pl.col(day).is_null() | pl.col("period_phrase").str.contains(year, literal=True)


@rule(
    "row",
    table="figures",
    column="period_start",
    reads={"figures": "measure period_start period_end"},
    why="{measure} is counted at one moment, and the period runs from {period_start} to {period_end}",
    fix="give the one day as both start and end, or leave both empty",
)
def stock_has_a_day(codes: Codelists) -> pl.Expr:
    """A stock, such as troops deployed, is counted on one day or on none that is known.

    Stocks of different days cannot be added, and a stock has no duration.
    """
    stock = pl.col("measure").is_in([m.code for m in codes.measures if m.kind == "stock"]).fill_null(False)
    one_day = (pl.col("period_start") == pl.col("period_end")).fill_null(False)
    return ~stock | one_day | empty("period_start", "period_end")


@rule(
    "tables",
    table="figures",
    column="period_end",
    reads={
        "figures": "figure_id period_start period_end source_id",
        "sources": "source_id published_on",
    },
    why="{figure_id} is dated {day}, and its source was published on {published_on}",
    fix="correct the date, or the day of publication",
)
def period_before_report(tables: Tables) -> pl.DataFrame:
    """No period begins or ends after its source was published, where that day is known.

    A report tells what has happened. One day later is no fault: it may be tomorrow already where it happened.
    """
    return _behind_report(tables["figures"], tables["sources"], "period_start", "period_end")


@rule(
    "tables",
    table="incidents",
    column="end_on",
    reads={"incidents": "incident_id kind start_on end_on source_id", "sources": "source_id published_on"},
    why="{incident_id} is dated {day}, and its source was published on {published_on}",
    fix="correct the date, or the day of publication",
)
def incident_before_report(tables: Tables) -> pl.DataFrame:
    """No incident begins or ends after its source was published, where that day is known; a deployment may end later.

    A report tells what has happened; how long troops are to stay may be known before.
    """
    stays = (pl.col("kind") == "deployment").fill_null(False)
    incidents = tables["incidents"].with_columns(pl.when(~stays).then("end_on"))
    return _behind_report(incidents, tables["sources"], "start_on", "end_on")


@rule(
    "tables",
    table="incidents",
    column="end_on",
    reads={"incidents": "incident_id start_on end_on"},
    why="{incident_id} runs from {start_on} to {end_on}",
    fix="put the earlier day first",
)
def incident_in_order(tables: Tables) -> pl.DataFrame:
    """An incident starts before it ends."""
    return tables["incidents"].filter(pl.col("start_on") > pl.col("end_on"))


def _behind_report(rows: pl.DataFrame, sources: pl.DataFrame, start: str, end: str) -> pl.DataFrame:
    """Return the rows whose start or end lies behind the day on which their source was published, and one more."""
    latest = pl.max_horizontal(start, end)
    column = pl.when(latest == pl.col(end)).then(pl.lit(end)).otherwise(pl.lit(start))
    dated = rows.join(sources.drop(PLACE), on="source_id", maintain_order="left")
    judged = dated.with_columns(latest.alias("day"), column.alias("column"))
    return judged.filter(pl.col("day") > pl.col("published_on").dt.offset_by("1d"))


RULES: tuple[Rule, ...] = (period_in_order, period_basis, period_fits_words, stock_has_a_day)
TABLE_RULES: tuple[Rule, ...] = (period_before_report, incident_before_report, incident_in_order)
