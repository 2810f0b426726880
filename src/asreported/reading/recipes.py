"""How the reading of one phrase becomes that of every phrase of its template: which numeral gives which column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from asreported.bounds import Number
from asreported.qualifiers import qualifiers
from asreported.reading.denials import DOUBTFUL, denials
from asreported.reading.examined import examine
from asreported.reading.mentions import DIGITS, VAGUE
from asreported.reading.reader import reading_of
from asreported.reading.templates import numerals_of
from asreported.reading.values import Reading

__all__ = ["Answer", "Recipe", "RecipePart", "answer", "recipe"]


#: A larger multiplier might leave 64 bits.
_LARGEST_FACTOR = 10**9
_LARGEST = 2**62
#: How many answers are remembered, for the rules that ask again.
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Answer:
    """What `read_column` says of one phrase."""

    status: str
    qualifier: str | None
    value: Number | None
    low: Number | None
    high: Number | None
    negated: bool


@dataclass(frozen=True, slots=True)
class RecipePart:
    """One column as a numeral times `factor` plus `shift`; without numeral, the shift alone (None: empty)."""

    numeral: int | None
    factor: int
    shift: int | None


@dataclass(frozen=True, slots=True)
class Recipe:
    """The answer for every phrase of a template."""

    status: str
    qualifier: str | None
    value: RecipePart
    low: RecipePart
    high: RecipePart
    negated: bool


@lru_cache(maxsize=_REMEMBERED)
def answer(phrase: str, language: str) -> Answer:
    """Return what the Python reader says of a phrase; several rules ask it of the same one."""
    examined = examine(phrase, language)
    reading = reading_of(examined)
    negated = any(kind != DOUBTFUL for _, _, kind in denials(examined.tokens, examined.lexicon, examined.counted()))
    return Answer(reading.status, reading.qualifier, reading.value, reading.low, reading.high, negated)


def recipe(phrase: str, language: str) -> Recipe | None:
    """Return the recipe of a phrase, None where its answer does not follow from its numerals alone."""
    numerals = numerals_of(phrase)
    examined = examine(phrase, language)
    if numerals and any(figure.mention.form not in (DIGITS, VAGUE) for figure, _ in examined.figures):
        return None
    reading = reading_of(examined)
    negated = any(kind != DOUBTFUL for _, _, kind in denials(examined.tokens, examined.lexicon, examined.counted()))
    parts = _parts(reading, numerals) if numerals else _constants(reading)
    return Recipe(reading.status, reading.qualifier, *parts, negated) if parts else None


def _constants(reading: Reading) -> tuple[RecipePart, RecipePart, RecipePart] | None:
    """Return the parts of a reading in which no numeral has a part."""
    constants = (reading.value, reading.low, reading.high)
    if any(isinstance(one, Decimal) or (one is not None and abs(one) > _LARGEST) for one in constants):
        return None
    value, low, high = (RecipePart(None, 0, None if one is None else int(one)) for one in constants)
    return value, low, high


def _parts(
    reading: Reading, numerals: Sequence[tuple[int, int, int]]
) -> tuple[RecipePart, RecipePart, RecipePart] | None:
    if reading.value is None:
        needs_numbers = reading.qualifier and qualifiers()[reading.qualifier].numbers_needed
        return None if needs_numbers else _constants(reading)
    if reading.number_span is None or reading.qualifier is None:
        return None
    start, end = reading.number_span
    inside = [place for place, (first, last, _) in enumerate(numerals) if start <= first and last <= end]
    if len(inside) != 1:
        return None
    digits = numerals[inside[0]][2]
    factor = Fraction(reading.value) / digits if digits else Fraction(0)
    if factor.denominator != 1 or not 1 <= factor <= _LARGEST_FACTOR:
        return None
    meant = qualifiers()[reading.qualifier]
    value, low, high = (
        RecipePart(inside[0], int(factor), shift)
        if counted == "value"
        else RecipePart(None, 0, shift if counted else None)
        for counted, shift in (("value", 0), *((end.counted_from, end.shift) for end in (meant.low, meant.high)))
    )
    return value, low, high
