"""A number or vague word where it stands, before anything is known of what qualifies it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = ["ARTICLE", "DIGITS", "FRACTION", "MALFORMED", "ORDINAL", "PASSED", "RANGE", "VAGUE", "WORDS", "Mention"]

#: The forms that a mention can take.
DIGITS, WORDS, FRACTION, ORDINAL, ARTICLE, VAGUE, RANGE = (
    "digits",
    "words",
    "fraction",
    "ordinal",
    "article",
    "vague",
    "range",
)
#: Digits that no number is written with, and shapes that are no count.
MALFORMED, PASSED = "malformed", "passed"


@dataclass(frozen=True, slots=True)
class Mention:
    """The tokens from `first` up to `last`, and every number that they can stand for (of a range: two ends for each).

    `scale` is the last multiplier in it (million), which the smaller end of a range may share; `meaning` is the
    qualifier of a vague word, the reason of what is passed over; `opened` how many tokens open a range before its
    number; `role` what is known already of what it does; `noun` the token of the noun that says the number itself.
    """

    first: int
    last: int
    form: str
    values: tuple[Fraction, ...] = ()
    scale: Fraction = Fraction(1)
    meaning: str = ""
    opened: int = 0
    role: str = ""
    noun: int | None = None

    @property
    def counted(self) -> int:
        """Return the token at which the noun or unit stands: behind the number, but for a noun that is the number."""
        return self.last if self.noun is None else self.noun

    @property
    def number(self) -> int:
        """Return the token at which the number itself begins, behind the opener of a range."""
        return self.first + self.opened
