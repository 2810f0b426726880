"""The row rules of figures: number and bounds, and what a figure must carry."""

from __future__ import annotations

from itertools import groupby

import narwhals as nw

from asreported.checks.codelists import Codelists
from asreported.checks.rule import present, row_rule, same
from asreported.qualifiers import End

__all__ = ["RULES"]


def _end(codes: Codelists, column: str) -> nw.Expr:
    """Return the bound that the qualifier makes of the value. Where it is one of two numbers, the cell itself."""
    ends = {q.code: q.low if column == "low" else q.high for q in codes.qualifiers.values()}
    expected = nw.lit(None, nw.Int64)
    for end, group in groupby(sorted(ends, key=lambda code: _order(ends[code])), key=ends.__getitem__):
        if end.counted_from:
            expected = nw.when(nw.col("qualifier").is_in(list(group))).then(_bound(end, column)).otherwise(expected)
    return expected


def _order(end: End) -> tuple[str, int]:
    return end.counted_from, end.shift


def _bound(end: End, column: str) -> nw.Expr:
    if end.counted_from == "constant":
        return nw.lit(end.shift, nw.Int64)
    if end.counted_from == "value":
        return nw.col("value") + end.shift
    return nw.col(column)


def _lowest(codes: Codelists) -> nw.Expr:
    return _end(codes, "low")


def _highest(codes: Codelists) -> nw.Expr:
    return _end(codes, "high")


@row_rule(
    "figures",
    column="low",
    reads=("qualifier", "value", "low", "high"),
    expected={"low": _lowest, "high": _highest},
    why="the qualifier is {qualifier} and the value {value}, so {column} must be {expected}",
    fix="set {column} to {expected}",
    otherwise=(
        "{qualifier} prints two numbers in rising order, and the bounds are {low} and {high}",
        "set low to the first number and high to the second",
    ),
)
def bounds_follow_qualifier(codes: Codelists) -> nw.Expr:
    """`low` and `high` are what the qualifier makes of the value: more than 40 starts at 41.

    Bounds follow from the words and nothing else: none is invented, and none is lost.
    """
    low, high = nw.col("low"), nw.col("high")
    judged = _is(codes, "none", "two") | (_is(codes, "required") & ~nw.col("value").is_null())
    rising = ~_is(codes, "two") | (low < high).fill_null(False)
    return ~judged | (same(low, _lowest(codes)) & same(high, _highest(codes)) & rising)


@row_rule(
    "figures",
    column="value",
    reads=("qualifier", "value"),
    why="the qualifier is {qualifier} and the value is {value}: one of them does not fit the other",
    fix="give the printed number as the value where the qualifier needs one, and none where it needs none",
)
def value_fits_qualifier(codes: Codelists) -> nw.Expr:
    """A qualifier that goes with one printed number has a value; the others have none.

    A vague word prints no number, and giving it one would invent a count.
    """
    full = ~nw.col("value").is_null()
    return (
        (_is(codes, "required") & full) | (_is(codes, "none", "two") & ~full) | ~_is(codes, "required", "none", "two")
    )


def _is(codes: Codelists, *number: str) -> nw.Expr:
    """Return where the qualifier is one of those that print this many numbers."""
    return nw.col("qualifier").is_in([q.code for q in codes.qualifiers.values() if q.number in number]).fill_null(False)


@row_rule(
    "figures",
    column="source_id",
    reads=("source_id", "phrase", "at"),
    fills=("source_id", "phrase", "at"),
    why="a figure without its source, its words or their place cannot be checked",
    fix="fill source_id, phrase and at from the report",
)
def source_is_given(_: Codelists) -> nw.Expr:
    """A figure names its source, quotes the words that printed it and says where they stand.

    A count that nobody can check against its words is hearsay.
    """
    return present("source_id", "phrase", "at")


RULES = (bounds_follow_qualifier, value_fits_qualifier, source_is_given)
