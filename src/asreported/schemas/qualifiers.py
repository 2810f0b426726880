"""Qualifiers: what the words around a number make of it. Closed: every package carries the same rows."""

from __future__ import annotations

from asreported.schemas.fields import CODE, code, key, text, whole_number
from asreported.schemas.table import Table

__all__ = ["Qualifiers"]

NUMBERS = {"required": "One number is printed.", "two": "Two numbers are printed.", "none": "No number is printed."}
ENDS = {
    "value": "The printed number.",
    "first": "The first of two printed numbers.",
    "second": "The second of two printed numbers.",
    "constant": "A fixed number: the shift alone.",
}
BOUNDS_BASES = {
    "entailed": "The bounds follow from what the words mean.",
    "as_printed": "The bounds repeat what was printed, and prove no more.",
    "convention": "The bounds follow a published convention for vague words.",
}


class Qualifiers(Table):
    """Every qualifier, and the bounds that it makes of the printed number."""

    qualifier: str = key("The qualifier's code.", "more_than", pattern=CODE)
    title: str = text("Its name.", "more than")
    number: str = code("How many numbers the words print.", "required", of=NUMBERS)
    low_from: str = code("What the low bound is counted from; empty: open.", "value", of=ENDS, nullable=True)
    low_shift: int = whole_number("What is added to it.", 1, nullable=True, least=-1)
    high_from: str = code("What the high bound is counted from; empty: open.", "value", of=ENDS, nullable=True)
    high_shift: int = whole_number("What is added to it.", -1, nullable=True, least=-1)
    bounds_basis: str = code("What the bounds rest on.", "entailed", of=BOUNDS_BASES)
    definition: str = text("What the qualifier says.", "Any number above this one.")
    # Pandera has a class method of this name, for making up data; ours is a column.
    example: str = text("A phrase with it.", "more than 40 attacks")  # type: ignore[assignment]
    convention: str = text("The published source of a convention.", "ACLED codes 'dozens' as 12", nullable=True)

    class Config(Table.Config):
        """Name and key of the table."""

        name = "qualifiers"
        unique = ["qualifier"]
