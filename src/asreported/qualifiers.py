"""What each qualifier makes of a number: the shipped codelist as values.

The codelist is closed: every package carries the same rows, so one reading of `at_least` holds everywhere.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from asreported import shipped
from asreported.bounds import Bounds, Number
from asreported.errors import Misuse, UnknownCode

__all__ = ["CODELIST", "End", "Qualifier", "bounds_of", "qualifiers"]

#: Where the codelist lies inside a package.
CODELIST = "dataset/codelists/qualifiers.csv"


@dataclass(frozen=True, slots=True)
class End:
    """One end of the bounds: what it is counted from (value, first, second, constant; empty: open) and how far."""

    counted_from: str
    shift: int

    def at(self, numbers: tuple[Number, ...]) -> Number | None:
        """Return this end for the printed numbers; None where it is open.

        A number that is not whole is not shifted: more than 2.4 starts at no next number, and 2.4 excludes too little
        rather than too much.
        """
        if not self.counted_from:
            return None
        if self.counted_from == "constant":
            return self.shift
        number = numbers[1 if self.counted_from == "second" else 0]
        return number + self.shift if number == int(number) else number


@dataclass(frozen=True, slots=True)
class Qualifier:
    """One row of the codelist. `number` tells how many numbers the words print: required (one), two or none."""

    code: str
    title: str
    number: str
    low: End
    high: End
    bounds_basis: str
    definition: str
    example: str

    @property
    def numbers_needed(self) -> int:
        """How many printed numbers the bounds are made from."""
        return {"none": 0, "required": 1, "two": 2}[self.number]


@cache
def qualifiers() -> Mapping[str, Qualifier]:
    """Return every qualifier by its code.

    >>> qualifiers()["more_than"].low
    End(counted_from='value', shift=1)
    """
    with (shipped.PACKAGE / CODELIST).open(encoding="utf-8", newline="") as rows:
        return MappingProxyType({row["qualifier"]: _qualifier(row) for row in csv.DictReader(rows)})


def bounds_of(code: str, *numbers: Number) -> Bounds:
    """Return what the qualifier makes of the printed numbers.

    Raises:
        UnknownCode: no qualifier has this code.
        Misuse: the qualifier takes another number of numbers.
        EmptyBounds: two numbers stand in falling order.

    >>> bounds_of("more_than", 40), bounds_of("several"), bounds_of("between", 10, 15)
    (Bounds(low=41, high=None), Bounds(low=2, high=None), Bounds(low=10, high=15))
    """
    try:
        qualifier = qualifiers()[code]
    except KeyError:
        raise UnknownCode("qualifiers", code) from None
    if len(numbers) != qualifier.numbers_needed:
        raise Misuse(f"{code} takes {qualifier.numbers_needed} printed numbers, not {len(numbers)}")
    return Bounds(qualifier.low.at(numbers), qualifier.high.at(numbers))


def _qualifier(row: dict[str, str]) -> Qualifier:
    return Qualifier(
        code=row["qualifier"],
        title=row["title"],
        number=row["number"],
        low=End(row["low_from"], int(row["low_shift"] or 0)),
        high=End(row["high_from"], int(row["high_shift"] or 0)),
        bounds_basis=row["bounds_basis"],
        definition=row["definition"],
        example=row["example"],
    )
