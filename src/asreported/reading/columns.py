"""The Polars expressions of the bulk reader: digits, the numbers between which they lie, and recipes filled in.

They name no word: templates and recipes, made from the lexicon, come in as columns.
"""

from __future__ import annotations

import string

import polars as pl

from asreported.reading.recipes import Recipe, RecipePart
from asreported.reading.templates import BREAKS, LONGEST_PLAIN, MOST_NUMERALS, Forms

__all__ = ["ANSWER", "COLUMNS", "NUMBER", "PLACES", "RECIPE", "filled", "key", "numeral", "recipe_row", "taken_apart"]

#: Wide enough for every number that the reader gives, and exact.
NUMBER = pl.Decimal(38, 12)
COLUMNS = ("value", "low", "high")
#: The columns of `read_column`.
ANSWER: dict[str, pl.DataType | type[pl.DataType]] = {
    "phrase": pl.String,
    "status": pl.String,
    "qualifier": pl.String,
    **dict.fromkeys(COLUMNS, NUMBER),
    "negated": pl.Boolean,
}
#: A recipe as columns.
RECIPE = {
    "key": pl.Int64,
    "settled": pl.Boolean,
    "status": pl.String,
    "qualifier": pl.String,
    "negated": pl.Boolean,
    **{f"{name}_{part}": pl.Int64 for name in COLUMNS for part in ("numeral", "factor", "shift")},
}
#: The numerals of a template: how long each is printed, and which of the phrase's digits are its own.
PLACES = {f"{name}_{place}": pl.Int64 for name in ("length", "first_digit", "digits") for place in range(MOST_NUMERALS)}
_OTHER_DIGITS = {chr(zero + digit): str(digit) for zero in (0x0660, 0x06F0, 0xFF10) for digit in range(10)}
_ORDERS = 3
#: What parts the phrases while the bytes of many are changed at once, and what it becomes where a phrase has it.
_BETWEEN, _CONTROL = "\0", "\1"
_ZEROS = bytes.maketrans(b"123456789", b"0" * 9)
_NO_DIGITS = bytes(set(range(256)) - set(string.digits.encode() + _BETWEEN.encode()))


def taken_apart(phrases: pl.Series, pieces: Forms) -> pl.DataFrame:
    """Return phrases with their `form` (every word as what stands for it, every digit a zero) and all their `digits`.

    The bytes of all phrases are changed at once, many times faster than each by a regular expression.
    """
    plain = phrases.str.replace_all(_BETWEEN, _CONTROL, literal=True)
    plain = plain.str.replace_many(_OTHER_DIGITS) if pieces.other_digits else plain
    together = plain.str.join(_BETWEEN)[0].encode()
    shapes = _parted(together.translate(_ZEROS).decode(), _BETWEEN).cast(pl.Categorical)
    distinct = shapes.unique()
    forms = pl.DataFrame({"shape": distinct.to_physical(), "form": _forms(distinct.cast(pl.String), pieces)})
    digits = _parted(together.translate(None, _NO_DIGITS).decode(), _BETWEEN)
    frame = pl.DataFrame({"phrase": phrases, "shape": shapes.to_physical(), "digits": digits})
    return frame.join(forms, on="shape", how="left", maintain_order="left").drop("shape")


def _forms(shapes: pl.Series, pieces: Forms) -> pl.Series:
    """Return the form of each shape; Python looks at every piece between two spaces once."""
    end = f" {_BETWEEN} "
    words = _parted(shapes.str.join(end)[0], " ").cast(pl.Categorical)
    distinct, places = words.unique(), words.to_physical()
    told = [""] * (int(places.max()) + 1)  # type: ignore[arg-type]
    for place, piece in zip(distinct.to_physical(), distinct.cast(pl.String), strict=True):
        told[place] = pieces[piece]
    return _parted(pl.Series(told).gather(places).str.join(" ")[0], end).cast(pl.Categorical)


def _parted(text: str, sign: str) -> pl.Series:
    return pl.Series([text]).str.split(sign).explode()


def numeral(place: int, most: int) -> pl.Expr:
    """Return the digits of a numeral as one whole number; null behind the first `most`."""
    if place >= most:
        return pl.lit(None, pl.Int64).alias(f"numeral_{place}")
    digits = pl.col("digits").str.slice(pl.col(f"first_digit_{place}"), pl.col(f"digits_{place}"))
    return digits.cast(pl.Int64, strict=False).alias(f"numeral_{place}")


def key(most: int) -> pl.Expr:
    """Return the number of everything that a reading hangs on: the template, and how its first `most` numerals lie.

    The same in every slice: what is not there counts as zero.
    """
    made = pl.col("template").cast(pl.Int64)
    numerals = [pl.col(f"numeral_{place}") for place in range(MOST_NUMERALS)]
    for place, one in enumerate(numerals):
        length = pl.col(f"length_{place}")
        matters = (length == LONGEST_PLAIN) | (pl.col("sized") & (length < LONGEST_PLAIN))
        edges = pl.sum_horizontal(one >= edge for edge in BREAKS).cast(pl.Int64)
        lies = pl.when(matters).then(edges).otherwise(pl.min_horizontal(one, 2)).fill_null(0)
        lies = lies if place < most else pl.lit(0)
        made = made * (len(BREAKS) + 1) + lies.cast(pl.Int64)
    for place in range(1, MOST_NUMERALS):
        left, right = numerals[place - 1], numerals[place]
        order = pl.when(left > right).then(2).when(left == right).then(1).otherwise(0) if place < most else pl.lit(0)
        made = made * _ORDERS + order.cast(pl.Int64)
    return made.alias("key")


def recipe_row(number: int, recipe: Recipe | None) -> tuple[object, ...]:
    """Return a recipe as a row of `RECIPE`; None is a template whose phrases are read one by one."""
    if recipe is None:
        return (number, False, *[None] * (len(RECIPE) - 2))
    parts: list[RecipePart] = [recipe.value, recipe.low, recipe.high]
    numbers = [number for part in parts for number in (part.numeral, part.factor, part.shift)]
    return (number, True, recipe.status, recipe.qualifier, recipe.negated, *numbers)


def filled(name: str, most: int) -> pl.Expr:
    """Return a column of the answer, its recipe filled in from the first `most` numerals."""
    chosen = pl.lit(None, pl.Int64)
    for place in range(most):
        chosen = pl.when(pl.col(f"{name}_numeral") == place).then(pl.col(f"numeral_{place}")).otherwise(chosen)
    counted = (chosen * pl.col(f"{name}_factor")).fill_null(0) + pl.col(f"{name}_shift")
    return counted.cast(NUMBER).alias(name)
