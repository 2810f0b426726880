"""Values as they are compared: to the last digit that a cell has, also where the type that keeps them has fewer.

A number is kept in 64 bits, an instant to the microsecond. Two texts that are kept as one value may be two values all
the same, and only one of them within a bound. What is kept decides wherever it differs; the text where it does not.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, localcontext
from typing import Any

import polars as pl

from asreported.package.cells import digits_of, to_value
from asreported.package.decimals import beyond, exactly, one_form

__all__ = ["identity", "is_among", "is_kept_whole", "numeral", "order"]

#: Whole numbers that are kept are smaller.
_KEPT = 2**63
#: So many digits are always told apart by 64 bits.
_FEW = 15


def numeral(text: pl.Expr, field: Mapping[str, Any]) -> pl.Expr | None:
    """Return the text that may say more of a value than is kept of it; None where no text of the field can."""
    match field.get("type"):
        case "number":
            return digits_of(text, field)
        case "datetime" if field.get("format", "default") == "default":
            return text
    return None


def identity(text: pl.Expr, value: pl.Expr, field: Mapping[str, Any], *, is_typed: bool) -> pl.Expr | None:
    """Return what is the same for equal values, and for no others; None where that is what is kept of them.

    Cells that come typed have no text that says more.

    >>> field, cells = {"type": "number"}, pl.DataFrame({"v": ["0.10", "0.1", "0.10000000000000000001"]})
    >>> same = identity(pl.col("v"), to_value(pl.col("v"), field), field, is_typed=False)
    >>> cells.select(same)["v"].to_list()
    ['0.1', '0.1', '0.10000000000000000001']
    """
    kind = str(field.get("type"))
    if kind == "list":
        item, one = {"type": field.get("itemType", "string")}, pl.element()
        inner = identity(one, one if is_typed else to_value(one, item), item, is_typed=is_typed)
        cells = value if is_typed else text.str.split(str(field.get("delimiter", ",")))
        return None if inner is None else cells.list.eval(inner)
    if form := _FORMS.get(kind):
        return value.map_batches(lambda cells: _each(cells, cells, form, pl.String()), return_dtype=pl.String)
    if kind not in {"number", "datetime"}:
        return None
    if kind == "number":
        value = pl.when(value != 0).then(value).when(value == 0).then(0.0)  # zero has two signs, and is one number
    kept = value.cast(pl.String)
    if is_typed or (digits := numeral(text, field)) is None:
        return kept
    more = _more(pl.when(value.is_not_null()).then(digits), kind)
    return pl.coalesce(more, kept) if kind == "number" else pl.concat_str(kept, more.fill_null(""))


def order(value: pl.Expr, bound: Any, kind: str, numeral: pl.Expr | None) -> pl.Expr:
    """Return -1, 0 or 1 where a value is below a bound, on it, or above it."""
    if kind == "yearmonth":
        value, bound = _months(value), _months(pl.lit(bound))
    kept = float(bound) if kind == "number" else bound
    place = (value > kept).cast(pl.Int8) - (value < kept).cast(pl.Int8)
    if numeral is None:
        return place
    ties = pl.when(value == kept).then(numeral)
    if kind == "number":
        limit = exactly(str(bound))

        def beside(cells: pl.Series) -> pl.Series:
            return _each(cells, cells, lambda cell: int(exactly(cell).compare(limit)), pl.Int8())

        return pl.coalesce(ties.map_batches(beside, return_dtype=pl.Int8), place)
    return pl.when(_more(ties, kind).is_not_null()).then(pl.lit(1, pl.Int8)).otherwise(place)


def is_among(value: pl.Expr, allowed: Sequence[Any], kind: str, numeral: pl.Expr | None) -> pl.Expr:
    """Return whether a value is one of those that are allowed."""
    if kind != "number":
        known = value.is_in([one for one in allowed if kind != "integer" or abs(one) < _KEPT])
        return known if numeral is None else known & _more(pl.when(known).then(numeral), kind).is_null()
    kept = {str(one): float(one) for one in allowed}
    known = value.is_in([one for text, one in kept.items() if not beyond(text)])
    if numeral is None:
        return known
    more = _more(pl.when(value.is_in(list(kept.values()))).then(numeral), kind)
    return pl.when(more.is_null()).then(known).otherwise(more.is_in([text for text in map(beyond, kept) if text]))


def is_kept_whole(text: str, field: Mapping[str, Any]) -> bool:
    """Tell whether what is kept of a text is all that it says."""
    cells = numeral(pl.lit(text), field)
    return cells is None or pl.select(_more(cells, str(field["type"]))).item() is None


def _more(numeral: pl.Expr, kind: str) -> pl.Expr:
    """Return what tells apart the texts that are kept as one value; null where what is kept says it all."""
    if kind == "number":
        return numeral.map_batches(_beyond_each, return_dtype=pl.String)
    return numeral.str.extract(r"\.[0-9]{6}([0-9]*[1-9])")


def _beyond_each(cells: pl.Series) -> pl.Series:
    kept = cells.cast(pl.Float64, strict=False)
    may_be = (cells.str.len_bytes() > _FEW) | cells.str.contains("[eE]")
    # What is written as it would be printed is kept as it is written.
    return _each(cells, cells.filter(may_be & (kept.cast(pl.String) != cells)), beyond, pl.String())


def _each(cells: pl.Series, chosen: pl.Series, judge: Callable[[str], Any], dtype: pl.DataType) -> pl.Series:
    """Return what is told of the chosen cells, each distinct one looked at once; null of the others."""
    distinct = chosen.drop_nulls().unique()
    if distinct.is_empty():
        return pl.repeat(None, cells.len(), dtype=dtype, eager=True)
    told = pl.Series([judge(cell) for cell in distinct], dtype=dtype)
    return cells.replace_strict(distinct, told, default=None, return_dtype=dtype)


def _form_of_json(cell: str) -> str:
    """Return JSON in one form: the order of keys, and how a letter or a number is written, make no other value."""
    try:
        found = json.loads(cell, parse_float=exactly, parse_int=exactly)
        return json.dumps(found, sort_keys=True, default=lambda number: {"number": one_form(number)})
    except RecursionError:
        return cell


def _form_of_place(cell: str) -> str:
    if cell.lstrip().startswith(("[", "{")):
        return _form_of_json(cell)
    return ", ".join(one_form(exactly(part.strip(" "))) for part in cell.split(","))


def _form_of_duration(cell: str) -> str:
    """Return a duration as months and seconds: twelve months are a year, and sixty minutes an hour."""
    date, _, clock = cell.partition("T")
    with localcontext(prec=len(cell) + 9):
        of_date, of_clock = (
            Counter({unit: exactly(number) for number, unit in re.findall("([0-9.]+)([A-Z])", part)})
            for part in (date, clock)
        )
        months = 12 * of_date["Y"] + of_date["M"]
        seconds = 86400 * of_date["D"] + 3600 * of_clock["H"] + 60 * of_clock["M"] + of_clock["S"]
    sign = "-" if cell.startswith("-") and (months or seconds) else ""
    return f"{sign}P{one_form(Decimal(months))}MT{one_form(Decimal(seconds))}S"


#: The types that are kept as text, of which two may be one value.
_FORMS: Mapping[str, Callable[[str], str]] = {
    **dict.fromkeys(("object", "array", "geojson"), _form_of_json),
    "geopoint": _form_of_place,
    "duration": _form_of_duration,
}


def _months(yearmonth: pl.Expr) -> pl.Expr:
    """Return how many months of the calendar have gone by, negative before the year 0."""
    year, month = (yearmonth.str.extract(part).cast(pl.Int64) for part in ("^(-?[0-9]+)-", "([0-9]+)$"))
    return year * 12 + month
