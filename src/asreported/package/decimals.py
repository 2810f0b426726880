"""Numbers as they are written, and whether the 64 bits in which they are kept say the same."""

from __future__ import annotations

from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, InvalidOperation
from math import isfinite
from typing import Self

__all__ = ["Written", "beyond", "exactly", "one_form"]


def exactly(number: str) -> Decimal:
    """Return a number, digit for digit."""
    try:
        return Decimal(number)
    except InvalidOperation:  # its exponent has more digits than any that counts
        digits, _, exponent = number.lower().partition("e")
        return Decimal(f"{digits}e{'-' if exponent.startswith('-') else ''}{10**15}")


def beyond(number: str) -> str | None:
    """Return a number in one form, if it is another than the one that is kept of it; None where it is kept whole.

    >>> beyond("9007199254740992.0"), beyond("9007199254740993.0")
    (None, '9007199254740993')
    """
    exact = exactly(number)
    if not exact.is_finite() or exact == Decimal(repr(float(number))):
        return None
    return one_form(exact)


def one_form(number: Decimal) -> str:
    """Return a number as it is written in one form.

    >>> one_form(Decimal("-0.00")), one_form(Decimal("1.50"))
    ('0', '1.5')
    """
    digits = len(number.as_tuple().digits)
    return str(number.normalize(Context(prec=digits, Emax=MAX_EMAX, Emin=MIN_EMIN))) if number else "0"


class Written(float):
    """A number that prints as it is written, where what is kept of it would print as another number."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Keep the text beside the number."""
        made = super().__new__(cls, text)
        made.text = str(text)
        return made

    def __str__(self) -> str:
        """Return the text."""
        return self.text

    @classmethod
    def of(cls, text: str) -> float:
        """Return a number, with its text where it is not kept whole, or is too large to be kept."""
        kept = float(text)
        return cls(text) if not isfinite(kept) or beyond(text) else kept
