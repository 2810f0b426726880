"""The row rules of figures: number and bounds, and what a figure must carry."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import polars as pl

from asreported.qualifiers import End
from asreported.rules.codelists import Codelists
from asreported.rules.expressions import present, same
from asreported.rules.rule import Broken, Rule, rule

__all__ = ["RULES"]


def _end(codes: Codelists, column: str) -> pl.Expr:
    """Return the bound that the qualifier makes of the value. Where it is one of two numbers, the cell itself."""
    ends = {q.code: q.low if column == "low" else q.high for q in codes.qualifiers.values()}
    expected = pl.lit(None, pl.Int64)
    for end, group in groupby(sorted(ends, key=lambda code: _order(ends[code])), key=ends.__getitem__):
        if end.counted_from:
            expected = pl.when(pl.col("qualifier").is_in(list(group))).then(_bound(end, column)).otherwise(expected)
    return expected


def _order(end: End) -> tuple[str, int]:
    return end.counted_from, end.shift


def _bound(end: End, column: str) -> pl.Expr:
    if end.counted_from == "constant":
        return pl.lit(end.shift, pl.Int64)
    if end.counted_from == "value":
        return pl.col("value") + end.shift
    return pl.col(column)


def _expected(row: Broken, codes: Codelists) -> dict[str, Any]:
    """Return which bound of a row is another than its qualifier makes, and what it must be."""
    qualifier = codes.qualifiers[row["qualifier"]]
    for column, end in (("low", qualifier.low), ("high", qualifier.high)):
        if end.counted_from not in {"first", "second"} and row[column] != end.at((row["value"],)):
            expected = end.at((row["value"],))
            told = "empty" if expected is None else expected
            value = "empty" if row["value"] is None else row["value"]
            why = f"the qualifier is {row['qualifier']} and the value {value}, so {column} must be {told}"
            return {
                "column": column,
                "expected": expected,
                "told": why,
                "mend": f"set {column} to {told}",
            }
    low, high = ("empty" if row[column] is None else row[column] for column in ("low", "high"))
    return {
        "told": f"{row['qualifier']} prints two numbers in rising order, and the bounds are {low} and {high}",
        "mend": "set low to the first number and high to the second",
    }


@rule(
    "row",
    table="figures",
    column="low",
    reads={"figures": "qualifier value low high"},
    details=_expected,
    why="{told}",
    fix="{mend}",
)
def bounds_follow_qualifier(codes: Codelists) -> pl.Expr:
    """`low` and `high` are what the qualifier makes of the value: more than 40 starts at 41.

    Bounds follow from the words and nothing else: none is invented, and none is lost.
    """
    low, high = pl.col("low"), pl.col("high")
    judged = _is(codes, "none", "two") | (_is(codes, "required") & ~pl.col("value").is_null())
    rising = ~_is(codes, "two") | (low < high).fill_null(False)
    return ~judged | (same(low, _end(codes, "low")) & same(high, _end(codes, "high")) & rising)


@rule(
    "row",
    table="figures",
    column="value",
    reads={"figures": "qualifier value"},
    why="the qualifier is {qualifier} and the value is {value}: one of them does not fit the other",
    fix="give the printed number as the value where the qualifier needs one, and none where it needs none",
)
def value_fits_qualifier(codes: Codelists) -> pl.Expr:
    """A qualifier that goes with one printed number has a value; the others have none.

    A vague word prints no number, and giving it one would invent a count.
    """
    full = ~pl.col("value").is_null()
    return (
        (_is(codes, "required") & full) | (_is(codes, "none", "two") & ~full) | ~_is(codes, "required", "none", "two")
    )


def _is(codes: Codelists, *number: str) -> pl.Expr:
    """Return where the qualifier is one of those that print this many numbers."""
    return pl.col("qualifier").is_in([q.code for q in codes.qualifiers.values() if q.number in number]).fill_null(False)


def _empty_one(row: Broken, _: Codelists) -> dict[str, Any]:
    return {"column": next(name for name in ("source_id", "phrase", "at") if row[name] is None)}


@rule(
    "row",
    table="figures",
    column="source_id",
    reads={"figures": "source_id phrase at"},
    fills=("source_id", "phrase", "at"),
    details=_empty_one,
    why="a figure without its source, its words or their place cannot be checked",
    fix="fill source_id, phrase and at from the report",
)
def source_is_given(_: Codelists) -> pl.Expr:
    """A figure names its source, quotes the words that printed it and says where they stand.

    A count that nobody can check against its words is hearsay.
    """
    return present("source_id", "phrase", "at")


RULES: tuple[Rule, ...] = (bounds_follow_qualifier, value_fits_qualifier, source_is_given)
