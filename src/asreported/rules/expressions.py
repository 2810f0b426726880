"""What the expressions of several rules say: of cells that are empty or the same, and of open ends."""

from __future__ import annotations

import polars as pl

__all__ = ["closed", "empty", "last_day", "prefixed", "present", "same"]

#: How far an end lies that the words leave open: beyond every count that a cell can hold.
_BEYOND = 2**60


def same(left: pl.Expr, right: pl.Expr) -> pl.Expr:
    """Return where two cells are the same; two empty cells are, an empty and a full one are not."""
    return left.eq_missing(right)


def present(*columns: str) -> pl.Expr:
    """Return where all these cells are filled."""
    return pl.all_horizontal(pl.col(c).is_not_null() for c in columns)


def empty(*columns: str) -> pl.Expr:
    """Return where all these cells are empty."""
    return pl.all_horizontal(pl.col(c).is_null() for c in columns)


def last_day(day: str) -> pl.Expr:
    """Return the last day that a date of a period may mean: of its month or year, where that is all that is known.

    >>> frame = pl.DataFrame({"period_end": ["2021-06-01"], "period_precision": ["month"]}).with_columns(
    ...     pl.col("period_end").str.to_date()
    ... )
    >>> frame.select(last_day("period_end")).item()
    datetime.date(2021, 6, 30)
    """
    precision = pl.col("period_precision")
    months = pl.when(precision == "year").then(pl.lit("11mo")).otherwise(pl.lit("0mo"))
    ended = pl.col(day).dt.offset_by(months).dt.month_end()
    return pl.when(precision.is_in(["month", "year"])).then(ended).otherwise(pl.col(day))


def prefixed(frame: pl.DataFrame, prefix: str, *columns: str) -> pl.DataFrame:
    """Return these columns, each with the prefix before its name, so that two rows of one table can stand side by side.

    >>> prefixed(pl.DataFrame({"low": [1], "high": [2]}), "whole_", "low").columns
    ['whole_low']
    """
    return frame.select(pl.col(name).alias(f"{prefix}{name}") for name in columns)


def closed(low: str, high: str) -> tuple[pl.Expr, pl.Expr]:
    """Return two ends without nulls: an open low is zero, as nothing counts below it; an open high lies beyond all."""
    return pl.col(low).fill_null(0), pl.col(high).fill_null(_BEYOND)
