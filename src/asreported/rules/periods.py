"""The row rules of a figure's period: when it counts, and what the dates rest on."""

from __future__ import annotations

import polars as pl

from asreported.rules.codelists import Codelists
from asreported.rules.expressions import empty, present
from asreported.rules.rule import Rule, rule

__all__ = ["RULES"]


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


RULES: tuple[Rule, ...] = (period_in_order, period_basis, stock_has_a_day)
